//! The dictionary: Japanese keys and the stems of their English glosses.
//!
//! In: the embedded file, a user's glossary, or EDICT. Out: the keys found in a text, longest first, with
//! their glosses. Building is O(entries), matching O(bytes · longest key of the first character).

use std::borrow::Cow;
use std::io::BufRead;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::anchor::word::{self, Stemmer};
use crate::error::{Error, Result};
use crate::text::Span;
use crate::text::script::{self, Class};

/// Longest key, in characters, and most gloss stems of a key.
const LONGEST_KEY: usize = 10;
const MOST_GLOSSES: usize = 12;

type Entries = FxHashMap<Cow<'static, str>, Cow<'static, str>>;

/// Japanese words with the stems of their English glosses. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    entries: Arc<Entries>,
    /// Longest key in characters by its first character.
    longest: Arc<FxHashMap<char, u8>>,
}

/// A key found in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LexiconMatch<'a> {
    /// Where it stands, in bytes.
    pub span: Span,
    glosses: &'a str,
}

impl<'a> LexiconMatch<'a> {
    /// The stems of its English glosses.
    pub fn glosses(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.glosses.split(' ')
    }
}

impl Lexicon {
    /// Whose work the embedded dictionary is, and under what licence: to be shown by whoever ships it.
    pub const ATTRIBUTION: &'static str = "The embedded dictionary is derived from EDICT/JMdict, the property of \
        the Electronic Dictionary Research and Development Group (EDRDG, https://www.edrdg.org/), and is used and \
        passed on under the Creative Commons Attribution-ShareAlike 4.0 International licence.";

    /// A lexicon with no entry.
    pub fn empty() -> Self {
        Lexicon::default()
    }

    /// The embedded dictionary, read once a process, in a few milliseconds.
    #[cfg(feature = "lexicon")]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
        EMBEDDED.get_or_init(|| {
            let lines = include_str!("../../data/lexicon.tsv").lines();
            let entries = lines.filter_map(|line| line.split_once('\t'));
            Lexicon::from_entries(
                entries
                    .map(|(key, stems)| (key.into(), stems.into()))
                    .collect(),
            )
        })
    }

    /// Reads a glossary, one entry a line: `日本語` TAB `English; other English`, or EDICT's
    /// `漢字 [かな] /gloss/gloss/` (in UTF-8). Empty lines and lines that begin with `#` are passed over.
    ///
    /// # Errors
    ///
    /// If reading fails or a line is of neither form; the error names the line.
    pub fn from_reader(reader: impl BufRead) -> Result<Self> {
        let mut entries: FxHashMap<String, String> = FxHashMap::default();
        let mut stemmer = Stemmer::new();
        for (number, line) in reader.lines().enumerate() {
            let place = format!("line {}", number + 1);
            let line = line.map_err(|error| Error::io(&place, error))?;
            let line = line.trim_start_matches('\u{feff}').trim();
            if line.is_empty() || line.starts_with(['#', '　']) {
                continue;
            }
            let (keys, glosses) = entry(line).ok_or_else(|| {
                Error::format(
                    &place,
                    "expected `日本語` TAB `English; other English`, or an EDICT entry",
                )
            })?;
            let stems = gloss_stems(&glosses, &mut stemmer);
            for key in keys
                .into_iter()
                .filter(|key| !key.is_empty() && !stems.is_empty())
            {
                let known = entries.entry(key.to_owned()).or_default();
                add_stems(known, &stems);
            }
        }
        Ok(Lexicon::from_entries(
            entries
                .into_iter()
                .map(|(k, v)| (k.into(), v.into()))
                .collect(),
        ))
    }

    /// This lexicon with the entries of another, whose glosses replace those of the same key. O(entries).
    pub fn with(&self, other: &Lexicon) -> Self {
        let mut entries = Entries::clone(&self.entries);
        entries.extend(other.entries.iter().map(|(k, v)| (k.clone(), v.clone())));
        Lexicon::from_entries(entries)
    }

    fn from_entries(entries: Entries) -> Self {
        let mut longest: FxHashMap<char, u8> = FxHashMap::default();
        for key in entries.keys() {
            if let Some(first) = key.chars().next() {
                let length = key.chars().count().min(255) as u8;
                let entry = longest.entry(first).or_default();
                *entry = (*entry).max(length);
            }
        }
        Lexicon {
            entries: Arc::new(entries),
            longest: Arc::new(longest),
        }
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The number of keys.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Appends the keys found in a Japanese text, the longest at each place, without overlap. O(bytes ·
    /// longest key).
    pub fn matches<'a>(&'a self, text: &str, found: &mut Vec<LexiconMatch<'a>>) {
        let mut ends = [0usize; LONGEST_KEY];
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let next = at + first.len_utf8();
            let Some(&longest) = self.longest.get(&first) else {
                at = next;
                continue;
            };
            let mut n = 0;
            for (offset, c) in text[at..]
                .char_indices()
                .take((longest as usize).min(LONGEST_KEY))
            {
                ends[n] = at + offset + c.len_utf8();
                n += 1;
            }
            let hit = ends[..n].iter().rev().find_map(|&end| {
                let glosses = self.entries.get(&text[at..end])?;
                Some(LexiconMatch {
                    span: Span::new(at, end),
                    glosses,
                })
            });
            at = hit.map_or(next, |hit| hit.span.end);
            found.extend(hit);
        }
    }
}

/// Keys and glosses of a line of a glossary or of EDICT.
fn entry(line: &str) -> Option<(Vec<&str>, String)> {
    if let Some((key, glosses)) = line.split_once('\t') {
        return Some((vec![key.trim()], glosses.to_owned()));
    }
    let (head, glosses) = line.split_once(" /")?;
    let heads = head.split(['[', ']', ';', ' ']).filter(|h| !h.is_empty());
    let keys = heads.map(|h| h.split('(').next().unwrap_or(h)).collect();
    Some((keys, glosses.trim_end_matches('/').replace('/', ";")))
}

fn add_stems(known: &mut String, stems: &[String]) {
    for stem in stems {
        if known.split(' ').count() < MOST_GLOSSES && !known.split(' ').any(|other| other == stem) {
            if !known.is_empty() {
                known.push(' ');
            }
            known.push_str(stem);
        }
    }
}

/// Stems of the content words of a gloss, in order, each once; remarks in brackets are left out.
pub fn gloss_stems(gloss: &str, stemmer: &mut Stemmer) -> Vec<String> {
    let mut plain = String::with_capacity(gloss.len());
    let mut depth = 0usize;
    for c in gloss.chars() {
        match c {
            '(' | '{' => depth += 1,
            ')' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    let mut stems: Vec<String> = Vec::new();
    for (_, word) in word::words(&plain) {
        let stem = stemmer.stem(&word);
        if word.len() >= 2 && !word::is_stop_word(&word) && !stems.iter().any(|known| known == stem)
        {
            stems.push(stem.to_owned());
        }
    }
    stems
}

/// Whether a key is worth looking for: not one of hiragana alone that is shorter than three characters.
pub fn is_useful_key(key: &str) -> bool {
    let n_characters = key.chars().count();
    let hiragana = key.chars().all(|c| script::class(c) == Class::Hiragana);
    (1..=LONGEST_KEY).contains(&n_characters) && !(hiragana && n_characters < 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glossary_is_read_and_the_longest_key_wins() {
        let lines = "機械\tmachine\n機械学習\tmachine learning\n# note\n";
        let lexicon = Lexicon::from_reader(lines.as_bytes()).expect("a good glossary");
        let mut found = Vec::new();
        lexicon.matches("この機械学習は", &mut found);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].glosses().collect::<Vec<_>>(), ["machin", "learn"]);
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = Lexicon::from_reader("機械\tmachine\nno tab here\n".as_bytes())
            .expect_err("a bad line");
        assert!(
            error.is_format() && error.to_string().contains("line 2"),
            "{error}"
        );
    }

    #[cfg(feature = "lexicon")]
    #[test]
    fn the_embedded_dictionary_knows_inflected_verbs() {
        for (text, gloss) in [
            ("走った", "run"),
            ("食べました", "eat"),
            ("高くない", "high"),
            ("会議", "meet"),
        ] {
            let mut found = Vec::new();
            Lexicon::embedded().matches(text, &mut found);
            assert!(
                found.iter().any(|m| m.glosses().any(|g| g == gloss)),
                "{text}"
            );
        }
    }
}
