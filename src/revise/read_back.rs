//! [`ReadBack`], the result of both readers, and the collector that fills it.
//!
//! In: rows with their lines, ids to ignore, problems. Out: every valid row, and a [`Problem`] for every invalid one, in
//! the order of the file. O(n log n) in the rows.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use crate::bitext::Bitext;
use crate::error::{Error, Result};
use crate::review::FindingId;
use crate::review::RowState;
use crate::revise::agree::ReadRow;
use crate::revise::carry::{OldRow, OldRows, Sides, carry};
use crate::revise::row::{Notes, ReviewedRow};
use crate::revise::state::{Reviewed, document_hash};

/// A reviewed file: its valid rows, and its problems.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct ReadBack {
    /// The valid rows.
    pub reviewed: Reviewed,
    /// The rows, or parts of rows, that could not be read, in the order of the file.
    pub problems: Vec<Problem>,
}

/// A row, or a part of it, that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Problem {
    /// The line of the file, from 1.
    pub line: usize,
    /// What is wrong, and what happens to the row.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// Collects the rows and problems that a reader finds.
pub(super) struct RowCollector<'a> {
    pub(super) place: &'a str,
    pub(super) bitext: &'a Bitext,
    /// The hash of the bitext.
    pub(super) document: String,
    pub(super) sides: Sides,
    rows: Vec<ReadRow>,
    /// Rows of an earlier text.
    old: OldRows,
    ignored: BTreeSet<FindingId>,
    problems: Vec<Problem>,
}

impl<'a> RowCollector<'a> {
    pub(super) fn new(place: &'a str, bitext: &'a Bitext) -> Self {
        RowCollector {
            place,
            bitext,
            document: document_hash(bitext),
            sides: Sides::new(bitext),
            rows: Vec::new(),
            old: OldRows::default(),
            ignored: BTreeSet::new(),
            problems: Vec::new(),
        }
    }

    /// Adds a row. What a fixed row was before is no longer needed.
    pub(super) fn add(&mut self, line: usize, mut row: ReviewedRow) {
        if row.state.is_fixed() {
            row.changed = None;
        }
        self.rows.push(ReadRow { row, line });
    }

    /// Adds a row of another document, which may be this one before it was edited.
    pub(super) fn add_old(&mut self, document: &str, mut old: OldRow) {
        if old.row.state.is_fixed() {
            old.row.changed = None;
        }
        self.old.add(document, old);
    }

    /// Whether each segment of the target is in a row.
    pub(super) fn target_segments_in_rows(&self) -> Vec<bool> {
        let mut is_in_row = vec![false; self.bitext.target().segments().len()];
        for read in &self.rows {
            is_in_row[read.row.target.clone()].fill(true);
        }
        is_in_row
    }

    pub(super) fn report(&mut self, line: usize, message: impl Into<String>) {
        let message = message.into();
        self.problems.push(Problem { line, message });
    }

    /// Reports a row that is lost. The message includes its suggestion and its comment, so that a person can save them.
    pub(super) fn report_lost(&mut self, line: usize, message: String, notes: &Notes<'_>) {
        self.report(line, format!("{message}{notes}"));
    }

    /// Ignores a finding by its id, with or without the name of its check before it, as in `number:00abcdef01234567`.
    pub(super) fn ignore(&mut self, line: usize, name: &str) {
        let digits = name.rsplit(':').next().unwrap_or_default();
        let Ok(id) = digits.parse() else {
            let found = excerpt(name);
            let message = format!("expected the id of a finding to ignore, found `{found}`");
            return self.report(line, message);
        };
        self.ignored.insert(id);
    }

    /// The state with this name, in any of the words of the list. Open if the name is empty or unknown; an unknown name is
    /// reported.
    pub(super) fn state(&mut self, line: usize, name: &str) -> RowState {
        if name.trim().is_empty() {
            return RowState::Open;
        }
        RowState::of_word(name).unwrap_or_else(|| {
            let found = excerpt(name);
            self.report(line, format!(
                "expected the state open, confirmed or corrected, found `{found}`; the row is aligned again"
            ));
            RowState::Open
        })
    }

    /// Checks that the source has these segments.
    pub(super) fn check_source(
        &self,
        segments: Range<usize>,
    ) -> std::result::Result<Range<usize>, String> {
        check_range(segments, self.bitext.source().segments().len(), "source")
    }

    /// Checks that the target has these segments.
    pub(super) fn check_target(
        &self,
        segments: Range<usize>,
    ) -> std::result::Result<Range<usize>, String> {
        check_range(segments, self.bitext.target().segments().len(), "target")
    }

    fn wrong_document(&self, found: &str) -> Error {
        Error::format(
            self.place,
            format!(
                "expected a review of document {}, found one of {}: the file belongs to another text, almost none of its rows is in this one",
                self.document,
                excerpt(found)
            ),
        )
    }

    /// Carries over the rows of earlier texts. Those of other texts are reported, or refused if there are no rows but them.
    fn carry_old(&mut self) -> Result<()> {
        let mut foreign: Vec<(String, Vec<(usize, String)>)> = Vec::new();
        for (document, rows) in std::mem::take(&mut self.old).into_documents() {
            let lost = rows
                .iter()
                .map(|old| (old.line, old.row.notes().to_string()));
            let lost = lost.collect();
            let carried = carry(rows, &self.sides);
            if !carried.belongs() {
                foreign.push((document, lost));
                continue;
            }
            self.rows.extend(carried.rows);
            for (line, message) in carried.messages {
                self.report(line, message);
            }
        }
        if self.rows.is_empty()
            && let Some((document, _)) = foreign.first()
        {
            return Err(self.wrong_document(document));
        }
        for (document, rows) in foreign {
            let other = excerpt(&document);
            for (line, notes) in rows {
                self.report(
                    line,
                    format!("belongs to another text, document {other}; the row is skipped{notes}"),
                );
            }
        }
        Ok(())
    }

    /// The valid rows and the problems.
    pub(super) fn finish(mut self) -> Result<ReadBack> {
        self.carry_old()?;
        let (reviewed, contradictions) = Reviewed::from_read_rows(self.rows, self.ignored);
        let contradictions = contradictions.into_iter();
        self.problems
            .extend(contradictions.map(|(line, message)| Problem { line, message }));
        self.problems.sort();
        Ok(ReadBack {
            reviewed,
            problems: self.problems,
        })
    }
}

fn check_range(
    segments: Range<usize>,
    n_segments: usize,
    side: &str,
) -> std::result::Result<Range<usize>, String> {
    if segments.start <= segments.end && segments.end <= n_segments {
        return Ok(segments);
    }
    let (first, last) = (segments.start + 1, segments.end);
    Err(format!(
        "expected {side} segments up to {n_segments}, found {first} to {last}"
    ))
}

/// The beginning of a text, for a message.
pub(super) fn excerpt(text: &str) -> String {
    const MOST_CHARACTERS: usize = 40;
    let head = text.chars().take(MOST_CHARACTERS);
    let mut excerpt: String = head.flat_map(char::escape_debug).collect();
    if text.chars().nth(MOST_CHARACTERS).is_some() {
        excerpt.push('…');
    }
    excerpt
}
