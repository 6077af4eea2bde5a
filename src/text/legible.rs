//! A text as it is read: without characters that are not seen, letters and their marks as one character, one kind of blank,
//! and one form of each kana and kanji.
//!
//! In: a text. Out: a [`Folded`] text whose spans lead back, or none if the text is read as it is written. Segments are cut in
//! such a text, and anchors are read from it. A text that has nothing to fold is looked through once, many bytes at a time:
//! O(bytes), and no allocation.

use unicode_normalization::UnicodeNormalization;

use crate::text::Language;
use crate::text::fold::{Folded, half_width};
use crate::text::script::is_full_width;

/// Whether a character is not seen and parts nothing: a soft hyphen, a space or joiner of no width, a mark of direction or of
/// byte order, the place of an object, a control character that texts are left with.
pub(crate) fn is_unseen(c: char) -> bool {
    match c {
        // NUL, the end of a cell of Word, the end of a file of DOS, the soft hyphen of Word.
        '\0' | '\u{7}' | '\u{1a}' | '\u{1f}' => true,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{feff}' | '\u{fffc}' => true,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        _ => false,
    }
}

/// The hyphen of Word that does not break.
const WORD_HYPHEN: char = '\u{1e}';

/// Whether a character is white space or not seen.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_unseen(c)
}

/// Whether a character chooses the form of the character before it.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a character is a mark that is written over the letter before it.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}')
}

/// The most marks of one letter that are composed.
const MOST_MARKS: usize = 4;

/// The letter at the beginning of a text with the marks over it: its bytes, and the letter composed, if marks follow it and it
/// can be composed.
pub(crate) fn composed(text: &str) -> (usize, Option<String>) {
    let mut characters = text.chars();
    let letter = characters.next().map_or(0, char::len_utf8);
    let marks = characters.take(MOST_MARKS).take_while(|&c| is_mark(c));
    let end = letter + marks.map(char::len_utf8).sum::<usize>();
    if end == letter {
        return (end, None);
    }
    let apart = &text[..end];
    let composed: String = apart.nfc().collect();
    (end, (composed != apart).then_some(composed))
}

/// A text as it is read. None if that is how it is written. O(bytes).
pub(crate) fn legible(text: &str, language: Language) -> Option<Folded<'static>> {
    // Places are kept in 32 bits. A text that long is read as it is written.
    if !may_be_folded(text, language) || u32::try_from(text.len()).is_err() {
        return None;
    }
    let mut read = String::with_capacity(text.len());
    let mut origins: Vec<u32> = Vec::with_capacity(text.len() + 1);
    let mut is_changed = false;
    let mut before = ' ';
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        match fold(&text[start..], c, before, language) {
            None => {
                read.push(c);
                origins.extend(start as u32..at as u32);
            }
            Some((n_bytes, folded)) => {
                is_changed = true;
                at = start + n_bytes;
                read.push_str(&folded);
                origins.resize(read.len(), start as u32);
            }
        }
        before = c;
    }
    origins.push(text.len() as u32);
    is_changed.then(|| Folded::new(read, origins))
}

/// What is read for the first characters of a text, and their bytes. `first` is the first one, and `before` the one before it.
/// None if the first character is read as it is written.
fn fold(text: &str, first: char, before: char, language: Language) -> Option<(usize, String)> {
    let is_plain = first.is_ascii() && !is_unseen(first) && first != WORD_HYPHEN;
    if is_plain && !text[1..].starts_with(is_mark) {
        return None;
    }
    let width = first.len_utf8();
    let blank = match first {
        '\u{85}' | '\u{2028}' | '\u{2029}' => Some("\n"),
        // An indent and a gap between columns of Japanese.
        '\u{3000}' if language == Language::Japanese => None,
        _ => (!first.is_ascii() && first.is_whitespace()).then_some(" "),
    };
    if is_unseen(first) || is_selector(first) && !is_blank(before) {
        return Some((width, String::new()));
    }
    if let Some(blank) = blank {
        return Some((width, blank.to_owned()));
    }
    match first {
        WORD_HYPHEN => Some((width, "-".to_owned())),
        '⋯' => Some((width, "…".to_owned())),
        'ｦ'..='ﾝ' if text[width..].starts_with(['ﾞ', 'ﾟ']) => {
            let n_bytes = width + 'ﾞ'.len_utf8();
            Some((n_bytes, text[..n_bytes].nfkc().collect()))
        }
        // Kana of half width and their marks, radicals that stand for kanji in a PDF, kanji of older codes.
        '｡'..='ﾟ' | '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' => {
            let folded: String = text[..width].nfkc().collect();
            (folded != text[..width]).then_some((width, folded))
        }
        full if is_full_width(full) && language != Language::Japanese => {
            Some((width, half_width(full).to_string()))
        }
        _ => {
            let (n_bytes, composed) = composed(text);
            composed.map(|composed| (n_bytes, composed))
        }
    }
}

/// Whether a text may hold a character that is folded. The first bytes of those characters are looked for many at a time.
pub(crate) fn may_be_folded(text: &str, language: Language) -> bool {
    let bytes = text.as_bytes();
    if memchr::memchr3(0, 0x1e, 0x1f, bytes).is_some() || memchr::memchr2(7, 0x1a, bytes).is_some()
    {
        return true;
    }
    if text.is_ascii() {
        return false;
    }
    let at = |k: usize| bytes.get(k).copied().unwrap_or(0);
    let is_foreign = language != Language::Japanese;
    let is_folded = |k: usize| match (bytes[k], at(k + 1), at(k + 2)) {
        (0xc2, 0x85 | 0xa0 | 0xad, _) => true,
        // From U+2000 to U+200F, from U+2028 to U+202F, from U+205F on, ⋯, and radicals.
        (0xe2, 0x80, ..=0x8f | 0xa8..=0xaf) | (0xe2, 0x81, 0x9f..) => true,
        (0xe2, 0x8b, 0xaf) | (0xe2, 0xba.., _) => true,
        // Older kanji, selectors, the mark of byte order, kana of half width, the place of an object.
        (0xef, 0xa4..=0xbb | 0xbe.., _) | (0xef, 0xbd, 0xa1..) => true,
        (0xef, 0xbc | 0xbd, _) => is_foreign,
        // White space and a mark of other scripts.
        (0xe1, 0x9a | 0xa0, _) => true,
        _ => false,
    };
    let has = |text: &str| memchr::memmem::find(bytes, text.as_bytes()).is_some();
    memchr::memchr3_iter(0xc2, 0xe2, 0xef, bytes).any(is_folded)
        || memchr::memchr_iter(0xe1, bytes).any(is_folded)
        // Marks over letters, and behind Arabic; selectors of kanji.
        || memchr::memchr3(0xcc, 0xcd, 0xd8, bytes).is_some()
        || memchr::memchr(0xf3, bytes).is_some()
        || has("\u{3099}")
        || has("\u{309a}")
        || is_foreign && has("\u{3000}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use proptest::prelude::*;

    fn read(text: &str, language: Language) -> String {
        let folded = legible(text, language);
        folded.map_or(text.to_owned(), |folded| folded.text().to_owned())
    }

    #[test]
    fn a_text_is_read_without_what_is_not_seen() {
        let (english, japanese) = (Language::English, Language::Japanese);
        for (name, language, text, expected) in [
            ("ASCII", english, "a b", "a b"),
            (
                "nothing to fold",
                english,
                "“Rain” — naïve…",
                "“Rain” — naïve…",
            ),
            ("soft hyphens", english, "har\u{ad}bour", "harbour"),
            ("joiners", english, "off\u{200c}ice\u{200d}s", "offices"),
            (
                "marks of direction",
                english,
                "\u{200e}a\u{2068}b\u{2069}",
                "ab",
            ),
            ("the place of an object", english, "\u{fffc}Rain", "Rain"),
            (
                "blanks",
                english,
                "J.\u{a0}K.\u{202f}R\u{2009}x\u{3000}y",
                "J. K. R x y",
            ),
            (
                "line breaks",
                english,
                "a\u{2028}b\u{85}c\u{a0}",
                "a\nb\nc ",
            ),
            ("an ellipsis", japanese, "雨⋯⋯", "雨……"),
            ("an indent", japanese, "\u{3000}雨\u{a0}", "\u{3000}雨 "),
            (
                "marks apart",
                english,
                "Zu\u{308}rich, s\u{323}\u{307}",
                "Zürich, ṩ",
            ),
            ("marks that stay", english, "x\u{301}", "x\u{301}"),
            (
                "marks in another order",
                english,
                "x\u{301}\u{3099}",
                "x\u{3099}\u{301}",
            ),
            ("kana and marks", japanese, "か\u{3099}ハ\u{309a}", "がパ"),
            (
                "half width",
                japanese,
                "ｶﾞﾗｽ｡｢ﾊﾟﾝ｣ﾞ",
                "ガラス。「パン」\u{3099}",
            ),
            (
                "full width in English",
                english,
                "Ｒａｉｎ！　５",
                "Rain! 5",
            ),
            (
                "full width in Japanese",
                japanese,
                "Ｒａｉｎ！　５",
                "Ｒａｉｎ！　５",
            ),
            ("radicals", japanese, "⽇本の⼭", "日本の山"),
            ("older kanji", japanese, "\u{fa19}社", "神社"),
            ("selectors", japanese, "葛\u{e0100}城☂\u{fe0f}", "葛城☂"),
            (
                "a selector alone",
                japanese,
                "\u{fe0f}\u{200b}\u{fe0f}雨",
                "\u{fe0f}\u{fe0f}雨",
            ),
            ("a blank at the end", english, "é\u{a0}", "é "),
            ("a mark at the end", english, "Cafe\u{301}", "Café"),
        ] {
            assert_eq!(read(text, language), expected, "{name}");
        }
    }

    #[test]
    fn spans_lead_back() {
        let text = "葛\u{e0100}城のｶﾞﾗｽ\u{200b}は";
        let folded = legible(text, Language::Japanese).expect("something is folded");
        for (needle, written) in [
            ("葛", "葛\u{e0100}"),
            ("城の", "城の"),
            ("ガラス", "ｶﾞﾗｽ\u{200b}"),
            ("は", "は"),
        ] {
            let start = folded.text().find(needle).expect("it is there");
            let span = folded.original(Span::new(start, start + needle.len()));
            assert_eq!(span.of(text), written);
        }
    }

    proptest! {
        #[test]
        fn all_that_is_folded_is_seen_by_its_bytes(
            text in "[a.\0\u{1e}\u{1f}é\u{301}か\u{3099}ｶﾞ｡！Ａ日⽇\u{fa19}、。「…—\u{a0}\u{ad}\u{200b}\u{2009}\u{202f}\u{205f}\u{3000}\u{fe0f}\u{feff}\u{fffc}\u{e0100}\u{61c}\u{34f}\u{180e}\u{1680}\u{85}\u{2028}⋯😀]{0,6}",
        ) {
            for language in [Language::English, Language::Japanese] {
                let folds = text.char_indices().any(|(at, c)| {
                    let before = text[..at].chars().next_back().unwrap_or(' ');
                    fold(&text[at..], c, before, language).is_some()
                });
                prop_assert!(!folds || may_be_folded(&text, language));
                prop_assert_eq!(legible(&text, language).is_some(), folds);
            }
        }

        #[test]
        fn every_span_slices_the_text(text in any::<String>()) {
            let folded = legible(&text, Language::English);
            let characters = folded.iter().flat_map(|folded| folded.text().char_indices());
            let mut end = 0;
            for (start, character) in characters {
                let span = folded.as_ref().map(|f| f.original(Span::new(start, start + character.len_utf8())));
                let span = span.expect("it is folded");
                prop_assert!(end <= span.start && text.get(span.start..span.end).is_some());
                end = span.start;
            }
        }
    }
}
