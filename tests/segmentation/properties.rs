//! Properties of the segmenter that hold for any text, and its time on hostile text.

use proptest::prelude::*;
use taiyaku::segment::Segmenter;
use taiyaku::{Begin, Language, Segment, Span};

const LANGUAGES: [Language; 3] = [Language::English, Language::Japanese, Language::Other];

/// White space, and what is not seen.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\0' | '\u{7}' | '\u{1a}' | '\u{1f}' | '\u{ad}' | '\u{34f}' | '\u{61c}'
        )
        || matches!(c, '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffc}')
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

/// Well-formed paragraphs: sentences of small words with a capital first, or of Japanese words, some in quotation marks.
fn prose(japanese: bool) -> impl Strategy<Value = String> {
    let (words, gap, ends, quotes): (&[&str], &str, &[&str], [&str; 2]) = if japanese {
        let words = &[
            "川の",
            "番人が",
            "舟を",
            "数え",
            "町へ",
            "行くと",
            "誰も",
            "いない",
        ];
        (words, "", &["。", "！", "？"], ["「", "」"])
    } else {
        let words = &[
            "the", "keeper", "counts", "boats", "at", "night", "and", "nobody",
        ];
        (words, " ", &[".", "!", "?"], ["“", "”"])
    };
    let sentence = (
        prop::collection::vec(prop::sample::select(words), 1..7),
        prop::sample::select(ends),
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.2),
    );
    prop::collection::vec(sentence, 1..20).prop_map(move |sentences| {
        let mut text = String::new();
        for (words, end, quoted, breaks) in sentences {
            let body = words.join(gap);
            let mut letters = body.chars();
            let first: String = letters
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .collect();
            let [open, close] = if quoted { quotes } else { ["", ""] };
            text.push_str(&format!("{open}{first}{}{end}{close}", letters.as_str()));
            text.push_str(if breaks { "\n\n" } else { gap });
        }
        text
    })
}

proptest! {
    #[test]
    fn segments_cover_any_text(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn segments_cover_text_of_marks(text in "[a-cA-Cあ山ア.!?。！？．…‥・「」『』（）()\\[\\]\"“”‘’'`:;/@=*_ 　\n\r\u{2028}0-2①,、•♪☆の😊Mr-]{0,80}") {
        check(&text);
    }

    #[test]
    fn segments_cover_text_of_combining_marks(text in "[aか。.!？「 \u{301}\u{302}\u{327}\u{3099}\u{309a}\u{200b}]{0,12}") {
        check(&text);
    }

    #[test]
    fn sentences_are_segments_joined(text in any::<String>()) {
        for language in LANGUAGES {
            let document = Segmenter::new(language).document(text.as_str());
            let joined: Vec<Span> = document
                .sentences()
                .map(|range| {
                    let segments = &document.segments()[range];
                    Span::new(segments[0].span.start, segments[segments.len() - 1].span.end)
                })
                .collect();
            prop_assert_eq!(joined, Segmenter::new(language).sentences(&text));
        }
    }

    #[test]
    fn a_part_is_cut_as_a_text_of_its_own(before in "[a-z]{0,9}", text in any::<String>()) {
        for language in LANGUAGES {
            let whole = format!("{before}{text}");
            let segmenter = Segmenter::new(language);
            let mut found = Vec::new();
            segmenter.segments_in(&whole, Span::new(before.len(), whole.len()), 3, &mut found);
            let mut expected = segmenter.segments(&text);
            for segment in &mut expected {
                segment.span = segment.span.shifted(before.len());
                segment.paragraph += 3;
            }
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_sentence_of_prose_cut_again_is_itself(english in prose(false), japanese in prose(true)) {
        for (language, text) in [(Language::English, english), (Language::Japanese, japanese)] {
            let segmenter = Segmenter::new(language);
            for sentence in segmenter.sentences(&text) {
                let sentence = sentence.of(&text);
                prop_assert_eq!(segmenter.sentences(sentence), vec![Span::new(0, sentence.len())]);
            }
        }
    }
}

/// Each pattern made its cost quadratic once, or might: the test does not end in time if one does again.
#[test]
fn half_a_megabyte_of_one_pattern_is_covered() {
    let parts = [
        "「",
        "」",
        "。",
        "a.",
        ". . ",
        "a",
        "あ",
        "(",
        "(a. B",
        "\"",
        "\u{2028}",
        "1. 2. ",
        "a. b. ",
        "1. x ",
        "…",
        "\n",
        "A. ",
        "I. ",
        "・・",
        "a\n",
        "[1]",
        ".\"",
        "。」",
        "「。",
        ".  ",
        "。　",
        ". \n",
        ".1 ",
        "word.1,",
        "!?",
        "」「",
        "'",
        "' '",
        "a' ",
        "http://a ",
        "@a ",
        "1/1/01 1:1 ",
        ":",
        "-",
        ":) ",
        "====",
        "= ",
        "「」",
        "『。』「",
        "（。）",
        "\"a. B\" ",
        "‘a.’ ",
        "の\n山",
        "Regards, A",
        " ",
        "☆",
        "．",
        "a? b ",
        "i. a",
    ];
    for part in parts {
        check(&part.repeat(500_000 / part.len()));
    }
}

#[test]
fn callers_lists_are_kept() {
    let plain = Segmenter::new(Language::English);
    let count = |segmenter: &Segmenter, text: &str| segmenter.sentences(text).len();
    let text = "We met Xyz. Brown there.";
    assert_eq!(count(&plain, text), 2);
    for given in ["Xyz.", " xyz "] {
        assert_eq!(
            count(&plain.clone().with_abbreviation(given), text),
            1,
            "{given}"
        );
    }
    assert_eq!(count(&plain.clone().with_abbreviation(" . "), text), 2);
    let text = "I shop at Zap! Every day.";
    assert_eq!(count(&plain.clone().with_exception("Zap!"), text), 1);
    assert_eq!(count(&plain.clone().with_exception("Zap! Ev"), text), 1);
    assert_eq!(count(&plain.clone().with_exception("Zip!"), text), 2);
    assert_eq!(count(&plain.clone().with_exception(" "), text), 2);
    let japanese = Segmenter::new(Language::Japanese).with_exception("海へ。山へ");
    assert_eq!(count(&japanese, "特集は海へ。山へです。次。"), 2);
}

#[test]
fn the_bound_on_quotations() {
    let (english, japanese) = (
        "“It is late. Go.” She rose.",
        "「遅い。帰ろう。」彼は立った。",
    );
    for (language, text) in [(Language::English, english), (Language::Japanese, japanese)] {
        let segmenter = Segmenter::new(language);
        assert_eq!(segmenter.sentences(text).len(), 2);
        assert_eq!(segmenter.with_longest_quotation(0).sentences(text).len(), 3);
    }
}

/// The segments of a text.
fn segments_of(language: Language, text: &str) -> Vec<String> {
    let segments = Segmenter::new(language).segments(text);
    let of = |segment: &Segment| segment.span.of(text).to_owned();
    segments.iter().map(of).collect()
}

#[test]
fn an_ellipsis_is_one_mark_however_it_is_written() {
    for (name, language, text, forms) in [
        (
            "English",
            Language::English,
            "It ran… and fell. …followed by it. … and so on. (…) People left. Wait…and see. Wait…And see.",
            &["...", "⋯"][..],
        ),
        (
            "Japanese",
            Language::Japanese,
            "でも…行く。…そして、走る。(…) 皆さんは待って…走る。「待って…」と言う。",
            &["...", "⋯", "・・・"][..],
        ),
    ] {
        let expected = segments_of(language, text);
        for form in forms {
            let found = segments_of(language, &text.replace('…', form));
            let found: Vec<String> = found.iter().map(|text| text.replace(form, "…")).collect();
            assert_eq!(found, expected, "{name}: {form}");
        }
    }
}

#[test]
fn a_pause_before_a_sentence_is_no_segment() {
    for (name, language, text, expected) in [
        ("English", Language::English, "…followed by it.", 1),
        ("English, apart", Language::English, "... and so on.", 1),
        ("a sentence of its own", Language::English, "... He ran.", 2),
        ("Japanese", Language::Japanese, "…そして、走る。", 1),
        ("in brackets", Language::Japanese, "(…) 皆さんは走る。", 1),
        ("said", Language::Japanese, "「……」と彼は言った。", 2),
        ("inside", Language::Japanese, "待って…走る。", 2),
    ] {
        let found = segments_of(language, text);
        assert_eq!(found.len(), expected, "{name}: {found:?}");
    }
}

#[test]
fn a_long_sentence_is_as_long_with_two_blanks() {
    let clause =
        "nobody had been able to say where the old boats of the island would be kept in winter";
    for (name, text) in [
        ("short", [clause; 3].join(", ")),
        ("long", [clause; 7].join(", ")),
        ("longer", [clause; 20].join(", ")),
    ] {
        let once = segments_of(Language::English, &format!("{text}."));
        let twice = segments_of(Language::English, &format!("{text}.").replace(' ', "  "));
        let twice: Vec<String> = twice.iter().map(|text| text.replace("  ", " ")).collect();
        assert_eq!(once, twice, "{name}");
    }
}

#[test]
fn every_line_break_is_one() {
    let text = "一つ目の行は長くて、\n次の行に続くので、\nここで終わる。\n\n次の段落。\n";
    let expected = segments_of(Language::Japanese, text);
    for line_break in ["\r\n", "\r", "\u{b}", "\u{85}", "\u{2028}", "\u{2029}"] {
        let found = segments_of(Language::Japanese, &text.replace('\n', line_break));
        let found: Vec<String> = found
            .iter()
            .map(|text| text.replace(line_break, "\n"))
            .collect();
        assert_eq!(found, expected, "{line_break:?}");
    }
}
