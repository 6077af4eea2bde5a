//! The prices of sounds: what it costs to hear a written sound as another, to lose one, or to add one.
//!
//! In: sounds, one byte each. Out: costs, from 0 for the same sound to 1.2. The least costs of whole groups of
//! sounds, by which candidates are sorted out, stand beside the prices that they follow from. O(1) a sound.

use super::sound::is_vowel;

/// [`changed`] of each two letters, by their last five bits.
pub(super) static CHANGED: [[f32; 32]; 32] = {
    let mut costs = [[0.0; 32]; 32];
    let mut pair = 0;
    while pair < 32 * 32 {
        let (written, heard) = (pair / 32, pair % 32);
        costs[written][heard] = changed(b'`' + written as u8, b'`' + heard as u8);
        pair += 1;
    }
    costs
};

/// What a sound that only Japanese has costs. A vowel after a consonant is cheap, since Japanese cannot do without it.
pub(super) fn added_cost(heard: &[u8], at: usize) -> f32 {
    let follows_consonant = at
        .checked_sub(1)
        .is_some_and(|before| !is_vowel(heard[before]));
    match heard[at] {
        b'u' | b'o' if follows_consonant => 0.08,
        b'i' if follows_consonant => 0.2,
        b'y' | b'w' => 0.2,
        vowel if is_vowel(vowel) => 0.3,
        consonant => added_consonant(consonant),
    }
}

/// What a consonant that only Japanese has costs, but for y and w.
pub(super) fn added_consonant(heard: u8) -> f32 {
    match heard {
        b'n' | b'h' => 0.8,
        _ => 1.0,
    }
}

/// The cost of a written sound that is not heard, after a consonant or at the beginning, by its last five bits.
pub(super) static LOST: [f32; 32] = {
    let mut costs = [0.0; 32];
    let mut letter = 0;
    while letter < 32 {
        costs[letter] = lost(b'`' + letter as u8);
        letter += 1;
    }
    costs
};

/// The same after a vowel.
pub(super) static LOST_BEHIND_VOWEL: [f32; 32] = {
    let mut costs = [0.0; 32];
    let mut letter = 0;
    while letter < 32 {
        costs[letter] = lost_behind_vowel(b'`' + letter as u8);
        letter += 1;
    }
    costs
};

/// What a written e at the end costs that is not heard.
pub(super) const LOST_LAST_E: f32 = 0.02;

const fn lost(written: u8) -> f32 {
    match written {
        b'e' | b'w' | b'y' => 0.2,
        vowel if is_vowel(vowel) => 0.35,
        consonant => lost_consonant(consonant),
    }
}

const fn lost_behind_vowel(written: u8) -> f32 {
    match written {
        vowel if is_vowel(vowel) && vowel != b'e' => 0.12,
        other => lost(other),
    }
}

/// What a written consonant that is not heard costs, but for y and w.
pub(super) const fn lost_consonant(written: u8) -> f32 {
    match written {
        b'h' | b'r' => 0.6,
        b't' | b'd' | b's' | b'g' => 0.8,
        _ => 1.0,
    }
}

/// What hearing one sound as another costs.
const fn changed(written: u8, heard: u8) -> f32 {
    if written == heard {
        return 0.0;
    }
    match (written, heard) {
        (b'u', b'a') | (b'o', b'a') | (b'e', b'i') | (b'i', b'e') | (b'a', b'e') => 0.15,
        (b'y', b'i') | (b'i', b'y') | (b'w', b'u') | (b'u', b'w') | (b'u', b'y') => 0.1,
        (one, other) if is_vowel(one) && is_vowel(other) => 0.25,
        (b'm', b'n') | (b'n', b'm') => 0.4,
        (b'd', b't') | (b't', b'd') | (b'k', b'g') | (b'g', b'k') | (b'b', b'p') => 0.4,
        (b's', b't') | (b't', b's') | (b'd', b's') | (b'g', b's') | (b'b', b'h') | (b'h', b'b') => {
            0.5
        }
        (b'k', b's') | (b'k', b't') | (b's', b'k') => 0.7,
        (one, other) if is_vowel(one) != is_vowel(other) => 1.2,
        _ => 1.0,
    }
}

/// The least that a consonant of a key costs if it was not written, and if it is not heard.
pub(super) const LEAST_ADDED: f32 = 0.8;
pub(super) const LEAST_LOST: f32 = 0.6;

/// Bounds from below of what vowels cost, in hundredths.
pub(super) mod vowel {
    /// What a vowel costs at least that is lost or added, in hundredths as all here. No more than hearing a consonant for
    /// it costs over the lost consonant.
    pub(in crate::name) const LOST: u32 = 20;
    pub(in crate::name) const CHEAPLY_LOST: u32 = 12;
    pub(in crate::name) const ADDED: u32 = LOST;
    pub(in crate::name) const CHEAPLY_ADDED: u32 = 8;
    /// What a vowel that is heard as another costs at least.
    pub(in crate::name) const CHANGED: u32 = 15;
    /// What a vowel costs less that is heard as a glide, or for one.
    pub(in crate::name) const SAVED_BY_A_GLIDE: u32 = 10;
    /// What an e at the end, which costs next to nothing if it is lost, saves if it is heard as another vowel.
    pub(in crate::name) const SAVED_BY_LAST_E: u32 = ADDED - CHANGED;
}
