//! The order in which reports show findings: the most severe first, then by place.
//!
//! In: an export. Out: its findings, and the pair of each as one text a side. O(n log n) in the findings.

use crate::align::Bead;
use crate::format::Export;
use crate::pair::Pair;
use crate::review::Finding;

/// The findings of an export: errors first, then warnings, then hints, each in the order of the text. No finding if the text
/// was not reviewed. O(n log n).
pub(crate) fn in_order<'a>(export: &Export<'a>) -> Vec<&'a Finding> {
    let mut findings = export.findings().unwrap_or_default().to_vec();
    // The findings come in the order of their beads, which a stable sort keeps.
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}

/// The number of the first pair of a finding, from 1, as [`ExportRow::id`](crate::format::ExportRow::id) counts.
pub(crate) fn pair_number(finding: &Finding) -> usize {
    finding.beads.start + 1
}

/// All pairs of a finding as one. None if the finding is of another alignment.
pub(crate) fn pair_of<'a>(export: &Export<'a>, finding: &Finding) -> Option<Pair<'a>> {
    let beads = export.alignment().beads().get(finding.beads.clone())?;
    let (first, last) = (beads.first()?, beads.last()?);
    let least = beads.iter().map(|bead| bead.confidence);
    Some(export.bitext().pair(Bead {
        source: first.source.start..last.source.end,
        target: first.target.start..last.target.end,
        confidence: least.fold(1.0, f32::min),
    }))
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
        let pair = pair_of(&export, ordered[0]).expect("a finding of this alignment");
        assert_eq!(pair.source_text(), "It has 24 rooms.");
        assert_eq!(pair_number(ordered[0]), 2);
    }
}
