//! Files that are aligned already, as other programs write them: their units are the beads, and a review finds what is wrong in
//! them. `tests/formats/make_units.py` makes the files.

mod texts;

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use taiyaku::format::{Format, tsv};
use taiyaku::review::{ReviewOptions, review};
use taiyaku::{Aligner, Bitext};

fn bitext_of(name: &str) -> Bitext {
    let path = Path::new("tests/formats/units").join(name);
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let format = Format::of_path(&path).expect("a known extension");
    assert!(format.is_bilingual(), "{name}");
    format
        .read_bitext(&bytes)
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The units as the aligner returns them: `place: original | translation`, segments separated by ` / `.
fn units(bitext: &Bitext) -> Vec<String> {
    let alignment = Aligner::new().align(bitext);
    let sides = [bitext.source(), bitext.target()];
    let shown = |bead: &taiyaku::Bead| {
        assert_eq!(bead.confidence, 1.0);
        let ranges = [bead.source.clone(), bead.target.clone()];
        let texts = [0, 1].map(|side| {
            let segments = ranges[side].clone().map(|k| sides[side].segment_text(k));
            segments.collect::<Vec<_>>().join(" / ")
        });
        let side = usize::from(ranges[0].is_empty());
        let first = sides[side].segments()[ranges[side].start].span.start;
        let content = sides[side].content().expect("units are blocks");
        let place = content
            .block_at(first)
            .and_then(|block| block.place.as_deref());
        format!("{}: {} | {}", place.unwrap_or_default(), texts[0], texts[1])
    };
    let beads: Vec<String> = alignment.beads().iter().map(shown).collect();
    assert_eq!(beads.len(), bitext.known_beads().len());
    beads
}

const FERRY: [&str; 4] = [
    "The ferry leaves at 9:40. | フェリーは9時40分に出ます。",
    "Bring a coat. / It rains often on the island. | コートを持ってきてください。 / 島ではよく雨が降ります。",
    "The mill has 24 rooms. | 水車小屋には部屋が42あります。",
    "Closed on Mondays | ",
];

fn ferry(places: [&str; 4]) -> Vec<String> {
    let places = places.iter().filter(|place| !place.is_empty());
    let units = places.zip(FERRY);
    units
        .map(|(place, unit)| format!("{place}: {unit}"))
        .collect()
}

#[test]
fn units_of_other_programs_are_beads() {
    let with = |mut units: Vec<String>, more: &[&str]| {
        units.extend(more.iter().map(|&unit| unit.to_owned()));
        units
    };
    let state = ", state translated";
    let rows = [
        (
            "polib.po",
            with(
                ferry(["line 12", "line 16", "line 20", "line 24"]),
                &[
                    "line 28: Open | 開く",
                    "line 32: Open | 営業中",
                    "line 36: %d tickets for {name} | {name}さんの切符%d枚",
                    "line 40: The sign says \"No swimming\". / The sea is cold. / Ask the crew\tfirst. | \
                     看板には「遊泳禁止」とあります。 / 海は冷たいです。 / まず乗組員に\t聞いてください。",
                    "line 53, fuzzy: The café is open. | 喫茶店は閉まっています。",
                ],
            ),
        ),
        (
            "toolkit.xlf",
            ferry(
                [2, 3, 4, 5]
                    .map(|id| format!("unit {id}{}", if id < 5 { state } else { "" }))
                    .each_ref()
                    .map(String::as_str),
            ),
        ),
        (
            "toolkit-2.xlf",
            ferry([
                "unit number 1",
                "unit number 2",
                "unit number 3",
                "unit number 4",
            ]),
        ),
        ("toolkit.tmx", ferry(["tu 1", "tu 2", "tu 3", ""])),
        (
            "python.csv",
            with(
                ferry(["line 2", "line 3", "line 4", "line 5"]),
                &[
                    "line 6: The sign says \"No swimming\", / in red. | 「遊泳禁止」, / と看板にあります。",
                ],
            ),
        ),
        (
            "plain.tsv",
            [
                vec![
                    "line 1: \"No,\" said the captain. | 「いいえ」と船長は言いました。".to_owned(),
                ],
                ferry(["line 2", "line 3", "line 4", "line 5"]),
            ]
            .concat(),
        ),
        (
            "openpyxl.xlsx",
            with(
                ferry(
                    [2, 3, 4, 5]
                        .map(|row| format!("sheet `Texts`, row {row}"))
                        .each_ref()
                        .map(String::as_str),
                ),
                &[
                    "sheet `Texts`, row 6: Mind the gap. | 隙間に注意。",
                    "sheet `Texts`, row 9: Line one. / Line two. | 一行目。 / 二行目。",
                ],
            ),
        ),
        (
            "xlsxwriter.xlsx",
            ferry(
                [3, 4, 5, 6]
                    .map(|row| format!("sheet `Texts`, row {row}"))
                    .each_ref()
                    .map(String::as_str),
            ),
        ),
    ];
    for (name, expected) in rows {
        assert_eq!(units(&bitext_of(name)), expected, "{name}");
    }
}

#[test]
fn a_review_finds_a_wrong_number_in_its_unit() {
    for name in [
        "polib.po",
        "toolkit.xlf",
        "toolkit-2.xlf",
        "toolkit.tmx",
        "python.csv",
        "openpyxl.xlsx",
    ] {
        let bitext = bitext_of(name);
        let aligner = Aligner::new();
        let anchored = aligner.read(&bitext);
        let alignment = aligner.align(&anchored);
        let findings = review(&anchored, &alignment, &ReviewOptions::default());
        let numbers: Vec<_> = findings
            .iter()
            .filter(|finding| finding.check.to_string() == "number")
            .collect();
        assert_eq!(numbers.len(), 1, "{name}: {findings:?}");
        let (source, target) = (bitext.source(), bitext.target());
        assert_eq!(numbers[0].beads, 2..3, "{name}");
        assert_eq!(numbers[0].source[0].of(source.text()), "24", "{name}");
        assert_eq!(numbers[0].target[0].of(target.text()), "42", "{name}");
    }
}

#[test]
fn a_table_of_ours_is_read_back() {
    let bitext = bitext_of("polib.po");
    let aligner = Aligner::new();
    let mut table = Vec::new();
    tsv::write(bitext.pairs(&aligner.align(&bitext)), &mut table).expect("written");
    let again = Format::Table.read_bitext(&table).expect("read");
    let pairs = |bitext: &Bitext| {
        let alignment = aligner.align(bitext);
        let pairs = bitext.pairs(&alignment);
        pairs
            .map(|pair| {
                (
                    pair.source_text().into_owned(),
                    pair.target_text().into_owned(),
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(pairs(&again), pairs(&bitext));
}

const FORMATS: [Format; 5] = [
    Format::Po,
    Format::Xliff,
    Format::Tmx,
    Format::Table,
    Format::Xlsx,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[a-z\"\\\\<>&%{}雨 \\n\\t,/=msgidtr]{0,200}") {
        for format in FORMATS {
            drop(format.read_bitext(&bytes));
            drop(format.read_bitext(text.as_bytes()));
        }
    }

    #[test]
    fn damaged_files_are_read_or_refused(which in 0usize..8, at in any::<proptest::sample::Index>(), byte in any::<u8>(), is_cut in any::<bool>()) {
        let names = ["polib.po", "toolkit.xlf", "toolkit-2.xlf", "toolkit.tmx", "python.csv", "plain.tsv", "openpyxl.xlsx", "xlsxwriter.xlsx"];
        let path = Path::new("tests/formats/units").join(names[which]);
        let mut bytes = fs::read(&path).expect("a file of the tests");
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if is_cut {
            bytes.truncate(at);
        }
        if let Ok(bitext) = Format::of_path(&path).expect("a known extension").read_bitext(&bytes) {
            prop_assert!(!bitext.known_beads().is_empty());
        }
    }
}
