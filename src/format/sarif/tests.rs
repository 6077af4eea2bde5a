use serde_json::Value;

use super::*;
use crate::format::RowNotes;
use crate::review::{ReviewOptions, RowState, review};
use crate::text::{BlockKind, ContentBuilder};
use crate::{Aligner, Alignment, Anchored, Bitext};

struct Reviewed {
    anchored: Anchored,
    alignment: Alignment,
    findings: Vec<Finding>,
}

fn reviewed(bitext: &Bitext) -> Reviewed {
    let aligner = Aligner::new();
    let anchored = aligner.read(bitext);
    let alignment = aligner.align(&anchored);
    let findings = review(&anchored, &alignment, &ReviewOptions::default());
    Reviewed {
        anchored,
        alignment,
        findings,
    }
}

fn written(export: &Export<'_>) -> (Value, Losses) {
    let mut json = Vec::new();
    let losses = write(export, &mut json).expect("memory");
    (serde_json::from_slice(&json).expect("JSON"), losses)
}

const SOURCE: &str = "Rain fell.\n\nThe 🚋 mill has 24 rooms. It is wet.";
const TARGET: &str = "雨が降った。\n\n🚋水車小屋には部屋が42ある。濡れている。";

#[test]
fn a_result_is_at_its_line_and_column_in_code_points() {
    let bitext = Bitext::new(SOURCE, TARGET);
    let reviewed = reviewed(&bitext);
    let export = Export::new(&bitext, &reviewed.alignment)
        .with_findings(&reviewed.findings)
        .with_files("docs/en/mill.md", "docs/ja/水車.md");
    let (log, losses) = written(&export);
    assert!(losses.is_empty());
    let result = &log["runs"][0]["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "docs/ja/%E6%B0%B4%E8%BB%8A.md"
    );
    let region =
        serde_json::json!({"startLine": 3, "startColumn": 11, "endLine": 3, "endColumn": 13});
    assert_eq!(place["region"], region);
    let related = &result["relatedLocations"][0]["physicalLocation"];
    assert_eq!(related["artifactLocation"]["uri"], "docs/en/mill.md");
    assert_eq!(related["region"]["startColumn"], 16);
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    let text = result["message"]["text"].as_str().expect("a text");
    assert!(text.starts_with("24 in the original, 42 in the translation\n"));
}

#[test]
fn everything_that_github_requires_is_there() {
    let bitext = Bitext::new(SOURCE, TARGET);
    let reviewed = reviewed(&bitext);
    let export = Export::new(&bitext, &reviewed.alignment)
        .with_findings(&reviewed.findings)
        .with_files("mill.md", "mill.md");
    let (log, _) = written(&export);
    assert!(log["$schema"].is_string());
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["artifacts"].as_array().map(Vec::len), Some(1));
    assert_eq!(run["tool"]["driver"]["name"], "taiyaku");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    for rule in rules {
        for text in ["shortDescription", "fullDescription", "help"] {
            let length = rule[text]["text"].as_str().map(|text| text.chars().count());
            assert!(length.is_some_and(|n| 0 < n && n <= 1024), "{rule}");
        }
        let n_tags = rule["properties"]["tags"].as_array().map(Vec::len);
        assert!(n_tags.is_some_and(|n| n <= 10), "{rule}");
    }
    for result in run["results"].as_array().expect("results") {
        let index = result["ruleIndex"].as_u64().expect("a number") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["message"]["text"].is_string());
        assert_eq!(result["locations"].as_array().map(Vec::len), Some(1));
        let fingerprints = &result["partialFingerprints"];
        let id = fingerprints["primaryLocationLineHash"].as_str();
        assert_eq!(id.map(str::len), Some(16));
        let region = &result["locations"][0]["physicalLocation"]["region"];
        for key in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(region[key].as_u64().is_some_and(|n| n > 0), "{key}");
        }
    }
}

#[test]
fn the_least_severe_of_too_many_are_left_out_and_counted() {
    let bitext = Bitext::new(SOURCE, TARGET);
    let reviewed = reviewed(&bitext);
    let error = &reviewed.findings[0];
    assert_eq!(error.severity, Severity::Error);
    let mut hint = error.clone();
    hint.severity = Severity::Hint;
    let findings = std::iter::repeat_n(&hint, MOST_RESULTS + 2).chain([error]);
    let export = Export::new(&bitext, &reviewed.alignment)
        .with_findings(findings)
        .with_files("a", "b");
    let (log, losses) = written(&export);
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), MOST_RESULTS);
    assert_eq!(results[0]["level"], "error");
    assert_eq!(results[1]["level"], "note");
    assert_eq!(losses.to_string(), "findings: 3");
}

#[test]
fn a_result_has_no_more_locations_than_github_takes() {
    let bitext = Bitext::new(SOURCE, TARGET);
    let reviewed = reviewed(&bitext);
    let mut finding = reviewed.findings[0].clone();
    finding.source = vec![finding.source[0]; 2 * MOST_LOCATIONS];
    finding.target = vec![finding.target[0]; 2 * MOST_LOCATIONS];
    let export = Export::new(&bitext, &reviewed.alignment)
        .with_findings([&finding])
        .with_files("a", "b");
    let (log, _) = written(&export);
    let related = log["runs"][0]["results"][0]["relatedLocations"].as_array();
    assert_eq!(related.map(Vec::len), Some(MOST_LOCATIONS - 1));
}

#[test]
fn a_place_in_a_file_that_is_no_text_is_a_part() {
    let content = |text: &str, place: &str| {
        let mut builder = ContentBuilder::of_container();
        builder
            .begin(BlockKind::Paragraph)
            .place(place)
            .insert(text)
            .end();
        builder.finish()
    };
    let source = content("The mill has 24 rooms.", "slide 2");
    let bitext = Bitext::from_contents(source, content("水車小屋には部屋が42ある。", "slide 3"));
    let reviewed = reviewed(&bitext);
    let export = Export::new(&bitext, &reviewed.alignment).with_findings(&reviewed.findings);
    let named = export.clone().with_files("en.pptx", "ja.pptx");
    let (log, losses) = written(&named);
    assert!(losses.is_empty());
    let location = &log["runs"][0]["results"][0]["locations"][0];
    assert_eq!(location["logicalLocations"][0]["name"], "slide 3");
    assert!(location["physicalLocation"].get("region").is_none());
    let (_, losses) = written(&export);
    assert_eq!(losses.findings, reviewed.findings.len());
}

#[test]
fn ids_stay_the_same_when_another_sentence_of_the_line_is_edited() {
    let ids = |target: &str| {
        let bitext = Bitext::new(SOURCE, target);
        let reviewed = reviewed(&bitext);
        assert_eq!(reviewed.anchored.bitext(), &bitext);
        let export = Export::new(&bitext, &reviewed.alignment).with_findings(&reviewed.findings);
        let (log, _) = written(&export);
        log["runs"][0]["results"][0]["partialFingerprints"].clone()
    };
    assert_eq!(
        ids(TARGET),
        ids(&TARGET.replace("濡れている", "とても濡れている"))
    );
}

#[test]
fn notes_of_a_person_are_properties() {
    let bitext = Bitext::new("The mill has 24 rooms.", "水車小屋には部屋が42ある。");
    let reviewed = reviewed(&bitext);
    let notes = RowNotes {
        state: RowState::Confirmed,
        comment: "rooms",
        suggestion: Some("水車小屋には部屋が24ある。"),
        ..RowNotes::default()
    };
    let export = Export::new(&bitext, &reviewed.alignment)
        .with_findings(&reviewed.findings)
        .with_notes(vec![notes])
        .with_files("a", "b");
    let (log, _) = written(&export);
    let result = &log["runs"][0]["results"][0];
    let expected = serde_json::json!({
        "pair": 1,
        "state": "confirmed",
        "comment": "rooms",
        "suggestion": "水車小屋には部屋が24ある。",
    });
    assert_eq!(result["properties"], expected);
    assert!(result.get("suppressions").is_none());
}

#[test]
fn a_text_without_findings_is_a_run_without_results() {
    let bitext = Bitext::new("", "");
    let alignment = Alignment::from_beads(Vec::new());
    let (log, losses) = written(&Export::new(&bitext, &alignment));
    assert!(losses.is_empty());
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}
