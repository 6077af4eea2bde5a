//! [`Aligner`], which is built once and shared, and its options.
//!
//! In: a [`Bitext`]. Out: an [`Alignment`]. The work is done by the passes. O(segments).

use std::borrow::Cow;
use std::sync::Arc;

use crate::align::bead::Alignment;
use crate::align::fixed::FixedBeads;
use crate::align::moved::{self, Moved};
use crate::align::passes::Passes;
use crate::align::settings::{Learning, Settings};
use crate::align::similarity::Similarity;
use crate::anchor::{Anchored, AsAnchored};
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
    lexicon: Arc<Lexicon>,
    settings: Settings,
}

/// Options of an [`Aligner`]; every one has a good default.
#[derive(Debug, Clone, Default)]
pub struct AlignerBuilder {
    lexicon: Option<Arc<Lexicon>>,
    settings: Settings,
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
        self.settings.passes = Some(passes.max(1));
        self
    }

    /// Learn no words from the text itself. Default: learn.
    pub fn without_learning(mut self) -> Self {
        self.settings.learning = Learning::Off;
        self
    }

    /// Replaces the weights of the score; for `crates/lab`.
    #[cfg(feature = "internals")]
    #[doc(hidden)]
    pub fn weights(mut self, weights: crate::align::weights::Weights) -> Self {
        self.settings.score = Arc::new(crate::align::score::Score::new(weights));
        self
    }

    /// The aligner.
    pub fn build(self) -> Aligner {
        Aligner {
            lexicon: self.lexicon.unwrap_or_else(Lexicon::usual),
            settings: self.settings,
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

    /// The dictionary in use, shared.
    pub fn lexicon(&self) -> &Arc<Lexicon> {
        &self.lexicon
    }

    /// Reads the anchors of both sides, once for whatever is asked about the bitext: aligning, moved passages, review, names,
    /// the review page. Never fails. O(bytes).
    pub fn read(&self, bitext: &Bitext) -> Anchored {
        rayon::scope(|_| Anchored::new(bitext, Arc::clone(&self.lexicon)))
    }

    /// Aligns the two sides of a [`Bitext`](crate::Bitext), or of one that has been [read](Aligner::read). Never fails: an
    /// empty side makes every segment of the other a null. O(segments).
    pub fn align(&self, bitext: &impl AsAnchored) -> Alignment {
        self.align_by(bitext, None, &FixedBeads::default())
    }

    /// Aligns the two sides with the help of similarities that the caller brings, such as cosines of sentence embeddings.
    /// How much they count is measured in each document: similarities that tell nothing change nothing. O(segments)
    /// look-ups.
    ///
    /// # Panics
    ///
    /// If the similarity is made of matrices that have not a row for each segment of the bitext.
    pub fn align_with(&self, bitext: &impl AsAnchored, similarity: &Similarity<'_>) -> Alignment {
        let sides = bitext.bitext();
        let n_segments = (
            sides.source().segments().len(),
            sides.target().segments().len(),
        );
        if let Some(n_rows) = similarity.n_rows() {
            assert_eq!(n_rows, n_segments, "rows of embeddings and segments");
        }
        self.align_by(bitext, Some(similarity), &FixedBeads::default())
    }

    pub(crate) fn align_by(
        &self,
        bitext: &impl AsAnchored,
        similarity: Option<&Similarity<'_>>,
        fixed: &FixedBeads,
    ) -> Alignment {
        // Enters rayon's pool once: entering it for each step would cost two thread switches a step.
        rayon::scope(|_| {
            // The places and numbers of a bitext that nobody else borrows are dropped: .3 GB of a million sentences.
            let features = match bitext.anchored(&self.lexicon) {
                Cow::Owned(anchored) => Cow::Owned(anchored.into_features()),
                Cow::Borrowed(anchored) => Cow::Borrowed(anchored.features()),
            };
            let passes = Passes {
                features: &features,
                target: bitext.bitext().target(),
                settings: &self.settings,
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
    pub fn moved(&self, bitext: &impl AsAnchored, alignment: &Alignment) -> Vec<Moved> {
        if !moved::is_possible(alignment) {
            return Vec::new();
        }
        rayon::scope(|_| {
            let anchored = bitext.anchored(&self.lexicon);
            let learned = self.settings.learned(&anchored, alignment);
            moved::find(&anchored, &self.settings, alignment, &learned)
        })
    }

    /// Keeps the fixed beads, with confidence 1, and aligns the segments between them again. Without a fixed bead it
    /// returns what [`Aligner::align`] returns. O(segments).
    ///
    /// ```
    /// use taiyaku::{Aligner, Bitext, FixedBeads};
    ///
    /// let bitext = Bitext::new("It rained. It poured. We stayed.", "雨が降った。家にいた。");
    /// let fixed = FixedBeads::new([(0..2, 0..1)])?;
    /// let alignment = Aligner::new().realign(&bitext, &fixed);
    /// let kinds: Vec<String> = alignment.beads().iter().map(|bead| bead.kind().to_string()).collect();
    /// assert_eq!(kinds, ["2-1", "1-1"]);
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If a fixed bead ends beyond the last segment of the bitext.
    pub fn realign(&self, bitext: &impl AsAnchored, fixed: &FixedBeads) -> Alignment {
        let sides = bitext.bitext();
        let sizes = [sides.source(), sides.target()].map(|side| side.segments().len());
        fixed.assert_inside(sizes);
        self.align_by(bitext, None, fixed)
    }
}
