//! The text form of hunalign: the original, its translation and the confidence of each bead, separated by tabs.
//!
//! In: pairs, or such a text. Out: the text, or a bitext whose segments and beads are those of the text. O(bytes).
//!
//! The segments of a bead stand on one line with ` ~~~ ` between them. The format keeps segments, beads of all kinds, and
//! confidences to four decimals. It loses findings and notes, and the white space between segments, of which each that is not
//! the usual one of the language is counted. A control character, a tab or a line end of any kind becomes a space, and `~~~`
//! between spaces becomes `~~`; each is counted. The [ladder](crate::format::ladder) is another file of hunalign.

use std::borrow::Cow;
use std::io::Write;
use std::ops::Range;

use crate::bitext::Bitext;
use crate::error::{Error, Result};
use crate::format::line_text::clean;
use crate::format::{Export, ExportRow, Losses};
use crate::text::one_line::glue;
use crate::text::{
    Begin, BlockKind, ContentBuilder, Document, Language, Segment, Span, on_one_line,
};

/// What stands between the segments of a bead.
const BETWEEN: &str = " ~~~ ";
const MARK: &str = "~~~";

/// The languages that the reader gives to the two sides.
const LANGUAGES: [Language; 2] = [Language::English, Language::Japanese];

/// Writes the pairs, one a line. O(bytes).
///
/// ```
/// use taiyaku::format::{Export, hunalign};
/// use taiyaku::{Alignment, Bead, Bitext};
///
/// let bitext = Bitext::new("It rained. We stayed.", "雨が降ったので家にいた。");
/// let alignment = Alignment::from_beads(vec![Bead::new(0..2, 0..1, 0.75)]);
/// let mut text = Vec::new();
/// let losses = hunalign::write(&Export::new(&bitext, &alignment), &mut text)?;
/// assert!(losses.is_empty());
/// let text = String::from_utf8(text).unwrap();
/// assert_eq!(text, "It rained. ~~~ We stayed.\t雨が降ったので家にいた。\t0.7500\n");
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write(export: &Export<'_>, mut out: impl Write) -> Result<Losses> {
    let mut losses = Losses::default();
    let mut line = String::new();
    for row in export.rows() {
        line.clear();
        push_side(export, &row, 0, &mut line, &mut losses);
        line.push('\t');
        push_side(export, &row, 1, &mut line, &mut losses);
        writeln!(out, "{line}\t{:.4}", row.pair.confidence())?;
    }
    out.flush()?;
    Ok(losses)
}

/// Adds a side of a row to its line.
fn push_side(
    export: &Export<'_>,
    row: &ExportRow<'_, '_>,
    side: usize,
    line: &mut String,
    losses: &mut Losses,
) {
    if side == 1
        && let Some(suggestion) = row.notes.and_then(|notes| notes.suggestion)
    {
        losses.characters += push_segment(suggestion, line);
        return;
    }
    let (document, segments) = match side {
        0 => (export.bitext().source(), &row.pair.bead().source),
        _ => (export.bitext().target(), &row.pair.bead().target),
    };
    let mut before: Option<Span> = None;
    for segment in &document.segments()[segments.clone()] {
        let text = segment.span.of(document.text());
        let text = on_one_line(text, document.language());
        if let Some(before) = before {
            line.push_str(BETWEEN);
            losses.characters +=
                usize::from(!is_usual(document, before, segment.span, LANGUAGES[side]));
        }
        losses.characters += push_segment(&text, line);
        before = Some(segment.span);
    }
}

/// Adds a segment, and returns the number of its characters that are lost.
fn push_segment(text: &str, line: &mut String) -> usize {
    let (text, n_lost) = clean(text);
    let (text, n_marks) = without_marks(&text);
    line.push_str(&text);
    n_lost + n_marks
}

/// Whether what lies between two segments is what the reader puts there.
fn is_usual(document: &Document, before: Span, after: Span, language: Language) -> bool {
    let text = document.text();
    let gap = &text[before.end..after.start];
    if gap.contains(['\n', '\r']) && document.language() == language {
        return true;
    }
    gap == glue(before.of(text), after.of(text), language)
}

/// The text with `~~` for each `~~~` that the reader would take for the mark between segments, and their number.
fn without_marks(text: &str) -> (Cow<'_, str>, usize) {
    if !text.contains(MARK) {
        return (Cow::Borrowed(text), 0);
    }
    let mut kept = String::with_capacity(text.len());
    let (mut at, mut n_marks) = (0, 0);
    for (start, _) in text.match_indices(MARK) {
        let end = start + MARK.len();
        let is_after = start == 0 || text[..start].ends_with(' ');
        let is_before = end == text.len() || text[end..].starts_with(' ');
        if is_after && is_before {
            kept.push_str(&text[at..end - 1]);
            at = end;
            n_marks += 1;
        }
    }
    kept.push_str(&text[at..]);
    (Cow::Owned(kept), n_marks)
}

/// Reads such a text. Each line with text is a [known bead](Bitext::known_beads), and each part between ` ~~~ ` is a segment.
/// Blocks have the place `line 12`. The scores of hunalign itself are no probabilities: if one is below 0 or above 1, all
/// confidences are 1, as they are where the third column is missing. O(bytes).
///
/// ```
/// use taiyaku::Aligner;
/// use taiyaku::format::hunalign;
///
/// let text = "It rained. ~~~ We stayed.\t雨が降ったので家にいた。\t0.7500\n";
/// let bitext = hunalign::read(text)?;
/// let alignment = Aligner::new().align(&bitext);
/// assert_eq!(alignment.beads()[0].kind().to_string(), "2-1");
/// assert_eq!(alignment.beads()[0].confidence, 0.75);
/// let error = hunalign::read("It rained.\n").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "line 1: expected a text and its translation separated by a tab, found `It rained.`",
/// );
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If a line has no tab or a third column that is no number, or if no line has text. The error names the line.
pub fn read(text: &str) -> Result<Bitext> {
    let mut sides = LANGUAGES.map(Side::new);
    let (mut known, mut scores) = (Vec::new(), Vec::new());
    let lines = text.trim_start_matches('\u{feff}').lines();
    for (k, line) in lines.enumerate().filter(|(_, line)| !line.is_empty()) {
        let place = format!("line {}", k + 1);
        let mut fields = line.split('\t');
        let (Some(source), Some(target)) = (fields.next(), fields.next()) else {
            let shown = crate::format::units::shown(line);
            return Err(Error::format(
                place,
                format!("expected a text and its translation separated by a tab, found `{shown}`"),
            ));
        };
        let score = match fields.next().map_or("", str::trim) {
            "" => 1.0,
            score => parse_score(score).map_err(|expected| Error::format(&*place, expected))?,
        };
        let bead = (sides[0].add(source, &place), sides[1].add(target, &place));
        if !bead.0.is_empty() || !bead.1.is_empty() {
            known.push(bead);
            scores.push(score);
        }
    }
    if known.is_empty() {
        return Err(Error::format("", "expected lines with text, found none"));
    }
    let [source, target] = sides.map(Side::finish);
    let bitext = Bitext::from_documents(source, target).with_known_beads(known);
    let are_probabilities = scores.iter().all(|score| (0.0..=1.0).contains(score));
    match are_probabilities && scores.iter().any(|&score| score < 1.0) {
        true => Ok(bitext.with_known_confidences(scores)),
        false => Ok(bitext),
    }
}

fn parse_score(score: &str) -> Result<f32, String> {
    let number = score.parse().ok().filter(|number: &f32| !number.is_nan());
    number.ok_or_else(|| format!("expected a score, found `{score}`"))
}

/// A side that is read.
struct Side {
    language: Language,
    builder: ContentBuilder,
    segments: Vec<Segment>,
    n_paragraphs: u32,
    /// The bytes of the blocks so far.
    end: usize,
}

impl Side {
    fn new(language: Language) -> Self {
        Side {
            language,
            builder: ContentBuilder::of_container(),
            segments: Vec::new(),
            n_paragraphs: 0,
            end: 0,
        }
    }

    /// Adds the segments of a bead as a block. Returns their numbers.
    fn add(&mut self, text: &str, place: &str) -> Range<usize> {
        let first = self.segments.len();
        let pieces = text.split(BETWEEN).map(str::trim);
        let mut begin = Begin::Paragraph;
        for piece in pieces.filter(|piece| !piece.is_empty()) {
            match begin {
                Begin::Paragraph => {
                    self.builder.begin(BlockKind::Paragraph).place(place);
                    // Blocks are set apart by a blank line.
                    self.end += if self.end == 0 { 0 } else { 2 };
                }
                _ => {
                    self.builder.insert("\n");
                    self.end += 1;
                }
            }
            self.builder.insert(piece);
            let span = self.end..self.end + piece.len();
            self.end = span.end;
            self.segments
                .push(Segment::new(span, self.n_paragraphs, begin));
            begin = Begin::Sentence;
        }
        if begin == Begin::Sentence {
            self.builder.end();
            self.n_paragraphs += 1;
        }
        first..self.segments.len()
    }

    fn finish(self) -> Document {
        Document::from_content(self.builder.finish(), self.language, self.segments)
    }
}

#[cfg(test)]
mod tests;
