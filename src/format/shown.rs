//! What the cells of tables show of pairs and findings.
//!
//! In: a pair, or the findings that begin at it. Out: its confidence as a number with four decimals; a line a finding.
//! O(bytes).

#[cfg(feature = "sheets")]
use crate::pair::Pair;
use crate::review::Finding;

/// Severity, check and reason of each finding, one a line. O(bytes).
pub(crate) fn findings_in_lines(findings: &[&Finding]) -> String {
    let findings = findings.iter();
    let lines: Vec<String> = findings
        .map(|f| format!("{} {}: {}", f.severity, f.check, f.reason.english))
        .collect();
    lines.join("\n")
}

/// The confidence of a pair, to four decimals. O(1).
#[cfg(feature = "sheets")]
pub(crate) fn confidence_of(pair: &Pair<'_>) -> f64 {
    (f64::from(pair.confidence()) * 10_000.0).round() / 10_000.0
}
