//! Gathers the keys and glosses of a glossary or of EDICT and makes them the text of a lexicon.
//!
//! In: lines in any order. Out: sorted text, each key once, its best glosses first. O(bytes · log of the keys).

use std::collections::BTreeMap;

use super::edict;
use crate::text::fold::fold_width;
use crate::text::script::is_japanese;
use crate::text::word::{Stemmer, is_stop_word, words};
use crate::{Error, Result};

/// Joins the words of a gloss of several words inside the text of a lexicon.
pub(super) const JOINT: char = '+';

/// The longest key taken from a glossary, in characters: a bound on the work for each character matched.
pub(super) const LONGEST_GLOSSARY_KEY: usize = 100;

/// How many stems are kept for a key read from EDICT. Measured: four to six are enough.
pub(super) const MOST_STEMS: usize = 6;

/// Gathers keys and glosses in any order.
#[derive(Default)]
pub(super) struct Builder {
    stemmer: Stemmer,
    lines: BTreeMap<String, Vec<Gloss>>,
    count: u32,
}

/// The rank of a gloss of a glossary, of which all are kept.
const GLOSSARY: u32 = 0;

/// One gloss on its way into a lexicon; the order of the fields is the order of preference.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Gloss {
    /// [`GLOSSARY`], or for a gloss of EDICT the more, the vaguer it is.
    rank: u32,
    number: u32,
    text: String,
}

impl Builder {
    /// Adds the line of a glossary, its columns in either order.
    pub(super) fn add_glossary_line(
        &mut self,
        first: &str,
        second: &str,
        place: &dyn Fn() -> String,
    ) -> Result<()> {
        let second = second.split('\t').next().unwrap_or_default();
        let (japanese, english) = japanese_first(first, second);
        let wrong = |expected: String| Err(Error::format(place(), expected));
        let key = fold_width(japanese.trim()).text().to_owned();
        if key.is_empty() {
            return wrong("expected Japanese in one of the two columns".to_owned());
        }
        if LONGEST_GLOSSARY_KEY < key.chars().count() {
            return wrong(format!(
                "expected at most {LONGEST_GLOSSARY_KEY} characters of Japanese"
            ));
        }
        match self.add_glosses(&key, english.split([';', '；', '/'])) {
            0 => wrong("expected an English word beside the Japanese".to_owned()),
            _ => Ok(()),
        }
    }

    /// Adds a pair in either order of the languages; false if nothing in it can be met in a text.
    pub(super) fn add_pair(&mut self, first: &str, second: &str) -> bool {
        let (japanese, english) = japanese_first(first.trim(), second.trim());
        let key = fold_width(japanese).text().to_owned();
        let is_key = !key.is_empty()
            && !key.contains(['\0', '\t', '\n', '\r'])
            && key.chars().count() <= LONGEST_GLOSSARY_KEY;
        is_key && self.add_glosses(&key, std::iter::once(english)) > 0
    }

    /// Adds the glosses of a key that hold a word, and counts them.
    fn add_glosses<'a>(&mut self, key: &str, glosses: impl Iterator<Item = &'a str>) -> usize {
        let mut n_glosses = 0;
        for gloss in glosses {
            let all: Vec<&str> = words(gloss).map(|(_, word)| word).collect();
            let content: Vec<&str> = all
                .iter()
                .copied()
                .filter(|word| !is_stop_word(word))
                .collect();
            let kept = if content.is_empty() { &all } else { &content };
            let stems = kept.iter().map(|word| self.stem(word));
            // Of a word of marks that are not seen nothing is left.
            let stems: Vec<String> = stems.filter(|stem| !stem.is_empty()).collect();
            if !stems.is_empty() {
                n_glosses += 1;
                self.add(key, GLOSSARY, stems.join(&JOINT.to_string()));
            }
        }
        n_glosses
    }

    pub(super) fn add_edict(&mut self, entry: &edict::Line<'_>) {
        let keys = edict::keys(entry);
        for (rank, word) in edict::ranked_words(entry) {
            let stem = self.stem(word);
            if stem.is_empty() || is_stop_word(&stem) {
                continue;
            }
            for key in &keys {
                self.add(key, 1 + rank, stem.clone());
            }
        }
    }

    fn stem(&mut self, word: &str) -> String {
        let stem = self.stemmer.stem(word);
        self.stemmer.text(stem).to_owned()
    }

    fn add(&mut self, key: &str, rank: u32, text: String) {
        let number = self.count;
        self.count += 1;
        if !self.lines.contains_key(key) {
            self.lines.insert(key.to_owned(), Vec::new());
        }
        if let Some(glosses) = self.lines.get_mut(key) {
            glosses.push(Gloss { rank, number, text });
        }
    }

    /// The lines of a lexicon, sorted by their keys.
    pub(super) fn finish(self) -> String {
        let mut text = String::new();
        for (key, mut glosses) in self.lines {
            glosses.sort();
            let mut kept: Vec<&str> = Vec::new();
            for gloss in &glosses {
                let is_full = gloss.rank != GLOSSARY && MOST_STEMS <= kept.len();
                if !is_full && !kept.contains(&&*gloss.text) {
                    kept.push(&gloss.text);
                }
            }
            push_line(&mut text, &key, &kept);
        }
        text
    }
}

/// Whether of two columns this one holds Japanese and the other does not.
pub(super) fn is_the_japanese_one(column: &str, other: &str) -> bool {
    column.contains(is_japanese) && !other.contains(is_japanese)
}

/// The Japanese and the English of two texts in either order.
fn japanese_first<'a>(first: &'a str, second: &'a str) -> (&'a str, &'a str) {
    match is_the_japanese_one(second, first) {
        true => (second, first),
        false => (first, second),
    }
}

/// Adds the line of a key to the text of a lexicon.
pub(super) fn push_line(text: &mut String, key: &str, glosses: &[&str]) {
    text.push_str(key);
    text.push('\t');
    text.push_str(&glosses.join(" "));
    text.push('\n');
}
