//! [`ReviewSheet`]: the content of a page, table or JSON of a review.
//!
//! In: a bitext, its alignment, the findings, the names, and the reviewed state. Out: the pairs with their rows, and the
//! findings of each row. O(1) a pair; O(n log n) in the findings.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::align::Alignment;
use crate::bitext::Bitext;
use crate::format::{Export, RowNotes};
use crate::pair::Pair;
use crate::review::{Finding, Name};
use crate::revise::row::ReviewedRow;
use crate::revise::state::Reviewed;
use crate::text::{Document, Span};

/// A bitext with its alignment, its findings, and the reviewed state.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReviewSheet<'a> {
    pub(super) bitext: &'a Bitext,
    pub(super) alignment: &'a Alignment,
    pub(super) findings: &'a [Finding],
    pub(super) reviewed: &'a Reviewed,
    pub(super) names: &'a [Name],
}

impl<'a> ReviewSheet<'a> {
    /// Makes a sheet of an alignment. `findings` are all findings of [`review`](crate::review::review), including the ignored
    /// ones; `reviewed` lists those that are ignored.
    ///
    /// # Panics
    ///
    /// If the alignment is of another bitext, or the rows of `reviewed` are not the beads of the alignment. [`Reviewed::onto`] makes them so.
    #[must_use]
    pub fn new(
        bitext: &'a Bitext,
        alignment: &'a Alignment,
        findings: &'a [Finding],
        reviewed: &'a Reviewed,
    ) -> Self {
        alignment.assert_tiles(bitext);
        let beads = alignment.beads().iter().map(|b| (&b.source, &b.target));
        let rows = reviewed.rows().iter().map(|r| (&r.source, &r.target));
        assert!(
            beads.eq(rows),
            "{} reviewed rows are not those of {} beads",
            reviewed.rows().len(),
            alignment.beads().len()
        );
        ReviewSheet {
            bitext,
            alignment,
            findings,
            reviewed,
            names: &[],
        }
    }

    /// Adds the names of the document, from [`names`](crate::review::names()). The page shows them as a table. Default: none.
    ///
    /// ```
    /// use taiyaku::review::{ReviewOptions, review_with_names};
    /// use taiyaku::revise::{ReviewSheet, Reviewed};
    /// use taiyaku::{Aligner, Bitext};
    ///
    /// let bitext = Bitext::new("We met Melissa in May.", "五月にメリッサに会った。");
    /// let aligner = Aligner::new();
    /// let anchored = aligner.read(&bitext);
    /// let alignment = aligner.align(&anchored);
    /// let (findings, names) = review_with_names(&anchored, &alignment, &ReviewOptions::default());
    /// let reviewed = Reviewed::new(&alignment);
    /// let sheet = ReviewSheet::new(&bitext, &alignment, &findings, &reviewed).with_names(&names);
    /// ```
    #[must_use]
    pub fn with_names(mut self, names: &'a [Name]) -> Self {
        self.names = names;
        self
    }

    /// What the sheet holds, for the writers of pairs: the findings that are not ignored, and the notes of each row.
    /// O(n log n) in the findings.
    ///
    /// ```
    /// use taiyaku::review::{ReviewOptions, RowState, review};
    /// use taiyaku::revise::{ReviewSheet, Reviewed};
    /// use taiyaku::{Aligner, Bitext};
    ///
    /// let bitext = Bitext::new("It has 24 rooms.", "部屋が42ある。");
    /// let aligner = Aligner::new();
    /// let anchored = aligner.read(&bitext);
    /// let alignment = aligner.align(&anchored);
    /// let findings = review(&anchored, &alignment, &ReviewOptions::default());
    /// let reviewed = Reviewed::new(&alignment).ignore([findings[0].id]);
    /// let export = ReviewSheet::new(&bitext, &alignment, &findings, &reviewed).export();
    /// let row = export.rows().next().expect("there is one");
    /// assert!(row.findings.is_empty());
    /// assert_eq!(row.notes.map(|notes| notes.state), Some(RowState::Open));
    /// ```
    #[must_use]
    pub fn export(&self) -> Export<'a> {
        let ignored = self.reviewed.ignored();
        let findings = self.findings.iter();
        let notes = self.reviewed.rows().iter().map(|row| RowNotes {
            state: row.state,
            mark: row.mark,
            comment: &row.comment,
            suggestion: row.suggestion.as_deref(),
        });
        Export::new(self.bitext, self.alignment)
            .with_findings(findings.filter(|finding| !ignored.contains(&finding.id)))
            .with_names(self.names)
            .with_notes(notes.collect())
    }

    pub(super) fn pairs(&self) -> impl Iterator<Item = (Pair<'a>, &'a ReviewedRow)> + 'a {
        self.bitext.pairs(self.alignment).zip(self.reviewed.rows())
    }

    /// The place of a finding: the first segment that its spans touch, else the first segment of its first bead.
    pub(super) fn place_of(&self, finding: &Finding) -> Option<FindingPlace> {
        let of_source = first_segment(self.bitext.source(), &finding.source);
        let of_target = || first_segment(self.bitext.target(), &finding.target);
        let of_bead = || {
            let bead = self.alignment.beads().get(finding.beads.start)?;
            Some(match bead.source.is_empty() {
                false => FindingPlace::Source(bead.source.start),
                true => FindingPlace::Target(bead.target.start),
            })
        };
        of_source
            .map(FindingPlace::Source)
            .or_else(|| of_target().map(FindingPlace::Target))
            .or_else(of_bead)
    }

    /// The findings of each row, in the order of the page: those at source segments first.
    pub(super) fn findings_by_row(&self) -> Vec<Vec<&'a Finding>> {
        let mut by_place: BTreeMap<FindingPlace, Vec<&Finding>> = BTreeMap::new();
        for finding in self.findings {
            if let Some(place) = self.place_of(finding) {
                by_place.entry(place).or_default().push(finding);
            }
        }
        let beads = self.alignment.beads().iter();
        beads
            .map(|bead| {
                let (source, target) = (&bead.source, &bead.target);
                let source = FindingPlace::Source(source.start)..FindingPlace::Source(source.end);
                let target = FindingPlace::Target(target.start)..FindingPlace::Target(target.end);
                let places = by_place.range(source).chain(by_place.range(target));
                places.flat_map(|(_, findings)| findings).copied().collect()
            })
            .collect()
    }
}

/// The segment at which the page shows a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FindingPlace {
    Source(usize),
    Target(usize),
}

/// The first segment that one of the spans touches. O(spans × log segments).
fn first_segment(document: &Document, spans: &[Span]) -> Option<usize> {
    let segments = document.segments();
    spans.iter().find_map(|span| {
        let first = segments.partition_point(|s| s.span.end <= span.start);
        let is_touched = segments.get(first)?.span.start < span.end;
        is_touched.then_some(first)
    })
}

/// A confidence with four decimals. In JSON a fraction of zero is omitted, as a browser does.
#[derive(Default)]
pub(super) struct Confidence(f64);

impl Confidence {
    pub(super) fn of(pair: &Pair<'_>) -> Self {
        Confidence((f64::from(pair.confidence()) * 10_000.0).round() / 10_000.0)
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.4}", self.0)
    }
}

impl Serialize for Confidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.fract() == 0.0 {
            true => serializer.serialize_u8(self.0 as u8),
            false => serializer.serialize_f64(self.0),
        }
    }
}
