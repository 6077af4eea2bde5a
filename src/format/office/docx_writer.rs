//! Pairs as a document of Word in two columns, for reading and printing.
//!
//! In: an export. Out: the parts of a DOCX file, the same bytes for the same input. The table is streamed. O(bytes).

use std::io::{BufWriter, Write};

use crate::error::Result;
use crate::format::office::docx_parts::{self, Part, W};
use crate::format::pack::Pack;
use crate::format::shown::{finding_in_line, note_of};
use crate::format::xml_writer::XmlWriter;
use crate::format::{Export, ExportRow, Losses};
use crate::review::Severity;

/// The widths of the columns, in twentieths of a point: landscape A4 without its margins.
const WIDTHS: [&str; 3] = ["794", "7002", "7002"];

/// The names in the header row.
const NAMES: [&str; 3] = ["", "Original", "Translation"];

/// Writes the pairs as a document of Word: landscape A4, a table with the number, the original and the translation of each pair,
/// and a header row on each page. Findings are small coloured lines under the translation, which a print shows too; under them
/// stands what a person noted. The texts have their languages, so that Word checks the spelling of each. O(bytes).
///
/// The format keeps the texts, the ids, the findings without their places, and the notes. It loses kinds and confidences, and
/// characters that XML forbids, which are counted. No reader makes pairs of it again.
///
/// ```
/// use taiyaku::format::{Export, Format, office};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("It rained. We stayed.", "雨が降った。家にいた。");
/// let alignment = Aligner::new().align(&bitext);
/// let mut file = Vec::new();
/// let losses = office::write_docx(&Export::new(&bitext, &alignment), &mut file)?;
/// assert!(losses.is_empty());
/// let content = Format::Docx.read_container(&file)?;
/// assert!(content.text().contains("雨が降った。"));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails, or if the document would have more than 4 GB.
pub fn write_docx(export: &Export<'_>, out: impl Write) -> Result<Losses> {
    let mut pack = Pack::new(out);
    let mut losses = Losses::default();
    for (name, write) in docx_parts::PARTS {
        losses.characters += part(&mut pack, name, |xml| Ok(write(export, xml)?))?;
    }
    let mut n_findings = 0;
    losses.characters += part(&mut pack, "word/document.xml", |xml| {
        n_findings = write_document(export, xml)?;
        Ok(())
    })?;
    losses.findings = export.findings_left_out(n_findings);
    pack.finish()?;
    Ok(losses)
}

/// Writes a part, and returns the number of characters that XML forbids.
fn part(
    pack: &mut Pack<impl Write>,
    name: &str,
    write: impl FnOnce(&mut Part<'_>) -> Result<()>,
) -> Result<usize> {
    pack.begin(name)?;
    let pack: &mut dyn Write = pack;
    let mut xml = XmlWriter::new(BufWriter::with_capacity(1 << 16, pack))?;
    write(&mut xml)?;
    Ok(xml.finish()?)
}

/// Writes the document, and returns the number of its findings.
fn write_document(export: &Export<'_>, xml: &mut Part<'_>) -> Result<usize> {
    xml.open("w:document", W)?;
    xml.open("w:body", &[])?;
    if !export.title().is_empty() {
        paragraph(xml, "Title", export.title())?;
    }
    write_table_head(xml)?;
    let mut n_findings = 0;
    for row in export.rows() {
        write_row(&row, xml)?;
        n_findings += row.findings.len();
    }
    xml.close()?;
    // Word wants a paragraph behind a table.
    xml.empty("w:p", &[])?;
    docx_parts::section(xml)?;
    xml.close()?;
    xml.close()?;
    Ok(n_findings)
}

fn write_table_head(xml: &mut Part<'_>) -> Result<()> {
    xml.open("w:tbl", &[])?;
    xml.open("w:tblPr", &[])?;
    xml.empty("w:tblStyle", &[("w:val", "Pairs")])?;
    xml.empty("w:tblW", &[("w:w", "14798"), ("w:type", "dxa")])?;
    xml.empty("w:tblLayout", &[("w:type", "fixed")])?;
    xml.close()?;
    xml.open("w:tblGrid", &[])?;
    for width in WIDTHS {
        xml.empty("w:gridCol", &[("w:w", width)])?;
    }
    xml.close()?;
    xml.open("w:tr", &[])?;
    xml.open("w:trPr", &[])?;
    xml.empty("w:cantSplit", &[])?;
    xml.empty("w:tblHeader", &[])?;
    xml.close()?;
    for (column, name) in NAMES.into_iter().enumerate() {
        open_cell(xml, column)?;
        paragraph(xml, "Head", name)?;
        xml.close()?;
    }
    xml.close()?;
    Ok(())
}

fn write_row(row: &ExportRow<'_, '_>, xml: &mut Part<'_>) -> Result<()> {
    xml.line()?;
    xml.open("w:tr", &[])?;
    open_cell(xml, 0)?;
    paragraph(xml, "Number", &row.id().to_string())?;
    xml.close()?;
    open_cell(xml, 1)?;
    paragraph(xml, "Original", &row.source())?;
    xml.close()?;
    open_cell(xml, 2)?;
    paragraph(xml, "Translation", &row.target())?;
    for finding in row.findings {
        let style = match finding.severity {
            Severity::Error => "Error",
            Severity::Warning => "Warning",
            Severity::Hint => "Hint",
        };
        let text = finding_in_line(finding);
        paragraph(xml, style, &text)?;
    }
    if let Some(note) = note_of(row) {
        paragraph(xml, "Note", &note)?;
    }
    xml.close()?;
    xml.close()?;
    Ok(())
}

fn open_cell(xml: &mut Part<'_>, column: usize) -> Result<()> {
    xml.open("w:tc", &[])?;
    xml.open("w:tcPr", &[])?;
    xml.empty("w:tcW", &[("w:w", WIDTHS[column]), ("w:type", "dxa")])?;
    xml.close()?;
    Ok(())
}

/// Writes a paragraph. Tabs and line breaks have elements of their own.
fn paragraph(xml: &mut Part<'_>, style: &str, text: &str) -> Result<()> {
    xml.open("w:p", &[])?;
    xml.open("w:pPr", &[])?;
    xml.empty("w:pStyle", &[("w:val", style)])?;
    xml.close()?;
    if !text.is_empty() {
        xml.open("w:r", &[])?;
        for piece in text.split_inclusive(['\t', '\n', '\r']) {
            let words = piece.trim_end_matches(['\t', '\n', '\r']);
            if !words.is_empty() {
                xml.leaf("w:t", &[("xml:space", "preserve")], words)?;
            }
            match piece.as_bytes().last() {
                Some(b'\t') => xml.empty("w:tab", &[])?,
                Some(b'\n' | b'\r') => xml.empty("w:br", &[])?,
                _ => {}
            }
        }
        xml.close()?;
    }
    xml.close()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::align::Aligner;
    use crate::bitext::Bitext;
    use crate::format::{Format, RowNotes, hostile};
    use crate::review::{ReviewOptions, RowState, review};
    use crate::text::BlockKind;
    use crate::{Alignment, Bead};

    /// The texts of the cells below the header, and what was lost.
    fn cells(export: &Export<'_>) -> (Vec<String>, Losses) {
        let mut file = Vec::new();
        let losses = write_docx(export, &mut file).expect("a vector");
        let content = Format::Docx
            .read_container(&file)
            .expect("the file is ours");
        let blocks = content.blocks().iter();
        let cells = blocks.filter(|block| matches!(block.kind, BlockKind::Cell));
        let texts = cells.map(|block| in_words(block.span.of(content.text())));
        (texts.skip(2).collect(), losses)
    }

    /// A text whose white space is one space each: the reader of Word keeps no more.
    fn in_words(text: &str) -> String {
        let words: Vec<&str> = text.split_whitespace().collect();
        words.join(" ")
    }

    /// The texts of pairs as a reader of Word sees them, and the number of characters that XML forbids.
    fn expected(bitext: &Bitext) -> (Vec<String>, usize) {
        let mut n_removed = 0;
        let mut texts = Vec::new();
        for (k, (source, target)) in hostile::texts(bitext).into_iter().enumerate() {
            texts.push((k + 1).to_string());
            for text in [source, target] {
                let kept: String = text
                    .chars()
                    .filter(|&c| crate::format::xml::is_xml(c))
                    .collect();
                n_removed += text.chars().count() - kept.chars().count();
                // The reader takes a soft hyphen for what Word takes it.
                texts.push(in_words(&kept.replace('\u{ad}', "")));
            }
        }
        (
            texts.into_iter().filter(|text| !text.is_empty()).collect(),
            n_removed,
        )
    }

    fn check(bitext: &Bitext) {
        let alignment = Aligner::new().align(bitext);
        let export = Export::new(bitext, &alignment).with_code();
        let (found, losses) = cells(&export);
        let (texts, n_removed) = expected(bitext);
        assert_eq!(found, texts);
        assert_eq!(losses.characters, n_removed);
    }

    #[test]
    fn hard_rows_are_read_by_the_reader_of_word() {
        check(&hostile::bitext_of_rows());
        let long = [(
            "It rained.".to_owned(),
            format!("{}。", "雨".repeat(400_000)),
        )];
        check(&hostile::bitext(&long));
    }

    #[test]
    fn findings_and_notes_stand_under_the_translation() {
        let bitext = Bitext::new("It has 24 rooms. We stayed.", "部屋が42ある。家にいた。");
        let beads = vec![Bead::new(0..1, 0..1, 0.9), Bead::new(1..2, 1..2, 0.8)];
        let alignment = Alignment::from_beads(beads);
        let anchored = Aligner::new().read(&bitext);
        let findings = review(&anchored, &alignment, &ReviewOptions::default());
        let note = RowNotes {
            state: RowState::Confirmed,
            mark: true,
            comment: "so be it",
            ..RowNotes::default()
        };
        let export = Export::new(&bitext, &alignment)
            .with_findings(&findings)
            .with_notes(vec![RowNotes::default(), note]);
        let (found, losses) = cells(&export);
        let expected = [
            "1",
            "It has 24 rooms.",
            "部屋が42ある。",
            "error number: 24 in the original, 42 in the translation",
            "2",
            "We stayed.",
            "家にいた。",
            "confirmed, marked: so be it",
        ];
        assert_eq!(found, expected);
        assert!(losses.is_empty());
    }

    proptest! {
        #[test]
        fn any_pairs_are_read_by_the_reader_of_word(pairs in hostile::pairs()) {
            check(&hostile::bitext(&pairs));
        }
    }
}
