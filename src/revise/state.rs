//! [`Reviewed`]: the state of a review.
//!
//! In: an alignment, or rows from a file in any order. Out: [`FixedBeads`], and the same notes on the rows of another alignment
//! of the same bitext. O(n log n) in the rows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use crate::align::{Alignment, Bead, FixedBeads};
use crate::bitext::Bitext;
use crate::chain::{PrefixMaxima, chain_to};
use crate::error::{Error, Result};
use crate::review::FindingId;

/// The state of a row.
///
/// ```
/// use taiyaku::revise::RowState;
///
/// assert!("confirmed".parse::<RowState>()?.is_fixed());
/// assert_eq!(RowState::Open.to_string(), "open");
/// # Ok::<(), taiyaku::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum RowState {
    /// Not reviewed yet. The row is aligned again.
    Open,
    /// Confirmed as right. The row becomes a fixed bead.
    Confirmed,
    /// Changed by hand. The row becomes a fixed bead.
    Corrected,
}

impl RowState {
    pub(super) const ALL: [RowState; 3] =
        [RowState::Open, RowState::Confirmed, RowState::Corrected];

    /// All states.
    #[must_use]
    pub fn all() -> impl ExactSizeIterator<Item = RowState> {
        RowState::ALL.into_iter()
    }

    /// The stable name, in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            RowState::Open => "open",
            RowState::Confirmed => "confirmed",
            RowState::Corrected => "corrected",
        }
    }

    /// Whether a row of this state becomes a fixed bead.
    #[must_use]
    pub fn is_fixed(self) -> bool {
        self != RowState::Open
    }
}

impl fmt::Display for RowState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for RowState {
    type Err = Error;

    /// Parses a [`name`](RowState::name).
    fn from_str(name: &str) -> Result<Self> {
        let found = RowState::all().find(|state| state.name() == name);
        found.ok_or_else(|| {
            Error::format(
                format!("state `{name}`"),
                "expected `open`, `confirmed` or `corrected`",
            )
        })
    }
}

/// A row of a review: its segments, its state, and notes.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct ReviewedRow {
    /// Numbers of the source segments.
    pub source: Range<usize>,
    /// Numbers of the target segments.
    pub target: Range<usize>,
    /// The state: open, confirmed or corrected.
    pub state: RowState,
    /// Whether a person marked the row.
    pub mark: bool,
    /// The comment; empty if there is none.
    pub comment: String,
}

impl ReviewedRow {
    fn open(bead: &Bead) -> Self {
        ReviewedRow {
            source: bead.source.clone(),
            target: bead.target.clone(),
            state: RowState::Open,
            mark: false,
            comment: String::new(),
        }
    }

    fn is_null(&self) -> bool {
        self.source.is_empty() || self.target.is_empty()
    }

    /// Adds the mark and the comment of another row.
    fn add_notes_of(&mut self, other: &ReviewedRow) {
        let comment = &other.comment;
        self.mark |= other.mark;
        if !comment.is_empty() && !self.comment.split('\n').any(|line| line == comment) {
            if !self.comment.is_empty() {
                self.comment.push('\n');
            }
            self.comment.push_str(comment);
        }
    }
}

/// The state of a review: its rows, and the ignored findings. Fixed rows neither overlap nor cross.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "UncheckedReviewed"))]
pub struct Reviewed {
    rows: Vec<ReviewedRow>,
    ignored: BTreeSet<FindingId>,
}

/// A row from a file. It may contradict other rows of the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ReadRow {
    pub(super) row: ReviewedRow,
    /// The line of the file, from 1.
    pub(super) line: usize,
}

impl ReadRow {
    /// The order of rows in the document. Rows with the same segments are equal.
    fn order(&self) -> [usize; 4] {
        let (source, target) = (&self.row.source, &self.row.target);
        [source.start, target.start, source.end, target.end]
    }
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

    /// The confirmed and corrected rows, for [`Aligner::realign`](crate::Aligner::realign).
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
        let fixed = self.rows.iter().filter(|row| row.state.is_fixed());
        FixedBeads::new(fixed.map(|row| (row.source.clone(), row.target.clone())))
            .expect("fixed rows agree, as `from_read_rows` leaves them")
    }

    /// Transfers the review to the rows of another alignment of the same bitext. A row with the same segments keeps its state.
    /// A mark or comment goes to the row that holds the first segment of its old row. O(n log n).
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
            let Some(new) = onto.rows.get_mut(at) else {
                continue;
            };
            if (&new.source, &new.target) == (&row.source, &row.target) {
                new.state = row.state;
            }
            new.add_notes_of(row);
        }
        onto
    }

    /// Makes a review from rows in any order, and reports the fixed rows that contradict others, as (line, message).
    ///
    /// If fixed rows contradict each other, the largest consistent set stays fixed; among equally large sets, the first in
    /// the document. The other rows become open. The place of a null on its empty side is moved between its neighbours.
    pub(super) fn from_read_rows(
        rows: Vec<ReadRow>,
        ignored: BTreeSet<FindingId>,
    ) -> (Self, Vec<(usize, String)>) {
        let mut rows = merge_duplicates(rows);
        let fixed: Vec<usize> = (0..rows.len())
            .filter(|&k| rows[k].row.state.is_fixed() && !rows[k].row.is_null())
            .collect();
        let mut kept = longest_chain(&fixed, &rows);
        for kind in [NullKind::Omission, NullKind::Addition] {
            kept = with_nulls(kept, &mut rows, kind);
        }
        let mut contradictions = Vec::new();
        let mut is_kept = vec![false; rows.len()];
        kept.iter().for_each(|&k| is_kept[k] = true);
        for k in 0..rows.len() {
            if !rows[k].row.state.is_fixed() || is_kept[k] {
                continue;
            }
            contradictions.push((rows[k].line, contradiction(k, &kept, &rows)));
            rows[k].row.state = RowState::Open;
        }
        rows.sort_by_key(ReadRow::order);
        let rows = rows.into_iter().map(|read| read.row).collect();
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
        let fixed = rows.iter().filter(|row| row.state.is_fixed());
        FixedBeads::new(fixed.map(|row| (row.source.clone(), row.target.clone())))?;
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

/// The rows in order, one for each set of segments, with the notes of all rows that have these segments.
fn merge_duplicates(rows: Vec<ReadRow>) -> Vec<ReadRow> {
    let mut first_with: BTreeMap<[usize; 4], usize> = BTreeMap::new();
    let mut merged: Vec<ReadRow> = Vec::with_capacity(rows.len());
    for read in rows {
        let Some(&first) = first_with.get(&read.order()) else {
            first_with.insert(read.order(), merged.len());
            merged.push(read);
            continue;
        };
        let first = &mut merged[first].row;
        first.add_notes_of(&read.row);
        if !first.state.is_fixed() {
            first.state = read.row.state;
        }
    }
    merged.sort_by_key(ReadRow::order);
    merged
}

/// The longest chain of fixed rows that follow each other on both sides. A row can be followed as soon as the next row
/// begins after its source.
fn longest_chain(fixed: &[usize], rows: &[ReadRow]) -> Vec<usize> {
    let row = |k: usize| &rows[fixed[k]].row;
    let ends = (0..fixed.len()).map(|k| row(k).target.end);
    let mut maxima: PrefixMaxima<usize> = PrefixMaxima::new(ends.max().unwrap_or(0));
    let mut by_end: Vec<usize> = (0..fixed.len()).collect();
    by_end.sort_by_key(|&k| (row(k).source.end, k));
    let mut by_end = by_end.into_iter().peekable();
    let (mut lengths, mut before) = (vec![0; fixed.len()], vec![None; fixed.len()]);
    for k in 0..fixed.len() {
        while let Some(past) =
            by_end.next_if(|&k_past| row(k_past).source.end <= row(k).source.start)
        {
            maxima.enter(row(past).target.end - 1, lengths[past], past);
        }
        let (length_before, last) = maxima.heaviest_before(row(k).target.start);
        (lengths[k], before[k]) = (length_before + 1, last);
    }
    let last = (0..fixed.len()).rev().max_by_key(|&k| lengths[k]);
    let chain = chain_to(last, &before);
    chain.into_iter().map(|k| fixed[k]).collect()
}

/// Which side of a null holds segments.
#[derive(Clone, Copy, PartialEq)]
enum NullKind {
    /// Source segments without a translation.
    Omission,
    /// Target segments without an original.
    Addition,
}

impl NullKind {
    fn empty_side(self, row: &ReviewedRow) -> &Range<usize> {
        match self {
            NullKind::Omission => &row.target,
            NullKind::Addition => &row.source,
        }
    }

    fn full_side(self, row: &ReviewedRow) -> &Range<usize> {
        match self {
            NullKind::Omission => &row.source,
            NullKind::Addition => &row.target,
        }
    }
}

/// Adds the fixed nulls whose segments are in no kept row. Each gets a place on its empty side between its neighbours.
fn with_nulls(kept: Vec<usize>, rows: &mut [ReadRow], kind: NullKind) -> Vec<usize> {
    let mut nulls: Vec<usize> = (0..rows.len())
        .filter(|&k| {
            let row = &rows[k].row;
            row.state.is_fixed()
                && kind.empty_side(row).is_empty()
                && !kind.full_side(row).is_empty()
        })
        .collect();
    nulls.sort_by_key(|&k| kind.full_side(&rows[k].row).start);
    let mut all = Vec::with_capacity(kept.len() + nulls.len());
    let mut rest = kept.into_iter().peekable();
    // Where the last row ends on the full side and on the empty side.
    let (mut full_end, mut empty_end) = (0, 0);
    for k in nulls {
        let full = kind.full_side(&rows[k].row).clone();
        while let Some(next) = rest.next_if(|&k| kind.full_side(&rows[k].row).end <= full.start) {
            let row = &rows[next].row;
            (full_end, empty_end) = (kind.full_side(row).end, kind.empty_side(row).end);
            all.push(next);
        }
        let next = rest.peek().map(|&next| &rows[next].row);
        let is_free =
            full_end <= full.start && next.is_none_or(|row| full.end <= kind.full_side(row).start);
        if !is_free {
            continue;
        }
        let next_start = next.map_or(usize::MAX, |row| kind.empty_side(row).start);
        let place = kind
            .empty_side(&rows[k].row)
            .start
            .clamp(empty_end, next_start);
        (full_end, empty_end) = (full.end, place);
        let row = &mut rows[k].row;
        match kind {
            NullKind::Omission => row.target = place..place,
            NullKind::Addition => row.source = place..place,
        }
        all.push(k);
    }
    all.extend(rest);
    all
}

/// The message for a row that contradicts a kept one.
fn contradiction(at: usize, kept: &[usize], rows: &[ReadRow]) -> String {
    let row = &rows[at].row;
    let how = |other: &ReviewedRow| {
        let overlap = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        if overlap(&row.source, &other.source) || overlap(&row.target, &other.target) {
            return Some("shares segments with");
        }
        let before = other.source.end <= row.source.start && other.target.end <= row.target.start;
        let after = row.source.end <= other.source.start && row.target.end <= other.target.start;
        (!before && !after).then_some("crosses")
    };
    let mut kept = kept.iter().map(|&k| &rows[k]);
    match kept.find_map(|other| Some((how(&other.row)?, other.line))) {
        Some((how, line)) => format!("{how} line {line}; the row is aligned again"),
        None => "contradicts other rows; the row is aligned again".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Aligner;

    fn read_row(line: usize, source: Range<usize>, target: Range<usize>) -> ReadRow {
        let row = ReviewedRow {
            source,
            target,
            state: RowState::Confirmed,
            mark: false,
            comment: String::new(),
        };
        ReadRow { row, line }
    }

    /// How many rows stay fixed, which `fixed` finds to agree, and the lines of those that do not.
    fn n_fixed_and_reported(rows: Vec<ReadRow>) -> (usize, Vec<usize>) {
        let (reviewed, contradictions) = Reviewed::from_read_rows(rows, BTreeSet::new());
        let lines = contradictions.into_iter().map(|(line, _)| line);
        (reviewed.fixed().beads().len(), lines.collect())
    }

    #[test]
    fn contradictions_are_reported_whatever_the_order() {
        let rows = [
            (
                "sorted otherwise",
                vec![(4..5, 4..5), (0..1, 0..1), (2..3, 1..3)],
                vec![],
            ),
            ("twice the same", vec![(0..1, 0..1), (0..1, 0..1)], vec![]),
            (
                "one against two",
                vec![(0..1, 5..6), (1..2, 0..1), (2..3, 1..2)],
                vec![1],
            ),
            (
                "a shared segment",
                vec![(0..2, 0..1), (1..3, 1..2)],
                vec![2],
            ),
            (
                "an omission inside a bead",
                vec![(0..3, 0..1), (1..2, 1..1)],
                vec![2],
            ),
            (
                "an omission whose place is past",
                vec![(0..1, 0..4), (1..2, 2..2), (2..3, 4..5)],
                vec![],
            ),
            (
                "omission and addition at one node",
                vec![(5..6, 7..7), (5..5, 7..8)],
                vec![],
            ),
        ];
        for (name, rows, against) in rows {
            let rows = rows.into_iter().enumerate();
            let rows = rows.map(|(k, (source, target))| read_row(k + 1, source, target));
            assert_eq!(n_fixed_and_reported(rows.collect()).1, against, "{name}");
        }
    }

    #[test]
    fn a_contradiction_names_the_other_line() {
        let rows = vec![
            read_row(7, 0..2, 0..1),
            read_row(9, 1..3, 1..2),
            read_row(12, 5..6, 0..1),
        ];
        let (_, contradictions) = Reviewed::from_read_rows(rows, BTreeSet::new());
        assert_eq!(
            contradictions,
            [
                (
                    9,
                    "shares segments with line 7; the row is aligned again".to_owned()
                ),
                (
                    12,
                    "shares segments with line 7; the row is aligned again".to_owned()
                ),
            ]
        );
    }

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

    /// Rows from (source start, source segments, target start, target segments), on the lines 0, 1, ….
    fn read_rows(ranges: Vec<[usize; 4]>) -> Vec<ReadRow> {
        let rows = ranges.into_iter().enumerate();
        rows.map(|(k, [i, n, j, m])| read_row(k, i..i + n, j..j + m))
            .collect()
    }

    proptest! {
        #[test]
        fn no_set_of_rows_that_agree_is_larger(
            ranges in proptest::collection::vec([0usize..12, 1usize..4, 0usize..12, 1usize..4], 0..10),
        ) {
            let rows = merge_duplicates(read_rows(ranges));
            let agree = |set: u32| {
                let chosen = (0..rows.len()).filter(|k| set >> k & 1 == 1);
                let beads = chosen.map(|k| (rows[k].row.source.clone(), rows[k].row.target.clone()));
                FixedBeads::new(beads).is_ok()
            };
            let sets = (0u32..1 << rows.len()).filter(|&set| agree(set));
            let most = sets.map(u32::count_ones).max().unwrap_or(0);
            prop_assert_eq!(n_fixed_and_reported(rows.clone()).0, most as usize);
        }

        #[test]
        fn rows_that_stay_fixed_agree(
            ranges in proptest::collection::vec((0usize..12, 0usize..4, 0usize..12, 0usize..4), 0..20),
        ) {
            let rows: Vec<ReadRow> = ranges
                .into_iter()
                .enumerate()
                .filter(|(_, (_, n, _, m))| n + m > 0)
                .map(|(k, (i, n, j, m))| read_row(k, i..i + n, j..j + m))
                .collect();
            let n_rows = rows.len();
            let (n_kept, against) = n_fixed_and_reported(rows);
            prop_assert!(n_kept + against.len() <= n_rows);
            prop_assert!(n_rows == 0 || n_kept > 0);
        }
    }
}
