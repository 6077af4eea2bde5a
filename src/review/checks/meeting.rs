//! Whether numbers of the two sides mean the same though they are written by other rules: ０４～０５年 and 2004, 0930 and
//! 9時30分, a third and 33 %, 50 % more and 1.5倍, the 1800s and 19世紀, 30.000 and 3万.
//!
//! In: the numbers of one side and their text. Out: [`Values`], which a number of the other side meets or not. O(numbers).

use rustc_hash::FxHashSet;

use crate::number::{Decimal, Number, NumberKind, NumberValue};
use crate::review::checks::units;
use crate::text::part;

/// Bytes of a number with its separators, at most.
const LONGEST: usize = 24;
/// How far a share and the percentage said for it may be apart, in percent: a third is said to be 30 %.
const ROUNDED_SHARE: f64 = 3.5;
/// Numbers of a pair whose shares and multiples are compared, at most.
const MOST: usize = 50;
/// What joins the first year of a range to the second.
const RANGE_MARKS: [&str; 8] = ["～", "〜", "~", "-", "–", "－", "・", "、"];

/// The values of some numbers, by which another one can be asked whether it meets them.
pub(in crate::review) struct Values {
    keys: FxHashSet<u64>,
    other_keys: FxHashSet<u64>,
    /// The last two digits of full years.
    ends_of_years: FxHashSet<u64>,
    short_years: FxHashSet<u64>,
    /// The times of day as numbers of three or four digits or with a point.
    clock_keys: FxHashSet<u64>,
    centuries: FxHashSet<u64>,
    shares: Vec<Share>,
}

/// A part or multiple of a whole.
#[derive(Clone, Copy)]
pub(in crate::review) enum Share {
    Percent(f64),
    Fraction(f64),
    Multiple(f64),
}

impl Values {
    pub(in crate::review) fn new(numbers: &[&Number], text: &str) -> Self {
        let mut values = Values {
            keys: numbers.iter().map(|n| n.key()).collect(),
            other_keys: numbers.iter().flat_map(|n| n.other_keys()).collect(),
            ends_of_years: FxHashSet::default(),
            short_years: FxHashSet::default(),
            clock_keys: FxHashSet::default(),
            centuries: FxHashSet::default(),
            shares: Vec::new(),
        };
        for number in numbers {
            values.ends_of_years.extend(end_of_year(number));
            values.short_years.extend(short_year(number, text));
            values.clock_keys.extend(clock_keys(number));
            values.centuries.extend(century(number, text));
            values
                .shares
                .extend(share(number, text).filter(|_| values.shares.len() < MOST));
        }
        values
    }

    /// Whether one of the numbers can mean the same as a number of another text.
    pub(in crate::review) fn meet(&self, number: &Number, text: &str) -> bool {
        self.keys.contains(&number.key())
            || self.other_keys.contains(&number.key())
            || number.other_keys().any(|key| self.keys.contains(&key))
            || self.meet_by_rule(number, text)
    }

    fn meet_by_rule(&self, number: &Number, text: &str) -> bool {
        let has = |set: &FxHashSet<u64>, value: Option<u64>| {
            value.is_some_and(|value| set.contains(&value))
        };
        has(&self.short_years, end_of_year(number))
            || !self.ends_of_years.is_empty() && has(&self.ends_of_years, short_year(number, text))
            || self.clock_keys.contains(&number.key())
            || clock_keys(number).any(|key| self.keys.contains(&key))
            || !self.centuries.is_empty() && has(&self.centuries, century(number, text))
            || !self.shares.is_empty()
                && share(number, text)
                    .is_some_and(|share| self.shares.iter().any(|other| share.is_about(*other)))
    }

    /// Whether one of the numbers has a value.
    pub(in crate::review) fn have(&self, value: Decimal) -> bool {
        self.keys.contains(&key(value))
    }
}

impl Share {
    /// Whether a number is the share.
    pub(in crate::review) fn is_said_by(self, number: &Number, text: &str) -> bool {
        match (self, share(number, text)) {
            (Share::Fraction(one), Some(Share::Fraction(other))) => (one - other).abs() < 1e-9,
            (one, Some(other)) => one.is_about(other),
            _ => false,
        }
    }

    fn is_about(self, other: Share) -> bool {
        use Share::{Fraction, Multiple, Percent};
        match (self, other) {
            (Percent(percent), Fraction(part)) | (Fraction(part), Percent(percent)) => {
                let rest = 100.0 * (1.0 - part);
                (100.0 * part - percent).abs() <= ROUNDED_SHARE || (rest - percent).abs() < 1e-6
            }
            (Percent(percent), Multiple(times)) | (Multiple(times), Percent(percent)) => {
                let is = |times: f64| (100.0 * times - percent).abs() < 1e-6;
                is(times) || is(times - 1.0)
            }
            _ => false,
        }
    }
}

/// The share that two numbers say: one in five.
pub(in crate::review) fn share_of(part: &Number, whole: &Number) -> Option<Share> {
    let (part, whole) = (units::value(&part.value)?, units::value(&whole.value)?);
    (0.0 < part && part < whole).then_some(Share::Fraction(part / whole))
}

fn share(number: &Number, text: &str) -> Option<Share> {
    let value = |number: &Number| units::value(&number.value);
    match number.kind {
        NumberKind::Percent => value(number).map(Share::Percent),
        NumberKind::Fraction => value(number).map(Share::Fraction),
        NumberKind::Cardinal if text[number.span.end..].starts_with('倍') => {
            value(number).map(Share::Multiple)
        }
        _ => None,
    }
}

/// The last two digits of a full year.
fn end_of_year(number: &Number) -> Option<u64> {
    let year = number
        .value
        .to_integer()
        .filter(|n| (1000..2200).contains(n))?;
    Some(year % 100)
}

/// A year of two digits as it stands: 21年以降, ０４～０５年, ’95.
fn short_year(number: &Number, text: &str) -> Option<u64> {
    let year = number.value.to_integer().filter(|n| *n < 100)?;
    let own = number.span.of(text);
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    if own.chars().filter(|&c| is_digit(c)).count() != 2 {
        return None;
    }
    let begins_range = || {
        let rest = &text[number.span.end..];
        let second = RANGE_MARKS
            .iter()
            .find_map(|mark| rest.strip_prefix(mark))?;
        second.trim_start_matches(is_digit).strip_prefix('年')
    };
    let is_year =
        number.kind == NumberKind::Year || own.starts_with(['0', '０']) || begins_range().is_some();
    is_year.then_some(year)
}

/// The numbers that a time of day is also written as: 0930 and 9.30 for 9:30, by the clock of twelve hours or of
/// twenty-four.
fn clock_keys(number: &Number) -> impl Iterator<Item = u64> {
    let hours = match number.value {
        NumberValue::Clock {
            hour,
            minute,
            second: 0,
        } => Some((hour, minute)),
        _ => None,
    };
    hours.into_iter().flat_map(|(hour, minute)| {
        [hour, (hour + 12) % 24].into_iter().flat_map(move |hour| {
            let digits = i128::from(hour) * 100 + i128::from(minute);
            [0, -2].map(|power| key(Decimal::new(digits, power)))
        })
    })
}

/// The century of "the 1800s", 1800年代, "the 19th century" and 19世紀.
fn century(number: &Number, text: &str) -> Option<u64> {
    let n = number.value.to_integer()?;
    let (own, rest) = (number.span.of(text), &text[number.span.end..]);
    let is_century =
        rest.starts_with("世紀") || rest.starts_with(" centur") || rest.starts_with("-centur");
    if is_century && n < 30 {
        return Some(n);
    }
    let is_hundred = n % 100 == 0
        && (500..2200).contains(&n)
        && (own.ends_with('s')
            || rest.starts_with("s ")
            || rest.starts_with("s.")
            || rest.starts_with("年代"));
    is_hundred.then_some(n / 100 + 1)
}

/// The key of a number in digits.
pub(in crate::review) fn key(value: Decimal) -> u64 {
    NumberValue::Decimal(value).key()
}

/// The values of a number by other separators: a point between thousands (30.000 and 1.234,56), a space or an apostrophe
/// between thousands (1 234), or stray spaces inside a number. At most three. O(1).
pub(in crate::review) fn by_other_separators(
    number: &Number,
    text: &str,
) -> impl Iterator<Item = Decimal> {
    let is_part = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '.' | ',' | ' ' | '\n' | '\u{a0}' | '\u{202f}' | '\'' | '’'
            )
    };
    let before = part::end(&text[..number.span.start], LONGEST);
    let start = number.span.start - (before.len() - before.trim_end_matches(is_part).len());
    let rest = part::beginning(&text[number.span.end..], LONGEST);
    let end = number.span.end + rest.len() - rest.trim_start_matches(is_part).len();
    let run = text[start..end].trim_matches(|c: char| !c.is_ascii_digit());
    let is_short =
        run.len() < LONGEST && number.span.of(text).contains(|c: char| c.is_ascii_digit());
    let run = if is_short { run } else { "" };
    let by_point = grouped(run, &['.'], ',');
    let by_space = grouped(run, &[' ', '\u{a0}', '\u{202f}', '\'', '’'], '.')
        .or_else(|| grouped(run, &[' ', '\u{a0}', '\u{202f}', '\'', '’'], ','));
    by_point
        .into_iter()
        .chain(by_space)
        .chain(without_spaces(run))
}

/// The value of digits with spaces between them.
fn without_spaces(run: &str) -> Option<Decimal> {
    let digits: String = run
        .chars()
        .filter(|c| !matches!(c, ' ' | '\n' | ',' | '\u{a0}' | '\u{202f}'))
        .collect();
    let (whole, places) = digits.split_once('.').unwrap_or((&digits, ""));
    let is_spaced = run.contains([' ', '\n', '\u{a0}']) && !places.contains('.');
    let mantissa = format!("{whole}{places}").parse().ok()?;
    is_spaced.then(|| Decimal::new(mantissa, -(places.len() as i32)))
}

/// The value of digits in groups of three with a mark between, and behind another mark the places.
fn grouped(run: &str, marks: &[char], point: char) -> Option<Decimal> {
    let (whole, places) = run.split_once(point).unwrap_or((run, ""));
    let mut groups = whole.split(marks);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let fits = (1..=3).contains(&first.len())
        && !rest.is_empty()
        && rest.iter().all(|group| group.len() == 3);
    let parts = [first, places].into_iter().chain(rest.iter().copied());
    if !fits || first.starts_with('0') || !parts.clone().all(is_digits) {
        return None;
    }
    let digits: String = [first]
        .into_iter()
        .chain(rest.iter().copied())
        .chain([places])
        .collect();
    Some(Decimal::new(digits.parse().ok()?, -(places.len() as i32)))
}
