//! Gathers the keys and glosses of a glossary or of EDICT and makes them the text of a lexicon.
//!
//! In: lines in any order. Out: sorted text, each key once, its best glosses first. O(bytes · log of the keys).

use std::collections::BTreeMap;

use super::edict;
use crate::text::script::fold_width;
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
    pub(super) fn add_glossary_line(
        &mut self,
        japanese: &str,
        english: &str,
        place: &dyn Fn() -> String,
    ) -> Result<()> {
        let key = fold_width(japanese.trim()).text().to_owned();
        if key.is_empty() {
            return Err(Error::format(place(), "expected Japanese before the tab"));
        }
        if LONGEST_GLOSSARY_KEY < key.chars().count() {
            return Err(Error::format(
                place(),
                format!("expected at most {LONGEST_GLOSSARY_KEY} characters before the tab"),
            ));
        }
        let english = english.split('\t').next().unwrap_or_default();
        let mut has_gloss = false;
        for gloss in english.split([';', '；', '/']) {
            let all: Vec<&str> = words(gloss).map(|(_, word)| word).collect();
            let content: Vec<&str> = all
                .iter()
                .copied()
                .filter(|word| !is_stop_word(word))
                .collect();
            let kept = if content.is_empty() { &all } else { &content };
            let stems: Vec<String> = kept.iter().map(|word| self.stem(word)).collect();
            if !stems.is_empty() {
                has_gloss = true;
                self.add(&key, GLOSSARY, stems.join(&JOINT.to_string()));
            }
        }
        if has_gloss {
            Ok(())
        } else {
            Err(Error::format(
                place(),
                "expected an English word after the tab",
            ))
        }
    }

    pub(super) fn add_edict(&mut self, entry: &edict::Line<'_>) {
        let keys = edict::keys(entry);
        for (rank, word) in edict::ranked_words(entry) {
            let stem = self.stem(word);
            if is_stop_word(&stem) {
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

/// Adds the line of a key to the text of a lexicon.
pub(super) fn push_line(text: &mut String, key: &str, glosses: &[&str]) {
    text.push_str(key);
    text.push('\t');
    text.push_str(&glosses.join(" "));
    text.push('\n');
}
