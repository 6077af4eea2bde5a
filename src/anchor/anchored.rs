//! [`Anchored`]: a bitext that has been read once.
//!
//! In: a bitext and a lexicon. Out: the features that the programme sees, every anchor and number with its place, and the
//! links between anchors that can meet. Aligning, moved passages, review, the table of names and the review page borrow it.
//! O(bytes), on all cores.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::anchor::features::{AnchorKind, Features, UnitClass};
use crate::anchor::kept::Kept;
use crate::anchor::links::SourceLookup;
use crate::anchor::names::{FoundNames, NameReader, add_names};
use crate::anchor::places::{AnchorPlaces, LinkIndex, PlacedAnchors};
use crate::anchor::side::{Places, ReadSide, side};
use crate::anchor::vocabulary::Unit;
use crate::bitext::Bitext;
use crate::lexicon::{Glossary, Knowledge, Lexicon};
use crate::number::Number;
use crate::parallel;
use crate::text::{Language, Span};

/// A bitext with everything that was recognised in it: numbers, words, names, and which of them can meet.
///
/// Made by [`Aligner::read`](crate::Aligner::read), and taken wherever a bitext is worked on, so that its text is read
/// once however much is asked about it.
///
/// ```
/// use taiyaku::review::{ReviewOptions, names, review};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("The mill has 24 rooms.", "水車小屋には部屋が42ある。");
/// let aligner = Aligner::new();
/// let anchored = aligner.read(&bitext);
/// let alignment = aligner.align(&anchored);
/// let findings = review(&anchored, &alignment, &ReviewOptions::default());
/// assert_eq!(findings.len(), 1);
/// assert!(names(&anchored, &alignment).is_empty());
/// assert!(aligner.moved(&anchored, &alignment).is_empty());
/// ```
#[derive(Debug, Clone)]
pub struct Anchored {
    bitext: Bitext,
    knowledge: Knowledge,
    features: Features,
    source: AnchoredSide,
    target: AnchoredSide,
    /// The segments of the target that hold names in kanji, in order.
    names: Vec<FoundNames>,
    placed: OnceLock<(PlacedAnchors, PlacedAnchors, LinkIndex)>,
    /// What the aligner makes of the features.
    kept: Kept,
}

/// What was read of one side besides its features.
#[derive(Debug, Clone)]
struct AnchoredSide {
    units: Vec<Unit>,
    places: Places,
}

/// Two anchors that met.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Link {
    /// How they are known to mean the same.
    pub kind: AnchorKind,
    /// The anchor in the source document's text, in bytes.
    pub source: Span,
    /// The anchor in the target document's text, in bytes.
    pub target: Span,
}

/// A bitext, read or not yet: a [`Bitext`] is read where it is used, an [`Anchored`] one is borrowed.
///
/// Implemented for these two alone.
pub trait AsAnchored: sealed::Sealed + Sync {
    /// The bitext.
    fn bitext(&self) -> &Bitext;

    /// The bitext, read unless it has been read before.
    #[doc(hidden)]
    fn anchored(&self, knowledge: &Knowledge) -> Cow<'_, Anchored>;
}

mod sealed {
    pub trait Sealed {}

    impl Sealed for crate::bitext::Bitext {}
    impl Sealed for super::Anchored {}
}

impl AsAnchored for Bitext {
    fn bitext(&self) -> &Bitext {
        self
    }

    fn anchored(&self, knowledge: &Knowledge) -> Cow<'_, Anchored> {
        Cow::Owned(Anchored::new(self, knowledge.clone()))
    }
}

impl AsAnchored for Anchored {
    fn bitext(&self) -> &Bitext {
        &self.bitext
    }

    fn anchored(&self, _: &Knowledge) -> Cow<'_, Anchored> {
        Cow::Borrowed(self)
    }
}

impl Anchored {
    /// Reads both sides. Never fails. O(bytes).
    pub(crate) fn new(bitext: &Bitext, knowledge: impl Into<Knowledge>) -> Self {
        let knowledge = knowledge.into();
        let lexicon = &*knowledge.lexicon;
        let language = bitext.target().language();
        // What is looked up is made of the source alone, while the target is still being read.
        let ((mut source, lookup, name_reader), mut target) = parallel::join(
            || {
                let part = side(bitext.source(), lexicon);
                let (lookup, name_reader) = parallel::join(
                    || SourceLookup::new(&part.vocabulary, language),
                    || NameReader::new(&part.vocabulary, language, lexicon),
                );
                (part, lookup, name_reader)
            },
            || side(bitext.target(), lexicon),
        );
        let (mut links, mut names) = parallel::join(
            || lookup.links(&source.vocabulary, &target.vocabulary, lexicon),
            || name_reader.find_all(bitext.target(), &source.vocabulary),
        );
        drop(name_reader);
        if is_of_unknown_languages(bitext) {
            forget_classes(&mut source);
            forget_classes(&mut target);
        }
        add_names(
            &mut names,
            bitext.target(),
            &target.vocabulary,
            &mut target.side,
            &mut links,
        );
        // To give back the memory of many small strings takes a while.
        let ((source_side, source), (target_side, target)) =
            parallel::join(|| split(source), || split(target));
        Anchored {
            bitext: bitext.clone(),
            knowledge,
            features: Features {
                source: source_side,
                target: target_side,
                links,
            },
            source,
            target,
            names,
            placed: OnceLock::new(),
            kept: Kept::default(),
        }
    }

    /// The bitext.
    pub fn bitext(&self) -> &Bitext {
        &self.bitext
    }

    /// The lexicon by which the words of the two sides meet.
    pub fn lexicon(&self) -> &Arc<Lexicon> {
        &self.knowledge.lexicon
    }

    /// The glossary whose terms a review checks.
    pub fn glossary(&self) -> &Glossary {
        &self.knowledge.glossary
    }

    /// The numbers of some source segments in order, their spans in bytes of the source document's text. O(1).
    ///
    /// # Panics
    ///
    /// If the range goes beyond the last segment.
    pub fn source_numbers(&self, segments: Range<usize>) -> &[Number] {
        self.source.places.numbers(segments)
    }

    /// The numbers of some target segments in order, their spans in bytes of the target document's text. O(1).
    ///
    /// # Panics
    ///
    /// If the range goes beyond the last segment.
    pub fn target_numbers(&self, segments: Range<usize>) -> &[Number] {
        self.target.places.numbers(segments)
    }

    /// The anchors of some source and some target segments that met, in the order of the target. O(anchors of the
    /// segments), and O(anchors of the bitext) at the first call.
    ///
    /// # Panics
    ///
    /// If a range goes beyond the last segment.
    pub fn links(&self, source_segments: Range<usize>, target_segments: Range<usize>) -> Vec<Link> {
        let places = self.places();
        let here = places.source.of(source_segments);
        let mut links = Vec::new();
        for anchor in places.target.of(target_segments) {
            for (unit, kind) in places.met_by(anchor.unit) {
                let met = here.iter().filter(|a| a.unit == unit);
                links.extend(met.map(|a| Link {
                    kind,
                    source: a.span,
                    target: anchor.span,
                }));
            }
        }
        links
    }

    /// What the programme sees of the bitext; everything else is dropped.
    pub(crate) fn into_features(self) -> Features {
        // To give back the memory of many small strings takes a while.
        parallel::join(|| drop(self.source), || drop((self.target, self.names)));
        self.features
    }

    /// What the programme sees of the bitext.
    pub(crate) fn features(&self) -> &Features {
        &self.features
    }

    /// What the aligner keeps with the bitext.
    pub(crate) fn kept(&self) -> &Kept {
        &self.kept
    }

    /// The anchors of both sides in their places. O(anchors) at the first call, then O(1).
    pub(crate) fn places(&self) -> AnchorPlaces<'_> {
        let links = &self.features.links;
        let (source, target, index) = self.placed.get_or_init(|| {
            let place = |document, side: &AnchoredSide, names: &[FoundNames]| {
                PlacedAnchors::new(document, &side.places, &side.units, names)
            };
            let (source, target) = parallel::join(
                || place(self.bitext.source(), &self.source, &[]),
                || place(self.bitext.target(), &self.target, &self.names),
            );
            let index = LinkIndex::new(links, self.features.target.n_units);
            (source, target, index)
        });
        AnchorPlaces {
            source,
            target,
            links,
            index,
        }
    }

    /// The stem of a source unit, if it is a word.
    pub(crate) fn source_stem(&self, unit: u32) -> Option<&str> {
        match &self.source.units[unit as usize] {
            Unit::Word(stem) => Some(stem),
            _ => None,
        }
    }

    /// Whether a source unit could meet Japanese at all: a number, or a word of the dictionary.
    pub(crate) fn is_source_known(&self, unit: u32) -> bool {
        match &self.source.units[unit as usize] {
            Unit::Word(stem) => self.knowledge.lexicon.has_stem(stem),
            Unit::Number(_) => true,
            _ => false,
        }
    }

    /// The numbers of distinct units of the source and of the target.
    pub(crate) fn n_units(&self) -> (usize, usize) {
        (self.features.source.n_units, self.features.target.n_units)
    }
}

fn is_of_unknown_languages(bitext: &Bitext) -> bool {
    let sides = [bitext.source(), bitext.target()];
    sides.iter().any(|side| side.language() == Language::Other)
}

/// Where nothing is known of a language, nothing is concluded from a unit that meets nothing.
fn forget_classes(read: &mut ReadSide) {
    for class in &mut read.side.classes {
        if *class != UnitClass::Number {
            *class = UnitClass::Unknown;
        }
    }
}

/// The features of a side, and what else is kept of it.
fn split(read: ReadSide) -> (crate::anchor::features::Side, AnchoredSide) {
    let ReadSide {
        side,
        vocabulary,
        places,
    } = read;
    let units = vocabulary.units;
    (side, AnchoredSide { units, places })
}
