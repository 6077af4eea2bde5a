//! A bitext that was read gives whatever the bitext itself gives, and what was read of it slices its text.

use proptest::prelude::*;
use taiyaku::{Aligner, AnchorKind, Bitext, FixedBeads, Lexicon, Link};

const ENGLISH: [&str; 7] = [
    "The ferry to Onomichi leaves at 7:40. ",
    "Mr. Murase paid 1,200 yen for twelve maps. ",
    "\"Why?\" asked the captain. ",
    "No one answered.\n\n",
    "Yes. ",
    "In 1964 the lighthouse was moved by half a mile. ",
    "Chapter 2\n",
];
const JAPANESE: [&str; 7] = [
    "尾道行きのフェリーは7時40分に出る。",
    "村瀬氏は地図12枚に1200円を払った。",
    "「なぜ？」と船長は尋ねた。",
    "誰も答えなかった。\n\n",
    "はい。",
    "1964年、灯台は半マイル移された。",
    "第2章\n",
];

fn text(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop::sample::select(pieces);
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_bitext_that_was_read_gives_the_same(source in text(&ENGLISH), target in text(&JAPANESE)) {
        let bitext = Bitext::new(source, target);
        let aligner = Aligner::new();
        let anchored = aligner.read(&bitext);
        let alignment = aligner.align(&anchored);
        prop_assert_eq!(&alignment, &aligner.align(&bitext));
        prop_assert_eq!(aligner.moved(&anchored, &alignment), aligner.moved(&bitext, &alignment));
        let middle = alignment.beads().get(alignment.beads().len() / 2);
        let fixed = FixedBeads::new(middle.map(|bead| (bead.source.clone(), bead.target.clone()))).unwrap();
        prop_assert_eq!(aligner.realign(&anchored, &fixed), aligner.realign(&bitext, &fixed));
    }

    #[test]
    fn numbers_and_links_stand_in_their_segments(source in text(&ENGLISH), target in text(&JAPANESE)) {
        let bitext = Bitext::new(source, target);
        let anchored = Aligner::new().read(&bitext);
        let n_source = bitext.source().segments().len();
        let n_target = bitext.target().segments().len();
        let mut n_numbers = 0;
        for (k, segment) in bitext.source().segments().iter().enumerate() {
            let numbers = anchored.source_numbers(k..k + 1);
            n_numbers += numbers.len();
            for number in numbers {
                prop_assert!(segment.span.start <= number.span.start && number.span.end <= segment.span.end);
                prop_assert!(!number.span.of(bitext.source().text()).is_empty());
            }
        }
        prop_assert_eq!(anchored.source_numbers(0..n_source).len(), n_numbers);
        // The links of all segments are those of each segment of the target, one after the other.
        let all = anchored.links(0..n_source, 0..n_target);
        let by_segment: Vec<Link> = (0..n_target).flat_map(|k| anchored.links(0..n_source, k..k + 1)).collect();
        prop_assert_eq!(all, by_segment);
    }
}

#[test]
fn what_meets_is_told_with_its_place() {
    let bitext = Bitext::new(
        "Mr. Murase paid 1,200 yen for the ferry.",
        "村瀬氏はフェリーに1200円払った。",
    );
    let anchored = Aligner::new().read(&bitext);
    let links = anchored.links(0..1, 0..1);
    let shown: Vec<(AnchorKind, &str, &str)> = links
        .iter()
        .map(|link| {
            let source = link.source.of(bitext.source().text());
            (link.kind, source, link.target.of(bitext.target().text()))
        })
        .collect();
    assert!(
        shown.contains(&(AnchorKind::Number, "1,200", "1200")),
        "{shown:?}"
    );
    assert!(
        shown.contains(&(AnchorKind::Sound, "ferry", "フェリー")),
        "{shown:?}"
    );
    #[cfg(feature = "lexicon")]
    assert!(
        shown.contains(&(AnchorKind::Reading, "Murase", "村瀬")),
        "{shown:?}"
    );
}

#[test]
fn an_address_is_one_anchor_and_meets_only_itself() {
    for (name, target, expected) in [
        (
            "the same",
            "詳しくは https://a.example/map12 へ。",
            &["https://a.example/map12"][..],
        ),
        (
            "another scheme",
            "詳しくは www.a.example/map12/ へ。",
            &["https://a.example/map12"],
        ),
        (
            "another page of the host",
            "詳しくは https://a.example/map13 へ。",
            &[],
        ),
        ("another host", "詳しくは https://b.example/ へ。", &[]),
    ] {
        let bitext = Bitext::new("More is at https://a.example/map12.", target);
        let anchored = Aligner::builder()
            .lexicon(Lexicon::empty())
            .build()
            .read(&bitext);
        let links = anchored.links(0..1, 0..1);
        let source = bitext.source().text();
        let met: Vec<&str> = links.iter().map(|link| link.source.of(source)).collect();
        assert_eq!(met, expected, "{name}");
    }
}
