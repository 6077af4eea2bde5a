//! Checks on pairs: what in a translation may be wrong, with the exact spans of both sides.
//!
//! In: an [`Anchored`] bitext, its [`Alignment`], and [`ReviewOptions`]. Out: [`Finding`]s in the order of the document,
//! each with a reason in English and in Japanese and an id that survives another run. Every check is a file of
//! its own, whose head says what raises no alarm. O(bytes).

mod checks;
mod finding;
mod glossary;
mod learned;
mod lengths;
mod memory;
mod names;
mod options;
mod verdict;
mod view;

#[cfg(test)]
mod tests;

pub use crate::review::finding::{Check, Finding, FindingId, Reason, Severity};
pub use crate::review::glossary::Glossary;
pub use crate::review::memory::Memory;
pub use crate::review::names::{Name, Rendering, names};
pub use crate::review::options::{ReviewOptions, read_ignored};
pub use crate::review::verdict::Verdict;

use rayon::prelude::*;

use crate::align::Alignment;
use crate::anchor::Anchored;
use crate::review::finding::Draft;
use crate::review::view::View;

/// A file of this room: adds its findings, in any order.
type CheckFile = fn(&View<'_>, &mut Vec<Draft>);

/// Every file with the checks it makes.
const CHECKS: &[(CheckFile, &[Check])] = &[
    (checks::omission::check, &[Check::Omission, Check::Addition]),
    (
        checks::partial::check,
        &[Check::PartialOmission, Check::PartialAddition],
    ),
    (checks::moved::check, &[Check::Moved]),
    (checks::number::check, &[Check::Number]),
    (checks::sign::check, &[Check::Number]),
    (checks::name::check, &[Check::Name, Check::NameVariants]),
    (checks::untranslated::check, &[Check::Untranslated]),
    (
        checks::terminology::check,
        &[Check::Terminology, Check::Glossary],
    ),
    (checks::terms::check, &[Check::Terminology]),
    (checks::outlier::check, &[Check::Length, Check::Confidence]),
    (checks::polarity::check, &[Check::Polarity]),
    (checks::brackets::check, &[Check::Brackets]),
    (checks::ends::check, &[Check::EndPunctuation]),
    (checks::marks::check, &[Check::Emphasis, Check::Verbatim]),
    (
        checks::typography::check,
        &[Check::Width, Check::Decomposed, Check::DoubledWord],
    ),
    (checks::style::check, &[Check::MixedStyle]),
];

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
pub fn review(anchored: &Anchored, alignment: &Alignment, options: &ReviewOptions) -> Vec<Finding> {
    let view = View::new(anchored, alignment, options);
    let wanted = CHECKS
        .par_iter()
        .filter(|(_, checks)| checks.iter().any(|&check| options.has(check)));
    let drafts: Vec<Vec<Draft>> = wanted
        .map(|(check, _)| {
            let mut drafts = Vec::new();
            check(&view, &mut drafts);
            drafts
        })
        .collect();
    let mut findings = finding::finish(anchored.bitext(), drafts.concat());
    findings.retain(|finding| options.has(finding.check) && !options.ignored.contains(&finding.id));
    findings
}
