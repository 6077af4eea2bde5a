//! Amounts: numbers with a unit, so that 5 miles and 8キロ can be compared.
//!
//! In: a text and its numbers. Out: [`Amount`]s in a common unit a dimension (`data/review/units.tsv`); amounts of one
//! dimension in a row (1時間30分, 3ドル74セント) also count as their sum. O(numbers).

use std::sync::LazyLock;

use crate::number::{Number, NumberKind, NumberValue};
use crate::text::script::{Class, class};
use crate::text::{Language, Span};

/// How far two amounts of other measures may be apart and still be the same, rounded: 5 miles are said to be 8 km.
const ROUNDED: f64 = 0.06;
/// The same of a span in months or years and one in a lesser unit: six weeks are a month and a half.
const ROUNDED_MONTHS: f64 = 0.1;
/// The same of measures of one system: 90 minutes are no more and no less than an hour and a half.
const EXACT: f64 = 1e-6;
/// The same of temperatures, in degrees Celsius.
const ROUNDED_DEGREES: f64 = 1.0;
/// From this size on units of time, months and years, are not of one length.
const MONTH: f64 = 2_000_000.0;
/// Bytes between two amounts that are one: `1 hour and 30 minutes`.
const WIDEST_GAP: usize = 6;
/// Amounts of a text at most: a table in one segment is not converted.
const MOST: usize = 100;
/// The unit of a share, which is part of its number.
const PERCENT: usize = usize::MAX;
/// The unit of a sum of several units.
const SUM: usize = usize::MAX - 1;
/// Words before a Japanese number that make a length the speed of it, and how many km/h one unit of it is in m/s or km/h.
const SPEEDS: [(&str, f64); 6] = [
    ("時速", 0.001),
    ("毎時", 0.001),
    ("分速", 0.06),
    ("毎分", 0.06),
    ("秒速", 3.6),
    ("毎秒", 3.6),
];

/// An amount in the common unit of its dimension.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Amount {
    dimension: &'static str,
    /// The line of its unit in the table.
    unit: usize,
    /// The size of its unit.
    scale: f64,
    size: f64,
    numbers: Vec<Span>,
}

impl Amount {
    /// Whether two amounts are the same: of one unit or one system exactly, else up to rounding.
    pub(crate) fn is_about(&self, other: &Amount) -> bool {
        if self.dimension != other.dimension {
            return false;
        }
        let difference = (self.size - other.size).abs();
        if self.dimension == "temperature" {
            return difference <= ROUNDED_DEGREES && self.unit != other.unit || difference < EXACT;
        }
        difference <= self.tolerance(other) * self.size.max(other.size)
    }

    fn tolerance(&self, other: &Amount) -> f64 {
        let is_exact = |amount: &Amount| match amount.dimension {
            "time" => amount.scale < MONTH,
            "data" => false,
            dimension if dimension.contains('/') => true,
            _ => is_power_of_ten(amount.scale),
        };
        let is_one_unit = self.unit == other.unit && self.unit != SUM;
        if is_one_unit || is_exact(self) && is_exact(other) {
            EXACT
        } else if self.dimension == "time" {
            ROUNDED_MONTHS
        } else {
            ROUNDED
        }
    }

    /// How many times the greater of two amounts of one dimension is the lesser; infinite for two currencies and for two
    /// scales of temperature; none of different dimensions.
    pub(crate) fn times(&self, other: &Amount) -> Option<f64> {
        if !self.is_like(other) {
            return None;
        }
        let (least, most) = (self.size.min(other.size), self.size.max(other.size));
        if self.dimension != other.dimension || self.dimension == "temperature" {
            return Some(f64::INFINITY);
        }
        (0.0 < least).then(|| most / least)
    }

    /// The sum with an amount of the same dimension.
    fn plus(&self, other: &Amount) -> Amount {
        let numbers = self.numbers.iter().chain(&other.numbers);
        Amount {
            dimension: self.dimension,
            unit: SUM,
            scale: self.scale.max(other.scale),
            size: self.size + other.size,
            numbers: numbers.copied().collect(),
        }
    }

    /// Whether the amount is that of a single number.
    pub(crate) fn is_of(&self, number: &Number) -> bool {
        self.numbers == [number.span]
    }

    /// Whether two amounts are of one dimension, all money being one.
    pub(crate) fn is_like(&self, other: &Amount) -> bool {
        let kind = |amount: &Amount| match amount.dimension.split_once('/') {
            Some(("money", _)) => "money",
            _ => amount.dimension,
        };
        kind(self) == kind(other)
    }

    /// Whether two amounts are of one unit.
    pub(crate) fn has_unit_of(&self, other: &Amount) -> bool {
        self.unit == other.unit && self.unit != SUM
    }

    /// Whether the amount is a measure and no count of things.
    pub(crate) fn is_measure(&self) -> bool {
        !self.dimension.starts_with("count/")
    }

    /// Whether the number belongs to the amount.
    pub(crate) fn holds(&self, number: &Number) -> bool {
        self.numbers.contains(&number.span)
    }
}

/// Whether a size is a power of ten, as those of metric units are.
fn is_power_of_ten(size: f64) -> bool {
    let power = size.log10();
    (power - power.round()).abs() < 1e-9
}

/// A form of a unit.
struct Form {
    text: &'static str,
    /// The line of its unit in the table.
    line: usize,
    dimension: &'static str,
    scale: f64,
    /// What is added to a number before it is multiplied.
    offset: f64,
}

/// The forms of the units in one language by their first bytes, those of a byte in the order of the table; of those before
/// a number by their last bytes.
type Forms = Vec<Vec<Form>>;

fn forms(language: Language) -> &'static Forms {
    static ENGLISH: LazyLock<Forms> = LazyLock::new(|| read_forms(2));
    static JAPANESE: LazyLock<Forms> = LazyLock::new(|| read_forms(3));
    match language {
        Language::English => &ENGLISH,
        _ => &JAPANESE,
    }
}

/// The signs and words that stand before a number.
static BEFORE: LazyLock<Forms> = LazyLock::new(|| read_forms(4));

/// The forms in a column of the table.
fn read_forms(column: usize) -> Forms {
    let mut forms = Forms::new();
    forms.resize_with(256, Vec::new);
    let lines = include_str!("../../../data/review/units.tsv").lines();
    for (line, row) in lines.filter(|line| !line.starts_with('#')).enumerate() {
        let columns: Vec<&str> = row.split('\t').collect();
        let (scale, offset) = columns[1].split_once('@').unwrap_or((columns[1], "0"));
        let number = |text: &str| text.parse().expect("the size of a unit is a number");
        for text in columns[column].split(';').filter(|text| !text.is_empty()) {
            let bytes = text.as_bytes();
            let key = if column == 4 {
                bytes[bytes.len() - 1]
            } else {
                bytes[0]
            };
            forms[usize::from(key)].push(Form {
                text,
                line,
                dimension: columns[0],
                scale: number(scale),
                offset: number(offset),
            });
        }
    }
    forms
}

/// The forms of units that a text goes on with, one a unit.
fn units_after(rest: &str, language: Language) -> impl Iterator<Item = &'static Form> {
    let rest = rest.trim_start_matches([' ', '\u{a0}', '-', '\n']);
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

/// The forms of units that stand right before a number.
fn units_before(before: &str) -> impl Iterator<Item = &'static Form> {
    let before = before.strip_suffix(' ').unwrap_or(before);
    let before = before.strip_suffix('約').unwrap_or(before);
    let last = before.as_bytes().last();
    let forms = last.map_or(&[][..], |&last| &BEFORE[usize::from(last)]);
    forms.iter().filter(move |form| {
        let rest = before.strip_suffix(form.text);
        let is_word = form.text.starts_with(|c: char| c.is_ascii_alphabetic());
        rest.is_some_and(|rest| !is_word || !rest.ends_with(|c: char| c.is_ascii_alphabetic()))
    })
}

/// The amounts of some numbers, in English or in Japanese; a number may have several (キロ).
pub(crate) fn amounts(text: &str, numbers: &[&Number], language: Language) -> Vec<Amount> {
    let mut amounts: Vec<Amount> = Vec::new();
    let mut sums: Vec<Amount> = Vec::new();
    for number in numbers.iter().take(MOST) {
        let Some(value) = value(&number.value) else {
            continue;
        };
        let known = amounts.len();
        add_amounts(text, number, value, language, &mut amounts);
        let own = amounts[known..].to_vec();
        if own.is_empty() {
            continue;
        }
        let goes_on = |sum: &&Amount| is_near(text, sum, number);
        let longer: Vec<Amount> = sums
            .iter()
            .filter(goes_on)
            .filter_map(|sum| {
                let next = own
                    .iter()
                    .find(|amount| amount.dimension == sum.dimension)?;
                Some(sum.plus(next))
            })
            .collect();
        amounts.extend_from_slice(&longer);
        sums = if longer.is_empty() { own } else { longer };
    }
    amounts
}

/// Adds the amounts of one number.
fn add_amounts(text: &str, number: &Number, value: f64, language: Language, out: &mut Vec<Amount>) {
    let amount = |dimension, unit, scale: f64, size| Amount {
        dimension,
        unit,
        scale,
        size,
        numbers: vec![number.span],
    };
    if number.kind == NumberKind::Percent {
        out.push(amount("percent", PERCENT, 1.0, value));
        return;
    }
    if is_half_an_hour(number.span.of(text), language) {
        out.push(amount("time", SUM, 60.0, 60.0 * value));
        return;
    }
    let before = &text[..number.span.start];
    let prefix = before.strip_suffix('約').unwrap_or(before);
    let speed = SPEEDS.iter().find(|(word, _)| prefix.ends_with(word));
    let behind = units_after(unit_of(text, number, language), language);
    out.extend(behind.map(|unit| match speed {
        Some((_, per)) if unit.dimension == "length" => {
            amount("speed", SUM, unit.scale, value * unit.scale * per)
        }
        _ => amount(
            unit.dimension,
            unit.line,
            unit.scale,
            (value + unit.offset) * unit.scale,
        ),
    }));
    for unit in units_before(before) {
        // 華氏20度 is no degree Celsius, though 度 alone is.
        out.retain(|known| !known.is_of(number) || known.dimension != unit.dimension);
        let size = (value + unit.offset) * unit.scale;
        out.push(amount(unit.dimension, unit.line, unit.scale, size));
    }
}

/// Whether a number is "half an hour", whose value are its minutes.
fn is_half_an_hour(own: &str, language: Language) -> bool {
    language == Language::English
        && own
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("half"))
        && own.ends_with("hour")
}

/// The measures that an English text names, each as the amount of one: "a week" is 7日.
pub(crate) fn named_units(text: &str) -> Vec<Amount> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    let named = words
        .filter(|word| 2 < word.len() && word.len() < 10)
        .filter_map(|word| {
            let word = word.to_ascii_lowercase();
            let forms = &forms(Language::English)[usize::from(word.as_bytes()[0])];
            let form = forms
                .iter()
                .find(|form| !form.dimension.contains('/') && form.text == word)?;
            Some(Amount {
                dimension: form.dimension,
                unit: SUM,
                scale: form.scale,
                size: form.scale,
                numbers: Vec::new(),
            })
        });
    named.take(MOST).collect()
}

/// Whether a number goes on with an amount: little but its unit stands between.
fn is_near(text: &str, amount: &Amount, number: &Number) -> bool {
    let end = amount.numbers.last().map_or(0, |span| span.end);
    let between = text.get(end..number.span.start).unwrap_or_default();
    let gap = between.chars().filter(|c| !c.is_alphanumeric()).count();
    between.len() <= 6 * WIDEST_GAP && gap <= 3 && !between.contains(['.', '。', '、', ','])
}

pub(crate) fn value(value: &NumberValue) -> Option<f64> {
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
/// the article; in "an hour and a half", "fortnight" and 1年半 inside the number.
fn unit_of<'a>(text: &'a str, number: &Number, language: Language) -> &'a str {
    let (own, rest) = (number.span.of(text), &text[number.span.end..]);
    if language != Language::English {
        return own
            .strip_suffix('半')
            .and_then(|before| unit_inside(text, number, before))
            .unwrap_or(rest);
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

/// The text from the unit on that stands before the half of a Japanese number.
fn unit_inside<'a>(text: &'a str, number: &Number, before_half: &str) -> Option<&'a str> {
    let mut places = before_half.char_indices().skip(1);
    places.find_map(|(at, _)| {
        let inside = &text[number.span.start + at..];
        units_after(inside, Language::Japanese)
            .next()
            .map(|_| inside)
    })
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
