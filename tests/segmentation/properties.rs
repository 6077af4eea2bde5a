//! Properties of the segmenter that hold for any text, and its time on hostile text.

use proptest::prelude::*;
use taiyaku::segment::Segmenter;
use taiyaku::{Begin, Language, Span};

const LANGUAGES: [Language; 3] = [Language::English, Language::Japanese, Language::Other];

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}'
}

fn check(text: &str) {
    for language in LANGUAGES {
        let segments = Segmenter::new(language).segments(text);
        let mut end = 0;
        for segment in &segments {
            let Span { start, end: stop } = segment.span;
            let piece = &text[start..stop];
            assert!(end <= start && start < stop);
            assert!(
                text[end..start].chars().all(is_blank),
                "lost text in {text:?}"
            );
            assert_eq!(piece.trim_matches(is_blank), piece);
            end = stop;
        }
        assert!(text[end..].chars().all(is_blank), "lost text in {text:?}");
        assert!(segments.first().is_none_or(|s| s.begin == Begin::Paragraph));
    }
}

proptest! {
    #[test]
    fn segments_cover_any_text(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn segments_cover_text_of_marks(text in "[a-cA-Cあ山ア.!?。！？．…‥・「」『』（）()\\[\\]\"“”’' 　\n\r\u{2028}0-2①,、•♪☆Mr-]{0,60}") {
        check(&text);
    }
}

#[test]
fn a_megabyte_of_one_pattern_is_covered() {
    let parts = [
        "「", "」", "。", "a.", ". . ", "a", "あ", "(", "(a. B", "\"", "\u{2028}", "1. 2. ",
        "a. b. ", "1. x ", "…", "\n", "A. ", "I. ", "・・", "a\n", "[1]", ".\"", "。」", "「。",
        ".  ", "。　", ". \n", ".1 ", "word.1,", "!?", "」「",
    ];
    for part in parts {
        check(&part.repeat(1_000_000 / part.len()));
    }
}

#[test]
fn callers_lists_are_kept() {
    let plain = Segmenter::new(Language::English);
    let text = "We met Xyz. Brown there.";
    assert_eq!(plain.sentences(text).len(), 2);
    assert_eq!(
        plain
            .clone()
            .with_abbreviation("Xyz.")
            .sentences(text)
            .len(),
        1
    );
    let text = "I shop at Zap! Every day.";
    assert_eq!(
        plain.clone().with_exception("Zap!").sentences(text).len(),
        1
    );
}
