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
        let readings = self.readings.iter();
        let scores = readings
            .filter_map(|sounds| likeness(Written::new(sounds), &katakana.heard, LEAST_LOGIT));
        scores.max_by(f32::total_cmp)
    }

    /// Whether the katakana is likelier this word than a score. A word that is far less likely is soon given up.
    pub(crate) fn is_likelier(&self, katakana: &KatakanaWord, score: f32) -> bool {
        /// A logit less by so much is that of a lower score however it is rounded.
        const MARGIN: f32 = 0.1;
        let logit = libm::logf(score / (1.0 - score)) - MARGIN;
        // Of a score of one nothing is known but that it is high.
        let least = if logit.is_finite() {
            logit.max(LEAST_LOGIT)
        } else {
            LEAST_LOGIT
        };
        let mut readings = self.readings.iter();
        readings.any(|sounds| {
            let likeness = likeness(Written::new(sounds), &katakana.heard, least);
            likeness.is_some_and(|likeness| score < likeness)
        })
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_word_is_likelier_by_its_likeness(
            english in "[a-z]{1,10}",
            katakana in "[アカサタナンラルグドー]{1,8}",
            score in 0.0..=1.0_f32,
        ) {
            let (english, katakana) = (EnglishWord::new(&english), KatakanaWord::new(&katakana));
            let likeness = english.likeness(&katakana);
            for score in [score, likeness.unwrap_or(score)] {
                let expected = likeness.is_some_and(|likeness| score < likeness);
                prop_assert_eq!(english.is_likelier(&katakana, score), expected);
            }
        }
    }
}
