//! Byte spans of a document → segments and UTF-16 units in them, as a browser counts.
//!
//! In: spans. Out: (segment, start, end). O(bytes) once a document, then O(log segments) a span.

use crate::text::{Document, Span};

/// Bytes between two known counts.
const STRIDE: usize = 64;

pub(super) struct Places<'a> {
    document: &'a Document,
    /// UTF-16 units before every 64th byte of the text.
    units: Vec<usize>,
}

impl<'a> Places<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        let mut units = vec![0];
        let mut n = 0;
        for piece in document.text().as_bytes().chunks(STRIDE) {
            n += units_in(piece);
            units.push(n);
        }
        Places { document, units }
    }

    fn before(&self, byte: usize) -> usize {
        let at = byte / STRIDE;
        self.units[at] + units_in(&self.document.text().as_bytes()[at * STRIDE..byte])
    }

    /// The pieces of a span in the segments that it touches: segment, then start and end in UTF-16 units of its
    /// text.
    pub(super) fn pieces(&self, span: Span) -> Vec<[usize; 3]> {
        let segments = self.document.segments();
        let first = segments.partition_point(|s| s.span.end <= span.start);
        let touched = segments.iter().enumerate().skip(first);
        touched
            .take_while(|(_, segment)| segment.span.start < span.end)
            .map(|(k, segment)| {
                let origin = self.before(segment.span.start);
                let start = self.before(span.start.max(segment.span.start)) - origin;
                let end = self.before(span.end.min(segment.span.end)) - origin;
                [k, start, end]
            })
            .collect()
    }
}

/// A byte that begins a character is a unit, one that begins a character of four bytes is two.
fn units(byte: u8) -> u8 {
    u8::from(byte & 0xc0 != 0x80) + u8::from(0xf0 <= byte)
}

/// The units of some bytes. Sums that fit a byte are found many at a time.
pub(super) fn units_in(bytes: &[u8]) -> usize {
    let sum = |bytes: &[u8]| bytes.iter().map(|&byte| units(byte)).sum::<u8>();
    if bytes.len() <= STRIDE {
        return usize::from(sum(bytes));
    }
    bytes
        .chunks(STRIDE)
        .map(|bytes| usize::from(sum(bytes)))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Begin, Language, Segment};

    #[test]
    fn spans_are_counted_as_a_browser_does() {
        let text = format!("{}雨🐟と a. 𠮟る b", "あ".repeat(40));
        let at = text.find(' ').unwrap();
        let segment = |start, end| Segment {
            span: Span::new(start, end),
            paragraph: 0,
            begin: Begin::Sentence,
        };
        let segments = vec![
            segment(0, at),
            segment(at + 1, at + 3),
            segment(at + 4, text.len()),
        ];
        let document = Document::from_segments(text.as_str(), Language::Japanese, segments);
        let places = Places::new(&document);
        let of = |word: &str| {
            let start = text.find(word).unwrap();
            places.pieces(Span::new(start, start + word.len()))
        };
        assert_eq!(of("雨"), [[0, 40, 41]]);
        assert_eq!(of("🐟と"), [[0, 41, 44]]);
        assert_eq!(of("と a. 𠮟"), [[0, 43, 44], [1, 0, 2], [2, 0, 2]]);
        assert_eq!(of(" "), Vec::<[usize; 3]>::new());
        for text in [&*text, "ASCII", "é"] {
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let before = &text[..at];
                let expected = before.encode_utf16().count();
                assert_eq!(units_in(before.as_bytes()), expected, "{at}");
            }
        }
    }
}
