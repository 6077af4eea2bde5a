//! What must hold for the command as a person runs it: no input is written over, a failure leaves what was there, and a
//! glossary reaches the review.

mod folder;

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

/// Shift_JIS of 「埠頭は長かった。」 and 「雨が降った。」, and EUC-JP of the same.
const SHIFT_JIS: &[u8] = b"\x95\x75\x93\xaa\x82\xcd\x92\xb7\x82\xa9\x82\xc1\x82\xbd\x81\x42\x89\x4a\x82\xaa\x8d\x7e\x82\xc1\x82\xbd\x81\x42\n";
const EUC_JP: &[u8] = b"\xc9\xd6\xc6\xac\xa4\xcf\xc4\xb9\xa4\xab\xa4\xc3\xa4\xbf\xa1\xa3\xb1\xab\xa4\xac\xb9\xdf\xa4\xc3\xa4\xbf\xa1\xa3\n";

/// Arguments, whether they succeed, and what is said on standard error.
const ENCODINGS: &[(&str, bool, &str)] = &[
    (
        "align --source en.txt --target sjis.txt",
        true,
        "note: sjis.txt: read as Shift_JIS\n",
    ),
    (
        "align --source en.txt --target euc.txt",
        true,
        "note: euc.txt: read as EUC-JP\n",
    ),
    (
        "align --source 1252.txt --target sjis.txt",
        false,
        "error: 1252.txt: byte 2: expected UTF-8, found 0x92: it may be windows-1252, which is read only if it is named; --encoding NAME names the encoding\n",
    ),
    (
        "align --source 1252.txt --source-encoding latin1 --target sjis.txt",
        true,
        "note: sjis.txt",
    ),
    (
        "align --source en.txt --target sjis.txt --target-encoding cp932",
        true,
        "pairs: 2",
    ),
    (
        "align --source en.txt --target euc.txt --encoding euc_jp",
        true,
        "pairs: 2",
    ),
    (
        "align --source en.txt --target sjis.txt --encoding utf-8",
        false,
        "error: sjis.txt: byte 0: expected UTF-8, found 0x95; --encoding",
    ),
    (
        "align --source en.txt --target word.txt",
        false,
        "word.txt: expected text, found what looks like a zip archive",
    ),
    (
        "review --source en.txt --target sjis.txt",
        true,
        "note: sjis.txt: read as Shift_JIS\n",
    ),
    (
        "segment sjis.txt",
        true,
        "note: sjis.txt: read as Shift_JIS\n",
    ),
    ("segment --encoding euc-jp euc.txt", true, ""),
    (
        "segment --encoding klingon euc.txt",
        false,
        "expected one of UTF-8, UTF-16LE",
    ),
];

#[test]
fn a_text_is_read_in_its_encoding() {
    let folder = prepared("encodings");
    for (name, bytes) in [
        ("sjis.txt", SHIFT_JIS),
        ("euc.txt", EUC_JP),
        ("1252.txt", b"It\x92s raining. The pier is long.\n"),
        ("word.txt", b"PK\x03\x04\x14\0"),
    ] {
        fs::write(folder.0.join(name), bytes).expect("the folder takes files");
    }
    for (command, succeeds, message) in ENCODINGS {
        let output = folder.run(command);
        let stderr = stderr_of(&output);
        assert_eq!(output.status.success(), *succeeds, "{command}: {stderr}");
        assert!(stderr.contains(message), "{command}: {stderr}");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let is_right = !succeeds || text.contains("雨が降った。");
        assert!(is_right, "{command}: {text}");
    }
}

/// Arguments, whether they succeed, and what is said on standard error.
const SIDES: &[(&str, bool, &str)] = &[
    (
        "align --source ja.txt --target en.txt",
        false,
        "; --swap exchanges the two files, --force aligns them as they are",
    ),
    (
        "align --source ja.txt --target en.txt --swap",
        true,
        "pairs: 3",
    ),
    (
        "align --source ja.txt --target en.txt --force",
        true,
        "warning: ja.txt and en.txt: the source looks Japanese",
    ),
    (
        "align --lines --source ja.txt --target en.txt --swap",
        true,
        "pairs: 1",
    ),
    ("review --source ja.txt --target en.txt --swap", true, ""),
    (
        "align --source en.txt --target en.txt",
        false,
        "the target has no Japanese: found",
    ),
    (
        "align --source en.txt --target en.txt --force",
        true,
        "warning: ",
    ),
    (
        "align --source en.txt --target blank.txt",
        false,
        "the target is empty; --force aligns them as they are",
    ),
    (
        "align --source en.txt --target blank.txt --force",
        true,
        "pairs: 0, omissions: 3",
    ),
    (
        "align --source en.txt --target chinese.txt",
        true,
        "warning: en.txt and chinese.txt: the target looks Chinese",
    ),
    (
        "align --source ja.txt --target en.txt --swap --source-embeddings a.npy --target-embeddings b.npy",
        false,
        "--swap: expected no embeddings",
    ),
    ("align en.txt --force", false, "cannot be used with"),
    ("corpus turned.jsonl", true, ""),
];

#[test]
fn two_files_are_refused_only_without_their_language() {
    let folder = prepared("sides");
    folder.write("blank.txt", "\n");
    folder.write(
        "chinese.txt",
        "河水在夜里又涨了。我们没有时间了，你们快走吧。\n",
    );
    let line = serde_json::json!({"id": 1, "source": JAPANESE, "target": ENGLISH});
    folder.write("turned.jsonl", format!("{line}\n"));
    for (command, succeeds, message) in SIDES {
        let output = folder.run(command);
        let stderr = stderr_of(&output);
        assert_eq!(output.status.success(), *succeeds, "{command}: {stderr}");
        assert!(stderr.contains(message), "{command}: {stderr}");
    }
    let beads = folder.run("corpus turned.jsonl").stdout;
    assert!(String::from_utf8_lossy(&beads).contains("beads"));
}

/// Arguments, whether they succeed, what is in the output, and what is said on standard error.
const FORMATS: &[(&str, bool, &str, &str)] = &[
    (
        "align --source page.en.md --target page.ja.md",
        true,
        "\tRain\t雨\n",
        "pairs: 3, omissions: 0, additions: 0",
    ),
    (
        "align --source page.en.md --target page.ja.md --code",
        true,
        "cargo build",
        "pairs: 3",
    ),
    (
        "align --source cues.txt --target cues.ja.srt",
        true,
        "It rained on the old harbour.\t古い港に雨が降った。",
        "pairs: 2",
    ),
    (
        "align --source page.en.md --target page.ja.md --format text",
        true,
        "\t# Rain\t# 雨\n",
        "pairs: ",
    ),
    (
        "align messages.po",
        true,
        "1-1\t1.0000\tOpen the file\tファイルを開く\n",
        "pairs: 1, omissions: 1",
    ),
    ("review messages.po -o messages.html", true, "", ""),
    (
        "align --source page.en.md --target page.ja.md --source-format klingon",
        false,
        "",
        "expected one of text, markdown",
    ),
    (
        "align --source bad.docx --target page.ja.md",
        false,
        "",
        "bad.docx: ",
    ),
    ("segment cues.ja.srt", true, "古い港に雨が降った。\n", ""),
    (
        "segment --format srt cues.txt --spans",
        true,
        "32\t61\tIt rained",
        "",
    ),
];

#[test]
fn the_name_of_a_file_tells_its_format() {
    let folder = prepared("formats");
    for (name, text) in [
        (
            "page.en.md",
            "# Rain\n\nIt rained **all** night.\nWe stayed at home.\n\n```sh\ncargo build\n```\n",
        ),
        (
            "page.ja.md",
            "# 雨\n\n一晩中雨が降った。私たちは家にいた。\n\n```sh\ncargo build\n```\n",
        ),
        (
            "cues.txt",
            "1\n00:00:01,000 --> 00:00:02,000\nIt rained on the old harbour.\n\n2\n00:00:03,000 --> 00:00:04,000\nWe stayed at home.\n",
        ),
        (
            "cues.ja.srt",
            "1\n00:00:01,000 --> 00:00:02,000\n古い港に雨が降った。\n\n2\n00:00:03,000 --> 00:00:04,000\n私たちは家にいた。\n",
        ),
        (
            "messages.po",
            "msgid \"\"\nmsgstr \"Language: ja\\n\"\n\nmsgid \"Open the file\"\nmsgstr \"ファイルを開く\"\n\nmsgid \"Close it\"\nmsgstr \"\"\n",
        ),
        ("bad.docx", "PK\u{3}\u{4} no archive"),
    ] {
        folder.write(name, text);
    }
    for (command, succeeds, shown, said) in FORMATS {
        let output = folder.run(command);
        let stderr = stderr_of(&output);
        assert_eq!(output.status.success(), *succeeds, "{command}: {stderr}");
        assert!(stderr.contains(said), "{command}: {stderr}");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains(shown), "{command}: {text}");
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
