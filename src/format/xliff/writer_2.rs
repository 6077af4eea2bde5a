//! The writer of XLIFF 2.1: core, metadata module and ITS module.
//!
//! In: an export. Out: a file with a unit a pair, each of one segment. O(bytes).
//!
//! States follow the words of the specification. `initial` is an omission, which has no target. `translated` is a pair that
//! nobody reviewed, with `taiyaku:doubtful` if its confidence is low. `reviewed` is a pair that a person confirmed, or
//! corrected, which `taiyaku:corrected` says. `final` is not written: tools lock such a segment, and when a text is final is
//! for its translator to say.

use std::io::{BufWriter, Write};

use crate::error::{Error, Result};
use crate::format::exchange;
use crate::format::export::{Export, ExportRow, Losses};
use crate::format::shown::finding_in_line;
use crate::format::xliff::priority;
use crate::format::xml_writer::XmlWriter;
use crate::review::{RowState, Severity};

/// Writes the pairs as XLIFF 2.1. O(bytes).
///
/// ```
/// use taiyaku::format::{Export, xliff};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("It rained. We stayed.", "雨が降った。家にいた。");
/// let alignment = Aligner::new().align(&bitext);
/// let mut file = Vec::new();
/// let losses = xliff::write(&Export::new(&bitext, &alignment), &mut file)?;
/// assert!(losses.is_empty());
/// assert!(String::from_utf8_lossy(&file).contains("<source>It rained.</source>"));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If a language tag is not of BCP 47, if both sides have the same, if no pair has an original, which a unit needs, or if `out`
/// fails.
pub fn write(export: &Export<'_>, out: impl Write) -> Result<Losses> {
    let [source, target] = exchange::language_tags(export)?;
    if export.rows().all(|row| exchange::is_blank(&row.source())) {
        return Err(Error::format(
            "",
            "expected a pair with an original, which a unit of XLIFF 2 needs, found none",
        ));
    }
    let mut xml = XmlWriter::new(BufWriter::new(out))?;
    let root = [
        ("xmlns", "urn:oasis:names:tc:xliff:document:2.0"),
        ("xmlns:mda", "urn:oasis:names:tc:xliff:metadata:2.0"),
        ("xmlns:its", "http://www.w3.org/2005/11/its"),
        ("its:version", "2.0"),
        ("version", "2.1"),
        ("srcLang", source),
        ("trgLang", target),
        ("xml:space", "preserve"),
    ];
    xml.open("xliff", &root)?;
    xml.line()?;
    let mut file = vec![("id", "f1"), ("canResegment", "no")];
    if !export.files()[0].is_empty() {
        file.push(("original", export.files()[0]));
    }
    xml.open("file", &file)?;
    write_file_facts(&mut xml, export)?;
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
    Ok(Losses {
        half_empty: n_half_empty,
        characters: xml.finish()?,
        findings: export.findings_left_out(n_findings),
        ..Losses::default()
    })
}

/// The type of the metadata that is the confidence.
pub(super) const CONFIDENCE: &str = "confidence";

/// The type of the metadata that is the state.
pub(super) const STATE: &str = "state";

/// The `subState` of a pair that a person corrected.
pub(super) const CORRECTED: &str = "taiyaku:corrected";

/// The category of our metadata.
const CATEGORY: &[(&str, &str)] = &[("category", exchange::TOOL)];

fn write_file_facts<W: Write>(xml: &mut XmlWriter<W>, export: &Export<'_>) -> Result<()> {
    let tool = format!("{} {}", exchange::TOOL, exchange::VERSION);
    let date = export.date().map(|date| date.to_string());
    xml.line()?;
    xml.open("mda:metadata", &[])?;
    xml.open("mda:metaGroup", CATEGORY)?;
    xml.leaf("mda:meta", &[("type", "tool")], &tool)?;
    if let Some(date) = &date {
        xml.leaf("mda:meta", &[("type", "date")], date)?;
    }
    if !export.title().is_empty() {
        xml.leaf("mda:meta", &[("type", "title")], export.title())?;
    }
    xml.close()?;
    Ok(xml.close()?)
}

fn write_unit<W: Write>(xml: &mut XmlWriter<W>, row: &ExportRow<'_, '_>) -> Result<()> {
    let id = row.id();
    let issues = format!("lqi{id}");
    xml.line()?;
    xml.open("unit", &[("id", &format!("u{id}"))])?;
    if !row.findings.is_empty() {
        write_issues(xml, row, &issues)?;
    }
    write_unit_facts(xml, row)?;
    write_notes(xml, row)?;
    let target = row.target();
    let [state, sub_state] = state_of(row);
    let mut segment = vec![("state", state)];
    if !sub_state.is_empty() {
        segment.push(("subState", sub_state));
    }
    let reference = format!("#its={issues}");
    let mark = [
        ("id", "q1"),
        ("type", "its:generic"),
        ("its:locQualityIssuesRef", &*reference),
    ];
    let has_target = !target.is_empty();
    xml.line()?;
    xml.open("segment", &segment)?;
    for (name, text, is_written, is_marked) in [
        ("source", row.source(), true, !has_target),
        ("target", target, has_target, has_target),
    ] {
        if !is_written {
            continue;
        }
        xml.line()?;
        xml.open(name, &[])?;
        // Two empty elements, not one around the text: some readers take no text out of a `mrk`.
        match is_marked && !row.findings.is_empty() {
            true => {
                xml.empty("sm", &mark)?;
                xml.text(&text)?;
                xml.empty("em", &[("startRef", "q1")])?;
            }
            false => xml.text(&text)?,
        }
        xml.close()?;
    }
    xml.close_line()?;
    Ok(xml.close_line()?)
}

/// The `state` and the `subState` of a segment; the latter may be empty.
fn state_of(row: &ExportRow<'_, '_>) -> [&'static str; 2] {
    match exchange::state(row) {
        _ if exchange::is_blank(&row.target()) => ["initial", ""],
        RowState::Confirmed => ["reviewed", ""],
        RowState::Corrected => ["reviewed", CORRECTED],
        RowState::Open if exchange::is_doubtful(row) => ["translated", "taiyaku:doubtful"],
        RowState::Open => ["translated", ""],
    }
}

/// Writes the findings as issues of ITS 2.0, beside the segment whose mark refers to them.
fn write_issues<W: Write>(xml: &mut XmlWriter<W>, row: &ExportRow<'_, '_>, id: &str) -> Result<()> {
    xml.line()?;
    xml.open("its:locQualityIssues", &[("xml:id", id)])?;
    for finding in row.findings {
        xml.line()?;
        let comment = finding_in_line(finding);
        let issue = [
            ("locQualityIssueType", finding.check.its()),
            ("locQualityIssueComment", &*comment),
            ("locQualityIssueSeverity", weight(finding.severity)),
        ];
        xml.empty("its:locQualityIssue", &issue)?;
    }
    Ok(xml.close_line()?)
}

/// The severity of ITS 2.0, 0 to 100: how many of a hundred such findings are true, by the meaning of each [`Severity`].
fn weight(severity: Severity) -> &'static str {
    match severity {
        Severity::Hint => "50",
        Severity::Warning => "60",
        Severity::Error => "90",
    }
}

fn write_unit_facts<W: Write>(xml: &mut XmlWriter<W>, row: &ExportRow<'_, '_>) -> Result<()> {
    xml.line()?;
    xml.open("mda:metadata", &[])?;
    xml.open("mda:metaGroup", CATEGORY)?;
    let confidence = exchange::confidence(row);
    xml.leaf("mda:meta", &[("type", CONFIDENCE)], &confidence)?;
    let kind = row.pair.kind().to_string();
    xml.leaf("mda:meta", &[("type", "kind")], &kind)?;
    if exchange::state(row) != RowState::Open {
        let state = exchange::state(row).name();
        xml.leaf("mda:meta", &[("type", STATE)], state)?;
    }
    xml.close()?;
    Ok(xml.close()?)
}

/// Writes the findings for people, each with its id, and the comment of a person.
fn write_notes<W: Write>(xml: &mut XmlWriter<W>, row: &ExportRow<'_, '_>) -> Result<()> {
    let comment = exchange::comment(row);
    if row.findings.is_empty() && comment.is_empty() {
        return Ok(());
    }
    xml.line()?;
    xml.open("notes", &[])?;
    for finding in row.findings {
        let id = finding.id.to_string();
        let note = [
            ("id", &*id),
            ("category", "finding"),
            ("priority", priority(finding.severity)),
            ("appliesTo", "target"),
        ];
        xml.line()?;
        xml.leaf("note", &note, &finding_in_line(finding))?;
    }
    if !comment.is_empty() {
        xml.line()?;
        let note = [("category", "comment"), ("appliesTo", "target")];
        xml.leaf("note", &note, &exchange::note_of(comment))?;
    }
    Ok(xml.close_line()?)
}
