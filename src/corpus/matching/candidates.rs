//! The likeliest partners of a target document, from an inverted index over the source.
//!
//! In: both sides, and a target document. Out: some source documents, likeliest first. O(postings visited), which has a bound
//! for each document; the rarest units are looked up first, so that a unit of very many documents costs nothing.

use crate::corpus::matching::side::Side;
use crate::rows::Rows;

/// The most source documents that are compared with a target document.
const MOST_CANDIDATES: usize = 64;

/// The most postings that are visited for a target document. Of 20,000 documents that share a half with 30 others each, 99.6 %
/// have their partner among the candidates; with a fifth of these postings 98.1 % (`match-documents --splice 20000`).
const MOST_POSTINGS: usize = 500_000;

/// The source documents that hold each unit.
pub(super) struct Index {
    postings: Rows<u32>,
}

impl Index {
    /// O(units of all documents).
    pub(super) fn new(source: &Side<'_>) -> Index {
        let documents = 0..source.n_documents() as u32;
        let postings = documents.flat_map(|document| {
            let units = source.units(document).iter();
            units.map(move |placed| (placed.unit as usize, document))
        });
        Index {
            postings: Rows::grouped(source.frequency.clone(), postings),
        }
    }

    fn documents(&self, unit: u32) -> &[u32] {
        self.postings.row(unit as usize)
    }
}

/// A unit of the source that units of a target document can meet, with the place of one of them in its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reached {
    pub(super) unit: u32,
    pub(super) at: u32,
}

/// Finds candidates, one target document after another.
#[derive(Default)]
pub(super) struct Finder {
    /// What the units of the target document can meet, sorted.
    pub(super) reach: Vec<Reached>,
    /// Each unit that can be met once, with what it counts.
    gains: Vec<(u32, f32)>,
    /// For each source document the gains of its units so far.
    sums: Vec<f32>,
    touched: Vec<u32>,
}

impl Finder {
    /// Up to [`MOST_CANDIDATES`] source documents, those of equal sums in their order.
    pub(super) fn find(
        &mut self,
        source: &Side<'_>,
        target: &Side<'_>,
        index: &Index,
        document: u32,
    ) -> Vec<u32> {
        self.reach(target, document);
        self.add_gains(source, target, document);
        self.add_sums(source, index);
        // Half of what is missed counts, as in the score itself.
        let sums = &self.sums;
        let of = |d: u32| sums[d as usize] + source.nothing_met(d) / 2.0;
        let better = |a: &u32, b: &u32| of(*b).total_cmp(&of(*a)).then(a.cmp(b));
        if MOST_CANDIDATES < self.touched.len() {
            self.touched.select_nth_unstable_by(MOST_CANDIDATES, better);
        }
        let mut best: Vec<u32> = self.touched.iter().copied().take(MOST_CANDIDATES).collect();
        best.sort_unstable_by(better);
        for document in self.touched.drain(..) {
            self.sums[document as usize] = 0.0;
        }
        best
    }

    fn reach(&mut self, target: &Side<'_>, document: u32) {
        self.reach.clear();
        for (at, placed) in (0..).zip(target.units(document)) {
            let partners = target.partners.row(placed.unit as usize).iter();
            self.reach
                .extend(partners.map(|&unit| Reached { unit, at }));
        }
        self.reach.sort_unstable();
    }

    fn add_gains(&mut self, source: &Side<'_>, target: &Side<'_>, document: u32) {
        let own = target.units(document);
        self.gains.clear();
        for same in self.reach.chunk_by(|a, b| a.unit == b.unit) {
            let unit = same[0].unit;
            let gains = same
                .iter()
                .map(|reached| target.usual_gain[own[reached.at as usize].unit as usize]);
            let gain = gains.fold(0.0, f32::max);
            self.gains
                .push((unit, gain.min(source.usual_gain[unit as usize])));
        }
        let frequency = |unit: u32| source.frequency[unit as usize];
        self.gains
            .sort_unstable_by_key(|&(unit, _)| (frequency(unit), unit));
    }

    fn add_sums(&mut self, source: &Side<'_>, index: &Index) {
        self.sums.resize(source.n_documents(), 0.0);
        let mut left = MOST_POSTINGS;
        for &(unit, gain) in &self.gains {
            let documents = index.documents(unit);
            let Some(rest) = left.checked_sub(documents.len()) else {
                break;
            };
            left = rest;
            for &document in documents {
                let sum = &mut self.sums[document as usize];
                if *sum == 0.0 {
                    self.touched.push(document);
                }
                *sum += gain;
            }
        }
    }
}
