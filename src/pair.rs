//! [`Pair`]: a bead as text, expanded on demand.
//!
//! In: a bitext and one of its beads. Out: the text of both sides, the spans, and the links between them. O(1) until the text
//! is read.

use std::borrow::Cow;
use std::ops::Range;

use crate::align::{Alignment, Bead, BeadKind, Moved};
use crate::anchor::{Anchored, Link};
use crate::bitext::Bitext;
use crate::text::one_line::{glue, push_lines};
use crate::text::{Document, Segment, Span};

/// A bead with its text. It borrows the bitext; [`Pair::to_owned_pair`] makes a copy that does not.
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
    /// The text of the source segments on one line; empty for an addition.
    pub source: String,
    /// The text of the target segments on one line; empty for an omission.
    pub target: String,
    /// The span of each source segment, in bytes of the source document's text.
    pub source_spans: Vec<Span>,
    /// The span of each target segment, in bytes of the target document's text.
    pub target_spans: Vec<Span>,
    /// The probability, 0 to 1, that this pair is right.
    pub confidence: f32,
}

/// The pairs of an alignment in order, made by [`Bitext::pairs`].
#[derive(Debug, Clone)]
pub struct Pairs<'a> {
    bitext: &'a Bitext,
    alignment: &'a Alignment,
    /// The numbers of the remaining beads.
    numbers: Range<usize>,
}

impl Bitext {
    /// Returns the beads of an alignment of this bitext with their text, in order. O(1) a pair until its text is read.
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
    /// If the beads of the alignment do not tile the segments of this bitext.
    #[must_use]
    pub fn pairs<'a>(&'a self, alignment: &'a Alignment) -> Pairs<'a> {
        alignment.assert_tiles(self);
        Pairs {
            bitext: self,
            alignment,
            numbers: 0..alignment.beads().len(),
        }
    }

    /// Returns any bead of this bitext with its text. O(1) until the text is read.
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
    /// If the bead goes beyond the last segment of a side, or a range ends before it starts.
    #[must_use]
    pub fn pair(&self, bead: Bead) -> Pair<'_> {
        let n_segments = [self.source(), self.target()].map(|side| side.segments().len());
        let is_within = |range: &Range<usize>, n| range.start <= range.end && range.end <= n;
        assert!(
            is_within(&bead.source, n_segments[0]) && is_within(&bead.target, n_segments[1]),
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

    /// Returns a [moved passage](crate::Aligner::moved) of this bitext as one pair. O(1) until the text is read.
    ///
    /// # Panics
    ///
    /// If the passage goes beyond the last segment of a side.
    #[must_use]
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
    /// The number of the pair in its alignment, from 0. None for a pair made by [`Bitext::pair`].
    #[must_use]
    pub fn number(&self) -> Option<usize> {
        self.number
    }

    /// The bead of this pair.
    #[must_use]
    pub fn bead(&self) -> &Bead {
        &self.bead
    }

    /// The number of segments on each side.
    #[must_use]
    pub fn kind(&self) -> BeadKind {
        self.bead.kind()
    }

    /// The probability, 0 to 1, that this pair is right.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        self.bead.confidence
    }

    /// Whether the pair is code, which is not translated: a block of code or markup on both sides, or on its only side.
    #[must_use]
    pub fn is_code(&self) -> bool {
        self.bitext.is_code(&self.bead.source, &self.bead.target)
    }

    /// The text of the source segments on one line; empty for an addition.
    ///
    /// ```
    /// use taiyaku::{Bead, Bitext};
    ///
    /// let bitext = Bitext::new("It rained all\nday. We stayed.", "一日中雨が降った。家にいた。");
    /// assert_eq!(bitext.pair(Bead::new(0..1, 0..1, 1.0)).source_text(), "It rained all day.");
    /// ```
    #[must_use]
    pub fn source_text(&self) -> Cow<'a, str> {
        joined(self.bitext.source(), &self.bead.source)
    }

    /// The text of the target segments on one line; empty for an omission.
    ///
    /// ```
    /// use taiyaku::{Bead, Bitext};
    ///
    /// let bitext = Bitext::new("It rained all day.", "一日中雨が\n降った。");
    /// let n_segments = bitext.target().segments().len();
    /// assert_eq!(bitext.pair(Bead::new(0..1, 0..n_segments, 1.0)).target_text(), "一日中雨が降った。");
    /// ```
    #[must_use]
    pub fn target_text(&self) -> Cow<'a, str> {
        joined(self.bitext.target(), &self.bead.target)
    }

    /// The span of each source segment, in bytes of the source document's text.
    ///
    /// ```
    /// use taiyaku::{Bead, Bitext, Span};
    ///
    /// let bitext = Bitext::new("It rained. We stayed.", "雨が降ったので家にいた。");
    /// let pair = bitext.pair(Bead::new(0..2, 0..1, 1.0));
    /// assert_eq!(pair.source_spans().collect::<Vec<_>>(), [Span::new(0, 10), Span::new(11, 21)]);
    /// assert_eq!(pair.target_spans().len(), 1);
    /// ```
    #[must_use]
    pub fn source_spans(
        &self,
    ) -> impl ExactSizeIterator<Item = Span> + DoubleEndedIterator + use<'a> {
        spans(self.bitext.source(), &self.bead.source)
    }

    /// The span of each target segment, in bytes of the target document's text.
    #[must_use]
    pub fn target_spans(
        &self,
    ) -> impl ExactSizeIterator<Item = Span> + DoubleEndedIterator + use<'a> {
        spans(self.bitext.target(), &self.bead.target)
    }

    /// Copies the pair with its text. The copy outlives the bitext. O(bytes).
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
    #[must_use]
    pub fn to_owned_pair(&self) -> OwnedPair {
        OwnedPair {
            source: self.source_text().into_owned(),
            target: self.target_text().into_owned(),
            source_spans: self.source_spans().collect(),
            target_spans: self.target_spans().collect(),
            confidence: self.confidence(),
        }
    }

    /// The links between the anchors of the two sides, with their spans in the documents' texts, for display. `anchored` must
    /// be the bitext of this pair. O(anchors of the pair).
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
    ///
    /// # Panics
    ///
    /// If `anchored` is of another bitext, by its numbers of segments.
    pub fn links(&self, anchored: &Anchored) -> Vec<Link> {
        let sizes =
            |bitext: &Bitext| [bitext.source(), bitext.target()].map(|side| side.segments().len());
        assert_eq!(
            sizes(anchored.bitext()),
            sizes(self.bitext),
            "segments of the bitext that was read, and of that of the pair"
        );
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

/// The text of segments as one line, by the rules of [`on_one_line`](crate::text::on_one_line).
pub(crate) fn joined<'a>(document: &'a Document, segments: &Range<usize>) -> Cow<'a, str> {
    let text = document.text();
    let spans = &document.segments()[segments.clone()];
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
        return Cow::Borrowed("");
    };
    let whole = &text[first.span.start..last.span.end];
    if memchr::memchr2(b'\n', b'\r', whole.as_bytes()).is_none() {
        return Cow::Borrowed(whole);
    }
    let language = document.language();
    let mut line = String::with_capacity(whole.len());
    let mut end = first.span.start;
    for segment in spans {
        let (gap, piece) = (&text[end..segment.span.start], segment.span.of(text));
        if gap.contains(['\n', '\r']) {
            line.push_str(glue(&line, piece, language));
        } else {
            line.push_str(gap);
        }
        push_lines(piece, language, &mut line);
        end = segment.span.end;
    }
    Cow::Owned(line)
}
