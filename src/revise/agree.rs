//! Rows of a file that agree with each other.
//!
//! In: rows in any order, which may be doubled, overlap or cross. Out: rows in the order of the document, of which those that
//! are kept agree, and a message for each row that is not kept. O(n log n) in the rows.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::chain::{PrefixMaxima, chain_to};
use crate::review::RowState;
use crate::revise::row::ReviewedRow;

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

/// The rows in order, and the kept rows that contradict others, as (line, message).
///
/// If kept rows contradict each other, the largest consistent set stays; among equally large sets, the first in the document.
/// The other rows become open, and their suggestion becomes a line of the comment. The place of a null on its empty side is moved between
/// its neighbours.
pub(super) fn agreeing(rows: Vec<ReadRow>) -> (Vec<ReviewedRow>, Vec<(usize, String)>) {
    let mut messages = Vec::new();
    let mut rows = merge_duplicates(rows, &mut messages);
    let kept: Vec<usize> = (0..rows.len())
        .filter(|&k| rows[k].row.is_kept() && !rows[k].row.is_null())
        .collect();
    let mut kept = longest_chain(&kept, &rows);
    for kind in [NullKind::Omission, NullKind::Addition] {
        kept = with_nulls(kept, &mut rows, kind);
    }
    let mut stays = vec![false; rows.len()];
    kept.iter().for_each(|&k| stays[k] = true);
    for k in 0..rows.len() {
        if !rows[k].row.is_kept() || stays[k] {
            continue;
        }
        let message = contradiction(k, &kept, &rows);
        let row = &mut rows[k].row;
        row.state = RowState::Open;
        if let Some(suggestion) = row.suggestion.take() {
            row.add_suggestion_as_comment(&suggestion);
        }
        messages.push((rows[k].line, message));
    }
    rows.sort_by_key(ReadRow::order);
    (rows.into_iter().map(|read| read.row).collect(), messages)
}

/// The rows in order, one for each set of segments, with the notes of all rows that have these segments.
fn merge_duplicates(rows: Vec<ReadRow>, messages: &mut Vec<(usize, String)>) -> Vec<ReadRow> {
    let mut first_with: BTreeMap<[usize; 4], usize> = BTreeMap::new();
    let mut merged: Vec<ReadRow> = Vec::with_capacity(rows.len());
    for read in rows {
        let Some(&first) = first_with.get(&read.order()) else {
            first_with.insert(read.order(), merged.len());
            merged.push(read);
            continue;
        };
        let ReadRow { row: first, line } = &mut merged[first];
        first.add_notes_of(&read.row);
        if !first.state.is_fixed() {
            first.state = read.row.state;
        }
        match read.row.suggestion {
            Some(other) if first.suggestion.as_ref().is_some_and(|one| *one != other) => {
                messages.push((
                    read.line,
                    format!(
                        "has another suggestion than line {line}, which stays; this one is in the comment: `{}`",
                        other.escape_debug()
                    ),
                ));
                first.add_suggestion_as_comment(&other);
            }
            Some(other) => first.suggestion = Some(other),
            None => {}
        }
    }
    merged.sort_by_key(ReadRow::order);
    merged
}

/// The longest chain of kept rows that follow each other on both sides. A row can be followed as soon as the next row
/// begins after its source.
fn longest_chain(kept: &[usize], rows: &[ReadRow]) -> Vec<usize> {
    let row = |k: usize| &rows[kept[k]].row;
    let ends = (0..kept.len()).map(|k| row(k).target.end);
    let mut maxima: PrefixMaxima<usize> = PrefixMaxima::new(ends.max().unwrap_or(0));
    let mut by_end: Vec<usize> = (0..kept.len()).collect();
    by_end.sort_by_key(|&k| (row(k).source.end, k));
    let mut by_end = by_end.into_iter().peekable();
    let (mut lengths, mut before) = (vec![0; kept.len()], vec![None; kept.len()]);
    for k in 0..kept.len() {
        while let Some(past) =
            by_end.next_if(|&k_past| row(k_past).source.end <= row(k).source.start)
        {
            maxima.enter(row(past).target.end - 1, lengths[past], past);
        }
        let (length_before, last) = maxima.heaviest_before(row(k).target.start);
        (lengths[k], before[k]) = (length_before + 1, last);
    }
    let last = (0..kept.len()).rev().max_by_key(|&k| lengths[k]);
    let chain = chain_to(last, &before);
    chain.into_iter().map(|k| kept[k]).collect()
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

/// Adds the kept nulls whose segments are in no kept row. Each gets a place on its empty side between its neighbours.
fn with_nulls(kept: Vec<usize>, rows: &mut [ReadRow], kind: NullKind) -> Vec<usize> {
    let mut nulls: Vec<usize> = (0..rows.len())
        .filter(|&k| {
            let row = &rows[k].row;
            row.is_kept() && kind.empty_side(row).is_empty() && !kind.full_side(row).is_empty()
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
    use crate::align::FixedBeads;

    fn read_row(line: usize, source: Range<usize>, target: Range<usize>) -> ReadRow {
        let mut row = ReviewedRow::new(source, target);
        row.state = RowState::Confirmed;
        ReadRow { row, line }
    }

    /// How many rows stay fixed, which `fixed` finds to agree, and the lines of those that do not.
    fn n_fixed_and_reported(rows: Vec<ReadRow>) -> (usize, Vec<usize>) {
        let (rows, contradictions) = agreeing(rows);
        let kept = rows.iter().filter(|row| row.is_kept());
        let kept = kept.map(|row| (row.source.clone(), row.target.clone()));
        let beads = FixedBeads::new(kept).unwrap();
        let lines = contradictions.into_iter().map(|(line, _)| line);
        (beads.beads().len(), lines.collect())
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
        let (_, contradictions) = agreeing(rows);
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
            let rows = merge_duplicates(read_rows(ranges), &mut Vec::new());
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
