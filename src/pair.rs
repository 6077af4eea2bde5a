//! [`Pair`]: a bead as text again, expanded on demand.
//!
//! In: a bitext and one of its beads. Out: the text of both sides, the spans, and the anchors that met.

use std::borrow::Cow;
use std::ops::Range;

use crate::align::{Alignment, Bead};
use crate::anchor::{Anchored, Link};
use crate::bitext::Bitext;
use crate::text::{Document, Language, Span};

/// A piece of the original with its translation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair<'a> {
    bitext: &'a Bitext,
    bead: &'a Bead,
    number: usize,
}

impl Bitext {
    /// The beads of an alignment of this bitext as text, in order. O(1) a pair until its text is asked for.
    pub fn pairs<'a>(
        &'a self,
        alignment: &'a Alignment,
    ) -> impl ExactSizeIterator<Item = Pair<'a>> + 'a {
        alignment
            .beads()
            .iter()
            .enumerate()
            .map(|(number, bead)| Pair {
                bitext: self,
                bead,
                number,
            })
    }
}

impl<'a> Pair<'a> {
    /// Its place among the pairs of the alignment, from 0.
    pub fn number(&self) -> usize {
        self.number
    }

    /// The bead it expands.
    pub fn bead(&self) -> &'a Bead {
        self.bead
    }

    /// The probability, 0 to 1, that exactly this pair is right.
    pub fn confidence(&self) -> f32 {
        self.bead.confidence
    }

    /// The source segments joined as they stood in the text, on one line; empty for an addition.
    pub fn source_text(&self) -> Cow<'a, str> {
        joined(self.bitext.source(), &self.bead.source)
    }

    /// The target segments joined as they stood in the text, on one line; empty for an omission.
    pub fn target_text(&self) -> Cow<'a, str> {
        joined(self.bitext.target(), &self.bead.target)
    }

    /// One span a source segment, in bytes of the source document's text.
    pub fn source_spans(&self) -> impl ExactSizeIterator<Item = Span> + 'a {
        self.bitext.source().segments()[self.bead.source.clone()]
            .iter()
            .map(|s| s.span)
    }

    /// One span a target segment, in bytes of the target document's text.
    pub fn target_spans(&self) -> impl ExactSizeIterator<Item = Span> + 'a {
        self.bitext.target().segments()[self.bead.target.clone()]
            .iter()
            .map(|s| s.span)
    }

    /// The anchors of the two sides that met, with their spans in the documents' texts; for display. `anchored` is the
    /// bitext of this pair. O(anchors of the pair).
    pub fn links(&self, anchored: &Anchored) -> Vec<Link> {
        anchored.links(self.bead.source.clone(), self.bead.target.clone())
    }
}

/// The text of segments as one line: a line break inside a sentence is a space, or nothing between Japanese
/// characters.
fn joined<'a>(document: &'a Document, segments: &Range<usize>) -> Cow<'a, str> {
    let text = document.text();
    let spans = &document.segments()[segments.clone()];
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
        return Cow::Borrowed("");
    };
    let whole = &text[first.span.start..last.span.end];
    if memchr::memchr2(b'\n', b'\r', whole.as_bytes()).is_none() {
        return Cow::Borrowed(whole);
    }
    let glue = if document.language() == Language::Japanese {
        ""
    } else {
        " "
    };
    let mut line = String::with_capacity(whole.len());
    let mut end = first.span.start;
    for segment in spans {
        let gap = &text[end..segment.span.start];
        if gap.chars().all(char::is_whitespace) && !gap.contains(['\n', '\r']) {
            line.push_str(gap);
        } else {
            line.push_str(glue);
        }
        for (k, piece) in segment
            .span
            .of(text)
            .split(['\n', '\r'])
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .enumerate()
        {
            if k > 0 {
                line.push_str(glue);
            }
            line.push_str(piece);
        }
        end = segment.span.end;
    }
    Cow::Owned(line)
}
