//! Plain numbers of a Japanese text, in digits, 漢数字 and kana, with what stands around them: 第3章, 二十人, 3割,
//! 5パーセント, 1億2000万円, ひとつ.
//!
//! In: a place that is no date, time or fraction. Out: its number, and where it ends. O(bytes read).

use crate::number::digits::{self, Arabic, Shape};
use crate::number::kanji::{KanjiNumber, char_at};
use crate::number::lists::LISTS;
use crate::number::places::{Place, Token};
use crate::number::scan::Scan;
use crate::number::types::{Number, NumberKind};
use crate::number::value::{Decimal, NumberValue};
use crate::number::{date, measure};
use crate::text::Span;

/// Adds the number at a place, and returns where it ends.
pub(super) fn read(scan: &mut Scan<'_>, place: &Place) -> Option<usize> {
    match &place.token {
        Token::Digits(arabic) => Some(in_digits(scan, place, arabic)),
        Token::Numerals(number) => {
            let tenths = measure::tenths(scan, place.start, number);
            tenths.or_else(|| Some(in_numerals(scan, place, number)))
        }
        Token::Sign(sign) => {
            sign_number(scan, place.start, *sign).or_else(|| kana(scan, place.start))
        }
        Token::Word(..) => None,
    }
}

/// Adds a section number or a number in a name.
fn in_digits(scan: &mut Scan<'_>, place: &Place, arabic: &Arabic) -> usize {
    let kind = match arabic.shape {
        Shape::Section => NumberKind::Section,
        _ => NumberKind::Cardinal,
    };
    let value = digits::value(scan.text, place.start, arabic);
    scan.add_number(place.number(arabic.end, kind, value))
}

/// Adds a number with the meaning that the words around it give it.
fn in_numerals(scan: &mut Scan<'_>, place: &Place, number: &KanjiNumber) -> usize {
    let start = place.start;
    let meaning = meaning(scan, place, number);
    if let Some(second) = number.second {
        let middle = start + char_at(scan.text, start).1;
        let first = NumberValue::Decimal(number.value);
        scan.add_weak(start, middle, NumberKind::Cardinal, first);
        return scan.add_number(Number {
            span: Span::new(middle, meaning.span.end),
            value: NumberValue::integer(second),
            ..meaning
        });
    }
    match number.scaled {
        Some((bare, power))
            if number.arabic.is_some() || 4 <= power || scan.between(start) == Some("、") =>
        {
            scan.add_scaled(meaning, bare, power)
        }
        _ => scan.add_number(meaning),
    }
}

/// What the words around a number make of it.
fn meaning(scan: &Scan<'_>, place: &Place, number: &KanjiNumber) -> Number {
    let (start, value) = (place.start, number.value);
    let unit = number.unit_start(scan.bytes);
    let decimal = NumberValue::Decimal(value);
    if let Some(end) = measure::percent(scan, unit) {
        return Number::certain(start, end, NumberKind::Percent, decimal);
    }
    let kind = number.arabic.filter(|_| number.kanji == 0);
    let kind = kind.unwrap_or(NumberKind::Cardinal);
    let mut meaning = place.number(number.end, kind, decimal);
    let before = scan.skip_space_back(start);
    if scan.ends(before, "第") {
        meaning.span.start = before - "第".len();
        meaning.kind = NumberKind::Ordinal;
        return meaning;
    }
    if let Some((start, year)) = date::year_of_era(scan, start, value) {
        let year = NumberValue::integer(year);
        return Number::certain(start, number.end, NumberKind::EraYear, year);
    }
    let unit_kind = match char_at(scan.text, unit).0 {
        '年' | '月' | '日' => date::unit_kind(scan, unit, value),
        _ => measure::is_money_in_japanese(scan, start, unit).then_some(NumberKind::Currency),
    };
    meaning.kind = unit_kind.unwrap_or(meaning.kind);
    count(scan, start, unit, value, &mut meaning);
    meaning
}

/// Changes a meaning by the counter behind the number.
fn count(scan: &Scan<'_>, start: usize, unit: usize, value: Decimal, meaning: &mut Number) {
    let Some(counter) = LISTS.counter(scan.text, unit) else {
        return;
    };
    let end = unit + counter.len;
    if counter.orders || scan.starts(end, "目") || scan.starts(end, "め") {
        meaning.kind = NumberKind::Ordinal;
    }
    let has_half = counter.halved
        && scan.starts(end, "半")
        && !scan.starts_any(end, &["半分", "半数", "半ば", "半期"]);
    if let (true, Some(sum)) = (has_half, value.plus(Decimal::new(5, -1))) {
        (meaning.value, meaning.weak) = (NumberValue::Decimal(sum), false);
        meaning.span.end = end + "半".len();
    } else {
        meaning.weak |= value == Decimal::integer(1) && !counter.numbers;
    }
    let is_day_of_month = meaning.kind == NumberKind::Day && scan.between(start) == Some("月");
    meaning.weak &= meaning.kind != NumberKind::Month && !is_day_of_month;
    if meaning.kind == NumberKind::Year && !scan.starts(unit, "年") {
        meaning.kind = NumberKind::Cardinal;
    }
}

/// Adds a number that is one sign: Ⅳ, ③.
fn sign_number(scan: &mut Scan<'_>, start: usize, sign: char) -> Option<usize> {
    let first = match sign {
        'Ⅰ'..='Ⅻ' => 'Ⅰ',
        '①'..='⑳' => '①',
        _ => return None,
    };
    let n = u64::from(u32::from(sign) - u32::from(first)) + 1;
    let value = NumberValue::integer(n);
    Some(scan.add_number(Number {
        weak: n == 1,
        ..Number::certain(start, start + sign.len_utf8(), NumberKind::Ordinal, value)
    }))
}

/// Words in kana that count without a numeral, what they are worth, and whether they are weak.
const KANA_NUMBERS: [(&str, u64, bool); 6] = [
    ("ゼロ", 0, false),
    ("ひとつ", 1, true),
    ("ひとり", 1, true),
    ("ふたつ", 2, false),
    ("ふたり", 2, false),
    ("みっつ", 3, false),
];

/// Adds ひとつ, ふたり, ゼロ.
fn kana(scan: &mut Scan<'_>, start: usize) -> Option<usize> {
    let words = &KANA_NUMBERS;
    let &(word, n, weak) = words.iter().find(|(word, ..)| scan.starts(start, word))?;
    let end = start + word.len();
    let is_katakana = |c: char| ('ァ'..='ヺ').contains(&c) || c == 'ー';
    let is_in_name =
        scan.text[..start].ends_with(is_katakana) || is_katakana(char_at(scan.text, end).0);
    if n == 0 && is_in_name {
        return None;
    }
    let value = NumberValue::integer(n);
    Some(scan.add_number(Number {
        weak,
        ..Number::certain(start, end, NumberKind::Cardinal, value)
    }))
}
