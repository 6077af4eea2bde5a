//! The JSON form of a review: one object, with one row a line.
//!
//! In: a sheet to write, or a text to read, whose rows may be filtered, sorted or reformatted. Out: the text, or the rows with
//! their line numbers. A damaged or truncated file is read line by line. O(bytes).

use std::borrow::Cow;
use std::io::Write;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::error::{Error, Result};
use crate::revise::carry::OldRow;
use crate::revise::read_back::{RowCollector, excerpt};
use crate::revise::row::{Changed, Notes, ReviewedRow};
use crate::revise::sheet::{Confidence, ReviewSheet};
use crate::revise::state::document_hash;

/// They identify a file. The script of the page gets them from here too.
pub(super) const FORMAT: &str = "taiyaku-review";
pub(super) const VERSION: u32 = 1;

/// Everything except the rows. `T` is a text for writing. For reading it is a piece of JSON, so that one invalid piece does
/// not invalidate the others.
#[derive(Serialize, Deserialize)]
struct Review<'a, T> {
    format: Cow<'a, str>,
    version: u32,
    document: Cow<'a, str>,
    #[serde(default = "Vec::new")]
    ignored: Vec<T>,
    /// The rows; the writer writes them one by one.
    #[serde(default = "Vec::new", skip_serializing)]
    rows: Vec<T>,
}

/// A row. Fields with `skip_deserializing` are for a person or another program; the reader ignores them.
#[derive(Serialize, Deserialize)]
struct Row<'a> {
    source: [usize; 2],
    target: [usize; 2],
    #[serde(skip_deserializing)]
    confidence: Confidence,
    #[serde(default)]
    state: Cow<'a, str>,
    #[serde(default)]
    mark: bool,
    #[serde(default)]
    comment: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    suggestion: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    changed: Option<ChangedRow<'a>>,
    /// The texts of the segments. By them a row is found again when the text was edited.
    #[serde(default)]
    source_text: Option<Cow<'a, str>>,
    #[serde(default)]
    target_text: Option<Cow<'a, str>>,
}

/// What a row was before its texts changed. The page reads it in this form too.
#[derive(Serialize, Deserialize)]
pub(super) struct ChangedRow<'a> {
    state: Cow<'a, str>,
    source_text: Cow<'a, str>,
    target_text: Cow<'a, str>,
}

impl<'a> ChangedRow<'a> {
    pub(super) fn of(changed: &'a Changed) -> Self {
        ChangedRow {
            state: changed.state.name().into(),
            source_text: changed.source_text.as_str().into(),
            target_text: changed.target_text.as_str().into(),
        }
    }
}

/// Writes a sheet as JSON, one row a line. In a row, `source` and `target` are half-open ranges of segment numbers, counted
/// from 0. A row has `suggestion` and `changed` only if a person suggests a translation, or its texts changed. O(bytes).
///
/// ```
/// use taiyaku::review::{ReviewOptions, review};
/// use taiyaku::revise::{ReviewSheet, Reviewed, write_json};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("It has 24 rooms.", "部屋が42ある。");
/// let aligner = Aligner::new();
/// let anchored = aligner.read(&bitext);
/// let alignment = aligner.align(&anchored);
/// let findings = review(&anchored, &alignment, &ReviewOptions::default());
/// let reviewed = Reviewed::new(&alignment);
/// let sheet = ReviewSheet::new(&bitext, &alignment, &findings, &reviewed);
/// let mut out = Vec::new();
/// write_json(&sheet, &mut out)?;
/// assert!(String::from_utf8_lossy(&out).contains("\"state\":\"open\""));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write_json(sheet: &ReviewSheet<'_>, mut out: impl Write) -> Result<()> {
    let ignored = sheet.reviewed.ignored().iter();
    let head = Review {
        format: FORMAT.into(),
        version: VERSION,
        document: document_hash(sheet.bitext).into(),
        ignored: ignored.map(ToString::to_string).collect(),
        rows: Vec::new(),
    };
    let head = serde_json::to_string(&head).map_err(std::io::Error::from)?;
    write!(out, "{},\"rows\":[", head.trim_end_matches('}'))?;
    for (k, (pair, row)) in sheet.pairs().enumerate() {
        out.write_all(if k == 0 { b"\n" } else { b",\n" })?;
        let row = Row {
            source: [row.source.start, row.source.end],
            target: [row.target.start, row.target.end],
            confidence: Confidence::of(&pair),
            state: row.state.name().into(),
            mark: row.mark,
            comment: row.comment.as_str().into(),
            suggestion: row.suggestion.as_deref().map(Cow::from),
            changed: row.changed.as_ref().map(ChangedRow::of),
            source_text: Some(pair.source_text()),
            target_text: Some(pair.target_text()),
        };
        serde_json::to_writer(&mut out, &row).map_err(std::io::Error::from)?;
    }
    Ok(out.write_all(b"\n]}\n")?)
}

/// Reads the JSON form.
pub(super) fn read(text: &str, collector: &mut RowCollector<'_>) -> Result<()> {
    let review: Review<'_, &RawValue> = match serde_json::from_str(text) {
        Ok(review) => review,
        Err(error) => return read_damaged(text, &error, collector),
    };
    check(&review, collector)?;
    let mut lines = Lines::new(text);
    for id in &review.ignored {
        ignore(id, lines.of(id), collector);
    }
    let mut lines = Lines::new(text);
    for row in &review.rows {
        read_row(row.get(), lines.of(row), &review.document, collector);
    }
    Ok(())
}

fn check<T>(review: &Review<'_, T>, collector: &RowCollector<'_>) -> Result<()> {
    if review.format != FORMAT || review.version != VERSION {
        let expected = format!(
            "expected the format {FORMAT} version {VERSION}, found {} version {}",
            excerpt(&review.format),
            review.version
        );
        return Err(Error::format(collector.place, expected));
    }
    Ok(())
}

fn ignore(id: &RawValue, line: usize, collector: &mut RowCollector<'_>) {
    match serde_json::from_str::<String>(id.get()) {
        Ok(id) => collector.ignore(line, &id),
        Err(_) => collector.ignore(line, id.get()),
    }
}

fn read_row(row: &str, line: usize, document: &str, collector: &mut RowCollector<'_>) {
    let row: Row<'_> = match serde_json::from_str(row) {
        Ok(row) => row,
        Err(error) => {
            // The error counts its place inside the row, not in the file.
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or_default();
            return collector.report(line, format!("expected a row of a review: {what}"));
        }
    };
    let is_old = document != collector.document;
    let segments = match is_old {
        true => old_segments(&row),
        false => segments(&row, collector),
    };
    let (source, target) = match segments {
        Ok(segments) => segments,
        Err(wrong) => {
            let notes = Notes {
                suggestion: row.suggestion.as_deref().unwrap_or_default(),
                comment: &row.comment,
            };
            return collector.report_lost(line, wrong, &notes);
        }
    };
    let mut read = ReviewedRow::new(source, target);
    read.state = collector.state(line, &row.state);
    read.mark = row.mark;
    read.comment = row.comment.into_owned();
    read.suggestion = row.suggestion.map(Cow::into_owned);
    if let Some(changed) = row.changed {
        let state = collector.state(line, &changed.state);
        let (source, target) = (changed.source_text, changed.target_text);
        read.changed = Some(Changed::new(state, source, target));
    }
    if is_old {
        let text = |text: Option<Cow<'_, str>>| text.unwrap_or_default().into_owned();
        let old = OldRow {
            row: read,
            line,
            source_text: text(row.source_text),
            target_text: text(row.target_text),
        };
        return collector.add_old(document, old);
    }
    if let Some(text) = row.source_text
        && collector.sides.source.is_other(&text, &read.source)
    {
        let message =
            "the original is not corrected in a review, but this row has another text of it";
        collector.report(line, format!("{message}: `{}`", excerpt(&text)));
    }
    if let Some(text) = row.target_text.filter(|_| read.suggestion.is_none())
        && collector.sides.target.is_other(&text, &read.target)
    {
        read.suggestion = Some(text.into_owned());
    }
    collector.add(line, read);
}

/// The segments of a row of this text.
fn segments(
    row: &Row<'_>,
    collector: &RowCollector<'_>,
) -> std::result::Result<(Range<usize>, Range<usize>), String> {
    let source = collector.check_source(row.source[0]..row.source[1])?;
    let target = collector.check_target(row.target[0]..row.target[1])?;
    match source.is_empty() && target.is_empty() {
        true => Err("expected a segment, found none".to_owned()),
        false => Ok((source, target)),
    }
}

/// The segments of a row of an earlier text, which may have had more.
fn old_segments(row: &Row<'_>) -> std::result::Result<(Range<usize>, Range<usize>), String> {
    let [source, target] = [row.source, row.target];
    match source[0] <= source[1] && target[0] <= target[1] {
        true => Ok((source[0]..source[1], target[0]..target[1])),
        false => Err("expected segments that end after they start".to_owned()),
    }
}

/// Reads a file that is not valid JSON as a whole. The writer puts everything except the rows on the first line, and a row on
/// each further line.
fn read_damaged(
    text: &str,
    error: &serde_json::Error,
    collector: &mut RowCollector<'_>,
) -> Result<()> {
    let damaged = || {
        Error::format(
            format!("{}: line {}", collector.place, error.line()),
            format!("expected JSON: {error}"),
        )
    };
    let mut lines = text.lines().enumerate();
    let (_, first) = lines.next().ok_or_else(damaged)?;
    let first = format!("{first}]}}");
    let review: Review<'_, &RawValue> = serde_json::from_str(&first).map_err(|_| damaged())?;
    check(&review, collector)?;
    for id in &review.ignored {
        ignore(id, 1, collector);
    }
    collector.report(
        error.line(),
        format!("expected JSON: {error}; the other lines are kept"),
    );
    for (k, line) in lines {
        let row = line.trim().trim_end_matches(',');
        let is_reported = k + 1 == error.line() && serde_json::from_str::<Row<'_>>(row).is_err();
        if row.starts_with('{') && !is_reported {
            read_row(row, k + 1, &review.document, collector);
        }
    }
    Ok(())
}

/// The line numbers of pieces of a text, requested in order.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Lines {
            text,
            at: 0,
            line: 1,
        }
    }

    fn of(&mut self, piece: &RawValue) -> usize {
        let start = piece.get().as_ptr() as usize - self.text.as_ptr() as usize;
        let between = &self.text.as_bytes()[self.at..start];
        self.line += between.iter().filter(|&&b| b == b'\n').count();
        self.at = start;
        self.line
    }
}
