//! Which of some pieces a text holds.
//!
//! In: pieces, a text. Out: the numbers of those in it. O(characters), and O(1) for each piece that begins with one of
//! them.

use rustc_hash::FxHashMap;

use crate::anchor::piece::Piece;
use crate::text::script::{Class, class};

/// Looks for pieces in texts.
pub(crate) struct Finder {
    /// By their first character.
    pieces: FxHashMap<char, Vec<Sought>>,
    /// A bit for each character of the basic plane with which a piece begins.
    begins: Box<[u64; 1 << 10]>,
}

struct Sought {
    text: Box<str>,
    number: u32,
}

impl Finder {
    /// Of pieces that are numbered as they come.
    pub(crate) fn new<'t>(pieces: impl IntoIterator<Item = Piece<'t>>) -> Self {
        let mut finder = Finder {
            pieces: FxHashMap::default(),
            begins: Box::new([0; 1 << 10]),
        };
        for (number, piece) in (0..).zip(pieces) {
            let text: Box<str> = piece.text().into();
            let Some(first) = text.chars().next() else {
                continue;
            };
            if let Some(bits) = finder.begins.get_mut(first as usize / 64) {
                *bits |= 1 << (first as u32 % 64);
            }
            let sought = Sought { text, number };
            finder.pieces.entry(first).or_default().push(sought);
        }
        finder
    }

    /// Writes into `found` the numbers of the pieces that stand in a text, in order, each once.
    pub(crate) fn find(&self, text: &str, found: &mut Vec<u32>) {
        found.clear();
        for (at, character) in text.char_indices() {
            if self.may_begin(character) {
                let pieces = self.pieces.get(&character).into_iter().flatten();
                found.extend(
                    pieces
                        .filter(|piece| piece.stands_at(text, at))
                        .map(|p| p.number),
                );
            }
        }
        found.sort_unstable();
        found.dedup();
    }

    fn may_begin(&self, character: char) -> bool {
        let bits = self.begins.get(character as usize / 64);
        bits.is_none_or(|bits| bits >> (character as u32 % 64) & 1 == 1)
    }
}

impl Sought {
    /// Kanji, with the kana behind them, are pieces wherever they stand; kana alone only as a whole run.
    fn stands_at(&self, text: &str, at: usize) -> bool {
        let Some(after) = text[at..].strip_prefix(&*self.text) else {
            return false;
        };
        let kind = self.text.chars().next().map(class);
        kind == Some(Class::Kanji)
            || (text[..at].chars().next_back().map(class) != kind
                && after.chars().next().map(class) != kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::piece::Pieces;
    use crate::text::script::list_runs;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_found_is_what_would_be_read(
            texts in prop::collection::vec("[図書𠮷館々のへもカターABc、 ]{0,12}", 1..6),
            every in 1usize..4,
        ) {
            let (mut pieces, mut runs) = (Pieces::default(), Vec::new());
            let mut read: Vec<Vec<u32>> = Vec::new();
            for text in &texts {
                let mut row = Vec::new();
                list_runs(text, &mut runs);
                pieces.read(text, &runs, &mut row);
                row.sort_unstable();
                row.dedup();
                read.push(row);
            }
            let finder = Finder::new(pieces.all.iter().step_by(every).copied());
            let mut found = Vec::new();
            for (text, row) in texts.iter().zip(&read) {
                finder.find(text, &mut found);
                let expected = row.iter().filter(|&&piece| piece as usize % every == 0);
                let expected: Vec<u32> = expected.map(|piece| piece / every as u32).collect();
                prop_assert_eq!(&found, &expected, "{}", text);
            }
        }
    }
}
