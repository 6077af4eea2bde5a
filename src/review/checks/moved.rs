//! Passages that stand at another place of the translation: moved, and neither omitted nor added.
//!
//! In: the passages that [`Aligner::moved`](crate::Aligner::moved) finds between the nulls of both sides. Out: one
//! finding a passage. O(passages).
//!
//! No alarm is raised for what could be chance: a repeated heading, a short answer. A passage that the aligner is not
//! sure of is a hint, and its segments count as omitted and added too.

use crate::align::Moved;
use crate::review::check::Check;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};

/// Confidence from which on a passage is reported as moved alone.
pub(crate) const SURE: f32 = 0.5;

/// Reports every moved passage.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    for moved in &view.moved {
        let bead = view
            .beads
            .partition_point(|bead| bead.source.end <= moved.source.start);
        let severity = if SURE <= moved.confidence {
            Severity::Warning
        } else {
            Severity::Hint
        };
        let (english, japanese) = place(view, moved);
        out.push(
            draft(Check::Moved, severity, bead)
                .source(view.source.spans(&moved.source))
                .target(view.target.spans(&moved.target))
                .because(english, japanese),
        );
    }
}

/// Where a passage went: how many segments of the translation lie between its place and that of the original.
fn place(view: &View<'_>, moved: &Moved) -> (String, String) {
    let home = view
        .beads
        .iter()
        .find(|bead| moved.source.start < bead.source.end)
        .map_or(0, |bead| bead.target.start);
    let n = home.abs_diff(moved.target.start).max(1);
    let segments = if n == 1 { "segment" } else { "segments" };
    if moved.target.start < home {
        (
            format!("moved {n} {segments} towards the beginning of the translation"),
            format!("訳文では {n} 文ぶん前に移っている"),
        )
    } else {
        (
            format!("moved {n} {segments} towards the end of the translation"),
            format!("訳文では {n} 文ぶん後ろに移っている"),
        )
    }
}
