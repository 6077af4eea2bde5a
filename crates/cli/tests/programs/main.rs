//! What must hold for the command as a person runs it: how it reads (`reading.rs`), how it writes (`outputs.rs`), and here its
//! options, its pipes and its help.

#[path = "../folder/mod.rs"]
mod folder;
mod outputs;
mod reading;

use std::fs;
use std::process::{Command, Output};

use folder::{Folder, stderr_of};
use serde_json::Value;

const ENGLISH: &str = "The pier was long. We walked to its end. It rained.\n";
const JAPANESE: &str = "埠頭は長かった。私たちは端まで歩いた。雨が降った。\n";
const GLOSSARY: &str = "桟橋\tpier\n";

/// A folder with files to read.
fn prepared(name: &str) -> Folder {
    let folder = Folder::empty(name);
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
    folder.write("corpus.jsonl", format!("{line}\n"));
    folder
}

#[test]
fn a_glossary_reaches_every_review() {
    let folder = prepared("glossary");
    let sides = "--source en.txt --target ja.txt";
    let is_found = |command: &str| {
        let output = folder.run(command);
        assert!(output.status.success(), "{command}: {}", stderr_of(&output));
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        text.contains("桟橋")
    };
    for command in [
        format!("align {sides} --findings"),
        "corpus corpus.jsonl --findings".to_owned(),
        "corpus corpus.jsonl --findings --across".to_owned(),
        format!("review {sides}"),
    ] {
        assert!(!is_found(&command), "{command}");
        let with_glossary = format!("{command} --glossary glossary.tsv");
        assert!(is_found(&with_glossary), "{with_glossary}");
    }
    for command in [
        format!("review {sides} -o pairs.tsv"),
        format!("realign {sides} --reviewed pairs.tsv --glossary glossary.tsv -o page.html"),
    ] {
        let output = folder.run(&command);
        assert!(output.status.success(), "{command}: {}", stderr_of(&output));
    }
    let page = fs::read_to_string(folder.0.join("page.html")).expect("the output is there");
    assert!(page.contains("桟橋"));
}

#[test]
fn the_finding_of_a_term_names_its_check() {
    let folder = prepared("check");
    let output = folder.run("corpus corpus.jsonl --findings --glossary glossary.tsv");
    let line: Value = serde_json::from_slice(&output.stdout).expect("a line of JSON");
    let beads = line["beads"].as_array().expect("a list");
    let findings = beads
        .iter()
        .flat_map(|bead| bead["findings"].as_array().expect("a list"));
    let checks: Vec<&Value> = findings.map(|finding| &finding["check"]).collect();
    assert!(checks.contains(&&Value::from("glossary")), "{checks:?}");
}

/// What a form of `align` begins with.
const FORMS: &[(&str, &str, &str)] = &[
    (
        "a table to the screen",
        "",
        "id\tkind\tconfidence\tsource\ttarget\n1\t1-1\t",
    ),
    ("a byte order mark", "--bom", "\u{feff}id\t"),
    (
        "findings",
        "--findings",
        "id\tkind\tconfidence\tsource\ttarget\tfindings\n",
    ),
    (
        "JSON Lines",
        "-o out.jsonl",
        "{\"id\":1,\"kind\":\"1-1\",\"confidence\":0.",
    ),
    (
        "the object of a corpus",
        "-o out.json",
        "{\"id\":\"ja\",\"beads\":[{\"source\":[[0,18]],",
    ),
    ("Vecalign's", "-o out.vecalign", "[0]:[0]:0.0"),
    ("hunalign's", "-o out.ladder", "0\t0\t"),
    ("a form that is named", "-o out.txt --form ladder", "0\t0\t"),
    ("lines", "--lines -f vecalign", "[0]:[0]:"),
    (
        "a language of neither side",
        "--source-language other -f tsv",
        "id\tkind\t",
    ),
];

#[test]
fn the_name_of_the_output_tells_its_form() {
    let folder = prepared("forms");
    for (name, options, beginning) in FORMS {
        let command = format!("align --source en.txt --target ja.txt {options}");
        let output = folder.run(command.trim_end());
        assert!(output.status.success(), "{name}: {}", stderr_of(&output));
        let file = options.split(' ').find(|word| word.starts_with("out."));
        let bytes = match file {
            Some(file) => fs::read(folder.0.join(file)).expect("the output is there"),
            None => output.stdout,
        };
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(text.starts_with(beginning), "{name}: {text}");
    }
}

/// Arguments that make no sense, the exit code, and what is said.
const REFUSED: &[(&str, i32, &str)] = &[
    ("align", 2, "<PAGE|--source <EN>"),
    ("align --source en.txt", 2, "--target <JA>"),
    ("align page.txt --lines", 2, "cannot be used with"),
    (
        "align page.txt --source-language en",
        2,
        "cannot be used with",
    ),
    ("align --lines", 2, "--source <EN>"),
    (
        "align --source en.txt --target ja.txt -o out.txt",
        1,
        "out.txt: expected a name that ends in .tsv, .csv, .xlsx, .jsonl, .ndjson, .json, .tmx, .xliff,",
    ),
    (
        "align --source en.txt --target ja.txt --findings -f ladder",
        1,
        "--findings: expected a form with room for findings, such as tsv, found ladder",
    ),
    (
        "align --source en.txt --target ja.txt --bom -f jsonl",
        1,
        "--bom: expected the form tsv, found jsonl",
    ),
    (
        "review --source en.txt --target ja.txt -o out.txt",
        1,
        "out.txt: expected a name that ends in .html, .htm, .report, .report.html, .xlsx, .tsv, .json,",
    ),
    (
        "realign --source en.txt --target ja.txt",
        2,
        "--reviewed <FILE>",
    ),
    ("align none.txt", 1, "error: none.txt: "),
    (
        "align --source en.txt --target ja.txt --checks number",
        1,
        "--checks: expected --findings too",
    ),
];

#[test]
fn what_makes_no_sense_is_refused() {
    let folder = prepared("refused");
    for (command, code, message) in REFUSED {
        let output = folder.run(command);
        let stderr = stderr_of(&output);
        assert_eq!(output.status.code(), Some(*code), "{command}: {stderr}");
        assert!(stderr.contains(message), "{command}: {stderr}");
    }
}

#[test]
fn embeddings_pair_what_shares_no_word() {
    let folder = prepared("embeddings");
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
    let sides = ["source", "target"]
        .map(|side| format!("--{side} {data}/{side}.txt --{side}-embeddings {data}/{side}.npy"));
    let output = folder.run(&format!("align --lines {} -f vecalign", sides.join(" ")));
    let beads = String::from_utf8_lossy(&output.stdout);
    let beads: Vec<&str> = beads
        .lines()
        .filter_map(|bead| bead.rsplit_once(':'))
        .map(|bead| bead.0)
        .collect();
    let expected = [
        "[0]:[0]",
        "[1]:[1]",
        "[2]:[2, 3]",
        "[3]:[]",
        "[]:[4]",
        "[4]:[5]",
        "[5]:[6]",
        "[6]:[]",
        "[7]:[7]",
    ];
    assert_eq!(beads, expected, "{}", stderr_of(&output));
}

/// What a shell does with the command, `taiyaku` standing for it.
#[cfg(unix)]
fn shell(folder: &Folder, line: &str) -> Output {
    let line = line.replace("taiyaku", env!("CARGO_BIN_EXE_taiyaku"));
    let mut command = Command::new("bash");
    let command = command.args(["-o", "pipefail", "-c", &line]);
    let output = command.current_dir(&folder.0).output();
    output.expect("bash starts")
}

#[cfg(unix)]
#[test]
fn pipes_are_read_once_and_may_close_early() {
    let folder = prepared("pipes");
    let sides = "--source en.txt --target ja.txt";
    folder.write("log", "precious\n");
    // More than a pipe holds.
    let lines = |line: &dyn Fn(usize) -> String| (0..2_000).map(line).collect::<String>();
    let english = lines(&|k| format!("It rained in room {k}.\n\n"));
    folder.write("long.en.txt", &english);
    let japanese = lines(&|k| format!("部屋{k}に雨が降った。\n\n"));
    folder.write("long.ja.txt", &japanese);

    let closed = "taiyaku align --source long.en.txt --target long.ja.txt | head -n 1";
    let output = shell(&folder, closed);
    assert_eq!(output.status.code(), Some(0), "{}", stderr_of(&output));
    assert!(
        !stderr_of(&output).contains("error"),
        "{}",
        stderr_of(&output)
    );

    let glossary = format!("taiyaku align {sides} --findings --glossary <(cat glossary.tsv)");
    let output = shell(&folder, &glossary);
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        table.contains("error glossary: "),
        "{table}{}",
        stderr_of(&output)
    );

    let across = "taiyaku corpus <(cat corpus.jsonl) --findings --across";
    let output = shell(&folder, across);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr_of(&output).contains("reads the input twice"),
        "{}",
        stderr_of(&output)
    );

    for name in ["/dev/stdout", "-"] {
        let appended = format!("taiyaku align {sides} -f tsv -o {name} >> log");
        let output = shell(&folder, &appended);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{name}: {}",
            stderr_of(&output)
        );
        let log = fs::read_to_string(folder.0.join("log")).expect("it is there");
        assert!(log.starts_with("precious\nid\tkind\t"), "{name}: {log}");
    }
}

#[test]
fn help_shows_examples() {
    let folder = prepared("help");
    for task in ["align", "review", "realign", "corpus", "segment"] {
        let output = folder.run(&format!("{task} --help"));
        let help = String::from_utf8_lossy(&output.stdout);
        let (_, examples) = help.split_once("Examples:\n").expect(task);
        assert!(
            examples.matches(&format!("taiyaku {task} ")).count() >= 3,
            "{help}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_closed_standard_error_stops_nothing() {
    let folder = prepared("closed");
    let output = shell(
        &folder,
        "taiyaku align --source ja.txt --target en.txt --force -o pairs.tsv 2>&-",
    );
    assert!(output.status.success());
    assert!(folder.0.join("pairs.tsv").exists());
}
