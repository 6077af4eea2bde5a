//! Comma-separated values as Excel wants them: a byte order mark, CRLF, a header row, one pair a record.
//!
//! In: an [`Export`]. Out: UTF-8 with the columns of [`tsv`](crate::format::tsv::COLUMNS), then `findings` if the text was reviewed, and `state`,
//! `mark` and `comment` if a person reviewed it. O(bytes).
//!
//! The format keeps both texts, the ids, kinds and confidences to four decimals, the findings of each pair, and the notes of a
//! person. It loses the places of findings, and the findings about code. Line breaks in a cell are written as they are, in
//! quotes. A cell that a spreadsheet would run (`=1+1`) or make a date or a number of (`1-1`) has an apostrophe before it, which
//! [`Format::Table`](crate::format::Format::Table) removes when it reads the table back.
//!
//! Excel opens the file by a double click where the list separator of the system is a comma, as in Japan, the United Kingdom and
//! the United States; elsewhere it is imported.

use std::borrow::Cow;
use std::io::Write;

use crate::error::Result;
use crate::format::guard::guarded;
use crate::format::shown::findings_in_lines;
use crate::format::tsv::{COLUMNS, written};
use crate::format::{Export, ExportRow, Losses};

/// The columns of a person's notes.
const NOTES: [&str; 3] = ["state", "mark", "comment"];

/// Writes the pairs as comma-separated values for Excel. O(bytes).
///
/// ```
/// use taiyaku::format::{Export, csv_table};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("=1+1 is two, she said.", "=1+1は二だと彼女は言った。");
/// let alignment = Aligner::new().align(&bitext);
/// let mut file = Vec::new();
/// csv_table::write(&Export::new(&bitext, &alignment), &mut file)?;
/// let file = String::from_utf8(file).unwrap();
/// assert!(file.starts_with("\u{feff}id,kind,confidence,source,target\r\n1,'1-1,"));
/// assert!(file.ends_with(",\"'=1+1 is two, she said.\",'=1+1は二だと彼女は言った。\r\n"));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write(export: &Export<'_>, mut out: impl Write) -> Result<Losses> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    let findings = export.findings().map(<[_]>::len);
    let notes: &[&str] = if export.has_notes() { &NOTES } else { &[] };
    let names = COLUMNS.iter().chain(findings.map(|_| &"findings"));
    written(table.write_record(names.chain(notes)))?;
    let (mut n_findings, mut n_removed) = (0, 0);
    for row in export.rows() {
        written(write_row(export, &row, &mut table, &mut n_removed))?;
        n_findings += row.findings.len();
    }
    table.flush()?;
    Ok(Losses {
        characters: n_removed,
        findings: export.findings_left_out(n_findings),
        ..Losses::default()
    })
}

/// The text without NUL: a spreadsheet drops it, and runs a formula behind it.
fn without_nul<'t>(text: Cow<'t, str>, n_removed: &mut usize) -> Cow<'t, str> {
    let n_here = memchr::memchr_iter(0, text.as_bytes()).count();
    *n_removed += n_here;
    match n_here {
        0 => text,
        _ => Cow::Owned(text.replace('\0', "")),
    }
}

fn write_row(
    export: &Export<'_>,
    row: &ExportRow<'_, '_>,
    table: &mut csv::Writer<impl Write>,
    n_removed: &mut usize,
) -> csv::Result<()> {
    let pair = &row.pair;
    let mut guarded = |text| guarded(without_nul(text, n_removed)).into_owned();
    table.write_field(row.id().to_string())?;
    table.write_field(guarded(pair.bead().kind().to_string().into()))?;
    table.write_field(format!("{:.4}", pair.confidence()))?;
    table.write_field(guarded(row.source()))?;
    table.write_field(guarded(row.target()))?;
    if export.findings().is_some() {
        table.write_field(guarded(findings_in_lines(row.findings).into()))?;
    }
    if export.has_notes() {
        let notes = row.notes.unwrap_or_default();
        table.write_field(notes.state.name())?;
        table.write_field(if notes.mark { "x" } else { "" })?;
        table.write_field(guarded(notes.comment.into()))?;
    }
    table.write_record(None::<&[u8]>)
}
