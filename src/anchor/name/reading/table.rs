//! [`Readings`]: what each kanji, or a few together, is read in names, and what that is worth.
//!
//! In: lines `kanji TAB reading worth reading worth …`. Out: the readings of a kanji, or of up to
//! three that are read as one (大和 yamato). Opening is O(lines), some 50 µs; a look-up is a binary search.

use std::borrow::Cow;

use crate::{Error, Result};

/// The readings of kanji in names.
#[derive(Clone, Default)]
pub struct Readings {
    /// Lines sorted by the bytes of the kanji.
    text: Cow<'static, str>,
    /// The first characters of the keys, in order, and where their lines start.
    groups: Vec<(char, u32)>,
    n_keys: usize,
}

/// A reading and what it is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reading<'a> {
    /// In the letters of a [`RomajiKey`](super::super::RomajiKey).
    pub(crate) letters: &'a str,
    /// ln p(reading | kanji) / p(reading), at least 0.
    pub(crate) worth: f32,
}

/// What one letter of the table's worths is worth, in nats: A is 0, Z is 10.
const WORTH_STEP: f32 = 0.4;

impl Readings {
    /// The table in the package. Built on first use, then shared.
    #[cfg(feature = "lexicon")]
    pub fn embedded() -> &'static Readings {
        static EMBEDDED: std::sync::OnceLock<Readings> = std::sync::OnceLock::new();
        EMBEDDED.get_or_init(|| {
            Readings::from_sorted(Cow::Borrowed(include_str!("../../../../data/readings.tsv")))
        })
    }

    /// Reads a table: lines `kanji TAB reading worth …`, where a reading is in Kunrei letters, its worth a capital
    /// letter (A is 0, each further letter .4 nats); in any order. A line whose first column is in small Latin letters says
    /// that it is an English word, which no kanji are to be read as. O(bytes · log of the lines).
    ///
    /// # Errors
    ///
    /// If a line has another form, or a key comes twice; the message names the line.
    pub fn from_text(text: &str) -> Result<Readings> {
        let mut lines: Vec<(&str, usize)> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let is_known = line.split_once('\t').is_some_and(|(key, readings)| {
                !key.is_empty()
                    && readings.ends_with(|last: char| last.is_ascii_uppercase())
                    && readings.bytes().all(|byte| byte.is_ascii_alphabetic())
            });
            if !is_known {
                return Err(Error::format(
                    format!("line {}", index + 1),
                    "expected `kanji TAB readings`, each followed by its worth, a capital letter",
                ));
            }
            lines.push((line, index));
        }
        lines.sort_unstable();
        if let Some(pair) = lines
            .windows(2)
            .find(|pair| key(pair[0].0) == key(pair[1].0))
        {
            return Err(Error::format(
                format!("line {}", pair[1].1 + 1),
                "expected each kanji once",
            ));
        }
        let mut sorted = String::with_capacity(text.len() + 1);
        for (line, _) in lines {
            sorted.push_str(line);
            sorted.push('\n');
        }
        Ok(Readings::from_sorted(Cow::Owned(sorted)))
    }

    fn from_sorted(text: Cow<'static, str>) -> Readings {
        let mut groups: Vec<(char, u32)> = Vec::with_capacity(text.len() / 32);
        let mut n_keys = 0;
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
            let first = text[start..end].chars().next().unwrap_or('\0');
            n_keys += usize::from(!first.is_ascii());
            if groups.last().is_none_or(|last| last.0 != first) {
                groups.push((first, start as u32));
            }
            start = end + 1;
        }
        Readings {
            text,
            groups,
            n_keys,
        }
    }

    /// The number of kanji, and groups of kanji, that have readings.
    pub fn len(&self) -> usize {
        self.n_keys
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.n_keys == 0
    }

    /// Whether a word in lower case is an English one, though it could be romaji (take, sun). A binary search.
    pub(crate) fn is_english(&self, word: &str) -> bool {
        let first = word.chars().next().unwrap_or('\0');
        first.is_ascii() && self.lines_of(first).any(|line| key(line) == word)
    }

    /// The keys that the text begins with, shortest first: how many characters each has, and its readings, best
    /// first. A binary search.
    pub(crate) fn at_beginning<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (usize, impl Iterator<Item = Reading<'a>>)> {
        let first = text.chars().next().unwrap_or('\0');
        let lines = self
            .lines_of(first)
            .filter_map(|line| line.split_once('\t'));
        lines
            .filter(move |(key, _)| text.starts_with(key))
            .map(|(key, line)| (key.chars().count(), readings(line)))
    }

    /// The lines whose keys begin with a character.
    fn lines_of(&self, first: char) -> impl Iterator<Item = &str> {
        let group = self.groups.binary_search_by_key(&first, |group| group.0);
        let lines = group.map_or(0..0, |at| {
            let end = self
                .groups
                .get(at + 1)
                .map_or(self.text.len(), |next| next.1 as usize);
            self.groups[at].1 as usize..end
        });
        self.text[lines].lines()
    }
}

fn readings(line: &str) -> impl Iterator<Item = Reading<'_>> {
    line.split_inclusive(|letter: char| letter.is_ascii_uppercase())
        .filter_map(|reading| {
            let (letters, worth) = reading.split_at_checked(reading.len() - 1)?;
            let steps = worth.bytes().next()?.checked_sub(b'A')?;
            let worth = f32::from(steps) * WORTH_STEP;
            Some(Reading { letters, worth })
        })
}

/// The kanji of the line that the text begins with.
fn key(text: &str) -> &str {
    text.split('\t').next().unwrap_or_default()
}

impl std::fmt::Debug for Readings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Readings")
            .field("kanji", &self.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(readings: &Readings, kanji: &str) -> String {
        let mut shown = String::new();
        for (n, all) in readings.at_beginning(kanji) {
            shown += &format!("{n}:");
            all.for_each(|r| shown += &format!(" {} {:.1}", r.letters, r.worth));
            shown += ";";
        }
        shown
    }

    #[test]
    fn a_table_is_looked_up() {
        let table = "藤\thuziKtoC\n大和\tyamatoZ\n大\toCdaiB\ntake\tA\n";
        let readings = Readings::from_text(table).unwrap();
        for (kanji, expected) in [
            ("藤", "1: huzi 4.0 to 0.8;"),
            ("大", "1: o 0.8 dai 0.4;"),
            ("大和国", "1: o 0.8 dai 0.4;2: yamato 10.0;"),
            ("和", ""),
            ("", ""),
        ] {
            assert_eq!(shown(&readings, kanji), expected, "{kanji}");
        }
        assert!(readings.is_english("take") && !readings.is_english("huzi"));
    }

    #[test]
    fn other_lines_are_refused() {
        for (table, expected) in [
            ("藤 huziK", "line 1"),
            ("藤\thuziK\n大\t", "line 2"),
            ("藤\thuzi", "line 1"),
            ("藤\thuziK\n藤\ttoA", "line 2"),
            ("\thuziK", "line 1"),
        ] {
            let message = Readings::from_text(table).unwrap_err().to_string();
            assert!(message.contains(expected), "{table}: {message}");
        }
        assert!(Readings::from_text("").unwrap().is_empty());
    }
}
