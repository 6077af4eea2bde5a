//! Checks on pairs: what in a translation may be wrong, with the exact spans of both sides.
//!
//! In: an [`Anchored`] bitext, its [`Alignment`], and [`ReviewOptions`]. Out: [`Finding`]s in the order of the document,
//! each with a reason in English and in Japanese and an id that survives another run. Every check is a file of
//! its own, whose head says what raises no alarm. O(bytes).

mod check;
mod check_table;
mod checks;
mod finding;
mod learned;
mod lengths;
mod memory;
mod name_table;
mod name_words;
mod names;
mod options;
mod remember;
mod row_state;
mod source_words;
mod verdict;
mod view;

#[cfg(test)]
mod tests;

pub use crate::review::check::Check;
pub use crate::review::finding::{Finding, FindingId, Reason, Severity};
pub use crate::review::memory::Memory;
pub use crate::review::name_table::{Name, Rendering};
pub use crate::review::names::names;
pub use crate::review::options::{ReviewOptions, read_ignored};
pub use crate::review::row_state::RowState;
pub use crate::review::verdict::Verdict;

use crate::align::Alignment;
use crate::anchor::Anchored;
use crate::parallel;
use crate::review::checks::files_of;
use crate::review::finding::Draft;
use crate::review::view::View;

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
/// let aligner = Aligner::new();
/// let anchored = aligner.read(&bitext);
/// let alignment = aligner.align(&anchored);
/// let findings = review(&anchored, &alignment, &ReviewOptions::default());
/// assert_eq!(findings[0].check, Check::Number);
/// assert_eq!(findings[0].reason.english, "24 in the original, 42 in the translation");
/// assert_eq!(findings[0].target[0].of(bitext.target().text()), "42");
/// ```
///
/// # Panics
///
/// If the alignment is of another bitext.
pub fn review(anchored: &Anchored, alignment: &Alignment, options: &ReviewOptions) -> Vec<Finding> {
    findings(&View::new(anchored, alignment, options))
}

/// What [`review`] and [`names`] give, from one look at the bitext: for those who show both. O(bytes).
///
/// ```
/// use taiyaku::review::{ReviewOptions, names, review, review_with_names};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("We met Melissa in May.", "五月にメリッサに会った。");
/// let aligner = Aligner::new();
/// let anchored = aligner.read(&bitext);
/// let alignment = aligner.align(&anchored);
/// let options = ReviewOptions::default();
/// let (findings, table) = review_with_names(&anchored, &alignment, &options);
/// assert_eq!(findings, review(&anchored, &alignment, &options));
/// assert_eq!(table, names(&anchored, &alignment));
/// ```
///
/// # Panics
///
/// If the alignment is of another bitext.
pub fn review_with_names(
    anchored: &Anchored,
    alignment: &Alignment,
    options: &ReviewOptions,
) -> (Vec<Finding>, Vec<Name>) {
    let view = View::new(anchored, alignment, options);
    let findings = findings(&view);
    (findings, names::table(&view).rendered())
}

/// Runs the checks that are wanted, each file once, on all cores.
fn findings(view: &View<'_>) -> Vec<Finding> {
    let (bitext, options) = (view.anchored.bitext(), view.options);
    let (source, target) = (bitext.source().language(), bitext.target().language());
    let is_wanted = |check: &Check| options.has(*check) && check.knows(source, target);
    let files = files_of(Check::ALL.into_iter().filter(is_wanted));
    let drafts: Vec<Vec<Draft>> = parallel::map_each(files, |_, file| {
        let mut drafts = Vec::new();
        (file.find)(view, &mut drafts);
        drafts
    });
    let mut findings = finding::finish(bitext, drafts.concat());
    let is_code = |finding: &Finding| {
        let mut beads = view.beads[finding.beads.clone()].iter();
        beads.all(|bead| bitext.is_code(&bead.source, &bead.target))
    };
    findings.retain(|finding| {
        let is_ignored = options.ignored.contains(&finding.id);
        is_wanted(&finding.check) && !is_ignored && !is_code(finding)
    });
    findings
}
