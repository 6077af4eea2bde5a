//! [`Similarity`]: similarities of segments from the caller, such as the cosines of embeddings.
//!
//! In: a function of two segment numbers, or two matrices. Out: nats for a bead. The weight is measured in each document:
//! the similarities of the beads that a pass is sure of are compared with those of random pairs. Both are assumed normal
//! with the same spread, so that the log-likelihood ratio is a straight line (Fisher's discriminant). If the two do not
//! differ, the line is flat and the similarity counts nothing; beside a lexicon it counts only where they lie well apart. The vector of a window is the sum of the vectors of its
//! segments. One look-up a cell of the band.

use crate::align::band::Band;
use crate::align::cell::{Gap, ScoredCell};
use crate::align::chain::heaviest_chain;
use crate::align::times::Times;
use crate::align::window::WIDEST;

/// The number of random pairs, and of rows that are searched completely for their best column.
const RANDOM_PAIRS: u64 = 2_048;
const SAMPLED_ROWS: usize = 256;
/// The least margin of the best column over all others except its neighbours, in deviations of its row.
const LEAST_MARGIN: f32 = 1.0;
/// How many segments longer than by chance the chain of such cells must be. K points in random order have a rising chain
/// of about 2√K (Logan and Shepp 1977), with a deviation under 3 for the sampled sizes.
const LEAST_EXCESS: f32 = 3.0;
/// The number of beads at which half of the measured difference counts.
const DOUBT: f64 = 8.0;
/// Similarities of source and target segments, for [`crate::Aligner::align_with`]. A higher value means a likelier
/// translation, on any scale. A value that is not finite counts nothing for its pair.
///
/// ```
/// use taiyaku::{Aligner, Bitext, Similarity};
///
/// let bitext = Bitext::new("It rained. We stayed at home.", "雨が降った。私たちは家にいた。");
/// // One row of two numbers a segment, from an encoder of your own.
/// let (source, target) = ([0.9, 0.1, 0.2, 0.8], [0.8, 0.2, 0.1, 0.9]);
/// let similarity = Similarity::from_embeddings(&source, &target, 2);
/// let alignment = Aligner::new().align_with(&bitext, &similarity);
/// assert_eq!(alignment.beads().len(), 2);
/// ```
pub struct Similarity<'a> {
    kind: Kind<'a>,
}

enum Kind<'a> {
    Function(Box<dyn Fn(usize, usize) -> f32 + Send + Sync + 'a>),
    Embeddings([Matrix<'a>; 2]),
    Times(Times),
}

struct Matrix<'a> {
    values: &'a [f32],
    dimension: usize,
    /// 1 ∕ norm of each row; not a number for one of zeros.
    scale: Vec<f32>,
}

impl<'a> Similarity<'a> {
    /// Similarities from a function of the numbers of a source and a target segment. It is called for a bounded number of
    /// targets for each source segment, and for all targets of at most 256 source segments.
    pub fn from_fn(similarity: impl Fn(usize, usize) -> f32 + Send + Sync + 'a) -> Self {
        Similarity {
            kind: Kind::Function(Box::new(similarity)),
        }
    }

    /// Cosines of embeddings. Each matrix has a row of `dimension` numbers for each segment, one row after the other.
    /// O(numbers).
    ///
    /// # Panics
    ///
    /// If the dimension is 0, or if the length of a matrix is not a multiple of it.
    #[must_use]
    pub fn from_embeddings(source: &'a [f32], target: &'a [f32], dimension: usize) -> Self {
        Similarity {
            kind: Kind::Embeddings([source, target].map(|values| Matrix::new(values, dimension))),
        }
    }

    /// How much segments are shown at the same time.
    pub(crate) fn from_times(times: Times) -> Self {
        Similarity {
            kind: Kind::Times(times),
        }
    }

    /// Whether it is that of the times of cues.
    pub(crate) fn is_of_times(&self) -> bool {
        matches!(self.kind, Kind::Times(_))
    }

    /// The numbers of rows of both sides, if the similarity is made of matrices.
    pub(crate) fn n_rows(&self) -> Option<(usize, usize)> {
        match &self.kind {
            Kind::Function(_) | Kind::Times(_) => None,
            Kind::Embeddings([source, target]) => Some((source.scale.len(), target.scale.len())),
        }
    }

    fn of(&self, source: usize, target: usize) -> f32 {
        match &self.kind {
            Kind::Function(similarity) => similarity(source, target),
            Kind::Embeddings([sources, targets]) => {
                let scale = sources.scale[source] * targets.scale[target];
                dot(sources.row(source), targets.row(target)) * scale
            }
            Kind::Times(times) => times.of(source, target),
        }
    }

    /// The similarity of two segments of one side, if it is known.
    fn within(&self, side: usize, a: usize, b: usize) -> Option<f32> {
        match &self.kind {
            Kind::Function(_) | Kind::Times(_) => None,
            Kind::Embeddings(sides) => {
                let side = &sides[side];
                let cosine = dot(side.row(a), side.row(b)) * side.scale[a] * side.scale[b];
                Some(cosine).filter(|cosine| cosine.is_finite())
            }
        }
    }
}

impl std::fmt::Debug for Similarity<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Similarity")
            .field("n_rows", &self.n_rows())
            .finish_non_exhaustive()
    }
}

impl<'a> Matrix<'a> {
    fn new(values: &'a [f32], dimension: usize) -> Self {
        assert!(
            dimension > 0 && values.len().is_multiple_of(dimension),
            "{} numbers are not rows of {dimension}",
            values.len()
        );
        let scale = |row: &[f32]| match dot(row, row) {
            norm if norm > 0.0 => 1.0 / norm.sqrt(),
            _ => f32::NAN,
        };
        Matrix {
            values,
            dimension,
            scale: values.chunks_exact(dimension).map(scale).collect(),
        }
    }

    fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.dimension..][..self.dimension]
    }
}

/// The scalar product, in eight sums: the compiler makes one vector of them, in the same order on every machine.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f32; 8];
    let (a, b) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = a
        .remainder()
        .iter()
        .zip(b.remainder())
        .map(|(x, y)| x * y)
        .sum();
    for (a, b) in a.zip(b) {
        for k in 0..8 {
            sums[k] += a[k] * b[k];
        }
    }
    rest + sums.iter().sum::<f32>()
}

/// A weighted mean and spread.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Moments {
    mass: f64,
    sum: f64,
    squares: f64,
}

impl Moments {
    pub(crate) fn add(&mut self, value: f32, mass: f64) {
        if value.is_finite() {
            self.mass += mass;
            self.sum += mass * f64::from(value);
            self.squares += mass * f64::from(value) * f64::from(value);
        }
    }

    pub(crate) fn merge(&mut self, other: &Moments) {
        self.mass += other.mass;
        self.sum += other.sum;
        self.squares += other.squares;
    }

    fn mean(&self) -> f64 {
        self.sum / self.mass.max(1e-9)
    }

    fn variance(&self) -> f64 {
        (self.squares / self.mass.max(1e-9) - self.mean() * self.mean()).max(0.0)
    }
}

/// A similarity in one document: its values for random pairs, and cells for the skeleton where there are no links.
pub(crate) struct DocumentSimilarity<'a> {
    similarity: &'a Similarity<'a>,
    random: Moments,
    /// The best cells of the sampled rows, if they make a longer chain than chance.
    pub(crate) cells: Vec<(usize, usize)>,
    /// The similarities of those cells.
    pub(crate) sure: Moments,
    /// Norms of the windows of both sides, by first segment and size.
    norms: [Vec<[f32; WIDEST]>; 2],
}

impl<'a> DocumentSimilarity<'a> {
    pub(crate) fn new(similarity: &'a Similarity<'a>, n_source: usize, n_target: usize) -> Self {
        let mut random = Moments::default();
        let mut state = 0x9e37_79b9_7f4a_7c15u64;
        let mut draw = |n: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            ((u128::from(state) * n as u128) >> 64) as usize
        };
        for _ in 0..RANDOM_PAIRS {
            let (source, target) = (draw(n_source), draw(n_target));
            random.add(similarity.of(source, target), 1.0);
        }
        let (cells, sure) = best_cells(similarity, n_source, n_target);
        let norms = [(0, n_source), (1, n_target)].map(|(side, n)| {
            let alike = |a, b| {
                similarity
                    .within(side, a, b)
                    .unwrap_or(random.mean() as f32)
            };
            norms(n, alike)
        });
        DocumentSimilarity {
            similarity,
            random,
            cells,
            sure,
            norms,
        }
    }
}

/// The best column of rows in equal steps, if it stands out, and if all of them make a longer chain than chance.
fn best_cells(
    similarity: &Similarity<'_>,
    n_source: usize,
    n_target: usize,
) -> (Vec<(usize, usize)>, Moments) {
    let mut cells: Vec<ScoredCell> = Vec::new();
    let mut values = Vec::new();
    for source in (0..n_source).step_by(n_source.div_ceil(SAMPLED_ROWS).max(1)) {
        values.clear();
        values.extend((0..n_target).map(|target| similarity.of(source, target)));
        let mut row = Moments::default();
        let mut best = (f32::NEG_INFINITY, 0);
        for (target, &value) in values.iter().enumerate() {
            row.add(value, 1.0);
            if value > best.0 {
                best = (value, target);
            }
        }
        let others = values.iter().enumerate();
        let second = others
            .filter(|(target, _)| target.abs_diff(best.1) > 1)
            .fold(f32::NEG_INFINITY, |second, (_, &value)| second.max(value));
        let margin = (best.0 - second) / libm::sqrt(row.variance()) as f32;
        if margin.is_finite() && margin >= LEAST_MARGIN {
            cells.push(ScoredCell {
                source,
                target: best.1,
                score: margin,
            });
        }
    }
    let n_cells = cells.len();
    cells.sort_by_key(|cell| (cell.target, std::cmp::Reverse(cell.source)));
    let chain = heaviest_chain(&cells, &Gap::whole(n_source, n_target));
    let by_chance = 2.0 * libm::sqrtf(n_cells as f32);
    if (chain.len() as f32) < by_chance + LEAST_EXCESS {
        return (Vec::new(), Moments::default());
    }
    let mut sure = Moments::default();
    for cell in &chain {
        sure.add(similarity.of(cell.source, cell.target), 1.0);
    }
    let cells = chain.iter().map(|cell| (cell.source, cell.target));
    (cells.collect(), sure)
}

/// The norms of sums of unit vectors, from the similarities of neighbouring segments.
fn norms(n: usize, alike: impl Fn(usize, usize) -> f32) -> Vec<[f32; WIDEST]> {
    let of_window = |start: usize| {
        let mut square = 0.0f32;
        std::array::from_fn(|more| {
            let end = start + more;
            if end < n {
                square += 1.0 + 2.0 * (start..end).map(|other| alike(other, end)).sum::<f32>();
            }
            square.max(1.0).sqrt()
        })
    };
    (0..n).map(of_window).collect()
}

/// The most that a similarity counts against a bead and for it, in nats, where nothing else tells which segments belong
/// together, and that of the times of cues. Beside a lexicon the weights say it.
pub(crate) const ALONE: Worth = Worth {
    lowest: -6.0,
    highest: 8.0,
    apart: [0.0, 0.0],
};

/// They count nothing, however far apart they lie.
pub(crate) const NOTHING: Worth = Worth {
    lowest: 0.0,
    highest: 0.0,
    apart: [f32::MAX, f32::MAX],
};

/// What similarities may count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Worth {
    /// The most that one counts against a bead and for it, in nats.
    pub(crate) lowest: f32,
    pub(crate) highest: f32,
    /// How far the similarities of sure pairs must lie from those of random ones, in deviations, to count at all, and to count
    /// in full.
    pub(crate) apart: [f32; 2],
}

impl Worth {
    /// The share of it for similarities that lie so far apart.
    fn share(&self, apart: f32) -> f32 {
        let [least, full] = self.apart;
        match apart < full {
            true => ((apart - least) / (full - least)).max(0.0),
            false => 1.0,
        }
    }
}

/// The term of a similarity in the score of a bead, in one pass.
#[derive(Clone, Copy)]
pub(crate) struct SimilarityTerm<'a> {
    known: &'a DocumentSimilarity<'a>,
    /// Nats per unit of similarity, and the similarity that is worth 0.
    slope: f32,
    middle: f32,
    lowest: f32,
    highest: f32,
}

impl<'a> SimilarityTerm<'a> {
    /// The term from the similarities of the sure beads of a pass.
    pub(crate) fn new(known: &'a DocumentSimilarity<'a>, sure: &Moments, worth: Worth) -> Self {
        let (random, sure_mean) = (&known.random, sure.mean());
        let apart = sure_mean - random.mean();
        let variance = 0.5 * (random.variance() + sure.variance());
        let believed = sure.mass / (sure.mass + DOUBT);
        let share = worth.share((apart / libm::sqrt(variance.max(1e-12))) as f32);
        let slope = if apart > 0.0 && variance > 1e-12 {
            f64::from(share) * believed * apart / variance
        } else {
            0.0
        };
        SimilarityTerm {
            known,
            slope: slope as f32,
            lowest: share * worth.lowest,
            highest: share * worth.highest,
            middle: (0.5 * (sure_mean + random.mean())) as f32,
        }
    }

    /// The similarity of two segments, on the caller's scale.
    pub(crate) fn of(&self, source: usize, target: usize) -> f32 {
        self.known.similarity.of(source, target)
    }

    /// The similarity of two segments, or the neutral one if it is not known.
    fn cell(&self, source: usize, target: usize) -> f32 {
        let similarity = self.of(source, target);
        if similarity.is_finite() {
            similarity
        } else {
            self.middle
        }
    }

    /// Nats for a bead of two windows: the similarity of the sums of their segments, as often as the bead has segments on a
    /// side. A segment that does not belong makes the sum less alike.
    fn nats(
        &self,
        source: (usize, usize),
        target: (usize, usize),
        cell: impl Fn(usize, usize) -> f32,
    ) -> f32 {
        let each =
            |cosine: f32| (self.slope * (cosine - self.middle)).clamp(self.lowest, self.highest);
        if let Kind::Times(times) = &self.known.similarity.kind {
            // A segment without a time says nothing.
            let of_share = |share: f32| if share.is_finite() { each(share) } else { 0.0 };
            let of_source = (source.0..source.1).map(|i| of_share(times.share(0, i, target)));
            let of_target = (target.0..target.1).map(|j| of_share(times.share(1, j, source)));
            let shares = of_source.sum::<f32>() + of_target.sum::<f32>();
            return 0.5 * shares + times.beginning(source.0, target.0);
        }
        let [sources, targets] = &self.known.norms;
        let (n, m) = (source.1 - source.0, target.1 - target.0);
        let norm = sources[source.0][n - 1] * targets[target.0][m - 1];
        let cells = (source.0..source.1).flat_map(|i| (target.0..target.1).map(move |j| (i, j)));
        let sum: f32 = cells.map(|(i, j)| cell(i, j)).sum();
        each(sum / norm)
    }

    /// Nats for a bead anywhere.
    pub(crate) fn bead(&self, source: (usize, usize), target: (usize, usize)) -> f32 {
        if self.slope == 0.0 {
            return 0.0;
        }
        self.nats(source, target, |i, j| self.cell(i, j))
    }

    /// The cells of a band whose first node is `origin`, each looked up once.
    pub(crate) fn cells<'b>(
        &self,
        band: &'b Band,
        origin: (usize, usize),
    ) -> BandSimilarity<'a, 'b> {
        let n_target = band.n_rows() - 1;
        let n_source = *band.columns(n_target).end();
        let mut values = vec![0.0; band.n_cells()];
        if self.slope != 0.0 {
            for j in 0..n_target {
                let columns = band.columns(j);
                let row = band.row_start(j);
                for (value, i) in values[row..]
                    .iter_mut()
                    .zip(columns)
                    .filter(|c| c.1 < n_source)
                {
                    *value = self.cell(origin.0 + i, origin.1 + j);
                }
            }
        }
        BandSimilarity {
            worth: *self,
            band,
            origin,
            values,
        }
    }
}

/// The similarities of a band.
pub(crate) struct BandSimilarity<'a, 'b> {
    worth: SimilarityTerm<'a>,
    band: &'b Band,
    origin: (usize, usize),
    values: Vec<f32>,
}

impl BandSimilarity<'_, '_> {
    /// Nats for a bead of the band, counted in the document.
    pub(crate) fn nats(&self, source: (usize, usize), target: (usize, usize)) -> f32 {
        if self.worth.slope == 0.0 {
            return 0.0;
        }
        let (i0, j0) = self.origin;
        self.worth.nats(source, target, |i, j| {
            match self.band.cell(i - i0, j - j0) {
                Some(cell) => self.values[cell],
                // A corner of the bead outside the band.
                None => self.worth.cell(i, j),
            }
        })
    }
}
