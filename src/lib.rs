//! `taiyaku` (対訳) aligns a Japanese translation with its English original, sentence by sentence. It uses no neural model
//! and no network.
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
//! - [`Bitext`] holds the English original (the *source*) and its translation (the *target*). Each side is a
//!   [`Document`]: a text and its [`Segment`]s, which are sentences or parts of them.
//! - [`Aligner`] is built once and shared by threads. It carries the dictionary and the glossary. [`Aligner::align`]
//!   never fails.
//! - [`Alignment`] is a list of [`Bead`]s in order. A bead joins a range of source segments with a range of target
//!   segments, and has a confidence from 0 to 1. A bead with an empty side is an omission or an addition.
//!   [`Bitext::pairs`] gives the text of each bead.
//! - [`Anchored`] is a bitext that [`Aligner::read`] has read. To do more than one thing with a bitext (align, then
//!   review), read it once and pass it on.
//!
//! Offsets are byte offsets that slice the text they belong to; [`text::Offsets`] turns them into characters or UTF-16.
//!
//! # From two texts to a corrected alignment
//!
//! This example carries one text through all steps: align it, read the pairs, review the translation, let a person correct
//! the result, and align the rest again.
//!
#![cfg_attr(
    all(feature = "lexicon", feature = "html"),
    doc = r##"```
use taiyaku::review::{Check, ReviewOptions, review};
use taiyaku::revise::{self, ReviewSheet, Reviewed};
use taiyaku::{Aligner, Bitext, Glossary};

let english = "The mill has 24 rooms. Nobody lives there now.";
let japanese = "水車小屋には部屋が42ある。今は誰も住んでいない。";
let bitext = Bitext::new(english, japanese);

// 1. Align. The glossary sets the required rendering of a term.
let glossary = Glossary::from_iter([("mill", "水車小屋")]);
let aligner = Aligner::builder().glossary(glossary).build();
let anchored = aligner.read(&bitext);
let alignment = aligner.align(&anchored);

// 2. The pairs, as text.
let first = bitext.pairs(&alignment).next().expect("there are two pairs");
assert_eq!(first.source_text(), "The mill has 24 rooms.");
assert_eq!(first.target_text(), "水車小屋には部屋が42ある。");

// 3. The findings: what a translator should check.
let findings = review(&anchored, &alignment, &ReviewOptions::default());
assert_eq!(findings[0].check, Check::Number);
assert_eq!(findings[0].reason.english, "24 in the original, 42 in the translation");
assert_eq!(findings[0].target[0].of(japanese), "42");

// 4. A table to review in a spreadsheet (or a page for the browser: `revise::write_page`).
let reviewed = Reviewed::new(&alignment);
let sheet = ReviewSheet::new(&bitext, &alignment, &findings, &reviewed);
let mut table = Vec::new();
revise::write_table(&sheet, &mut table)?;

// 5. A person confirms the first pair. Confirmed pairs are kept; the rest is aligned again.
let table = String::from_utf8(table).expect("it is UTF-8");
let edited = table.replacen("	open	", "	confirmed	", 1);
let back = revise::read(&edited, "mill.tsv", &bitext)?;
let again = aligner.realign(&anchored, &back.reviewed.fixed());
assert_eq!(again.beads()[0].confidence, 1.0);
# Ok::<(), taiyaku::Error>(())
```"##
)]
//!
//! # Which entrance for which task
//!
//! | you have, or want | use |
//! | --- | --- |
//! | two texts | [`Bitext::new`] |
//! | one page with both languages | [`Bitext::from_page`]; [`page::split`] for the two sides alone |
//! | one segment a line, or segments of your own | [`Document::from_lines`], [`Document::from_segments`], [`Bitext::from_documents`] |
//! | abbreviations and exceptions of your own | [`segment::Segmenter`], [`Bitext::with_segmenters`] |
//! | a glossary: terms and their required renderings | [`Glossary`], [`AlignerBuilder::glossary`] |
//! | a dictionary of your own | [`Lexicon::from_reader`], [`AlignerBuilder::lexicon`] |
//! | sentence embeddings | [`Similarity`], [`Aligner::align_with`] |
//! | other languages | [`Document`]s with [`Language::Other`]; words are compared as they are written |
//! | passages that the translation has at another place | [`Aligner::moved`], [`Bitext::moved_pair`] |
//! | what may be wrong in a translation | [`review::review`]; [`review::names`] for the table of names |
//! | a page or table for a reviser, and the way back | [`revise`], [`Aligner::realign`] |
//! | many documents | [`corpus::align`], [`corpus::stream`] |
//! | two collections of documents without pairs | [`corpus::matching`] |
//! | files as people have them: subtitles, Markdown, HTML, DOCX, … | [`format::Format`], [`Bitext::from_contents`] |
//! | files that are aligned already: PO, XLIFF, TMX, … | [`format::Format::read_bitext`] |
//! | a reader of your own | [`text::ContentBuilder`] |
//! | files for other tools: TSV, XLSX, TMX, XLIFF, PO, JSON Lines, SARIF, … | [`format::Export`], and the writer of the format |
//! | sentences alone, numbers alone | [`segment::Segmenter::sentences`], [`number::numbers`] |
//!
//! # Cost
//!
//! Time and memory grow linearly with the text: one core aligns about 30,000 sentence pairs a second (`benches/README.md`),
//! and a pair takes about a kilobyte of memory. The first [`Aligner::new`] of a process opens the embedded dictionary in
//! about five milliseconds. Cloning an aligner, a bitext or a lexicon in an `Arc` is O(1).
//!
//! # Threads
//!
//! With the feature `parallel`, a long bitext is read and aligned on all threads of rayon's current pool: the pool of the
//! caller (`ThreadPool::install`), else the global pool. [`on_this_thread`] keeps all work on the calling thread.
//! [`Aligner`] is `Send + Sync`. The result does not depend on the number of threads.
//!
//! # Stability
//!
//! - The same version gives the same bytes for the same input, on any machine and any number of threads.
//! - A version that aligns or reviews differently is a minor version (0.1 → 0.2 until 1.0). CHANGELOG.md lists what changed.
//! - [`SCHEMA_VERSION`] is the version of the serialised form of the public values.
//! - The minimum supported Rust version is the `rust-version` of `Cargo.toml`, now 1.89. Raising it is a minor version.
//!
//! # Crate features
//!
//! - `parallel` (default): use all cores, by `rayon`.
//! - `lexicon` (default): embed the dictionary, the readings of names and the classes of words, about 2.1 MB, CC BY-SA 4.0; see
//!   [`Lexicon::ATTRIBUTION`].
//! - `detect`: let `lingua` decide about blocks of a page that are half English and half Japanese. It is off by default: on
//!   5,118 pages it changed nothing, and `lingua` is 28 of 58 crates and two fifths of the build time.
//! - `encodings`: read texts in Shift_JIS, EUC-JP, ISO-2022-JP and windows-1252; see [`format::detect`].
//! - `exchange`: write and read PO, XLIFF, TMX and XCES; see [`format::Export`] and [`format::Format::read_bitext`].
//! - `sheets`: write CSV and XLSX, by `rust_xlsxwriter`, and read tables of two columns: TSV, CSV and XLSX.
//! - `tsv` (default): [`format::tsv`](mod@format), tables of pairs.
//! - `json` (default): [`format::json_lines`](mod@format), the JSON Lines of a corpus and of pairs; SARIF; reports of findings.
//! - `html` (default): [`revise`], the review page, and the readers of reviewed files.
//! - `office`: read documents of Word, PowerPoint and LibreOffice (`.docx`, `.pptx`, `.odt`) with
//!   [`Format::read_container`](format::Format::read_container), and write pairs as `.docx`.
//! - `markdown`: read Markdown and MDX, by `pulldown-cmark`; see [`format::Format`].
//! - `web`: read web pages, by `html5gum`; see [`format::Format`]. Write pairs as a page.
//! - `ebook`: read electronic books (`.epub`) with [`Format::read_container`](format::Format::read_container).
//! - `formats`: all of `encodings`, `markdown`, `web`, `office`, `ebook`, `exchange` and `sheets`.
//! - `serde`: `Serialize` and `Deserialize` on the public values.
//! - `internals`: internals that the benchmarks and measuring programs of the repository need. They are undocumented and may
//!   change in any version.

#![warn(clippy::must_use_candidate)]
#![cfg_attr(docsrs, feature(doc_cfg))]
// With `internals` the compiler checks both lints for everything that the benches and the lab use.
#![cfg_attr(
    not(feature = "internals"),
    allow(dead_code, unreachable_pub, unused_imports)
)]

pub mod align;
pub mod anchor;
pub mod bitext;
mod chain;
pub mod corpus;
pub mod error;
mod fnv;
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
    Aligner, AlignerBuilder, Alignment, Bead, BeadKind, FixedBeads, Moved, Similarity, WorkLimit,
};
pub use crate::anchor::{AnchorKind, Anchored, AsAnchored, Link};
pub use crate::bitext::Bitext;
pub use crate::error::{Error, Result};
pub use crate::lexicon::{Glossary, Lexicon};
pub use crate::pair::{OwnedPair, Pair};
pub use crate::parallel::on_this_thread;
pub use crate::text::{Begin, Content, Document, Language, Segment, Span};

/// The version of the serialised form of the public values (feature `serde`).
///
/// Field names are those of the structs. Names of enum variants are in lower case with hyphens. Spans count bytes. The number
/// grows when old data can no longer be read.
pub const SCHEMA_VERSION: u32 = 1;

const fn assert_thread_safe<T: Send + Sync>() {}
const _: () = assert_thread_safe::<Aligner>();

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
