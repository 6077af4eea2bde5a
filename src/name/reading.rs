//! Kanji names met by their readings: 安倍 and Abe, 藤原道長 and Fujiwara no Michinaga, 渋谷区 and Shibuya.
//!
//! In: the words of the source in romaji, and a Japanese text. Out: the pieces of its kanji runs that can be read
//! as one of the words, each with a score in nats: how much likelier the kanji have this reading than other
//! kanji do. The readings of each kanji and their worth come from a table ([`Readings`]). O(characters · steps),
//! where the steps from one character have a bound.

mod choice;
mod index;
mod kanji;
mod search;
mod table;
mod walk;

pub(crate) use self::choice::KnownWord;
pub use self::index::{ReadingIndex, ReadingMatch};
pub(crate) use self::search::KnownRuns;
pub use self::table::Readings;

use crate::name::romaji::romaji_key;

/// How surely kanji are read as a word in romaji, in nats, or none if they cannot be.
/// O(letters · readings of a kanji).
///
/// ```
/// # #[cfg(feature = "lexicon")] {
/// use taiyaku::name::{Readings, read_as};
///
/// let readings = Readings::embedded();
/// assert!(5.0 < read_as(readings, "渋谷", "Shibuya").unwrap());
/// assert_eq!(read_as(readings, "渋谷", "Shinjuku"), None);
/// # }
/// ```
pub fn read_as(readings: &Readings, kanji: &str, romaji: &str) -> Option<f32> {
    let index = ReadingIndex::new([romaji]);
    let mut found = Vec::new();
    index.candidates(readings, kanji, &mut found);
    let whole = found
        .iter()
        .filter(|m| m.span.start == 0 && m.span.end == kanji.len());
    whole.map(|m| m.score).max_by(f32::total_cmp)
}

/// Whether a word in lower case may be a name in romaji: it is spelled so and is no English word. O(letters).
pub(crate) fn may_be_name(readings: &Readings, word: &str) -> bool {
    romaji_key(word).is_some() && !readings.is_english(word)
}

#[cfg(test)]
mod tests;
