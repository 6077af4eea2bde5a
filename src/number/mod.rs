//! Every number written in a text, in whatever manner, as one value that the other language can meet.
//!
//! In: text and its language. Out: [`Number`]s in order of place, not overlapping: Arabic and full-width digits,
//! number words, 漢数字, percentages, dates and eras, times, ordinals, fractions, section numbers. A [`Number`]
//! has a key by which it meets its translation. O(bytes), and little more than a scan where the
//! text holds no number; no allocation but the result.
//!
//! `places` finds where a number can begin, in either language. `cascade` tries each form there in one
//! order: `date`, `clock`, `fraction`, and what is left, a plain number (`english`, `japanese`). To read a new way of
//! writing a number, add it to the file of its form and a row to `tests`; a word goes into `data/numbers`.

mod cascade;
mod clock;
mod date;
mod digits;
mod english;
mod era;
mod fraction;
mod japanese;
mod kanji;
mod lists;
mod measure;
mod phrase;
mod places;
mod scan;
mod types;
mod value;
mod words;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use crate::number::types::{Number, NumberKind};
pub use crate::number::value::{Decimal, NumberValue};

use crate::text::Language;

/// The numbers of a text, in order of place, not overlapping. Never panics. O(bytes).
///
/// Of [`Language::Other`] only those in Arabic digits are read.
#[must_use]
pub fn numbers(text: &str, language: Language) -> Vec<Number> {
    cascade::numbers(text, language)
}
