//! The words of the original, read once for all who ask for them.
//!
//! In: the original. Out: the words of each segment with their places, each with the number of its form. O(bytes).

use std::borrow::Cow;
use std::ops::Range;

use crate::review::name_words::Words;
use crate::rows::Rows;
use crate::text::word::{folded_or_same, words};
use crate::text::{Document, Span};

/// The words of an original.
pub(crate) struct SourceWords {
    /// The forms in which words are compared, by number.
    pub(super) forms: Vec<String>,
    of_segments: Rows<SourceWord>,
}

/// Bytes of English for each word: room for so many is reserved.
const BYTES_OF_WORD: usize = 5;

/// A word of a segment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SourceWord {
    /// In bytes of the segment's text.
    start: u32,
    end: u32,
    /// The number of its form.
    pub(super) form: u32,
}

impl SourceWords {
    pub(super) fn of(document: &Document) -> Self {
        let mut known = Words::default();
        let n_segments = document.segments().len();
        let mut of_segments = Rows::with_room(n_segments, document.text().len() / BYTES_OF_WORD);
        for segment in 0..n_segments {
            let found = words(document.segment_text(segment));
            of_segments.push(found.map(|(span, word)| SourceWord {
                start: span.start as u32,
                end: span.end as u32,
                form: known.number(word, folded_or_same) as u32,
            }));
        }
        SourceWords {
            forms: known.forms.into_iter().map(Cow::into_owned).collect(),
            of_segments,
        }
    }

    /// The words of some segments, in order.
    pub(super) fn of_segments(&self, segments: Range<usize>) -> &[SourceWord] {
        self.of_segments.rows(segments)
    }
}

impl SourceWord {
    /// In bytes of the segment's text.
    pub(super) fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Bitext;

    #[test]
    fn words_stand_in_their_segments() {
        let bitext = Bitext::new("The mill. It is The Mill’s.", "水車小屋。");
        let document = bitext.source();
        let found = SourceWords::of(document);
        let forms = |segment: usize| -> Vec<&str> {
            let words = found.of_segments(segment..segment + 1).iter();
            words
                .map(|word| found.forms[word.form as usize].as_str())
                .collect()
        };
        assert_eq!(forms(0), ["the", "mill"]);
        assert_eq!(forms(1), ["it", "is", "the", "mill"]);
        let last = found.of_segments(1..2)[3];
        assert_eq!(last.span().of(document.segment_text(1)), "Mill");
        assert_eq!(found.of_segments(0..2).len(), 6);
    }
}
