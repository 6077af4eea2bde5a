//! The numbers found so far, and what a number does to the one before it: dates and ranges.
//!
//! In: numbers in order. Out: the same, with a range's first number scaled as its last ("3 to 4 million") and
//! with the parts of a date named. O(1) a number.

use crate::number::value::{Decimal, NumberValue};
use crate::number::{Number, NumberKind, digits};
use crate::text::Span;

/// What may stand between the two numbers of a range.
const RANGE_MARKS: [&str; 16] = [
    "-",
    "–",
    "—",
    "−",
    "~",
    "〜",
    "～",
    "－",
    "、",
    "から",
    "ないし",
    "または",
    "か",
    " to ",
    " or ",
    " - ",
];

/// Numbers of one text in the order of place.
pub(super) struct Found<'a> {
    pub(super) text: &'a str,
    pub(super) numbers: Vec<Number>,
    /// Whether the last number is a plain cardinal that a scale after a later one can reach back to.
    open: bool,
}

impl<'a> Found<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Found {
            text,
            numbers: Vec::new(),
            open: false,
        }
    }

    /// Where the last number ends, in bytes.
    pub(super) fn end(&self) -> usize {
        self.numbers.last().map_or(0, |number| number.span.end)
    }

    /// What stands between the last number and `start`.
    pub(super) fn between(&self, start: usize) -> Option<&'a str> {
        let last = self.numbers.last()?;
        self.text.get(last.span.end..start)
    }

    pub(super) fn push(
        &mut self,
        start: usize,
        end: usize,
        kind: NumberKind,
        value: NumberValue,
        weak: bool,
    ) {
        let span = Span::new(start.max(self.end()), end);
        self.open = matches!(kind, NumberKind::Cardinal | NumberKind::Currency);
        self.numbers.push(Number {
            span,
            kind,
            value,
            weak,
        });
    }

    /// Forgets the numbers that begin at or behind `start`, since one is to be added that holds them.
    pub(super) fn replace_from(&mut self, start: usize) {
        while self.numbers.pop_if(|n| start <= n.span.start).is_some() {}
    }

    /// Adds a number that is `bare` times ten to the power of `scale`. A plain number before it in a range, if
    /// smaller than `bare`, is scaled too; and in 二、三百万 or 2、300万, where the comma joins two digits and
    /// no numbers, up to the digit.
    pub(super) fn push_scaled(&mut self, mut number: Number, bare: Decimal, scale: i32) {
        if self.open
            && let Some(between) = self.between(number.span.start)
            && RANGE_MARKS
                .iter()
                .any(|mark| between.trim_end_matches(['$', '¥', '€', '£']) == *mark)
            && let Some(last) = self.numbers.last_mut()
            && let NumberValue::Decimal(first) = last.value
        {
            let digit = Decimal::new(bare.mantissa(), 0);
            let ten = Decimal::integer(10);
            let by_digit = between == "、" && digit.less_than(ten) && first.less_than(digit);
            let power = if by_digit {
                scale + bare.exponent()
            } else {
                scale
            };
            if let Some(scaled) = first.shifted(power).filter(|_| first.less_than(bare)) {
                last.value = NumberValue::Decimal(scaled);
                last.weak = false;
                if number.kind == NumberKind::Cardinal {
                    number.kind = last.kind;
                }
            }
        }
        self.open = false;
        let start = number.span.start.max(self.end());
        let span = Span::new(start, number.span.end);
        self.numbers.push(Number { span, ..number });
    }

    /// Adds the three numbers of a date, if one stands at `start`, and gives its end.
    pub(super) fn push_date(&mut self, start: usize) -> Option<usize> {
        let parts = digits::date(self.text.as_bytes(), start)?;
        for (start, end, kind, value) in parts {
            self.push(start, end, kind, NumberValue::integer(value), false);
        }
        Some(parts[2].1)
    }

    /// Reads all numbers in Arabic digits, of a language that nothing else is known of.
    pub(super) fn scan_digits(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if matches!(bytes[at], b'0'..=b'9' | 0xef) && digits::is_digit_at(bytes, at) {
                at = self.push_digits(at);
            } else {
                at += 1;
            }
        }
    }

    /// Adds what stands in Arabic digits at `start` without regard to the words around, and gives its end.
    fn push_digits(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        if let Some(end) = self.push_date(start) {
            return end;
        }
        if let Some((end, hour, minute, second)) = digits::clock(bytes, start) {
            self.push(
                start,
                end,
                NumberKind::Time,
                NumberValue::clock(hour, minute, second),
                false,
            );
            return end;
        }
        if let Some((end, numerator, denominator)) = digits::fraction(bytes, start) {
            self.push(
                start,
                end,
                NumberKind::Fraction,
                NumberValue::fraction(numerator, denominator),
                false,
            );
            return end;
        }
        let arabic = digits::read(bytes, start);
        let value = digits::value(self.text, start, &arabic);
        let (kind, end) = match ascii_after_space(bytes, arabic.end) {
            (b'%', end) => (NumberKind::Percent, end),
            _ => (plain_kind(&arabic), arabic.end),
        };
        self.push(
            start,
            end,
            kind,
            value,
            digits::is_in_name(bytes, start, arabic.end),
        );
        end
    }
}

/// The kind of an Arabic number that nothing around it explains.
pub(super) fn plain_kind(arabic: &digits::Arabic) -> NumberKind {
    match arabic.shape {
        digits::Shape::Section => NumberKind::Section,
        digits::Shape::Integer if arabic.digits == 4 => match arabic.value.to_integer() {
            Some(1400..2100) => NumberKind::Year,
            _ => NumberKind::Cardinal,
        },
        _ => NumberKind::Cardinal,
    }
}

/// The character at a byte or after one space there, and where it ends.
pub(super) fn ascii_after_space(bytes: &[u8], at: usize) -> (u8, usize) {
    let at = if bytes.get(at) == Some(&b' ') {
        at + 1
    } else {
        at
    };
    let (c, len) = digits::ascii_at(bytes, at);
    (c, at + len)
}
