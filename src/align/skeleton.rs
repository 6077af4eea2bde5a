//! The skeleton: sparse, trusted cells through which the path very likely goes, and the band around them.
//!
//! In: evidence and costs. Out: a chain of cells that rises on both sides, as rectangles for the band. The search goes
//! from coarse to fine: first the links that are rarest in the whole text, then in each gap between the cells found the
//! links that are rare there. A gap tries a bounded number of cells a segment, so that a round is O(n log n) whatever the
//! vocabulary, and there are at most six rounds.

mod gap;
mod postings;

use crate::align::band::Rectangle;
use crate::align::cell::{Gap, ScoredCell};
use crate::align::cost::CostModel;
use crate::align::evidence::PairScorer;
use crate::parallel;

/// Rounds of the search: each makes the gaps several times smaller.
const MOST_ROUNDS: usize = 6;

/// The skeleton of a document, in order; `similar` are more cells to try.
pub(crate) fn cells(
    model: &CostModel<'_>,
    n_source: usize,
    n_target: usize,
    similar: &[(usize, usize)],
) -> Vec<ScoredCell> {
    let mut chain: Vec<ScoredCell> = Vec::new();
    let mut open = vec![Gap::whole(n_source, n_target)];
    for _ in 0..MOST_ROUNDS {
        let found = parallel::map_with(open.len(), 1, PairScorer::default, |scorer, k| {
            open[k].trusted(model, similar, scorer)
        });
        open = open
            .iter()
            .zip(&found)
            .filter(|(_, inside)| !inside.is_empty())
            .flat_map(|(gap, inside)| gap.divided(inside))
            .filter(gap::is_worth_a_search)
            .collect();
        let n_before = chain.len();
        chain.extend(found.into_iter().flatten());
        if chain.len() == n_before {
            break;
        }
        // Two runs in order: cheap for a merging sort.
        chain.sort_by_key(|cell| cell.target);
    }
    chain
}

/// The cells of a whole document that its rarest links point to, so many for each segment; of them those that are wanted, in
/// the order of target segments.
pub(crate) fn rare_cells(
    model: &CostModel<'_>,
    (n_source, n_target): (usize, usize),
    cells_a_segment: usize,
    is_wanted: impl Fn((usize, usize)) -> bool,
) -> Vec<(usize, usize)> {
    let cells = Gap::whole(n_source, n_target).cells(model, cells_a_segment, is_wanted);
    cells.into_iter().map(gap::segments).collect()
}

/// Nodes by which the band is wider than the rectangles between cells of the skeleton.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Padding {
    /// Where the cells before and behind a rectangle lie on one diagonal.
    pub(crate) sure: usize,
    pub(crate) elsewhere: usize,
}

/// The rectangles between successive cells, from the first node to the last, each with its padding.
pub(crate) fn rectangles(
    cells: &[ScoredCell],
    n_source: usize,
    n_target: usize,
    padding: Padding,
) -> Vec<Rectangle> {
    let mut rectangles = Vec::with_capacity(cells.len() + 1);
    let (mut source, mut target) = (0, 0);
    let ends = cells.iter().map(|cell| (cell.source, cell.target));
    for (k, end) in ends.chain([(n_source, n_target)]).enumerate() {
        let before = k.checked_sub(1).map(|before| &cells[before]);
        let is_sure = match (before, cells.get(k)) {
            (Some(before), Some(behind)) => before.is_in_line(behind),
            _ => false,
        };
        rectangles.push(Rectangle {
            source: (source, end.0),
            target: (target, end.1),
            padding: match is_sure {
                true => padding.sure,
                false => padding.elsewhere,
            },
        });
        (source, target) = (end.0 + 1, end.1 + 1);
    }
    rectangles
}

/// Nodes at which a long document is cut into stretches that are solved apart: the middle of three neighbouring cells on
/// one diagonal, at least `apart` segments after the last cut.
pub(crate) fn cuts(cells: &[ScoredCell], apart: usize) -> Vec<(usize, usize)> {
    let mut cuts = Vec::new();
    let mut last = 0;
    for three in cells.windows(3) {
        let [a, b, c] = three else { continue };
        let diagonal = a.source + 1 == b.source
            && b.source + 1 == c.source
            && a.target + 1 == b.target
            && b.target + 1 == c.target;
        if diagonal && b.source + b.target >= last + apart {
            cuts.push((b.source, b.target));
            last = b.source + b.target;
        }
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangles_run_from_the_first_node_to_the_last() {
        let cell = ScoredCell {
            source: 2,
            target: 3,
            score: 1.0,
        };
        let padding = Padding {
            sure: 1,
            elsewhere: 4,
        };
        let all = rectangles(&[cell], 5, 6, padding);
        assert_eq!(
            all[0],
            Rectangle {
                source: (0, 2),
                target: (0, 3),
                padding: 4,
            }
        );
        assert_eq!(
            all[1],
            Rectangle {
                source: (3, 5),
                target: (4, 6),
                padding: 4,
            }
        );
    }
}
