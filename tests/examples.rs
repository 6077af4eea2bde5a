//! The six examples run without arguments, and on files of their own.
//!
//! They are built before by `cargo test`, or by `cargo build --examples`.

#![cfg(all(feature = "html", feature = "json", feature = "lexicon"))]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

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

/// Runs an example, its arguments separated by spaces, with an input.
fn run(command: &str, input: &str) -> Output {
    let mut words = command.split(' ');
    let mut program = Command::new(example(words.next().unwrap_or_default()));
    program.args(words).current_dir(env!("CARGO_MANIFEST_DIR"));
    program
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = program.spawn().expect("the example starts");
    let stdin = child.stdin.take().expect("a pipe");
    // An example that reads nothing may have ended already.
    let _ = { stdin }.write_all(input.as_bytes());
    child.wait_with_output().expect("the example ends")
}

/// A command, its input, the least number of lines that it prints, and how they begin.
const RUNS: &[(&str, &str, usize, &str)] = &[
    ("export_tsv", "", 80, "id\tkind\tconfidence\tsource\ttarget"),
    (
        "export_tsv --source data/samples/note.en.txt --target data/samples/note.ja.txt",
        "",
        31,
        "id\tkind\tconfidence\tsource\ttarget",
    ),
    ("review_page", "", 1000, "<!DOCTYPE html>"),
    ("align_segments", "", 7, "[0]:[0]:"),
    (
        "own_embeddings",
        "",
        1,
        "1.00\tThe old ferry leaves at 7:40.\t",
    ),
    ("segment", "", 30, "ジョブキュー"),
    (
        "segment data/samples/note.en.txt",
        "",
        30,
        "Moving the job queue",
    ),
    (
        "align_corpus",
        "{\"id\": 1, \"source\": \"It rained.\", \"target\": \"雨が降った。\"}\n\n{\"id\": 2}\n",
        2,
        "{\"id\":1,\"beads\":[{\"source\":[[0,10]],\"target\":[[0,6]],",
    ),
    (
        "align_corpus --findings",
        "{\"id\": 1, \"source\": \"It cost 24 euros.\", \"target\": \"42ユーロだった。\"}\n",
        1,
        "{\"id\":1,\"beads\":[{\"source\":[[0,17]],\"target\":[[0,9]],",
    ),
];

#[test]
fn every_example_runs() {
    for (command, input, n_lines, first) in RUNS {
        let output = run(command, input);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}: {told}");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(text.lines().count() >= *n_lines, "{command}: {text}");
        assert!(text.starts_with(first), "{command}: {text}");
    }
}

#[test]
fn an_input_is_not_written_over() {
    for name in ["export_tsv", "review_page"] {
        let output = run(&format!("{name} LICENSE-MIT -o LICENSE-MIT"), "");
        assert!(!output.status.success(), "{name}");
        let output = run(
            &format!("{name} data/samples/article.page.txt -o data/samples/article.page.txt"),
            "",
        );
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(
            told.contains("expected an output other than the input"),
            "{name}: {told}"
        );
    }
}

/// What the examples that write files must not do: lose an input, or what was at the output before.
#[cfg(unix)]
#[test]
fn an_output_is_whole_or_as_it_was() {
    use std::fs;

    let folder = std::env::temp_dir().join(format!("taiyaku-{}-examples", std::process::id()));
    fs::create_dir(&folder).expect("a free name");
    let at = |name: &str| folder.join(name).display().to_string();
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples/article.page.txt");
    for name in ["export_tsv", "review_page"] {
        fs::copy(page, at("page.txt")).expect("it is there");
        fs::write(at("out"), "of yesterday").expect("a file");
        fs::write(at("bad.txt"), "no Japanese").expect("a file");
        std::os::unix::fs::symlink("page.txt", at("link")).expect("a link");
        fs::hard_link(at("page.txt"), at("hard")).expect("a link");
        let before = fs::read(at("page.txt")).expect("it is there");
        for (case, input, output) in [
            ("the input", "page.txt", at("page.txt")),
            ("another spelling", "page.txt", at("./page.txt")),
            ("a link", "page.txt", at("link")),
            ("a hard link", "page.txt", at("hard")),
            ("no input", "missing.txt", at("out")),
            ("a bad input", "bad.txt", at("out")),
            ("no folder", "page.txt", at("none/out")),
            ("a folder", "page.txt", at(".")),
            ("a full disk", "page.txt", "/dev/full".to_owned()),
        ] {
            let output = run(&format!("{name} {} -o {output}", at(input)), "");
            assert!(!output.status.success(), "{name}: {case}");
            assert!(!output.stderr.is_empty(), "{name}: {case}");
            assert_eq!(
                fs::read(at("page.txt")).ok().as_ref(),
                Some(&before),
                "{name}: {case}"
            );
            assert_eq!(fs::read(at("out")).expect("it is there"), b"of yesterday");
            let names = fs::read_dir(&folder).expect("it is there").count();
            assert_eq!(names, 5, "{name}: {case}");
        }
        let long = "b".repeat(255);
        let output = run(&format!("{name} {} -o {}", at("page.txt"), at(&long)), "");
        assert!(output.status.success(), "{name}");
        for left in [&long, "page.txt", "out", "bad.txt", "link", "hard"] {
            fs::remove_file(at(left)).expect("it is there");
        }
    }
    fs::remove_dir(&folder).expect("nothing else is left");
}
