//! The order in which reports show findings: the most severe first, then by place.
//!
//! In: an export. Out: its findings, and the number of the pair of each. O(n log n) in the findings.

use crate::format::Export;
use crate::review::Finding;

/// The findings of an export in the [order](errors_first) of reports. No finding if the text was not reviewed. O(n log n).
pub(crate) fn in_order<'a>(export: &Export<'a>) -> Vec<&'a Finding> {
    errors_first(export.findings().unwrap_or_default())
}

/// Errors first, then warnings, then hints, each in the order of the text. O(n log n).
pub(crate) fn errors_first<'a>(findings: &[&'a Finding]) -> Vec<&'a Finding> {
    let mut findings = findings.to_vec();
    findings.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), finding.beads.start));
    findings
}

/// The number of the first pair of a finding, from 1, as [`ExportRow::id`](crate::format::ExportRow::id) counts.
pub(crate) fn pair_number(finding: &Finding) -> usize {
    finding.beads.start + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{ReviewOptions, Severity, review};
    use crate::{Aligner, Bitext};

    #[cfg(feature = "lexicon")]
    #[test]
    fn errors_come_first_then_the_order_of_the_text() {
        let source = "Is it wet? It has 24 rooms. It rained all day. It has 17 doors.";
        let target = "濡れている。部屋は42ある。雨が降った。扉は71ある。";
        let bitext = Bitext::new(source, target);
        let aligner = Aligner::new();
        let anchored = aligner.read(&bitext);
        let alignment = aligner.align(&anchored);
        let findings = review(&anchored, &alignment, &ReviewOptions::default());
        let export = Export::new(&bitext, &alignment).with_findings(&findings);
        let ordered = in_order(&export);
        assert_eq!(ordered.len(), findings.len());
        assert_eq!(ordered[0].severity, Severity::Error);
        let keys = ordered
            .iter()
            .map(|finding| (std::cmp::Reverse(finding.severity), finding.beads.start));
        assert!(keys.is_sorted());
        assert_eq!(pair_number(ordered[0]), 2);
    }
}
