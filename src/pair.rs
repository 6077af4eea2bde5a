//! [`Pair`]: a bead as text again, expanded on demand.
//!
//! In: a bitext and one of its beads. Out: the text of both sides, the spans, and the anchors that met.

use std::borrow::Cow;
use std::ops::Range;

use crate::align::{Alignment, Bead, BeadKind, Moved};
use crate::anchor::{Anchored, Link};
use crate::bitext::Bitext;
use crate::text::{Document, Language, Segment, Span};

/// A piece of the original with its translation. It borrows the bitext; [`Pair::to_owned_pair`] does not.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair<'a> {
    bitext: &'a Bitext,
    bead: Bead,
    number: Option<usize>,
}

/// A [`Pair`] that owns its text and outlives its bitext.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct OwnedPair {
    /// The source segments as they stood in the text, on one line; empty for an addition.
    pub source: String,
    /// The target segments as they stood in the text, on one line; empty for an omission.
    pub target: String,
    /// One span a source segment, in bytes of the source document's text.
    pub source_spans: Vec<Span>,
    /// One span a target segment, in bytes of the target document's text.
    pub target_spans: Vec<Span>,
    /// The probability, 0 to 1, that exactly this pair is right.
    pub confidence: f32,
}

/// The pairs of an alignment in order, made by [`Bitext::pairs`].
#[derive(Debug, Clone)]
pub struct Pairs<'a> {
    bitext: &'a Bitext,
    alignment: &'a Alignment,
    /// The numbers of the beads that are left.
    numbers: Range<usize>,
}

impl Bitext {
    /// The beads of an alignment of this bitext as text, in order. O(1) a pair until its text is asked for.
    ///
    /// ```
    /// use taiyaku::{Aligner, Bitext};
    ///
    /// let bitext = Bitext::new("It rained. We stayed.", "雨が降った。家にいた。");
    /// let alignment = Aligner::new().align(&bitext);
    /// let last = bitext.pairs(&alignment).next_back().expect("there are two");
    /// assert_eq!((&*last.source_text(), &*last.target_text()), ("We stayed.", "家にいた。"));
    /// ```
    ///
    /// # Panics
    ///
    /// If the alignment is of another bitext: its beads do not tile the segments of this one.
    pub fn pairs<'a>(&'a self, alignment: &'a Alignment) -> Pairs<'a> {
        alignment.assert_tiles(self);
        Pairs {
            bitext: self,
            alignment,
            numbers: 0..alignment.beads().len(),
        }
    }

    /// A bead of this bitext as text, wherever it comes from. O(1) until its text is asked for.
    ///
    /// ```
    /// use taiyaku::{Bead, Bitext};
    ///
    /// let bitext = Bitext::new("It rained. We stayed.", "雨が降った。家にいた。");
    /// let pair = bitext.pair(Bead::new(0..2, 0..2, 1.0));
    /// assert_eq!(pair.source_text(), "It rained. We stayed.");
    /// ```
    ///
    /// # Panics
    ///
    /// If the bead goes beyond the last segment of a side.
    pub fn pair(&self, bead: Bead) -> Pair<'_> {
        let n_segments = [self.source(), self.target()].map(|side| side.segments().len());
        assert!(
            bead.source.end <= n_segments[0] && bead.target.end <= n_segments[1],
            "bead {:?}:{:?} of a bitext of {} and {} segments",
            bead.source,
            bead.target,
            n_segments[0],
            n_segments[1]
        );
        Pair {
            bitext: self,
            bead,
            number: None,
        }
    }

    /// A [moved passage](crate::Aligner::moved) of this bitext as one pair. O(1) until its text is asked for.
    ///
    /// # Panics
    ///
    /// If the passage goes beyond the last segment of a side.
    pub fn moved_pair(&self, moved: &Moved) -> Pair<'_> {
        self.pair(Bead::new(
            moved.source.clone(),
            moved.target.clone(),
            moved.confidence,
        ))
    }
}

impl<'a> Pairs<'a> {
    fn of(&self, number: usize) -> Pair<'a> {
        Pair {
            bitext: self.bitext,
            bead: self.alignment.beads()[number].clone(),
            number: Some(number),
        }
    }
}

impl<'a> Iterator for Pairs<'a> {
    type Item = Pair<'a>;

    fn next(&mut self) -> Option<Pair<'a>> {
        self.numbers.next().map(|number| self.of(number))
    }

    fn nth(&mut self, n: usize) -> Option<Pair<'a>> {
        self.numbers.nth(n).map(|number| self.of(number))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.numbers.size_hint()
    }
}

impl DoubleEndedIterator for Pairs<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.numbers.next_back().map(|number| self.of(number))
    }
}

impl ExactSizeIterator for Pairs<'_> {}

impl std::iter::FusedIterator for Pairs<'_> {}

impl<'a> Pair<'a> {
    /// Its place among the pairs of its alignment, from 0. None for a pair that [`Bitext::pair`] made.
    pub fn number(&self) -> Option<usize> {
        self.number
    }

    /// The bead it expands.
    pub fn bead(&self) -> &Bead {
        &self.bead
    }

    /// How many segments it joins on each side.
    pub fn kind(&self) -> BeadKind {
        self.bead.kind()
    }

    /// The probability, 0 to 1, that exactly this pair is right.
    pub fn confidence(&self) -> f32 {
        self.bead.confidence
    }

    /// The source segments joined as they stood in the text, on one line; empty for an addition.
    ///
    /// ```
    /// use taiyaku::{Bead, Bitext};
    ///
    /// let bitext = Bitext::new("It rained all\nday. We stayed.", "一日中雨が降った。家にいた。");
    /// assert_eq!(bitext.pair(Bead::new(0..1, 0..1, 1.0)).source_text(), "It rained all day.");
    /// ```
    pub fn source_text(&self) -> Cow<'a, str> {
        joined(self.bitext.source(), &self.bead.source)
    }

    /// The target segments joined as they stood in the text, on one line; empty for an omission.
    ///
    /// ```
    /// use taiyaku::{Bead, Bitext};
    ///
    /// let bitext = Bitext::new("It rained all day.", "一日中雨が\n降った。");
    /// assert_eq!(bitext.pair(Bead::new(0..1, 0..1, 1.0)).target_text(), "一日中雨が降った。");
    /// ```
    pub fn target_text(&self) -> Cow<'a, str> {
        joined(self.bitext.target(), &self.bead.target)
    }

    /// One span a source segment, in bytes of the source document's text.
    ///
    /// ```
    /// use taiyaku::{Bead, Bitext, Span};
    ///
    /// let bitext = Bitext::new("It rained. We stayed.", "雨が降ったので家にいた。");
    /// let pair = bitext.pair(Bead::new(0..2, 0..1, 1.0));
    /// assert_eq!(pair.source_spans().collect::<Vec<_>>(), [Span::new(0, 10), Span::new(11, 21)]);
    /// assert_eq!(pair.target_spans().len(), 1);
    /// ```
    pub fn source_spans(
        &self,
    ) -> impl ExactSizeIterator<Item = Span> + DoubleEndedIterator + use<'a> {
        spans(self.bitext.source(), &self.bead.source)
    }

    /// One span a target segment, in bytes of the target document's text.
    pub fn target_spans(
        &self,
    ) -> impl ExactSizeIterator<Item = Span> + DoubleEndedIterator + use<'a> {
        spans(self.bitext.target(), &self.bead.target)
    }

    /// The same pair with text of its own, which outlives the bitext. O(bytes).
    ///
    /// ```
    /// use taiyaku::{Aligner, Bitext, OwnedPair};
    ///
    /// fn pairs(english: &str, japanese: &str) -> Vec<OwnedPair> {
    ///     let bitext = Bitext::new(english, japanese);
    ///     let alignment = Aligner::new().align(&bitext);
    ///     bitext.pairs(&alignment).map(|pair| pair.to_owned_pair()).collect()
    /// }
    /// assert_eq!(pairs("It rained.", "雨が降った。")[0].target, "雨が降った。");
    /// ```
    pub fn to_owned_pair(&self) -> OwnedPair {
        OwnedPair {
            source: self.source_text().into_owned(),
            target: self.target_text().into_owned(),
            source_spans: self.source_spans().collect(),
            target_spans: self.target_spans().collect(),
            confidence: self.confidence(),
        }
    }

    /// The anchors of the two sides that met, with their spans in the documents' texts; for display. `anchored` is the
    /// bitext of this pair. O(anchors of the pair).
    ///
    /// ```
    /// use taiyaku::{Aligner, Bitext};
    ///
    /// let bitext = Bitext::new("It opened in 1964.", "1964年に開通した。");
    /// let aligner = Aligner::new();
    /// let anchored = aligner.read(&bitext);
    /// let alignment = aligner.align(&anchored);
    /// let pair = bitext.pairs(&alignment).next().expect("there is one");
    /// let link = pair.links(&anchored)[0];
    /// assert_eq!(link.source.of(bitext.source().text()), "1964");
    /// ```
    pub fn links(&self, anchored: &Anchored) -> Vec<Link> {
        anchored.links(self.bead.source.clone(), self.bead.target.clone())
    }
}

fn spans<'a>(
    document: &'a Document,
    segments: &Range<usize>,
) -> impl ExactSizeIterator<Item = Span> + DoubleEndedIterator + use<'a> {
    let segments: &'a [Segment] = &document.segments()[segments.clone()];
    segments.iter().map(|segment| segment.span)
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
