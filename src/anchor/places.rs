//! Every anchor of a bitext with its place, and which anchors of the two sides can meet.
//!
//! In: where units stand, and what each unit is. Out: anchors by segment, and the source units that a target unit meets.
//! O(anchors).

use std::ops::Range;

use crate::anchor::features::{AnchorKind, UnitLink};
use crate::anchor::names::FoundNames;
use crate::anchor::side::Places;
use crate::anchor::vocabulary::Unit;
use crate::rows::Rows;
use crate::text::{Document, Span};

/// What an anchor is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AnchorForm {
    Number,
    /// A word in Latin letters.
    Word,
    /// A run of katakana.
    Katakana,
    /// A word of the dictionary, or a name in kanji that is read as a word of the source.
    Key,
    Interjection,
}

/// An anchor in a document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Anchor {
    /// Anchors of one side with the same unit can meet the same anchors of the other.
    pub(crate) unit: u32,
    pub(crate) form: AnchorForm,
    /// In bytes of the document's text.
    pub(crate) span: Span,
}

/// The anchors of one side.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct PlacedAnchors {
    /// Those of each segment.
    anchors: Rows<Anchor>,
}

impl PlacedAnchors {
    /// The anchors of a side, those of a segment in the order of their spans; `names` are the segments that hold names in
    /// kanji, in order.
    pub(super) fn new(
        document: &Document,
        places: &Places,
        units: &[Unit],
        names: &[FoundNames],
    ) -> Self {
        let n_segments = document.segments().len();
        let n_names: usize = names.iter().map(|found| found.names.len()).sum();
        let n_anchors = places.n_mentions() + n_names;
        let mut placed = Rows::with_room(n_segments, n_anchors);
        let mut names = names.iter().peekable();
        let mut anchors: Vec<Anchor> = Vec::new();
        for (segment, at) in document.segments().iter().enumerate() {
            let start = at.span.start;
            let mentions = places.mentions(segment).iter();
            anchors.extend(mentions.map(|mention| Anchor {
                unit: mention.unit,
                form: form(&units[mention.unit as usize]),
                span: mention.span(start),
            }));
            let found = names.next_if(|found| found.segment == segment);
            let found = found.into_iter().flat_map(|found| &found.names);
            anchors.extend(found.map(|name| Anchor {
                unit: name.target,
                form: AnchorForm::Key,
                span: name.span.shifted(start),
            }));
            anchors.sort_by_key(|anchor| (anchor.span, anchor.unit));
            placed.push(anchors.drain(..));
        }
        PlacedAnchors { anchors: placed }
    }

    /// The number of anchors.
    pub(crate) fn len(&self) -> usize {
        self.anchors.rows(0..self.anchors.len()).len()
    }

    /// The anchors of a run of segments, in the order of segments.
    pub(crate) fn of(&self, segments: Range<usize>) -> &[Anchor] {
        self.anchors.rows(segments)
    }
}

/// Where the links of each target unit begin among all links.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct LinkIndex {
    starts: Vec<u32>,
}

impl LinkIndex {
    /// Of links sorted by target unit. O(links + units).
    pub(super) fn new(links: &[UnitLink], n_target_units: usize) -> Self {
        let mut starts = vec![0; n_target_units + 1];
        for link in links {
            starts[link.target as usize + 1] += 1;
        }
        for unit in 0..n_target_units {
            starts[unit + 1] += starts[unit];
        }
        LinkIndex { starts }
    }
}

/// The anchors of both sides and their links.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AnchorPlaces<'a> {
    pub(crate) source: &'a PlacedAnchors,
    pub(crate) target: &'a PlacedAnchors,
    /// Sorted by target unit, then source unit.
    pub(super) links: &'a [UnitLink],
    pub(super) index: &'a LinkIndex,
}

impl<'a> AnchorPlaces<'a> {
    /// The source units that a target unit can meet, in order, and how. O(their number).
    pub(crate) fn met_by(&self, target: u32) -> impl Iterator<Item = (u32, AnchorKind)> + 'a {
        let starts = &self.index.starts;
        let range = starts[target as usize] as usize..starts[target as usize + 1] as usize;
        self.links[range].iter().map(|l| (l.source, l.kind))
    }
}

fn form(unit: &Unit) -> AnchorForm {
    match unit {
        Unit::Number(_) => AnchorForm::Number,
        Unit::Word(_) => AnchorForm::Word,
        Unit::Katakana(_) => AnchorForm::Katakana,
        Unit::Entry(_) => AnchorForm::Key,
        Unit::Interjection(_) => AnchorForm::Interjection,
    }
}
