//! Small signs that both languages put beside digits: vulgar fractions, a.m. and p.m.
//!
//! In: bytes of a text and a place. Out: what the sign means and where it ends. O(1).

use crate::number::phrase::after_gap;
use crate::number::value::Decimal;

/// The exact decimal value of a fraction that has one of at most three places.
pub(super) fn exact(numerator: u64, denominator: u64) -> Option<Decimal> {
    let thousandths = numerator.checked_mul(1000)?;
    (denominator != 0 && thousandths % denominator == 0)
        .then(|| Decimal::new(i128::from(thousandths / denominator), -3))
}

/// One of the signs ½ ⅓ ¼ ¾ ⅔ ⅛ at a byte: its end, numerator, denominator.
pub(super) fn sign_fraction(bytes: &[u8], at: usize) -> Option<(usize, u64, u64)> {
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

/// The half of the day that a clock time is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HalfOfDay {
    Morning,
    Afternoon,
}

/// The hour by the twenty-four-hour clock.
pub(super) fn half_of_day(hour: u8, half: HalfOfDay) -> u8 {
    match (half, hour) {
        (HalfOfDay::Morning, 12) => 0,
        (HalfOfDay::Afternoon, 0..=11) => hour + 12,
        _ => hour,
    }
}

/// "a.m." or "p.m." in any writing, after one space or none: the end, and which.
pub(super) fn meridiem(bytes: &[u8], end: usize) -> Option<(usize, HalfOfDay)> {
    let start = after_gap(bytes, end).unwrap_or(end);
    let half = match bytes.get(start)? {
        b'a' | b'A' => HalfOfDay::Morning,
        b'p' | b'P' => HalfOfDay::Afternoon,
        _ => return None,
    };
    let dotted = bytes.get(start + 1) == Some(&b'.');
    let m = start + 1 + usize::from(dotted);
    if !matches!(bytes.get(m)?, b'm' | b'M') {
        return None;
    }
    let after = m + 1 + usize::from(dotted && bytes.get(m + 1) == Some(&b'.'));
    (!bytes.get(after).is_some_and(u8::is_ascii_alphanumeric)).then_some((after, half))
}
