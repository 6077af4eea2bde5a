//! [`Reviewed`]: the state of a review.
//!
//! In: an alignment, or rows from a file in any order. Out: [`FixedBeads`], and the same notes on the rows of another alignment
//! of the same bitext. O(n log n) in the rows.

use std::collections::BTreeSet;

use crate::align::{Alignment, FixedBeads};
use crate::bitext::Bitext;
#[cfg(feature = "serde")]
use crate::error::{Error, Result};
use crate::review::FindingId;
use crate::revise::agree::{ReadRow, agreeing};
use crate::revise::row::ReviewedRow;

/// The state of a review: its rows, and the ignored findings. Kept rows neither overlap nor cross.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "UncheckedReviewed"))]
pub struct Reviewed {
    rows: Vec<ReviewedRow>,
    ignored: BTreeSet<FindingId>,
}

impl Reviewed {
    /// Makes a new review: an open row for every bead.
    pub fn new(alignment: &Alignment) -> Self {
        Reviewed {
            rows: alignment.beads().iter().map(ReviewedRow::open).collect(),
            ignored: BTreeSet::new(),
        }
    }

    /// Adds findings to ignore.
    pub fn ignore(mut self, ids: impl IntoIterator<Item = FindingId>) -> Self {
        self.ignored.extend(ids);
        self
    }

    /// The rows in the order of the document. The rows of a filtered file do not cover the document.
    #[must_use]
    pub fn rows(&self) -> &[ReviewedRow] {
        &self.rows
    }

    /// The ignored findings.
    #[must_use]
    pub fn ignored(&self) -> &BTreeSet<FindingId> {
        &self.ignored
    }

    /// The segments of the confirmed and corrected rows and of those with a suggestion, for [`Aligner::realign`](crate::Aligner::realign).
    ///
    /// ```
    /// use taiyaku::revise::Reviewed;
    /// use taiyaku::{Aligner, Bitext};
    ///
    /// let bitext = Bitext::new("It rained.", "雨が降った。");
    /// let reviewed = Reviewed::new(&Aligner::new().align(&bitext));
    /// assert!(reviewed.fixed().beads().is_empty());
    /// ```
    #[must_use]
    pub fn fixed(&self) -> FixedBeads {
        let kept = self.rows.iter().filter(|row| row.is_kept());
        FixedBeads::new(kept.map(|row| (row.source.clone(), row.target.clone())))
            .expect("kept rows agree, as `from_read_rows` leaves them")
    }

    /// Transfers the review to the rows of another alignment of the same bitext. A row with the same segments keeps its state
    /// and its suggestion. Other notes go to the row that holds the first segment of their old row; there a suggestion becomes
    /// a line of the comment. O(n log n).
    ///
    /// ```
    /// use taiyaku::revise::Reviewed;
    /// use taiyaku::{Aligner, Bitext};
    ///
    /// let bitext = Bitext::new("It rained. We stayed.", "雨が降った。家にいた。");
    /// let aligner = Aligner::new();
    /// let reviewed = Reviewed::new(&aligner.align(&bitext));
    /// let again = aligner.realign(&bitext, &reviewed.fixed());
    /// assert_eq!(reviewed.onto(&again).rows().len(), again.beads().len());
    /// ```
    #[must_use]
    pub fn onto(&self, alignment: &Alignment) -> Reviewed {
        let mut onto = Reviewed::new(alignment).ignore(self.ignored.iter().copied());
        let beads = alignment.beads();
        for row in &self.rows {
            let at = if row.source.is_empty() {
                beads.partition_point(|bead| bead.target.end <= row.target.start)
            } else {
                beads.partition_point(|bead| bead.source.end <= row.source.start)
            };
            let at = at.min(beads.len().saturating_sub(1));
            let Some(new) = onto.rows.get_mut(at) else {
                continue;
            };
            if (&new.source, &new.target) == (&row.source, &row.target) {
                new.state = row.state;
                new.suggestion.clone_from(&row.suggestion);
            } else if let Some(suggestion) = &row.suggestion {
                new.add_suggestion_as_comment(suggestion);
            }
            new.add_notes_of(row);
        }
        onto
    }

    /// Makes a review from rows in any order, and reports the kept rows that contradict others, as (line, message).
    pub(super) fn from_read_rows(
        rows: Vec<ReadRow>,
        ignored: BTreeSet<FindingId>,
    ) -> (Self, Vec<(usize, String)>) {
        let (rows, contradictions) = agreeing(rows);
        (Reviewed { rows, ignored }, contradictions)
    }
}

/// A deserialised review, before its rows are compared with each other.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct UncheckedReviewed {
    rows: Vec<ReviewedRow>,
    ignored: BTreeSet<FindingId>,
}

#[cfg(feature = "serde")]
impl TryFrom<UncheckedReviewed> for Reviewed {
    type Error = Error;

    fn try_from(reviewed: UncheckedReviewed) -> Result<Self> {
        let UncheckedReviewed { rows, ignored } = reviewed;
        let is_backward = |row: &&ReviewedRow| {
            row.source.end < row.source.start || row.target.end < row.target.start
        };
        if let Some(row) = rows.iter().find(is_backward) {
            let place = format!("row {:?}:{:?}", row.source, row.target);
            return Err(Error::format(
                place,
                "expected ranges that end after they start",
            ));
        }
        let kept = rows.iter().filter(|row| row.is_kept());
        FixedBeads::new(kept.map(|row| (row.source.clone(), row.target.clone())))?;
        Ok(Reviewed { rows, ignored })
    }
}

/// Returns the hash that identifies the bitext of a reviewed file: `d` and sixteen hexadecimal digits, computed from the texts
/// of all segments. O(bytes).
///
/// ```
/// use taiyaku::{Bitext, revise::document_hash};
///
/// let hash = document_hash(&Bitext::new("Rain.", "雨。"));
/// assert!(hash.starts_with('d') && hash.len() == 17);
/// ```
#[must_use]
pub fn document_hash(bitext: &Bitext) -> String {
    let mut hash = hmac_sha256::Hash::new();
    for side in [bitext.source(), bitext.target()] {
        hash.update((side.segments().len() as u64).to_le_bytes());
        for k in 0..side.segments().len() {
            let text = side.segment_text(k);
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
    }
    let digits = hash
        .finalize()
        .iter()
        .take(8)
        .map(|b| format!("{b:02x}"))
        .collect::<String>();
    format!("d{digits}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Aligner;

    #[test]
    fn notes_follow_their_segments() {
        let bitext = Bitext::new("One. Two. Three.", "一。二。三。");
        let plain = Aligner::new().align(&bitext);
        let mut reviewed = Reviewed::new(&plain);
        reviewed.rows[1].comment = "see here".to_owned();
        reviewed.rows[2].mark = true;
        let fixed = FixedBeads::new([(0..2, 0..2)]).unwrap();
        let again = reviewed.onto(&Aligner::new().realign(&bitext, &fixed));
        assert_eq!(again.rows[0].comment, "see here");
        assert!(!again.rows[0].mark && again.rows[1].mark);
    }
}
