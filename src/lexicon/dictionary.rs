//! [`Lexicon`]: where it comes from, what it holds, and how one is joined to another.
//!
//! In: the text of a lexicon, a glossary or EDICT file, or pairs. Out: entries, each a key with the stems of its glosses.
//! Opening is O(keys); a look-up by the number of an entry is O(1).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::BufRead;
use std::sync::{Arc, OnceLock};

use crate::lexicon::beginnings::{Beginning, Beginnings};
use crate::lexicon::builder::{Builder, JOINT, push_line};
use crate::lexicon::edict::{self, EDICT_TITLE};
use crate::lexicon::stems::StemTable;
use crate::name::Readings;
use crate::text::Span;
use crate::text::lines::numbered_lines;
use crate::text::script::first_bytes;
use crate::{Error, Result};

/// Japanese keys and the English stems of their glosses.
#[derive(Clone)]
pub struct Lexicon {
    /// Lines `key TAB gloss SPACE gloss …`, sorted by the bytes of the key, each key once.
    text: Cow<'static, str>,
    /// Where the line of each entry starts, and how long its key is.
    starts: Vec<u32>,
    key_lengths: Vec<u16>,
    /// The longest other key that each key begins with, or `NONE`.
    pub(super) prefixes: Vec<u32>,
    /// What follows the first two characters of each key, to search in: the bytes next to them, as `first_bytes` gives
    /// them.
    pub(super) next_bytes: Vec<u64>,
    pub(super) beginnings: Beginnings,
    /// The readings of kanji in names.
    readings: Readings,
    /// The entries by their stems; made on first use.
    stem_table: OnceLock<StemTable>,
}

pub(super) const NONE: u32 = u32::MAX;

/// A dictionary word found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct LexiconMatch {
    /// Its place, in bytes of the text that was searched.
    pub span: Span,
    /// Its entry in the lexicon, for [`Lexicon::key`] and [`Lexicon::glosses`].
    pub entry: u32,
}

impl Lexicon {
    /// The notice to show with the embedded lexicon, or with anything made from it, wherever it is published.
    #[cfg(feature = "lexicon")]
    pub const ATTRIBUTION: &str = taiyaku_data::ATTRIBUTION;

    /// The embedded lexicon: common and frequent Japanese words, about 53,000 keys with their inflected forms, and the readings of
    /// kanji in names. It is opened on first use, in about five milliseconds, then shared.
    ///
    /// ```
    /// use taiyaku::Lexicon;
    ///
    /// let entry = Lexicon::embedded().find("犬").expect("a common word");
    /// assert!(Lexicon::embedded().glosses(entry).next().is_some());
    /// ```
    #[cfg(feature = "lexicon")]
    #[must_use]
    pub fn embedded() -> &'static Lexicon {
        Lexicon::embedded_to_share()
    }

    #[cfg(feature = "lexicon")]
    fn embedded_to_share() -> &'static Arc<Lexicon> {
        static EMBEDDED: OnceLock<Arc<Lexicon>> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            let words = Lexicon::from_sorted(Cow::Borrowed(taiyaku_data::LEXICON));
            Arc::new(words.with_readings(Readings::embedded().clone()))
        })
    }

    /// The default: the embedded lexicon, shared, or an empty one without the feature `lexicon`.
    pub(crate) fn usual() -> Arc<Lexicon> {
        #[cfg(feature = "lexicon")]
        return Arc::clone(Lexicon::embedded_to_share());
        #[cfg(not(feature = "lexicon"))]
        Arc::new(Lexicon::empty())
    }

    /// An empty lexicon.
    #[must_use]
    pub fn empty() -> Lexicon {
        Lexicon::from_sorted(Cow::Borrowed(""))
    }

    /// Reads a dictionary in UTF-8. A line is one of:
    ///
    /// - `japanese TAB english; english …`, with the columns in either order. Further columns are ignored. Every key is kept,
    ///   and a gloss of several words is kept as a whole.
    /// - an EDICT line, `走る [はしる] /(v5r,vi) (1) to run/…/`. Verbs and adjectives are also entered with the endings of
    ///   their conjugations. A key has at most six stems. Keys of one or two hiragana, and keys of more than ten characters,
    ///   are skipped.
    ///
    /// Empty lines and lines that begin with `#` are skipped. O(bytes).
    ///
    /// ```
    /// use taiyaku::Lexicon;
    ///
    /// let file = "水車小屋\tmill\nnorth gate\t北門\n走る [はしる] /(v5r,vi) (1) to run/(P)/\n";
    /// let lexicon = Lexicon::from_reader(file.as_bytes())?;
    /// assert!(lexicon.find("北門").is_some());
    /// assert!(lexicon.find("走っ").is_some());
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If reading fails, if a line has neither form or holds a NUL, or if the Japanese of a line of two columns has more than
    /// a hundred characters. The message names the line.
    pub fn from_reader(reader: impl BufRead) -> Result<Lexicon> {
        let mut builder = Builder::default();
        for line in numbered_lines(reader) {
            let (number, line) = line?;
            let place = || format!("line {number}");
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') || line.starts_with(EDICT_TITLE) {
                continue;
            }
            if let Some((japanese, english)) = line.split_once('\t') {
                builder.add_glossary_line(japanese, english, &place)?;
            } else if let Some(entry) = edict::parse(line) {
                builder.add_edict(&entry);
            } else {
                return Err(Error::format(
                    place(),
                    "expected `japanese TAB english` or an EDICT line `走る [はしる] /to run/`",
                ));
            }
        }
        Ok(Lexicon::from_sorted(Cow::Owned(builder.finish())))
    }

    /// Replaces the readings of kanji in names. With an empty table, no names are linked by their readings.
    ///
    /// ```
    /// use taiyaku::Lexicon;
    /// use taiyaku::name::Readings;
    ///
    /// let lexicon = Lexicon::empty().with_readings(Readings::from_text("")?);
    /// assert!(lexicon.readings().is_empty());
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    pub fn with_readings(mut self, readings: Readings) -> Lexicon {
        self.readings = readings;
        self
    }

    /// The readings of kanji in names. Empty except in the embedded lexicon and lexicons made from it.
    pub fn readings(&self) -> &Readings {
        &self.readings
    }

    /// Adds a Japanese word with an English rendering, in either order. The rendering comes before the existing ones. Returns
    /// `false` if a text holds no word, or if the Japanese has more than a hundred characters, a tab or a line break.
    /// O(lexicon); to add many words, use [`Extend`].
    ///
    /// ```
    /// use taiyaku::Lexicon;
    ///
    /// let mut lexicon = Lexicon::from_iter([("桟橋", "pier"), ("北門", "north gate")]);
    /// assert!(lexicon.insert("埠頭", "pier"));
    /// assert_eq!(lexicon.len(), 3);
    /// assert!(!lexicon.insert("埠頭", "…"));
    /// ```
    pub fn insert(&mut self, japanese: &str, english: &str) -> bool {
        let mut builder = Builder::default();
        let is_added = builder.add_pair(japanese, english);
        if is_added {
            self.merge(&Lexicon::from_sorted(Cow::Owned(builder.finish())));
        }
        is_added
    }

    /// Adds another lexicon. If both have a key, the glosses of `other` come first. If `other` has readings of names, they
    /// replace those of `self`. O(both).
    ///
    /// ```
    /// use taiyaku::Lexicon;
    ///
    /// let mut lexicon = Lexicon::from_iter([("水車小屋", "mill")]);
    /// lexicon.merge(&Lexicon::from_iter([("水車小屋", "watermill")]));
    /// let entry = lexicon.find("水車小屋").expect("it is there");
    /// assert_eq!(lexicon.stems(entry).collect::<Vec<_>>(), ["watermil", "mill"]);
    /// ```
    pub fn merge(&mut self, other: &Lexicon) {
        let mut lines: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for lexicon in [other, &*self] {
            for entry in 0..lexicon.len() as u32 {
                let glosses = lines.entry(lexicon.key(entry)).or_default();
                for gloss in lexicon.raw_glosses(entry) {
                    if !glosses.contains(&gloss) {
                        glosses.push(gloss);
                    }
                }
            }
        }
        let mut text = String::with_capacity(self.text.len() + other.text.len());
        for (key, glosses) in lines {
            push_line(&mut text, key, &glosses);
        }
        let with_readings = if other.readings.is_empty() {
            &*self
        } else {
            other
        };
        let readings = with_readings.readings.clone();
        *self = Lexicon::from_sorted(Cow::Owned(text)).with_readings(readings);
    }

    /// The number of keys.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Reads the text that [`Lexicon::as_text`] returns. The lexicon has no readings of names. O(bytes).
    ///
    /// ```
    /// use taiyaku::Lexicon;
    ///
    /// let lexicon = Lexicon::from_iter([("桟橋", "pier"), ("北門", "north gate")]);
    /// assert_eq!(Lexicon::from_text(lexicon.as_text().to_owned())?.as_text(), lexicon.as_text());
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a line is not `key TAB gloss SPACE gloss …`, if the last line has no line break, or if the keys are not in strictly
    /// increasing order of their bytes. The message names the line.
    pub fn from_text(text: impl Into<Cow<'static, str>>) -> Result<Lexicon> {
        let text = text.into();
        let mut last = "";
        for (k, line) in text.split_inclusive('\n').enumerate() {
            let wrong = |expected: &str| Err(Error::format(format!("line {}", k + 1), expected));
            let Some((key, glosses)) = line
                .strip_suffix('\n')
                .and_then(|line| line.split_once('\t'))
            else {
                return wrong("expected `key TAB gloss SPACE gloss …` and the end of the line");
            };
            if key <= last {
                return wrong("expected keys in the order of their bytes, each once");
            }
            if usize::from(u16::MAX) < key.len() || glosses.trim().is_empty() {
                return wrong("expected a key of at most 65,535 bytes, and a gloss");
            }
            last = key;
        }
        Ok(Lexicon::from_sorted(text))
    }

    /// The whole lexicon as text: lines `key TAB gloss SPACE gloss …` in the order of the keys' bytes. Glosses are stemmed, and
    /// the words of one gloss are joined by `+`. [`Lexicon::from_text`] reads this text; [`Lexicon::from_reader`] reads a
    /// dictionary that a person writes.
    pub fn as_text(&self) -> &str {
        &self.text
    }

    /// The key of an entry.
    ///
    /// # Panics
    ///
    /// If the entry is not of this lexicon.
    pub fn key(&self, entry: u32) -> &str {
        let start = self.starts[entry as usize] as usize;
        &self.text[start..start + self.key_length(entry)]
    }

    /// The number of bytes of a key, without reading the text.
    pub(super) fn key_length(&self, entry: u32) -> usize {
        usize::from(self.key_lengths[entry as usize])
    }

    /// The English stems of an entry, best first. A gloss of several words yields its stems one by one, so that a stem can
    /// occur twice.
    ///
    /// ```
    /// use taiyaku::Lexicon;
    ///
    /// let lexicon = Lexicon::from_iter([("北門", "northern gates")]);
    /// let entry = lexicon.find("北門").expect("it is there");
    /// assert_eq!(lexicon.stems(entry).collect::<Vec<_>>(), ["northern", "gate"]);
    /// ```
    ///
    /// # Panics
    ///
    /// If the entry is not of this lexicon.
    pub fn stems(&self, entry: u32) -> impl Iterator<Item = &str> {
        self.line(entry)
            .split([' ', JOINT])
            .filter(|stem| !stem.is_empty())
    }

    /// The glosses of an entry, best first, each as its stems.
    ///
    /// ```
    /// use taiyaku::Lexicon;
    ///
    /// let lexicon = Lexicon::from_iter([("北門", "north gate"), ("北門", "Kitamon")]);
    /// let entry = lexicon.find("北門").expect("it is there");
    /// let glosses: Vec<Vec<&str>> = lexicon.glosses(entry).map(|gloss| gloss.collect()).collect();
    /// assert_eq!(glosses[0], ["north", "gate"]);
    /// ```
    ///
    /// # Panics
    ///
    /// If the entry is not of this lexicon.
    pub fn glosses(&self, entry: u32) -> impl Iterator<Item = impl Iterator<Item = &str>> {
        self.raw_glosses(entry).map(|gloss| gloss.split(JOINT))
    }

    /// Whether some entry has the stem among its glosses. The first call is O(bytes), later ones are O(1).
    pub(crate) fn has_stem(&self, stem: &str) -> bool {
        self.stem_table().entries(stem).next().is_some()
    }

    /// The entries that have the stem among their first three, in order; one that has it twice may come twice. The first
    /// call is O(bytes), later ones are O(entries).
    pub(crate) fn entries_led_by(&self, stem: &str) -> impl Iterator<Item = u32> {
        self.stem_table().entries_led_by(stem)
    }

    /// The entries that have the stem, in order; one that has it twice may come twice. The first call is O(bytes), later ones are
    /// O(entries).
    pub(crate) fn entries_of(&self, stem: &str) -> impl Iterator<Item = u32> {
        self.stem_table().entries(stem).map(|(entry, _)| entry)
    }

    /// The kanji of the keys of the entries that have the stem among their first three, in order, each once. O(1 + kanji) once the
    /// stem was asked for.
    pub(crate) fn kanji_led_by(&self, stem: &str) -> Arc<[char]> {
        self.stem_table()
            .kanji_led_by(stem, |entry| self.key(entry))
    }

    fn stem_table(&self) -> &StemTable {
        self.stem_table.get_or_init(|| {
            let lines = (0..self.len() as u32).map(|entry| self.line(entry));
            StemTable::new(self.text.len(), lines)
        })
    }

    fn line(&self, entry: u32) -> &str {
        let start = self.starts[entry as usize] as usize;
        let rest = &self.text[start + self.key_length(entry)..];
        let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        rest[..end].trim_start_matches('\t')
    }

    fn raw_glosses(&self, entry: u32) -> impl Iterator<Item = &str> {
        self.line(entry)
            .split(' ')
            .filter(|gloss| !gloss.is_empty())
    }

    /// A lexicon over text whose lines are sorted by their keys.
    pub(super) fn from_sorted(text: Cow<'static, str>) -> Lexicon {
        // About a line in thirty-two bytes, and a beginning in two lines.
        let n_lines = text.len() / 32;
        let mut starts: Vec<u32> = Vec::with_capacity(n_lines);
        let mut key_lengths: Vec<u16> = Vec::with_capacity(n_lines);
        let mut prefixes: Vec<u32> = Vec::with_capacity(n_lines);
        let mut next: Vec<u64> = Vec::with_capacity(n_lines);
        let mut beginnings = Beginnings::new(n_lines / 2);
        // The keys that the one under way begins with, and the first two characters of the last, with their first entry.
        let mut open: Vec<(u32, &str)> = Vec::new();
        let mut last: Option<(Beginning, u32)> = None;
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
            let line = &text[start..end];
            let key = memchr::memchr(b'\t', line.as_bytes()).map_or(line, |tab| &line[..tab]);
            let Some(beginning) = Beginning::of(key) else {
                start = end + 1;
                continue;
            };
            while open
                .last()
                .is_some_and(|(_, other)| !key.starts_with(other))
            {
                open.pop();
            }
            let index = starts.len() as u32;
            starts.push(start as u32);
            key_lengths.push(key.len() as u16);
            prefixes.push(open.last().map_or(NONE, |open| open.0));
            open.push((index, key));
            let behind = key.char_indices().nth(2).map_or("", |(at, _)| &key[at..]);
            next.push(first_bytes(behind));
            if last.is_none_or(|last| last.0 != beginning)
                && let Some((before, from)) = last.replace((beginning, index))
            {
                beginnings.insert(before, (from, index));
            }
            start = end + 1;
        }
        if let Some((beginning, from)) = last {
            beginnings.insert(beginning, (from, starts.len() as u32));
        }
        Lexicon {
            text,
            starts,
            key_lengths,
            prefixes,
            next_bytes: next,
            beginnings,
            readings: Readings::default(),
            stem_table: OnceLock::new(),
        }
    }
}

impl<J: AsRef<str>, E: AsRef<str>> Extend<(J, E)> for Lexicon {
    /// Adds Japanese words with English renderings, each pair as [`Lexicon::insert`] does. O(lexicon + pairs · log pairs).
    fn extend<I: IntoIterator<Item = (J, E)>>(&mut self, pairs: I) {
        self.merge(&pairs.into_iter().collect());
    }
}

impl<J: AsRef<str>, E: AsRef<str>> FromIterator<(J, E)> for Lexicon {
    /// Makes a lexicon of Japanese words with their English renderings, each pair added as by [`Lexicon::insert`].
    fn from_iter<I: IntoIterator<Item = (J, E)>>(pairs: I) -> Self {
        let mut builder = Builder::default();
        for (japanese, english) in pairs {
            builder.add_pair(japanese.as_ref(), english.as_ref());
        }
        Lexicon::from_sorted(Cow::Owned(builder.finish()))
    }
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon")
            .field("keys", &self.len())
            .finish_non_exhaustive()
    }
}
