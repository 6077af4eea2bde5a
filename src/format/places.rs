//! [`Places`]: where the spans of a bitext are in the files that a person gave, as lines and columns.
//!
//! In: a bitext and spans of its documents. Out: for a text file the line and the column, for other files the name of the place
//! (`slide 3`, `unit 7`). O(bytes) once, O(log bytes) a place.

use std::fmt;
use std::sync::Arc;

use crate::align::{Alignment, Bead};
use crate::bitext::Bitext;
use crate::review::Finding;
use crate::text::{Document, Offsets, Span};

/// Finds the places of spans.
#[derive(Debug)]
pub(crate) struct Places<'a> {
    sides: [Side<'a>; 2],
    /// Whether both sides are the units of one file, so that what a unit lacks is missing in the unit.
    is_of_units: bool,
}

/// A place in the file of a side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// Of a text file.
    Lines(Region),
    /// A name that the reader of the file gave, such as `slide 3`; none if it gave none.
    Part(Option<Arc<str>>),
}

/// A part of a text file. Lines and columns count from 1, columns in Unicode scalar values; the end is the column behind the
/// last character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Region {
    pub(crate) start_line: usize,
    pub(crate) start_column: usize,
    pub(crate) end_line: usize,
    pub(crate) end_column: usize,
}

impl fmt::Display for Place {
    /// `12:5` for a line and a column, or the name of the part; empty if there is none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Lines(region) => write!(f, "{}:{}", region.start_line, region.start_column),
            Place::Part(Some(name)) => f.write_str(name),
            Place::Part(None) => Ok(()),
        }
    }
}

impl<'a> Places<'a> {
    /// Counts the lines of both files. O(bytes).
    pub(crate) fn new(bitext: &'a Bitext) -> Self {
        let sides = [bitext.source(), bitext.target()];
        let ends = bitext.known_beads().last();
        let ends = ends.map(|(source, target)| [source.end, target.end]);
        let is_of_text = |side: &&Document| {
            let content = side.content();
            content.is_none_or(|content| content.is_of_text_file())
        };
        Places {
            is_of_units: ends == Some(sides.map(|side| side.segments().len()))
                && !sides.iter().any(is_of_text),
            sides: sides.map(Side::new),
        }
    }

    /// The places of a finding on a side, 0 the original and 1 the translation, in order. Of an omission, the place in the
    /// translation is the point where it is missing, and the other way round. A side without a segment has no place.
    pub(crate) fn of_finding(
        &self,
        finding: &Finding,
        alignment: &Alignment,
        side: usize,
    ) -> Vec<Place> {
        let spans = match side {
            0 => &finding.source,
            _ => &finding.target,
        };
        if !spans.is_empty() {
            return spans.iter().map(|&span| self.of(span, side)).collect();
        }
        let bead = alignment.beads().get(finding.beads.start);
        let place = bead.and_then(|bead| self.of_bead(bead, side));
        place.into_iter().collect()
    }

    /// The place of a span of a side, 0 the original and 1 the translation.
    pub(crate) fn of(&self, span: Span, side: usize) -> Place {
        self.sides[side].place(span)
    }

    /// The place of the segments of a bead on a side; of none, the point where they are missing, or their unit.
    pub(crate) fn of_bead(&self, bead: &Bead, side: usize) -> Option<Place> {
        let is_empty = match side {
            0 => bead.source.is_empty(),
            _ => bead.target.is_empty(),
        };
        let side = match is_empty && self.is_of_units {
            true => 1 - side,
            false => side,
        };
        let side_places = &self.sides[side];
        side_places
            .span_of(bead, side)
            .map(|span| side_places.place(span))
    }
}

#[derive(Debug)]
struct Side<'a> {
    document: &'a Document,
    offsets: Offsets<'a>,
    /// The first byte of each line but the first.
    line_starts: Vec<usize>,
}

impl<'a> Side<'a> {
    fn new(document: &'a Document) -> Self {
        let text = document.file_text();
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        // A line end of two characters ends at the second one.
        let ends = ends.filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        Side {
            document,
            offsets: Offsets::new(text),
            line_starts: ends.map(|at| at + 1).collect(),
        }
    }

    fn place(&self, span: Span) -> Place {
        let content = self.document.content();
        if content.is_some_and(|content| !content.is_of_text_file()) {
            let block = content.and_then(|content| content.block_at(span.start));
            return Place::Part(block.and_then(|block| block.place.clone()));
        }
        let in_file = self.document.in_file(span);
        // A point has no piece of the file if it is at the end.
        let (start, end) = match (in_file.first(), in_file.last()) {
            (Some(first), Some(last)) => (first.start, last.end.max(first.start)),
            _ => {
                let end = self.document.file_text().len();
                (end, end)
            }
        };
        let (start_line, start_column) = self.line_and_column(start);
        let (end_line, end_column) = self.line_and_column(end);
        Place::Lines(Region {
            start_line,
            start_column,
            end_line,
            end_column,
        })
    }

    fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let line = self.line_starts.partition_point(|&start| start <= byte);
        let start = match line {
            0 => 0,
            _ => self.line_starts[line - 1],
        };
        (line + 1, self.offsets.characters(start..byte).len() + 1)
    }

    /// The span of the segments of a bead; of none, the end of the segment before them, or the start of the one behind.
    fn span_of(&self, bead: &Bead, side: usize) -> Option<Span> {
        let range = match side {
            0 => &bead.source,
            _ => &bead.target,
        };
        let segments = self.document.segments();
        let within = segments.get(range.clone())?;
        if let (Some(first), Some(last)) = (within.first(), within.last()) {
            return Some(Span::new(first.span.start, last.span.end));
        }
        let before = range.start.checked_sub(1).and_then(|k| segments.get(k));
        match before {
            // The last character of the segment before is a point that every file has.
            Some(before) => {
                let text = before.span.of(self.document.text());
                let last = text.chars().next_back().map_or(0, char::len_utf8);
                Some(Span::new(before.span.end - last, before.span.end))
            }
            None => segments
                .get(range.start)
                .map(|next| Span::new(next.span.start, next.span.start)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Aligner;
    use crate::review::{ReviewOptions, review};

    #[test]
    fn places_are_lines_and_columns_of_the_file() {
        let source = "Rain.\r\n\r\nThe 🚋 mill has 24 rooms.";
        let target = "雨。\r\n\r\n🚋水車小屋には部屋が42ある。";
        let bitext = Bitext::new(source, target);
        let aligner = Aligner::new();
        let anchored = aligner.read(&bitext);
        let alignment = aligner.align(&anchored);
        let findings = review(&anchored, &alignment, &ReviewOptions::default());
        let places = Places::new(&bitext);
        let shown = |side| -> Vec<String> {
            let places = places.of_finding(&findings[0], &alignment, side);
            places.iter().map(Place::to_string).collect()
        };
        assert_eq!(shown(0), ["3:16"]);
        assert_eq!(shown(1), ["3:11"]);
    }

    #[cfg(feature = "exchange")]
    #[test]
    fn what_a_unit_lacks_is_missing_in_the_unit() {
        let messages = "msgid \"It rained.\"\nmsgstr \"雨が降った。\"\n\nmsgid \"Nobody came.\"\nmsgstr \"\"\n";
        let bitext = crate::format::Format::Po
            .read_bitext(messages.as_bytes())
            .expect("messages");
        let alignment = Aligner::new().align(&bitext);
        let places = Places::new(&bitext);
        let shown = |side| {
            places
                .of_bead(&alignment.beads()[1], side)
                .map(|place| place.to_string())
        };
        assert_eq!(shown(0).as_deref(), Some("line 4"));
        assert_eq!(shown(1), shown(0));
    }

    #[test]
    fn a_side_without_segments_has_the_point_where_they_are_missing() {
        let bitext = Bitext::new("It rained.\nNobody came.", "雨が降った。");
        let places = Places::new(&bitext);
        let missing = Bead::new(1..2, 1..1, 1.0);
        let shown = places.of_bead(&missing, 1).map(|place| place.to_string());
        assert_eq!(shown.as_deref(), Some("1:6"));
        let first = Bead::new(0..1, 0..0, 1.0);
        let shown = places.of_bead(&first, 1).map(|place| place.to_string());
        assert_eq!(shown.as_deref(), Some("1:1"));
        let empty = Bitext::new("It rained.", "");
        assert_eq!(
            Places::new(&empty).of_bead(&Bead::new(0..1, 0..0, 1.0), 1),
            None
        );
    }
}
