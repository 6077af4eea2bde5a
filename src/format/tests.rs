//! What the tests of several formats use.

use proptest::prelude::*;

use crate::align::{Alignment, Bead};

/// Alignments of a few beads, nulls among them.
pub(super) fn alignments() -> impl Strategy<Value = Alignment> {
    let bead = (0usize..4, 0usize..4, 0.0f32..=1.0);
    proptest::collection::vec(bead, 0..8).prop_map(|beads| {
        let (mut i, mut j) = (0, 0);
        let beads = beads.into_iter().filter(|(n, m, _)| n + m > 0);
        let beads = beads.map(|(n, m, confidence)| {
            let (source, target) = (i..i + n, j..j + m);
            (i, j) = (source.end, target.end);
            Bead {
                source,
                target,
                confidence,
            }
        });
        Alignment::from_beads(beads.collect())
    })
}
