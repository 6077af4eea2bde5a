//! Katakana against English by sound, and kanji against romaji by their readings.
//!
//! In: a katakana run and an English word. Out: how likely one is the other's sound. Both are folded to the few
//! sounds that survive the way into Japanese (l and r are one, v and b, th and s …). Their consonants alone are
//! the key by which candidates are found. A weighted edit distance over consonants and vowels judges them.
//! A `SoundIndex` over the distinct words of a document finds the partners of a katakana run in O(its length).
//! One comparison is O(length²), on words, which are short. Kanji are in `ReadingIndex`.

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

pub(crate) use self::pair::{EnglishWord, KatakanaWord, LeastLikeness, WordReader};
pub(crate) use self::reading::{KnownRuns, KnownWord, may_be_name};
pub use self::reading::{Readings, read_as};
#[cfg(not(feature = "internals"))]
pub(crate) use self::{index::SoundIndex, reading::ReadingIndex};
#[cfg(feature = "internals")]
#[doc(hidden)]
pub use self::{
    index::{Candidate, Piece, SoundIndex},
    reading::{ReadingIndex, ReadingMatch},
    romaji::{RomajiKey, romaji_key, romaji_key_kana},
};

/// How likely the katakana is the English word by its sound, 0..1, or none if they are too far apart.
/// A plural s of the English need not be heard. O(letters²).
///
/// ```
/// use taiyaku::name::sounds_alike;
///
/// let likeness = sounds_alike("Melissa", "メリッサ").expect("they sound alike");
/// assert!(likeness > 0.8);
/// assert_eq!(sounds_alike("Melissa", "コンピューター"), None);
/// ```
#[must_use]
pub fn sounds_alike(english: &str, katakana: &str) -> Option<f32> {
    let english = WordReader::default().english(english);
    english.likeness(&KatakanaWord::new(katakana), LeastLikeness::ANY)
}

/// Whether a katakana word begins with the sound of an English word, a vowel as any vowel; J as in other languages too (ヨハネ).
pub(crate) fn begin_alike(english: &str, katakana: &str) -> bool {
    if english.starts_with(['J', 'j'])
        && katakana.starts_with(['ヤ', 'ユ', 'ヨ', 'エ', 'イ', 'ハ', 'ホ', 'フ'])
    {
        return true;
    }
    let first = |sounds: &[u8]| {
        sounds
            .first()
            .and_then(|&sound| sound::key_letter(0, sound))
    };
    let heard = first(&kana::katakana_sounds(katakana));
    let mut reader = english::EnglishReader::default();
    let mut readings = reader.read(english).iter();
    readings.any(|sounds| first(sounds) == heard)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::english::EnglishReader;
    use crate::name::kana::katakana_sounds;
    use crate::name::sound::key_letter;
    use proptest::prelude::*;

    /// The consonants of sounds, an `a` first if they begin with a vowel or w.
    fn consonants(sounds: &[u8]) -> String {
        let letters = (0..).zip(sounds).filter_map(|(at, &s)| key_letter(at, s));
        letters.map(char::from).collect()
    }

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
            assert_eq!(
                consonants(&EnglishReader::default().read(english)[0]),
                expected,
                "{english}"
            );
            assert_eq!(
                consonants(&katakana_sounds(katakana)),
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
