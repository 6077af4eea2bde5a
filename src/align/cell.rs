//! Cells of the segment matrix: pairs of one source and one target segment.
//!
//! In: numbers of segments. Out: [`ScoredCell`], a cell with its score, and [`Gap`], the part of the matrix between two
//! cells. A leaf, used by the skeleton, the chain, the similarities and the moved passages. O(1).

/// A cell and its score in nats.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ScoredCell {
    pub(crate) source: usize,
    pub(crate) target: usize,
    pub(crate) score: f32,
}

impl ScoredCell {
    /// Whether a later cell lies on the same diagonal.
    pub(crate) fn is_in_line(&self, later: &ScoredCell) -> bool {
        later.source - self.source == later.target - self.target
    }

    /// The same cell, counted from a node before it.
    pub(crate) fn shifted_back(self, origin: (usize, usize)) -> Self {
        ScoredCell {
            source: self.source - origin.0,
            target: self.target - origin.1,
            score: self.score,
        }
    }
}

/// A range of segments on each side, half-open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Gap {
    pub(crate) source: (usize, usize),
    pub(crate) target: (usize, usize),
}

impl Gap {
    /// All segments of a document.
    pub(crate) fn whole(n_source: usize, n_target: usize) -> Gap {
        Gap {
            source: (0, n_source),
            target: (0, n_target),
        }
    }

    pub(crate) fn n_source(&self) -> usize {
        self.source.1 - self.source.0
    }

    pub(crate) fn n_target(&self) -> usize {
        self.target.1 - self.target.0
    }

    pub(crate) fn holds(&self, source: usize, target: usize) -> bool {
        (self.source.0..self.source.1).contains(&source)
            && (self.target.0..self.target.1).contains(&target)
    }

    /// The gaps before, between and after cells of a rising chain inside it.
    pub(crate) fn divided(self, chain: &[ScoredCell]) -> Vec<Gap> {
        let mut gaps = Vec::with_capacity(chain.len() + 1);
        let mut rest = self;
        for cell in chain {
            gaps.push(Gap {
                source: (rest.source.0, cell.source),
                target: (rest.target.0, cell.target),
            });
            (rest.source.0, rest.target.0) = (cell.source + 1, cell.target + 1);
        }
        gaps.push(rest);
        gaps
    }
}
