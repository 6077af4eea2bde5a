//! From text to what can meet: the units of both sides, and the links between them.
//!
//! In: two documents and a lexicon. Out: [`Features`]; or, for the few segments of one pair, the [`Link`]s
//! with their spans. O(bytes).

use std::ops::Range;

use crate::anchor::features::{AnchorKind, Features, UnitClass, UnitLink};
use crate::anchor::meet::Meeting;
use crate::anchor::named::{Found, Romaji, add_names};
use crate::anchor::reader::{Mention, Reader};
use crate::anchor::side::{Places, side};
use crate::anchor::vocabulary::Vocabulary;
use crate::lexicon::Lexicon;
use crate::name::KnownRuns;
use crate::text::{Document, Language, Span};

/// Two anchors that met.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Link {
    /// How they are known to mean the same.
    pub kind: AnchorKind,
    /// The anchor in the source document's text, in bytes.
    pub source: Span,
    /// The anchor in the target document's text, in bytes.
    pub target: Span,
}

impl Features {
    /// The features of both sides. O(bytes).
    pub(crate) fn new(source: &Document, target: &Document, lexicon: &Lexicon) -> Self {
        let Read {
            features,
            vocabularies: [of_source, of_target],
            names,
            ..
        } = read(source, target, lexicon, false);
        // To give back the memory of many small strings takes a while.
        rayon::join(|| drop((of_source, names)), || drop(of_target));
        features
    }
}

/// Both sides read: the features, and what else came to light on the way.
pub(super) struct Read {
    pub(super) features: Features,
    /// The anchors of both sides in their places but for the names, if they were asked for.
    pub(super) places: Option<[Places; 2]>,
    pub(super) vocabularies: [Vocabulary; 2],
    /// What can meet but for the names, if places were asked for.
    pub(super) links: Vec<UnitLink>,
    /// The segments of the target that hold names, in order.
    pub(super) names: Vec<Found>,
}

/// Reads both sides. O(bytes).
pub(super) fn read(
    source: &Document,
    target: &Document,
    lexicon: &Lexicon,
    with_places: bool,
) -> Read {
    let unknown = [source, target]
        .iter()
        .any(|side| side.language() == Language::Other);
    let language = target.language();
    // What is looked up is made of the source alone, while the target is still being read.
    let ((mut source_side, meeting, romaji), mut target_side) = rayon::join(
        || {
            let part = side(source, lexicon, with_places);
            let (meeting, romaji) = rayon::join(
                || Meeting::new(&part.vocabulary, language),
                || Romaji::new(&part.vocabulary, language, lexicon),
            );
            (part, meeting, romaji)
        },
        || side(target, lexicon, with_places),
    );
    let known = &source_side.vocabulary;
    let (mut links, names) = rayon::join(
        || meeting.links(known, &target_side.vocabulary, lexicon),
        || romaji.find_all(target, known),
    );
    if unknown {
        let classes = source_side.side.classes.iter_mut();
        for class in classes.chain(&mut target_side.side.classes) {
            if *class != UnitClass::Number {
                *class = UnitClass::Unknown;
            }
        }
    }
    let known = if with_places {
        links.clone()
    } else {
        Vec::new()
    };
    let vocabulary = &target_side.vocabulary;
    add_names(
        &names,
        target,
        vocabulary,
        &mut target_side.side,
        &mut links,
    );
    Read {
        features: Features {
            source: source_side.side,
            target: target_side.side,
            links,
        },
        places: source_side
            .places
            .zip(target_side.places)
            .map(|(a, b)| [a, b]),
        vocabularies: [source_side.vocabulary, target_side.vocabulary],
        links: known,
        names,
    }
}

/// The anchors of some source and target segments that met, with their spans; in the order of the target.
/// O(bytes of the segments).
pub fn links(
    source: &Document,
    source_segments: Range<usize>,
    target: &Document,
    target_segments: Range<usize>,
    lexicon: &Lexicon,
) -> Vec<Link> {
    let (of_source, source_mentions) = mentions(source, source_segments, lexicon);
    let (of_target, target_mentions) = mentions(target, target_segments.clone(), lexicon);
    let meeting = Meeting::new(&of_source, target.language());
    let unit_links = meeting.links(&of_source, &of_target, lexicon);
    let mut links = Vec::new();
    for mention in &target_mentions {
        let from = unit_links.partition_point(|l| l.target < mention.unit);
        for link in unit_links[from..]
            .iter()
            .take_while(|l| l.target == mention.unit)
        {
            let met = source_mentions.iter().filter(|m| m.unit == link.source);
            links.extend(met.map(|m| Link {
                kind: link.kind,
                source: m.span,
                target: mention.span,
            }));
        }
    }
    let romaji = Romaji::new(&of_source, target.language(), lexicon);
    let mut runs = KnownRuns::default();
    for segment in target_segments {
        let at = target.segments()[segment].span.start;
        let found = romaji.find(target.segment_text(segment), &of_source, &mut runs);
        for (span, unit) in found.names {
            let met = source_mentions.iter().filter(|m| m.unit == unit);
            links.extend(met.map(|m| Link {
                kind: AnchorKind::Reading,
                source: m.span,
                target: span.shifted(at),
            }));
        }
    }
    links.sort_by_key(|link| link.target.start);
    links
}

/// The units of some segments, and where they stand in the document.
fn mentions(
    document: &Document,
    segments: Range<usize>,
    lexicon: &Lexicon,
) -> (Vocabulary, Vec<Mention>) {
    let mut reader = Reader::new(document.language(), lexicon, segments.len());
    let (mut all, mut of_segment) = (Vec::new(), Vec::new());
    for segment in segments {
        let at = document.segments()[segment].span.start;
        reader.read(document.segment_text(segment), &mut of_segment);
        all.extend(of_segment.iter().map(|m| m.shifted(at)));
    }
    let mut vocabulary = reader.vocabulary;
    let numbers = vocabulary.stem(document.language());
    let mentions = all.iter().filter_map(|m| m.renumbered(&numbers)).collect();
    (vocabulary, mentions)
}
