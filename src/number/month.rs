//! English month names and what they make of the numbers beside them, and Japanese eras named in English.
//!
//! In: a month's name or an era's, and its place. Out: the month, the day before it, the year. O(1).

use crate::number::digits::{self, ascii_at};
use crate::number::english::English;
use crate::number::phrase::after_gap;
use crate::number::value::NumberValue;
use crate::number::{NumberKind, era};

/// Words before "May" or "March" that make it a month.
const BEFORE_MONTH: [&str; 26] = [
    "in",
    "of",
    "since",
    "by",
    "until",
    "till",
    "last",
    "next",
    "this",
    "early",
    "late",
    "mid",
    "from",
    "through",
    "during",
    "before",
    "after",
    "every",
    "each",
    "between",
    "for",
    "on",
    "past",
    "previous",
    "following",
    "beginning",
];

impl English<'_, '_> {
    /// Adds a month, makes a number before it its day, and gives its end.
    pub(super) fn month(&mut self, start: usize, end: usize, month: u64) -> usize {
        let is_day_before = matches!(self.found.between(start), Some(" " | " of " | "-"));
        if let Some(last) = self.found.numbers.last_mut()
            && is_day_before
            && matches!(last.kind, NumberKind::Cardinal | NumberKind::Ordinal)
            && last
                .value
                .to_integer()
                .is_some_and(|day| (1..=31).contains(&day))
        {
            last.kind = NumberKind::Day;
            last.weak = false;
        }
        self.found.push(
            start,
            end,
            NumberKind::Month,
            NumberValue::integer(month),
            false,
        );
        end
    }

    /// Whether "May" or "March" is the month: a capital, and a number or a telling word beside it.
    pub(super) fn is_month(&self, start: usize, end: usize) -> bool {
        if !self.bytes[start].is_ascii_uppercase() {
            return false;
        }
        if self.beside_day(start, end) {
            return true;
        }
        if self
            .previous_word(start)
            .is_some_and(|word| BEFORE_MONTH.iter().any(|w| w.eq_ignore_ascii_case(word)))
        {
            return true;
        }
        let after_month = self
            .found
            .numbers
            .last()
            .is_some_and(|number| number.kind == NumberKind::Month);
        after_month
            && matches!(
                self.found.between(start),
                Some(" and " | ", " | " or " | " to " | "-" | "–" | "/" | ", and ")
            )
    }

    /// Whether a number stands right after, or a day right before.
    pub(super) fn beside_day(&self, start: usize, end: usize) -> bool {
        let (mark, len) = ascii_at(self.bytes, end);
        let end = if matches!(mark, b'.' | b',') {
            end + len
        } else {
            end
        };
        let next = after_gap(self.bytes, end).unwrap_or(end);
        if digits::is_digit_at(self.bytes, next) {
            return true;
        }
        let is_day = self
            .found
            .numbers
            .last()
            .and_then(|number| number.value.to_integer())
            .is_some_and(|n| n <= 31);
        is_day && matches!(self.found.between(start), Some(" " | " of " | "-"))
    }

    /// The word before a place, if one space stands between and it is no longer than twelve letters.
    pub(super) fn previous_word(&self, start: usize) -> Option<&str> {
        let end = start.checked_sub(1)?;
        if !matches!(self.bytes[end], b' ' | b'\n' | b'-') {
            return None;
        }
        let letters = self.bytes[..end]
            .iter()
            .rev()
            .take(12)
            .take_while(|b| b.is_ascii_alphabetic())
            .count();
        std::str::from_utf8(&self.bytes[end - letters..end]).ok()
    }

    /// The name of a Japanese era and a year in it.
    pub(super) fn era(&mut self, start: usize, end: usize, before: u16) -> Option<usize> {
        let next = after_gap(self.bytes, end)?;
        if !digits::is_digit_at(self.bytes, next) {
            return None;
        }
        let arabic = digits::read(self.bytes, next);
        let year = era::year(before, arabic.value.to_integer()?)?;
        self.found.push(
            start,
            arabic.end,
            NumberKind::EraYear,
            NumberValue::integer(year),
            false,
        );
        Some(arabic.end)
    }
}
