//! Plain numbers of an English text, in digits and words, with what stands around them: 21st, 1990s, 3.5 million,
//! forty-two percent, twice, Chapter IV.
//!
//! In: a place that is no date, time or fraction. Out: its number, and where it ends. O(bytes read).

use crate::number::digits::{self, Arabic, Shape, plain_kind};
use crate::number::phrase::{self, Phrase, PhraseKind};
use crate::number::places::{Place, Token};
use crate::number::scan::Scan;
use crate::number::types::{Number, NumberKind};
use crate::number::value::{Decimal, NumberValue};
use crate::number::words::Word;
use crate::number::{clock, date, fraction, measure};
use crate::text::Span;

/// Adds the number at a place, and returns where it ends.
pub(super) fn read(scan: &mut Scan<'_>, place: &Place) -> Option<usize> {
    match &place.token {
        Token::Digits(arabic) => Some(in_digits(scan, place, arabic)),
        &Token::Word(end, word) => in_words(scan, place.start, end, word),
        _ => None,
    }
}

/// Adds a number in digits with what follows it, and returns where it ends.
fn in_digits(scan: &mut Scan<'_>, place: &Place, arabic: &Arabic) -> usize {
    let (start, end) = (place.start, arabic.end);
    if place.weak || arabic.shape == Shape::Section {
        let value = digits::value(scan.text, start, arabic);
        return scan.add_number(place.number(end, plain_kind(arabic), value));
    }
    if let Some(year) = date::later_year(scan, start, arabic) {
        return scan.add(start, end, NumberKind::Year, NumberValue::integer(year));
    }
    if let Some((end, kind, value)) = integer(scan, start, arabic) {
        return scan.add(start, end, kind, NumberValue::Decimal(value));
    }
    if let Some((end, power)) = measure::magnitude(scan, start, end)
        && let Some(scaled) = arabic.value.shifted(power)
    {
        let kind = if measure::is_money(scan, start, end) {
            NumberKind::Currency
        } else {
            NumberKind::Cardinal
        };
        let number = Number::certain(start, end, kind, NumberValue::Decimal(scaled));
        return scan.add_scaled(number, arabic.value, power);
    }
    add_phrase(
        scan,
        start,
        phrase::after_digits(scan.bytes, end, arabic.value),
    )
}

/// An integer that a fraction, an ending or a date goes on with: where that ends, what it makes of it, its value.
fn integer(scan: &Scan<'_>, start: usize, arabic: &Arabic) -> Option<(usize, NumberKind, Decimal)> {
    if arabic.shape != Shape::Integer {
        return None;
    }
    if let Some((end, sum)) = fraction::behind_whole(scan.bytes, arabic.end, arabic.value) {
        return Some((end, NumberKind::Cardinal, sum));
    }
    if let Some((end, kind)) = ending(scan, arabic) {
        return Some((end, kind, arabic.value));
    }
    let kind = date::part_of_date(scan, start, arabic)?;
    Some((arabic.end, kind, arabic.value))
}

/// The ending of an ordinal or a decade, 21st or 1990s: where it ends, and what it makes of the number.
fn ending(scan: &Scan<'_>, arabic: &Arabic) -> Option<(usize, NumberKind)> {
    let behind = &scan.bytes[arabic.end..];
    let rest = digits::strip_apostrophe(behind).unwrap_or(behind);
    let letters = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let is_glued = rest.len() == behind.len();
    let kind = match rest[..letters].to_ascii_lowercase().as_slice() {
        b"st" | b"nd" | b"rd" | b"th" if is_glued => {
            let is_day = scan.last_kind() == Some(NumberKind::Month) && arabic.end < scan.end() + 8;
            if is_day {
                NumberKind::Day
            } else {
                NumberKind::Ordinal
            }
        }
        b"s" if arabic.digits == 4 || arabic.digits == 2 => NumberKind::Year,
        _ => return None,
    };
    Some((scan.bytes.len() - rest.len() + letters, kind))
}

/// Adds the number that a word is or begins, and returns where it ends.
fn in_words(scan: &mut Scan<'_>, start: usize, end: usize, word: Word) -> Option<usize> {
    let integer = NumberValue::integer;
    match word {
        Word::Roman(n) => roman(scan, start, end, n),
        Word::Decade(n) => Some(scan.add(start, end, NumberKind::Year, integer(n))),
        Word::Times(n) => Some(scan.add_weak(start, end, NumberKind::Cardinal, integer(n))),
        Word::Dozen if scan.is_behind(start, "few several some many") => {
            Some(scan.add_weak(start, end, NumberKind::Cardinal, integer(10)))
        }
        Word::Halved => {
            let half = NumberValue::fraction(1, 2);
            Some(scan.add_weak(start, end, NumberKind::Fraction, half))
        }
        Word::Decades(n) => Some(decades(scan, start, end, n)),
        Word::Count(n) => Some(scan.add(start, end, NumberKind::Cardinal, integer(n))),
        Word::Nil if is_in_score(scan, start) => {
            Some(scan.add(start, end, NumberKind::Cardinal, integer(0)))
        }
        _ => phrase_of_words(scan, start, end, word),
    }
}

/// Adds the years of a decade, or makes a number of decades that of their years: two decades are 20 years.
fn decades(scan: &mut Scan<'_>, start: usize, end: usize, years: u64) -> usize {
    let is_counted = matches!(scan.between(start), Some(" " | "\n" | "-"));
    if let Some(last) = scan.numbers.last_mut()
        && is_counted
        && last.kind == NumberKind::Cardinal
        && let NumberValue::Decimal(n) = last.value
        && let Some(value) = n.times(i128::from(years))
    {
        (last.value, last.weak) = (NumberValue::Decimal(value), false);
        last.span.end = end;
        return end;
    }
    let value = NumberValue::integer(years);
    let is_vague = scan.ends(end, "s");
    match is_vague {
        true => scan.add_weak(start, end, NumberKind::Cardinal, value),
        false => scan.add(start, end, NumberKind::Cardinal, value),
    }
}

/// Adds a Roman numeral in capitals. IV, VI, IX and XI may be initials, and are weak.
fn roman(scan: &mut Scan<'_>, start: usize, end: usize, n: u64) -> Option<usize> {
    let capitals = scan.bytes[start..end].iter().all(u8::is_ascii_uppercase);
    if !capitals || scan.bytes.get(end).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let value = NumberValue::integer(n);
    Some(scan.add_number(Number {
        weak: matches!(n, 4 | 6 | 9 | 11),
        ..Number::certain(start, end, NumberKind::Ordinal, value)
    }))
}

/// Adds the phrase that a word begins, and returns where it ends.
fn phrase_of_words(scan: &mut Scan<'_>, start: usize, end: usize, word: Word) -> Option<usize> {
    let mut phrase = phrase::from_word(scan.bytes, end, word)?;
    let is_couple = scan.ends(start, "couple of ") || scan.ends(start, "couple ");
    if is_couple && matches!(word, Word::Hundred | Word::Scale(_) | Word::Dozen) {
        phrase.value = phrase.value.times(2)?;
    }
    let is_alone = phrase.end == end;
    if is_alone && word == Word::OrdinalUnit(2) && is_time_unit(scan, start) {
        return Some(end);
    }
    if let Some(tens) = counted_seconds(scan, start, word, &phrase) {
        scan.add(start, end, NumberKind::Cardinal, NumberValue::integer(tens));
        return Some(phrase.end);
    }
    phrase.weak = match word {
        Word::Unit(1) | Word::OrdinalUnit(1) => is_alone,
        Word::OrdinalUnit(2) => is_alone && scan.is_behind(start, "a each every"),
        _ => false,
    };
    if phrase.kind == PhraseKind::Ordinal
        && let Some(n @ 3..) = phrase.value.to_integer()
        && fraction::is_part(scan, start, phrase.end)
    {
        (phrase.kind, phrase.value) = (PhraseKind::Parts(n), Decimal::integer(1));
    }
    Some(add_phrase(scan, start, phrase))
}

/// Adds a phrase with the signs around it, and returns where it ends.
fn add_phrase(scan: &mut Scan<'_>, start: usize, phrase: Phrase) -> usize {
    if let PhraseKind::Parts(n) = phrase.kind
        && let Some((end, power)) = fraction::of_scale(scan.bytes, phrase.end)
        && let Some(whole) = phrase.value.shifted(power).and_then(Decimal::to_integer)
        && whole % n == 0
    {
        let value = NumberValue::integer(whole / n);
        return scan.add(start, end, NumberKind::Cardinal, value);
    }
    let decimal = NumberValue::Decimal(phrase.value);
    let (kind, value) = match phrase.kind {
        PhraseKind::Cardinal => (NumberKind::Cardinal, decimal),
        PhraseKind::Ordinal => (NumberKind::Ordinal, decimal),
        PhraseKind::Year => (NumberKind::Year, decimal),
        PhraseKind::Parts(n) => match phrase.value.to_integer() {
            Some(parts) => (NumberKind::Fraction, NumberValue::fraction(parts, n)),
            None => (NumberKind::Fraction, decimal),
        },
    };
    let number = Number {
        weak: phrase.weak,
        ..Number::certain(start, phrase.end, kind, value)
    };
    let number = match phrase.kind {
        PhraseKind::Cardinal => measured(scan, phrase.value, number),
        _ => number,
    };
    match phrase.scaled {
        Some((bare, power)) => scan.add_scaled(number, bare, power),
        None => scan.add_number(number),
    }
}

/// A cardinal number with what the words and signs around it make of it: an hour, a percentage, money.
fn measured(scan: &Scan<'_>, value: Decimal, number: Number) -> Number {
    let Span { start, end } = number.span;
    if let Some((end, hour)) = clock::hour(scan.bytes, end, value) {
        Number::certain(start, end, NumberKind::Time, NumberValue::clock(hour, 0, 0))
    } else if let Some(end) = measure::percent(scan, end) {
        Number::certain(start, end, NumberKind::Percent, number.value)
    } else if measure::is_money(scan, start, end) {
        Number::certain(start, end, NumberKind::Currency, number.value)
    } else {
        number
    }
}

/// Whether "second" is the sixtieth of a minute: one second, a 30-second rest, per second. Behind a greater number
/// and a space it is a place in an order: four second prizes.
fn is_time_unit(scan: &Scan<'_>, start: usize) -> bool {
    if scan.bytes[start].is_ascii_uppercase() {
        return scan.is_behind(start, "per");
    }
    let last = scan.numbers.last().map(|number| &number.value);
    let is_counted = match (last, scan.between(start)) {
        (Some(NumberValue::Decimal(_)), Some("-")) => {
            scan.last_kind() == Some(NumberKind::Cardinal)
        }
        (Some(NumberValue::Decimal(n)), Some(" " | "\n")) => n.less_than(Decimal::new(11, -1)),
        (Some(NumberValue::Fraction { .. }), Some(" " | "\n" | "-")) => true,
        _ => false,
    };
    is_counted || scan.is_behind(start, "per split whole full entire")
}

/// The tens of "a forty-second pause", where the phrase is no ordinal.
fn counted_seconds(scan: &Scan<'_>, start: usize, word: Word, phrase: &Phrase) -> Option<u64> {
    let Word::Tens(tens) = word else {
        return None;
    };
    let ends_in_second =
        phrase.kind == PhraseKind::Ordinal && phrase.value == Decimal::integer(tens + 2);
    (ends_in_second && scan.is_behind(start, "a")).then_some(tens)
}

/// Whether "nil" is zero in a score: two to nil, 3-nil.
fn is_in_score(scan: &Scan<'_>, start: usize) -> bool {
    matches!(scan.between(start), Some(" " | "-" | "–" | " to "))
        && scan.last_kind() == Some(NumberKind::Cardinal)
}
