//! What must hold for every output of every subcommand: no input is lost, and an output is whole or as it was, whatever its name
//! is and however the command ends.

#![cfg(unix)]

mod folder;

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use folder::{Folder, stderr_of};

const ENGLISH: &str = "The pier was long. We walked to its end. It rained.\n";
const JAPANESE: &str = "埠頭は長かった。私たちは端まで歩いた。雨が降った。\n";

/// A folder with files to read.
fn prepared(name: &str) -> Folder {
    let folder = Folder::empty(name);
    for (name, text) in [
        ("en.txt", ENGLISH),
        ("ja.txt", JAPANESE),
        ("en/a.txt", ENGLISH),
        ("ja/a.txt", JAPANESE),
        ("glossary.tsv", "埠頭\tpier\n"),
        ("ignored.txt", "00abcdef01234567\n"),
    ] {
        folder.write(name, text);
    }
    let line = serde_json::json!({"id": 1, "source": ENGLISH, "target": JAPANESE});
    folder.write("corpus.jsonl", format!("{line}\n"));
    let sides = "--source en.txt --target ja.txt";
    folder.good(&format!("align {sides} -o pairs.tsv"));
    folder.good(&format!("review {sides} -o reviewed.tsv"));
    let reviewed = folder.text("reviewed.tsv");
    let suggested = reviewed.replacen("\t埠頭は長かった。\t", "\t桟橋は長かった。\t", 1);
    assert_ne!(suggested, reviewed);
    folder.write("reviewed.tsv", suggested);
    folder
}

/// Every kind of output: its name, the command with `OUT` for it, and the files that it reads. A command ends with `OUT`.
const OUTPUTS: &[(&str, &str, &[&str])] = &[
    (
        "align",
        "align --source en.txt --target ja.txt --glossary glossary.tsv -f tsv -o OUT",
        &["en.txt", "ja.txt", "glossary.tsv"],
    ),
    (
        "align --lines",
        "align --lines --source en.txt --target ja.txt -f vecalign -o OUT",
        &["en.txt", "ja.txt"],
    ),
    (
        "review",
        "review --source en.txt --target ja.txt --glossary glossary.tsv --ignore ignored.txt -f html -o OUT",
        &["en.txt", "ja.txt", "glossary.tsv", "ignored.txt"],
    ),
    (
        "review as a workbook",
        "review --source en.txt --target ja.txt -f xlsx -o OUT",
        &["en.txt", "ja.txt"],
    ),
    (
        "realign",
        "realign --source en.txt --target ja.txt --reviewed reviewed.tsv --glossary glossary.tsv -f tsv -o OUT",
        &["en.txt", "ja.txt", "reviewed.tsv", "glossary.tsv"],
    ),
    (
        "realign --corrected",
        "realign --source en.txt --target ja.txt --reviewed reviewed.tsv -f tsv -o - --corrected OUT",
        &["en.txt", "ja.txt", "reviewed.tsv"],
    ),
    (
        "realign --changes",
        "realign --source en.txt --target ja.txt --reviewed reviewed.tsv -f tsv -o - --corrected /dev/null --changes OUT",
        &["en.txt", "ja.txt", "reviewed.tsv"],
    ),
    (
        "convert",
        "convert pairs.tsv --glossary glossary.tsv --to tmx -o OUT",
        &["pairs.tsv", "glossary.tsv"],
    ),
    (
        "convert to an archive",
        "convert pairs.tsv --to docx -o OUT",
        &["pairs.tsv"],
    ),
    (
        "corpus",
        "corpus corpus.jsonl --glossary glossary.tsv --form jsonl -o OUT",
        &["corpus.jsonl", "glossary.tsv"],
    ),
    #[cfg(feature = "parquet")]
    (
        "corpus to Parquet",
        "corpus corpus.jsonl --form parquet -o OUT",
        &["corpus.jsonl"],
    ),
    (
        "corpus --match",
        "corpus --match en ja -o OUT",
        &["en", "ja", "en/a.txt", "ja/a.txt"],
    ),
    ("segment", "segment en.txt -o OUT", &["en.txt"]),
];

fn on(command: &str, output: impl AsRef<Path>) -> String {
    let output = output.as_ref().to_str().expect("a name of ours");
    command.replace("OUT", output)
}

/// All files of a folder and of the folders in it, with their bytes.
fn all_files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it is listed").path();
        match path.is_dir() {
            true => files.extend(all_files(&path)),
            false => {
                let bytes = fs::read(&path).unwrap_or_default();
                files.push((path.display().to_string(), bytes));
            }
        }
    }
    files.sort();
    files
}

/// Runs a command that must fail and change nothing.
fn fails(folder: &Folder, name: &str, command: &str, expected: &str) {
    let before = all_files(&folder.0);
    let output = folder.run(command);
    let stderr = stderr_of(&output);
    assert!(!output.status.success(), "{name}: {command}: {stderr}");
    assert!(stderr.contains(expected), "{name}: {command}: {stderr}");
    let is_ours = |line: &str| !line.contains("Os {");
    assert!(stderr.lines().all(is_ours), "{name}: {command}: {stderr}");
    assert!(all_files(&folder.0) == before, "{name}: {command}: changed");
}

#[test]
fn no_output_is_an_input_by_any_name() {
    let folder = prepared("losses-inputs");
    let at = |name: &str| folder.0.join(name);
    for (name, command, inputs) in OUTPUTS {
        for input in *inputs {
            fails(&folder, name, &on(command, input), "");
            fails(&folder, name, &on(command, format!("./{input}")), "");
            fails(&folder, name, &on(command, format!("en/../{input}")), "");
            fails(&folder, name, &on(command, at(input)), "");
            symlink(at(input), at("link")).expect("a link");
            fails(&folder, name, &on(command, "link"), "");
            fs::remove_file(at("link")).expect("it is there");
            if at(input).is_file() {
                fs::hard_link(at(input), at("hard")).expect("a link");
                fails(&folder, name, &on(command, "hard"), "");
                fs::remove_file(at("hard")).expect("it is there");
            }
        }
    }
}

#[test]
fn no_output_is_emptied_before_all_inputs_are_read() {
    let folder = prepared("losses-emptied");
    folder.write("out", "of yesterday");
    for (name, bytes) in [
        ("bad.txt", &b"PK\x03\x04 no text\0"[..]),
        ("bad.tsv", b"no tab here\0\n"),
        ("bad.jsonl", b""),
    ] {
        folder.write(name, bytes);
    }
    for (name, command, inputs) in OUTPUTS {
        let command = on(command, "out");
        for input in inputs.iter().filter(|input| !input.contains('/')) {
            let word = format!(" {input}");
            assert!(command.contains(&word), "{name}: {input}");
            fails(
                &folder,
                name,
                &command.replacen(&word, " missing", 1),
                "missing",
            );
            let is_ignored_or_folder = ["ignored.txt", "en", "ja", "corpus.jsonl"].contains(input);
            if !is_ignored_or_folder {
                let bad = if input.ends_with("txt") {
                    " bad.txt"
                } else {
                    " bad.tsv"
                };
                fails(&folder, name, &command.replacen(&word, bad, 1), "");
            }
        }
        assert_eq!(folder.text("out"), "of yesterday", "{name}");
    }
}

/// What a shell does with the command, `taiyaku` standing for it.
fn shell(folder: &Folder, line: &str) -> Output {
    let line = line.replace("taiyaku", env!("CARGO_BIN_EXE_taiyaku"));
    let mut command = Command::new("bash");
    let output = command.args(["-c", &line]).current_dir(&folder.0).output();
    output.expect("bash starts")
}

#[test]
fn a_full_disk_leaves_the_output_as_it_was() {
    let folder = prepared("losses-full");
    folder.write("out", "of yesterday");
    for (name, command, _) in OUTPUTS {
        let before = all_files(&folder.0);
        // No file may have more than no bytes.
        let command = on(command, "out");
        let output = shell(
            &folder,
            &format!("trap '' XFSZ; ulimit -f 0; taiyaku {command}"),
        );
        let stderr = stderr_of(&output);
        assert_eq!(output.status.code(), Some(1), "{name}: {stderr}");
        assert!(stderr.contains("File too large"), "{name}: {stderr}");
        assert!(all_files(&folder.0) == before, "{name}: changed");
    }
    // Half of an output is written.
    let long = ENGLISH.repeat(1_000);
    folder.write("en.txt", &long);
    let before = all_files(&folder.0);
    let output = shell(
        &folder,
        "trap '' XFSZ; ulimit -f 8; taiyaku segment en.txt -o out",
    );
    assert!(stderr_of(&output).contains("File too large"));
    assert!(all_files(&folder.0) == before);
}

#[test]
fn a_device_that_is_full_is_an_error() {
    let folder = prepared("losses-device");
    for (name, command, _) in OUTPUTS {
        fails(
            &folder,
            name,
            &on(command, "/dev/full"),
            "No space left on device",
        );
    }
}

#[test]
fn names_may_be_as_long_as_the_file_system_takes() {
    let folder = prepared("losses-long");
    for (name, command, _) in OUTPUTS {
        for length in [245, 246, 249, 250, 251, 252, 255] {
            let kana = "あ".repeat(length / 3) + &"a".repeat(length % 3);
            for file in ["b".repeat(length), kana] {
                folder.good(&on(command, &file));
                assert!(folder.0.join(&file).is_file(), "{name}: {length}");
                fs::remove_file(folder.0.join(&file)).expect("it is there");
            }
        }
        fails(
            &folder,
            name,
            &on(command, "b".repeat(256)),
            "File name too long",
        );
    }
    assert!(!folder.names().iter().any(|name| name.contains(".part")));
}

#[test]
fn a_link_stays_and_its_file_is_written() {
    let folder = prepared("losses-links");
    for (name, command, _) in OUTPUTS {
        for is_there in [true, false] {
            if is_there {
                folder.write("real", "of yesterday");
            }
            symlink("real", folder.0.join("link")).expect("a link");
            folder.good(&on(command, "link"));
            assert!(folder.0.join("link").is_symlink(), "{name}");
            assert_ne!(folder.read("real"), b"of yesterday", "{name}");
            fs::remove_file(folder.0.join("link")).expect("it is there");
            fs::remove_file(folder.0.join("real")).expect("it is there");
        }
    }
}

#[test]
fn a_read_only_file_is_not_replaced() {
    let folder = prepared("losses-read-only");
    folder.write("out", "of yesterday");
    let path = folder.0.join("out");
    let mut permissions = fs::metadata(&path).expect("it is there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("it is ours");
    for (name, command, _) in OUTPUTS {
        fails(
            &folder,
            name,
            &on(command, "out"),
            "out: the file is read-only",
        );
    }
}

#[test]
fn an_output_that_cannot_be_is_an_error() {
    let folder = prepared("losses-folders");
    folder.write("folder/inside", "of yesterday");
    for (name, command, _) in OUTPUTS {
        fails(&folder, name, &on(command, "folder"), "folder: ");
        fails(&folder, name, &on(command, "none/out"), "none");
        // Nobody, not even root, can make a file here.
        fails(&folder, name, &on(command, "/proc/out"), "/proc/out: ");
    }
}

#[test]
fn a_folder_that_takes_no_files_is_an_error() {
    let folder = prepared("losses-locked");
    folder.write("locked/out", "of yesterday");
    let path = folder.0.join("locked");
    let lock = |is_locked: bool| {
        let mut permissions = fs::metadata(&path).expect("it is there").permissions();
        std::os::unix::fs::PermissionsExt::set_mode(
            &mut permissions,
            if is_locked { 0o555 } else { 0o755 },
        );
        fs::set_permissions(&path, permissions).expect("it is ours");
    };
    lock(true);
    // Root may write there all the same.
    let is_root = fs::write(path.join("probe"), "").is_ok();
    for (name, command, _) in OUTPUTS.iter().filter(|_| !is_root) {
        fails(
            &folder,
            name,
            &on(command, "locked/out"),
            "Permission denied",
        );
    }
    lock(false);
}

#[test]
fn a_pipe_and_the_standard_output_get_the_same_bytes_as_a_file() {
    let folder = prepared("losses-pipes");
    let pipe = folder.0.join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo is there").success());
    for (name, command, _) in OUTPUTS {
        folder.good(&on(command, "out"));
        let expected = folder.read("out");
        let both = format!(
            "cat pipe > copy & taiyaku {} > rest; wait",
            on(command, "pipe")
        );
        let output = shell(&folder, &both);
        assert!(output.status.success(), "{name}: {}", stderr_of(&output));
        assert!(folder.read("copy") == expected, "{name}");
        assert!(
            fs::metadata(&pipe).is_ok_and(|file| !file.is_file()),
            "{name}"
        );
        if command.contains("-o -") {
            continue;
        }
        folder.write("log", "of yesterday\n");
        let output = shell(
            &folder,
            &format!("taiyaku {} >> log", on(command, "/dev/stdout")),
        );
        assert!(output.status.success(), "{name}: {}", stderr_of(&output));
        let log = folder.read("log");
        let added = log.strip_prefix(b"of yesterday\n");
        // The paths of a table count from its folder, and this one has none.
        let is_whole = added == Some(&expected[..]) || name.contains("--match");
        assert!(is_whole && added.is_some(), "{name}");
    }
}

/// Waits until a condition holds.
fn wait(what: &str, condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what}");
        sleep(Duration::from_millis(5));
    }
}

fn send(signal: &str, child: &Child) {
    let kill = Command::new("kill")
        .args([format!("-{signal}"), child.id().to_string()])
        .status();
    assert!(kill.expect("kill is there").success());
}

/// Commands that wait with a draft: their second output is a pipe that nobody reads, or their input does not end.
const WAITING: &[(&str, &str)] = &[
    (
        "align",
        "align --source en.txt --target ja.txt -o out.moses",
    ),
    (
        "review",
        "review --source en.txt --target ja.txt -o out.moses",
    ),
    (
        "realign",
        "realign --source en.txt --target ja.txt --reviewed reviewed.tsv -o out.moses",
    ),
    (
        "realign --corrected",
        "realign --source en.txt --target ja.txt --reviewed reviewed.tsv -f tsv -o - --corrected out.en --changes out.ja",
    ),
    ("convert", "convert pairs.tsv out.moses"),
    ("corpus", "corpus - --form jsonl -o out.en"),
    #[cfg(feature = "parquet")]
    ("corpus to Parquet", "corpus - --form parquet -o out.en"),
];

#[test]
fn a_signal_leaves_no_draft() {
    let folder = prepared("losses-signals");
    folder.write("out.en", "of yesterday");
    let made = Command::new("mkfifo").arg(folder.0.join("out.ja")).status();
    assert!(made.expect("mkfifo is there").success());
    let names = folder_names(&folder);
    for (name, command) in WAITING {
        for signal in ["INT", "TERM", "HUP"] {
            let mut command = folder.command(command);
            command
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            let mut child = command.spawn().expect("it starts");
            // A corpus that goes on.
            let mut input = child.stdin.take().expect("a pipe");
            let _ = input.write_all(&folder.read("corpus.jsonl"));
            wait(name, || folder_names(&folder) != names);
            send(signal, &child);
            let ended = child.wait().expect("it ends");
            drop(input);
            assert_eq!(ended.code(), Some(130), "{name}: {signal}");
            assert_eq!(folder_names(&folder), names, "{name}: {signal}");
            assert_eq!(folder.text("out.en"), "of yesterday", "{name}: {signal}");
        }
    }
}

/// The names in a folder. A pipe is not read.
fn folder_names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(&folder.0).expect("the folder is there");
    let name =
        |entry: std::io::Result<fs::DirEntry>| entry.expect("listed").file_name().into_string();
    let mut names: Vec<String> = entries
        .map(|entry| name(entry).expect("a name of ours"))
        .collect();
    names.sort();
    names
}

/// The other outputs have no draft but that of `Output`, which a signal removes. The journal of the desk has none: it is
/// appended to, and what is cut off a damaged one is copied to a new file first.
#[test]
fn every_output_is_opened_in_one_place() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut n_places = 0;
    let is_code = |(path, _): &(String, Vec<u8>)| !path.ends_with("/tests.rs");
    for (path, bytes) in all_files(&source).into_iter().filter(is_code) {
        let text = String::from_utf8_lossy(&bytes);
        let code = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        let opens = ["to_file(", "File::create", "fs::write(", "OpenOptions::new"];
        let n_opened = opens
            .iter()
            .map(|open| code.matches(open).count())
            .sum::<usize>();
        let is_known = ["interrupt.rs", "draft_folder.rs", "desk/journal.rs"]
            .iter()
            .any(|name| path.ends_with(name));
        assert!(n_opened == 0 || is_known, "{path}");
        n_places += n_opened;
    }
    assert_eq!(n_places, 4);
}
