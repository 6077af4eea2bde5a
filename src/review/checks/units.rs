//! Amounts: numbers with a unit behind them, so that 5 miles and 8キロ can be compared.
//!
//! In: a text and its numbers. Out: [`Amount`]s in a common unit a dimension (`data/review/units.tsv`); amounts of one
//! dimension in a row (1時間30分) also count as their sum. O(numbers).

use std::sync::OnceLock;

use crate::number::{Number, NumberKind, NumberValue};
use crate::text::script::{Class, class};
use crate::text::{Language, Span};

/// How far two amounts may be apart and still be the same, rounded: 5 miles are said to be 8 km.
const ROUNDED: f64 = 0.06;
/// Bytes between two amounts that are one: `1 hour and 30 minutes`.
const WIDEST_GAP: usize = 6;

/// Amounts of a text at most: a table in one segment is not converted.
const MOST: usize = 100;

/// An amount in the common unit of its dimension.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Amount {
    dimension: &'static str,
    size: f64,
    numbers: Vec<Span>,
}

impl Amount {
    /// Whether two amounts are the same up to rounding.
    pub(crate) fn is_about(&self, other: &Amount) -> bool {
        self.dimension == other.dimension
            && (self.size - other.size).abs() <= ROUNDED * self.size.max(other.size)
    }

    /// How many times the greater of two amounts of one dimension is the lesser; none of different dimensions.
    pub(crate) fn times(&self, other: &Amount) -> Option<f64> {
        let (least, most) = (self.size.min(other.size), self.size.max(other.size));
        (self.dimension == other.dimension && 0.0 < least).then(|| most / least)
    }

    /// Whether the amount is that of a single number.
    pub(crate) fn is_of(&self, number: &Number) -> bool {
        self.numbers == [number.span]
    }

    /// Whether two amounts are of one dimension.
    pub(crate) fn is_like(&self, other: &Amount) -> bool {
        self.dimension == other.dimension
    }

    /// Whether the number belongs to the amount.
    pub(crate) fn holds(&self, number: &Number) -> bool {
        self.numbers.contains(&number.span)
    }
}

struct Unit {
    dimension: &'static str,
    size: f64,
    english: Vec<&'static str>,
    japanese: Vec<&'static str>,
}

fn units() -> &'static [Unit] {
    static UNITS: OnceLock<Vec<Unit>> = OnceLock::new();
    UNITS.get_or_init(|| {
        let lines = include_str!("../../../data/review/units.tsv").lines();
        let rows = lines.filter(|line| !line.starts_with('#'));
        let row = |line: &'static str| {
            let mut columns = line.split('\t');
            Some(Unit {
                dimension: columns.next()?,
                size: columns.next()?.parse().ok()?,
                english: columns.next()?.split(';').collect(),
                japanese: columns.next()?.split(';').collect(),
            })
        };
        rows.filter_map(row).collect()
    })
}

/// The amounts of some numbers, in English or in Japanese; a number may have several (キロ).
pub(crate) fn amounts(text: &str, numbers: &[&Number], language: Language) -> Vec<Amount> {
    let mut amounts: Vec<Amount> = Vec::new();
    let mut sum: Option<Amount> = None;
    for number in numbers.iter().take(MOST) {
        let Some(value) = value(&number.value) else {
            continue;
        };
        let known = amounts.len();
        let rest = unit_of(text, number, language);
        for unit in units() {
            if follows(rest, unit, language) {
                amounts.push(Amount {
                    dimension: unit.dimension,
                    size: value * unit.size,
                    numbers: vec![number.span],
                });
            }
        }
        let Some(last) = amounts.get(known).cloned() else {
            continue;
        };
        sum = match sum {
            Some(mut sum) if sum.dimension == last.dimension && is_near(text, &sum, number) => {
                sum.size += last.size;
                sum.numbers.extend(last.numbers);
                amounts.push(sum.clone());
                Some(sum)
            }
            _ => Some(last),
        };
    }
    amounts
}

/// Whether a number goes on with an amount: little but its unit stands between.
fn is_near(text: &str, amount: &Amount, number: &Number) -> bool {
    let end = amount.numbers.last().map_or(0, |span| span.end);
    let between = text.get(end..number.span.start).unwrap_or_default();
    let gap = between.chars().filter(|c| !c.is_alphanumeric()).count();
    between.len() <= 6 * WIDEST_GAP && gap <= 3 && !between.contains(['.', '。', '、', ','])
}

fn value(value: &NumberValue) -> Option<f64> {
    match value {
        NumberValue::Decimal(decimal) => decimal.to_string().parse().ok(),
        &NumberValue::Fraction {
            numerator,
            denominator,
        } => Some(numerator as f64 / denominator as f64),
        _ => None,
    }
}

/// The text from where the unit of a number is to stand: behind it; in "half a minute" and "a quarter of an hour" behind
/// the article; in "an hour and a half" and "fortnight" inside the number.
fn unit_of<'a>(text: &'a str, number: &Number, language: Language) -> &'a str {
    let (own, rest) = (number.span.of(text), &text[number.span.end..]);
    if language != Language::English {
        return rest;
    }
    if own.eq_ignore_ascii_case("fortnight") {
        return &text[number.span.start..];
    }
    if let Some(before) = own.strip_suffix(" and a half")
        && let Some(at) = before.rfind(' ')
    {
        let inside = &text[number.span.start + at..];
        if units()
            .iter()
            .any(|unit| follows(inside, unit, Language::English))
        {
            return inside;
        }
    }
    if number.kind != NumberKind::Fraction {
        return rest;
    }
    let of = rest.strip_prefix(" of").unwrap_or(rest);
    let unit = of.strip_prefix(" an ").or(of.strip_prefix(" a "));
    unit.unwrap_or(rest)
}

/// Whether a text goes on with a unit.
fn follows(rest: &str, unit: &Unit, language: Language) -> bool {
    let rest = rest.trim_start_matches([' ', '\u{a0}', '-']);
    let forms = if language == Language::English {
        &unit.english
    } else {
        &unit.japanese
    };
    forms.iter().any(|form| {
        let Some(after) = rest.strip_prefix(form) else {
            return false;
        };
        let (last, next) = (form.chars().next_back(), after.chars().next());
        let same = |next: char| Some(class(next)) == last.map(class);
        // Kanji may follow each other: 5分前, 3年後; 時間 is no 時.
        !next.is_some_and(|next| class(next) != Class::Kanji && same(next))
    })
}
