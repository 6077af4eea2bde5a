//! Files and formats: readers and writers. Only this module opens files.
//!
//! In: a path, bytes, text or pairs. Out: text without a byte order mark, a file that is written completely or not at all, the
//! values of a format, or an error that names the file and the place. Each format has one submodule with its writer and its
//! reader; the documentation of the submodule says what the format keeps and loses. O(bytes).

#[cfg(feature = "office")]
mod archive;
mod file;
#[cfg(feature = "json")]
pub mod json_lines;
mod kinds;
pub mod ladder;
#[cfg(feature = "office")]
mod office;
#[cfg(test)]
mod tests;
mod text;
#[cfg(feature = "tsv")]
pub mod tsv;
pub mod vecalign;
#[cfg(feature = "office")]
mod xml;

pub use crate::format::file::{NewFile, check_output, to_file};
pub use crate::format::kinds::Format;
pub use crate::format::text::{decode, spreadsheet_file, text_file};
