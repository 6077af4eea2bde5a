//! Every number written in a text, in whatever manner, as one value that the other language can meet.
//!
//! In: text and its language. Out: [`Number`]s in order of place, not overlapping: Arabic and full-width digits,
//! number words, 漢数字, percentages, dates and eras, times, ordinals, fractions, section numbers. A [`Number`]
//! has a [`key`](Number::key) by which it meets its translation. O(bytes), and little more than a scan where the
//! text holds no number; no allocation but the result.

mod ambiguous;
mod digits;
mod english;
mod era;
mod found;
mod hours;
mod japanese;
mod kanji;
mod lists;
mod month;
mod phrase;
mod signs;
mod value;
mod words;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use crate::number::value::{Decimal, NumberValue};

use crate::number::found::Found;
use crate::text::{Language, Span};

/// What a number counts or names. It does not matter for meeting: "May" is 5 as much as 5月 is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum NumberKind {
    /// A plain quantity: 42, forty-two, 四十二, 3人.
    Cardinal,
    /// A place in an order: 21st, 第三, 3番目.
    Ordinal,
    /// Hundredths: 30 %, 30 percent, 3割.
    Percent,
    /// A part of a whole: 1/2, a third, 三分の一.
    Fraction,
    /// A year, or the first of a decade: 1995, 1990s, 90年代. With two digits, as written.
    Year,
    /// A year of a Japanese era, its value the year of the common era: 令和6年 is 2024.
    EraYear,
    /// A month by its number: May, 5月.
    Month,
    /// A day of a month.
    Day,
    /// A time of day: 3:30 p.m., 午後3時30分, noon.
    Time,
    /// An amount of money; the unit is not part of the value.
    Currency,
    /// A section or version number of three or more parts.
    Section,
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Number {
    /// Where it stands, in bytes of the text; signs such as 第 or % belong to it, units do not.
    pub span: Span,
    /// What it counts or names.
    pub kind: NumberKind,
    /// What it is worth.
    pub value: NumberValue,
    /// Whether it may well not be a number on the other side: the pronoun "one", 一つ, a digit inside a name.
    pub weak: bool,
}

impl Number {
    /// The key by which the two languages meet: a hash of the value alone, the same on every machine.
    pub fn key(&self) -> u64 {
        self.value.key()
    }

    /// Keys of weaker equalities, at most six: the full year of ’95, 3 and 15 for 3 p.m., 6 for 令和6年, 0.5 and
    /// 50 for a half, 1/3 for the third.
    pub fn other_keys(&self) -> impl Iterator<Item = u64> {
        let mut keys = [None; 6];
        let mut n = 0;
        self.each_other(&mut |value| {
            if let Some(key) = keys.get_mut(n) {
                *key = Some(value.key());
                n += 1;
            }
        });
        keys.into_iter().flatten()
    }

    fn each_other(&self, add: &mut dyn FnMut(NumberValue)) {
        match (&self.value, self.kind) {
            (
                &NumberValue::Clock {
                    hour,
                    minute,
                    second,
                },
                _,
            ) => {
                let twelve = (hour + 12) % 24;
                add(NumberValue::clock(twelve, minute, second));
                add(NumberValue::integer(u64::from(hour)));
                if minute == 0 {
                    add(NumberValue::integer(u64::from(twelve)));
                } else {
                    add(NumberValue::integer(u64::from(minute)));
                }
            }
            (
                &NumberValue::Fraction {
                    numerator,
                    denominator,
                },
                _,
            ) => {
                for power in 1..=3 {
                    let whole = numerator.saturating_mul(10u64.pow(power));
                    if whole % denominator == 0 {
                        let mantissa = i128::from(whole / denominator);
                        add(NumberValue::Decimal(Decimal::new(
                            mantissa,
                            -(power as i32),
                        )));
                        add(NumberValue::Decimal(Decimal::new(
                            mantissa,
                            2 - power as i32,
                        )));
                        return;
                    }
                }
            }
            (value, NumberKind::EraYear) => {
                if let Some(year) = value.to_integer() {
                    era::years_of_era(year).for_each(|n| add(NumberValue::integer(n)));
                }
            }
            (value, NumberKind::Year) => {
                if let Some(year) = value.to_integer().filter(|year| *year < 100) {
                    add(NumberValue::integer(era::century(year)));
                }
            }
            (value, NumberKind::Ordinal) => {
                if let Some(n) = value.to_integer().filter(|n| (3..=1000).contains(n)) {
                    add(NumberValue::fraction(1, n));
                }
            }
            _ => {}
        }
    }
}

/// The numbers of a text, in order of place, not overlapping. Never panics. O(bytes).
///
/// Of [`Language::Other`] only those in Arabic digits are read.
pub fn numbers(text: &str, language: Language) -> Vec<Number> {
    let mut found = Found::new(text);
    match language {
        Language::English => english::scan(&mut found),
        Language::Japanese => japanese::scan(&mut found),
        _ => found.scan_digits(),
    }
    found.numbers
}
