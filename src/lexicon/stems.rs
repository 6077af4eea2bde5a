//! The lexicon from its English side: which stems it knows, and which entries have a stem among their first glosses.
//!
//! In: a stem. Out: whether it is a gloss, its entries, or their kanji. The table of stems is made on first use, in O(bytes): 22
//! million instructions for the embedded lexicon. A look-up is O(1) plus the entries.

use std::hash::BuildHasher;
use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::lexicon::builder::JOINT;
use crate::rows::Rows;
use crate::text::script::is_kanji;

/// The first stems of an entry, which say best what it means.
const LEADING: u32 = 3;
/// Bytes of the lexicon's text for each stem, at least: room for so many stems is reserved.
const BYTES_OF_STEM: usize = 8;

/// All stems of all entries, in as many rows by their hash as there are stems or a few more, in the order of entries.
#[derive(Clone)]
pub(super) struct StemTable {
    /// A power of two of rows.
    rows: Rows<Stem>,
    kanji: KnownKanji,
}

/// By the hash of a stem the kanji of the keys of the entries that it leads, found when they are first asked for: the documents of
/// a corpus ask for the same ones again and again.
#[derive(Default)]
struct KnownKanji(RwLock<FxHashMap<u64, Arc<[char]>>>);

impl Clone for KnownKanji {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// A stem of an entry.
#[derive(Debug, Clone, Copy, Default)]
struct Stem {
    hash: u64,
    entry: u32,
    /// Its place among the stems of the entry.
    place: u32,
}

impl StemTable {
    /// The table of the lines of all entries, each its glosses; together they have at most so many bytes.
    pub(super) fn new<'l>(n_bytes: usize, lines: impl Iterator<Item = &'l str>) -> Self {
        let mut stems = Vec::with_capacity(n_bytes / BYTES_OF_STEM);
        for (entry, line) in (0..).zip(lines) {
            add_stems(line, entry, &mut stems);
        }
        let mut counts = vec![0; stems.len().next_power_of_two()];
        let mask = counts.len() - 1;
        let row = |stem: &Stem| stem.hash as usize & mask;
        stems.iter().for_each(|stem| counts[row(stem)] += 1);
        let numbered = stems.iter().map(|stem| (row(stem), *stem));
        StemTable {
            rows: Rows::grouped(counts, numbered),
            kanji: KnownKanji::default(),
        }
    }

    /// The entries that have the stem among their first three, in order; one that has it twice may come twice.
    pub(super) fn entries_led_by(&self, stem: &str) -> impl Iterator<Item = u32> {
        let led = self.entries(stem).filter(|&(_, place)| place < LEADING);
        led.map(|(entry, _)| entry)
    }

    /// The kanji of the entries that have the stem among their first three, in order, each once; `key` gives the key of an entry.
    pub(super) fn kanji_led_by<'l>(&self, stem: &str, key: impl Fn(u32) -> &'l str) -> Arc<[char]> {
        let hash = hash(stem.as_bytes());
        let known = self.kanji.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(kanji) = known.get(&hash) {
            return Arc::clone(kanji);
        }
        drop(known);
        let keys = self.entries_led_by(stem).map(key);
        let mut kanji: Vec<char> = keys.flat_map(str::chars).filter(|&c| is_kanji(c)).collect();
        kanji.sort_unstable();
        kanji.dedup();
        let kanji: Arc<[char]> = kanji.into();
        // There are no more of them than stems that lead an entry.
        if !kanji.is_empty() {
            let mut known = self.kanji.0.write().unwrap_or_else(PoisonError::into_inner);
            known.insert(hash, Arc::clone(&kanji));
        }
        kanji
    }

    /// The entries that have a stem, each with the place of the stem among its own.
    pub(super) fn entries(&self, stem: &str) -> impl Iterator<Item = (u32, u32)> {
        let hash = hash(stem.as_bytes());
        let row = self.rows.row(hash as usize & (self.rows.len() - 1));
        let same = row.iter().filter(move |stem| stem.hash == hash);
        same.map(|stem| (stem.entry, stem.place))
    }
}

fn hash(stem: &[u8]) -> u64 {
    FxBuildHasher.hash_one(stem)
}

/// Adds the stems of an entry, as `Lexicon::stems` gives them.
fn add_stems(line: &str, entry: u32, stems: &mut Vec<Stem>) {
    let all = line
        .as_bytes()
        .split(|&byte| byte == b' ' || byte == JOINT as u8);
    for (place, stem) in (0..).zip(all.filter(|stem| !stem.is_empty())) {
        let hash = hash(stem);
        stems.push(Stem { hash, entry, place });
    }
}
