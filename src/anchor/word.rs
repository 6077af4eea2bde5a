//! Words in Latin letters: their places, their stems, the stop words; and interjections of both languages.
//!
//! In: text. Out: folded words with their spans, stems by Snowball English (Porter 2) after a table of
//! irregular forms, classes of interjections. O(bytes); each distinct word is stemmed once.

use std::borrow::Cow;
use std::sync::LazyLock;

use rust_stemmers::Algorithm;
use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::script::{self, Class};
use crate::text::{Language, Span};

static IRREGULAR: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    include_str!("../../data/words/irregular.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect()
});
static STOP: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    include_str!("../../data/words/stop.txt")
        .split_whitespace()
        .collect()
});
static INTERJECTIONS: LazyLock<[FxHashMap<&str, u8>; 2]> = LazyLock::new(|| {
    let mut forms = [FxHashMap::default(), FxHashMap::default()];
    let lines = include_str!("../../data/words/interjections.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'));
    for (class, line) in lines.enumerate() {
        for (column, map) in line.split('\t').skip(1).zip(&mut forms) {
            map.extend(column.split(';').map(|form| (form, class as u8)));
        }
    }
    forms
});

/// Stems English words, each distinct one once.
pub struct Stemmer {
    snowball: rust_stemmers::Stemmer,
    known: FxHashMap<Box<str>, Box<str>>,
}

impl Default for Stemmer {
    fn default() -> Self {
        Stemmer::new()
    }
}

impl Stemmer {
    /// A stemmer that has seen nothing yet.
    pub fn new() -> Self {
        Stemmer {
            snowball: rust_stemmers::Stemmer::create(Algorithm::English),
            known: FxHashMap::default(),
        }
    }

    /// The stem of a word in small letters: irregular forms go back to their base before Snowball English
    /// (Porter 2) cuts the endings. O(letters), O(1) when the word was seen before.
    pub fn stem(&mut self, word: &str) -> &str {
        if !self.known.contains_key(word) {
            let base = IRREGULAR.get(word).copied().unwrap_or(word);
            let stem = self.snowball.stem(base);
            self.known.insert(word.into(), stem.into());
        }
        &self.known[word]
    }

    /// Every word seen so far with its stem, in alphabetical order.
    pub(crate) fn seen(&self) -> Vec<(&str, &str)> {
        let mut seen: Vec<(&str, &str)> = self
            .known
            .iter()
            .map(|(word, stem)| (&**word, &**stem))
            .collect();
        seen.sort_unstable();
        seen
    }
}

/// Whether a word in small letters is so common that it says nothing.
pub fn is_stop_word(word: &str) -> bool {
    STOP.contains(word)
}

/// The words in Latin letters with their spans, folded: small letters, of ordinary width, without the
/// possessive 's. Words by Unicode's word boundaries (UAX 29). O(bytes).
pub fn words(text: &str) -> impl Iterator<Item = (Span, Cow<'_, str>)> {
    text.unicode_word_indices().filter_map(|(at, word)| {
        let first = word.chars().next()?;
        if script::class(first) != Class::Latin {
            return None;
        }
        Some((Span::new(at, at + word.len()), fold(word)))
    })
}

fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let mut folded = if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        word.replace('’', "'")
            .nfkc()
            .flat_map(char::to_lowercase)
            .collect()
    };
    if folded.ends_with("'s") {
        folded.truncate(folded.len() - 2);
    }
    Cow::Owned(folded)
}

/// The class of interjection (yes, no, thanks, a laugh …) that a segment consists of or begins with, up to its
/// first mark of punctuation. O(bytes up to there).
pub fn interjection_class(text: &str, language: Language) -> Option<u8> {
    const LONGEST: usize = 60;
    let stop = |c: char| script::class(c) == Class::Other && !matches!(c, '-' | '\'' | '’');
    let text = text.trim_start_matches(|c| stop(c) || c == ' ');
    let head = text.split(stop).next()?.trim();
    if head.is_empty() || head.len() > LONGEST {
        return None;
    }
    match language {
        Language::English => INTERJECTIONS[0]
            .get(head.replace('’', "'").to_lowercase().as_str())
            .copied(),
        Language::Japanese => INTERJECTIONS[1].get(head).copied(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems() {
        let mut stemmer = Stemmer::new();
        for (word, stem) in [
            ("running", "run"),
            ("went", "go"),
            ("children", "child"),
            ("houses", "hous"),
        ] {
            assert_eq!(stemmer.stem(word), stem, "{word}");
        }
    }

    #[test]
    fn words_are_folded() {
        let found: Vec<String> = words("Anna’s ＡＰＩ と Rust-analyzer")
            .map(|(_, w)| w.into_owned())
            .collect();
        assert_eq!(found, ["anna", "api", "rust", "analyzer"]);
    }

    #[test]
    fn interjections_meet_across_the_languages() {
        let pairs = [
            ("Yeah.", "はい。"),
            ("Thank you!", "ありがとうございます。"),
            ("No, it isn't.", "いいえ、違います。"),
        ];
        for (english, japanese) in pairs {
            let class = interjection_class(english, Language::English);
            assert!(class.is_some(), "{english}");
            assert_eq!(
                class,
                interjection_class(japanese, Language::Japanese),
                "{english} {japanese}"
            );
        }
        assert_eq!(
            interjection_class("Yesterday it rained.", Language::English),
            None
        );
    }
}
