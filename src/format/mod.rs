//! Files and formats: bytes → text, results → bytes, and back. The only room that opens files.
//!
//! In: a path, bytes, text or pairs. Out: text without a byte order mark, a file that is written whole or not at all, what a
//! format holds, or an error that names the file and the place. One file a format, its writer and its reader together; its
//! head says what the format keeps and loses. O(bytes).

mod file;
#[cfg(feature = "json")]
pub mod json_lines;
pub mod ladder;
#[cfg(test)]
mod tests;
mod text;
#[cfg(feature = "tsv")]
pub mod tsv;
pub mod vecalign;

pub use crate::format::file::{NewFile, check_output, to_file};
pub use crate::format::text::{decode, spreadsheet_file, text_file};
