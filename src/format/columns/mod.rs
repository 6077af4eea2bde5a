//! Pairs in two columns for reading: a table of Markdown, and a web page.
//!
//! In: an [`Export`]. Out: text in UTF-8. Both keep the texts, the ids, the findings of each pair, and what a person noted. They
//! lose kinds, confidences, the places of findings, and the findings about code. No reader makes pairs of them again. O(bytes).

mod markdown;
#[cfg(feature = "web")]
mod page;

use crate::format::{Export, ExportRow};
use crate::review::RowState;

pub use crate::format::columns::markdown::write_markdown;
#[cfg(feature = "web")]
pub use crate::format::columns::page::write_html;

/// What a person noted about a row, such as `confirmed, marked: a comment`. None if there is nothing.
pub(crate) fn note_of(row: &ExportRow<'_, '_>) -> Option<String> {
    let notes = row.notes?;
    let state = (notes.state != RowState::Open).then(|| notes.state.name());
    let mark = notes.mark.then_some("marked");
    let words: Vec<&str> = state.into_iter().chain(mark).collect();
    let words = words.join(", ");
    let parts = [words.as_str(), notes.comment].into_iter();
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}

/// The findings of an export that begin at no row.
pub(crate) fn findings_left_out(export: &Export<'_>, n_written: usize) -> usize {
    let n_findings = export.findings().map_or(0, <[_]>::len);
    n_findings - n_written
}
