//! Which units of the two sides can meet: equal numbers and words, katakana by sound, the glosses of the lexicon.
//!
//! In: the vocabularies of both sides. Out: links. O(units), plus O(1) a distinct katakana word for its candidates by
//! sound.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::anchor::features::{AnchorKind, UnitLink};
use crate::anchor::lexicon::Lexicon;
use crate::anchor::name::SoundIndex;
use crate::anchor::vocabulary::{Unit, Vocabulary};
use crate::text::Language;

/// Units of the target that a thread takes at once.
const AT_ONCE: usize = 256;

/// Which units of the two sides can meet, sorted by target unit, then source unit; no pair twice.
pub(super) fn link_units(
    source: &Vocabulary,
    target: &Vocabulary,
    target_language: Language,
    lexicon: &Lexicon,
) -> Vec<UnitLink> {
    let meeting = Meeting {
        source,
        target_language,
        lexicon,
        sounds: (target_language == Language::Japanese).then(|| Sounds::new(source)),
        spelled_nearly: SpelledNearly::new(&source.units),
        weaker: weaker_values(source),
    };
    let units: Vec<(u32, &Unit)> = (0..).zip(&target.units).collect();
    let mut links: Vec<UnitLink> = units
        .par_chunks(AT_ONCE)
        .flat_map_iter(|units| {
            let mut links = Vec::new();
            for &(target, unit) in units {
                meeting.link(target, unit, &mut links);
            }
            links
        })
        .collect();
    for &(target, entry) in &target.entries_inside {
        meeting.link_glosses(target, entry, &mut links);
    }
    for &(target, key) in &target.other_keys {
        links.extend(source.find_number(key).map(|source| UnitLink {
            source,
            target,
            kind: AnchorKind::Number,
        }));
    }
    links.par_sort_unstable_by_key(|l| (l.target, l.source, l.kind));
    links.dedup_by_key(|l| (l.target, l.source));
    links
}

/// What the units of the target are looked up in.
struct Meeting<'a> {
    source: &'a Vocabulary,
    target_language: Language,
    lexicon: &'a Lexicon,
    sounds: Option<Sounds<'a>>,
    spelled_nearly: SpelledNearly<'a>,
    weaker: FxHashMap<u64, Vec<u32>>,
}

impl Meeting<'_> {
    fn link(&self, target: u32, unit: &Unit, links: &mut Vec<UnitLink>) {
        let mut link = |source: u32, kind: AnchorKind| {
            links.push(UnitLink {
                source,
                target,
                kind,
            });
        };
        match unit {
            Unit::Number(key) => {
                let same = self.source.find_number(*key);
                let weaker = self.weaker.get(key).into_iter().flatten().copied();
                same.into_iter()
                    .chain(weaker)
                    .for_each(|source| link(source, AnchorKind::Number));
            }
            Unit::Word(word) => match self.source.find_word(word) {
                Some(same) => link(same, AnchorKind::Latin),
                None if self.target_language == Language::Japanese => self
                    .spelled_nearly
                    .like(word)
                    .for_each(|source| link(source, AnchorKind::Latin)),
                None => {}
            },
            Unit::Interjection(class) => self
                .source
                .find_interjection(*class)
                .into_iter()
                .for_each(|source| link(source, AnchorKind::Interjection)),
            Unit::Katakana(run) => self
                .sounds
                .iter()
                .flat_map(|sounds| sounds.like(run))
                .for_each(|source| link(source, AnchorKind::Sound)),
            Unit::Entry(entry) => self.link_glosses(target, *entry, links),
        }
    }

    fn link_glosses(&self, target: u32, entry: u32, links: &mut Vec<UnitLink>) {
        let met = self
            .lexicon
            .stems(entry)
            .filter_map(|stem| self.source.find_word(stem));
        links.extend(met.map(|source| UnitLink {
            source,
            target,
            kind: AnchorKind::Dictionary,
        }));
    }
}

fn weaker_values(source: &Vocabulary) -> FxHashMap<u64, Vec<u32>> {
    let mut weaker: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for &(unit, key) in &source.other_keys {
        weaker.entry(key).or_default().push(unit);
    }
    weaker
}

/// The spellings of the source by their sound.
struct Sounds<'a> {
    index: SoundIndex,
    spellings: Vec<(&'a str, u32)>,
}

impl<'a> Sounds<'a> {
    fn new(source: &'a Vocabulary) -> Self {
        let mut spellings: Vec<(&str, u32)> = source
            .spellings
            .iter()
            .map(|(s, &unit)| (&**s, unit))
            .collect();
        spellings.sort_unstable();
        Sounds {
            index: SoundIndex::new(spellings.iter().map(|s| s.0)),
            spellings,
        }
    }

    /// The units that a katakana word, or else its pieces, sound like.
    fn like(&self, run: &str) -> Vec<u32> {
        let mut candidates = Vec::new();
        self.index.likely(run, &mut candidates);
        let words = candidates.iter().map(|c| self.spellings[c.word as usize].1);
        words.collect()
    }
}

/// Words of the source by their first letters, to find what a translator spelled a little otherwise:
/// `Colour` for `Color`, `Kubernets` for `Kubernetes`.
struct SpelledNearly<'a> {
    by_beginning: FxHashMap<&'a str, Vec<(u32, &'a str)>>,
}

impl<'a> SpelledNearly<'a> {
    /// Letters that must be the same, and most words that may share them.
    const BEGINNING: usize = 3;
    const MOST: usize = 32;
    /// Letters of the shorter word, and how alike the two must be: one letter in seven may differ.
    const SHORTEST: usize = 5;
    const ALIKE: f64 = 0.85;

    fn new(units: &'a [Unit]) -> Self {
        let mut by_beginning: FxHashMap<&str, Vec<(u32, &str)>> = FxHashMap::default();
        for (k, unit) in (0..).zip(units) {
            if let Unit::Word(word) = unit
                && word.len() >= Self::SHORTEST
                && let Some(beginning) = word.get(..Self::BEGINNING)
            {
                let words = by_beginning.entry(beginning).or_default();
                if words.len() < Self::MOST {
                    words.push((k, word));
                }
            }
        }
        SpelledNearly { by_beginning }
    }

    fn like<'b>(&'b self, word: &'b str) -> impl Iterator<Item = u32> + 'b {
        let long = word.len() >= Self::SHORTEST;
        let beginning = word.get(..Self::BEGINNING).filter(|_| long).unwrap_or("");
        let words = self.by_beginning.get(beginning).into_iter().flatten();
        let alike =
            |other: &str| strsim::normalized_damerau_levenshtein(word, other) >= Self::ALIKE;
        words
            .filter(move |(_, other)| alike(other))
            .map(|&(unit, _)| unit)
    }
}
