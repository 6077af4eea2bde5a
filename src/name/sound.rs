//! The sounds that English and Japanese words are folded to: one byte a sound, `a` to `z`.
//!
//! In: a sound and where it stands. Out: whether it is a vowel, and its letter in a key. O(1).

/// Longest word, in letters or kana, that is compared; the rest is cut.
pub(super) const LONGEST_WORD: usize = 40;

/// Whether a sound is a vowel.
pub(super) const fn is_vowel(sound: u8) -> bool {
    matches!(sound, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Adds a sound in lower case, unless it repeats the last one.
pub(super) fn push_sound(sounds: &mut Vec<u8>, sound: u8) {
    let sound = sound.to_ascii_lowercase();
    if sounds.last() != Some(&sound) {
        sounds.push(sound);
    }
}

/// The letter of a key for a sound, if it has one: its consonant, an `a` for a vowel or w at the beginning.
pub(super) fn key_letter(at: usize, sound: u8) -> Option<u8> {
    match sound {
        b'w' if at == 0 => Some(b'a'),
        vowel if is_vowel(vowel) => (at == 0).then_some(b'a'),
        b'w' | b'y' => None,
        consonant => Some(consonant),
    }
}
