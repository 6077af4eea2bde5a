//! The alignment of two segmented texts: a dynamic programme over a band of the segment matrix.
//!
//! In: two documents with their features. Out: beads that tile both sides, each with its posterior
//! probability. Time and memory are linear in the number of segments: the band that the skeleton leaves
//! holds a bounded number of cells a segment.

mod aligner;
mod band;
mod bead;
mod cell;
mod chain;
mod confidence;
mod cost;
mod dp;
mod evidence;
mod fixed;
mod freedom;
pub(crate) mod learn;
pub(crate) mod length;
mod meter;
mod models;
pub(crate) mod moved;
mod passes;
#[cfg(test)]
mod sample;
pub(crate) mod score;
mod search;
pub(crate) mod settings;
mod similarity;
mod skeleton;
mod study;
mod times;
#[cfg_attr(
    not(feature = "internals"),
    allow(
        dead_code,
        unreachable_pub,
        reason = "only measuring reads and sets them by name"
    )
)]
mod weights;
mod window;

pub use crate::align::aligner::{Aligner, AlignerBuilder};
pub use crate::align::bead::{Alignment, Bead, BeadKind};
pub use crate::align::fixed::FixedBeads;
pub use crate::align::meter::WorkLimit;
pub use crate::align::moved::Moved;
pub use crate::align::similarity::Similarity;

/// The programme without any text, and the features without the programme, for `benches/`; no part of the
/// crate's promises.
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod programme {
    use std::sync::Arc;

    pub use crate::align::weights::Weights;

    use crate::align::band::{Band, Rectangle};
    use crate::align::cost::STEPS;
    use crate::align::dp::{Costs, Lattice, NullEdges, Transitions};
    use crate::anchor::Anchored;
    use crate::bitext::Bitext;
    use crate::lexicon::Lexicon;

    /// Finds the features of a bitext; returns how many pairs of units can meet.
    pub fn features(bitext: &Bitext, lexicon: &Arc<Lexicon>) -> usize {
        let anchored = Anchored::new(bitext, Arc::clone(lexicon));
        anchored.features().links.len()
    }

    /// A corridor of nodes along the diagonal of a square matrix.
    pub struct Corridor(Band);

    impl Corridor {
        /// A corridor of so many columns beside a diagonal of `n` segments.
        #[must_use]
        pub fn new(n: usize, width: usize) -> Self {
            let whole = [Rectangle {
                source: (0, n),
                target: (0, n),
                padding: 0,
            }];
            Corridor(Band::around(n, n, &whole, |_| width))
        }

        /// The number of nodes.
        #[must_use]
        pub fn n_cells(&self) -> usize {
            self.0.n_cells()
        }

        /// The number of steps of the path of least cost under `cost(kind, i, j)`.
        pub fn best_path(&self, cost: impl Fn(usize, usize, usize) -> f32) -> usize {
            self.lattice(cost).best_path().len()
        }

        /// The number of beads of at least one hundredth of probability, by forward–backward.
        pub fn likely_beads(&self, cost: impl Fn(usize, usize, usize) -> f32) -> usize {
            self.lattice(cost).posteriors(0.01).beads.len()
        }

        fn lattice(&self, cost: impl Fn(usize, usize, usize) -> f32) -> Lattice<'_> {
            let mut costs = Function {
                cost,
                at_least: [0.0; STEPS.len()],
            };
            Lattice::new(
                &self.0,
                &STEPS,
                Transitions::new(0.03, 0.6, 0.02),
                NullEdges::default(),
                &mut costs,
            )
        }
    }

    /// Costs by a function; the bound of each is one nat below it.
    struct Function<F> {
        cost: F,
        at_least: [f32; STEPS.len()],
    }

    impl<F: Fn(usize, usize, usize) -> f32> Costs for Function<F> {
        fn at_least(&mut self, i: usize, j: usize) -> &[f32] {
            for (kind, step) in STEPS.iter().enumerate() {
                self.at_least[kind] = (self.cost)(kind, i + step.source, j + step.target) - 1.0;
            }
            &self.at_least
        }

        fn end_gain(&self, _i: usize, _j: usize) -> f32 {
            0.0
        }

        fn cost(&self, kind: usize, i: usize, j: usize) -> f32 {
            (self.cost)(kind, i, j)
        }
    }
}
