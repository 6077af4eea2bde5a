//! The sounds of English words, as Japanese hears them.
//!
//! In: an English word. Out: its sounds in each way that it may be read. O(letters); the buffers are used again.

use super::sound::{LONGEST_WORD, is_vowel, push_sound};
use crate::text::word::folded;

/// Reads English words; what it writes into is used again.
#[derive(Default)]
pub(super) struct EnglishReader {
    folded: String,
    letters: Vec<u8>,
    readings: [Vec<u8>; 4],
}

impl EnglishReader {
    /// The sounds that an English word may have, each once: usual, other, and both without a plural s.
    pub(super) fn read(&mut self, word: &str) -> &[Vec<u8>] {
        let word = folded(word, &mut self.folded);
        self.letters.clear();
        let letters = word.bytes().filter(u8::is_ascii_lowercase);
        self.letters.extend(letters);
        let is_plural = word
            .strip_suffix('s')
            .is_some_and(|rest| 3 <= rest.len() && !rest.ends_with('s'));
        let mut n_read = 0;
        for n_cut in 0..=usize::from(is_plural) {
            let letters = longest(&self.letters[..self.letters.len() - n_cut]);
            let other = has_other_reading(letters).then_some(EnglishReading::Other);
            for reading in [Some(EnglishReading::Usual), other].into_iter().flatten() {
                let (known, new) = self.readings.split_at_mut(n_read);
                english_sounds(letters, reading, &mut new[0]);
                n_read += usize::from(!known.contains(&new[0]));
            }
        }
        &self.readings[..n_read]
    }
}

/// As many of the letters as are compared.
fn longest(letters: &[u8]) -> &[u8] {
    &letters[..letters.len().min(LONGEST_WORD)]
}

/// Whether any letter may have another reading.
fn has_other_reading(letters: &[u8]) -> bool {
    letters.first() == Some(&b'u')
        || letters.contains(&b'g')
        || letters.windows(2).any(|pair| pair == b"ch")
}

/// How ambiguous English letters are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EnglishReading {
    /// g as in get, ch as in church.
    Usual,
    /// g as in gem before e, i and y; ch as in chaos, gh as in tough, u as in user.
    Other,
}

type Group = (&'static str, &'static str, GroupPlace);

/// Letter groups that are read as one, by their first letter, tried in order at each place: (letters, sounds, where).
fn english_groups(first: u8) -> &'static [Group] {
    match first {
        b'c' => &[("ck", "k", GroupPlace::Any)],
        b'd' => &[("dg", "s", GroupPlace::Any)],
        b'g' => &[
            ("gh", "g", GroupPlace::First),
            ("gn", "n", GroupPlace::Last),
        ],
        b'k' => &[("kn", "n", GroupPlace::First)],
        b'm' => &[("mb", "m", GroupPlace::Last)],
        b'p' => &[("ps", "s", GroupPlace::First), ("ph", "h", GroupPlace::Any)],
        b'q' => &[("qu", "kw", GroupPlace::Any)],
        b'r' => &[("re", "e", GroupPlace::Last)],
        b's' => &[
            ("sion", "son", GroupPlace::Any),
            ("sch", "sk", GroupPlace::Any),
            ("sh", "s", GroupPlace::Any),
        ],
        b't' => &[
            ("tion", "son", GroupPlace::Any),
            ("tch", "t", GroupPlace::Any),
            ("th", "s", GroupPlace::Any),
        ],
        b'w' => &[("wr", "R", GroupPlace::First), ("wh", "w", GroupPlace::Any)],
        b'x' => &[("x", "s", GroupPlace::First), ("x", "ks", GroupPlace::Any)],
        _ => &[],
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum GroupPlace {
    First,
    Last,
    Any,
}

/// The sounds of an English word of letters in lower case: vowels, and consonants folded as Japanese hears them.
fn english_sounds(letters: &[u8], reading: EnglishReading, sounds: &mut Vec<u8>) {
    sounds.clear();
    sounds.reserve(letters.len() + 4);
    let mut at = 0;
    while at < letters.len() {
        let rest = &letters[at..];
        if let Some((group, group_sounds, _)) = group_at(letters, at) {
            let heard = group_sounds.bytes();
            heard.for_each(|sound| push_sound(sounds, sound));
            at += group.len();
            continue;
        }
        if at == 0 && reading == EnglishReading::Other && rest[0] == b'u' {
            push_sound(sounds, b'y');
        }
        if rest.starts_with(b"gh") {
            if reading == EnglishReading::Other {
                push_sound(sounds, b'h');
            }
            at += 2;
            continue;
        }
        if rest.starts_with(b"ch") {
            let is_usual = reading == EnglishReading::Usual;
            push_sound(sounds, if is_usual { b't' } else { b'k' });
            at += 2;
            continue;
        }
        if let Some(sound) = letter_sound(letters, at, reading) {
            push_sound(sounds, sound);
        }
        at += 1;
    }
}

/// The group of letters that stands at a place of a word and is read as one.
fn group_at(letters: &[u8], at: usize) -> Option<&'static Group> {
    let rest = &letters[at..];
    english_groups(rest[0]).iter().find(|(group, _, place)| {
        rest.starts_with(group.as_bytes())
            && match place {
                GroupPlace::First => at == 0,
                GroupPlace::Last => group.len() == rest.len() && 2 < at,
                GroupPlace::Any => true,
            }
    })
}

/// The sound of a single letter of a word, or none if it is silent.
fn letter_sound(letters: &[u8], at: usize, reading: EnglishReading) -> Option<u8> {
    let next = letters.get(at + 1).copied().unwrap_or(b' ');
    let previous = at.checked_sub(1).map_or(b' ', |previous| letters[previous]);
    let is_soft = matches!(next, b'e' | b'i' | b'y');
    let sound = match letters[at] {
        b'c' if is_soft => b's',
        b'c' | b'q' => b'k',
        b'g' if is_soft && reading == EnglishReading::Other => b's',
        b'j' | b'z' => b's',
        b'v' => b'b',
        b'f' => b'h',
        b'l' => b'r',
        b'm' if matches!(next, b'p' | b'b') => b'n',
        // An r that no vowel follows is only a long vowel in Japanese.
        b'r' if is_vowel(previous) && !is_vowel(next) && next != b'y' && next != b'r' => {
            return None;
        }
        b'y' if at != 0 && !is_vowel(next) => b'i',
        b'w' if is_vowel(previous) && !is_vowel(next) => b'u',
        other => other,
    };
    Some(sound)
}
