//! Findings as JSON Lines: one a line, errors first.
//!
//! In: an export. Out: a line a finding. O(bytes + n log n) in the findings.

use std::io::Write;

use serde::Serialize;

use crate::error::Result;
use crate::format::findings_order::{in_order, pair_number};
use crate::format::json_lines::write_escaped_line;
use crate::format::places::{Place, Places, Region};
use crate::format::report::excerpt::Excerpt;
use crate::format::{Export, Losses, RowNotes};
use crate::review::Finding;

#[derive(Serialize)]
struct Line<'r> {
    id: String,
    severity: &'static str,
    check: &'static str,
    check_ja: &'static str,
    reason: &'r str,
    reason_ja: &'r str,
    pair: usize,
    source: String,
    target: String,
    source_places: Vec<PlaceOut<'r>>,
    target_places: Vec<PlaceOut<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    comment: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<&'r str>,
}

/// A place as it is written: with a line and a column, or with the name of a part.
#[derive(Serialize)]
struct PlaceOut<'r> {
    #[serde(skip_serializing_if = "str::is_empty")]
    file: &'r str,
    #[serde(flatten)]
    lines: Option<Lines>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<String>,
}

/// Lines and columns from 1; the end is the column behind the last character.
#[derive(Serialize)]
struct Lines {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl From<Region> for Lines {
    fn from(region: Region) -> Self {
        Lines {
            line: region.start_line,
            column: region.start_column,
            end_line: region.end_line,
            end_column: region.end_column,
        }
    }
}

/// Writes the findings, one a line: `severity`, `check`, `reason`, the `source` and `target` of its pairs, one a line, and the places in both
/// files, each with `line` and `column` or with `part`. Lines and columns count from 1, columns in Unicode scalar values.
/// O(bytes + n log n) in the findings.
///
/// ```
/// use taiyaku::format::{Export, report};
/// use taiyaku::review::{ReviewOptions, review};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("The mill has 24 rooms.", "水車小屋には部屋が42ある。");
/// let aligner = Aligner::new();
/// let anchored = aligner.read(&bitext);
/// let alignment = aligner.align(&anchored);
/// let findings = review(&anchored, &alignment, &ReviewOptions::default());
/// let export = Export::new(&bitext, &alignment).with_findings(&findings);
/// let mut lines = Vec::new();
/// report::write_jsonl(&export, &mut lines)?;
/// let lines = String::from_utf8(lines).unwrap();
/// assert!(lines.contains(r#""target_places":[{"line":1,"column":10,"end_line":1,"end_column":12}]"#));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write_jsonl(export: &Export<'_>, mut out: impl Write) -> Result<Losses> {
    let places = Places::new(export.bitext());
    let mut losses = Losses::default();
    for finding in in_order(export) {
        let n_cuts = write_line(finding, export, &places, &mut out)?;
        losses.long_cells += n_cuts;
    }
    out.flush()?;
    Ok(losses)
}

/// Writes a finding. Returns the number of ends of its texts that were cut off.
fn write_line(
    finding: &Finding,
    export: &Export<'_>,
    places: &Places<'_>,
    out: impl Write,
) -> Result<usize> {
    let [source, target] = Excerpt::of_finding(export, finding);
    let files = export.files();
    let out_places = |side: usize| {
        let places = places.of_finding(finding, export.alignment(), side);
        let places = places.into_iter();
        places
            .map(|place| PlaceOut::of(place, files[side]))
            .collect()
    };
    let notes = export.notes_of(finding.beads.start);
    let notes = notes.filter(|notes| *notes != RowNotes::default());
    let line = Line {
        id: finding.id.to_string(),
        severity: finding.severity.name(),
        check: finding.check.name(),
        check_ja: finding.check.japanese_name(),
        reason: &finding.reason.english,
        reason_ja: &finding.reason.japanese,
        pair: pair_number(finding),
        source: source.text(),
        target: target.text(),
        source_places: out_places(0),
        target_places: out_places(1),
        state: notes.map(|notes| notes.state.name()),
        comment: notes.map_or("", |notes| notes.comment),
        suggestion: notes.and_then(|notes| notes.suggestion),
    };
    write_escaped_line(&line, out)?;
    Ok(source.n_cuts + target.n_cuts)
}

impl<'r> PlaceOut<'r> {
    fn of(place: Place, file: &'r str) -> Self {
        let (lines, part) = match place {
            Place::Lines(region) => (Some(region.into()), None),
            Place::Part(part) => (None, part.map(|part| part.to_string())),
        };
        PlaceOut { file, lines, part }
    }
}
