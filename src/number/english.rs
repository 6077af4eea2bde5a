//! The numbers of an English text.
//!
//! In: text. Out: numbers in digits and words with what explains them: percent signs, currencies, clock times,
//! months and dates, ordinals, decades, fractions. O(bytes): text without digits and number words costs a table
//! look-up a byte and one a word.

use crate::number::digits::{self, Shape, ascii_at};
use crate::number::found::{Found, plain_kind};
use crate::number::phrase::{self, Form, Phrase, after_gap};
use crate::number::signs::{exact, half_of_day, meridiem, sign_fraction};
use crate::number::value::{Decimal, NumberValue};
use crate::number::words::{WORDS, Word, Words};
use crate::number::{Number, NumberKind, era};
use crate::text::Span;

/// What a byte can begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begins {
    Nothing,
    /// A letter, or a byte inside one beyond ASCII.
    Word,
    Digits,
    /// A character beyond ASCII that is no Latin letter and may be a digit or a fraction.
    Sign,
}

const BEGINS: [Begins; 256] = {
    let mut table = [Begins::Nothing; 256];
    let mut i = 0;
    while i < 256 {
        let byte = i as u8;
        table[i] = match byte {
            _ if byte.is_ascii_alphabetic() => Begins::Word,
            b'0'..=b'9' => Begins::Digits,
            0xc2 | 0xe2.. => Begins::Sign,
            0x80.. => Begins::Word,
            _ => Begins::Nothing,
        };
        i += 1;
    }
    table
};

/// Adds the numbers of an English text.
pub(super) fn scan(found: &mut Found<'_>) {
    let bytes = found.text.as_bytes();
    let mut english = English {
        bytes,
        words: &WORDS,
        found,
    };
    let mut at = 0;
    while at < bytes.len() {
        at = match BEGINS[usize::from(bytes[at])] {
            Begins::Nothing => at + 1,
            Begins::Word => english.word(at),
            Begins::Digits => english.digits(at),
            Begins::Sign => english.sign(at),
        };
    }
}

pub(super) struct English<'a, 'b> {
    pub(super) bytes: &'a [u8],
    words: &'static Words,
    pub(super) found: &'b mut Found<'a>,
}

impl English<'_, '_> {
    /// Reads what begins with the letter at `start`, and gives where to go on.
    fn word(&mut self, start: usize) -> usize {
        if self.words.may_start(self.bytes, start)
            && let Some((end, word)) = self.words.at(self.bytes, start)
            && let Some(end) = self.number_word(start, end, word)
        {
            return end;
        }
        let mut at = start + 1;
        while at < self.bytes.len() && BEGINS[usize::from(self.bytes[at])] == Begins::Word {
            at += 1;
        }
        at
    }

    fn number_word(&mut self, start: usize, end: usize, word: Word) -> Option<usize> {
        match word {
            Word::Month(month) => Some(self.month(start, end, month)),
            Word::MonthOrVerb(month) if self.is_month(start, end) => {
                Some(self.month(start, end, month))
            }
            Word::MonthShort(month)
                if self.bytes[start].is_ascii_uppercase() && self.beside_day(start, end) =>
            {
                Some(self.month(start, end, month))
            }
            Word::Roman(n) => self.roman(start, end, n),
            Word::Era(before) => self.era(start, end, before),
            Word::Clock(_) | Word::Times(_) | Word::Count(_) | Word::Decade(_) | Word::Quarter => {
                Some(self.lone_word(start, end, word))
            }
            Word::Half if phrase::half_past(self.bytes, end).is_some() => {
                let (end, hour) = phrase::half_past(self.bytes, end)?;
                let value = NumberValue::clock(hour, 30, 0);
                self.found.push(start, end, NumberKind::Time, value, false);
                Some(end)
            }
            Word::Nil if self.is_in_score(start) => {
                let value = NumberValue::integer(0);
                self.found
                    .push(start, end, NumberKind::Cardinal, value, false);
                Some(end)
            }
            Word::Half => {
                let found = phrase::from_word(self.bytes, end, word)?;
                if found.form == Form::Parts(2)
                    && let Some((first, sum)) = self.whole_and_half(start, end)
                {
                    self.found.replace_from(first);
                    let value = NumberValue::Decimal(sum);
                    self.found
                        .push(first, end, NumberKind::Cardinal, value, false);
                    return Some(end);
                }
                let weak = found.form == Form::Parts(2);
                Some(self.phrase(start, found, weak, None))
            }
            _ => self.begun_by(start, end, word),
        }
    }

    /// Adds the phrase that a word begins, and gives its end.
    fn begun_by(&mut self, start: usize, end: usize, word: Word) -> Option<usize> {
        let found = phrase::from_word(self.bytes, end, word)?;
        let alone = found.end == end;
        if alone && word == Word::OrdinalUnit(2) && self.is_time_unit(start) {
            return Some(end);
        }
        if let Some(tens) = self.counted_seconds(start, word, &found) {
            let value = NumberValue::integer(tens);
            self.found
                .push(start, end, NumberKind::Cardinal, value, false);
            return Some(found.end);
        }
        let weak = match word {
            Word::Unit(1) | Word::OrdinalUnit(1) => alone,
            Word::OrdinalUnit(2) => alone && self.may_be_time_unit(start),
            _ => false,
        };
        Some(self.phrase(start, found, weak, None))
    }

    /// Adds a word that is a number of its own, and gives its end.
    fn lone_word(&mut self, start: usize, end: usize, word: Word) -> usize {
        let (kind, value, weak) = match word {
            Word::Clock(hour) => (NumberKind::Time, NumberValue::clock(hour, 0, 0), hour == 0),
            Word::Decade(n) => (NumberKind::Year, NumberValue::integer(n), false),
            Word::Times(n) => (NumberKind::Cardinal, NumberValue::integer(n), true),
            Word::Count(n) => (NumberKind::Cardinal, NumberValue::integer(n), false),
            _ => (NumberKind::Fraction, NumberValue::fraction(1, 4), true),
        };
        self.found.push(start, end, kind, value, weak);
        end
    }

    /// Adds a phrase with the signs around it, and gives its end.
    fn phrase(&mut self, start: usize, found: Phrase, weak: bool, shape: Option<Shape>) -> usize {
        let Phrase {
            mut end,
            value,
            form,
            scaled,
        } = found;
        let (mut kind, mut number) = match form {
            Form::Cardinal => (NumberKind::Cardinal, NumberValue::Decimal(value)),
            Form::Ordinal => (NumberKind::Ordinal, NumberValue::Decimal(value)),
            Form::Year => (NumberKind::Year, NumberValue::Decimal(value)),
            Form::Parts(n) => (NumberKind::Fraction, parts(value, n)),
        };
        let mut weak = weak;
        let is_third_of = form == Form::Ordinal && shape.is_none() && self.is_part(start, end);
        if let (true, Some(n @ 3..)) = (is_third_of, value.to_integer()) {
            (kind, number) = (NumberKind::Fraction, NumberValue::fraction(1, n));
        }
        if form == Form::Cardinal {
            if let Some((after, hour)) = self.hour(end, value) {
                (kind, number, end, weak) = (
                    NumberKind::Time,
                    NumberValue::clock(hour, 0, 0),
                    after,
                    false,
                );
            } else if let Some(after) = self.percent(end) {
                (kind, end, weak) = (NumberKind::Percent, after, false);
            } else if self.is_money(start, end) {
                (kind, weak) = (NumberKind::Currency, false);
            }
        }
        let span = Span::new(start, end);
        let number = Number {
            span,
            kind,
            value: number,
            weak,
        };
        match scaled {
            Some((bare, power)) => self.found.push_scaled(number, bare, power),
            None => self
                .found
                .push(start, end, number.kind, number.value, number.weak),
        }
        end
    }

    /// Reads what begins with the digit at `start`, and gives its end.
    fn digits(&mut self, start: usize) -> usize {
        let bytes = self.bytes;
        if let Some(end) = self.found.push_date(start) {
            return end;
        }
        if let Some((end, hour, minute, second)) = digits::clock(bytes, start) {
            let (end, hour) = match meridiem(bytes, end) {
                Some((after, half)) => (after, half_of_day(hour, half)),
                None => (end, hour),
            };
            let value = NumberValue::clock(hour, minute, second);
            self.found.push(start, end, NumberKind::Time, value, false);
            return end;
        }
        if let Some((end, numerator, denominator)) = digits::fraction(bytes, start) {
            let value = NumberValue::fraction(numerator, denominator);
            self.found
                .push(start, end, NumberKind::Fraction, value, false);
            return end;
        }
        self.arabic(start)
    }

    /// Adds the plain number in digits at `start` with what follows it, and gives its end.
    fn arabic(&mut self, start: usize) -> usize {
        let bytes = self.bytes;
        let arabic = digits::read(bytes, start);
        let end = arabic.end;
        if digits::is_in_name(bytes, start, end) {
            let value = digits::value(self.found.text, start, &arabic);
            self.found
                .push(start, end, plain_kind(&arabic), value, true);
            return end;
        }
        if arabic.shape == Shape::Section {
            let value = digits::value(self.found.text, start, &arabic);
            self.found
                .push(start, end, NumberKind::Section, value, false);
            return end;
        }
        if let Some(year) = self.later_year(start, &arabic) {
            let value = NumberValue::integer(year);
            self.found.push(start, end, NumberKind::Year, value, false);
            return end;
        }
        if let Some(time) = self.point_time(start, &arabic) {
            return time;
        }
        if let Some(after) = self.integer(start, &arabic) {
            return after;
        }
        let value = arabic.value;
        if let Some((after, power)) = self.magnitude(start, end)
            && let Some(scaled) = value.shifted(power)
        {
            let kind = if self.is_money(start, after) {
                NumberKind::Currency
            } else {
                NumberKind::Cardinal
            };
            let number = Number {
                span: Span::new(start, after),
                kind,
                value: NumberValue::Decimal(scaled),
                weak: false,
            };
            self.found.push_scaled(number, value, power);
            return after;
        }
        let found = phrase::after_digits(bytes, end, value);
        self.phrase(start, found, false, Some(arabic.shape))
    }

    /// The second year of 1918-19 or 2003/04, written without its century.
    fn later_year(&self, start: usize, arabic: &digits::Arabic) -> Option<u64> {
        let first = self
            .found
            .numbers
            .last()
            .filter(|n| n.kind == NumberKind::Year)?;
        let is_joined = ["-", "–", "/"].contains(&self.found.between(start)?);
        let is_short = arabic.shape == Shape::Integer && arabic.digits == 2;
        let first = first.value.to_integer().filter(|year| 1000 <= *year)?;
        let year = first / 100 * 100 + arabic.value.to_integer()?;
        (is_joined && is_short && first < year).then_some(year)
    }

    /// Adds an integer that a fraction, an ending or a date goes on with, and gives where that ends.
    fn integer(&mut self, start: usize, arabic: &digits::Arabic) -> Option<usize> {
        let (end, value) = (arabic.end, arabic.value);
        let (end, kind, value) = if arabic.shape != Shape::Integer {
            return None;
        } else if let Some((after, sum)) = self.mixed(end, value) {
            (after, NumberKind::Cardinal, sum)
        } else if let Some((after, kind)) = self.suffix(end, arabic.digits) {
            (after, kind, value)
        } else {
            (end, self.date_part(start, end, arabic)?, value)
        };
        self.found
            .push(start, end, kind, NumberValue::Decimal(value), false);
        Some(end)
    }

    /// A number that only dates explain: a day beside its month, a year; its kind.
    fn date_part(&self, start: usize, end: usize, arabic: &digits::Arabic) -> Option<NumberKind> {
        let value = arabic.value.to_integer()?;
        let last = self.found.numbers.last().map(|number| number.kind);
        let between = self.found.between(start).unwrap_or("-");
        match last {
            Some(NumberKind::Month)
                if arabic.digits <= 2 && value <= 31 && matches!(between, " " | ". " | ", ") =>
            {
                let is_time = self.hour(end, arabic.value).is_some();
                (!is_time && value != 0).then_some(NumberKind::Day)
            }
            _ if arabic.digits == 4 && era::is_year(i128::from(value)) => {
                let goes_on = phrase::after_digits(self.bytes, end, arabic.value).end != end;
                let explained = goes_on || self.percent(end).is_some() || self.is_money(start, end);
                (!explained).then_some(NumberKind::Year)
            }
            _ if arabic.digits == 2 => {
                let before = &self.bytes[..start];
                let quote = before
                    .strip_suffix("’".as_bytes())
                    .or(before.strip_suffix(b"'"))?;
                let open = !quote.last().is_some_and(|b| b.is_ascii_alphanumeric());
                open.then_some(NumberKind::Year)
            }
            _ => None,
        }
    }

    /// An ordinal's or a decade's ending at `end`: where it ends, and what it makes of the number.
    fn suffix(&self, end: usize, digits: usize) -> Option<(usize, NumberKind)> {
        let rest = &self.bytes[end..];
        let rest = rest
            .strip_prefix(b"'")
            .or(rest.strip_prefix("’".as_bytes()))
            .unwrap_or(rest);
        let letters = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let after = self.bytes.len() - rest.len() + letters;
        let glued = self.bytes.len() - rest.len() == end;
        match rest[..letters].to_ascii_lowercase().as_slice() {
            b"st" | b"nd" | b"rd" | b"th" if glued => {
                let is_day = self
                    .found
                    .numbers
                    .last()
                    .is_some_and(|number| number.kind == NumberKind::Month)
                    && self.found.end() + 8 > end;
                let kind = if is_day {
                    NumberKind::Day
                } else {
                    NumberKind::Ordinal
                };
                Some((after, kind))
            }
            b"s" if digits == 4 || digits == 2 => Some((after, NumberKind::Year)),
            _ => None,
        }
    }

    /// A fraction after a whole number: "2 1/2", "2½". The end and the sum.
    fn mixed(&self, end: usize, whole: Decimal) -> Option<(usize, Decimal)> {
        if let Some((after, numerator, denominator)) = sign_fraction(self.bytes, end) {
            return Some((after, whole.plus(exact(numerator, denominator)?)?));
        }
        let start = after_gap(self.bytes, end)?;
        let (after, numerator, denominator) = digits::fraction(self.bytes, start)?;
        let part = if denominator <= 16 {
            exact(numerator, denominator)?
        } else {
            return None;
        };
        Some((after, whole.plus(part)?))
    }

    /// A magnitude in letters: bn and k behind any number, m, b and t behind an amount of money. The end and
    /// the power of ten.
    fn magnitude(&self, start: usize, end: usize) -> Option<(usize, i32)> {
        let letters = self.bytes[end..]
            .iter()
            .take_while(|b| b.is_ascii_alphabetic())
            .count();
        let after = end + letters;
        let text = &self.bytes[end..after];
        let power = match text {
            b"k" => 3,
            b"bn" | b"Bn" | b"BN" => 9,
            b"mn" | b"mln" => 6,
            b"tn" | b"trn" => 12,
            _ if !self.is_money(start, end) => return None,
            b"K" => 3,
            b"m" | b"M" | b"mm" | b"MM" => 6,
            b"b" | b"B" => 9,
            b"t" | b"T" => 12,
            _ => return None,
        };
        Some((after, power))
    }

    /// "3.30pm": hour and minute with a full stop.
    fn point_time(&mut self, start: usize, arabic: &digits::Arabic) -> Option<usize> {
        if arabic.shape != Shape::Decimal {
            return None;
        }
        let (after, half) = meridiem(self.bytes, arabic.end)?;
        let text = &self.bytes[start..arabic.end];
        let point = text.iter().position(|&b| b == b'.')?;
        let number = |digits: &[u8]| {
            digits.iter().fold(0u8, |n, b| {
                n.wrapping_mul(10).wrapping_add(b.wrapping_sub(b'0'))
            })
        };
        let (hour, minute) = (number(&text[..point]), number(&text[point + 1..]));
        if 2 < point || text.len() != point + 3 || 12 < hour || 60 <= minute {
            return None;
        }
        let value = NumberValue::clock(half_of_day(hour, half), minute, 0);
        self.found
            .push(start, after, NumberKind::Time, value, false);
        Some(after)
    }

    /// "p.m." or "o'clock" after an hour: the end, and the hour of the day.
    fn hour(&self, end: usize, value: Decimal) -> Option<(usize, u8)> {
        let hour = value.to_integer().filter(|hour| *hour <= 24)? as u8;
        if let Some((after, half)) = meridiem(self.bytes, end) {
            return (hour <= 12).then_some((after, half_of_day(hour, half)));
        }
        let start = after_gap(self.bytes, end)?;
        let rest = self.bytes[start..].strip_prefix(b"o")?;
        let rest = rest
            .strip_prefix(b"'")
            .or(rest.strip_prefix("’".as_bytes()))?;
        let rest = rest.strip_prefix(b"clock")?;
        Some((self.bytes.len() - rest.len(), hour))
    }

    /// A percent sign or word, after one space or none: where it ends.
    fn percent(&self, end: usize) -> Option<usize> {
        let start = after_gap(self.bytes, end).unwrap_or(end);
        let (c, len) = ascii_at(self.bytes, start);
        if c == b'%' {
            return Some(start + len);
        }
        let rest = &self.bytes[start..];
        if rest.starts_with(b"per cent") {
            return Some(start + 8);
        }
        match self
            .words
            .may_start(self.bytes, start)
            .then(|| self.words.at(self.bytes, start))??
        {
            (after, Word::Percent) => Some(after),
            _ => None,
        }
    }

    /// Whether a sign of currency stands before or a unit of money after.
    fn is_money(&self, start: usize, end: usize) -> bool {
        let before = &self.bytes[..start];
        let signs: [&[u8]; 7] = [
            b"$",
            "€".as_bytes(),
            "£".as_bytes(),
            "¥".as_bytes(),
            "￥".as_bytes(),
            b"US$ ",
            "₹".as_bytes(),
        ];
        if signs.iter().any(|sign| before.ends_with(sign)) {
            return true;
        }
        let Some(next) = after_gap(self.bytes, end) else {
            return false;
        };
        self.words.may_start(self.bytes, next)
            && matches!(self.words.at(self.bytes, next), Some((_, Word::Money)))
    }

    /// A Roman numeral in capitals. Of those that are also words or initials, only after a capitalised word.
    fn roman(&mut self, start: usize, end: usize, n: u64) -> Option<usize> {
        let capitals = self.bytes[start..end].iter().all(u8::is_ascii_uppercase);
        if !capitals || self.bytes.get(end).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let weak = matches!(n, 4 | 6 | 9 | 11);
        self.found.push(
            start,
            end,
            NumberKind::Ordinal,
            NumberValue::integer(n),
            weak,
        );
        Some(end)
    }

    /// Reads a character beyond ASCII that may be a full-width digit or a vulgar fraction.
    fn sign(&mut self, start: usize) -> usize {
        if digits::is_digit_at(self.bytes, start) {
            return self.digits(start);
        }
        match sign_fraction(self.bytes, start) {
            Some((end, numerator, denominator)) => {
                let value = NumberValue::fraction(numerator, denominator);
                self.found
                    .push(start, end, NumberKind::Fraction, value, false);
                end
            }
            None => match self.bytes[start] {
                0xf0.. => start + 4,
                0xe0.. => start + 3,
                _ => start + 2,
            },
        }
    }
}

/// `value` parts of size one `n`th.
fn parts(value: Decimal, n: u64) -> NumberValue {
    match value.to_integer() {
        Some(numerator) => NumberValue::fraction(numerator, n),
        None => NumberValue::Decimal(value),
    }
}
