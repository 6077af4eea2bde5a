//! How much speaks for a source document and a target document as a pair.
//!
//! In: both sides, and what the units of the target document can meet. Out: nats, the log-likelihood ratio of "a translation"
//! against "another document": the units that meet, their places, and the two lengths. O(units of both).

use std::cmp::Reverse;

use crate::corpus::matching::candidates::Reached;
use crate::corpus::matching::side::Side;

/// A source document and a target document, with what speaks for them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scored {
    pub(super) source: u32,
    pub(super) target: u32,
    /// In nats.
    pub(super) score: f32,
}

/// How far apart two units that mean the same stand in their documents, as a share of 65,536: "near" is within 8 %, and two
/// neighbours are displaced "alike" if their distances differ by less than 5 %.
const NEAR: u16 = 5_243;
const ALIKE: u32 = 3_277;

/// The shares of units that are near, and of neighbours that are displaced alike, in translations and in other documents:
/// medians of 1,693 passages of 10 to 30 sentences and their other candidates (`match-documents --windows`).
const NEAR_SHARES: [f32; 2] = [0.78, 0.18];
const ALIKE_SHARES: [f32; 2] = [0.53, 0.13];

/// What the places of a unit count against its being met. A regression over the same passages gave five times as much to
/// places that are near, but a translation that leaves out a part of the text displaces all that follows.
const WEIGHT_OF_PLACES: f32 = 0.5;

/// ln of the source's length over the target's: its mean and deviation in nine of ten translations, and the deviation in the
/// others and in other documents; same passages. Its weight is half of what the regression gave.
const LENGTH_MEAN: f32 = 0.035;
const LENGTH_DEVIATION: f32 = 0.11;
const LENGTH_BACKGROUND: f32 = 0.6;
const LENGTH_OUTLIERS: f32 = 0.1;
const WEIGHT_OF_LENGTH: f32 = 3.0;

/// Scores pairs, one after another.
#[derive(Default)]
pub(super) struct Scorer {
    /// For each unit of the target document, the best gain with which it was met, and where.
    met: Vec<(f32, u16)>,
    hits: Vec<Hit>,
}

/// Two units that met: where they stand, and what they count.
#[derive(Debug, Clone, Copy)]
struct Hit {
    source: u16,
    target: u16,
    gain: f32,
}

impl Hit {
    fn displacement(self) -> i32 {
        i32::from(self.target) - i32::from(self.source)
    }
}

impl Scorer {
    /// Scores a pair of a source and a target document, whose reach is given.
    pub(super) fn score(
        &mut self,
        (source, target): (&Side<'_>, &Side<'_>),
        (s, t): (u32, u32),
        reach: &[Reached],
    ) -> Scored {
        let nothing_met = source.nothing_met(s) + target.nothing_met(t);
        let of_source = self.meet(source, target, (s, t), reach);
        let of_target = self.list_hits(source, target, (s, t));
        // Each meeting is seen from both sides.
        let units = 0.5 * (nothing_met + of_source + of_target);
        let score = units + self.places() + length(source.length(s), target.length(t));
        Scored {
            source: s,
            target: t,
            score,
        }
    }

    /// Finds which units of the two documents meet, and returns what those of the source count above a miss.
    fn meet(
        &mut self,
        source: &Side<'_>,
        target: &Side<'_>,
        (s, t): (u32, u32),
        mut reach: &[Reached],
    ) -> f32 {
        self.met.clear();
        self.met.resize(target.units(t).len(), (0.0, 0));
        let load = target.load(t);
        let mut nats = 0.0;
        for placed in source.units(s) {
            reach = &reach[reach.partition_point(|r| r.unit < placed.unit)..];
            let n_same = reach.partition_point(|r| r.unit == placed.unit);
            if n_same == 0 {
                continue;
            }
            let gain = source.gain(placed.unit, load);
            nats += gain;
            for reached in &reach[..n_same] {
                let best = &mut self.met[reached.at as usize];
                if best.0 < gain {
                    *best = (gain, placed.place);
                }
            }
        }
        nats
    }

    /// Lists the units of the target that are met, and returns what they count above a miss.
    fn list_hits(&mut self, source: &Side<'_>, target: &Side<'_>, (s, t): (u32, u32)) -> f32 {
        self.hits.clear();
        let load = source.load(s);
        let mut nats = 0.0;
        for (placed, &(gain, place)) in target.units(t).iter().zip(&self.met) {
            if 0.0 < gain {
                let own_gain = target.gain(placed.unit, load);
                nats += own_gain;
                self.hits.push(Hit {
                    source: place,
                    target: placed.place,
                    gain: gain.min(own_gain),
                });
            }
        }
        nats
    }

    /// What the places of the units that met count: how many stand near each other, and how many neighbours are displaced
    /// alike, as where a part was added before them. Rare units count more.
    fn places(&mut self) -> f32 {
        self.hits
            .sort_unstable_by_key(|hit| (hit.source, Reverse(hit.target)));
        let (mut all, mut squares, mut near) = (0.0, 0.0, 0.0);
        for hit in &self.hits {
            all += hit.gain;
            squares += hit.gain * hit.gain;
            if hit.source.abs_diff(hit.target) < NEAR {
                near += hit.gain;
            }
        }
        if self.hits.len() < 2 {
            return 0.0;
        }
        let (mut pairs, mut alike) = (0.0, 0.0);
        for next in self.hits.windows(2) {
            let gain = next[0].gain.min(next[1].gain);
            pairs += gain;
            if next[0].displacement().abs_diff(next[1].displacement()) < ALIKE {
                alike += gain;
            }
        }
        let n_effective = all * all / squares;
        let places = log_ratio(near / all, NEAR_SHARES) + log_ratio(alike / pairs, ALIKE_SHARES);
        WEIGHT_OF_PLACES * n_effective * places
    }
}

/// The mean log-likelihood ratio of trials with that share of successes, given the shares in translations and in others.
fn log_ratio(share: f32, [of_pairs, of_others]: [f32; 2]) -> f32 {
    share * libm::logf(of_pairs / of_others)
        + (1.0 - share) * libm::logf((1.0 - of_pairs) / (1.0 - of_others))
}

/// What two lengths count.
fn length(source: f32, target: f32) -> f32 {
    let ratio = libm::logf(source.max(1.0) / target.max(1.0));
    let density = |mean: f32, deviation: f32| {
        let z = (ratio - mean) / deviation;
        libm::expf(-0.5 * z * z) / deviation
    };
    let others = density(0.0, LENGTH_BACKGROUND);
    let pairs = (1.0 - LENGTH_OUTLIERS) * density(LENGTH_MEAN, LENGTH_DEVIATION);
    WEIGHT_OF_LENGTH * libm::logf(LENGTH_OUTLIERS + pairs / others.max(f32::MIN_POSITIVE))
}
