//! [`Aligner`]: what is built once and shared, and its options.
//!
//! In: a [`Bitext`]. Out: an [`Alignment`]. The work is done by the passes. O(segments).

use std::sync::Arc;

use crate::align::bead::Alignment;
use crate::align::realign::FixedBeads;
use crate::anchor::lexicon::Lexicon;
use crate::bitext::Bitext;

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
    pub(crate) passes: usize,
    pub(crate) learning: bool,
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
        self.realign(bitext, &FixedBeads::default())
    }
}
