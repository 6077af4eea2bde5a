//! What the cells of tables show of pairs and findings.
//!
//! In: a row, or the findings that begin at it. Out: its confidence as a number with four decimals; a line a finding; what a
//! person noted, in a line. O(bytes).

use crate::format::ExportRow;
#[cfg(feature = "sheets")]
use crate::pair::Pair;
use crate::review::{Finding, RowState};

/// A finding in one line: `error number: 24 in the original, 42 in the translation`. O(bytes).
pub(crate) fn finding_in_line(finding: &Finding) -> String {
    let Finding {
        severity, check, ..
    } = finding;
    format!("{severity} {check}: {}", finding.reason.english)
}

/// Findings, one a line. O(bytes).
pub(crate) fn findings_in_lines(findings: &[&Finding]) -> String {
    let lines: Vec<String> = findings.iter().map(|f| finding_in_line(f)).collect();
    lines.join("\n")
}

/// The confidence of a pair, to four decimals. O(1).
#[cfg(feature = "sheets")]
pub(crate) fn confidence_of(pair: &Pair<'_>) -> f64 {
    (f64::from(pair.confidence()) * 10_000.0).round() / 10_000.0
}

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
