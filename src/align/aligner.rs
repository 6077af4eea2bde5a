//! [`Aligner`]: the passes over a document, from features to beads with their confidence.
//!
//! In: a [`Bitext`]. Out: an [`Alignment`]. The first pass knows nothing of the document; each later one uses
//! the length ratio, paragraph habits, bead priors and words that the one before it found. O(segments).

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::align::band::Band;
use crate::align::bead::{Alignment, Bead};
use crate::align::cost::{Adaptation, CostModel, STEPS, Tally};
use crate::align::dp::PathStep;
use crate::align::evidence::Evidence;
use crate::align::learn::{self, Learned, Sure, Thresholds};
use crate::align::skeleton::{self, Anchor};
use crate::anchor::features::Features;
use crate::anchor::lexicon::Lexicon;
use crate::bitext::Bitext;

/// Cells around a rectangle between two anchors: in a prototype 3 gave the path of the full matrix on 159 texts.
const PADDING: usize = 6;
/// How much wider the band gets when the path touches its edge, and how often.
const WIDEN: usize = 4;
const MOST_WIDENINGS: usize = 3;
/// A matrix of no more nodes than this needs no band.
const SMALL: usize = 10_000;
/// Sides of a rectangle without anchors beyond which only a corridor is searched.
const WIDEST_RECTANGLE: usize = 400;
/// Segments of both sides between two cuts of a long document.
const STRETCH: usize = 4_096;
/// Learned links count more where there is no lexicon beside them.
const WEIGHT_WITHOUT_LEXICON: f32 = 5.0 / 3.0;

/// Aligns bitexts. Built once, heavy and immutable; `Send + Sync`, so that one serves many threads.
///
/// ```
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("It rained. We stayed at home.", "雨が降った。私たちは家にいた。");
/// let alignment = Aligner::new().align(&bitext);
/// assert_eq!(alignment.beads().len(), 2);
/// ```
#[derive(Debug, Clone)]
pub struct Aligner {
    lexicon: Arc<Lexicon>,
    passes: usize,
    learning: bool,
}

/// Options of an [`Aligner`]; every one has a good default.
#[derive(Debug, Clone, Default)]
pub struct AlignerBuilder {
    lexicon: Option<Arc<Lexicon>>,
    passes: Option<usize>,
    no_learning: bool,
}

impl AlignerBuilder {
    /// The dictionary to use instead of the embedded one. Default: [`Lexicon::embedded`] with the feature
    /// `lexicon`, else an empty one.
    pub fn lexicon(mut self, lexicon: impl Into<Arc<Lexicon>>) -> Self {
        self.lexicon = Some(lexicon.into());
        self
    }

    /// How many passes over a document, at least 1. Default: 2 with a lexicon, 3 without.
    pub fn passes(mut self, passes: usize) -> Self {
        self.passes = Some(passes.max(1));
        self
    }

    /// Learn no words from the text itself. Default: learn.
    pub fn without_learning(mut self) -> Self {
        self.no_learning = true;
        self
    }

    /// The aligner.
    pub fn build(self) -> Aligner {
        let lexicon = self.lexicon.unwrap_or_else(|| Arc::new(default_lexicon()));
        let passes = self
            .passes
            .unwrap_or(if lexicon.is_empty() { 3 } else { 2 });
        Aligner {
            lexicon,
            passes,
            learning: !self.no_learning,
        }
    }
}

#[cfg(feature = "lexicon")]
fn default_lexicon() -> Lexicon {
    Lexicon::embedded().clone()
}

#[cfg(not(feature = "lexicon"))]
fn default_lexicon() -> Lexicon {
    Lexicon::empty()
}

impl Default for Aligner {
    fn default() -> Self {
        Aligner::new()
    }
}

impl Aligner {
    /// An aligner that is good without any option.
    pub fn new() -> Self {
        Aligner::builder().build()
    }

    /// An aligner with options.
    pub fn builder() -> AlignerBuilder {
        AlignerBuilder::default()
    }

    /// The dictionary in use.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Aligns the two sides. Never fails: an empty side makes every segment of the other a null. O(segments).
    pub fn align(&self, bitext: &Bitext) -> Alignment {
        let features = Features::new(bitext.source(), bitext.target(), &self.lexicon);
        let passes = Passes {
            features: &features,
            aligner: self,
        };
        Alignment::from_beads(passes.run())
    }
}

/// One document on its way through the passes.
struct Passes<'a> {
    features: &'a Features,
    aligner: &'a Aligner,
}

/// Part of a document between two nodes that does not depend on the rest.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Stretch {
    first: (usize, usize),
    last: (usize, usize),
}

impl Passes<'_> {
    fn run(&self) -> Vec<Bead> {
        let (n_source, n_target) = (
            self.features.source.n_segments(),
            self.features.target.n_segments(),
        );
        if n_source == 0 || n_target == 0 {
            return nulls(0..n_source, 0..n_target);
        }
        let thresholds = if self.aligner.lexicon.is_empty() {
            learn::LOOSE
        } else {
            learn::STRICT
        };
        let learned_weight = if self.aligner.lexicon.is_empty() {
            WEIGHT_WITHOUT_LEXICON
        } else {
            1.0
        };
        let mut adaptation = Adaptation::default();
        let mut learned: Vec<Learned> = Vec::new();
        for pass in 1.. {
            let (backward, forward) = Evidence::both_ways(self.features, &learned, learned_weight);
            let model = CostModel::new(self.features, &backward, &forward, &adaptation);
            let anchors = skeleton::anchors(&model, &backward, n_source, n_target);
            let stretches = stretches(&anchors, (n_source, n_target));
            if pass == self.aligner.passes {
                let solved: Vec<Vec<Bead>> = stretches
                    .par_iter()
                    .map(|&stretch| self.solve(&model, &anchors, stretch))
                    .collect();
                return solved.concat();
            }
            let studied: Vec<(Tally, Vec<Sure>)> = stretches
                .par_iter()
                .map(|&s| self.study(&model, &anchors, s, thresholds))
                .collect();
            let mut tally = Tally::default();
            let mut sure = Vec::new();
            for (part, beads) in studied {
                tally.add(&part);
                sure.extend(beads);
            }
            adaptation = tally.adapt(&adaptation);
            if self.aligner.learning {
                learned = learn::learn(self.features, &sure, thresholds);
            }
        }
        unreachable!("the last pass returns")
    }

    fn band(&self, anchors: &[Anchor], stretch: Stretch, padding: usize) -> Band {
        let (width, height) = (
            stretch.last.0 - stretch.first.0,
            stretch.last.1 - stretch.first.1,
        );
        if (width + 1) * (height + 1) <= SMALL {
            return Band::full(width, height);
        }
        let inside: Vec<Anchor> = anchors
            .iter()
            .filter(|a| {
                (stretch.first.0..stretch.last.0).contains(&a.source)
                    && (stretch.first.1..stretch.last.1).contains(&a.target)
            })
            .map(|a| a.shifted_back(stretch.first))
            .collect();
        let rectangles = skeleton::rectangles(&inside, width, height);
        Band::around(width, height, &rectangles, padding, WIDEST_RECTANGLE)
    }

    fn solve(&self, model: &CostModel<'_>, anchors: &[Anchor], stretch: Stretch) -> Vec<Bead> {
        let mut padding = PADDING;
        for widening in 0.. {
            let band = self.band(anchors, stretch, padding);
            let lattice = model.lattice(&band, stretch.first);
            let mut path = lattice.best_path();
            let touches = path
                .iter()
                .any(|step| step.step.is_some() && band.is_edge(step.end.0, step.end.1));
            if touches && widening < MOST_WIDENINGS {
                padding *= WIDEN;
                continue;
            }
            lattice.posteriors().rate(&mut path);
            return path.iter().map(|step| bead(step, stretch.first)).collect();
        }
        unreachable!("the last widening returns")
    }

    fn study(
        &self,
        model: &CostModel<'_>,
        anchors: &[Anchor],
        stretch: Stretch,
        thresholds: Thresholds,
    ) -> (Tally, Vec<Sure>) {
        let band = self.band(anchors, stretch, PADDING);
        let lattice = model.lattice(&band, stretch.first);
        let mut tally = Tally::default();
        let mut sure = Vec::new();
        lattice
            .posteriors()
            .for_each_bead(0.01, |kind, i, j, probability| {
                let (i, j) = (i + stretch.first.0, j + stretch.first.1);
                model.tally(&mut tally, kind, i, j, probability);
                let step = STEPS[kind];
                if probability > thresholds.sure && step.source * step.target <= 2 {
                    sure.push(((i - step.source, i), (j - step.target, j)));
                }
            });
        (tally, sure)
    }
}

fn bead(step: &PathStep, origin: (usize, usize)) -> Bead {
    let (i, j) = (step.end.0 + origin.0, step.end.1 + origin.1);
    Bead {
        source: i - step.size.0..i,
        target: j - step.size.1..j,
        confidence: step.probability,
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
