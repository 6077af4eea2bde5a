//! The parts of a DOCX file beside its document: types, relations, styles, settings, the footer, the properties.
//!
//! In: the title, the date and the languages of an export. Out: XML. O(1).

use std::io::{self, BufWriter, Write};

use crate::format::Export;
use crate::format::xml_writer::{Attributes, XmlWriter};

/// The namespaces of the document.
pub(super) const W: Attributes<'static> = &[
    (
        "xmlns:w",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        "xmlns:r",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
];

/// A part that is being written. Small pieces are collected before they are packed.
pub(super) type Part<'z> = XmlWriter<BufWriter<&'z mut dyn Write>>;

/// Writes a part.
type PartWriter = fn(&Export<'_>, &mut Part<'_>) -> io::Result<()>;

/// The parts beside the document. The types come first, as readers expect.
pub(super) const PARTS: [(&str, PartWriter); 7] = [
    ("[Content_Types].xml", |_, xml| content_types(xml)),
    ("_rels/.rels", |_, xml| relations(xml, &OF_PACKAGE)),
    ("docProps/core.xml", properties),
    ("word/_rels/document.xml.rels", |_, xml| {
        relations(xml, &OF_DOCUMENT)
    }),
    ("word/settings.xml", |_, xml| settings(xml)),
    ("word/styles.xml", styles),
    ("word/footer1.xml", |_, xml| footer(xml)),
];

/// The types of the relations of a package and of its document, and the parts that they lead to. Ids are `rId1` and so on.
const OF_PACKAGE: [[&str; 2]; 2] = [
    [
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
        "word/document.xml",
    ],
    [
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
    ],
];
const OF_DOCUMENT: [[&str; 2]; 3] = [
    [
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles",
        "styles.xml",
    ],
    [
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings",
        "settings.xml",
    ],
    [
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer",
        "footer1.xml",
    ],
];
const FOOTER_ID: &str = "rId3";

/// The parts whose type does not follow from their extension.
const TYPES: [[&str; 2]; 5] = [
    [
        "/word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    ],
    [
        "/word/styles.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml",
    ],
    [
        "/word/settings.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml",
    ],
    [
        "/word/footer1.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml",
    ],
    [
        "/docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
    ],
];

fn content_types(xml: &mut Part<'_>) -> io::Result<()> {
    let space = "http://schemas.openxmlformats.org/package/2006/content-types";
    xml.open("Types", &[("xmlns", space)])?;
    let relations = "application/vnd.openxmlformats-package.relationships+xml";
    for [extension, kind] in [["rels", relations], ["xml", "application/xml"]] {
        xml.empty(
            "Default",
            &[("Extension", extension), ("ContentType", kind)],
        )?;
    }
    for [part, kind] in TYPES {
        xml.empty("Override", &[("PartName", part), ("ContentType", kind)])?;
    }
    xml.close()
}

fn relations(xml: &mut Part<'_>, relations: &[[&str; 2]]) -> io::Result<()> {
    let space = "http://schemas.openxmlformats.org/package/2006/relationships";
    xml.open("Relationships", &[("xmlns", space)])?;
    for ([kind, target], id) in relations.iter().zip(1..) {
        let id = format!("rId{id}");
        xml.empty(
            "Relationship",
            &[("Id", id.as_str()), ("Type", kind), ("Target", target)],
        )?;
    }
    xml.close()
}

fn properties(export: &Export<'_>, xml: &mut Part<'_>) -> io::Result<()> {
    xml.open(
        "cp:coreProperties",
        &[
            (
                "xmlns:cp",
                "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
            ),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    )?;
    xml.leaf("dc:title", &[], export.title())?;
    if let Some(date) = export.date() {
        let kind = [("xsi:type", "dcterms:W3CDTF")];
        xml.leaf("dcterms:created", &kind, &date.to_string())?;
    }
    xml.close()
}

/// The settings: without them Word opens the file as one of an old version.
fn settings(xml: &mut Part<'_>) -> io::Result<()> {
    xml.open("w:settings", W)?;
    xml.open("w:compat", &[])?;
    xml.empty(
        "w:compatSetting",
        &[
            ("w:name", "compatibilityMode"),
            ("w:uri", "http://schemas.microsoft.com/office/word"),
            ("w:val", "15"),
        ],
    )?;
    xml.close()?;
    xml.close()
}

/// The number of the page.
fn footer(xml: &mut Part<'_>) -> io::Result<()> {
    xml.open("w:ftr", W)?;
    xml.open("w:p", &[])?;
    xml.open("w:pPr", &[])?;
    xml.empty("w:pStyle", &[("w:val", "Number")])?;
    xml.empty("w:jc", &[("w:val", "center")])?;
    xml.close()?;
    xml.open("w:fldSimple", &[("w:instr", "PAGE")])?;
    xml.open("w:r", &[])?;
    xml.leaf("w:t", &[], "1")?;
    for _ in 0..4 {
        xml.close()?;
    }
    Ok(())
}

/// Writes what ends a document: landscape A4, with its footer.
pub(super) fn section(xml: &mut Part<'_>) -> io::Result<()> {
    xml.open("w:sectPr", &[])?;
    let footer = [("w:type", "default"), ("r:id", FOOTER_ID)];
    xml.empty("w:footerReference", &footer)?;
    xml.empty(
        "w:pgSz",
        &[
            ("w:w", "16838"),
            ("w:h", "11906"),
            ("w:orient", "landscape"),
        ],
    )?;
    xml.empty(
        "w:pgMar",
        &[
            ("w:top", "1020"),
            ("w:right", "1020"),
            ("w:bottom", "1020"),
            ("w:left", "1020"),
            ("w:header", "510"),
            ("w:footer", "510"),
            ("w:gutter", "0"),
        ],
    )?;
    xml.close()
}

/// A style of paragraphs: its id, its size in half points, its colour, and whether it is bold.
struct ParagraphStyle {
    id: &'static str,
    size: &'static str,
    color: &'static str,
    weight: Weight,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    Plain,
    Bold,
}

const STYLES: [ParagraphStyle; 9] = [
    style("Title", "32", "1F1E1B", Weight::Bold),
    style("Head", "18", "1E4F80", Weight::Bold),
    style("Number", "16", "605C53", Weight::Plain),
    style("Original", "20", "1F1E1B", Weight::Plain),
    style("Translation", "20", "1F1E1B", Weight::Plain),
    style("Error", "16", "A8251C", Weight::Plain),
    style("Warning", "16", "7A4D00", Weight::Plain),
    style("Hint", "16", "3A5F63", Weight::Plain),
    style("Note", "16", "2F6B3C", Weight::Plain),
];

const fn style(
    id: &'static str,
    size: &'static str,
    color: &'static str,
    weight: Weight,
) -> ParagraphStyle {
    ParagraphStyle {
        id,
        size,
        color,
        weight,
    }
}

fn styles(export: &Export<'_>, xml: &mut Part<'_>) -> io::Result<()> {
    let [source, target] = export.languages();
    let languages = [
        // Word has spelling only for languages with a region.
        if source == "en" { "en-US" } else { source },
        if target == "ja" { "ja-JP" } else { target },
    ];
    xml.open("w:styles", W)?;
    defaults(xml, languages)?;
    for style in &STYLES {
        paragraph_style(xml, style, languages)?;
    }
    table_style(xml)?;
    xml.close()
}

fn defaults(xml: &mut Part<'_>, [source, target]: [&str; 2]) -> io::Result<()> {
    xml.open("w:docDefaults", &[])?;
    xml.open("w:rPrDefault", &[])?;
    xml.open("w:rPr", &[])?;
    xml.empty(
        "w:rFonts",
        &[
            ("w:ascii", "Calibri"),
            ("w:hAnsi", "Calibri"),
            ("w:eastAsia", "Yu Gothic"),
            ("w:cs", "Calibri"),
        ],
    )?;
    xml.empty("w:sz", &[("w:val", "20")])?;
    xml.empty("w:szCs", &[("w:val", "20")])?;
    xml.empty("w:lang", &[("w:val", source), ("w:eastAsia", target)])?;
    for _ in 0..3 {
        xml.close()?;
    }
    let normal = [
        ("w:type", "paragraph"),
        ("w:default", "1"),
        ("w:styleId", "Normal"),
    ];
    xml.open("w:style", &normal)?;
    xml.empty("w:name", &[("w:val", "Normal")])?;
    xml.close()
}

fn paragraph_style(
    xml: &mut Part<'_>,
    style: &ParagraphStyle,
    [source, target]: [&str; 2],
) -> io::Result<()> {
    let own = [("w:type", "paragraph"), ("w:styleId", style.id)];
    xml.open("w:style", &own)?;
    xml.empty("w:name", &[("w:val", style.id)])?;
    xml.empty("w:basedOn", &[("w:val", "Normal")])?;
    xml.empty("w:qFormat", &[])?;
    xml.open("w:rPr", &[])?;
    if style.id == "Translation" {
        // Quotation marks and dashes, which both languages have, are those of the Japanese font.
        xml.empty("w:rFonts", &[("w:hint", "eastAsia")])?;
    }
    if style.weight == Weight::Bold {
        xml.empty("w:b", &[])?;
    }
    xml.empty("w:color", &[("w:val", style.color)])?;
    xml.empty("w:sz", &[("w:val", style.size)])?;
    xml.empty("w:szCs", &[("w:val", style.size)])?;
    xml.empty("w:lang", &[("w:val", source), ("w:eastAsia", target)])?;
    xml.close()?;
    xml.close()
}

/// Lines between the rows, and space around the cells.
fn table_style(xml: &mut Part<'_>) -> io::Result<()> {
    xml.open("w:style", &[("w:type", "table"), ("w:styleId", "Pairs")])?;
    xml.empty("w:name", &[("w:val", "Pairs")])?;
    xml.open("w:tblPr", &[])?;
    xml.open("w:tblBorders", &[])?;
    for side in ["w:top", "w:bottom", "w:insideH"] {
        let line = [
            ("w:val", "single"),
            ("w:sz", "4"),
            ("w:space", "0"),
            ("w:color", "BBB6AA"),
        ];
        xml.empty(side, &line)?;
    }
    xml.close()?;
    xml.open("w:tblCellMar", &[])?;
    for (side, width) in [
        ("w:top", "60"),
        ("w:left", "110"),
        ("w:bottom", "60"),
        ("w:right", "110"),
    ] {
        xml.empty(side, &[("w:w", width), ("w:type", "dxa")])?;
    }
    for _ in 0..3 {
        xml.close()?;
    }
    Ok(())
}
