//! Answers: beads, moved passages and findings as spans, or what is wrong.
//!
//! In: an alignment with its findings, or a line. Out: a line, or an [`Answer`]. O(bytes).

use std::io::Write;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::align::{Alignment, Moved};
use crate::bitext::Bitext;
use crate::error::{Error, Result};
use crate::format::json_lines::{Id, not_utf8, with_column, write_line};
use crate::review::Finding;
use crate::text::{Document, Offsets, Span};

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
    /// The probability, 0 to 1, that this bead is right.
    pub confidence: f32,
    /// `code` for a bead of code on both sides, or of code on its only side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
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
    /// The issue type of MQM, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mqm: Option<String>,
    /// The localization quality issue type of ITS 2.0.
    #[serde(default)]
    pub its: String,
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

impl FindingSpans {
    /// A finding of a bitext. O(spans).
    pub(crate) fn of(finding: &Finding, source: &Spans<'_>, target: &Spans<'_>) -> Self {
        FindingSpans {
            check: finding.check.name().to_owned(),
            severity: finding.severity.name().to_owned(),
            mqm: finding.check.mqm().map(str::to_owned),
            its: finding.check.its().to_owned(),
            source: source.of_all(&finding.source),
            target: target.of_all(&finding.target),
            detail: finding.reason.english.clone(),
            detail_ja: finding.reason.japanese.clone(),
            id: finding.id.to_string(),
        }
    }
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
            block: bitext
                .is_code(of_source, of_target)
                .then(|| "code".to_owned()),
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
    pub fn with_findings<'f>(
        mut self,
        bitext: &Bitext,
        findings: impl IntoIterator<Item = &'f Finding>,
    ) -> Self {
        let (source, target) = (Spans::new(bitext.source()), Spans::new(bitext.target()));
        for bead in &mut self.beads {
            bead.findings = Some(Vec::new());
        }
        for finding in findings {
            let bead = self.beads.get_mut(finding.beads.start);
            let Some(of_bead) = bead.and_then(|bead| bead.findings.as_mut()) else {
                continue;
            };
            of_bead.push(FindingSpans::of(finding, &source, &target));
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

/// Converts byte spans of a document to spans in Unicode scalar values.
pub(crate) struct Spans<'a> {
    document: &'a Document,
    offsets: Offsets<'a>,
}

impl<'a> Spans<'a> {
    /// Counts the characters of the text. O(bytes).
    pub(crate) fn new(document: &'a Document) -> Self {
        let offsets = Offsets::new(document.file_text());
        Spans { document, offsets }
    }

    /// A span of the document as spans of its file.
    fn of(&self, span: Span) -> impl Iterator<Item = [usize; 2]> {
        let spans = self.document.in_file(span).into_iter();
        spans.map(|span| {
            let characters = self.offsets.characters(span);
            [characters.start, characters.end]
        })
    }

    pub(crate) fn of_all(&self, spans: &[Span]) -> Vec<[usize; 2]> {
        spans.iter().flat_map(|&span| self.of(span)).collect()
    }

    pub(crate) fn of_segments(&self, segments: &Range<usize>) -> Vec<[usize; 2]> {
        let segments = self.document.segments()[segments.clone()].iter();
        segments.flat_map(|segment| self.of(segment.span)).collect()
    }
}
