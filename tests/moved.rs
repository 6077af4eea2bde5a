//! Passages moved to another place are found, and chance is not taken for one.

use std::ops::Range;

use proptest::prelude::*;
use taiyaku::{Aligner, Bitext, Moved};

/// The `k`-th sentence of a harbour's chronicle and its translation. Every kind returns now and then, so that the
/// vocabulary is that of the whole text and only the details tell one sentence from another.
fn sentence(k: usize) -> (String, String) {
    let (year, n) = (1803 + 7 * k, 11 + 13 * k);
    match k % 8 {
        0 => (
            format!("In {year} the harbour received {n} ships from the north."),
            format!("{year}年に港は北方から{n}隻の船を迎えた。"),
        ),
        1 => (
            format!("A storm destroyed {n} houses near the river."),
            format!("嵐が川の近くの{n}軒の家を壊した。"),
        ),
        2 => (
            format!("The school had {n} pupils at the end of {year}."),
            format!("{year}年の末に学校には{n}人の生徒がいた。"),
        ),
        3 => (
            format!("The mayor bought {n} tons of coal for the winter."),
            format!("市長は冬に備えて石炭を{n}トン買った。"),
        ),
        4 => (
            format!("A railway of {n} kilometres was opened in {year}."),
            format!("{year}年に{n}キロの鉄道が開通した。"),
        ),
        5 => (
            format!("The price of fish rose by {n} percent in the spring."),
            format!("春に魚の値段が{n}パーセント上がった。"),
        ),
        6 => (
            format!("About {n} people watched the fire from the bridge."),
            format!("およそ{n}人が橋から火事を見ていた。"),
        ),
        _ => (
            format!("The hospital was moved to the island in {year}."),
            format!("病院は{year}年に島へ移された。"),
        ),
    }
}

/// A bitext of one sentence a paragraph: the source in the order of the numbers, the target in the order given.
fn bitext(source: impl Iterator<Item = usize>, target: impl Iterator<Item = usize>) -> Bitext {
    let source: Vec<String> = source.map(|k| sentence(k).0).collect();
    let target: Vec<String> = target.map(|k| sentence(k).1).collect();
    Bitext::new(source.join("\n"), target.join("\n"))
}

fn moved(bitext: &Bitext) -> Vec<Moved> {
    let aligner = Aligner::new();
    aligner.moved(bitext, &aligner.align(bitext))
}

fn ranges(moved: &[Moved]) -> Vec<(Range<usize>, Range<usize>)> {
    let both = |m: &Moved| (m.source.clone(), m.target.clone());
    moved.iter().map(both).collect()
}

#[test]
fn a_moved_passage_is_found() {
    for (name, n, from, length, to) in [
        ("a sentence forward", 40, 8, 1, 30),
        ("a sentence backward", 40, 31, 1, 4),
        ("a sentence over the next two", 20, 9, 1, 11),
        ("a paragraph of five", 60, 12, 5, 40),
        ("a paragraph of twenty", 90, 60, 20, 5),
        ("to the end", 40, 0, 6, 34),
        ("to the beginning", 40, 34, 6, 0),
        ("a chapter", 300, 20, 80, 190),
    ] {
        let mut order: Vec<usize> = (0..n).collect();
        let passage: Vec<usize> = order.drain(from..from + length).collect();
        order.splice(to..to, passage);
        let found = ranges(&moved(&bitext(0..n, order.into_iter())));
        assert_eq!(found, [(from..from + length, to..to + length)], "{name}");
    }
}

#[test]
fn two_moved_passages_are_two_links() {
    let order = (0..10)
        .chain(15..30)
        .chain(10..15)
        .chain(30..40)
        .chain(48..70);
    let found = ranges(&moved(&bitext(0..70, order.chain(40..48))));
    assert_eq!(found, [(10..15, 25..30), (40..48, 62..70)]);
}

#[test]
fn a_passage_that_was_only_left_out_is_not_moved() {
    let omitted = bitext(0..40, (0..10).chain(16..40));
    assert_eq!(moved(&omitted), []);
    let other_instead = bitext(0..40, (0..10).chain(18..30).chain(61..67).chain(30..40));
    assert_eq!(moved(&other_instead), []);
}

#[test]
fn repeated_lines_and_short_answers_are_not_moved() {
    for (name, english, japanese) in [
        ("heading", "Summary", "要約"),
        ("answer", "Yes.", "はい。"),
        (
            "thanks",
            "Thank you very much.",
            "どうもありがとうございます。",
        ),
    ] {
        let (mut source, mut target) = (Vec::new(), Vec::new());
        for k in 0..40 {
            source.push(sentence(k).0);
            target.push(sentence(k).1);
            // The line stands in many places, and at two of them on one side only.
            if k % 9 == 4 {
                if k != 13 {
                    source.push(english.to_string());
                }
                if k != 31 {
                    target.push(japanese.to_string());
                }
            }
        }
        let bitext = Bitext::new(source.join("\n"), target.join("\n"));
        assert_eq!(moved(&bitext), [], "{name}");
    }
}

#[test]
#[should_panic(expected = "an alignment of [40, 40] segments for a bitext of [3, 3]")]
fn an_alignment_of_another_text_panics_at_once() {
    let aligner = Aligner::new();
    let (long, short) = (bitext(0..40, 0..40), bitext(0..3, 1..4));
    let _ = aligner.moved(&short, &aligner.align(&long));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn passages_lie_among_the_nulls_and_apart(order in Just((0..24usize).collect::<Vec<_>>()).prop_shuffle()) {
        let bitext = bitext(0..24, order.into_iter());
        let aligner = Aligner::new();
        let alignment = aligner.align(&bitext);
        let moved = aligner.moved(&bitext, &alignment);
        prop_assert_eq!(&moved, &aligner.moved(&bitext, &alignment));
        prop_assert!(moved.is_sorted_by(|a, b| a.source.end <= b.source.start));
        let mut targets: Vec<_> = moved.iter().map(|m| m.target.clone()).collect();
        targets.sort_by_key(|target| target.start);
        prop_assert!(targets.is_sorted_by(|a, b| a.end <= b.start));
        for passage in &moved {
            prop_assert!((0.5..=1.0).contains(&passage.confidence));
            for bead in alignment.beads().iter().filter(|bead| !bead.is_null()) {
                prop_assert!(bead.source.end <= passage.source.start || passage.source.end <= bead.source.start);
                prop_assert!(bead.target.end <= passage.target.start || passage.target.end <= bead.target.start);
            }
            let (mut source, mut target) = (passage.source.start, passage.target.start);
            for bead in &passage.beads {
                prop_assert_eq!((bead.source.start, bead.target.start), (source, target));
                (source, target) = (bead.source.end, bead.target.end);
            }
            prop_assert_eq!((source, target), (passage.source.end, passage.target.end));
        }
    }
}
