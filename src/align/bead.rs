//! [`Bead`], [`BeadKind`] and [`Alignment`]: the result as plain ranges of segment numbers.
//!
//! A bead owns no text; [`crate::Bitext::pairs`] expands it on demand.

use std::fmt;
use std::ops::Range;

use crate::align::dp::PathStep;

/// How many source and target segments a bead joins: 1-1, 1-2, 1-0 (omission), 0-1 (addition), …
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct BeadKind {
    /// Number of source segments.
    pub source: usize,
    /// Number of target segments.
    pub target: usize,
}

impl BeadKind {
    /// Whether one side is empty: an omission or an addition.
    pub fn is_null(self) -> bool {
        self.source == 0 || self.target == 0
    }
}

impl fmt::Display for BeadKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.source, self.target)
    }
}

/// A run of source segments matched with a run of target segments; one of the two may be empty.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Bead {
    /// Numbers of the source segments.
    pub source: Range<usize>,
    /// Numbers of the target segments.
    pub target: Range<usize>,
    /// The probability, 0 to 1, that exactly this bead is right.
    pub confidence: f32,
}

impl Bead {
    /// How many segments it joins on each side.
    pub fn kind(&self) -> BeadKind {
        BeadKind {
            source: self.source.len(),
            target: self.target.len(),
        }
    }

    /// Whether one side is empty: an omission or an addition.
    pub fn is_null(&self) -> bool {
        self.kind().is_null()
    }
}

impl PathStep {
    /// The bead that a step of a path is, if the path's first node is `origin`.
    pub(crate) fn bead(&self, origin: (usize, usize)) -> Bead {
        let (i, j) = (self.end.0 + origin.0, self.end.1 + origin.1);
        Bead {
            source: i - self.size.0..i,
            target: j - self.size.1..j,
            confidence: self.probability,
        }
    }
}

/// The beads in order; they tile both sides without gap or overlap.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Alignment {
    beads: Vec<Bead>,
}

impl Alignment {
    /// An alignment from beads found elsewhere.
    ///
    /// # Panics
    ///
    /// If the beads do not follow each other without gap or overlap from segment 0 of both sides.
    pub fn from_beads(beads: Vec<Bead>) -> Self {
        let (mut source, mut target) = (0, 0);
        for bead in &beads {
            assert!(
                bead.source.start == source && bead.target.start == target,
                "bead {:?}:{:?} does not begin at source segment {source} and target segment {target}",
                bead.source,
                bead.target
            );
            (source, target) = (bead.source.end, bead.target.end);
        }
        Alignment { beads }
    }

    /// The beads in order.
    pub fn beads(&self) -> &[Bead] {
        &self.beads
    }
}
