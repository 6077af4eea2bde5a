//! How well two lengths agree, from a table.
//!
//! In: the mean and the difference of the logarithms of two lengths. Out: ln of the density of such a difference between
//! a text and its translation: normal with a variance that falls as the texts get longer (Gale and Church 1993), and a
//! share of translations of any length. The table is made once for a set of weights; a look-up is O(1).

use crate::align::weights::Weights;

/// Steps of the table in a unit of the logarithm: a row for each step of the mean, a column for each of the difference.
const MEAN_STEP: f32 = 8.0;
const MEAN_STEPS: usize = 8 * 9;
const DIFFERENCE_STEP: f32 = 32.0;
const DIFFERENCE_STEPS: usize = 32 * 4;

/// The variance of ln(source/target) of two windows whose lengths have this geometric mean.
pub(crate) fn variance(mean: f32, weights: &Weights) -> f32 {
    weights.length_spread + weights.length_spread_short / mean
}

/// ln of the density of a difference, by mean and difference of the logarithms of two lengths.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Agreement(Vec<f32>);

impl Agreement {
    pub(crate) fn new(weights: &Weights) -> Self {
        let loose = weights.length_loose;
        let mut table = Vec::with_capacity((MEAN_STEPS + 2) * (DIFFERENCE_STEPS + 2));
        for mean in 0..MEAN_STEPS + 2 {
            let variance = variance(libm::expf(mean as f32 / MEAN_STEP), weights);
            for difference in 0..DIFFERENCE_STEPS + 2 {
                let d = difference as f32 / DIFFERENCE_STEP;
                let close =
                    (1.0 - loose) * libm::expf(-d * d / (2.0 * variance)) / libm::sqrtf(variance);
                table.push(libm::logf(close + loose * libm::expf(-0.5 * d * d)));
            }
        }
        Agreement(table)
    }

    pub(crate) fn of(&self, mean: f32, difference: f32) -> f32 {
        let row = (mean * MEAN_STEP).clamp(0.0, MEAN_STEPS as f32);
        let column = (difference * DIFFERENCE_STEP).min(DIFFERENCE_STEPS as f32);
        let (r, c) = (row as usize, column as usize);
        let (down, right) = (row - r as f32, column - c as f32);
        let at = r * (DIFFERENCE_STEPS + 2) + c;
        let table = self.0.as_slice();
        let between = |k: usize| table[k] + right * (table[k + 1] - table[k]);
        let (upper, lower) = (between(at), between(at + DIFFERENCE_STEPS + 2));
        upper + down * (lower - upper)
    }
}
