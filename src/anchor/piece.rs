//! Pieces of Japanese from which words are learned.
//!
//! In: segments. Out: numbers of the pieces of each. O(bytes).

use rustc_hash::FxHashMap;

use crate::text::script::{self, Class};

/// Pieces of Japanese from which words are learned: runs of katakana, kanji and their parts, kanji with the
/// kana after them, longer runs of hiragana. Numbered so that at one place a longer piece comes later.
#[derive(Default)]
pub(super) struct Pieces {
    ids: FxHashMap<Box<str>, u32>,
    characters: Vec<(usize, Class)>,
}

impl Pieces {
    pub(super) fn read(&mut self, text: &str, row: &mut Vec<u32>) {
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
        row.sort_unstable();
        row.dedup();
    }

    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Takes in the pieces of the part that follows; returns their numbers here.
    pub(super) fn join(&mut self, part: Pieces) -> Vec<u32> {
        let mut texts: Vec<(Box<str>, u32)> = part.ids.into_iter().collect();
        texts.sort_unstable_by_key(|&(_, id)| id);
        let ids = texts.into_iter().map(|(text, _)| {
            let next = self.ids.len() as u32;
            *self.ids.entry(text).or_insert(next)
        });
        ids.collect()
    }

    fn id(&mut self, piece: &str) -> u32 {
        if let Some(&id) = self.ids.get(piece) {
            return id;
        }
        let id = self.ids.len() as u32;
        self.ids.insert(piece.into(), id);
        id
    }
}
