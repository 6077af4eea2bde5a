//! Pairs whose lengths do not fit, and pairs that the aligner is not sure of.
//!
//! In: the lengths of both sides, weighed as the length model weighs them, and the confidence of each bead. Out: a
//! finding a pair far from the document's own ratio, with the length that would be expected, and one a doubtful pair. O(bytes).
//!
//! No alarm is raised for: short pairs, whose lengths say nothing; documents of too few pairs to know a ratio; a pair with a
//! URL or code, which is as long on both sides. A doubtful pair is a hint, a very doubtful one a warning.

use crate::review::checks::code::CodeSpans;
use crate::review::finding::{Check, Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::script;

/// Spread of ln(source/target) of long pairs and what short ones add, as in the length model of the alignment.
const SPREAD: f32 = 0.03;
const SPREAD_SHORT: f32 = 3.0;
/// Standard deviations from which on a pair is an outlier: on 79 texts one pair in five hundred.
const FAR: f32 = 3.5;
const VERY_FAR: f32 = 5.0;
/// Pairs from which on the document's ratio is known, and the length, in characters of English, of the longer side of a pair.
const LEAST_PAIRS: usize = 8;
const LEAST_LENGTH: f32 = 30.0;
/// Confidence below which a pair is doubtful, and very doubtful.
const DOUBTFUL: f32 = 0.5;
const VERY_DOUBTFUL: f32 = 0.3;

/// Looks at every pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let (ours, theirs) = (
        view.source.document.language(),
        view.target.document.language(),
    );
    let mut lengths = Vec::new();
    let (mut sum, mut target_sum) = (0.0, 0.0);
    for (k, bead) in view.pairs() {
        let source = script::weigh(view.source_text(bead), ours).length.max(1.0);
        let target = script::weigh(view.target_text(bead), theirs)
            .length
            .max(1.0);
        sum += source;
        target_sum += target;
        lengths.push((k, source, target));
        if bead.confidence < DOUBTFUL {
            let severity = if bead.confidence < VERY_DOUBTFUL {
                Severity::Warning
            } else {
                Severity::Hint
            };
            let percent = (100.0 * bead.confidence).round();
            out.push(
                draft(Check::Confidence, severity, k)
                    .source([view.source.span(&bead.source)])
                    .target([view.target.span(&bead.target)])
                    .because(
                        format!("these may not belong together: {percent} % sure"),
                        format!("対応していない可能性がある（確信度 {percent} %）"),
                    ),
            );
        }
    }
    if lengths.len() < LEAST_PAIRS {
        return;
    }
    let ratio: f32 = sum / target_sum;
    for (k, source, target) in lengths {
        let other = ratio * target;
        if source.max(other) < LEAST_LENGTH {
            continue;
        }
        let d = libm::logf(source / other);
        let z = d.abs() / libm::sqrtf(SPREAD + SPREAD_SHORT / libm::sqrtf(source * other));
        let bead = &view.beads[k];
        if z < FAR || !CodeSpans::exact(view.source_text(bead)).found.is_empty() {
            continue;
        }
        let severity = if VERY_FAR <= z {
            Severity::Warning
        } else {
            Severity::Hint
        };
        let n_characters = view
            .target_text(bead)
            .chars()
            .filter(|c| !c.is_whitespace())
            .count();
        let expected = (n_characters as f32 * source / other).round();
        out.push(
            draft(Check::Length, severity, k)
                .source([view.source.span(&bead.source)])
                .target([view.target.span(&bead.target)])
                .because(
                    format!("{n_characters} characters, where about {expected} would be expected"),
                    format!("訳文は {n_characters} 字（目安は {expected} 字）"),
                ),
        );
    }
}
