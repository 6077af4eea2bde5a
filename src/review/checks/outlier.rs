//! Pairs whose lengths do not fit, and pairs that the aligner is not sure of.
//!
//! In: the lengths of both sides by the length model of the alignment, and the confidence of each bead. Out: a
//! finding a pair far from the document's own ratio, with the length that would be expected, and one a doubtful pair. O(bytes).
//!
//! No alarm is raised for: short pairs, whose lengths say nothing; documents of too few pairs to know a ratio; a pair with a
//! URL or code, which is as long on both sides; a pair with a translator's note. A doubtful pair is a hint.

use crate::align::Bead;
use crate::review::check::Check;
use crate::review::checks::code::CodeSpans;
use crate::review::checks::notes;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};

/// Standard deviations from which on a pair is an outlier: on 79 texts one pair in five hundred.
const FAR: f32 = 3.5;
const VERY_FAR: f32 = 5.0;
/// Pairs from which on the document's ratio is known, and the length, in characters of English, of the longer side of a pair.
const LEAST_PAIRS: usize = 8;
const LEAST_LENGTH: f32 = 30.0;
/// Confidence below which a pair is doubtful.
const DOUBTFUL: f32 = 0.5;

/// Looks at every pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    for (k, bead) in view.pairs() {
        if bead.confidence < DOUBTFUL {
            out.push(doubtful(view, k, bead));
        }
    }
    if view.lengths.n_sure < LEAST_PAIRS {
        return;
    }
    for (k, bead) in view.pairs() {
        let (source, other) = view.lengths.of(k);
        let z = libm::sqrtf(view.lengths.square(source, other));
        if LEAST_LENGTH <= source.max(other)
            && FAR <= z
            && CodeSpans::new(view.source_text(bead))
                .exact()
                .found
                .is_empty()
            && !notes::stand_in(view.target_text(bead))
        {
            out.push(of_another_length(view, k, bead, z));
        }
    }
}

/// A pair that the aligner is not sure of.
fn doubtful(view: &View<'_>, k: usize, bead: &Bead) -> Draft {
    let percent = (100.0 * bead.confidence).round();
    draft(Check::Confidence, Severity::Hint, k)
        .source([view.source.span(&bead.source)])
        .target([view.target.span(&bead.target)])
        .because(
            format!("these may not belong together: {percent} % sure"),
            format!("対応していない可能性がある（確信度 {percent} %）"),
        )
}

/// A pair whose lengths are so many standard deviations apart.
fn of_another_length(view: &View<'_>, k: usize, bead: &Bead, z: f32) -> Draft {
    let severity = match VERY_FAR <= z {
        true => Severity::Warning,
        false => Severity::Hint,
    };
    let (source, other) = view.lengths.of(k);
    let text = view.target_text(bead);
    let n_characters = text.chars().filter(|c| !c.is_whitespace()).count();
    let expected = (n_characters as f32 * source / other).round();
    draft(Check::Length, severity, k)
        .source([view.source.span(&bead.source)])
        .target([view.target.span(&bead.target)])
        .because(
            format!("{n_characters} characters, where about {expected} would be expected"),
            format!("訳文は {n_characters} 字（目安は {expected} 字）"),
        )
}
