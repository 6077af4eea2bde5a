//! The data of a review page, in the form that its script reads.
//!
//! In: a sheet. Out: JSON without `<`, one line for every segment, row and finding. O(bytes).

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use serde::Serialize;

use crate::anchor::Anchored;
use crate::error::Result;
use crate::format::guard;
use crate::format::tsv;
use crate::review::{Check, Verdict};
use crate::revise::json::ChangedRow;
use crate::revise::page::anchors::Anchors;
use crate::revise::page::places::Places;
use crate::revise::sheet::{Confidence, FindingPlace, ReviewSheet};
use crate::revise::state::document_hash;
use crate::revise::{json, table};
use crate::rows::Rows;
use crate::text::{Begin, Document, Language, Span};

/// What the script needs to write the same JSON and the same table as the library.
#[derive(Serialize)]
struct Export {
    format: &'static str,
    version: u32,
    columns: [&'static str; table::COLUMNS.len()],
    /// The escapes of the characters that would end a field or a line of a table.
    escapes: BTreeMap<char, String>,
    /// What a cell must not be, and the mark that stands before such a cell.
    guard: guard::Lists,
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
    /// The side (0 source, 1 target) and the segment whose row shows the finding.
    at: (usize, usize),
    source: Vec<[usize; 3]>,
    target: Vec<[usize; 3]>,
}

/// The data as JSON. `base` in it is the same for pages of one document that begin with the same rows.
pub(super) fn page_data(sheet: &ReviewSheet<'_>, title: &str, anchored: &Anchored) -> Json {
    let (rows, base) = rows(sheet);
    let ignored = sheet.reviewed.ignored().iter();
    let ignored: Vec<String> = ignored.map(ToString::to_string).collect();
    let export = Export {
        format: json::FORMAT,
        version: json::VERSION,
        columns: table::COLUMNS,
        escapes: tsv::escapes().collect(),
        guard: guard::LISTS,
    };
    let anchors = Anchors::new(sheet, anchored);
    let documents = [sheet.bitext.source(), sheet.bitext.target()];
    let places = documents.map(Places::new);
    let n_bytes: usize = documents.iter().map(|side| side.text().len()).sum();
    let mut json = Json(Vec::with_capacity(2 * n_bytes + rows.0.len()));
    json.name("version").value(&1);
    json.name("export").raw(&in_ascii(&text(&export)));
    json.name("document").value(&document_hash(sheet.bitext));
    json.name("base").value(&base);
    json.name("title").value(&title);
    json.name("verdict").value(&verdict(sheet));
    json.name("checks").value(&checks(sheet));
    json.name("ignored").value(&ignored);
    side(documents[0], &anchors.source, json.name("source"));
    side(documents[1], &anchors.target, json.name("target"));
    let met_by_unit = (0..anchors.meets.len()).map(|unit| anchors.meets.row(unit));
    json.name("meets").value(&met_by_unit.collect::<Vec<_>>());
    json.name("rows").0.extend_from_slice(&rows.0);
    let findings = findings(sheet, &places);
    json.name("findings")
        .lines(findings, |json, finding| json.value(&finding));
    let names = names(sheet, &places[1]);
    json.name("names")
        .lines(names, |json, name| json.value(&name));
    json.raw("}");
    json
}

/// A JSON object that is being written.
#[derive(Default)]
pub(super) struct Json(Vec<u8>);

/// Bytes of which `<` is taken out at once.
const AT_ONCE: usize = 1 << 16;

impl Json {
    fn raw(&mut self, json: &str) {
        self.0.extend_from_slice(json.as_bytes());
    }

    /// Begins the next field. Its value follows.
    fn name(&mut self, name: &str) -> &mut Self {
        self.raw(if self.0.is_empty() { "{\"" } else { ",\n\"" });
        self.raw(name);
        self.raw("\":");
        self
    }

    fn value(&mut self, value: &impl Serialize) {
        serde_json::to_writer(&mut self.0, value).expect("strings and numbers are JSON");
    }

    /// A string. Most strings need no escape; this is checked many bytes at a time.
    fn string(&mut self, text: &str) {
        let is_escaped = |byte: u8| (byte < b' ') | (byte == b'"') | (byte == b'\\');
        if text.bytes().fold(false, |any, byte| any | is_escaped(byte)) {
            return self.value(&text);
        }
        self.raw("\"");
        self.raw(text);
        self.raw("\"");
    }

    /// A list of numbers, most of which have one or two digits.
    fn numbers(&mut self, numbers: &[u32]) {
        let digit = |number: u32| b'0' + number as u8;
        let mut before = b'[';
        for &number in numbers {
            self.0.push(before);
            match number {
                0..10 => self.0.push(digit(number)),
                10..100 => self.0.extend([digit(number / 10), digit(number % 10)]),
                _ => self.value(&number),
            }
            before = b',';
        }
        self.raw(if before == b',' { "]" } else { "[]" });
    }

    /// A list, one item a line.
    fn lines<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        let mut before = "[\n";
        for item in items {
            self.raw(before);
            write(self, item);
            before = ",\n";
        }
        self.raw(if before == ",\n" { "\n]" } else { "[]" });
    }

    /// Writes the whole without `<`, which could end the element that holds the data. In JSON, `<` occurs in strings only.
    pub(super) fn write_without_tags(&self, mut out: impl Write) -> Result<()> {
        let mut plain = Vec::with_capacity(AT_ONCE);
        for part in self.0.chunks(AT_ONCE) {
            plain.clear();
            let mut from = 0;
            for at in memchr::memchr_iter(b'<', part) {
                plain.extend_from_slice(&part[from..at]);
                plain.extend_from_slice(b"\\u003c");
                from = at + 1;
            }
            plain.extend_from_slice(&part[from..]);
            out.write_all(&plain)?;
        }
        Ok(())
    }
}

fn verdict(sheet: &ReviewSheet<'_>) -> VerdictData {
    let verdict = Verdict::new(sheet.bitext, sheet.alignment, sheet.findings);
    VerdictData {
        rendered: verdict.rendered,
        pairs: verdict.pairs,
        errors: verdict.errors,
        warnings: verdict.warnings,
        hints: verdict.hints,
    }
}

/// The names of the checks that found something, in both languages.
fn checks(sheet: &ReviewSheet<'_>) -> BTreeMap<&'static str, [String; 2]> {
    let checks: BTreeSet<Check> = sheet.findings.iter().map(|finding| finding.check).collect();
    let names = checks.into_iter().map(|check| {
        let english = check.name().replace('-', " ");
        (check.name(), [english, check.japanese_name().to_owned()])
    });
    names.collect()
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("strings and numbers are JSON")
}

/// JSON in ASCII only, so that the page holds no line separator. All characters are in the basic plane.
fn in_ascii(json: &str) -> String {
    let escaped = |c: char| match c.is_ascii() {
        true => c.to_string(),
        false => format!("\\u{:04x}", u32::from(c)),
    };
    json.chars().map(escaped).collect()
}

/// A side: its language, and its segments as [text, what begins there (0 a paragraph, 1 a sentence, 2 a soft cut), the text
/// between the previous segment and this one, its anchors].
fn side(document: &Document, anchors: &Rows<u32>, json: &mut Json) {
    let (language, glue) = match document.language() {
        Language::Japanese => ("ja", ""),
        Language::English => ("en", " "),
        _ => ("", " "),
    };
    json.raw("{\"language\":");
    json.value(&language);
    json.raw(",\"segments\":");
    let segments = document.segments();
    let ends = segments.iter().map(|segment| segment.span.end);
    let gaps = std::iter::once(0).chain(ends).zip(segments);
    json.lines(gaps.enumerate(), |json, (k, (end, segment))| {
        let gap = &document.text()[end..segment.span.start];
        let is_plain = gap.chars().all(char::is_whitespace) && !gap.contains(['\n', '\r']);
        let begin = match segment.begin {
            Begin::Paragraph => "0",
            Begin::Sentence | Begin::Quoted => "1",
            Begin::Soft => "2",
        };
        json.raw("[");
        json.string(document.segment_text(k));
        json.raw(",");
        json.raw(begin);
        json.raw(",");
        json.string(if is_plain { gap } else { glue });
        json.raw(",");
        json.numbers(anchors.row(k));
        json.raw("]");
    });
    json.raw("}");
}

/// Rows as [source from, to, target from, to, confidence, state, mark, comment, suggestion or null, what the row was before its
/// texts changed (an object with `state`, `source_text` and `target_text`) or null], and their hash.
fn rows(sheet: &ReviewSheet<'_>) -> (Json, String) {
    let mut hash = hmac_sha256::Hash::new();
    let mut is_first = true;
    let mut hash_row = |row: &[u8]| {
        if !std::mem::take(&mut is_first) {
            hash.update(b"\n");
        }
        hash.update(row);
    };
    let mut rows = Json::default();
    rows.lines(sheet.pairs(), |rows, (pair, row)| {
        let start = rows.0.len();
        rows.value(&(
            row.source.start,
            row.source.end,
            row.target.start,
            row.target.end,
            Confidence::of(&pair),
            row.state.name(),
            row.mark,
            &row.comment,
            &row.suggestion,
            row.changed.as_ref().map(ChangedRow::of),
        ));
        hash_row(&rows.0[start..]);
    });
    let hash = hash.finalize();
    let hash = hash.iter().take(8).map(|b| format!("{b:02x}")).collect();
    (rows, hash)
}

fn findings<'a>(
    sheet: &'a ReviewSheet<'_>,
    [source, target]: &'a [Places<'_>; 2],
) -> impl Iterator<Item = FindingData<'a>> {
    let pieces = |spans: &[Span], places: &Places<'_>| -> Vec<[usize; 3]> {
        spans.iter().flat_map(|&span| places.pieces(span)).collect()
    };
    sheet.findings.iter().filter_map(move |finding| {
        Some(FindingData {
            id: finding.id.to_string(),
            check: finding.check.name(),
            severity: finding.severity.name(),
            english: &finding.reason.english,
            japanese: &finding.reason.japanese,
            at: match sheet.place_of(finding)? {
                FindingPlace::Source(segment) => (0, segment),
                FindingPlace::Target(segment) => (1, segment),
            },
            source: pieces(&finding.source, source),
            target: pieces(&finding.target, target),
        })
    })
}

/// Names as [name, [rendering, target segments that hold it]…]. Names with several renderings come first.
fn names<'a>(
    sheet: &ReviewSheet<'a>,
    target: &'a Places<'_>,
) -> impl Iterator<Item = impl Serialize + 'a> {
    let mut names: Vec<_> = sheet.names.iter().collect();
    names.sort_by_key(|name| name.renderings.len() < 2);
    names.into_iter().map(|name| {
        let renderings = name.renderings.iter().map(|rendering| {
            let places = rendering
                .places
                .iter()
                .flat_map(|&span| target.pieces(span));
            let segments: Vec<usize> = places.map(|[segment, ..]| segment).collect();
            (&rendering.text, segments)
        });
        (&name.name, renderings.collect::<Vec<_>>())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_written_as_serde_does() {
        for string in [
            "",
            "雨🐟é",
            "a \"b\" \\ c",
            "tab\t",
            "\u{7f}\u{1f}\0",
            "</script>",
        ] {
            let mut json = Json::default();
            json.string(string);
            assert_eq!(json.0, text(&string).into_bytes(), "{string:?}");
        }
    }

    #[test]
    fn numbers_are_written_as_serde_does() {
        for numbers in [&[][..], &[0], &[9, 10, 11], &[99, 100, u32::MAX]] {
            let mut json = Json::default();
            json.numbers(numbers);
            assert_eq!(json.0, text(&numbers).into_bytes(), "{numbers:?}");
        }
    }

    #[test]
    fn no_tag_is_left() {
        let long = "雨<".repeat(AT_ONCE / 4);
        for text in ["[\"<b>\",\"a<\"]", "", &long] {
            let mut plain = Vec::new();
            let json = Json(text.as_bytes().to_vec());
            json.write_without_tags(&mut plain)
                .expect("there is memory");
            assert_eq!(plain, text.replace('<', "\\u003c").into_bytes());
        }
    }
}
