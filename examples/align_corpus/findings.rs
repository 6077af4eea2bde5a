//! The findings of a bead in the form of the answer, spans in Unicode scalar values.

use serde::Serialize;
use taiyaku::Span;
use taiyaku::review::Finding;

/// A finding as it is told.
#[derive(Serialize)]
pub(crate) struct Found<'a> {
    check: &'a str,
    severity: &'a str,
    source: Vec<[usize; 2]>,
    target: Vec<[usize; 2]>,
    detail: &'a str,
    detail_ja: &'a str,
    id: String,
}

/// The findings that begin at a bead; all of them are in the order of beads.
pub(crate) fn of_bead<'a>(
    findings: &'a [Finding],
    bead: usize,
    (source, target): &(Characters<'_>, Characters<'_>),
) -> Vec<Found<'a>> {
    let first = findings.partition_point(|finding| finding.beads.start < bead);
    let here = findings[first..].iter();
    let spans = |spans: &[Span], characters: &Characters<'_>| {
        let spans = spans.iter().map(|span| characters.span(*span));
        spans.collect()
    };
    here.take_while(|finding| finding.beads.start == bead)
        .map(|finding| Found {
            check: finding.check.name(),
            severity: finding.severity.name(),
            source: spans(&finding.source, source),
            target: spans(&finding.target, target),
            detail: &finding.reason.english,
            detail_ja: &finding.reason.japanese,
            id: finding.id.to_string(),
        })
        .collect()
}

/// The characters of a text, to count before any byte: every so many bytes their number is noted.
pub(crate) struct Characters<'a> {
    text: &'a str,
    /// Characters before each multiple of the step, in bytes.
    before: Vec<usize>,
}

impl<'a> Characters<'a> {
    const STEP: usize = 256;

    /// Counts once. O(bytes).
    pub(crate) fn new(text: &'a str) -> Self {
        let begins = |byte: &&u8| !matches!(**byte, 0x80..=0xbf);
        let mut before = vec![0];
        for chunk in text.as_bytes().chunks(Self::STEP) {
            before.push(before[before.len() - 1] + chunk.iter().filter(begins).count());
        }
        Characters { text, before }
    }

    /// A span in Unicode scalar values. O(1).
    pub(crate) fn span(&self, span: Span) -> [usize; 2] {
        let begins = |byte: &&u8| !matches!(**byte, 0x80..=0xbf);
        [span.start, span.end].map(|at| {
            let from = at / Self::STEP;
            let rest = &self.text.as_bytes()[from * Self::STEP..at];
            self.before[from] + rest.iter().filter(begins).count()
        })
    }
}
