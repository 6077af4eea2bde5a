//! The lexicon from its English side: which stems it knows, and which entries have a stem among their first glosses.
//!
//! In: a stem. Out: whether it is a gloss, or its entries. Both tables are made on first use, in O(bytes), about five
//! milliseconds for the embedded lexicon; a look-up is O(log stems).

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use crate::lexicon::Lexicon;

impl Lexicon {
    /// Whether some entry has the stem among its glosses. The first call is O(bytes), about five milliseconds for
    /// the embedded lexicon; later ones are O(log stems).
    pub(crate) fn has_stem(&self, stem: &str) -> bool {
        let hash = |stem: &str| FxBuildHasher.hash_one(stem);
        let stems = self.stems.get_or_init(|| {
            let entries = 0..self.len() as u32;
            let mut stems: Vec<u64> = entries
                .flat_map(|entry| self.stems(entry))
                .map(hash)
                .collect();
            stems.sort_unstable();
            stems.dedup();
            stems
        });
        stems.binary_search(&hash(stem)).is_ok()
    }

    /// The entries that have the stem among their first three, in order. The first call is O(bytes), later ones are O(log
    /// entries) and the entries.
    pub(crate) fn entries_led_by(&self, stem: &str) -> impl Iterator<Item = u32> {
        const LEADING: usize = 3;
        let hash = |stem: &str| FxBuildHasher.hash_one(stem);
        let leading = self.leading.get_or_init(|| {
            let stems = |entry| self.stems(entry).take(LEADING);
            let mut leading: Vec<(u64, u32)> = (0..self.len() as u32)
                .flat_map(|entry| stems(entry).map(move |stem| (hash(stem), entry)))
                .collect();
            leading.sort_unstable();
            leading.dedup();
            leading
        });
        let hash = hash(stem);
        let from = leading.partition_point(|led| led.0 < hash);
        let led = leading[from..].iter().take_while(move |led| led.0 == hash);
        led.map(|led| led.1)
    }
}
