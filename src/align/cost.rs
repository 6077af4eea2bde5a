//! The cost of a bead: the sum of its terms.
//!
//! In: features, evidence of both directions, what an earlier pass learned of this document. Out: for every
//! bead of a stretch its cost, −ln of how much likelier it is as a translation than as two unrelated texts:
//! lexical evidence (half of each direction), length, end marks, paragraphs, soft cuts, and the prior of its
//! kind. O(1) a bead after O(hits) a stretch.

mod stretch;
mod windows;

use std::ops::Range;

use crate::align::bead::Bead;
use crate::align::cost::windows::{WindowScores, marks_number};
use crate::align::dp::Step;
use crate::align::evidence::{Evidence, PairScorer};
use crate::align::length::LengthModel;
use crate::align::score::Score;
use crate::align::similarity::{Moments, SimilarityTerm};
use crate::align::weights::Weights;
use crate::align::window::{BySize, WIDEST};
use crate::anchor::features::{Features, Side};
use crate::text::Begin;

pub(crate) use crate::align::cost::stretch::Workspace;

/// The bead kinds that the programme tries, in fine segments.
pub(crate) const STEPS: [Step; 17] = [
    Step::new(1, 1),
    Step::new(1, 2),
    Step::new(2, 1),
    Step::new(2, 2),
    Step::new(1, 3),
    Step::new(3, 1),
    Step::new(2, 3),
    Step::new(3, 2),
    Step::new(1, 4),
    Step::new(4, 1),
    Step::new(3, 3),
    Step::new(2, 4),
    Step::new(4, 2),
    Step::new(1, 5),
    Step::new(5, 1),
    Step::new(1, 6),
    Step::new(6, 1),
];

/// Whether the programme tries beads of `source` source segments and `target` target segments.
pub(crate) fn is_tried(source: usize, target: usize) -> bool {
    STEPS.contains(&Step { source, target })
}

/// A step of a path by whether it pairs segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pairing {
    Bead,
    Null,
}

impl Pairing {
    /// Of a bead, which may be a null.
    pub(crate) fn of(bead: &Bead) -> Pairing {
        match bead.is_null() {
            true => Pairing::Null,
            false => Pairing::Bead,
        }
    }
}

/// What a pass knows of the document beside the features.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Adaptation {
    /// Source characters for one weighted target character.
    pub(crate) ratio: f32,
    /// Nats for a bead whose source (first index) and target (second) begin a paragraph.
    pub(crate) paragraph: [[f32; 2]; 2],
    /// ln of the prior by sentences on either side.
    pub(crate) prior: [[f32; WIDEST]; WIDEST],
    /// Probability that a null run opens after a bead, on each side.
    pub(crate) null_open: f64,
}

impl Adaptation {
    /// What the first pass assumes.
    pub(crate) fn new(weights: &Weights) -> Self {
        let prior = |n: usize, m: usize| libm::logf(weights.prior(n + 1, m + 1));
        Adaptation {
            ratio: 1.0,
            paragraph: [[0.0; 2]; 2],
            null_open: weights.null_open,
            prior: std::array::from_fn(|n| std::array::from_fn(|m| prior(n, m))),
        }
    }
}

/// Posterior mass of a pass, from which the next one adapts.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Tally {
    kinds: [[f64; WIDEST]; WIDEST],
    paragraphs: [[f64; 2]; 2],
    log_ratio: f64,
    ratio_mass: f64,
    ratio_cells: usize,
    /// Segments of both sides that were searched, and how many of them are in beads.
    segments: usize,
    joined: f64,
    /// Similarities of the 1-1 beads.
    pub(crate) similarity: Moments,
}

impl Tally {
    /// Of so many segments of both sides, of which no bead is known yet.
    pub(crate) fn of_segments(n_segments: usize) -> Tally {
        Tally {
            segments: n_segments,
            ..Tally::default()
        }
    }

    pub(crate) fn add(&mut self, other: &Tally) {
        for (mine, more) in self
            .kinds
            .iter_mut()
            .flatten()
            .zip(other.kinds.iter().flatten())
        {
            *mine += more;
        }
        for (mine, more) in self
            .paragraphs
            .iter_mut()
            .flatten()
            .zip(other.paragraphs.iter().flatten())
        {
            *mine += more;
        }
        self.log_ratio += other.log_ratio;
        self.ratio_mass += other.ratio_mass;
        self.ratio_cells += other.ratio_cells;
        self.segments += other.segments;
        self.joined += other.joined;
        self.similarity.merge(&other.similarity);
    }

    /// What the next pass shall use, given what this one used.
    pub(crate) fn adapt(&self, used: &Adaptation, weights: &Weights) -> Adaptation {
        let mut next = used.clone();
        if self.ratio_cells >= 5 {
            next.ratio = used.ratio * libm::exp(self.log_ratio / (self.ratio_mass + 8.0)) as f32;
        }
        let [[neither, target], [source, both]] = self.paragraphs;
        let total = neither + target + source + both;
        let of_source = (source + both + 1.0) / (total + 2.0);
        let of_target = (target + both + 1.0) / (total + 2.0);
        for (a, row) in next.paragraph.iter_mut().enumerate() {
            for (b, weight) in row.iter_mut().enumerate() {
                let by_chance = (if a == 1 { of_source } else { 1.0 - of_source })
                    * (if b == 1 { of_target } else { 1.0 - of_target });
                let together = (self.paragraphs[a][b] + 4.0 * by_chance) / (total + 4.0);
                *weight = libm::log(together / by_chance) as f32;
            }
        }
        let beads: f64 = self.kinds.iter().flatten().sum();
        // The number of runs of nulls is estimated from the nulls, by the mean length of a run that the transitions give.
        let nulls = (self.segments as f64 - self.joined).max(0.0);
        let runs = nulls * (1.0 - weights.null_go_on - weights.null_turn);
        let opened = 0.5 * runs + weights.null_beads * weights.null_open;
        next.null_open = (opened / (beads + weights.null_beads)).min(weights.null_open_most);
        let worth = weights.prior_beads;
        for (n, (row, kinds)) in next.prior.iter_mut().zip(&self.kinds).enumerate() {
            for (m, (value, &count)) in row.iter_mut().zip(kinds).enumerate() {
                let prior = weights.prior(n + 1, m + 1);
                *value = libm::logf((count as f32 + worth * prior) / (beads as f32 + worth));
            }
        }
        next
    }
}

/// The costs of one pass over a document.
pub(crate) struct CostModel<'a> {
    features: &'a Features,
    /// What the target's units say of the source, and the other way round.
    backward: &'a Evidence,
    forward: &'a Evidence,
    length: &'a LengthModel,
    /// ln of the source characters for one weighted target character.
    log_ratio: f32,
    weights: &'a Weights,
    adaptation: &'a Adaptation,
    /// Nats for the end marks of the last segments of both sides, by their numbers.
    marks: [[f32; 4]; 4],
    /// ln of the prior by sentences less one, of the target and then of the source.
    prior: [BySize; WIDEST],
    similarity: Option<SimilarityTerm<'a>>,
}

impl<'a> CostModel<'a> {
    pub(crate) fn new(
        features: &'a Features,
        backward: &'a Evidence,
        forward: &'a Evidence,
        length: &'a LengthModel,
        adaptation: &'a Adaptation,
        score: &'a Score,
    ) -> Self {
        CostModel {
            features,
            backward,
            forward,
            length,
            log_ratio: libm::logf(adaptation.ratio),
            weights: &score.weights,
            adaptation,
            prior: std::array::from_fn(|target| {
                let mut of_target = BySize::default();
                for (prior, of_source) in of_target.iter_mut().zip(&adaptation.prior) {
                    *prior = of_source[target];
                }
                of_target
            }),
            marks: marks(&score.weights),
            similarity: None,
        }
    }

    /// The length of segments of both sides in characters of English, at least one a segment. O(segments).
    pub(crate) fn characters(&self, source: Range<usize>, target: Range<usize>) -> f32 {
        let of = |side: &Side, range: Range<usize>| {
            let lengths = side.length[range].iter();
            lengths.map(|length| length + 1.0).sum::<f32>()
        };
        of(&self.features.source, source) + of(&self.features.target, target)
    }

    /// The same costs with the term of a similarity.
    pub(crate) fn with_similarity(mut self, similarity: Option<SimilarityTerm<'a>>) -> Self {
        self.similarity = similarity;
        self
    }

    /// What the target's units say of the source, and the other way round.
    pub(crate) fn evidence(&self) -> (&Evidence, &Evidence) {
        (self.backward, self.forward)
    }

    /// The score of a 1-1 bead, for the skeleton; fastest if the same target comes several times in a row.
    pub(crate) fn pair(&self, i: usize, j: usize, scorer: &mut PairScorer) -> f32 {
        scorer.set_target(self.backward, self.forward, j);
        let lexical = scorer.hits(self.backward, self.forward, i);
        0.5 * lexical + self.nonlexical((i, i + 1), (j, j + 1))
    }

    /// The score in nats of any bead of at most [`WIDEST`] segments on each side.
    pub(crate) fn bead(&self, source: (usize, usize), target: (usize, usize)) -> f32 {
        let lexical = self.backward.hits_between(target, source, self.forward)
            + self.forward.hits_between(source, target, self.backward);
        0.5 * lexical + self.nonlexical(source, target)
    }

    fn nonlexical(&self, source: (usize, usize), target: (usize, usize)) -> f32 {
        let (n, m) = (source.1 - source.0 - 1, target.1 - target.0 - 1);
        let similar = self
            .similarity
            .map_or(0.0, |worth| worth.bead(source, target));
        similar
            + self.form(
                &self.source(source.0, n + 1),
                &self.target(target.0, m + 1),
                n,
                m,
            )
            + self.marks(source.1 - 1, target.1 - 1)
            + self.length.score(source, target, self.log_ratio)
    }

    /// ln of the probability of a step after another. A null run that turns to the other side counts as one that goes on.
    pub(crate) fn transition(&self, from: Pairing, to: Pairing) -> f32 {
        let (weights, open) = (self.weights, self.adaptation.null_open);
        let probability = match (from, to) {
            (Pairing::Bead, Pairing::Bead) => 1.0 - 2.0 * open,
            (Pairing::Bead, Pairing::Null) => open,
            (Pairing::Null, Pairing::Bead) => 1.0 - weights.null_go_on - weights.null_turn,
            (Pairing::Null, Pairing::Null) => weights.null_go_on,
        };
        libm::log(probability) as f32
    }

    /// The terms of the windows of `n + 1` and `m + 1` segments that depend neither on length nor on their last segments,
    /// with what the words count if they meet nothing.
    fn form(&self, source: &WindowScores, target: &WindowScores, n: usize, m: usize) -> f32 {
        let sentences = [source.sentences[n], target.sentences[m]].map(usize::from);
        source.score[n]
            + target.score[m]
            + self.paragraphs(source, target)
            + self.prior[sentences[1]][sentences[0]]
    }

    /// Nats for a bead that begins with these segments, by whether each begins a paragraph.
    fn paragraphs(&self, source: &WindowScores, target: &WindowScores) -> f32 {
        let [source, target] = [source, target].map(|first| usize::from(first.opens));
        self.adaptation.paragraph[source][target]
    }

    /// What the end marks count of windows that end with these segments.
    fn marks(&self, source: usize, target: usize) -> f32 {
        let of = |side: &Side, segment: usize| usize::from(marks_number(side.marks[segment]));
        self.marks[of(&self.features.source, source)][of(&self.features.target, target)]
    }

    /// The windows of at most so many segments that begin at a segment of the source.
    fn source(&self, first: usize, widest: usize) -> WindowScores {
        WindowScores::new(
            &self.features.source,
            self.forward,
            first,
            widest,
            self.weights,
        )
    }

    /// The same for the target.
    fn target(&self, first: usize, widest: usize) -> WindowScores {
        WindowScores::new(
            &self.features.target,
            self.backward,
            first,
            widest,
            self.weights,
        )
    }

    /// Adds a bead of windows of the document to the tally, with the probability that it is right.
    pub(crate) fn tally(
        &self,
        tally: &mut Tally,
        (from_source, i): (usize, usize),
        (from_target, j): (usize, usize),
        probability: f64,
    ) {
        let (source, target) = (i - from_source, j - from_target);
        let (source_side, target_side) = (&self.features.source, &self.features.target);
        let sentences = |begin: &[Begin]| begin.iter().filter(|&&b| b != Begin::Soft).count();
        let n = 1 + sentences(&source_side.begin[from_source + 1..i]);
        let m = 1 + sentences(&target_side.begin[from_target + 1..j]);
        tally.kinds[n - 1][m - 1] += probability;
        tally.joined += probability * (source + target) as f64;
        let opens = |side: &Side, first: usize| usize::from(side.opens(first));
        tally.paragraphs[opens(source_side, from_source)][opens(target_side, from_target)] +=
            probability;
        if (source, target) == (1, 1) && probability > 0.3 {
            let log_ratio =
                self.length.log_ratio((from_source, i), (from_target, j)) - self.log_ratio;
            tally.log_ratio += probability * f64::from(log_ratio);
            tally.ratio_mass += probability;
            tally.ratio_cells += 1;
            if let Some(worth) = &self.similarity {
                tally
                    .similarity
                    .add(worth.of(from_source, from_target), probability);
            }
        }
    }
}

/// Nats for the end marks of the last segments: a question answers a question, a quotation a quotation.
fn marks(weights: &Weights) -> [[f32; 4]; 4] {
    let of = |source: usize, target: usize| {
        let question = match (source % 2, target % 2) {
            (0, 0) => weights.question_neither,
            (1, 1) => weights.question_both,
            _ => weights.question_one,
        };
        let quote = match (source / 2, target / 2) {
            (0, 0) => weights.quote_neither,
            (1, 1) => weights.quote_both,
            _ => weights.quote_one,
        };
        question + quote
    };
    std::array::from_fn(|source| std::array::from_fn(|target| of(source, target)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::sample::Sample;

    #[test]
    fn steps_after_a_bead_and_after_a_null_are_probable_in_all() {
        let sample = Sample::new(&[0, 1], &[0, 1]);
        let adaptation = sample.adaptation();
        let turn = sample.score().weights.null_turn as f32;
        sample.with_model(&adaptation, |model| {
            let p = |from, to| libm::expf(model.transition(from, to));
            let after_bead =
                p(Pairing::Bead, Pairing::Bead) + 2.0 * p(Pairing::Bead, Pairing::Null);
            let after_null = p(Pairing::Null, Pairing::Bead) + p(Pairing::Null, Pairing::Null);
            assert!((after_bead - 1.0).abs() < 1e-5, "{after_bead}");
            assert!((after_null + turn - 1.0).abs() < 1e-5, "{after_null}");
        });
    }

    #[test]
    fn a_pair_costs_what_a_bead_of_two_segments_costs() {
        let sample = Sample::new(&[0, 1, 2, 3, 4, 5, 8], &[0, 1, 2, 3, 4, 5, 8]);
        let adaptation = sample.adaptation();
        let (n_source, n_target) = sample.size();
        sample.with_model(&adaptation, |model| {
            let mut scorer = PairScorer::default();
            for j in 0..n_target {
                for i in 0..n_source {
                    let (pair, bead) = (
                        model.pair(i, j, &mut scorer),
                        model.bead((i, i + 1), (j, j + 1)),
                    );
                    assert!((pair - bead).abs() < 1e-4, "{i} {j}: {pair} {bead}");
                }
            }
        });
    }

    #[test]
    fn a_tally_changes_what_it_has_seen() {
        let sample = Sample::new(&[0, 1, 2, 3, 4, 5, 8], &[0, 1, 2, 3, 4, 5, 8]);
        let (used, weights) = (sample.adaptation(), &sample.score().weights);
        let (n_source, n_target) = sample.size();
        let tallied = |n_segments: usize, beads: &[crate::align::learn::SureBead]| {
            sample.with_model(&used, |model| {
                let mut tally = Tally::of_segments(n_segments);
                for &(source, target) in beads {
                    model.tally(&mut tally, source, target, 1.0);
                }
                tally.adapt(&used, weights)
            })
        };
        let ones: Vec<_> = (0..6).map(|k| ((k, k + 1), (k, k + 1))).collect();
        let nothing = tallied(0, &[]);
        assert_eq!((nothing.ratio, nothing.null_open), (1.0, weights.null_open));
        let all = tallied(12, &ones);
        assert!(all.prior[0][0] > used.prior[0][0], "1-1 beads are seen");
        assert!(all.prior[1][0] < used.prior[1][0], "2-1 beads are not");
        assert!(all.null_open < weights.null_open, "no null is seen");
        assert_ne!(all.ratio, 1.0);
        let few = tallied(12, &ones[..4]);
        assert_eq!(
            few.ratio, 1.0,
            "four beads do not tell the ratio of lengths"
        );
        let twos = tallied(3, &[((0, 2), (0, 1))]);
        assert!(twos.prior[1][0] > used.prior[1][0], "a 2-1 bead is seen");
        let nulls = tallied(n_source + n_target + 500, &ones);
        assert_eq!(
            nulls.null_open, weights.null_open_most,
            "most of the text is null"
        );
    }
}
