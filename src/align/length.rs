//! The length model: how well the lengths of two windows of segments agree.
//!
//! In: the lengths of both sides. Out: for two windows the log-likelihood ratio of "a translation" against
//! "any window of that size in this document". After Gale and Church (1993), with a spread that narrows as
//! the text gets longer and a share of loose translations, so that no outlier outweighs the words.

use crate::align::evidence::WIDEST;

/// Spread of ln(source/target) of long windows, and what short ones add, a character; residuals of 1-1 beads
/// of real documents lie between .11 (manuals) and .26 (meetings).
const SPREAD: f32 = 0.03;
const SPREAD_SHORT: f32 = 3.0;
const LOOSE: f32 = 0.05;
/// The weight of the term, and the lowest it may fall.
const WEIGHT: f32 = 1.15;
const LOWEST: f32 = -6.0;

pub(crate) struct LengthModel {
    source: Vec<f64>,
    target: Vec<f64>,
    /// What a source window of each size and place counts by itself.
    background: Vec<[f32; WIDEST]>,
    pub(crate) ratio: f32,
}

impl LengthModel {
    pub(crate) fn new(source: &[f32], target: &[f32], ratio: f32) -> Self {
        let source = running_sum(source);
        let background = background(&source);
        LengthModel {
            source,
            target: running_sum(target),
            background,
            ratio,
        }
    }

    /// Lengths of a source and a target window, the latter in source characters.
    pub(crate) fn lengths(&self, source: (usize, usize), target: (usize, usize)) -> (f32, f32) {
        let source = (self.source[source.1] - self.source[source.0]) as f32;
        let target = (self.target[target.1] - self.target[target.0]) as f32;
        (source.max(1.0), (target * self.ratio).max(1.0))
    }

    /// Nats for the two windows being of the same text.
    pub(crate) fn score(&self, source: (usize, usize), target: (usize, usize)) -> f32 {
        let (source_length, target_length) = self.lengths(source, target);
        let d = libm::logf(source_length / target_length);
        let variance = SPREAD + SPREAD_SHORT / (0.5 * (source_length + target_length));
        let close = (1.0 - LOOSE) * libm::expf(-d * d / (2.0 * variance)) / libm::sqrtf(variance);
        let loose = LOOSE * libm::expf(-0.5 * d * d);
        let together = libm::logf(close + loose);
        (WEIGHT * (together - self.background[source.0][source.1 - source.0 - 1])).max(LOWEST)
    }
}

fn running_sum(lengths: &[f32]) -> Vec<f64> {
    let mut total = 0.0;
    std::iter::once(0.0)
        .chain(lengths.iter().map(|&length| {
            total += f64::from(length);
            total
        }))
        .collect()
}

fn background(sums: &[f64]) -> Vec<[f32; WIDEST]> {
    let n = sums.len() - 1;
    let mut table = vec![[0.0; WIDEST]; n];
    for size in 1..=WIDEST.min(n) {
        let log = |i: usize| libm::log((sums[i + size] - sums[i]).max(1.0));
        let count = (n + 1 - size) as f64;
        let mean = (0..=n - size).map(log).sum::<f64>() / count;
        let variance = (0..=n - size)
            .map(|i| (log(i) - mean) * (log(i) - mean))
            .sum::<f64>()
            / count;
        let deviation = libm::sqrt(variance).max(if n < 8 { 0.5 } else { 0.3 });
        for (i, row) in table.iter_mut().enumerate().take(n + 1 - size) {
            let z = (log(i) - mean) / deviation;
            let near = 0.9 * libm::exp(-0.5 * z * z) / deviation;
            let far = 0.1 * libm::exp(-z * z / 12.5) / (2.5 * deviation);
            row[size - 1] = libm::log(near + far) as f32;
        }
    }
    table
}
