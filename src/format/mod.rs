//! Files and formats: bytes → text, results → bytes. Beside [`revise`](crate::revise) the only room that touches files.
//!
//! In: a path, bytes, or pairs. Out: text without a byte order mark, a file that is written whole or not at all, or an
//! error that names the file and the place. One file a format. O(bytes).

mod file;
mod text;
#[cfg(feature = "tsv")]
pub mod tsv;

pub use crate::format::file::{NewFile, check_output, to_file};
pub use crate::format::text::{decode, text_file};
