//! Segment → what can be recognised on the other side: numbers, names, words of the dictionary, interjections.
//!
//! In: text of both sides. Out: anchors with their spans, and [`Link`]s between those that met. O(bytes).

mod extract;
pub(crate) mod features;
pub mod interjection;
mod meet;
mod named;
pub(crate) mod piece;
mod reader;
mod side;
pub(crate) mod survey;
mod vocabulary;

pub use crate::anchor::extract::{Link, links};
pub use crate::anchor::features::AnchorKind;
