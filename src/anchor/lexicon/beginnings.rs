//! Which entries of a lexicon begin with two characters.
//!
//! In: the first two characters of a text. Out: the entries whose keys begin with them. O(1); most of what begins no key
//! is told by one bit, which is at hand where the table is not.

use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap};

/// The first two characters of a key; for a key of one character the second is NUL.
pub(super) type Beginning = (char, char);

/// Bits of the filter: some twenty for each beginning of the embedded lexicon.
const BITS: usize = 1 << 19;

/// The entries of each beginning, half-open.
#[derive(Clone)]
pub(super) struct Beginnings {
    entries: FxHashMap<Beginning, (u32, u32)>,
    /// A bit for the hash of each beginning.
    filter: Vec<u64>,
}

impl Beginnings {
    /// None yet, with room for so many.
    pub(super) fn new(capacity: usize) -> Self {
        let mut entries = FxHashMap::default();
        entries.reserve(capacity);
        Beginnings {
            entries,
            filter: vec![0; BITS / 64],
        }
    }

    pub(super) fn insert(&mut self, beginning: Beginning, entries: (u32, u32)) {
        self.entries.insert(beginning, entries);
        let bit = bit(beginning);
        self.filter[bit / 64] |= 1 << (bit % 64);
    }

    pub(super) fn get(&self, beginning: Beginning) -> Option<(u32, u32)> {
        let bit = bit(beginning);
        if self.filter[bit / 64] >> (bit % 64) & 1 == 0 {
            return None;
        }
        self.entries.get(&beginning).copied()
    }
}

fn bit(beginning: Beginning) -> usize {
    FxBuildHasher.hash_one(beginning) as usize % BITS
}
