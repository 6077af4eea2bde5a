//! XCES, the format of OPUS: a file of links between two documents of sentences.
//!
//! In: an export, or the texts of the three files. Out: the files, or a bitext whose beads are all known. O(bytes).
//!
//! A sentence is a segment, with its number in its text, from 1, as id; a translation that a person suggests is one sentence
//! with the id `c` and the number of its pair. A link has the number of its pair (`SL1`) and its confidence as `certainty`,
//! to four decimals. Paragraphs are `<p>`.
//!
//! The format keeps the texts, the segments, omissions and additions, paragraphs, and confidence. It loses findings, what a
//! person said, characters that XML forbids, code (unless the export keeps it), and line breaks inside a sentence.

mod reader;
#[cfg(test)]
mod tests;

use std::io::{BufWriter, Write};
use std::ops::Range;

use crate::error::Result;
use crate::format::exchange;
use crate::format::export::{Export, ExportRow, Losses};
pub use crate::format::xces::reader::{document_names, read};
use crate::format::xml_writer::XmlWriter;
use crate::text::Document;
use crate::text::on_one_line;
use crate::text::one_line::glue;

/// A side of a bitext.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The original.
    Source,
    /// The translation.
    Target,
}

/// Writes the links between the sentences of the two documents, which have these names: OPUS finds them by their names, for
/// example `en/rain.xml`. O(beads).
///
/// ```
/// use taiyaku::format::{Export, xces};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("It rained. We stayed.", "雨が降ったので家にいた。");
/// let alignment = Aligner::new().align(&bitext);
/// let mut file = Vec::new();
/// xces::write(&Export::new(&bitext, &alignment), ["en/rain.xml", "ja/rain.xml"], &mut file)?;
/// let file = String::from_utf8_lossy(&file);
/// assert!(file.contains("<link xtargets=\"1 2;1\" id=\"SL1\" certainty=\""), "{file}");
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write(export: &Export<'_>, names: [&str; 2], out: impl Write) -> Result<Losses> {
    let mut xml = XmlWriter::new(BufWriter::new(out))?;
    xml.doctype("cesAlign PUBLIC \"-//CES//DTD XML cesAlign//EN\" \"\"")?;
    xml.open("cesAlign", &[("version", "1.0")])?;
    xml.line()?;
    let group = [
        ("targType", "s"),
        ("fromDoc", names[0]),
        ("toDoc", names[1]),
    ];
    xml.open("linkGrp", &group)?;
    for row in export.rows() {
        let [source, target] = [Side::Source, Side::Target].map(|side| ids(&row, side));
        let link = [
            ("xtargets", &*format!("{source};{target}")),
            ("id", &*format!("SL{}", row.id())),
            ("certainty", &*exchange::confidence(&row)),
        ];
        xml.line()?;
        xml.empty("link", &link)?;
    }
    xml.close_line()?;
    xml.close_line()?;
    Ok(Losses {
        characters: xml.finish()?,
        findings: export.findings().map_or(0, <[_]>::len),
        ..Losses::default()
    })
}

/// Writes the document of a side: the segments of the rows, as sentences. O(bytes).
///
/// ```
/// use taiyaku::format::{Export, xces};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("It rained. We stayed.", "雨が降ったので家にいた。");
/// let alignment = Aligner::new().align(&bitext);
/// let mut file = Vec::new();
/// xces::write_document(&Export::new(&bitext, &alignment), xces::Side::Source, &mut file)?;
/// assert!(String::from_utf8_lossy(&file).contains("<s id=\"1\">It rained.</s> <s id=\"2\">We stayed.</s>"));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write_document(export: &Export<'_>, side: Side, out: impl Write) -> Result<Losses> {
    let [source, target] = export.languages();
    let (document, language) = match side {
        Side::Source => (export.bitext().source(), source),
        Side::Target => (export.bitext().target(), target),
    };
    let mut xml = XmlWriter::new(BufWriter::new(out))?;
    match language {
        "" | "und" => xml.open("text", &[])?,
        language => xml.open("text", &[("xml:lang", language)])?,
    }
    let mut paragraphs = Paragraphs {
        open: None,
        n_opened: 0,
    };
    for row in export.rows() {
        let segments = segments(&row, side);
        let first = document.segments()[segments.clone()].first();
        match suggestion(&row, side) {
            Some("") => {}
            Some(text) => {
                let paragraph = first.map(|segment| segment.paragraph);
                paragraphs.enter(&mut xml, paragraph)?;
                xml.line()?;
                xml.leaf("s", &[("id", &format!("c{}", row.id()))], text)?;
            }
            None => write_segments(&mut xml, document, segments, &mut paragraphs)?,
        }
    }
    paragraphs.leave(&mut xml)?;
    xml.close_line()?;
    Ok(Losses {
        characters: xml.finish()?,
        ..Losses::default()
    })
}

/// The paragraph that is open.
struct Paragraphs {
    open: Option<u32>,
    n_opened: usize,
}

impl Paragraphs {
    /// Opens a paragraph if it is not open; without a number, any will do.
    fn enter<W: Write>(&mut self, xml: &mut XmlWriter<W>, paragraph: Option<u32>) -> Result<()> {
        if self.open.is_some() && (paragraph.is_none() || self.open == paragraph) {
            return Ok(());
        }
        self.leave(xml)?;
        self.open = Some(paragraph.unwrap_or_default());
        self.n_opened += 1;
        xml.line()?;
        Ok(xml.open("p", &[("id", &self.n_opened.to_string())])?)
    }

    fn leave<W: Write>(&mut self, xml: &mut XmlWriter<W>) -> Result<()> {
        match self.open.take() {
            Some(_) => Ok(xml.close_line()?),
            None => Ok(()),
        }
    }
}

/// Writes the sentences of a bead. White space between them is that of the text, so that they join as they were.
fn write_segments<W: Write>(
    xml: &mut XmlWriter<W>,
    document: &Document,
    range: Range<usize>,
    paragraphs: &mut Paragraphs,
) -> Result<()> {
    let (text, language) = (document.text(), document.language());
    let segments = &document.segments()[range.clone()];
    let mut begins_line = true;
    for (k, segment) in segments.iter().enumerate() {
        if begins_line {
            paragraphs.enter(xml, Some(segment.paragraph))?;
            xml.line()?;
        }
        let next = segments.get(k + 1);
        let next = next.filter(|next| next.paragraph == segment.paragraph);
        let gap = next.map_or("", |next| &text[segment.span.end..next.span.start]);
        let has_line_end = gap.contains(['\n', '\r']);
        let is_white = gap.chars().all(char::is_whitespace);
        let mut sentence = on_one_line(segment.span.of(text), language);
        if !has_line_end && !is_white {
            // What is in no segment, such as a byte order mark, stays with the sentence before it.
            sentence.to_mut().push_str(gap);
        }
        let id = (range.start + k + 1).to_string();
        xml.leaf("s", &[("id", &id)], &sentence)?;
        match next {
            Some(next) if has_line_end => {
                xml.text(glue(&sentence, next.span.of(text), language))?;
            }
            Some(_) if is_white => xml.text(gap)?,
            _ => {}
        }
        begins_line = next.is_none();
    }
    Ok(())
}

fn segments(row: &ExportRow<'_, '_>, side: Side) -> Range<usize> {
    let bead = row.pair.bead();
    match side {
        Side::Source => bead.source.clone(),
        Side::Target => bead.target.clone(),
    }
}

/// What a person suggests instead of the segments of a side; empty if nothing is to be there.
fn suggestion<'a>(row: &ExportRow<'_, 'a>, side: Side) -> Option<&'a str> {
    let suggestion = row.notes.and_then(|notes| notes.suggestion);
    let suggestion = suggestion.filter(|_| side == Side::Target)?;
    Some(match exchange::is_blank(suggestion) {
        true => "",
        false => suggestion,
    })
}

/// The ids of the sentences of a side of a pair.
fn ids(row: &ExportRow<'_, '_>, side: Side) -> String {
    match suggestion(row, side) {
        Some("") => String::new(),
        Some(_) => format!("c{}", row.id()),
        None => {
            let numbers = segments(row, side).map(|number| (number + 1).to_string());
            numbers.collect::<Vec<_>>().join(" ")
        }
    }
}
