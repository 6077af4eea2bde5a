//! A file or standard input, in the format and the encoding that are named, or that its name and its bytes look like.
//!
//! In: a path. Out: text, or what the reader of the format makes of it, with a note where it was not UTF-8; or a failure that
//! names the byte and the option. O(bytes).

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::str::FromStr;

use taiyaku::Content;
use taiyaku::format::{Encoding, Format, decode_as};
use taiyaku::text::BlockKind;

use crate::failure::Failure;
use crate::pdf;

/// The format of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InputFormat {
    /// A format that the library reads.
    Known(Format),
    /// PDF, read by another program.
    Pdf,
}

impl FromStr for InputFormat {
    type Err = taiyaku::Error;

    fn from_str(name: &str) -> taiyaku::Result<Self> {
        match name.eq_ignore_ascii_case("pdf") {
            true => Ok(InputFormat::Pdf),
            false => name.parse().map(InputFormat::Known),
        }
    }
}

impl InputFormat {
    /// The format that the extension of a path names.
    pub(crate) fn of_path(path: &Path) -> Option<InputFormat> {
        let is_pdf = path
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("pdf"));
        match is_pdf {
            true => Some(InputFormat::Pdf),
            false => Format::of_path(path).map(InputFormat::Known),
        }
    }

    /// The format that a path and the first bytes of a file tell.
    fn of(path: Option<&Path>, bytes: &[u8]) -> InputFormat {
        if bytes.starts_with(b"%PDF-") {
            return InputFormat::Pdf;
        }
        let named = path.and_then(InputFormat::of_path);
        named.unwrap_or(InputFormat::Known(Format::Text))
    }
}

/// What to read, and its encoding and format if they are named.
pub(crate) struct Input<'a> {
    /// None for standard input.
    path: Option<&'a Path>,
    encoding: Option<Encoding>,
    format: Option<InputFormat>,
}

impl<'a> Input<'a> {
    /// A file, or standard input for `-`.
    pub(crate) fn new(path: &'a Path, encoding: Option<Encoding>) -> Input<'a> {
        let path = (path != Path::new("-")).then_some(path);
        let format = None;
        Input {
            path,
            encoding,
            format,
        }
    }

    /// Reads the input in a format, if one is named.
    pub(crate) fn in_format(self, format: Option<InputFormat>) -> Input<'a> {
        Input { format, ..self }
    }

    /// The name of the file.
    fn place(&self) -> String {
        match self.path {
            Some(path) => path.display().to_string(),
            None => "standard input".to_owned(),
        }
    }

    /// The bytes of the input.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let read = match self.path {
            Some(path) => fs::read(path).map(|read| bytes = read),
            None => std::io::stdin().read_to_end(&mut bytes).map(drop),
        };
        read.map_err(|error| Failure::io(self.place(), &error))?;
        Ok(bytes)
    }

    /// Reads the input in its format. The note is to be printed on standard error.
    pub(crate) fn content(&self) -> Result<(Content, Option<String>), Failure> {
        self.parse(self.bytes()?)
    }

    /// Reads bytes of the input in its format.
    pub(crate) fn parse(&self, bytes: Vec<u8>) -> Result<(Content, Option<String>), Failure> {
        let place = self.place();
        let format = self
            .format
            .unwrap_or_else(|| InputFormat::of(self.path, &bytes));
        let named = |error: taiyaku::Error| Failure::new(error.at(&place).to_string());
        match format {
            InputFormat::Pdf => {
                let (text, warning) = pdf::text(&bytes, &place)?;
                let content = Format::Text.read(text).map_err(named)?;
                let notes = joined([warning, heads(&content, &place)]);
                Ok((content, notes))
            }
            InputFormat::Known(format) if format.is_text() => {
                let read = self.decoded(bytes, format)?;
                let content = format.read(read.text).map_err(named)?;
                let (heads, tags) = match format {
                    Format::Text => (heads(&content, &place), self.tags(&content)),
                    _ => (None, None),
                };
                Ok((content, joined([read.note, heads, tags])))
            }
            InputFormat::Known(format) => {
                let content = format.read_container(&bytes);
                Ok((
                    content.map_err(|error| Failure::new(format!("{place}: {error}")))?,
                    None,
                ))
            }
        }
    }

    /// A note on a file of markup that is read as text, though nobody said that it is one.
    fn tags(&self, content: &Content) -> Option<String> {
        const BEGINNINGS: [&str; 3] = ["<?xml", "<!doctype", "<html"];
        let text = content.text().trim_start_matches('\u{feff}').trim_start();
        let begins = |beginning: &&str| {
            let start = text.get(..beginning.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(beginning))
        };
        let is_markup = self.format.is_none() && BEGINNINGS.iter().any(begins);
        is_markup.then(|| {
            format!(
                "note: {}: read as text, with its tags; --format html reads what is between them",
                self.place()
            )
        })
    }

    /// The file as it is, with its format, and its encoding if it is a text.
    pub(crate) fn original(&self) -> Result<Original, Failure> {
        self.original_of(self.bytes()?)
    }

    /// The same for bytes that were read already.
    pub(crate) fn original_of(&self, bytes: Vec<u8>) -> Result<Original, Failure> {
        let place = self.place();
        let format = self
            .format
            .unwrap_or_else(|| InputFormat::of(self.path, &bytes));
        let encoding = match (format, self.encoding) {
            (InputFormat::Known(format), None) if format.is_text() => {
                Some(format.detect(&bytes, &place).map_err(with_option)?)
            }
            (InputFormat::Known(format), named) if format.is_text() => named,
            _ => None,
        };
        Ok(Original {
            place,
            bytes,
            format,
            encoding,
        })
    }

    /// Reads and decodes the text.
    pub(crate) fn read(&self) -> Result<Read, Failure> {
        self.decoded(self.bytes()?, Format::Text)
    }

    fn decoded(&self, bytes: Vec<u8>, format: Format) -> Result<Read, Failure> {
        let place = self.place();
        let encoding = match self.encoding {
            Some(encoding) => Ok(encoding),
            None => format.detect(&bytes, &place),
        };
        let encoding = encoding.map_err(with_option)?;
        let has_mark = encoding == Encoding::Utf8 && bytes.starts_with("\u{feff}".as_bytes());
        let text = decode_as(bytes, encoding, &place).map_err(with_option)?;
        let is_told = self.encoding.is_none() && encoding != Encoding::Utf8;
        Ok(Read {
            note: is_told.then(|| format!("note: {place}: read as {encoding}")),
            has_mark,
            text,
        })
    }
}

/// What there is of notes, a line each.
fn joined<const N: usize>(notes: [Option<String>; N]) -> Option<String> {
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    (!notes.is_empty()).then(|| notes.join("\n"))
}

/// The most running heads that are shown.
const SHOWN: usize = 4;

/// A note on the running heads and page numbers that were left out of plain text.
fn heads(content: &Content, place: &str) -> Option<String> {
    let is_plain = content
        .blocks()
        .iter()
        .all(|block| block.kind == BlockKind::Lines);
    let furniture = content.furniture();
    if !is_plain || furniture.is_empty() {
        return None;
    }
    let lines = furniture
        .iter()
        .flat_map(|span| span.of(content.file_text()).lines());
    let lines: Vec<&str> = lines
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let shown: Vec<String> = lines
        .iter()
        .take(SHOWN)
        .map(|line| format!("{line:?}"))
        .collect();
    let more = if SHOWN < lines.len() { ", …" } else { "" };
    Some(format!(
        "note: {place}: left out as running heads, page numbers, leaders and notes at the foot of a page, {} lines: {}{more}",
        lines.len(),
        shown.join(", ")
    ))
}

/// A failure to decode names the option, unless the bytes are no text in any encoding.
fn with_option(error: taiyaku::Error) -> Failure {
    match error.is_not_text() {
        true => Failure::new(error.to_string()),
        false => Failure::new(format!("{error}; --encoding NAME names the encoding")),
    }
}

/// A file as it is.
pub(crate) struct Original {
    /// The name of the file.
    pub(crate) place: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) format: InputFormat,
    /// None if the file is no text.
    pub(crate) encoding: Option<Encoding>,
}

/// A text as it was read.
pub(crate) struct Read {
    note: Option<String>,
    has_mark: bool,
    text: String,
}

impl Read {
    /// The text without a byte order mark. Prints a note on standard error if the text was not UTF-8 and no encoding was named.
    pub(crate) fn noted(self) -> String {
        if let Some(note) = &self.note {
            say!("{note}");
        }
        self.text
    }

    /// Like [`Read::noted`], with the byte order mark of UTF-8, so that offsets count in the file.
    pub(crate) fn noted_with_mark(self) -> String {
        let has_mark = self.has_mark;
        let mut text = self.noted();
        if has_mark {
            text.insert(0, '\u{feff}');
        }
        text
    }
}
