//! How well the lengths of the two sides of a pair fit, by the length model of the alignment.
//!
//! In: the lengths of the segments, and the pairs. Out: the document's own ratio and spread, and the deviation of two
//! lengths. O(pairs).

use std::ops::Range;
use std::sync::Arc;

use crate::align::Bead;
use crate::align::length::agreement::variance;
use crate::align::score::Score;
use crate::anchor::Anchored;

/// Below this confidence a pair says nothing of the document's lengths.
const SURE: f32 = 0.5;
/// The spread of the length model counts as so many pairs of the document.
const PRIOR_PAIRS: f32 = 3.0;
/// Characters of English that both sides are as long as, besides those of the document: a single pair says little of its ratio.
const PRIOR_LENGTH: f32 = 50.0;
/// The square of a deviation, in standard deviations, beyond which a pair tells nothing of the spread.
const FARTHEST: f32 = 9.0;

/// What the document tells of its lengths.
pub(crate) struct Lengths {
    /// The lengths of both sides of each bead, in characters of English, the target's by the document's ratio.
    of_beads: Vec<(f32, f32)>,
    /// Source characters for one weighted target character, over the sure pairs.
    pub(crate) ratio: f32,
    /// The number of sure pairs.
    pub(crate) n_sure: usize,
    /// How much wider than usual the lengths of the sure pairs are spread.
    spread: f32,
    score: Arc<Score>,
}

impl Lengths {
    pub(crate) fn new(anchored: &Anchored, beads: &[Bead]) -> Self {
        let features = anchored.features();
        let sum = |lengths: &[f32], segments: &Range<usize>| -> f32 {
            lengths[segments.clone()].iter().sum()
        };
        let of_bead = |bead: &Bead| {
            (
                sum(&features.source.length, &bead.source),
                sum(&features.target.length, &bead.target),
            )
        };
        let mut of_beads: Vec<(f32, f32)> = beads.iter().map(of_bead).collect();
        let is_sure = |bead: &Bead| !bead.is_null() && SURE <= bead.confidence;
        let (mut source, mut target, mut n_sure) = (PRIOR_LENGTH, PRIOR_LENGTH, 0);
        for (bead, lengths) in beads.iter().zip(&of_beads) {
            if is_sure(bead) {
                (source, target) = (source + lengths.0, target + lengths.1);
                n_sure += 1;
            }
        }
        let ratio = source / target;
        of_beads.iter_mut().for_each(|lengths| lengths.1 *= ratio);
        let mut lengths = Lengths {
            of_beads,
            ratio,
            n_sure,
            spread: 1.0,
            score: Score::usual(),
        };
        let sure = beads
            .iter()
            .zip(&lengths.of_beads)
            .filter(|(bead, _)| is_sure(bead));
        let squares = sure.map(|(_, &(own, other))| lengths.square(own, other).min(FARTHEST));
        let spread = (PRIOR_PAIRS + squares.sum::<f32>()) / (PRIOR_PAIRS + n_sure as f32);
        lengths.spread = spread;
        lengths
    }

    /// The lengths of both sides of a bead, in characters of English.
    pub(crate) fn of(&self, bead: usize) -> (f32, f32) {
        self.of_beads[bead]
    }

    /// Those of the beads before and behind a bead.
    pub(crate) fn beside(&self, bead: usize) -> impl Iterator<Item = (f32, f32)> {
        let around = [bead.checked_sub(1), Some(bead + 1)].into_iter().flatten();
        around.filter_map(|bead| self.of_beads.get(bead).copied())
    }

    /// How well two lengths fit, in nats, by the document's own spread.
    pub(crate) fn fit(&self, own: f32, other: f32) -> f32 {
        -self.square(own, other) / (2.0 * self.spread)
    }

    /// The square of the deviation of two lengths, in standard deviations of the length model.
    pub(crate) fn square(&self, own: f32, other: f32) -> f32 {
        let (own, other) = (own.max(1.0), other.max(1.0));
        let d = libm::logf(own / other);
        d * d / variance(libm::sqrtf(own * other), &self.score.weights)
    }
}
