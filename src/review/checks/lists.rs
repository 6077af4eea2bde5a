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
/// English phrases that Japanese may put with a negation, each with how.
pub(in crate::review) static AFFIRMED_PHRASES: LazyLock<Lists> =
    LazyLock::new(|| Lists::new(include_str!("../../../data/review/affirmed_phrases.tsv")));
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
    /// For each [key] of a first character, the number of the list of its words, counted from 1; 0 if it has no list.
    lists_of_keys: Box<[u16; KEYS]>,
    /// The numbers of the words; none is empty.
    lists: Vec<Vec<usize>>,
}

const KEYS: usize = 1 << 10;

/// The low ten bits of the code point of a character, which is given in UTF-8. They differ from kana to kana, and few kanji share them.
fn key(character: &[u8]) -> usize {
    match *character {
        [.., before, last] => usize::from(before & 0xf) << 6 | usize::from(last & 0x3f),
        [only] => usize::from(only),
        [] => 0,
    }
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
        let mut lists_of_keys = Box::new([0; KEYS]);
        let mut lists: Vec<Vec<usize>> = Vec::new();
        for (number, word) in words.iter().enumerate() {
            let width = word.chars().next().map_or(0, char::len_utf8);
            if 0 < width {
                let list = &mut lists_of_keys[key(&word.as_bytes()[..width])];
                if *list == 0 {
                    lists.push(Vec::new());
                    *list = lists.len() as u16;
                }
                lists[usize::from(*list) - 1].push(number);
            }
        }
        Patterns {
            words: words.to_vec(),
            lists_of_keys,
            lists,
        }
    }

    /// The numbers of the words that may begin with a character.
    fn list_of(&self, character: &[u8]) -> Option<&[usize]> {
        let list = usize::from(self.lists_of_keys[key(character)]);
        list.checked_sub(1).map(|list| &self.lists[list][..])
    }

    /// Where each word stands, in the order of places: its number and its span. Words may overlap others and themselves.
    pub(in crate::review) fn found_in<'a>(&'a self, text: &'a str) -> Matches<'a> {
        Matches {
            patterns: self,
            bytes: text.as_bytes(),
            next: 0,
            at: 0,
            numbers: [].iter(),
        }
    }

    /// Whether any of the words stands in a text.
    pub(in crate::review) fn stand_in(&self, text: &str) -> bool {
        self.found_in(text).next().is_some()
    }

    /// Whether a text begins with any of the words.
    pub(in crate::review) fn begin(&self, text: &str) -> bool {
        let width = text.chars().next().map_or(0, char::len_utf8);
        let list = self.list_of(&text.as_bytes()[..width]);
        let mut numbers = list.unwrap_or_default().iter();
        numbers.any(|&number| is_prefix(self.words[number], text.as_bytes()))
    }
}

/// Iterates over the places of some words in a text.
pub(in crate::review) struct Matches<'a> {
    patterns: &'a Patterns,
    bytes: &'a [u8],
    /// Where the character behind the one at hand begins.
    next: usize,
    /// The character at hand, and the words that may begin there and were not tried.
    at: usize,
    numbers: std::slice::Iter<'a, usize>,
}

impl Iterator for Matches<'_> {
    type Item = (usize, Span);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            for &number in self.numbers.by_ref() {
                let word = self.patterns.words[number];
                if is_prefix(word, &self.bytes[self.at..]) {
                    return Some((number, Span::new(self.at, self.at + word.len())));
                }
            }
            let list = loop {
                self.at = self.next;
                let first = *self.bytes.get(self.at)?;
                self.next += usize::from(WIDTHS[usize::from(first)]);
                if let Some(list) = self.patterns.list_of(self.bytes.get(self.at..self.next)?) {
                    break list;
                }
            };
            self.numbers = list.iter();
        }
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
                    "japanese_too_much",
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
                    "english_question",
                    "request",
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
                    "english_possible",
                    "english_surely",
                    "japanese_surely",
                    "japanese_possible",
                    "english_compels",
                    "english_so_that",
                    "japanese_can",
                ],
            ),
            (&SIGNS, &["negative", "cold", "falling"]),
            (&TITLES, &["before", "behind"]),
            (
                &CODE_WORDS,
                &[
                    "behind",
                    "before",
                    "naming_behind",
                    "katakana_behind",
                    "english",
                    "naming",
                    "bare",
                    "describing",
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
