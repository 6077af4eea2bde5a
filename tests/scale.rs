//! Long texts whose two sides do not run alongside each other: the skeleton must find where they do.
//!
//! Sentences are made of our own words with a number each, so that the gold is known and no text is stored.

use taiyaku::{Aligner, Bitext};

/// Nouns and verbs of the sentences, English and Japanese.
const NOUNS: [(&str, &str); 12] = [
    ("engine", "エンジン"),
    ("river", "川"),
    ("teacher", "先生"),
    ("window", "窓"),
    ("letter", "手紙"),
    ("mountain", "山"),
    ("garden", "庭"),
    ("station", "駅"),
    ("doctor", "医者"),
    ("newspaper", "新聞"),
    ("island", "島"),
    ("hotel", "ホテル"),
];
const VERBS: [(&str, &str); 4] = [
    ("bought", "買った"),
    ("saw", "見た"),
    ("sold", "売った"),
    ("cleaned", "掃除した"),
];

/// The k-th of all sentences, on both sides; no two neighbours are alike, yet no word is rare.
fn sentence(k: usize) -> (String, String) {
    let mixed = (k as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let noun = |shift: u32| NOUNS[(mixed >> shift) as usize % NOUNS.len()];
    let verb = VERBS[(mixed >> 60) as usize % VERBS.len()];
    let number = (mixed >> 20) % 900 + 100;
    let (owner, thing, place) = (noun(30), noun(40), noun(50));
    (
        format!(
            "The {} {} {number} pieces of the {} near the {}.\n",
            owner.0, verb.0, thing.0, place.0
        ),
        format!(
            "{}は{}のそばで{}を{number}個{}。\n",
            owner.1, place.1, thing.1, verb.1
        ),
    )
}

/// The share of the sentences that both sides have, in the order in which they can be aligned, whose bead is right.
fn share_right(source: &[usize], target: &[usize], alignable: &[usize]) -> f64 {
    let english: String = source.iter().map(|&k| sentence(k).0).collect();
    let japanese: String = target.iter().map(|&k| sentence(k).1).collect();
    let bitext = Bitext::new(english, japanese);
    assert_eq!(bitext.source().segments().len(), source.len());
    assert_eq!(bitext.target().segments().len(), target.len());
    let alignment = Aligner::new().align(&bitext);
    let right = alignment.beads().iter().filter(|bead| {
        bead.source.len() == 1
            && bead.target.len() == 1
            && source[bead.source.start] == target[bead.target.start]
            && alignable.binary_search(&source[bead.source.start]).is_ok()
    });
    right.count() as f64 / alignable.len() as f64
}

fn numbers(ranges: &[std::ops::Range<usize>]) -> Vec<usize> {
    ranges.iter().cloned().flatten().collect()
}

#[test]
fn the_skeleton_survives_what_one_side_has_alone() {
    for (name, source, target, alignable) in [
        (
            "preface",
            numbers(&[5_000..6_000, 0..1_500]),
            numbers(&[0..1_500]),
            numbers(&[0..1_500]),
        ),
        (
            "missing chapter",
            numbers(&[0..2_000]),
            numbers(&[0..750, 1_400..2_000]),
            numbers(&[0..750, 1_400..2_000]),
        ),
        (
            "added chapter",
            numbers(&[0..700, 1_300..2_000]),
            numbers(&[0..2_000]),
            numbers(&[0..700, 1_300..2_000]),
        ),
        (
            "swapped chapters",
            numbers(&[0..1_500]),
            numbers(&[0..500, 800..1_200, 500..800, 1_200..1_500]),
            // Of two chapters that cross only one can be aligned: the longer one.
            numbers(&[0..500, 800..1_500]),
        ),
    ] {
        let share = share_right(&source, &target, &alignable);
        assert!(share > 0.98, "{name}: {share}");
    }
}

#[test]
fn a_text_that_repeats_itself_keeps_its_place() {
    let source: Vec<usize> = (0..2_400).map(|k| k % 150).collect();
    // Every 29th sentence is left out, so that the sides drift apart by half a period.
    let kept = |k: &usize| k % 29 != 0;
    let target: Vec<usize> = (0..2_400).filter(kept).map(|k| k % 150).collect();
    let english: String = source.iter().map(|&k| sentence(k).0).collect();
    let japanese: String = target.iter().map(|&k| sentence(k).1).collect();
    let alignment = Aligner::new().align(&Bitext::new(english, japanese));
    let places: Vec<usize> = (0..2_400).filter(kept).collect();
    let right = alignment.beads().iter().filter(|bead| {
        bead.kind().to_string() == "1-1" && places[bead.target.start] == bead.source.start
    });
    let share = right.count() as f64 / places.len() as f64;
    assert!(share > 0.95, "{share}");
}

#[test]
fn a_text_read_in_parts_is_the_same_on_any_number_of_threads() {
    let n = 4_500;
    let english: String = (0..n).map(|k| sentence(k).0).collect();
    let japanese: String = (0..n)
        .filter(|k| k % 31 != 0)
        .map(|k| sentence(k).1)
        .collect();
    let aligned = [1, 2, 8].map(|n_threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(n_threads)
            .build()
            .unwrap();
        pool.install(|| Aligner::new().align(&Bitext::new(english.as_str(), japanese.as_str())))
    });
    assert_eq!(aligned[0], aligned[1]);
    assert_eq!(aligned[0], aligned[2]);
}
