//! [`ReadingIndex`]: the words of a document in romaji, in the order of their letters.
//!
//! In: words. Out: the words that begin with given letters. Building is O(letters · log words).

use crate::name::romaji::{RomajiKey, romaji_key};
use crate::text::Span;

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
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(super) fn letters(&self, word: usize) -> &[u8] {
        self.words[word].0.as_str().as_bytes()
    }
}

/// A number under 1,024 for the first two letters of a key.
pub(super) fn beginning(letters: &[u8]) -> usize {
    let letter = |at: usize| usize::from(letters.get(at).copied().unwrap_or(0) & 31);
    letter(0) * 32 + letter(1)
}
