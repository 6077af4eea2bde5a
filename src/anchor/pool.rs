//! The units of many documents of one side, numbered together, and the links between two such pools.
//!
//! In: inventories. Out: a [`Pool`], and the units of two pools that can meet, by the same rules as in one bitext.
//! O(units of all documents).

use crate::anchor::features::UnitLink;
use crate::anchor::inventory::{Inventory, Placed};
use crate::anchor::links::SourceLookup;
use crate::anchor::vocabulary::{NOTHING, Vocabulary};
use crate::lexicon::Lexicon;
use crate::parallel;
use crate::rows::Rows;
use crate::text::Language;

/// Documents that a thread numbers at once.
const AT_ONCE: usize = 1_024;

/// The units of many documents.
pub(crate) struct Pool {
    vocabulary: Vocabulary,
    language: Language,
    /// The units of each document in the order of their numbers, each once.
    pub(crate) units: Rows<Placed>,
}

impl Pool {
    /// Numbers the units of some documents of one language. The numbers depend on the order of the documents.
    pub(crate) fn new(documents: &[&Inventory], language: Language) -> Pool {
        let parts = parallel::map_chunks(documents, AT_ONCE, |documents| {
            let mut vocabulary = Vocabulary::new(0);
            let rows = documents.iter().map(|d| d.add_to(&mut vocabulary));
            (rows.collect::<Vec<_>>(), vocabulary)
        });
        let (rows, vocabularies): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        let (vocabulary, numbers) = Vocabulary::joined(vocabularies, language);
        let mut units = Rows::default();
        for (part, numbers) in rows.into_iter().zip(&numbers) {
            for row in part {
                let placed = row.into_iter().map(|placed| Placed {
                    unit: numbers[placed.unit as usize],
                    ..placed
                });
                let mut row: Vec<Placed> = placed.filter(|p| p.unit != NOTHING).collect();
                row.sort_unstable_by_key(|placed| (placed.unit, placed.place));
                row.dedup_by_key(|placed| placed.unit);
                units.push(row);
            }
        }
        Pool {
            vocabulary,
            language,
            units,
        }
    }

    /// The number of distinct units.
    pub(crate) fn n_units(&self) -> usize {
        self.vocabulary.units.len()
    }

    /// The units of this pool that can meet units of a target, sorted by target unit, then source unit; no pair twice.
    pub(crate) fn links_to(&self, target: &Pool, lexicon: &Lexicon) -> Vec<UnitLink> {
        let lookup = SourceLookup::new(&self.vocabulary, target.language);
        lookup.links(&self.vocabulary, &target.vocabulary, lexicon)
    }
}
