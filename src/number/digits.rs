//! Numbers written in Arabic digits, ASCII or full width: integers, grouped and decimal numbers, section numbers.
//!
//! In: bytes of a text and the place of a digit. Out: the value and where it ends. O(bytes read); what is
//! looked at beyond a number's end is bounded.

use crate::number::types::NumberKind;
use crate::number::value::{Decimal, NumberValue};

/// More digits than this are kept as text.
const MAX_DIGITS: usize = 34;

/// How an Arabic number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Integer,
    Grouped,
    Decimal,
    Section,
}

/// A number in Arabic digits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arabic {
    /// One past its last byte.
    pub(super) end: usize,
    /// Its value; of a section number, 0.
    pub(super) value: Decimal,
    /// Digits before the point.
    pub(super) digits: usize,
    pub(super) shape: Shape,
}

/// The character at a byte, folded to ASCII if it is the full-width form of one, and its length in bytes;
/// (0, 0) if it is neither or the text has ended.
pub(super) fn ascii_at(bytes: &[u8], at: usize) -> (u8, usize) {
    match bytes.get(at) {
        Some(&byte) if byte < 0x80 => (byte, 1),
        Some(0xef) => match (bytes.get(at + 1), bytes.get(at + 2)) {
            (Some(0xbc), Some(&byte @ 0x81..=0xbf)) => (byte - 0x60, 3),
            (Some(0xbd), Some(&byte @ 0x80..=0x9e)) => (byte - 0x20, 3),
            _ => (0, 0),
        },
        _ => (0, 0),
    }
}

/// The character that ends at a byte, as [`ascii_at`] returns it.
pub(super) fn ascii_before(bytes: &[u8], at: usize) -> (u8, usize) {
    match at.checked_sub(1).map(|i| bytes[i]) {
        Some(byte) if byte < 0x80 => (byte, 1),
        // What stands three bytes before may be another character, if the last one has two.
        Some(_) if 3 <= at => match ascii_at(bytes, at - 3) {
            (byte, 3) => (byte, 3),
            _ => (0, 0),
        },
        _ => (0, 0),
    }
}

/// Whether a digit, of whatever width, stands at a byte.
pub(super) fn is_digit_at(bytes: &[u8], at: usize) -> bool {
    ascii_at(bytes, at).0.is_ascii_digit()
}

/// A run of digits: where it ends, its value (wrong beyond [`MAX_DIGITS`]), how many.
fn run(bytes: &[u8], start: usize) -> (usize, i128, usize) {
    run_up_to(bytes, start, usize::MAX)
}

/// The same of a run that is read up to `most` digits.
pub(super) fn run_up_to(bytes: &[u8], start: usize, most: usize) -> (usize, i128, usize) {
    let (mut at, mut value, mut count) = (start, 0i128, 0);
    while count < most {
        let (c, len) = ascii_at(bytes, at);
        if !c.is_ascii_digit() {
            break;
        }
        value = value.wrapping_mul(10).wrapping_add(i128::from(c - b'0'));
        at += len;
        count += 1;
    }
    (at, value, count)
}

/// The number whose first digit stands at `start`.
pub(super) fn read(bytes: &[u8], start: usize) -> Arabic {
    let (mut end, mut value, mut digits) = run(bytes, start);
    let mut shape = Shape::Integer;
    if digits <= 3
        && value != 0
        && let Some((after, sum, count)) = grouped(bytes, end, value)
    {
        (end, value, digits, shape) = (after, sum, digits + count, Shape::Grouped);
    }
    while bytes.get(end) == Some(&b'_') && is_digit_at(bytes, end + 1) {
        let (after, more, count) = run(bytes, end + 1);
        digits += count;
        value = value
            .wrapping_mul(10i128.wrapping_pow(count.min(MAX_DIGITS) as u32))
            .wrapping_add(more);
        end = after;
    }
    let (mut points, mut places) = (0, 0);
    loop {
        let (c, len) = ascii_at(bytes, end);
        if c != b'.' || !is_digit_at(bytes, end + len) {
            break;
        }
        let (after, more, count) = run(bytes, end + len);
        points += 1;
        if points == 1 && digits + count <= MAX_DIGITS {
            value = value
                .wrapping_mul(10i128.pow(count as u32))
                .wrapping_add(more);
        }
        places += count;
        end = after;
    }
    if 1 < points || MAX_DIGITS < digits + places {
        return Arabic {
            end,
            value: Decimal::ZERO,
            digits,
            shape: Shape::Section,
        };
    }
    if points == 1 {
        shape = Shape::Decimal;
    }
    Arabic {
        end,
        value: Decimal::new(value, -(places as i32)),
        digits,
        shape,
    }
}

/// The decimal number of digits behind a point that no whole number stands before: a batting average of .305. Its value;
/// the digits begin at `start`.
pub(super) fn behind_bare_point(bytes: &[u8], start: usize) -> Option<Arabic> {
    let before = bytes[..start].strip_suffix(b".")?;
    let is_bare = matches!(
        before.last(),
        None | Some(b' ' | b'\n' | b'(' | b'[' | b'"' | b'-' | b'+' | b'<' | b'>' | b'=' | b'~')
    );
    let (end, value, count) = run_up_to(bytes, start, 9);
    let goes_on =
        is_digit_at(bytes, end) || bytes.get(end) == Some(&b'.') && is_digit_at(bytes, end + 1);
    (is_bare && !goes_on).then(|| Arabic {
        end,
        value: Decimal::new(value, -(count as i32)),
        digits: 0,
        shape: Shape::Decimal,
    })
}

/// The groups after a first one of at most three digits: by three, or by two with a last one of three as in
/// South Asia. Gives the end, the value and the number of further digits.
fn grouped(bytes: &[u8], end: usize, first: i128) -> Option<(usize, i128, usize)> {
    let group = |at: usize| {
        let (c, len) = ascii_at(bytes, at);
        (c == b',').then(|| run_up_to(bytes, at + len, 4))
    };
    let (mut at, mut value, mut count) = (end, first, 0);
    if matches!(group(end), Some((_, _, 2))) {
        while let Some((after, more, 2)) = group(at)
            && count < 8
        {
            (at, value, count) = (after, value * 100 + more, count + 2);
        }
        let (after, more, 3) = group(at)? else {
            return None;
        };
        return Some((after, value * 1000 + more, count + 3));
    }
    while let Some((after, more, 3)) = group(at) {
        (at, value, count) = (
            after,
            value.wrapping_mul(1000).wrapping_add(more),
            count + 3,
        );
    }
    (count != 0).then_some((at, value, count))
}

/// The value of an Arabic number that stands at `start`.
pub(super) fn value(text: &str, start: usize, arabic: &Arabic) -> NumberValue {
    if arabic.shape != Shape::Section {
        return NumberValue::Decimal(arabic.value);
    }
    let bytes = text.as_bytes();
    let mut folded = String::new();
    let mut at = start;
    while at < arabic.end {
        let (c, len) = ascii_at(bytes, at);
        if c.is_ascii_digit() || c == b'.' {
            folded.push(char::from(c));
        }
        at += len.max(1);
    }
    NumberValue::Section(folded.into())
}

/// The kind of an Arabic number that nothing around it explains.
pub(super) fn plain_kind(arabic: &Arabic) -> NumberKind {
    match arabic.shape {
        Shape::Section => NumberKind::Section,
        Shape::Integer if arabic.digits == 4 => match arabic.value.to_integer() {
            Some(1400..2100) => NumberKind::Year,
            _ => NumberKind::Cardinal,
        },
        _ => NumberKind::Cardinal,
    }
}

/// One of the signs ½ ⅓ ¼ ¾ ⅔ ⅛ at a byte: its end, numerator, denominator.
pub(super) fn fraction_sign(bytes: &[u8], at: usize) -> Option<(usize, u64, u64)> {
    match bytes.get(at..)? {
        [0xc2, 0xbc, ..] => Some((at + 2, 1, 4)),
        [0xc2, 0xbd, ..] => Some((at + 2, 1, 2)),
        [0xc2, 0xbe, ..] => Some((at + 2, 3, 4)),
        [0xe2, 0x85, 0x93, ..] => Some((at + 3, 1, 3)),
        [0xe2, 0x85, 0x94, ..] => Some((at + 3, 2, 3)),
        [0xe2, 0x85, 0x9b, ..] => Some((at + 3, 1, 8)),
        _ => None,
    }
}

/// What stands behind an apostrophe, if one begins the text.
pub(super) fn strip_apostrophe(bytes: &[u8]) -> Option<&[u8]> {
    let rest = bytes.strip_prefix(b"'");
    rest.or(bytes.strip_prefix("’".as_bytes()))
}

/// Whether the digits from `start` to `end` are part of a name or code such as `utf8` or `3fa9`.
pub(super) fn is_in_name(bytes: &[u8], start: usize, end: usize) -> bool {
    let (before, len) = ascii_before(bytes, start);
    if before == b'_' {
        return true;
    }
    if before.is_ascii_alphabetic() {
        let first = ascii_before(bytes, start - len).0;
        let is_version = matches!(before, b'v' | b'V') && !first.is_ascii_alphanumeric();
        return !is_version;
    }
    let mut at = end;
    for _ in 0..4 {
        let (c, len) = ascii_at(bytes, at);
        if c == b'_' {
            return true;
        }
        if !c.is_ascii_alphabetic() {
            return at != end && c.is_ascii_digit();
        }
        at += len;
    }
    ascii_at(bytes, at).0.is_ascii_alphanumeric()
}
