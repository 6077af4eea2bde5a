//! [`Offsets`]: byte offsets of a text as characters or as UTF-16 units.
//!
//! In: a text. Out: offsets for Python (characters), or for JavaScript, Java, .NET and the Language Server Protocol (UTF-16).
//! Building is O(bytes); each look-up is O(1).

use std::ops::Range;

use crate::text::span::Span;

/// Bytes between two stored offsets. A look-up counts fewer bytes than this.
const STEP: usize = 256;

/// Converts byte spans of a text to characters or UTF-16 units.
///
/// ```
/// use taiyaku::text::Offsets;
///
/// let text = "🚋が来た。";
/// let offsets = Offsets::new(text);
/// let arrived = 7..13;
/// assert_eq!(&text[arrived.clone()], "来た");
/// assert_eq!(offsets.characters(arrived.clone()), 2..4); // text[2:4] in Python
/// assert_eq!(offsets.utf16(arrived), 3..5); // text.slice(3, 5) in JavaScript
/// ```
#[derive(Debug, Clone)]
pub struct Offsets<'a> {
    bytes: &'a [u8],
    /// The counts before each multiple of the step.
    before: Vec<Counts>,
}

/// The number of characters, and of those that take two UTF-16 units.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    characters: usize,
    pairs: usize,
}

impl Counts {
    fn and(self, bytes: &[u8]) -> Counts {
        Counts {
            characters: self.characters + count(bytes, |byte| byte & 0xc0 != 0x80),
            // Characters beyond the basic plane are those of four bytes, whose first is at least this one.
            pairs: self.pairs + count(bytes, |byte| byte >= 0xf0),
        }
    }
}

/// How many bytes are of a kind. Many are looked at at once: the counts of each part fit a byte.
fn count(bytes: &[u8], is_it: impl Fn(u8) -> bool) -> usize {
    let parts = bytes.chunks(usize::from(u8::MAX));
    let counts = parts.map(|part| part.iter().map(|&byte| u8::from(is_it(byte))).sum::<u8>());
    counts.map(usize::from).sum()
}

impl<'a> Offsets<'a> {
    /// Counts the characters of a text. O(bytes). The memory is a sixteenth of the text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut before = Vec::with_capacity(bytes.len() / STEP + 1);
        let mut counts = Counts::default();
        for step in bytes.chunks(STEP) {
            before.push(counts);
            counts = counts.and(step);
        }
        before.push(counts);
        Offsets { bytes, before }
    }

    /// Returns the characters (Unicode scalar values) of a span as a half-open range. O(1).
    ///
    /// ```
    /// use taiyaku::text::Offsets;
    ///
    /// assert_eq!(Offsets::new("🚋が来た").characters(4..7), 1..2);
    /// ```
    ///
    /// # Panics
    ///
    /// If the span ends beyond the text.
    pub fn characters(&self, span: impl Into<Span>) -> Range<usize> {
        let span = span.into();
        self.at(span.start).characters..self.at(span.end).characters
    }

    /// Returns the UTF-16 units of a span as a half-open range. O(1).
    ///
    /// ```
    /// use taiyaku::text::Offsets;
    ///
    /// assert_eq!(Offsets::new("🚋が来た").utf16(4..7), 2..3);
    /// ```
    ///
    /// # Panics
    ///
    /// If the span ends beyond the text.
    pub fn utf16(&self, span: impl Into<Span>) -> Range<usize> {
        let span = span.into();
        let [start, end] = [self.at(span.start), self.at(span.end)];
        start.characters + start.pairs..end.characters + end.pairs
    }

    fn at(&self, byte: usize) -> Counts {
        let step = byte / STEP;
        self.before[step].and(&self.bytes[step * STEP..byte])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_are_what_counting_gives(text in "(?s).{0,400}|[a-z🚋雨é]{0,900}") {
            let offsets = Offsets::new(&text);
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for at in ends {
                let characters = text[..at].chars().count();
                let units = text[..at].encode_utf16().count();
                prop_assert_eq!(offsets.characters(0..at), 0..characters);
                prop_assert_eq!(offsets.utf16(at..text.len()).start, units);
            }
        }
    }
}
