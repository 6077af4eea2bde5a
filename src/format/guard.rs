//! Cells that a spreadsheet shows as they are.
//!
//! In: a text. Out: the same text with an apostrophe before it if a spreadsheet would run it as a formula, or change it into a
//! date or a number; and the way back. The page gets the same lists, so that its table is the library's. O(bytes).

use std::borrow::Cow;

/// What stands before a guarded text.
const MARK: char = '\'';

/// A cell that begins with one of these is a formula. Spreadsheets in Japanese read the wide ones too.
const FORMULA: &str = "=+-@＝＋－＠";

/// The characters of dates, times and numbers. A cell of nothing else is one, or may be taken for one.
const OF_NUMBERS: &str = "0123456789０１２３４５６７８９٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९ +-/:.,%()$¥€£年月日時分秒午前後令和平成昭−＋－：．，／％（）￥";

/// The words that may stand among the characters of a number or a date, or alone, in lower case.
const WORDS: [&str; 39] = [
    "a",
    "am",
    "apr",
    "april",
    "aug",
    "august",
    "dec",
    "december",
    "e",
    "false",
    "falsch",
    "feb",
    "february",
    "h",
    "jan",
    "january",
    "jul",
    "july",
    "jun",
    "june",
    "mar",
    "march",
    "may",
    "nov",
    "november",
    "oct",
    "october",
    "p",
    "pm",
    "r",
    "s",
    "sep",
    "sept",
    "september",
    "t",
    "th",
    "true",
    "wahr",
    "m",
];

/// The most UTF-16 units of a cell that Excel keeps. It drops the rest without a word.
pub(crate) const LONGEST_CELL: usize = 32_767;

/// The lists, for the script of the page.
#[cfg(feature = "html")]
#[derive(serde::Serialize)]
pub(crate) struct Lists {
    mark: char,
    formula: &'static str,
    numbers: &'static str,
    words: &'static [&'static str],
}

#[cfg(feature = "html")]
pub(crate) const LISTS: Lists = Lists {
    mark: MARK,
    formula: FORMULA,
    numbers: OF_NUMBERS,
    words: &WORDS,
};

/// The text of a cell that no spreadsheet runs or changes.
pub(crate) fn guarded(text: Cow<'_, str>) -> Cow<'_, str> {
    match is_guarded(&text) {
        true => Cow::Owned(format!("{MARK}{text}")),
        false => text,
    }
}

/// Reverses [`guarded`].
pub(crate) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix(MARK) {
        Some(text) if is_guarded(text) => text,
        _ => cell,
    }
}

/// Whether a cell needs a mark. A text that begins with marks before such a text needs one more.
fn is_guarded(text: &str) -> bool {
    let bare = text.trim_start_matches(MARK);
    let Some(first) = bare.chars().next() else {
        return false;
    };
    if FORMULA.contains(first) {
        return true;
    }
    let mut word = String::new();
    for c in bare.chars().filter(|&c| !OF_NUMBERS.contains(c)) {
        // Longer than any word of the list.
        if word.len() > "september".len() {
            return false;
        }
        word.push(c.to_ascii_lowercase());
    }
    word.is_empty() || WORDS.contains(&word.as_str())
}

/// The length of a cell as Excel counts it.
#[cfg(feature = "html")]
pub(crate) fn cell_length(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_spreadsheet_would_change_is_guarded() {
        for (name, text, cell) in [
            ("a formula", "=1+1", "'=1+1"),
            ("a command", "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("a plus", "+81 3", "'+81 3"),
            ("a dash of speech", "- はい。", "'- はい。"),
            ("a mention", "@taro", "'@taro"),
            ("a wide sign", "＝SUM(A1)", "'＝SUM(A1)"),
            ("a kind", "1-1", "'1-1"),
            ("a date", "3/4", "'3/4"),
            ("a date with a month", "May 5", "'May 5"),
            ("a Japanese date", "1月2日", "'1月2日"),
            ("a number with a zero", "007", "'007"),
            ("an exponent", "1E5", "'1E5"),
            ("an exponent with a sign", "1E+5", "'1E+5"),
            ("a wide date", "１－１", "'１－１"),
            ("digits of Arabic", "٣", "'٣"),
            ("a truth in German", "WAHR", "'WAHR"),
            ("a truth", "TRUE", "'TRUE"),
            ("a time", "12:30 pm", "'12:30 pm"),
            ("an era", "R5.4.1", "'R5.4.1"),
            ("a guarded formula", "'=1", "''=1"),
            ("nothing", "", ""),
            ("a sentence", "It rained in May.", "It rained in May."),
            ("a quotation", "'Yes,' she said.", "'Yes,' she said."),
            ("a heading", "第3章", "第3章"),
            (
                "a sentence with a date",
                "5月3日に雨が降った。",
                "5月3日に雨が降った。",
            ),
        ] {
            assert_eq!(guarded(text.into()), cell, "{name}");
            assert_eq!(unguarded(cell), text, "{name}");
        }
    }

    #[test]
    fn an_apostrophe_of_the_text_stays() {
        assert_eq!(unguarded("'tis"), "'tis");
        assert_eq!(unguarded("'"), "'");
    }

    proptest! {
        #[test]
        fn guarding_can_be_taken_back(text in "['=+@a1/雨 -]{0,8}|\\PC{0,12}") {
            let cell = guarded(text.as_str().into()).into_owned();
            prop_assert_eq!(unguarded(&cell), text.as_str());
            prop_assert!(!cell.starts_with(|c| FORMULA.contains(c)));
        }
    }
}
