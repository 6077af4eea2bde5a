//! [`Memory`]: how a corpus renders its sentences and terms, so that the review of one document sees the others.
//!
//! In: what `remember.rs` finds in aligned bitexts, one after the other. Out: the renderings of a sentence, the sentences of a rendering, the usual
//! rendering of a term. O(bytes) of time, and of memory for the sentences that are compared.

use std::collections::BTreeMap;

/// How the documents of a corpus render their sentences and terms. Given to the review of each of them
/// ([`ReviewOptions::memory`](crate::review::ReviewOptions::memory)), it lets
/// [`Check::Terminology`](crate::review::Check::Terminology) compare a document with all the others.
///
/// ```
/// use taiyaku::review::{Check, Memory, ReviewOptions, review};
/// use taiyaku::{Aligner, Bitext};
///
/// let aligner = Aligner::new();
/// let documents = [
///     Bitext::new("The north gate closes at dusk.", "北門は日暮れに閉まる。"),
///     Bitext::new("The north gate closes at dusk.", "夕方になると北の入り口は閉鎖される。"),
/// ];
/// let mut memory = Memory::new();
/// for bitext in &documents {
///     memory.add(&aligner.read(bitext), &aligner.align(bitext));
/// }
/// let options = ReviewOptions::default().memory(memory).only([Check::Terminology]);
/// let anchored = aligner.read(&documents[1]);
/// let findings = review(&anchored, &aligner.align(&anchored), &options);
/// assert!(findings[0].reason.english.contains("北門は日暮れに閉まる。"));
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Memory {
    by_source: Groups,
    by_target: Groups,
    /// For each term the pairs in which it has each of its renderings.
    terms: BTreeMap<String, BTreeMap<String, u32>>,
}

/// Texts of one side, as they are compared, with those of the other that they stand beside.
type Groups = BTreeMap<String, BTreeMap<String, Counterpart>>;

/// A text that stands beside another.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(super) struct Counterpart {
    /// The text as it stood first.
    pub(super) text: String,
    /// Pairs in which it does.
    pub(super) n_pairs: u32,
}

impl Memory {
    /// A memory of nothing.
    #[must_use]
    pub fn new() -> Self {
        Memory::default()
    }

    /// Takes in a pair of sentences: how each is compared, and as it stands.
    pub(super) fn note_rendering(&mut self, source: &str, target: &str, shown: &str) {
        note(&mut self.by_source, source, target, shown, 1);
    }

    /// Takes in a rendering that no other sentence should have.
    pub(super) fn note_source(&mut self, target: &str, source: &str, shown: &str) {
        note(&mut self.by_target, target, source, shown, 1);
    }

    /// Takes in the renderings of a term, with the pairs that have each.
    pub(super) fn note_term(
        &mut self,
        term: String,
        renderings: impl IntoIterator<Item = (String, u32)>,
    ) {
        let known = self.terms.entry(term).or_default();
        for (rendering, n_pairs) in renderings {
            *known.entry(rendering).or_default() += n_pairs;
        }
    }

    /// Takes in what another memory knows, as if its documents came after. O(both).
    ///
    /// ```
    /// use taiyaku::review::Memory;
    /// use taiyaku::{Aligner, Bitext};
    ///
    /// let aligner = Aligner::new();
    /// let mut all = Memory::new();
    /// for (english, japanese) in [("The gate closes at dusk.", "門は日暮れに閉まる。"), ("It rained.", "雨が降った。")] {
    ///     let anchored = aligner.read(&Bitext::new(english, japanese));
    ///     let mut of_one = Memory::new();
    ///     of_one.add(&anchored, &aligner.align(&anchored));
    ///     all.merge(of_one);
    /// }
    /// assert!(!all.is_empty());
    /// ```
    pub fn merge(&mut self, other: Memory) {
        for (groups, others) in [
            (&mut self.by_source, other.by_source),
            (&mut self.by_target, other.by_target),
        ] {
            for (text, beside) in others {
                for (
                    plain,
                    Counterpart {
                        text: shown,
                        n_pairs,
                    },
                ) in beside
                {
                    note(groups, &text, &plain, &shown, n_pairs);
                }
            }
        }
        for (term, renderings) in other.terms {
            self.note_term(term, renderings);
        }
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_source.is_empty() && self.terms.is_empty()
    }

    /// The renderings of a sentence.
    pub(super) fn of_source(&self, plain: &str) -> Option<&BTreeMap<String, Counterpart>> {
        self.by_source.get(plain)
    }

    /// The sentences of a rendering.
    pub(super) fn of_target(&self, plain: &str) -> Option<&BTreeMap<String, Counterpart>> {
        self.by_target.get(plain)
    }

    /// The renderings of a term, with the pairs that have each.
    pub(super) fn of_term(&self, term: &str) -> Option<&BTreeMap<String, u32>> {
        self.terms.get(term)
    }
}

fn note(groups: &mut Groups, text: &str, plain: &str, shown: &str, n_pairs: u32) {
    let known = groups.entry(text.to_owned()).or_default();
    let beside = known
        .entry(plain.to_owned())
        .or_insert_with(|| Counterpart {
            text: shown.to_owned(),
            n_pairs: 0,
        });
    beside.n_pairs += n_pairs;
}
