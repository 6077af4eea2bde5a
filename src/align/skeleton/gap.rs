//! A gap between two anchors, and the cells in it that the links which are rare there point to.
//!
//! In: the units of its segments. Out: anchors inside it. O(units of the gap · partners) look-ups and a fixed number
//! of cells a segment.

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::align::cell::{Gap, ScoredCell};
use crate::align::chain;
use crate::align::cost::CostModel;
use crate::align::evidence::PairScorer;
use crate::align::skeleton::postings::Postings;
use crate::parallel::evenly;

/// Cells tried for each segment of both sides, those of the rarest links first.
const CELLS_A_SEGMENT: usize = 3;
/// A gap smaller than this on one side, or of no more cells, is left to the programme.
const LEAST_SIDE: usize = 3;
const FEW_CELLS: usize = 48;

/// Cells that a thread takes at least.
const AT_ONCE: usize = 512;
/// Units that a thread takes at least.
const UNITS_AT_ONCE: usize = 2_048;

/// A link inside a gap, its units by their rows among the units of the gap.
#[derive(Debug, Clone, Copy)]
struct RareLink {
    /// The cells it points to, and the number of their bits.
    n_cells: usize,
    magnitude: u32,
    /// Decides between links as rare as each other: like chance, so that they lie all over the gap. The rarest of
    /// them are not the best, since a segment that lost its partner makes a link rarer.
    tie_break: u32,
    target: u32,
    source: u32,
}

pub(super) fn is_worth_a_search(gap: &Gap) -> bool {
    let (n_source, n_target) = (gap.n_source(), gap.n_target());
    n_source.min(n_target) >= LEAST_SIDE && n_source.saturating_mul(n_target) > FEW_CELLS
}

impl Gap {
    /// The anchors inside; `similar` are more cells to try.
    pub(super) fn trusted(
        &self,
        model: &CostModel<'_>,
        similar: &[(usize, usize)],
        scorer: &mut PairScorer,
    ) -> Vec<ScoredCell> {
        let mut candidates = self.candidates(model, CELLS_A_SEGMENT, scorer, |_| true);
        let inside = similar.iter().filter(|cell| self.holds(cell.0, cell.1));
        candidates.extend(inside.map(|&(source, target)| ScoredCell {
            source,
            target,
            score: model.pair(source, target, scorer),
        }));
        chain::trusted(&candidates, self)
    }

    /// Scored cells, so many for each segment of both sides, of them those that are wanted.
    pub(super) fn candidates(
        &self,
        model: &CostModel<'_>,
        cells_a_segment: usize,
        scorer: &mut PairScorer,
        is_wanted: impl Fn((usize, usize)) -> bool,
    ) -> Vec<ScoredCell> {
        let cells = self.cells(model, cells_a_segment, is_wanted);
        if cells.len() <= AT_ONCE {
            let scored = |&cell: &u64| scored(cell, model, scorer);
            return cells.iter().map(scored).collect();
        }
        evenly(cells.par_iter().with_min_len(AT_ONCE))
            .map_init(PairScorer::default, |scorer, &cell| {
                scored(cell, model, scorer)
            })
            .collect()
    }

    /// The cells to try, as target and source segment, in order.
    fn cells(
        &self,
        model: &CostModel<'_>,
        cells_a_segment: usize,
        is_wanted: impl Fn((usize, usize)) -> bool,
    ) -> Vec<u64> {
        let (backward, forward) = model.evidence();
        let (targets, sources) = rayon::join(
            || Postings::new(backward, self.target),
            || Postings::new(forward, self.source),
        );
        let (targets, sources) = (&targets, &sources);
        let links_of = |target: u32| {
            let unit = targets.unit(target);
            let n_targets = targets.segments(target).len();
            // A unit that no segment holds meets nothing.
            let partners = backward
                .partners(unit)
                .iter()
                .filter(move |_| n_targets > 0);
            partners
                .filter_map(|&partner| sources.row_of(partner))
                .filter_map(move |source| {
                    let n_cells = sources.segments(source).len().saturating_mul(n_targets);
                    let partner = sources.unit(source);
                    (n_cells > 0).then(|| RareLink {
                        n_cells,
                        magnitude: n_cells.ilog2(),
                        tie_break: (unit ^ partner.rotate_left(16)).wrapping_mul(0x9e37_79b1),
                        target,
                        source,
                    })
                })
        };
        let rows = (0..targets.n_rows() as u32).into_par_iter();
        let links: Vec<RareLink> = evenly(rows.with_min_len(UNITS_AT_ONCE))
            .flat_map_iter(links_of)
            .collect();
        let mut room = cells_a_segment * (self.n_source() + self.n_target());
        let mut cells = Vec::new();
        for link in rarest(links, room) {
            if link.n_cells > room {
                break;
            }
            room -= link.n_cells;
            let met = sources.segments(link.source);
            for &target in targets.segments(link.target) {
                let row = u64::from(target) << 32;
                let wanted = met
                    .iter()
                    .filter(|&&source| is_wanted((source as usize, target as usize)));
                cells.extend(wanted.map(|&source| row | u64::from(source)));
            }
        }
        cells.par_sort_unstable();
        cells.dedup();
        cells
    }
}

fn scored(cell: u64, model: &CostModel<'_>, scorer: &mut PairScorer) -> ScoredCell {
    let (source, target) = (cell as u32 as usize, (cell >> 32) as usize);
    ScoredCell {
        source,
        target,
        score: model.pair(source, target, scorer),
    }
}

/// The rarest links, of which a room of so many cells takes all but some of the last: only among those of the greatest
/// magnitude the order matters.
fn rarest(links: Vec<RareLink>, room: usize) -> Vec<RareLink> {
    let mut n_cells = [0usize; usize::BITS as usize];
    for link in &links {
        let cells = &mut n_cells[link.magnitude as usize];
        *cells = cells.saturating_add(link.n_cells);
    }
    let mut taken = 0usize;
    let most = n_cells.iter().position(|&cells| {
        taken = taken.saturating_add(cells);
        taken > room
    });
    let Some(most) = most else {
        return links;
    };
    let of = |magnitude: Ordering| {
        let links = links.iter().copied();
        links.filter(move |link| (link.magnitude as usize).cmp(&most) == magnitude)
    };
    let mut last: Vec<RareLink> = of(Ordering::Equal).collect();
    last.sort_by_key(|link| link.tie_break);
    of(Ordering::Less).chain(last).collect()
}
