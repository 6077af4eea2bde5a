//! Dates, years and eras: 2024-05-06, 5 May, May 5th, 1918-19, Heisei 5, 令和6年, R6年, 元年.
//!
//! In: a place, or a number and where it ends. Out: the day, the month, the year, each a number of its own; of an era,
//! the year of the common era. O(1).

use crate::number::digits::{self, Arabic, Shape, ascii_at, ascii_before, run_up_to};
use crate::number::kanji::char_at;
use crate::number::places::{Place, Token};
use crate::number::scan::Scan;
use crate::number::types::NumberKind;
use crate::number::value::{Decimal, NumberValue};
use crate::number::words::{Word, after_gap};
use crate::number::{clock, era, measure, phrase};
use crate::text::Language;

/// Words before "May" or "March" that make it a month.
const BEFORE_MONTH: &str = "in of since by until till last next this early late mid from through during before after \
    every each between for on past previous following beginning";

/// Words that begin with 年 and measure a span.
const SPANS_OF_YEARS: [&str; 15] = [
    "年間",
    "年前",
    "年後",
    "年ぶ",
    "年以上",
    "年以下",
    "年以内",
    "年も",
    "年生",
    "年目",
    "年来",
    "年近",
    "年余",
    "年半",
    "年分",
];

/// Words that begin with 日 and measure a span.
const SPANS_OF_DAYS: [&str; 6] = ["日間", "日前", "日後", "日目", "日ぶ", "日以"];

/// Adds the date, month or year of an era at a place, and returns where it ends.
pub(super) fn read(scan: &mut Scan<'_>, place: &Place) -> Option<usize> {
    let start = place.start;
    match &place.token {
        Token::Digits(arabic) => {
            three_numbers(scan, start).or_else(|| letter_era(scan, start, arabic.end, arabic.value))
        }
        Token::Numerals(number) if number.arabic.is_some() => {
            three_numbers(scan, start).or_else(|| letter_era(scan, start, number.end, number.value))
        }
        &Token::Word(end, Word::Month(n)) => Some(month(scan, start, end, n)),
        &Token::Word(end, Word::MonthOrVerb(n)) if is_month(scan, start, end) => {
            Some(month(scan, start, end, n))
        }
        &Token::Word(end, Word::MonthShort(n))
            if scan.bytes[start].is_ascii_uppercase() && is_beside_day(scan, start, end) =>
        {
            Some(month(scan, start, end, n))
        }
        &Token::Word(end, Word::Era(before)) => english_era(scan, start, end, before),
        Token::Sign('元') => first_year(scan, start),
        _ => None,
    }
}

/// The second year of 1918-19 or 2003/04, written without its century.
pub(super) fn later_year(scan: &Scan<'_>, start: usize, arabic: &Arabic) -> Option<u64> {
    let first = scan.numbers.last()?;
    let is_joined = ["-", "–", "/"].contains(&scan.between(start)?);
    let is_short = arabic.shape == Shape::Integer && arabic.digits == 2;
    if first.kind != NumberKind::Year || !is_joined || !is_short {
        return None;
    }
    let first = first.value.to_integer().filter(|year| 1000 <= *year)?;
    let year = first / 100 * 100 + arabic.value.to_integer()?;
    (first < year).then_some(year)
}

/// The kind of an English number that only a date explains: a day beside its month, or a year.
pub(super) fn part_of_date(scan: &Scan<'_>, start: usize, arabic: &Arabic) -> Option<NumberKind> {
    let value = arabic.value.to_integer()?;
    let (bytes, end) = (scan.bytes, arabic.end);
    let is_beside_month = scan.last_kind() == Some(NumberKind::Month)
        && matches!(scan.between(start), Some(" " | ". " | ", "));
    if is_beside_month && arabic.digits <= 2 && value <= 31 {
        let is_time = clock::hour(bytes, end, arabic.value).is_some();
        return (!is_time && value != 0).then_some(NumberKind::Day);
    }
    if arabic.digits == 4 && era::is_year(i128::from(value)) {
        let is_quantity = phrase::after_digits(bytes, end, arabic.value).end != end
            || measure::percent(scan, end).is_some()
            || measure::is_money(scan, start, end);
        return (!is_quantity).then_some(NumberKind::Year);
    }
    if arabic.digits != 2 {
        return None;
    }
    let before = &bytes[..start];
    let before = before
        .strip_suffix("’".as_bytes())
        .or(before.strip_suffix(b"'"))?;
    let is_short_year = !before.last().is_some_and(u8::is_ascii_alphanumeric);
    is_short_year.then_some(NumberKind::Year)
}

/// What 年, 月 or 日, which begins at `unit`, makes of the number before it.
pub(super) fn unit_kind(scan: &Scan<'_>, unit: usize, value: Decimal) -> Option<NumberKind> {
    let n = value.to_integer()?;
    let (is_date, kind) = match char_at(scan.text, unit).0 {
        '年' => {
            let is_year = (10..100).contains(&n) || era::is_year(i128::from(n));
            let is_date = is_year && !scan.starts_any(unit, &SPANS_OF_YEARS);
            (is_date, NumberKind::Year)
        }
        '月' => ((1..=12).contains(&n), NumberKind::Month),
        _ => {
            let is_date = (1..=31).contains(&n) && !scan.starts_any(unit, &SPANS_OF_DAYS);
            (is_date, NumberKind::Day)
        }
    };
    is_date.then_some(kind)
}

/// The year of an era whose Japanese name stands before a number: where the name begins, and the common-era year.
pub(super) fn year_of_era(scan: &Scan<'_>, start: usize, value: Decimal) -> Option<(usize, u64)> {
    let end = scan.skip_space_back(start);
    let (len, before) = era::kanji_before(&scan.bytes[..end])?;
    Some((end - len, era::year(before, value.to_integer()?)?))
}

/// 2024-05-06, 5/6/2024: three numbers, year, month, day; or a day and a month in either order, then the year.
fn three_numbers(scan: &mut Scan<'_>, start: usize) -> Option<usize> {
    use NumberKind::{Day, Month, Year};
    let bytes = scan.bytes;
    let (end, a, count) = run_up_to(bytes, start, 5);
    let (mark, len) = ascii_at(bytes, end);
    if !matches!(mark, b'-' | b'/' | b'.') || !matches!(count, 1 | 2 | 4) {
        return None;
    }
    let start_2 = end + len;
    let (end_2, b, 1..=2) = run_up_to(bytes, start_2, 3) else {
        return None;
    };
    if ascii_at(bytes, end_2) != (mark, len) {
        return None;
    }
    let start_3 = end_2 + len;
    let (end_3, c, count_3) = run_up_to(bytes, start_3, 5);
    let (next, len) = ascii_at(bytes, end_3);
    if next == mark && digits::is_digit_at(bytes, end_3 + len) {
        return None;
    }
    let is_date = |year, month, day| {
        era::is_year(year) && (1..=12).contains(&month) && (1..=31).contains(&day)
    };
    let kinds = match (count, count_3) {
        (4, 1 | 2) if is_date(a, b, c) => [Year, Month, Day],
        (1 | 2, 4) if is_date(c, a, b) => [Month, Day, Year],
        (1 | 2, 4) if is_date(c, b, a) => [Day, Month, Year],
        _ => return None,
    };
    let numbers = [(start, end, a), (start_2, end_2, b), (start_3, end_3, c)];
    for ((start, end, n), kind) in numbers.into_iter().zip(kinds) {
        scan.add(start, end, kind, NumberValue::Decimal(Decimal::new(n, 0)));
    }
    Some(end_3)
}

/// R6年, H30年: an era by its initial, only before 年.
fn letter_era(scan: &mut Scan<'_>, start: usize, end: usize, value: Decimal) -> Option<usize> {
    if scan.language != Language::Japanese || !scan.starts(end, "年") {
        return None;
    }
    let (letter, len) = ascii_before(scan.bytes, start);
    let first = start - len;
    let is_in_word = ascii_before(scan.bytes, first).0.is_ascii_alphanumeric();
    if !letter.is_ascii_uppercase() || is_in_word {
        return None;
    }
    let year = era::year(era::letter(letter)?, value.to_integer()?)?;
    Some(scan.add(first, end, NumberKind::EraYear, NumberValue::integer(year)))
}

/// 令和元年: the first year of an era.
fn first_year(scan: &mut Scan<'_>, start: usize) -> Option<usize> {
    if !scan.starts(start, "元年") {
        return None;
    }
    let (first, year) = year_of_era(scan, start, Decimal::integer(1))?;
    let end = start + "元".len();
    Some(scan.add(first, end, NumberKind::EraYear, NumberValue::integer(year)))
}

/// "Heisei 5": the English name of an era and a year in it.
fn english_era(scan: &mut Scan<'_>, start: usize, end: usize, before: u16) -> Option<usize> {
    let next = after_gap(scan.bytes, end)?;
    if !digits::is_digit_at(scan.bytes, next) {
        return None;
    }
    let arabic = digits::read(scan.bytes, next);
    let year = NumberValue::integer(era::year(before, arabic.value.to_integer()?)?);
    Some(scan.add(start, arabic.end, NumberKind::EraYear, year))
}

/// Adds a month, makes a number before it its day, and returns where the month ends.
fn month(scan: &mut Scan<'_>, start: usize, end: usize, month: u64) -> usize {
    let is_behind_day = is_beside_month(scan, start);
    if let Some(last) = scan.numbers.last_mut()
        && is_behind_day
        && matches!(last.kind, NumberKind::Cardinal | NumberKind::Ordinal)
        && matches!(last.value.to_integer(), Some(1..=31))
    {
        last.kind = NumberKind::Day;
        last.weak = false;
    }
    scan.add(start, end, NumberKind::Month, NumberValue::integer(month))
}

/// Whether the last number stands where the day of a month at `start` would.
fn is_beside_month(scan: &Scan<'_>, start: usize) -> bool {
    matches!(scan.between(start), Some(" " | " of " | "-"))
}

/// Whether "May" or "March" is the month: it has a capital, and a number or a telling word stands beside it.
fn is_month(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    if !scan.bytes[start].is_ascii_uppercase() {
        return false;
    }
    if is_beside_day(scan, start, end) || scan.is_behind(start, BEFORE_MONTH) {
        return true;
    }
    let links = [" and ", ", ", " or ", " to ", "-", "–", "/", ", and "];
    let between = scan.between(start);
    scan.last_kind() == Some(NumberKind::Month)
        && between.is_some_and(|between| links.contains(&between))
}

/// Whether a number stands right behind a month, or a day right before.
fn is_beside_day(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let (mark, len) = ascii_at(scan.bytes, end);
    let end = match mark {
        b'.' | b',' => end + len,
        _ => end,
    };
    let next = after_gap(scan.bytes, end).unwrap_or(end);
    if digits::is_digit_at(scan.bytes, next) {
        return true;
    }
    let last = scan.numbers.last();
    let is_day = last.is_some_and(|number| matches!(number.value.to_integer(), Some(0..=31)));
    is_day && is_beside_month(scan, start)
}
