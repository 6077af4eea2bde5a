//! A written and a heard word, each read once however often they are compared.
//!
//! In: an English word, a katakana word. Out: how likely they are one, as [`sounds_alike`](super::sounds_alike) says.
//! Reading is O(length), comparing O(length · length).

use super::english::EnglishReader;
use super::kana::katakana_sounds;
use super::likeness::{Heard, LEAST_LOGIT, Written, likeness};

/// An English word with the sounds that it may have.
pub(crate) struct EnglishWord {
    readings: Vec<Vec<u8>>,
}

/// A katakana word with its sounds.
pub(crate) struct KatakanaWord {
    heard: Heard,
}

impl EnglishWord {
    /// A word in any case and width.
    pub(crate) fn new(word: &str) -> Self {
        EnglishWord {
            readings: EnglishReader::default().read(word).to_vec(),
        }
    }

    /// How likely the katakana is this word, 0..1, or none if they are too far apart.
    pub(crate) fn likeness(&self, katakana: &KatakanaWord) -> Option<f32> {
        let scores = self.readings.iter();
        scores
            .filter_map(|sounds| likeness(Written::new(sounds), &katakana.heard, LEAST_LOGIT))
            .max_by(f32::total_cmp)
    }
}

impl KatakanaWord {
    /// A word of either width.
    pub(crate) fn new(word: &str) -> Self {
        KatakanaWord {
            heard: Heard::new(katakana_sounds(word)),
        }
    }
}
