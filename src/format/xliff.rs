//! XLIFF: 2.1 and 1.2 are written; 1.0 to 1.2 and 2.x are read.
//!
//! In: an export, or the text of an `.xlf`, `.xliff` or `.mxliff` file. Out: XLIFF, or its units. O(bytes).
//!
//! The format keeps the texts, the numbers of the pairs, confidence to four decimals, the kind, what a person said (state and
//! comment), and each finding as a note; 2.1 has the findings also as issues of ITS 2.0, with their type and severity. It
//! loses additions, since a unit has an original, characters that XML forbids, the places of findings, and blocks. The reader
//! keeps the texts, the ids, the confidence, the state, and as comment the notes that are no findings, also of other tools.

mod reader;
mod writer_1;
mod writer_2;

pub(crate) use crate::format::xliff::reader::read;
pub use crate::format::xliff::writer_1::write_1_2;
pub use crate::format::xliff::writer_2::write;
use crate::review::Severity;

/// The priority of a note on a finding, from 1, the highest, to 10.
fn priority(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "1",
        Severity::Warning => "4",
        Severity::Hint => "7",
    }
}
