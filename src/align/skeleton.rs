//! The skeleton: sparse, trusted 1-1 cells through which the path very likely goes, and the band around them.
//!
//! In: evidence and costs. Out: a chain of anchors that rises on both sides, as rectangles for the band.
//! Candidates come from the postings of rare units only, at most a fixed number a segment, so that the whole
//! is O(n log n) whatever the vocabulary.

use crate::align::band::Rectangle;
use crate::align::cost::CostModel;
use crate::align::evidence::Evidence;

/// A unit seeds candidates if it and its partners stand in no more segments than this.
const RARE: usize = 12;
/// Most candidates of one segment.
const MOST_CANDIDATES: usize = 48;
/// What a cell must score, and by how much it must beat every other in its row and column, in nats.
const LEAST_SCORE: f32 = 4.0;
const LEAST_MARGIN: f32 = 3.0;
/// Two cells this near in score are copies of each other.
const AS_GOOD: f32 = 0.75;
/// Anchors whose distance to the diagonal of their forerunner jumps by more than this begin a new run, and a
/// run that is outweighed by its jumps is dropped: a lone false anchor in a preface would pull the band away.
const JUMP: usize = 8;
const JUMP_PRICE: f32 = 12.0;

/// A trusted cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Anchor {
    pub(crate) source: usize,
    pub(crate) target: usize,
    pub(crate) score: f32,
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
pub(crate) fn anchors(
    model: &CostModel<'_>,
    backward: &Evidence,
    n_source: usize,
    n_target: usize,
) -> Vec<Anchor> {
    let candidates = candidates(model, backward, n_target);
    let standing_out = best_of_both(&candidates, n_source, n_target);
    without_strays(&heaviest_chain(&standing_out, n_source))
}

/// The cells that are worth a look, in the order of the target.
pub(crate) fn candidates(
    model: &CostModel<'_>,
    backward: &Evidence,
    n_target: usize,
) -> Vec<Anchor> {
    let mut own_count: Vec<u32> = Vec::new();
    for target in 0..n_target {
        for &unit in backward.units(target) {
            if own_count.len() <= unit as usize {
                own_count.resize(unit as usize + 1, 0);
            }
            own_count[unit as usize] += 1;
        }
    }
    let mut found = Vec::new();
    let (mut places, mut sources, mut scratch) = (Vec::new(), Vec::new(), Vec::new());
    for target in 0..n_target {
        sources.clear();
        for &unit in backward.units(target) {
            if own_count[unit as usize] as usize <= RARE
                && backward.rare_partners(unit, RARE, &mut places)
            {
                sources.extend_from_slice(&places);
            }
        }
        sources.sort_unstable();
        sources.dedup();
        sources.truncate(MOST_CANDIDATES);
        for &source in &sources {
            let score = model.pair(source as usize, target, &mut scratch);
            found.push(Anchor {
                source: source as usize,
                target,
                score,
            });
        }
    }
    found
}

/// Cells that are the best of their row and of their column, or as good as the best: a repeated line has
/// several, among which the chain decides. In the order of the target, and from the last source to the first
/// where they share one.
fn best_of_both(candidates: &[Anchor], n_source: usize, n_target: usize) -> Vec<Anchor> {
    let (mut of_source, mut of_target) = (
        vec![Best::default(); n_source],
        vec![Best::default(); n_target],
    );
    for anchor in candidates {
        of_source[anchor.source].enter(anchor.score);
        of_target[anchor.target].enter(anchor.score);
    }
    let mut kept: Vec<Anchor> = candidates
        .iter()
        .filter(|a| {
            a.score >= LEAST_SCORE
                && of_source[a.source].stands_out(a.score)
                && of_target[a.target].stands_out(a.score)
        })
        .copied()
        .collect();
    kept.sort_by_key(|a| (a.target, std::cmp::Reverse(a.source)));
    kept
}

/// The best score of a row or column, and the best that is not as good as it.
#[derive(Debug, Clone, Copy, Default)]
struct Best {
    first: f32,
    second: f32,
}

impl Best {
    fn enter(&mut self, score: f32) {
        if score > self.first + AS_GOOD {
            self.second = self.first;
            self.first = score;
        } else if score < self.first - AS_GOOD {
            self.second = self.second.max(score);
        } else {
            self.first = self.first.max(score);
        }
    }

    fn stands_out(self, score: f32) -> bool {
        score >= self.first - AS_GOOD && self.first - self.second >= LEAST_MARGIN
    }
}

/// The strictly rising chain of the greatest weight, by a Fenwick tree of maxima over the sources. `anchors`
/// are in the order of the target, and from the last source to the first where they share one.
fn heaviest_chain(anchors: &[Anchor], n_source: usize) -> Vec<Anchor> {
    let mut tree: Vec<(f64, usize)> = vec![(0.0, usize::MAX); n_source + 1];
    let mut before = Vec::with_capacity(anchors.len());
    let mut last = (0.0, usize::MAX);
    for (k, anchor) in anchors.iter().enumerate() {
        let mut best = (0.0, usize::MAX);
        let mut at = anchor.source;
        while at > 0 {
            if tree[at].0 > best.0 {
                best = tree[at];
            }
            at &= at - 1;
        }
        before.push(best.1);
        let here = (best.0 + f64::from(anchor.score), k);
        if here.0 > last.0 {
            last = here;
        }
        let mut at = anchor.source + 1;
        while at <= n_source {
            if here.0 > tree[at].0 {
                tree[at] = here;
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut chain = Vec::new();
    let mut at = last.1;
    while at != usize::MAX {
        chain.push(anchors[at]);
        at = before[at];
    }
    chain.reverse();
    chain
}

fn without_strays(chain: &[Anchor]) -> Vec<Anchor> {
    let jump = |a: &Anchor, b: &Anchor| (b.source - a.source).abs_diff(b.target - a.target);
    let mut kept = Vec::with_capacity(chain.len());
    let mut start = 0;
    while start < chain.len() {
        let mut end = start + 1;
        while end < chain.len() && jump(&chain[end - 1], &chain[end]) <= JUMP {
            end += 1;
        }
        let weight: f32 = chain[start..end].iter().map(|a| a.score).sum();
        let alone = (start > 0 || end < chain.len()) && end - start < 3;
        if !alone || weight >= 2.0 * JUMP_PRICE * (end - start) as f32 {
            kept.extend_from_slice(&chain[start..end]);
        }
        start = end;
    }
    kept
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

    fn anchor(source: usize, target: usize, score: f32) -> Anchor {
        Anchor {
            source,
            target,
            score,
        }
    }

    #[test]
    fn the_heaviest_chain_passes_by_a_false_anchor() {
        let anchors = [
            anchor(0, 0, 5.0),
            anchor(40, 1, 9.0),
            anchor(2, 2, 5.0),
            anchor(3, 4, 6.0),
        ];
        let chain: Vec<usize> = heaviest_chain(&anchors, 50)
            .iter()
            .map(|a| a.source)
            .collect();
        assert_eq!(chain, [0, 2, 3]);
    }

    #[test]
    fn a_lone_anchor_far_off_the_others_is_dropped() {
        let mut anchors = vec![anchor(0, 2, 6.0)];
        anchors.extend((3..20).map(|k| anchor(k, k + 40, 8.0)));
        assert_eq!(without_strays(&anchors).len(), 17);
    }

    #[test]
    fn rectangles_run_from_the_first_node_to_the_last() {
        let all = rectangles(&[anchor(2, 3, 1.0)], 5, 6);
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
