//! Which document goes with which: English documents on one side, Japanese ones on the other, without pairs.
//!
//! In: a [`Fingerprint`] of every document. Out: one-to-one pairs, each a [`Match`] with a confidence. O(units of all
//! documents), and a few kilobytes a document.
//!
//! The units of all documents of a side are numbered together and linked as those of one bitext. An inverted index gives each
//! target document its likeliest partners, the rarest units first. Each is scored as a translation against another document: by
//! the units that meet, by their places and by the lengths. The best pair is taken first, then the best of those left.

mod candidates;
mod choice;
mod fingerprint;
mod score;
mod side;
#[cfg(all(test, feature = "lexicon"))]
mod tests;

use std::sync::Arc;

use crate::align::Aligner;
use crate::anchor::pool::Pool;
use crate::corpus::matching::candidates::{Finder, Index};
#[cfg(feature = "internals")]
#[doc(hidden)]
pub use crate::corpus::matching::choice::Traits;
use crate::corpus::matching::choice::{Chosen, choose};
pub use crate::corpus::matching::fingerprint::Fingerprint;
use crate::corpus::matching::score::{Scored, Scorer};
use crate::corpus::matching::side::Side;
use crate::lexicon::Lexicon;
use crate::parallel;
use crate::text::{Document, Language};

/// A source document and a target document that belong together.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Match {
    /// The number of the source document.
    pub source: usize,
    /// The number of the target document.
    pub target: usize,
    /// How likely the pair is right, from 0 to 1.
    pub confidence: f32,
}

impl Match {
    /// The least confidence of a pair that is worth keeping. Of the pairs above it, .6 % are wrong for documents of 5
    /// sentences, and none for documents of 20 (`match-documents --windows`).
    pub const LEAST_CONFIDENCE: f32 = 0.5;
}

/// Finds which documents of two collections belong together.
///
/// ```
/// use taiyaku::corpus::matching::{Match, Matcher};
/// use taiyaku::segment::Segmenter;
/// use taiyaku::{Aligner, Language};
///
/// let matcher = Matcher::new(&Aligner::new());
/// let read = |language, texts: [&str; 2]| {
///     let segmenter = Segmenter::new(language);
///     texts.map(|text| matcher.fingerprint(&segmenter.document(text)))
/// };
/// let english = read(Language::English, [
///     "The mill has 24 rooms. Melissa lives there with two dogs.",
///     "The ferry to the island leaves at 9:40 and costs 300 yen.",
/// ]);
/// let japanese = read(Language::Japanese, [
///     "島へのフェリーは9時40分に出て、料金は300円です。",
///     "水車小屋には部屋が24ある。メリッサは犬二匹とそこに住んでいる。",
/// ]);
/// let pairs: Vec<(usize, usize)> = matcher
///     .matches(&english, &japanese)
///     .iter()
///     .map(|found| (found.source, found.target))
///     .collect();
/// assert_eq!(pairs, [(0, 1), (1, 0)]);
/// ```
#[derive(Debug, Clone)]
pub struct Matcher {
    lexicon: Arc<Lexicon>,
}

impl Matcher {
    /// A matcher with the dictionary and the glossary of an aligner. O(1).
    #[must_use]
    pub fn new(aligner: &Aligner) -> Matcher {
        let lexicon = Arc::clone(aligner.lexicon());
        Matcher { lexicon }
    }

    /// Reads a document. Never fails. O(bytes).
    #[must_use]
    pub fn fingerprint(&self, document: &Document) -> Fingerprint {
        Fingerprint::new(document, &self.lexicon)
    }

    /// The pairs, in the order of the sources; no document is in two. The fingerprints must be those of this matcher.
    ///
    /// Every document that has a likely partner gets one, however unsure: keep those of
    /// [`Match::LEAST_CONFIDENCE`] or more. Equal documents are paired in their order. The result does not depend on the order
    /// of the documents in any other way, nor on the number of threads. O(units of all documents), on all cores.
    #[must_use]
    pub fn matches(&self, sources: &[Fingerprint], targets: &[Fingerprint]) -> Vec<Match> {
        parallel::enter(|| {
            let (sources, targets) = (Distinct::new(sources), Distinct::new(targets));
            let mut matches = Vec::new();
            for pair in self.choose(&sources, &targets) {
                let copies = sources.copies(pair.source).iter();
                let copies = copies.zip(targets.copies(pair.target));
                matches.extend(copies.map(|(&source, &target)| Match {
                    source,
                    target,
                    confidence: pair.traits.confidence(),
                }));
            }
            matches.sort_unstable_by_key(|found| found.source);
            matches
        })
    }

    /// The pairs with what their confidence is made of; for `crates/lab`.
    #[cfg(feature = "internals")]
    #[doc(hidden)]
    #[must_use]
    pub fn traits(
        &self,
        sources: &[Fingerprint],
        targets: &[Fingerprint],
    ) -> Vec<(usize, usize, Traits)> {
        let (sources, targets) = (Distinct::new(sources), Distinct::new(targets));
        let chosen = self.choose(&sources, &targets).into_iter();
        let first = |pair: Chosen| {
            let (source, target) = (
                sources.copies(pair.source)[0],
                targets.copies(pair.target)[0],
            );
            (source, target, pair.traits)
        };
        chosen.map(first).collect()
    }

    fn choose(&self, sources: &Distinct<'_>, targets: &Distinct<'_>) -> Vec<Chosen> {
        let (source_pool, target_pool) = parallel::join(|| sources.pool(), || targets.pool());
        let links = source_pool.links_to(&target_pool, &self.lexicon);
        let of_source = links.iter().map(|l| (l.source, l.target, l.kind));
        let of_target = links.iter().map(|l| (l.target, l.source, l.kind));
        let (source, target) = parallel::join(
            || Side::new(&source_pool, &target_pool, of_source, sources.lengths()),
            || Side::new(&target_pool, &source_pool, of_target, targets.lengths()),
        );
        let index = Index::new(&source);
        let workspace = || (Finder::default(), Scorer::default());
        let n_targets = target.n_documents();
        let rows = parallel::map_with(n_targets, AT_ONCE, workspace, |(finder, scorer), t| {
            let t = t as u32;
            let found = finder.find(&source, &target, &index, t).into_iter();
            let score = |s| scorer.score((&source, &target), (s, t), &finder.reach);
            found.map(score).collect::<Vec<Scored>>()
        });
        let size = |s, t| source.n_meetable(s).min(target.n_meetable(t)) as f32;
        choose(rows.concat(), source.n_documents(), n_targets, size)
    }
}

/// Target documents that a thread takes at once.
const AT_ONCE: usize = 16;

/// Documents without copies, in an order that depends on nothing but themselves.
struct Distinct<'f> {
    fingerprints: &'f [Fingerprint],
    /// The numbers of all documents, equal ones together.
    numbers: Vec<usize>,
    /// Where the copies of each document begin among the numbers, and the end of all.
    starts: Vec<usize>,
}

impl<'f> Distinct<'f> {
    fn new(fingerprints: &'f [Fingerprint]) -> Self {
        let mut numbers: Vec<usize> = (0..fingerprints.len()).collect();
        numbers.sort_by(|&a, &b| fingerprints[a].order(&fingerprints[b]).then(a.cmp(&b)));
        let mut starts = vec![0];
        for same in numbers.chunk_by(|&a, &b| fingerprints[a].order(&fingerprints[b]).is_eq()) {
            starts.push(starts[starts.len() - 1] + same.len());
        }
        Distinct {
            fingerprints,
            numbers,
            starts,
        }
    }

    /// The numbers of the copies of a document, in order.
    fn copies(&self, document: u32) -> &[usize] {
        let document = document as usize;
        &self.numbers[self.starts[document]..self.starts[document + 1]]
    }

    /// Each document once.
    fn each(&self) -> impl Iterator<Item = &'f Fingerprint> {
        let firsts = self.starts[..self.starts.len() - 1].iter();
        firsts.map(|&start| &self.fingerprints[self.numbers[start]])
    }

    fn lengths(&self) -> Vec<f32> {
        self.each().map(|f| f.length).collect()
    }

    /// The units of all documents. Words are stemmed unless some document is in another language.
    fn pool(&self) -> Pool {
        let has = |language| self.fingerprints.iter().any(|f| f.language == language);
        let language = match (has(Language::Other), has(Language::Japanese)) {
            (true, _) => Language::Other,
            (_, true) => Language::Japanese,
            _ => Language::English,
        };
        let inventories: Vec<_> = self.each().map(|f| &f.inventory).collect();
        Pool::new(&inventories, language)
    }
}
