//! Check again: new beads for the gaps that corrections left, and the review of the text with its suggestions.
//!
//! In: a project's text and rows, and the corrected rows that the last check saw. Out: rows for the gaps, and findings. Confirmed and
//! corrected rows, and those with a suggestion or a note, never change; nor do rows far from a correction. O(bytes).

use std::collections::BTreeSet;
use std::ops::Range;

use taiyaku::format::Format;
use taiyaku::review::{Finding, Name, ReviewOptions, review_with_names};
use taiyaku::{Aligner, Alignment, Anchored, Bead, Bitext, FixedBeads};

use crate::desk::model::{Place, Row, State, extent};
use crate::desk::working::Working;

/// Rows on each side of a correction that are aligned again. A boundary that was wrong has moved those beside it; the aligner finds
/// its way back within a few rows.
const REACH: usize = 12;
/// The gap ends before two rows that are as sure as this, one after the other.
const SURE: f64 = 0.95;

/// What a check found.
pub(super) struct Checked {
    pub(super) working: Working,
    /// The rows, with those of the gaps.
    pub(super) rows: Vec<Row>,
    pub(super) alignment: Alignment,
    pub(super) findings: Vec<Finding>,
    pub(super) names: Vec<Name>,
    pub(super) splices: Vec<Splice>,
}

/// Rows of a gap, and what comes in their place.
pub(super) struct Splice {
    /// In the rows after the splices before it.
    pub(super) at: usize,
    pub(super) out: Vec<Row>,
    pub(super) come: Vec<Row>,
}

/// Checks a text. `seen` are the corrected rows of which the neighbours were aligned again already.
pub(super) fn check(
    given: &Bitext,
    format: Option<Format>,
    aligner: &Aligner,
    rows: &[Row],
    seen: &BTreeSet<Place>,
) -> Checked {
    let working = Working::new(given, rows, format);
    let anchored = aligner.read(&working.bitext);
    let gaps = gaps(rows, seen);
    if gaps.is_empty() {
        return reviewed(working, &anchored, rows.to_vec(), Vec::new());
    }
    let splices = realigned(&working, aligner, &anchored, rows, &gaps);
    let mut rows = rows.to_vec();
    for splice in &splices {
        let end = splice.at + splice.out.len();
        rows.splice(splice.at..end, splice.come.iter().cloned());
    }
    // The same text; suggestions have other numbers of rows.
    let working = Working::new(given, &rows, format);
    reviewed(working, &anchored, rows, splices)
}

/// The check of rows without suggestions, whose text was read already.
pub(super) fn check_given(given: &Bitext, anchored: &Anchored, rows: &[Row]) -> Checked {
    reviewed(
        Working::new(given, rows, None),
        anchored,
        rows.to_vec(),
        Vec::new(),
    )
}

fn reviewed(
    working: Working,
    anchored: &Anchored,
    rows: Vec<Row>,
    splices: Vec<Splice>,
) -> Checked {
    let beads = rows
        .iter()
        .enumerate()
        .filter_map(|(k, row)| working.bead(k, row));
    let alignment = Alignment::from_beads(beads.collect());
    let (findings, names) = review_with_names(anchored, &alignment, &ReviewOptions::default());
    Checked {
        working,
        rows,
        alignment,
        findings,
        names,
        splices,
    }
}

/// The corrected rows.
pub(super) fn corrected(rows: &[Row]) -> BTreeSet<Place> {
    let corrected = rows.iter().filter(|row| row.state == State::Corrected);
    corrected.map(Row::place).collect()
}

/// Runs of untouched rows beside corrections that are new.
fn gaps(rows: &[Row], seen: &BTreeSet<Place>) -> Vec<Range<usize>> {
    let mut gaps: Vec<Range<usize>> = Vec::new();
    let mut add = |gap: Range<usize>| {
        let before = gaps.last().map_or(0, |last| last.end);
        let gap = gap.start.max(before)..gap.end;
        // One row alone can only be what it is.
        if 1 < gap.len() {
            gaps.push(gap);
        }
    };
    for (k, row) in rows.iter().enumerate() {
        if row.state != State::Corrected || seen.contains(&row.place()) {
            continue;
        }
        let before = extent_of_gap(rows[..k].iter().rev());
        let after = extent_of_gap(rows[k + 1..].iter());
        add(k - before..k);
        add(k + 1..k + 1 + after);
    }
    gaps
}

/// How many rows from a correction on are aligned again.
fn extent_of_gap<'a>(rows: impl Iterator<Item = &'a Row>) -> usize {
    let rows: Vec<&Row> = rows
        .take(REACH + 1)
        .take_while(|row| row.is_untouched())
        .collect();
    let is_sure = |row: &&Row| SURE <= row.confidence;
    let sure = rows.windows(2).position(|pair| pair.iter().all(is_sure));
    sure.unwrap_or(rows.len()).min(REACH)
}

/// Aligns the gaps again, and says which rows change by it.
fn realigned(
    working: &Working,
    aligner: &Aligner,
    anchored: &Anchored,
    rows: &[Row],
    gaps: &[Range<usize>],
) -> Vec<Splice> {
    let is_in_gap = |k: usize| gaps.iter().any(|gap| gap.contains(&k));
    let fixed = rows.iter().enumerate().filter(|(k, _)| !is_in_gap(*k));
    let fixed = fixed.filter_map(|(k, row)| {
        let bead = working.bead(k, row)?;
        Some((bead.source, bead.target))
    });
    let Ok(fixed) = FixedBeads::new(fixed) else {
        return Vec::new();
    };
    let alignment = aligner.realign(anchored, &fixed);
    let (mut splices, mut moved) = (Vec::new(), 0_isize);
    for gap in gaps {
        let out = &rows[gap.clone()];
        let (first, last) = (&out[0], &out[out.len() - 1]);
        // No row of a gap has a suggestion: its segments are as far from those of the page as its first one's.
        let shift = working.targets[gap.start].start as isize - first.target.0 as isize;
        let source = first.source.0..last.source.1;
        let target = working.targets[gap.start].start..working.targets[gap.end - 1].end;
        let inside = |bead: &&Bead| {
            source.start <= bead.source.start
                && bead.source.end <= source.end
                && target.start <= bead.target.start
                && bead.target.end <= target.end
        };
        let as_row = |bead: &Bead| {
            let given = |k: usize| (k as isize - shift) as usize;
            let confidence = (f64::from(bead.confidence) * 10_000.0).round() / 10_000.0;
            let target = (given(bead.target.start), given(bead.target.end));
            Row::open((bead.source.start, bead.source.end), target, confidence)
        };
        let come: Vec<Row> = alignment
            .beads()
            .iter()
            .filter(inside)
            .map(as_row)
            .collect();
        let is_whole = extent(&come) == extent(out);
        let is_same = come.iter().map(Row::place).eq(out.iter().map(Row::place));
        if !is_whole || is_same {
            continue;
        }
        splices.push(Splice {
            at: (gap.start as isize + moved) as usize,
            out: out.to_vec(),
            come: come.clone(),
        });
        moved += come.len() as isize - out.len() as isize;
    }
    splices
}

#[cfg(test)]
mod tests;
