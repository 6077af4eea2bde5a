//! Two collections without names: shuffled passages, one in five without its partner.
//!
//! In: passages. Out: the passages of either side. O(passages).

use taiyaku_lab::passages::{Document, Passage};
use taiyaku_lab::random::Random;

/// One passage in ten lacks its source, and one in ten its target.
const ONE_IN: usize = 10;

/// Passages in two orders; some stand on one side alone.
pub(crate) struct Collection {
    pub(crate) passages: Vec<Passage>,
    /// Numbers of passages.
    pub(crate) sources: Vec<usize>,
    pub(crate) targets: Vec<usize>,
}

impl Collection {
    /// Shuffles passages. The same passages give the same collection.
    pub(crate) fn new(mut passages: Vec<Passage>) -> Collection {
        let mut random = Random::new(7, &["match-documents"]);
        random.shuffle(&mut passages);
        let all = 0..passages.len();
        let mut sources: Vec<usize> = all.clone().filter(|k| k % ONE_IN != 0).collect();
        let mut targets: Vec<usize> = all.filter(|k| k % ONE_IN != ONE_IN / 2).collect();
        random.shuffle(&mut sources);
        random.shuffle(&mut targets);
        Collection {
            passages,
            sources,
            targets,
        }
    }

    /// The number of passages that stand on both sides.
    pub(crate) fn n_pairs(&self) -> usize {
        self.sources.len() + self.targets.len() - self.passages.len()
    }

    /// Whether a source and a target are the two sides of a passage, or have the texts of one.
    pub(crate) fn is_pair(&self, source: usize, target: usize) -> bool {
        let source = &self.passages[self.sources[source]];
        let target = &self.passages[self.targets[target]];
        source.source == target.source && source.target == target.target
    }
}

/// `n` documents, each two windows of `n_sentences` sentences, so that many documents share a half.
pub(crate) fn spliced(documents: &[Document], n_sentences: usize, n: usize) -> Vec<Passage> {
    let windows = documents.iter().flat_map(|d| d.windows(n_sentences));
    let windows: Vec<Passage> = windows.collect();
    let mut random = Random::new(7, &["spliced"]);
    let mut splice = || {
        let (first, second) = (random.pick(&windows)?, random.pick(&windows)?);
        Some(Passage {
            source: format!("{}\n\n{}", first.source, second.source),
            target: format!("{}\n\n{}", first.target, second.target),
        })
    };
    (0..n).filter_map(|_| splice()).collect()
}
