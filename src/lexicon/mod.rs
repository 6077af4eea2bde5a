//! The Japanese–English dictionary: embedded, or read from a glossary or EDICT file at run time.
//!
//! In: Japanese text. Out: the dictionary words found in it (greedy, longest first) and the English stems of
//! their glosses. A lexicon is sorted text, `key TAB gloss gloss …`, with one small record a key; opening the
//! embedded one is O(keys), a few milliseconds; matching is O(characters · log of the keys that share a first
//! character).

pub(crate) mod beginnings;
mod builder;
mod dictionary;
mod edict;
mod find;
mod glossary;
mod knowledge;
mod stems;
#[cfg(test)]
mod tests;

pub use crate::lexicon::dictionary::{Lexicon, LexiconMatch};
pub use crate::lexicon::glossary::Glossary;
#[doc(hidden)]
pub use crate::lexicon::knowledge::Knowledge;
