//! Writes pairs as a workbook: the sheet "Pairs", and after a review "Findings" and "Names".
//!
//! In: an export. Out: the bytes of an XLSX file, and what its cells do not hold. O(bytes + findings · log findings).

use std::io::Write;

use crate::error::Result;
use crate::format::shown::{confidence_of, findings_in_lines};
use crate::format::xlsx::book::Book;
use crate::format::xlsx::report::{add_findings, add_names};
use crate::format::xlsx::sheet::Sheet;
use crate::format::xlsx::style::{Column, Style};
use crate::format::{Export, ExportRow, Losses};
use crate::review::RowState;

const PAIRS: [Column; 5] = [
    Column::new("Id", 7.0, Style::Id),
    Column::new("Kind", 7.0, Style::Technical),
    Column::of_text("Confidence", 11.0),
    Column::of_text("Source", 60.0),
    Column::of_text("Target", 60.0),
];

const FINDINGS: Column = Column::of_text("Findings", 40.0);

const NOTES: [Column; 3] = [
    Column::of_text("State", 11.0),
    Column::of_text("Mark", 7.0),
    Column::of_text("Comment", 30.0),
];

/// Writes a workbook with the sheets "Pairs", "Findings" if the text was reviewed, and "Names" if there are any. The cells are
/// text; a cell of more than 32,767 UTF-16 units is cut and counted. O(bytes + findings · log findings).
///
/// ```
/// use taiyaku::format::{Export, Format, xlsx};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("It rained. We stayed.", "雨が降った。家にいた。");
/// let alignment = Aligner::new().align(&bitext);
/// let mut file = Vec::new();
/// let losses = xlsx::write(&Export::new(&bitext, &alignment), &mut file)?;
/// assert!(losses.is_empty());
/// let back = Format::Xlsx.read_bitext(&file)?;
/// assert_eq!(back.known_beads().len(), 2);
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails, or if there are more pairs than a sheet has rows (1,048,575).
pub fn write(export: &Export<'_>, out: impl Write) -> Result<Losses> {
    let mut book = Book::new(export.title(), export.date());
    let mut columns = PAIRS.to_vec();
    if export.findings().is_some() {
        columns.push(FINDINGS);
    }
    if export.has_notes() {
        columns.extend(NOTES);
    }
    book.sheet("Pairs", &columns, export.rows().len(), |sheet| {
        for row in export.rows() {
            sheet.next_row()?;
            write_row(export, &row, sheet)?;
        }
        Ok(())
    })?;
    if let Some(findings) = export.findings() {
        add_findings(&mut book, export.bitext(), export.alignment(), findings)?;
    }
    add_names(&mut book, export.names())?;
    book.finish(out)
}

fn write_row(export: &Export<'_>, row: &ExportRow<'_, '_>, sheet: &mut Sheet<'_>) -> Result<()> {
    let confidence = confidence_of(&row.pair);
    sheet.number(row.id() as f64, Style::Id);
    sheet.text(&row.pair.bead().kind().to_string(), Style::Technical)?;
    sheet.number(confidence, Style::of_confidence(confidence));
    sheet.text(&row.source(), Style::Text)?;
    sheet.text(&row.target(), Style::Text)?;
    if export.findings().is_some() {
        let style = Style::of_worst(row.findings.iter().map(|finding| finding.severity));
        sheet.text(&findings_in_lines(row.findings), style)?;
    }
    if export.has_notes() {
        let notes = row.notes.unwrap_or_default();
        let state = match notes.state {
            RowState::Open => Style::Text,
            RowState::Confirmed | RowState::Corrected => Style::Hint,
        };
        sheet.text(notes.state.name(), state)?;
        sheet.text(if notes.mark { "x" } else { "" }, Style::Text)?;
        sheet.text(notes.comment, Style::Text)?;
    }
    Ok(())
}
