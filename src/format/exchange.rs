//! What the writers and readers of PO, TMX and XLIFF have in common: language tags, confidence, findings, doubt.
//!
//! In: an [`Export`] or one of its rows. Out: the words that these formats have for it, or an error that says what to change.
//! O(1) a row, O(bytes) of a text that is blank.

#[cfg(test)]
mod tests;

use crate::error::{Error, Result};
use crate::format::export::{Export, ExportRow};
use crate::format::xml::is_xml;
use crate::review::{Finding, RowState, Severity};

/// The name of the program in headers.
pub(crate) const TOOL: &str = "taiyaku";

/// Its version in headers.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Below this confidence, a pair that nobody reviewed is doubtful.
pub(crate) const DOUBTFUL: f32 = 0.8;

/// The language tags of an export.
///
/// # Errors
///
/// If one is not a tag of BCP 47, or if both are the same: a tool could not tell the sides apart.
pub(crate) fn language_tags<'e>(export: &'e Export<'_>) -> Result<[&'e str; 2]> {
    let tags = export.languages();
    if let Some(wrong) = tags.into_iter().find(|tag| !is_tag(tag)) {
        let expected = format!("expected a language tag such as `en-GB`, found `{wrong}`");
        return Err(Error::format("languages", expected));
    }
    if tags[0].eq_ignore_ascii_case(tags[1]) {
        let expected = format!(
            "expected two languages, found `{}` for both sides: set them, for example to `en` and `ja`",
            tags[0]
        );
        return Err(Error::format("languages", expected));
    }
    Ok(tags)
}

/// Whether a text has the form of a tag of BCP 47.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    is_part(first) && first.bytes().all(|b| b.is_ascii_alphabetic()) && parts.all(is_part)
}

/// The confidence of a row, to four decimals.
pub(crate) fn confidence(row: &ExportRow<'_, '_>) -> String {
    format!("{:.4}", row.pair.confidence())
}

/// The confidence that a file gives; none if it is not a probability.
pub(crate) fn read_confidence(text: &str) -> Option<f32> {
    let confidence: f32 = text.trim().parse().ok()?;
    (0.0..=1.0).contains(&confidence).then_some(confidence)
}

/// A finding in one line: `error number: 24 in the original, 42 in the translation`.
pub(crate) fn remark(finding: &Finding) -> String {
    let Finding {
        severity, check, ..
    } = finding;
    format!("{severity} {check}: {}", finding.reason.english)
}

/// The state of a row. A row that nobody reviewed is open.
pub(crate) fn state(row: &ExportRow<'_, '_>) -> RowState {
    row.notes.map_or(RowState::Open, |notes| notes.state)
}

/// What a person commented; empty if nothing.
pub(crate) fn comment<'a>(row: &ExportRow<'_, 'a>) -> &'a str {
    row.notes.map_or("", |notes| notes.comment)
}

/// Whether nobody reviewed a row and its confidence is low.
pub(crate) fn is_doubtful(row: &ExportRow<'_, '_>) -> bool {
    state(row) == RowState::Open && row.pair.confidence() < DOUBTFUL
}

/// Whether a translator has to look at a row: nobody reviewed it, and it is doubtful or has an error.
pub(crate) fn needs_review(row: &ExportRow<'_, '_>) -> bool {
    let has_error = || {
        let mut findings = row.findings.iter();
        findings.any(|finding| finding.severity == Severity::Error)
    };
    is_doubtful(row) || state(row) == RowState::Open && has_error()
}

/// Whether nothing of a text is left in XML but white space. O(bytes of white space and forbidden characters at its start).
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || !is_xml(c))
}
