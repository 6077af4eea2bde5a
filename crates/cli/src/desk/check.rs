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
mod tests {
    use super::*;

    /// Texts of their own; every sentence has a number, so that a wrong pair is seen.
    fn texts(n: usize) -> Bitext {
        let (mut source, mut target) = (String::new(), String::new());
        for k in 0..n {
            source.push_str(&format!(
                "The harbour master wrote {} lines on page {k}. ",
                k * 7 + 3
            ));
            target.push_str(&format!("港長は{k}ページに{}行を書いた。", k * 7 + 3));
        }
        Bitext::new(source, target)
    }

    fn rows(bitext: &Bitext) -> Vec<Row> {
        let alignment = Aligner::new().align(bitext);
        let beads = alignment.beads().iter();
        beads
            .map(|bead| {
                let (source, target) = (&bead.source, &bead.target);
                let source = (source.start, source.end);
                Row::open(
                    source,
                    (target.start, target.end),
                    f64::from(bead.confidence),
                )
            })
            .collect()
    }

    #[test]
    fn a_suggestion_is_checked_and_settles_its_finding() {
        let bitext = Bitext::new(
            "It has 24 rooms. Nobody lives there.",
            "部屋が42ある。誰も住んでいない。",
        );
        let (aligner, mut rows) = (Aligner::new(), rows(&bitext));
        let check = |rows: &[Row]| check(&bitext, None, &aligner, rows, &BTreeSet::new());
        assert_eq!(check(&rows).findings.len(), 1);
        rows[0].suggestion = Some("部屋が24ある。".to_owned());
        assert!(check(&rows).findings.is_empty());
        rows[1].suggestion = Some("7人が住んでいる。".to_owned());
        let checked = check(&rows);
        assert!(!checked.findings.is_empty());
        let json = serde_json::to_string(&crate::desk::findings::found(
            &checked.working,
            &checked.rows,
            &checked.alignment,
            (&checked.findings, &checked.names),
        ))
        .expect("JSON");
        assert!(json.contains(r#""suggested":[[1,1,0,"#), "{json}");
    }

    #[test]
    fn only_rows_beside_a_correction_are_aligned_again() {
        let bitext = texts(40);
        let (aligner, right) = (Aligner::new(), rows(&bitext));
        let mut wrong = right.clone();
        // Rows 10 to 14 lost their way by one sentence.
        for row in &mut wrong[10..14] {
            row.target = (row.target.0 + 1, row.target.1 + 1);
            row.confidence = 0.3;
        }
        wrong[9].target.1 += 1;
        wrong[14].target.0 += 1;
        (wrong[9].confidence, wrong[14].confidence) = (0.3, 0.3);
        let seen = BTreeSet::new();
        let unchanged = check(&bitext, None, &aligner, &wrong, &seen);
        assert!(unchanged.splices.is_empty(), "nobody corrected anything");
        // A person puts the first boundary right.
        wrong[9].target.1 -= 1;
        wrong[10].target.0 -= 1;
        (wrong[9].state, wrong[9].confidence) = (State::Corrected, 1.0);
        let checked = check(&bitext, None, &aligner, &wrong, &seen);
        let places = |rows: &[Row]| rows.iter().map(Row::place).collect::<Vec<_>>();
        assert_eq!(places(&checked.rows), places(&right));
        assert_eq!(checked.rows[9].state, State::Corrected);
        // It is not done twice.
        let again = check(&bitext, None, &aligner, &wrong, &corrected(&wrong));
        assert!(again.splices.is_empty());
        // A confirmed row stops it.
        wrong[11].state = State::Confirmed;
        let checked = check(&bitext, None, &aligner, &wrong, &seen);
        assert_eq!(checked.rows[11], wrong[11]);
    }
}
