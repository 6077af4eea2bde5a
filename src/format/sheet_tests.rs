//! Tests of the formats of spreadsheets: what XLSX and CSV hold is read back.

use std::io::Write;

use proptest::prelude::*;

use crate::align::Aligner;
use crate::bitext::Bitext;
use crate::error::Result;
use crate::format::units::{self, Unit, UnitText};
use crate::format::{Export, Format, Losses, RowNotes, csv_table, hostile, xlsx};
use crate::review::{ReviewOptions, RowState, review_with_names};
use crate::{Alignment, Bead};

type Writer = fn(&Export<'_>, &mut dyn Write) -> Result<Losses>;

const WRITERS: [(Format, Writer); 2] = [
    (Format::Xlsx, |export, out| xlsx::write(export, out)),
    (Format::Table, |export, out| csv_table::write(export, out)),
];

/// The file of a bitext, and what it lost.
fn written(bitext: &Bitext, write: Writer) -> (Vec<u8>, Losses) {
    let alignment = Aligner::new().align(bitext);
    let export = Export::new(bitext, &alignment).with_code();
    let mut file = Vec::new();
    let losses = write(&export, &mut file).expect("a vector");
    (file, losses)
}

#[test]
fn hard_rows_are_read_back() {
    let bitext = hostile::bitext_of_rows();
    let texts = hostile::texts(&bitext);
    for (format, write) in WRITERS {
        let (file, losses) = written(&bitext, write);
        assert!(losses.is_empty(), "{format}: {losses}");
        let back = format.read_bitext(&file).expect("the file is ours");
        for (found, (expected, row)) in hostile::texts(&back)
            .iter()
            .zip(texts.iter().zip(hostile::ROWS))
        {
            assert_eq!(found, expected, "{format}: {}", row.0);
        }
        assert_eq!(hostile::texts(&back).len(), texts.len(), "{format}");
        assert_eq!(file, written(&bitext, write).0, "{format}: the same bytes");
    }
}

#[test]
fn confidences_are_read_back() {
    let texts = ["It rained.", "We stayed.", "Nobody came."];
    let units = texts.map(|text| Unit {
        sides: [UnitText::plain(text), UnitText::plain("雨が降った。")],
        ..Unit::default()
    });
    let bitext = units::bitext(&units).expect("units with text");
    let confidences = [0.98765, 0.5, 0.0];
    let bitext = bitext.with_known_confidences(confidences.to_vec());
    for (format, write) in WRITERS {
        let back = format
            .read_bitext(&written(&bitext, write).0)
            .expect("the file is ours");
        let alignment = Aligner::new().align(&back);
        for (bead, expected) in alignment.beads().iter().zip(confidences) {
            assert!(
                (bead.confidence - expected).abs() < 1e-4,
                "{format}: {expected}"
            );
        }
        assert_eq!(alignment.beads().len(), 3, "{format}");
    }
}

#[test]
fn a_text_of_a_megabyte_is_kept_or_cut_and_counted() {
    let long = "雨".repeat(400_000);
    let pairs = [("It rained.".to_owned(), format!("{long}。"))];
    let bitext = hostile::bitext(&pairs);
    for (format, write) in WRITERS {
        let (file, losses) = written(&bitext, write);
        let back = format.read_bitext(&file).expect("the file is ours");
        let texts = hostile::texts(&back);
        let (n_long, n_kept) = match format {
            Format::Xlsx => (1, 32_767),
            _ => (0, 400_001),
        };
        assert_eq!(losses.long_cells, n_long, "{format}");
        let found: usize = texts.iter().map(|text| text.1.chars().count()).sum();
        assert_eq!(found, n_kept, "{format}");
    }
}

#[test]
fn a_text_that_looks_like_runs_is_text() {
    let text = "<r><t>_x0007_</t></r>".to_owned();
    let pairs = [
        ("It rained.".to_owned(), "雨。".to_owned()),
        (text.clone(), text),
    ];
    let bitext = hostile::bitext(&pairs);
    let back = Format::Xlsx.read_bitext(&written(&bitext, WRITERS[0].1).0);
    assert_eq!(
        hostile::texts(&back.expect("the file is ours")),
        hostile::texts(&bitext)
    );
}

#[test]
fn a_text_that_looks_like_escapes_is_text() {
    for (name, text) in [
        ("whole", "a_x000D_b"),
        ("two that share a mark", "_x000D_x000D_"),
        (
            "one that a control character ends",
            "_x000D\u{1}_x005F\u{7}_x0041\u{1f}",
        ),
        ("a sign", "_x+00D_ _x-00D_"),
        ("too short", "_x00D_ _x _x_"),
        ("small letters", "_x000d_ _X000D_"),
        ("an escape of a mark", "_x005F_x000D_"),
    ] {
        let text = format!("雨{text}。");
        let bitext = hostile::bitext(&[("It rained.".to_owned(), text.clone())]);
        for (format, write) in WRITERS {
            let back = format.read_bitext(&written(&bitext, write).0);
            let texts = hostile::texts(&back.expect("the file is ours"));
            assert_eq!(texts[0].1, text, "{format}: {name}");
        }
    }
}

#[test]
fn findings_names_and_notes_are_there() {
    let bitext = Bitext::new(
        "Melissa has 24 rooms. We met Melissa.",
        "メリッサには部屋が42ある。メリッサに会った。",
    );
    let beads = vec![Bead::new(0..1, 0..1, 0.9), Bead::new(1..2, 1..2, 0.8)];
    let alignment = Alignment::from_beads(beads);
    let anchored = Aligner::new().read(&bitext);
    let (findings, names) = review_with_names(&anchored, &alignment, &ReviewOptions::default());
    let notes = vec![
        RowNotes {
            state: RowState::Corrected,
            mark: true,
            comment: "=see\nabove",
            suggestion: Some("メリッサには部屋が24ある。"),
        },
        RowNotes::default(),
    ];
    let export = Export::new(&bitext, &alignment)
        .with_findings(&findings)
        .with_names(&names)
        .with_notes(notes);
    let mut file = Vec::new();
    let losses = csv_table::write(&export, &mut file).expect("a vector");
    // It speaks of the text before the suggestion.
    assert_eq!(losses.findings, 1);
    let file = String::from_utf8(file).expect("UTF-8");
    let first = "1,'1-1,0.9000,Melissa has 24 rooms.,メリッサには部屋が24ある。,\
        ,corrected,x,\"'=see\nabove\"\r\n";
    assert!(file.contains(first), "{file}");
    let mut book = Vec::new();
    xlsx::write(&export, &mut book).expect("a vector");
    let back = Format::Xlsx.read_bitext(&book).expect("the file is ours");
    assert_eq!(hostile::texts(&back)[0].1, "メリッサには部屋が24ある。");
}

#[test]
fn tables_that_a_person_saved_as_another_kind_keep_their_texts() {
    for (name, table, expected) in [
        (
            "a TSV",
            "id\tkind\tconfidence\tsource\ttarget\n1\t1-1\t0.5\tC:\\\\new\t'=雨\n",
            r"C:\new|'=雨",
        ),
        (
            "a TSV saved as CSV",
            "id,kind,confidence,source,target\n1,1月1日,0.5,C:\\\\new,'=雨\n",
            r"C:\new|'=雨",
        ),
        (
            "a CSV",
            "id,kind,confidence,source,target\n1,'1-1,0.5,C:\\new,'=雨\n",
            r"C:\new|=雨",
        ),
        (
            "a CSV saved with semicolons",
            "id;kind;confidence;source;target\n1;'1-1;0,5;C:\\new;'=雨\n",
            r"C:\new|=雨",
        ),
        (
            "a review",
            "id\tkind\tconfidence\tsource\ttarget\tdocument\n1\t'1-1\t0.5\tC:\\\\new\t'=雨\td0\n",
            r"C:\new|=雨",
        ),
        (
            "a sheet saved as CSV",
            "Id,Kind,Confidence,Source,Target\n1,1-1,0.5,C:\\new,'=雨\n",
            r"C:\new|'=雨",
        ),
        (
            "a table of others",
            "source,target\nC:\\new,'=雨\n",
            r"C:\new|'=雨",
        ),
    ] {
        let back = Format::Table.read_bitext(table.as_bytes()).expect(name);
        let texts = hostile::texts(&back);
        assert_eq!(format!("{}|{}", texts[0].0, texts[0].1), expected, "{name}");
    }
}

#[test]
fn a_confidence_that_is_no_probability_is_not_certain() {
    for (written, expected) in [
        ("0.5", 0.5),
        ("0,5", 0.5),
        ("NaN", 0.0),
        ("7", 0.0),
        ("-1", 0.0),
        ("", 1.0),
    ] {
        let table = format!(
            "id\tkind\tconfidence\tsource\ttarget\n1\t1-1\t{written}\tRain.\t雨。\n2\t1-1\t0.25\tSnow.\t雪。\n"
        );
        let back = Format::Table.read_bitext(table.as_bytes()).expect(written);
        let alignment = crate::Aligner::new().align(&back);
        assert_eq!(alignment.beads()[0].confidence, expected, "{written}");
    }
}

proptest! {
    #[test]
    fn any_pairs_are_read_back(pairs in hostile::pairs()) {
        let bitext = hostile::bitext(&pairs);
        let texts = hostile::texts(&bitext);
        for (format, write) in WRITERS {
            let (file, losses) = written(&bitext, write);
            let back = format.read_bitext(&file).expect("the file is ours");
            let without_nul = |text: &String| match format {
                // A spreadsheet drops it, and a table says so.
                Format::Table => text.replace('\0', ""),
                _ => text.clone(),
            };
            let expected: Vec<(String, String)> = texts.iter().map(|(a, b)| (without_nul(a), without_nul(b))).collect();
            let n = |texts: &[(String, String)]| texts.iter().map(|(a, b)| a.chars().count() + b.chars().count()).sum::<usize>();
            prop_assert_eq!(losses.characters, n(&texts) - n(&expected));
            prop_assert_eq!(hostile::texts(&back), expected, "{}", format);
        }
    }
}
