//! The confidence of a bead: from what the programme believes to how often it is right.
//!
//! In: the beads of a document with their posteriors, and the model that found them. Out: the same beads with the
//! probability that they are right. The posteriors are those of a model in which words meet independently. Of pairs it is
//! too modest. Of nulls it is too sure: a text that is translated freely looks like one that is left out. What tells
//! the two apart is known when all beads are: how much of the document is left out, and how well its pairs meet.
//! Logistic regression makes one probability of it. O(beads).
//!
//! The numbers are fitted by `fit-confidence` in `crates/lab`, to 79 texts in four variants, 174 others, the same made hard by
//! `spoil` in two ways, and 16 files as people have them, which count six times.

use std::ops::Range;

use crate::align::bead::Bead;
use crate::align::cost::CostModel;
use crate::align::freedom::words_met;

/// The numbers of the regression of pairs: of the constant and of each trait.
const PAIR: [f32; N_PAIR + 1] = [0.59, 0.36, 0.63];
/// The same of nulls.
const NULL: [f32; N_NULL + 1] = [-3.92, 0.50, 2.54, 2.67];

const N_PAIR: usize = 2;
const N_NULL: usize = 3;

/// Posteriors nearer to 0 or 1 than this count as this: the programme is not that exact.
const LEAST_DOUBT: f32 = 1e-6;
/// ln of the odds of a posterior of .95. Below it the odds are right up to a constant factor; above it they are too high.
const LIKELY: f32 = 3.0;
/// A document with this share of its segments in nulls has gaps; below it, the less there are the likelier they are wrong.
const FEW_NULLS: f32 = 0.08;
/// Each document begins with this many segments of which this share are nulls, for the same reason.
const SHARE_BEFORE: f32 = 0.05;
const SEGMENTS_BEFORE: f32 = 20.0;
/// Each document begins with this many words of which half meet, so that a few pairs alone do not decide.
const WORDS_BEFORE: f32 = 10.0;

/// Replaces the posterior of each bead by the probability that it is right: that its segments belong together, in this bead
/// or in a larger one; of a null that its segments have no partner.
pub(crate) fn calibrate(beads: &mut [Bead], model: &CostModel<'_>) {
    let traits = traits(beads, model);
    for (bead, traits) in beads.iter_mut().zip(traits) {
        bead.confidence = traits.probability();
    }
}

/// What is known of a bead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Traits {
    /// ln of the odds of the posterior, and the same but at most [`LIKELY`].
    Pair([f32; N_PAIR]),
    /// ln of the odds of the posterior; the share of nulls in the document, 1 from [`FEW_NULLS`] on; the share of its words that meet.
    Null([f32; N_NULL]),
}

impl Traits {
    pub(crate) fn values(&self) -> &[f32] {
        match self {
            Traits::Pair(values) => values,
            Traits::Null(values) => values,
        }
    }

    fn probability(&self) -> f32 {
        let numbers: &[f32] = match self {
            Traits::Pair(_) => &PAIR,
            Traits::Null(_) => &NULL,
        };
        let terms = self.values().iter().zip(&numbers[1..]);
        let score: f32 = terms.map(|(value, number)| value * number).sum();
        1.0 / (1.0 + libm::expf(-(numbers[0] + score)))
    }
}

/// The traits of all beads of a document.
pub(crate) fn traits(beads: &[Bead], model: &CostModel<'_>) -> Vec<Traits> {
    let few = null_share(beads).min(FEW_NULLS) / FEW_NULLS;
    let met = share_met(beads, model);
    let of_bead = |bead: &Bead| match bead.is_null() {
        true => Traits::Null([log_odds(bead.confidence), few, met]),
        false => {
            let odds = log_odds(bead.confidence);
            Traits::Pair([odds, odds.min(LIKELY)])
        }
    };
    beads.iter().map(of_bead).collect()
}

fn log_odds(probability: f32) -> f32 {
    let probability = probability.clamp(LEAST_DOUBT, 1.0 - LEAST_DOUBT);
    libm::logf(probability / (1.0 - probability))
}

/// The share of the segments that are nulls, by their posteriors.
fn null_share(beads: &[Bead]) -> f32 {
    let size = |bead: &Bead| (bead.source.len() + bead.target.len()) as f32;
    let nulls = beads.iter().filter(|bead| bead.is_null());
    let n_nulls: f32 = nulls.map(|bead| bead.confidence * size(bead)).sum();
    let n_segments: f32 = beads.iter().map(size).sum();
    (n_nulls + SHARE_BEFORE * SEGMENTS_BEFORE) / (n_segments + SEGMENTS_BEFORE)
}

/// The share of the words of the pairs that meet, of those that could.
fn share_met(beads: &[Bead], model: &CostModel<'_>) -> f32 {
    let range = |segments: &Range<usize>| (segments.start, segments.end);
    let pairs = beads.iter().filter(|bead| !bead.is_null());
    let pairs = pairs.map(|bead| (range(&bead.source), range(&bead.target)));
    let [met, all] = words_met(&pairs.collect::<Vec<_>>(), model);
    (met + 0.5 * WORDS_BEFORE) / (all + WORDS_BEFORE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::sample::Sample;

    fn null(source: Range<usize>, target: Range<usize>) -> Bead {
        Bead::new(source, target, 0.99)
    }

    fn pair(source: usize, target: usize, confidence: f32) -> Bead {
        Bead::new(source..source + 1, target..target + 1, confidence)
    }

    fn calibrated(beads: &[Bead]) -> Vec<f32> {
        let lines: Vec<usize> = (0..201).map(|k| k % 9).collect();
        let sample = Sample::new(&lines, &lines);
        let adaptation = sample.adaptation();
        let mut beads = beads.to_vec();
        sample.with_model(&adaptation, |model| calibrate(&mut beads, &model));
        beads.iter().map(|bead| bead.confidence).collect()
    }

    #[test]
    fn the_order_of_pairs_stays_and_all_are_probabilities() {
        let posteriors = [0.0, 0.1, 0.5, 0.9, 0.999, 1.0];
        let beads: Vec<Bead> = (0..6).map(|k| pair(k, k, posteriors[k])).collect();
        let found = calibrated(&beads);
        assert!(found.is_sorted_by(|a, b| a < b), "{found:?}");
        assert!(found.iter().all(|p| (0.0..=1.0).contains(p)), "{found:?}");
    }

    #[test]
    fn a_null_is_doubted_where_there_are_hardly_any() {
        let of = |n_pairs: usize, n_nulls: usize| {
            let mut beads: Vec<Bead> = (0..n_pairs).map(|k| pair(k, k, 0.99)).collect();
            beads.extend((n_pairs..n_pairs + n_nulls).map(|k| null(k..k + 1, n_pairs..n_pairs)));
            calibrated(&beads)[n_pairs]
        };
        let (hardly_any, some) = (of(150, 1), of(20, 4));
        assert!(hardly_any < some, "{hardly_any} {some}");
    }
}
