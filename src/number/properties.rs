//! Properties of the numbers of any text: spans in order and on character boundaries, and integers that come back from
//! words, kanji and mixed digits as they went in.

use proptest::prelude::*;

use super::{NumberValue, numbers};
use crate::text::Language;

/// An integer in English words.
fn in_words(n: u64) -> String {
    const UNITS: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
        fifteen sixteen seventeen eighteen nineteen";
    const TENS: &str = "- - twenty thirty forty fifty sixty seventy eighty ninety";
    let nth = |words: &'static str, n: u64| words.split(' ').nth(n as usize).unwrap_or("");
    let join = |high: String, rest: u64, link: &str| match rest {
        0 => high,
        rest => format!("{high}{link}{}", in_words(rest)),
    };
    match n {
        0..20 => nth(UNITS, n).into(),
        20..100 => join(nth(TENS, n / 10).into(), n % 10, "-"),
        100..1000 => join(format!("{} hundred", in_words(n / 100)), n % 100, " and "),
        _ => {
            let scales = [
                (1_000_000_000_000, "trillion"),
                (1_000_000_000, "billion"),
                (1_000_000, "million"),
                (1000, "thousand"),
            ];
            let (scale, name) = scales
                .into_iter()
                .find(|(scale, _)| *scale <= n)
                .unwrap_or((1000, "thousand"));
            join(format!("{} {name}", in_words(n / scale)), n % scale, " ")
        }
    }
}

/// An integer in kanji, with 十百千 and 万億兆.
fn in_kanji(n: u64) -> String {
    let digit = |d: u64| {
        "〇一二三四五六七八九"
            .chars()
            .nth(d as usize)
            .unwrap_or('〇')
    };
    if n == 0 {
        return "零".into();
    }
    let mut out = String::new();
    for (scale, name) in [
        (1_000_000_000_000, "兆"),
        (100_000_000, "億"),
        (10_000, "万"),
        (1, ""),
    ] {
        let group = n / scale % 10_000;
        for (small, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let d = group / small % 10;
            if 1 < d || d == 1 && small == 1 {
                out.push(digit(d));
            }
            if 0 < d {
                out.push_str(name);
            }
        }
        if 0 < group {
            out.push_str(name);
        }
    }
    out
}

/// An integer in Arabic digits with 万億兆 between.
fn in_mixed(n: u64) -> String {
    let mut out = String::new();
    for (scale, name) in [
        (1_000_000_000_000, "兆"),
        (100_000_000, "億"),
        (10_000, "万"),
        (1, ""),
    ] {
        let group = n / scale % 10_000;
        if 0 < group {
            out.push_str(&format!("{group}{name}"));
        }
    }
    out
}

fn only_value(text: &str, language: Language) -> Option<u64> {
    match numbers(text, language).as_slice() {
        [number] if number.span.of(text) == text => number.value.to_integer(),
        _ => None,
    }
}

fn languages() -> [Language; 3] {
    [Language::English, Language::Japanese, Language::Other]
}

fn check_spans(text: &str) {
    for language in languages() {
        let mut end = 0;
        for number in numbers(text, language) {
            let span = number.span;
            assert!(
                end <= span.start && span.start < span.end,
                "{language:?} {text:?}"
            );
            assert!(
                text.get(span.start..span.end).is_some(),
                "{language:?} {text:?}"
            );
            assert!(number.other_keys().count() <= 6);
            assert_normal(&number.value);
            end = span.end;
        }
    }
}

/// The form in which equal values are equal.
fn assert_normal(value: &NumberValue) {
    let shown = value.to_string();
    assert!(!shown.is_empty() && shown.is_ascii(), "{value:?}");
    match value {
        NumberValue::Decimal(decimal) => {
            let mantissa = decimal.mantissa();
            let is_normal = mantissa == 0 || 0 < mantissa && mantissa % 10 != 0;
            assert!(is_normal, "{value:?}");
        }
        NumberValue::Fraction { denominator, .. } => assert!(1 <= *denominator, "{value:?}"),
        NumberValue::Clock {
            hour,
            minute,
            second,
        } => assert!(*hour < 24 && *minute < 60 && *second < 60, "{value:?}"),
        NumberValue::Section(digits) => {
            let mut digits = digits.bytes();
            assert!(digits.all(|b| b.is_ascii_digit() || b == b'.'), "{value:?}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,60}") {
        check_spans(&text);
    }

    #[test]
    fn texts_of_numbers_are_read(pieces in prop::collection::vec(piece(), 0..24)) {
        check_spans(&pieces.concat());
    }

    #[test]
    fn english_words_come_back(n in 0u64..10_000_000_000_000) {
        prop_assert_eq!(only_value(&in_words(n), Language::English), Some(n));
    }

    #[test]
    fn small_english_words_come_back(n in 0u64..100_000) {
        prop_assert_eq!(only_value(&in_words(n), Language::English), Some(n));
    }

    #[test]
    fn kanji_come_back(n in 100u64..10_000_000_000_000_000) {
        prop_assert_eq!(only_value(&in_kanji(n), Language::Japanese), Some(n), "{}", in_kanji(n));
    }

    #[test]
    fn mixed_come_back(n in 1u64..10_000_000_000_000_000) {
        prop_assert_eq!(only_value(&in_mixed(n), Language::Japanese), Some(n), "{}", in_mixed(n));
    }
}

/// Pieces of which numbers are written, good and bad.
const PIECES: &str = "0|1|12|2024|99999999999|３|，|.|,|:|/|-|_| |%|$|a|R|’|'|一|二|〇|十|百|千|万|億|兆|京|数|何|参|拾|・|第|年|月|日|時|分|\
    分の|秒|半|割|元年|令和|昭和|午後|正午|つ|目|人|ゼロ|ひとつ|〜|、|one|two|nineteen|twenty|hundred|thousand|million|\
    trillion|dozen|hundreds|of|and|a|half|third|thirds|quarter|point|May|March|Jan|first|second|th|s|\
    pm|p.m.|o'clock|noon|II|Heisei|percent|½|é|中|H|年|\u{a0}";

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(PIECES.split('|').collect::<Vec<_>>())
}
