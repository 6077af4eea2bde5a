//! Pieces of Japanese from which words are learned.
//!
//! In: segments and their runs. Out: numbers of the pieces of each. O(bytes).

use std::mem::take;

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
    /// The kanji of the run under way, and where each begins.
    kanji: Vec<char>,
    starts: Vec<usize>,
}

/// A piece as it is looked up: up to four characters of the basic plane are one number, nearly all pieces.
#[derive(Clone, Copy)]
enum Piece<'t> {
    Short(u64),
    Long(&'t str),
}

impl<'t> Piece<'t> {
    const SHORT: usize = 4;

    fn new(text: &'t str, characters: impl Iterator<Item = char>) -> Self {
        let mut number = 0;
        for (k, character) in characters.enumerate() {
            match u16::try_from(character as u32) {
                Ok(unit) if k < Self::SHORT => number = number << u16::BITS | u64::from(unit),
                _ => return Piece::Long(text),
            }
        }
        Piece::Short(number)
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
        self.number(Piece::new(run, run.chars()))
    }

    /// The pieces of a run of kanji before hiragana.
    fn kanji(&mut self, text: &'t str, run: Span, kana: &str, row: &mut Vec<u32>) {
        let (mut kanji, mut starts) = (take(&mut self.kanji), take(&mut self.starts));
        kanji.clear();
        starts.clear();
        for (at, character) in run.of(text).char_indices() {
            kanji.push(character);
            starts.push(run.start + at);
        }
        let last = starts[kanji.len() - 1];
        starts.push(run.end);
        for size in 1..=4 {
            for (k, characters) in kanji.windows(size).enumerate() {
                let piece = &text[starts[k]..starts[k + size]];
                row.push(self.number(Piece::new(piece, characters.iter().copied())));
            }
        }
        for (at, character) in kana.char_indices().take(2) {
            row.push(self.run(&text[last..run.end + at + character.len_utf8()]));
        }
        (self.kanji, self.starts) = (kanji, starts);
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
