//! [`Document`], [`Segment`] and [`Span`]: one side of a bitext as byte ranges into text that is owned once.
//!
//! In: text and its segments. Out: segments, sentences (soft cuts closed) and their text, all borrowed.
//! Building is O(segments); every look-up is O(1).

use std::sync::Arc;

/// The language of a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Language {
    /// English.
    English,
    /// Japanese.
    Japanese,
    /// Any other language: its words are compared as they are written, with no dictionary.
    Other,
}

/// A half-open range of bytes in a text, both ends at character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` to `end`, in bytes.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// The number of bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The piece of `text` that the span names. Panics if the span is not of this text.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The same span, `offset` bytes further on.
    pub fn shifted(self, offset: usize) -> Self {
        Span {
            start: self.start + offset,
            end: self.end + offset,
        }
    }
}

/// How a segment begins: what stands before it in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Begin {
    /// A paragraph, heading, list item or other block begins here.
    Paragraph,
    /// A sentence begins here, inside a paragraph.
    Sentence,
    /// A sentence begins here, inside a short quotation that [`Document::sentences`] keeps whole.
    Quoted,
    /// A soft cut: the sentence goes on over it where the other side does.
    Soft,
}

impl Begin {
    /// Whether a sentence begins here: not at a soft cut, and not inside a short quotation.
    pub fn begins_sentence(self) -> bool {
        matches!(self, Begin::Paragraph | Begin::Sentence)
    }
}

/// One fine unit that the alignment moves over: trimmed of white space, never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Segment {
    /// Where it stands in the document's text, in bytes.
    pub span: Span,
    /// The number of its paragraph, counted from 0 in the document.
    pub paragraph: u32,
    /// How it begins.
    pub begin: Begin,
}

/// One side of a bitext: its text, its language, and its segments in order. Cloning shares them: O(1).
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    text: Arc<str>,
    language: Language,
    segments: Arc<Vec<Segment>>,
}

impl Document {
    /// A document from text and segments found elsewhere. O(segments).
    ///
    /// # Panics
    ///
    /// If a segment is empty, overlaps the one before it, is out of order, or does not slice the text.
    pub fn from_segments(
        text: impl Into<Arc<str>>,
        language: Language,
        segments: Vec<Segment>,
    ) -> Self {
        let text = text.into();
        let mut end = 0;
        for segment in &segments {
            let Span { start, end: stop } = segment.span;
            assert!(
                end <= start && start < stop && text.get(start..stop).is_some(),
                "segment {start}..{stop} does not follow byte {end} of a text of {} bytes",
                text.len()
            );
            end = stop;
        }
        Document {
            text,
            language,
            segments: Arc::new(segments),
        }
    }

    /// The whole text, of which the segments are slices.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, shared.
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// The language the segments are in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The fine segments in order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The text of one segment.
    ///
    /// # Panics
    ///
    /// If there is no segment of that number.
    pub fn segment_text(&self, segment: usize) -> &str {
        self.segments[segment].span.of(&self.text)
    }

    /// The sentences in order, as ranges of segments: soft cuts closed and short quotations whole.
    pub fn sentences(&self) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        let n = self.segments.len();
        let mut start = 0;
        std::iter::from_fn(move || {
            if start == n {
                return None;
            }
            let mut end = start + 1;
            while end < n && !self.segments[end].begin.begins_sentence() {
                end += 1;
            }
            let sentence = start..end;
            start = end;
            Some(sentence)
        })
    }
}
