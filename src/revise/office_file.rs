//! A document of Word as a text whose parts can be corrected.
//!
//! In: the bytes of the archive and what its reader made of them. Out: the XML of the parts that hold the text, joined, with the way
//! from each character of the text to its place in them; and the archive with other parts, all else as it was. Characters are found by
//! a difference between the text and what stands in `w:t`, so that deleted text, fields and second forms of a box are passed over.
//! Expected O(bytes).

use std::io::{Cursor, Write};

use imara_diff::{Algorithm, Diff, Token};
use rustc_hash::FxHashMap;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::error::{Error, Result};
use crate::format::Format;
use crate::format::archive::{Archive, LIMITS};
use crate::revise::paper::Paper;
use crate::text::{Content, Document, Span};

/// What parts are joined by: XML forbids it.
const BETWEEN: char = '\0';

/// The parts of a document of Word that hold its text.
pub(super) struct OfficeFile<'a> {
    bytes: &'a [u8],
    /// The names of the parts in the order of the joined text.
    parts: Vec<String>,
}

/// A character of a part, and its place in the joined text.
#[derive(Clone, Copy)]
struct Placed {
    char: char,
    span: Span,
}

impl<'a> OfficeFile<'a> {
    /// The parts as one text, and the document with the way to its places in it.
    ///
    /// # Errors
    ///
    /// If the archive is damaged.
    pub(super) fn new(bytes: &'a [u8], document: &Document) -> Result<(Self, Document)> {
        let content = document
            .content()
            .ok_or_else(|| Error::format("", "expected blocks"))?;
        let mut archive = Archive::open(bytes, LIMITS)?;
        let (mut parts, mut joined, mut pieces) = (Vec::new(), String::new(), Vec::new());
        for block in content.blocks() {
            let part = block
                .place
                .as_deref()
                .and_then(|place| place.split(", ").next());
            let Some(part) = part.filter(|part| archive.has(part)) else {
                continue;
            };
            if parts.iter().any(|known| known == part) {
                continue;
            }
            parts.push(part.to_owned());
            let start = joined.len();
            joined.push_str(&archive.text(part)?);
            let written = written_in(&joined, start);
            joined.push(BETWEEN);
            match_characters(content, part, &written, &mut pieces);
        }
        pieces.sort_by_key(|(text, _)| *text);
        let content = content.in_file_of(joined, &pieces);
        let segments = document.segments().to_vec();
        let document = Document::from_content(content, document.language(), segments);
        Ok((OfficeFile { bytes, parts }, document))
    }

    /// The archive with other parts.
    ///
    /// # Errors
    ///
    /// If the archive is damaged.
    pub(super) fn with_text(&self, joined: &str) -> Result<Vec<u8>> {
        let damaged = |error| Error::format("", format!("the archive is damaged ({error})"));
        let texts: FxHashMap<&str, &str> = self
            .parts
            .iter()
            .map(String::as_str)
            .zip(joined.split(BETWEEN))
            .collect();
        let mut archive = ZipArchive::new(Cursor::new(self.bytes)).map_err(damaged)?;
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..archive.len() {
            let file = archive.by_index_raw(at).map_err(damaged)?;
            let name = file.name().map_err(damaged)?.into_owned();
            let text = texts
                .iter()
                .find(|(part, _)| part.eq_ignore_ascii_case(&name));
            let Some((_, text)) = text else {
                zip.raw_copy_file(file).map_err(damaged)?;
                continue;
            };
            let options = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Deflated)
                .last_modified_time(file.last_modified().unwrap_or(DateTime::default()));
            zip.start_file(name, options).map_err(damaged)?;
            zip.write_all(text.as_bytes())?;
        }
        Ok(zip.finish().map_err(damaged)?.into_inner())
    }
}

impl Paper for OfficeFile<'_> {
    fn name(&self) -> &'static str {
        Format::Docx.name()
    }

    fn is_changed(&self) -> bool {
        true
    }

    fn has_lines(&self) -> bool {
        false
    }

    fn is_markup(&self, _: &str) -> bool {
        true
    }

    fn read(&self, file: &str) -> Option<String> {
        let content = Format::Docx
            .read_container(&self.with_text(file).ok()?)
            .ok()?;
        Some(content.text().to_owned())
    }
}

/// The characters that stand in `w:t` of a part, which begins at `start`.
fn written_in(joined: &str, start: usize) -> Vec<Placed> {
    let mut written = Vec::new();
    let mut at = start;
    while let Some(found) = memchr::memmem::find(&joined.as_bytes()[at..], b"<w:t") {
        let open = at + found + "<w:t".len();
        at = open;
        // `w:tab` and others begin alike.
        let is_text = joined[open..].starts_with(['>', ' ', '\t', '\n', '\r']);
        let Some(end_of_tag) = joined[open..].find('>').filter(|_| is_text) else {
            continue;
        };
        let text = open + end_of_tag + 1;
        if joined[..text].ends_with("/>") {
            continue;
        }
        let Some(length) = joined[text..].find('<') else {
            break;
        };
        characters(&joined[text..text + length], text, &mut written);
        at = text + length;
    }
    written
}

/// The characters of a text of XML. A reference that is not known stays out.
fn characters(text: &str, start: usize, written: &mut Vec<Placed>) {
    let mut at = 0;
    while let Some(char) = text[at..].chars().next() {
        let (char, length) = match char {
            '&' => {
                let Some(end) = text[at..].find(';') else {
                    return;
                };
                (reference(&text[at + 1..at + end]), end + 1)
            }
            char => (Some(char), char.len_utf8()),
        };
        if let Some(char) = char {
            let span = Span::new(start + at, start + at + length);
            written.push(Placed { char, span });
        }
        at += length;
    }
}

fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// Finds the characters of a part's blocks among those that are written in it.
fn match_characters(
    content: &Content,
    part: &str,
    written: &[Placed],
    pieces: &mut Vec<(Span, Span)>,
) {
    let is_of = |place: &str| place.split(", ").next() == Some(part);
    let blocks = content.blocks().iter();
    let blocks = blocks.filter(|block| block.place.as_deref().is_some_and(is_of));
    let mut read: Vec<Placed> = Vec::new();
    for block in blocks {
        read.extend(
            block
                .span
                .of(content.text())
                .char_indices()
                .map(|(at, char)| {
                    let start = block.span.start + at;
                    let span = Span::new(start, start + char.len_utf8());
                    Placed { char, span }
                }),
        );
    }
    let mut numbers: FxHashMap<char, u32> = FxHashMap::default();
    let mut token = |placed: &Placed| {
        let next = numbers.len() as u32;
        Token(*numbers.entry(placed.char).or_insert(next))
    };
    let before: Vec<Token> = read.iter().map(&mut token).collect();
    let after: Vec<Token> = written.iter().map(&mut token).collect();
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Myers, &before, &after, numbers.len() as u32);
    let (mut i, mut j) = (0, 0);
    let ends = (before.len() as u32, after.len() as u32);
    let hunks = diff.hunks().map(|hunk| (hunk.before, hunk.after));
    for (gone, come) in hunks.chain([(ends.0..ends.0, ends.1..ends.1)]) {
        let same = read[i..gone.start as usize]
            .iter()
            .zip(&written[j..come.start as usize]);
        pieces.extend(same.map(|(read, written)| (read.span, written.span)));
        (i, j) = (gone.end as usize, come.end as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_texts_are_found() {
        for (name, xml, expected) in [
            ("plain", "<w:t>雨。</w:t>", "雨。"),
            (
                "two runs",
                "<w:t>a</w:t></w:r><w:r><w:t xml:space=\"preserve\"> b</w:t>",
                "a b",
            ),
            (
                "references",
                "<w:t>a&amp;b&#12354;&#x3042;&nbsp;c</w:t>",
                "a&bああc",
            ),
            (
                "others that begin alike",
                "<w:tab/><w:tbl><w:tc>x</w:tc></w:tbl>",
                "",
            ),
            ("an empty one", "<w:t/>x<w:t>y</w:t>", "y"),
            ("cut short", "<w:t>a&am", ""),
            ("no end", "<w:t", ""),
        ] {
            let written = written_in(xml, 0);
            let text: String = written.iter().map(|placed| placed.char).collect();
            assert_eq!(text, expected, "{name}");
        }
    }
}
