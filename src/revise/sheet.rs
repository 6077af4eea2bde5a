//! A review → what a person works with: the review page, a table, JSON.
//!
//! In: a [`ReviewSheet`]. Out: one HTML file, or a table or JSON that [`read::reviewed`](crate::revise) takes
//! back. The page itself writes the same table and JSON, byte for byte. O(bytes).

use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;

use crate::align::Alignment;
use crate::bitext::Bitext;
use crate::format::tsv::escape;
use crate::pair::Pair;
use crate::review::{Finding, Name};
use crate::revise::page::data;
use crate::revise::state::{Reviewed, ReviewedRow, document_hash};

/// A bitext with its alignment, its findings, and what a person said of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReviewSheet<'a> {
    pub(super) bitext: &'a Bitext,
    pub(super) alignment: &'a Alignment,
    pub(super) findings: &'a [Finding],
    pub(super) reviewed: &'a Reviewed,
    pub(super) names: &'a [Name],
}

/// The columns of [`table`]: those of [`tsv`](crate::format::tsv::COLUMNS), the document and segments by which the row is known
/// again, what was said of it, the findings in it as `check:id`, and those of them that are ignored.
pub const COLUMNS: [&str; 13] = [
    "id",
    "kind",
    "confidence",
    "source",
    "target",
    "document",
    "source_segments",
    "target_segments",
    "state",
    "mark",
    "comment",
    "findings",
    "ignored",
];

impl<'a> ReviewSheet<'a> {
    /// A sheet of an alignment. `findings` are those of [`review`](crate::review::review) without any ignored before;
    /// `reviewed` tells which of them are.
    ///
    /// # Panics
    ///
    /// If `reviewed` has other rows than the alignment has beads: see [`Reviewed::onto`].
    pub fn new(
        bitext: &'a Bitext,
        alignment: &'a Alignment,
        findings: &'a [Finding],
        reviewed: &'a Reviewed,
    ) -> Self {
        let beads = alignment.beads().iter().map(|b| (&b.source, &b.target));
        let rows = reviewed.rows().iter().map(|r| (&r.source, &r.target));
        assert!(
            beads.eq(rows),
            "{} reviewed rows are not those of {} beads",
            reviewed.rows().len(),
            alignment.beads().len()
        );
        ReviewSheet {
            bitext,
            alignment,
            findings,
            reviewed,
            names: &[],
        }
    }

    /// The sheet with the names of the document, as [`names`](crate::review::names()) finds them, which the page shows as a
    /// table. Default: none.
    pub fn with_names(mut self, names: &'a [Name]) -> Self {
        self.names = names;
        self
    }

    pub(super) fn pairs(&self) -> impl Iterator<Item = (Pair<'a>, &'a ReviewedRow)> + 'a {
        self.bitext.pairs(self.alignment).zip(self.reviewed.rows())
    }
}

/// Writes a sheet as a tab-separated table with the columns of [`COLUMNS`], to be sorted, filtered and corrected in a
/// spreadsheet. Quoting and escapes are those of [`tsv`](crate::format::tsv). O(bytes).
///
/// # Errors
///
/// If `out` fails.
pub fn table(sheet: &ReviewSheet<'_>, out: impl Write) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new().delimiter(b'\t').from_writer(out);
    table.write_record(COLUMNS)?;
    let document = document_hash(sheet.bitext);
    let findings = data::findings_by_row(sheet);
    let ignored = sheet.reviewed.ignored();
    let names = |list: &[&Finding]| -> Vec<String> {
        list.iter()
            .map(|f| format!("{}:{}", f.check, f.id))
            .collect()
    };
    for (k, (pair, row)) in sheet.pairs().enumerate() {
        let found = &findings[k];
        let of_row: Vec<&Finding> = found
            .iter()
            .copied()
            .filter(|f| ignored.contains(&f.id))
            .collect();
        let mut ignored_names = names(&of_row);
        if k == 0 {
            let told = findings.iter().flatten().map(|f| f.id).collect();
            let others = ignored.difference(&told);
            // A spreadsheet takes digits alone for a number.
            ignored_names.extend(others.map(|id| format!("other:{id}")));
        }
        table.write_record([
            (k + 1).to_string(),
            pair.bead().kind().to_string(),
            format!("{:.4}", rounded(pair.confidence())),
            escape(&pair.source_text()).into_owned(),
            escape(&pair.target_text()).into_owned(),
            document.clone(),
            segment_names('s', &row.source),
            segment_names('t', &row.target),
            row.state.name().to_owned(),
            if row.mark { "x" } else { "" }.to_owned(),
            escape(&row.comment).into_owned(),
            names(found).join(" "),
            ignored_names.join(" "),
        ])?;
    }
    table.flush()
}

/// Writes a sheet as JSON, one row a line. `source` and `target` of a row are half-open ranges of segment numbers
/// from 0. O(bytes).
///
/// # Errors
///
/// If `out` fails.
pub fn json(sheet: &ReviewSheet<'_>, mut out: impl Write) -> io::Result<()> {
    let head = Head {
        format: "taiyaku-review",
        version: 1,
        document: document_hash(sheet.bitext),
        ignored: sheet
            .reviewed
            .ignored()
            .iter()
            .map(ToString::to_string)
            .collect(),
    };
    let head = serde_json::to_string(&head)?;
    write!(out, "{},\"rows\":[", head.trim_end_matches('}'))?;
    for (k, (pair, row)) in sheet.pairs().enumerate() {
        out.write_all(if k == 0 { b"\n" } else { b",\n" })?;
        let row = Row {
            source: [row.source.start, row.source.end],
            target: [row.target.start, row.target.end],
            confidence: data::Confidence(pair.confidence()),
            state: row.state.name(),
            mark: row.mark,
            comment: &row.comment,
            source_text: &pair.source_text(),
            target_text: &pair.target_text(),
        };
        serde_json::to_writer(&mut out, &row)?;
    }
    out.write_all(b"\n]}\n")
}

#[derive(Serialize)]
struct Head {
    format: &'static str,
    version: u32,
    document: String,
    ignored: Vec<String>,
}

#[derive(Serialize)]
struct Row<'a> {
    source: [usize; 2],
    target: [usize; 2],
    confidence: data::Confidence,
    state: &'static str,
    mark: bool,
    comment: &'a str,
    source_text: &'a str,
    target_text: &'a str,
}

/// A confidence with four decimals, as the table has it, so that the page writes the same.
pub(super) fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 10_000.0).round() / 10_000.0
}

fn segment_names(letter: char, segments: &Range<usize>) -> String {
    match segments.len() {
        0 => format!("<{letter}{}", segments.start + 1),
        1 => format!("{letter}{}", segments.end),
        _ => format!("{letter}{}..{letter}{}", segments.start + 1, segments.end),
    }
}
