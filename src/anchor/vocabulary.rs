//! The units of one side, numbered in the order in which they were first met.
//!
//! In: what a reader met, segment by segment. Out: a number for each distinct unit. Parts of a text can be read apart
//! and joined: the numbers are those of one reading from beginning to end. Words are units as they are spelled until all
//! is read; then each spelling is stemmed once. O(1) hashes a unit.

use rustc_hash::FxHashMap;

use crate::anchor::features::UnitClass;
use crate::lexicon::Lexicon;
use crate::number::Number;
use crate::parallel;
use crate::text::Language;
use crate::text::cognate;
use crate::text::script::{Class, class, first_bytes, is_kanji};
use crate::text::word;

/// The number of a spelling that is no unit.
pub(super) const NOTHING: u32 = u32::MAX;

/// Spellings that a thread stems at once.
const AT_ONCE: usize = 256;

/// What a unit is, so that units of the two sides can be linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unit {
    Number(u64),
    Word(Box<str>),
    Katakana(Box<str>),
    /// An entry of the lexicon.
    Entry(u32),
    Interjection(u8),
}

/// The units of one side, or of a part of it.
#[derive(Default)]
pub(super) struct Vocabulary {
    pub(super) units: Vec<Unit>,
    numbers: FxHashMap<u64, u32>,
    words: FxHashMap<Box<str>, u32>,
    katakana: FxHashMap<Box<str>, u32>,
    entries: FxHashMap<u32, u32>,
    interjections: FxHashMap<u8, u32>,
    /// Weaker values of numbers, by unit: a unit can meet these too.
    pub(super) other_keys: Vec<(u32, u64)>,
    /// Entries of the lexicon found in katakana words, by unit.
    pub(super) entries_inside: Vec<(u32, u32)>,
    /// Until words are stemmed, the spellings met, also those that say nothing.
    met: Spellings,
    /// When words are stemmed, every spelling with its unit, for the look-up by sound.
    pub(super) spellings: FxHashMap<Box<str>, u32>,
}

/// Spellings by number. Most have up to eight bytes; these are looked up as one integer, without reading their text.
#[derive(Default)]
struct Spellings {
    short: FxHashMap<u64, u32>,
    long: FxHashMap<Box<str>, u32>,
}

impl Spellings {
    fn is_short(spelling: &str) -> bool {
        spelling.len() <= 8 && !spelling.ends_with('\0')
    }

    fn get(&self, spelling: &str) -> Option<u32> {
        match Self::is_short(spelling) {
            true => self.short.get(&first_bytes(spelling)).copied(),
            false => self.long.get(spelling).copied(),
        }
    }

    fn insert(&mut self, spelling: &str, number: u32) {
        if Self::is_short(spelling) {
            self.short.insert(first_bytes(spelling), number);
        } else {
            self.long.insert(spelling.into(), number);
        }
    }
}

/// About how many new units a segment adds. Room for so many is reserved at the start.
const NEW_IN_SEGMENT: usize = 3;

impl Vocabulary {
    /// An empty vocabulary, with memory reserved for the units of `n_segments` segments.
    pub(super) fn new(n_segments: usize) -> Self {
        let n_units = n_segments * NEW_IN_SEGMENT;
        let mut vocabulary = Vocabulary::default();
        vocabulary.units.reserve(n_units);
        vocabulary.met.short.reserve(n_units);
        vocabulary
    }

    fn push(&mut self, unit: Unit) -> u32 {
        self.units.push(unit);
        self.units.len() as u32 - 1
    }

    pub(super) fn number(&mut self, number: &Number) -> u32 {
        self.number_of(number.key(), number.other_keys())
    }

    /// The unit of the key of a number, and its weaker values, if it is new.
    pub(super) fn number_of(&mut self, key: u64, others: impl Iterator<Item = u64>) -> u32 {
        if let Some(&id) = self.numbers.get(&key) {
            return id;
        }
        let id = self.push(Unit::Number(key));
        self.numbers.insert(key, id);
        self.other_keys.extend(others.map(|key| (id, key)));
        id
    }

    /// The unit of a spelling, unless it is one that says nothing.
    pub(super) fn spelling(
        &mut self,
        spelling: &str,
        says_nothing: impl Fn(&str) -> bool,
    ) -> Option<u32> {
        let unit = match self.met.get(spelling) {
            Some(unit) => unit,
            None => {
                let unit = match says_nothing(spelling) {
                    true => NOTHING,
                    false => self.push(Unit::Word(spelling.into())),
                };
                self.met.insert(spelling, unit);
                unit
            }
        };
        (unit != NOTHING).then_some(unit)
    }

    /// The unit of a katakana word, and `inside`, the entries of the lexicon in it, if it is new.
    pub(super) fn katakana(&mut self, word: &str, inside: impl Iterator<Item = u32>) -> u32 {
        if let Some(&id) = self.katakana.get(word) {
            return id;
        }
        let id = self.push(Unit::Katakana(word.into()));
        self.katakana.insert(word.into(), id);
        self.entries_inside.extend(inside.map(|entry| (id, entry)));
        id
    }

    pub(super) fn entry(&mut self, entry: u32) -> u32 {
        if let Some(&id) = self.entries.get(&entry) {
            return id;
        }
        let id = self.push(Unit::Entry(entry));
        self.entries.insert(entry, id);
        id
    }

    pub(super) fn interjection(&mut self, class: u8) -> u32 {
        if let Some(&id) = self.interjections.get(&class) {
            return id;
        }
        let id = self.push(Unit::Interjection(class));
        self.interjections.insert(class, id);
        id
    }

    /// What each unit is.
    pub(super) fn classes(&self, lexicon: &Lexicon) -> Vec<UnitClass> {
        let in_kana = |entry: u32| !lexicon.key(entry).chars().any(is_kanji);
        self.units
            .iter()
            .map(|unit| match unit {
                Unit::Number(_) => UnitClass::Number,
                Unit::Word(_) => UnitClass::Word,
                Unit::Katakana(_) => UnitClass::Katakana,
                Unit::Entry(entry) if in_kana(*entry) => UnitClass::Kana,
                Unit::Entry(_) => UnitClass::Kanji,
                Unit::Interjection(_) => UnitClass::Interjection,
            })
            .collect()
    }

    pub(super) fn find_entry(&self, entry: u32) -> Option<u32> {
        self.entries.get(&entry).copied()
    }

    pub(super) fn find_number(&self, key: u64) -> Option<u32> {
        self.numbers.get(&key).copied()
    }

    pub(super) fn find_word(&self, stem: &str) -> Option<u32> {
        self.words.get(stem).copied()
    }

    pub(super) fn find_interjection(&self, class: u8) -> Option<u32> {
        self.interjections.get(&class).copied()
    }

    /// The vocabulary of a whole text, words stemmed, and for each of its parts what numbers the units have in it.
    pub(super) fn joined(
        parts: impl IntoIterator<Item = Vocabulary>,
        language: Language,
    ) -> (Vocabulary, Vec<Vec<u32>>) {
        let mut parts = parts.into_iter();
        let mut whole = parts.next().unwrap_or_default();
        let mut numbers = vec![(0..whole.units.len() as u32).collect::<Vec<u32>>()];
        numbers.extend(parts.map(|part| whole.join(part)));
        let stemmed = whole.stem(language);
        for number in numbers.iter_mut().flatten() {
            *number = stemmed[*number as usize];
        }
        (whole, numbers)
    }

    /// Adds the units of the next part and returns their numbers here.
    fn join(&mut self, part: Vocabulary) -> Vec<u32> {
        let n_known = self.units.len() as u32;
        let ids: Vec<u32> = part
            .units
            .into_iter()
            .map(|unit| {
                let next = self.units.len() as u32;
                let id = match &unit {
                    Unit::Number(key) => *self.numbers.entry(*key).or_insert(next),
                    Unit::Word(spelling) => self.met.get(spelling).unwrap_or_else(|| {
                        self.met.insert(spelling, next);
                        next
                    }),
                    Unit::Katakana(word) => known(&mut self.katakana, word, next),
                    Unit::Entry(entry) => *self.entries.entry(*entry).or_insert(next),
                    Unit::Interjection(class) => *self.interjections.entry(*class).or_insert(next),
                };
                if id == next {
                    self.units.push(unit);
                }
                id
            })
            .collect();
        let is_new = |unit: u32| ids[unit as usize] >= n_known;
        let other_keys = part.other_keys.iter().filter(|(unit, _)| is_new(*unit));
        self.other_keys
            .extend(other_keys.map(|&(unit, key)| (ids[unit as usize], key)));
        let inside = part.entries_inside.iter().filter(|(unit, _)| is_new(*unit));
        self.entries_inside
            .extend(inside.map(|&(unit, entry)| (ids[unit as usize], entry)));
        ids
    }

    /// Joins all spellings of a word into one unit, on all cores, and returns the new number of each unit. Words that are
    /// too short to mean anything get none.
    pub(super) fn stem(&mut self, language: Language) -> Vec<u32> {
        let stem = |unit: &Unit| match (unit, language) {
            (Unit::Word(word), Language::Other) => telling(cognate::prefix(word)),
            (Unit::Word(word), _) => longer_than_one(word::stem(word)),
            _ => None,
        };
        let stems = parallel::map_with(
            self.units.len(),
            AT_ONCE,
            || (),
            |(), k| stem(&self.units[k]),
        );
        let mut numbers = Vec::with_capacity(stems.len());
        self.met = Spellings::default();
        self.spellings.reserve(stems.len());
        for (unit, stem) in std::mem::take(&mut self.units).into_iter().zip(stems) {
            let next = self.units.len() as u32;
            let (unit, number) = match (unit, stem) {
                (Unit::Word(spelling), Some(stem)) => {
                    let number = known(&mut self.words, &stem, next);
                    self.spellings.insert(spelling, number);
                    (Unit::Word(stem), number)
                }
                (unit @ Unit::Word(_), None) => (unit, NOTHING),
                (unit, _) => (unit, next),
            };
            if number == next {
                self.units.push(unit);
            }
            numbers.push(number);
        }
        self.renumber(&numbers);
        numbers
    }

    fn renumber(&mut self, numbers: &[u32]) {
        let renumber = |unit: &mut u32| *unit = numbers[*unit as usize];
        self.numbers.values_mut().for_each(renumber);
        self.katakana.values_mut().for_each(renumber);
        self.entries.values_mut().for_each(renumber);
        self.interjections.values_mut().for_each(renumber);
        self.other_keys
            .iter_mut()
            .for_each(|(unit, _)| renumber(unit));
        self.entries_inside
            .iter_mut()
            .for_each(|(unit, _)| renumber(unit));
    }
}

fn known(ids: &mut FxHashMap<Box<str>, u32>, text: &str, next: u32) -> u32 {
    if let Some(&id) = ids.get(text) {
        return id;
    }
    ids.insert(text.into(), next);
    next
}

/// A word of another language, if it is long enough to mean anything. Two languages with one alphabet share words of two
/// letters by chance (`es`, `on`, `in`): without them the first pass over German and French is right for .83 of the
/// beads instead of .69.
fn telling(word: String) -> Option<Box<str>> {
    let latin = word.starts_with(|c| class(c) == Class::Latin);
    let shortest = match latin && !word.contains(|c: char| c.is_ascii_digit()) {
        true => 3,
        false => 2,
    };
    let is_telling = word.chars().nth(shortest - 1).is_some();
    is_telling.then(|| word.into())
}

fn longer_than_one(word: String) -> Option<Box<str>> {
    let is_longer = word.chars().nth(1).is_some();
    is_longer.then(|| word.into())
}
