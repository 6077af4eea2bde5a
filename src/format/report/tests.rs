#![cfg(all(feature = "json", feature = "xml"))]

use serde_json::Value;

use super::*;
use crate::format::hostile;
use crate::format::{Export, Losses, RowNotes};
use crate::review::{Finding, ReviewOptions, RowState, review};
use crate::{Aligner, Alignment, Bitext};

fn reviewed(bitext: &Bitext) -> (Alignment, Vec<Finding>) {
    let aligner = Aligner::new();
    let anchored = aligner.read(bitext);
    let alignment = aligner.align(&anchored);
    let findings = review(&anchored, &alignment, &ReviewOptions::default());
    (alignment, findings)
}

fn lines(export: &Export<'_>) -> (Vec<Value>, Losses) {
    let mut bytes = Vec::new();
    let losses = write_jsonl(export, &mut bytes).expect("memory");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let lines = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    (lines.collect(), losses)
}

fn page(export: &Export<'_>) -> (String, Losses) {
    let mut bytes = Vec::new();
    let losses = write_html(export, &mut bytes).expect("memory");
    (String::from_utf8(bytes).expect("UTF-8"), losses)
}

const SOURCE: &str = "Is it <wet> & cold? The mill has 24 rooms.\n\nIt has 17 doors.";
const TARGET: &str = "<wet>で寒い。水車小屋には部屋が42ある。\n\n扉は71ある。";

#[test]
fn a_line_says_what_and_where() {
    let bitext = Bitext::new(SOURCE, TARGET);
    let (alignment, findings) = reviewed(&bitext);
    let export = Export::new(&bitext, &alignment)
        .with_findings(&findings)
        .with_files("en.txt", "ja.txt");
    let (lines, losses) = lines(&export);
    assert!(losses.is_empty());
    assert_eq!(lines.len(), findings.len());
    let number = lines
        .iter()
        .find(|line| line["check"] == "number")
        .expect("24 and 42");
    assert_eq!(number["severity"], "error");
    assert_eq!(number["check_ja"], "数値");
    assert_eq!(number["source"], "The mill has 24 rooms.");
    assert_eq!(number["target"], "水車小屋には部屋が42ある。");
    let expected = serde_json::json!([{
        "file": "ja.txt", "line": 1, "column": 19, "end_line": 1, "end_column": 21
    }]);
    assert_eq!(number["target_places"], expected);
    let severities = lines.iter().map(|line| match line["severity"].as_str() {
        Some("error") => 0,
        Some("warning") => 1,
        _ => 2,
    });
    assert!(severities.is_sorted());
}

#[test]
fn a_page_escapes_and_marks() {
    let bitext = Bitext::new(SOURCE, TARGET);
    let (alignment, findings) = reviewed(&bitext);
    let notes = RowNotes {
        state: RowState::Open,
        comment: "a <b> & c",
        suggestion: Some("扉は17ある。"),
        ..RowNotes::default()
    };
    let export = Export::new(&bitext, &alignment)
        .with_findings(&findings)
        .with_notes(vec![notes; alignment.beads().len()])
        .with_title("R&D <1>");
    let (page, losses) = page(&export);
    assert!(losses.is_empty());
    for expected in [
        "<title>R&amp;D &lt;1&gt;</title>",
        "水車小屋には部屋が<mark>42</mark>ある。</p>",
        "The mill has <mark>24</mark> rooms.</p>",
        "a &lt;b&gt; &amp; c</p>",
        "<p class=\"text suggestion\" lang=\"ja\">扉は17ある。</p>",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    for never in ["<script", "<wet", "<b>", "style=\""] {
        assert!(!page.contains(never), "{never}");
    }
    let articles = page.matches("<article ").count();
    assert_eq!(articles, findings.len());
}

#[test]
fn the_style_is_the_one_that_the_policy_allows() {
    assert!(!html::STYLE.contains(['<', '>', '&', '\r']));
    #[cfg(feature = "html")]
    {
        use base64::Engine;
        let hash = hmac_sha256::Hash::hash(html::STYLE.as_bytes());
        let hash = base64::prelude::BASE64_STANDARD.encode(hash);
        assert!(html::POLICY.contains(&format!("'sha256-{hash}'")), "{hash}");
    }
}

#[test]
fn hard_rows_are_reported_whole() {
    let bitext = hostile::bitext_of_rows();
    let (alignment, findings) = reviewed(&bitext);
    assert!(!findings.is_empty());
    let export = Export::new(&bitext, &alignment).with_findings(&findings);
    let (lines, losses) = lines(&export);
    assert!(losses.is_empty());
    let texts = hostile::texts(&bitext);
    for (line, finding) in lines
        .iter()
        .zip(crate::format::findings_order::in_order(&export))
    {
        if finding.beads.len() == 1 {
            let (source, target) = &texts[finding.beads.start];
            assert_eq!(
                (&line["source"], &line["target"]),
                (&source.as_str().into(), &target.as_str().into())
            );
        }
    }
    // Our reader of XML refuses declarations.
    let page = page(&export).0.replace("<!DOCTYPE html>", "");
    let mut events = crate::format::xml::Events::new("page", &page, &[]);
    while events.next().expect("XML").is_some() {}
}

#[test]
fn a_pair_of_a_megabyte_with_many_findings_is_cut() {
    let source = "It has 24 rooms, and it has 17 doors, ".repeat(10_000);
    let target = "部屋が42あり、扉が71あり、".repeat(10_000);
    let bitext = hostile::bitext(&[(format!("{source}too."), format!("{target}だ。"))]);
    let (alignment, findings) = reviewed(&bitext);
    let many: Vec<Finding> = findings.iter().cycle().take(500).cloned().collect();
    let export = Export::new(&bitext, &alignment).with_findings(&many);
    let mut bytes = Vec::new();
    let losses = write_jsonl(&export, &mut bytes).expect("memory");
    if !many.is_empty() {
        assert!(losses.long_cells >= many.len());
    }
    let of_places = many
        .iter()
        .map(|finding| 120 * (finding.source.len() + finding.target.len()));
    assert!(bytes.len() < 500 * 10_000 + of_places.sum::<usize>());
}

#[test]
fn nothing_found_is_a_page_too() {
    let bitext = Bitext::new("", "");
    let alignment = Alignment::from_beads(Vec::new());
    let export = Export::new(&bitext, &alignment);
    assert!(page(&export).0.contains("合計"));
    assert!(lines(&export).0.is_empty());
}
