//! The filters together, on small bitexts.

use taiyaku::review::{ReviewOptions, review};
use taiyaku::{Aligner, Begin, Segment};

use super::*;

fn side(segments: &[(&str, Begin)], language: taiyaku::Language) -> Document {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for (segment, begin) in segments {
        let start = text.len();
        text.push_str(segment);
        spans.push(Segment::new(start..text.len(), 0, *begin));
        text.push('\n');
    }
    Document::from_segments(text, language, spans)
}

/// A bitext of six beads: 1-1, a sentence in two halves, an omission, the same on both sides, a duplicate, a wrong number.
fn bitext() -> (Bitext, Alignment) {
    use Begin::{Sentence, Soft};
    let source = [
        ("The boat left the harbour at dawn.", Sentence),
        ("The crew slept,", Sentence),
        ("and nobody saw the light.", Soft),
        ("It was cold.", Sentence),
        ("Harbour Light", Sentence),
        ("the boat left the harbour at dawn", Sentence),
        ("It has 24 rooms.", Sentence),
    ];
    let target = [
        ("船は夜明けに港を出た。", Sentence),
        ("船員は眠っていて、", Sentence),
        ("誰も光を見なかった。", Soft),
        ("Harbour light", Sentence),
        ("船は、夜明けに港を出た！", Sentence),
        ("部屋が42ある。", Sentence),
    ];
    let bitext = Bitext::from_documents(
        side(&source, taiyaku::Language::English),
        side(&target, taiyaku::Language::Japanese),
    );
    let beads = vec![
        Bead::new(0..1, 0..1, 0.99),
        Bead::new(1..2, 1..2, 0.6),
        Bead::new(2..3, 2..3, 0.7),
        Bead::new(3..4, 3..3, 0.9),
        Bead::new(4..5, 3..4, 0.9),
        Bead::new(5..6, 4..5, 0.9),
        Bead::new(6..7, 5..6, 0.9),
    ];
    (bitext, Alignment::from_beads(beads))
}

fn arguments(options: &[&str]) -> FilterArguments {
    use clap::{Args, Command, FromArgMatches};
    let command = FilterArguments::augment_args(Command::new("corpus"));
    let words = std::iter::once(&"corpus").chain(options);
    let matches = command.get_matches_from(words);
    FilterArguments::from_arg_matches(&matches).expect("the options are there")
}

#[test]
fn each_filter_drops_what_it_names() {
    let (bitext, alignment) = bitext();
    let aligner = Aligner::new();
    let anchored = aligner.read(&bitext);
    let findings = review(&anchored, &alignment, &ReviewOptions::default());
    let rows: [(&str, &[&str], &str); 10] = [
        ("nulls", &["--no-nulls"], r#"{"null":1}"#),
        (
            "one to one",
            &["--one-to-one"],
            r#"{"null":1,"sentences":2}"#,
        ),
        (
            "confidence",
            &["--min-confidence", ".7"],
            r#"{"confidence":1}"#,
        ),
        ("identical", &["--no-identical"], r#"{"identical":1}"#),
        ("duplicates", &["--no-duplicates"], r#"{"duplicate":1}"#),
        (
            "length",
            &["--max-length-ratio", "1.3"],
            r#"{"length_ratio":2}"#,
        ),
        ("languages", &["--languages"], "{}"),
        (
            "a check",
            &["--drop-findings", "number"],
            r#"{"findings":1}"#,
        ),
        (
            "two checks",
            &["--drop-findings", "units,number"],
            r#"{"findings":1}"#,
        ),
        (
            "counted once, at the first",
            &[
                "--no-nulls",
                "--min-confidence",
                "0.95",
                "--no-identical",
                "--no-duplicates",
            ],
            r#"{"null":1,"confidence":5}"#,
        ),
    ];
    for (name, options, expected) in rows {
        let filters = arguments(options).filters().unwrap().unwrap();
        let verdicts = filters.judge(&bitext, &alignment, &findings);
        let mut duplicates = filters.duplicates();
        let (kept, counts) = settle(&verdicts, duplicates.as_mut());
        assert_eq!(serde_json::to_string(&counts).unwrap(), expected, "{name}");
        assert_eq!(counts.n_pairs(), 7, "{name}");
        let n_kept = kept.iter().filter(|is_kept| **is_kept).count();
        assert_eq!(n_kept as u64, 7 - counts.n_dropped(), "{name}");
    }
}

#[test]
fn a_duplicate_of_another_bitext_is_dropped_and_a_null_never_is() {
    let (bitext, alignment) = bitext();
    let filters = arguments(&["--no-duplicates"]).filters().unwrap().unwrap();
    let verdicts = filters.judge(&bitext, &alignment, &[]);
    let mut duplicates = filters.duplicates();
    settle(&verdicts, duplicates.as_mut());
    let (kept, _) = settle(&verdicts, duplicates.as_mut());
    assert_eq!(kept, [false, false, false, true, false, false, false]);
}

#[test]
fn severities_are_thresholds() {
    let (bitext, alignment) = bitext();
    let aligner = Aligner::new();
    let anchored = aligner.read(&bitext);
    let findings = review(&anchored, &alignment, &ReviewOptions::default());
    let n_dropped = |name| {
        let filters = arguments(&["--drop-findings", name]).filters();
        let filters = filters.unwrap().unwrap();
        assert!(filters.needs_findings());
        let verdicts = filters.judge(&bitext, &alignment, &findings);
        settle(&verdicts, None).1.n_dropped()
    };
    let [error, warning, hint] = ["error", "warning", "hint"].map(n_dropped);
    assert!(
        1 <= error && error <= warning && warning <= hint,
        "{error} {warning} {hint}"
    );
}

#[test]
fn wrong_values_are_named() {
    for (options, expected) in [
        (
            ["--min-confidence", "1.5"],
            "--min-confidence 1.5: expected a number from 0 to 1",
        ),
        (
            ["--min-confidence", "nan"],
            "--min-confidence NaN: expected a number from 0 to 1",
        ),
        (
            ["--max-length-ratio", ".5"],
            "--max-length-ratio 0.5: expected a number greater than 1",
        ),
        (
            ["--drop-findings", "numbers"],
            "--drop-findings: check `numbers`: expected one of ",
        ),
    ] {
        let failure = arguments(&options).filters().err().expect(expected);
        let message = format!("{failure:?}");
        assert!(message.contains(expected), "{message}");
    }
    assert!(FilterArguments::default().filters().unwrap().is_none());
}
