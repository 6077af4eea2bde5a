//! [`Knowledge`]: the lexicon, which aligning uses, and the glossary, which a review checks.
//!
//! The aligner makes it, and [`Anchored`](crate::Anchored) keeps it for the review and the page. Cloning is O(1).

use std::sync::Arc;

use crate::lexicon::{Glossary, Lexicon};

/// The lexicon and the glossary with which a bitext is read.
#[derive(Debug, Clone)]
pub struct Knowledge {
    pub(crate) lexicon: Arc<Lexicon>,
    pub(crate) glossary: Arc<Glossary>,
}

impl Knowledge {
    /// Both, with the terms of the glossary added to the lexicon before its own glosses. O(1) without a glossary, else
    /// O(lexicon).
    pub(crate) fn new(lexicon: Arc<Lexicon>, glossary: Arc<Glossary>) -> Self {
        let mut knowledge = Knowledge { lexicon, glossary };
        if !knowledge.glossary.is_empty() {
            let terms = knowledge.glossary.terms().iter();
            let pairs =
                terms.flat_map(|term| term.targets.iter().map(|target| (target, &term.source)));
            Arc::make_mut(&mut knowledge.lexicon).extend(pairs);
        }
        knowledge
    }
}

impl From<Arc<Lexicon>> for Knowledge {
    fn from(lexicon: Arc<Lexicon>) -> Self {
        Knowledge::new(lexicon, Arc::default())
    }
}
