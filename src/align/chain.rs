//! The chain of cells that are trusted: each stands out in its row and column, rises on both sides, and is no stray.
//!
//! In: scored cells of a gap. Out: those that are trusted. O(m log m) for m cells.

use crate::align::cell::{Gap, ScoredCell};
use crate::chain::{PrefixMaxima, chain_to};

/// What a cell must score, and by how much it must beat every other in its row and column, in nats.
const LEAST_SCORE: f32 = 4.0;
const LEAST_MARGIN: f32 = 3.0;
/// A cell begins a new run if it is farther than this, plus an eighth of the distance between them, from the diagonal of
/// the cell before it. A short run that touches neither end of the gap is kept only if its scores are high: a single
/// false cell in a preface would pull the band away.
const JUMP: usize = 8;
const JUMP_SHARE: usize = 8;
const SHORT_RUN: usize = 3;
const LEAST_OF_SHORT_RUN: f32 = 24.0;

/// The cells to trust among scored cells of a gap.
pub(crate) fn trusted(candidates: &[ScoredCell], gap: &Gap) -> Vec<ScoredCell> {
    let standing_out = best_of_both(candidates, gap);
    without_strays(&heaviest_chain(&standing_out, gap), gap)
}

/// Cells that are the best of their row and of their column. A repeated line has several of one score, among which the
/// chain decides. In the order of the target, and from the last source to the first
/// where they share one.
fn best_of_both(candidates: &[ScoredCell], gap: &Gap) -> Vec<ScoredCell> {
    let (first_source, first_target) = (gap.source.0, gap.target.0);
    let (mut of_source, mut of_target) = (
        vec![Best::default(); gap.n_source()],
        vec![Best::default(); gap.n_target()],
    );
    for cell in candidates {
        of_source[cell.source - first_source].enter(cell.score);
        of_target[cell.target - first_target].enter(cell.score);
    }
    let mut kept: Vec<ScoredCell> = candidates
        .iter()
        .filter(|a| {
            a.score >= LEAST_SCORE
                && of_source[a.source - first_source].stands_out(a.score)
                && of_target[a.target - first_target].stands_out(a.score)
        })
        .copied()
        .collect();
    kept.sort_unstable_by_key(|a| (a.target, std::cmp::Reverse(a.source)));
    kept
}

/// The best score of a row or column, and the best that is lower.
#[derive(Debug, Clone, Copy, Default)]
struct Best {
    first: f32,
    second: f32,
}

impl Best {
    fn enter(&mut self, score: f32) {
        if score > self.first {
            self.second = self.first;
            self.first = score;
        } else if score < self.first {
            self.second = self.second.max(score);
        }
    }

    fn stands_out(self, score: f32) -> bool {
        score == self.first && self.first - self.second >= LEAST_MARGIN
    }
}

/// The strictly rising chain of the greatest weight. `anchors` are in the order of the target, and from the last source
/// to the first where they share one.
pub(crate) fn heaviest_chain(anchors: &[ScoredCell], gap: &Gap) -> Vec<ScoredCell> {
    let mut maxima = PrefixMaxima::new(gap.n_source());
    let mut before = Vec::with_capacity(anchors.len());
    let mut last = (0.0, None);
    for (k, anchor) in anchors.iter().enumerate() {
        let place = anchor.source - gap.source.0;
        let (weight_before, entry_before) = maxima.heaviest_before(place);
        before.push(entry_before);
        let weight = weight_before + f64::from(anchor.score);
        if weight > last.0 {
            last = (weight, Some(k));
        }
        maxima.enter(place, weight, k);
    }
    let chain = chain_to(last.1, &before);
    chain.into_iter().map(|k| anchors[k]).collect()
}

fn without_strays(chain: &[ScoredCell], gap: &Gap) -> Vec<ScoredCell> {
    // Counted from one before the gap, so that its ends are cells too.
    let cell = |a: &ScoredCell| (a.source + 1 - gap.source.0, a.target + 1 - gap.target.0);
    let ends = [(0, 0), (gap.n_source() + 1, gap.n_target() + 1)];
    let hangs_together = |a: (usize, usize), b: (usize, usize)| {
        let (along, down) = (b.0 - a.0, b.1 - a.1);
        along.abs_diff(down) <= JUMP + along.min(down) / JUMP_SHARE
    };
    let mut kept = Vec::with_capacity(chain.len());
    let mut start = 0;
    while start < chain.len() {
        let mut end = start + 1;
        while end < chain.len() && hangs_together(cell(&chain[end - 1]), cell(&chain[end])) {
            end += 1;
        }
        let run = &chain[start..end];
        let weight: f32 = run.iter().map(|a| a.score).sum();
        let hangs_on_an_end = start == 0 && hangs_together(ends[0], cell(&run[0]))
            || end == chain.len() && hangs_together(cell(&run[run.len() - 1]), ends[1]);
        if hangs_on_an_end
            || run.len() >= SHORT_RUN
            || weight >= LEAST_OF_SHORT_RUN * run.len() as f32
        {
            kept.extend_from_slice(run);
        }
        start = end;
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cell(source: usize, target: usize, score: f32) -> ScoredCell {
        ScoredCell {
            source,
            target,
            score,
        }
    }

    fn square(n: usize) -> Gap {
        Gap {
            source: (0, n),
            target: (0, n),
        }
    }

    #[test]
    fn the_heaviest_chain_passes_by_a_false_cell() {
        let cells = [
            cell(0, 0, 5.0),
            cell(40, 1, 9.0),
            cell(2, 2, 5.0),
            cell(3, 4, 6.0),
        ];
        let chain: Vec<usize> = heaviest_chain(&cells, &square(50))
            .iter()
            .map(|a| a.source)
            .collect();
        assert_eq!(chain, [0, 2, 3]);
    }

    proptest! {
        #[test]
        fn no_rising_chain_is_heavier(cells in proptest::collection::vec((0usize..9, 0usize..9, 1u8..9), 0..12)) {
            let mut anchors: Vec<ScoredCell> =
                cells.into_iter().map(|(i, j, score)| cell(i, j, f32::from(score))).collect();
            anchors.sort_by_key(|a| (a.target, std::cmp::Reverse(a.source)));
            let rises = |chain: &[ScoredCell]| {
                chain.windows(2).all(|two| two[0].source < two[1].source && two[0].target < two[1].target)
            };
            let weight = |chain: &[ScoredCell]| chain.iter().map(|a| a.score).sum::<f32>();
            let found = heaviest_chain(&anchors, &square(9));
            prop_assert!(rises(&found));
            let heaviest = (0u32..1 << anchors.len())
                .map(|set| -> Vec<ScoredCell> {
                    let is_in = |k: &usize| set >> k & 1 == 1;
                    (0..anchors.len()).filter(is_in).map(|k| anchors[k]).collect()
                })
                .filter(|chain| rises(chain))
                .map(|chain| weight(&chain))
                .fold(0.0, f32::max);
            prop_assert_eq!(weight(&found), heaviest);
        }
    }

    #[test]
    fn a_lone_cell_far_off_the_others_is_dropped() {
        let mut cells = vec![cell(20, 1, 6.0)];
        cells.extend((40..60).map(|k| cell(k, k - 35, 8.0)));
        assert_eq!(without_strays(&cells, &square(60)).len(), 20);
    }
}
