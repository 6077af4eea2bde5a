//! The text of a file or of standard input, in the encoding that is named or that the bytes look like.
//!
//! In: a path. Out: text, with a note where it was not UTF-8, or a failure that names the byte and the option. O(bytes).

use std::fs;
use std::io::Read as _;
use std::path::Path;

use taiyaku::format::{Encoding, decode_as, detect};

use crate::failure::Failure;

/// What to read, and its encoding if it is named.
pub(crate) struct Input<'a> {
    /// None for standard input.
    path: Option<&'a Path>,
    encoding: Option<Encoding>,
}

impl<'a> Input<'a> {
    /// A file, or standard input for `-`.
    pub(crate) fn new(path: &'a Path, encoding: Option<Encoding>) -> Input<'a> {
        let path = (path != Path::new("-")).then_some(path);
        Input { path, encoding }
    }

    /// Reads and decodes the text.
    pub(crate) fn read(&self) -> Result<Read, Failure> {
        let place = match self.path {
            Some(path) => path.display().to_string(),
            None => "standard input".to_owned(),
        };
        let mut bytes = Vec::new();
        let read = match self.path {
            Some(path) => fs::read(path).map(|read| bytes = read),
            None => std::io::stdin().read_to_end(&mut bytes).map(drop),
        };
        read.map_err(|error| Failure::io(&place, &error))?;
        let encoding = match self.encoding {
            Some(encoding) => Ok(encoding),
            None => detect(&bytes, &place),
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

/// A failure to decode names the option, unless the bytes are no text in any encoding.
fn with_option(error: taiyaku::Error) -> Failure {
    let message = error.to_string();
    match message.contains("looks like") {
        true => Failure::new(message),
        false => Failure::new(format!("{message}; --encoding NAME names the encoding")),
    }
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
            eprintln!("{note}");
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
