//! The readers of files: texts in every format, archives, and files that are aligned already.
//!
//! In: an [`Input`]. Out: nothing, or a panic. An error of a reader is an answer; what it reads must keep its promises. O(bytes).

use taiyaku::format::{
    Encoding, Format, NotedBitext, decode_as, ladder, moses, replace_in_bytes, tsv, vecalign, xces,
};
use taiyaku::segment::Segmenter;
use taiyaku::text::Content;
use taiyaku::{Alignment, Bitext, Document, Error, Span};

use crate::aligning::{assert_tiles, sizes};
use crate::archives;
use crate::elements::{EXCHANGE, tree};
use crate::input::{Input, LANGUAGES, LONGEST_ALIGNED, aligner, boundary, one_of};
use crate::sides::is_blank;

/// The formats of one text.
pub const TEXTS: [Format; 5] = [
    Format::Text,
    Format::Markdown,
    Format::Html,
    Format::Subtitles,
    Format::Aozora,
];

/// The formats that are archives of one text.
pub const CONTAINERS: [Format; 4] = [Format::Docx, Format::Pptx, Format::Odt, Format::Epub];

/// The formats of texts with their translations that are read by [`reader_exchange`].
pub const UNITS: [Format; 6] = [
    Format::Po,
    Format::Xliff,
    Format::Tmx,
    Format::Table,
    Format::JsonLines,
    Format::Hunalign,
];

const ENCODINGS: [Encoding; 7] = [
    Encoding::Utf8,
    Encoding::Utf16Le,
    Encoding::Utf16Be,
    Encoding::ShiftJis,
    Encoding::EucJp,
    Encoding::Iso2022Jp,
    Encoding::Windows1252,
];

/// The most bytes of a file of units: all its anchors are read.
const LONGEST_UNITS: usize = 3_000;

/// A text in each format, and its bytes in each encoding.
pub fn reader_text(input: &Input<'_>) {
    let mut choices = input.choices();
    let format = *one_of(&mut choices, &TEXTS);
    let bytes = input.bytes(0);
    let text = match format.detect(bytes, "f") {
        Ok(encoding) => decode_as(bytes.to_vec(), encoding, "f").unwrap_or_else(|error| {
            assert_error(&error);
            input.text(0, usize::MAX).into_owned()
        }),
        Err(error) => {
            assert_error(&error);
            input.text(0, usize::MAX).into_owned()
        }
    };
    let content = format.read(text.as_str()).expect("a text is never damaged");
    assert_content(&content);
    assert_eq!(content.file_text(), text, "the text of the file");
    assert_eq!(
        format.read(text.as_str()).expect("as before"),
        content,
        "a second time"
    );
    let other = format
        .read(input.text(1, usize::MAX).into_owned())
        .expect("a text is never damaged");
    assert_bitext(&Bitext::from_contents(content.clone(), other));
    if let Ok(bitext) = Bitext::from_page_content(content) {
        assert_bitext(&bitext);
    }
    let encoding = *one_of(&mut choices, &ENCODINGS);
    assert_replaced(bytes, encoding, &input.text(2, 40));
}

/// A file whose text is not changed keeps its bytes; one whose first characters are replaced has the new text.
fn assert_replaced(bytes: &[u8], encoding: Encoding, new: &str) {
    let Ok(text) = decode_as(bytes.to_vec(), encoding, "f") else {
        return;
    };
    if let Ok(same) = replace_in_bytes(bytes, encoding, &[], "f") {
        assert_eq!(same, bytes, "{encoding} without a change");
    }
    let end = boundary(&text, text.len() / 2);
    let start = boundary(&text, end / 2);
    let replacement = [(Span::new(start, end), new)];
    match replace_in_bytes(bytes, encoding, &replacement, "f") {
        Ok(changed) => {
            let back = decode_as(changed, encoding, "f").expect("its own encoding");
            let expected = format!("{}{new}{}", &text[..start], &text[end..]);
            // A byte order mark that now begins the file is a mark.
            let bare = |text: &str| text.trim_start_matches('\u{feff}').to_owned();
            assert_eq!(bare(&back), bare(&expected), "{encoding}");
        }
        Err(error) => {
            assert_error(&error);
            assert!(
                !encoding.has(new) || encoding == Encoding::Iso2022Jp,
                "{encoding}: {error}"
            );
        }
    }
}

/// An archive of any bytes, or of parts that are any bytes or any elements.
pub fn reader_containers(input: &Input<'_>) {
    let mut choices = input.choices();
    let format = *one_of(
        &mut choices,
        &[
            Format::Docx,
            Format::Pptx,
            Format::Odt,
            Format::Epub,
            Format::Xlsx,
        ],
    );
    let bytes = archives::archive(input, format, &mut choices);
    if format == Format::Xlsx {
        match format.read_noted(&bytes) {
            Ok(noted) => assert_noted(&noted),
            Err(error) => assert_error(&error),
        }
        return;
    }
    match format.read_container(&bytes) {
        Ok(content) => {
            assert!(!content.is_of_text_file());
            assert_content(&content);
            assert_eq!(
                format.read_container(&bytes).expect("as before"),
                content,
                "a second time"
            );
        }
        Err(error) => assert_error(&error),
    }
}

/// A file of pairs in any format, as bytes or as elements.
pub fn reader_exchange(input: &Input<'_>) {
    let mut choices = input.choices();
    let which = choices.int_in_range(0..=10).unwrap_or_default();
    let texts: [String; 3] = [0, 1, 2].map(|k| input.text(k, LONGEST_UNITS).into_owned());
    let built = |choices: &mut arbitrary::Unstructured<'_>, space| match choices.ratio(1, 2) {
        Ok(true) => tree(choices, space, &texts).into_bytes(),
        _ => input.bytes(0)[..input.bytes(0).len().min(LONGEST_UNITS)].to_vec(),
    };
    let bitext = match which {
        0..=5 => {
            let format = UNITS[which];
            let file = match format {
                Format::Xliff => built(&mut choices, &EXCHANGE[0]),
                Format::Tmx => built(&mut choices, &EXCHANGE[1]),
                _ => input.bytes(0)[..input.bytes(0).len().min(LONGEST_UNITS)].to_vec(),
            };
            return match format.read_noted(&file) {
                Ok(noted) => assert_noted(&noted),
                Err(error) => assert_error(&error),
            };
        }
        6 => moses::read(&texts[0], &texts[1]),
        7 => {
            let links = built(&mut choices, &EXCHANGE[2]);
            let links = String::from_utf8_lossy(&links);
            let _ = xces::document_names(&links);
            xces::read(&links, &texts[1], &texts[2])
        }
        8 => {
            return assert_lines(
                ladder::read(&texts[0], "f"),
                |lines, out| ladder::write(lines, out),
                ladder::read,
            );
        }
        9 => {
            return assert_lines(
                vecalign::read(&texts[0], "f"),
                |lines, out| vecalign::write(lines, out),
                vecalign::read,
            );
        }
        _ => {
            return match tsv::read(&texts[0], "f") {
                Ok(rows) => assert!(rows.iter().all(|row| (0.0..=1.0).contains(&row.confidence))),
                Err(error) => assert_error(&error),
            };
        }
    };
    match bitext {
        Ok(bitext) => assert_units(&bitext),
        Err(error) => assert_error(&error),
    }
}

type ReadLines = fn(&str, &str) -> taiyaku::Result<Alignment>;

/// An alignment of lines that was read, written and read again has the same beads.
fn assert_lines(
    read: taiyaku::Result<Alignment>,
    write: fn(&Alignment, &mut Vec<u8>) -> taiyaku::Result<()>,
    again: ReadLines,
) {
    match read {
        Ok(lines) => {
            assert!(
                lines
                    .beads()
                    .iter()
                    .all(|bead| (0.0..=1.0).contains(&bead.confidence))
            );
            let mut file = Vec::new();
            write(&lines, &mut file).expect("memory");
            let back =
                again(&String::from_utf8(file).expect("UTF-8"), "f").expect("it was written");
            let ranges = |lines: &Alignment| -> Vec<_> {
                lines
                    .beads()
                    .iter()
                    .map(|b| (b.source.clone(), b.target.clone()))
                    .collect()
            };
            assert_eq!(ranges(&back), ranges(&lines));
        }
        Err(error) => assert_error(&error),
    }
}

/// Units are known beads, which the aligner returns as they are; there are notes for all of them or for none.
fn assert_noted(noted: &NotedBitext) {
    let n_units = noted.bitext.known_beads().len();
    assert!(noted.notes.is_empty() || noted.notes.len() == n_units);
    assert_units(&noted.bitext);
}

fn assert_units(bitext: &Bitext) {
    assert_bitext(bitext);
    let n_bytes = bitext.source().text().len() + bitext.target().text().len();
    if n_bytes > 4 * LONGEST_ALIGNED {
        return;
    }
    let alignment = aligner().align(bitext);
    assert_tiles(bitext, &alignment);
    let beads: Vec<_> = alignment
        .beads()
        .iter()
        .map(|b| (b.source.clone(), b.target.clone()))
        .collect();
    assert_eq!(beads, bitext.known_beads(), "units and beads");
}

/// A bitext whose segments keep their promises, and whose known beads are of its segments: reading it from JSON checks them.
fn assert_bitext(bitext: &Bitext) {
    for side in [bitext.source(), bitext.target()] {
        assert_document(side);
    }
    assert_known(bitext);
}

fn assert_known(bitext: &Bitext) {
    let [n_source, n_target] = sizes(bitext);
    if let Some((source, target)) = bitext.known_beads().last() {
        assert!(source.end <= n_source && target.end <= n_target);
    }
    let json = serde_json::to_string(bitext).expect("a bitext is JSON");
    let back: Bitext = serde_json::from_str(&json).expect("it was written");
    assert_eq!(&back, bitext);
}

/// Each segment is in one block, is trimmed, and does not begin or end inside an inline span.
fn assert_document(document: &Document) {
    let mut end = 0;
    for (k, segment) in document.segments().iter().enumerate() {
        let span = segment.span;
        assert!(end <= span.start && span.start < span.end, "{segment:?}");
        let text = span.of(document.text());
        assert_eq!(text.trim(), text, "white space at an end");
        end = span.end;
        let Some(content) = document.content() else {
            continue;
        };
        let block = document.block(k).expect("a segment is in a block");
        assert!(
            block.span.start <= span.start && span.end <= block.span.end,
            "{segment:?} in {block:?}"
        );
        for inline in content.inlines_in(span) {
            // Blanks at the ends of markup are in no segment.
            let before = &document.text()[inline.span.start..span.start.max(inline.span.start)];
            let after = &document.text()[span.end.min(inline.span.end)..inline.span.end];
            assert!(
                before.chars().chain(after.chars()).all(is_blank),
                "{segment:?} cuts {inline:?}"
            );
        }
        for part in document.in_file(span) {
            assert!(
                document.file_text().get(part.start..part.end).is_some(),
                "{part:?}"
            );
        }
    }
}

/// Blocks, inline spans and cues are slices in order; places are slices of the file; furniture is in order and not blank. What is
/// in a block is in a segment, but for white space and marks that are not seen. Reading it from JSON checks the rest.
pub fn assert_content(content: &Content) {
    let text = content.text();
    let json = serde_json::to_string(content).expect("a content is JSON");
    let back: Content = serde_json::from_str(&json).expect("it was written and checked");
    assert_eq!(&back, content);
    for cue in content.cues() {
        assert!(text.get(cue.span.start..cue.span.end).is_some(), "{cue:?}");
    }
    let mut end = 0;
    for span in content.furniture() {
        assert!(end <= span.start && span.start < span.end, "{span:?}");
        assert!(!span.of(content.file_text()).trim().is_empty());
        end = span.end;
    }
    for block in content.blocks() {
        for span in content.in_file(block.span) {
            assert!(
                content.file_text().get(span.start..span.end).is_some(),
                "{span:?}"
            );
        }
        if !content.is_of_text_file() {
            assert!(!block.span.of(text).trim().is_empty(), "an empty {block:?}");
        }
    }
    for language in LANGUAGES {
        let document = Segmenter::new(language).document_of(content.clone());
        assert_document(&document);
        assert_nothing_lost(content, &document);
    }
}

fn assert_nothing_lost(content: &Content, document: &Document) {
    let text = content.text();
    let mut segments = document
        .segments()
        .iter()
        .map(|segment| segment.span)
        .peekable();
    for block in content.blocks() {
        let mut at = block.span.start;
        while let Some(segment) = segments.next_if(|segment| segment.end <= block.span.end) {
            assert!(
                text[at..segment.start].chars().all(is_blank),
                "lost {:?} of {text:?}",
                &text[at..segment.start]
            );
            at = segment.end;
        }
        let rest = &text[at..block.span.end];
        assert!(rest.chars().all(is_blank), "lost {rest:?} of {text:?}");
    }
}

/// An error is one line that says something.
pub fn assert_error(error: &Error) {
    let message = error.to_string();
    assert!(
        !message.is_empty() && !message.contains('\n'),
        "{message:?}"
    );
}
