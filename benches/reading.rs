//! Readers of formats: a file in, a text and its blocks out. The page of a file is repeated to about a megabyte.
//!
//! `cargo bench -p taiyaku-benches --bench reading`

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use taiyaku::format::Format;

/// The size of the files, in bytes.
const SIZE: usize = 1 << 20;

/// A page, repeated.
fn repeated(page: &str) -> String {
    page.repeat(SIZE.div_ceil(page.len()))
}

/// Cues of the sentences of a text.
fn subtitles(text: &str) -> String {
    let mut file = String::new();
    let sentences = text
        .split_inclusive(['.', '。'])
        .filter(|line| !line.trim().is_empty());
    for (k, sentence) in sentences.enumerate() {
        let clock = |seconds: usize| {
            let (minutes, hours) = (seconds / 60 % 60, seconds / 3_600);
            format!("{hours:02}:{minutes:02}:{:02},000", seconds % 60)
        };
        let (start, end) = (clock(3 * k), clock(3 * k + 2));
        file.push_str(&format!(
            "{}\n{start} --> {end}\n{}\n\n",
            k + 1,
            sentence.trim()
        ));
    }
    file
}

/// The text of a page with a reading behind each of some kanji.
fn with_readings(text: &str) -> String {
    text.replace('日', "日《ひ》")
        .replace('人', "人《ひと》")
        .replace('大', "大《おお》")
}

/// A web page whose paragraphs are the lines of a text.
fn web_page(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.is_empty());
    let paragraphs = lines.map(|line| {
        format!(
            "<p>{} <a href=\"/a\">&copy; <b>x</b></a></p>\n",
            line.trim()
        )
    });
    let body: String = paragraphs.collect();
    format!("<html><body><nav><a href=\"/\">Home</a></nav><main>{body}</main></body></html>")
}

fn readers(criterion: &mut Criterion) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |path: &str| fs::read_to_string(root.join(path)).expect("it is in the repository");
    let (english, japanese) = (
        read("data/samples/chronicle.en.txt"),
        read("data/samples/chronicle.ja.txt"),
    );
    let texts = [
        ("text/english", Format::Text, repeated(&english)),
        ("text/japanese", Format::Text, repeated(&japanese)),
        ("markdown", Format::Markdown, repeated(&read("README.md"))),
        ("html", Format::Html, web_page(&repeated(&english))),
        (
            "subtitles",
            Format::Subtitles,
            subtitles(&repeated(&english)),
        ),
        (
            "aozora",
            Format::Aozora,
            repeated(&with_readings(&japanese)),
        ),
    ];
    let mut group = criterion.benchmark_group("reading");
    for (name, format, text) in &texts {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(*name, |bencher| {
            bencher.iter(|| format.read(black_box(text.as_str())).expect("it is a text"));
        });
    }
    for (name, format) in [
        ("words.docx", Format::Docx),
        ("words.odt", Format::Odt),
        ("talk.pptx", Format::Pptx),
        ("manual.epub", Format::Epub),
    ] {
        let bytes = fs::read(root.join("crates/lab/tests/formats").join(name))
            .expect("it is in the repository");
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                format
                    .read_container(black_box(&bytes))
                    .expect("it is whole")
            });
        });
    }
    group.finish();
}

criterion_group!(benches, readers);
criterion_main!(benches);
