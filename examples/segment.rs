//! Prints the sentences of a text, one a line: what `taiyaku::segment` does, seen alone. `--help` teaches the rest.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use taiyaku::segment::{Segmenter, srx};
use taiyaku::text::script::is_japanese;
use taiyaku::{Begin, Language, Span};

/// Cut an English or Japanese text into sentences, one a line.
///
/// Headings, list items and table cells are sentences of their own; the lines of a hard-wrapped paragraph are joined.
/// White space inside a sentence is printed as one blank.
#[derive(Parser)]
#[command(after_long_help = EXAMPLES)]
struct Arguments {
    /// The text, in UTF-8; standard input if it is left out.
    file: Option<PathBuf>,
    /// The language of the text.
    #[arg(short, long, value_enum, default_value_t = Choice::Auto)]
    language: Choice,
    /// Cut fine, as the aligner does: also where a sentence may go on, as inside a quotation.
    #[arg(long)]
    fine: bool,
    /// Print where each begins and ends, in bytes of the file, before it.
    #[arg(long, conflicts_with_all = ["json", "json_input"])]
    spans: bool,
    /// Print JSON Lines: {"start": …, "end": …, "begin": …, "text": …}, the offsets in bytes, the text as it stands.
    #[arg(long, conflicts_with = "json_input")]
    json: bool,
    /// Read JSON Lines {"lang": "en" or "ja", "text": …} instead; print for each its spans in Unicode scalar values.
    #[arg(long)]
    json_input: bool,
    /// A further abbreviation, whose full stop ends no sentence; may be given more than once.
    #[arg(long, value_name = "WORD")]
    abbreviation: Vec<String>,
    /// Text that is never cut inside or right behind; may be given more than once.
    #[arg(long, value_name = "TEXT")]
    exception: Vec<String>,
    /// Quotations of at most so many bytes are one sentence, however many they hold [default: 280].
    #[arg(long, value_name = "BYTES")]
    longest_quotation: Option<usize>,
    /// Print the rules as SRX 2.0, for a CAT tool, instead of cutting anything.
    #[arg(long)]
    srx: bool,
}

const EXAMPLES: &str = "\
Examples:
  segment novel.txt                          sentences, the language told by the script
  segment -l ja --fine --spans novel.txt     fine segments with byte offsets, tab-separated
  segment --json page.txt | jq .text         JSON Lines
  echo 'See Abt. Nord. It is far.' | segment --abbreviation Abt.
  segment --srx --abbreviation Abt. > rules.srx

`begin` in JSON tells what a segment begins: Paragraph, Sentence, Quoted (a sentence inside a quotation that is
one without --fine), or Soft where the sentence may go on.";

#[derive(Clone, Copy, ValueEnum)]
enum Choice {
    /// Japanese if a tenth of the letters are kana or kanji, English otherwise.
    Auto,
    /// English.
    En,
    /// Japanese.
    Ja,
    /// Another language: cut as English, without its abbreviations.
    Other,
}

fn main() {
    if let Err(error) = run(&Arguments::parse()) {
        eprintln!("segment: {error}");
        std::process::exit(1);
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    if arguments.srx {
        let languages = [Language::English, Language::Japanese];
        let segmenters = languages.map(|language| arguments.segmenter(language));
        return print(&srx::export(&segmenters));
    }
    let text = match &arguments.file {
        Some(path) => {
            std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?
        }
        None => {
            let mut text = String::new();
            let read = std::io::stdin().read_to_string(&mut text);
            read.map_err(|e| format!("standard input: {e}"))?;
            text
        }
    };
    if arguments.json_input {
        return json_input(&text, arguments);
    }
    let segmenter = arguments.segmenter(arguments.language.of(&text));
    let mut out = String::new();
    for (span, begin) in pieces(&segmenter, &text, arguments.fine) {
        let piece = span.of(&text);
        if arguments.json {
            let value = serde_json::json!({"start": span.start, "end": span.end, "begin": format!("{begin:?}"), "text": piece});
            let _ = writeln!(out, "{value}");
            continue;
        }
        if arguments.spans {
            let _ = write!(out, "{}\t{}\t", span.start, span.end);
        }
        for (k, word) in piece.split_whitespace().enumerate() {
            out.push_str(if k == 0 { "" } else { " " });
            out.push_str(word);
        }
        out.push('\n');
    }
    print(&out)
}

/// Prints everything at once; a reader that goes away is no error.
fn print(text: &str) -> Result<(), String> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(format!("standard output: {error}"))
        }
        _ => Ok(()),
    }
}

impl Arguments {
    fn segmenter(&self, language: Language) -> Segmenter {
        let mut segmenter = Segmenter::new(language);
        for abbreviation in &self.abbreviation {
            segmenter = segmenter.with_abbreviation(abbreviation);
        }
        for exception in &self.exception {
            segmenter = segmenter.with_exception(exception);
        }
        match self.longest_quotation {
            Some(bytes) => segmenter.with_longest_quotation(bytes),
            None => segmenter,
        }
    }
}

impl Choice {
    fn of(self, text: &str) -> Language {
        /// Letters from which the language is told.
        const ENOUGH: usize = 4000;
        match self {
            Choice::En => Language::English,
            Choice::Ja => Language::Japanese,
            Choice::Other => Language::Other,
            Choice::Auto => {
                let letters = text.chars().filter(|c| c.is_alphabetic()).take(ENOUGH);
                let (mut n_letters, mut n_japanese) = (0, 0);
                for letter in letters {
                    n_letters += 1;
                    n_japanese += usize::from(is_japanese(letter));
                }
                if n_japanese * 10 > n_letters {
                    Language::Japanese
                } else {
                    Language::English
                }
            }
        }
    }
}

fn pieces(segmenter: &Segmenter, text: &str, fine: bool) -> Vec<(Span, Begin)> {
    let mut pieces: Vec<(Span, Begin)> = Vec::new();
    for segment in segmenter.segments(text) {
        match pieces.last_mut() {
            Some(last) if !fine && !segment.begin.begins_sentence() => {
                last.0.end = segment.span.end
            }
            _ => pieces.push((segment.span, segment.begin)),
        }
    }
    pieces
}

fn json_input(lines: &str, arguments: &Arguments) -> Result<(), String> {
    let languages = [Language::English, Language::Japanese, Language::Other];
    let segmenters = languages.map(|language| arguments.segmenter(language));
    let mut out = String::new();
    for (k, line) in lines.lines().enumerate() {
        let bad = |what: &str| format!("line {}: {what}", k + 1);
        let value: serde_json::Value =
            serde_json::from_str(line).map_err(|e| bad(&e.to_string()))?;
        let text = value["text"]
            .as_str()
            .ok_or_else(|| bad("expected a string in `text`"))?;
        let language = match value["lang"].as_str() {
            Some("en") => Language::English,
            Some("ja") => Language::Japanese,
            Some(_) => Language::Other,
            None => arguments.language.of(text),
        };
        let segmenter = segmenters.iter().find(|s| s.language() == language);
        let segmenter = segmenter.unwrap_or(&segmenters[2]);
        let (mut byte, mut scalar) = (0, 0);
        let mut count = |to: usize| {
            scalar += text[byte..to].chars().count();
            byte = to;
            scalar
        };
        let spans: Vec<_> = pieces(segmenter, text, arguments.fine)
            .iter()
            .map(|(s, _)| [count(s.start), count(s.end)])
            .collect();
        let _ = writeln!(out, "{}", serde_json::json!(spans));
    }
    print(&out)
}
