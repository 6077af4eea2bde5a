//! What beads teach about their document.
//!
//! In: beads, each with the probability that it is right. Out: their [`Tally`], from which the next pass adapts, and the
//! sure ones, from which words are learned. O(beads).

use crate::align::bead::Bead;
use crate::align::cost::{CostModel, Tally, is_tried};
use crate::align::learn::{SureBead, Thresholds};

/// Only beads of at most so many pairs of segments teach words: a larger one does not say which segments belong together.
const MOST_PAIRS: usize = 2;

/// A bead of a size that the programme tries, and the probability that it is right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct RatedBead {
    pub(crate) source: (usize, usize),
    pub(crate) target: (usize, usize),
    pub(crate) probability: f64,
}

impl RatedBead {
    /// A bead with its confidence; none for a null and for a size that the programme does not try.
    pub(crate) fn of(bead: &Bead) -> Option<RatedBead> {
        is_tried(bead.source.len(), bead.target.len()).then(|| RatedBead {
            source: (bead.source.start, bead.source.end),
            target: (bead.target.start, bead.target.end),
            probability: f64::from(bead.confidence),
        })
    }

    pub(crate) fn n_segments(&self) -> usize {
        (self.source.1 - self.source.0) + (self.target.1 - self.target.0)
    }

    fn n_pairs(&self) -> usize {
        (self.source.1 - self.source.0) * (self.target.1 - self.target.0)
    }
}

/// Tallies the beads found among so many segments of both sides, and collects the sure ones.
pub(crate) fn study(
    model: &CostModel<'_>,
    thresholds: Thresholds,
    n_segments: usize,
    beads: impl IntoIterator<Item = RatedBead>,
) -> (Tally, Vec<SureBead>) {
    let mut tally = Tally::of_segments(n_segments);
    let mut sure = Vec::new();
    for bead in beads {
        model.tally(&mut tally, bead.source, bead.target, bead.probability);
        if bead.probability > thresholds.sure && bead.n_pairs() <= MOST_PAIRS {
            sure.push((bead.source, bead.target));
        }
    }
    (tally, sure)
}
