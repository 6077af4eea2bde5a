//! The lexicon that an alignment teaches, as the checks ask for it.
//!
//! In: learned pairs. Out: for a source unit the piece of the target that keeps standing where it stands. O(pairs and the
//! segments that hold them).

use std::ops::Range;

use crate::align::learn::LearnedLexicon;

/// Learned pieces of the target by source unit.
#[derive(Default)]
pub(crate) struct LearnedPieces {
    /// For each source unit the number of its piece, or `NONE`.
    by_unit: Vec<u32>,
    pieces: Vec<String>,
    /// The segments that hold each piece, in order.
    segments: Vec<Vec<usize>>,
}

const NONE: u32 = u32::MAX;

impl LearnedPieces {
    /// A unit has one piece at most.
    pub(crate) fn new(lexicon: LearnedLexicon, n_source_units: usize) -> Self {
        let mut segments = vec![Vec::new(); lexicon.pairs.len()];
        for &(segment, pair) in &lexicon.occurrences {
            segments[pair as usize].push(segment);
        }
        let mut by_unit = vec![NONE; n_source_units];
        for (number, pair) in (0..).zip(&lexicon.pairs[..lexicon.pieces.len()]) {
            by_unit[pair.source_unit as usize] = number;
        }
        LearnedPieces {
            by_unit,
            pieces: lexicon.pieces,
            segments,
        }
    }

    /// The piece of a source unit, if one of the segments holds it.
    pub(crate) fn piece_in(&self, unit: u32, segments: &Range<usize>) -> Option<&str> {
        let number = *self.by_unit.get(unit as usize)? as usize;
        let held = self.segments.get(number)?;
        let first = held.partition_point(|&segment| segment < segments.start);
        let is_held = held
            .get(first)
            .is_some_and(|segment| segments.contains(segment));
        is_held.then(|| self.pieces[number].as_str())
    }
}
