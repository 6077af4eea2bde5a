//! Reading one text: pages, segments, numbers, dictionaries and glossaries.
//!
//! In: an [`Input`]. Out: nothing, or a panic that quotes the text. O(bytes).

use taiyaku::number::{NumberValue, numbers};
use taiyaku::page::{Page, check_sides, dominant_language, split};
use taiyaku::segment::Segmenter;
use taiyaku::text::{Content, Offsets};
use taiyaku::{Begin, Bitext, Document, Glossary, Lexicon, Span};

use crate::input::{Input, LANGUAGES, one_of};

/// The longest text of these targets, in bytes.
const LONGEST: usize = 4_096;

/// White space and what is not seen, of which the ends of a segment are free.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\0' | '\u{7}' | '\u{1a}' | '\u{1f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}'
        )
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fffc}')
}

/// Spans of a page are disjoint, trimmed, and hold everything but white space; the documents of a page slice it.
pub fn page(input: &Input<'_>) {
    let text = &*input.text(0, LONGEST);
    let other = &*input.text(1, LONGEST);
    if let Ok(page) = split(text) {
        assert_covers(text, &page);
        assert_eq!(split(text).expect("as before"), page, "the same text twice");
        let bitext = Bitext::from_page(text).expect("it was a page");
        for (side, spans) in [
            (bitext.source(), &page.source),
            (bitext.target(), &page.target),
        ] {
            assert_eq!(side.file_text(), text);
            for segment in side.segments() {
                let in_file = side.in_file(segment.span);
                let is_of_side = |span: &Span| {
                    spans
                        .iter()
                        .any(|s| s.start <= span.start && span.end <= s.end)
                };
                assert!(
                    in_file.iter().all(is_of_side),
                    "{segment:?} of another side of {text:?}"
                );
            }
        }
    }
    for (source, target) in [(text, other), (other, text)] {
        let warnings = check_sides(source, target).unwrap_or_default();
        assert!(warnings.len() <= 2);
        assert!(
            warnings
                .iter()
                .all(|warning| is_one_line(&warning.to_string()))
        );
    }
    let _ = dominant_language(text);
}

fn assert_covers(text: &str, page: &Page) {
    let mut all = Vec::new();
    for spans in [&page.source, &page.target, &page.separators] {
        assert!(spans.is_sorted(), "{spans:?}");
        all.extend_from_slice(spans);
    }
    all.sort();
    let is_blank = |piece: &str| piece.chars().all(|c| c.is_whitespace() || c == '\u{feff}');
    let mut end = 0;
    for span in all {
        assert!(
            end <= span.start && span.start < span.end,
            "{span:?} in {text:?}"
        );
        assert!(
            is_blank(&text[end..span.start]),
            "lost before {span:?} in {text:?}"
        );
        assert_eq!(
            span.of(text),
            span.of(text).trim(),
            "white space at an end in {text:?}"
        );
        end = span.end;
    }
    assert!(is_blank(&text[end..]), "lost after {end} in {text:?}");
}

/// Segments are slices without white space at their ends, and lose no other character; so does every way to make them.
pub fn segment(input: &Input<'_>) {
    let mut choices = input.choices();
    let text = &*input.text(0, LONGEST);
    let [abbreviation, exception] = [input.text(1, 64), input.text(2, 64)];
    let longest_quotation = *one_of(&mut choices, &[280, 0, 1, 40, usize::MAX]);
    for language in LANGUAGES {
        let segmenter = Segmenter::new(language)
            .with_longest_quotation(longest_quotation)
            .with_abbreviation(&abbreviation)
            .with_exception(&exception);
        let document = segmenter.document(text);
        assert_segments(&document);
        assert!(
            document
                .segments()
                .first()
                .is_none_or(|s| s.begin == Begin::Paragraph)
        );
        assert_sentences(&segmenter, &document);
        assert_part(&segmenter, text);
        let as_content = segmenter.document_of(Content::plain(text));
        assert_eq!(
            as_content.segments(),
            document.segments(),
            "a plain content of {text:?}"
        );
        let lines = Document::from_lines(text, language);
        assert_segments(&lines);
        assert!(lines.line_numbers().is_sorted());
        assert_offsets(&document);
    }
}

/// A text after another text of one line is cut as it is alone.
fn assert_part(segmenter: &Segmenter, text: &str) {
    let before = "x: ";
    let whole = format!("{before}{text}");
    let mut found = Vec::new();
    segmenter.segments_in(&whole, Span::new(before.len(), whole.len()), 3, &mut found);
    let mut expected = segmenter.segments(text);
    for segment in &mut expected {
        segment.span = segment.span.shifted(before.len());
        segment.paragraph += 3;
    }
    assert_eq!(found, expected, "a part of {whole:?}");
}

fn assert_sentences(segmenter: &Segmenter, document: &Document) {
    let joined = document.sentences().map(|range| {
        let segments = &document.segments()[range];
        Span::new(
            segments[0].span.start,
            segments[segments.len() - 1].span.end,
        )
    });
    assert_eq!(
        joined.collect::<Vec<_>>(),
        segmenter.sentences(document.text()),
        "{:?}",
        document.text()
    );
}

/// Segments are in order, trimmed, not empty, and hold every character that is not blank. Paragraphs count upwards.
pub fn assert_segments(document: &Document) {
    let text = document.text();
    let (mut end, mut paragraph) = (0, 0);
    for segment in document.segments() {
        let Span { start, end: stop } = segment.span;
        assert!(
            end <= start && start < stop,
            "{segment:?} after {end} in {text:?}"
        );
        let piece = &text[start..stop];
        assert!(
            text[end..start].chars().all(is_blank),
            "lost before {start} in {text:?}"
        );
        assert_eq!(piece.trim(), piece, "white space at an end in {text:?}");
        assert!(paragraph <= segment.paragraph, "{segment:?} in {text:?}");
        (end, paragraph) = (stop, segment.paragraph);
    }
    assert!(
        text[end..].chars().all(is_blank),
        "lost after {end} in {text:?}"
    );
}

/// Places in characters and UTF-16 are those that counting gives.
fn assert_offsets(document: &Document) {
    let text = document.text();
    let offsets = Offsets::new(text);
    let (mut at, mut characters, mut units) = (0, 0, 0);
    let mut count = |to: usize| {
        characters += text[at..to].chars().count();
        units += text[at..to].encode_utf16().count();
        at = to;
        (characters, units)
    };
    for segment in document.segments() {
        let (start, end) = (count(segment.span.start), count(segment.span.end));
        assert_eq!(offsets.characters(segment.span), start.0..end.0);
        assert_eq!(offsets.utf16(segment.span), start.1..end.1);
    }
}

/// Numbers are disjoint slices in order, with values that can be printed, in their normal form.
pub fn number(input: &Input<'_>) {
    let text = &*input.text(0, LONGEST);
    for language in LANGUAGES {
        let mut end = 0;
        for number in numbers(text, language) {
            let Span { start, end: stop } = number.span;
            assert!(
                end <= start && start < stop,
                "{number:?} after {end} in {text:?}"
            );
            assert!(!text[start..stop].is_empty());
            assert_value(&number.value);
            end = stop;
        }
    }
}

fn assert_value(value: &NumberValue) {
    let printed = value.to_string();
    assert!(!printed.is_empty() && printed.is_ascii(), "{value:?}");
    match value {
        NumberValue::Decimal(decimal) => {
            assert!(0 <= decimal.mantissa(), "{value:?}");
            assert!(
                decimal.mantissa() == 0 || decimal.mantissa() % 10 != 0,
                "{value:?}"
            );
        }
        NumberValue::Fraction { denominator, .. } => assert!(1 <= *denominator, "{value:?}"),
        NumberValue::Clock {
            hour,
            minute,
            second,
        } => {
            assert!(*hour < 24 && *minute < 60 && *second < 60, "{value:?}");
        }
        NumberValue::Section(digits) => {
            assert!(
                digits.bytes().all(|b| b.is_ascii_digit() || b == b'.'),
                "{value:?}"
            );
        }
        _ => {}
    }
    let json = serde_json::to_string(value).expect("a value is JSON");
    let back: NumberValue = serde_json::from_str(&json).expect("it was written");
    assert_eq!(&back, value);
}

/// A dictionary or glossary that was read has no empty entry; its text is read as the same; what it finds slices the text.
pub fn lexicon_and_glossary(input: &Input<'_>) {
    let file = input.bytes(0);
    let text = &*input.text(1, LONGEST);
    if let Ok(lexicon) = Lexicon::from_reader(file) {
        assert_lexicon(&lexicon, text);
        let mut merged =
            Lexicon::from_text(lexicon.as_text().to_owned()).expect("it was written by a lexicon");
        assert_eq!(merged.as_text(), lexicon.as_text());
        merged.insert(&input.text(2, 200), &input.text(3, 200));
        merged.merge(&lexicon);
        assert_lexicon(&merged, text);
    }
    if let Ok(lexicon) = Lexicon::from_text(String::from_utf8_lossy(file).into_owned()) {
        assert_lexicon(&lexicon, text);
    }
    if let Ok(mut glossary) = Glossary::from_reader(file) {
        let pairs: Vec<(String, String)> = pairs_of(&glossary);
        for (term, rendering) in &pairs {
            assert!(
                !term.trim().is_empty() && !rendering.trim().is_empty(),
                "{glossary:?}"
            );
        }
        assert_eq!(glossary.iter().len(), glossary.len());
        let json = serde_json::to_string(&glossary).expect("a glossary is JSON");
        let again: Glossary = serde_json::from_str(&json).expect("it was written");
        assert_eq!(again, glossary, "as JSON and back");
        let one_line = |text: &str| !text.contains(['\n', '\r']);
        assert!(
            pairs
                .iter()
                .all(|(term, rendering)| one_line(term) && one_line(rendering))
        );
        let is_new = glossary.insert(&input.text(2, 200), &input.text(3, 200));
        let n_pairs = pairs_of(&glossary).len();
        assert_eq!(n_pairs, pairs.len() + usize::from(is_new));
    }
}

fn pairs_of(glossary: &Glossary) -> Vec<(String, String)> {
    let terms = glossary.iter();
    let pairs = terms.flat_map(|(term, renderings)| {
        renderings
            .iter()
            .map(|rendering| (term.to_owned(), rendering.clone()))
    });
    pairs.collect()
}

fn assert_lexicon(lexicon: &Lexicon, text: &str) {
    for entry in 0..u32::try_from(lexicon.len()).expect("a small file") {
        let key = lexicon.key(entry);
        assert!(!key.is_empty());
        assert_eq!(lexicon.find(key), Some(entry), "{key:?}");
        assert!(
            lexicon.glosses(entry).all(|gloss| gloss.count() != 0),
            "{key:?}"
        );
        assert!(lexicon.stems(entry).all(|stem| !stem.is_empty()), "{key:?}");
    }
    let mut found = Vec::new();
    lexicon.matches(text, &mut found);
    let mut end = 0;
    for word in found {
        assert!(end <= word.span.start, "{word:?} after {end} in {text:?}");
        assert!(!word.span.of(text).is_empty());
        assert!((word.entry as usize) < lexicon.len());
        end = word.span.end;
    }
}

fn is_one_line(text: &str) -> bool {
    !text.is_empty() && !text.contains('\n')
}
