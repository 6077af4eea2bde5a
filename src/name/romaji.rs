//! Romaji in one spelling, however it is written: Ō, Oh, Ou and Oo are o; shi and si, chi and ti, ja and zya are one.
//!
//! In: a word in Latin letters, or kana. Out: its [`RomajiKey`], or none if it cannot be Japanese. Long vowels and
//! doubled consonants are single, since few writers mark them. O(bytes).

use super::kana::syllable;
use super::sound::is_vowel;
use crate::text::script::katakana;
use crate::text::word::folded;

/// A word of Japanese in Latin letters, in the one spelling that all ways to write it share.
///
/// ```
/// # #[cfg(feature = "internals")] {
/// use taiyaku::name::{romaji_key, romaji_key_kana};
///
/// for spelling in ["Tōkyō", "Toukyou", "Tokyo", "Tookyoo"] {
///     assert_eq!(romaji_key(spelling), romaji_key_kana("とうきょう"));
/// }
/// assert_eq!(romaji_key("London"), None);
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RomajiKey(String);

impl RomajiKey {
    /// The letters of the key: those of the Kunrei spelling, long vowels and doubled consonants single.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The key of a word in Latin letters of any case; none if any part of it is no romaji. O(bytes).
#[must_use]
pub fn romaji_key(word: &str) -> Option<RomajiKey> {
    let is_foreign = |letter: u8| b"lqvxLQVX".contains(&letter);
    if LONGEST_WORD < word.len() || word.bytes().any(is_foreign) {
        return None;
    }
    let mut buffer = String::new();
    let mut rest = folded(word, &mut buffer).as_bytes();
    let mut key = String::with_capacity(rest.len());
    while !rest.is_empty() {
        let taken = take_syllable(rest, &mut key)?;
        rest = &rest[taken..];
    }
    (!key.is_empty()).then_some(RomajiKey(key))
}

/// The key of a word in kana; none if it holds anything but kana or begins like no word. O(bytes).
pub fn romaji_key_kana(word: &str) -> Option<RomajiKey> {
    let mut key = String::with_capacity(word.len());
    for character in word.chars().map(katakana) {
        match character {
            'ー' | 'ッ' => {}
            'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' => return None,
            'ャ' | 'ュ' | 'ョ' => {
                key.ends_with('i').then(|| key.pop())?;
                push(&mut key, 'y');
                push(&mut key, small_vowel(character));
            }
            // Their w is written no more.
            'ヰ' | 'ヱ' | 'ヲ' => {
                let vowel = syllable(character)?.trim_start_matches('w');
                vowel.chars().for_each(|letter| push(&mut key, letter));
            }
            'ァ'..='ヶ' => {
                let letters = syllable(character)?.chars();
                letters.for_each(|letter| push(&mut key, letter));
            }
            _ => return None,
        }
    }
    (!key.is_empty()).then_some(RomajiKey(key))
}

/// The longest word, in bytes, that can be romaji.
const LONGEST_WORD: usize = 40;

fn small_vowel(kana: char) -> char {
    match kana {
        'ャ' => 'a',
        'ュ' => 'u',
        _ => 'o',
    }
}

/// Adds a letter; a vowel or consonant that only lengthens the last one is heard no more.
fn push(key: &mut String, letter: char) {
    if !lengthens(key.bytes().last(), letter as u8) {
        key.push(letter);
    }
}

/// Whether a letter after another is only its length, as in oo, ou and nn.
pub(super) fn lengthens(last: Option<u8>, letter: u8) -> bool {
    last == Some(letter) || (last == Some(b'o') && letter == b'u')
}

/// Reads a syllable, or a letter that stands before one, and returns the number of letters read.
fn take_syllable(rest: &[u8], key: &mut String) -> Option<usize> {
    let first = rest[0];
    let next = rest.get(1);
    if is_vowel(first) {
        push(key, char::from(first));
        return Some(1);
    }
    let glides = |letter: Option<&u8>| letter.is_some_and(|&l| is_vowel(l) || l == b'y');
    match first {
        // Ohno, Satoh.
        b'h' if key.ends_with('o') && !glides(next) => return Some(1),
        b'n' if !glides(next) => {
            push(key, 'n');
            return Some(1);
        }
        b'm' if matches!(next, Some(b'b' | b'p' | b'm')) => {
            push(key, 'n');
            return Some(1);
        }
        b't' if rest[1..].starts_with(b"ch") => return Some(1),
        b'k' | b's' | b't' | b'p' | b'c' | b'g' | b'd' | b'b' | b'z'
            if next == Some(&first) && !key.is_empty() =>
        {
            return Some(1);
        }
        _ => {}
    }
    let (consonant, length) = consonant(rest)?;
    let has_y = rest.get(length) == Some(&b'y') && first != b'y' && first != b'w';
    let at = length + usize::from(has_y);
    let vowel = *rest.get(at).filter(|&&vowel| is_vowel(vowel))?;
    let is_soft = matches!(&rest[..length], b"sh" | b"ch" | b"j");
    let is_japanese = match has_y {
        true => is_syllable_with_y(&rest[..length], vowel),
        false => is_syllable(&rest[..length], vowel),
    };
    if !is_japanese {
        return None;
    }
    let consonant = match (consonant, vowel, has_y) {
        ('d', b'i' | b'u', false) => 'z',
        other => other.0,
    };
    push(key, consonant);
    if has_y || (is_soft && vowel != b'i') {
        push(key, 'y');
    }
    push(key, char::from(vowel));
    Some(at + 1)
}

/// The Kunrei letter of the consonant that the letters begin with, and how many letters it is written with.
fn consonant(rest: &[u8]) -> Option<(char, usize)> {
    let letter = match rest[0] {
        b's' if rest.get(1) == Some(&b'h') => return Some(('s', 2)),
        b'c' if rest.get(1) == Some(&b'h') => return Some(('t', 2)),
        b't' if rest.get(1) == Some(&b's') => return Some(('t', 2)),
        b'd' if rest.get(1) == Some(&b'z') => return Some(('z', 2)),
        b'j' => 'z',
        b'f' => 'h',
        plain if b"kgsztdnhbpmryw".contains(&plain) => char::from(plain),
        _ => return None,
    };
    Some((letter, 1))
}

/// Whether Japanese has the syllable of a consonant and a vowel.
fn is_syllable(consonant: &[u8], vowel: u8) -> bool {
    match consonant {
        b"ts" | b"f" => vowel == b'u',
        b"dz" => matches!(vowel, b'u' | b'i'),
        b"w" => vowel == b'a',
        b"y" => matches!(vowel, b'a' | b'u' | b'o'),
        _ => true,
    }
}

/// Whether Japanese has the syllable of a consonant, a y and a vowel.
fn is_syllable_with_y(consonant: &[u8], vowel: u8) -> bool {
    match consonant {
        b"ts" | b"f" | b"dz" | b"sh" | b"ch" => false,
        b"j" => vowel != b'i',
        b"w" => vowel == b'a',
        _ => matches!(vowel, b'a' | b'u' | b'o'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_share_a_key() {
        for (kana, spellings) in [
            ("とうきょう", "Tōkyō Tokyo Toukyou Tôkyô TOKYO Tohkyoh"),
            ("おおの", "Ōno Ohno Oono Ono Ouno"),
            ("いとう", "Itō Itoh Itou Ito"),
            ("しんばし", "Shimbashi Shinbashi Sinbasi"),
            ("ほっかいどう", "Hokkaidō Hokkaido"),
            ("はっちょうぼり", "Hatchōbori Hacchoubori Hattyobori"),
            ("つしま", "Tsushima Tusima"),
            ("ふじ", "Fuji Huzi Fuzi"),
            (
                "じゅんいちろう",
                "Junichirō Zyunitiro Jun'ichiro Jyunichirou",
            ),
            ("きゅうしゅう", "Kyūshū Kyushu Kyuushuu"),
            ("なんば", "Namba Nanba"),
            ("ぐんま", "Gumma Gunma"),
            ("かんのん", "Kannon"),
            ("いいだ", "Iida Īda"),
            ("づ", "zu dzu"),
            ("ゑちご", "Echigo"),
        ] {
            let expected = romaji_key_kana(kana);
            assert!(expected.is_some(), "{kana}");
            for spelling in spellings.split(' ') {
                let plain = spelling.replace('\'', "");
                assert_eq!(romaji_key(&plain), expected, "{spelling} {kana}");
            }
        }
    }

    #[test]
    fn other_words_are_no_romaji() {
        for word in [
            "London", "Smith", "the", "cat", "well", "year", "Wien", "Yen", "quick", "school",
            "Chr", "x", "", "123", "東京", "ye", "kk", "ssa",
        ] {
            assert_eq!(romaji_key(word), None, "{word}");
        }
        for word in ["東", "ァ", "ゃま", "abc", ""] {
            assert_eq!(romaji_key_kana(word), None, "{word}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken(text in any::<String>()) {
            let _ = (romaji_key(&text), romaji_key_kana(&text));
        }

        #[test]
        fn a_key_is_its_own_key(kana in "[かきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん]{1,8}") {
            let key = romaji_key_kana(&kana).unwrap();
            prop_assert_eq!(romaji_key(key.as_str()), Some(key));
        }
    }
}
