//! The lexicon that an alignment teaches, as the checks ask for it.
//!
//! In: learned pairs. Out: the pieces that segments of the target hold, each with the source unit where it keeps standing.
//! O(pairs and the segments that hold them).

use std::ops::Range;

use crate::align::learn::LearnedLexicon;
use crate::rows::Rows;

/// Learned pieces of the target.
#[derive(Default)]
pub(crate) struct LearnedPieces {
    /// Each piece with its source unit. A unit has one piece at most.
    pieces: Vec<(u32, String)>,
    /// The numbers of the pieces that each segment of the target holds.
    of_segments: Rows,
}

impl LearnedPieces {
    /// Lists the learned pieces by segment of the target, which has `n_segments`. O(segments + occurrences).
    pub(crate) fn new(lexicon: LearnedLexicon, n_segments: usize) -> Self {
        if lexicon.pieces.is_empty() {
            return LearnedPieces::default();
        }
        let units = lexicon.pairs.iter().map(|pair| pair.source_unit);
        let mut of_segments = Rows::with_room(n_segments, lexicon.occurrences.len());
        let mut rest = lexicon.occurrences.iter().peekable();
        for segment in 0..n_segments {
            let here = std::iter::from_fn(|| rest.next_if(|(at, _)| *at == segment));
            of_segments.push(here.map(|&(_, piece)| piece));
        }
        LearnedPieces {
            pieces: units.zip(lexicon.pieces).collect(),
            of_segments,
        }
    }

    /// The numbers of the pieces that some segments hold, each with its source unit.
    pub(crate) fn held_by(&self, segments: Range<usize>) -> impl Iterator<Item = (u32, u32)> {
        let held = match self.pieces.is_empty() {
            true => &[],
            false => self.of_segments.rows(segments),
        };
        held.iter()
            .map(|&piece| (piece, self.pieces[piece as usize].0))
    }

    /// A piece as it stands in the text.
    pub(crate) fn piece(&self, number: u32) -> &str {
        &self.pieces[number as usize].1
    }
}
