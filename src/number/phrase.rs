//! English number phrases: "one hundred and twenty-three", "3.5 million", "nineteen eighty-four", "two thirds".
//!
//! In: a text, and a first word or a number in digits. Out: the value of the longest phrase from there. O(bytes
//! read); looks at most three words beyond its end.

use crate::number::value::Decimal;
use crate::number::words::{WORDS, Word};

/// What a phrase turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Cardinal,
    Ordinal,
    /// A year in two halves: nineteen eighty-four.
    Year,
    /// Parts of a whole; the value is the numerator, this the denominator.
    Parts(u64),
}

/// A number phrase.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    pub(super) end: usize,
    pub(super) value: Decimal,
    pub(super) form: Form,
    /// The number before a last scale word, and the scale's power of ten, if there is no more to the phrase.
    pub(super) scaled: Option<(Decimal, i32)>,
}

/// What the last word was, which tells what may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Empty,
    Digits,
    Unit,
    Teen,
    Tens,
    /// The second half of a year, before its unit.
    YearTens,
    Hundred,
    Scale,
    Closed,
}

struct Sum<'a> {
    bytes: &'a [u8],
    end: usize,
    /// What scale words have closed.
    total: Decimal,
    /// The part below the next scale word.
    group: Decimal,
    slot: Slot,
    form: Form,
    last_scale: i32,
    scaled: Option<(Decimal, i32)>,
}

/// The phrase that begins with a number in digits which ends at `end`.
pub(super) fn after_digits(bytes: &[u8], end: usize, value: Decimal) -> Phrase {
    let mut sum = Sum::new(bytes, end);
    (sum.group, sum.slot) = (value, Slot::Digits);
    sum.follow();
    sum.finish()
}

/// The phrase that begins with a word which ends at `end`, if it can begin one.
pub(super) fn from_word(bytes: &[u8], end: usize, word: Word) -> Option<Phrase> {
    let mut sum = Sum::new(bytes, end);
    match word {
        Word::Hundred | Word::Scale(_) | Word::Dozen => {
            sum.group = Decimal::integer(1);
            sum.slot = Slot::Unit;
            sum.take(word)?;
        }
        Word::Magnitude(power) => sum.magnitudes(power)?,
        Word::Half => sum.half()?,
        Word::OrdinalScale(power) => {
            sum.group = Decimal::new(1, power);
            (sum.slot, sum.form) = (Slot::Closed, Form::Ordinal);
        }
        Word::Unit(_) | Word::Teen(_) | Word::Tens(_) => sum.take(word)?,
        Word::OrdinalUnit(_) | Word::OrdinalTeen(_) | Word::OrdinalTens(_) => sum.take(word)?,
        _ => return None,
    }
    sum.follow();
    Some(sum.finish())
}

/// The hour of "half past ten" or "half past 10", read from behind "half", and where it ends.
pub(super) fn half_past(bytes: &[u8], end: usize) -> Option<(usize, u8)> {
    let end = skip_word(bytes, end, "past")?;
    let (end, hour) = match next_word(bytes, end) {
        Some((end, Word::Unit(n) | Word::Teen(n))) => (end, n),
        Some(_) => return None,
        None => {
            let start = after_gap(bytes, end)?;
            let digits = bytes[start..]
                .iter()
                .take_while(|b| b.is_ascii_digit())
                .count();
            let number = bytes
                .get(start..start + digits)
                .filter(|_| (1..=2).contains(&digits))?;
            let hour = number.iter().fold(0, |n, b| 10 * n + u64::from(b - b'0'));
            (start + digits, hour)
        }
    };
    let hour = u8::try_from(hour)
        .ok()
        .filter(|hour| (1..=12).contains(hour))?;
    Some((end, hour))
}

/// The number word after one space, line break or hyphen, and where it ends.
fn next_word(bytes: &[u8], end: usize) -> Option<(usize, Word)> {
    let start = after_gap(bytes, end)?;
    if !WORDS.may_start(bytes, start) {
        return None;
    }
    WORDS.at(bytes, start)
}

/// One past a single space, line break or hyphen.
pub(super) fn after_gap(bytes: &[u8], end: usize) -> Option<usize> {
    match bytes.get(end..)? {
        [b' ' | b'\n' | b'-', ..] => Some(end + 1),
        [0xc2, 0xa0, ..] => Some(end + 2),
        [0xe2, 0x80, 0x90 | 0x91, ..] => Some(end + 3),
        _ => None,
    }
}

/// One past `word` after one space, if it stands there, in lower case, and no letter follows.
fn skip_word(bytes: &[u8], end: usize, word: &str) -> Option<usize> {
    let start = after_gap(bytes, end)?;
    let after = start + word.len();
    let whole = !bytes.get(after).is_some_and(u8::is_ascii_alphanumeric);
    (bytes.get(start..after)? == word.as_bytes() && whole).then_some(after)
}

impl<'a> Sum<'a> {
    fn new(bytes: &'a [u8], end: usize) -> Self {
        Sum {
            bytes,
            end,
            total: Decimal::ZERO,
            group: Decimal::ZERO,
            slot: Slot::Empty,
            form: Form::Cardinal,
            last_scale: i32::MAX,
            scaled: None,
        }
    }

    fn finish(self) -> Phrase {
        let value = self.total.plus(self.group).unwrap_or(self.group);
        Phrase {
            end: self.end,
            value,
            form: self.form,
            scaled: self.scaled,
        }
    }

    /// Takes words for as long as they go on with the number.
    fn follow(&mut self) {
        while self.slot != Slot::Closed {
            let before_and = self.end;
            let glued = matches!(self.slot, Slot::Hundred | Slot::Scale);
            if let Some(after) = skip_word(self.bytes, self.end, "and") {
                if self.and_a_half(after).is_some() {
                    continue;
                }
                if !glued || !self.small_follows(after) {
                    return;
                }
                self.end = after;
            }
            let Some((end, word)) = next_word(self.bytes, self.end) else {
                self.point();
                return;
            };
            if self.take(word).is_none() {
                self.end = before_and;
                return;
            }
            self.end = end;
        }
    }

    /// Whether a number below a hundred follows that is not itself multiplied.
    fn small_follows(&self, end: usize) -> bool {
        let Some((mut end, word)) = next_word(self.bytes, end) else {
            return false;
        };
        if matches!(
            word,
            Word::OrdinalUnit(_) | Word::OrdinalTeen(_) | Word::OrdinalTens(_)
        ) {
            return true;
        }
        if !matches!(word, Word::Unit(_) | Word::Teen(_) | Word::Tens(_)) {
            return false;
        }
        if let (Word::Tens(_), Some((after, Word::Unit(_)))) = (word, next_word(self.bytes, end)) {
            end = after;
        }
        let multiplied = match next_word(self.bytes, end) {
            Some((_, Word::Hundred)) => true,
            Some((_, Word::Scale(power))) => self.last_scale <= power,
            _ => false,
        };
        !multiplied
    }

    /// "and a half", "and a quarter" after a whole number.
    fn and_a_half(&mut self, end: usize) -> Option<()> {
        let end = skip_word(self.bytes, end, "a").or_else(|| skip_word(self.bytes, end, "one"))?;
        let (end, part) = match next_word(self.bytes, end)? {
            (end, Word::Half) => (end, Decimal::new(5, -1)),
            (end, Word::Quarter) => (end, Decimal::new(25, -2)),
            _ => return None,
        };
        if self.slot == Slot::Scale {
            self.total = self.total.plus(part.shifted(self.last_scale)?)?;
            self.slot = Slot::Closed;
        } else {
            self.group = self.group.plus(part)?;
            self.slot = Slot::Digits;
        }
        self.scaled = None;
        self.end = end;
        Some(())
    }

    /// "point five" after a whole number.
    fn point(&mut self) {
        if !matches!(self.slot, Slot::Unit | Slot::Teen | Slot::Tens) {
            return;
        }
        let Some(mut end) = skip_word(self.bytes, self.end, "point") else {
            return;
        };
        let mut power = 0;
        while let Some((after, Word::Unit(digit))) = next_word(self.bytes, end)
            && -20 < power
        {
            power -= 1;
            let Some(sum) = self.group.plus(Decimal::new(i128::from(digit), power)) else {
                return;
            };
            (self.group, self.end, end) = (sum, after, after);
        }
        if power < 0 {
            self.slot = Slot::Digits;
            self.scaled = None;
            if let Some((end, word @ (Word::Scale(_) | Word::Hundred))) =
                next_word(self.bytes, self.end)
                && self.take(word).is_some()
            {
                self.end = end;
            }
        }
    }

    /// "hundreds of thousands": a power of ten for each.
    fn magnitudes(&mut self, power: i32) -> Option<()> {
        let mut power = power;
        while let Some(of) = skip_word(self.bytes, self.end, "of")
            && let Some((end, Word::Magnitude(more))) = next_word(self.bytes, of)
            && power <= 12
        {
            power += more;
            self.end = end;
        }
        self.group = Decimal::new(1, power);
        self.slot = Slot::Closed;
        Some(())
    }

    /// "half a million", "half a dozen", "half an hour", which Japanese counts in minutes; else a half.
    fn half(&mut self) -> Option<()> {
        let after = ["a", "an"]
            .iter()
            .find_map(|article| skip_word(self.bytes, self.end, article));
        let whole = next_word(self.bytes, after.unwrap_or(self.end));
        self.slot = Slot::Closed;
        if let Some(end) = skip_word(self.bytes, after.unwrap_or(self.end), "hour") {
            (self.group, self.end) = (Decimal::integer(30), end);
            return Some(());
        }
        match whole {
            Some((end, Word::Scale(power))) => {
                (self.group, self.end) = (Decimal::new(5, power - 1), end)
            }
            Some((end, Word::Hundred)) => (self.group, self.end) = (Decimal::integer(50), end),
            Some((end, Word::Dozen)) => (self.group, self.end) = (Decimal::integer(6), end),
            _ => (self.group, self.form) = (Decimal::integer(1), Form::Parts(2)),
        }
        Some(())
    }

    /// Goes on with one word, or tells that the number ends before it.
    fn take(&mut self, word: Word) -> Option<()> {
        match word {
            Word::Unit(n) => self.add(n, Slot::Unit),
            Word::Teen(n) => self.add(n, Slot::Teen),
            Word::Tens(n) => self.add(n, Slot::Tens),
            Word::OrdinalUnit(n @ 3..) if self.is_one() => self.parts(n),
            Word::OrdinalTeen(n) | Word::OrdinalTens(n) if self.is_one() && self.is_part() => {
                self.parts(n)
            }
            Word::OrdinalUnit(n) => self.add_ordinal(n, Slot::Unit),
            Word::OrdinalTeen(n) => self.add_ordinal(n, Slot::Teen),
            Word::OrdinalTens(n) => self.add_ordinal(n, Slot::Tens),
            Word::OrdinalScale(power) => {
                self.multiply(power)?;
                (self.slot, self.form) = (Slot::Closed, Form::Ordinal);
                Some(())
            }
            Word::Parts(n) => self.parts(n),
            Word::Quarter if self.group == Decimal::integer(1) => self.parts(4),
            Word::Half if self.group == Decimal::integer(1) => self.parts(2),
            Word::Hundred => {
                if !matches!(
                    self.slot,
                    Slot::Digits | Slot::Unit | Slot::Teen | Slot::Tens
                ) {
                    return None;
                }
                self.scaled = self.total.is_zero().then_some((self.group, 2));
                self.group = self.group.shifted(2)?;
                self.slot = Slot::Hundred;
                Some(())
            }
            Word::Scale(power) => self.multiply(power),
            Word::Dozen => {
                if matches!(self.slot, Slot::Empty | Slot::Hundred | Slot::Scale) {
                    return None;
                }
                self.group = self.group.times(12)?;
                self.slot = Slot::Closed;
                Some(())
            }
            _ => None,
        }
    }

    /// Whether the number so far is "one".
    fn is_one(&self) -> bool {
        self.slot == Slot::Unit && self.group == Decimal::integer(1)
    }

    /// Whether the ordinal that comes next is a part, as in "one tenth", and not a place, as in "one tenth-century
    /// manuscript".
    fn is_part(&self) -> bool {
        let behind = next_word(self.bytes, self.end).map_or(&[][..], |(end, _)| &self.bytes[end..]);
        let is_place = [" century", "-", " grade"];
        !is_place
            .iter()
            .any(|word| behind.starts_with(word.as_bytes()))
    }

    /// Adds a number below a hundred, where one may stand.
    fn add(&mut self, n: u64, slot: Slot) -> Option<()> {
        let fits = match self.slot {
            Slot::Empty | Slot::Hundred | Slot::Scale => true,
            Slot::Tens | Slot::YearTens => slot == Slot::Unit && n != 0,
            _ => false,
        };
        if fits {
            self.group = self.group.plus(Decimal::integer(n))?;
            self.slot = match (self.slot, slot) {
                (Slot::YearTens, _) => Slot::Closed,
                (_, slot) => slot,
            };
        } else {
            let century = self.group.to_integer().filter(|n| (13..=20).contains(n))?;
            let halves = matches!(self.slot, Slot::Teen | Slot::Tens)
                && matches!(slot, Slot::Teen | Slot::Tens);
            if !halves || !self.total.is_zero() {
                return None;
            }
            self.group = Decimal::integer(century * 100 + n);
            self.slot = if slot == Slot::Tens {
                Slot::YearTens
            } else {
                Slot::Closed
            };
            self.form = Form::Year;
        }
        self.scaled = None;
        Some(())
    }

    fn add_ordinal(&mut self, n: u64, slot: Slot) -> Option<()> {
        if self.slot == Slot::YearTens {
            return None;
        }
        self.add(n, slot)?;
        (self.slot, self.form) = (Slot::Closed, Form::Ordinal);
        Some(())
    }

    fn parts(&mut self, denominator: u64) -> Option<()> {
        if !matches!(
            self.slot,
            Slot::Unit | Slot::Teen | Slot::Tens | Slot::Digits
        ) || !self.total.is_zero()
        {
            return None;
        }
        (self.slot, self.form) = (Slot::Closed, Form::Parts(denominator));
        self.scaled = None;
        Some(())
    }

    /// Multiplies by a scale word; one greater than the last multiplies all so far ("thousand million").
    fn multiply(&mut self, power: i32) -> Option<()> {
        if matches!(self.slot, Slot::Empty | Slot::Closed | Slot::YearTens) {
            return None;
        }
        self.scaled = match self.scaled {
            Some((bare, before)) => Some((bare, before + power)),
            None => self.total.is_zero().then_some((self.group, power)),
        };
        if power < self.last_scale && self.slot != Slot::Scale {
            self.total = self.total.plus(self.group.shifted(power)?)?;
        } else {
            self.total = self.total.plus(self.group)?.shifted(power)?;
        }
        self.group = Decimal::ZERO;
        self.last_scale = power;
        self.slot = Slot::Scale;
        Some(())
    }
}
