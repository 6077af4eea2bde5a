//! Segment → what can be recognised on the other side: numbers, names, words of the dictionary, interjections.
//!
//! In: a bitext and a lexicon. Out: an [`Anchored`] bitext: anchors with their places, and [`Link`]s between those that can
//! meet. O(bytes).

mod anchored;
pub(crate) mod features;
#[cfg(not(feature = "internals"))]
pub(crate) mod interjection;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod interjection;
pub(crate) mod inventory;
pub(crate) mod kept;
mod links;
mod names;
pub(crate) mod piece;
pub(crate) mod places;
pub(crate) mod pool;
mod reader;
mod side;
mod spelling;
mod vocabulary;

pub use crate::anchor::anchored::{Anchored, AsAnchored, Link};
pub use crate::anchor::features::AnchorKind;
