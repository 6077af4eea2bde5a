//! [`Fingerprint`]: what is kept of a document to find its translation among many.
//!
//! In: a document and a lexicon. Out: its units, its length, and a hash of its text. O(bytes), and a few kilobytes.

use std::cmp::Ordering;

use crate::anchor::inventory::{Inventory, inventory};
use crate::fnv::Fnv;
use crate::lexicon::Lexicon;
use crate::text::{Document, Language};

/// What is kept of a document to match it: its distinct numbers, names and words in a packed form, where each first stands,
/// and its length. It takes about 3 KB for a document of 30 sentences, and at most about 50 KB.
#[derive(Debug, Clone, PartialEq)]
pub struct Fingerprint {
    /// Of the text.
    hash: u64,
    /// In characters of English.
    pub(super) length: f32,
    pub(super) language: Language,
    pub(super) inventory: Inventory,
}

impl Fingerprint {
    pub(super) fn new(document: &Document, lexicon: &Lexicon) -> Fingerprint {
        let (inventory, length) = inventory(document, lexicon);
        let mut hash = Fnv::new();
        hash.bytes(document.text().as_bytes());
        Fingerprint {
            hash: hash.0,
            length,
            language: document.language(),
            inventory,
        }
    }

    /// An order that depends on the documents alone.
    pub(super) fn order(&self, other: &Fingerprint) -> Ordering {
        let of_texts = self.hash.cmp(&other.hash);
        of_texts
            .then(self.language.cmp(&other.language))
            .then(self.length.total_cmp(&other.length))
            .then_with(|| self.inventory.cmp(&other.inventory))
    }

    /// About how many bytes of memory it takes.
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        size_of::<Fingerprint>() + self.inventory.n_bytes()
    }

    /// Whether nothing in the document could be met in another language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.inventory.len() == 0
    }
}
