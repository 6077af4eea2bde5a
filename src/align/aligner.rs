//! [`Aligner`]: what is built once and shared, and its options.
//!
//! In: a [`Bitext`]. Out: an [`Alignment`]. The work is done by the passes. O(segments).

use std::sync::Arc;

use crate::align::bead::Alignment;
use crate::align::learn::{self, Thresholds};
use crate::align::moved::{self, Moved};
use crate::align::passes::Passes;
use crate::align::realign::FixedBeads;
use crate::align::similarity::Similarity;
use crate::align::weights::{Score, Weights};
use crate::anchor::features::Features;
use crate::bitext::Bitext;
use crate::lexicon::Lexicon;

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
    pub(crate) lexicon: Arc<Lexicon>,
    passes: Option<usize>,
    pub(crate) learning: bool,
    pub(crate) score: Arc<Score>,
}

/// Options of an [`Aligner`]; every one has a good default.
#[derive(Debug, Clone, Default)]
pub struct AlignerBuilder {
    lexicon: Option<Arc<Lexicon>>,
    passes: Option<usize>,
    no_learning: bool,
    weights: Option<Weights>,
}

impl AlignerBuilder {
    /// The dictionary to use instead of the embedded one. Default: [`Lexicon::embedded`] with the feature
    /// `lexicon`, else an empty one.
    pub fn lexicon(mut self, lexicon: impl Into<Arc<Lexicon>>) -> Self {
        self.lexicon = Some(lexicon.into());
        self
    }

    /// How many passes over a document, at least 1. Default: 2 if the lexicon knows words of it, else 3.
    pub fn passes(mut self, passes: usize) -> Self {
        self.passes = Some(passes.max(1));
        self
    }

    /// Learn no words from the text itself. Default: learn.
    pub fn without_learning(mut self) -> Self {
        self.no_learning = true;
        self
    }

    /// Other numbers for the score than those measured to serve all texts; for `examples/fit`.
    #[doc(hidden)]
    pub fn weights(mut self, weights: Weights) -> Self {
        self.weights = Some(weights);
        self
    }

    /// The aligner.
    pub fn build(self) -> Aligner {
        let score = match self.weights {
            Some(weights) => Arc::new(Score::new(weights)),
            None => Score::usual(),
        };
        Aligner {
            lexicon: self.lexicon.unwrap_or_else(Lexicon::usual),
            passes: self.passes,
            learning: !self.no_learning,
            score,
        }
    }
}

impl Default for Aligner {
    fn default() -> Self {
        Aligner::new()
    }
}

impl Aligner {
    /// An aligner that is good without any option. O(1) but for the first, which opens the lexicon: some five milliseconds.
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
        self.align_by(bitext, None, &FixedBeads::default())
    }

    /// Aligns the two sides with the help of similarities that the caller brings, such as cosines of sentence embeddings.
    /// How much they count is measured in each document: similarities that tell nothing change nothing. O(segments)
    /// look-ups.
    ///
    /// # Panics
    ///
    /// If the similarity is made of matrices that have not a row for each segment of the bitext.
    pub fn align_with(&self, bitext: &Bitext, similarity: &Similarity<'_>) -> Alignment {
        let n_segments = (
            bitext.source().segments().len(),
            bitext.target().segments().len(),
        );
        if let Some(n_rows) = similarity.n_rows() {
            assert_eq!(n_rows, n_segments, "rows of embeddings and segments");
        }
        self.align_by(bitext, Some(similarity), &FixedBeads::default())
    }

    pub(crate) fn align_by(
        &self,
        bitext: &Bitext,
        similarity: Option<&Similarity<'_>>,
        fixed: &FixedBeads,
    ) -> Alignment {
        // Among rayon's threads once and for all: to go in for each step and come out again costs two switches a step.
        rayon::scope(|_| {
            let features = Features::new(bitext.source(), bitext.target(), &self.lexicon);
            let passes = Passes {
                features: &features,
                target: bitext.target(),
                aligner: self,
                similarity,
                fixed,
            };
            Alignment::from_beads(passes.run())
        })
    }

    /// The passages that the translation has at another place, in the order of the source: runs of segments that
    /// are null in the alignment and translate each other. No segment is in two. What could be chance is left
    /// out: a repeated heading, a short answer. Without nulls on both sides O(beads), else O(n log n) of n segments.
    ///
    /// ```
    /// use taiyaku::{Aligner, Bitext};
    ///
    /// let bitext = Bitext::new(
    ///     "The museum opened in 1931. Its library holds 4,200 maps of the harbour.\n\n\
    ///      Tickets cost 12 euros. Children under 6 enter free of charge. The last tram leaves at 22:40.",
    ///     "博物館は1931年に開館した。\n\n入場券は12ユーロである。6歳未満の子供は無料で入場できる。\
    ///      最終の路面電車は22時40分に出る。図書室には港の地図が4200枚ある。",
    /// );
    /// let aligner = Aligner::new();
    /// let moved = aligner.moved(&bitext, &aligner.align(&bitext));
    /// # #[cfg(feature = "lexicon")]
    /// assert_eq!((moved[0].source.clone(), moved[0].target.clone()), (1..2, 4..5));
    /// ```
    pub fn moved(&self, bitext: &Bitext, alignment: &Alignment) -> Vec<Moved> {
        let (source, target) = (bitext.source(), bitext.target());
        let features = || Features::new(source, target, &self.lexicon);
        moved::find(features, bitext, self, alignment)
    }

    /// The same for a bitext whose features are at hand.
    pub(crate) fn moved_by(
        &self,
        bitext: &Bitext,
        features: &Features,
        alignment: &Alignment,
    ) -> Vec<Moved> {
        moved::find(|| features, bitext, self, alignment)
    }

    /// How many passes, what a learned pair must show before it is believed, and what it counts: a text of which the
    /// lexicon knows no word must learn more from itself.
    pub(crate) fn study(&self, features: &Features) -> Study {
        let weights = &self.score.weights;
        if features.in_lexicon() {
            Study {
                passes: self.passes.unwrap_or(2),
                thresholds: learn::STRICT,
                learned_weight: weights.learned,
            }
        } else {
            Study {
                passes: self.passes.unwrap_or(3),
                thresholds: learn::LOOSE,
                learned_weight: weights.learned * weights.learned_alone,
            }
        }
    }
}

/// How a text is studied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Study {
    pub(crate) passes: usize,
    pub(crate) thresholds: Thresholds,
    pub(crate) learned_weight: f32,
}
