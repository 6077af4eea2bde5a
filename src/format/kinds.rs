//! [`Format`]: the formats of files, by name, by extension, by content; and the reader of each.
//!
//! In: a name, a path, a text, or the bytes of a file. Out: a [`Format`], and what its reader makes of the file. O(bytes).

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use crate::error::{Error, Result};
#[cfg(feature = "ebook")]
use crate::format::epub;
#[cfg(feature = "web")]
use crate::format::html;
#[cfg(feature = "markdown")]
use crate::format::markdown;
#[cfg(feature = "office")]
use crate::format::office;
use crate::format::{aozora, plain, subtitles};
use crate::text::{Content, IntoText};

/// The format of a file that holds one text.
///
/// ```
/// use taiyaku::format::Format;
///
/// assert_eq!(Format::of_path("docs/guide.md"), Some(Format::Markdown));
/// assert_eq!("srt".parse::<Format>()?, Format::Subtitles);
/// assert_eq!(Format::Aozora.to_string(), "aozora");
/// # Ok::<(), taiyaku::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Format {
    /// Plain text, also as copied from a PDF. Subtitles and Aozora Bunko notation are recognised.
    #[default]
    Text,
    /// Markdown and MDX.
    Markdown,
    /// A web page.
    Html,
    /// Subtitles: SubRip, WebVTT, or the dialogue of ASS.
    Subtitles,
    /// A text of Aozora Bunko, with its notation.
    Aozora,
    /// A document of Word.
    Docx,
    /// Slides of PowerPoint.
    Pptx,
    /// A text document of LibreOffice.
    Odt,
    /// An electronic book.
    Epub,
}

/// A format, its names and its extensions. The first name is the one that is written.
struct Row {
    format: Format,
    names: &'static [&'static str],
    extensions: &'static [&'static str],
}

const ROWS: [Row; 9] = [
    row(Format::Text, &["text", "txt", "plain"], &["txt", "text"]),
    row(
        Format::Markdown,
        &["markdown", "md", "mdx"],
        &["md", "mdx", "markdown", "mkd"],
    ),
    row(
        Format::Html,
        &["html", "htm", "xhtml"],
        &["html", "htm", "xhtml"],
    ),
    row(
        Format::Subtitles,
        &["subtitles", "srt", "vtt", "ass"],
        &["srt", "vtt", "ass", "ssa"],
    ),
    row(Format::Aozora, &["aozora"], &[]),
    row(Format::Docx, &["docx"], &["docx", "docm"]),
    row(Format::Pptx, &["pptx"], &["pptx", "pptm"]),
    row(Format::Odt, &["odt"], &["odt"]),
    row(Format::Epub, &["epub"], &["epub"]),
];

const fn row(
    format: Format,
    names: &'static [&'static str],
    extensions: &'static [&'static str],
) -> Row {
    Row {
        format,
        names,
        extensions,
    }
}

impl Format {
    /// The format that the extension of a path names, in any case. None for any other extension.
    #[must_use]
    pub fn of_path(path: impl AsRef<Path>) -> Option<Format> {
        let extension = path.as_ref().extension()?.to_str()?.to_ascii_lowercase();
        let row = ROWS
            .iter()
            .find(|row| row.extensions.contains(&extension.as_str()));
        row.map(|row| row.format)
    }

    /// The name that [`FromStr`] reads.
    #[must_use]
    pub fn name(self) -> &'static str {
        let row = ROWS.iter().find(|row| row.format == self);
        row.map_or("text", |row| row.names[0])
    }

    /// Whether a file of this format is a text. Others are archives.
    #[must_use]
    pub fn is_text(self) -> bool {
        !matches!(
            self,
            Format::Docx | Format::Pptx | Format::Odt | Format::Epub
        )
    }

    /// Reads a text of this format. O(bytes).
    ///
    /// ```
    /// use taiyaku::format::Format;
    ///
    /// let cues = "1\n00:00:01,000 --> 00:00:02,500\nIt rained.\n\n2\n00:00:03,000 --> 00:00:04,000\nWe stayed.\n";
    /// let content = Format::Subtitles.read(cues)?;
    /// assert_eq!(content.cues().len(), 2);
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is damaged, or if the format is not a text, or if its feature is off. The error names the place.
    pub fn read(self, text: impl IntoText) -> Result<Content> {
        let text = text.into_text();
        match self {
            Format::Text if subtitles::is_likely(&text) => Ok(subtitles::read(text)),
            Format::Text if aozora::is_likely(&text) => Ok(aozora::read(text)),
            Format::Text => Ok(plain::read(text)),
            // The other side of subtitles or of a text with notation may be plain text.
            Format::Subtitles if subtitles::has_cues(&text) => Ok(subtitles::read(text)),
            Format::Aozora if aozora::has_notation(&text) => Ok(aozora::read(text)),
            Format::Subtitles | Format::Aozora => Ok(plain::read(text)),
            #[cfg(feature = "markdown")]
            Format::Markdown => Ok(markdown::read(text)),
            #[cfg(not(feature = "markdown"))]
            Format::Markdown => Err(self.is_off("markdown")),
            #[cfg(feature = "web")]
            Format::Html => Ok(html::read(text)),
            #[cfg(not(feature = "web"))]
            Format::Html => Err(self.is_off("web")),
            Format::Docx | Format::Pptx | Format::Odt | Format::Epub => Err(Error::format(
                "",
                format!("a file of the format {self} is an archive, not a text"),
            )),
        }
    }

    /// Reads the bytes of a file that is no text. O(unpacked bytes).
    ///
    /// Headers, footers, comments, deleted and hidden text are left out, a text box is read once, a note follows the paragraph
    /// that refers to it. A part may have 128 MiB unpacked, 200 times its packed size if it is more than 1 MiB, and 256
    /// elements inside each other; all parts that are read together 512 MiB; the archive 20,000 parts. Entities are refused.
    ///
    /// # Errors
    ///
    /// If the file is damaged, or if the format is a text, or if its feature is off. The error names the place.
    #[cfg_attr(
        not(any(feature = "office", feature = "ebook")),
        expect(unused_variables)
    )]
    pub fn read_container(self, bytes: &[u8]) -> Result<Content> {
        match self {
            #[cfg(feature = "office")]
            Format::Docx => office::docx(bytes),
            #[cfg(feature = "office")]
            Format::Pptx => office::pptx(bytes),
            #[cfg(feature = "office")]
            Format::Odt => office::odt(bytes),
            #[cfg(not(feature = "office"))]
            Format::Docx | Format::Pptx | Format::Odt => Err(self.is_off("office")),
            #[cfg(feature = "ebook")]
            Format::Epub => epub::read(bytes),
            #[cfg(not(feature = "ebook"))]
            Format::Epub => Err(self.is_off("ebook")),
            _ => Err(Error::format("", format!("the format {self} is a text"))),
        }
    }

    /// The error that this build does not read the format.
    #[allow(dead_code, reason = "all formats may be on")]
    fn is_off(self, feature: &str) -> Error {
        Error::format(
            "",
            format!("the format {self} needs the feature `{feature}` of taiyaku"),
        )
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let small = name.to_ascii_lowercase();
        let row = ROWS.iter().find(|row| row.names.contains(&small.as_str()));
        row.map(|row| row.format).ok_or_else(|| {
            let names: Vec<&str> = ROWS.iter().map(|row| row.names[0]).collect();
            Error::format(
                format!("format `{name}`"),
                format!("expected one of {}", names.join(", ")),
            )
        })
    }
}
