//! [`Reviewed`]: what a person said of the rows of a review, and how it settles the next alignment.
//!
//! In: an alignment, or rows read back in any order. Out: [`FixedBeads`], and the same notes on the rows of another
//! alignment of the same bitext. O(n log n) in the rows.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::align::{Alignment, Bead, FixedBeads};
use crate::bitext::Bitext;
use crate::review::FindingId;

/// What a person said of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowState {
    /// Nothing yet: it is aligned anew.
    Open,
    /// It is right: it becomes a fixed bead.
    Confirmed,
    /// It was changed by hand: it becomes a fixed bead.
    Corrected,
}

impl RowState {
    /// All states.
    pub const ALL: [RowState; 3] = [RowState::Open, RowState::Confirmed, RowState::Corrected];

    /// Its stable name, in lower case.
    pub fn name(self) -> &'static str {
        match self {
            RowState::Open => "open",
            RowState::Confirmed => "confirmed",
            RowState::Corrected => "corrected",
        }
    }

    /// Whether a row of this state becomes a fixed bead.
    pub fn is_fixed(self) -> bool {
        self != RowState::Open
    }
}

/// A row of a review: its segments, and what a person said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewedRow {
    /// Numbers of the source segments.
    pub source: Range<usize>,
    /// Numbers of the target segments.
    pub target: Range<usize>,
    /// Whether it stands.
    pub state: RowState,
    /// Whether it is marked, for whatever reason.
    pub mark: bool,
    /// A comment, empty if there is none.
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

    fn take_notes(&mut self, mark: bool, comment: &str) {
        self.mark |= mark;
        if !comment.is_empty() && !self.comment.split('\n').any(|line| line == comment) {
            if !self.comment.is_empty() {
                self.comment.push('\n');
            }
            self.comment.push_str(comment);
        }
    }
}

/// A review as a person left it. Its fixed rows neither overlap nor cross.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reviewed {
    rows: Vec<ReviewedRow>,
    ignored: BTreeSet<FindingId>,
}

/// A row that was read, before it is known whether it agrees with the others.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Claim {
    pub(crate) row: ReviewedRow,
    pub(crate) line: usize,
}

impl Reviewed {
    /// A review of which nothing is done: a row for every bead.
    pub fn new(alignment: &Alignment) -> Self {
        Reviewed {
            rows: alignment.beads().iter().map(ReviewedRow::open).collect(),
            ignored: BTreeSet::new(),
        }
    }

    /// The same review with more findings ignored.
    pub fn ignore(mut self, ids: impl IntoIterator<Item = FindingId>) -> Self {
        self.ignored.extend(ids);
        self
    }

    /// The rows in the order of the document; those of a filtered file do not cover it.
    pub fn rows(&self) -> &[ReviewedRow] {
        &self.rows
    }

    /// The findings that are not to be shown again.
    pub fn ignored(&self) -> &BTreeSet<FindingId> {
        &self.ignored
    }

    /// The rows that stand, for [`Aligner::realign`](crate::Aligner::realign).
    pub fn fixed(&self) -> FixedBeads {
        let fixed = self.rows.iter().filter(|row| row.state.is_fixed());
        FixedBeads::new(fixed.map(|row| (row.source.clone(), row.target.clone())))
            .expect("fixed rows agree, as `settle` left them")
    }

    /// The review on the rows of another alignment of the same bitext: a row with the same segments keeps its state;
    /// marks and comments go to the row that holds the first segment they were written to. O(n log n).
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
            new.take_notes(row.mark, &row.comment);
        }
        onto
    }

    /// Takes rows in any order. Of fixed rows that contradict each other the greatest number that agree is kept,
    /// among equally many those that come first in the document; the others are open from then on, and are given
    /// back as (line, why). The empty side of a null is moved to where its neighbours leave it.
    pub(crate) fn settle(
        claims: Vec<Claim>,
        ignored: BTreeSet<FindingId>,
    ) -> (Self, Vec<(usize, String)>) {
        let mut claims = without_twins(claims);
        let firm: Vec<usize> = (0..claims.len())
            .filter(|&k| claims[k].row.state.is_fixed() && !claims[k].row.is_null())
            .collect();
        let mut kept = most_that_agree(&firm, &claims);
        for side in [Side::Target, Side::Source] {
            kept = with_nulls(kept, &mut claims, side);
        }
        let mut contradictions = Vec::new();
        let mut is_kept = vec![false; claims.len()];
        kept.iter().for_each(|&k| is_kept[k] = true);
        for k in 0..claims.len() {
            if !claims[k].row.state.is_fixed() || is_kept[k] {
                continue;
            }
            contradictions.push((claims[k].line, contradiction(k, &kept, &claims)));
            claims[k].row.state = RowState::Open;
        }
        let mut rows: Vec<ReviewedRow> = claims.into_iter().map(|claim| claim.row).collect();
        rows.sort_by_key(|r| (r.source.start, r.target.start, r.source.end, r.target.end));
        (Reviewed { rows, ignored }, contradictions)
    }
}

/// By what a file that comes back is known to belong to a bitext: sixteen hexadecimal digits after a `d`, made of
/// the texts of all segments. O(bytes).
pub fn document_hash(bitext: &Bitext) -> String {
    let mut hash = Sha256::new();
    for side in [bitext.source(), bitext.target()] {
        hash.update((side.segments().len() as u64).to_le_bytes());
        for k in 0..side.segments().len() {
            let text = side.segment_text(k);
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text);
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

/// One of several rows with the same segments, with the notes of all.
fn without_twins(claims: Vec<Claim>) -> Vec<Claim> {
    let mut at: BTreeMap<(usize, usize, usize, usize), usize> = BTreeMap::new();
    let mut kept: Vec<Claim> = Vec::with_capacity(claims.len());
    for claim in claims {
        let (source, target) = (&claim.row.source, &claim.row.target);
        let key = (source.start, target.start, source.end, target.end);
        let Some(&first) = at.get(&key) else {
            at.insert(key, kept.len());
            kept.push(claim);
            continue;
        };
        let first = &mut kept[first].row;
        first.take_notes(claim.row.mark, &claim.row.comment);
        if !first.state.is_fixed() {
            first.state = claim.row.state;
        }
    }
    kept.sort_by_key(|c| {
        (
            c.row.source.start,
            c.row.target.start,
            c.row.source.end,
            c.row.target.end,
        )
    });
    kept
}

/// The longest chain of rows that follow each other on both sides, by a Fenwick tree of maxima over target ends. A
/// row enters the tree when the rows that are read begin after its source.
fn most_that_agree(firm: &[usize], claims: &[Claim]) -> Vec<usize> {
    let row = |k: usize| &claims[firm[k]].row;
    let n_targets = firm
        .iter()
        .map(|&k| claims[k].row.target.end)
        .max()
        .unwrap_or(0);
    let mut tree: Vec<(usize, usize)> = vec![(0, usize::MAX); n_targets + 1];
    let mut by_end: Vec<usize> = (0..firm.len()).collect();
    by_end.sort_by_key(|&k| (row(k).source.end, k));
    let mut chains: Vec<(usize, usize)> = vec![(0, usize::MAX); firm.len()];
    let mut entering = by_end.into_iter().peekable();
    for k in 0..firm.len() {
        while let Some(&other) = entering.peek() {
            if row(other).source.end > row(k).source.start {
                break;
            }
            entering.next();
            let mut at = row(other).target.end;
            while at < tree.len() {
                if chains[other].0 > tree[at].0 {
                    tree[at] = (chains[other].0, other);
                }
                at += at & at.wrapping_neg();
            }
        }
        let (mut best, mut at) = ((0, usize::MAX), row(k).target.start);
        while at > 0 {
            if tree[at].0 > best.0 {
                best = tree[at];
            }
            at &= at - 1;
        }
        chains[k] = (best.0 + 1, best.1);
    }
    let mut last = (0..firm.len()).rev().max_by_key(|&k| chains[k].0);
    let mut chain = Vec::new();
    while let Some(k) = last {
        chain.push(firm[k]);
        last = (chains[k].1 != usize::MAX).then_some(chains[k].1);
    }
    chain.reverse();
    chain
}

/// Which side of a null is empty.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Source,
    Target,
}

impl Side {
    fn empty(self, row: &ReviewedRow) -> &Range<usize> {
        match self {
            Side::Source => &row.source,
            Side::Target => &row.target,
        }
    }

    fn full(self, row: &ReviewedRow) -> &Range<usize> {
        match self {
            Side::Source => &row.target,
            Side::Target => &row.source,
        }
    }
}

/// Adds the nulls whose segments are free, each at a place on its empty side that its neighbours leave.
fn with_nulls(kept: Vec<usize>, claims: &mut [Claim], side: Side) -> Vec<usize> {
    let mut nulls: Vec<usize> = (0..claims.len())
        .filter(|&k| {
            let row = &claims[k].row;
            row.state.is_fixed() && side.empty(row).is_empty() && !side.full(row).is_empty()
        })
        .collect();
    nulls.sort_by_key(|&k| side.full(&claims[k].row).start);
    let mut all = Vec::with_capacity(kept.len() + nulls.len());
    let mut rest = kept.into_iter().peekable();
    let mut end = (0, 0);
    for k in nulls {
        let full = side.full(&claims[k].row).clone();
        while let Some(&next) = rest.peek() {
            let row = &claims[next].row;
            if side.full(row).end > full.start {
                break;
            }
            end = (side.full(row).end, side.empty(row).end);
            all.push(next);
            rest.next();
        }
        let next = rest.peek().map(|&next| &claims[next].row);
        let is_free =
            full.start >= end.0 && next.is_none_or(|row| full.end <= side.full(row).start);
        if !is_free {
            continue;
        }
        let high = next.map_or(usize::MAX, |row| side.empty(row).start);
        let place = side.empty(&claims[k].row).start.clamp(end.1, high);
        end = (full.end, place);
        let row = &mut claims[k].row;
        match side {
            Side::Source => row.source = place..place,
            Side::Target => row.target = place..place,
        }
        all.push(k);
    }
    all.extend(rest);
    all
}

/// Which kept row a row contradicts, in words.
fn contradiction(at: usize, kept: &[usize], claims: &[Claim]) -> String {
    let row = &claims[at].row;
    let against = |k: usize| {
        let other = &claims[k].row;
        let shares = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        if shares(&row.source, &other.source) || shares(&row.target, &other.target) {
            return Some("shares segments with");
        }
        let before = other.source.end <= row.source.start && other.target.end <= row.target.start;
        let after = other.source.start >= row.source.end && other.target.start >= row.target.end;
        (!before && !after).then_some("crosses")
    };
    let found = kept
        .iter()
        .find_map(|&k| Some((against(k)?, claims[k].line)));
    match found {
        Some((how, line)) => format!("{how} line {line}, and is aligned anew"),
        None => "contradicts other rows, and is aligned anew".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Aligner;

    fn claim(line: usize, source: Range<usize>, target: Range<usize>) -> Claim {
        let row = ReviewedRow {
            source,
            target,
            state: RowState::Confirmed,
            mark: false,
            comment: String::new(),
        };
        Claim { row, line }
    }

    /// How many rows stand, which `fixed` finds to agree, and the lines of those that do not.
    fn kept(claims: Vec<Claim>) -> (usize, Vec<usize>) {
        let (reviewed, contradictions) = Reviewed::settle(claims, BTreeSet::new());
        let lines = contradictions.into_iter().map(|(line, _)| line);
        (reviewed.fixed().beads().len(), lines.collect())
    }

    #[test]
    fn rows_in_any_order_settle() {
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
                "an omission of which the place is past",
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
            let claims = rows.into_iter().enumerate();
            let claims = claims.map(|(k, (source, target))| claim(k + 1, source, target));
            assert_eq!(kept(claims.collect()).1, against, "{name}");
        }
    }

    #[test]
    fn a_contradiction_names_the_other_line() {
        let claims = vec![
            claim(7, 0..2, 0..1),
            claim(9, 1..3, 1..2),
            claim(12, 5..6, 0..1),
        ];
        let (_, contradictions) = Reviewed::settle(claims, BTreeSet::new());
        assert_eq!(
            contradictions,
            [
                (
                    9,
                    "shares segments with line 7, and is aligned anew".to_owned()
                ),
                (
                    12,
                    "shares segments with line 7, and is aligned anew".to_owned()
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

    proptest! {
        #[test]
        fn whatever_is_claimed_what_is_kept_agrees(
            ranges in proptest::collection::vec((0usize..12, 0usize..4, 0usize..12, 0usize..4), 0..20),
        ) {
            let claims: Vec<Claim> = ranges
                .into_iter()
                .enumerate()
                .filter(|(_, (_, n, _, m))| n + m > 0)
                .map(|(k, (i, n, j, m))| claim(k, i..i + n, j..j + m))
                .collect();
            let n_claims = claims.len();
            let (n_kept, against) = kept(claims);
            prop_assert!(n_kept + against.len() <= n_claims);
            prop_assert!(n_claims == 0 || n_kept > 0);
        }
    }
}
