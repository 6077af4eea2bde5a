//! The search in a gap between two cells of the skeleton.
//!
//! In: the units of the gap's segments. Out: the cells to which the links that are rarest in the gap point, and those of
//! them that are trusted. O(units of the gap · partners) look-ups and a bounded number of cells a segment.

use std::cmp::Ordering;

use crate::align::cell::{Gap, ScoredCell};
use crate::align::chain;
use crate::align::cost::CostModel;
use crate::align::evidence::PairScorer;
use crate::align::skeleton::postings::Postings;
use crate::parallel;

/// Cells tried for each segment of both sides, those of the rarest links first.
const CELLS_A_SEGMENT: usize = 3;
/// A gap with fewer segments on one side, or with no more cells than this, is not searched: the programme searches it
/// whole.
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
    /// The order of links of one magnitude: a hash, so that those taken lie all over the gap. The rarest of them are not
    /// the best, since a unit is also rarer because the partner of one of its segments is missing.
    tie_break: u32,
    target: u32,
    source: u32,
}

pub(super) fn is_worth_a_search(gap: &Gap) -> bool {
    let (n_source, n_target) = (gap.n_source(), gap.n_target());
    n_source.min(n_target) >= LEAST_SIDE && n_source.saturating_mul(n_target) > FEW_CELLS
}

impl Gap {
    /// The trusted cells inside; `similar` are more cells to try.
    pub(super) fn trusted(
        &self,
        model: &CostModel<'_>,
        similar: &[(usize, usize)],
        scorer: &mut PairScorer,
    ) -> Vec<ScoredCell> {
        let mut candidates = self.candidates(model, scorer);
        let inside = similar.iter().filter(|cell| self.holds(cell.0, cell.1));
        candidates.extend(inside.map(|&(source, target)| ScoredCell {
            source,
            target,
            score: model.pair(source, target, scorer),
        }));
        chain::trusted(&candidates, self)
    }

    /// Scored cells.
    fn candidates(&self, model: &CostModel<'_>, scorer: &mut PairScorer) -> Vec<ScoredCell> {
        let cells = self.cells(model, CELLS_A_SEGMENT, |_| true);
        if cells.len() <= AT_ONCE {
            let scored = |&cell: &u64| scored(cell, model, scorer);
            return cells.iter().map(scored).collect();
        }
        parallel::map_with(cells.len(), AT_ONCE, PairScorer::default, |scorer, k| {
            scored(cells[k], model, scorer)
        })
    }

    /// The cells to try, so many for each segment of both sides, of them those that are wanted: as target and source
    /// segment, in order.
    pub(super) fn cells(
        &self,
        model: &CostModel<'_>,
        cells_a_segment: usize,
        is_wanted: impl Fn((usize, usize)) -> bool,
    ) -> Vec<u64> {
        let (backward, forward) = model.evidence();
        let (targets, sources) = parallel::join(
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
        let n_rows = targets.n_rows();
        let links = parallel::map(n_rows.div_ceil(UNITS_AT_ONCE), |part| {
            let rows = part * UNITS_AT_ONCE..((part + 1) * UNITS_AT_ONCE).min(n_rows);
            rows.flat_map(|target| links_of(target as u32))
                .collect::<Vec<_>>()
        });
        let links: Vec<RareLink> = links.into_iter().flatten().collect();
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
        parallel::sort_unstable(&mut cells);
        cells.dedup();
        cells
    }
}

/// The source and target segment of a cell.
pub(super) fn segments(cell: u64) -> (usize, usize) {
    (cell as u32 as usize, (cell >> 32) as usize)
}

fn scored(cell: u64, model: &CostModel<'_>, scorer: &mut PairScorer) -> ScoredCell {
    let (source, target) = segments(cell);
    ScoredCell {
        source,
        target,
        score: model.pair(source, target, scorer),
    }
}

/// The rarest links, enough to fill `room` cells. All links of the smaller magnitudes are taken; only those of the last
/// magnitude, of which some are left over, are sorted.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::sample::Sample;

    fn link(n_cells: usize, tie_break: u32) -> RareLink {
        RareLink {
            n_cells,
            magnitude: n_cells.ilog2(),
            tie_break,
            target: 0,
            source: 0,
        }
    }

    #[test]
    fn the_rarest_links_come_first() {
        for (name, links, room, expected) in [
            ("room for all", vec![(9, 1), (1, 2)], 10, vec![9, 1]),
            (
                "the rarer before the others",
                vec![(8, 1), (64, 4), (1, 2), (4, 3)],
                6,
                vec![1, 4, 8],
            ),
            (
                "as rare as each other",
                vec![(5, 9), (4, 1), (7, 5)],
                12,
                vec![4, 7, 5],
            ),
            ("no room", vec![(3, 1)], 0, vec![3]),
        ] {
            let links = links.into_iter().map(|(n_cells, tie)| link(n_cells, tie));
            let rarest = rarest(links.collect(), room);
            let n_cells: Vec<usize> = rarest.iter().map(|link| link.n_cells).collect();
            assert_eq!(n_cells, expected, "{name}");
        }
    }

    #[test]
    fn small_gaps_are_left_to_the_programme() {
        for (n_source, n_target, expected) in [
            (2, 900, false),
            (900, 2, false),
            (6, 8, false),
            (7, 7, true),
            (3, 17, true),
        ] {
            let gap = Gap::whole(n_source, n_target);
            assert_eq!(is_worth_a_search(&gap), expected, "{n_source} {n_target}");
        }
    }

    #[test]
    fn cells_lie_where_rare_units_meet() {
        let english = [
            "It began in 1871.",
            "Nobody knew.",
            "It ended in 1902.",
            "All left.",
        ];
        let japanese = [
            "1871年に始まった。",
            "誰も知らなかった。",
            "1902年に終わった。",
            "皆が去った。",
        ];
        let sample = Sample::of(&english.join("\n"), &japanese.join("\n"));
        let adaptation = sample.adaptation();
        let cells = |gap: Gap| -> Vec<(usize, usize)> {
            sample.with_model(&adaptation, |model| {
                let found = gap.candidates(&model, &mut PairScorer::default());
                found
                    .iter()
                    .map(|cell| (cell.source, cell.target))
                    .collect()
            })
        };
        assert_eq!(cells(Gap::whole(4, 4)), [(0, 0), (2, 2)]);
        let part = Gap {
            source: (1, 4),
            target: (0, 4),
        };
        assert_eq!(cells(part), [(2, 2)]);
    }

    #[test]
    fn a_gap_is_divided_at_the_cells_of_a_chain() {
        let cell = |source, target| ScoredCell {
            source,
            target,
            score: 1.0,
        };
        let gaps = Gap::whole(9, 9).divided(&[cell(0, 2), cell(5, 3)]);
        let ranges: Vec<_> = gaps.iter().map(|gap| (gap.source, gap.target)).collect();
        assert_eq!(
            ranges,
            [((0, 0), (0, 2)), ((1, 5), (3, 3)), ((6, 9), (4, 9))]
        );
    }
}
