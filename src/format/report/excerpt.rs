//! [`Excerpt`]: the text of a side of a finding, with what the finding is about marked.
//!
//! In: the segments of pairs and spans. Out: pieces of text, marked or not, a line a pair. O(bytes), of which there are at most [`LONGEST`], and
//! O(spans).

use std::ops::Range;

use crate::format::Export;
use crate::review::Finding;
use crate::text::one_line::glue;
use crate::text::{Document, Span};

/// The most bytes of a text. A pair may have a megabyte and thousands of findings.
pub(super) const LONGEST: usize = 4_000;

/// The bytes that are kept before the first mark.
const BEFORE: usize = 1_000;

/// A text in pieces.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Excerpt {
    /// In order, none empty.
    pub(super) pieces: Vec<Piece>,
    /// The number of its ends that were cut off.
    pub(super) n_cuts: usize,
}

/// A piece of a text.
#[derive(Debug, PartialEq)]
pub(super) enum Piece {
    Plain(String),
    /// What the finding is about.
    Marked(String),
}

impl Piece {
    pub(super) fn text(&self) -> &str {
        match self {
            Piece::Plain(text) | Piece::Marked(text) => text,
        }
    }
}

impl Excerpt {
    /// The texts of both sides of a finding. Both are empty if it is of another alignment.
    pub(super) fn of_finding(export: &Export<'_>, finding: &Finding) -> [Self; 2] {
        let beads = export.alignment().beads().get(finding.beads.clone());
        let beads = beads.unwrap_or_default().iter();
        let bitext = export.bitext();
        let sources = beads.clone().map(|bead| bead.source.clone());
        let targets = beads.map(|bead| bead.target.clone());
        [
            Excerpt::new(bitext.source(), sources, &finding.source),
            Excerpt::new(bitext.target(), targets, &finding.target),
        ]
    }

    /// The excerpt of the segments of pairs, a line for each pair. Spans outside them are ignored.
    pub(super) fn new(
        document: &Document,
        pairs: impl Iterator<Item = Range<usize>>,
        spans: &[Span],
    ) -> Self {
        let pairs: Vec<Span> = pairs
            .filter_map(|range| {
                let segments = &document.segments()[range];
                Some(Span::new(
                    segments.first()?.span.start,
                    segments.last()?.span.end,
                ))
            })
            .collect();
        let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else {
            return Excerpt::default();
        };
        let whole = Span::new(first.start, last.end);
        let is_inside = |span: &&Span| span.start < whole.end && whole.start < span.end;
        let mut marks: Vec<Span> = spans.iter().filter(is_inside).copied().collect();
        marks.sort_by_key(|mark| mark.start);
        let shown = shown(document.text(), whole, marks.first());
        let mut excerpt = Excerpt::default();
        if whole.start < shown.start {
            excerpt.pieces.push(Piece::Plain("… ".to_owned()));
            excerpt.n_cuts += 1;
        }
        let mut marks = marks.as_slice();
        let mut n_lines = 0;
        for pair in pairs {
            let (start, end) = (pair.start.max(shown.start), pair.end.min(shown.end));
            if end <= start {
                continue;
            }
            let pair = Span::new(start, end);
            if n_lines > 0 {
                excerpt.pieces.push(Piece::Plain("\n".to_owned()));
            }
            n_lines += 1;
            marks = excerpt.push_line(document, pair, marks);
        }
        if shown.end < whole.end {
            excerpt.pieces.push(Piece::Plain(" …".to_owned()));
            excerpt.n_cuts += 1;
        }
        excerpt
    }

    /// Adds a line. Returns the marks that go on behind it.
    fn push_line<'m>(
        &mut self,
        document: &Document,
        line: Span,
        mut marks: &'m [Span],
    ) -> &'m [Span] {
        let mut at = line.start;
        while let Some((mark, rest)) = marks.split_first() {
            let start = mark.start.clamp(at, line.end);
            let end = mark.end.clamp(start, line.end);
            if start < end {
                self.push(document, Span::new(at, start), Piece::Plain);
                self.push(document, Span::new(start, end), Piece::Marked);
                at = end;
            }
            if mark.end > line.end {
                break;
            }
            marks = rest;
        }
        self.push(document, Span::new(at, line.end), Piece::Plain);
        marks
    }

    /// The text without marks.
    #[cfg(any(feature = "json", test))]
    pub(super) fn text(&self) -> String {
        self.pieces.iter().map(Piece::text).collect()
    }

    fn push(&mut self, document: &Document, span: Span, kind: fn(String) -> Piece) {
        let text = on_a_line(document, span);
        if !text.is_empty() {
            self.pieces.push(kind(text));
        }
    }
}

/// What is shown of a text: all of it, or what is around the first mark.
fn shown(text: &str, whole: Span, mark: Option<&Span>) -> Span {
    if whole.end - whole.start <= LONGEST {
        return whole;
    }
    let wanted = mark.map_or(whole.start, |mark| mark.start.saturating_sub(BEFORE));
    let start = floor(text, wanted.max(whole.start));
    let end = floor(text, (start + LONGEST).min(whole.end));
    Span::new(start, end)
}

/// The start of the character at a byte, which is in the text or at its end.
fn floor(text: &str, byte: usize) -> usize {
    let mut starts = (0..=byte).rev();
    starts.find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// A part of a text without line ends, as the language joins lines. What stands beside the part decides at its ends.
fn on_a_line(document: &Document, span: Span) -> String {
    let (text, language) = (document.text(), document.language());
    let mut rest = span.of(text);
    let mut line = String::with_capacity(rest.len());
    while let Some(at) = memchr::memchr2(b'\n', b'\r', rest.as_bytes()) {
        let before = rest[..at].trim_end();
        let after = rest[at..].trim_start();
        line.push_str(before);
        let (end, next) = (span.end - rest.len() + before.len(), span.end - after.len());
        line.push_str(glue(
            text[..end].trim_end(),
            text[next..].trim_start(),
            language,
        ));
        rest = after;
    }
    line.push_str(rest);
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn marks_are_pieces() {
        let text = "It rained all\nday. We stayed.";
        let document = Document::from_segments(
            text,
            Language::English,
            vec![
                crate::Segment::new(0..18, 0, crate::Begin::Paragraph),
                crate::Segment::new(19..29, 0, crate::Begin::Sentence),
            ],
        );
        let shown = |segments: Vec<(usize, usize)>, spans: &[(usize, usize)]| -> String {
            let spans: Vec<Span> = spans
                .iter()
                .map(|&(start, end)| Span::new(start, end))
                .collect();
            let excerpt = Excerpt::new(
                &document,
                segments.into_iter().map(|(start, end)| start..end),
                &spans,
            );
            let pieces = excerpt.pieces.iter().map(|piece| match piece {
                Piece::Plain(text) => text.clone(),
                Piece::Marked(text) => format!("[{text}]"),
            });
            pieces.collect()
        };
        for (name, segments, spans, expected) in [
            (
                "no mark",
                vec![(0, 2)],
                vec![],
                "It rained all day. We stayed.",
            ),
            ("one", vec![(0, 1)], vec![(3, 9)], "It [rained] all day."),
            (
                "at both ends",
                vec![(0, 1)],
                vec![(0, 2), (14, 18)],
                "[It] rained all [day.]",
            ),
            (
                "over a line end",
                vec![(0, 1)],
                vec![(10, 17)],
                "It rained [all day].",
            ),
            ("outside", vec![(1, 2)], vec![(3, 9)], "We stayed."),
            (
                "across the start",
                vec![(1, 2)],
                vec![(14, 21)],
                "[We] stayed.",
            ),
            (
                "overlapping",
                vec![(0, 1)],
                vec![(0, 9), (3, 13)],
                "[It rained][ all] day.",
            ),
            ("no segment", vec![(1, 1)], vec![(3, 9)], ""),
            (
                "two pairs",
                vec![(0, 1), (1, 1), (1, 2)],
                vec![(14, 21)],
                "It rained all [day.]\n[We] stayed.",
            ),
        ] {
            assert_eq!(shown(segments, &spans), expected, "{name}");
        }
    }

    #[test]
    fn a_long_text_is_cut_around_its_mark() {
        let text = format!("{}42{}", "雨".repeat(5_000), "風".repeat(5_000));
        let segment = crate::Segment::new(0..text.len(), 0, crate::Begin::Paragraph);
        let document = Document::from_segments(text, Language::Japanese, vec![segment]);
        let excerpt = Excerpt::new(
            &document,
            std::iter::once(0..1),
            &[Span::new(15_000, 15_002)],
        );
        assert_eq!(excerpt.n_cuts, 2);
        assert_eq!(excerpt.pieces[2], Piece::Marked("42".to_owned()));
        let text = excerpt.text();
        assert!(text.len() <= LONGEST + 8 && text.starts_with("… 雨") && text.ends_with("風 …"));
    }

    #[test]
    fn of_many_pairs_those_around_the_mark_are_shown() {
        let lines = vec!["It rained all day on the pier."; 400].join("\n");
        let document = Document::from_lines(&lines, Language::English);
        for (name, mark) in [
            ("at the beginning", 0),
            ("in the middle", 200),
            ("at the end", 399),
        ] {
            let span = document.segments()[mark].span;
            let pairs = (0..400).map(|k| k..k + 1);
            let excerpt = Excerpt::new(&document, pairs, &[span]);
            assert!(excerpt.n_cuts > 0, "{name}");
            let marked = excerpt
                .pieces
                .iter()
                .filter(|piece| matches!(piece, Piece::Marked(_)));
            assert_eq!(marked.count(), 1, "{name}");
        }
        let excerpt = Excerpt::new(&document, (0..400).map(|k| k..k + 1), &[]);
        assert_eq!(excerpt.n_cuts, 1);
    }
}
