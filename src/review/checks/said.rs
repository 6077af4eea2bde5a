//! Numbers that a side says by a word of its own: century, both, 還暦.
//!
//! In: a value, and the text of the other side. Out: whether a word of `data/review/number_words.tsv` for it stands there.
//! O(bytes of the text) for each word of the value.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::number::NumberValue;

/// The words for the values: the English ones, the Japanese ones.
static WORDS: LazyLock<FxHashMap<&'static str, [Vec<&'static str>; 2]>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/review/number_words.tsv").lines();
    let rows = lines.filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| {
        let mut columns = row.split('\t');
        let value = columns.next()?;
        let mut words = || -> Option<Vec<&'static str>> {
            let words = columns.next()?.split(';');
            Some(words.filter(|word| !word.is_empty()).collect())
        };
        Some((value, [words()?, words()?]))
    })
    .collect()
});

/// Whether an English text, in lower case, says a number by a word.
pub(in crate::review) fn is_said_in_english(value: &NumberValue, lower: &str) -> bool {
    let Some([words, _]) = WORDS.get(value.to_string().as_str()) else {
        return false;
    };
    words.iter().any(|word| has_word(lower, word))
}

/// Whether a Japanese text says a number by a word.
pub(in crate::review) fn is_said_in_japanese(value: &NumberValue, text: &str) -> bool {
    let Some([_, words]) = WORDS.get(value.to_string().as_str()) else {
        return false;
    };
    words.iter().any(|word| text.contains(word))
}

/// Whether a word begins in a text as the table has it; one that ends in a full stop there ends in the text too.
fn has_word(text: &str, word: &str) -> bool {
    let (word, is_whole) = match word.strip_suffix('.') {
        Some(word) => (word, true),
        None => (word, false),
    };
    let is_letter = |c: char| c.is_alphabetic();
    text.match_indices(word).any(|(at, _)| {
        let begins = !text[..at].ends_with(is_letter);
        begins && !(is_whole && text[at + word.len()..].starts_with(is_letter))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::numbers;
    use crate::text::Language;

    #[test]
    fn words_say_numbers() {
        for (number, text, expected) in [
            ("200", "the bicentenary of the bridge", true),
            ("100", "for a century", true),
            ("100", "for an incentive", false),
            ("2", "both oars", true),
            ("1", "an oar", true),
            ("1", "oars anyway", false),
            ("10", "binary digits", false),
            ("10", "decimal digits", true),
        ] {
            let value = &numbers(number, Language::Japanese)[0].value;
            assert_eq!(is_said_in_english(value, text), expected, "{number} {text}");
        }
        for (number, text, expected) in [
            ("60", "還暦を迎えた", true),
            ("one hundred", "鉢百を造った", true),
            ("two", "準優勝だった", true),
            ("two", "負けた", false),
        ] {
            let value = &numbers(number, Language::English)[0].value;
            assert_eq!(
                is_said_in_japanese(value, text),
                expected,
                "{number} {text}"
            );
        }
    }
}
