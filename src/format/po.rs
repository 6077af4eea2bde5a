//! Gettext PO: messages and their translations, written and read.
//!
//! In: an export, or the text of a `.po` or `.pot` file. Out: PO, or its units. O(bytes).
//!
//! The format keeps the texts, confidence to four decimals and the kind (`#.`), each finding and the comment of a person
//! (`#`), its state (`#.`), and by `fuzzy` that a pair is to be looked at. It loses additions, since a message has an original, NUL, the
//! numbers of the pairs but where an original repeats, the places of findings, and blocks. The reader keeps the texts, the
//! confidence, the state, the message id, `fuzzy` as part of the place, and as comment the lines of translators that are no
//! findings, also of other tools.

mod reader;
mod writer;

pub(crate) use crate::format::po::reader::read;
pub use crate::format::po::writer::write;

/// What begins an extracted comment with a confidence.
const CONFIDENCE: &str = "confidence: ";

/// What stands before the state in it.
const STATE: &str = "state: ";
