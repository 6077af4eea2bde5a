//! A gap between two anchors, and the cells in it that the links which are rare there point to.
//!
//! In: the units of its segments. Out: anchors inside it. O(units of the gap · partners) look-ups and a fixed number
//! of cells a segment.

use rayon::prelude::*;

use crate::align::cost::CostModel;
use crate::align::evidence::{Beside, Evidence};
use crate::align::skeleton::{Anchor, chain};

/// Cells tried for each segment of both sides, those of the rarest links first.
const CELLS_A_SEGMENT: usize = 3;
/// A gap smaller than this on one side, or of no more cells, is left to the programme.
const LEAST_SIDE: usize = 3;
const FEW_CELLS: usize = 48;

/// Cells that a thread takes at once.
const AT_ONCE: usize = 512;
/// The lower half of a number that holds two.
const LOW: u64 = u32::MAX as u64;

/// Segments between two anchors, half-open on both sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Gap {
    pub(super) source: (usize, usize),
    pub(super) target: (usize, usize),
}

/// A link inside a gap: the segments that hold each of its units, as places among the units of the gap.
#[derive(Debug, Clone, Copy)]
struct Met {
    /// The cells it points to, and the number of their bits.
    n_cells: usize,
    magnitude: u32,
    /// Decides between links as rare as each other: like chance, so that they lie all over the gap. The rarest of
    /// them are not the best, since a segment that lost its partner makes a link rarer.
    lot: u32,
    target: (u32, u32),
    source: (u32, u32),
}

impl Gap {
    pub(super) fn n_source(&self) -> usize {
        self.source.1 - self.source.0
    }

    pub(super) fn n_target(&self) -> usize {
        self.target.1 - self.target.0
    }

    pub(super) fn is_worth_a_search(&self) -> bool {
        let (n_source, n_target) = (self.n_source(), self.n_target());
        n_source.min(n_target) >= LEAST_SIDE && n_source.saturating_mul(n_target) > FEW_CELLS
    }

    /// The gaps that anchors leave, the first before the first of them.
    pub(super) fn divided(self, anchors: &[Anchor]) -> Vec<Gap> {
        let mut gaps = Vec::with_capacity(anchors.len() + 1);
        let mut rest = self;
        for anchor in anchors {
            gaps.push(Gap {
                source: (rest.source.0, anchor.source),
                target: (rest.target.0, anchor.target),
            });
            (rest.source.0, rest.target.0) = (anchor.source + 1, anchor.target + 1);
        }
        gaps.push(rest);
        gaps
    }

    /// All segments of a document.
    pub(super) fn whole(n_source: usize, n_target: usize) -> Gap {
        Gap {
            source: (0, n_source),
            target: (0, n_target),
        }
    }

    /// The anchors inside; `similar` are more cells to try.
    pub(super) fn anchors(
        &self,
        model: &CostModel<'_>,
        similar: &[(usize, usize)],
        beside: &mut Beside,
    ) -> Vec<Anchor> {
        let mut candidates = self.candidates(model, CELLS_A_SEGMENT, beside);
        let inside = |cell: &&(usize, usize)| {
            (self.source.0..self.source.1).contains(&cell.0)
                && (self.target.0..self.target.1).contains(&cell.1)
        };
        let inside = similar.iter().filter(inside);
        candidates.extend(inside.map(|&(source, target)| Anchor {
            source,
            target,
            score: model.pair(source, target, beside),
        }));
        chain::trusted(&candidates, self)
    }

    /// Scored cells, so many for each segment of both sides.
    pub(super) fn candidates(
        &self,
        model: &CostModel<'_>,
        cells_a_segment: usize,
        beside: &mut Beside,
    ) -> Vec<Anchor> {
        let cells = self.cells(model, cells_a_segment);
        if cells.len() <= AT_ONCE {
            return scored(&cells, model, beside);
        }
        let scored: Vec<Vec<Anchor>> = cells
            .par_chunks(AT_ONCE)
            .map_init(Beside::default, |beside, cells| {
                scored(cells, model, beside)
            })
            .collect();
        scored.concat()
    }

    /// The cells to try, as target and source segment, in order.
    fn cells(&self, model: &CostModel<'_>, cells_a_segment: usize) -> Vec<u64> {
        let (backward, forward) = model.evidence();
        let targets = places(backward, self.target);
        let sources = places(forward, self.source);
        let mut links = Vec::new();
        let mut start = 0;
        while start < targets.len() {
            let unit = (targets[start] >> 32) as u32;
            let end = start + run_of(unit, &targets[start..]);
            for &partner in backward.partners(unit) {
                let from = sources.partition_point(|place| ((place >> 32) as u32) < partner);
                let n = run_of(partner, &sources[from..]);
                if n > 0 {
                    let n_cells = n.saturating_mul(end - start);
                    links.push(Met {
                        n_cells,
                        magnitude: n_cells.ilog2(),
                        lot: (unit ^ partner.rotate_left(16)).wrapping_mul(0x9e37_79b1),
                        target: (start as u32, end as u32),
                        source: (from as u32, (from + n) as u32),
                    });
                }
            }
            start = end;
        }
        let mut room = cells_a_segment * (self.n_source() + self.n_target());
        let mut cells = Vec::new();
        for link in rarest(links, room) {
            if link.n_cells > room {
                break;
            }
            room -= link.n_cells;
            for target in &targets[link.target.0 as usize..link.target.1 as usize] {
                let met = &sources[link.source.0 as usize..link.source.1 as usize];
                cells.extend(met.iter().map(|source| target << 32 | source & LOW));
            }
        }
        cells.par_sort_unstable();
        cells.dedup();
        cells
    }
}

fn scored(cells: &[u64], model: &CostModel<'_>, beside: &mut Beside) -> Vec<Anchor> {
    let score = |&cell: &u64| {
        let (source, target) = (cell as u32 as usize, (cell >> 32) as usize);
        Anchor {
            source,
            target,
            score: model.pair(source, target, beside),
        }
    };
    cells.iter().map(score).collect()
}

/// The links in the order of their rarity, as far as a room of so many cells may reach.
fn rarest(mut links: Vec<Met>, room: usize) -> Vec<Met> {
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
    if let Some(most) = most {
        links.retain(|link| link.magnitude as usize <= most);
    }
    links.sort_by_key(|link| (link.magnitude, link.lot));
    links
}

/// How many places from the first on are of a unit.
fn run_of(unit: u32, places: &[u64]) -> usize {
    const FEW: usize = 16;
    let is_of = |place: &&u64| (*place >> 32) as u32 == unit;
    let few = places.iter().take(FEW).take_while(is_of).count();
    if few < FEW {
        return few;
    }
    places.partition_point(|place| (place >> 32) as u32 == unit)
}

/// The units of some segments, each with its segment in the lower half, in order.
fn places(evidence: &Evidence, segments: (usize, usize)) -> Vec<u64> {
    let place = |unit: u32, segment: u32| u64::from(unit) << 32 | u64::from(segment);
    if segments == (0, evidence.n_segments()) {
        let holding = evidence.holding();
        return (0..holding.len())
            .flat_map(|unit| {
                let segments = holding.row(unit).iter();
                segments.map(move |&segment| place(unit as u32, segment))
            })
            .collect();
    }
    let mut places: Vec<u64> = (segments.0..segments.1)
        .flat_map(|segment| {
            let units = evidence.units(segment).iter();
            units.map(move |&unit| place(unit, segment as u32))
        })
        .collect();
    places.sort_unstable();
    places
}
