//! What a reviser sees, as snapshots: the page without its script and style, the table and the JSON of a small text.

use taiyaku::review::{Check, Finding, ReviewOptions, review};
use taiyaku::revise::{ReviewSheet, Reviewed, write_json, write_page, write_table};
use taiyaku::{Aligner, Alignment, Anchored, Bead, Bitext, Lexicon};

const SOURCE: &str =
    "The mill has 24 rooms, says \"Anna\".\nNobody lives there now.\n\nIt rained <b>all</b> day.";
const TARGET: &str =
    "水車小屋には部屋が42室あると\nアンナは言う。今は誰も\n住んでいない。雨は一日中<b>降った</b>。";

/// The small text with an alignment of our own, so that no weight of the aligner shows.
fn with_sheet<T>(use_it: impl FnOnce(&ReviewSheet<'_>, &Anchored) -> T) -> T {
    let bitext = Bitext::new(SOURCE, TARGET);
    let bead = Bead::new;
    let n_target = bitext.target().segments().len();
    let alignment = Alignment::from_beads(vec![
        bead(0..1, 0..2, 0.98765),
        bead(1..2, 2..4, 0.5),
        bead(2..3, 4..n_target, 1.0),
    ]);
    let lexicon = Lexicon::from_reader("部屋\troom\n雨\train\n".as_bytes()).expect("a glossary");
    // One check only: what the others find is theirs to show.
    let options = ReviewOptions::default().only([Check::Number]);
    let anchored = Aligner::builder().lexicon(lexicon).build().read(&bitext);
    let findings: Vec<Finding> = review(&anchored, &alignment, &options);
    assert_eq!(findings.len(), 1);
    let reviewed = Reviewed::new(&alignment).ignore([findings[0].id]);
    let sheet = ReviewSheet::new(&bitext, &alignment, &findings, &reviewed);
    use_it(&sheet, &anchored)
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> taiyaku::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).expect("memory takes what is written");
    String::from_utf8(bytes).expect("UTF-8")
}

/// The text with what stands between two marks left out.
fn without(text: &str, open: &str, close: &str) -> String {
    let (before, rest) = text.split_once(open).expect("the page opens it");
    let (_, after) = rest.split_once(close).expect("the page closes it");
    format!("{before}{open}…{close}{after}")
}

#[test]
fn the_page_of_a_small_text() {
    let html = with_sheet(|sheet, anchored| {
        written(|out| write_page(sheet, "Mill & <rain>", anchored, out))
    });
    let html = without(&html, "script-src 'sha256-", "'");
    let html = without(&html, "style-src 'sha256-", "'");
    let html = without(&html, "<style>", "</style>");
    insta::assert_snapshot!(without(&html, "<script>", "</script>"));
}

#[test]
fn the_table_and_the_json_of_a_small_text() {
    insta::assert_snapshot!(
        "table",
        with_sheet(|sheet, _| written(|out| write_table(sheet, out)))
    );
    insta::assert_snapshot!(
        "json",
        with_sheet(|sheet, _| written(|out| write_json(sheet, out)))
    );
}
