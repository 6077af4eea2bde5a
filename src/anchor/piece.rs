//! Pieces of Japanese from which words are learned.
//!
//! In: the beads that teach. Out: numbers of the pieces of each; and, of pieces that were learned, which of them a text
//! holds. O(bytes).

mod finder;

use rustc_hash::FxHashMap;

pub(crate) use crate::anchor::piece::finder::Finder;
use crate::parallel;
use crate::rows::Rows;
use crate::text::script::{Class, Run, list_runs};
use crate::text::{Document, Span};

/// Windows that a thread reads at once: enough that few pieces are numbered by two threads.
const AT_ONCE: usize = 1_024;

/// The distinct pieces of each window of segments of a document, in the order in which they are read, and all pieces by number.
/// O(bytes of the windows), on all cores.
pub(crate) fn read<'t>(
    document: &'t Document,
    windows: &[(usize, usize)],
) -> (Rows, Vec<Piece<'t>>) {
    let parts = parallel::map_chunks(windows, AT_ONCE, |windows| {
        let (mut pieces, mut rows) = (Pieces::default(), Rows::default());
        pieces.reserve(windows.len() * NEW_IN_WINDOW);
        let (mut runs, mut row) = (Vec::new(), Vec::new());
        for &(start, end) in windows {
            row.clear();
            pieces.n_rows += 1;
            for segment in start..end {
                let text = document.read_text(segment);
                list_runs(text, &mut runs);
                pieces.read(text, &runs, &mut row);
            }
            rows.push(row.iter().copied());
        }
        (pieces, rows)
    });
    let (pieces, parts): (Vec<Pieces<'t>>, Vec<Rows>) = parts.into_iter().unzip();
    let (all, numbers) = Pieces::joined(pieces);
    let parts = parallel::map_each(parts, |k, mut rows| {
        rows.rewrite(|pieces, row| {
            row.extend(pieces.iter().map(|&piece| numbers[k][piece as usize]));
        });
        rows
    });
    let mut rows = Rows::default();
    parts.into_iter().for_each(|part| rows.append(part));
    (rows, all)
}

/// Pieces of Japanese from which words are learned: runs of katakana, kanji and their parts, kanji with the
/// kana after them, longer runs of hiragana. Numbered so that at one place a longer piece comes later.
#[derive(Default)]
struct Pieces<'t> {
    short: FxHashMap<u64, u32>,
    long: FxHashMap<&'t str, u32>,
    /// In the order of their numbers.
    all: Vec<Piece<'t>>,
    /// For each piece the last row in which it stands, counted from one.
    last_row: Vec<u32>,
    n_rows: u32,
    /// The kanji of the run under way, and the key of the piece that begins at each.
    kanji: Vec<char>,
    keys: Vec<u64>,
}

/// A piece as it is looked up. Nearly all pieces have at most four characters of the basic plane and are one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
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

    /// The piece as it stands in the text.
    pub(crate) fn text(self) -> String {
        match self {
            Piece::Long(text) => text.to_owned(),
            Piece::Short(key) => {
                let units = key.to_be_bytes();
                let units = units
                    .chunks(2)
                    .map(|two| u16::from_be_bytes([two[0], two[1]]));
                // No character of a piece is NUL.
                char::decode_utf16(units.skip_while(|&unit| unit == 0))
                    .flatten()
                    .collect()
            }
        }
    }

    /// The key of a piece and one more character of the basic plane.
    fn longer(key: u64, character: char) -> u64 {
        key << u16::BITS | u64::from(character as u32)
    }
}

/// About how many new pieces a window adds. Room for so many is reserved at the start.
const NEW_IN_WINDOW: usize = 8;

impl<'t> Pieces<'t> {
    /// Adds the pieces of a segment with these runs to the row under way, each once.
    fn read(&mut self, text: &'t str, runs: &[Run], row: &mut Vec<u32>) {
        for (k, run) in runs.iter().enumerate() {
            match (run.class, run.n_characters) {
                (Class::Katakana, 2..) | (Class::Hiragana, 3..=8) => {
                    self.add(Piece::new(run.span.of(text)), row);
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

    fn add(&mut self, piece: Piece<'t>, row: &mut Vec<u32>) {
        let number = self.number(piece);
        let last = &mut self.last_row[number as usize];
        if *last != self.n_rows {
            *last = self.n_rows;
            row.push(number);
        }
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
                    self.add(Piece::Short(self.keys[k]), row);
                }
            }
        } else {
            let starts = run.of(text).char_indices().map(|(at, _)| run.start + at);
            for size in sizes {
                let ends = starts.clone().skip(size).chain([run.end]);
                for (start, end) in starts.clone().zip(ends) {
                    self.add(Piece::new(&text[start..end]), row);
                }
            }
        }
        for (at, character) in kana.char_indices().take(2) {
            let end = run.end + at + character.len_utf8();
            self.add(Piece::new(&text[last..end]), row);
        }
    }

    /// The pieces of the whole text, and for each part the numbers that its pieces have in the whole.
    fn joined(parts: Vec<Pieces<'t>>) -> (Vec<Piece<'t>>, Vec<Vec<u32>>) {
        // Parts share many pieces.
        let n_known = parts.iter().map(|part| part.all.len()).sum::<usize>() / 2;
        let mut parts = parts.into_iter();
        let mut whole = parts.next().unwrap_or_default();
        whole.reserve(n_known.saturating_sub(whole.all.len()));
        let mut numbers = vec![(0..whole.all.len() as u32).collect::<Vec<u32>>()];
        numbers
            .extend(parts.map(|part| part.all.iter().map(|&piece| whole.number(piece)).collect()));
        (whole.all, numbers)
    }

    fn reserve(&mut self, n: usize) {
        self.short.reserve(n);
        self.all.reserve(n);
        self.last_row.reserve(n);
    }

    fn number(&mut self, piece: Piece<'t>) -> u32 {
        let next = self.all.len() as u32;
        let number = match piece {
            Piece::Short(key) => *self.short.entry(key).or_insert(next),
            Piece::Long(text) => *self.long.entry(text).or_insert(next),
        };
        if number == next {
            self.all.push(piece);
            self.last_row.push(0);
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Segmenter;
    use crate::text::Language;

    #[test]
    fn pieces_are_the_same_wherever_they_stand() {
        let (mut pieces, mut runs, mut row) = (Pieces::default(), Vec::new(), Vec::new());
        let mut read = |text: &'static str| {
            list_runs(text, &mut runs);
            row.clear();
            pieces.n_rows += 1;
            pieces.read(text, &runs, &mut row);
            row.clone()
        };
        // By size, then by place; behind them the last kanji with one kana and with two.
        assert_eq!(read("図書館"), [0, 1, 2, 3, 4, 5]);
        assert_eq!(read("書館へと"), [1, 2, 4, 6, 7]);
        assert_eq!(read("館、書、図書"), [2, 1, 0, 3]);
        // A kanji beyond the basic plane, and pieces of the same run without it.
        assert_eq!(read("𠮷図書館"), [8, 0, 1, 2, 9, 3, 4, 10, 5, 11]);
        assert_eq!(read("𠮷"), [8]);
        assert_eq!(read("カタカナ、と、ひらがな"), [12, 13]);
    }

    #[test]
    fn pieces_give_their_text_again() {
        for text in [
            "図",
            "図書館",
            "図書館員",
            "図書館員会",
            "𠮷",
            "館へと",
            "カード",
            "カタカナ語",
        ] {
            assert_eq!(Piece::new(text).text(), text);
        }
    }

    #[test]
    fn windows_have_their_pieces_by_one_numbering() {
        let text = "図書館へ行く。図書室の本。".repeat(AT_ONCE);
        let document = Segmenter::new(Language::Japanese).document(text);
        let n_segments = document.segments().len();
        let single: Vec<(usize, usize)> = (0..n_segments).map(|k| (k, k + 1)).collect();
        let (rows, all) = read(&document, &single);
        assert!(n_segments > AT_ONCE);
        assert_eq!(rows.row(n_segments - 2), rows.row(0));
        let texts = |row: &[u32]| {
            let texts = row.iter().map(|&piece| all[piece as usize].text());
            texts.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(texts(rows.row(1)), "図 書 室 図書 書室 図書室 室の 本");
        let (joined, all_of_joined) = read(&document, &[(0, 2)]);
        assert_eq!(joined.row(0).len(), all_of_joined.len());
    }
}
