//! The lexicon that an alignment teaches, as the checks ask for it.
//!
//! In: learned pairs. Out: for a source unit the piece of the target that keeps standing where it stands. O(pairs and the
//! segments that hold them).

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::align::learn::LearnedLexicon;

/// Learned pieces of the target by source unit.
#[derive(Default)]
pub(crate) struct LearnedPieces {
    /// A unit has one piece at most; with it the segments that hold it, in order.
    by_unit: FxHashMap<u32, (String, Vec<usize>)>,
}

impl LearnedPieces {
    pub(crate) fn new(lexicon: LearnedLexicon) -> Self {
        let mut segments = vec![Vec::new(); lexicon.pairs.len()];
        for &(segment, pair) in &lexicon.occurrences {
            segments[pair as usize].push(segment);
        }
        let pieces = lexicon.pairs.iter().zip(lexicon.pieces).zip(segments);
        LearnedPieces {
            by_unit: pieces
                .map(|((pair, piece), segments)| (pair.source_unit, (piece, segments)))
                .collect(),
        }
    }

    /// The piece of a source unit, if one of the segments holds it.
    pub(crate) fn piece_in(&self, unit: u32, segments: &Range<usize>) -> Option<&str> {
        let (piece, held) = self.by_unit.get(&unit)?;
        let first = held.partition_point(|&segment| segment < segments.start);
        let is_held = held
            .get(first)
            .is_some_and(|segment| segments.contains(segment));
        is_held.then_some(piece.as_str())
    }
}
