//! Katakana against English by sound.
//!
//! In: a katakana run and an English word. Out: how likely one is the other's sound. Both are folded to the few
//! sounds that survive the way into Japanese (l and r are one, v and b, th and s …); their consonants alone are
//! the [`SoundKey`] by which candidates are found, and a weighted edit distance over consonants and vowels
//! judges them. A [`SoundIndex`] over the distinct words of a document finds the partners of a katakana run in
//! O(its length); one comparison is O(length²) on words, which are short.

mod index;
mod likeness;
mod pair;
mod postings;
mod reading;
mod romaji;
mod skeleton;
mod vowels;

pub use self::index::{Candidate, Piece, SoundIndex};
pub(crate) use self::pair::{EnglishWord, KatakanaWord};
pub(crate) use self::reading::{KnownRuns, KnownWord, may_be_name};
pub use self::reading::{ReadingIndex, ReadingMatch, Readings, read_as};
pub use self::romaji::{RomajiKey, romaji_key, romaji_key_kana};

use crate::text::script::{fold_width, katakana};
use crate::text::word::folded;

/// Longest word, in sounds, that is compared; a longer one is cut.
const LONGEST_WORD: usize = 40;

/// The consonants of a word as they are heard in Japanese, with an `a` for a vowel at its beginning.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SoundKey(String);

impl SoundKey {
    /// The letters of the key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The key of an English word; letters outside ASCII count without their accents, other characters not at all.
pub fn sound_key_english(word: &str) -> SoundKey {
    let mut reader = EnglishReader::default();
    // The usual reading is the first.
    key_of(&reader.read(word)[0])
}

/// The key of a word in katakana (or hiragana, of either width); other characters do not count.
pub fn sound_key_katakana(word: &str) -> SoundKey {
    key_of(&katakana_sounds(word))
}

/// How likely the katakana is the English word by its sound, 0..1, or none if they are too far apart.
/// A plural s of the English need not be heard.
pub fn sounds_alike(english: &str, katakana: &str) -> Option<f32> {
    EnglishWord::new(english).likeness(&KatakanaWord::new(katakana))
}

/// How ambiguous English letters are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// g as in get, ch as in church.
    Usual,
    /// g as in gem before e, i and y; ch as in chaos, gh as in tough, u as in user.
    Other,
}

/// Reads English words; what it writes into is used again.
#[derive(Default)]
struct EnglishReader {
    folded: String,
    letters: Vec<u8>,
    readings: [Vec<u8>; 4],
}

impl EnglishReader {
    /// The sounds that an English word may have, each once: usual, other, and both without a plural s.
    fn read(&mut self, word: &str) -> &[Vec<u8>] {
        let word = folded(word, &mut self.folded);
        self.letters.clear();
        let letters = word.bytes().filter(u8::is_ascii_lowercase);
        self.letters.extend(letters);
        let is_plural = word
            .strip_suffix('s')
            .is_some_and(|rest| 3 <= rest.len() && !rest.ends_with('s'));
        let mut n_read = 0;
        for n_cut in 0..=usize::from(is_plural) {
            let letters = longest(&self.letters[..self.letters.len() - n_cut]);
            let other = has_other_reading(letters).then_some(Reading::Other);
            for reading in [Some(Reading::Usual), other].into_iter().flatten() {
                let (known, new) = self.readings.split_at_mut(n_read);
                english_sounds(letters, reading, &mut new[0]);
                n_read += usize::from(!known.contains(&new[0]));
            }
        }
        &self.readings[..n_read]
    }
}

/// As many of the letters as are compared.
fn longest(letters: &[u8]) -> &[u8] {
    &letters[..letters.len().min(LONGEST_WORD)]
}

/// Whether any letter may have another reading.
fn has_other_reading(letters: &[u8]) -> bool {
    letters.first() == Some(&b'u')
        || letters.contains(&b'g')
        || letters.windows(2).any(|pair| pair == b"ch")
}

type Group = (&'static str, &'static str, Place);

/// Letter groups that are read as one, by their first letter, tried in order at each place: (letters, sounds, where).
fn english_groups(first: u8) -> &'static [Group] {
    match first {
        b'c' => &[("ck", "k", Place::Any)],
        b'd' => &[("dg", "s", Place::Any)],
        b'g' => &[("gh", "g", Place::First), ("gn", "n", Place::Last)],
        b'k' => &[("kn", "n", Place::First)],
        b'm' => &[("mb", "m", Place::Last)],
        b'p' => &[("ps", "s", Place::First), ("ph", "h", Place::Any)],
        b'q' => &[("qu", "kw", Place::Any)],
        b'r' => &[("re", "e", Place::Last)],
        b's' => &[
            ("sion", "son", Place::Any),
            ("sch", "sk", Place::Any),
            ("sh", "s", Place::Any),
        ],
        b't' => &[
            ("tion", "son", Place::Any),
            ("tch", "t", Place::Any),
            ("th", "s", Place::Any),
        ],
        b'w' => &[("wr", "R", Place::First), ("wh", "w", Place::Any)],
        b'x' => &[("x", "s", Place::First), ("x", "ks", Place::Any)],
        _ => &[],
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    First,
    Last,
    Any,
}

/// The sounds of an English word of letters in lower case: vowels, and consonants folded as Japanese hears them.
fn english_sounds(letters: &[u8], reading: Reading, sounds: &mut Vec<u8>) {
    sounds.clear();
    sounds.reserve(letters.len() + 4);
    let mut at = 0;
    while at < letters.len() {
        let rest = &letters[at..];
        let group = english_groups(rest[0]).iter().find(|(group, _, place)| {
            rest.starts_with(group.as_bytes())
                && match place {
                    Place::First => at == 0,
                    Place::Last => group.len() == rest.len() && 2 < at,
                    Place::Any => true,
                }
        });
        if let Some((group, sound, _)) = group {
            sound.bytes().for_each(|sound| push_sound(sounds, sound));
            at += group.len();
            continue;
        }
        if at == 0 && reading == Reading::Other && rest[0] == b'u' {
            push_sound(sounds, b'y');
        }
        if rest.starts_with(b"gh") {
            if reading == Reading::Other {
                push_sound(sounds, b'h');
            }
            at += 2;
            continue;
        }
        let next = rest.get(1).copied().unwrap_or(b' ');
        let previous = at.checked_sub(1).map_or(b' ', |previous| letters[previous]);
        let is_soft = matches!(next, b'e' | b'i' | b'y');
        let sound = match rest[0] {
            b'c' if next == b'h' => {
                at += 1;
                if reading == Reading::Usual {
                    b't'
                } else {
                    b'k'
                }
            }
            b'c' if is_soft => b's',
            b'c' | b'q' => b'k',
            b'g' if is_soft && reading == Reading::Other => b's',
            b'j' | b'z' => b's',
            b'v' => b'b',
            b'f' => b'h',
            b'l' => b'r',
            b'm' if matches!(next, b'p' | b'b') => b'n',
            // An r that no vowel follows is only a long vowel in Japanese.
            b'r' if is_vowel(previous) && !is_vowel(next) && next != b'y' && next != b'r' => b' ',
            b'y' if at != 0 && !is_vowel(next) => b'i',
            b'w' if is_vowel(previous) && !is_vowel(next) => b'u',
            other => other,
        };
        if sound != b' ' {
            push_sound(sounds, sound);
        }
        at += 1;
    }
}

fn push_sound(sounds: &mut Vec<u8>, sound: u8) {
    let sound = sound.to_ascii_lowercase();
    if sounds.last() != Some(&sound) {
        sounds.push(sound);
    }
}

const fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Sounds of the katakana ァ to ヺ in the order of Unicode, small ones as the large, in the folding of
/// [`english_sounds`]: シ is si, チ ti, ツ tu, フ hu, ジ si, ヴ bu; ッ has none.
const KANA_SOUNDS: [&str; 90] = [
    "a", "a", "i", "i", "u", "u", "e", "e", "o", "o", "ka", "ga", "ki", "gi", "ku", "gu", "ke",
    "ge", "ko", "go", "sa", "sa", "si", "si", "su", "su", "se", "se", "so", "so", "ta", "da", "ti",
    "si", "", "tu", "su", "te", "de", "to", "do", "na", "ni", "nu", "ne", "no", "ha", "ba", "pa",
    "hi", "bi", "pi", "hu", "bu", "pu", "he", "be", "pe", "ho", "bo", "po", "ma", "mi", "mu", "me",
    "mo", "ya", "ya", "yu", "yu", "yo", "yo", "ra", "ri", "ru", "re", "ro", "wa", "wa", "wi", "we",
    "wo", "n", "bu", "ka", "ke", "ba", "bi", "be", "bo",
];

/// The sounds of a word in kana.
fn katakana_sounds(word: &str) -> Vec<u8> {
    let folded = fold_width(word);
    let mut sounds: Vec<u8> = Vec::with_capacity(word.len());
    for character in folded.text().chars().map(katakana).take(LONGEST_WORD) {
        if !('ァ'..='ヺ').contains(&character) {
            continue;
        }
        let kana = KANA_SOUNDS[character as usize - 'ァ' as usize].as_bytes();
        let is_small = "ァィゥェォャュョヮ".contains(character);
        if is_small && sounds.last().copied().is_some_and(is_vowel) && 1 < sounds.len() {
            add_small_kana(&mut sounds, kana);
        } else if is_small && sounds == b"u" {
            // ウィ ウェ ウォ
            sounds[0] = b'w';
            sounds.extend_from_slice(kana);
        } else {
            kana.iter()
                .for_each(|&sound| push_sound(&mut sounds, sound));
        }
    }
    sounds
}

/// A small kana takes the place of the vowel before it: フ + ァ is ha, キ + ャ kya, シ + ャ sa, ク + ォ kwo.
fn add_small_kana(sounds: &mut Vec<u8>, kana: &[u8]) {
    let Some(vowel) = sounds.pop() else { return };
    let consonant = sounds.last().copied().unwrap_or(b' ');
    if is_vowel(consonant) {
        // A vowel on its own before a small one: イェ, ウィ inside a word.
        sounds.push(if vowel == b'u' { b'w' } else { b'y' });
        sounds.extend(kana.iter().filter(|&&sound| is_vowel(sound)));
    } else if kana.len() == 1 {
        if vowel == b'u' && matches!(consonant, b'k' | b'g') {
            sounds.push(b'w');
        }
        sounds.extend_from_slice(kana);
    } else {
        if !matches!(consonant, b's' | b't') {
            sounds.push(kana[0]);
        }
        sounds.push(kana[1]);
    }
}

/// The letter of a key for a sound, if it has one: its consonant, an `a` for a vowel or w at the beginning.
fn key_letter(at: usize, sound: u8) -> Option<u8> {
    match sound {
        b'w' if at == 0 => Some(b'a'),
        vowel if is_vowel(vowel) => (at == 0).then_some(b'a'),
        b'w' | b'y' => None,
        consonant => Some(consonant),
    }
}

/// The consonants of sounds, an `a` first if they begin with a vowel or w.
fn key_of(sounds: &[u8]) -> SoundKey {
    let letters = (0..).zip(sounds).filter_map(|(at, &s)| key_letter(at, s));
    SoundKey(letters.map(char::from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys() {
        for (english, katakana, expected) in [
            ("card", "カード", "kd"),
            ("system", "システム", "sstm"),
            ("tablet", "タブレット", "tbrt"),
            ("America", "アメリカ", "amrk"),
            ("photo", "フォト", "ht"),
            ("station", "ステーション", "stsn"),
            ("volume", "ボリューム", "brm"),
            ("compact", "コンパクト", "knpkt"),
            ("window", "ウィンドウ", "and"),
            ("quick", "クイック", "kk"),
            ("box", "ボックス", "bks"),
            ("data", "ﾃﾞｰﾀ", "dt"),
            ("café", "カフェ", "kh"),
            ("", "ー", ""),
        ] {
            assert_eq!(sound_key_english(english).as_str(), expected, "{english}");
            assert_eq!(
                sound_key_katakana(katakana).as_str(),
                expected,
                "{katakana}"
            );
        }
    }

    #[test]
    fn likeness_tells_words_apart() {
        for (english, katakana, is_alike) in [
            ("project", "プロジェクト", true),
            ("manager", "マネージャー", true),
            ("Sebastian", "セバスチャン", true),
            ("chaos", "カオス", true),
            ("general", "ジェネラル", true),
            ("tough", "タフ", true),
            ("cards", "カード", true),
            ("Michael", "マイケル", true),
            ("design", "デザイン", true),
            ("guitar", "ギター", true),
            ("project", "マネージャー", false),
            ("table", "カード", false),
            ("water", "ビール", false),
            ("mountain", "コンピューター", false),
            ("", "カード", false),
            ("card", "", false),
            ("123", "カード", false),
        ] {
            let score = sounds_alike(english, katakana).unwrap_or(0.0);
            assert_eq!(0.5 <= score, is_alike, "{english} {katakana} {score}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_compared(english in any::<String>(), run in any::<String>()) {
            let score = sounds_alike(&english, &run).unwrap_or(0.5);
            prop_assert!((0.0..=1.0).contains(&score));
        }
    }
}
