//! [`Score`]: the weights with what is computed from them once.
//!
//! In: [`Weights`]. Out: the same, and the table of agreement of lengths. Shared by all documents of an aligner. O(size of
//! the table) to make.

use std::sync::{Arc, OnceLock};

use crate::align::length::agreement::Agreement;
use crate::align::weights::Weights;

/// The weights, and what is computed from them once.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Score {
    pub(crate) weights: Weights,
    pub(crate) agreement: Agreement,
}

impl Score {
    pub(crate) fn new(weights: Weights) -> Self {
        let agreement = Agreement::new(&weights);
        Score { weights, agreement }
    }

    /// The same with other weights of words.
    pub(crate) fn with_words_of(&self, weights: Weights) -> Self {
        Score {
            weights,
            agreement: self.agreement.clone(),
        }
    }

    /// That of the weights measured to serve all texts, made once.
    pub(crate) fn usual() -> Arc<Score> {
        static USUAL: OnceLock<Arc<Score>> = OnceLock::new();
        Arc::clone(USUAL.get_or_init(|| Arc::new(Score::new(Weights::default()))))
    }
}
