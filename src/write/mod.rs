//! Results → files: the only room, beside [`crate::read`], that touches the file system.
//!
//! In: pairs and a writer, or a path. Out: bytes of a format, or an error that names the file. A file is
//! written whole or not at all, and never over an input. O(bytes written).

mod file;
#[cfg(feature = "html")]
pub mod review;
#[cfg(feature = "tsv")]
pub mod tsv;

pub use crate::write::file::{NewFile, check_output, to_file};
