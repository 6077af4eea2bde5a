//! Prints one segment a line. `segment --language ja FILE`; `--spans` adds byte spans, `--json` prints JSON Lines;
//! `--json-input` reads lines `{"i": …, "lang": …, "text": …}` and prints each one's sentence spans in characters.

use std::io::Read;

use clap::Parser;
use taiyaku::segment::Segmenter;
use taiyaku::{Begin, Language};

/// Cut a text into sentences or fine segments, one a line.
#[derive(Parser)]
struct Arguments {
    /// The text, in UTF-8; standard input if it is left out.
    file: Option<std::path::PathBuf>,
    /// Its language: en or ja.
    #[arg(short, long, default_value = "en")]
    language: String,
    /// Cut fine: soft cuts too, each marked by how it begins.
    #[arg(long)]
    fine: bool,
    /// Print the span in bytes before each segment.
    #[arg(long)]
    spans: bool,
    /// Print JSON Lines.
    #[arg(long)]
    json: bool,
    /// Read JSON Lines with `lang` and `text`; print the spans of each, in Unicode scalar values.
    #[arg(long)]
    json_input: bool,
}

fn main() {
    if let Err(error) = run(&Arguments::parse()) {
        eprintln!("segment: {error}");
        std::process::exit(1);
    }
}

fn language(name: &str) -> Language {
    match name {
        "en" => Language::English,
        "ja" => Language::Japanese,
        _ => Language::Other,
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let mut text = String::new();
    match &arguments.file {
        Some(path) => {
            text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        }
        None => {
            let read = std::io::stdin().read_to_string(&mut text);
            read.map_err(|e| format!("standard input: {e}"))?;
        }
    }
    if arguments.json_input {
        return json_input(&text, arguments.fine);
    }
    let segmenter = Segmenter::new(language(&arguments.language));
    for (span, begin) in pieces(&segmenter, &text, arguments.fine) {
        let piece = span.of(&text);
        if arguments.json {
            let value = serde_json::json!({"start": span.start, "end": span.end, "begin": format!("{begin:?}"), "text": piece});
            println!("{value}");
            continue;
        }
        if arguments.spans {
            print!("{}\t{}\t", span.start, span.end);
        }
        println!("{}", piece.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    Ok(())
}

fn pieces(segmenter: &Segmenter, text: &str, fine: bool) -> Vec<(taiyaku::Span, Begin)> {
    let mut pieces: Vec<(taiyaku::Span, Begin)> = Vec::new();
    for segment in segmenter.segments(text) {
        match pieces.last_mut() {
            Some(last) if !fine && segment.begin == Begin::Soft => last.0.end = segment.span.end,
            _ => pieces.push((segment.span, segment.begin)),
        }
    }
    pieces
}

fn json_input(lines: &str, fine: bool) -> Result<(), String> {
    let segmenters = ["en", "ja", "other"].map(|name| (name, Segmenter::new(language(name))));
    for (k, line) in lines.lines().enumerate() {
        let bad = |what: &str| format!("line {}: {what}", k + 1);
        let value: serde_json::Value =
            serde_json::from_str(line).map_err(|e| bad(&e.to_string()))?;
        let text = value["text"].as_str().ok_or_else(|| bad("no text"))?;
        let name = value["lang"].as_str().unwrap_or("en");
        let (_, segmenter) = segmenters
            .iter()
            .find(|s| s.0 == name)
            .unwrap_or(&segmenters[2]);
        let (mut byte, mut scalar) = (0, 0);
        let mut count = |to: usize| {
            scalar += text[byte..to].chars().count();
            byte = to;
            scalar
        };
        let spans = pieces(segmenter, text, fine);
        let spans: Vec<_> = spans
            .iter()
            .map(|(s, _)| [count(s.start), count(s.end)])
            .collect();
        println!("{}", serde_json::json!(spans));
    }
    Ok(())
}
