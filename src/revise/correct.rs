//! [`correct`]: the suggestions of a review, made in the file of the translation.
//!
//! In: a bitext, the review with its suggestions, and the format and encoding of the file. Out: a [`Correction`]: replacements of
//! small spans of the file, the list of changes, and what could not be placed. Markup, line breaks, cue lines and all else stay
//! as they are: the file is read again with its changes, and a change by which it reads otherwise than meant is left out. A
//! sentence that loses its end goes on in the next one, and both rows are open again. O(bytes) a reading; two if all changes are
//! good, at most [`MOST_READINGS`].

use std::io::Write;

use crate::bitext::Bitext;
#[cfg(feature = "office")]
use crate::error::Error;
use crate::error::Result;
use crate::format::guard::guarded;
use crate::format::tsv::{escape, written};
use crate::format::{Encoding, Format, replaced};
use crate::revise::carry::{OldRow, Sides, carry};
use crate::revise::edit::{At, Edit, edits};
#[cfg(feature = "office")]
use crate::revise::office_file::OfficeFile;
use crate::revise::paper::Paper;
use crate::revise::read_back::{Problem, ReadBack};
use crate::revise::replacement::{Place, Replacement, join};
use crate::revise::row::ReviewedRow;
use crate::revise::state::Reviewed;
use crate::revise::texts::without_blanks;
use crate::text::{Document, Language, Span};

/// The suggestions of a review as changes of a file.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Correction {
    /// The text of the file with all changes that could be placed.
    pub text: String,
    /// The changes in the order of the rows, with those that could not be placed.
    pub changes: Vec<Change>,
    replacements: Vec<(Span, String)>,
}

/// A suggestion, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The number of the row in [`Reviewed::rows`].
    pub row: usize,
    /// The line of the file on which the old text begins, or where the new one belongs, counted from 1. None if the file has no
    /// lines.
    pub line: Option<usize>,
    /// The old text, on one line; empty if the row had no translation.
    pub old: String,
    /// The suggestion.
    pub new: String,
    /// Why the change is not in the file. None if it is.
    pub left_out: Option<String>,
}

/// The most readings of the corrected file. A bad change among n is found by halving, in about 2 log₂ n readings; a dozen of them
/// among thousands are found. If there are more, good changes are left out with them.
const MOST_READINGS: usize = 256;

/// Makes the suggestions of a review in the file of the translation. `format` and `encoding` are those of the file. Text is
/// compared character by character inside a row, and only what differs is replaced. A row without translation gets its
/// suggestion behind the segment before it, or before the segment behind it, in the same paragraph.
///
/// ```
/// use taiyaku::format::{Encoding, Format};
/// use taiyaku::revise::{correct, read};
/// use taiyaku::Bitext;
///
/// let bitext = Bitext::new("It rained. We stayed.", "雨が降った。\n\n家にいた。");
/// let json = r#"{"format":"taiyaku-review","version":1,"document":"d0","rows":[
/// {"source":[0,1],"target":[0,1],"source_text":"It rained.","target_text":"雨が降った。","suggestion":"雨が降っていた。"}]}"#;
/// let back = read(json, "rain.json", &bitext)?;
/// let correction = correct(&bitext, &back.reviewed, Format::Text, Encoding::Utf8);
/// assert_eq!(correction.text, "雨が降っていた。\n\n家にいた。");
/// assert_eq!(correction.changes[0].left_out, None);
/// # Ok::<(), taiyaku::Error>(())
/// ```
#[must_use]
pub fn correct(
    bitext: &Bitext,
    reviewed: &Reviewed,
    format: Format,
    encoding: Encoding,
) -> Correction {
    Form::of_text(bitext.target(), &format, encoding).correct(bitext, reviewed)
}

/// Makes the suggestions of a review in the bytes of a document of Word, and returns the corrected document: other parts, styles and
/// the markup around the changed characters stay as they are. The [`text`](Correction::text) of the correction is the XML of the parts
/// that hold text, and its changes have no lines. O(unpacked bytes) a reading.
///
/// # Errors
///
/// If the bytes are no document of Word, or not that of the bitext.
#[cfg(feature = "office")]
pub fn correct_docx(
    bitext: &Bitext,
    reviewed: &Reviewed,
    bytes: &[u8],
) -> Result<(Correction, Vec<u8>)> {
    let (file, document) = OfficeFile::new(bytes, bitext.target())?;
    let form = Form {
        paper: &file,
        encoding: Encoding::Utf8,
        line_end: " ",
        line_breaks: Vec::new(),
        is_checked: true,
        document: &document,
    };
    let found = file.read(document.file_text());
    if found.is_none_or(|found| without_blanks(&found) != without_blanks(document.text())) {
        return Err(Error::format(
            "",
            "expected the document that was aligned, found another one",
        ));
    }
    let correction = form.correct(bitext, reviewed);
    let bytes = file.with_text(&correction.text)?;
    Ok((correction, bytes))
}

impl<'a> Form<'a> {
    fn of_text(target: &'a Document, format: &'a Format, encoding: Encoding) -> Self {
        let read = Paper::read(format, target.file_text());
        Form {
            paper: format,
            encoding,
            document: target,
            line_end: line_end(target.file_text()),
            line_breaks: memchr::memchr_iter(b'\n', target.file_text().as_bytes()).collect(),
            is_checked: read.is_some_and(|text| text == target.text()),
        }
    }

    fn correct(&self, bitext: &Bitext, reviewed: &Reviewed) -> Correction {
        let mut changes = Vec::new();
        let mut planned: Vec<Planned> = Vec::new();
        for (k, row) in reviewed.rows().iter().enumerate() {
            let Some(new) = &row.suggestion else {
                continue;
            };
            let mut change = self.change(k, row, new);
            match self.plan(bitext, row, new) {
                Ok(replacements) => planned.push(Planned {
                    change: changes.len(),
                    replacements,
                }),
                Err(reason) => change.left_out = Some(reason),
            }
            changes.push(change);
        }
        let good = self.without_bad(planned, &mut changes);
        let file = join(good.iter(), Place::in_file);
        let replacements: Vec<(Span, &str)> =
            file.iter().map(|(s, new)| (*s, new.as_str())).collect();
        Correction {
            text: replaced(self.document.file_text(), &replacements),
            changes,
            replacements: file,
        }
    }
}

impl Correction {
    /// The changes of a file that holds no text in which they could be made. Each is left out for this reason.
    #[must_use]
    pub fn left_out(bitext: &Bitext, reviewed: &Reviewed, reason: &str) -> Self {
        let document = bitext.target();
        let suggestions = reviewed.rows().iter().enumerate();
        let changes = suggestions.filter_map(|(k, row)| {
            Some(Change {
                row: k,
                line: None,
                old: one_line(document, row),
                new: row.suggestion.clone()?,
                left_out: Some(reason.to_owned()),
            })
        });
        Correction {
            text: document.file_text().to_owned(),
            changes: changes.collect(),
            replacements: Vec::new(),
        }
    }

    /// The spans of the old text of the file that are replaced, in order, each with its new text. For
    /// [`replace_in_bytes`](crate::format::replace_in_bytes).
    #[must_use]
    pub fn replacements(&self) -> Vec<(Span, &str)> {
        let replacements = self.replacements.iter();
        replacements
            .map(|(span, new)| (*span, new.as_str()))
            .collect()
    }

    /// Writes the list of the changes as a table with tabs: row, line, old text, new text, and why a change was left out. Cells are
    /// as in [`write_table`](crate::revise::write_table). O(bytes).
    ///
    /// # Errors
    ///
    /// If `out` fails.
    pub fn write_changes(&self, mut out: impl Write) -> Result<()> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut table = csv::WriterBuilder::new().delimiter(b'\t').from_writer(out);
        written(table.write_record(["row", "line", "old", "new", "left_out"]))?;
        for change in &self.changes {
            let text = |text: &str| guarded(escape(text)).into_owned();
            let line = change.line.map_or(String::new(), |line| line.to_string());
            let reason = change.left_out.as_deref().unwrap_or_default();
            let row = (change.row + 1).to_string();
            let cells = [
                row,
                line,
                text(&change.old),
                text(&change.new),
                text(reason),
            ];
            written(table.write_record(cells))?;
        }
        Ok(table.flush()?)
    }

    /// Carries the review over to the bitext of the corrected file. Rows whose suggestion was made keep their state, and have no
    /// suggestion any more. Problems count rows instead of lines. O(n log n).
    #[must_use]
    pub fn carry(&self, reviewed: &Reviewed, before: &Bitext, corrected: &Bitext) -> ReadBack {
        let mut made = self
            .changes
            .iter()
            .filter(|change| change.left_out.is_none())
            .peekable();
        let rows = reviewed.rows().iter().enumerate().map(|(k, row)| {
            let mut row = row.clone();
            let mut target_text = one_line(before.target(), &row);
            if made.next_if(|change| change.row == k).is_some() {
                target_text = row.suggestion.take().unwrap_or(target_text);
            }
            OldRow {
                line: k + 1,
                source_text: text_of(before.source(), &row.source),
                target_text,
                row,
            }
        });
        let carried = carry(rows.collect(), &Sides::new(corrected));
        let ignored = reviewed.ignored().clone();
        let (reviewed, contradictions) = Reviewed::from_read_rows(carried.rows, ignored);
        let messages = carried.messages.into_iter().chain(contradictions);
        let mut problems: Vec<Problem> = messages
            .map(|(line, message)| Problem { line, message })
            .collect();
        problems.sort();
        ReadBack { reviewed, problems }
    }
}

/// The replacements of a change.
struct Planned {
    /// The number of the change.
    change: usize,
    replacements: Vec<Replacement>,
}

/// The file of the translation.
struct Form<'a> {
    paper: &'a dyn Paper,
    encoding: Encoding,
    document: &'a Document,
    line_end: &'static str,
    /// Where the line breaks of the file are.
    line_breaks: Vec<usize>,
    /// Whether the file as it is reads as the document, so that a corrected one can be compared.
    is_checked: bool,
}

impl Form<'_> {
    fn change(&self, k: usize, row: &ReviewedRow, new: &str) -> Change {
        let segments = self.document.segments();
        let first = segments.get(row.target.start).or(segments.last());
        let place = first.and_then(|segment| self.document.in_file(segment.span).first().copied());
        let line = place
            .filter(|_| self.is_text() && self.paper.has_lines())
            .map(|place| 1 + self.line_breaks.partition_point(|&at| at < place.start));
        Change {
            row: k,
            line,
            old: one_line(self.document, row),
            new: new.to_owned(),
            left_out: None,
        }
    }

    fn is_text(&self) -> bool {
        let content = self.document.content();
        let is_text = self.paper.is_changed();
        is_text && content.is_none_or(|content| content.is_of_text_file())
    }

    /// The replacements that make a suggestion, or why there are none.
    fn plan(
        &self,
        bitext: &Bitext,
        row: &ReviewedRow,
        new: &str,
    ) -> std::result::Result<Vec<Replacement>, String> {
        if !self.is_text() {
            return Err(format!(
                "a file of the format {} is not changed",
                self.paper.name()
            ));
        }
        if !self.encoding.has(new) {
            return Err(format!("{} lacks a character of it", self.encoding));
        }
        let edits = match row.target.is_empty() {
            true => vec![self.insertion(bitext, row, new)?],
            false => edits(self.document, &row.target, new),
        };
        let mut replacements: Vec<Replacement> = Vec::new();
        for edit in &edits {
            replacements.extend(self.replacements(edit)?);
        }
        Ok(replacements)
    }

    /// A suggestion for a row without translation, beside the segments around it.
    fn insertion(
        &self,
        bitext: &Bitext,
        row: &ReviewedRow,
        new: &str,
    ) -> std::result::Result<Edit, String> {
        let (target, source) = (self.document.segments(), bitext.source().segments());
        let at = row.target.start;
        let glue = match self.document.language() {
            Language::Japanese => "",
            _ => " ",
        };
        let paragraph = |k: usize| source.get(k).map(|segment| segment.paragraph);
        let goes_on =
            row.source.start.checked_sub(1).and_then(paragraph) == paragraph(row.source.start);
        let comes_before =
            paragraph(row.source.end) == row.source.end.checked_sub(1).and_then(paragraph);
        let before = at.checked_sub(1).and_then(|before| target.get(before));
        let (place, added) = match (before, target.get(at)) {
            (Some(before), _) if goes_on => (At::Behind(before.span), format!("{glue}{new}")),
            (_, Some(next)) if comes_before => (At::Before(next.span), format!("{new}{glue}")),
            _ => {
                return Err(
                    "its paragraph has no translation beside which it could stand".to_owned(),
                );
            }
        };
        Ok(Edit {
            removed: Vec::new(),
            added,
            at: place,
        })
    }

    /// The replacements of an edit. The new text comes where the first character goes.
    fn replacements(&self, edit: &Edit) -> std::result::Result<Vec<Replacement>, String> {
        let mut replacements: Vec<Replacement> = Vec::new();
        let added = self.written(&edit.added);
        for &span in &edit.removed {
            let is_blank = span.of(self.document.text()).trim().is_empty();
            let in_file = match self.verbatim(span) {
                Ok(in_file) => in_file,
                Err(_) if is_blank => continue,
                Err(reason) => return Err(reason),
            };
            let (text, file) = (Place::gone(span), Place::gone(in_file));
            match replacements.last_mut() {
                Some(last)
                    if last.in_text.span.end == span.start
                        && last.in_file.span.end == in_file.start =>
                {
                    last.in_text.span.end = span.end;
                    last.in_file.span.end = in_file.end;
                }
                // One notation for several characters.
                Some(last) if last.in_file.span == in_file => last.in_text.span.end = span.end,
                _ => replacements.push(Replacement {
                    in_text: text,
                    in_file: file,
                }),
            }
        }
        if added.is_empty() {
            return Ok(replacements);
        }
        if let [first, .., last] = &replacements[..] {
            let whole = Span::new(first.in_text.span.start, last.in_text.span.end);
            if 1 < self.document.in_file(whole).len() {
                return Err("it replaces text on both sides of a cut in the file".to_owned());
            }
        }
        match replacements.first_mut() {
            Some(first) => {
                first.in_text.new.clone_from(&edit.added);
                first.in_file.new = added;
            }
            None => {
                let (in_text, in_file) = match edit.at {
                    At::Behind(span) => (span.end, self.ends(span)?.1),
                    At::Before(span) => (span.start, self.ends(span)?.0),
                };
                replacements.push(Replacement {
                    in_text: Place::new(in_text, edit.added.clone()),
                    in_file: Place::new(in_file, added),
                });
            }
        }
        Ok(replacements)
    }

    /// The place in the file of characters that are there as they are in the text, or as one notation.
    fn verbatim(&self, span: Span) -> std::result::Result<Span, String> {
        let not_there = || {
            let text = span.of(self.document.text());
            format!("the file does not have `{text}` in this form")
        };
        let [in_file] = self.document.in_file(span)[..] else {
            return Err(not_there());
        };
        match in_file.is_empty() {
            true => Err(not_there()),
            false => Ok(in_file),
        }
    }

    /// Where a span starts and ends in the file.
    fn ends(&self, span: Span) -> std::result::Result<(usize, usize), String> {
        let in_file = self.document.in_file(span);
        let ends = in_file.first().zip(in_file.last());
        ends.map(|(first, last)| (first.start, last.end))
            .ok_or_else(|| "the text beside it is not in the file".to_owned())
    }

    /// A text as the format writes it.
    fn written(&self, text: &str) -> String {
        let lines: Vec<&str> = text.split(['\n', '\r']).collect();
        let is_blank = |line: &&str| line.trim().is_empty();
        let lines = lines
            .iter()
            .enumerate()
            .filter(|(k, line)| *k == 0 || *k + 1 == lines.len() || !is_blank(line));
        let lines: Vec<&str> = lines.map(|(_, line)| *line).collect();
        let text = lines.join(self.line_end);
        match self.paper.is_markup(self.document.file_text()) {
            true => in_markup(&text),
            false => text,
        }
    }

    /// The planned changes without those that change more than their row. They are found by reading the file again.
    fn without_bad(&self, planned: Vec<Planned>, changes: &mut [Change]) -> Vec<Replacement> {
        let mut good: Vec<Planned> = Vec::new();
        let mut left = MOST_READINGS;
        let mut waiting = vec![planned];
        while let Some(mut some) = waiting.pop() {
            if some.is_empty() {
                continue;
            }
            let is_good = 0 < left && self.is_read_back(good.iter().chain(&some));
            left = left.saturating_sub(1);
            if is_good {
                good.extend(some);
                continue;
            }
            let reason = match (some.len(), left) {
                (1, 1..) => "the file would be read otherwise than meant",
                (_, 0) => "not tried: too many other suggestions change how the file is read",
                _ => {
                    let rest = some.split_off(some.len() / 2);
                    waiting.push(rest);
                    waiting.push(some);
                    continue;
                }
            };
            for planned in some {
                changes[planned.change].left_out = Some(reason.to_owned());
            }
        }
        good.into_iter()
            .flat_map(|planned| planned.replacements)
            .collect()
    }

    /// Whether the file with these changes is read as the text with these changes.
    fn is_read_back<'p>(&self, planned: impl Iterator<Item = &'p Planned> + Clone) -> bool {
        if !self.is_checked {
            return true;
        }
        let all = |of: fn(&Replacement) -> &Place, text: &str| {
            let replacements = planned.clone().flat_map(|planned| &planned.replacements);
            let joined = join(replacements, of);
            let joined: Vec<(Span, &str)> = joined.iter().map(|(s, n)| (*s, n.as_str())).collect();
            replaced(text, &joined)
        };
        let expected = all(Place::in_text, self.document.text());
        let file = all(Place::in_file, self.document.file_text());
        self.paper
            .read(&file)
            .is_some_and(|text| without_blanks(&text) == without_blanks(&expected))
    }
}

/// The line end that a text has first.
fn line_end(text: &str) -> &'static str {
    match text.find(['\n', '\r']) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// A text in HTML and WebVTT.
fn in_markup(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn one_line(document: &Document, row: &ReviewedRow) -> String {
    text_of(document, &row.target)
}

/// The text of segments, on one line.
fn text_of(document: &Document, segments: &std::ops::Range<usize>) -> String {
    crate::pair::joined(document, segments).into_owned()
}
