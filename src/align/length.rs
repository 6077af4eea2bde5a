//! The length model: how well the lengths of two windows of segments agree.
//!
//! In: the lengths of both sides. Out: for two windows the log-likelihood ratio of "a translation" against
//! "any window of that size in this document". After Gale and Church (1993), with a spread that narrows as
//! the text gets longer and a share of loose translations, so that no outlier outweighs the words.

pub(crate) mod agreement;

use std::sync::{Arc, LazyLock};

use crate::align::score::Score;
use crate::align::window::{BySize, WIDEST};
use crate::anchor::features::Features;
use crate::parallel;

/// The least deviation of the logarithms of lengths: segments of one length say nothing of how lengths vary.
const LEAST_DEVIATION: f64 = 0.3;

/// ln of the length of windows of one to six segments, by first segment and size.
type LogLengths = Vec<[f32; WIDEST]>;

pub(crate) struct LengthModel {
    source: LogLengths,
    target: LogLengths,
    /// ln of the density of each source window's length among the windows of its size.
    background: LogLengths,
    score: Arc<Score>,
}

impl LengthModel {
    /// Of the lengths of the segments of both sides. O(segments).
    pub(crate) fn of(features: &Features, score: &Arc<Score>) -> Self {
        let (source, target) = parallel::join(
            || windows(&running_sum(&features.source.length)),
            || windows(&running_sum(&features.target.length)),
        );
        let background = background(&source);
        LengthModel {
            background,
            source,
            target,
            score: Arc::clone(score),
        }
    }

    /// ln of the ratio of a source to a target window.
    pub(crate) fn log_ratio(&self, source: (usize, usize), target: (usize, usize)) -> f32 {
        self.source[source.0][source.1 - source.0 - 1]
            - self.target[target.0][target.1 - target.0 - 1]
    }

    /// The most that the source windows of each size that begin at a segment can score, whatever their partner. O(1).
    pub(crate) fn most(&self, first: usize) -> BySize {
        let mut most = BySize::default();
        let windows = self.source[first].iter().zip(&self.background[first]);
        for (most, (length, background)) in most.iter_mut().zip(windows) {
            // A partner that is e^4 times as long scores less than any shorter one, so a higher mean need not be bounded.
            let agreement = self.score.agreement.of(length + 2.0, 0.0);
            *most = self.score.weights.length * (agreement - background);
        }
        most
    }

    /// Nats for the two windows being of the same text, where `log_ratio` is ln of the source characters for one of the
    /// target.
    pub(crate) fn score(
        &self,
        source: (usize, usize),
        target: (usize, usize),
        log_ratio: f32,
    ) -> f32 {
        let size = source.1 - source.0 - 1;
        let source_length = self.source[source.0][size];
        let target_length = self.target[target.0][target.1 - target.0 - 1] + log_ratio;
        let together = self.score.agreement.of(
            0.5 * (source_length + target_length),
            (source_length - target_length).abs(),
        );
        let weights = &self.score.weights;
        weights.length * (together - self.background[source.0][size])
    }
}

fn windows(sums: &[f64]) -> LogLengths {
    let n = sums.len() - 1;
    let log =
        |i: usize, size: usize| libm::log((sums[(i + size).min(n)] - sums[i]).max(1.0)) as f32;
    (0..n)
        .map(|i| std::array::from_fn(|size| log(i, size + 1)))
        .collect()
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

/// ln of the density of the length of each window among all of its size.
fn background(windows: &LogLengths) -> LogLengths {
    let n = windows.len();
    let mut table = vec![[0.0; WIDEST]; n];
    for size in 0..WIDEST.min(n) {
        let whole = &windows[..n - size];
        let lengths = || whole.iter().map(|row| f64::from(row[size]));
        let count = whole.len() as f64;
        let mean = lengths().sum::<f64>() / count;
        let variance = lengths().map(|x| (x - mean) * (x - mean)).sum::<f64>() / count;
        let deviation = libm::sqrt(variance).max(LEAST_DEVIATION);
        let (mean, deviation) = (mean as f32, deviation as f32);
        let log_deviation = libm::logf(deviation);
        for (row, window) in table.iter_mut().zip(whole) {
            row[size] = log_density((window[size] - mean) / deviation) - log_deviation;
        }
    }
    table
}

/// ln of nine parts of a normal density and one part of a flatter one, but for a constant.
fn log_density(z: f32) -> f32 {
    const STEP: f32 = 64.0;
    const STEPS: usize = 64 * 12;
    static DENSITY: LazyLock<Vec<f32>> = LazyLock::new(|| {
        let density = |z: f64| {
            let near = 0.9 * libm::exp(-0.5 * z * z);
            libm::log(near + 0.1 / 2.5 * libm::exp(-z * z / 12.5)) as f32
        };
        let places = 0..STEPS + 2;
        places
            .map(|k| density(k as f64 / f64::from(STEP)))
            .collect()
    });
    let place = (z.abs() * STEP).min(STEPS as f32);
    let k = place as usize;
    DENSITY[k] + (place - k as f32) * (DENSITY[k + 1] - DENSITY[k])
}
