//! What must hold for the example programs as a person runs them: no input is written over, a failure leaves what was
//! there, and a glossary reaches the review.
//!
//! The programs are built before by `cargo test`, or by `cargo build --examples`.

#![cfg(all(feature = "html", feature = "json", feature = "lexicon"))]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const ENGLISH: &str = "The pier was long. We walked to its end. It rained.\n";
const JAPANESE: &str = "埠頭は長かった。私たちは端まで歩いた。雨が降った。\n";
const GLOSSARY: &str = "桟橋\tpier\n";

/// A folder with files to read, which is gone at the end of the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("taiyaku-{}-{name}", std::process::id()));
        fs::create_dir(&path).expect("a folder of this name is free");
        let folder = Folder(path);
        for (name, text) in [
            ("en.txt", ENGLISH),
            ("ja.txt", JAPANESE),
            ("glossary.tsv", GLOSSARY),
            ("bad.tsv", "no tab here\n"),
            ("ignored.txt", "00abcdef01234567\n"),
        ] {
            folder.write(name, text);
        }
        let line = serde_json::json!({"id": 1, "source": ENGLISH, "target": JAPANESE});
        folder.write("corpus.jsonl", &format!("{line}\n"));
        folder
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).expect("the folder takes files");
    }

    fn files(&self) -> Vec<(String, String)> {
        let entries = fs::read_dir(&self.0).expect("the folder is there");
        let mut files: Vec<(String, String)> = entries
            .map(|entry| {
                let entry = entry.expect("the folder is listed");
                let text = fs::read_to_string(entry.path()).unwrap_or_default();
                let name = entry.file_name().into_string();
                (name.expect("a name of ours"), text)
            })
            .collect();
        files.sort();
        files
    }

    /// Runs a program, its arguments parted by spaces.
    fn run(&self, command: &str) -> Output {
        let mut words = command.split(' ');
        let mut program = Command::new(example(words.next().unwrap_or_default()));
        let output = program.args(words).current_dir(&self.0).output();
        output.expect("the program starts")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("the test has a path");
    let target = test.ancestors().nth(2).unwrap_or(Path::new("."));
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let program = target.join("examples").join(name);
    assert!(
        program.exists(),
        "{}: build the examples first",
        program.display()
    );
    program
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Each program with each of its inputs as the output.
const OVER_AN_INPUT: &[(&str, &str)] = &[
    ("align_corpus corpus.jsonl -o corpus.jsonl", "corpus.jsonl"),
    (
        "align_corpus corpus.jsonl -o ./corpus.jsonl",
        "corpus.jsonl",
    ),
    (
        "align_corpus corpus.jsonl --glossary glossary.tsv -o glossary.tsv",
        "glossary.tsv",
    ),
    (
        "export_tsv --source en.txt --target ja.txt -o en.txt",
        "en.txt",
    ),
    (
        "export_tsv --source en.txt --target ja.txt -o ja.txt",
        "ja.txt",
    ),
    ("export_tsv page.txt -o page.txt", "page.txt"),
    (
        "export_tsv page.txt --glossary glossary.tsv -o glossary.tsv",
        "glossary.tsv",
    ),
    (
        "review_page --source en.txt --target ja.txt -o ja.txt",
        "ja.txt",
    ),
    (
        "review_page page.txt --ignore ignored.txt -o ignored.txt",
        "ignored.txt",
    ),
    (
        "review_page page.txt --glossary glossary.tsv -o glossary.tsv",
        "glossary.tsv",
    ),
    (
        "realign page.txt --glossary glossary.tsv -o glossary.tsv",
        "glossary.tsv",
    ),
    (
        "realign page.txt --reviewed pairs.tsv -o pairs.tsv",
        "pairs.tsv",
    ),
    ("align_segments en.txt ja.txt -o en.txt", "en.txt"),
    ("align_segments en.txt ja.txt -o ja.txt", "ja.txt"),
    (
        "align_segments en.txt ja.txt --glossary glossary.tsv -o glossary.tsv",
        "glossary.tsv",
    ),
    (
        "align_embeddings en.txt ja.txt en.npy ja.npy -o ja.txt",
        "ja.txt",
    ),
    (
        "align_embeddings en.txt ja.txt en.npy ja.npy -o en.npy",
        "en.npy",
    ),
    ("enlarge gold -o gold", "gold"),
    ("build_lexicon edict.txt -o edict.txt", "edict.txt"),
    (
        "build_readings names.txt kanji.txt edict.txt -o kanji.txt",
        "kanji.txt",
    ),
];

#[test]
fn no_program_writes_over_an_input() {
    let folder = Folder::new("inputs");
    folder.write("page.txt", &format!("{ENGLISH}\n{JAPANESE}"));
    for name in [
        "pairs.tsv",
        "en.npy",
        "ja.npy",
        "edict.txt",
        "names.txt",
        "kanji.txt",
    ] {
        folder.write(name, name);
    }
    fs::create_dir(folder.0.join("gold")).expect("the folder takes folders");
    let before = folder.files();
    for (command, input) in OVER_AN_INPUT {
        let output = folder.run(command);
        let told = told(&output);
        assert_eq!(output.status.code(), Some(1), "{command}: {told}");
        let expected = format!("expected an output other than the input {input}");
        assert!(told.contains(&expected), "{command}: {told}");
        assert!(output.stdout.is_empty(), "{command}");
        assert_eq!(folder.files(), before, "{command}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_an_input_is_that_input() {
    let folder = Folder::new("links");
    let at = |name: &str| folder.0.join(name);
    std::os::unix::fs::symlink("corpus.jsonl", at("symbolic")).expect("a link");
    fs::hard_link(at("corpus.jsonl"), at("hard")).expect("a link");
    let before = folder.files();
    for command in [
        "align_corpus corpus.jsonl -o symbolic",
        "align_corpus symbolic -o corpus.jsonl",
        "align_corpus corpus.jsonl -o hard",
    ] {
        let output = folder.run(command);
        assert_eq!(
            output.status.code(),
            Some(1),
            "{command}: {}",
            told(&output)
        );
        assert_eq!(folder.files(), before, "{command}");
    }
}

#[test]
fn a_failure_leaves_the_output_as_it_was() {
    let folder = Folder::new("failure");
    folder.write("out.tsv", "of yesterday");
    let before = folder.files();
    for (command, expected) in [
        (
            "align_corpus corpus.jsonl --glossary bad.tsv -o out.tsv",
            "bad.tsv: line 1",
        ),
        ("align_corpus missing.jsonl -o out.tsv", "missing.jsonl"),
        (
            "align_corpus corpus.jsonl --threads 100000 -o out.tsv",
            "100000 is not in 0..=256",
        ),
        (
            "export_tsv --source en.txt --target ja.txt --glossary bad.tsv -o out.tsv",
            "bad.tsv: line 1",
        ),
        ("realign --reviewed missing.tsv -o out.tsv", "missing.tsv"),
    ] {
        let output = folder.run(command);
        let told = told(&output);
        assert!(!output.status.success(), "{command}");
        assert!(told.contains(expected), "{command}: {told}");
        assert_eq!(folder.files(), before, "{command}");
    }
}

#[test]
fn the_output_is_the_same_in_a_file_and_by_any_number_of_threads() {
    let folder = Folder::new("file");
    let shown = folder.run("align_corpus corpus.jsonl").stdout;
    for threads in [1, 3, 64] {
        let command = format!("align_corpus corpus.jsonl --threads {threads} -o out.jsonl");
        let output = folder.run(&command);
        assert!(output.status.success(), "{}", told(&output));
        let written = fs::read(folder.0.join("out.jsonl")).expect("the output is there");
        assert_eq!(written, shown, "{threads} threads");
    }
    assert_eq!(folder.files().len(), 7, "{:?}", folder.files());
}

#[test]
fn a_glossary_reaches_every_review() {
    let folder = Folder::new("glossary");
    let sides = "--source en.txt --target ja.txt";
    let is_found = |command: &str| {
        let output = folder.run(command);
        assert!(output.status.success(), "{command}: {}", told(&output));
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        text.contains("桟橋")
    };
    for command in [
        format!("export_tsv {sides} --findings"),
        "align_corpus corpus.jsonl --findings".to_owned(),
        "align_corpus corpus.jsonl --findings --across".to_owned(),
        format!("review_page {sides}"),
    ] {
        assert!(!is_found(&command), "{command}");
        let with_glossary = format!("{command} --glossary glossary.tsv");
        assert!(is_found(&with_glossary), "{with_glossary}");
    }
    let output = folder.run(&format!(
        "realign {sides} --glossary glossary.tsv -o page.html"
    ));
    assert!(output.status.success(), "{}", told(&output));
    let page = fs::read_to_string(folder.0.join("page.html")).expect("the output is there");
    assert!(page.contains("桟橋"));
}

#[test]
fn the_finding_of_a_term_names_its_check() {
    let folder = Folder::new("check");
    let output = folder.run("align_corpus corpus.jsonl --findings --glossary glossary.tsv");
    let line: Value = serde_json::from_slice(&output.stdout).expect("a line of JSON");
    let beads = line["beads"].as_array().expect("a list");
    let findings = beads
        .iter()
        .flat_map(|bead| bead["findings"].as_array().expect("a list"));
    let checks: Vec<&Value> = findings.map(|finding| &finding["check"]).collect();
    assert!(checks.contains(&&Value::from("glossary")), "{checks:?}");
}
