//! `taiyaku` (対訳) aligns a Japanese translation with its English original, sentence by sentence.

pub mod anchor;
pub mod error;
pub mod read;
pub mod segment;
pub mod text;
pub mod write;

pub use crate::error::{Error, Result};
pub use crate::text::{Begin, Document, Language, Segment, Span};
