//! What the writers and readers of PO, TMX and XLIFF have in common: language tags, confidence, findings, comments, doubt.
//!
//! In: an [`Export`] or one of its rows. Out: the words that these formats have for it, or an error that says what to change.
//! O(1) a row, O(bytes) of a text that is blank.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::error::{Error, Result};
use crate::format::export::{Export, ExportRow};
use crate::format::xml::is_xml;
use crate::review::{Check, RowState, Severity};

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

/// What stands before a comment that looks like the remark of a finding.
const COMMENT: &str = "comment: ";

/// The note that is a comment of a person: the comment, with [`COMMENT`] before it if a reader took it for a remark. O(bytes).
pub(crate) fn note_of(comment: &str) -> Cow<'_, str> {
    match is_remark(without_marks(&held(comment))) {
        true => Cow::Owned(format!("{COMMENT}{comment}")),
        false => Cow::Borrowed(comment),
    }
}

/// The comment of a note, also of other tools; none if the note is a finding in one line. Reverses [`note_of`]. O(bytes).
pub(crate) fn comment_of(note: &str) -> Option<&str> {
    let held = held(note);
    if is_remark(&held) {
        return None;
    }
    match is_remark(without_marks(&held)) {
        true => Some(note.strip_prefix(COMMENT).unwrap_or(note)),
        false => Some(note),
    }
}

/// Whether a note begins as a finding in one line does: with a severity and a check.
fn is_remark(note: &str) -> bool {
    let head = note.trim_start().split_once(": ");
    let words = head.and_then(|(head, _)| head.split_once(' '));
    words.is_some_and(|(severity, check)| {
        severity.parse::<Severity>().is_ok() && check.parse::<Check>().is_ok()
    })
}

/// A note without each [`COMMENT`] before it.
fn without_marks(note: &str) -> &str {
    let mut rest = note;
    while let Some(after) = rest.strip_prefix(COMMENT) {
        rest = after;
    }
    rest
}

/// A note as XML holds it, so that a character which is left out hides no remark.
fn held(note: &str) -> Cow<'_, str> {
    match note.chars().all(is_xml) {
        true => Cow::Borrowed(note),
        false => Cow::Owned(note.chars().filter(|&c| is_xml(c)).collect()),
    }
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
