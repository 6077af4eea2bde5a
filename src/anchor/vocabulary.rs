//! The units of one side, numbered in the order in which they were first met.
//!
//! In: what a reader met, segment by segment. Out: a number for each distinct unit. Parts of a text can be read apart
//! and joined: the numbers are those of one reading from beginning to end. O(1) hashes a unit.

use rustc_hash::FxHashMap;

use crate::anchor::features::UnitClass;
use crate::anchor::lexicon::Lexicon;
use crate::anchor::number::Number;
use crate::text::script::{Class, class};

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
    /// Every spelling of a word with its unit, for the look-up by sound.
    pub(super) spellings: FxHashMap<Box<str>, u32>,
}

impl Vocabulary {
    fn push(&mut self, unit: Unit) -> u32 {
        self.units.push(unit);
        self.units.len() as u32 - 1
    }

    pub(super) fn number(&mut self, number: &Number) -> u32 {
        let key = number.key();
        if let Some(&id) = self.numbers.get(&key) {
            return id;
        }
        let id = self.push(Unit::Number(key));
        self.numbers.insert(key, id);
        self.other_keys
            .extend(number.other_keys().map(|key| (id, key)));
        id
    }

    /// The unit of a stem.
    pub(super) fn word(&mut self, stem: &str) -> u32 {
        if let Some(&id) = self.words.get(stem) {
            return id;
        }
        let id = self.push(Unit::Word(stem.into()));
        self.words.insert(stem.into(), id);
        id
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

    /// Takes in the units of the part that follows; returns their numbers here.
    pub(super) fn join(&mut self, part: Vocabulary) -> Vec<u32> {
        let n_known = self.units.len() as u32;
        let ids: Vec<u32> = part
            .units
            .into_iter()
            .map(|unit| {
                let next = self.units.len() as u32;
                let id = match &unit {
                    Unit::Number(key) => *self.numbers.entry(*key).or_insert(next),
                    Unit::Word(stem) => known(&mut self.words, stem, next),
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
        for (spelling, unit) in part.spellings {
            self.spellings.entry(spelling).or_insert(ids[unit as usize]);
        }
        ids
    }
}

fn known(ids: &mut FxHashMap<Box<str>, u32>, text: &str, next: u32) -> u32 {
    if let Some(&id) = ids.get(text) {
        return id;
    }
    ids.insert(text.into(), next);
    next
}

fn is_kanji(c: char) -> bool {
    class(c) == Class::Kanji
}
