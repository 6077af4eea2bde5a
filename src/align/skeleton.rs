//! The skeleton: sparse, trusted 1-1 cells through which the path very likely goes, and the band around them.
//!
//! In: evidence and costs. Out: a chain of anchors that rises on both sides, as rectangles for the band. It grows
//! from the coarse to the fine: in the whole text the rarest links say where the path goes, and each gap that they
//! leave is searched again by the links that are rare in it. A gap tries at most a fixed number of cells a segment,
//! so that a round is O(n log n) whatever the vocabulary, and there are few rounds.

mod chain;
mod gap;

use rayon::prelude::*;

use crate::align::band::Rectangle;
use crate::align::cost::CostModel;
use crate::align::skeleton::gap::Gap;

/// Rounds of the search: each makes the gaps several times smaller.
const MOST_ROUNDS: usize = 6;

/// A trusted cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Anchor {
    pub(crate) source: usize,
    pub(crate) target: usize,
    score: f32,
}

impl Anchor {
    /// The same cell, counted from a node before it.
    pub(crate) fn shifted_back(self, origin: (usize, usize)) -> Self {
        Anchor {
            source: self.source - origin.0,
            target: self.target - origin.1,
            score: self.score,
        }
    }
}

/// The chain of anchors of a document, rising on both sides.
pub(crate) fn anchors(model: &CostModel<'_>, n_source: usize, n_target: usize) -> Vec<Anchor> {
    let mut anchors: Vec<Anchor> = Vec::new();
    let mut open = vec![Gap {
        source: (0, n_source),
        target: (0, n_target),
    }];
    for _ in 0..MOST_ROUNDS {
        let found: Vec<Vec<Anchor>> = open.par_iter().map(|gap| gap.anchors(model)).collect();
        open = open
            .iter()
            .zip(&found)
            .filter(|(_, inside)| !inside.is_empty())
            .flat_map(|(gap, inside)| gap.divided(inside))
            .filter(Gap::is_worth_a_search)
            .collect();
        let n_before = anchors.len();
        anchors.extend(found.into_iter().flatten());
        if anchors.len() == n_before {
            break;
        }
        // Those of before and those found now are both in order: cheap for a merging sort.
        anchors.sort_by_key(|anchor| anchor.target);
    }
    anchors
}

/// The rectangles between successive anchors, from the first node to the last.
pub(crate) fn rectangles(anchors: &[Anchor], n_source: usize, n_target: usize) -> Vec<Rectangle> {
    let mut rectangles = Vec::with_capacity(anchors.len() + 1);
    let (mut source, mut target) = (0, 0);
    for anchor in anchors {
        rectangles.push(Rectangle {
            source: (source, anchor.source),
            target: (target, anchor.target),
        });
        (source, target) = (anchor.source + 1, anchor.target + 1);
    }
    rectangles.push(Rectangle {
        source: (source, n_source),
        target: (target, n_target),
    });
    rectangles
}

/// Nodes at which a long document may be cut into stretches that do not depend on each other: the middle of
/// three anchors in a row on one diagonal, at least `apart` segments after the last cut.
pub(crate) fn cuts(anchors: &[Anchor], apart: usize) -> Vec<(usize, usize)> {
    let mut cuts = Vec::new();
    let mut last = 0;
    for three in anchors.windows(3) {
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
        let anchor = Anchor {
            source: 2,
            target: 3,
            score: 1.0,
        };
        let all = rectangles(&[anchor], 5, 6);
        assert_eq!(
            all[0],
            Rectangle {
                source: (0, 2),
                target: (0, 3)
            }
        );
        assert_eq!(
            all[1],
            Rectangle {
                source: (3, 5),
                target: (4, 6)
            }
        );
    }
}
