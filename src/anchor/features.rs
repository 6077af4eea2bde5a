//! Features: what the programme knows of each segment, as integers and lengths.
//!
//! In: two documents and a lexicon. Out: for each segment a length, a mass (how much room it gives to chance
//! meetings), how it begins, its end marks, and its units, the anchors of both sides interned into numbers;
//! and the links, which say what unit of the one side meets what unit of the other. O(bytes).

use std::ops::Range;

use crate::text::Begin;

/// What kind of anchor met its counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum AnchorKind {
    /// The same number, date or time, however it is written.
    Number,
    /// The same word in Latin letters.
    Latin,
    /// A katakana word that sounds like the English one.
    Sound,
    /// Kanji of a name that are read as the word, which is in romaji.
    Reading,
    /// A pair of the dictionary, embedded or the user's.
    Dictionary,
    /// An interjection or answer of the same sort (yes, thanks, oh).
    Interjection,
    /// A pair learned from the sure beads of the same text.
    Learned,
}

/// Rows of numbers of different length, stored in one piece.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Rows {
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl Rows {
    pub(crate) fn push(&mut self, row: impl IntoIterator<Item = u32>) {
        self.items.extend(row);
        self.ends.push(self.items.len() as u32);
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn row(&self, row: usize) -> &[u32] {
        let start = if row == 0 {
            0
        } else {
            self.ends[row - 1] as usize
        };
        &self.items[start..self.ends[row] as usize]
    }

    /// Gives each item another number, or none, and leaves the rows in order, each item once. O(items · log of a row's).
    pub(crate) fn renumber(&mut self, number: impl Fn(u32) -> Option<u32>) {
        let mut row: Vec<u32> = Vec::new();
        let (mut start, mut kept) = (0, 0);
        for end in &mut self.ends {
            row.clear();
            let items = &self.items[start..*end as usize];
            row.extend(items.iter().filter_map(|&item| number(item)));
            row.sort_unstable();
            row.dedup();
            start = *end as usize;
            // A row never grows, so that those to come are still there.
            self.items[kept..kept + row.len()].copy_from_slice(&row);
            kept += row.len();
            *end = kept as u32;
        }
        self.items.truncate(kept);
    }

    /// Appends the rows of another.
    pub(crate) fn append(&mut self, other: &Rows) {
        self.append_some(other, 0..other.len());
    }

    /// Appends some rows of another.
    pub(crate) fn append_some(&mut self, other: &Rows, rows: Range<usize>) {
        let start = rows.start.checked_sub(1).map_or(0, |row| other.ends[row]);
        let ends = &other.ends[rows];
        let end = ends.last().copied().unwrap_or(start);
        let before = self.items.len() as u32;
        self.items
            .extend_from_slice(&other.items[start as usize..end as usize]);
        self.ends
            .extend(ends.iter().map(|end| end - start + before));
    }

    /// In how many rows each item stands. O(items + `n_items`).
    pub(crate) fn frequency(&self, n_items: usize) -> Vec<u32> {
        let mut frequency = vec![0; n_items];
        for &item in &self.items {
            frequency[item as usize] += 1;
        }
        frequency
    }

    /// For each item the rows that hold it, in order. O(items + `n_items`).
    pub(crate) fn transposed(&self, n_items: usize) -> Rows {
        let mut ends = self.frequency(n_items);
        let mut total = 0;
        for end in &mut ends {
            let count = *end;
            *end = total;
            total += count;
        }
        let mut items = vec![0u32; self.items.len()];
        for row in 0..self.len() {
            for &item in self.row(row) {
                items[ends[item as usize] as usize] = row as u32;
                ends[item as usize] += 1;
            }
        }
        Rows { ends, items }
    }
}

/// What stands at the end of a segment or around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Marks {
    pub(crate) question: bool,
    pub(crate) quote: bool,
}

/// What a unit is, as far as it tells how often such a thing has a counterpart in a translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitClass {
    Number,
    /// A word in Latin letters; on the English side any word.
    Word,
    Katakana,
    /// An entry of the lexicon written with kanji.
    Kanji,
    /// An entry of the lexicon written in kana alone.
    Kana,
    Interjection,
    /// Whatever it is, of a pair of languages of which nothing is known: that it can meet nothing tells nothing.
    Unknown,
}

impl UnitClass {
    /// Every class, in the order of its number.
    pub(crate) const ALL: [UnitClass; 7] = [
        UnitClass::Number,
        UnitClass::Word,
        UnitClass::Katakana,
        UnitClass::Kanji,
        UnitClass::Kana,
        UnitClass::Interjection,
        UnitClass::Unknown,
    ];
}

/// One side of the features.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Side {
    /// Length of each segment in characters of English: classes of characters weigh differently.
    pub(crate) length: Vec<f32>,
    /// How many words or characters could meet something by chance.
    pub(crate) mass: Vec<f32>,
    pub(crate) begin: Vec<Begin>,
    pub(crate) marks: Vec<Marks>,
    /// Distinct units of each segment, sorted.
    pub(crate) units: Rows,
    pub(crate) n_units: usize,
    /// What each unit is.
    pub(crate) classes: Vec<UnitClass>,
    /// Which units are words, from which a lexicon can be learned, also where nothing is known of what units are.
    pub(crate) is_word: Vec<bool>,
}

impl Side {
    pub(crate) fn n_segments(&self) -> usize {
        self.length.len()
    }

    /// Appends the segments of the part that follows, whose units have the same numbers.
    pub(crate) fn append(&mut self, part: &Side) {
        self.length.extend_from_slice(&part.length);
        self.mass.extend_from_slice(&part.mass);
        self.begin.extend_from_slice(&part.begin);
        self.marks.extend_from_slice(&part.marks);
        self.units.append(&part.units);
    }
}

/// A unit of the source and one of the target that can mean the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct UnitLink {
    pub(crate) source: u32,
    pub(crate) target: u32,
    pub(crate) kind: AnchorKind,
}

/// Both sides and what links them.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Features {
    pub(crate) source: Side,
    pub(crate) target: Side,
    /// Sorted by target unit, then source unit; no pair twice.
    pub(crate) links: Vec<UnitLink>,
}

impl Features {
    /// Whether the lexicon knows any word of this text: it may be of other languages than the text.
    pub(crate) fn in_lexicon(&self) -> bool {
        self.links
            .iter()
            .any(|link| link.kind == AnchorKind::Dictionary)
    }
}
