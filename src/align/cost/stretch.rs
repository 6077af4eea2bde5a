//! The costs of the beads of one stretch, as the programme asks for them.
//!
//! In: a band and the model of the document. Out: a solved lattice. The lexical score is summed once a cell, for windows
//! of each size. The score of each kind of bead without length and end marks is computed once for the node where the bead
//! begins, when the programme reaches that row; seven rows are kept at a time. O(cells · kinds).

use crate::align::band::Band;
use crate::align::cost::windows::WindowScores;
use crate::align::cost::{CostModel, STEPS};
use crate::align::dp::{Costs, Lattice, NullEdges, Step, Transitions};
use crate::align::evidence::Window;
use crate::align::similarity::BandSimilarity;
use crate::align::window::{BySize, WIDEST};
use crate::anchor::features::Side;

const KINDS: usize = STEPS.len();
/// The length of a [`BySize`], by which places are cut so that none needs a check.
const SIZES: usize = 8;
/// A number for each bead kind.
type ByKind = [f32; KINDS];
/// Rows that are needed at once: that under way and those in which beads into it begin.
const KEPT: usize = WIDEST + 1;

/// What a thread needs for one stretch after the other.
#[derive(Default)]
pub(crate) struct Workspace {
    sums: Sums,
    backward: Window,
    forward: Window,
    columns: Vec<SourceWindows>,
    targets: Vec<WindowScores>,
    rows: [RowScores; KEPT],
}

/// The windows that begin with a segment of the source: their own scores, the same by kind, and the most that their lengths
/// can score.
struct SourceWindows {
    windows: WindowScores,
    score: ByKind,
    most: ByKind,
}

/// Lexical sums of the cells of a stretch, by size of the window on the other side.
#[derive(Default)]
struct Sums {
    /// For target segment *j* the source windows that begin at *i*, at cell *(i, j)*.
    backward: Vec<BySize>,
    /// For source segment *i* the target windows that begin at *j*.
    forward: Vec<BySize>,
}

/// The scores of the beads of each kind that begin at the nodes of a row, without length and end marks, and lower bounds of
/// their costs without end marks.
#[derive(Default)]
struct RowScores {
    low: usize,
    scores: Vec<ByKind>,
    at_least: Vec<ByKind>,
}

/// The costs of the beads of one stretch.
struct StretchCosts<'a> {
    model: &'a CostModel<'a>,
    band: &'a Band,
    origin: (usize, usize),
    sums: &'a Sums,
    columns: &'a [SourceWindows],
    targets: &'a [WindowScores],
    rows: &'a mut [RowScores; KEPT],
    n_scored: usize,
    similarities: Option<BandSimilarity<'a, 'a>>,
}

impl CostModel<'_> {
    /// The beads of a stretch, solved: `band` counts from the node `origin` of the document.
    pub(crate) fn lattice<'b>(
        &self,
        band: &'b Band,
        origin: (usize, usize),
        workspace: &mut Workspace,
    ) -> Lattice<'b> {
        let weights = self.weights;
        let transitions = Transitions::new(
            self.adaptation.null_open,
            weights.null_go_on,
            weights.null_turn,
        );
        let edges = self.null_edges(band, origin);
        let mut costs = self.costs(band, origin, workspace);
        Lattice::new(band, &STEPS, transitions, edges, &mut costs)
    }

    /// What it costs that a run of nulls begins or ends inside a sentence or a quotation.
    fn null_edges(&self, band: &Band, origin: (usize, usize)) -> NullEdges {
        let n_target = band.n_rows() - 1;
        let n_source = *band.columns(n_target).end();
        let of = |side: &Side, first: usize, n_segments: usize| {
            let inner = 1..n_segments;
            let inner = inner.map(|k| {
                -self.weights.null_edge(
                    side.begin[first + k],
                    side.in_quotation
                        .get(first + k)
                        .copied()
                        .unwrap_or_default(),
                )
            });
            let rim = std::iter::once(0.0);
            rim.clone().chain(inner).chain(rim).collect()
        };
        NullEdges {
            source: of(&self.features.source, origin.0, n_source),
            target: of(&self.features.target, origin.1, n_target),
        }
    }

    fn costs<'a>(
        &'a self,
        band: &'a Band,
        origin: (usize, usize),
        workspace: &'a mut Workspace,
    ) -> StretchCosts<'a> {
        self.sum(band, origin, workspace);
        let n_target = band.n_rows() - 1;
        let n_source = *band.columns(n_target).end();
        workspace.columns.clear();
        let segments = origin.0..origin.0 + n_source;
        workspace.columns.extend(segments.map(|first| {
            let (windows, most) = (self.source(first, WIDEST), self.length.most(first));
            SourceWindows {
                score: by_kind(|n, _| windows.score[n]),
                most: by_kind(|n, _| most[n]),
                windows,
            }
        }));
        workspace.targets.clear();
        let segments = origin.1..origin.1 + n_target;
        workspace
            .targets
            .extend(segments.map(|first| self.target(first, WIDEST)));
        StretchCosts {
            model: self,
            band,
            origin,
            sums: &workspace.sums,
            columns: &workspace.columns,
            targets: &workspace.targets,
            rows: &mut workspace.rows,
            n_scored: 0,
            similarities: self.similarity.map(|term| term.cells(band, origin)),
        }
    }

    fn sum(&self, band: &Band, origin: (usize, usize), workspace: &mut Workspace) {
        let Workspace {
            sums,
            backward,
            forward,
            ..
        } = workspace;
        for side in [&mut sums.backward, &mut sums.forward] {
            side.clear();
            side.resize(band.n_cells(), BySize::default());
        }
        let n_target = band.n_rows() - 1;
        let n_source = *band.columns(n_target).end();
        for j in 0..n_target {
            let (low, high) = (*band.columns(j).start(), *band.columns(j).end());
            let row = band.row_start(j) - low;
            let reach = (high + WIDEST).min(n_source);
            self.backward.hits(
                origin.1 + j,
                origin.0 + low..origin.0 + reach,
                self.forward,
                backward,
                |start, nats| {
                    let start = start - origin.0;
                    if start <= high {
                        add(&mut sums.backward[row + start], &nats);
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
                origin.1 + top..origin.1 + reach,
                self.backward,
                forward,
                |start, nats| {
                    if let Some(cell) = band.cell(i, start - origin.1) {
                        add(&mut sums.forward[cell], &nats);
                    }
                },
            );
        }
        backward.reset(self.forward);
        forward.reset(self.backward);
    }
}

impl Costs for StretchCosts<'_> {
    fn at_least(&mut self, i: usize, j: usize) -> &[f32] {
        if j == self.n_scored {
            self.score_row(j);
            self.n_scored += 1;
        }
        let row = &self.rows[j % KEPT];
        &row.at_least[i - row.low]
    }

    fn end_gain(&self, i: usize, j: usize) -> f32 {
        match &self.similarities {
            Some(_) => f32::INFINITY,
            None => self.end_marks(i, j),
        }
    }

    fn cost(&self, kind: usize, i: usize, j: usize) -> f32 {
        let step = STEPS[kind];
        let (left, top) = (i - step.source, j - step.target);
        let row = &self.rows[top % KEPT];
        let source = (self.origin.0 + left, self.origin.0 + i);
        let target = (self.origin.1 + top, self.origin.1 + j);
        let mut score = row.scores[left - row.low][kind] + self.end_marks(i, j);
        if let Some(cells) = &self.similarities {
            score += cells.nats(source, target);
        }
        -(score
            + self
                .model
                .length
                .score(source, target, self.model.log_ratio))
    }
}

impl StretchCosts<'_> {
    /// What the end marks count of beads that end at a node; nothing on the rim, where none ends.
    fn end_marks(&self, i: usize, j: usize) -> f32 {
        match (i.checked_sub(1), j.checked_sub(1)) {
            (Some(source), Some(target)) => {
                let (source, target) = (&self.columns[source].windows, &self.targets[target]);
                self.model.marks[usize::from(source.marks)][usize::from(target.marks)]
            }
            _ => 0.0,
        }
    }

    /// Scores the beads that begin in a row of nodes.
    fn score_row(&mut self, top: usize) {
        let (band, model) = (self.band, self.model);
        let row = &mut self.rows[top % KEPT];
        let n_target = band.n_rows() - 1;
        let n_source = *band.columns(n_target).end();
        let columns = band.columns(top);
        row.low = *columns.start();
        row.scores.clear();
        row.at_least.clear();
        if top == n_target {
            // No bead begins in the last row.
            row.at_least.resize(columns.count(), [f32::INFINITY; KINDS]);
            return;
        }
        let lexical = self.sums.of_row(band, top);
        let target = &self.targets[top];
        let of_target = by_kind(|_, m| target.score[m]);
        let prior: [&BySize; SIZES] =
            std::array::from_fn(|m| &model.prior[usize::from(target.sentences[m])]);
        for left in columns {
            if left == n_source {
                row.at_least.push([f32::INFINITY; KINDS]);
                continue;
            }
            let (backward, forward) = (lexical.backward(left), lexical.forward(left));
            let SourceWindows {
                windows: source,
                score: of_source,
                most,
            } = &self.columns[left];
            let paragraphs = model.paragraphs(source, target);
            let words = by_kind(|n, m| 0.5 * (backward[m][n] + forward[n][m]));
            let prior = by_kind(|n, m| prior[m][usize::from(source.sentences[n]) % SIZES]);
            let scores: ByKind = std::array::from_fn(|kind| {
                let form = of_source[kind] + of_target[kind] + paragraphs;
                words[kind] + (form + prior[kind])
            });
            let at_least = std::array::from_fn(|kind| -(scores[kind] + most[kind]));
            row.scores.push(scores);
            row.at_least.push(at_least);
        }
    }
}

/// The lexical sums of the cells of which beads that begin in a row consist.
struct RowSums<'a> {
    /// The first column of each row of cells from the first on, and what its target segment counts.
    below: [(usize, &'a [BySize]); WIDEST],
    /// The first column of the row, and what the source segments count.
    own: (usize, &'a [BySize]),
}

impl Sums {
    fn of_row(&self, band: &Band, top: usize) -> RowSums<'_> {
        let n_target = band.n_rows() - 1;
        let cells = |row: usize| band.row_start(row)..band.row_start(row + 1);
        RowSums {
            below: std::array::from_fn(|m| match top + m < n_target {
                true => (
                    *band.columns(top + m).start(),
                    &self.backward[cells(top + m)],
                ),
                false => (0, &[][..]),
            }),
            own: (*band.columns(top).start(), &self.forward[cells(top)]),
        }
    }
}

impl RowSums<'_> {
    /// For windows of the target, by size: what their units count in windows of the source that begin at a column.
    #[inline(always)]
    fn backward(&self, left: usize) -> [BySize; SIZES] {
        let mut sums = [BySize::default(); SIZES];
        let mut sum = BySize::default();
        for (to, (low, cells)) in sums.iter_mut().zip(self.below) {
            if let Some(cell) = cells.get(left.wrapping_sub(low)) {
                add(&mut sum, cell);
            }
            *to = sum;
        }
        sums
    }

    /// For windows of the source that begin at a column, by size: what their units count in windows of the target.
    #[inline(always)]
    fn forward(&self, left: usize) -> [BySize; SIZES] {
        let mut sums = [BySize::default(); SIZES];
        let mut sum = BySize::default();
        for (n, to) in sums[..WIDEST].iter_mut().enumerate() {
            if let Some(cell) = self.own.1.get(left + n - self.own.0) {
                add(&mut sum, cell);
            }
            *to = sum;
        }
        sums
    }
}

/// A number for each kind, given the segments less one of its source and its target. Written out, so that the compiler
/// knows every place.
#[inline(always)]
fn by_kind(of: impl Fn(usize, usize) -> f32) -> ByKind {
    let of = |kind: usize| {
        let Step { source, target } = STEPS[kind];
        of((source - 1) % SIZES, (target - 1) % SIZES)
    };
    [
        of(0),
        of(1),
        of(2),
        of(3),
        of(4),
        of(5),
        of(6),
        of(7),
        of(8),
        of(9),
        of(10),
        of(11),
        of(12),
        of(13),
        of(14),
        of(15),
        of(16),
    ]
}

fn add(sum: &mut BySize, nats: &BySize) {
    for (sum, nats) in sum.iter_mut().zip(nats) {
        *sum += nats;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::align::sample::{self, Sample};
    use crate::align::similarity::{
        ALONE, DocumentSimilarity, Moments, Similarity, SimilarityTerm,
    };

    /// Every bead of the band costs what the plain sum of its terms costs, and not less than its bound.
    fn assert_bounded(model: &CostModel<'_>, band: &Band, origin: (usize, usize)) {
        let mut workspace = Workspace::default();
        let mut costs = model.costs(band, origin, &mut workspace);
        let mut bounds: Vec<Vec<Vec<f32>>> = Vec::new();
        for j in 0..band.n_rows() {
            let columns = band.columns(j);
            bounds.push(columns.map(|i| costs.at_least(i, j).to_vec()).collect());
            // The rows in which beads begin are forgotten after a few more.
            for i in band.columns(j) {
                for (kind, step) in STEPS.iter().enumerate() {
                    let (Some(left), Some(top)) =
                        (i.checked_sub(step.source), j.checked_sub(step.target))
                    else {
                        continue;
                    };
                    if band.cell(left, top).is_none() {
                        continue;
                    }
                    let cost = costs.cost(kind, i, j);
                    let source = (origin.0 + left, origin.0 + i);
                    let target = (origin.1 + top, origin.1 + j);
                    let plain = -model.bead(source, target);
                    let name = format!("bead {source:?} {target:?}");
                    assert!((cost - plain).abs() < 1e-3, "{name}: {cost}, plain {plain}");
                    let bound = bounds[top][left - band.columns(top).start()][kind];
                    let bound = bound - costs.end_gain(i, j);
                    assert!(bound <= cost + 1e-4, "{name}: {cost} below {bound}");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn a_bounded_cost_is_the_plain_cost_and_not_below_its_bound(
            source in sample::lines(1..14),
            target in sample::lines(1..14),
            first in (0usize..3, 0usize..3),
            ratio in 0.4f32..2.5,
            paragraph in -2.0f32..2.0,
        ) {
            let sample = Sample::new(&source, &target);
            let (n_source, n_target) = sample.size();
            let origin = (first.0.min(n_source - 1), first.1.min(n_target - 1));
            let mut adaptation = sample.adaptation();
            adaptation.ratio = ratio;
            adaptation.paragraph = [[paragraph, 0.5], [-paragraph, -0.5]];
            let band = Band::full(n_source - origin.0, n_target - origin.1);
            sample.with_model(&adaptation, |model| assert_bounded(&model, &band, origin));
        }

        #[test]
        fn the_same_with_similarities(
            source in sample::lines(2..9),
            target in sample::lines(2..9),
        ) {
            let sample = Sample::new(&source, &target);
            let (n_source, n_target) = sample.size();
            let near = |i: usize, j: usize| 1.0 / (1.0 + i.abs_diff(j) as f32);
            let similarity = Similarity::from_fn(near);
            let known = DocumentSimilarity::new(&similarity, n_source, n_target);
            let mut sure = Moments::default();
            for value in [0.9, 1.0, 0.8] {
                sure.add(value, 10.0);
            }
            let band = Band::full(n_source, n_target);
            sample.with_model(&sample.adaptation(), |model| {
                let term = SimilarityTerm::new(&known, &sure, ALONE);
                assert_bounded(&model.with_similarity(Some(term)), &band, (0, 0));
            });
        }
    }
}
