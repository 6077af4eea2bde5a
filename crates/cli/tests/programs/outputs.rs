//! What must hold for an output: no input is written over, a failure leaves what was there, and the bytes are the same.

use std::fs;

use crate::folder::stderr_of;
use crate::{ENGLISH, JAPANESE, prepared};

/// Each subcommand with each of its inputs as the output.
const OVER_AN_INPUT: &[(&str, &str)] = &[
    ("corpus corpus.jsonl -o corpus.jsonl", "corpus.jsonl"),
    ("corpus corpus.jsonl -o ./corpus.jsonl", "corpus.jsonl"),
    (
        "corpus corpus.jsonl --glossary glossary.tsv -o glossary.tsv",
        "glossary.tsv",
    ),
    ("align --source en.txt --target ja.txt -o en.txt", "en.txt"),
    ("align --source en.txt --target ja.txt -o ja.txt", "ja.txt"),
    ("align page.txt -o page.txt", "page.txt"),
    (
        "align page.txt --glossary glossary.tsv -o glossary.tsv",
        "glossary.tsv",
    ),
    ("review --source en.txt --target ja.txt -o ja.txt", "ja.txt"),
    (
        "review page.txt --ignore ignored.txt -o ignored.txt",
        "ignored.txt",
    ),
    (
        "review page.txt --glossary glossary.tsv -o glossary.tsv",
        "glossary.tsv",
    ),
    (
        "realign page.txt --reviewed pairs.tsv --glossary glossary.tsv -o glossary.tsv",
        "glossary.tsv",
    ),
    (
        "realign page.txt --reviewed pairs.tsv -o pairs.tsv",
        "pairs.tsv",
    ),
    (
        "align --lines --source en.txt --target ja.txt -o en.txt",
        "en.txt",
    ),
    (
        "align --lines --source en.txt --target ja.txt -o ja.txt",
        "ja.txt",
    ),
    (
        "align --lines --source en.txt --target ja.txt --glossary glossary.tsv -o glossary.tsv",
        "glossary.tsv",
    ),
    (
        "align --source en.txt --target ja.txt --source-embeddings en.npy --target-embeddings ja.npy -o ja.txt",
        "ja.txt",
    ),
    (
        "align --source en.txt --target ja.txt --source-embeddings en.npy --target-embeddings ja.npy -o en.npy",
        "en.npy",
    ),
    ("segment en.txt -o en.txt", "en.txt"),
];

#[test]
fn no_command_writes_over_an_input() {
    let folder = prepared("inputs");
    folder.write("page.txt", format!("{ENGLISH}\n{JAPANESE}"));
    for name in ["pairs.tsv", "en.npy", "ja.npy"] {
        folder.write(name, name);
    }
    let before = folder.files();
    for (command, input) in OVER_AN_INPUT {
        let output = folder.run(command);
        let stderr = stderr_of(&output);
        assert_eq!(output.status.code(), Some(1), "{command}: {stderr}");
        let expected = format!("expected an output other than the input {input}");
        assert!(stderr.contains(&expected), "{command}: {stderr}");
        assert!(output.stdout.is_empty(), "{command}");
        assert_eq!(folder.files(), before, "{command}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_an_input_is_that_input() {
    let folder = prepared("links");
    let at = |name: &str| folder.0.join(name);
    std::os::unix::fs::symlink("corpus.jsonl", at("symbolic")).expect("a link");
    fs::hard_link(at("corpus.jsonl"), at("hard")).expect("a link");
    let before = folder.files();
    for command in [
        "corpus corpus.jsonl -o symbolic",
        "corpus symbolic -o corpus.jsonl",
        "corpus corpus.jsonl -o hard",
    ] {
        let output = folder.run(command);
        assert_eq!(
            output.status.code(),
            Some(1),
            "{command}: {}",
            stderr_of(&output)
        );
        assert_eq!(folder.files(), before, "{command}");
    }
}

#[test]
fn a_failure_leaves_the_output_as_it_was() {
    let folder = prepared("failure");
    folder.write("out.tsv", "of yesterday");
    let before = folder.files();
    for (command, expected) in [
        (
            "corpus corpus.jsonl --glossary bad.tsv -o out.tsv",
            "bad.tsv: line 1",
        ),
        ("corpus missing.jsonl -o out.tsv", "missing.jsonl"),
        (
            "corpus corpus.jsonl --threads 100000 -o out.tsv",
            "100000 is not in 0..=256",
        ),
        (
            "align --source en.txt --target ja.txt --glossary bad.tsv -o out.tsv",
            "bad.tsv: line 1",
        ),
        (
            "realign --source en.txt --target ja.txt --reviewed missing.tsv -o out.tsv",
            "missing.tsv",
        ),
    ] {
        let output = folder.run(command);
        let stderr = stderr_of(&output);
        assert!(!output.status.success(), "{command}");
        assert!(stderr.contains(expected), "{command}: {stderr}");
        assert_eq!(folder.files(), before, "{command}");
    }
}

#[test]
fn the_output_is_the_same_in_a_file_and_by_any_number_of_threads() {
    let folder = prepared("file");
    let shown = folder.run("corpus corpus.jsonl").stdout;
    for threads in [1, 3, 64] {
        let command = format!("corpus corpus.jsonl --threads {threads} -o out.jsonl");
        let output = folder.run(&command);
        assert!(output.status.success(), "{}", stderr_of(&output));
        let written = fs::read(folder.0.join("out.jsonl")).expect("the output is there");
        assert_eq!(written, shown, "{threads} threads");
    }
    assert_eq!(folder.files().len(), 7, "{:?}", folder.files());
}
