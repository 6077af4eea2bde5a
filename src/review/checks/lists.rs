//! Lists of words that several checks look for, by name, from `data/review/`.
//!
//! In: lines `name TAB word;word;…`; other lines are notes. Out: the words of a name. Read once, O(bytes); a look-up is O(names).

use std::sync::LazyLock;

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
}
