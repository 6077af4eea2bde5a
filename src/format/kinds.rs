//! [`Format`]: the formats of files, by name, by extension, by content; and the reader of each.
//!
//! In: a name, a path, a text, or the bytes of a file. Out: a [`Format`], and what its reader makes of the file. O(bytes).

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use crate::bitext::Bitext;
use crate::error::{Error, Result};
use crate::format::declared::{Declaration, declared};
#[cfg(feature = "ebook")]
use crate::format::epub;
#[cfg(feature = "web")]
use crate::format::html;
#[cfg(feature = "json")]
use crate::format::json_lines;
#[cfg(feature = "markdown")]
use crate::format::markdown;
#[cfg(feature = "office")]
use crate::format::office;
#[cfg(any(feature = "exchange", feature = "sheets"))]
use crate::format::units;
use crate::format::{Encoding, NotedBitext, aozora, decode_as, detect, hunalign, plain, subtitles};
#[cfg(feature = "exchange")]
use crate::format::{po, tmx, xliff};
#[cfg(feature = "sheets")]
use crate::format::{table, xlsx};
use crate::text::{Content, IntoText};

/// The format of a file that holds one text, or a text with its translation.
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
    /// Messages of gettext and their translations.
    Po,
    /// XLIFF 1.x and 2.x.
    Xliff,
    /// A translation memory.
    Tmx,
    /// Two columns, separated by tabs, commas or semicolons.
    Table,
    /// Two columns of a sheet of Excel.
    Xlsx,
    /// JSON Lines of one pair a line.
    JsonLines,
    /// The text form of hunalign: original, translation and score, separated by tabs.
    Hunalign,
}

/// A format, its names and its extensions. The first name is the one that is written.
struct Row {
    format: Format,
    names: &'static [&'static str],
    extensions: &'static [&'static str],
}

const ROWS: [Row; 16] = [
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
    row(Format::Po, &["po", "pot", "gettext"], &["po", "pot"]),
    row(
        Format::Xliff,
        &["xliff", "xlf", "mxliff"],
        &["xlf", "xliff", "mxliff", "mqxliff", "sdlxliff", "xliff1"],
    ),
    row(Format::Tmx, &["tmx"], &["tmx"]),
    row(Format::Table, &["table", "tsv", "csv"], &["tsv", "csv"]),
    row(Format::Xlsx, &["xlsx"], &["xlsx", "xlsm"]),
    row(
        Format::JsonLines,
        &["jsonl", "ndjson"],
        &["jsonl", "ndjson"],
    ),
    row(Format::Hunalign, &["hunalign"], &["hunalign"]),
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
            Format::Docx | Format::Pptx | Format::Odt | Format::Epub | Format::Xlsx
        )
    }

    /// Whether a file of this format holds texts with their translations, which [`read_bitext`](Format::read_bitext) reads.
    #[must_use]
    pub fn is_bilingual(self) -> bool {
        matches!(
            self,
            Format::Po
                | Format::Xliff
                | Format::Tmx
                | Format::Table
                | Format::Xlsx
                | Format::JsonLines
                | Format::Hunalign
        )
    }

    /// The encoding of a text of this format: the one that a page, XML or messages of gettext declare, if the bytes are text in
    /// it and are not UTF-8, else the one that [`detect`](crate::format::detect) finds. Windows-1252, in which nearly any bytes
    /// are text and which is often declared by mistake, is what is declared only if nothing is detected. O(bytes).
    ///
    /// ```
    /// use taiyaku::format::{Encoding, Format};
    ///
    /// let page = b"<meta charset=\"windows-1252\"><p>caf\xe9</p>";
    /// # #[cfg(feature = "encodings")]
    /// assert_eq!(Format::Html.detect(page, "menu.html")?, Encoding::Windows1252);
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`detect`](crate::format::detect), if no declared encoding helps. Errors name the bytes as `place`.
    pub fn detect(self, bytes: &[u8], place: &str) -> Result<Encoding> {
        let declaration = match self {
            Format::Xliff | Format::Tmx => Some(Declaration::Xml),
            Format::Html => Some(Declaration::Page),
            Format::Po => Some(Declaration::Messages),
            _ => None,
        };
        let declared = declaration.and_then(|declaration| declared(declaration, bytes));
        let declared = declared.filter(|_| std::str::from_utf8(bytes).is_err());
        let is_valid = |&encoding: &Encoding| decode_as(bytes.to_vec(), encoding, place).is_ok();
        match declared.filter(is_valid) {
            Some(Encoding::Windows1252) => detect(bytes, place).or(Ok(Encoding::Windows1252)),
            Some(encoding) => Ok(encoding),
            None => detect(bytes, place),
        }
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
            _ => Err(self.is_bitext()),
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
            _ if self.is_bilingual() => Err(self.is_bitext()),
            _ => Err(Error::format("", format!("the format {self} is a text"))),
        }
    }

    /// Reads the bytes of a file that holds texts with their translations. Every unit of translation is a
    /// [known bead](Bitext::known_beads), so that aligning returns the units, with the confidences of the file, or else 1. A
    /// unit without translation is an omission. Blocks have the places of the units, for example `line 12, fuzzy`, and their keys. The encoding of
    /// text is [detected](Format::detect). O(bytes).
    ///
    /// ```
    /// # #[cfg(feature = "exchange")] {
    /// use taiyaku::Aligner;
    /// use taiyaku::format::Format;
    ///
    /// let file = "msgid \"It rained. We stayed.\"\nmsgstr \"雨が降って、家にいた。\"\n";
    /// let bitext = Format::Po.read_bitext(file.as_bytes())?;
    /// let alignment = Aligner::new().align(&bitext);
    /// assert_eq!(alignment.beads()[0].source, 0..2);
    /// # }
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the file is damaged, if its languages are not English and Japanese, if it has no unit with text, or if the feature of
    /// the format is off. The error names the place or what was found. For a format of one text.
    pub fn read_bitext(self, bytes: &[u8]) -> Result<Bitext> {
        Ok(self.read_noted(bytes)?.bitext)
    }

    /// Like [`read_bitext`](Format::read_bitext), with what a person noted about the units: state, mark, comment and suggestion,
    /// as far as the format holds them, also in files of other tools. Findings are not read back. O(bytes).
    ///
    /// ```
    /// # #[cfg(feature = "exchange")] {
    /// use taiyaku::format::Format;
    ///
    /// let file = "# Too long for the button.\nmsgid \"Rain\"\nmsgstr \"降雨情報\"\n";
    /// let noted = Format::Po.read_noted(file.as_bytes())?;
    /// assert_eq!(noted.notes[0].comment, "Too long for the button.");
    /// # }
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`read_bitext`](Format::read_bitext).
    pub fn read_noted(self, bytes: &[u8]) -> Result<NotedBitext> {
        let text = || decode_as(bytes.to_vec(), self.detect(bytes, "")?, "");
        match self {
            #[cfg(feature = "exchange")]
            Format::Po => units::noted(po::read(&text()?)?),
            #[cfg(feature = "exchange")]
            Format::Xliff => units::noted(xliff::read(&text()?)?),
            #[cfg(feature = "exchange")]
            Format::Tmx => units::noted(tmx::read(&text()?)?),
            #[cfg(feature = "sheets")]
            Format::Table => units::noted(table::read(&text()?)?),
            #[cfg(feature = "sheets")]
            Format::Xlsx => units::noted(xlsx::read(bytes)?),
            #[cfg(feature = "json")]
            Format::JsonLines => json_lines::read_noted(&text()?),
            Format::Hunalign => hunalign::read(&text()?).map(NotedBitext::from),
            #[cfg(not(feature = "exchange"))]
            Format::Po | Format::Xliff | Format::Tmx => Err(self.is_off("exchange")),
            #[cfg(not(feature = "sheets"))]
            Format::Table | Format::Xlsx => Err(self.is_off("sheets")),
            #[cfg(not(feature = "json"))]
            Format::JsonLines => Err(self.is_off("json")),
            _ => {
                let expected = format!("a file of the format {self} holds one text, not two");
                Err(Error::format("", expected))
            }
        }
    }

    /// The error that a file is read as a bitext.
    fn is_bitext(self) -> Error {
        let expected = format!("a file of the format {self} holds two texts, not one");
        Error::format("", expected)
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

#[cfg(all(test, feature = "encodings"))]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_declares_is_its_encoding() {
        // 開 in EUC-JP, which is also half-width kana of Shift_JIS.
        let euc = b"\xb3\xab";
        let with = |head: &str, text: &[u8]| [head.as_bytes(), text, b"\"\n"].concat();
        let header = "# a\nmsgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=";
        let entry = "\\n\"\n\nmsgid \"Open\"\nmsgstr \"";
        let po = |name: &str| format!("{header}{name}{entry}");
        let later = "msgid \"\"\nmsgstr \"a\"\n\nmsgid \"charset=EUC-JP\"\nmsgstr \"";
        let xml = "<?xml version='1.0' encoding='EUC-JP'?><tmx>";
        let meta = "<head><title>x</title><META http-equiv=Content-Type content=\"text/html; charset=x-euc-jp\">";
        for (name, format, file, expected) in [
            ("PO", Format::Po, with(&po("EUC-JP"), euc), Encoding::EucJp),
            (
                "a page",
                Format::Html,
                with("<meta charset='euc-jp'>", euc),
                Encoding::EucJp,
            ),
            (
                "an old page",
                Format::Html,
                with(meta, euc),
                Encoding::EucJp,
            ),
            ("XML", Format::Tmx, with(xml, euc), Encoding::EucJp),
            ("XHTML", Format::Html, with(xml, euc), Encoding::EucJp),
            (
                "a message",
                Format::Po,
                with(later, euc),
                Encoding::ShiftJis,
            ),
            (
                "other bytes",
                Format::Po,
                with(&po("ISO-2022-JP"), euc),
                Encoding::ShiftJis,
            ),
            (
                "a template",
                Format::Po,
                with(&po("CHARSET"), euc),
                Encoding::ShiftJis,
            ),
            (
                "saved again",
                Format::Po,
                with(&po("Shift_JIS"), "開く".as_bytes()),
                Encoding::Utf8,
            ),
            (
                "UTF-16",
                Format::Po,
                with(&po("UTF-16"), "開く".as_bytes()),
                Encoding::Utf8,
            ),
            (
                "by mistake",
                Format::Html,
                with("<meta charset=latin1>", "雨が降った。".as_bytes()),
                Encoding::Utf8,
            ),
            (
                "plain text",
                Format::Text,
                with("<meta charset=euc-jp>", euc),
                Encoding::ShiftJis,
            ),
            ("nothing", Format::Html, Vec::new(), Encoding::Utf8),
        ] {
            let found = format.detect(&file, "file");
            assert_eq!(found.ok(), Some(expected), "{name}");
        }
    }
}
