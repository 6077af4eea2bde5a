//! [`Aligner`], which is built once and shared, and its options.
//!
//! In: a [`Bitext`]. Out: an [`Alignment`], which the passes make. O(segments).

use std::borrow::Cow;
use std::sync::Arc;

use crate::align::bead::Alignment;
#[cfg(feature = "internals")]
use crate::align::bead::Bead;
#[cfg(feature = "internals")]
use crate::align::confidence;
use crate::align::fixed::FixedBeads;
use crate::align::meter::{Meter, WorkLimit};
use crate::align::moved::{self, Moved};
use crate::align::passes::Passes;
use crate::align::settings::{Learning, Settings};
use crate::align::similarity::Similarity;
use crate::align::times::Times;
use crate::anchor::{Anchored, AsAnchored};
use crate::bitext::Bitext;
use crate::lexicon::{Glossary, Knowledge, Lexicon};
use crate::parallel;

/// Aligns bitexts. An aligner is immutable and `Send + Sync`: build it once and share it between threads.
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
    knowledge: Knowledge,
    settings: Settings,
}

/// The options of an [`Aligner`]. Every option has a good default.
#[derive(Debug, Clone, Default)]
pub struct AlignerBuilder {
    lexicon: Option<Arc<Lexicon>>,
    glossary: Arc<Glossary>,
    settings: Settings,
}

impl AlignerBuilder {
    /// Sets the dictionary. Default: [`Lexicon::embedded`] with the feature `lexicon`, else an empty one.
    pub fn lexicon(mut self, lexicon: impl Into<Arc<Lexicon>>) -> Self {
        self.lexicon = Some(lexicon.into());
        self
    }

    /// Sets the glossary: terms and their required renderings. The aligner prefers it to the dictionary, and a review of what
    /// the aligner [read](Aligner::read) checks the renderings. Default: none.
    pub fn glossary(mut self, glossary: impl Into<Arc<Glossary>>) -> Self {
        self.glossary = glossary.into();
        self
    }

    /// Sets the number of passes over a document, at least 1. Default: 2 if the lexicon knows words of it, else 3.
    #[must_use]
    pub fn passes(mut self, passes: usize) -> Self {
        self.settings.passes = Some(passes.max(1));
        self
    }

    /// Switches off learning words from the text itself. Default: on.
    #[must_use]
    pub fn without_learning(mut self) -> Self {
        self.settings.learning = Learning::Off;
        self
    }

    /// Replaces the weights of the score; for `crates/lab`.
    #[cfg(feature = "internals")]
    #[doc(hidden)]
    #[must_use]
    pub fn weights(mut self, weights: crate::align::weights::Weights) -> Self {
        self.settings.score = Arc::new(crate::align::score::Score::new(weights));
        self
    }

    /// Builds the aligner. O(1), or O(lexicon) with a glossary.
    pub fn build(self) -> Aligner {
        let lexicon = self.lexicon.unwrap_or_else(Lexicon::usual);
        Aligner {
            knowledge: Knowledge::new(lexicon, self.glossary),
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
    /// An aligner with the default options. O(1), except that the first one opens the embedded lexicon, in about five
    /// milliseconds.
    #[must_use]
    pub fn new() -> Self {
        Aligner::builder().build()
    }

    /// Returns a builder, to set options.
    #[must_use]
    pub fn builder() -> AlignerBuilder {
        AlignerBuilder::default()
    }

    /// The dictionary in use, with the terms of the glossary.
    #[must_use]
    pub fn lexicon(&self) -> &Arc<Lexicon> {
        &self.knowledge.lexicon
    }

    /// The glossary in use.
    #[must_use]
    pub fn glossary(&self) -> &Glossary {
        &self.knowledge.glossary
    }

    /// Reads the anchors of both sides, once for aligning, moved passages, review, names and the review page. Never fails.
    /// O(bytes).
    #[must_use]
    pub fn read(&self, bitext: &Bitext) -> Anchored {
        parallel::enter(|| Anchored::new(bitext, self.knowledge.clone()))
    }

    /// Aligns the two sides of a [`Bitext`](crate::Bitext) or of an [`Anchored`]. Keeps the beads that the bitext
    /// [knows](Bitext::known_beads), and uses the times of subtitles if both sides have them. Never fails: if a side is empty,
    /// every segment of the other side is a null. O(segments).
    pub fn align(&self, bitext: &impl AsAnchored) -> Alignment {
        self.align_by(bitext, None, &FixedBeads::default())
    }

    /// Aligns the two sides with similarities from the caller, such as cosines of sentence embeddings, in place of the times of
    /// subtitles. The weight of the
    /// similarities is measured in each document: similarities without information change nothing. O(segments) look-ups.
    ///
    /// # Panics
    ///
    /// If the similarity is made of matrices that do not have one row for each segment of the bitext.
    pub fn align_with(&self, bitext: &impl AsAnchored, similarity: &Similarity<'_>) -> Alignment {
        self.align_by(bitext, Some(similarity), &FixedBeads::default())
    }

    /// Like [`Aligner::align`], for a text of which nothing is known: gives up where that costs more than the limit. Use it
    /// where one hostile text must not hold up a million others. The answer does not depend on the number of threads. Reading
    /// the text is not counted; it is O(bytes). O(segments).
    ///
    /// ```
    /// use taiyaku::{Aligner, Bitext, WorkLimit};
    ///
    /// let bitext = Bitext::new("Yes. ".repeat(500), "はい。".repeat(500));
    /// let limit = |cells| WorkLimit { cells, cells_at_once: 1_000_000 };
    /// assert!(Aligner::new().align_within(&bitext, limit(1_000)).is_none());
    /// assert!(Aligner::new().align_within(&bitext, limit(10_000_000)).is_some());
    /// ```
    pub fn align_within(&self, bitext: &impl AsAnchored, limit: WorkLimit) -> Option<Alignment> {
        let meter = Meter::new(limit);
        let alignment = self.align_metered(bitext, None, &FixedBeads::default(), &meter);
        (!meter.is_over()).then_some(alignment)
    }

    pub(crate) fn align_by(
        &self,
        bitext: &impl AsAnchored,
        similarity: Option<&Similarity<'_>>,
        fixed: &FixedBeads,
    ) -> Alignment {
        self.align_metered(bitext, similarity, fixed, &Meter::endless())
    }

    fn align_metered(
        &self,
        bitext: &impl AsAnchored,
        similarity: Option<&Similarity<'_>>,
        fixed: &FixedBeads,
        meter: &Meter,
    ) -> Alignment {
        let sides = bitext.bitext();
        let n_segments = [sides.source(), sides.target()].map(|side| side.segments().len());
        fixed.assert_inside(n_segments);
        let fixed = &*fixed.with_known_of(sides);
        if let Some(n_rows) = similarity.and_then(Similarity::n_rows) {
            assert_eq!(n_rows, n_segments.into(), "rows of embeddings and segments");
        }
        let times = match similarity {
            Some(_) => None,
            None => Times::of_documents(sides.source(), sides.target()).map(Similarity::from_times),
        };
        let similarity = similarity.or(times.as_ref());
        parallel::enter(|| {
            // If nobody else borrows the bitext, its places and numbers are dropped: .3 GB for a million sentences.
            let (features, kept) = match bitext.anchored(&self.knowledge) {
                Cow::Owned(anchored) => (Cow::Owned(anchored.into_features()), None),
                Cow::Borrowed(anchored) => {
                    (Cow::Borrowed(anchored.features()), Some(anchored.kept()))
                }
            };
            let passes = Passes {
                features: &features,
                kept,
                target: bitext.bitext().target(),
                settings: &self.settings,
                similarity,
                fixed,
                meter,
            };
            Alignment::from_beads(passes.run())
        })
    }

    /// The beads that are not known beforehand, with what makes their confidence: whether each is a null, and its traits. For
    /// `crates/lab`.
    #[cfg(feature = "internals")]
    #[doc(hidden)]
    pub fn traits(&self, bitext: &Bitext) -> Vec<(Bead, Vec<f32>)> {
        let (fixed, meter) = (FixedBeads::default(), Meter::endless());
        let times = Times::of_documents(bitext.source(), bitext.target());
        let similarity = times.map(Similarity::from_times);
        parallel::enter(|| {
            let anchored = bitext.anchored(&self.knowledge);
            let passes = Passes {
                features: anchored.features(),
                kept: None,
                target: bitext.target(),
                settings: &self.settings,
                similarity: similarity.as_ref(),
                fixed: &fixed.with_known_of(bitext),
                meter: &meter,
            };
            let mut found = Vec::new();
            passes.run_with(|beads, model| {
                let traits = confidence::traits(beads, model);
                let traits = traits.iter().map(|traits| traits.values().to_vec());
                found = beads.iter().cloned().zip(traits).collect();
            });
            found
        })
    }

    /// Returns the passages that the translation has at another place, in the order of the source. Each is a run of source
    /// segments and a run of target segments that are nulls in the alignment and translate each other. No segment is in two
    /// passages. Matches that may be chance, such as a repeated heading or a short answer, are skipped. O(beads) without
    /// nulls on both sides, else O(n log n) for n segments.
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
    ///
    /// # Panics
    ///
    /// If the alignment is of another bitext.
    pub fn moved(&self, bitext: &impl AsAnchored, alignment: &Alignment) -> Vec<Moved> {
        alignment.assert_tiles(bitext.bitext());
        if !moved::is_possible(alignment) {
            return Vec::new();
        }
        parallel::enter(|| {
            let anchored = bitext.anchored(&self.knowledge);
            moved::known(&anchored, &self.settings, alignment).unwrap_or_else(|| {
                let learned = self.settings.learned(&anchored, alignment);
                moved::find(&anchored, &self.settings, alignment, &learned)
            })
        })
    }

    /// Keeps the fixed beads, with confidence 1, and aligns the segments between them again. Without fixed beads, the result
    /// is that of [`Aligner::align`]. O(segments).
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
        self.align_by(bitext, None, fixed)
    }

    /// Like [`Aligner::realign`], with the similarities of [`Aligner::align_with`]. O(segments) look-ups.
    ///
    /// ```
    /// use taiyaku::{Aligner, Bitext, FixedBeads, Similarity};
    ///
    /// let bitext = Bitext::new("It rained. It poured. We stayed.", "雨が降った。家にいた。");
    /// let fixed = FixedBeads::new([(0..2, 0..1)])?;
    /// let similarity = Similarity::from_fn(|source, target| if source == target { 0.9 } else { 0.1 });
    /// let alignment = Aligner::new().realign_with(&bitext, &fixed, &similarity);
    /// assert_eq!(alignment.beads()[0].confidence, 1.0);
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If a fixed bead ends beyond the last segment of the bitext, or if the similarity is made of matrices that do not have
    /// one row for each segment.
    pub fn realign_with(
        &self,
        bitext: &impl AsAnchored,
        fixed: &FixedBeads,
        similarity: &Similarity<'_>,
    ) -> Alignment {
        self.align_by(bitext, Some(similarity), fixed)
    }
}
