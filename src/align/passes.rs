//! The passes over a document, from features to beads with their confidence.
//!
//! In: features and settings. Out: beads. The first pass knows nothing of the document; each later one uses
//! the length ratio, paragraph habits, bead priors and words that the one before it found. O(segments).

use rayon::prelude::*;

use crate::align::bead::Bead;
use crate::align::cost::{Adaptation, CostModel, STEPS, Tally, Workspace};
use crate::align::evidence::Evidence;
use crate::align::fixed::FixedBeads;
use crate::align::learn::{self, Lesson, Sure, Thresholds};
use crate::align::length::LengthModel;
use crate::align::search::{Search, Searched, Stretch};
use crate::align::settings::{Learning, Settings, Study};
use crate::align::similarity::{Known, Similarity, Worth};
use crate::align::skeleton::{self, Anchor};
use crate::anchor::features::Features;
use crate::parallel::evenly;
use crate::text::Document;

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
    /// The document of the target's features.
    pub(crate) target: &'a Document,
    pub(crate) settings: &'a Settings,
    pub(crate) similarity: Option<&'a Similarity<'a>>,
    pub(crate) fixed: &'a FixedBeads,
}

impl Passes<'_> {
    pub(crate) fn run(&self) -> Vec<Bead> {
        let (n_source, n_target) = (
            self.features.source.n_segments(),
            self.features.target.n_segments(),
        );
        let gaps = self.fixed.gaps((n_source, n_target));
        if n_source == 0 || n_target == 0 {
            let solved = gaps
                .iter()
                .flat_map(|&[first, last]| Stretch { first, last }.nulls());
            return self.fixed.woven_with(solved.collect());
        }
        let score = &*self.settings.score;
        let Study {
            passes,
            thresholds,
            learned_weight,
        } = self.settings.study(self.features);
        let similarity = self
            .similarity
            .map(|similarity| Known::new(similarity, n_source, n_target));
        let (mut similar, cells) = match &similarity {
            Some(known) => (known.sure, known.cells.as_slice()),
            None => Default::default(),
        };
        let mut adaptation = Adaptation::new(&score.weights);
        let mut lesson = Lesson::default();
        let (mut anchors, mut stretches) = (Vec::new(), Vec::new());
        // What the pass before found in each stretch that it studied.
        let mut searched: Vec<Option<Searched>> = Vec::new();
        let (mut evidence, length) = rayon::join(
            || Evidence::both_ways(self.features, &score.weights),
            || LengthModel::of(self.features, score),
        );
        for pass in 1.. {
            if pass > 2 {
                // What the pass before had learned is not known any more.
                evidence = Evidence::both_ways(self.features, &score.weights);
            }
            let (backward, forward) = &mut evidence;
            Evidence::learn(
                (backward, forward),
                self.features,
                &lesson,
                learned_weight,
                &score.weights,
            );
            let model = CostModel::new(
                self.features,
                backward,
                forward,
                &length,
                &adaptation,
                score,
            )
            .with_similarity(similarity.as_ref().map(|known| Worth::new(known, &similar)));
            if pass == 1 || !self.features.in_lexicon() {
                // Beside a lexicon what is learned finds few anchors more.
                anchors = skeleton::anchors(&model, n_source, n_target, cells);
                stretches = cut(&anchors, &gaps);
                searched = stretches.iter().map(|_| None).collect();
            }
            let search = Search {
                model: &model,
                anchors: &anchors,
            };
            if pass == passes {
                let solved: Vec<Vec<Bead>> = evenly(stretches.par_iter().zip(&searched))
                    .map_init(
                        Workspace::default,
                        |workspace, (&stretch, before)| match before {
                            Some(before) => search.beads_after(stretch, before, workspace),
                            None => search.beads(stretch, workspace),
                        },
                    )
                    .collect();
                return self.fixed.woven_with(solved.concat());
            }
            let chosen: Vec<usize> = spread(stretches.len()).collect();
            let studied: Vec<(usize, Searched, Tally, Vec<Sure>)> = evenly(chosen.into_par_iter())
                .map_init(Workspace::default, |workspace, k| {
                    let found = search.narrow(stretches[k], workspace);
                    let (tally, sure) = study(&model, stretches[k], &found, thresholds);
                    (k, found, tally, sure)
                })
                .collect();
            let (mut tally, mut sure) = self.study_fixed(&model);
            for (k, found, part, beads) in studied {
                tally.add(&part);
                sure.extend(beads);
                searched[k] = Some(found);
            }
            similar = tally.similarity;
            adaptation = tally.adapt(&adaptation, &score.weights);
            if self.settings.learning == Learning::On {
                lesson = learn::learn(self.features, self.target, &sure, thresholds);
            }
        }
        unreachable!("the last pass returns")
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

/// What a stretch teaches.
fn study(
    model: &CostModel<'_>,
    stretch: Stretch,
    found: &Searched,
    thresholds: Thresholds,
) -> (Tally, Vec<Sure>) {
    let mut tally = Tally::default();
    let mut sure = Vec::new();
    tally.studied(stretch.n_segments());
    for bead in &found.likely {
        let (i, j) = (bead.end.0 + stretch.first.0, bead.end.1 + stretch.first.1);
        let probability = f64::from(bead.probability);
        if bead.probability >= LEAST_STUDIED {
            model.tally(&mut tally, bead.kind, i, j, probability);
        }
        let step = STEPS[bead.kind];
        if probability > thresholds.sure && step.source * step.target <= 2 {
            sure.push(((i - step.source, i), (j - step.target, j)));
        }
    }
    (tally, sure)
}

/// The numbers of as many of the stretches as a pass studies, spread evenly over the document.
fn spread(n_stretches: usize) -> impl Iterator<Item = usize> {
    let n_studied = n_stretches.min(MOST_STUDIED);
    (0..n_studied).map(move |k| k * n_stretches / n_studied)
}

/// The gaps, the long ones cut at anchors.
fn cut(anchors: &[Anchor], gaps: &[[(usize, usize); 2]]) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    for &[mut first, last] in gaps {
        let origin = first;
        for cut in skeleton::cuts(&Stretch { first, last }.inside(anchors), STRETCH) {
            let cut = (cut.0 + origin.0, cut.1 + origin.1);
            stretches.push(Stretch { first, last: cut });
            first = cut;
        }
        stretches.push(Stretch { first, last });
    }
    stretches
}
