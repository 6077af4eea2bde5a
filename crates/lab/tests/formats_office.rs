//! Office files of other programs are read as their texts say, and hostile ones are refused.
//!
//! In: the files of `tests/formats/`, made by `make_office.py`, each with the blocks that must be read from it in
//! `NAME.expected`; archives that are made here. Out: a failure that names the file and shows its blocks.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use taiyaku::format::Format;
use taiyaku::text::Content;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

const FILES: [(&str, Format); 6] = [
    ("words.docx", Format::Docx),
    ("report.docx", Format::Docx),
    ("words.odt", Format::Odt),
    ("letter.odt", Format::Odt),
    ("talk.pptx", Format::Pptx),
    ("slides.pptx", Format::Pptx),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats")
}

fn file(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).expect("a file of the tests")
}

/// A block a line: its kind, its place, and its text with formulas in ‹›.
fn shown(content: &Content) -> String {
    let line = |block: &taiyaku::text::Block| {
        let mut text = String::new();
        let mut at = block.span.start;
        for inline in content.inlines_in(block.span) {
            let formula = inline.span.of(content.text());
            text += &format!("{}‹{formula}›", &content.text()[at..inline.span.start]);
            at = inline.span.end;
        }
        text += &content.text()[at..block.span.end];
        let place = block.place.as_deref().unwrap_or_default();
        format!("{} | {place} | {text}\n", block.kind.name())
    };
    content.blocks().iter().map(line).collect()
}

#[test]
fn files_of_other_programs_are_read_as_they_say() {
    for (name, format) in FILES {
        let content = format.read_container(&file(name)).expect(name);
        let expected = fs::read_to_string(folder().join(format!("{name}.expected")));
        let shown = shown(&content);
        assert_eq!(
            shown,
            expected.unwrap_or_default(),
            "{name} is read as\n{shown}"
        );
    }
}

/// The texts of the blocks.
fn texts(content: &Content) -> String {
    let blocks = content.blocks().iter();
    let texts: Vec<&str> = blocks.map(|block| block.span.of(content.text())).collect();
    texts.join("|")
}

/// An archive of these parts.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).expect("a part");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

/// A document of Word with this body.
fn document(body: &str) -> Vec<u8> {
    let xml = format!(
        "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
         xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><w:body>{body}</w:body></w:document>"
    );
    packed(&[("word/document.xml", xml.as_bytes())])
}

#[test]
fn a_document_is_read_as_word_shows_it() {
    let box_of = |text: &str| {
        format!("<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>")
    };
    let two_forms = format!(
        "<w:p><w:r><w:t>Ho</w:t><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback>\
         </mc:AlternateContent><w:t>st</w:t></w:r></w:p>",
        box_of("box"),
        box_of("box again")
    );
    let rows = [
        ("a box in a word", two_forms.as_str(), "Host|box"),
        (
            "the second form, if the first has no text",
            "<w:p><w:r><mc:AlternateContent><mc:Choice><w:x/></mc:Choice><mc:Fallback><w:t>b</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            "b",
        ),
        (
            "white space counts only if it is kept",
            "<w:p><w:r><w:t> a </w:t><w:t xml:space='preserve'> b</w:t></w:r></w:p>",
            "a b",
        ),
        (
            "a field in the code of a field",
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>IF</w:instrText><w:fldChar w:fldCharType='begin'/>\
             <w:fldChar w:fldCharType='separate'/><w:t>code</w:t><w:fldChar w:fldCharType='end'/>\
             <w:fldChar w:fldCharType='separate'/><w:t>shown</w:t><w:fldChar w:fldCharType='end'/></w:r></w:p>",
            "shown",
        ),
        (
            "hidden is switched off again",
            "<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>a</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r></w:p>",
            "a",
        ),
        (
            "a deleted row and a deleted cell",
            "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>\
             <w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc>\
             <w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            "c",
        ),
        ("empty", "", ""),
    ];
    for (name, body, expected) in rows {
        let content = Format::Docx.read_container(&document(body)).expect(name);
        assert_eq!(texts(&content), expected, "{name}");
    }
}

/// The parts of one slide with these shapes, and a diagram.
fn slide(shapes: &str) -> Vec<u8> {
    let names = "xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main' \
                 xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' \
                 xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' \
                 xmlns:d='http://schemas.openxmlformats.org/drawingml/2006/diagram' \
                 xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'";
    let relations = |id: &str, target: &str| {
        format!(
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
             <Relationship Id='{id}' Type='x/any' Target='{target}'/></Relationships>"
        )
    };
    let main = format!(
        "<p:presentation {names}><p:sldIdLst><p:sldId id='256' r:id='a'/></p:sldIdLst></p:presentation>"
    );
    let slide = format!("<p:sld {names}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>");
    let diagram = format!(
        "<d:dataModel {names}><d:ptLst><d:pt><d:t><a:p><a:r><a:t>node</a:t></a:r></a:p></d:t></d:pt></d:ptLst></d:dataModel>"
    );
    packed(&[
        ("ppt/presentation.xml", main.as_bytes()),
        (
            "ppt/_rels/presentation.xml.rels",
            relations("a", "slides/slide1.xml").as_bytes(),
        ),
        ("ppt/slides/slide1.xml", slide.as_bytes()),
        (
            "ppt/slides/_rels/slide1.xml.rels",
            relations("b", "../diagrams/data1.xml").as_bytes(),
        ),
        ("ppt/diagrams/data1.xml", diagram.as_bytes()),
    ])
}

#[test]
fn a_slide_is_read_in_the_order_of_the_eye() {
    let shape = |place: &str, at: &str, text: &str| {
        format!(
            "<p:sp><p:nvSpPr><p:cNvPr id='1' name='n'/><p:nvPr>{place}</p:nvPr></p:nvSpPr><p:spPr><a:xfrm>{at}</a:xfrm></p:spPr>\
             <p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
        )
    };
    let low = shape("", "<a:off x='0' y='5000000'/>", "low");
    let right = shape("", "<a:off x='900000' y='1000000'/>", "right");
    // A little lower than the one to its right.
    let left = shape("", "<a:off x='0' y='1050000'/>", "left");
    let title = shape("<p:ph type='title'/>", "", "title");
    let foot = shape("<p:ph type='ftr'/>", "", "foot") + &shape("<p:ph type='sldNum'/>", "", "7");
    let group = format!(
        "<p:grpSp><p:grpSpPr><a:xfrm><a:off x='0' y='3000000'/></a:xfrm></p:grpSpPr>{low}{right}</p:grpSp>"
    );
    let diagram = "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id='2' name='n' descr='A drawing'/></p:nvGraphicFramePr>\
                   <a:graphic><a:graphicData><d:relIds r:dm='b'/></a:graphicData></a:graphic></p:graphicFrame>";
    let rows = [
        ("rows and columns", format!("{low}{right}{left}"), "left|right|low"),
        ("the title first", format!("{left}{title}"), "title|left"),
        ("furniture", format!("{foot}{title}"), "title"),
        ("a group stays together", format!("{low}{group}{left}"), "left|right|low|low"),
        ("a diagram and what it shows", diagram.to_string(), "node|A drawing"),
        (
            "one of two forms",
            format!("<mc:AlternateContent><mc:Choice>{left}</mc:Choice><mc:Fallback>{right}</mc:Fallback></mc:AlternateContent>"),
            "left",
        ),
        ("hidden", left.replace("id='1'", "id='1' hidden='1'"), ""),
        (
            "a line break, the number of the slide, a date",
            title.replace(
                "<a:r>",
                "<a:fld type='slidenum'><a:t>3</a:t></a:fld><a:fld type='datetime'><a:t>May</a:t></a:fld><a:br/><a:r>",
            ),
            "May title",
        ),
    ];
    for (name, shapes, expected) in rows {
        let content = Format::Pptx.read_container(&slide(&shapes)).expect(name);
        assert_eq!(texts(&content), expected, "{name}");
    }
}

#[test]
fn a_text_document_is_read_as_libreoffice_shows_it() {
    let rows = [
        (
            "white space is one blank",
            "<t:p> a\n <t:span> b</t:span><t:s t:c='3'/>c </t:p>",
            "a b c",
        ),
        (
            "deleted text",
            "<t:tracked-changes><t:p>a</t:p></t:tracked-changes><t:p>b</t:p>",
            "b",
        ),
        (
            "a remark",
            "<t:p>a<o:annotation><t:p>b</t:p></o:annotation></t:p>",
            "a",
        ),
        (
            "a hidden field",
            "<t:p>a<t:hidden-text t:is-hidden='true'>b</t:hidden-text></t:p>",
            "a",
        ),
        (
            "a hidden section",
            "<t:section t:display='none'><t:p>a</t:p></t:section>",
            "",
        ),
        (
            "an index without its templates",
            "<t:table-of-content><t:table-of-content-source><t:index-title-template>a</t:index-title-template>\
             </t:table-of-content-source><t:index-body><t:p>b</t:p></t:index-body></t:table-of-content>",
            "b",
        ),
        (
            "the number of an item",
            "<t:list><t:list-item><t:number>1.</t:number><t:p>a</t:p></t:list-item></t:list>",
            "a",
        ),
        (
            "a box and a picture",
            "<t:p>a<d:frame><d:text-box><t:p>b</t:p></d:text-box></d:frame>c</t:p>\
             <t:p><d:frame><d:image><t:p>x</t:p></d:image><s:title>d</s:title></d:frame></t:p>",
            "ac|b|d",
        ),
    ];
    for (name, body, expected) in rows {
        let urn = "urn:oasis:names:tc:opendocument:xmlns";
        let xml = format!(
            "<o:document-content xmlns:o='{urn}:office:1.0' xmlns:t='{urn}:text:1.0' xmlns:d='{urn}:drawing:1.0' \
             xmlns:s='{urn}:svg-compatible:1.0'><o:body><o:text>{body}</o:text></o:body></o:document-content>"
        );
        let bytes = packed(&[("content.xml", xml.as_bytes())]);
        let content = Format::Odt.read_container(&bytes).expect(name);
        assert_eq!(texts(&content), expected, "{name}");
    }
}

#[test]
fn a_damaged_file_is_an_error_that_names_the_place() {
    let good = file("words.docx");
    let bomb = document(&" ".repeat(8 << 20));
    let deep = document(&"<w:tbl>".repeat(300));
    let open_field =
        document("<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:t>a</w:t></w:r></w:p>");
    let entity = packed(&[(
        "word/document.xml",
        b"<!DOCTYPE w [<!ENTITY a 'b'>]><w>&a;</w>",
    )]);
    let climbing = packed(&[
        ("_rels/.rels", b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='a' Type='x/officeDocument' Target='../../etc/passwd'/></Relationships>"),
        ("../../etc/passwd", b"<x/>"),
    ]);
    let not_word = packed(&[("word/document.xml", b"<workbook/>")]);
    let no_slide = packed(&[(
        "ppt/presentation.xml",
        b"<p:presentation xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main'><p:sldId/></p:presentation>",
    )]);
    let locked = packed(&[
        ("META-INF/manifest.xml", b"<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'><m:encryption-data/></m:manifest>"),
        ("content.xml", b"\x12\x34"),
    ]);
    let mut word_97 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    word_97.extend("WordDocument".encode_utf16().flat_map(u16::to_le_bytes));
    let sheet = packed(&[(
        "content.xml",
        b"<o:document-content xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0'><o:spreadsheet/></o:document-content>",
    )]);
    let rows: [(&str, Format, &[u8], &str); 14] = [
        ("no bytes", Format::Docx, b"", "byte 0: not a zip archive"),
        (
            "text",
            Format::Odt,
            b"It rained.",
            "byte 10: not a zip archive",
        ),
        (
            "cut short",
            Format::Docx,
            &good[..good.len() / 2],
            "damaged or cut short",
        ),
        (
            "a bomb",
            Format::Docx,
            &bomb,
            "word/document.xml: more than 1",
        ),
        (
            "too deep",
            Format::Docx,
            &deep,
            "more than 256 elements inside each other",
        ),
        (
            "an open field",
            Format::Docx,
            &open_field,
            "a field whose code has no end",
        ),
        (
            "an entity",
            Format::Docx,
            &entity,
            "word/document.xml: byte 30: a document type",
        ),
        (
            "a reference out",
            Format::Docx,
            &climbing,
            "word/document.xml: the part is missing",
        ),
        (
            "another document",
            Format::Docx,
            &not_word,
            "expected the document of Word",
        ),
        (
            "slides as Word",
            Format::Docx,
            &no_slide,
            "word/document.xml: the part is missing",
        ),
        (
            "a slide without part",
            Format::Pptx,
            &no_slide,
            "slide 1 has no part",
        ),
        (
            "a password",
            Format::Odt,
            &locked,
            "the document is encrypted",
        ),
        (
            "Word 97",
            Format::Docx,
            &word_97,
            "(.doc); save it as .docx",
        ),
        ("a sheet", Format::Odt, &sheet, "expected a text document"),
    ];
    for (name, format, bytes, expected) in rows {
        let error = format.read_container(bytes).expect_err(name).to_string();
        assert!(error.contains(expected), "{name}: {error}");
        let named = format.read_container(bytes).expect_err(name).at("my.file");
        assert!(
            named.to_string().starts_with("my.file: "),
            "{name}: {named}"
        );
    }
}

/// The parts of an archive, unpacked.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        parts.push((name, bytes));
    }
    parts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for (_, format) in FILES {
            let _ = format.read_container(&bytes);
        }
    }

    #[test]
    fn a_changed_archive_is_read_or_refused(
        which in 0..FILES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let (name, format) = FILES[which];
        let mut bytes = file(name);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = format.read_container(&bytes);
    }

    #[test]
    fn a_changed_part_is_read_or_refused(
        which in 0..FILES.len(),
        part in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        piece in prop::sample::select(vec!["", "<", "</w:p>", "<w:p>", "<a:p>", "<text:p>", "&", "\u{ad}", "<w:tc>", "\0"]),
        skipped in 0_usize..40,
    ) {
        let (name, format) = FILES[which];
        let mut parts = parts(&file(name));
        let at = part.index(parts.len());
        let part = &mut parts[at].1;
        if !part.is_empty() {
            let from = cut.index(part.len());
            let to = (from + skipped).min(part.len());
            part.splice(from..to, piece.bytes());
        }
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
        if let Ok(content) = format.read_container(&packed(&parts)) {
            for block in content.blocks() {
                prop_assert!(!block.span.of(content.text()).trim().is_empty());
            }
        }
    }
}
