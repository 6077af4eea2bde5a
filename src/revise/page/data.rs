//! The data of a review page, as its script reads it.
//!
//! In: a sheet. Out: JSON, a line for every segment, row and finding, in which no `<` stands. O(bytes).

use std::collections::BTreeMap;

use hmac_sha256::Hash;
use serde::Serialize;

use crate::anchor::Anchored;
use crate::format::tsv;
use crate::review::Verdict;
use crate::revise::page::anchors::Anchors;
use crate::revise::page::places::Places;
use crate::revise::sheet::{Confidence, FindingPlace, ReviewSheet};
use crate::revise::state::document_hash;
use crate::revise::{json, table};
use crate::text::{Begin, Document, Language, Span};

/// What the script needs to write the same JSON and the same table as the library.
#[derive(Serialize)]
struct Export {
    format: &'static str,
    version: u32,
    columns: [&'static str; table::COLUMNS.len()],
    /// What is written in a table in place of each character that would end a field or a line.
    escapes: BTreeMap<char, String>,
}

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
    check: &'a str,
    severity: &'a str,
    english: &'a str,
    japanese: &'a str,
    /// The side (0 source, 1 target) and the segment in whose row it is shown.
    at: (usize, usize),
    source: Vec<[usize; 3]>,
    target: Vec<[usize; 3]>,
}

/// The data as JSON. `base` in it is the same for pages of one document that begin with the same rows.
pub(super) fn page_data(sheet: &ReviewSheet<'_>, title: &str, anchored: &Anchored) -> String {
    let rows: Vec<String> = rows(sheet);
    let base = Hash::hash(rows.join("\n").as_bytes());
    let base: String = base.iter().take(8).map(|b| format!("{b:02x}")).collect();
    let ignored = sheet.reviewed.ignored().iter();
    let ignored: Vec<String> = ignored.map(ToString::to_string).collect();
    let export = Export {
        format: json::FORMAT,
        version: json::VERSION,
        columns: table::COLUMNS,
        escapes: tsv::escapes().collect(),
    };
    let anchors = Anchors::new(sheet, anchored);
    let fields = [
        ("version", text(&1)),
        ("export", in_ascii(&text(&export))),
        ("document", text(&document_hash(sheet.bitext))),
        ("base", text(&base)),
        ("title", text(&title)),
        ("verdict", verdict(sheet)),
        ("checks", checks(sheet)),
        ("ignored", text(&ignored)),
        ("source", side(sheet.bitext.source(), &anchors.source)),
        ("target", side(sheet.bitext.target(), &anchors.target)),
        ("meets", text(&anchors.meets)),
        ("rows", list(&rows)),
        ("findings", list(&findings(sheet))),
        ("names", list(&names(sheet))),
    ];
    let fields = fields.map(|(name, value)| format!("\"{name}\":{value}"));
    // A `<` could end the element that the data stands in. In JSON it stands inside strings only.
    format!("{{{}}}", fields.join(",\n")).replace('<', "\\u003c")
}

fn verdict(sheet: &ReviewSheet<'_>) -> String {
    let verdict = Verdict::new(sheet.bitext, sheet.alignment, sheet.findings);
    text(&VerdictData {
        rendered: verdict.rendered,
        pairs: verdict.pairs,
        errors: verdict.errors,
        warnings: verdict.warnings,
        hints: verdict.hints,
    })
}

/// The names of the checks that found something, in both languages.
fn checks(sheet: &ReviewSheet<'_>) -> String {
    let checks = sheet.findings.iter().map(|finding| finding.check);
    let names = checks.map(|check| {
        let english = check.name().replace('-', " ");
        (check.name(), [english, check.japanese_name().to_owned()])
    });
    text(&names.collect::<BTreeMap<_, _>>())
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("strings and numbers are JSON")
}

/// JSON in ASCII alone, so that no line separator stands in the page. The characters are those of the basic plane.
fn in_ascii(json: &str) -> String {
    let escaped = |c: char| match c.is_ascii() {
        true => c.to_string(),
        false => format!("\\u{:04x}", u32::from(c)),
    };
    json.chars().map(escaped).collect()
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
            Confidence::of(&pair),
            row.state.name(),
            row.mark,
            &row.comment,
        ))
    });
    rows.collect()
}

fn findings(sheet: &ReviewSheet<'_>) -> Vec<String> {
    let source = Places::new(sheet.bitext.source());
    let target = Places::new(sheet.bitext.target());
    let pieces = |spans: &[Span], places: &Places<'_>| -> Vec<[usize; 3]> {
        spans.iter().flat_map(|&span| places.pieces(span)).collect()
    };
    let lines = sheet.findings.iter().filter_map(|finding| {
        Some(text(&FindingData {
            id: finding.id.to_string(),
            check: finding.check.name(),
            severity: finding.severity.name(),
            english: &finding.reason.english,
            japanese: &finding.reason.japanese,
            at: match sheet.place_of(finding)? {
                FindingPlace::Source(segment) => (0, segment),
                FindingPlace::Target(segment) => (1, segment),
            },
            source: pieces(&finding.source, &source),
            target: pieces(&finding.target, &target),
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
