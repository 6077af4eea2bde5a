//! Findings, verdict and names in the form in which the page's script has them.
//!
//! In: a review of the text with its suggestions. Out: JSON whose places are segments of the given text, or places in suggestions.
//! O(bytes).

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use taiyaku::review::{Check, Finding, Name, Verdict};
use taiyaku::{Alignment, Document, Span};

use crate::desk::model::Row;
use crate::desk::working::{Origin, Working};

/// What a check found, for the page.
#[derive(Serialize)]
pub(super) struct Found<'a> {
    verdict: VerdictData,
    checks: BTreeMap<&'static str, [String; 2]>,
    findings: Vec<FindingData<'a>>,
    names: Vec<NameData<'a>>,
}

/// A name, and its renderings with the segments that hold each.
type NameData<'a> = (&'a str, Vec<(&'a str, Vec<usize>)>);

#[derive(Serialize)]
struct VerdictData {
    rendered: f64,
    pairs: usize,
    errors: usize,
    warnings: usize,
    hints: usize,
}

#[derive(Serialize)]
struct FindingData<'a> {
    id: String,
    check: &'static str,
    severity: &'static str,
    english: &'a str,
    japanese: &'a str,
    /// The side and the segment whose row shows it.
    at: (usize, usize),
    source: Vec<[usize; 3]>,
    target: Vec<[usize; 3]>,
    /// Places in suggestions: side and first segment of the row, then start and end in UTF-16 units of the suggestion.
    suggested: Vec<[usize; 4]>,
}

/// Puts a review into the form of the page.
pub(super) fn found<'a>(
    working: &Working,
    rows: &[Row],
    alignment: &Alignment,
    (findings, names): (&'a [Finding], &'a [Name]),
) -> Found<'a> {
    let verdict = Verdict::new(&working.bitext, alignment, findings);
    let checks: BTreeSet<Check> = findings.iter().map(|finding| finding.check).collect();
    let places = Places { working, rows };
    Found {
        verdict: VerdictData {
            rendered: verdict.rendered,
            pairs: verdict.pairs,
            errors: verdict.errors,
            warnings: verdict.warnings,
            hints: verdict.hints,
        },
        checks: checks
            .into_iter()
            .map(|check| {
                let english = check.name().replace('-', " ");
                (check.name(), [english, check.japanese_name().to_owned()])
            })
            .collect(),
        findings: findings
            .iter()
            .filter_map(|finding| places.finding(finding, alignment))
            .collect(),
        names: places.names(names),
    }
}

struct Places<'a> {
    working: &'a Working,
    rows: &'a [Row],
}

impl Places<'_> {
    fn finding<'a>(&self, finding: &'a Finding, alignment: &Alignment) -> Option<FindingData<'a>> {
        let bitext = &self.working.bitext;
        let source: Vec<[usize; 3]> = finding
            .source
            .iter()
            .flat_map(|&span| pieces(bitext.source(), span))
            .collect();
        let (mut target, mut suggested) = (Vec::new(), Vec::new());
        let mut first_target = None;
        for piece in finding
            .target
            .iter()
            .flat_map(|&span| pieces(bitext.target(), span))
        {
            let [k, start, end] = piece;
            first_target = first_target.or(Some(k));
            match self.working.origins[k] {
                Origin::Given(segment) => target.push([segment, start, end]),
                Origin::Suggested { row, from } => {
                    let text = self.rows[row].suggestion.as_deref().unwrap_or_default();
                    let before = units(&text[..from]);
                    let (side, segment) = self.at_row(row);
                    suggested.push([side, segment, before + start, before + end]);
                }
            }
        }
        let at = match (source.first(), first_target) {
            (Some(&[segment, ..]), _) => (0, segment),
            (None, Some(k)) => self.at_target(k),
            (None, None) => {
                let bead = alignment.beads().get(finding.beads.start)?;
                match bead.source.is_empty() {
                    false => (0, bead.source.start),
                    true => self.at_target(bead.target.start),
                }
            }
        };
        Some(FindingData {
            id: finding.id.to_string(),
            check: finding.check.name(),
            severity: finding.severity.name(),
            english: &finding.reason.english,
            japanese: &finding.reason.japanese,
            at,
            source,
            target,
            suggested,
        })
    }

    /// The side and the segment by which the page finds a segment of the checked translation.
    fn at_target(&self, k: usize) -> (usize, usize) {
        match self.working.origins[k] {
            Origin::Given(segment) => (1, segment),
            Origin::Suggested { row, .. } => self.at_row(row),
        }
    }

    fn at_row(&self, row: usize) -> (usize, usize) {
        let row = &self.rows[row];
        match row.target.0 < row.target.1 {
            true => (1, row.target.0),
            false => (0, row.source.0),
        }
    }

    /// Names with several renderings come first.
    fn names<'a>(&self, names: &'a [Name]) -> Vec<NameData<'a>> {
        let target = self.working.bitext.target();
        let segments = |places: &[Span]| {
            let places = places.iter().flat_map(|&span| pieces(target, span));
            let places = places.filter_map(|[k, ..]| match self.at_target(k) {
                (1, segment) => Some(segment),
                _ => None,
            });
            places.collect::<Vec<usize>>()
        };
        let mut all: Vec<NameData<'a>> = names
            .iter()
            .map(|name| {
                let renderings = name.renderings.iter();
                let renderings = renderings.map(|one| (one.text.as_str(), segments(&one.places)));
                let renderings = renderings.filter(|(_, segments)| !segments.is_empty());
                (name.name.as_str(), renderings.collect::<Vec<_>>())
            })
            .filter(|(_, renderings)| !renderings.is_empty())
            .collect();
        all.sort_by_key(|(_, renderings)| renderings.len() < 2);
        all
    }
}

/// The pieces of a span in the segments that it touches: segment, then start and end in UTF-16 units of its text.
fn pieces(document: &Document, span: Span) -> impl Iterator<Item = [usize; 3]> + '_ {
    let segments = document.segments();
    let first = segments.partition_point(|segment| segment.span.end <= span.start);
    let touched = segments.iter().enumerate().skip(first);
    let touched = touched.take_while(move |(_, segment)| segment.span.start < span.end);
    touched.map(move |(k, segment)| {
        let text = segment.span.of(document.text());
        let start = span.start.max(segment.span.start) - segment.span.start;
        let end = span.end.min(segment.span.end) - segment.span.start;
        [k, units(&text[..start]), units(&text[..end])]
    })
}

/// The UTF-16 units of a text, as a browser counts.
fn units(text: &str) -> usize {
    text.encode_utf16().count()
}
