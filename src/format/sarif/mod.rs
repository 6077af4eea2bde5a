//! SARIF 2.1.0: findings at their lines, for code hosts and editors.
//!
//! In: an export with findings. Out: one run, with a rule for each check that found something, and a result for each finding,
//! errors first. O(bytes + n log n) in the findings.
//!
//! A result is at the place of the translation; the other places of the finding are its related locations. Columns count Unicode
//! scalar values. In a file that is no text a place is the name of a part, such as `slide 3`. The message has a line in each
//! language. The format keeps findings, places, severities and ids, and of the pairs with findings the number and what a person
//! noted, as properties. It loses texts and pairs without findings. That a row is confirmed is a word about its pair, not about
//! the finding, so that it suppresses nothing; an ignored finding is not in the export.
//!
//! GitHub rejects a run of more than 25,000 results: the least severe ones behind them are left out and counted. It compares
//! `primaryLocationLineHash` of two runs: we give the id of the finding, which stays the same when another sentence of its
//! line is edited; its own hash of the line, where a line is a paragraph, does not.

mod log;
#[cfg(test)]
mod tests;
mod uri;

use std::collections::BTreeSet;
use std::io::Write;

use crate::error::Result;
use crate::format::findings_order::{in_order, pair_number};
use crate::format::json_lines::write_escaped_line as write_line;
use crate::format::places::{Place, Places};
use crate::format::sarif::log::{
    Artifact, ArtifactLocation, Configuration, Driver, Found, FoundProperties, Location, Log,
    LogicalLocation, PhysicalLocation, Region, Rule, RuleProperties, Run, Tool,
};
use crate::format::sarif::uri::uri;
use crate::format::{Export, Losses};
use crate::review::{Check, Finding, Severity};

/// The most results that GitHub takes, in a run.
const MOST_RESULTS: usize = 25_000;

/// The most locations of a result that GitHub takes.
const MOST_LOCATIONS: usize = 1_000;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Writes the findings. Each is at its place in the translation, in the [files](Export::with_files) of the export, whose names
/// are relative to the root of the repository. A finding of a file without a name has no place, and is counted.
/// O(bytes + n log n) in the findings.
///
/// ```
/// use taiyaku::format::{Export, sarif};
/// use taiyaku::review::{ReviewOptions, review};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("The mill has 24 rooms.", "水車小屋には部屋が42ある。");
/// let aligner = Aligner::new();
/// let anchored = aligner.read(&bitext);
/// let alignment = aligner.align(&anchored);
/// let findings = review(&anchored, &alignment, &ReviewOptions::default());
/// let export = Export::new(&bitext, &alignment)
///     .with_findings(&findings)
///     .with_files("docs/en/mill.txt", "docs/ja/mill.txt");
/// let mut json = Vec::new();
/// let losses = sarif::write(&export, &mut json)?;
/// assert!(losses.is_empty());
/// let json = String::from_utf8(json).unwrap();
/// assert!(json.contains(r#""uri":"docs/ja/mill.txt""#) && json.contains(r#""startColumn":10"#));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write(export: &Export<'_>, mut out: impl Write) -> Result<Losses> {
    let mut findings = in_order(export);
    let mut losses = Losses {
        findings: findings.len().saturating_sub(MOST_RESULTS),
        ..Losses::default()
    };
    findings.truncate(MOST_RESULTS);
    let checks: BTreeSet<Check> = findings.iter().map(|finding| finding.check).collect();
    let checks: Vec<Check> = checks.into_iter().collect();
    let places = Places::new(export.bitext());
    let uris = export.files().map(uri);
    let results = findings.iter().map(|finding| {
        let rule_index = checks.partition_point(|&check| check < finding.check);
        found(finding, rule_index, export, &places, &uris)
    });
    let results: Vec<Found> = results.collect();
    let has_place = |found: &Found| {
        let mut locations = found.locations.iter();
        locations.any(|location| location.physical_location.is_some())
    };
    losses.findings += results.iter().filter(|found| !has_place(found)).count();
    let mut artifacts = uris.to_vec();
    artifacts.dedup();
    artifacts.retain(|uri| !uri.is_empty());
    let artifacts = artifacts.into_iter().map(|uri| Artifact {
        location: ArtifactLocation { uri },
    });
    let driver = Driver {
        name: "taiyaku",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: checks.iter().map(|&check| rule(check)).collect(),
    };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver },
            column_kind: "unicodeCodePoints",
            artifacts: artifacts.collect(),
            results,
        }],
    };
    write_line(&log, &mut out)?;
    out.flush()?;
    Ok(losses)
}

/// What a check looks for.
fn rule(check: Check) -> Rule {
    let (name, japanese_name) = (check.name(), check.japanese_name());
    let (english, japanese) = (check.description(), check.japanese_description());
    let words = name.replace('-', " ");
    let guide = check.jtf_rule();
    let guide = guide.map(|rule| format!("\n\nJTF日本語標準スタイルガイド {rule}"));
    let guide = guide.unwrap_or_default();
    let parts = name.split('-');
    let parts = parts.map(|part| part[..1].to_uppercase() + &part[1..]);
    let mut tags = vec!["translation", check.its()];
    tags.extend(check.mqm());
    tags.dedup();
    Rule {
        id: name,
        name: parts.collect(),
        short_description: format!("{words} / {japanese_name}").into(),
        full_description: format!("{english} {japanese}").into(),
        help: format!("{english}\n\n{japanese_name}：{japanese}{guide}").into(),
        default_configuration: Configuration { level: "warning" },
        properties: RuleProperties { tags },
    }
}

fn found(
    finding: &Finding,
    rule_index: usize,
    export: &Export<'_>,
    places: &Places<'_>,
    uris: &[String; 2],
) -> Found {
    let located = |side: usize| {
        let places = places.of_finding(finding, export.alignment(), side);
        let places = places.into_iter().take(MOST_LOCATIONS / 2);
        places.map(move |place| location(place, &uris[side], side))
    };
    // The place in the translation, or in the original if there is no translation at all.
    let mut all = located(1).chain(located(0));
    let first = all.next();
    let others = all.enumerate().map(|(k, location)| Location {
        id: Some(k + 1),
        ..location
    });
    let id = finding.id.to_string();
    let notes = export.notes_of(finding.beads.start);
    Found {
        rule_id: finding.check.name(),
        rule_index,
        level: match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "note",
        },
        message: format!("{}\n{}", finding.reason.english, finding.reason.japanese).into(),
        related_locations: others.collect(),
        locations: first.map(without_message).into_iter().collect(),
        partial_fingerprints: [
            ("primaryLocationLineHash", id.clone()),
            ("taiyakuFindingId/v1", id),
        ]
        .into(),
        properties: FoundProperties {
            pair: pair_number(finding),
            state: notes.map(|notes| notes.state.name()),
            comment: notes
                .map(|notes| notes.comment.to_owned())
                .filter(|comment| !comment.is_empty()),
            suggestion: notes.and_then(|notes| notes.suggestion.map(str::to_owned)),
        },
    }
}

fn without_message(location: Location) -> Location {
    Location {
        message: None,
        ..location
    }
}

/// The line that the name of a part begins with, as `line 12, fuzzy`.
fn line_of(part: &str) -> Option<usize> {
    let digits = part.strip_prefix("line ")?.split(',').next()?;
    digits.parse().ok().filter(|&line| line > 0)
}

/// A place of a side, 0 the original and 1 the translation.
fn location(place: Place, uri: &str, side: usize) -> Location {
    let (region, part) = match place {
        Place::Lines(region) => (Some(region.into()), None),
        // A message of gettext and a row of a table have a line, but no column.
        Place::Part(part) => {
            let line = part.as_deref().and_then(line_of);
            (line.map(Region::of_line), part)
        }
    };
    let physical_location = (!uri.is_empty()).then(|| PhysicalLocation {
        artifact_location: ArtifactLocation {
            uri: uri.to_owned(),
        },
        region,
    });
    let part = part.map(|name| LogicalLocation {
        name: name.to_string(),
    });
    let name = match side {
        0 => "original / 原文",
        _ => "translation / 訳文",
    };
    Location {
        id: None,
        physical_location,
        logical_locations: part.map(|part| [part]),
        message: Some(name.to_owned().into()),
    }
}
