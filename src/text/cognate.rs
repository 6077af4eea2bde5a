//! Words of two related languages, compared by how they begin.
//!
//! In: a word in lower case. Out: its first letters, those that stand for one sound in Europe as one. O(1).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The number of letters, without accents, by which words of two related languages are compared.
const PREFIX: usize = 5;

/// The first letters of a word, by which words of two related languages are compared: letters that stand for one sound in
/// Europe are one (Kolonne, colonne; Photograph, Fotograf), doubled ones count once.
pub(crate) fn prefix(word: &str) -> String {
    let plain = word.nfd().filter(|c| !is_combining_mark(*c));
    let mut prefix = String::with_capacity(PREFIX);
    let mut last = ' ';
    let mut before = ' ';
    for letter in plain {
        let pair = (std::mem::replace(&mut before, letter), letter);
        let sound = match pair {
            ('p', 'h') => {
                prefix.pop();
                'f'
            }
            ('t' | 'c' | 'r', 'h') => continue,
            (_, 'c' | 'q') => 'k',
            (_, 'w') => 'v',
            (_, 'y' | 'j') => 'i',
            (_, 'z' | 'ß') => 's',
            (_, other) => other,
        };
        if sound != last || sound.is_ascii_digit() {
            prefix.push(sound);
            last = sound;
        }
        if prefix.chars().count() == PREFIX {
            break;
        }
    }
    prefix
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_related_languages_begin_alike() {
        for (name, german, french) in [
            ("k and c", "kolonne", "colonne"),
            ("ph and f", "photograph", "fotograf"),
            ("accents and z", "zone", "zône"),
            ("w and v", "wagon", "vagon"),
        ] {
            assert_eq!(prefix(german), prefix(french), "{name}");
        }
        for (name, word, expected) in [
            ("doubled", "gletscher", "glets"),
            ("digits stay", "1100m", "1100m"),
            ("none", "", ""),
        ] {
            assert_eq!(prefix(word), expected, "{name}");
        }
    }
}
