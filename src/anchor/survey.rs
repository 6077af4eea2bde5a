//! Every anchor of a whole bitext with its place, and which of the two sides' can meet.
//!
//! In: two documents and a lexicon. Out: a [`Survey`], what the features are made of with the places kept. O(bytes).

use std::ops::Range;

use crate::anchor::extract::read;
use crate::anchor::features::{AnchorKind, Features, UnitLink};
use crate::anchor::named::Found;
use crate::anchor::side::Places;
use crate::anchor::vocabulary::Unit;
use crate::lexicon::Lexicon;
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
pub(crate) struct SurveyedSide {
    anchors: Vec<Anchor>,
    /// Where the anchors of each segment end.
    ends: Vec<usize>,
}

impl SurveyedSide {
    /// The anchors of a run of segments, in the order of segments.
    pub(crate) fn of(&self, segments: Range<usize>) -> &[Anchor] {
        let start = |segment: usize| segment.checked_sub(1).map_or(0, |k| self.ends[k]);
        &self.anchors[start(segments.start)..start(segments.end)]
    }
}

/// The anchors of both sides.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Survey {
    pub(crate) source: SurveyedSide,
    pub(crate) target: SurveyedSide,
    /// Sorted by target unit, then source unit.
    links: Vec<UnitLink>,
    /// For each source unit whether it could meet Japanese at all: a number, a name, a word of the dictionary.
    pub(crate) source_known: Vec<bool>,
    /// For each source unit that is a word its stem, else nothing.
    pub(crate) source_stems: Vec<Box<str>>,
}

impl Survey {
    pub(crate) fn new(source: &Document, target: &Document, lexicon: &Lexicon) -> Self {
        Survey::with_features(source, target, lexicon).0
    }

    /// Both from one reading.
    pub(crate) fn with_features(
        source: &Document,
        target: &Document,
        lexicon: &Lexicon,
    ) -> (Self, Features) {
        let read = read(source, target, lexicon, true);
        let [of_source, of_target] = &read.vocabularies;
        let [source_places, target_places] = read.places.unwrap_or_default();
        let mut links = read.links;
        let n_units = of_target.units.len() as u32;
        let target_side = surveyed(target_places, &of_target.units);
        let target_side = with_names(target_side, &read.names, target, n_units, &mut links);
        let is_known = |unit: &Unit| match unit {
            Unit::Word(stem) => lexicon.has_stem(stem),
            Unit::Number(_) => true,
            _ => false,
        };
        let stem = |unit: &Unit| match unit {
            Unit::Word(stem) => stem.clone(),
            _ => Box::default(),
        };
        let survey = Survey {
            source: surveyed(source_places, &of_source.units),
            target: target_side,
            links,
            source_known: of_source.units.iter().map(is_known).collect(),
            source_stems: of_source.units.iter().map(stem).collect(),
        };
        (survey, read.features)
    }

    /// The source units that a target unit can meet, in order, and how.
    pub(crate) fn met_by(&self, target: u32) -> impl Iterator<Item = (u32, AnchorKind)> + '_ {
        let from = self.links.partition_point(|l| l.target < target);
        let links = self.links[from..].iter();
        links
            .take_while(move |l| l.target == target)
            .map(|l| (l.source, l.kind))
    }
}

/// The anchors of a side, those of a segment in order.
fn surveyed(places: Places, units: &[Unit]) -> SurveyedSide {
    let anchors = places.mentions.iter().map(|m| Anchor {
        unit: m.unit,
        form: form(&units[m.unit as usize]),
        span: m.span,
    });
    let mut anchors: Vec<Anchor> = anchors.collect();
    let mut start = 0;
    for &end in &places.ends {
        anchors[start..end].sort_by_key(|anchor| (anchor.span, anchor.unit));
        start = end;
    }
    SurveyedSide {
        anchors,
        ends: places.ends,
    }
}

/// The same with the names in kanji that are read as words of the source, with units and links of their own.
fn with_names(
    known: SurveyedSide,
    names: &[Found],
    target: &Document,
    n_units: u32,
    links: &mut Vec<UnitLink>,
) -> SurveyedSide {
    if names.is_empty() {
        return known;
    }
    let mut side = SurveyedSide::default();
    let mut next = n_units;
    let mut names = names.iter().peekable();
    for (k, segment) in target.segments().iter().enumerate() {
        let first = side.anchors.len();
        side.anchors.extend_from_slice(known.of(k..k + 1));
        let found = names.next_if(|found| found.segment == k);
        for &(span, source) in found.into_iter().flat_map(|found| &found.names) {
            side.anchors.push(Anchor {
                unit: next,
                form: AnchorForm::Key,
                span: span.shifted(segment.span.start),
            });
            links.push(UnitLink {
                source,
                target: next,
                kind: AnchorKind::Reading,
            });
            next += 1;
        }
        side.anchors[first..].sort_by_key(|anchor| (anchor.span, anchor.unit));
        side.ends.push(side.anchors.len());
    }
    side
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
