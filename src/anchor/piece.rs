//! Pieces of Japanese from which words are learned.
//!
//! In: segments. Out: numbers of the pieces of each. O(bytes).

use rustc_hash::FxHashMap;

use crate::text::Span;
use crate::text::script::{self, Class};

/// Bytes of a kana of any width.
const KANA: usize = 3;

/// Pieces of Japanese from which words are learned: runs of katakana, kanji and their parts, kanji with the
/// kana after them, longer runs of hiragana. Numbered so that at one place a longer piece comes later.
#[derive(Default)]
pub(super) struct Pieces<'t> {
    ids: FxHashMap<&'t str, u32>,
    /// In the order of their numbers.
    texts: Vec<&'t str>,
    /// Where the kanji of a run begin and the last ends.
    ends: Vec<usize>,
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

    /// The pieces of a segment, as often as they stand in it.
    pub(super) fn read(&mut self, text: &'t str, row: &mut Vec<u32>) {
        row.clear();
        let mut runs = script::runs(text).peekable();
        while let Some((run, class)) = runs.next() {
            match class {
                Class::Katakana if run.len() >= 2 * KANA => row.push(self.id(run.of(text))),
                Class::Hiragana if (3 * KANA..=8 * KANA).contains(&run.len()) => {
                    row.push(self.id(run.of(text)));
                }
                Class::Kanji => {
                    let kana = runs.peek().filter(|next| next.1 == Class::Hiragana);
                    let kana = kana.map_or(0, |(run, _)| run.len() / KANA);
                    self.read_kanji(text, run, kana, row);
                }
                _ => {}
            }
        }
    }

    /// The pieces of a run of kanji that so many hiragana follow.
    fn read_kanji(&mut self, text: &'t str, run: Span, kana: usize, row: &mut Vec<u32>) {
        let mut ends = std::mem::take(&mut self.ends);
        ends.clear();
        ends.extend(run.of(text).char_indices().map(|(at, _)| run.start + at));
        ends.push(run.end);
        for size in 1..=4 {
            for piece in ends.windows(size + 1) {
                row.push(self.id(&text[piece[0]..piece[size]]));
            }
        }
        let last = ends[ends.len() - 2];
        for more in 1..=kana.min(2) {
            row.push(self.id(&text[last..run.end + more * KANA]));
        }
        self.ends = ends;
    }

    /// How many pieces a whole text has, and for each of its parts what numbers its pieces have in it.
    pub(super) fn joined(parts: Vec<Pieces<'t>>) -> (usize, Vec<Vec<u32>>) {
        // The first part has much of what the others hold.
        let n_known: usize = parts.iter().map(|part| part.texts.len()).sum();
        let mut parts = parts.into_iter();
        let mut whole = parts.next().unwrap_or_default();
        whole.reserve((n_known / 2).saturating_sub(whole.texts.len()));
        let mut numbers = vec![(0..whole.texts.len() as u32).collect::<Vec<u32>>()];
        numbers.extend(parts.map(|part| part.texts.iter().map(|text| whole.id(text)).collect()));
        (whole.texts.len(), numbers)
    }

    fn reserve(&mut self, n: usize) {
        self.ids.reserve(n);
        self.texts.reserve(n);
    }

    fn id(&mut self, piece: &'t str) -> u32 {
        let next = self.texts.len() as u32;
        let id = *self.ids.entry(piece).or_insert(next);
        if id == next {
            self.texts.push(piece);
        }
        id
    }
}
