//! What must hold for the example programs as a person runs them: a glossary reaches the review.
//!
//! The programs are built before by `cargo test`, or by `cargo build --examples`.

#![cfg(all(feature = "html", feature = "lexicon"))]

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
