//! The one table of kana: what each is in Latin letters, and how a word in kana sounds.
//!
//! In: a kana, or a word in kana. Out: its letters in the Kunrei spelling, or its sounds. O(characters).

use super::sound::{LONGEST_WORD, is_vowel, push_sound};
use crate::text::fold::fold_width;
use crate::text::script::katakana;

/// The katakana ァ to ヺ in the order of Unicode, in the Kunrei spelling. Small kana are written as the large ones;
/// ッ is empty; ヴ is heard as bu, and ヷ to ヺ as ba to bo.
const KUNREI: [&str; 90] = [
    "a", "a", "i", "i", "u", "u", "e", "e", "o", "o", "ka", "ga", "ki", "gi", "ku", "gu", "ke",
    "ge", "ko", "go", "sa", "za", "si", "zi", "su", "zu", "se", "ze", "so", "zo", "ta", "da", "ti",
    "zi", "", "tu", "zu", "te", "de", "to", "do", "na", "ni", "nu", "ne", "no", "ha", "ba", "pa",
    "hi", "bi", "pi", "hu", "bu", "pu", "he", "be", "pe", "ho", "bo", "po", "ma", "mi", "mu", "me",
    "mo", "ya", "ya", "yu", "yu", "yo", "yo", "ra", "ri", "ru", "re", "ro", "wa", "wa", "wi", "we",
    "wo", "n", "bu", "ka", "ke", "ba", "bi", "be", "bo",
];

/// The letters of a katakana in the Kunrei spelling, with the w of ヰ, ヱ and ヲ.
pub(super) fn syllable(katakana: char) -> Option<&'static str> {
    let at = (katakana as usize).checked_sub('ァ' as usize)?;
    KUNREI.get(at).copied()
}

/// The sounds of a word in kana (hiragana or katakana of either width), folded as those of English are: z is s.
pub(super) fn katakana_sounds(word: &str) -> Vec<u8> {
    let folded = fold_width(word);
    let mut sounds: Vec<u8> = Vec::with_capacity(word.len());
    for character in folded.text().chars().map(katakana).take(LONGEST_WORD) {
        let Some(kana) = syllable(character).map(str::as_bytes) else {
            continue;
        };
        let is_small = "ァィゥェォャュョヮ".contains(character);
        if is_small && sounds.last().copied().is_some_and(is_vowel) && 1 < sounds.len() {
            add_small_kana(&mut sounds, kana);
        } else if is_small && sounds == b"u" {
            // ウィ ウェ ウォ
            sounds[0] = b'w';
            sounds.extend_from_slice(kana);
        } else {
            for &letter in kana {
                let sound = if letter == b'z' { b's' } else { letter };
                push_sound(&mut sounds, sound);
            }
        }
    }
    sounds
}

/// A small kana takes the place of the vowel before it: フ + ァ is ha, キ + ャ kya, シ + ャ sa, ク + ォ kwo.
fn add_small_kana(sounds: &mut Vec<u8>, kana: &[u8]) {
    let Some(vowel) = sounds.pop() else { return };
    let consonant = sounds.last().copied().unwrap_or(b' ');
    if is_vowel(consonant) {
        // A vowel on its own before a small one: イェ, ウィ inside a word.
        sounds.push(if vowel == b'u' { b'w' } else { b'y' });
        sounds.extend(kana.iter().filter(|&&sound| is_vowel(sound)));
    } else if kana.len() == 1 {
        if vowel == b'u' && matches!(consonant, b'k' | b'g') {
            sounds.push(b'w');
        }
        sounds.extend_from_slice(kana);
    } else {
        if !matches!(consonant, b's' | b't') {
            sounds.push(kana[0]);
        }
        sounds.push(kana[1]);
    }
}
