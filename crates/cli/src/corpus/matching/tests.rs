//! Two small folders and two small columns, from the files to the output.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use serde_json::{Value, json};

use super::*;

const ENGLISH: [&str; 2] = [
    "The mill has 24 rooms and a red roof. Melissa lives there with two dogs and a horse.",
    "The ferry to the island leaves at 9:40 and costs 300 yen. Children travel free.",
];
const JAPANESE: [&str; 3] = [
    "島へのフェリーは9時40分に出て、料金は300円です。子供は無料です。",
    "水車小屋には部屋が24あり、屋根は赤い。メリッサは犬二匹と馬とそこに住んでいる。",
    "じゃがいもの皮をむき、玉ねぎを切って、塩を加えて25分ゆでる。",
];

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    output: OutputArguments,
}

/// A folder of its own for a test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let name = format!("taiyaku-matching-{name}-{}", std::process::id());
        let folder = Folder(std::env::temp_dir().join(name));
        fs::create_dir_all(&folder.0).unwrap();
        folder
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn matched(sources: &Path, targets: &Path, output: &Path) -> Result<String, Failure> {
    let arguments = Arguments::parse_from(["test".as_ref(), "-o".as_ref(), output.as_os_str()]);
    let matching = Matching {
        sources,
        targets,
        output: &arguments.output,
        least_confidence: Match::LEAST_CONFIDENCE,
        other_inputs: &[],
        memory: 256 << 20,
    };
    run(&matching, &Aligner::new())?;
    Ok(fs::read_to_string(output).unwrap())
}

#[test]
fn two_folders_give_a_table() {
    let folder = Folder::new("folders");
    folder.write("en/mill.txt", ENGLISH[0]);
    folder.write("en/sea/ferry.md", ENGLISH[1]);
    folder.write(
        "en/picture.png",
        [0x89, b'P', b'N', b'G', 0, 0, 0xff, 0xfe, 0],
    );
    for (name, text) in ["1.txt", "2.txt", "3.txt"].iter().zip(JAPANESE) {
        folder.write(&format!("ja/{name}"), text);
    }
    let (en, ja) = (folder.0.join("en"), folder.0.join("ja"));
    let pairs = folder.0.join("pairs.tsv");
    let unread = matched(&en, &ja, &pairs).unwrap_err();
    assert_eq!(unread.to_string(), "documents that could not be read: 1");
    let table = fs::read_to_string(&pairs).unwrap();
    let cells = table
        .lines()
        .map(|line| line.split('\t').take(2).collect::<Vec<_>>().join(" "));
    let expected = [
        "source target",
        "en/mill.txt ja/2.txt",
        "en/sea/ferry.md ja/1.txt",
        " ja/3.txt",
    ];
    assert_eq!(cells.collect::<Vec<_>>(), expected);
}

#[test]
fn two_columns_give_requests() {
    let folder = Folder::new("columns");
    let sources = format!(
        "{}\n\nno JSON\n{}\n",
        json!({"id": "mill", "source": ENGLISH[0]}),
        json!({"id": 7, "text": ENGLISH[1], "format": "markdown"}),
    );
    let targets: Vec<String> = JAPANESE
        .iter()
        .map(|t| json!({"target": t}).to_string())
        .collect();
    let sources = folder.write("en.jsonl", sources);
    let targets = folder.write("ja.jsonl", targets.join("\n"));
    let pairs = folder.0.join("pairs.jsonl");
    let unread = matched(&sources, &targets, &pairs).unwrap_err();
    assert_eq!(unread.to_string(), "documents that could not be read: 1");
    let lines = fs::read_to_string(&pairs).unwrap();
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["id"], json!({"source": "mill", "target": 2}));
    assert_eq!(lines[0]["target"], JAPANESE[1]);
    assert_eq!(lines[1]["id"], json!({"source": 7, "target": 1}));
    assert_eq!(lines[1]["source"], ENGLISH[1]);
    assert_eq!(lines[1]["source_format"], "markdown");
    assert!(
        lines
            .iter()
            .all(|line| 0.5 <= line["match"].as_f64().unwrap())
    );
}

#[test]
fn what_cannot_be_matched_is_told() {
    let folder = Folder::new("problems");
    let file = folder.write("a.jsonl", json!({"text": ENGLISH[0]}).to_string());
    let bad = folder.write("bad.jsonl", "{}\n");
    fs::create_dir_all(folder.0.join("empty")).unwrap();
    fs::create_dir_all(folder.0.join("other")).unwrap();
    let (empty, output) = (folder.0.join("empty"), folder.0.join("out"));
    let other = folder.0.join("other");
    let rows = [
        ("a folder and a file", &empty, &file, "expected two folders"),
        ("an empty folder", &empty, &other, "found no file"),
        ("one folder twice", &empty, &empty, "expected two inputs"),
        ("no document", &bad, &file, "found no line"),
    ];
    for (name, sources, targets, expected) in rows {
        let failure = matched(sources, targets, &output).unwrap_err();
        assert!(
            failure.to_string().contains(expected),
            "{name}: {failure:?}"
        );
    }
    let failure = matched(&file, &file, &file).unwrap_err();
    assert!(failure.to_string().contains("input"), "{failure:?}");
}
