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

    /// Without the `a` that stands for a vowel at the beginning.
    fn consonants(self) -> Skeleton {
        const VOWEL: u64 = (b'a' & 31) as u64;
        let below = LETTER * self.length.saturating_sub(1);
        match self.bits >> below == VOWEL {
            true => Skeleton {
                bits: self.bits & ((1 << below) - 1),
                length: self.length - 1,
            },
            false => self,
        }
    }
}

/// The cost of hearing the consonants of one key as those of the other: their vowels can only make it more. A bound from
/// below that is exact where the keys differ in one letter.
pub(super) fn least_cost(written: Skeleton, heard: Skeleton) -> f32 {
    if Skeleton::LONGEST == u32::max(written.length, heard.length) {
        return 0.0;
    }
    let (written, heard) = (written.consonants(), heard.consonants());
    let (longer, shorter) = match written.length < heard.length {
        true => (heard, written),
        false => (written, heard),
    };
    let missing = longer.length - shorter.length;
    let differing = longer.bits ^ shorter.bits << (LETTER * missing);
    let letter = |bits: u64, at: u32| (bits >> (LETTER * at) & 31) as u8;
    if differing == 0 {
        return 0.0;
    }
    if missing == 0 {
        let changed = |at: u32| {
            CHANGED[usize::from(letter(written.bits, at))][usize::from(letter(heard.bits, at))]
        };
        let by_change: f32 = (0..longer.length).map(changed).sum();
        return by_change.min(LEAST_LOST + LEAST_ADDED);
    }
    // The first letter that the shorter key does not go on with.
    let first = letter(longer.bits, differing.ilog2() / LETTER) | b'`';
    match (missing, written.length < heard.length) {
        (1, true) => added_consonant(first),
        (1, false) => lost_consonant(first),
        (_, true) => missing as f32 * LEAST_ADDED,
        (_, false) => missing as f32 * LEAST_LOST,
    }
}

/// The least that a consonant of a key costs if it was not written, and if it is not heard.
const LEAST_ADDED: f32 = 0.8;
const LEAST_LOST: f32 = 0.6;

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
            let least = least_cost(Skeleton::of(written), heard.skeleton());
            prop_assert!(least <= cost + 1e-4, "{least} {cost}");
        }
    }
}
