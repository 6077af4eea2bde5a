//! A number in a text: where it stands, what it counts, what it is worth, and the keys by which it meets its
//! translation.
//!
//! In: what a reader recognised. Out: [`Number`]. O(1).

use crate::number::era;
use crate::number::value::{Decimal, NumberValue};
use crate::text::Span;

/// What a number counts or names. It does not matter for meeting: "May" is 5 as much as 5月 is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
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
#[non_exhaustive]
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
    /// A number that counts, with no doubt.
    pub(super) fn certain(start: usize, end: usize, kind: NumberKind, value: NumberValue) -> Self {
        Number {
            span: Span::new(start, end),
            kind,
            value,
            weak: false,
        }
    }

    /// The key by which the two languages meet: a hash of the value alone, the same on every machine.
    pub(crate) fn key(&self) -> u64 {
        self.value.key()
    }

    /// Keys of weaker equalities, at most six: the full year of ’95, 3 and 15 for 3 p.m., 6 for 令和6年, 0.5 and
    /// 50 for a half, 1/3 for the third, 0.3 for 30 %.
    pub(crate) fn other_keys(&self) -> impl Iterator<Item = u64> {
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
        use NumberKind::{EraYear, Ordinal, Percent, Year};
        match (&self.value, self.kind, self.value.to_integer()) {
            (
                &NumberValue::Clock {
                    hour,
                    minute,
                    second,
                },
                ..,
            ) => {
                let twelve = (hour + 12) % 24;
                add(NumberValue::clock(twelve, minute, second));
                add(NumberValue::integer(u64::from(hour)));
                let second_key = if minute == 0 { twelve } else { minute };
                add(NumberValue::integer(u64::from(second_key)));
            }
            (
                &NumberValue::Fraction {
                    numerator,
                    denominator,
                },
                ..,
            ) => {
                let exact =
                    |power: &u32| numerator.saturating_mul(10u64.pow(*power)) % denominator == 0;
                if let Some(power) = (1..=3).find(exact) {
                    let whole = numerator.saturating_mul(10u64.pow(power));
                    let (mantissa, power) = (i128::from(whole / denominator), power as i32);
                    add(NumberValue::Decimal(Decimal::new(mantissa, -power)));
                    add(NumberValue::Decimal(Decimal::new(mantissa, 2 - power)));
                }
            }
            (&NumberValue::Decimal(percent), Percent, _) => {
                if let Some(share) = percent.shifted(-2) {
                    add(NumberValue::Decimal(share));
                }
            }
            (_, EraYear, Some(year)) => {
                era::years_of_era(year).for_each(|n| add(NumberValue::integer(n)));
            }
            (_, Year, Some(year @ 0..100)) => add(NumberValue::integer(era::century(year))),
            (_, Ordinal, Some(n @ 3..=1000)) => add(NumberValue::fraction(1, n)),
            _ => {}
        }
    }
}
