//! `segment`: cuts a text into sentences or fine segments by `taiyaku::segment`.
//!
//! In: a text, or JSON Lines of texts. Out: sentences or spans. O(bytes).

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use taiyaku::format::{Encoding, Format};
use taiyaku::page::dominant_language;
use taiyaku::segment::{Segmenter, srx};
use taiyaku::text::on_one_line;
use taiyaku::{Begin, Document, Language, Span};

use crate::failure::Failure;
use crate::output::OutputArguments;
use crate::read::{Input, InputFormat};

/// Cut an English or Japanese text into sentences, one a line.
///
/// Headings, list items and table cells are sentences of their own; the lines of a hard-wrapped paragraph are joined.
/// White space inside a sentence is printed as one space; a line break inside Japanese text is dropped.
///
/// In JSON, `begin` says what begins at the segment: Paragraph, Sentence, Quoted (a sentence inside a quotation, which
/// without --fine is not divided), or Soft (a cut inside a sentence).
///
/// Examples:
///   taiyaku segment novel.txt                          sentences; the script decides the language
///   taiyaku segment -l ja --fine --spans novel.txt     fine segments with byte offsets, tab-separated
///   taiyaku segment --json page.txt | jq .text         JSON Lines
///   echo 'See Abt. Nord. It is far.' | taiyaku segment --abbreviation Abt.
///   taiyaku segment --srx --abbreviation Abt. -o rules.srx
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The text [default: standard input].
    file: Option<PathBuf>,
    /// Format of the text: markdown, html, subtitles, aozora, docx, pptx, odt, epub, pdf or text [default: that of the name of
    /// the file, else text as it stands]. In a format that is no text, offsets count in its text.
    #[arg(long, value_name = "NAME", conflicts_with = "json_input")]
    format: Option<InputFormat>,
    /// Encoding of the text: utf-8, utf-16le, utf-16be, shift_jis (also cp932), euc-jp, iso-2022-jp or windows-1252 [default:
    /// what the text looks like]. Offsets count in the text as UTF-8.
    #[arg(long, value_name = "NAME", conflicts_with = "json_input")]
    encoding: Option<Encoding>,
    #[command(flatten)]
    output: OutputArguments,
    /// The language of the text.
    #[arg(short, long, value_enum, default_value_t = Choice::Auto)]
    language: Choice,
    /// Cut into the fine segments of the aligner: also inside quotations and at soft cuts inside a sentence.
    #[arg(long)]
    fine: bool,
    /// Print the start and end of each sentence before it, in bytes of the file.
    #[arg(long, conflicts_with_all = ["json", "json_input"])]
    spans: bool,
    /// Print JSON Lines: {"start": …, "end": …, "begin": …, "text": …}, with offsets in bytes and the original text.
    #[arg(long, conflicts_with = "json_input")]
    json: bool,
    /// Read JSON Lines {"lang": "en" or "ja", "text": …} and print the spans of each text in Unicode scalar values.
    #[arg(long)]
    json_input: bool,
    /// Add an abbreviation: its full stop does not end a sentence. Can be repeated.
    #[arg(long, value_name = "WORD")]
    abbreviation: Vec<String>,
    /// Add a text that is never cut inside or directly after it. Can be repeated.
    #[arg(long, value_name = "TEXT")]
    exception: Vec<String>,
    /// Longest quotation that stays one sentence, in bytes [default: 280].
    #[arg(long, value_name = "BYTES")]
    longest_quotation: Option<usize>,
    /// Print the rules as SRX 2.0 for a CAT tool, and cut nothing.
    #[arg(long)]
    srx: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Choice {
    /// Japanese if a tenth of the letters are kana or kanji, English otherwise.
    Auto,
    /// English.
    En,
    /// Japanese.
    Ja,
    /// Another language: cut like English, without English abbreviations.
    Other,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let output = arguments.output.other_than(arguments.file.as_deref())?;
    let segmented = match arguments.srx {
        true => {
            let languages = [Language::English, Language::Japanese];
            srx::export(&languages.map(|language| arguments.segmenter(language)))
        }
        false => arguments.segmented()?,
    };
    output.write(|out| Ok(out.write_all(segmented.as_bytes())?))
}

impl Arguments {
    fn segmented(&self) -> Result<String, Failure> {
        let document = match self.in_format() {
            Some(format) => self.read_in(format)?,
            None => {
                let (name, text) = self.text()?;
                if self.json_input {
                    return spans_of_lines(&name, &text, self);
                }
                self.segmenter(self.language.of(&text)).document(text)
            }
        };
        let language = document.language();
        let mut out = String::new();
        for (span, begin) in self.pieces(&document) {
            let piece = span.of(document.text());
            let in_file = document.in_file(span);
            let span = match (in_file.first(), in_file.last()) {
                (Some(first), Some(last)) => Span::new(first.start, last.end),
                _ => span,
            };
            if self.json {
                push_json(&Cut::new(span, begin, piece), &mut out);
                continue;
            }
            if self.spans {
                let _ = write!(out, "{}\t{}\t", span.start, span.end);
            }
            let line = on_one_line(piece, language);
            for (k, word) in line.split_whitespace().enumerate() {
                out.push_str(if k == 0 { "" } else { " " });
                out.push_str(word);
            }
            out.push('\n');
        }
        Ok(out)
    }

    /// The name of the input and its unchanged text, so that offsets count in the file. JSON is always UTF-8.
    fn text(&self) -> Result<(String, String), Failure> {
        let path = self.file.as_deref().unwrap_or(Path::new("-"));
        let name = match &self.file {
            Some(path) => path.display().to_string(),
            None => "standard input".to_owned(),
        };
        let encoding = match self.json_input {
            true => Some(Encoding::Utf8),
            false => self.encoding,
        };
        let text = Input::new(path, encoding).read()?.noted_with_mark();
        Ok((name, text))
    }

    /// The format to read the text in, if it is not taken as it stands.
    fn in_format(&self) -> Option<InputFormat> {
        let by_name = || self.file.as_deref().and_then(InputFormat::of_path);
        let format = self.format.or_else(by_name).filter(|_| !self.json_input);
        format.filter(|&format| self.format.is_some() || format != InputFormat::Known(Format::Text))
    }

    fn read_in(&self, format: InputFormat) -> Result<Document, Failure> {
        let path = self.file.as_deref().unwrap_or(Path::new("-"));
        let input = Input::new(path, self.encoding).in_format(Some(format));
        let (content, note) = input.content()?;
        if let Some(note) = note {
            say!("{note}");
        }
        let segmenter = self.segmenter(self.language.of(content.text()));
        Ok(segmenter.document_of(content))
    }

    fn pieces(&self, document: &Document) -> Vec<(Span, Begin)> {
        let mut pieces: Vec<(Span, Begin)> = Vec::new();
        for &segment in document.segments() {
            match pieces.last_mut() {
                Some(last) if !self.fine && !segment.begin.begins_sentence() => {
                    last.0.end = segment.span.end
                }
                _ => pieces.push((segment.span, segment.begin)),
            }
        }
        pieces
    }

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
        match self {
            Choice::En => Language::English,
            Choice::Ja => Language::Japanese,
            Choice::Other => Language::Other,
            Choice::Auto => match dominant_language(text) {
                Some(Language::Japanese) => Language::Japanese,
                _ => Language::English,
            },
        }
    }
}

/// A segment as JSON.
#[derive(Serialize)]
struct Cut<'a> {
    start: usize,
    end: usize,
    begin: String,
    text: &'a str,
}

impl<'a> Cut<'a> {
    fn new(span: Span, begin: Begin, text: &'a str) -> Cut<'a> {
        Cut {
            start: span.start,
            end: span.end,
            begin: format!("{begin:?}"),
            text,
        }
    }
}

fn push_json(value: &impl Serialize, out: &mut String) {
    let json = serde_json::to_string(value);
    out.push_str(&json.expect("plain values have a JSON form"));
    out.push('\n');
}

/// A line of `--json-input`.
#[derive(Deserialize)]
struct Request {
    lang: Option<String>,
    text: String,
}

fn spans_of_lines(name: &str, lines: &str, arguments: &Arguments) -> Result<String, Failure> {
    let languages = [Language::English, Language::Japanese, Language::Other];
    let segmenters = languages.map(|language| arguments.segmenter(language));
    let mut out = String::new();
    for (k, line) in lines.lines().enumerate() {
        let request: Request = serde_json::from_str(line)
            .map_err(|error| Failure::new(format!("{name}: line {}: {error}", k + 1)))?;
        let text = &request.text;
        let language = match request.lang.as_deref() {
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
        let pieces = arguments.pieces(&segmenter.document(text.as_str()));
        let spans = pieces.iter().map(|(s, _)| [count(s.start), count(s.end)]);
        push_json(&Vec::from_iter(spans), &mut out);
    }
    Ok(out)
}
