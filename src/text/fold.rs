//! Folding of width and kana that keeps the place of every byte.
//!
//! In: a text. Out: a [`Folded`] text (full-width ASCII → ASCII, half-width kana → kana, typographic apostrophes → `'`) whose
//! spans map back to the original. O(bytes), one allocation; text with nothing to fold is borrowed as it is.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::text::Span;
use crate::text::script::is_full_width;

/// A text with its widths folded, and the way back to the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Folded<'a> {
    text: Cow<'a, str>,
    /// For every byte of the folded text, its place in the original, or the start of the character that was folded; then the
    /// length of the original. Empty if nothing was folded.
    origins: Vec<u32>,
}

impl<'a> Folded<'a> {
    /// A folded text, with the place in the original of each of its bytes, and the length of the original.
    pub(crate) fn new(text: impl Into<Cow<'a, str>>, origins: Vec<u32>) -> Folded<'a> {
        let text = text.into();
        Folded { text, origins }
    }
}

impl Folded<'_> {
    /// The folded text.
    #[must_use]
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether anything was folded.
    pub(crate) fn is_changed(&self) -> bool {
        !self.origins.is_empty()
    }

    /// The span of the original that a span of the folded text came from. O(1).
    ///
    /// # Panics
    ///
    /// If the span does not lie in the folded text.
    #[must_use]
    pub(crate) fn original(&self, span: Span) -> Span {
        if !self.is_changed() {
            return span;
        }
        Span::new(
            self.origins[span.start] as usize,
            self.origins[span.end] as usize,
        )
    }
}

/// Folds widths: full-width ASCII to ASCII, the ideographic space to a space, half-width kana and its marks to
/// kana, ligatures such as ﬁ to letters, `’` and `‘` to `'`. Case is kept. O(bytes).
///
/// # Panics
///
/// If the text has 4 GiB or more.
#[must_use]
pub(crate) fn fold_width(text: &str) -> Folded<'_> {
    let Some(first) = find_folded(text) else {
        return Folded {
            text: Cow::Borrowed(text),
            origins: Vec::new(),
        };
    };
    assert!(
        u32::try_from(text.len()).is_ok(),
        "a text of {} bytes is too long to fold",
        text.len()
    );
    let mut folded = String::with_capacity(text.len());
    let mut origins = Vec::with_capacity(text.len() + 1);
    let (mut at, mut next) = (0, first);
    while let Some(character) = text[next..].chars().next() {
        folded.push_str(&text[at..next]);
        origins.extend(at as u32..next as u32);
        at = next + character.len_utf8();
        let mark = text[at..].chars().next();
        if let ('ｦ'..='ﾝ', Some(mark @ ('ﾞ' | 'ﾟ'))) = (character, mark) {
            at += mark.len_utf8();
        }
        match character {
            '’' | '‘' | '＇' => folded.push('\''),
            '\u{3000}' => folded.push(' '),
            full if is_full_width(full) => folded.push(half_width(full)),
            _ => folded.extend(text[next..at].nfkc()),
        }
        origins.resize(folded.len(), next as u32);
        next = find_folded(&text[at..]).map_or(text.len(), |n| at + n);
    }
    folded.push_str(&text[at..]);
    origins.extend(at as u32..=text.len() as u32);
    Folded {
        text: Cow::Owned(folded),
        origins,
    }
}

/// ASCII for its full-width form.
pub(crate) fn half_width(character: char) -> char {
    const APART: u32 = '！' as u32 - '!' as u32;
    char::from_u32(character as u32 - APART).unwrap_or(character)
}

/// The byte of the first character to fold. Most other characters are skipped by their first byte.
fn find_folded(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += match byte {
            ..0x80 => 1,
            0x80..0xe0 => 2,
            0xe2 | 0xef if text[at..].starts_with(is_folded) => return Some(at),
            // The ideographic space is the only one of its hundreds of kana and marks.
            0xe3 if bytes[at + 1] == 0x80 && bytes[at + 2] == 0x80 => return Some(at),
            0xe0..0xf0 => 3,
            0xf0.. => 4,
        };
    }
    None
}

fn is_folded(character: char) -> bool {
    matches!(
        character,
        '’' | '‘' | '\u{3000}' | '\u{ff01}'..='\u{ff9f}' | '\u{ffe0}'..='\u{ffe6}' | 'ﬀ'..='ﬆ'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn full_width_is_folded_as_it_is_by_unicode() {
        for character in ('！'..='～').filter(|&c| c != '＇') {
            let text = character.to_string();
            assert_eq!(fold_width(&text).text(), text.nfkc().collect::<String>());
        }
    }

    #[test]
    fn folding() {
        for (text, expected) in [
            ("plain", "plain"),
            ("ＧＰＴ－４！", "GPT-4!"),
            ("ｶﾞｲﾄﾞ ﾊﾟﾝ", "ガイド パン"),
            ("don’t", "don't"),
            ("ﬁne　text", "fine text"),
            ("ｶ", "カ"),
            ("ﾞ", "\u{3099}"),
        ] {
            assert_eq!(fold_width(text).text(), expected);
        }
    }

    #[test]
    fn folded_spans_lead_back() {
        let text = "使うＡＰＩはｶﾞｲﾄﾞに";
        let folded = fold_width(text);
        for (needle, original) in [("API", "ＡＰＩ"), ("ガイド", "ｶﾞｲﾄﾞ"), ("に", "に")]
        {
            let start = folded.text().find(needle).unwrap();
            let span = folded.original(Span::new(start, start + needle.len()));
            assert_eq!(span.of(text), original);
        }
    }

    proptest! {
        #[test]
        fn every_span_of_the_folded_text_slices_the_original(text in any::<String>()) {
            let folded = fold_width(&text);
            for (start, character) in folded.text().char_indices() {
                let span = folded.original(Span::new(start, start + character.len_utf8()));
                prop_assert!(text.get(span.start..span.end).is_some());
            }
        }

        #[test]
        fn the_first_folded_character_is_found(text in "[a ‘’…、。　ｱ！ﬁé€〇😀]{0,9}") {
            prop_assert_eq!(find_folded(&text), text.find(is_folded));
        }
    }
}
