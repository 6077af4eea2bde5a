//! The cost of a bead: the one place where the terms come together.
//!
//! In: features, evidence of both directions, what an earlier pass learned of this document. Out: for every
//! bead of a stretch its cost, −ln of how much likelier it is as a translation than as two unrelated texts:
//! lexical evidence (half of each direction), length, end marks, paragraphs, soft cuts, and the prior of its
//! kind. O(1) a bead after O(hits) a stretch.

use std::ops::Range;

use crate::align::band::Band;
use crate::align::dp::{Lattice, Step, Transitions};
use crate::align::evidence::{Evidence, WIDEST};
use crate::align::length::LengthModel;
use crate::align::weights::{Score, Weights};
use crate::anchor::features::{Features, Marks};
use crate::text::Begin;

/// The bead kinds that the programme tries, in fine segments.
pub(crate) const STEPS: [Step; 13] = [
    Step {
        source: 1,
        target: 1,
    },
    Step {
        source: 1,
        target: 2,
    },
    Step {
        source: 2,
        target: 1,
    },
    Step {
        source: 2,
        target: 2,
    },
    Step {
        source: 1,
        target: 3,
    },
    Step {
        source: 3,
        target: 1,
    },
    Step {
        source: 2,
        target: 3,
    },
    Step {
        source: 3,
        target: 2,
    },
    Step {
        source: 1,
        target: 4,
    },
    Step {
        source: 4,
        target: 1,
    },
    Step {
        source: 3,
        target: 3,
    },
    Step {
        source: 2,
        target: 4,
    },
    Step {
        source: 4,
        target: 2,
    },
];

/// What a pass knows of the document beyond the features.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Adaptation {
    /// Source characters for one weighted target character.
    pub(crate) ratio: f32,
    /// Nats for a bead whose source (first index) and target (second) begin a paragraph.
    pub(crate) paragraph: [[f32; 2]; 2],
    /// ln of the prior by sentences on either side.
    pub(crate) prior: [[f32; WIDEST]; WIDEST],
}

impl Adaptation {
    /// What the first pass takes for granted.
    pub(crate) fn new(weights: &Weights) -> Self {
        let prior = |n: usize, m: usize| libm::logf(weights.prior(n + 1, m + 1));
        Adaptation {
            ratio: 1.0,
            paragraph: [[0.0; 2]; 2],
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
}

impl Tally {
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
    length: LengthModel<'a>,
    adaptation: &'a Adaptation,
    weights: &'a Weights,
}

/// Lexical sums of the cells of a stretch, by size of the window on the other side.
struct Sums {
    /// For target segment *j* the source windows that begin at *i*, at cell *(i, j)*.
    backward: Vec<[f32; WIDEST]>,
    /// For source segment *i* the target windows that begin at *j*.
    forward: Vec<[f32; WIDEST]>,
}

impl<'a> CostModel<'a> {
    pub(crate) fn new(
        features: &'a Features,
        backward: &'a Evidence,
        forward: &'a Evidence,
        adaptation: &'a Adaptation,
        score: &'a Score,
    ) -> Self {
        let length = LengthModel::new(
            &features.source.length,
            &features.target.length,
            adaptation.ratio,
            score,
        );
        CostModel {
            features,
            backward,
            forward,
            length,
            adaptation,
            weights: &score.weights,
        }
    }

    /// The costs of all beads of a stretch: `band` counts from the node `origin` of the document.
    pub(crate) fn lattice<'b>(&self, band: &'b Band, origin: (usize, usize)) -> Lattice<'b> {
        let sums = self.sums(band, origin);
        let weights = self.weights;
        let transitions =
            Transitions::new(weights.null_open, weights.null_go_on, weights.null_turn);
        Lattice::new(band, &STEPS, transitions, |kind, i, j| {
            let Step { source, target } = STEPS[kind];
            let mut lexical = 0.0;
            for row in j - target..j {
                lexical += self.backward.miss(origin.1 + row);
                if let Some(cell) = band.cell(i - source, row) {
                    lexical += sums.backward[cell][source - 1];
                }
            }
            for column in i - source..i {
                lexical += self.forward.miss(origin.0 + column);
                if let Some(cell) = band.cell(column, j - target) {
                    lexical += sums.forward[cell][target - 1];
                }
            }
            let (i, j) = (origin.0 + i, origin.1 + j);
            -(0.5 * lexical + self.form((i - source, i), (j - target, j)))
        })
    }

    /// The score of a 1-1 bead, for the skeleton.
    pub(crate) fn pair(&self, i: usize, j: usize, places: &mut Vec<u32>) -> f32 {
        let mut lexical = self.backward.miss(j) + self.forward.miss(i);
        self.backward
            .hits(j, i, i + 1, places, |_, _, nats| lexical += nats);
        self.forward
            .hits(i, j, j + 1, places, |_, _, nats| lexical += nats);
        0.5 * lexical + self.form((i, i + 1), (j, j + 1))
    }

    /// The score in nats of any bead of at most [`WIDEST`] segments on each side.
    pub(crate) fn bead(&self, source: Range<usize>, target: Range<usize>) -> f32 {
        let mut places = Vec::new();
        let mut lexical = 0.0;
        for j in target.clone() {
            lexical += self.backward.miss(j);
            let (low, high) = (source.start, source.end);
            let mut add = |size: usize, _, nats: f32| {
                if size + 1 == source.len() {
                    lexical += nats;
                }
            };
            self.backward.hits(j, low, high, &mut places, &mut add);
        }
        for i in source.clone() {
            lexical += self.forward.miss(i);
            let (low, high) = (target.start, target.end);
            let mut add = |size: usize, _, nats: f32| {
                if size + 1 == target.len() {
                    lexical += nats;
                }
            };
            self.forward.hits(i, low, high, &mut places, &mut add);
        }
        0.5 * lexical + self.form((source.start, source.end), (target.start, target.end))
    }

    /// What a step of a path is worth, after a bead or a null, for being a bead or a null.
    pub(crate) fn transition(&self, after_bead: bool, to_bead: bool) -> f32 {
        let weights = self.weights;
        let probability = match (after_bead, to_bead) {
            (true, true) => 1.0 - 2.0 * weights.null_open,
            (true, false) => weights.null_open,
            (false, true) => 1.0 - weights.null_go_on - weights.null_turn,
            (false, false) => weights.null_go_on,
        };
        libm::log(probability) as f32
    }

    fn sums(&self, band: &Band, origin: (usize, usize)) -> Sums {
        let mut sums = Sums {
            backward: vec![[0.0; WIDEST]; band.n_cells()],
            forward: vec![[0.0; WIDEST]; band.n_cells()],
        };
        let mut places = Vec::new();
        let n_target = band.n_rows() - 1;
        let n_source = *band.columns(n_target).end();
        for j in 0..n_target {
            let (low, high) = (*band.columns(j).start(), *band.columns(j).end());
            let row = band.row_start(j) - low;
            let reach = (high + WIDEST).min(n_source);
            self.backward.hits(
                origin.1 + j,
                origin.0 + low,
                origin.0 + reach,
                &mut places,
                |size, start, nats| {
                    let start = start - origin.0;
                    if start <= high {
                        sums.backward[row + start][size] += nats;
                    }
                },
            );
        }
        let (mut top, mut bottom) = (0, 0);
        for i in 0..n_source {
            while *band.columns(top).end() < i {
                top += 1;
            }
            while bottom < n_target && *band.columns(bottom + 1).start() <= i {
                bottom += 1;
            }
            let reach = (bottom + WIDEST).min(n_target);
            self.forward.hits(
                origin.0 + i,
                origin.1 + top,
                origin.1 + reach,
                &mut places,
                |size, start, nats| {
                    if let Some(cell) = band.cell(i, start - origin.1) {
                        sums.forward[cell][size] += nats;
                    }
                },
            );
        }
        sums
    }

    /// All that does not look at words.
    fn form(&self, source: (usize, usize), target: (usize, usize)) -> f32 {
        let (source_side, target_side) = (&self.features.source, &self.features.target);
        let mut score = self.length.score(source, target);
        score += self.marks(
            source_side.marks[source.1 - 1],
            target_side.marks[target.1 - 1],
        );
        let mut sentences = [1, 1];
        for (side, (begin, window)) in [(&source_side.begin, source), (&target_side.begin, target)]
            .iter()
            .enumerate()
        {
            if begin[window.0] == Begin::Soft {
                score += self.weights.soft_edge;
            }
            for inside in &begin[window.0 + 1..window.1] {
                match inside {
                    Begin::Soft => score += self.weights.soft_closed,
                    Begin::Sentence => sentences[side] += 1,
                    Begin::Paragraph => {
                        sentences[side] += 1;
                        score += self.weights.paragraph_inside;
                    }
                }
            }
        }
        let starts = |begin: Begin| usize::from(begin == Begin::Paragraph);
        score += self.adaptation.paragraph[starts(source_side.begin[source.0])]
            [starts(target_side.begin[target.0])];
        score + self.adaptation.prior[sentences[0] - 1][sentences[1] - 1]
    }

    /// Adds a bead of the given posterior probability to the tally. `i`, `j` count in the document.
    pub(crate) fn tally(
        &self,
        tally: &mut Tally,
        kind: usize,
        i: usize,
        j: usize,
        probability: f64,
    ) {
        let Step { source, target } = STEPS[kind];
        let (from_source, from_target) = (i - source, j - target);
        let (source_side, target_side) = (&self.features.source, &self.features.target);
        let sentences = |begin: &[Begin]| begin.iter().filter(|&&b| b != Begin::Soft).count();
        let n = 1 + sentences(&source_side.begin[from_source + 1..i]);
        let m = 1 + sentences(&target_side.begin[from_target + 1..j]);
        tally.kinds[n - 1][m - 1] += probability;
        let starts = |begin: Begin| usize::from(begin == Begin::Paragraph);
        tally.paragraphs[starts(source_side.begin[from_source])]
            [starts(target_side.begin[from_target])] += probability;
        if (source, target) == (1, 1) && probability > 0.3 {
            let log_ratio = self.length.log_ratio((from_source, i), (from_target, j));
            tally.log_ratio += probability * f64::from(log_ratio);
            tally.ratio_mass += probability;
            tally.ratio_cells += 1;
        }
    }

    /// Nats for the end marks of the last segments: a question answers a question, a quotation a quotation.
    fn marks(&self, source: Marks, target: Marks) -> f32 {
        let weights = self.weights;
        let question = match (source.question, target.question) {
            (false, false) => weights.question_neither,
            (true, true) => weights.question_both,
            _ => weights.question_one,
        };
        let quote = match (source.quote, target.quote) {
            (false, false) => weights.quote_neither,
            (true, true) => weights.quote_both,
            _ => weights.quote_one,
        };
        question + quote
    }
}
