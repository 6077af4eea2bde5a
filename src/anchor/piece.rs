//! Pieces of Japanese from which words are learned.
//!
//! In: segments and their runs. Out: numbers of the pieces of each. O(bytes).

use rustc_hash::FxHashMap;

use crate::text::Span;
use crate::text::script::{Class, Run};

/// Pieces of Japanese from which words are learned: runs of katakana, kanji and their parts, kanji with the
/// kana after them, longer runs of hiragana. Numbered so that at one place a longer piece comes later.
#[derive(Default)]
pub(super) struct Pieces<'t> {
    short: FxHashMap<u64, u32>,
    long: FxHashMap<&'t str, u32>,
    /// In the order of their numbers.
    all: Vec<Piece<'t>>,
    /// The kanji of the run under way, and the key of the piece that begins at each.
    kanji: Vec<char>,
    keys: Vec<u64>,
}

/// A piece as it is looked up: up to four characters of the basic plane are one number, nearly all pieces.
#[derive(Clone, Copy)]
enum Piece<'t> {
    Short(u64),
    Long(&'t str),
}

impl<'t> Piece<'t> {
    const SHORT: usize = 4;

    fn new(text: &'t str) -> Self {
        let mut key = 0;
        for (k, character) in text.chars().enumerate() {
            if k == Self::SHORT || '\u{10000}' <= character {
                return Piece::Long(text);
            }
            key = Self::longer(key, character);
        }
        Piece::Short(key)
    }

    /// The key of a piece and one more character of the basic plane.
    fn longer(key: u64, character: char) -> u64 {
        key << u16::BITS | u64::from(character as u32)
    }
}

/// Distinct pieces that a segment adds, about: room for so many is made at the outset.
const NEW_IN_SEGMENT: usize = 8;

impl<'t> Pieces<'t> {
    /// Of so many segments none is read yet.
    pub(super) fn new(n_segments: usize) -> Self {
        let mut pieces = Pieces::default();
        pieces.reserve(n_segments * NEW_IN_SEGMENT);
        pieces
    }

    /// The pieces of a segment that is of these runs, as often as they stand in it.
    pub(super) fn read(&mut self, text: &'t str, runs: &[Run], row: &mut Vec<u32>) {
        row.clear();
        for (k, run) in runs.iter().enumerate() {
            match (run.class, run.n_characters) {
                (Class::Katakana, 2..) | (Class::Hiragana, 3..=8) => {
                    row.push(self.run(run.span.of(text)));
                }
                (Class::Kanji, _) => {
                    let next = runs.get(k + 1).filter(|next| next.class == Class::Hiragana);
                    let kana = next.map_or("", |next| next.span.of(text));
                    self.kanji(text, run.span, kana, row);
                }
                _ => {}
            }
        }
    }

    fn run(&mut self, run: &'t str) -> u32 {
        self.number(Piece::new(run))
    }

    /// The pieces of a run of kanji before hiragana.
    fn kanji(&mut self, text: &'t str, run: Span, kana: &str, row: &mut Vec<u32>) {
        let mut last = run.start;
        self.keys.clear();
        self.kanji.clear();
        for (at, character) in run.of(text).char_indices() {
            last = run.start + at;
            self.kanji.push(character);
            self.keys.push(0);
        }
        let sizes = 1..=Piece::SHORT.min(self.kanji.len());
        if self.kanji.iter().all(|&kanji| kanji < '\u{10000}') {
            for size in sizes {
                for k in 0..=self.kanji.len() - size {
                    // The key of the piece at this place that is shorter by one, and the next kanji.
                    self.keys[k] = Piece::longer(self.keys[k], self.kanji[k + size - 1]);
                    row.push(self.number(Piece::Short(self.keys[k])));
                }
            }
        } else {
            let starts = run.of(text).char_indices().map(|(at, _)| run.start + at);
            for size in sizes {
                let ends = starts.clone().skip(size).chain([run.end]);
                for (start, end) in starts.clone().zip(ends) {
                    row.push(self.run(&text[start..end]));
                }
            }
        }
        for (at, character) in kana.char_indices().take(2) {
            row.push(self.run(&text[last..run.end + at + character.len_utf8()]));
        }
    }

    /// How many pieces a whole text has, and for each of its parts what numbers its pieces have in it.
    pub(super) fn joined(parts: Vec<Pieces<'t>>) -> (usize, Vec<Vec<u32>>) {
        // Parts share many pieces.
        let n_known = parts.iter().map(|part| part.all.len()).sum::<usize>() / 2;
        let mut parts = parts.into_iter();
        let mut whole = parts.next().unwrap_or_default();
        whole.reserve(n_known.saturating_sub(whole.all.len()));
        let mut numbers = vec![(0..whole.all.len() as u32).collect::<Vec<u32>>()];
        numbers
            .extend(parts.map(|part| part.all.iter().map(|&piece| whole.number(piece)).collect()));
        (whole.all.len(), numbers)
    }

    fn reserve(&mut self, n: usize) {
        self.short.reserve(n);
        self.all.reserve(n);
    }

    fn number(&mut self, piece: Piece<'t>) -> u32 {
        let next = self.all.len() as u32;
        let number = match piece {
            Piece::Short(key) => *self.short.entry(key).or_insert(next),
            Piece::Long(text) => *self.long.entry(text).or_insert(next),
        };
        if number == next {
            self.all.push(piece);
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::script::list_runs;

    #[test]
    fn pieces_are_the_same_wherever_they_stand() {
        let (mut pieces, mut runs, mut row) = (Pieces::default(), Vec::new(), Vec::new());
        let mut read = |text: &'static str| {
            list_runs(text, &mut runs);
            pieces.read(text, &runs, &mut row);
            row.clone()
        };
        // By size, then by place; behind them the last kanji with one kana and with two.
        assert_eq!(read("図書館"), [0, 1, 2, 3, 4, 5]);
        assert_eq!(read("書館へと"), [1, 2, 4, 6, 7]);
        assert_eq!(read("館、書、図書"), [2, 1, 0, 1, 3]);
        // A kanji beyond the basic plane, and pieces of the same run without it.
        assert_eq!(read("𠮷図書館"), [8, 0, 1, 2, 9, 3, 4, 10, 5, 11]);
        assert_eq!(read("𠮷"), [8]);
        assert_eq!(read("カタカナ、と、ひらがな"), [12, 13]);
    }
}
