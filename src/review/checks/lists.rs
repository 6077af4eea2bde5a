//! Lists of words that several checks look for, by name, from `data/review/`.
//!
//! In: lines `name TAB word;word;…`; other lines are notes. Out: the words of a name. Read once, O(bytes); a look-up is O(names).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::text::Span;

/// The lists of one file.
pub(in crate::review) struct Lists(Vec<(&'static str, Vec<&'static str>)>);

/// Words that negate, and what says as much without them.
pub(in crate::review) static NEGATIONS: LazyLock<Lists> =
    LazyLock::new(|| Lists::new(include_str!("../../../data/review/negations.tsv")));
/// How sentences begin, end and are joined.
pub(in crate::review) static SENTENCES: LazyLock<Lists> =
    LazyLock::new(|| Lists::new(include_str!("../../../data/review/sentences.tsv")));
/// What puts a number below zero.
pub(in crate::review) static SIGNS: LazyLock<Lists> =
    LazyLock::new(|| Lists::new(include_str!("../../../data/review/signs.tsv")));

impl Lists {
    fn new(file: &'static str) -> Self {
        let lines = file.lines().filter_map(|line| line.split_once('\t'));
        Lists(
            lines
                .map(|(name, words)| (name, words.split(';').collect()))
                .collect(),
        )
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
    /// The words by their first characters, in order.
    by_first: Vec<(char, Vec<usize>)>,
    /// A bit for each first character, by the last six bits of its number.
    firsts: u64,
}

fn bit(character: char) -> u64 {
    1 << (character as u32 % u64::BITS)
}

impl Patterns {
    pub(in crate::review) fn new(words: &[&'static str]) -> Self {
        let mut by_first: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        for (number, word) in words.iter().enumerate() {
            if let Some(first) = word.chars().next() {
                by_first.entry(first).or_default().push(number);
            }
        }
        Patterns {
            words: words.to_vec(),
            firsts: by_first.keys().fold(0, |bits, &first| bits | bit(first)),
            by_first: by_first.into_iter().collect(),
        }
    }

    /// Where each word stands, in the order of places: its number and its span. Words may overlap others and themselves.
    pub(in crate::review) fn found_in<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (usize, Span)> + 'a {
        let may_begin = text
            .char_indices()
            .filter(|&(_, c)| self.firsts & bit(c) != 0);
        may_begin.flat_map(move |(at, c)| {
            let known = self.by_first.binary_search_by_key(&c, |known| known.0);
            let numbers = known.map_or(&[][..], |known| &self.by_first[known].1);
            numbers.iter().filter_map(move |&number| {
                let word = self.words[number];
                let is_here = text[at..].starts_with(word);
                is_here.then(|| (number, Span::new(at, at + word.len())))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_that_is_asked_for_is_there() {
        let files: [(&Lists, &[&str]); 3] = [
            (
                &NEGATIONS,
                &[
                    "english",
                    "english_idiom",
                    "english_weak",
                    "japanese",
                    "japanese_idiom",
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
                ],
            ),
            (&SIGNS, &["negative", "falling"]),
        ];
        for (lists, names) in files {
            assert_eq!(lists.0.len(), names.len());
            for name in names {
                let words = lists.of(name);
                assert!(!words.is_empty() && !words.contains(&""), "{name}");
            }
        }
        assert!(SIGNS.of("no such list").is_empty());
    }

    #[test]
    fn words_are_found_together() {
        let words = ["ない", "なかった", "いな", "無"];
        let patterns = Patterns::new(&words);
        for text in ["", "ないない", "無い、なかったなかった", "いない家"] {
            let mut expected: Vec<(usize, Span)> = Vec::new();
            for (number, word) in words.iter().enumerate() {
                let found = text.match_indices(word);
                expected.extend(found.map(|(at, w)| (number, Span::new(at, at + w.len()))));
            }
            expected.sort_by_key(|&(number, span)| (span.start, number));
            let found: Vec<(usize, Span)> = patterns.found_in(text).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
