//! JSON Lines for a corpus: one request a line, one answer a line.
//!
//! In: a line, or an alignment with its findings. Out: texts to align, or a line. O(bytes).
//!
//! A request is `{"id": "doc-1", "source": "English text", "target": "日本語のテキスト"}`, or
//! `{"id": "doc-2", "page": "both in one text"}`. An answer is
//! `{"id": "doc-1", "beads": [{"source": [[0, 57]], "target": [[0, 21], [21, 40]], "confidence": 0.98}], "moved": []}`, or
//! `{"id": "doc-3", "line": 3, "error": "what is wrong and where"}`. Each span is half-open and counts Unicode scalar
//! values of the text of the request, so that Python slices with it directly. There is one span a segment. An empty list is
//! the empty side of an omission or addition. The spans of a page count in the page.
//!
//! The format keeps beads, moved passages, findings and confidence. An answer does not hold the text; the request does. The
//! order of keys in an id that is an object may change.

use std::fmt;
use std::io::Write;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::align::{Alignment, Moved};
use crate::bitext::Bitext;
use crate::error::{Error, Result};
use crate::review::Finding;
use crate::text::{Document, Offsets, Span};

/// The id of a request and its answer: any JSON value.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(Value);

impl From<&str> for Id {
    fn from(name: &str) -> Self {
        Id(name.into())
    }
}

impl From<u64> for Id {
    fn from(number: u64) -> Self {
        Id(number.into())
    }
}

impl fmt::Display for Id {
    /// The id as JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The texts of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Texts {
    /// An original and its translation.
    Sides {
        /// The English original.
        source: String,
        /// The Japanese translation.
        target: String,
    },
    /// One text that holds both.
    Page {
        /// The text.
        page: String,
    },
}

impl Texts {
    /// The bitext of these texts. O(bytes).
    ///
    /// ```
    /// use taiyaku::format::json_lines::Texts;
    ///
    /// let texts = Texts::Sides { source: "Rain.".into(), target: "雨。".into() };
    /// assert_eq!(texts.into_bitext()?.target().text(), "雨。");
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the two sides of a page are not found.
    pub fn into_bitext(self) -> Result<Bitext> {
        match self {
            Texts::Sides { source, target } => Ok(Bitext::new(source, target)),
            Texts::Page { page } => Bitext::from_page(page),
        }
    }
}

/// Reads a request. Returns its id, null if it has none, and its texts or an error. The id is read even if the rest of the
/// line is invalid. Unknown fields are ignored. O(bytes).
///
/// ```
/// use taiyaku::format::json_lines::{Id, Texts, read_request};
///
/// let (id, texts) = read_request(r#"{"id": 7, "source": "Rain.", "target": "雨。"}"#.as_bytes());
/// assert_eq!(id, Id::from(7));
/// assert_eq!(texts?, Texts::Sides { source: "Rain.".into(), target: "雨。".into() });
///
/// let (id, texts) = read_request(br#"{"id": 8, "source": "Rain."}"#);
/// assert_eq!(id, Id::from(8));
/// assert_eq!(texts.unwrap_err().to_string(), "expected \"target\" beside \"source\"");
/// # Ok::<(), taiyaku::Error>(())
/// ```
pub fn read_request(line: &[u8]) -> (Id, Result<Texts>) {
    let text = match str::from_utf8(line) {
        Ok(text) => text.trim_start_matches('\u{feff}').trim_end(),
        Err(error) => return (Id::default(), Err(not_utf8(error))),
    };
    let mut fields = Fields::default();
    let mut json = serde_json::Deserializer::from_str(text);
    let parsed = FieldsInto(&mut fields)
        .deserialize(&mut json)
        .and_then(|()| json.end());
    let wrong = |expected: &str| Err(Error::format("", expected));
    let texts = match (parsed, fields.source, fields.target, fields.page) {
        (Err(error), ..) => Err(with_column(&error)),
        (Ok(()), Some(source), Some(target), None) => Ok(Texts::Sides { source, target }),
        (Ok(()), None, None, Some(page)) => Ok(Texts::Page { page }),
        (Ok(()), Some(_), None, None) => wrong("expected \"target\" beside \"source\""),
        (Ok(()), None, Some(_), None) => wrong("expected \"source\" beside \"target\""),
        (Ok(()), None, None, None) => wrong("expected \"source\" and \"target\", or \"page\""),
        _ => wrong("expected \"source\" and \"target\", or \"page\", not both"),
    };
    (fields.id, texts)
}

/// Writes a request as one line. O(bytes).
///
/// ```
/// use taiyaku::format::json_lines::{Texts, write_request};
///
/// let mut line = Vec::new();
/// let texts = Texts::Sides { source: "Rain.".into(), target: "雨。".into() };
/// write_request(&"doc-1".into(), &texts, &mut line)?;
/// assert_eq!(
///     String::from_utf8(line).unwrap(),
///     "{\"id\":\"doc-1\",\"source\":\"Rain.\",\"target\":\"雨。\"}\n",
/// );
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write_request(id: &Id, texts: &Texts, out: impl Write) -> Result<()> {
    #[derive(Serialize)]
    struct Request<'a> {
        id: &'a Id,
        #[serde(flatten)]
        texts: &'a Texts,
    }
    write_line(&Request { id, texts }, out)
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// The text was aligned.
    Aligned(Aligned),
    /// The text could not be aligned.
    Failed(Failed),
}

/// The answer for a text that was aligned.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Aligned {
    /// The id of the request.
    pub id: Id,
    /// The beads in order.
    pub beads: Vec<BeadSpans>,
    /// Passages that the translation has at another place. Their segments are nulls among the beads.
    pub moved: Vec<BeadSpans>,
}

/// A bead as spans of its segments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BeadSpans {
    /// Spans of the source segments.
    pub source: Vec<[usize; 2]>,
    /// Spans of the target segments.
    pub target: Vec<[usize; 2]>,
    /// The probability, 0 to 1, that exactly this bead is right.
    pub confidence: f32,
    /// The findings that begin at the bead, if the text was reviewed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub findings: Option<Vec<FindingSpans>>,
}

/// A finding of the review in this format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FindingSpans {
    /// The name of the check.
    pub check: String,
    /// The name of the severity.
    pub severity: String,
    /// Its spans in the source.
    pub source: Vec<[usize; 2]>,
    /// Its spans in the target.
    pub target: Vec<[usize; 2]>,
    /// The reason in English.
    pub detail: String,
    /// The reason in Japanese.
    pub detail_ja: String,
    /// The id by which the finding can be ignored.
    pub id: String,
}

/// The answer to a request that could not be aligned.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Failed {
    /// The id of the request, or null if it could not be read.
    pub id: Id,
    /// The line of the input, from 1.
    pub line: usize,
    /// What is wrong, with the byte or column.
    pub error: String,
}

impl Failed {
    /// Makes the answer to the request on this line, counted from 1.
    pub fn new(id: Id, line: usize, error: impl Into<String>) -> Self {
        let error = error.into();
        Failed { id, line, error }
    }
}

impl Aligned {
    /// Makes the answer for an alignment and its moved passages. O(bytes).
    ///
    /// ```
    /// use taiyaku::format::json_lines::{Aligned, Answer, write_answer};
    /// use taiyaku::{Aligner, Bitext};
    ///
    /// let bitext = Bitext::new("Rain.", "雨。");
    /// let aligner = Aligner::new();
    /// let alignment = aligner.align(&bitext);
    /// let moved = aligner.moved(&bitext, &alignment);
    /// let aligned = Aligned::new("doc-1".into(), &bitext, &alignment, &moved);
    /// assert_eq!(aligned.beads[0].target, [[0, 2]]);
    /// let mut line = Vec::new();
    /// write_answer(&Answer::Aligned(aligned), &mut line)?;
    /// assert!(line.starts_with(br#"{"id":"doc-1","beads":[{"source":[[0,5]],"target":[[0,2]],"confidence":"#));
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If the alignment is of another bitext.
    #[must_use]
    pub fn new(id: Id, bitext: &Bitext, alignment: &Alignment, moved: &[Moved]) -> Self {
        alignment.assert_tiles(bitext);
        let (source, target) = (Spans::new(bitext.source()), Spans::new(bitext.target()));
        let spans = |of_source: &Range<usize>, of_target: &Range<usize>, confidence| BeadSpans {
            source: source.of_segments(of_source),
            target: target.of_segments(of_target),
            confidence,
            findings: None,
        };
        let beads = alignment.beads().iter();
        let moved = moved.iter();
        Aligned {
            id,
            beads: beads
                .map(|b| spans(&b.source, &b.target, b.confidence))
                .collect(),
            moved: moved
                .map(|m| spans(&m.source, &m.target, m.confidence))
                .collect(),
        }
    }

    /// Adds the findings of a [`review`](mod@crate::review), each at the bead where it begins. `bitext` must be that of the
    /// alignment. O(bytes).
    #[must_use]
    pub fn with_findings(mut self, bitext: &Bitext, findings: &[Finding]) -> Self {
        let (source, target) = (Spans::new(bitext.source()), Spans::new(bitext.target()));
        for bead in &mut self.beads {
            bead.findings = Some(Vec::new());
        }
        for finding in findings {
            let bead = self.beads.get_mut(finding.beads.start);
            let Some(of_bead) = bead.and_then(|bead| bead.findings.as_mut()) else {
                continue;
            };
            of_bead.push(FindingSpans {
                check: finding.check.name().to_owned(),
                severity: finding.severity.name().to_owned(),
                source: source.of_all(&finding.source),
                target: target.of_all(&finding.target),
                detail: finding.reason.english.clone(),
                detail_ja: finding.reason.japanese.clone(),
                id: finding.id.to_string(),
            });
        }
        self
    }
}

/// Writes an answer as one line. O(bytes).
///
/// # Errors
///
/// If `out` fails.
pub fn write_answer(answer: &Answer, out: impl Write) -> Result<()> {
    write_line(answer, out)
}

/// Reads an answer. O(bytes).
///
/// ```
/// use taiyaku::format::json_lines::{Answer, read_answer};
///
/// let Answer::Failed(failed) = read_answer(br#"{"id": 8, "line": 2, "error": "expected UTF-8"}"#)? else {
///     panic!("it is an error");
/// };
/// assert_eq!((failed.line, failed.error.as_str()), (2, "expected UTF-8"));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If the line is not an answer. The error names the column.
pub fn read_answer(line: &[u8]) -> Result<Answer> {
    #[derive(Deserialize)]
    struct Any {
        #[serde(default)]
        id: Id,
        beads: Option<Vec<BeadSpans>>,
        #[serde(default)]
        moved: Vec<BeadSpans>,
        line: Option<usize>,
        error: Option<String>,
    }
    let text = str::from_utf8(line).map_err(not_utf8)?.trim_end();
    let any: Any = serde_json::from_str(text).map_err(|error| with_column(&error))?;
    let (id, moved) = (any.id, any.moved);
    match (any.beads, any.line, any.error) {
        (Some(beads), None, None) => Ok(Answer::Aligned(Aligned { id, beads, moved })),
        (None, Some(line), Some(error)) => Ok(Answer::Failed(Failed { id, line, error })),
        _ => Err(Error::format(
            "",
            "expected \"beads\", or \"line\" and \"error\"",
        )),
    }
}

fn write_line(value: &impl Serialize, mut out: impl Write) -> Result<()> {
    serde_json::to_writer(&mut out, value).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

fn not_utf8(error: std::str::Utf8Error) -> Error {
    Error::format(format!("byte {}", error.valid_up_to()), "expected UTF-8")
}

/// `serde_json` ends its messages with a line, here always 1, and a column. Only the column is reported.
fn with_column(error: &serde_json::Error) -> Error {
    let message = error.to_string();
    let column = format!(" at line {} column {}", error.line(), error.column());
    match message.strip_suffix(&column) {
        Some(message) => Error::format(format!("column {}", error.column()), message),
        None => Error::format("", message),
    }
}

#[derive(Default)]
struct Fields {
    id: Id,
    source: Option<String>,
    target: Option<String>,
    page: Option<String>,
}

/// Fills the fields one by one, so that those before an error are known.
struct FieldsInto<'f>(&'f mut Fields);

impl<'de> DeserializeSeed<'de> for FieldsInto<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for FieldsInto<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "id" => self.0.id = map.next_value()?,
                "source" => self.0.source = map.next_value()?,
                "target" => self.0.target = map.next_value()?,
                "page" => self.0.page = map.next_value()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// Converts byte spans of a document to spans in Unicode scalar values.
struct Spans<'a> {
    document: &'a Document,
    offsets: Offsets<'a>,
}

impl<'a> Spans<'a> {
    /// Counts the characters of the text. O(bytes).
    fn new(document: &'a Document) -> Self {
        let offsets = Offsets::new(document.text());
        Spans { document, offsets }
    }

    fn of(&self, span: Span) -> [usize; 2] {
        let characters = self.offsets.characters(span);
        [characters.start, characters.end]
    }

    fn of_all(&self, spans: &[Span]) -> Vec<[usize; 2]> {
        spans.iter().map(|&span| self.of(span)).collect()
    }

    fn of_segments(&self, segments: &Range<usize>) -> Vec<[usize; 2]> {
        let segments = self.document.segments()[segments.clone()].iter();
        segments.map(|segment| self.of(segment.span)).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Aligner;
    use crate::review::{ReviewOptions, review};

    #[test]
    fn a_broken_line_says_where_and_keeps_its_id() {
        let rows: [(&str, &[u8], &str, &str); 8] = [
            (
                "no object",
                b"[1]",
                "null",
                "column 0: invalid type: sequence, expected an object",
            ),
            (
                "wrong type",
                br#"{"id": 7, "source": 3}"#,
                "7",
                "column 21: invalid type: integer `3`, expected a string",
            ),
            (
                "cut short",
                r#"{"id": "a", "page": "雨"#.as_bytes(),
                "\"a\"",
                "column 24: EOF while parsing a string",
            ),
            (
                "more after it",
                r#"{"id": "a", "page": "雨"} {"#.as_bytes(),
                "\"a\"",
                "column 28: trailing characters",
            ),
            (
                "no target",
                br#"{"id": "a", "source": "Rain."}"#,
                "\"a\"",
                "expected \"target\" beside \"source\"",
            ),
            (
                "both forms",
                br#"{"id": {"a": 1}, "source": "Rain.", "page": "Rain."}"#,
                "{\"a\":1}",
                "expected \"source\" and \"target\", or \"page\", not both",
            ),
            (
                "nothing",
                b"{}",
                "null",
                "expected \"source\" and \"target\", or \"page\"",
            ),
            (
                "other bytes",
                b"{\"id\": \"\x89\x4a\"}",
                "null",
                "byte 8: expected UTF-8",
            ),
        ];
        for (name, line, expected_id, expected) in rows {
            let (id, texts) = read_request(line);
            assert_eq!(id.to_string(), expected_id, "{name}");
            assert_eq!(texts.unwrap_err().to_string(), expected, "{name}");
        }
    }

    #[test]
    fn fields_may_come_in_any_order_with_others() {
        let (source, target) = ("Rain".to_owned(), "雨".to_owned());
        let line = r#"{"target": "雨", "x": [1, {}], "source": "Rain", "page": null, "id": 1}"#;
        let (id, texts) = read_request(format!("\u{feff}{line}\r\n").as_bytes());
        assert_eq!(
            (id, texts.unwrap()),
            (1.into(), Texts::Sides { source, target })
        );
    }

    #[test]
    fn an_answer_of_another_kind_is_refused() {
        let rows: [(&str, &[u8], &str); 4] = [
            (
                "a request",
                br#"{"id": 1, "page": "a"}"#,
                "expected \"beads\", or \"line\" and \"error\"",
            ),
            (
                "both",
                br#"{"beads": [], "line": 1, "error": "a"}"#,
                "expected \"beads\", or \"line\" and \"error\"",
            ),
            (
                "a bead without a side",
                br#"{"beads": [{"source": []}]}"#,
                "column 25: missing field `target`",
            ),
            ("no UTF-8", b"\xff", "byte 0: expected UTF-8"),
        ];
        for (name, line, message) in rows {
            assert_eq!(
                read_answer(line).unwrap_err().to_string(),
                message,
                "{name}"
            );
        }
    }

    #[test]
    fn findings_stand_at_their_bead() {
        let bitext = Bitext::new(
            "𠮟. It was 1964. He left.",
            "𠮟。1965年だった。彼は去った。",
        );
        let aligner = Aligner::new();
        let alignment = aligner.align(&bitext);
        let findings = review(
            &aligner.read(&bitext),
            &alignment,
            &ReviewOptions::default(),
        );
        let finding = findings
            .iter()
            .find(|f| f.check.name() == "number")
            .unwrap();
        let aligned = Aligned::new(Id::default(), &bitext, &alignment, &[]);
        assert!(aligned.beads.iter().all(|bead| bead.findings.is_none()));
        let aligned = aligned.with_findings(&bitext, &findings);
        let of_bead = aligned.beads[finding.beads.start]
            .findings
            .as_ref()
            .unwrap();
        let found = of_bead.iter().find(|f| f.check == "number").unwrap();
        let sliced = |text: &str, [start, end]: [usize; 2]| -> String {
            text.chars().skip(start).take(end - start).collect()
        };
        assert_eq!(sliced(bitext.source().text(), found.source[0]), "1964");
        assert!(sliced(bitext.target().text(), found.target[0]).starts_with("1965"));
    }

    proptest! {
        #[test]
        fn requests_are_read_as_written(
            name in any::<String>(),
            source in any::<String>(),
            target in any::<String>(),
            is_page in any::<bool>(),
        ) {
            let texts = match is_page {
                true => Texts::Page { page: source },
                false => Texts::Sides { source, target },
            };
            let id = Id::from(name.as_str());
            let mut line = Vec::new();
            write_request(&id, &texts, &mut line).unwrap();
            prop_assert_eq!(line.iter().filter(|&&byte| byte == b'\n').count(), 1);
            let (read_id, read_texts) = read_request(&line);
            prop_assert_eq!((read_id, read_texts.unwrap()), (id, texts));
        }

        #[test]
        fn answers_are_read_as_written_and_their_spans_slice(
            source in proptest::collection::vec("[a-zé🐟 ]{0,9}[.!1]", 0..5),
            target in proptest::collection::vec("[ぁ-ん𠮟1]{0,9}。", 0..5),
        ) {
            let bitext = Bitext::new(source.join(" "), target.concat());
            let aligner = Aligner::new();
            let alignment = aligner.align(&bitext);
            let findings = review(&aligner.read(&bitext), &alignment, &ReviewOptions::default());
            let aligned = Aligned::new(3.into(), &bitext, &alignment, &[]).with_findings(&bitext, &findings);
            let sides = [
                (bitext.source(), aligned.beads.iter().flat_map(|b| &b.source).collect::<Vec<_>>()),
                (bitext.target(), aligned.beads.iter().flat_map(|b| &b.target).collect::<Vec<_>>()),
            ];
            for (document, spans) in sides {
                let characters: Vec<char> = document.text().chars().collect();
                prop_assert_eq!(spans.len(), document.segments().len());
                for (k, &&[start, end]) in spans.iter().enumerate() {
                    let sliced: String = characters[start..end].iter().collect();
                    prop_assert_eq!(sliced.as_str(), document.segment_text(k));
                }
            }
            let answer = Answer::Aligned(aligned);
            let mut line = Vec::new();
            write_answer(&answer, &mut line).unwrap();
            prop_assert_eq!(read_answer(&line).unwrap(), answer);
        }

        #[test]
        fn failures_are_read_as_written(line in 1usize..999, error in any::<String>()) {
            let answer = Answer::Failed(Failed { id: Id::default(), line, error });
            let mut written = Vec::new();
            write_answer(&answer, &mut written).unwrap();
            prop_assert_eq!(read_answer(&written).unwrap(), answer);
        }

        #[test]
        fn any_line_is_read_or_refused(line in proptest::collection::vec(any::<u8>(), 0..40)) {
            let _ = (read_request(&line), read_answer(&line));
        }
    }
}
