//! The lists for Japanese: what is counted, and words whose numerals count nothing; from `data/numbers`.
//!
//! In: a text and a place. Out: the counter or word there. O(1): both lists are keyed by a character, and a key
//! has few words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::number::kanji::{Numeral, char_at, numeral};

/// A word that holds a numeral but no number.
#[derive(Debug, Clone, Copy)]
struct Idiom {
    word: &'static str,
    /// Bytes before its first numeral.
    offset: usize,
    /// What its numeral is.
    holds: Holds,
}

/// What the numeral of a word is.
#[derive(Debug, Clone, Copy)]
enum Holds {
    Nothing,
    /// Read all the same, as a weak number.
    WeakNumber,
    /// A number, though a shorter word of the list holds none.
    Number,
}

/// What a word at a numeral makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// No word of the list.
    Number,
    /// A number that may well not be one in English.
    Weak,
    /// No number; the word ends at this byte.
    Word(usize),
}

/// What is counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counter {
    /// Its length in bytes.
    pub(super) len: usize,
    /// Whether it also numbers things: 章, 月.
    pub(super) numbers: bool,
    /// Whether a half is written behind it: 2年半.
    pub(super) halved: bool,
    /// Whether it makes an ordinal: 位, 世紀.
    pub(super) orders: bool,
}

pub(super) struct Lists {
    counters: FxHashMap<char, Vec<(&'static str, Counter)>>,
    idioms: FxHashMap<char, Vec<Idiom>>,
}

pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    counters: counters(include_str!("../../data/numbers/japanese_counters.tsv")),
    idioms: idioms(include_str!("../../data/numbers/japanese_words.txt")),
});

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn counters(list: &'static str) -> FxHashMap<char, Vec<(&'static str, Counter)>> {
    let mut counters: FxHashMap<char, Vec<(&'static str, Counter)>> = FxHashMap::default();
    for line in lines(list) {
        let (word, flags) = line.split_once('\t').unwrap_or((line, ""));
        let counter = Counter {
            len: word.len(),
            numbers: flags.contains('n'),
            halved: flags.contains('h'),
            orders: flags.contains('o'),
        };
        counters
            .entry(char_at(word, 0).0)
            .or_default()
            .push((word, counter));
    }
    for words in counters.values_mut() {
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    }
    counters
}

fn idioms(list: &'static str) -> FxHashMap<char, Vec<Idiom>> {
    let mut idioms: FxHashMap<char, Vec<Idiom>> = FxHashMap::default();
    for line in lines(list) {
        let (word, holds) = match line.as_bytes()[0] {
            b'?' => (&line[1..], Holds::WeakNumber),
            b'!' => (&line[1..], Holds::Number),
            _ => (line, Holds::Nothing),
        };
        let first = word
            .char_indices()
            .find(|(_, c)| !matches!(numeral(*c), None | Some(Numeral::Some)));
        let (offset, c) = first.unwrap_or_else(|| panic!("no numeral in the word {word}"));
        let idiom = Idiom {
            word,
            offset,
            holds,
        };
        idioms.entry(c).or_default().push(idiom);
    }
    for words in idioms.values_mut() {
        words.sort_by_key(|idiom| std::cmp::Reverse(idiom.word.len()));
    }
    idioms
}

impl Lists {
    /// The longest counter at a byte.
    pub(super) fn counter(&self, text: &str, at: usize) -> Option<Counter> {
        let words = self.counters.get(&char_at(text, at).0)?;
        let rest = &text[at..];
        words
            .iter()
            .find(|(word, _)| rest.starts_with(word))
            .map(|(_, counter)| *counter)
    }

    /// What the word around the numeral at `start`, a kanji, makes of it. Behind 第 a numeral counts: 一部 is "a part",
    /// 第一部 is "part one"; but 第三者 is a word of its own.
    pub(super) fn sense(&self, text: &str, start: usize) -> Sense {
        let Some(words) = self.idioms.get(&char_at(text, start).0) else {
            return Sense::Number;
        };
        let bytes = text.as_bytes();
        let before = &text[..start];
        let is_ordinal = before.strip_suffix(' ').unwrap_or(before).ends_with('第');
        let found = words.iter().find(|idiom| {
            let at = start.checked_sub(idiom.offset);
            let stands = at.is_some_and(|at| bytes[at..].starts_with(idiom.word.as_bytes()));
            stands && !(is_ordinal && idiom.offset == 0)
        });
        let Some(idiom) = found else {
            return Sense::Number;
        };
        match idiom.holds {
            Holds::Nothing => Sense::Word(start - idiom.offset + idiom.word.len()),
            Holds::WeakNumber => Sense::Weak,
            Holds::Number => Sense::Number,
        }
    }
}
