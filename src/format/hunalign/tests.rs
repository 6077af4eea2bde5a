use proptest::prelude::*;

use super::*;
use crate::format::hostile;
use crate::format::tests::alignments;
use crate::{Aligner, Alignment};

/// Writes an aligned bitext and reads it again.
fn through(bitext: &Bitext, alignment: &Alignment) -> (Bitext, Losses) {
    let export = Export::new(bitext, alignment).with_code();
    let mut text = Vec::new();
    let losses = write(&export, &mut text).expect("memory");
    let text = String::from_utf8(text).expect("UTF-8");
    (read(&text).expect("what was written"), losses)
}

/// The beads of an alignment and the texts of all segments, as the format holds them.
fn segments(bitext: &Bitext, alignment: &Alignment) -> Vec<[Vec<String>; 2]> {
    let texts = |document: &Document, range: &Range<usize>| -> Vec<String> {
        let numbers = range.clone();
        let held = |k| {
            let text = on_one_line(document.segment_text(k), document.language());
            without_marks(&clean(&text).0).0.into_owned()
        };
        numbers.map(held).filter(|text| !text.is_empty()).collect()
    };
    let beads = alignment.beads().iter();
    let beads = beads.map(|bead| {
        [
            texts(bitext.source(), &bead.source),
            texts(bitext.target(), &bead.target),
        ]
    });
    beads
        .filter(|[source, target]| !source.is_empty() || !target.is_empty())
        .collect()
}

#[test]
fn hard_rows_come_back() {
    let bitext = hostile::bitext_of_rows();
    let alignment = Aligner::new().align(&bitext);
    let (back, losses) = through(&bitext, &alignment);
    let found = Aligner::new().align(&back);
    assert_eq!(segments(&back, &found), segments(&bitext, &alignment));
    assert_eq!(back.known_beads(), bitext.known_beads());
    let before = hostile::texts(&bitext);
    let after = hostile::texts(&back);
    for ((before, after), (name, ..)) in before.iter().zip(&after).zip(hostile::ROWS) {
        let is_hard = [
            "tabs",
            "control characters",
            "NEL, line separator",
            "hunalign's mark",
            "unseen between sentences",
        ];
        assert_eq!(before == after, !is_hard.contains(name), "{name}");
    }
    // A bell and an escape, a tab, NEL, two separators, and an unseen space between sentences on each side; two marks.
    assert_eq!(losses.to_string(), "characters: 16");
}

#[test]
fn marks_in_the_text_are_counted() {
    for (name, text, expected, n_marks) in [
        ("none", "a ~~ b", "a ~~ b", 0),
        ("between words", "a ~~~ b", "a ~~ b", 1),
        ("two", "a ~~~ ~~~ b", "a ~~ ~~ b", 2),
        ("at the ends", "~~~ a ~~~", "~~ a ~~", 2),
        ("alone", "~~~", "~~", 1),
        ("in a word", "a~~~ b", "a~~~ b", 0),
        ("longer", "a ~~~~ b ~~~~~~ c", "a ~~~~ b ~~~~~~ c", 0),
    ] {
        let (found, n_found) = without_marks(text);
        assert_eq!((&*found, n_found), (expected, n_marks), "{name}");
    }
}

#[test]
fn white_space_between_segments_is_that_of_the_language() {
    for (name, source, target, expected) in [
        (
            "usual",
            "It rained. We stayed.",
            "雨が降った。家にいた。",
            "",
        ),
        (
            "two spaces",
            "It rained.  We stayed.",
            "雨が降った。家にいた。",
            "characters: 1",
        ),
        (
            "a space",
            "It rained. We stayed.",
            "雨が降った。 家にいた。",
            "characters: 1",
        ),
        (
            "lines",
            "It rained.\nWe stayed.",
            "雨が降った。\n家にいた。",
            "",
        ),
    ] {
        let bitext = Bitext::new(source, target);
        let alignment = Alignment::from_beads(vec![crate::Bead::new(0..2, 0..2, 0.5)]);
        let (back, losses) = through(&bitext, &alignment);
        assert_eq!(losses.to_string(), expected, "{name}");
        let export = Export::new(&bitext, &alignment);
        let texts = export
            .rows()
            .map(|row| (row.source().into_owned(), row.target().into_owned()));
        let is_same = texts.collect::<Vec<_>>() == hostile::texts(&back);
        assert_eq!(is_same, losses.is_empty(), "{name}");
    }
}

#[test]
fn scores_of_hunalign_are_no_confidences() {
    for (name, text, expected) in [
        ("probabilities", "a\t雨\t0.25\nb\t風\t1\n", [0.25, 1.0]),
        ("negative", "a\t雨\t0.25\nb\t風\t-0.3\n", [1.0, 1.0]),
        ("above 1", "a\t雨\t0.25\nb\t風\t1.7\n", [1.0, 1.0]),
        ("none", "a\t雨\nb\t風\t\n", [1.0, 1.0]),
    ] {
        let bitext = read(text).expect(name);
        let alignment = Aligner::new().align(&bitext);
        let found: Vec<f32> = alignment.beads().iter().map(|b| b.confidence).collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn lines_that_are_no_beads_are_refused() {
    for (name, text, expected) in [
        (
            "no score",
            "a\t雨\tx\n",
            "line 1: expected a score, found `x`",
        ),
        (
            "no tab",
            "a\t雨\n\nb\n",
            "line 3: expected a text and its translation separated by a tab, found `b`",
        ),
        ("nothing", "\n", "expected lines with text, found none"),
        ("no text", "\t\t1\n", "expected lines with text, found none"),
    ] {
        assert_eq!(read(text).unwrap_err().to_string(), expected, "{name}");
    }
}

#[test]
fn a_text_of_a_megabyte_is_one_line() {
    let long = "It rained all day, ".repeat(60_000);
    let pairs = [(format!("{long}and we stayed."), "雨で家にいた。".to_owned())];
    let bitext = hostile::bitext(&pairs);
    let alignment = Aligner::new().align(&bitext);
    let (back, losses) = through(&bitext, &alignment);
    assert!(losses.is_empty());
    assert_eq!(hostile::texts(&back), pairs);
}

proptest! {
    #[test]
    fn what_is_written_is_read(pairs in hostile::pairs()) {
        let bitext = hostile::bitext(&pairs);
        let alignment = Aligner::new().align(&bitext);
        let (back, losses) = through(&bitext, &alignment);
        let found = Aligner::new().align(&back);
        prop_assert_eq!(segments(&back, &found), segments(&bitext, &alignment));
        prop_assert_eq!(hostile::texts(&back) == hostile::texts(&bitext), losses.is_empty());
    }

    #[test]
    fn beads_of_any_kind_and_confidences_come_back(alignment in alignments()) {
        let ends = alignment.beads().last().map_or((0, 0), |bead| (bead.source.end, bead.target.end));
        prop_assume!(ends != (0, 0));
        let lines = |n: usize, line: &str| vec![line; n].join("\n");
        let bitext = Bitext::from_documents(
            Document::from_lines(lines(ends.0, "It rained."), Language::English),
            Document::from_lines(lines(ends.1, "雨が降った。"), Language::Japanese),
        );
        let (back, losses) = through(&bitext, &alignment);
        prop_assert!(losses.is_empty());
        let found = Aligner::new().align(&back);
        prop_assert_eq!(found.beads().len(), alignment.beads().len());
        for (found, bead) in found.beads().iter().zip(alignment.beads()) {
            prop_assert_eq!((&found.source, &found.target), (&bead.source, &bead.target));
            prop_assert!((found.confidence - bead.confidence).abs() < 1e-4);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[a-c\t\n.雨~ 0-9-]{0,40}") {
        let _ = read(&text);
    }
}
