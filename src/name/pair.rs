//! A written and a heard word, each read once however often they are compared.
//!
//! In: an English word, a katakana word. Out: how likely they are one, as [`sounds_alike`](super::sounds_alike) says.
//! Reading is O(length), comparing O(length · length).

use super::english::EnglishReader;
use super::kana::katakana_sounds;
use super::likeness::{Heard, LEAST_LOGIT, ROUNDING, Written, likeness};
use super::skeleton::{Consonants, Skeleton};

/// Reads English words for comparison; what it writes into is used again.
#[derive(Default)]
pub(crate) struct WordReader(EnglishReader);

impl WordReader {
    /// A word in any case and width.
    pub(crate) fn english(&mut self, word: &str) -> EnglishWord {
        let readings = self.0.read(word);
        let mut english = EnglishWord {
            sounds: Vec::with_capacity(readings.iter().map(Vec::len).sum()),
            readings: Vec::with_capacity(readings.len()),
        };
        for reading in readings {
            english.sounds.extend_from_slice(reading);
            english.readings.push(Reading {
                end: english.sounds.len(),
                quarters: Written::new(reading).quarters,
                consonants: Consonants::of(Skeleton::of(reading)),
            });
        }
        english
    }
}

/// An English word with the sounds that it may have.
pub(crate) struct EnglishWord {
    /// Those of one reading after another.
    sounds: Vec<u8>,
    readings: Vec<Reading>,
}

/// How a word may be read.
struct Reading {
    /// Where its sounds end.
    end: usize,
    /// Its size in quarters.
    quarters: u8,
    consonants: Consonants,
}

/// A katakana word with its sounds.
pub(crate) struct KatakanaWord {
    heard: Heard,
    consonants: Consonants,
}

/// A likeness that words must have at least; a pair that is far less alike is soon given up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LeastLikeness {
    score: f32,
    logit: f32,
}

impl LeastLikeness {
    /// That of every pair that is reported at all.
    pub(crate) const ANY: LeastLikeness = LeastLikeness {
        score: 0.0,
        logit: LEAST_LOGIT,
    };

    pub(crate) fn new(score: f32) -> Self {
        /// A logit less by so much is that of a lower score however it is rounded.
        const MARGIN: f32 = 0.1;
        let logit = libm::logf(score / (1.0 - score)) - MARGIN;
        // Of a score of one nothing is known but that it is high.
        let logit = if logit.is_finite() {
            logit.max(LEAST_LOGIT)
        } else {
            LEAST_LOGIT
        };
        LeastLikeness { score, logit }
    }
}

impl EnglishWord {
    /// How likely the katakana is this word, 0..1, or none if it is less likely than `least`.
    pub(crate) fn likeness(&self, katakana: &KatakanaWord, least: LeastLikeness) -> Option<f32> {
        let scores = self.likenesses(katakana, least.logit);
        let best = scores.max_by(f32::total_cmp);
        best.filter(|&best| least.score <= best)
    }

    /// Whether the katakana is likelier this word than `than`.
    pub(crate) fn is_likelier(&self, katakana: &KatakanaWord, than: LeastLikeness) -> bool {
        let mut scores = self.likenesses(katakana, than.logit);
        scores.any(|score| than.score < score)
    }

    /// How likely it is each of the readings, but for those whose logit is lower.
    fn likenesses(&self, katakana: &KatakanaWord, logit: f32) -> impl Iterator<Item = f32> {
        let mut start = 0;
        self.readings.iter().filter_map(move |reading| {
            let sounds = &self.sounds[start..reading.end];
            start = reading.end;
            let quarters = reading.quarters;
            // The consonants tell of most words that they are too far apart.
            let limit = katakana.heard.limit(quarters, logit) + ROUNDING;
            let least = reading.consonants.least_cost(katakana.consonants);
            if limit < least {
                return None;
            }
            likeness(Written { sounds, quarters }, &katakana.heard, logit)
        })
    }
}

impl KatakanaWord {
    /// A word of either width.
    pub(crate) fn new(word: &str) -> Self {
        let heard = Heard::new(katakana_sounds(word));
        KatakanaWord {
            consonants: Consonants::of(heard.skeleton()),
            heard,
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
            let english = WordReader::default().english(&english);
            let katakana = KatakanaWord::new(&katakana);
            let likeness = english.likeness(&katakana, LeastLikeness::ANY);
            for score in [score, likeness.unwrap_or(score)] {
                let least = LeastLikeness::new(score);
                let expected = likeness.is_some_and(|likeness| score < likeness);
                prop_assert_eq!(english.is_likelier(&katakana, least), expected);
                let expected = likeness.filter(|likeness| score <= *likeness);
                prop_assert_eq!(english.likeness(&katakana, least), expected);
            }
        }
    }
}
