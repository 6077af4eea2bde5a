//! One-to-one pairs from scored candidates, and how sure they are.
//!
//! In: scored pairs. Out: for each document at most one pair. O(pairs · log pairs).

use crate::corpus::matching::score::Scored;

/// The weights of the terms of the logit: rounded from a logistic regression over 19,000 pairs of passages of 3 to 100
/// sentences, clean, damaged and spliced, in which the score beside the margin brought nothing. `match-documents --fit` gives
/// those of one set of passages.
const LOGIT: [f32; 3] = [1.0, 3.1, -0.35];

/// The margin from which the logarithm of the margin counts more than the margin, in nats.
const MARGIN_UNIT: f32 = 10.0;

/// The most confidence of a pair that is no better than its best rival.
const OF_A_TIE: f32 = 0.49;

/// What the confidence of a pair is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Traits {
    /// The score of the pair, in nats.
    pub score: f32,
    /// How much it exceeds the best other pair of either document, in nats.
    pub margin: f32,
    /// The number of units of the smaller document that can be met.
    pub size: f32,
}

/// A pair that was chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Chosen {
    pub(super) source: u32,
    pub(super) target: u32,
    pub(super) traits: Traits,
}

/// The two best scores of a document.
#[derive(Debug, Clone, Copy)]
struct Best {
    first: f32,
    second: f32,
}

impl Best {
    /// A pair that speaks for nothing is no rival.
    const NONE: Best = Best {
        first: 0.0,
        second: 0.0,
    };

    fn add(&mut self, score: f32) {
        if self.first < score {
            (self.first, self.second) = (score, self.first);
        } else if self.second < score {
            self.second = score;
        }
    }

    /// The best score of another pair than that of this score.
    fn other(self, score: f32) -> f32 {
        match score < self.first {
            true => self.first,
            false => self.second,
        }
    }
}

/// The least score of a pair, in nats.
const LEAST_SCORE: f32 = -30.0;

/// The best pair first, then the best of the documents that are left, and so on: no two documents would rather be with
/// each other than with the ones they got. Pairs of equal scores are taken in the order of the documents.
pub(super) fn choose(
    mut pairs: Vec<Scored>,
    n_sources: usize,
    n_targets: usize,
    size: impl Fn(u32, u32) -> f32,
) -> Vec<Chosen> {
    pairs.retain(|pair| LEAST_SCORE < pair.score);
    let mut best = [vec![Best::NONE; n_sources], vec![Best::NONE; n_targets]];
    for pair in &pairs {
        best[0][pair.source as usize].add(pair.score);
        best[1][pair.target as usize].add(pair.score);
    }
    pairs.sort_unstable_by(|a, b| {
        let by_score = b.score.total_cmp(&a.score);
        by_score.then((a.source, a.target).cmp(&(b.source, b.target)))
    });
    let mut taken = [vec![false; n_sources], vec![false; n_targets]];
    let mut chosen = Vec::new();
    for pair in pairs {
        let (s, t) = (pair.source as usize, pair.target as usize);
        if taken[0][s] || taken[1][t] {
            continue;
        }
        (taken[0][s], taken[1][t]) = (true, true);
        let rival = f32::max(best[0][s].other(pair.score), best[1][t].other(pair.score));
        chosen.push(Chosen {
            source: pair.source,
            target: pair.target,
            traits: Traits {
                score: pair.score,
                margin: pair.score - rival,
                size: size(pair.source, pair.target),
            },
        });
    }
    chosen
}

impl Traits {
    /// How sure the pair is, from 0 to 1.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        let terms = self.terms().into_iter().zip(LOGIT);
        let logit: f32 = terms.map(|(term, weight)| term * weight).sum();
        let confidence = 1.0 / (1.0 + libm::expf(-logit));
        match self.margin <= 0.0 {
            true => confidence.min(OF_A_TIE),
            false => confidence,
        }
    }

    /// What the logit of the confidence is a weighted sum of.
    #[must_use]
    pub fn terms(&self) -> [f32; 3] {
        let margin = libm::asinhf(self.margin / MARGIN_UNIT);
        [1.0, margin, libm::logf(self.size.max(1.0))]
    }
}
