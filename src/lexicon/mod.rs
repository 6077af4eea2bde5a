//! The Japanese–English dictionary: embedded, or read from a glossary or EDICT file at run time.
//!
//! In: Japanese text. Out: the dictionary words found in it (greedy, longest first) and the English stems of
//! their glosses. A lexicon is sorted text, `key TAB gloss gloss …`, with one small record a key; opening the
//! embedded one is O(keys), a few milliseconds; matching is O(characters · log of the keys that share a first
//! character).

pub(crate) mod beginnings;
mod builder;
mod edict;
mod glossary;
mod knowledge;
mod stems;

pub use self::glossary::Glossary;
pub use self::knowledge::Knowledge;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::BufRead;
use std::str::Chars;
use std::sync::{Arc, OnceLock};

use self::builder::{Builder, JOINT, push_line};
use crate::lexicon::beginnings::{Beginning, Beginnings};
use crate::lexicon::stems::StemTable;
use crate::name::Readings;
use crate::text::Span;
use crate::text::lines::numbered_lines;
use crate::text::script::{Class, class, first_bytes};
use crate::{Error, Result};

/// The least length of a katakana key that covers only part of a run of katakana, in characters.
const SHORTEST_KATAKANA_PART: usize = 3;

/// Japanese keys and the English stems of their glosses.
#[derive(Clone)]
pub struct Lexicon {
    /// Lines `key TAB gloss SPACE gloss …`, sorted by the bytes of the key, each key once.
    text: Cow<'static, str>,
    /// Where the line of each entry starts, and how long its key is.
    starts: Vec<u32>,
    key_lengths: Vec<u16>,
    /// The longest other key that each key begins with, or `NONE`.
    prefixes: Vec<u32>,
    /// What follows the first two characters of each key, to search in: the bytes next to them, as `first_bytes` gives
    /// them.
    next_bytes: Vec<u64>,
    beginnings: Beginnings,
    /// The readings of kanji in names.
    readings: Readings,
    /// The entries by their stems; made on first use.
    stem_table: OnceLock<StemTable>,
}

const NONE: u32 = u32::MAX;

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

    /// The embedded lexicon: common Japanese words, about 33,000 keys with their inflected forms, and the readings of kanji in
    /// names. It is opened on first use, in about five milliseconds, then shared.
    ///
    /// ```
    /// use taiyaku::Lexicon;
    ///
    /// let entry = Lexicon::embedded().find("犬").expect("a common word");
    /// assert!(Lexicon::embedded().glosses(entry).next().is_some());
    /// ```
    #[cfg(feature = "lexicon")]
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
    /// assert!(lexicon.find("走った").is_some());
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
    fn key_length(&self, entry: u32) -> usize {
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

    /// The entry with exactly this key.
    pub fn find(&self, key: &str) -> Option<u32> {
        let mut characters = key.chars();
        let at = self.longest_key(key, characters.next()?, characters)?;
        (self.key(at) == key).then_some(at)
    }

    /// Appends the dictionary words of a Japanese text to `out`, in order and without overlap. At each character the longest
    /// key is taken, and the search continues after it. A katakana key counts only if it begins or ends a run of katakana or
    /// follows another key, and only if it has at least three characters or is the whole run. Full-width Latin letters and
    /// half-width kana of the text are not folded.
    ///
    /// ```
    /// use taiyaku::Lexicon;
    ///
    /// let lexicon = Lexicon::from_iter([("水車", "waterwheel"), ("水車小屋", "mill"), ("部屋", "room")]);
    /// let mut found = Vec::new();
    /// lexicon.matches("水車小屋の部屋", &mut found);
    /// let keys: Vec<&str> = found.iter().map(|word| lexicon.key(word.entry)).collect();
    /// assert_eq!(keys, ["水車小屋", "部屋"]);
    /// ```
    pub fn matches(&self, text: &str, out: &mut Vec<LexiconMatch>) {
        if self.is_empty() {
            return;
        }
        // Where the last key ended.
        let mut end = 0;
        let mut characters = text.chars();
        loop {
            let at = text.len() - characters.as_str().len();
            let Some(first) = characters.next() else {
                return;
            };
            let found = self.longest_key(&text[at..], first, characters.clone());
            let found = found.filter(|&entry| {
                let (before, rest) = (&text[end..at], &text[at + self.key_length(entry)..]);
                class(first) != Class::Katakana || is_good_katakana(before, self.key(entry), rest)
            });
            if let Some(entry) = found {
                end = at + self.key_length(entry);
                characters = text[end..].chars();
                let span = Span::new(at, end);
                out.push(LexiconMatch { span, entry });
            }
        }
    }

    /// The longest key that `text` begins with, given its first character and those behind. The keys are sorted, so every
    /// key that the text begins with is the greatest key not above the text, or one of that key's own prefixes.
    fn longest_key(&self, text: &str, first: char, mut characters: Chars<'_>) -> Option<u32> {
        let single = || Some(self.beginnings.get(Beginning::new(first, None))?.0);
        let Some(second) = characters.next() else {
            return single();
        };
        let Some((start, end)) = self.beginnings.get(Beginning::new(first, Some(second))) else {
            return single();
        };
        let (start, end) = (start as usize, end as usize);
        let rest = characters.as_str();
        let next = first_bytes(rest);
        let from = start + self.next_bytes[start..end].partition_point(|&bytes| bytes < next);
        let same = self.next_bytes[from..end].partition_point(|&bytes| bytes == next);
        // Few keys are alike so far.
        let mut above = from + same;
        while from < above && text < self.key(above as u32 - 1) {
            above -= 1;
        }
        if above == start {
            return single();
        }
        // Of short keys the numbers tell all, and their text need not be looked at.
        let begins = |at: u32| match self.key_length(at).saturating_sub(text.len() - rest.len()) {
            0 => true,
            more if rest.len() < more => false,
            more @ 1..=8 => {
                (self.next_bytes[at as usize] ^ next).leading_zeros() as usize >= 8 * more
            }
            _ => text.starts_with(self.key(at)),
        };
        let mut at = above as u32 - 1;
        while !begins(at) {
            at = self.prefixes[at as usize];
            if at == NONE {
                return None;
            }
        }
        Some(at)
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
    fn from_sorted(text: Cow<'static, str>) -> Lexicon {
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

/// The key of the first line of EDICT, which holds its name and date.
const EDICT_TITLE: &str = "　？？？";

/// Whether a line is an entry of EDICT, or its title.
pub(crate) fn is_edict_line(line: &str) -> bool {
    line.starts_with(EDICT_TITLE) || edict::parse(line).is_some()
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

/// Whether a katakana key may stand between the text behind the last key and the rest.
fn is_good_katakana(before: &str, key: &str, rest: &str) -> bool {
    let is_katakana = |character: char| class(character) == Class::Katakana;
    if !key.chars().all(is_katakana) {
        return true;
    }
    match (
        before.ends_with(is_katakana),
        !rest.starts_with(is_katakana),
    ) {
        (false, true) => true,
        (true, false) => false,
        _ => SHORTEST_KATAKANA_PART <= key.chars().count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GLOSSARY: &str = "\
# a comment
犬\tdog
犬小屋\tkennel; dog house
システム\tsystem
カード\tcard
システムカード\tsystem card
走る [はしる] /(v5r,vi) (1) to run/(v5r,vi) (2) to drive/(P)/
所 [ところ] /(n) (uk) place/spot/
最先端\tstate of the art\tnote
";

    fn glossary() -> Lexicon {
        Lexicon::from_reader(GLOSSARY.as_bytes()).unwrap()
    }

    fn show(lexicon: &Lexicon, text: &str) -> String {
        let mut found = Vec::new();
        lexicon.matches(text, &mut found);
        let shown = found.iter().map(|found| {
            assert_eq!(lexicon.key(found.entry), found.span.of(text));
            let stems: Vec<&str> = lexicon.stems(found.entry).collect();
            format!("{}={}", found.span.of(text), stems.join(","))
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn matches_are_greedy() {
        let lexicon = glossary();
        for (name, text, expected) in [
            ("word", "犬が", "犬=dog"),
            ("longest", "犬小屋と犬小", "犬小屋=kennel,dog,hous 犬=dog"),
            (
                "conjugated",
                "走って、走らない",
                "走っ=run,drive 走ら=run,drive",
            ),
            (
                "whole compound",
                "システムカードは",
                "システムカード=system,card",
            ),
            ("unknown tail", "システムズ", "システム=system"),
            ("unknown head", "メガカード", "カード=card"),
            ("unknown both", "メガカードン", ""),
            ("kana", "ところで", "ところ=place,spot"),
            ("several words", "最先端", "最先端=state,art"),
            ("nothing", "猫 cat", ""),
            ("empty", "", ""),
        ] {
            assert_eq!(show(&lexicon, text), expected, "{name}");
        }
    }

    #[test]
    fn glosses_of_several_words_stay_whole() {
        let lexicon = glossary();
        let entry = lexicon.find("犬小屋").unwrap();
        let glosses: Vec<Vec<&str>> = lexicon.glosses(entry).map(Iterator::collect).collect();
        assert_eq!(glosses, [vec!["kennel"], vec!["dog", "hous"]]);
        assert_eq!(lexicon.find("犬小"), None);
    }

    #[test]
    fn merging_puts_the_newcomer_first() {
        let mut lexicon = glossary();
        let n_keys = lexicon.len();
        let other = Lexicon::from_reader("犬\thound\n猫\tcat\n".as_bytes()).unwrap();
        lexicon.merge(&other);
        assert_eq!(lexicon.len(), n_keys + 1);
        assert_eq!(show(&lexicon, "犬と猫"), "犬=hound,dog 猫=cat");
        lexicon.merge(&Lexicon::empty());
        assert_eq!(lexicon.len(), n_keys + 1);
    }

    #[test]
    fn bad_lines_are_named() {
        for (name, text, expected) in [
            ("no tab", "犬\tdog\n\nnonsense\n", "line 3: expected"),
            ("no english", "犬\t；\n", "line 1: expected an English"),
            ("no japanese", "\tdog\n", "line 1: expected Japanese"),
            (
                "NUL in a key",
                "猫\tcat\n犬\0\tdog\n",
                "line 2: expected text, found a NUL",
            ),
            ("NUL alone", "\0\tdog\n", "line 1: expected text"),
            ("NUL in a gloss", "犬\td\0og\n", "line 1: expected text"),
            (
                "NUL in an entry of EDICT",
                "犬\0 /(n) dog/\n",
                "line 1: expected text",
            ),
        ] {
            let error = Lexicon::from_reader(text.as_bytes()).unwrap_err();
            assert!(error.is_format(), "{name}");
            assert!(error.to_string().starts_with(expected), "{name}: {error}");
        }
        let error = Lexicon::from_reader(&b"\xff\xfe\n"[..]).unwrap_err();
        assert!(
            error.is_io() && error.to_string().starts_with("line 1: "),
            "{error}"
        );
    }

    #[cfg(feature = "lexicon")]
    #[test]
    fn the_embedded_lexicon_is_well_formed() {
        use super::builder::MOST_STEMS;
        use super::edict::LONGEST_KEY;
        use crate::text::word::{Stemmer, is_stop_word};

        let lexicon = Lexicon::embedded();
        let mut stemmer = Stemmer::new();
        let mut last = "";
        assert!(15_000 < lexicon.len(), "{} keys", lexicon.len());
        for entry in 0..lexicon.len() as u32 {
            let key = lexicon.key(entry);
            assert!(last < key, "{last} stands before {key}");
            assert!(key.chars().count() <= LONGEST_KEY, "{key}");
            let stems: Vec<&str> = lexicon.stems(entry).collect();
            assert!((1..=MOST_STEMS).contains(&stems.len()), "{key}: {stems:?}");
            for stem in stems {
                let again = stemmer.stem(stem);
                assert_eq!(stemmer.text(again), stem, "{key}");
                assert!(!is_stop_word(stem), "{key}: {stem}");
            }
            assert_eq!(lexicon.find(key), Some(entry));
            last = key;
        }
    }

    #[cfg(feature = "lexicon")]
    #[test]
    fn the_embedded_lexicon_knows_common_words() {
        for (text, stem) in [
            ("走っている", "run"),
            ("食べました", "eat"),
            ("大きくない", "big"),
            ("日本", "japan"),
            ("翻訳", "translat"),
            ("東京", "tokyo"),
            ("コンピューター", "comput"),
        ] {
            let lexicon = Lexicon::embedded();
            let mut found = Vec::new();
            lexicon.matches(text, &mut found);
            assert!(
                found
                    .iter()
                    .any(|found| lexicon.stems(found.entry).any(|known| known == stem)),
                "{text}: {}",
                show(lexicon, text)
            );
        }
    }

    /// The longest key that a text begins with, by trying them all.
    fn longest_by_trying(lexicon: &Lexicon, text: &str) -> Option<u32> {
        let entries = 0..lexicon.len() as u32;
        let begun = entries.filter(|&entry| text.starts_with(lexicon.key(entry)));
        begun.max_by_key(|&entry| lexicon.key(entry).len())
    }

    #[test]
    fn a_nul_in_a_text_is_a_character_like_others() {
        let lexicon = glossary();
        for (name, text, expected) in [
            ("behind a key", "犬\0", "犬=dog"),
            (
                "inside a key",
                "犬\0小屋 システム\0カード",
                "犬=dog システム=system カード=card",
            ),
            ("before a key", "\0犬小屋", "犬小屋=kennel,dog,hous"),
            ("behind a beginning of a key", "最\0最先\0", ""),
            ("alone", "\0\0", ""),
        ] {
            assert_eq!(show(&lexicon, text), expected, "{name}");
        }
        assert_eq!(lexicon.find("犬\0"), None);
    }

    proptest! {
        #[test]
        fn keys_of_any_characters_are_found(
            keys in prop::collection::btree_set("[\0-\u{2}a\u{ffff}\u{10ffff}犬]{1,12}", 0..8),
            text in "[\0-\u{2}a\u{ffff}\u{10ffff}犬]{0,14}",
        ) {
            let lines: String = keys.iter().map(|key| format!("{key}\tdog\n")).collect();
            let mut lexicon = Lexicon::from_sorted(Cow::Owned(lines));
            lexicon.merge(&glossary());
            for (at, first) in text.char_indices() {
                let rest = &text[at..];
                let behind = rest[first.len_utf8()..].chars();
                prop_assert_eq!(
                    lexicon.longest_key(rest, first, behind),
                    longest_by_trying(&lexicon, rest)
                );
            }
            for key in &keys {
                prop_assert_eq!(lexicon.find(key).map(|entry| lexicon.key(entry)), Some(&**key));
            }
        }

        #[test]
        fn matching_agrees_with_trying_every_key(text in "[犬小屋システムカードところ走って、 a\0]{0,20}") {
            let lexicon = glossary();
            let mut found = Vec::new();
            lexicon.matches(&text, &mut found);
            let mut end = 0;
            for LexiconMatch { span, entry } in found {
                prop_assert!(end <= span.start && span.start < span.end);
                prop_assert_eq!(span.of(&text), lexicon.key(entry));
                prop_assert_eq!(longest_by_trying(&lexicon, &text[span.start..]), Some(entry));
                end = span.end;
            }
        }

        #[test]
        fn any_text_can_be_searched_and_read(text in any::<String>()) {
            glossary().matches(&text, &mut Vec::new());
            let _ = Lexicon::from_reader(text.as_bytes());
        }
    }
}
