//! What must hold for values that come from outside: they are checked where they come in, and go round as JSON.

use serde::Serialize;
use serde::de::DeserializeOwned;
use taiyaku::review::{Check, Memory, ReviewOptions, Severity, names, review};
use taiyaku::revise::{Reviewed, RowState};
use taiyaku::{
    Aligner, Alignment, Begin, Bitext, Document, FixedBeads, Glossary, Language, Lexicon,
    OwnedPair, Span,
};

fn again<T: Serialize + DeserializeOwned>(value: &T) -> T {
    let text = serde_json::to_string(value).expect("a value becomes JSON");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn refused<T: DeserializeOwned + std::fmt::Debug>(name: &str, json: &str, message: &str) {
    let error = serde_json::from_str::<T>(json).expect_err(name).to_string();
    assert!(error.contains(message), "{name}: {error}");
}

#[test]
fn values_go_round() {
    let bitext = Bitext::new(
        "We met Melissa in May. The mill has 24 rooms.",
        "五月にメリッサに会った。水車小屋には部屋が42ある。",
    );
    let aligner = Aligner::new();
    let anchored = aligner.read(&bitext);
    let alignment = aligner.align(&anchored);
    let findings = review(&anchored, &alignment, &ReviewOptions::default());
    let mut memory = Memory::new();
    memory.add(&anchored, &alignment);
    let pairs: Vec<OwnedPair> = bitext
        .pairs(&alignment)
        .map(|pair| pair.to_owned_pair())
        .collect();
    assert!(!findings.is_empty());
    assert_eq!(again(&bitext), bitext);
    assert_eq!(again(&alignment), alignment);
    assert_eq!(again(&findings), findings);
    assert_eq!(again(&memory), memory);
    assert_eq!(again(&pairs), pairs);
    assert_eq!(
        again(&names(&anchored, &alignment)),
        names(&anchored, &alignment)
    );
    let reviewed = Reviewed::new(&alignment).ignore([findings[0].id]);
    assert_eq!(again(&reviewed), reviewed);
    let fixed = FixedBeads::new([(0..1, 0..1)]).expect("one bead");
    assert_eq!(again(&fixed), fixed);
    let glossary = Glossary::from_iter([("pier", "桟橋"), ("pier", "埠頭")]);
    assert_eq!(again(&glossary), glossary);
}

#[test]
fn names_of_variants_are_in_lower_case_with_hyphens() {
    for (json, expected) in [
        (serde_json::to_string(&Language::Other), "und"),
        (serde_json::to_string(&Severity::Warning), "warning"),
        (
            serde_json::to_string(&Check::PartialOmission),
            "partial-omission",
        ),
        (serde_json::to_string(&RowState::Open), "open"),
        (serde_json::to_string(&Begin::Quoted), "quoted"),
    ] {
        assert_eq!(
            json.expect("a value becomes JSON"),
            format!("\"{expected}\"")
        );
    }
}

#[test]
fn what_breaks_an_invariant_is_refused() {
    refused::<Span>("a span", r#"{"start":5,"end":1}"#, "ends before it starts");
    let document =
        |spans: &str| format!(r#"{{"text":"雨。雪。","language":"ja","segments":[{spans}]}}"#);
    let segment = |start: usize, end: usize| {
        format!(r#"{{"span":{{"start":{start},"end":{end}}},"paragraph":0,"begin":"paragraph"}}"#)
    };
    let good = document(&[segment(0, 6), segment(6, 12)].join(","));
    assert!(serde_json::from_str::<Document>(&good).is_ok());
    for (name, spans) in [
        ("inside a character", segment(0, 5)),
        ("beyond the text", segment(6, 13)),
        ("empty", segment(6, 6)),
        ("out of order", [segment(6, 12), segment(0, 6)].join(",")),
    ] {
        refused::<Document>(name, &document(&spans), "does not follow");
    }
    let bead = |source: [usize; 2], target: [usize; 2]| {
        let range = |[start, end]: [usize; 2]| format!(r#"{{"start":{start},"end":{end}}}"#);
        let (source, target) = (range(source), range(target));
        format!(r#"{{"source":{source},"target":{target},"confidence":0.5}}"#)
    };
    for (name, beads, message) in [
        ("a gap", vec![bead([0, 1], [1, 2])], "does not begin"),
        ("no segment", vec![bead([0, 0], [0, 0])], "holds no segment"),
        (
            "backward",
            vec![bead([0, 2], [0, 1]), bead([2, 1], [1, 2])],
            "holds no segment",
        ),
    ] {
        let json = format!(r#"{{"beads":[{}]}}"#, beads.join(","));
        refused::<Alignment>(name, &json, message);
    }
    let sure = format!(
        r#"{{"beads":[{}]}}"#,
        bead([0, 1], [0, 1]).replace("0.5", "7.5")
    );
    refused::<Alignment>("more than sure", &sure, "expected a confidence from 0 to 1");
    let crossing = [bead([0, 1], [1, 2]), bead([1, 2], [0, 1])].join(",");
    refused::<FixedBeads>(
        "crossing",
        &format!(r#"{{"beads":[{crossing}]}}"#),
        "crosses",
    );
    let row = |source: [usize; 2], target: [usize; 2]| {
        let bead = bead(source, target).replace(r#","confidence":0.5}"#, "");
        format!(r#"{bead},"state":"confirmed","mark":false,"comment":""}}"#)
    };
    let rows = [row([0, 1], [1, 2]), row([1, 2], [0, 1])].join(",");
    let backward = row([5, 1], [0, 1]).replace("confirmed", "open");
    let backward = format!(r#"{{"rows":[{backward}],"ignored":[]}}"#);
    refused::<Reviewed>("backward", &backward, "ranges that end after they start");
    refused::<Reviewed>(
        "rows",
        &format!(r#"{{"rows":[{rows}],"ignored":[]}}"#),
        "crosses",
    );
}

#[test]
#[should_panic(expected = "an alignment of [1, 1] segments for a bitext of [2, 2]")]
fn an_alignment_of_another_bitext_panics_at_once() {
    let aligner = Aligner::new();
    let alignment = aligner.align(&Bitext::new("It rained.", "雨が降った。"));
    let other = Bitext::new("It rained. We stayed.", "雨が降った。家にいた。");
    let _ = review(&aligner.read(&other), &alignment, &ReviewOptions::default());
}

#[test]
#[should_panic(expected = "bead 2..1:0..1 of a bitext of 2 and 2 segments")]
fn a_backward_bead_is_no_pair() {
    let bitext = Bitext::new("It rained. We stayed.", "雨が降った。家にいた。");
    let backward = std::ops::Range { start: 2, end: 1 };
    let _ = bitext.pair(taiyaku::Bead::new(backward, 0..1, 1.0));
}

#[test]
fn a_lexicon_as_text_reads_back() {
    let lexicon = Lexicon::embedded();
    let again = Lexicon::from_text(lexicon.as_text().to_owned()).expect("its own text");
    assert_eq!(again.as_text(), lexicon.as_text());
    assert_eq!(again.len(), lexicon.len());
    for (name, text, message) in [
        ("no tab", "犬 dog\n", "line 1: expected `key TAB gloss"),
        ("no end", "犬\tdog", "line 1: expected `key TAB gloss"),
        ("no gloss", "犬\t\n", "line 1: expected a key of at most"),
        (
            "no order",
            "猫\tcat\n犬\tdog\n",
            "line 2: expected keys in the order",
        ),
        (
            "twice",
            "犬\tdog\n犬\thound\n",
            "line 2: expected keys in the order",
        ),
    ] {
        let error = Lexicon::from_text(text).expect_err(name).to_string();
        assert!(error.starts_with(message), "{name}: {error}");
    }
}

#[test]
fn glossary_and_lexicon_read_the_same_file_in_either_order() {
    let aligned = |file: &str| {
        let glossary = Glossary::from_reader(file.as_bytes()).expect("a glossary");
        let lexicon = Lexicon::from_reader(file.as_bytes()).expect("a lexicon");
        (glossary, lexicon.as_text().to_owned())
    };
    let japanese_first = aligned("桟橋\tpier\n北門\tnorth gate\n");
    assert_eq!(aligned("pier\t桟橋\nnorth gate\t北門\n"), japanese_first);
    assert_eq!(japanese_first.1, "北門\tnorth+gate\n桟橋\tpier\n");
}
