//! Text and the places in it: a [`Document`] owns (or shares) its text once; everything else is byte ranges.
//!
//! In: a string and the segments found in it. Out: slices, on demand. Every offset is a byte offset at a
//! character boundary of the text, so that slicing with it never panics.

pub(crate) mod brackets;
mod document;
pub(crate) mod lines;
pub mod script;
pub mod word;

pub use crate::text::document::{Begin, Document, Language, Segment, Span};
