//! Quality floors on the samples of the repository, scored as `evaluate` scores a folder.

use std::fs;
use std::path::Path;

use taiyaku::{Aligner, Bitext, Document};
use taiyaku_lab::SAMPLES;
use taiyaku_lab::characters::character_spans;
use taiyaku_lab::score::{self, Counts, Gold, Predicted, Span};

fn sample(file: &str) -> String {
    let path = Path::new(SAMPLES).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn spans(document: &Document) -> Vec<Span> {
    let spans = character_spans(document).into_iter();
    let spans = spans.map(|[start, end]| (start as i64, end as i64));
    spans.collect()
}

/// A page with all that lies outside the spans of one side blanked out.
fn only(page: &str, spans: &[Span]) -> String {
    let inside = |at: i64| spans.iter().any(|span| (span.0..span.1).contains(&at));
    (0..)
        .zip(page.chars())
        .map(|(at, c)| if inside(at) { c } else { ' ' })
        .collect()
}

fn judge(name: &str, bitext: &Bitext, source: &str, target: &str) -> Counts {
    let gold: Gold = serde_json::from_str(&sample(&format!("{name}.gold.json")))
        .expect("gold of the known form");
    let [en, ja] = [bitext.source(), bitext.target()].map(spans);
    let alignment = Aligner::new().align(bitext);
    let predicted: Vec<Predicted> = alignment
        .beads()
        .iter()
        .map(|bead| Predicted {
            en: en[bead.source.clone()].to_vec(),
            ja: ja[bead.target.clone()].to_vec(),
            conf: Some(f64::from(bead.confidence)),
        })
        .collect();
    score::score(source, target, &gold, &predicted).expect("gold that tiles its texts")
}

/// Strict and null F1 must not fall under the floors, which lie within a point of what is reached, and no character may be lost.
fn assert_floors(name: &str, counts: &Counts, strict: f64, null: f64) {
    let figures = counts.figures();
    let null_f1 = figures.null.as_ref().map_or(1.0, |rates| rates.f1);
    println!(
        "{name}: strict F1 {:.4}, null F1 {null_f1:.4}",
        figures.strict.f1
    );
    assert!(
        figures.strict.f1 >= strict,
        "{name}: strict F1 {} under {strict}",
        figures.strict.f1
    );
    assert!(null_f1 >= null, "{name}: null F1 {null_f1} under {null}");
    let cells = counts.cells();
    assert_eq!(
        cells[15..17],
        ["0", "0"],
        "{name}: characters lost or in two segments"
    );
}

#[test]
fn the_article_on_one_page() {
    let page = sample("article.page.txt");
    let gold: Gold =
        serde_json::from_str(&sample("article.gold.json")).expect("gold of the known form");
    let [source, target] = [&gold.en_segments, &gold.ja_segments].map(|spans| only(&page, spans));
    let bitext = Bitext::from_page(page).expect("a page of both languages");
    assert_floors(
        "article",
        &judge("article", &bitext, &source, &target),
        0.972,
        0.954,
    );
}

fn assert_floors_of_files(rows: &[(&str, f64, f64)]) {
    for &(name, strict, null) in rows {
        let [source, target] = ["en", "ja"].map(|side| sample(&format!("{name}.{side}.txt")));
        let bitext = Bitext::new(source.as_str(), target.as_str());
        assert_floors(name, &judge(name, &bitext, &source, &target), strict, null);
    }
}

#[test]
fn texts_in_two_files() {
    assert_floors_of_files(&[("note", 0.99, 0.99), ("dialogue", 0.99, 0.99)]);
}

/// They have little but names to go by, so that nothing can be asked without the readings of the feature.
#[test]
fn texts_full_of_names() {
    assert_floors_of_files(&[
        ("election", 0.86, 0.735),
        ("kyoto", 0.99, 0.99),
        ("chronicle", 0.959, 0.934),
    ]);
}

/// Every bead of the samples with its confidence to two digits: what a change of the score does is seen in a review.
#[test]
fn the_samples_are_aligned_as_before() {
    let aligner = Aligner::new();
    let mut shown = String::new();
    for name in [
        "article",
        "chronicle",
        "dialogue",
        "election",
        "kyoto",
        "note",
    ] {
        let bitext = match name {
            "article" => {
                Bitext::from_page(sample("article.page.txt")).expect("a page of both languages")
            }
            _ => Bitext::new(
                sample(&format!("{name}.en.txt")),
                sample(&format!("{name}.ja.txt")),
            ),
        };
        shown += &format!("{name}\n");
        for bead in aligner.align(&bitext).beads() {
            shown += &format!(
                "  {:?} {:?} {:.2}\n",
                bead.source, bead.target, bead.confidence
            );
        }
    }
    insta::assert_snapshot!(shown);
}
