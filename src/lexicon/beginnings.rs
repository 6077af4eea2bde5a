//! Which entries of a sorted list begin with two characters.
//!
//! In: the first two characters of a text. Out: the entries that begin with them. O(1); for most texts that
//! begin no key one bit of a small filter says so, without a look at the table.

use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap};

/// The first character of an entry, and the second if it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Beginning(u64);

impl Beginning {
    pub(crate) fn new(first: char, second: Option<char>) -> Self {
        // No character has this number, so that a text of one character differs from every text of two.
        let second = second.map_or(u32::MAX, u32::from);
        Beginning(u64::from(first) << u32::BITS | u64::from(second))
    }

    /// The beginning of a text; none if it is empty.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let mut characters = text.chars();
        Some(Beginning::new(characters.next()?, characters.next()))
    }
}

/// Bits of the filter for each beginning, at least.
const BITS: usize = 20;

/// The entries of each beginning, half-open.
#[derive(Clone)]
pub(crate) struct Beginnings {
    entries: FxHashMap<Beginning, (u32, u32)>,
    /// A bit for the hash of each beginning; a power of two of them.
    filter: Vec<u64>,
}

impl Beginnings {
    /// An empty list with room for so many beginnings.
    pub(crate) fn new(capacity: usize) -> Self {
        let mut entries = FxHashMap::default();
        entries.reserve(capacity);
        Beginnings {
            entries,
            filter: vec![0; (capacity * BITS).next_power_of_two().div_ceil(64)],
        }
    }

    pub(crate) fn insert(&mut self, beginning: Beginning, entries: (u32, u32)) {
        self.entries.insert(beginning, entries);
        let (word, bit) = self.bit(beginning);
        self.filter[word] |= bit;
    }

    pub(crate) fn get(&self, beginning: Beginning) -> Option<(u32, u32)> {
        let (word, bit) = self.bit(beginning);
        if self.filter[word] & bit == 0 {
            return None;
        }
        self.entries.get(&beginning).copied()
    }

    /// The word of the filter that holds the bit of a beginning, and the bit.
    fn bit(&self, beginning: Beginning) -> (usize, u64) {
        let hash = FxBuildHasher.hash_one(beginning) as usize;
        ((hash / 64) & (self.filter.len() - 1), 1 << (hash % 64))
    }
}
