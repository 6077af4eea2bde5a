//! The data of a review page, as its script reads it.
//!
//! In: a sheet. Out: JSON, a line for every segment, row and finding, in which no `<` stands. O(bytes).

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::anchor::Anchored;
use crate::review::{Finding, Verdict};
use crate::revise::page::anchors::Anchors;
use crate::revise::page::places::Places;
use crate::revise::sheet::{ReviewSheet, rounded};
use crate::revise::state::document_hash;
use crate::text::{Begin, Document, Language};

/// A probability with four decimals, without a fraction where it has none, as a browser writes it.
pub(in crate::revise) struct Confidence(pub(in crate::revise) f32);

impl Serialize for Confidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = rounded(self.0);
        if value.fract() == 0.0 {
            serializer.serialize_u8(value as u8)
        } else {
            serializer.serialize_f64(value)
        }
    }
}

#[derive(Serialize)]
struct FindingData<'a> {
    id: String,
    check: &'a str,
    severity: &'a str,
    english: &'a str,
    japanese: &'a str,
    /// The side (0 source, 1 target) and the segment in whose row it is told.
    at: (usize, usize),
    source: Vec<[usize; 3]>,
    target: Vec<[usize; 3]>,
}

/// The data as JSON. `base` in it tells pages of one document apart that begin with other rows.
pub(in crate::revise) fn json(sheet: &ReviewSheet<'_>, title: &str, anchored: &Anchored) -> String {
    let rows: Vec<String> = rows(sheet);
    let base: String = Sha256::digest(rows.join("\n"))
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let ignored: Vec<String> = sheet
        .reviewed
        .ignored()
        .iter()
        .map(ToString::to_string)
        .collect();
    let verdict = Verdict::new(sheet.bitext, sheet.alignment, sheet.findings);
    let checks: BTreeMap<&str, [String; 2]> = sheet
        .findings
        .iter()
        .map(|f| {
            (
                f.check.name(),
                [
                    f.check.name().replace('-', " "),
                    f.check.japanese_name().to_owned(),
                ],
            )
        })
        .collect();
    let anchors = Anchors::new(sheet, anchored);
    let fields = [
        ("version", text(&1)),
        ("document", text(&document_hash(sheet.bitext))),
        ("base", text(&base)),
        ("title", text(&title)),
        (
            "verdict",
            text(&serde_json::json!({
                "rendered": verdict.rendered,
                "pairs": verdict.pairs,
                "errors": verdict.errors,
                "warnings": verdict.warnings,
                "hints": verdict.hints,
            })),
        ),
        ("checks", text(&checks)),
        ("ignored", text(&ignored)),
        ("source", side(sheet.bitext.source(), &anchors.source)),
        ("target", side(sheet.bitext.target(), &anchors.target)),
        ("meets", text(&anchors.meets)),
        ("rows", list(&rows)),
        ("findings", list(&findings(sheet))),
        ("names", list(&names(sheet))),
    ];
    let fields: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    // A `<` could end the element that the data stands in; in JSON it stands inside strings only.
    format!("{{{}}}", fields.join(",\n")).replace('<', "\\u003c")
}

/// The findings that are told in each row, in the order of the page: by the segments of the row, first source, then
/// target.
pub(in crate::revise) fn findings_by_row<'a>(sheet: &ReviewSheet<'a>) -> Vec<Vec<&'a Finding>> {
    let (source, target) = (
        Places::new(sheet.bitext.source()),
        Places::new(sheet.bitext.target()),
    );
    let mut told: BTreeMap<(usize, usize), Vec<&Finding>> = BTreeMap::new();
    for finding in sheet.findings {
        let places = (
            pieces(&finding.source, &source),
            pieces(&finding.target, &target),
        );
        if let Some(at) = place(sheet, finding, &places.0, &places.1) {
            told.entry(at).or_default().push(finding);
        }
    }
    let beads = sheet.alignment.beads().iter();
    beads
        .map(|bead| {
            let of_source = told.range((0, bead.source.start)..(0, bead.source.end));
            let of_target = told.range((1, bead.target.start)..(1, bead.target.end));
            of_source
                .chain(of_target)
                .flat_map(|(_, found)| found)
                .copied()
                .collect()
        })
        .collect()
}

/// Where a finding is told: at the first segment that it talks about, else at the first of its beads.
fn place(
    sheet: &ReviewSheet<'_>,
    finding: &Finding,
    source: &[[usize; 3]],
    target: &[[usize; 3]],
) -> Option<(usize, usize)> {
    let bead = sheet.alignment.beads().get(finding.beads.start);
    let of_source = source.first().map(|&[segment, ..]| (0, segment));
    let of_target = target.first().map(|&[segment, ..]| (1, segment));
    of_source.or(of_target).or_else(|| {
        bead.map(|bead| match bead.source.is_empty() {
            false => (0, bead.source.start),
            true => (1, bead.target.start),
        })
    })
}

fn pieces(spans: &[crate::text::Span], places: &Places<'_>) -> Vec<[usize; 3]> {
    spans.iter().flat_map(|&span| places.pieces(span)).collect()
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("strings and numbers are JSON")
}

fn list(lines: &[String]) -> String {
    match lines.is_empty() {
        true => "[]".to_owned(),
        false => format!("[\n{}\n]", lines.join(",\n")),
    }
}

/// Segments as [text, how it begins (0 a paragraph, 1 a sentence, 2 softly), what stands between it and the last, its
/// anchors].
fn side(document: &Document, anchors: &[Vec<usize>]) -> String {
    let (language, glue) = match document.language() {
        Language::Japanese => ("ja", ""),
        Language::English => ("en", " "),
        _ => ("", " "),
    };
    let mut end = 0;
    let segments = document.segments().iter().enumerate().map(|(k, segment)| {
        let gap = &document.text()[end..segment.span.start];
        end = segment.span.end;
        let is_plain = gap.chars().all(char::is_whitespace) && !gap.contains(['\n', '\r']);
        let begin = match segment.begin {
            Begin::Paragraph => 0,
            Begin::Sentence | Begin::Quoted => 1,
            Begin::Soft => 2,
        };
        text(&(
            document.segment_text(k),
            begin,
            if is_plain { gap } else { glue },
            &anchors[k],
        ))
    });
    let segments: Vec<String> = segments.collect();
    format!(
        "{{\"language\":{},\"segments\":{}}}",
        text(&language),
        list(&segments)
    )
}

fn rows(sheet: &ReviewSheet<'_>) -> Vec<String> {
    let rows = sheet.pairs().map(|(pair, row)| {
        text(&(
            row.source.start,
            row.source.end,
            row.target.start,
            row.target.end,
            Confidence(pair.confidence()),
            row.state.name(),
            row.mark,
            &row.comment,
        ))
    });
    rows.collect()
}

fn findings(sheet: &ReviewSheet<'_>) -> Vec<String> {
    let (source, target) = (
        Places::new(sheet.bitext.source()),
        Places::new(sheet.bitext.target()),
    );
    let lines = sheet.findings.iter().filter_map(|finding| {
        let (source, target) = (
            pieces(&finding.source, &source),
            pieces(&finding.target, &target),
        );
        Some(text(&FindingData {
            id: finding.id.to_string(),
            check: finding.check.name(),
            severity: finding.severity.name(),
            english: &finding.reason.english,
            japanese: &finding.reason.japanese,
            at: place(sheet, finding, &source, &target)?,
            source,
            target,
        }))
    });
    lines.collect()
}

/// Names as [name, [rendering, segments of the target that hold it]…], those with several renderings first.
fn names(sheet: &ReviewSheet<'_>) -> Vec<String> {
    let target = Places::new(sheet.bitext.target());
    let mut names: Vec<_> = sheet.names.iter().collect();
    names.sort_by_key(|name| name.renderings.len() < 2);
    let lines = names.into_iter().map(|name| {
        let renderings = name.renderings.iter().map(|rendering| {
            let places = rendering
                .places
                .iter()
                .flat_map(|&span| target.pieces(span));
            let segments: Vec<usize> = places.map(|[segment, ..]| segment).collect();
            (&rendering.text, segments)
        });
        text(&(&name.name, renderings.collect::<Vec<_>>()))
    });
    lines.collect()
}
