//! What must hold for every text: beads tile both sides, nothing panics, the same input gives the same result.

use proptest::prelude::*;
use taiyaku::segment::Segmenter;
use taiyaku::{Aligner, Alignment, Bitext, FixedBeads, Language, Similarity, WorkLimit, corpus};

fn assert_tiles(bitext: &Bitext, alignment: &Alignment) {
    let (mut source, mut target) = (0, 0);
    for bead in alignment.beads() {
        assert_eq!((bead.source.start, bead.target.start), (source, target));
        assert!(bead.source.end > bead.source.start || bead.target.end > bead.target.start);
        assert!(
            (0.0..=1.0).contains(&bead.confidence),
            "confidence {}",
            bead.confidence
        );
        (source, target) = (bead.source.end, bead.target.end);
    }
    assert_eq!(
        (source, target),
        (
            bitext.source().segments().len(),
            bitext.target().segments().len()
        )
    );
}

fn sentences(words: &'static [&'static str], stop: &'static str) -> impl Strategy<Value = String> {
    let sentence = prop::collection::vec(prop::sample::select(words), 1..8);
    prop::collection::vec((sentence, any::<bool>()), 0..40).prop_map(move |sentences| {
        let gap = if stop == "。" { "" } else { " " };
        let mut text = String::new();
        for (words, breaks) in sentences {
            text.push_str(&words.join(gap));
            text.push_str(stop);
            text.push_str(if breaks { "\n" } else { gap });
        }
        text
    })
}

const ENGLISH: &[&str] = &[
    "The", "cat", "ran", "to", "Tokyo", "in", "2024", "and", "saw", "30", "ships", "\"no\"",
];
const JAPANESE: &[&str] = &[
    "猫が",
    "東京へ",
    "走った",
    "2024年に",
    "三十",
    "船を",
    "見て",
    "「いいえ」",
    "コンピューター",
];

/// Letters, marks of either language, white space of every kind, and characters that are not seen.
const EDGES: &str = "[aB1雨かｶ.!?…。！？,、:;()「」“”\"'|*#\\- \t\n\r\u{b}\u{c}\u{1c}\u{85}\u{a0}\u{2009}\u{2028}\u{2029}\u{202f}\u{3000}\
    \0\u{ad}\u{180e}\u{200b}\u{200c}\u{200d}\u{200e}\u{2060}\u{fe0f}\u{feff}\u{fffc}\u{e0100}\u{3099}]{0,24}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_048))]

    #[test]
    fn every_character_is_in_a_segment_or_blank(text in EDGES) {
        let is_unseen = |c: char| matches!(c, '\0' | '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200e}' | '\u{2060}' | '\u{feff}' | '\u{fffc}');
        let is_blank = |c: char| c.is_whitespace() || is_unseen(c);
        for language in [Language::English, Language::Japanese, Language::Other] {
            let mut end = 0;
            for segment in Segmenter::new(language).segments(&text) {
                let between = &text[end..segment.span.start];
                prop_assert!(between.chars().all(is_blank), "{language}: {between:?}");
                let inside = segment.span.of(&text);
                prop_assert!(!inside.is_empty());
                prop_assert_eq!(inside.trim_matches(is_blank), inside, "{}", language);
                end = segment.span.end;
            }
            prop_assert!(text[end..].chars().all(is_blank), "{language}: {:?}", &text[end..]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn beads_tile_both_sides(source in sentences(ENGLISH, "."), target in sentences(JAPANESE, "。")) {
        let bitext = Bitext::new(source, target);
        let aligner = Aligner::new();
        let alignment = aligner.align(&bitext);
        assert_tiles(&bitext, &alignment);
        prop_assert_eq!(&alignment, &aligner.align(&bitext));
    }

    #[test]
    fn fixed_beads_stand_beside_similarities_without_meaning(
        source in sentences(ENGLISH, "."), target in sentences(JAPANESE, "。"),
        steps in prop::collection::vec([0usize..3, 0usize..7, 0usize..3, 0usize..7], 0..6),
        values in prop::collection::vec(
            prop_oneof![4 => any::<f32>(), 1 => Just(f32::NAN), 1 => Just(f32::INFINITY), 1 => Just(f32::NEG_INFINITY)],
            1..40,
        ),
    ) {
        let bitext = Bitext::new(source, target);
        let ends = [bitext.source(), bitext.target()].map(|side| side.segments().len());
        let (mut i, mut j, mut beads) = (0, 0, Vec::new());
        for [gap_source, n_source, gap_target, n_target] in steps {
            let (from, to) = (i + gap_source, j + gap_target);
            if n_source + n_target > 0 && from + n_source <= ends[0] && to + n_target <= ends[1] {
                (i, j) = (from + n_source, to + n_target);
                beads.push((from..i, to..j));
            }
        }
        let fixed = FixedBeads::new(beads.clone()).expect("beads in order");
        let similarity = Similarity::from_fn(|a, b| values[(a * 31 + b) % values.len()]);
        let aligner = Aligner::new();
        let alignment = aligner.realign_with(&bitext, &fixed, &similarity);
        assert_tiles(&bitext, &alignment);
        let known = Bitext::from_documents(bitext.source().clone(), bitext.target().clone()).with_known_beads(beads);
        for alignment in [alignment, aligner.align(&known)] {
            for bead in fixed.beads() {
                prop_assert!(alignment.beads().contains(bead), "{bead:?} is not in {alignment:?}");
            }
        }
    }

    #[test]
    fn a_limit_of_the_work_changes_no_answer(
        source in sentences(ENGLISH, "."), target in sentences(JAPANESE, "。"), cells in 0u64..4_000,
    ) {
        let bitext = Bitext::new(source, target);
        let aligner = Aligner::new();
        let limit = WorkLimit { cells, cells_at_once: 1_000_000 };
        if let Some(alignment) = aligner.align_within(&bitext, limit) {
            prop_assert_eq!(alignment, aligner.align(&bitext));
        }
    }

    #[test]
    fn any_text_aligns(source in "\\PC{0,200}", target in "\\PC{0,200}") {
        let bitext = Bitext::new(source, target);
        let alignment = Aligner::new().align(&bitext);
        assert_tiles(&bitext, &alignment);
        for pair in bitext.pairs(&alignment) {
            prop_assert!(!pair.source_text().contains('\n') && !pair.target_text().contains('\n'));
            prop_assert!(!(pair.source_text().is_empty() && pair.target_text().is_empty()));
        }
    }
}

#[test]
fn an_empty_side_makes_nulls() {
    for (source, target, beads) in [("", "", 0), ("One. Two.", "", 2), ("", "一つ。二つ。", 2)]
    {
        let bitext = Bitext::new(source, target);
        let alignment = Aligner::new().align(&bitext);
        assert_eq!(alignment.beads().len(), beads, "{source:?} {target:?}");
        assert_tiles(&bitext, &alignment);
    }
}

#[test]
fn any_number_of_threads_gives_the_same() {
    let line = |k: usize| {
        (
            format!("Ship {k} left port {}.", k * 7),
            format!("第{k}号の船が{}番港を出た。", k * 7),
        )
    };
    let bitexts: Vec<Bitext> = (0..20)
        .map(|n| {
            let (english, japanese): (Vec<_>, Vec<_>) = (n..n + 30).map(line).unzip();
            Bitext::new(english.join("\n"), japanese.join("\n"))
        })
        .collect();
    let aligner = Aligner::new();
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("a pool of threads");
        pool.install(|| corpus::align(&aligner, &bitexts))
    };
    let one = run(1);
    assert_eq!(one, run(2));
    assert_eq!(one, run(8));
}

#[test]
fn texts_of_one_repeated_line_are_tiled() {
    for (source, target) in [
        ("a. ", "あ。"),
        ("No. ", "いいえ。"),
        ("(", "「"),
        ("5 ", "五"),
    ] {
        let bitext = Bitext::new(source.repeat(4_000), target.repeat(4_000));
        assert_tiles(&bitext, &Aligner::new().align(&bitext));
    }
}

#[test]
fn links_name_the_anchors_as_they_stand_in_the_text() {
    let rows = [
        (
            "sound",
            "The computer hummed.",
            "コンピューターがうなった。",
            "computer",
            "コンピューター",
        ),
        (
            "half-width kana",
            "The computer hummed.",
            "ｺﾝﾋﾟｭｰﾀｰがうなった。",
            "computer",
            "ｺﾝﾋﾟｭｰﾀｰ",
        ),
        (
            "number",
            "It cost 1.2 million yen.",
            "費用は120万円だった。",
            "1.2 million",
            "120万",
        ),
        (
            "Latin",
            "Rust is old.",
            "Ｒｕｓｔは古い。",
            "Rust",
            "Ｒｕｓｔ",
        ),
    ];
    let aligner = Aligner::new();
    for (name, source, target, met, meeting) in rows {
        let bitext = Bitext::new(source, target);
        let anchored = aligner.read(&bitext);
        let alignment = aligner.align(&anchored);
        let links: Vec<(&str, &str)> = bitext
            .pairs(&alignment)
            .flat_map(|pair| pair.links(&anchored))
            .map(|link| (link.source.of(source), link.target.of(target)))
            .collect();
        assert!(
            links
                .iter()
                .any(|(a, b)| a.starts_with(met) && b.starts_with(meeting)),
            "{name}: {links:?}"
        );
    }
}
