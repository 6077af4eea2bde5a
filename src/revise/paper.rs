//! [`Paper`]: what a translation stands in, as corrections need it: a text in a format, or the parts of an archive.
//!
//! In: the text of the file, also a changed one. Out: what is read in it, and how text is written in it. O(bytes) a reading.

use crate::format::Format;

/// The file of a translation.
pub(super) trait Paper {
    /// The name of its format.
    fn name(&self) -> &'static str;

    /// Whether it is a text that can be changed.
    fn is_changed(&self) -> bool;

    /// Whether a person counts its lines.
    fn has_lines(&self) -> bool;

    /// Whether text stands between tags, so that some characters are written as references.
    fn is_markup(&self, file: &str) -> bool;

    /// The text that is read in a text of the file. None if it cannot be read.
    fn read(&self, file: &str) -> Option<String>;
}

impl Paper for Format {
    fn name(&self) -> &'static str {
        Format::name(*self)
    }

    fn is_changed(&self) -> bool {
        self.is_text()
    }

    fn has_lines(&self) -> bool {
        true
    }

    fn is_markup(&self, file: &str) -> bool {
        match self {
            Format::Html => true,
            Format::Subtitles => file.starts_with("WEBVTT"),
            _ => false,
        }
    }

    fn read(&self, file: &str) -> Option<String> {
        let content = Format::read(*self, file).ok()?;
        Some(content.text().to_owned())
    }
}
