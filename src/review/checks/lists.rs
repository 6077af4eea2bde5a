//! Lists of words that several checks look for, by name, from `data/review/`.
//!
//! In: lines `name TAB word;word;…`; other lines are notes. Out: the words of a name. Read once, O(bytes); a look-up is O(names).

use std::sync::LazyLock;

use crate::text::Span;

/// The lists of one file.
pub(in crate::review) struct Lists(Vec<(&'static str, Vec<&'static str>)>);

/// Words that negate, and what says as much without them.
pub(in crate::review) static NEGATIONS: LazyLock<Lists> =
    LazyLock::new(|| Lists::new(include_str!("../../../data/review/negations.tsv")));
/// English phrases that Japanese may put without a negation, each with how.
pub(in crate::review) static NEGATED_PHRASES: LazyLock<Lists> =
    LazyLock::new(|| Lists::new(include_str!("../../../data/review/negated_phrases.tsv")));
/// What shows that an English word is the name of a thing of a programme.
pub(in crate::review) static CODE_WORDS: LazyLock<Lists> =
    LazyLock::new(|| Lists::new(include_str!("../../../data/review/code_words.tsv")));
/// How sentences begin, end and are joined.
pub(in crate::review) static SENTENCES: LazyLock<Lists> =
    LazyLock::new(|| Lists::new(include_str!("../../../data/review/sentences.tsv")));
/// What puts a number below zero.
pub(in crate::review) static SIGNS: LazyLock<Lists> =
    LazyLock::new(|| Lists::new(include_str!("../../../data/review/signs.tsv")));
/// Titles of persons.
pub(in crate::review) static TITLES: LazyLock<Lists> =
    LazyLock::new(|| Lists::new(include_str!("../../../data/review/titles.tsv")));
/// What makes a number the bound of a range.
pub(in crate::review) static BOUNDS: LazyLock<Lists> =
    LazyLock::new(|| Lists::new(include_str!("../../../data/review/bounds.tsv")));
/// What may, must and must not be done.
pub(in crate::review) static MODALITY: LazyLock<Lists> =
    LazyLock::new(|| Lists::new(include_str!("../../../data/review/modality.tsv")));
/// How much of something is meant.
pub(in crate::review) static QUANTITIES: LazyLock<Lists> =
    LazyLock::new(|| Lists::new(include_str!("../../../data/review/quantities.tsv")));

impl Lists {
    fn new(file: &'static str) -> Self {
        let lines = file.lines().filter_map(|line| line.split_once('\t'));
        Lists(
            lines
                .map(|(name, words)| (name, words.split(';').collect()))
                .collect(),
        )
    }

    /// All lists, each with its name.
    pub(in crate::review) fn rows(&self) -> impl Iterator<Item = (&'static str, &[&'static str])> {
        self.0.iter().map(|(name, words)| (*name, words.as_slice()))
    }

    /// The words of a list; none if there is no list of that name.
    pub(in crate::review) fn of(&self, name: &str) -> &[&'static str] {
        let list = self.0.iter().find(|(known, _)| *known == name);
        list.map_or(&[], |(_, words)| words)
    }
}

/// Words that are looked for together. O(bytes) whatever their number, but for places where one may begin.
pub(in crate::review) struct Patterns {
    words: Vec<&'static str>,
    /// The numbers of the words by the last byte of their first character, which tells kana apart; none is empty.
    by_byte: Box<[Vec<usize>; 256]>,
    /// Whether there are any such words.
    begins: [bool; 256],
}

/// How many bytes the character has that begins with a byte.
static WIDTHS: [u8; 256] = {
    let mut widths = [1; 256];
    let mut byte = 0x80;
    while byte < 256 {
        widths[byte] = match byte {
            ..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        };
        byte += 1;
    }
    widths
};

impl Patterns {
    pub(in crate::review) fn new(words: &[&'static str]) -> Self {
        let mut by_byte = Box::new([const { Vec::new() }; 256]);
        for (number, word) in words.iter().enumerate() {
            let width = word.chars().next().map_or(0, char::len_utf8);
            if let Some(&last) = word.as_bytes()[..width].last() {
                by_byte[usize::from(last)].push(number);
            }
        }
        Patterns {
            words: words.to_vec(),
            begins: std::array::from_fn(|byte| !by_byte[byte].is_empty()),
            by_byte,
        }
    }

    /// Where each word stands, in the order of places: its number and its span. Words may overlap others and themselves.
    pub(in crate::review) fn found_in<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (usize, Span)> + 'a {
        let bytes = text.as_bytes();
        let mut next = 0;
        let may_begin = std::iter::from_fn(move || {
            while let Some(&first) = bytes.get(next) {
                let at = next;
                next += usize::from(WIDTHS[usize::from(first)]);
                let last = usize::from(*bytes.get(next - 1)?);
                if self.begins[last] {
                    return Some((at, &self.by_byte[last]));
                }
            }
            None
        });
        may_begin.flat_map(move |(at, numbers)| {
            numbers.iter().filter_map(move |&number| {
                let word = self.words[number];
                is_prefix(word, &bytes[at..]).then(|| (number, Span::new(at, at + word.len())))
            })
        })
    }

    /// Whether any of the words stands in a text.
    pub(in crate::review) fn stand_in(&self, text: &str) -> bool {
        self.found_in(text).next().is_some()
    }

    /// Whether a text begins with any of the words.
    pub(in crate::review) fn begin(&self, text: &str) -> bool {
        let Some(first) = text.chars().next() else {
            return false;
        };
        let last = text.as_bytes()[first.len_utf8() - 1];
        let mut numbers = self.by_byte[usize::from(last)].iter();
        numbers.any(|&number| is_prefix(self.words[number], text.as_bytes()))
    }
}

/// Whether bytes begin with a word. It is short: to call for the comparison of memory would take longer.
fn is_prefix(word: &str, bytes: &[u8]) -> bool {
    word.len() <= bytes.len() && word.bytes().zip(bytes).all(|(one, other)| one == *other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_that_is_asked_for_is_there() {
        let files: [(&Lists, &[&str]); 6] = [
            (
                &NEGATIONS,
                &[
                    "english",
                    "english_idiom",
                    "english_weak",
                    "english_negative",
                    "japanese",
                    "japanese_idiom",
                    "japanese_unneeded",
                    "japanese_weak",
                ],
            ),
            (
                &SENTENCES,
                &[
                    "polite",
                    "plain",
                    "starts",
                    "joints",
                    "english_verb",
                    "english_subject",
                    "no_sentence",
                    "goes_on",
                    "asides",
                ],
            ),
            (
                &MODALITY,
                &[
                    "english_permits",
                    "english_allows",
                    "english_requires",
                    "english_otherwise",
                    "japanese_forbids",
                    "japanese_requires",
                    "japanese_allows",
                    "japanese_requires_not",
                    "english_needless",
                    "english_forbids",
                    "japanese_needless",
                ],
            ),
            (&SIGNS, &["negative", "cold", "falling"]),
            (&TITLES, &["before", "behind"]),
            (
                &CODE_WORDS,
                &[
                    "behind",
                    "before",
                    "katakana_behind",
                    "english",
                    "naming",
                    "bare",
                    "values",
                    "joining",
                ],
            ),
        ];
        for (lists, names) in files {
            assert_eq!(lists.0.len(), names.len());
            for name in names {
                let words = lists.of(name);
                assert!(!words.is_empty() && !words.contains(&""), "{name}");
            }
        }
        assert!(SIGNS.of("no such list").is_empty());
        for (phrase, words) in NEGATED_PHRASES.rows() {
            assert!(!words.is_empty() && !words.contains(&""), "{phrase}");
        }
    }

    #[test]
    fn words_are_found_together() {
        let words = ["ない", "なかった", "いな", "無"];
        let patterns = Patterns::new(&words);
        for text in [
            "",
            "ないない",
            "無い、なかったなかった",
            "いない家",
            "na🐟é無",
        ] {
            let mut expected: Vec<(usize, Span)> = Vec::new();
            for (number, word) in words.iter().enumerate() {
                let found = text.match_indices(word);
                expected.extend(found.map(|(at, w)| (number, Span::new(at, at + w.len()))));
            }
            expected.sort_by_key(|&(number, span)| (span.start, number));
            let found: Vec<(usize, Span)> = patterns.found_in(text).collect();
            assert_eq!(found, expected, "{text}");
            assert_eq!(patterns.stand_in(text), !expected.is_empty(), "{text}");
            let begins = words.iter().any(|word| text.starts_with(word));
            assert_eq!(patterns.begin(text), begins, "{text}");
        }
    }
}
