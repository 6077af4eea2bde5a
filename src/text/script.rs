//! Character classes and the weighed length of a text.
//!
//! In: characters or text. Out: a class for each character, sums over a text. O(bytes), no allocation.

use crate::text::Language;

/// What script a character belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// White space, the ideographic one included.
    Space,
    /// A Chinese character, or the signs 々 〆 〇 that stand for one.
    Kanji,
    /// Hiragana.
    Hiragana,
    /// Katakana, of full or half width, with the long-vowel mark.
    Katakana,
    /// A Latin letter, of whatever width or accent.
    Latin,
    /// A decimal digit, of whatever width.
    Digit,
    /// A letter of another script.
    Letter,
    /// Punctuation, symbols and all else.
    Other,
}

/// The class of a character. O(1).
pub fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' => Class::Latin,
        '0'..='9' => Class::Digit,
        '\0'..='\u{7f}' if c.is_ascii_whitespace() => Class::Space,
        '\0'..='\u{7f}' => Class::Other,
        '\u{3041}'..='\u{3096}' | '\u{3099}' | '\u{309a}' | '\u{309d}'..='\u{309f}' => {
            Class::Hiragana
        }
        '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => {
            Class::Katakana
        }
        '\u{ff66}'..='\u{ff9f}' => Class::Katakana,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' => Class::Kanji,
        '々' | '〆' | '〇' | '\u{20000}'..='\u{323af}' => Class::Kanji,
        '０'..='９' => Class::Digit,
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Class::Latin,
        '\u{c0}'..='\u{24f}' if c != '×' && c != '÷' => Class::Latin,
        '\u{1e00}'..='\u{1eff}' => Class::Latin,
        _ if c.is_whitespace() => Class::Space,
        _ if c.is_alphabetic() => Class::Letter,
        _ => Class::Other,
    }
}

/// A text weighed for the length model.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Weighed {
    /// Length in characters of English.
    pub(crate) length: f32,
    /// Characters that are not white space.
    pub(crate) characters: usize,
    /// Runs of characters between white space.
    pub(crate) words: usize,
}

/// English characters for one Japanese character of each class: least squares over the 1-1 beads of 79 real
/// documents of six kinds of text gave 3.39, 1.11, 1.51, .99, 2.37 (rare) and 1.12.
fn weight(class: Class) -> f32 {
    match class {
        Class::Space => 0.0,
        Class::Kanji => 3.4,
        Class::Hiragana => 1.1,
        Class::Katakana => 1.5,
        Class::Latin | Class::Letter => 1.0,
        Class::Digit => 1.2,
        Class::Other => 1.1,
    }
}

/// Weighs a text: classes count in Japanese, every character alike in other languages. O(bytes).
pub(crate) fn weigh(text: &str, language: Language) -> Weighed {
    let mut weighed = Weighed::default();
    let mut in_word = false;
    for c in text.chars() {
        let class = class(c);
        if class == Class::Space {
            in_word = false;
            continue;
        }
        weighed.characters += 1;
        weighed.words += usize::from(!in_word);
        in_word = true;
        weighed.length += if language == Language::Japanese {
            weight(class)
        } else {
            1.0
        };
    }
    weighed
}
