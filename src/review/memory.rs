//! [`Memory`]: how a corpus renders its sentences and terms, so that the review of one document sees the others.
//!
//! In: aligned bitexts, one after the other. Out: the renderings of a sentence, the sentences of a rendering, the usual
//! rendering of a term. O(bytes) of time, and of memory for the sentences that are compared.

use std::collections::BTreeMap;

use crate::align::Alignment;
use crate::anchor::Anchored;
use crate::review::check::Check;
use crate::review::checks::{terminology, terms};
use crate::review::options::ReviewOptions;
use crate::review::view::View;

/// How the documents of a corpus render their sentences and terms. Given to the review of each of them
/// ([`ReviewOptions::memory`]), it lets [`Check::Terminology`] compare a document with all the others.
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
pub struct Memory {
    by_source: Groups,
    by_target: Groups,
    /// For each term the pairs in which it has each of its renderings.
    terms: BTreeMap<String, BTreeMap<String, u32>>,
}

/// Texts of one side, as they are compared, with those of the other that they stand beside.
type Groups = BTreeMap<String, BTreeMap<String, Beside>>;

/// A text that stands beside another.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Beside {
    /// The text as it stood first.
    pub(super) text: String,
    /// Pairs in which it does.
    pub(super) n_pairs: u32,
}

impl Memory {
    /// A memory of nothing.
    pub fn new() -> Self {
        Memory::default()
    }

    /// Takes in a document. O(bytes).
    pub fn add(&mut self, anchored: &Anchored, alignment: &Alignment) {
        let options = ReviewOptions::default().only([Check::Terminology]);
        let view = View::new(anchored, alignment, &options);
        for pair in terminology::compared(&view) {
            let bead = &view.beads[pair.bead];
            let (source, target) = (view.source_text(bead), view.target_text(bead));
            note(&mut self.by_source, &pair.source, &pair.target, target, 1);
            if pair.is_long {
                note(&mut self.by_target, &pair.target, &pair.source, source, 1);
            }
        }
        for (term, renderings) in terms::renderings(&view) {
            let known = self.terms.entry(term).or_default();
            for (rendering, n_pairs) in renderings {
                *known.entry(rendering).or_default() += n_pairs;
            }
        }
    }

    /// Takes in what another memory knows, as if its documents came after. O(both).
    pub fn merge(&mut self, other: Memory) {
        for (groups, others) in [
            (&mut self.by_source, other.by_source),
            (&mut self.by_target, other.by_target),
        ] {
            for (text, beside) in others {
                for (
                    plain,
                    Beside {
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
            let known = self.terms.entry(term).or_default();
            for (rendering, n_pairs) in renderings {
                *known.entry(rendering).or_default() += n_pairs;
            }
        }
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.by_source.is_empty() && self.terms.is_empty()
    }

    /// The renderings of a sentence.
    pub(super) fn of_source(&self, plain: &str) -> Option<&BTreeMap<String, Beside>> {
        self.by_source.get(plain)
    }

    /// The sentences of a rendering.
    pub(super) fn of_target(&self, plain: &str) -> Option<&BTreeMap<String, Beside>> {
        self.by_target.get(plain)
    }

    /// The renderings of a term, with the pairs that have each.
    pub(super) fn of_term(&self, term: &str) -> Option<&BTreeMap<String, u32>> {
        self.terms.get(term)
    }
}

fn note(groups: &mut Groups, text: &str, plain: &str, shown: &str, n_pairs: u32) {
    let known = groups.entry(text.to_owned()).or_default();
    let beside = known.entry(plain.to_owned()).or_insert_with(|| Beside {
        text: shown.to_owned(),
        n_pairs: 0,
    });
    beside.n_pairs += n_pairs;
}

#[cfg(all(test, feature = "lexicon"))]
mod tests {
    use super::*;
    use crate::align::Aligner;
    use crate::bitext::Bitext;
    use crate::review::review;

    fn memory(documents: &[(&str, &str)]) -> Memory {
        let aligner = Aligner::new();
        let mut memory = Memory::new();
        for &(source, target) in documents {
            let bitext = Bitext::new(source, target);
            memory.add(&aligner.read(&bitext), &aligner.align(&bitext));
        }
        memory
    }

    fn told(memory: Memory, source: &str, target: &str) -> Vec<String> {
        let bitext = Bitext::new(source, target);
        let aligner = Aligner::new();
        let anchored = aligner.read(&bitext);
        let alignment = aligner.align(&anchored);
        let options = ReviewOptions::default()
            .memory(memory)
            .only([Check::Terminology]);
        let findings = review(&anchored, &alignment, &options);
        findings.into_iter().map(|f| f.reason.english).collect()
    }

    const TIDE: (&str, &str) = (
        "The tide turns before noon today.",
        "今日は正午前に潮が変わる。",
    );
    const CONTRACTS: [(&str, &str); 3] = [
        (
            "The contract was signed in March.",
            "契約は三月に署名された。",
        ),
        (
            "Our lawyer keeps the contract in a safe.",
            "弁護士が契約を金庫に保管している。",
        ),
        (
            "She read the contract twice on the train.",
            "彼女は列車で契約を二度読んだ。",
        ),
    ];

    #[test]
    fn a_document_is_compared_with_the_others() {
        let mut all = vec![TIDE];
        all.extend(CONTRACTS);
        for (name, known, document, expected) in [
            (
                "another rendering",
                &all[..1],
                (TIDE.0, "本日、昼になる前に海流の向きが逆転します。"),
                "the same sentence is elsewhere rendered “今日は正午前に潮が変わる。”",
            ),
            ("the same rendering", &all[..1], TIDE, ""),
            (
                "nearly the same rendering",
                &all[..1],
                (TIDE.0, "今日は正午前に潮が変わる"),
                "",
            ),
            (
                "another sentence",
                &all[..1],
                ("Nobody sails out in winter here.", TIDE.1),
                "elsewhere this is the rendering of “The tide turns before noon today.”",
            ),
            (
                "another term",
                &all[1..],
                (
                    "He lost the contract on the ferry.",
                    "彼はフェリーで請負をなくした。",
                ),
                "“contract” is 請負 here and 契約 in the corpus (3)",
            ),
            (
                "the same term",
                &all[1..],
                (
                    "He lost the contract on the ferry.",
                    "彼はフェリーで契約書をなくした。",
                ),
                "",
            ),
            (
                "too few to be usual",
                &all[1..3],
                (
                    "He lost the contract on the ferry.",
                    "彼はフェリーで請負をなくした。",
                ),
                "",
            ),
        ] {
            let found = told(memory(known), document.0, document.1);
            assert_eq!(found.join("; "), expected, "{name}");
        }
    }

    #[test]
    fn a_memory_that_knows_the_document_says_no_more_of_it() {
        assert_eq!(told(memory(&[TIDE]), TIDE.0, TIDE.1), [""; 0]);
    }

    #[test]
    fn memories_are_merged_as_if_read_one_after_the_other() {
        let mut all = vec![TIDE, (TIDE.0, "潮は昼前に変わる。")];
        all.extend(CONTRACTS);
        let mut merged = memory(&all[..1]);
        merged.merge(memory(&all[1..]));
        assert_eq!(merged, memory(&all));
        assert!(!merged.is_empty() && Memory::new().is_empty());
    }
}
