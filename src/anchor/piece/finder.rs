//! Which of some pieces a text holds.
//!
//! In: pieces, a text. Out: the numbers of those in it. O(characters), and O(1) for each piece that begins with one of
//! them.

use rustc_hash::FxHashMap;

use crate::anchor::piece::Piece;
use crate::text::script::{Class, class};

/// Looks for pieces in texts.
pub(crate) struct Finder {
    /// By their first two characters; of a piece of one character the second is NUL.
    pieces: FxHashMap<Beginning, Vec<Sought>>,
    /// A bit for each beginning: most of a text is told by it to begin no piece.
    filter: Box<[u64; BITS / 64]>,
}

type Beginning = (char, char);

/// Bits of the filter: some thirty for each of the two thousand pieces that a long text teaches.
const BITS: usize = 1 << 16;

struct Sought {
    text: Box<str>,
    number: u32,
}

impl Finder {
    /// Of pieces that are numbered as they come.
    pub(crate) fn new<'t>(pieces: impl IntoIterator<Item = Piece<'t>>) -> Self {
        let mut finder = Finder {
            pieces: FxHashMap::default(),
            filter: Box::new([0; BITS / 64]),
        };
        for (number, piece) in (0..).zip(pieces) {
            let text: Box<str> = piece.text().into();
            let mut characters = text.chars();
            let mut next = || characters.next().unwrap_or('\0');
            let beginning = (next(), next());
            let bit = bit(beginning);
            finder.filter[bit / 64] |= 1 << (bit % 64);
            let sought = Sought { text, number };
            finder.pieces.entry(beginning).or_default().push(sought);
        }
        finder
    }

    /// Writes into `found` the numbers of the pieces that stand in a text, in order, each once.
    pub(crate) fn find(&self, text: &str, found: &mut Vec<u32>) {
        found.clear();
        let mut characters = text.char_indices();
        let mut here = characters.next();
        while let Some((at, first)) = here {
            here = characters.next();
            let second = here.map_or('\0', |next| next.1);
            self.find_at(text, at, (first, '\0'), found);
            self.find_at(text, at, (first, second), found);
        }
        found.sort_unstable();
        found.dedup();
    }

    #[inline]
    fn find_at(&self, text: &str, at: usize, beginning: Beginning, found: &mut Vec<u32>) {
        let bit = bit(beginning);
        if self.filter[bit / 64] >> (bit % 64) & 1 == 1 {
            let pieces = self.pieces.get(&beginning).into_iter().flatten();
            found.extend(
                pieces
                    .filter(|piece| piece.stands_at(text, at))
                    .map(|piece| piece.number),
            );
        }
    }
}

fn bit((first, second): Beginning) -> usize {
    // Kanji differ most in their low bits.
    (first as usize ^ (second as usize).wrapping_mul(0x9e5)) % BITS
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
                let expected = row.iter().filter(|&&piece| (piece as usize).is_multiple_of(every));
                let expected: Vec<u32> = expected.map(|piece| piece / every as u32).collect();
                prop_assert_eq!(&found, &expected, "{}", text);
            }
        }
    }
}
