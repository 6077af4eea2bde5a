//! The vowels of a word, counted, and a lower bound of what hearing them costs in addition to the consonants.
//!
//! In: sounds as [`sound`](super::sound) says. Out: [`Vowels`]. O(sounds), a comparison O(1).

use super::prices::vowel::{
    ADDED, CHANGED, CHEAPLY_ADDED, CHEAPLY_LOST, LOST, SAVED_BY_A_GLIDE, SAVED_BY_LAST_E,
};
use super::sound::is_vowel;

/// How many vowels of each kind a word has, wherever they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Vowels {
    /// a, e, i, o and u, without an e at the end of a written word.
    counts: [u8; 5],
    n_last_e: u8,
    /// Of the vowels those that cost little: written, to be lost; heard, to be added.
    n_cheap: u8,
    /// y and w, which may be heard for a vowel or be written for one.
    n_glides: u8,
}

impl Vowels {
    pub(super) fn written(sounds: &[u8]) -> Vowels {
        let is_cheap = |before: u8, sound: u8| is_vowel(before) && sound != b'e';
        let mut vowels = Vowels::count(sounds, is_cheap);
        if sounds.last() == Some(&b'e') {
            vowels.counts[1] -= 1;
            vowels.n_last_e = 1;
        }
        vowels
    }

    pub(super) fn heard(sounds: &[u8]) -> Vowels {
        let is_cheap = |before: u8, sound: u8| !is_vowel(before) && matches!(sound, b'u' | b'o');
        Vowels::count(sounds, is_cheap)
    }

    fn count(sounds: &[u8], is_cheap: impl Fn(u8, u8) -> bool) -> Vowels {
        let mut vowels = Vowels::default();
        let mut before = None;
        for &sound in sounds {
            match b"aeiou".iter().position(|&vowel| vowel == sound) {
                Some(kind) => {
                    vowels.counts[kind] += 1;
                    vowels.n_cheap += u8::from(before.is_some_and(|b| is_cheap(b, sound)));
                }
                None => vowels.n_glides += u8::from(matches!(sound, b'y' | b'w')),
            }
            before = Some(sound);
        }
        vowels
    }

    /// A lower bound of the cost of hearing the written vowels as the others, in addition to the least cost of the
    /// consonants: as many vowels as possible are changed for one another, the rest are lost or added.
    pub(super) fn least_cost(self, heard: Vowels) -> f32 {
        let (written, other) = (lanes(self.counts), lanes(heard.counts));
        let most = written + lanes([0, self.n_last_e, 0, 0, 0]);
        let (n_lost, n_added) = (n_more(written, other), n_more(other, most));
        let n_changed = u32::min(n_lost, n_added);
        let (n_over, n_cheap, saved) = match n_added < n_lost {
            true => (n_lost - n_added, self.n_cheap, LOST - CHEAPLY_LOST),
            false => (n_added - n_lost, heard.n_cheap, ADDED - CHEAPLY_ADDED),
        };
        let n_saved = u32::min(n_over, u32::from(n_cheap));
        let by_glides = SAVED_BY_A_GLIDE * u32::from(self.n_glides + heard.n_glides);
        let by_last_e = SAVED_BY_LAST_E * u32::from(self.n_last_e);
        let cost = CHANGED * n_changed + LOST * n_over - saved * n_saved;
        cost.saturating_sub(by_glides + by_last_e) as f32 * 0.01
    }
}

/// Each count in a byte, with its highest bit free: a word has fewer than 128 sounds.
fn lanes([a, e, i, o, u]: [u8; 5]) -> u64 {
    u64::from_le_bytes([a, e, i, o, u, 0, 0, 0])
}

/// The sum of the differences over those counts that are greater than the others.
fn n_more(counts: u64, others: u64) -> u32 {
    const HIGHEST: u64 = 0x8080_8080_8080_8080;
    const SUM: u64 = 0x0101_0101_0101_0101;
    let differences = (counts | HIGHEST) - others;
    // The highest bit is still set where nothing was borrowed.
    let is_more = differences & HIGHEST;
    let more = differences & (is_more - (is_more >> 7));
    (more.wrapping_mul(SUM) >> 56) as u32
}

#[cfg(test)]
mod tests {
    use super::super::likeness::{Heard, distance};
    use super::super::skeleton::{Consonants, Skeleton};
    use super::*;
    use proptest::prelude::*;

    /// The least that the consonants and that the vowels cost, and what all sounds do.
    fn costs(written: &str, heard: String) -> (f32, f32, f32) {
        let written = written.as_bytes();
        let vowels = Vowels::written(written).least_cost(Vowels::heard(heard.as_bytes()));
        let heard = Heard::new(heard.into_bytes());
        let consonants = Consonants::of(Skeleton::of(written));
        let consonants = consonants.least_cost(Consonants::of(heard.skeleton()));
        let cost = distance(written, &heard, f32::INFINITY).unwrap();
        (consonants, vowels, cost)
    }

    proptest! {
        #[test]
        fn consonants_and_vowels_cost_no_more_than_sounds(
            written in "[aeiouwyhrtdsgkmnbp]{1,9}",
            heard in "[aeiouwyhrtdsgkmnbp]{1,9}",
        ) {
            let (consonants, vowels, cost) = costs(&written, heard);
            prop_assert!(consonants + vowels <= cost + 1e-4, "{consonants} {vowels} {cost}");
        }

        #[test]
        fn vowels_cost_no_more_than_sounds(
            written in "[aeiouwyk]{1,6}",
            heard in "[aeiouwyk]{1,6}",
        ) {
            let (_, vowels, cost) = costs(&written, heard);
            prop_assert!(vowels <= cost + 1e-4, "{vowels} {cost}");
        }
    }
}
