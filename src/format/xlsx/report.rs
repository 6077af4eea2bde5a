//! The sheets of a review in a workbook: findings, the worst first, and names with their renderings.
//!
//! In: findings and names. Out: a sheet of each, or none if there is nothing to say. O(n log n) in the findings, O(bytes).

use std::borrow::Cow;

use crate::align::Alignment;
use crate::bitext::Bitext;
use crate::error::Result;
use crate::format::findings_order::errors_first;
use crate::format::places::{Place, Places};
use crate::format::xlsx::book::Book;
use crate::format::xlsx::sheet::Sheet;
use crate::format::xlsx::style::{Column, Style};
use crate::pair::Pair;
use crate::review::{Finding, Name};

const FINDINGS: [Column; 9] = [
    Column::of_text("Severity", 10.0),
    Column::of_text("Check", 16.0),
    Column::of_text("Place in original", 12.0),
    Column::of_text("Place in translation", 12.0),
    Column::of_text("Original", 50.0),
    Column::of_text("Translation", 50.0),
    Column::of_text("Reason", 40.0),
    Column::of_text("理由", 40.0),
    Column::new("Id", 18.0, Style::Technical),
];

const NAMES: [Column; 3] = [
    Column::of_text("Name", 30.0),
    Column::of_text("Rendering", 30.0),
    Column::of_text("Places", 8.0),
];

/// The most pairs whose texts are shown with a finding. A finding about a moved passage has many.
const MOST_PAIRS: usize = 8;

/// Adds the sheet "Findings": errors first, then warnings, then hints, each in the order of the text. O(n log n).
///
/// # Errors
///
/// If there are more findings than a sheet has rows.
pub(crate) fn add_findings<'a>(
    book: &mut Book<'a>,
    bitext: &'a Bitext,
    alignment: &'a Alignment,
    findings: &'a [&Finding],
) -> Result<()> {
    book.sheet("Findings", &FINDINGS, findings.len(), move |sheet| {
        write_findings(bitext, alignment, findings, sheet)
    })
}

fn write_findings(
    bitext: &Bitext,
    alignment: &Alignment,
    findings: &[&Finding],
    sheet: &mut Sheet<'_>,
) -> Result<()> {
    let places = Places::new(bitext);
    let pairs: Vec<Pair<'_>> = bitext.pairs(alignment).collect();
    for finding in errors_first(findings) {
        let severity = Style::of_worst([finding.severity].into_iter());
        let end = finding.beads.end.min(finding.beads.start + MOST_PAIRS);
        let pairs = pairs.get(finding.beads.start..end).unwrap_or_default();
        let place = |side| listed(&places.of_finding(finding, alignment, side));
        sheet.next_row()?;
        sheet.text(finding.severity.name(), severity)?;
        sheet.text(finding.check.name(), Style::Text)?;
        sheet.text(&place(0), Style::Text)?;
        sheet.text(&place(1), Style::Text)?;
        sheet.text(&lines(pairs.iter().map(Pair::source_text)), Style::Text)?;
        sheet.text(&lines(pairs.iter().map(Pair::target_text)), Style::Text)?;
        sheet.text(&finding.reason.english, Style::Text)?;
        sheet.text(&finding.reason.japanese, Style::Text)?;
        sheet.text(&finding.id.to_string(), Style::Technical)?;
    }
    Ok(())
}

/// Adds the sheet "Names", a row a rendering, if there are names. O(names).
///
/// # Errors
///
/// If there are more renderings than a sheet has rows.
pub(crate) fn add_names<'a>(book: &mut Book<'a>, names: &'a [Name]) -> Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    let n_rows = names.iter().map(|name| name.renderings.len().max(1)).sum();
    book.sheet("Names", &NAMES, n_rows, move |sheet| {
        for name in names {
            let renderings = name.renderings.iter();
            let renderings = renderings.map(|rendering| (&*rendering.text, rendering.places.len()));
            let not_rendered = name.renderings.is_empty().then_some(("", 0));
            for (rendering, n_places) in renderings.chain(not_rendered) {
                sheet.next_row()?;
                sheet.text(&name.name, Style::Text)?;
                sheet.text(rendering, Style::Text)?;
                sheet.text(&n_places.to_string(), Style::Text)?;
            }
        }
        Ok(())
    })
}

/// The places that have a name.
fn listed(places: &[Place]) -> String {
    let places = places.iter().map(Place::to_string);
    let places: Vec<String> = places.filter(|place| !place.is_empty()).collect();
    places.join(", ")
}

/// The texts that are not empty, one a line.
fn lines<'a>(texts: impl Iterator<Item = Cow<'a, str>>) -> String {
    let texts: Vec<_> = texts.filter(|text| !text.is_empty()).collect();
    texts.join("\n")
}
