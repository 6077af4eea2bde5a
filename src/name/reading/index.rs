//! [`ReadingIndex`]: the words of a document in romaji, walked letter by letter along the readings of kanji.
//!
//! In: words, then runs of kanji. Out: which pieces of a run can be read as which words. Building is O(letters ·
//! log words); from each kanji at most `MOST_STEPS` letters are followed.

use rustc_hash::FxHashMap;

use super::Readings;
use super::walk::Walk;
use crate::name::{RomajiKey, romaji_key};
use crate::text::Span;
use crate::text::script::{Class, class};

/// A piece of a kanji run that can be read as a word of the index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReadingMatch {
    /// Where it stands, in bytes of the text that was searched.
    pub span: Span,
    /// The number of the word: its place among the words that the index was made of.
    pub word: u32,
    /// How surely it is read so: ln of how much likelier these kanji have the reading than other kanji.
    pub score: f32,
}

/// The distinct words of a document that may be Japanese names in romaji.
#[derive(Debug, Clone, Default)]
pub struct ReadingIndex {
    /// Keys in order, with the number of their word; several spellings may share a key.
    pub(super) words: Vec<(RomajiKey, u32)>,
    /// For each pair of first letters the words that begin so, half-open.
    pub(super) beginnings: Vec<(u32, u32)>,
}

impl ReadingIndex {
    /// An index over words, which are numbered as they come; those that are no romaji are left out.
    /// O(letters · log words).
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let keys = (0..)
            .zip(words)
            .filter_map(|(k, word)| Some((romaji_key(word)?, k)));
        let mut words: Vec<(RomajiKey, u32)> = keys.collect();
        words.sort_unstable();
        let mut beginnings = vec![(0, 0); if words.is_empty() { 0 } else { 32 * 32 }];
        for (k, (key, _)) in (0..).zip(&words) {
            let range = &mut beginnings[beginning(key.as_str().as_bytes())];
            *range = (if range.1 == 0 { k } else { range.0 }, k + 1);
        }
        ReadingIndex { words, beginnings }
    }

    /// Whether no word is in romaji.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(super) fn letters(&self, word: usize) -> &[u8] {
        self.words[word].0.as_str().as_bytes()
    }

    /// Adds every piece of the text's kanji runs that can be read as a word, whatever it is worth, in the order of
    /// where they start. O(characters of the runs · steps), see [`Readings`].
    pub fn candidates(&self, readings: &Readings, text: &str, out: &mut Vec<ReadingMatch>) {
        if self.is_empty() {
            return;
        }
        let mut walk = Walk::default();
        for run in kanji_runs(text) {
            let first = out.len();
            walk.candidates(self, readings, run.of(text), out);
            for found in &mut out[first..] {
                found.span = found.span.shifted(run.start);
            }
        }
    }
}

/// The candidates of the runs of kanji met so far: most runs of a text come again.
#[derive(Debug, Default)]
pub(crate) struct KnownRuns<'t> {
    places: FxHashMap<&'t str, (usize, usize)>,
    found: Vec<ReadingMatch>,
    walk: Walk,
}

impl<'t> KnownRuns<'t> {
    /// Adds those candidates of a text that are worth at least so much, as [`ReadingIndex::candidates`] does.
    pub(super) fn candidates(
        &mut self,
        index: &ReadingIndex,
        readings: &Readings,
        text: &'t str,
        least: f32,
        out: &mut Vec<ReadingMatch>,
    ) {
        for run in kanji_runs(text) {
            let (first, end) = *self.places.entry(run.of(text)).or_insert_with(|| {
                let first = self.found.len();
                self.walk
                    .candidates(index, readings, run.of(text), &mut self.found);
                let mut kept = first;
                for at in first..self.found.len() {
                    if least <= self.found[at].score {
                        self.found[kept] = self.found[at];
                        kept += 1;
                    }
                }
                self.found.truncate(kept);
                (first, kept)
            });
            out.extend(self.found[first..end].iter().map(|&found| ReadingMatch {
                span: found.span.shifted(run.start),
                ..found
            }));
        }
    }
}

/// Runs of kanji, also those with a kana between them that names have (霞ヶ関, 三ノ宮, 関が原).
fn kanji_runs(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = first_kanji(text, at)?;
        let mut end = start;
        let mut rest = text[start..].chars();
        while let Some(character) = rest.next() {
            if is_kanji(character) {
                end = text.len() - rest.as_str().len();
            } else if !is_joiner(character) || !rest.as_str().starts_with(is_kanji) {
                break;
            }
        }
        at = end;
        Some(Span::new(start, end))
    })
}

fn is_kanji(character: char) -> bool {
    match character {
        '\u{4e00}'..='\u{9fff}' => true,
        // Kana, which most kanji stand before.
        '\u{3040}'..='\u{30ff}' => false,
        other => class(other) == Class::Kanji,
    }
}

/// Where the first kanji from a byte on stands. Kana and letters, most of a text, are told by their first two bytes.
fn first_kanji(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        at += match (byte, bytes.get(at + 1)) {
            // One byte of a character below U+3000.
            (..0xe3, _) => 1,
            // U+3040 to U+33FF.
            (0xe3, Some(0x81..0x90)) => 3,
            _ => match text[at..].chars().next() {
                Some(character) if is_kanji(character) => return Some(at),
                character => character.map_or(1, char::len_utf8),
            },
        };
    }
    None
}

/// Whether the kana can stand between the kanji of a name.
pub(super) fn is_joiner(character: char) -> bool {
    !joiner_readings(character).is_empty()
}

pub(super) fn joiner_readings(character: char) -> &'static [&'static str] {
    match character {
        'ヶ' | 'ケ' | 'が' | 'ガ' | 'ヵ' => &["ga", "ka"],
        'ノ' | 'の' => &["no"],
        'ツ' | 'つ' => &["tu", ""],
        _ => &[],
    }
}

/// A number under 1,024 for the first two letters of a key.
pub(super) fn beginning(letters: &[u8]) -> usize {
    let letter = |at: usize| usize::from(letters.get(at).copied().unwrap_or(0) & 31);
    letter(0) * 32 + letter(1)
}
