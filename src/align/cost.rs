//! The cost of a bead: the one place where the terms come together.
//!
//! In: features, evidence of both directions, what an earlier pass learned of this document. Out: for every
//! bead of a stretch its cost, −ln of how much likelier it is as a translation than as two unrelated texts:
//! lexical evidence (half of each direction), length, end marks, paragraphs, soft cuts, and the prior of its
//! kind. O(1) a bead after O(hits) a stretch.

use crate::align::band::Band;
use crate::align::dp::{Lattice, Step, Transitions};
use crate::align::evidence::{Cursors, Evidence, WIDEST};
use crate::align::length::LengthModel;
use crate::align::similarity::{Moments, Worth};
use crate::align::weights::{Score, Weights};
use crate::anchor::features::{Features, Marks, Side};
use crate::text::Begin;

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

/// What a pass knows of the document beyond the features.
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
    /// What the first pass takes for granted.
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
    /// Segments of both sides in beads.
    joined: f64,
    /// Similarities of the 1-1 beads.
    pub(crate) similarity: Moments,
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
        self.joined += other.joined;
        self.similarity.merge(&other.similarity);
    }

    /// What the next pass shall use, given what this one used and the number of segments of both sides.
    pub(crate) fn adapt(
        &self,
        used: &Adaptation,
        n_segments: usize,
        weights: &Weights,
    ) -> Adaptation {
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
        // A run of nulls ends as often as the transitions say, so the nulls tell how many runs there were.
        let nulls = (n_segments as f64 - self.joined).max(0.0);
        let runs = nulls * (1.0 - weights.null_go_on - weights.null_turn);
        let opened = 0.5 * runs + weights.null_beads * weights.null_open;
        next.null_open = (opened / (beads + weights.null_beads))
            .clamp(weights.null_open_least, weights.null_open_most);
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
    weights: &'a Weights,
    adaptation: &'a Adaptation,
    /// Nats for the end marks of the last segments of both sides, by their numbers.
    marks: [[f32; 4]; 4],
    source: Vec<Shape>,
    target: Vec<Shape>,
    similarity: Option<Worth<'a>>,
}

/// What the windows of one to [`WIDEST`] segments that begin at a segment count whatever they are joined with.
#[derive(Debug, Clone, Copy, Default)]
struct Shape {
    /// Half of what the words count if they meet nothing, and the soft cuts and paragraphs inside.
    score: [f32; WIDEST],
    /// Sentences, soft cuts closed, less one.
    sentences: [u8; WIDEST],
    begins_paragraph: u8,
    /// End marks of the segment itself, as a number.
    marks: u8,
}

/// What a thread needs for one stretch after the other.
#[derive(Default)]
pub(crate) struct Workspace {
    sums: Sums,
    backward: Cursors,
    forward: Cursors,
}

/// Lexical sums of the cells of a stretch, by size of the window on the other side.
#[derive(Default)]
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
            source: shapes(&features.source, forward, &score.weights),
            target: shapes(&features.target, backward, &score.weights),
            features,
            backward,
            forward,
            length,
            weights: &score.weights,
            adaptation,
            marks: marks(&score.weights),
            similarity: None,
        }
    }

    /// The same costs, to which a similarity adds its own.
    pub(crate) fn with_similarity(mut self, similarity: Option<Worth<'a>>) -> Self {
        self.similarity = similarity;
        self
    }

    /// The beads of a stretch, solved: `band` counts from the node `origin` of the document.
    pub(crate) fn lattice<'b>(
        &self,
        band: &'b Band,
        origin: (usize, usize),
        workspace: &mut Workspace,
    ) -> Lattice<'b> {
        self.sum(band, origin, workspace);
        let sums = &workspace.sums;
        let similarities = self.similarity.map(|worth| worth.cells(band, origin));
        let weights = self.weights;
        let transitions = Transitions::new(
            self.adaptation.null_open,
            weights.null_go_on,
            weights.null_turn,
        );
        Lattice::new(band, &STEPS, transitions, |kind, i, j, most| {
            let Step { source, target } = STEPS[kind];
            let (left, top) = (i - source, j - target);
            let mut lexical = 0.0;
            for row in top..j {
                if let Some(cell) = band.cell(left, row) {
                    lexical += sums.backward[cell][source - 1];
                }
            }
            for column in left..i {
                if let Some(cell) = band.cell(column, top) {
                    lexical += sums.forward[cell][target - 1];
                }
            }
            let source = (origin.0 + left, origin.0 + i);
            let target = (origin.1 + top, origin.1 + j);
            let similar = similarities
                .as_ref()
                .map_or(0.0, |cells| cells.nats(source, target));
            let score = 0.5 * lexical + similar + self.form(source, target);
            if score + self.length.most(source) < -most {
                return f32::INFINITY;
            }
            -(score + self.length.score(source, target))
        })
    }

    /// What the target's units say of the source, and the other way round.
    pub(crate) fn evidence(&self) -> (&Evidence, &Evidence) {
        (self.backward, self.forward)
    }

    /// The score of a 1-1 bead, for the skeleton.
    pub(crate) fn pair(&self, i: usize, j: usize) -> f32 {
        let (source, target) = ((i, i + 1), (j, j + 1));
        let lexical = self.backward.met(j, source, self.forward.units(i))
            + self.forward.met(i, target, self.backward.units(j));
        0.5 * lexical + self.wordless(source, target)
    }

    /// The score in nats of any bead of at most [`WIDEST`] segments on each side.
    pub(crate) fn bead(&self, source: (usize, usize), target: (usize, usize)) -> f32 {
        let met = |own: &Evidence,
                   own_window: (usize, usize),
                   other: &Evidence,
                   window: (usize, usize)| {
            let segments = window.0..window.1;
            let mut others: Vec<u32> = segments.flat_map(|k| other.units(k)).copied().collect();
            others.sort_unstable();
            let segments = own_window.0..own_window.1;
            segments.map(|k| own.met(k, window, &others)).sum::<f32>()
        };
        let lexical = met(self.backward, target, self.forward, source)
            + met(self.forward, source, self.backward, target);
        0.5 * lexical + self.wordless(source, target)
    }

    fn wordless(&self, source: (usize, usize), target: (usize, usize)) -> f32 {
        let similar = self
            .similarity
            .map_or(0.0, |worth| worth.bead(source, target));
        similar + self.form(source, target) + self.length.score(source, target)
    }

    /// What a step of a path is worth, after a bead or a null, for being a bead or a null.
    pub(crate) fn transition(&self, after_bead: bool, to_bead: bool) -> f32 {
        let (weights, open) = (self.weights, self.adaptation.null_open);
        let probability = match (after_bead, to_bead) {
            (true, true) => 1.0 - 2.0 * open,
            (true, false) => open,
            (false, true) => 1.0 - weights.null_go_on - weights.null_turn,
            (false, false) => weights.null_go_on,
        };
        libm::log(probability) as f32
    }

    fn sum(&self, band: &Band, origin: (usize, usize), workspace: &mut Workspace) {
        let Workspace {
            sums,
            backward,
            forward,
        } = workspace;
        for side in [&mut sums.backward, &mut sums.forward] {
            side.clear();
            side.resize(band.n_cells(), [0.0; WIDEST]);
        }
        backward.reset();
        forward.reset();
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
                backward,
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
                forward,
                |size, start, nats| {
                    if let Some(cell) = band.cell(i, start - origin.1) {
                        sums.forward[cell][size] += nats;
                    }
                },
            );
        }
    }

    /// All that looks neither at words nor at length, and what the words count if they meet nothing.
    fn form(&self, source: (usize, usize), target: (usize, usize)) -> f32 {
        let (n, m) = (source.1 - source.0 - 1, target.1 - target.0 - 1);
        let (of_source, of_target) = (&self.source[source.0], &self.target[target.0]);
        let marks = [&self.source[source.1 - 1], &self.target[target.1 - 1]]
            .map(|last| usize::from(last.marks));
        let paragraphs = [of_source, of_target].map(|first| usize::from(first.begins_paragraph));
        let sentences = [of_source.sentences[n], of_target.sentences[m]].map(usize::from);
        of_source.score[n]
            + of_target.score[m]
            + self.marks[marks[0]][marks[1]]
            + self.adaptation.paragraph[paragraphs[0]][paragraphs[1]]
            + self.adaptation.prior[sentences[0]][sentences[1]]
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
        tally.joined += probability * (source + target) as f64;
        let starts = |begin: Begin| usize::from(begin == Begin::Paragraph);
        tally.paragraphs[starts(source_side.begin[from_source])]
            [starts(target_side.begin[from_target])] += probability;
        if (source, target) == (1, 1) && probability > 0.3 {
            let log_ratio = self.length.log_ratio((from_source, i), (from_target, j));
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

/// The windows of one side; `evidence` is what its own units say of the other side.
fn shapes(side: &Side, evidence: &Evidence, weights: &Weights) -> Vec<Shape> {
    (0..side.n_segments())
        .map(|first| {
            let begin = side.begin[first];
            let mut shape = Shape {
                begins_paragraph: u8::from(begin == Begin::Paragraph),
                marks: marks_number(side.marks[first]),
                ..Shape::default()
            };
            let mut score = if begin == Begin::Soft {
                weights.soft_edge
            } else {
                0.0
            };
            let mut sentences = 0;
            for size in 0..WIDEST.min(side.n_segments() - first) {
                if size > 0 {
                    let (inside, is_sentence) = match side.begin[first + size] {
                        Begin::Soft => (weights.soft_closed, 0),
                        Begin::Sentence => (0.0, 1),
                        Begin::Paragraph => (weights.paragraph_inside, 1),
                    };
                    score += inside;
                    sentences += is_sentence;
                }
                score += 0.5 * evidence.miss(first + size);
                shape.score[size] = score;
                shape.sentences[size] = sentences;
            }
            shape
        })
        .collect()
}

fn marks_number(marks: Marks) -> u8 {
    u8::from(marks.question) + 2 * u8::from(marks.quote)
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
