//! The consonants of a word in one number: the key under which it is found, and a lower bound of its cost.
//!
//! In: sounds as [`sound`](super::sound) says. Out: a [`Skeleton`]. O(sounds), a comparison O(1).

use super::prices::{CHANGED, LEAST_ADDED, LEAST_LOST, added_consonant, lost_consonant};
use super::sound::key_letter;

/// A sound key in one word: five bits a letter, twelve letters at most, the rest cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Skeleton {
    pub(super) bits: u64,
    pub(super) length: u32,
}

/// Bits of a letter.
const LETTER: u32 = 5;

impl Skeleton {
    const LONGEST: u32 = 12;

    pub(super) fn of(sounds: &[u8]) -> Skeleton {
        let mut skeleton = Skeleton { bits: 0, length: 0 };
        let letters = (0..).zip(sounds);
        for letter in letters.filter_map(|(at, &sound)| key_letter(at, sound)) {
            if skeleton.length == Skeleton::LONGEST {
                break;
            }
            skeleton.bits = skeleton.bits << LETTER | u64::from(letter & 31);
            skeleton.length += 1;
        }
        skeleton
    }

    /// The key with each of its letters left out in turn; a key may come twice.
    pub(super) fn shorter(self) -> impl Iterator<Item = u64> {
        (0..self.length).map(move |at| {
            let below = self.bits & ((1 << (LETTER * at)) - 1);
            self.bits >> (LETTER * (at + 1)) << (LETTER * at) | below
        })
    }
}

/// The consonants of a key: without the `a` that stands for a vowel at the beginning. Their number stands in the
/// highest bits.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Consonants(u64);

/// Where the number of consonants stands, and what stands there if some were cut.
const NUMBER: u32 = LETTER * Skeleton::LONGEST;
const CUT: u32 = 15;

impl Consonants {
    pub(super) fn of(key: Skeleton) -> Consonants {
        const VOWEL: u64 = (b'a' & 31) as u64;
        let below = LETTER * key.length.saturating_sub(1);
        let has_vowel = key.bits >> below == VOWEL;
        let (letters, length) = match has_vowel {
            true => (key.bits & ((1 << below) - 1), key.length - 1),
            false => (key.bits, key.length),
        };
        let is_whole = key.length < Skeleton::LONGEST;
        let number = if is_whole { length } else { CUT };
        Consonants(letters | u64::from(number) << NUMBER)
    }

    fn letters(self) -> u64 {
        self.0 & ((1 << NUMBER) - 1)
    }

    /// How many they are; none if some were cut.
    fn length(self) -> Option<u32> {
        let number = (self.0 >> NUMBER) as u32;
        (number != CUT).then_some(number)
    }

    /// A lower bound of the cost of hearing the consonants as the others; vowels can only raise the cost. It is exact
    /// where one letter differs.
    pub(super) fn least_cost(self, heard: Consonants) -> f32 {
        let (Some(n_written), Some(n_heard)) = (self.length(), heard.length()) else {
            return 0.0;
        };
        if n_written == n_heard {
            return least_change(self.letters(), heard.letters());
        }
        let is_added = n_written < n_heard;
        let (longer, shorter) = match is_added {
            true => (heard.letters(), self.letters()),
            false => (self.letters(), heard.letters()),
        };
        let missing = n_written.abs_diff(n_heard);
        // The first letter that the shorter does not go on with; letters are no zeros, so there is one.
        let differing = longer ^ shorter << (LETTER * missing);
        let first = letter(longer, differing.ilog2() / LETTER) | b'`';
        match (missing, is_added) {
            (1, true) => added_consonant(first),
            (1, false) => lost_consonant(first),
            (_, true) => missing as f32 * LEAST_ADDED,
            (_, false) => missing as f32 * LEAST_LOST,
        }
    }
}

/// The same for as many consonants on both sides.
fn least_change(written: u64, heard: u64) -> f32 {
    let mut differing = written ^ heard;
    let mut cost = 0.0;
    while differing != 0 {
        let at = differing.trailing_zeros() / LETTER;
        cost += CHANGED[usize::from(letter(written, at))][usize::from(letter(heard, at))];
        differing &= u64::MAX << (LETTER * (at + 1));
    }
    f32::min(cost, LEAST_LOST + LEAST_ADDED)
}

/// The letter that has `at` letters after it.
fn letter(bits: u64, at: u32) -> u8 {
    (bits >> (LETTER * at) & 31) as u8
}
