//! `taiyaku` (対訳) aligns a Japanese translation with its English original, sentence by sentence, without a
//! neural model and without a network, the same bytes every time.
//!
//! ```
//! use taiyaku::{Aligner, Bitext};
//!
//! let bitext = Bitext::new(
//!     "The bridge opened in 1964. Who built it? Nobody remembers.",
//!     "この橋は昭和39年に開通した。誰が造ったのか。誰も覚えていない。",
//! );
//! let alignment = Aligner::new().align(&bitext);
//! for pair in bitext.pairs(&alignment) {
//!     println!("{:.2}\t{}\t{}", pair.confidence(), pair.source_text(), pair.target_text());
//! }
//! assert_eq!(alignment.beads().len(), 3);
//! ```
//!
//! # Overview
//!
//! - [`Bitext`] holds the English original (the *source*) and its translation (the *target*), each a segmented
//!   [`Document`]: from two texts, from one page that carries both, or from segments of your own.
//! - [`Aligner`] is built once and shared by threads; [`Aligner::align`] never fails.
//! - [`Anchored`] is a bitext that [`Aligner::read`] has read. Whoever asks more than one thing of a bitext (align, then
//!   moved passages, then a review) reads it once and passes it on.
//! - [`Alignment`] is a list of [`Bead`]s, ranges of segment numbers with a confidence; [`Bitext::pairs`] expands
//!   them to text, spans and [`Link`]s on demand.
//!
//! # Tasks
//!
//! - One page, original and translation together: [`Bitext::from_page`], or [`page::split`] alone.
//! - Many documents on all cores: [`corpus::align`].
//! - A glossary of your own: [`Lexicon::from_reader`], [`Lexicon::merge`], [`AlignerBuilder::lexicon`].
//! - Sentence embeddings of your own: [`Similarity`], [`Aligner::align_with`].
//! - Passages at another place in the translation: [`Aligner::moved`].
//! - Sentences alone: [`segment::Segmenter`]. Numbers alone: [`number::numbers`].
//! - What may be wrong in a translation: [`review::review`], [`review::names`],
//!   [`review::review_with_names`], [`review::Glossary`].
//! - A page for a reviser, and the way back: [`revise`], [`Aligner::realign`].
//! - Files in and out: [`format`](mod@format).
//!
//! Every offset is a byte offset that slices the text it belongs to. Results borrow.
//!
//! # Crate features
//!
//! - `lexicon` (default): the embedded dictionary and readings of names, about 1.1 MB, CC BY-SA 4.0; see [`Lexicon::ATTRIBUTION`].
//! - `detect` (default): `lingua` is asked about blocks of a page whose script does not tell the language.
//! - `tsv` (default): tables of pairs.
//! - `json` (default): the JSON Lines of a corpus.
//! - `html` (default): the review page, and the reading of what comes back from it.
//! - `serde`: `Serialize` and `Deserialize` on the public values.
//! - `internals`: what the benchmarks of the repository measure. It is not documented, and it may change in any version.

#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod align;
pub mod anchor;
pub mod bitext;
mod chain;
pub mod corpus;
pub mod error;
pub mod format;
pub mod lexicon;
pub mod name;
pub mod number;
pub mod page;
pub mod pair;
mod parallel;
pub mod review;
#[cfg(feature = "html")]
pub mod revise;
mod rows;
pub mod segment;
pub mod text;

pub use crate::align::{
    Aligner, AlignerBuilder, Alignment, Bead, BeadKind, FixedBeads, Moved, Similarity,
};
pub use crate::anchor::{AnchorKind, Anchored, AsAnchored, Link};
pub use crate::bitext::Bitext;
pub use crate::error::{Error, Result};
pub use crate::lexicon::Lexicon;
pub use crate::pair::Pair;
pub use crate::text::{Begin, Document, Language, Segment, Span};

const fn assert_thread_safe<T: Send + Sync>() {}
const _: () = assert_thread_safe::<Aligner>();

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
