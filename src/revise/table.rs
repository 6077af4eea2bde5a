//! The table of a review, for a spreadsheet.
//!
//! In: a sheet. Out: a text with a byte order mark, by which Excel knows UTF-8, a header row, and a row with tabs for each bead.
//! No cell is run or changed by a spreadsheet; those that are too long for Excel are listed. O(bytes).

use std::collections::BTreeSet;
use std::io::Write;
use std::ops::Range;
use std::rc::Rc;

use crate::error::Result;
use crate::format::guard::{LONGEST_CELL, cell_length, guarded};
use crate::format::tsv::{escape, written};
use crate::pair::Pair;
use crate::review::{Finding, FindingId};
use crate::revise::row::{Changed, ReviewedRow};
use crate::revise::sheet::{Confidence, ReviewSheet};
use crate::revise::state::document_hash;

/// Defines the columns in their order, each with its name in the header.
macro_rules! columns {
    ($($column:ident $name:literal)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Column { $($column),* }

        impl Column {
            pub(super) const ALL: [Column; N_COLUMNS] = [$(Column::$column),*];
        }

        pub(super) const N_COLUMNS: usize = [$($name),*].len();

        /// The columns of [`write_table`](crate::revise::write_table): those of [`tsv`](crate::format::tsv::COLUMNS), then the
        /// document, the segments of the row, its state, mark and comment, its findings as `check:id`, and the ignored ones. `target`
        /// shows the suggestion of a row that has one; `target_before` always has the text. The last three have the state and
        /// the texts of a row before they changed.
        pub const COLUMNS: [&str; N_COLUMNS] = [$($name),*];
    };
}

columns! {
    Id "id"
    Kind "kind"
    Confidence "confidence"
    Source "source"
    Target "target"
    Document "document"
    SourceSegments "source_segments"
    TargetSegments "target_segments"
    State "state"
    Mark "mark"
    Comment "comment"
    Findings "findings"
    Ignored "ignored"
    TargetBefore "target_before"
    ChangedState "changed_state"
    ChangedSource "changed_source"
    ChangedTarget "changed_target"
}

impl Column {
    /// The required columns.
    pub(super) const NEEDED: [Column; 4] = [
        Column::Document,
        Column::SourceSegments,
        Column::TargetSegments,
        Column::State,
    ];

    pub(super) fn name(self) -> &'static str {
        COLUMNS[self as usize]
    }
}

/// Writes a sheet as a tab-separated table with the columns of [`COLUMNS`], for a person to sort, filter and correct in a
/// spreadsheet. Quoting and escapes are those of [`tsv`](crate::format::tsv).
///
/// A byte order mark begins the table, so that Excel reads UTF-8. Before a text that a spreadsheet would run (`=1+1`) or change
/// into a date or a number (`1-1`) stands an apostrophe, which [`read`](crate::revise::read()) removes. O(bytes).
///
/// ```
/// use taiyaku::review::{ReviewOptions, review};
/// use taiyaku::revise::{ReviewSheet, Reviewed, write_table};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("It has 24 rooms.", "部屋が42ある。");
/// let aligner = Aligner::new();
/// let anchored = aligner.read(&bitext);
/// let alignment = aligner.align(&anchored);
/// let findings = review(&anchored, &alignment, &ReviewOptions::default());
/// let reviewed = Reviewed::new(&alignment);
/// let sheet = ReviewSheet::new(&bitext, &alignment, &findings, &reviewed);
/// let mut out = Vec::new();
/// write_table(&sheet, &mut out)?;
/// assert!(String::from_utf8_lossy(&out).contains("number:"));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write_table(sheet: &ReviewSheet<'_>, mut out: impl Write) -> Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut table = csv::WriterBuilder::new().delimiter(b'\t').from_writer(out);
    written(table.write_record(COLUMNS))?;
    for row in TableRow::all(sheet) {
        written(table.write_record(Column::ALL.map(|column| row.guarded_cell(column))))?;
    }
    Ok(table.flush()?)
}

/// A row of the table.
pub(super) struct TableRow<'a> {
    pub(super) pair: Pair<'a>,
    pub(super) findings: Vec<&'a Finding>,
    row: &'a ReviewedRow,
    document: Rc<str>,
    /// The names of the ignored findings that it lists.
    ignored: Vec<String>,
}

impl<'a> TableRow<'a> {
    /// The rows of a sheet. The first also lists the ignored findings that are in no row.
    pub(super) fn all(sheet: &ReviewSheet<'a>) -> impl Iterator<Item = TableRow<'a>> {
        let document: Rc<str> = document_hash(sheet.bitext).into();
        let findings = sheet.findings_by_row();
        let all_ignored = sheet.reviewed.ignored();
        let shown: BTreeSet<FindingId> = findings.iter().flatten().map(|f| f.id).collect();
        let others = all_ignored.difference(&shown).map(other_name);
        let mut others: Vec<String> = others.collect();
        sheet
            .pairs()
            .zip(findings)
            .map(move |((pair, row), findings)| {
                let is_ignored = |f: &&Finding| all_ignored.contains(&f.id);
                let mut ignored = names(findings.iter().copied().filter(is_ignored));
                ignored.append(&mut others);
                TableRow {
                    pair,
                    findings,
                    row,
                    document: Rc::clone(&document),
                    ignored,
                }
            })
    }

    /// The text of a cell.
    pub(super) fn cell(&self, column: Column) -> String {
        match column {
            Column::Document => self.document.to_string(),
            Column::Findings => names(self.findings.iter().copied()).join(" "),
            Column::Ignored => self.ignored.join(" "),
            _ => cell(column, &self.pair, self.row),
        }
    }

    /// The text of a cell as a spreadsheet neither runs nor changes it.
    fn guarded_cell(&self, column: Column) -> String {
        guarded_if_text(column, self.cell(column))
    }
}

/// A cell that depends only on its pair and its row.
fn cell(column: Column, pair: &Pair<'_>, row: &ReviewedRow) -> String {
    let was = |of: fn(&Changed) -> &str| row.changed.as_ref().map_or("", of).to_owned();
    match column {
        Column::Id => pair
            .number()
            .map_or(String::new(), |number| (number + 1).to_string()),
        Column::Kind => pair.bead().kind().to_string(),
        Column::Confidence => Confidence::of(pair).to_string(),
        Column::Source => pair.source_text().into_owned(),
        Column::Target => match &row.suggestion {
            Some(suggestion) => suggestion.clone(),
            None => pair.target_text().into_owned(),
        },
        Column::SourceSegments => segment_names('s', &row.source),
        Column::TargetSegments => segment_names('t', &row.target),
        Column::State => row.state.name().to_owned(),
        Column::Mark => if row.mark { "x" } else { "" }.to_owned(),
        Column::Comment => row.comment.clone(),
        Column::TargetBefore => pair.target_text().into_owned(),
        Column::ChangedState => was(|was| was.state.name()),
        Column::ChangedSource => was(|was| &was.source_text),
        Column::ChangedTarget => was(|was| &was.target_text),
        Column::Document | Column::Findings | Column::Ignored => String::new(),
    }
}

/// The text of a cell with escapes and an apostrophe, if a person wrote it or it is of the texts.
fn guarded_if_text(column: Column, text: String) -> String {
    match column {
        Column::Kind
        | Column::Source
        | Column::Target
        | Column::Comment
        | Column::TargetBefore
        | Column::ChangedSource
        | Column::ChangedTarget => guarded(escape(&text)).into_owned(),
        _ => text,
    }
}

/// A cell that is longer than Excel shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct LongCell {
    /// The row, counted from 1.
    pub row: usize,
    /// The name of the column.
    pub column: &'static str,
    /// The length, as Excel counts it: in units of UTF-16.
    pub length: usize,
}

/// The cells of the table of a sheet that are longer than the 32,767 characters which Excel shows. It drops the rest, also when
/// it saves the table. A cell that comes back cut there counts as not edited. O(bytes).
#[must_use]
pub fn long_cells(sheet: &ReviewSheet<'_>) -> Vec<LongCell> {
    let cells = sheet.pairs().enumerate().flat_map(|(k, (pair, row))| {
        let columns = Column::ALL.into_iter();
        columns.map(move |column| LongCell {
            row: k + 1,
            column: column.name(),
            length: cell_length(&guarded_if_text(column, cell(column, &pair, row))),
        })
    });
    cells.filter(|cell| LONGEST_CELL < cell.length).collect()
}

fn names<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<String> {
    findings.map(|f| format!("{}:{}", f.check, f.id)).collect()
}

/// The name of an ignored finding that is in no row. The word before the id keeps a spreadsheet from reading a number.
fn other_name(id: &FindingId) -> String {
    format!("other:{id}")
}

/// `s5`, `s5..s7`, or `<s8` for no segment before the eighth.
pub(super) fn segment_names(letter: char, segments: &Range<usize>) -> String {
    match segments.len() {
        0 => format!("<{letter}{}", segments.start + 1),
        1 => format!("{letter}{}", segments.end),
        _ => format!("{letter}{}..{letter}{}", segments.start + 1, segments.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::tsv;

    #[test]
    fn the_columns_begin_with_those_of_pairs() {
        assert_eq!(COLUMNS[..tsv::COLUMNS.len()], tsv::COLUMNS);
    }
}
