//! Amounts: numbers with a unit behind them, so that 5 miles and 8キロ can be compared.
//!
//! In: a text and its numbers. Out: [`Amount`]s in a common unit a dimension (`data/review/units.tsv`); amounts of one
//! dimension in a row (1時間30分) also count as their sum. O(numbers).

use std::sync::LazyLock;

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

/// A form of a unit.
struct Form {
    text: &'static str,
    /// The line of its unit in the table.
    line: usize,
    dimension: &'static str,
    size: f64,
}

/// The forms of the units in one language by their first bytes, those of a byte in the order of the table.
type Forms = Vec<Vec<Form>>;

fn forms(language: Language) -> &'static Forms {
    static ENGLISH: LazyLock<Forms> = LazyLock::new(|| read_forms(2));
    static JAPANESE: LazyLock<Forms> = LazyLock::new(|| read_forms(3));
    match language {
        Language::English => &ENGLISH,
        _ => &JAPANESE,
    }
}

/// The forms in a column of the table.
fn read_forms(column: usize) -> Forms {
    let mut forms = Forms::new();
    forms.resize_with(256, Vec::new);
    let lines = include_str!("../../../data/review/units.tsv").lines();
    for (line, row) in lines.filter(|line| !line.starts_with('#')).enumerate() {
        let columns: Vec<&str> = row.split('\t').collect();
        let size = columns[1].parse().expect("the size of a unit is a number");
        for text in columns[column].split(';') {
            forms[usize::from(text.as_bytes()[0])].push(Form {
                text,
                line,
                dimension: columns[0],
                size,
            });
        }
    }
    forms
}

/// The forms of units that a text goes on with, one a unit.
fn units_after(rest: &str, language: Language) -> impl Iterator<Item = &'static Form> {
    let rest = rest.trim_start_matches([' ', '\u{a0}', '-']);
    let first = rest.as_bytes().first();
    let forms = first.map_or(&[][..], |&first| &forms(language)[usize::from(first)]);
    let mut last = None;
    forms.iter().filter(move |form| {
        let is_new = last != Some(form.line) && follows(rest, form.text);
        if is_new {
            last = Some(form.line);
        }
        is_new
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
        let units = units_after(unit_of(text, number, language), language);
        amounts.extend(units.map(|unit| Amount {
            dimension: unit.dimension,
            size: value * unit.size,
            numbers: vec![number.span],
        }));
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
        if units_after(inside, Language::English).next().is_some() {
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

/// Whether a text goes on with a form of a unit, and the form ends there.
fn follows(rest: &str, form: &str) -> bool {
    let Some(after) = rest.strip_prefix(form) else {
        return false;
    };
    let (last, next) = (form.chars().next_back(), after.chars().next());
    let same = |next: char| Some(class(next)) == last.map(class);
    // Kanji may follow each other: 5分前, 3年後; 時間 is no 時.
    !next.is_some_and(|next| class(next) != Class::Kanji && same(next))
}
