//! The consonants of a word in one number: the key under which it is found, and the least that hearing it may cost.
//!
//! In: sounds as `name.rs` folds them. Out: a [`Skeleton`]. O(sounds), a comparison O(1).

use super::key_letter;
use super::likeness::{CHANGED, added_consonant, lost_consonant};

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

    /// The key with each of its letters left out once; the same one may come twice.
    pub(super) fn shorter(self) -> impl Iterator<Item = u64> {
        (0..self.length).map(move |at| {
            let below = self.bits & ((1 << (LETTER * at)) - 1);
            self.bits >> (LETTER * (at + 1)) << (LETTER * at) | below
        })
    }
}

/// The consonants of a key: without the `a` that stands for a vowel at the beginning.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Consonants {
    bits: u64,
    /// None if some were cut.
    length: Option<u8>,
}

impl Consonants {
    pub(super) fn of(key: Skeleton) -> Consonants {
        const VOWEL: u64 = (b'a' & 31) as u64;
        let below = LETTER * key.length.saturating_sub(1);
        let has_vowel = key.bits >> below == VOWEL;
        let length = key.length - u32::from(has_vowel);
        Consonants {
            bits: match has_vowel {
                true => key.bits & ((1 << below) - 1),
                false => key.bits,
            },
            length: (key.length < Skeleton::LONGEST).then_some(length as u8),
        }
    }

    /// Whether hearing the consonants as the others may cost so little.
    pub(super) fn cost_at_most(self, heard: Consonants, limit: f32) -> bool {
        self == heard || LEAST_CHANGED <= limit && self.least_cost(heard) <= limit
    }

    /// The cost of hearing the consonants as the others: the vowels of the words can only make it more. A bound from
    /// below that is exact where one letter differs.
    pub(super) fn least_cost(self, heard: Consonants) -> f32 {
        let (Some(n_written), Some(n_heard)) = (self.length, heard.length) else {
            return 0.0;
        };
        if n_written == n_heard {
            return least_change(self.bits, heard.bits);
        }
        let is_added = n_written < n_heard;
        let (longer, shorter) = match is_added {
            true => (heard.bits, self.bits),
            false => (self.bits, heard.bits),
        };
        let missing = n_written.abs_diff(n_heard);
        // The first letter that the shorter does not go on with; letters are no zeros, so there is one.
        let differing = longer ^ shorter << (LETTER * u32::from(missing));
        let first = letter(longer, differing.ilog2() / LETTER) | b'`';
        match (missing, is_added) {
            (1, true) => added_consonant(first),
            (1, false) => lost_consonant(first),
            (_, true) => f32::from(missing) * LEAST_ADDED,
            (_, false) => f32::from(missing) * LEAST_LOST,
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

/// The letter with so many behind it.
fn letter(bits: u64, at: u32) -> u8 {
    (bits >> (LETTER * at) & 31) as u8
}

/// The least that a consonant of a key costs if it was not written, and if it is not heard.
const LEAST_ADDED: f32 = 0.8;
const LEAST_LOST: f32 = 0.6;
/// The least that it costs to hear it as another.
const LEAST_CHANGED: f32 = 0.4;

#[cfg(test)]
mod tests {
    use super::super::likeness::{Heard, distance};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn consonants_cost_no_more_than_sounds(written in "[aeiouwyhrtdsgkmnbp]{1,9}", heard in "[aeiouwyhrtdsgkmnbp]{1,9}") {
            let (written, heard) = (written.as_bytes(), Heard::new(heard.into_bytes()));
            let cost = distance(written, &heard, f32::INFINITY).unwrap();
            let consonants = |key| Consonants::of(key);
            let least = consonants(Skeleton::of(written)).least_cost(consonants(heard.skeleton()));
            prop_assert!(least <= cost + 1e-4, "{least} {cost}");
        }
    }
}
