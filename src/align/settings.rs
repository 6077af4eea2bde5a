//! [`Settings`]: how a bitext is aligned, whatever is in it.
//!
//! In: what a caller chose. Out: how a text is studied. A leaf: it uses only weights and thresholds. O(1).

use std::sync::Arc;

use crate::align::bead::Alignment;
use crate::align::learn::{self, LearnedLexicon, Thresholds};
use crate::align::score::Score;
use crate::anchor::Anchored;
use crate::anchor::features::Features;

/// Everything about an aligner but its lexicon.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// How many passes; none stands for as many as the text asks for.
    pub(crate) passes: Option<usize>,
    pub(crate) learning: Learning,
    pub(crate) score: Arc<Score>,
}

/// Whether words are learned from the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Learning {
    On,
    Off,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            passes: None,
            learning: Learning::On,
            score: Score::usual(),
        }
    }
}

impl Settings {
    /// What an alignment of a whole document teaches, as a pass would have learned it.
    pub(crate) fn learned(&self, anchored: &Anchored, alignment: &Alignment) -> LearnedLexicon {
        if self.learning == Learning::Off {
            return LearnedLexicon::default();
        }
        let (features, target) = (anchored.features(), anchored.bitext().target());
        learn::from_alignment(features, target, alignment, self.study(features).thresholds)
    }

    /// How a text is studied: one of which the lexicon knows no word must learn more from itself.
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
    /// What a learned pair must show before it is believed.
    pub(crate) thresholds: Thresholds,
    /// What a learned pair counts.
    pub(crate) learned_weight: f32,
}
