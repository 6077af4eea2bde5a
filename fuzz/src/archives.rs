//! [`archive`]: zip archives as Office, LibreOffice and makers of books write them, with any parts.
//!
//! In: an input whose fields are parts, each a line with the name and then the content; or the bytes of an archive. Out: the
//! archive, whole or damaged. O(bytes).

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use arbitrary::{Arbitrary, Unstructured};
use taiyaku::format::Format;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::elements::{Names, tree};
use crate::input::Input;

/// What becomes of the parts.
#[derive(Debug, Clone, Copy, Arbitrary)]
enum Build {
    /// The parts of the input, beside the usual ones.
    Parts,
    /// The main part is made of elements.
    Elements,
    /// The first field is the archive.
    Bytes,
    /// As `Parts`, then one byte is another, or the end is cut off.
    Damaged,
    /// The parts of the input alone.
    PartsAlone,
}

/// Makes an archive.
#[must_use]
pub fn archive(input: &Input<'_>, format: Format, choices: &mut Unstructured<'_>) -> Vec<u8> {
    let build = Build::arbitrary(choices).unwrap_or(Build::Parts);
    if matches!(build, Build::Bytes) {
        return input.bytes(0).to_vec();
    }
    let fields = (0..input.n_fields()).map(|k| input.bytes(k));
    let mut parts: Vec<(String, Vec<u8>)> = fields.filter_map(part).collect();
    let (main, names) = main_part(format);
    if matches!(build, Build::Elements) {
        let texts: Vec<String> = (0..input.n_fields())
            .map(|k| input.text(k, 200).into_owned())
            .collect();
        parts.insert(
            0,
            (main.to_owned(), tree(choices, names, &texts).into_bytes()),
        );
    }
    if !matches!(build, Build::PartsAlone) {
        let usual = usual_parts(format).iter();
        parts.extend(usual.map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())));
    }
    let method = match choices.ratio(1, 2) {
        Ok(true) => CompressionMethod::Deflated,
        _ => CompressionMethod::Stored,
    };
    let mut bytes = packed(&parts, method);
    if matches!(build, Build::Damaged) {
        damage(&mut bytes, choices);
    }
    bytes
}

/// The name and the content of a field.
fn part(field: &[u8]) -> Option<(String, Vec<u8>)> {
    let end = field.iter().position(|&byte| byte == b'\n')?;
    let name = String::from_utf8_lossy(&field[..end]).into_owned();
    Some((name, field[end + 1..].to_vec()))
}

/// Packs parts. Of two with one name the first stays.
#[must_use]
pub fn packed(parts: &[(String, Vec<u8>)], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    let mut seen = BTreeSet::new();
    for (name, bytes) in parts {
        if seen.insert(name) && writer.start_file(name.as_str(), options).is_ok() {
            writer.write_all(bytes).expect("memory");
        }
    }
    writer.finish().expect("memory").into_inner()
}

fn damage(bytes: &mut Vec<u8>, choices: &mut Unstructured<'_>) {
    let at = u32::arbitrary(choices).unwrap_or_default() as usize % bytes.len().max(1);
    match u8::arbitrary(choices).unwrap_or_default() {
        0 => bytes.truncate(at),
        byte => {
            if let Some(damaged) = bytes.get_mut(at) {
                *damaged ^= byte;
            }
        }
    }
}

const WORD: Names = Names {
    open: "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
           xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' \
           xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><w:body>",
    close: "</w:body></w:document>",
    elements: &[
        "w:p",
        "w:r",
        "w:t",
        "w:p",
        "w:r",
        "w:t",
        "w:pPr",
        "w:rPr",
        "w:pStyle",
        "w:vanish",
        "w:del",
        "w:ins",
        "w:tbl",
        "w:tr",
        "w:tc",
        "w:trPr",
        "w:tcPr",
        "w:cellDel",
        "w:br",
        "w:tab",
        "w:hyperlink",
        "w:fldChar",
        "w:instrText",
        "w:fldSimple",
        "w:footnoteReference",
        "w:endnoteReference",
        "w:txbxContent",
        "mc:AlternateContent",
        "mc:Choice",
        "mc:Fallback",
        "w:ruby",
        "w:rt",
        "w:rubyBase",
        "w:sdt",
        "w:sdtContent",
        "m:oMath",
        "m:r",
        "m:t",
        "w:numPr",
        "w:outlineLvl",
        "w:noBreakHyphen",
        "w:softHyphen",
        "w:sym",
        "w:moveFrom",
        "w:moveTo",
        "w:smartTag",
        "w:customXml",
    ],
    attributes: &[
        "w:val='Heading1'",
        "w:val='0'",
        "w:val='1'",
        "w:val='Title'",
        "xml:space='preserve'",
        "w:fldCharType='begin'",
        "w:fldCharType='separate'",
        "w:fldCharType='end'",
        "w:id='1'",
        "w:id='2'",
        "w:instr='PAGE'",
        "w:type='page'",
        "w:char='F0A7'",
    ],
};

const SLIDE: Names = Names {
    open: "<p:sld xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main' \
           xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' \
           xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' \
           xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><p:cSld><p:spTree>",
    close: "</p:spTree></p:cSld></p:sld>",
    elements: &[
        "p:sp",
        "p:nvSpPr",
        "p:cNvPr",
        "p:nvPr",
        "p:ph",
        "p:txBody",
        "a:p",
        "a:r",
        "a:t",
        "a:br",
        "a:fld",
        "a:pPr",
        "a:rPr",
        "p:grpSp",
        "p:graphicFrame",
        "a:tbl",
        "a:tr",
        "a:tc",
        "a:txBody",
        "mc:AlternateContent",
        "mc:Choice",
        "mc:Fallback",
        "p:pic",
        "a:graphic",
        "a:graphicData",
        "p:spPr",
        "a:xfrm",
        "a:off",
    ],
    attributes: &[
        "type='title'",
        "type='sldNum'",
        "type='dt'",
        "hidden='1'",
        "hMerge='1'",
        "vMerge='1'",
        "x='1'",
        "y='-9'",
        "id='1'",
        "lvl='1'",
        "r:id='rId1'",
        "show='0'",
    ],
};

const TEXT: Names = Names {
    open: "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
           xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' \
           xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' \
           xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'><office:body><office:text>",
    close: "</office:text></office:body></office:document-content>",
    elements: &[
        "text:p",
        "text:h",
        "text:span",
        "text:s",
        "text:tab",
        "text:line-break",
        "text:list",
        "text:list-item",
        "text:note",
        "text:note-citation",
        "text:note-body",
        "text:ruby",
        "text:ruby-base",
        "text:ruby-text",
        "text:tracked-changes",
        "text:changed-region",
        "text:deletion",
        "text:change-start",
        "text:change-end",
        "text:section",
        "text:a",
        "table:table",
        "table:table-row",
        "table:table-cell",
        "table:covered-table-cell",
        "draw:frame",
        "draw:text-box",
        "office:annotation",
        "text:hidden-text",
        "text:soft-page-break",
    ],
    attributes: &[
        "text:c='3'",
        "text:c='4294967295'",
        "text:c='-1'",
        "text:outline-level='1'",
        "text:style-name='Heading'",
        "text:display='none'",
        "table:number-columns-repeated='2'",
        "table:number-rows-repeated='1048576'",
        "text:change-id='1'",
        "text:note-class='footnote'",
        "text:condition='x'",
    ],
};

const BOOK: Names = Names {
    open: "<html xmlns='http://www.w3.org/1999/xhtml'><body>",
    close: "</body></html>",
    elements: &[
        "p",
        "h1",
        "div",
        "span",
        "ruby",
        "rt",
        "rp",
        "rb",
        "table",
        "tr",
        "td",
        "ul",
        "li",
        "pre",
        "code",
        "nav",
        "aside",
        "section",
        "br",
        "img",
        "a",
        "b",
        "i",
        "blockquote",
        "dl",
        "dt",
        "dd",
        "script",
        "style",
        "svg",
        "math",
        "title",
        "template",
        "textarea",
    ],
    attributes: &[
        "id='a'",
        "class='note'",
        "hidden='hidden'",
        "lang='en'",
        "alt='雨'",
        "href='#a'",
        "role='doc-noteref'",
    ],
};

const CELLS: Names = Names {
    open: "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>\
           <row r='1'><c r='A1' t='inlineStr'><is><t>English</t></is></c><c r='B1' t='inlineStr'><is><t>日本語</t></is></c></row>",
    close: "</sheetData></worksheet>",
    elements: &[
        "row", "c", "v", "is", "t", "f", "r", "rPh", "row", "c", "v", "t",
    ],
    attributes: &[
        "r='2'",
        "r='A2'",
        "r='B2'",
        "r='XFD1048576'",
        "r='A0'",
        "r='ZZZZZZZZ9'",
        "t='s'",
        "t='inlineStr'",
        "t='str'",
        "t='b'",
        "t='e'",
        "xml:space='preserve'",
        "r='18446744073709551616'",
        "hidden='1'",
    ],
};

/// The part with the text, and the elements in it.
fn main_part(format: Format) -> (&'static str, &'static Names) {
    match format {
        Format::Pptx => ("ppt/slides/slide1.xml", &SLIDE),
        Format::Odt => ("content.xml", &TEXT),
        Format::Epub => ("OPS/a.xhtml", &BOOK),
        Format::Xlsx => ("xl/worksheets/sheet1.xml", &CELLS),
        _ => ("word/document.xml", &WORD),
    }
}

macro_rules! relations {
    ($($id:literal, $kind:literal, $target:literal);*) => {
        concat!("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>",
            $("<Relationship Id='", $id, "' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
            $kind, "' Target='", $target, "'/>"),*, "</Relationships>")
    };
}

/// The parts around a sheet of Excel.
const SHEET_PARTS: &[(&str, &str)] = &[
    (
        "_rels/.rels",
        relations!("rId1", "officeDocument", "xl/workbook.xml"),
    ),
    (
        "xl/workbook.xml",
        "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' \
                 xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>\
                 <sheet name='a' sheetId='1' r:id='rId1'/></sheets></workbook>",
    ),
    (
        "xl/_rels/workbook.xml.rels",
        relations!("rId1", "worksheet", "worksheets/sheet1.xml"; "rId2", "sharedStrings", "sharedStrings.xml"),
    ),
    (
        "xl/sharedStrings.xml",
        "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>It rained.</t></si>\
                 <si><t>雨が降った。</t></si></sst>",
    ),
];

/// The parts that lead to the main part, and those that it refers to.
fn usual_parts(format: Format) -> &'static [(&'static str, &'static str)] {
    match format {
        Format::Pptx => &[
            (
                "_rels/.rels",
                relations!("rId1", "officeDocument", "ppt/presentation.xml"),
            ),
            (
                "ppt/presentation.xml",
                "<p:presentation xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main' \
                 xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><p:sldIdLst>\
                 <p:sldId r:id='rId1'/></p:sldIdLst></p:presentation>",
            ),
            (
                "ppt/_rels/presentation.xml.rels",
                relations!("rId1", "slide", "slides/slide1.xml"),
            ),
        ],
        Format::Odt => &[("mimetype", "application/vnd.oasis.opendocument.text")],
        Format::Epub => &[
            (
                "META-INF/container.xml",
                "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>\
                 <rootfile full-path='OPS/book.opf'/></rootfiles></container>",
            ),
            (
                "OPS/book.opf",
                "<package xmlns='http://www.idpf.org/2007/opf'><manifest><item id='a' href='a.xhtml' \
                 media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>",
            ),
        ],
        Format::Xlsx => SHEET_PARTS,
        _ => &[
            (
                "word/_rels/document.xml.rels",
                relations!("rId1", "footnotes", "footnotes.xml"; "rId2", "styles", "styles.xml"),
            ),
            (
                "word/footnotes.xml",
                "<w:footnotes xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:footnote w:id='1'>\
                 <w:p><w:r><w:t>Rain.</w:t></w:r></w:p></w:footnote></w:footnotes>",
            ),
        ],
    }
}
