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
use crate::align::similarity::{Known, Similarity, Worth};
use crate::align::skeleton::{self, Anchor};
use crate::anchor::features::Features;

/// How much wider the band gets when the path touches its edge, and how often.
const WIDEN: usize = 4;
const MOST_WIDENINGS: usize = 3;
/// A matrix of no more nodes than this needs no band.
const SMALL: usize = 1_600;
/// Sides of a rectangle without anchors beyond which only a corridor is searched.
const WIDEST_RECTANGLE: usize = 400;
/// Segments of both sides between two cuts of a long document.
const STRETCH: usize = 1_024;
/// Beads of less probability say nothing of the document.
const LEAST_STUDIED: f32 = 0.01;

/// One document on its way through the passes.
pub(crate) struct Passes<'a> {
    pub(crate) features: &'a Features,
    pub(crate) aligner: &'a Aligner,
    pub(crate) similarity: Option<&'a Similarity<'a>>,
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
        if n_source == 0 || n_target == 0 {
            return nulls(0..n_source, 0..n_target);
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
        for pass in 1.. {
            let (backward, forward) =
                Evidence::both_ways(self.features, &learned, learned_weight, &score.weights);
            let model = CostModel::new(self.features, &backward, &forward, &adaptation, score)
                .with_similarity(similarity.as_ref().map(|known| Worth::new(known, &similar)));
            let anchors = skeleton::anchors(&model, n_source, n_target, cells);
            let stretches = stretches(&anchors, (n_source, n_target));
            if pass == passes {
                let solved: Vec<Vec<Bead>> = stretches
                    .par_iter()
                    .map_init(Workspace::default, |workspace, &stretch| {
                        self.solve(&model, &anchors, stretch, workspace)
                    })
                    .collect();
                return solved.concat();
            }
            let studied: Vec<(Tally, Vec<Sure>)> = stretches
                .par_iter()
                .map_init(Workspace::default, |workspace, &stretch| {
                    self.study(&model, &anchors, stretch, thresholds, workspace)
                })
                .collect();
            let mut tally = Tally::default();
            let mut sure = Vec::new();
            for (part, beads) in studied {
                tally.add(&part);
                sure.extend(beads);
            }
            similar = tally.similarity;
            adaptation = tally.adapt(&adaptation, n_source + n_target, &score.weights);
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
        let from = anchors.partition_point(|a| a.target < stretch.first.1);
        let inside: Vec<Anchor> = anchors[from..]
            .iter()
            .take_while(|a| a.target < stretch.last.1)
            .map(|a| a.shifted_back(stretch.first))
            .collect();
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
        let band = self.band(anchors, stretch, 1);
        let lattice = model.lattice(&band, stretch.first, workspace);
        let mut tally = Tally::default();
        let mut sure = Vec::new();
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

fn stretches(anchors: &[Anchor], last: (usize, usize)) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut first = (0, 0);
    for cut in skeleton::cuts(anchors, STRETCH) {
        stretches.push(Stretch { first, last: cut });
        first = cut;
    }
    stretches.push(Stretch { first, last });
    stretches
}
