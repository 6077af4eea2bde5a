//! [`Readings`]: what each kanji, or a few together, is read in names, and what that is worth.
//!
//! In: lines `kanji TAB reading worth reading worth …`. Out: the readings of a kanji, or of up to
//! three that are read as one (大和 yamato). Opening is free; the first look-up of a kanji parses the table in
//! about 200 µs; each further one is a binary search.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::OnceLock;

use crate::{Error, Result};

/// The readings of kanji in names.
#[derive(Clone, Default)]
pub struct Readings {
    /// Lines sorted by their bytes: those of English words come first.
    text: Cow<'static, str>,
    table: OnceLock<ParsedTable>,
}

/// The lines of kanji, parsed.
#[derive(Clone, Default)]
struct ParsedTable {
    /// The first characters of the keys, in order, and where their keys start.
    groups: Vec<(char, u32)>,
    keys: Vec<Key>,
    readings: Vec<Reading>,
}

/// A kanji, or some that are read as one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    pub(crate) n_characters: usize,
    /// Where what follows the first character stands in the text.
    rest: (u32, u32),
    readings: (u32, u32),
}

/// A reading and what it is worth.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    /// Where its letters stand in the text: those of a [`RomajiKey`](super::super::RomajiKey).
    letters: (u32, u32),
    /// A bit for each letter that the reading may begin with inside a name.
    pub(crate) firsts: u32,
    /// ln p(reading | kanji) / p(reading), at least 0.
    pub(crate) worth: f32,
}

/// What one letter of the table's worths is worth, in nats: A is 0, Z is 10.
const WORTH_STEP: f32 = 0.4;

impl Readings {
    /// The table in the package. Built on first use, then shared.
    #[cfg(feature = "lexicon")]
    pub fn embedded() -> &'static Readings {
        static EMBEDDED: OnceLock<Readings> = OnceLock::new();
        EMBEDDED.get_or_init(|| Readings::from_sorted(Cow::Borrowed(taiyaku_data::READINGS)))
    }

    /// Reads a table: lines `kanji TAB reading worth …`, where a reading is in Kunrei letters, its worth a capital
    /// letter (A is 0, each further letter .4 nats); in any order. A line whose first column is in small Latin letters
    /// names an English word, which no kanji are read as. O(bytes · log of the lines).
    ///
    /// ```
    /// use taiyaku::name::Readings;
    ///
    /// assert!(Readings::from_text("")?.is_empty());
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a line has another form, or a key comes twice; the message names the line.
    pub fn from_text(text: &str) -> Result<Readings> {
        let mut lines: Vec<(&str, usize)> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let is_known = line.split_once('\t').is_some_and(|(key, readings)| {
                !key.is_empty()
                    && !key.contains(char::is_control)
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
        let table = OnceLock::new();
        Readings { text, table }
    }

    fn table(&self) -> &ParsedTable {
        self.table.get_or_init(|| {
            let mut table = ParsedTable::default();
            let mut start = self.find("\u{80}").unwrap_or_else(|next| next);
            for line in self.text[start..].split_inclusive('\n') {
                table.push(start, line);
                start += line.len();
            }
            table
        })
    }

    /// The number of kanji, and groups of kanji, that have readings.
    pub fn len(&self) -> usize {
        self.table().keys.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        let lines = self.text.trim_end_matches('\n');
        let last = memchr::memrchr(b'\n', lines.as_bytes()).map_or(0, |before| before + 1);
        lines[last..]
            .bytes()
            .next()
            .is_none_or(|first| first.is_ascii())
    }

    /// Whether a word in lower case is an English one, though it could be romaji (take, sun). A binary search.
    pub(crate) fn is_english(&self, word: &str) -> bool {
        word.is_ascii() && self.find(word).is_ok()
    }

    /// Where the line of a key starts, or else the next one. A binary search.
    fn find(&self, wanted: &str) -> std::result::Result<usize, usize> {
        let bytes = self.text.as_bytes();
        let (mut from, mut to) = (0, bytes.len());
        while from < to {
            let middle = from + (to - from) / 2;
            let start = memchr::memrchr(b'\n', &bytes[from..middle]).map_or(from, |n| from + n + 1);
            let end = memchr::memchr(b'\n', &bytes[middle..to]).map_or(to, |n| middle + n + 1);
            match key(&self.text[start..end]).cmp(wanted) {
                Ordering::Equal => return Ok(start),
                Ordering::Less => from = end,
                Ordering::Greater => to = start,
            }
        }
        Err(from)
    }

    /// The keys that begin with a character, shortest first. A binary search.
    pub(crate) fn keys(&self, first: char) -> &[Key] {
        let ParsedTable { groups, keys, .. } = self.table();
        let group = groups.binary_search_by_key(&first, |group| group.0);
        group.map_or(&[], |at| {
            let end = groups
                .get(at + 1)
                .map_or(keys.len(), |next| next.1 as usize);
            &keys[groups[at].1 as usize..end]
        })
    }

    /// The characters of a key after the first.
    pub(crate) fn rest(&self, key: &Key) -> &str {
        &self.text[key.rest.0 as usize..key.rest.1 as usize]
    }

    /// The readings of a key, best first.
    pub(crate) fn of(&self, key: &Key) -> &[Reading] {
        &self.table().readings[key.readings.0 as usize..key.readings.1 as usize]
    }

    /// The letters of a reading.
    pub(crate) fn letters(&self, reading: Reading) -> &[u8] {
        &self.text.as_bytes()[reading.letters.0 as usize..reading.letters.1 as usize]
    }
}

impl ParsedTable {
    /// Adds a line of kanji that starts at a byte of the text.
    fn push(&mut self, start: usize, line: &str) {
        let kanji = key(line);
        let Some(first) = kanji.chars().next() else {
            return;
        };
        if self.groups.last().is_none_or(|last| last.0 != first) {
            self.groups.push((first, self.keys.len() as u32));
        }
        let n_known = self.readings.len() as u32;
        let mut from = kanji.len() + 1;
        for (at, letter) in line.bytes().enumerate().skip(from) {
            if letter.is_ascii_uppercase() {
                self.readings.push(Reading {
                    letters: ((start + from) as u32, (start + at) as u32),
                    firsts: firsts(&line.as_bytes()[from..at]),
                    worth: f32::from(letter - b'A') * WORTH_STEP,
                });
                from = at + 1;
            }
        }
        self.keys.push(Key {
            n_characters: kanji.chars().count(),
            rest: (
                (start + first.len_utf8()) as u32,
                (start + kanji.len()) as u32,
            ),
            readings: (n_known, self.readings.len() as u32),
        });
    }
}

/// The first letter of a reading after another one, if it is voiced there: kawa, gawa.
pub(crate) fn voiced(letters: &[u8]) -> Option<u8> {
    match letters {
        [b'k', ..] => Some(b'g'),
        [b's', ..] | [b't', b'i' | b'u' | b'y', ..] => Some(b'z'),
        [b't', ..] => Some(b'd'),
        [b'h', ..] => Some(b'b'),
        _ => None,
    }
}

fn firsts(letters: &[u8]) -> u32 {
    let own = letters.first().copied().unwrap_or(b' ');
    let popped = (own == b'h').then_some(b'p');
    let firsts = [Some(own), voiced(letters), popped].into_iter().flatten();
    firsts.fold(0, |bits, letter| bits | 1 << (letter & 31))
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
        let first = kanji.chars().next().unwrap_or(' ');
        let rest = kanji.strip_prefix(first).unwrap_or("");
        for key in readings.keys(first) {
            if !rest.starts_with(readings.rest(key)) {
                continue;
            }
            shown += &format!("{}:", key.n_characters);
            for &reading in readings.of(key) {
                let letters = str::from_utf8(readings.letters(reading)).unwrap();
                shown += &format!(" {letters} {:.1}", reading.worth);
            }
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
        let table = "take\tA\nsun\tA\nmade\tA\na\tA\nare\tA\n藤\tA\n";
        let readings = Readings::from_text(table).unwrap();
        for word in ["a", "are", "made", "sun", "take"] {
            assert!(readings.is_english(word), "{word}");
        }
        for word in ["", "ar", "mad", "madei", "huzi", "taken", "zoo", "藤"] {
            assert!(!readings.is_english(word), "{word}");
        }
    }

    #[test]
    fn other_lines_are_refused() {
        for (table, expected) in [
            ("藤 huziK", "line 1"),
            ("藤\thuziK\n大\t", "line 2"),
            ("藤\thuzi", "line 1"),
            ("藤\thuziK\n藤\ttoA", "line 2"),
            ("\thuziK", "line 1"),
            ("藤\thuziK\n大\0\ttoA", "line 2"),
            ("藤\u{1}\thuziK", "line 1"),
        ] {
            let message = Readings::from_text(table).unwrap_err().to_string();
            assert!(message.contains(expected), "{table}: {message}");
        }
        for table in ["", "take\tA\n"] {
            let readings = Readings::from_text(table).unwrap();
            assert_eq!((readings.is_empty(), readings.len()), (true, 0));
        }
        assert!(!Readings::from_text("take\tA\n藤\tA").unwrap().is_empty());
    }
}
