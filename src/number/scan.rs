//! The text that is read, and the numbers read so far.
//!
//! In: numbers in order of place. Out: the same, with the first number of a range scaled as the last ("3 to 4
//! million"), and what stands around a place. O(1) a number and a question.

use crate::number::types::{Number, NumberKind};
use crate::number::value::{Decimal, NumberValue};
use crate::text::{Language, Span};

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

/// A text and its numbers so far, in order of place.
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) language: Language,
    pub(super) numbers: Vec<Number>,
    /// Whether the last number is a plain one that a scale word behind the next number can apply to.
    takes_scale: bool,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str, language: Language) -> Self {
        Scan {
            text,
            bytes: text.as_bytes(),
            language,
            numbers: Vec::new(),
            takes_scale: false,
        }
    }

    /// Adds a number that is certain, and returns where it ends.
    pub(super) fn add(
        &mut self,
        start: usize,
        end: usize,
        kind: NumberKind,
        value: NumberValue,
    ) -> usize {
        self.add_number(Number::certain(start, end, kind, value))
    }

    /// Adds a number that may well not be one in the other language, and returns where it ends.
    pub(super) fn add_weak(
        &mut self,
        start: usize,
        end: usize,
        kind: NumberKind,
        value: NumberValue,
    ) -> usize {
        let number = Number::certain(start, end, kind, value);
        self.add_number(Number {
            weak: true,
            ..number
        })
    }

    /// Adds a number, and returns where it ends.
    pub(super) fn add_number(&mut self, number: Number) -> usize {
        let end = number.span.end;
        let span = Span::new(number.span.start.max(self.end()), end);
        self.takes_scale = matches!(number.kind, NumberKind::Cardinal | NumberKind::Currency);
        self.numbers.push(Number { span, ..number });
        end
    }

    /// Adds a number that is `bare` times ten to the power of `scale`, and returns where it ends. A plain number
    /// before it in a range, if smaller than `bare`, is scaled too; in 二、三百万 or 2、300万, where the comma
    /// joins two digits and no numbers, up to the digit.
    pub(super) fn add_scaled(&mut self, mut number: Number, bare: Decimal, scale: i32) -> usize {
        if self.takes_scale
            && let Some(between) = self.between(number.span.start)
            && self.joins_range(between)
            && let Some(last) = self.numbers.last_mut()
            && let NumberValue::Decimal(first) = last.value
        {
            let digit = Decimal::new(bare.mantissa(), 0);
            let joins_digits =
                between == "、" && digit.less_than(Decimal::integer(10)) && first.less_than(digit);
            let power = if joins_digits {
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
        let end = self.add_number(number);
        self.takes_scale = false;
        end
    }

    /// Whether what stands between the last number and the next makes them a range.
    fn joins_range(&self, between: &str) -> bool {
        let signs = ['$', '¥', '€', '£'];
        let between = between.trim_end_matches(signs);
        let is_pair = || {
            let first = self.numbers.last().map_or(0, |first| first.span.start);
            self.text[..first]
                .trim_end_matches(signs)
                .ends_with("between ")
        };
        RANGE_MARKS.contains(&between) || between == " and " && is_pair()
    }

    /// Forgets the numbers that begin at or behind `start`, since one is to be added that holds them.
    pub(super) fn forget_from(&mut self, start: usize) {
        while self.numbers.pop_if(|n| start <= n.span.start).is_some() {}
    }

    /// Where the last number ends, in bytes.
    pub(super) fn end(&self) -> usize {
        self.numbers.last().map_or(0, |number| number.span.end)
    }

    pub(super) fn last_kind(&self) -> Option<NumberKind> {
        self.numbers.last().map(|number| number.kind)
    }

    /// What stands between the last number and `start`.
    pub(super) fn between(&self, start: usize) -> Option<&'a str> {
        let last = self.numbers.last()?;
        self.text.get(last.span.end..start)
    }

    /// Whether a word begins at a byte.
    pub(super) fn starts(&self, at: usize, word: &str) -> bool {
        let rest = self.bytes.get(at..);
        rest.is_some_and(|rest| rest.starts_with(word.as_bytes()))
    }

    /// Whether one of some words begins at a byte.
    pub(super) fn starts_any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.starts(at, word))
    }

    /// The word of a list that begins at a byte, and where it ends.
    pub(super) fn end_of_any(&self, at: usize, words: &[&str]) -> Option<usize> {
        let word = words.iter().find(|word| self.starts(at, word))?;
        Some(at + word.len())
    }

    /// Whether a word ends at a byte.
    pub(super) fn ends(&self, at: usize, word: &str) -> bool {
        self.bytes[..at].ends_with(word.as_bytes())
    }

    /// One past a space at a byte, or the byte itself.
    pub(super) fn skip_space(&self, at: usize) -> usize {
        at + usize::from(self.bytes.get(at) == Some(&b' '))
    }

    /// Where what stands before a byte ends: before a space, or at the byte itself.
    pub(super) fn skip_space_back(&self, at: usize) -> usize {
        at - usize::from(self.ends(at, " "))
    }

    /// The English word before a place, if one space stands between and it is no longer than twelve letters.
    pub(super) fn word_before(&self, start: usize) -> Option<&'a str> {
        let end = start.checked_sub(1)?;
        if !matches!(self.bytes[end], b' ' | b'\n' | b'-') {
            return None;
        }
        let before = self.bytes[..end].iter().rev().take(12);
        let letters = before.take_while(|b| b.is_ascii_alphabetic()).count();
        self.text.get(end - letters..end)
    }

    /// Whether one of some English words, a list with spaces between, stands right before a place, in whatever case.
    pub(super) fn is_behind(&self, start: usize, words: &str) -> bool {
        let before = self.word_before(start);
        before.is_some_and(|before| {
            words
                .split(' ')
                .any(|word| word.eq_ignore_ascii_case(before))
        })
    }
}
