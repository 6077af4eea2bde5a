//! Signs and words of measure beside a number: percent, 割, money, "k" and "bn".
//!
//! In: where a number begins and ends. Out: what the sign makes of it, and where the sign ends. O(1).

use crate::number::digits::{Arabic, Shape, ascii_at};
use crate::number::kanji::{self, KanjiNumber};
use crate::number::scan::Scan;
use crate::number::types::{Number, NumberKind};
use crate::number::value::{Decimal, NumberValue};
use crate::number::words::{Word, after_gap, next_word, word_at};
use crate::text::Language;

/// Units of money behind a number in a Japanese text.
const CURRENCIES: [&str; 12] = [
    "円",
    "ドル",
    "ユーロ",
    "ポンド",
    "セント",
    "ウォン",
    "ルピー",
    "人民元",
    "フラン",
    "ペソ",
    "ルーブル",
    "㌦",
];

/// Codes of currencies that are joined to an amount.
const CURRENCY_CODES: &str = "USD EUR GBP JPY CNY RMB AUD CAD CHF NZD INR KRW HKD SGD SEK \
    NOK DKK PHP Php THB BRL ZAR NGN RUB MXN KES KSh Ksh GHS PKR \
    LKR BDT MYR IDR VND TWD NT ILS TRY PLN CZK HUF ARS CLP COP EGP AED SAR QAR Rs RM Tk SFr";

/// Powers of ten in full that are joined to digits: 101million.
const JOINED_SCALES: [(&[u8], i32); 4] = [
    (b"thousand", 3),
    (b"million", 6),
    (b"billion", 9),
    (b"trillion", 12),
];

/// Where a percent sign or word behind a number that ends at `end` ends.
pub(super) fn percent(scan: &Scan<'_>, end: usize) -> Option<usize> {
    let start = match scan.language {
        Language::English => after_gap(scan.bytes, end).unwrap_or(end),
        Language::Japanese => end,
        _ => scan.skip_space(end),
    };
    let (sign, len) = ascii_at(scan.bytes, start);
    if sign == b'%' {
        return Some(start + len);
    }
    match scan.language {
        Language::English if scan.starts(start, "per cent") => Some(start + "per cent".len()),
        Language::English => match word_at(scan.bytes, start)? {
            (after, Word::Percent) => Some(after),
            _ => None,
        },
        Language::Japanese => {
            scan.end_of_any(start, &["パーセント", "ﾊﾟｰｾﾝﾄ", "㌫", "percent", "٪"])
        }
        _ => None,
    }
}

/// 3割5分, 1割8分2厘: adds tenths, hundredths and thousandths as percent, and returns where they end.
pub(super) fn tenths(scan: &mut Scan<'_>, start: usize, number: &KanjiNumber) -> Option<usize> {
    let unit = number.unit_start(scan.bytes);
    let verbs = ["割れ", "割る", "割っ", "割く", "割当", "割ら"];
    if !scan.starts(unit, "割") || scan.starts_any(unit, &verbs) {
        return None;
    }
    let mut end = unit + "割".len();
    let mut value = number.value.shifted(1)?;
    for (unit, power) in [("分", 0), ("厘", -1)] {
        if let Some(part) = kanji::read(scan.text, end)
            && scan.starts(part.end, unit)
            && !scan.starts(part.end, "分の")
            && part.value.less_than(Decimal::integer(10))
        {
            value = value.plus(part.value.shifted(power)?)?;
            end = part.end + unit.len();
        }
    }
    let value = NumberValue::Decimal(value);
    let percent = Number::certain(start, end, NumberKind::Percent, value);
    Some(scan.add_scaled(percent, number.value, 1))
}

/// Whether letters are joined to digits that make them no name but an amount: USD50, N585 million, 12million.
pub(super) fn is_joined_amount(bytes: &[u8], start: usize, arabic: &Arabic) -> bool {
    let letters = letters_at(bytes, arabic.end);
    if JOINED_SCALES.iter().any(|(word, _)| *word == letters) {
        return true;
    }
    let behind = next_word(bytes, arabic.end);
    let is_large = arabic.shape == Shape::Grouped || matches!(behind, Some((_, Word::Scale(_))));
    is_behind_currency(bytes, start, is_large)
}

/// Whether the code of a currency is joined to the digits at `start`, or before a large amount one of the letters that
/// also stand for a currency: N585 million, R2,500, K3 billion.
fn is_behind_currency(bytes: &[u8], start: usize, is_large: bool) -> bool {
    let count = bytes[..start]
        .iter()
        .rev()
        .take_while(|b| b.is_ascii_alphabetic())
        .count();
    let code = &bytes[start - count..start];
    match code {
        [] => false,
        [letter] => is_large && b"NRKPQBLDE".contains(letter),
        _ => CURRENCY_CODES
            .split(' ')
            .any(|known| known.as_bytes() == code),
    }
}

/// The ASCII letters that begin at a byte.
fn letters_at(bytes: &[u8], at: usize) -> &[u8] {
    let rest = &bytes[at..];
    &rest[..rest.iter().take_while(|b| b.is_ascii_alphabetic()).count()]
}

/// Whether a number of an English text is an amount of money: a sign stands before it or a unit behind.
pub(super) fn is_money(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let signs = ["$", "€", "£", "¥", "￥", "US$ ", "₹", "₦", "₱", "₩", "₽"];
    if signs.iter().any(|sign| scan.ends(start, sign))
        || is_behind_currency(scan.bytes, start, true)
    {
        return true;
    }
    matches!(next_word(scan.bytes, end), Some((_, Word::Money)))
}

/// Whether a number of a Japanese text, whose unit begins at `unit`, is an amount of money.
pub(super) fn is_money_in_japanese(scan: &Scan<'_>, start: usize, unit: usize) -> bool {
    scan.starts_any(unit, &CURRENCIES)
        || matches!(
            scan.text[..start].chars().next_back(),
            Some('$' | '＄' | '¥' | '￥' | '€' | '£' | '₹')
        )
}

/// A magnitude in letters: bn and k behind any number, m, b and t behind an amount of money. The end and the power
/// of ten.
pub(super) fn magnitude(scan: &Scan<'_>, start: usize, end: usize) -> Option<(usize, i32)> {
    let letters = letters_at(scan.bytes, end);
    if let Some((_, power)) = JOINED_SCALES.iter().find(|(word, _)| *word == letters) {
        return Some((end + letters.len(), *power));
    }
    let power = match letters {
        b"k" => 3,
        b"bn" | b"Bn" | b"BN" => 9,
        b"mn" | b"mln" => 6,
        b"tn" | b"trn" => 12,
        _ if !is_money(scan, start, end) => return None,
        b"K" => 3,
        b"m" | b"M" | b"mm" | b"MM" => 6,
        b"b" | b"B" => 9,
        b"t" | b"T" => 12,
        _ => return None,
    };
    Some((end + letters.len(), power))
}
