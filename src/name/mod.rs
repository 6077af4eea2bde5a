//! Katakana against English by sound, and kanji against romaji by their readings.
//!
//! In: a katakana run and an English word. Out: how likely one is the other's sound. Both are folded to the few
//! sounds that survive the way into Japanese (l and r are one, v and b, th and s …). Their consonants alone are
//! the [`SoundKey`], by which candidates are found. A weighted edit distance over consonants and vowels judges them.
//! A [`SoundIndex`] over the distinct words of a document finds the partners of a katakana run in O(its length).
//! One comparison is O(length²), on words, which are short. Kanji are in [`ReadingIndex`].

mod english;
mod index;
mod kana;
mod likeness;
mod pair;
mod postings;
mod prices;
mod reading;
mod romaji;
mod skeleton;
mod sound;
mod vowels;

pub use self::index::{Candidate, Piece, SoundIndex};
pub(crate) use self::pair::{EnglishWord, KatakanaWord, LeastLikeness, WordReader};
pub(crate) use self::reading::{KnownRuns, KnownWord, may_be_name};
pub use self::reading::{ReadingIndex, ReadingMatch, Readings, read_as};
pub use self::romaji::{RomajiKey, romaji_key, romaji_key_kana};

use self::english::EnglishReader;
use self::kana::katakana_sounds;
use self::sound::key_letter;

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
    let english = WordReader::default().english(english);
    english.likeness(&KatakanaWord::new(katakana), LeastLikeness::ANY)
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
