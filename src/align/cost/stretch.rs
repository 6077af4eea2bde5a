//! The costs of the beads of one stretch, as the programme asks for them.
//!
//! In: a band and the model of the document. Out: a solved lattice. What the words count is summed once a cell, for
//! windows of each size; what a bead of each kind scores but for its length and its end is then a sum of two numbers
//! and made once for the node where it begins, row by row as the programme comes to it. Of five rows at a time.

use crate::align::band::Band;
use crate::align::cost::{CostModel, STEPS};
use crate::align::dp::{Lattice, Transitions};
use crate::align::evidence::{Cursors, WIDEST};

const KINDS: usize = STEPS.len();

/// What a thread needs for one stretch after the other.
#[derive(Default)]
pub(crate) struct Workspace {
    sums: Sums,
    backward: Cursors,
    forward: Cursors,
    rows: [Row; WIDEST],
}

/// Lexical sums of the cells of a stretch, by size of the window on the other side.
#[derive(Default)]
struct Sums {
    /// For target segment *j* the source windows that begin at *i*, at cell *(i, j)*.
    backward: Vec<[f32; WIDEST]>,
    /// For source segment *i* the target windows that begin at *j*.
    forward: Vec<[f32; WIDEST]>,
}

/// The scores of the beads of each kind that begin at the nodes of a row, without length and end marks.
#[derive(Default)]
struct Row {
    low: usize,
    scores: Vec<[f32; KINDS]>,
}

impl CostModel<'_> {
    /// The beads of a stretch, solved: `band` counts from the node `origin` of the document.
    pub(crate) fn lattice<'b>(
        &self,
        band: &'b Band,
        origin: (usize, usize),
        workspace: &mut Workspace,
    ) -> Lattice<'b> {
        self.sum(band, origin, workspace);
        let Workspace { sums, rows, .. } = workspace;
        let similarities = self.similarity.map(|worth| worth.cells(band, origin));
        let weights = self.weights;
        let transitions = Transitions::new(
            self.adaptation.null_open,
            weights.null_go_on,
            weights.null_turn,
        );
        let mut n_scored = 0;
        Lattice::new(band, &STEPS, transitions, |kind, i, j, most| {
            while n_scored < j {
                self.score_row(band, origin, sums, n_scored, &mut rows[n_scored % WIDEST]);
                n_scored += 1;
            }
            let step = STEPS[kind];
            let (left, top) = (i - step.source, j - step.target);
            let row = &rows[top % WIDEST];
            let source = (origin.0 + left, origin.0 + i);
            let target = (origin.1 + top, origin.1 + j);
            let mut score =
                row.scores[left - row.low][kind] + self.marks(source.1 - 1, target.1 - 1);
            if let Some(cells) = &similarities {
                score += cells.nats(source, target);
            }
            if score + self.length.most(source) < -most {
                return f32::INFINITY;
            }
            -(score + self.length.score(source, target))
        })
    }

    fn score_row(
        &self,
        band: &Band,
        origin: (usize, usize),
        sums: &Sums,
        top: usize,
        row: &mut Row,
    ) {
        let n_target = band.n_rows() - 1;
        let n_source = *band.columns(n_target).end();
        let columns = band.columns(top);
        row.low = *columns.start();
        row.scores.clear();
        let below: [(usize, &[[f32; WIDEST]]); WIDEST] = std::array::from_fn(|m| {
            let row = top + m;
            let cells = || band.row_start(row)..band.row_start(row + 1);
            match row < n_target {
                true => (*band.columns(row).start(), &sums.backward[cells()]),
                false => (0, &[][..]),
            }
        });
        let own = &sums.forward[band.row_start(top)..band.row_start(top + 1)];
        let target = &self.target[origin.1 + top];
        for left in columns {
            let mut scores = [0.0; KINDS];
            if left < n_source {
                let mut backward = [[0.0f32; WIDEST]; WIDEST];
                let mut forward = [[0.0f32; WIDEST]; WIDEST];
                let mut sum = [0.0f32; WIDEST];
                for (to, (low, cells)) in backward.iter_mut().zip(below) {
                    if let Some(cell) = cells.get(left.wrapping_sub(low)) {
                        sum = std::array::from_fn(|n| sum[n] + cell[n]);
                    }
                    *to = sum;
                }
                sum = [0.0; WIDEST];
                for (n, to) in forward.iter_mut().enumerate() {
                    if let Some(cell) = own.get(left + n - row.low) {
                        sum = std::array::from_fn(|m| sum[m] + cell[m]);
                    }
                    *to = sum;
                }
                let source = &self.source[origin.0 + left];
                for (score, step) in scores.iter_mut().zip(STEPS) {
                    let (n, m) = (step.source - 1, step.target - 1);
                    *score =
                        0.5 * (backward[m][n] + forward[n][m]) + self.form(source, target, n, m);
                }
            }
            row.scores.push(scores);
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
}
