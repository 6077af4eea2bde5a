//! [`Bead`], [`BeadKind`] and [`Alignment`]: the result as ranges of segment numbers.
//!
//! In: ranges. Out: beads that tile both sides. A bead owns no text; [`crate::Bitext::pairs`] expands it on demand. O(beads).

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use crate::align::dp::PathStep;
use crate::bitext::Bitext;
use crate::error::{Error, Result};

/// The numbers of source and target segments of a bead: 1-1, 1-2, 1-0 (omission), 0-1 (addition), …
///
/// ```
/// use taiyaku::BeadKind;
///
/// assert_eq!("1-2".parse::<BeadKind>()?, BeadKind { source: 1, target: 2 });
/// assert!("1-0".parse::<BeadKind>()?.is_null());
/// # Ok::<(), taiyaku::Error>(())
/// ```
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
    #[must_use]
    pub fn is_null(self) -> bool {
        self.source == 0 || self.target == 0
    }
}

impl fmt::Display for BeadKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.source, self.target)
    }
}

impl FromStr for BeadKind {
    type Err = Error;

    /// Parses a kind such as `1-2`.
    fn from_str(text: &str) -> Result<Self> {
        let kind = text.split_once('-').and_then(|(source, target)| {
            let (source, target) = (source.parse().ok()?, target.parse().ok()?);
            Some(BeadKind { source, target })
        });
        kind.ok_or_else(|| Error::format("", format!("expected a kind like 1-2, found `{text}`")))
    }
}

/// A run of source segments matched with a run of target segments. One of the two may be empty.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Bead {
    /// Numbers of the source segments.
    pub source: Range<usize>,
    /// Numbers of the target segments.
    pub target: Range<usize>,
    /// The probability, 0 to 1, that the bead is right: that its segments translate each other, alone or as a part of a larger
    /// bead; of a null, that its segments have no counterpart.
    pub confidence: f32,
}

impl Bead {
    /// Makes a bead. `confidence` is the probability, 0 to 1, that the bead is right.
    #[must_use]
    pub fn new(source: Range<usize>, target: Range<usize>, confidence: f32) -> Self {
        Bead {
            source,
            target,
            confidence,
        }
    }

    /// The number of segments on each side.
    #[must_use]
    pub fn kind(&self) -> BeadKind {
        BeadKind {
            source: self.source.len(),
            target: self.target.len(),
        }
    }

    /// Whether one side is empty: an omission or an addition.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.kind().is_null()
    }
}

impl PathStep {
    /// The bead of a step of a path whose first node is `origin`.
    pub(crate) fn bead(&self, origin: (usize, usize)) -> Bead {
        let (i, j) = (self.end.0 + origin.0, self.end.1 + origin.1);
        Bead {
            source: i - self.size.0..i,
            target: j - self.size.1..j,
            confidence: self.together,
        }
    }
}

/// Beads in order. They tile both sides without gap or overlap.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "UncheckedAlignment"))]
pub struct Alignment {
    beads: Vec<Bead>,
}

impl Alignment {
    /// Makes an alignment from beads.
    ///
    /// ```
    /// use taiyaku::{Alignment, Bead};
    ///
    /// let alignment = Alignment::from_beads(vec![Bead::new(0..1, 0..2, 0.9), Bead::new(1..2, 2..2, 0.7)]);
    /// let kinds: Vec<String> = alignment.beads().iter().map(|bead| bead.kind().to_string()).collect();
    /// assert_eq!(kinds, ["1-2", "1-0"]);
    /// ```
    ///
    /// # Panics
    ///
    /// If the beads do not follow each other without gap or overlap from segment 0 of both sides, if a range ends before it
    /// starts, or if a bead holds no segment.
    #[must_use]
    pub fn from_beads(beads: Vec<Bead>) -> Self {
        Alignment::checked(beads).unwrap_or_else(|message| panic!("{message}"))
    }

    /// The beads in order.
    #[must_use]
    pub fn beads(&self) -> &[Bead] {
        &self.beads
    }

    /// The numbers of source and target segments, which the beads tile.
    #[must_use]
    pub fn n_segments(&self) -> (usize, usize) {
        let last = self.beads.last();
        last.map_or((0, 0), |bead| (bead.source.end, bead.target.end))
    }

    /// Panics if the beads do not tile the segments of this bitext.
    pub(crate) fn assert_tiles(&self, bitext: &Bitext) {
        let sides = [bitext.source(), bitext.target()].map(|side| side.segments().len());
        assert!(
            self.n_segments() == sides.into(),
            "an alignment of {:?} segments for a bitext of {sides:?}",
            <[usize; 2]>::from(self.n_segments()),
        );
    }

    fn checked(beads: Vec<Bead>) -> Result<Self, String> {
        let (mut source, mut target) = (0, 0);
        for bead in &beads {
            let (of_source, of_target) = (&bead.source, &bead.target);
            if of_source.start != source || of_target.start != target {
                return Err(format!(
                    "bead {of_source:?}:{of_target:?} does not begin at source segment {source} and target segment {target}"
                ));
            }
            let is_backward = of_source.end < source || of_target.end < target;
            if is_backward || (of_source.end, of_target.end) == (source, target) {
                return Err(format!("bead {of_source:?}:{of_target:?} holds no segment"));
            }
            (source, target) = (of_source.end, of_target.end);
        }
        Ok(Alignment { beads })
    }
}

impl<'a> IntoIterator for &'a Alignment {
    type Item = &'a Bead;
    type IntoIter = std::slice::Iter<'a, Bead>;

    fn into_iter(self) -> Self::IntoIter {
        self.beads.iter()
    }
}

impl IntoIterator for Alignment {
    type Item = Bead;
    type IntoIter = std::vec::IntoIter<Bead>;

    fn into_iter(self) -> Self::IntoIter {
        self.beads.into_iter()
    }
}

/// A deserialised alignment, before its beads are checked.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct UncheckedAlignment {
    beads: Vec<Bead>,
}

#[cfg(feature = "serde")]
impl TryFrom<UncheckedAlignment> for Alignment {
    type Error = String;

    fn try_from(alignment: UncheckedAlignment) -> Result<Self, String> {
        let is_probability = |bead: &Bead| (0.0..=1.0).contains(&bead.confidence);
        if let Some(bead) = alignment.beads.iter().find(|bead| !is_probability(bead)) {
            let found = bead.confidence;
            return Err(format!("expected a confidence from 0 to 1, found {found}"));
        }
        Alignment::checked(alignment.beads)
    }
}
