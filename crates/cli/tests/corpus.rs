//! What must hold for the stream of a corpus: nothing is lost, whenever it is interrupted, and whatever its input is.

mod folder;

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use folder::{Folder, stderr_of};
use serde_json::{Value, json};

/// Documents of a few sentences, all of them different.
fn documents(n: usize) -> String {
    let line = |k: usize| {
        let english = format!(
            "The pier was built in {}. We walked {k} miles to its end. It rained.",
            1_800 + k % 200
        );
        let japanese = format!(
            "埠頭は{}年に造られた。私たちは端まで{k}マイル歩いた。雨が降った。",
            1_800 + k % 200
        );
        json!({"id": k, "source": english, "target": japanese}).to_string() + "\n"
    };
    (0..n).map(line).collect()
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    let lines = bytes
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty());
    lines
        .map(|line| serde_json::from_slice(line).expect("JSON"))
        .collect()
}

/// Waits until a condition holds.
fn wait(what: &str, condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what}");
        sleep(Duration::from_millis(5));
    }
}

/// Starts the command on standard input, writes documents, many at once and the rest slowly, and returns when the command has
/// written a further checkpoint.
fn interrupted(folder: &Folder, arguments: &str, text: &str, at_once: usize) -> Child {
    let journal = folder.0.join("out.jsonl.part/journal");
    let n_checkpoints = move || {
        let journal = std::fs::read_to_string(&journal).unwrap_or_default();
        journal.matches("n_records").count()
    };
    let before = n_checkpoints();
    let mut command = folder.command(arguments);
    command.stdin(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("it starts");
    let mut input = child.stdin.take().expect("a pipe");
    let text = text.to_owned();
    std::thread::spawn(move || {
        for (k, line) in text.split_inclusive('\n').enumerate() {
            if input.write_all(line.as_bytes()).is_err() {
                return;
            }
            if at_once < k {
                sleep(Duration::from_millis(10));
            }
        }
    });
    // A resumed run repeats the checkpoint that it continues.
    let expected = before + if before == 0 { 1 } else { 2 };
    wait("a checkpoint", || expected <= n_checkpoints());
    child
}

#[cfg(unix)]
#[test]
fn a_run_that_was_killed_continues_and_writes_the_same_bytes() {
    let folder = Folder::empty("killed");
    let text = documents(6_000);
    folder.write("in.jsonl", &text);
    for (name, options) in [
        ("plain", ""),
        ("duplicates", " --no-duplicates"),
        ("pairs", " --pairs --min-confidence .5"),
    ] {
        folder.good(&format!("corpus in.jsonl -o whole.jsonl{options}"));
        let command = format!("corpus - -o out.jsonl --resume --threads 2{options}");
        for at_once in [1_000, 3_000] {
            let mut child = interrupted(&folder, &command, &text, at_once);
            child.kill().expect("it runs");
            child.wait().expect("it ends");
            assert!(!folder.0.join("out.jsonl").exists(), "{name}");
        }
        let mut command = folder.command(&command);
        let input = std::fs::File::open(folder.0.join("in.jsonl")).expect("it is there");
        let output = command.stdin(input).output().expect("it starts");
        let stderr = stderr_of(&output);
        assert!(output.status.success(), "{name}: {stderr}");
        assert!(
            stderr.contains("documents already answered: "),
            "{name}: {stderr}"
        );
        assert!(
            folder.read("out.jsonl") == folder.read("whole.jsonl"),
            "{name}"
        );
        assert_eq!(
            folder.names(),
            ["in.jsonl", "out.jsonl", "whole.jsonl"],
            "{name}"
        );
        std::fs::remove_file(folder.0.join("out.jsonl")).expect("it is there");
    }
}

#[cfg(unix)]
#[test]
fn a_run_that_is_ended_leaves_nothing_or_a_draft_that_can_be_continued() {
    let folder = Folder::empty("ended");
    let text = documents(3_000);
    for (signal, option, left) in [
        ("INT", "", vec![]),
        ("TERM", "", vec![]),
        ("INT", " --resume", vec!["out.jsonl.part"]),
    ] {
        let mut child = interrupted(
            &folder,
            &format!("corpus - -o out.jsonl{option}"),
            &text,
            1_000,
        );
        let kill = std::process::Command::new("kill")
            .args([format!("-{signal}"), child.id().to_string()])
            .status();
        assert!(kill.expect("kill is there").success());
        let ended = child.wait().expect("it ends");
        assert_eq!(ended.code(), Some(130), "{signal}{option}");
        assert_eq!(folder.names(), left, "{signal}{option}");
    }
}

#[test]
fn another_input_is_not_continued() {
    let folder = Folder::empty("other");
    let text = documents(3_000);
    let mut child = interrupted(&folder, "corpus - -o out.jsonl --resume", &text, 1_000);
    child.kill().expect("it runs");
    child.wait().expect("it ends");
    folder.write("in.jsonl", text.replacen("It rained", "It snowed", 1));
    let output = folder.run("corpus in.jsonl -o out.jsonl --resume");
    assert_eq!(output.status.code(), Some(1));
    let message = stderr_of(&output);
    assert!(
        message.contains("are not those of the interrupted run"),
        "{message}"
    );
    let output = folder.run("corpus in.jsonl -o out.jsonl --resume --pairs");
    let message = stderr_of(&output);
    assert!(
        message.contains("(--pairs: then false, now true)"),
        "{message}"
    );
    assert!(!folder.0.join("out.jsonl").exists());
    let stderr = folder.good("corpus in.jsonl -o out.jsonl");
    assert!(stderr.contains("--resume would continue it"), "{stderr}");
    assert_eq!(folder.names(), ["in.jsonl", "out.jsonl"]);
}

#[test]
fn a_bad_document_is_answered_in_its_place() {
    let folder = Folder::empty("bad");
    let long = format!(
        r#"{{"id": 4, "source": "{}", "target": "雨"}}"#,
        "x".repeat(2 << 20)
    );
    let alike = json!({
        "id": 5,
        "source": "Nobody saw the wet grey cat on the pier at that time.\n".repeat(3_000),
        "target": "その時桟橋に濡れた灰色の猫がいるのを見た者はいなかった。\n".repeat(3_000),
    });
    let rows = [
        (
            r#"{"id": 12345678901234567890123, "source": "Rain.", "target": "雨。"}"#,
            "",
        ),
        (
            "{\"id\": -0, \"source\": \"Rain.\"}",
            "expected \"target\" beside",
        ),
        ("no JSON", "column 2: expected"),
        (
            &long,
            "expected a document of at most 671088 bytes, found 2097",
        ),
        (
            &alike.to_string(),
            "expected a document with more in common: 3000 and 3000 segments need more than",
        ),
        (r#"{"id": "last", "source": "Rain.", "target": "雨。"}"#, ""),
    ];
    let text: Vec<&str> = rows.iter().map(|row| row.0).collect();
    folder.write("in.jsonl", text.join("\n"));
    let output = folder.run("corpus in.jsonl --memory 16");
    assert_eq!(output.status.code(), Some(3));
    let summary = "in.jsonl: documents not aligned: 4 of 6; the first: line 2: expected \"target\"";
    assert!(
        stderr_of(&output).contains(summary),
        "{}",
        stderr_of(&output)
    );
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        text.starts_with("{\"id\":12345678901234567890123,\"beads\""),
        "{text}"
    );
    let answers = lines(&output.stdout);
    assert_eq!(answers.len(), rows.len());
    for (k, ((_, error), answer)) in rows.iter().zip(&answers).enumerate() {
        match answer["error"].as_str() {
            None => assert!(error.is_empty() && answer["beads"].is_array(), "{k}"),
            Some(found) => {
                assert!(!error.is_empty() && found.contains(error), "{k}: {found}");
                assert_eq!(answer["line"], k + 1);
            }
        }
    }
    assert!(text.contains("\n{\"id\":-0,\"line\":2"), "{text}");
    let output = folder.run("corpus in.jsonl --memory 16 --pairs");
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(lines(&output.stdout).len(), 2);
    assert!(
        stderr_of(&output).contains(summary),
        "{}",
        stderr_of(&output)
    );
}

#[test]
fn nothing_beside_the_output_is_harmed() {
    let folder = Folder::empty("beside");
    folder.write("in.jsonl", documents(3));
    folder.write("out.jsonl.part", documents(3));
    folder.write("folder.jsonl.part/draft.txt", "precious");
    folder.write("like.jsonl.part/journal", "precious");
    for (arguments, untouched) in [
        ("corpus out.jsonl.part -o out.jsonl", "out.jsonl.part"),
        ("corpus in.jsonl -o out.jsonl --resume", "out.jsonl.part"),
        (
            "corpus in.jsonl -o folder.jsonl",
            "folder.jsonl.part/draft.txt",
        ),
        ("corpus in.jsonl -o like.jsonl", "like.jsonl.part/journal"),
    ] {
        let before = folder.read(untouched);
        let output = folder.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments}");
        assert!(
            stderr_of(&output).contains("it is not ours"),
            "{arguments}: {}",
            stderr_of(&output)
        );
        assert!(folder.read(untouched) == before, "{arguments}");
    }
    let names = [
        "folder.jsonl.part",
        "in.jsonl",
        "like.jsonl.part",
        "out.jsonl.part",
    ];
    assert_eq!(folder.names(), names);
    let output = folder.run("corpus in.jsonl -o new.jsonl/");
    assert!(
        stderr_of(&output).contains("expected a file"),
        "{}",
        stderr_of(&output)
    );
    assert_eq!(folder.names(), names);
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_even_if_it_leads_nowhere_yet() {
    let folder = Folder::empty("dangling");
    folder.write("in.jsonl", documents(3));
    std::os::unix::fs::symlink("real.jsonl", folder.0.join("link.jsonl")).expect("a link");
    folder.good("corpus in.jsonl -o link.jsonl");
    assert_eq!(folder.names(), ["in.jsonl", "link.jsonl", "real.jsonl"]);
    assert!(folder.0.join("link.jsonl").is_symlink());
}

#[cfg(unix)]
#[test]
fn a_failure_at_the_end_costs_nothing_that_was_kept() {
    // A folder in place of the output: the last step fails.
    let folder = Folder::empty("late");
    let text = documents(2_000);
    folder.write("in.jsonl", &text);
    folder.good("corpus in.jsonl -o whole.jsonl");
    let mut child = interrupted(&folder, "corpus - -o out.jsonl --resume", &text, 1_500);
    std::fs::create_dir(folder.0.join("out.jsonl")).expect("it is free");
    let ended = child.wait().expect("it ends");
    assert_eq!(ended.code(), Some(1));
    std::fs::remove_dir(folder.0.join("out.jsonl")).expect("it is empty");
    let stderr = folder.good("corpus in.jsonl -o out.jsonl --resume");
    assert!(stderr.contains("documents already answered: "), "{stderr}");
    assert!(folder.read("out.jsonl") == folder.read("whole.jsonl"));
}

#[test]
fn packed_lines_are_read_and_written() {
    let folder = Folder::empty("packed");
    folder.write("in.jsonl", documents(50));
    let plain = folder.run("corpus in.jsonl").stdout;
    for name in ["out.jsonl.gz", "out.jsonl.zst"] {
        folder.good(&format!("corpus in.jsonl -o {name}"));
        let packed = folder.read(name);
        let unpacked = match name.ends_with("gz") {
            true => {
                let mut bytes = Vec::new();
                let mut reader = flate2::read::MultiGzDecoder::new(&*packed);
                std::io::Read::read_to_end(&mut reader, &mut bytes).map(|_| bytes)
            }
            false => zstd::decode_all(&*packed),
        };
        assert!(unpacked.expect("it is packed") == plain, "{name}");
        folder.good(&format!("corpus in.jsonl -o again.{name}"));
        assert!(packed == folder.read(&format!("again.{name}")), "{name}");
    }
    folder.write(
        "in.zst",
        zstd::encode_all(&*folder.read("in.jsonl"), 1).expect("it packs"),
    );
    assert!(folder.run("corpus in.zst").stdout == plain);
}

#[test]
fn parquet_is_written_and_read() {
    let folder = Folder::empty("parquet");
    folder.write("in.jsonl", documents(50) + "{\"id\": 7}\n");
    let output = folder.run("corpus in.jsonl -o out.parquet --findings --no-duplicates");
    assert_eq!(output.status.code(), Some(3), "{}", stderr_of(&output));
    let output = folder.run("corpus in.jsonl --pairs --form parquet -o pairs");
    assert_eq!(output.status.code(), Some(3), "{}", stderr_of(&output));
    // Pairs are texts to align.
    std::fs::rename(folder.0.join("pairs"), folder.0.join("pairs.parquet")).expect("it is there");
    let again = folder.run("corpus pairs.parquet --pairs");
    assert!(again.status.success(), "{}", stderr_of(&again));
    let pairs = folder.run("corpus in.jsonl --pairs").stdout;
    assert_eq!(lines(&again.stdout).len(), lines(&pairs).len());
    let output = folder.run("corpus out.parquet");
    assert!(
        stderr_of(&output).contains("expected the columns `source` and `target`"),
        "{}",
        stderr_of(&output)
    );
}

#[test]
fn folders_and_tables_of_paths_are_read() {
    let folder = Folder::empty("folders");
    folder.write("docs/en/a.md", "# Rain\n\nIt rained. We stayed.\n");
    folder.write("docs/ja/a.md", "# 雨\n\n雨が降った。家にいた。\n");
    folder.write("docs/b.en.txt", "Yes.");
    folder.write("docs/b.ja.txt", "はい。");
    folder.write("docs/alone.ja.txt", "ひとり。");
    folder.write("docs/picture.png", "no text");
    let output = folder.run("corpus docs --pairs");
    let message = stderr_of(&output);
    assert!(output.status.success(), "{message}");
    assert!(
        message.contains("skipped files without a partner: 1 (docs/alone.ja.txt)"),
        "{message}"
    );
    let pairs = lines(&output.stdout);
    let texts: Vec<[&str; 2]> = pairs
        .iter()
        .map(|pair| [&pair["source"], &pair["target"]].map(|text| text.as_str().expect("a text")))
        .collect();
    let of_a = [
        ["Rain", "雨"],
        ["It rained.", "雨が降った。"],
        ["We stayed.", "家にいた。"],
    ];
    assert_eq!(texts, [&of_a[..], &[["Yes.", "はい。"]]].concat());
    assert_eq!(
        pairs[0]["id"],
        json!({"source": "docs/en/a.md", "target": "docs/ja/a.md"})
    );

    folder.write(
        "docs/list.tsv",
        "source\ttarget\tid\nb.en.txt\tb.ja.txt\tb\nen/a.md\t\tno partner\nb.en.txt\tmissing.txt\tc\n",
    );
    let output = folder.run("corpus docs/list.tsv");
    assert_eq!(output.status.code(), Some(3));
    let answers = lines(&output.stdout);
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["id"], "b");
    let error = answers[1]["error"].as_str().expect("an error");
    assert!(error.starts_with("docs/missing.txt: "), "{error}");
    assert!(
        stderr_of(&output).contains("skipped documents without a partner: 1"),
        "{}",
        stderr_of(&output)
    );

    let output = folder.run("corpus docs -o docs/b.ja.txt --form jsonl");
    assert!(
        stderr_of(&output).contains("other than the input docs/b.ja.txt"),
        "{}",
        stderr_of(&output)
    );
    assert_eq!(folder.text("docs/b.ja.txt"), "はい。");
    let output = folder.run("corpus docs/en");
    assert!(
        stderr_of(&output).contains("--match finds pairs"),
        "{}",
        stderr_of(&output)
    );
}

#[test]
fn filters_drop_pairs_and_say_how_many() {
    let folder = Folder::empty("filters");
    let english = "It rained. We stayed. `x = 1`\n\nIt rained.";
    let japanese = "雨が降った。家にいた。`x = 1`\n\n雨が降った。";
    let line = json!({"id": 1, "source": english, "target": japanese}).to_string();
    folder.write("in.jsonl", format!("{line}\n{line}\n"));
    let output = folder.run("corpus in.jsonl --no-duplicates --pairs");
    let pairs = lines(&output.stdout);
    let texts: Vec<&str> = pairs
        .iter()
        .filter_map(|pair| pair["source"].as_str())
        .collect();
    assert_eq!(
        texts.iter().filter(|text| **text == "It rained.").count(),
        1,
        "{texts:?}"
    );
    assert!(
        stderr_of(&output).contains(" seen before"),
        "{}",
        stderr_of(&output)
    );
    let output = folder.run("corpus in.jsonl --no-duplicates");
    let answers = lines(&output.stdout);
    assert_eq!(answers[0]["dropped"]["duplicate"], 1);
    assert_eq!(answers[1]["beads"], json!([]));
    for (arguments, expected) in [
        ("corpus in.jsonl --min-confidence 2", "from 0 to 1"),
        ("corpus in.jsonl --drop-findings numbr", "--drop-findings"),
        (
            "corpus in.jsonl --resume",
            "--resume: expected an output in a file",
        ),
        (
            "corpus in.jsonl -o out.parquet --resume",
            "--resume: expected an output in a file",
        ),
        (
            "corpus in.jsonl -o out.docx",
            "expected a name that ends in .jsonl",
        ),
    ] {
        let output = folder.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments}");
        assert!(
            stderr_of(&output).contains(expected),
            "{arguments}: {}",
            stderr_of(&output)
        );
        assert_eq!(folder.names(), ["in.jsonl"], "{arguments}");
    }
}

#[test]
fn an_answer_comes_as_soon_as_it_is_there() {
    let folder = Folder::empty("interactive");
    for options in ["", " --unordered", " --threads 1"] {
        let mut command = folder.command(&format!("corpus -{options}"));
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.expect("it starts");
        let mut input = child.stdin.take().expect("a pipe");
        let mut answers = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        for k in 0..3 {
            writeln!(
                input,
                r#"{{"id": {k}, "source": "Rain.", "target": "雨。"}}"#
            )
            .expect("it reads");
            let answer = answers.next().expect("it answers").expect("UTF-8");
            assert!(
                answer.starts_with(&format!("{{\"id\":{k},\"beads\"")),
                "{answer}"
            );
        }
        drop(input);
        assert!(child.wait().expect("it ends").success());
    }
}
