//! `taiyaku` (対訳) aligns a Japanese translation with its English original, sentence by sentence.

pub mod align;
pub mod anchor;
pub mod bitext;
pub mod corpus;
pub mod error;
pub mod pair;
pub mod read;
pub mod segment;
pub mod text;
pub mod write;

pub use crate::align::{Aligner, AlignerBuilder, Alignment, Bead, BeadKind};
pub use crate::anchor::{AnchorKind, Link, lexicon::Lexicon};
pub use crate::bitext::Bitext;
pub use crate::error::{Error, Result};
pub use crate::pair::Pair;
pub use crate::text::{Begin, Document, Language, Segment, Span};

const fn assert_thread_safe<T: Send + Sync>() {}
const _: () = assert_thread_safe::<Aligner>();

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
