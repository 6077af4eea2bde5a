//! Segment → what can be recognised on the other side: numbers, names, words of the dictionary, interjections.
//!
//! In: text of both sides. Out: anchors with their spans, and [`Link`]s between those that met. O(bytes).

mod beginnings;
mod extract;
pub(crate) mod features;
pub mod interjection;
pub mod lexicon;
mod meet;
pub mod name;
mod named;
pub mod number;
pub(crate) mod piece;
mod reader;
mod side;
pub(crate) mod survey;
mod vocabulary;
pub mod word;

pub use crate::anchor::extract::{Link, links};
pub use crate::anchor::features::AnchorKind;
