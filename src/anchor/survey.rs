//! Every anchor of a whole bitext with its place, and which of the two sides' can meet.
//!
//! In: two documents and a lexicon. Out: a [`Survey`], what the features are made of with the places kept. O(bytes).

use std::ops::Range;

use crate::anchor::extract::Reader;
use crate::anchor::features::{AnchorKind, UnitLink};
use crate::anchor::lexicon::Lexicon;
use crate::anchor::meet::link_units;
use crate::anchor::name::KnownRuns;
use crate::anchor::named::Romaji;
use crate::anchor::vocabulary::Unit;
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
        let mut source_reader = Reader::new(source.language(), lexicon);
        let mut target_reader = Reader::new(target.language(), lexicon);
        let surveyed = |document: &Document, reader: &mut Reader<'_>| {
            let (mut side, mut mentions) = (SurveyedSide::default(), Vec::new());
            for (k, segment) in document.segments().iter().enumerate() {
                reader.read(document.segment_text(k), &mut mentions);
                mentions.sort_by_key(|m| (m.span, m.unit));
                side.anchors.extend(mentions.iter().map(|m| Anchor {
                    unit: m.unit,
                    form: form(&reader.vocabulary.units[m.unit as usize]),
                    span: m.span.shifted(segment.span.start),
                }));
                side.ends.push(side.anchors.len());
            }
            side
        };
        let source = surveyed(source, &mut source_reader);
        let mut target_side = surveyed(target, &mut target_reader);
        let mut links = link_units(
            &source_reader.vocabulary,
            &target_reader.vocabulary,
            target.language(),
            lexicon,
        );
        let romaji = Romaji::new(&source_reader.vocabulary, target.language(), lexicon);
        let n_units = target_reader.vocabulary.units.len() as u32;
        add_readings(&romaji, target, n_units, &mut target_side, &mut links);
        let is_known = |unit: &Unit| match unit {
            Unit::Word(stem) => lexicon.has_stem(stem),
            Unit::Number(_) => true,
            _ => false,
        };
        let source_known = source_reader
            .vocabulary
            .units
            .iter()
            .map(is_known)
            .collect();
        let stem = |unit: Unit| match unit {
            Unit::Word(stem) => stem,
            _ => Box::default(),
        };
        let units = source_reader.vocabulary.units.into_iter();
        Survey {
            source,
            target: target_side,
            links,
            source_known,
            source_stems: units.map(stem).collect(),
        }
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

/// Adds the names in kanji that are read as words of the source, with units and links of their own.
fn add_readings(
    romaji: &Romaji<'_>,
    target: &Document,
    n_units: u32,
    side: &mut SurveyedSide,
    links: &mut Vec<UnitLink>,
) {
    let known = std::mem::take(side);
    let mut next = n_units;
    let mut runs = KnownRuns::default();
    for (k, segment) in target.segments().iter().enumerate() {
        let first = side.anchors.len();
        side.anchors.extend_from_slice(known.of(k..k + 1));
        for (span, source) in romaji.find(target.segment_text(k), &mut runs).names {
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
