//! The choice among likely paths: the one that places the most segments rightly, on the average.
//!
//! In: the posteriors. Out: the path that maximises Σ (segments of the bead) · P(bead) + Σ P(null of the segment). The
//! path of least cost is right as a whole most often; this one is right in more of its parts, as where a doubtful
//! bead could begin or end in several ways (minimum Bayes risk decoding). O(cells), 5 bytes a cell.

use crate::align::dp::flow::Posteriors;
use crate::align::dp::{Lattice, PathStep};

/// Beads of less probability are never chosen.
pub(crate) const LEAST_CHOSEN: f32 = 1e-3;

const SOURCE_NULL: u8 = 254;
const TARGET_NULL: u8 = 255;

impl Lattice<'_> {
    /// The path that places the most segments rightly, on the average. `posteriors` are those of this lattice, of all
    /// beads of at least [`LEAST_CHOSEN`]. Ties go to a bead before a null, to the
    /// earlier kind, and to a source null before a target null.
    pub(crate) fn likeliest_path(&self, posteriors: &Posteriors) -> Vec<PathStep> {
        let band = self.band;
        let mut best = vec![f32::NEG_INFINITY; band.n_cells()];
        let mut by = vec![TARGET_NULL; band.n_cells()];
        let mut beads = posteriors.beads.iter().peekable();
        best[0] = 0.0;
        for j in 0..band.n_rows() {
            let columns = band.columns(j);
            for i in columns.clone() {
                let cell = self.cell(i, j);
                let mut here = (best[cell], TARGET_NULL);
                while let Some(bead) = beads.next_if(|bead| bead.end == (i, j)) {
                    let step = self.steps[bead.kind];
                    let before = best[self.cell(i - step.source, j - step.target)];
                    let gain = (step.source + step.target) as f32 * bead.probability;
                    if before + gain > here.0 {
                        here = (before + gain, bead.kind as u8);
                    }
                }
                if i > *columns.start() {
                    let value = best[cell - 1] + posteriors.source_nulls[i - 1];
                    if value > here.0 {
                        here = (value, SOURCE_NULL);
                    }
                }
                if let Some(above) = j.checked_sub(1).and_then(|row| band.cell(i, row)) {
                    let value = best[above] + posteriors.target_nulls[j - 1];
                    if value > here.0 {
                        here = (value, TARGET_NULL);
                    }
                }
                (best[cell], by[cell]) = here;
            }
        }
        self.walk_back(&by)
    }

    fn walk_back(&self, by: &[u8]) -> Vec<PathStep> {
        let last = self.band.n_rows() - 1;
        let (mut i, mut j) = (*self.band.columns(last).end(), last);
        let mut path = Vec::new();
        while (i, j) != (0, 0) {
            let (step, size) = match by[self.cell(i, j)] {
                SOURCE_NULL => (None, (1, 0)),
                TARGET_NULL => (None, (0, 1)),
                kind => {
                    let kind = usize::from(kind);
                    (
                        Some(kind),
                        (self.steps[kind].source, self.steps[kind].target),
                    )
                }
            };
            path.push(PathStep {
                end: (i, j),
                step,
                size,
                probability: 1.0,
                together: 1.0,
            });
            (i, j) = (i - size.0, j - size.1);
        }
        path.reverse();
        path
    }
}
