//! [`seeds`]: inputs to begin with.
//!
//! In: the samples of the repository and the files of other programs in the tests of `crates/lab`. Out: for each target, inputs of a
//! few hundred bytes to a few kilobytes. O(bytes of the files).

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use taiyaku::format::{Export, po, tmx, xces, xliff};
use taiyaku::{Alignment, Bead, Bitext};
use zip::ZipArchive;

use crate::input::{Input, boundary};
use crate::{aligning, corpus, page_out, readers, reviewed, round_trip, sides};

/// A target: its name, and what it checks.
pub type Target = (&'static str, fn(&Input<'_>));

/// All targets.
pub const TARGETS: &[Target] = &[
    ("align", aligning::align),
    ("corpus", corpus::corpus),
    ("lexicon_and_glossary", sides::lexicon_and_glossary),
    ("number", sides::number),
    ("page", sides::page),
    ("page_out", page_out::page_out),
    ("reader_containers", readers::reader_containers),
    ("reader_exchange", readers::reader_exchange),
    ("reader_text", readers::reader_text),
    ("realign", aligning::realign),
    ("reviewed_state", reviewed::reviewed_state),
    ("round_trip", round_trip::round_trip),
    ("segment", sides::segment),
];

/// The most bytes of a text, and of an archive with its parts unpacked.
const TEXT: usize = 700;
const ARCHIVE: usize = 8_000;

/// Texts that are hard for some format.
const HARD: [(&str, &str); 6] = [
    ("fell.\tTwice\r\nover.", "が降った。\t二度\n。"),
    ("<b>all</b> &amp; ]]> <!-- x -->", "「一日中」&lt;。"),
    ("=1+1, '2' \"3\"; 4", "=1+1、\"二\"。"),
    ("C:\\new _x000D_ ~~~ %s {a}", "\u{feff}C:\\new ~~~ 👩‍👩‍👧‍👦"),
    (
        "\u{85}\u{2028}\u{7}\u{fffe}\0.",
        "\u{202e}か\u{3099}\u{1b}。",
    ),
    ("# | *a* _b_ `c` [d](e)", "［＃「a」に傍点］《あ》"),
];

/// The inputs of a target.
#[must_use]
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    let samples = samples();
    let sides = |choices: &[u8]| -> Vec<Vec<u8>> {
        let seed = |(source, target): &(String, String)| {
            Input::seed(
                choices,
                &[cut(source), cut(target), b"mill", "水車小屋".as_bytes()],
            )
        };
        samples.iter().map(seed).collect()
    };
    match target {
        "page" => samples.iter().map(page_seed).collect(),
        "segment" | "number" => {
            let texts = samples.iter().flat_map(|(source, target)| [source, target]);
            texts.map(|text| Input::seed(b"\0", &[cut(text), b"Abt.", "した。へ".as_bytes()])).collect()
        }
        "lexicon_and_glossary" => vec![Input::seed(
            b"",
            &[
                "水車小屋\tmill; water mill\nnorth gate\t北門\n走る [はしる] /(v5r,vi) (1) to run/(P)/\n# a\n".as_bytes(),
                "水車小屋へ走った。北門。".as_bytes(),
                b"pier",
                "桟橋".as_bytes(),
            ],
        )],
        "align" => [b"\0\0\0", b"\0\x0b\x01"].iter().flat_map(|choices| sides(*choices)).collect(),
        "realign" => sides(b"\x00\x03\x00\x01\x00\x01\x00\x02\x02\x00\x01\x09\x01\x00\x03\x00\x05"),
        "page_out" => (0..4).flat_map(|kind| hard_sides(&[kind])).collect(),
        "reviewed_state" => (0..6).flat_map(|file| hard_sides(&[0, 0, 0, file * 43, 0, 9, 1, 5, 30, 4])).collect(),
        "round_trip" => (0..11).map(pair_seed).collect(),
        "reader_text" => text_seeds(),
        "reader_containers" => container_seeds(),
        "reader_exchange" => exchange_seeds(),
        "corpus" => samples.iter().map(lines_seed).collect(),
        _ => Vec::new(),
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The originals of the samples with their translations.
fn samples() -> Vec<(String, String)> {
    let names = ["chronicle", "dialogue", "election", "kyoto", "note"];
    let read = |name: &str, language: &str| {
        std::fs::read_to_string(root().join(format!("data/samples/{name}.{language}.txt")))
            .expect("a sample")
    };
    names
        .iter()
        .map(|name| (read(name, "en"), read(name, "ja")))
        .collect()
}

/// The beginning of a text.
fn cut(text: &str) -> &[u8] {
    &text.as_bytes()[..boundary(text, TEXT)]
}

fn page_seed((source, target): &(String, String)) -> Vec<u8> {
    let page = [cut(target), "\n原文を表示\n".as_bytes(), cut(source)].concat();
    Input::seed(b"", &[&page, cut(source)])
}

fn lines_seed((source, target): &(String, String)) -> Vec<u8> {
    let [source, target] = [source, target].map(|text| &text[..boundary(text, 300)]);
    let lines = [
        serde_json::json!({"id": 7, "source": source, "target": target}).to_string(),
        serde_json::json!({"id": "a", "page": format!("{target}\n\n{source}"), "format": "markdown"}).to_string(),
        String::from("{\"id\": -0, \"source\": \"Rain.\"}"),
    ];
    Input::seed(
        b"\xf0\0\0\0\0\x02",
        &[
            lines.join("\n").as_bytes(),
            source.as_bytes(),
            target.as_bytes(),
            b"id",
        ],
    )
}

fn hard_sides(choices: &[u8]) -> Vec<Vec<u8>> {
    let seed = |(source, target): &(&str, &str)| {
        let source = format!("The mill has 24 rooms. Anna {source} She left.");
        let target = format!("水車小屋には部屋が42ある。アンナ{target}彼女は去った。");
        let edited = target.replace("42", "24");
        Input::seed(
            choices,
            &[
                source.as_bytes(),
                target.as_bytes(),
                source.as_bytes(),
                edited.as_bytes(),
                b"confirmed",
                b"s1..s2",
                b"<t1",
            ],
        )
    };
    HARD.iter().map(seed).collect()
}

fn pair_seed(format: u8) -> Vec<u8> {
    let mut fields: Vec<&[u8]> = vec![b"title"];
    fields.extend(
        HARD.iter()
            .flat_map(|(source, target)| [source.as_bytes(), target.as_bytes()]),
    );
    let choices = [vec![format], vec![7; 40]].concat();
    Input::seed(&choices, &fields)
}

/// A file of the tests of `crates/lab`.
fn file(name: &str) -> Vec<u8> {
    std::fs::read(root().join("crates/lab/tests/formats").join(name)).expect("a file of the tests")
}

fn text_seeds() -> Vec<Vec<u8>> {
    let subtitles = "1\n00:00:01,000 --> 00:00:02,500\n<i>It rained.</i>\n\n2\n00:00:03,000 --> 00:00:04,000\nWe stayed\n- Home.\n";
    let vtt = "WEBVTT\n\nNOTE a\n\n00:01.000 --> 00:02.000 align:start\n<v Anna>雨だ。\n";
    let ass = "[Script Info]\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\nDialogue: 0,0:00:01.00,0:00:02.50,a,,0,0,0,,{\\an8}It rained,\\Nall day.\n";
    let aozora = "題《だい》\n\n-------\n【テキスト中に現れる記号について】\n-------\n\n［＃３字下げ］一［＃「一」は中見出し］\n　｜雨《あめ》が降った※［＃「弓＋椁のつくり」］。\n\n底本：「雨」\n";
    let markdown = "---\ntitle: Rain\n---\n# Rain {#rain}\n\nIt *rained* `all` [day](a).\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 雨 | 雪 |\n\n```sh\nls # 一覧\n```\n\n<Note a=\"b\">x</Note>\n[^1]: y\n";
    let plain = "The river rose over-\nnight. It was\nlate.\n\n12\n\nPage 3\n  1. One\n  2. Two\n";
    let seeds = [
        (0, plain.as_bytes().to_vec()),
        (1, markdown.as_bytes().to_vec()),
        (2, file("manual.html").into_iter().take(3_000).collect()),
        (3, subtitles.as_bytes().to_vec()),
        (3, vtt.as_bytes().to_vec()),
        (3, ass.as_bytes().to_vec()),
        (4, aozora.as_bytes().to_vec()),
        (
            0,
            b"\x89\x4a\x82\xaa\x8d\x7e\x82\xc1\x82\xbd\x81\x42\x0d\x0a".to_vec(),
        ),
        (0, "\u{1b}$B1+$,9_$C$?!#\u{1b}(B\n".as_bytes().to_vec()),
    ];
    let seed = |(format, bytes): (u8, Vec<u8>)| {
        (0..3).map(move |encoding| {
            Input::seed(
                &[format, encoding],
                &[&bytes, "雨が降った。".as_bytes(), b"fog"],
            )
        })
    };
    seeds.into_iter().flat_map(seed).collect()
}

/// Archives of other programs, as their parts: those that are text, as far as they are small.
fn container_seeds() -> Vec<Vec<u8>> {
    let files = [
        (0, "words.docx"),
        (0, "report.docx"),
        (1, "slides.pptx"),
        (2, "letter.odt"),
        (2, "words.odt"),
        (3, "novel.epub"),
        (3, "manual.epub"),
        (4, "units/openpyxl.xlsx"),
        (4, "units/xlsxwriter.xlsx"),
    ];
    let mut seeds = Vec::new();
    for (format, name) in files {
        let bytes = file(name);
        let parts = parts(&bytes);
        let fields: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        seeds.push(Input::seed(&[format, 0, 0, 0, 230], &fields));
        seeds.push(Input::seed(
            &[format, 0, 0, 0, 60, 1, 20, 9],
            &[b"Rain <b>", "雨。".as_bytes()],
        ));
        if bytes.len() < ARCHIVE {
            seeds.push(Input::seed(&[format, 0, 0, 0, 120], &[&bytes]));
        }
    }
    seeds
}

fn parts(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut parts = Vec::new();
    let mut left = ARCHIVE;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let is_text = [".xml", ".rels", ".opf", ".xhtml", "mimetype"]
            .iter()
            .any(|end| name.ends_with(end));
        let mut field = format!("{name}\n").into_bytes();
        if is_text && part.size() < left as u64 && part.read_to_end(&mut field).is_ok() {
            left -= field.len().min(left);
            parts.push(field);
        }
    }
    parts
}

fn exchange_seeds() -> Vec<Vec<u8>> {
    let bitext = Bitext::new("It rained. We stayed.", "雨が降った。家にいた。");
    let alignment =
        Alignment::from_beads(vec![Bead::new(0..1, 0..1, 0.5), Bead::new(1..2, 1..2, 1.0)]);
    let export = Export::new(&bitext, &alignment);
    let written = |write: &dyn Fn(&mut Vec<u8>)| {
        let mut file = Vec::new();
        write(&mut file);
        file
    };
    let xces = [
        written(&|out| drop(xces::write(&export, ["a", "b"], out))),
        written(&|out| drop(xces::write_document(&export, xces::Side::Source, out))),
        written(&|out| drop(xces::write_document(&export, xces::Side::Target, out))),
    ];
    let files: Vec<(u8, Vec<Vec<u8>>)> = vec![
        (0, vec![file("units/polib.po")]),
        (0, vec![written(&|out| drop(po::write(&export, out)))]),
        (1, vec![file("units/toolkit.xlf")]),
        (1, vec![file("units/toolkit-2.xlf")]),
        (1, vec![written(&|out| drop(xliff::write(&export, out)))]),
        (2, vec![file("units/toolkit.tmx")]),
        (2, vec![written(&|out| drop(tmx::write(&export, out)))]),
        (3, vec![file("units/python.csv")]),
        (3, vec![file("units/plain.tsv")]),
        (4, vec!["{\"source\":\"It rained.\",\"target\":\"雨だ。\",\"confidence\":0.5,\"comment\":\"a\"}\n{\"en\":\"Yes.\",\"ja\":\"はい。\"}\n".into()]),
        (5, vec!["It rained. ~~~ We stayed.\t雨が降ったので家にいた。\t0.75\n".into()]),
        (6, vec!["It rained.\nWe stayed.\n".into(), "雨だ。\n家だ。\n".into()]),
        (7, xces.to_vec()),
        (8, vec!["0\t0\t0.98\n1\t2\t0.5\n2\t2\t0\n".into()]),
        (9, vec!["[0]:[0, 1]:0.1\n[1]:[]:0.5\n".into()]),
        (10, vec!["id\tkind\tconfidence\tsource\ttarget\n1\t1-1\t0.5\tRain.\t雨。\n".into()]),
    ];
    let seed = |(which, fields): &(u8, Vec<Vec<u8>>)| {
        let fields: Vec<&[u8]> = fields.iter().map(Vec::as_slice).collect();
        [
            Input::seed(&[*which, 1], &fields),
            Input::seed(&[*which, 0, 1, 0, 9, 3, 0, 1, 2, 0, 60, 9, 1, 4], &fields),
        ]
    };
    files.iter().flat_map(seed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs a target on its seeds, with bytes changed and cut off, so that a promise that was misread is found without a fuzzer.
    #[test]
    fn targets_accept_their_seeds() {
        for (name, check) in TARGETS {
            let seeds = seeds(name);
            assert!(!seeds.is_empty(), "{name}");
            for (k, seed) in seeds.iter().enumerate() {
                println!("{name} {k}"); // which seed, should one fail
                check(&Input::new(seed));
                check(&Input::new(&seed[..seed.len() / 2]));
            }
        }
    }

    #[test]
    fn a_seed_has_its_fields() {
        let seed = Input::seed(b"\x01", &[b"Rain", "雨".as_bytes()]);
        let input = Input::new(&seed);
        assert_eq!((input.n_fields(), &*input.text(1, 9)), (2, "雨"));
        assert_eq!(input.text(1, 2), "");
        assert_eq!(input.text(2, 9), "");
    }
}
