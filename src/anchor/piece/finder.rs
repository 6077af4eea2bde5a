//! Which of some pieces a text holds.
//!
//! In: pieces, a text. Out: the numbers of those in it. O(characters), and O(1) for each piece that begins with two of
//! them.

use crate::anchor::piece::Piece;
use crate::lexicon::beginnings::{Beginning, Beginnings};
use crate::text::BasicSet;
use crate::text::script::{Class, class};

/// Looks for pieces in texts.
pub(crate) struct Finder {
    /// In the order of their texts.
    pieces: Vec<Sought>,
    beginnings: Beginnings,
    /// For each character of the basic plane a bit whether it is a piece, and one whether a longer one begins with it, as with few
    /// of a text.
    first: [BasicSet; 2],
}

struct Sought {
    text: Box<str>,
    number: u32,
}

impl Finder {
    /// Of pieces that are numbered as they come.
    pub(crate) fn new<'t>(pieces: impl IntoIterator<Item = Piece<'t>>) -> Self {
        let sought = |(number, piece): (u32, Piece<'t>)| Sought {
            text: piece.text().into(),
            number,
        };
        let mut pieces: Vec<Sought> = (0..).zip(pieces).map(sought).collect();
        pieces.sort_unstable_by(|one, other| one.text.cmp(&other.text));
        let mut beginnings = Beginnings::new(pieces.len());
        let mut first: [BasicSet; 2] = Default::default();
        let mut from = 0;
        let beginning = |piece: &Sought| Beginning::of(&piece.text);
        for alike in pieces.chunk_by(|one, other| beginning(one) == beginning(other)) {
            let to = from + alike.len() as u32;
            if let Some(beginning) = beginning(&alike[0]) {
                beginnings.insert(beginning, (from, to));
            }
            let mut characters = alike[0].text.chars();
            if let Some(character) = characters.next() {
                first[usize::from(characters.next().is_some())].add(character);
            }
            from = to;
        }
        Finder {
            pieces,
            beginnings,
            first,
        }
    }

    /// Writes into `found` the numbers of the pieces that stand in a text, in order, each once.
    pub(crate) fn find(&self, text: &str, found: &mut Vec<u32>) {
        found.clear();
        let mut characters = text.char_indices();
        // One beyond the basic plane may be in any set.
        let may_begin = |set: &BasicSet, c: char| set.has(c).unwrap_or(true);
        let mut here = characters.next();
        while let Some((at, first)) = here {
            here = characters.next();
            if may_begin(&self.first[0], first) {
                self.find_at(text, at, Beginning::new(first, None), found);
            }
            if may_begin(&self.first[1], first)
                && let Some((_, second)) = here
            {
                self.find_at(text, at, Beginning::new(first, Some(second)), found);
            }
        }
        found.sort_unstable();
        found.dedup();
    }

    #[inline]
    fn find_at(&self, text: &str, at: usize, beginning: Beginning, found: &mut Vec<u32>) {
        if let Some((from, to)) = self.beginnings.get(beginning) {
            let pieces = self.pieces[from as usize..to as usize].iter();
            let here = pieces.filter(|piece| piece.stands_at(text, at));
            found.extend(here.map(|piece| piece.number));
        }
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
            texts in prop::collection::vec("[図書𠮷館々のへもカターABc、 \0]{0,12}", 1..6),
            every in 1usize..4,
        ) {
            let (mut pieces, mut runs) = (Pieces::default(), Vec::new());
            let mut read: Vec<Vec<u32>> = Vec::new();
            for text in &texts {
                let mut row = Vec::new();
                list_runs(text, &mut runs);
                pieces.n_rows += 1;
                pieces.read(text, &runs, &mut row);
                row.sort_unstable();
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
