//! Tests of XCES.

use proptest::prelude::*;

use super::*;
use crate::align::Aligner;
use crate::bitext::Bitext;
use crate::format::export::RowNotes;
use crate::format::hostile;
use crate::format::xml::is_xml;

/// The links and the two documents of an export, and what they lose.
fn written(export: &Export<'_>) -> ([String; 3], Losses) {
    let mut files = [Vec::new(), Vec::new(), Vec::new()];
    let names = ["en/a.xml", "ja/a.xml"];
    let losses = write(export, names, &mut files[0]).expect("links");
    let losses = losses.and(write_document(export, Side::Source, &mut files[1]).expect("source"));
    let losses = losses.and(write_document(export, Side::Target, &mut files[2]).expect("target"));
    let files = files.map(|file| String::from_utf8(file).expect("UTF-8"));
    (files, losses)
}

fn assert_round_trip(bitext: Bitext) {
    let bitext = hostile::with_confidences(bitext);
    let alignment = Aligner::new().align(&bitext);
    let ([links, source, target], losses) = written(&Export::new(&bitext, &alignment));
    let mut n_removed = 0;
    let mut held = |text: String| {
        let held: String = text.chars().filter(|&c| is_xml(c)).collect();
        n_removed += text.chars().count() - held.chars().count();
        held
    };
    let expected: Vec<_> = hostile::texts(&bitext)
        .into_iter()
        .map(|(source, target)| (held(source), held(target)))
        .collect();
    let read = read(&links, &source, &target).expect("XCES");
    let found = hostile::texts(&read);
    assert_eq!(found.len(), expected.len());
    // A character that is removed can have stood between words, or between a word and the white space at the end of a sentence.
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    for (found, expected) in found.iter().zip(&expected) {
        let is_same = match n_removed {
            0 => found == expected,
            _ => (bare(&found.0), bare(&found.1)) == (bare(&expected.0), bare(&expected.1)),
        };
        assert!(is_same, "{found:?}, not {expected:?}");
    }
    assert_eq!(hostile::confidences(&read), hostile::confidences(&bitext));
    let expected = Losses {
        characters: n_removed,
        ..Losses::default()
    };
    assert_eq!(losses, expected);
}

#[test]
fn hard_rows_are_read_as_they_were_written() {
    assert_round_trip(hostile::bitext_of_rows());
}

#[test]
fn a_megabyte_in_a_cell_is_read_as_it_was_written() {
    let long = |piece: &str| piece.repeat((1 << 20) / piece.len());
    let pair = (long("It rained. <&\""), long("雨が降った。]]>\t"));
    assert_round_trip(hostile::bitext(&[pair]));
}

proptest! {
    #[test]
    fn any_pairs_are_read_as_they_were_written(pairs in hostile::pairs()) {
        assert_round_trip(hostile::bitext(&pairs));
    }
}

#[test]
fn what_is_in_no_segment_stays() {
    let pair = ("Rain ?\u{feff}.".to_owned(), "雨。".to_owned());
    assert_round_trip(hostile::bitext(&[pair]));
}

#[test]
fn a_suggestion_is_a_sentence() {
    let pairs = [("It rained.", ""), ("We stayed.", "家だ。")];
    let pairs = pairs.map(|(source, target)| (source.to_owned(), target.to_owned()));
    let bitext = hostile::bitext(&pairs);
    let alignment = Aligner::new().align(&bitext);
    let suggested = |text| RowNotes {
        suggestion: Some(text),
        ..RowNotes::default()
    };
    let notes = vec![suggested("雨だ。"), suggested("家に\nいた。")];
    let export = Export::new(&bitext, &alignment).with_notes(notes);
    let ([links, source, target], _) = written(&export);
    assert!(links.contains("xtargets=\"1;c1\""), "{links}");
    let read = read(&links, &source, &target).expect("XCES");
    let expected = [("It rained.", "雨だ。"), ("We stayed.", "家にいた。")];
    let expected = expected.map(|(source, target)| (source.to_owned(), target.to_owned()));
    assert_eq!(hostile::texts(&read), expected);
}

#[test]
fn files_of_opus_are_read() {
    let english = "<?xml version=\"1.0\"?>\n<document>\n <p id=\"1\">\n<s id=\"s1.1\">\n <w id=\"w1\">It</w>\n <w id=\"w2\">rained</w>\n</s>\n<s id=\"s1.2\">Nobody came.</s></p><p><s id=\"s2.1\">We stayed.</s></p></document>";
    let japanese = "<text><s id=\"1\"><time value=\"0\"/>雨だ。</s><s id=\"2\">家に</s>\n<s id=\"3\">いた。</s><s id=\"4\">終わり。</s></text>";
    let align = |links: &str| {
        format!(
            "<?xml version=\"1.0\"?><!DOCTYPE cesAlign PUBLIC \"-//CES//DTD XML cesAlign//EN\" \"\"><cesAlign version=\"1.0\"><linkGrp targType=\"s\" fromDoc=\"en/a.xml.gz\" toDoc=\"ja/a.xml.gz\">{links}</linkGrp></cesAlign>"
        )
    };
    let links = align(
        "<link certainty=\"0.5\" xtargets=\"s1.1;1\" id=\"SL1\"/><link certainty=\"3.2\" xtargets=\"s2.1;2 3\" id=\"SL2\"/>",
    );
    let expected = [
        ("It rained", "雨だ。"),
        ("Nobody came.", ""),
        ("We stayed.", "家にいた。"),
        ("", "終わり。"),
    ];
    let expected = expected.map(|(source, target)| (source.to_owned(), target.to_owned()));
    let bitext = read(&links, english, japanese).expect("OPUS");
    assert_eq!(hostile::texts(&bitext), expected);
    assert_eq!(hostile::confidences(&bitext)[0], "0.5000");
    let turned = align("<link xtargets=\"1;s1.1\"/><link xtargets=\"2 3;s2.1\"/>");
    let bitext = read(&turned, japanese, english).expect("Japanese first");
    assert_eq!(hostile::texts(&bitext), expected);
    for (name, links, expected) in [
        (
            "no such id",
            "<link xtargets=\"s9;1\"/>",
            "link 1: expected a sentence, found no `s9`",
        ),
        (
            "one side",
            "<link xtargets=\"s1.1\"/>",
            "link 1: expected ids on both sides of `;` in `xtargets`",
        ),
        (
            "a gap",
            "<link xtargets=\"s1.1 s2.1;1\"/>",
            "link 1: expected sentences that follow each other, found `s2.1`",
        ),
        (
            "turned back",
            "<link xtargets=\"s1.2;2\"/><link xtargets=\"s1.1;3\"/>",
            "link 2: expected links in the order of the documents",
        ),
        (
            "several documents",
            "</linkGrp><linkGrp>",
            "the links: expected the links of one pair of documents, found pairs: 2",
        ),
        ("cut off", "<link", "the links: byte"),
    ] {
        let error = read(&align(links), english, japanese).expect_err(name);
        assert!(error.to_string().starts_with(expected), "{name}: {error}");
    }
}
