//! Parts of a whole: 1/2, ½, 2½, a third of, a quarter, half, an hour and a half, 三分の一, 半分.
//!
//! In: a place, or a number and where it ends. Out: the fraction; behind a whole number, their sum. O(bytes read).

use crate::number::digits::{self, ascii_at, ascii_before, run_up_to};
use crate::number::kanji::{self, KanjiNumber};
use crate::number::phrase::{self, PhraseKind};
use crate::number::places::{Place, Token};
use crate::number::scan::Scan;
use crate::number::types::NumberKind;
use crate::number::value::{Decimal, NumberValue};
use crate::number::words::{Word, after_gap, next_word, skip_word};

/// Words behind "a third" that show that it is a part of something.
const BEHIND_PART: [&str; 16] = [
    " of", " more", " less", " fewer", " as many", " as much", " off", " higher", " lower",
    " larger", " smaller", " bigger", " cheaper", " faster", " slower", " shorter",
];

/// Words behind "by a third", which says how far something rises or falls.
const BEHIND_CHANGE: [&str; 14] = [
    " in",
    " to",
    " from",
    " since",
    " over",
    " compared",
    " on",
    " this",
    " last",
    " and",
    " as",
    " after",
    " within",
    " when",
];

/// Units that "and a half" stands behind: an hour and a half.
const HALVED_UNITS: [&str; 14] = [
    "second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "mile",
    "metre", "meter", "inch", "acre",
];

/// Adds the fraction at a place, and returns where it ends.
pub(super) fn read(scan: &mut Scan<'_>, place: &Place) -> Option<usize> {
    let start = place.start;
    match &place.token {
        Token::Digits(_) => with_slash(scan, start),
        Token::Numerals(number) => {
            let with_slash = number.arabic.and_then(|_| with_slash(scan, start));
            with_slash.or_else(|| denominator_first(scan, start, number))
        }
        &Token::Word(end, Word::Quarter) => {
            if let Some((end, power)) = of_scale(scan.bytes, end) {
                let value = NumberValue::Decimal(Decimal::new(25, power - 2));
                return Some(scan.add(start, end, NumberKind::Cardinal, value));
            }
            let value = NumberValue::fraction(1, 4);
            Some(scan.add_weak(start, end, NumberKind::Fraction, value))
        }
        &Token::Word(end, Word::Half) => half(scan, start, end),
        Token::Sign('半') => half_in_japanese(scan, start),
        Token::Sign(_) => {
            let (end, numerator, denominator) = digits::fraction_sign(scan.bytes, start)?;
            let value = NumberValue::fraction(numerator, denominator);
            Some(scan.add(start, end, NumberKind::Fraction, value))
        }
        Token::Word(..) => None,
    }
}

/// A fraction behind a whole number: "2 1/2", "2½". The end and the sum.
pub(super) fn behind_whole(bytes: &[u8], end: usize, whole: Decimal) -> Option<(usize, Decimal)> {
    let (end, numerator, denominator) = digits::fraction_sign(bytes, end).or_else(|| {
        let start = after_gap(bytes, end)?;
        two_numbers(bytes, start).filter(|(.., denominator)| *denominator <= 16)
    })?;
    let thousandths = numerator * 1000;
    if thousandths % denominator != 0 {
        return None;
    }
    let part = Decimal::new(i128::from(thousandths / denominator), -3);
    Some((end, whole.plus(part)?))
}

/// "of a million" behind a part: where it ends, and its power of ten.
pub(super) fn of_scale(bytes: &[u8], end: usize) -> Option<(usize, i32)> {
    let end = skip_word(bytes, skip_word(bytes, end, "of")?, "a")?;
    match next_word(bytes, end)? {
        (end, Word::Scale(power)) => Some((end, power)),
        (end, Word::Hundred) => Some((end, 2)),
        _ => None,
    }
}

/// Whether an English ordinal is a part of a whole: "a third of", "one hundredth of", "a fifth more".
pub(super) fn is_part(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let before = scan.word_before(start);
    let is_one = scan.bytes[start..end]
        .split(|b| matches!(b, b' ' | b'-'))
        .enumerate()
        .all(|(at, word)| at == 1 || at == 0 && word.eq_ignore_ascii_case(b"one"));
    let has_article = is_one && before != Some("the")
        || before.is_some_and(|before| before.eq_ignore_ascii_case("a"));
    let goes_on = |words: &[&str]| {
        words.iter().any(|word| {
            let after = scan.bytes[end..].strip_prefix(word.as_bytes());
            after.is_some_and(|after| !after.first().is_some_and(u8::is_ascii_alphanumeric))
        })
    };
    let ends = || {
        let next = scan.bytes.get(end);
        next.is_none_or(|next| matches!(next, b'.' | b',' | b';' | b'!' | b'?' | b')'))
    };
    let is_change = scan.bytes[..start].ends_with(b" by a ") && (ends() || goes_on(&BEHIND_CHANGE));
    is_change || has_article && goes_on(&BEHIND_PART)
}

/// 1/2.
fn with_slash(scan: &mut Scan<'_>, start: usize) -> Option<usize> {
    let (end, numerator, denominator) = two_numbers(scan.bytes, start)?;
    let value = NumberValue::fraction(numerator, denominator);
    Some(scan.add(start, end, NumberKind::Fraction, value))
}

/// The two small numbers of 1/2, and where they end. They are no part of a longer row of numbers and slashes, and the
/// fraction is smaller than one, since 24/7 and 9/5 seldom mean a part.
fn two_numbers(bytes: &[u8], start: usize) -> Option<(usize, u64, u64)> {
    let (end, numerator, 1..=2) = run_up_to(bytes, start, 3) else {
        return None;
    };
    let (mark, len) = ascii_at(bytes, end);
    if mark != b'/' || ascii_before(bytes, start).0 == b'/' {
        return None;
    }
    let (end, denominator, 1..=3) = run_up_to(bytes, end + len, 4) else {
        return None;
    };
    let (next, len) = ascii_at(bytes, end);
    let goes_on = matches!(next, b'/' | b'.') && digits::is_digit_at(bytes, end + len);
    if denominator <= numerator || numerator == 0 || goes_on {
        return None;
    }
    Some((end, numerator as u64, denominator as u64))
}

/// 三分の一, 100万分の1.
fn denominator_first(scan: &mut Scan<'_>, start: usize, number: &KanjiNumber) -> Option<usize> {
    let unit = number.unit_start(scan.bytes);
    if !scan.starts(unit, "分の") {
        return None;
    }
    let numerator = kanji::read(scan.text, scan.skip_space(unit + "分の".len()))?;
    let denominator = number.value.to_integer().filter(|n| *n != 0)?;
    let value = NumberValue::fraction(numerator.value.to_integer()?, denominator);
    Some(scan.add(start, numerator.end, NumberKind::Fraction, value))
}

/// "Half" where it multiplies nothing. Behind a whole it goes into the sum: "an hour and a half".
fn half(scan: &mut Scan<'_>, start: usize, end: usize) -> Option<usize> {
    let phrase = phrase::from_word(scan.bytes, end, Word::Half)?;
    if phrase.kind != PhraseKind::Parts(2) {
        return None;
    }
    if let Some((first, sum)) = whole_and_half(scan, start, end) {
        scan.forget_from(first);
        let value = NumberValue::Decimal(sum);
        return Some(scan.add(first, end, NumberKind::Cardinal, value));
    }
    let value = NumberValue::fraction(1, 2);
    Some(scan.add_weak(start, phrase.end, NumberKind::Fraction, value))
}

/// "An hour and a half", "three hours and a half" up to the "half" at `start`: where it begins, and its value.
fn whole_and_half(scan: &Scan<'_>, start: usize, end: usize) -> Option<(usize, Decimal)> {
    if scan.bytes.get(end) == Some(&b'-') {
        return None;
    }
    let unit_end = scan.bytes[..start].strip_suffix(b" and a ")?.len();
    let unit = scan.word_before(unit_end + 1)?;
    if !HALVED_UNITS.contains(&unit.strip_suffix('s').unwrap_or(unit)) {
        return None;
    }
    let unit_start = unit_end - unit.len();
    if let Some(last) = scan.numbers.last()
        && last.kind == NumberKind::Cardinal
        && last.span.end + 1 == unit_start
        && let NumberValue::Decimal(whole) = last.value
    {
        return Some((last.span.start, whole.plus(Decimal::new(5, -1))?));
    }
    let article = scan.word_before(unit_start)?;
    let is_one = ["a", "an"].iter().any(|a| article.eq_ignore_ascii_case(a));
    is_one.then(|| (unit_start - 1 - article.len(), Decimal::new(15, -1)))
}

/// 半分, 半数, 半年.
fn half_in_japanese(scan: &mut Scan<'_>, start: usize) -> Option<usize> {
    let halved = ["半年", "半日", "半世紀", "半時間", "半ダース"];
    let end = match scan.end_of_any(start, &["半分", "半数", "半額"]) {
        None if scan.starts_any(start, &halved) => start + "半".len(),
        end => end?,
    };
    let value = NumberValue::fraction(1, 2);
    Some(scan.add_weak(start, end, NumberKind::Fraction, value))
}
