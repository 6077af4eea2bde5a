//! The writer of XLIFF 1.2, for tools that do not read 2.x.
//!
//! In: an export. Out: a file with a `trans-unit` a pair. Confidence and kind are a `context-group`, which every validator
//! knows. O(bytes).
//!
//! States follow the words of the specification. An omission has no target. `translated` is a pair that nobody reviewed,
//! `needs-review-translation` one that is doubtful or has an error. `signed-off`, with `approved="yes"`, is a pair that a
//! person confirmed or corrected. `final` is not written: tools lock it.

use std::io::{BufWriter, Write};

use crate::error::Result;
use crate::format::exchange;
use crate::format::export::{Export, ExportRow, Losses};
use crate::format::shown::finding_in_line;
use crate::format::xliff::priority;
use crate::format::xml_writer::XmlWriter;
use crate::review::RowState;

/// Writes the pairs as XLIFF 1.2. O(bytes).
///
/// ```
/// use taiyaku::format::{Export, xliff};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("It rained. We stayed.", "雨が降った。家にいた。");
/// let alignment = Aligner::new().align(&bitext);
/// let mut file = Vec::new();
/// let losses = xliff::write_1_2(&Export::new(&bitext, &alignment), &mut file)?;
/// assert!(losses.is_empty());
/// assert!(String::from_utf8_lossy(&file).contains("<source>It rained.</source>"));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If a language tag is not of BCP 47, if both sides have the same, or if `out` fails.
pub fn write_1_2(export: &Export<'_>, out: impl Write) -> Result<Losses> {
    let [source, target] = exchange::language_tags(export)?;
    let mut xml = XmlWriter::new(BufWriter::new(out))?;
    let root = [
        ("xmlns", "urn:oasis:names:tc:xliff:document:1.2"),
        ("version", "1.2"),
    ];
    xml.open("xliff", &root)?;
    xml.line()?;
    let date = export.date().map(|date| date.to_string());
    let mut file = vec![
        ("original", original(export)),
        ("datatype", "plaintext"),
        ("source-language", source),
        ("target-language", target),
        ("tool-id", exchange::TOOL),
    ];
    if let Some(date) = &date {
        file.push(("date", date));
    }
    xml.open("file", &file)?;
    write_head(&mut xml, export)?;
    xml.line()?;
    xml.open("body", &[])?;
    let (mut n_half_empty, mut n_findings) = (0, 0);
    for row in export.rows() {
        if exchange::is_blank(&row.source()) {
            n_half_empty += 1;
            continue;
        }
        n_findings += row.findings.len();
        write_unit(&mut xml, &row)?;
    }
    xml.close_line()?;
    xml.close_line()?;
    xml.close_line()?;
    Ok(Losses {
        half_empty: n_half_empty,
        characters: xml.finish()?,
        findings: export.findings_left_out(n_findings),
        ..Losses::default()
    })
}

/// The type of the context that is the confidence.
pub(super) const CONFIDENCE: &str = "x-confidence";

/// The type of the context that is the state.
pub(super) const STATE: &str = "x-state";

/// The name of the original file, which the format requires.
fn original<'e>(export: &'e Export<'_>) -> &'e str {
    let names = [export.files()[0], export.title(), "text"];
    let found = names.into_iter().find(|name| !name.is_empty());
    found.unwrap_or_default()
}

fn write_head<W: Write>(xml: &mut XmlWriter<W>, export: &Export<'_>) -> Result<()> {
    let tool = [
        ("tool-id", exchange::TOOL),
        ("tool-name", exchange::TOOL),
        ("tool-version", exchange::VERSION),
    ];
    xml.line()?;
    xml.open("header", &[])?;
    xml.empty("tool", &tool)?;
    if !export.title().is_empty() {
        xml.leaf("note", &[], export.title())?;
    }
    Ok(xml.close()?)
}

fn write_unit<W: Write>(xml: &mut XmlWriter<W>, row: &ExportRow<'_, '_>) -> Result<()> {
    let approved = match exchange::state(row) {
        RowState::Open => "no",
        RowState::Confirmed | RowState::Corrected => "yes",
    };
    let unit = [
        ("id", &*row.id().to_string()),
        ("approved", approved),
        ("xml:space", "preserve"),
    ];
    let target = row.target();
    xml.line()?;
    xml.open("trans-unit", &unit)?;
    xml.line()?;
    xml.leaf("source", &[], &row.source())?;
    if !target.is_empty() {
        xml.line()?;
        xml.leaf("target", &[("state", state_of(row))], &target)?;
    }
    write_facts(xml, row)?;
    Ok(xml.close_line()?)
}

/// The `state` of a target.
fn state_of(row: &ExportRow<'_, '_>) -> &'static str {
    match exchange::state(row) {
        RowState::Confirmed | RowState::Corrected => "signed-off",
        RowState::Open if exchange::needs_review(row) => "needs-review-translation",
        RowState::Open => "translated",
    }
}

fn write_facts<W: Write>(xml: &mut XmlWriter<W>, row: &ExportRow<'_, '_>) -> Result<()> {
    xml.line()?;
    // The schema wants a name, if there is one, only once a file.
    xml.open("context-group", &[("purpose", "information")])?;
    let mut fact = |name: &str, value: &str| xml.leaf("context", &[("context-type", name)], value);
    fact(CONFIDENCE, &exchange::confidence(row))?;
    fact("x-kind", &row.pair.kind().to_string())?;
    match exchange::state(row) {
        RowState::Open => {}
        state => fact(STATE, state.name())?,
    }
    xml.close()?;
    for finding in row.findings {
        let note = [
            ("from", exchange::TOOL),
            ("annotates", "target"),
            ("priority", priority(finding.severity)),
        ];
        xml.line()?;
        xml.leaf("note", &note, &finding_in_line(finding))?;
    }
    let comment = exchange::comment(row);
    if !comment.is_empty() {
        xml.line()?;
        let note = [("from", "reviewer"), ("annotates", "target")];
        xml.leaf("note", &note, &exchange::note_of(comment))?;
    }
    Ok(())
}
