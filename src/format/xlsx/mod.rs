//! XLSX: the sheets of Excel.
//!
//! In: an [`Export`](crate::format::Export), or the bytes of an `.xlsx` or `.xlsm` file. Out: a workbook, or the units of a
//! sheet with a column of English and one of Japanese. O(bytes).
//!
//! The format keeps both texts, the ids, kinds and confidences of pairs, findings with their places, names, and the state, mark
//! and comment of a person. Cells are text, so that no spreadsheet makes a date, a formula or a link of them; ids and
//! confidences are numbers. A cell holds 32,767 UTF-16 units: the rest of a longer text is lost and counted.
//! CR LF in a comment is read back as LF, the line end of Excel.
//!
//! The headers of our own sheets begin with capitals (`Source`): their cells are the texts. The cells of a table with small
//! headers (`source`), which a person saved as a workbook, have the escapes of [`tsv`](crate::format::tsv).

mod book;
mod reader;
mod report;
mod sheet;
mod strings;
mod style;
mod writer;

#[cfg(feature = "html")]
pub(crate) use crate::format::shown::{confidence_of, findings_in_lines};
#[cfg(feature = "html")]
pub(crate) use crate::format::xlsx::book::Book;
pub(crate) use crate::format::xlsx::reader::read;
#[cfg(feature = "html")]
pub(crate) use crate::format::xlsx::reader::{Cells, find_sheet};
#[cfg(feature = "html")]
pub(crate) use crate::format::xlsx::report::{add_findings, add_names};
#[cfg(feature = "html")]
pub(crate) use crate::format::xlsx::sheet::Sheet;
#[cfg(feature = "html")]
pub(crate) use crate::format::xlsx::style::{Column, Style};
pub use crate::format::xlsx::writer::write;
