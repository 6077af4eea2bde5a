//! Pieces of Japanese from which words are learned.
//!
//! In: segments. Out: numbers of the pieces of each. O(bytes).

use rustc_hash::FxHashMap;

use crate::text::script::{self, Class};

/// Pieces of Japanese from which words are learned: runs of katakana, kanji and their parts, kanji with the
/// kana after them, longer runs of hiragana. Numbered so that at one place a longer piece comes later.
#[derive(Default)]
pub(super) struct Pieces<'t> {
    ids: FxHashMap<&'t str, u32>,
    /// In the order of their numbers.
    texts: Vec<&'t str>,
    characters: Vec<(usize, Class)>,
}

impl<'t> Pieces<'t> {
    /// The pieces of a segment, as often as they stand in it.
    pub(super) fn read(&mut self, text: &'t str, row: &mut Vec<u32>) {
        row.clear();
        let mut characters = std::mem::take(&mut self.characters);
        characters.clear();
        characters.extend(text.char_indices().map(|(at, c)| (at, script::class(c))));
        let end_of = |k: usize| characters.get(k).map_or(text.len(), |c| c.0);
        let mut start = 0;
        while start < characters.len() {
            let class = characters[start].1;
            let length = characters[start..]
                .iter()
                .take_while(|c| c.1 == class)
                .count();
            let mut take =
                |from: usize, to: usize| row.push(self.id(&text[end_of(from)..end_of(to)]));
            match class {
                Class::Katakana if length >= 2 => take(start, start + length),
                Class::Hiragana if (3..=8).contains(&length) => take(start, start + length),
                Class::Kanji => {
                    for size in 1..=length.min(4) {
                        for from in start..=start + length - size {
                            take(from, from + size);
                        }
                    }
                    let kana = characters[start + length..]
                        .iter()
                        .take_while(|c| c.1 == Class::Hiragana)
                        .count();
                    for more in 1..=kana.min(2) {
                        take(start + length - 1, start + length + more);
                    }
                }
                _ => {}
            }
            start += length;
        }
        self.characters = characters;
    }

    /// How many pieces a whole text has, and for each of its parts what numbers its pieces have in it.
    pub(super) fn joined(parts: impl IntoIterator<Item = Pieces<'t>>) -> (usize, Vec<Vec<u32>>) {
        let mut parts = parts.into_iter();
        let mut whole = parts.next().unwrap_or_default();
        let mut numbers = vec![(0..whole.texts.len() as u32).collect::<Vec<u32>>()];
        numbers.extend(parts.map(|part| part.texts.iter().map(|text| whole.id(text)).collect()));
        (whole.texts.len(), numbers)
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
