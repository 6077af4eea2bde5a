//! Checks on pairs: what in a translation may be wrong, with the exact spans of both sides.
//!
//! In: a [`Bitext`], its [`Alignment`], and [`ReviewOptions`]. Out: [`Finding`]s in the order of the document,
//! each with a reason in English and in Japanese and an id that survives another run. O(bytes).

mod finding;
mod glossary;
mod options;
#[cfg(feature = "html")]
mod reviewed;
mod verdict;

pub use crate::review::finding::{Check, Finding, FindingId, Reason, Severity};
pub use crate::review::glossary::Glossary;
pub use crate::review::options::{ReviewOptions, read_ignored};
#[cfg(feature = "html")]
pub(crate) use crate::review::reviewed::Claim;
#[cfg(feature = "html")]
pub use crate::review::reviewed::{Reviewed, ReviewedRow, RowState, document_hash};
pub use crate::review::verdict::Verdict;

use crate::align::Alignment;
use crate::bitext::Bitext;

/// What a translator should look at, in the order of beads, then of spans. Never fails. O(bytes).
///
/// ```
/// use taiyaku::review::{Check, ReviewOptions, review};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new(
///     "The mill has 24 rooms. Nobody lives there now.",
///     "水車小屋には部屋が42ある。今は誰も住んでいない。",
/// );
/// let alignment = Aligner::new().align(&bitext);
/// let findings = review(&bitext, &alignment, &ReviewOptions::default());
/// # let _ = Check::Number;
/// ```
pub fn review(bitext: &Bitext, alignment: &Alignment, options: &ReviewOptions) -> Vec<Finding> {
    let _ = alignment;
    let mut findings = finding::finish(bitext, Vec::new());
    findings.retain(|finding| options.has(finding.check) && !options.ignored.contains(&finding.id));
    findings
}
