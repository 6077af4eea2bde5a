//! The passes over a document, from features to beads with their confidence.
//!
//! In: features and an [`Aligner`]. Out: beads. The first pass knows nothing of the document; each later one uses
//! the length ratio, paragraph habits, bead priors and words that the one before it found. O(segments).

use std::ops::Range;

use rayon::prelude::*;

use crate::align::aligner::{Aligner, Study};
use crate::align::band::Band;
use crate::align::bead::Bead;
use crate::align::cost::{Adaptation, CostModel, STEPS, Tally, Workspace};
use crate::align::dp::LEAST_CHOSEN;
use crate::align::evidence::Evidence;
use crate::align::learn::{self, Learned, Sure, Thresholds};
use crate::align::realign::FixedBeads;
use crate::align::similarity::{Known, Similarity, Worth};
use crate::align::skeleton::{self, Anchor};
use crate::anchor::features::Features;

/// How much wider the band gets when the path touches its edge, and how often: three times instead of once changed no
/// figure on 320 documents, and made a text of one repeated line four times as slow.
const WIDEN: usize = 4;
const MOST_WIDENINGS: usize = 1;
/// A matrix of no more nodes than this needs no band.
const SMALL: usize = 1_600;
/// Sides of a rectangle without anchors beyond which only a corridor is searched.
const WIDEST_RECTANGLE: usize = 200;
/// Segments of both sides between two cuts of a long document.
const STRETCH: usize = 1_024;
/// Stretches that a pass studies to know the document: some four thousand beads, from which no more words can be
/// learned than from all.
const MOST_STUDIED: usize = 12;
/// Beads of less probability say nothing of the document.
const LEAST_STUDIED: f32 = 0.01;

/// One document on its way through the passes.
pub(crate) struct Passes<'a> {
    pub(crate) features: &'a Features,
    pub(crate) aligner: &'a Aligner,
    pub(crate) similarity: Option<&'a Similarity<'a>>,
    pub(crate) fixed: &'a FixedBeads,
}

/// Part of a document between two nodes that does not depend on the rest.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Stretch {
    first: (usize, usize),
    last: (usize, usize),
}

impl Passes<'_> {
    pub(crate) fn run(&self) -> Vec<Bead> {
        let (n_source, n_target) = (
            self.features.source.n_segments(),
            self.features.target.n_segments(),
        );
        let gaps = self.fixed.gaps((n_source, n_target));
        if n_source == 0 || n_target == 0 {
            let solved = gaps.iter().flat_map(|&[a, b]| nulls(a.0..b.0, a.1..b.1));
            return self.fixed.woven_with(solved.collect());
        }
        let score = &*self.aligner.score;
        let Study {
            passes,
            thresholds,
            learned_weight,
        } = self.aligner.study(self.features);
        let similarity = self
            .similarity
            .map(|similarity| Known::new(similarity, n_source, n_target));
        let (mut similar, cells) = match &similarity {
            Some(known) => (known.sure, known.cells.as_slice()),
            None => Default::default(),
        };
        let mut adaptation = Adaptation::new(&score.weights);
        let mut learned: Vec<Learned> = Vec::new();
        let (mut anchors, mut stretches) = (Vec::new(), Vec::new());
        for pass in 1.. {
            let (backward, forward) =
                Evidence::both_ways(self.features, &learned, learned_weight, &score.weights);
            let model = CostModel::new(self.features, &backward, &forward, &adaptation, score)
                .with_similarity(similarity.as_ref().map(|known| Worth::new(known, &similar)));
            if pass == 1 || !self.features.in_lexicon() {
                // Beside a lexicon what is learned finds few anchors more.
                anchors = skeleton::anchors(&model, n_source, n_target, cells);
                stretches = cut(&anchors, &gaps);
            }
            if pass == passes {
                let solved: Vec<Vec<Bead>> = stretches
                    .par_iter()
                    .map_init(Workspace::default, |workspace, &stretch| {
                        self.solve(&model, &anchors, stretch, workspace)
                    })
                    .collect();
                return self.fixed.woven_with(solved.concat());
            }
            let studied: Vec<(Tally, Vec<Sure>)> = spread(&stretches)
                .par_iter()
                .map_init(Workspace::default, |workspace, &stretch| {
                    self.study(&model, &anchors, stretch, thresholds, workspace)
                })
                .collect();
            let (mut tally, mut sure) = self.study_fixed(&model);
            for (part, beads) in studied {
                tally.add(&part);
                sure.extend(beads);
            }
            similar = tally.similarity;
            adaptation = tally.adapt(&adaptation, &score.weights);
            if self.aligner.learning {
                learned = learn::learn(self.features, &sure, thresholds);
            }
        }
        unreachable!("the last pass returns")
    }

    fn band(&self, anchors: &[Anchor], stretch: Stretch, times: usize) -> Band {
        let (width, height) = (
            stretch.last.0 - stretch.first.0,
            stretch.last.1 - stretch.first.1,
        );
        if (width + 1) * (height + 1) <= SMALL {
            return Band::full(width, height);
        }
        let inside = inside(anchors, stretch);
        let rectangles = skeleton::rectangles(&inside, width, height, times);
        Band::around(width, height, &rectangles, WIDEST_RECTANGLE)
    }

    fn solve(
        &self,
        model: &CostModel<'_>,
        anchors: &[Anchor],
        stretch: Stretch,
        workspace: &mut Workspace,
    ) -> Vec<Bead> {
        if stretch.is_one_sided() {
            let Stretch { first, last } = stretch;
            return nulls(first.0..last.0, first.1..last.1);
        }
        let mut times = 1;
        for widening in 0.. {
            let band = self.band(anchors, stretch, times);
            let lattice = model.lattice(&band, stretch.first, workspace);
            let touches = lattice
                .best_path()
                .iter()
                .any(|step| step.step.is_some() && band.is_edge(step.end.0, step.end.1));
            if touches && widening < MOST_WIDENINGS {
                times *= WIDEN;
                continue;
            }
            let posteriors = lattice.posteriors(LEAST_CHOSEN);
            let mut path = lattice.likeliest_path(&posteriors);
            posteriors.rate(&mut path, 0.0);
            return path.iter().map(|step| step.bead(stretch.first)).collect();
        }
        unreachable!("the last widening returns")
    }

    fn study(
        &self,
        model: &CostModel<'_>,
        anchors: &[Anchor],
        stretch: Stretch,
        thresholds: Thresholds,
        workspace: &mut Workspace,
    ) -> (Tally, Vec<Sure>) {
        let mut tally = Tally::default();
        let mut sure = Vec::new();
        tally.studied(stretch.n_segments());
        if stretch.is_one_sided() {
            return (tally, sure);
        }
        let band = self.band(anchors, stretch, 1);
        let lattice = model.lattice(&band, stretch.first, workspace);
        for bead in lattice.posteriors(LEAST_STUDIED).beads {
            let (i, j) = (bead.end.0 + stretch.first.0, bead.end.1 + stretch.first.1);
            let probability = f64::from(bead.probability);
            model.tally(&mut tally, bead.kind, i, j, probability);
            let step = STEPS[bead.kind];
            if probability > thresholds.sure && step.source * step.target <= 2 {
                sure.push(((i - step.source, i), (j - step.target, j)));
            }
        }
        (tally, sure)
    }

    /// What fixed beads teach, those of a size that the programme tries itself.
    fn study_fixed(&self, model: &CostModel<'_>) -> (Tally, Vec<Sure>) {
        let mut tally = Tally::default();
        let mut sure = Vec::new();
        for bead in self.fixed.beads() {
            let size = (bead.source.len(), bead.target.len());
            let Some(kind) = STEPS.iter().position(|s| (s.source, s.target) == size) else {
                continue;
            };
            let (source, target) = (&bead.source, &bead.target);
            tally.studied(size.0 + size.1);
            model.tally(&mut tally, kind, source.end, target.end, 1.0);
            if size.0 * size.1 <= 2 {
                sure.push(((source.start, source.end), (target.start, target.end)));
            }
        }
        (tally, sure)
    }
}

impl Stretch {
    fn n_segments(self) -> usize {
        self.last.0 - self.first.0 + self.last.1 - self.first.1
    }

    fn is_one_sided(self) -> bool {
        self.first.0 == self.last.0 || self.first.1 == self.last.1
    }
}

fn nulls(source: Range<usize>, target: Range<usize>) -> Vec<Bead> {
    let at = target.start;
    let after = source.end;
    let omissions = source.map(|i| Bead {
        source: i..i + 1,
        target: at..at,
        confidence: 1.0,
    });
    let additions = target.map(|j| Bead {
        source: after..after,
        target: j..j + 1,
        confidence: 1.0,
    });
    omissions.chain(additions).collect()
}

/// As many stretches as a pass studies, spread evenly over the document.
fn spread(stretches: &[Stretch]) -> Vec<Stretch> {
    let n = stretches.len();
    let n_studied = n.min(MOST_STUDIED);
    (0..n_studied)
        .map(|k| stretches[k * n / n_studied])
        .collect()
}

/// The anchors inside a stretch, counted from its first node.
fn inside(anchors: &[Anchor], Stretch { first, last }: Stretch) -> Vec<Anchor> {
    let from = anchors.partition_point(|a| a.target < first.1);
    anchors[from..]
        .iter()
        .take_while(|a| a.target < last.1)
        .filter(|a| (first.0..last.0).contains(&a.source))
        .map(|a| a.shifted_back(first))
        .collect()
}

/// The gaps, the long ones cut at anchors.
fn cut(anchors: &[Anchor], gaps: &[[(usize, usize); 2]]) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    for &[mut first, last] in gaps {
        let origin = first;
        for cut in skeleton::cuts(&inside(anchors, Stretch { first, last }), STRETCH) {
            let cut = (cut.0 + origin.0, cut.1 + origin.1);
            stretches.push(Stretch { first, last: cut });
            first = cut;
        }
        stretches.push(Stretch { first, last });
    }
    stretches
}
