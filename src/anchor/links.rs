//! Which units of the two sides can meet: equal numbers and words, katakana by sound, the glosses of the lexicon.
//!
//! In: the vocabularies of both sides, the source's first. Out: links. O(units), plus O(1) a distinct katakana word for
//! its candidates by sound.

use rustc_hash::FxHashMap;

use crate::anchor::features::{AnchorKind, UnitLink};
use crate::anchor::vocabulary::{Unit, Vocabulary};
use crate::lexicon::Lexicon;
use crate::name::SoundIndex;
use crate::parallel;
use crate::text::Language;

/// Units of the target that a thread takes at once.
const AT_ONCE: usize = 256;

/// The look-up tables for the units of a target. They depend on the source alone.
pub(super) struct SourceLookup {
    /// Only where the target is Japanese: words that are spelled nearly alike, and katakana by sound.
    forms: Option<(SpelledNearly, Sounds)>,
    weaker: FxHashMap<u64, Vec<u32>>,
}

impl SourceLookup {
    /// O(letters of the source's words), on all cores.
    pub(super) fn new(source: &Vocabulary, target_language: Language) -> Self {
        let forms = (target_language == Language::Japanese)
            .then(|| parallel::join(|| SpelledNearly::new(&source.units), || Sounds::new(source)));
        SourceLookup {
            forms,
            weaker: weaker_values(source),
        }
    }

    /// The units of the two sides that can meet, sorted by target unit, then source unit; no pair twice. `source` must
    /// be the vocabulary that `new` got.
    pub(super) fn links(
        &self,
        source: &Vocabulary,
        target: &Vocabulary,
        lexicon: &Lexicon,
    ) -> Vec<UnitLink> {
        let linker = Linker {
            lookup: self,
            source,
            lexicon,
            weaker: sorted(&target.other_keys),
            inside: sorted(&target.entries_inside),
        };
        let units: Vec<(u32, &Unit)> = (0..).zip(&target.units).collect();
        let parts = parallel::map_chunks(&units, AT_ONCE, |units| {
            let mut links = Vec::new();
            for &(target, unit) in units {
                let first = links.len();
                linker.link(target, unit, &mut links);
                links[first..].sort_unstable_by_key(|l: &UnitLink| (l.source, l.kind));
            }
            // Two units may meet in several ways; the first kind is kept.
            links.dedup_by_key(|l| (l.target, l.source));
            links
        });
        parts.concat()
    }
}

/// Links units of the target with units of the source.
struct Linker<'a> {
    lookup: &'a SourceLookup,
    source: &'a Vocabulary,
    lexicon: &'a Lexicon,
    /// The weaker values of numbers and the entries inside katakana of the target, by unit.
    weaker: Vec<(u32, u64)>,
    inside: Vec<(u32, u32)>,
}

impl Linker<'_> {
    /// Adds the links of a unit of the target.
    fn link(&self, target: u32, unit: &Unit, links: &mut Vec<UnitLink>) {
        let mut link = |source: u32, kind: AnchorKind| {
            links.push(UnitLink {
                source,
                target,
                kind,
            });
        };
        let forms = self.lookup.forms.as_ref();
        match unit {
            Unit::Number(key) => {
                let same = self.source.find_number(*key);
                let weaker = self.lookup.weaker.get(key).into_iter().flatten().copied();
                let own_weaker = of_unit(&self.weaker, target);
                let weakly = own_weaker.filter_map(|key| self.source.find_number(key));
                same.into_iter()
                    .chain(weaker)
                    .chain(weakly)
                    .for_each(|source| link(source, AnchorKind::Number));
            }
            Unit::Word(word) => match self.source.find_word(word) {
                Some(same) => link(same, AnchorKind::Latin),
                None => forms
                    .into_iter()
                    .flat_map(|(nearly, _)| nearly.like(word, &self.source.units))
                    .for_each(|source| link(source, AnchorKind::Latin)),
            },
            Unit::Interjection(class) => self
                .source
                .find_interjection(*class)
                .into_iter()
                .for_each(|source| link(source, AnchorKind::Interjection)),
            Unit::Katakana(run) => {
                forms
                    .into_iter()
                    .flat_map(|(_, sounds)| sounds.like(run))
                    .for_each(|source| link(source, AnchorKind::Sound));
                for entry in of_unit(&self.inside, target) {
                    self.link_glosses(target, entry, links);
                }
            }
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

fn sorted<T: Copy + Ord>(pairs: &[(u32, T)]) -> Vec<(u32, T)> {
    let mut pairs = pairs.to_vec();
    pairs.sort_unstable();
    pairs
}

/// The second halves of the sorted pairs that begin with a unit.
fn of_unit<T: Copy>(pairs: &[(u32, T)], unit: u32) -> impl Iterator<Item = T> {
    let from = pairs.partition_point(|pair| pair.0 < unit);
    let same = pairs[from..].iter().take_while(move |pair| pair.0 == unit);
    same.map(|pair| pair.1)
}

fn weaker_values(source: &Vocabulary) -> FxHashMap<u64, Vec<u32>> {
    let mut weaker: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for &(unit, key) in &source.other_keys {
        weaker.entry(key).or_default().push(unit);
    }
    weaker
}

/// The spellings of the source by their sound.
struct Sounds {
    index: SoundIndex,
    /// The unit of each word of the index.
    units: Vec<u32>,
}

impl Sounds {
    fn new(source: &Vocabulary) -> Self {
        let spellings = source.spellings.iter();
        let mut spellings: Vec<(&str, u32)> = spellings.map(|(s, &unit)| (&**s, unit)).collect();
        parallel::sort_unstable(&mut spellings);
        Sounds {
            index: SoundIndex::new(spellings.iter().map(|s| s.0)),
            units: spellings.iter().map(|s| s.1).collect(),
        }
    }

    /// The units that a katakana word, or else its pieces, sound like.
    fn like(&self, run: &str) -> Vec<u32> {
        let mut candidates = Vec::new();
        self.index.likely(run, &mut candidates);
        let units = candidates.iter().map(|c| self.units[c.word as usize]);
        units.collect()
    }
}

/// Words of the source by their first letters, to find words that a translator spelled slightly differently:
/// `Colour` for `Color`, `Kubernets` for `Kubernetes`.
struct SpelledNearly {
    by_beginning: FxHashMap<[u8; BEGINNING], Vec<u32>>,
}

/// Letters of nearly spelled words that must be the same, and most words that may share them.
const BEGINNING: usize = 3;
const MOST_OF_A_BEGINNING: usize = 32;
/// Bytes of the longest word that is compared, which takes the product of both lengths: nobody writes one that long.
const LONGEST: usize = 64;
/// Letters of the shorter word, and how alike the two must be: one letter in seven may differ.
const SHORTEST: usize = 5;
const ALIKE: f64 = 0.85;

impl SpelledNearly {
    fn new(units: &[Unit]) -> Self {
        let mut by_beginning: FxHashMap<[u8; BEGINNING], Vec<u32>> = FxHashMap::default();
        for (k, unit) in (0..).zip(units) {
            if let Unit::Word(word) = unit
                && let Some(beginning) = beginning(word)
            {
                let words = by_beginning.entry(beginning).or_default();
                if words.len() < MOST_OF_A_BEGINNING {
                    words.push(k);
                }
            }
        }
        SpelledNearly { by_beginning }
    }

    /// The units of the source that are spelled nearly like a word.
    fn like<'a>(&'a self, word: &'a str, units: &'a [Unit]) -> impl Iterator<Item = u32> + 'a {
        let known = beginning(word).and_then(|beginning| self.by_beginning.get(&beginning));
        let is_alike = |unit: &u32| match &units[*unit as usize] {
            Unit::Word(other) => ALIKE <= strsim::normalized_damerau_levenshtein(word, other),
            _ => false,
        };
        known.into_iter().flatten().copied().filter(is_alike)
    }
}

/// The first letters of a word that is long enough; none if another character stands among them, and none of an address, of
/// which each character matters.
fn beginning(word: &str) -> Option<[u8; BEGINNING]> {
    let beginning = word.get(..BEGINNING)?.as_bytes().try_into().ok()?;
    let may_vary = (SHORTEST..=LONGEST).contains(&word.len());
    (may_vary && !word.contains(['.', '/', '@', ':'])).then_some(beginning)
}
