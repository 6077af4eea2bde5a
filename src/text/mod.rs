//! Texts and byte ranges: a [`Document`] owns (or shares) its text once; everything else is a range of it.
//!
//! In: a string and its segments. Out: slices, on demand. Every offset is a byte offset at a character boundary of the
//! text, so that slicing with it never panics. O(1) a slice.

pub(crate) mod address;
mod basic_set;
pub(crate) mod brackets;
pub(crate) mod cognate;
mod content;
mod document;
pub(crate) mod fold;
pub(crate) mod han;
mod into_text;
mod language;
pub(crate) mod legible;
pub(crate) mod lines;
mod offsets;
pub(crate) mod old_spelling;
pub(crate) mod one_line;
pub(crate) mod part;
#[cfg(not(feature = "internals"))]
pub(crate) mod script;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod script;
mod span;
#[cfg(not(feature = "internals"))]
pub(crate) mod word;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod word;

pub(crate) use crate::text::basic_set::BasicSet;
#[cfg(feature = "web")]
pub(crate) use crate::text::content::Guesses;
pub(crate) use crate::text::content::splice;
pub use crate::text::content::{
    Block, BlockKind, Content, ContentBuilder, Cue, Inline, InlineKind,
};
pub use crate::text::document::{Begin, Document, Segment};
pub(crate) use crate::text::document::{Masked, Prose, line_end};
pub use crate::text::into_text::IntoText;
pub use crate::text::language::Language;
pub use crate::text::offsets::Offsets;
pub use crate::text::one_line::on_one_line;
pub use crate::text::span::Span;
