//! What a [`Memory`] takes in of a document: the sentences and terms that [`Check::Terminology`] would compare.
//!
//! In: an aligned bitext. Out: a memory that knows it too. O(bytes).

use crate::align::Alignment;
use crate::anchor::Anchored;
use crate::review::check::Check;
use crate::review::checks::{terminology, terms};
use crate::review::memory::Memory;
use crate::review::options::ReviewOptions;
use crate::review::view::View;

impl Memory {
    /// Takes in a document. O(bytes).
    ///
    /// # Panics
    ///
    /// If the alignment is of another bitext.
    pub fn add(&mut self, anchored: &Anchored, alignment: &Alignment) {
        let options = ReviewOptions::default().only([Check::Terminology]);
        let view = View::new(anchored, alignment, &options);
        for pair in terminology::compared(&view) {
            let bead = &view.beads[pair.bead];
            let (source, target) = (view.source_text(bead), view.target_text(bead));
            self.note_rendering(&pair.source, &pair.target, target);
            if pair.is_long {
                self.note_source(&pair.target, &pair.source, source);
            }
        }
        for (term, renderings) in terms::renderings(&view) {
            self.note_term(term, renderings);
        }
    }
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
