//! English number phrases: "one hundred and twenty-three", "3.5 million", "nineteen eighty-four", "two thirds".
//!
//! In: a text, and a first word or a number in digits. Out: the value of the longest phrase from there. O(bytes
//! read); looks at most three words beyond its end.

use crate::number::value::Decimal;
use crate::number::words::{Word, next_word, skip_word};

/// What a phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PhraseKind {
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
    pub(super) kind: PhraseKind,
    /// The number before a last scale word, and the scale's power of ten, if there is no more to the phrase.
    pub(super) scaled: Option<(Decimal, i32)>,
    /// Whether it may well not be a number in the other language.
    pub(super) weak: bool,
}

/// What the last word was. It decides which word may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LastWord {
    Empty,
    Digits,
    Unit,
    Teen,
    Tens,
    /// The second half of a year, before its unit.
    YearTens,
    Hundred,
    Scale,
    /// A word that ends the phrase.
    Closed,
}

struct PhraseReader<'a> {
    bytes: &'a [u8],
    end: usize,
    /// The sum of the groups that a scale word has multiplied.
    total: Decimal,
    /// The group being read, which the next scale word multiplies.
    group: Decimal,
    last: LastWord,
    kind: PhraseKind,
    last_scale: i32,
    scaled: Option<(Decimal, i32)>,
}

/// The phrase that begins with a number in digits which ends at `end`.
pub(super) fn after_digits(bytes: &[u8], end: usize, value: Decimal) -> Phrase {
    let mut reader = PhraseReader::new(bytes, end);
    (reader.group, reader.last) = (value, LastWord::Digits);
    reader.read_words();
    reader.finish()
}

/// The phrase that begins with a word which ends at `end`, if it can begin one.
pub(super) fn from_word(bytes: &[u8], end: usize, word: Word) -> Option<Phrase> {
    let mut reader = PhraseReader::new(bytes, end);
    match word {
        Word::Hundred | Word::Scale(_) | Word::Dozen => {
            reader.group = Decimal::integer(1);
            reader.last = LastWord::Unit;
            reader.add_word(word)?;
        }
        Word::Magnitude(power) => reader.magnitudes(power)?,
        Word::Half => reader.half()?,
        Word::OrdinalScale(power) => {
            reader.group = Decimal::new(1, power);
            (reader.last, reader.kind) = (LastWord::Closed, PhraseKind::Ordinal);
        }
        Word::Unit(_) | Word::Teen(_) | Word::Tens(_) | Word::Scores(_) => reader.add_word(word)?,
        Word::OrdinalUnit(_) | Word::OrdinalTeen(_) | Word::OrdinalTens(_) => {
            reader.add_word(word)?
        }
        _ => return None,
    }
    reader.read_words();
    Some(reader.finish())
}

impl<'a> PhraseReader<'a> {
    fn new(bytes: &'a [u8], end: usize) -> Self {
        PhraseReader {
            bytes,
            end,
            total: Decimal::ZERO,
            group: Decimal::ZERO,
            last: LastWord::Empty,
            kind: PhraseKind::Cardinal,
            last_scale: i32::MAX,
            scaled: None,
        }
    }

    fn finish(self) -> Phrase {
        let value = self.total.plus(self.group).unwrap_or(self.group);
        Phrase {
            end: self.end,
            value,
            kind: self.kind,
            scaled: self.scaled,
            weak: false,
        }
    }

    /// Reads words as long as they continue the number.
    fn read_words(&mut self) {
        while self.last != LastWord::Closed {
            let before_and = self.end;
            let may_take_and = matches!(self.last, LastWord::Hundred | LastWord::Scale);
            if let Some(after) = skip_word(self.bytes, self.end, "and") {
                if self.and_a_half(after).is_some() {
                    continue;
                }
                if !may_take_and || !self.small_follows(after) {
                    return;
                }
                self.end = after;
            }
            if self.last == LastWord::Scale && self.hundreds_follow_comma() {
                self.end += 1;
                continue;
            }
            let Some((end, word)) = next_word(self.bytes, self.end) else {
                self.point();
                return;
            };
            if self.add_word(word).is_none() {
                self.end = before_and;
                return;
            }
            self.end = end;
        }
    }

    /// Whether a number below a hundred follows that is not itself multiplied, or behind thousands one of some hundreds.
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
            Some((_, Word::Hundred)) => self.last != LastWord::Scale,
            Some((_, Word::Scale(power))) => self.last_scale <= power,
            _ => false,
        };
        !multiplied
    }

    /// Whether a comma and a lower group follow that says its own hundreds or thousands: two million, three hundred
    /// thousand; but "a thousand, five of them" are two numbers.
    fn hundreds_follow_comma(&self) -> bool {
        if self.bytes.get(self.end) != Some(&b',') || self.bytes.get(self.end + 1) != Some(&b' ') {
            return false;
        }
        let mut end = self.end + 1;
        let mut is_grouped = false;
        let mut is_first = true;
        while let Some((after, word)) = next_word(self.bytes, end) {
            match word {
                Word::Unit(_) | Word::Teen(_) | Word::Tens(_) => {}
                Word::Hundred if !is_first => is_grouped = true,
                Word::Scale(power) if !is_first => return power < self.last_scale,
                _ => break,
            }
            (end, is_first) = (after, false);
        }
        is_grouped
    }

    /// "and a half", "and a quarter" after a whole number.
    fn and_a_half(&mut self, end: usize) -> Option<()> {
        let end = skip_word(self.bytes, end, "a").or_else(|| skip_word(self.bytes, end, "one"))?;
        let (end, part) = match next_word(self.bytes, end)? {
            (end, Word::Half) => (end, Decimal::new(5, -1)),
            (end, Word::Quarter) => (end, Decimal::new(25, -2)),
            _ => return None,
        };
        if self.last == LastWord::Scale {
            self.total = self.total.plus(part.shifted(self.last_scale)?)?;
            self.last = LastWord::Closed;
        } else {
            self.group = self.group.plus(part)?;
            self.last = LastWord::Digits;
        }
        self.scaled = None;
        self.end = end;
        Some(())
    }

    /// "point five" after a whole number.
    fn point(&mut self) {
        if !matches!(self.last, LastWord::Unit | LastWord::Teen | LastWord::Tens) {
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
            self.last = LastWord::Digits;
            self.scaled = None;
            if let Some((end, word @ (Word::Scale(_) | Word::Hundred))) =
                next_word(self.bytes, self.end)
                && self.add_word(word).is_some()
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
        self.last = LastWord::Closed;
        Some(())
    }

    /// "half a million", "half a dozen", "half an hour", which Japanese counts in minutes; else a half.
    fn half(&mut self) -> Option<()> {
        let after = ["a", "an"]
            .iter()
            .find_map(|article| skip_word(self.bytes, self.end, article));
        let whole = next_word(self.bytes, after.unwrap_or(self.end));
        self.last = LastWord::Closed;
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
            _ => (self.group, self.kind) = (Decimal::integer(1), PhraseKind::Parts(2)),
        }
        Some(())
    }

    /// Adds one word, or returns `None` where the number ends before it.
    fn add_word(&mut self, word: Word) -> Option<()> {
        match word {
            Word::Unit(n) => self.add(n, LastWord::Unit),
            Word::Teen(n) => self.add(n, LastWord::Teen),
            Word::Tens(n) => self.add(n, LastWord::Tens),
            Word::OrdinalUnit(n @ 3..) if self.is_one() => self.parts(n),
            Word::OrdinalTeen(n) | Word::OrdinalTens(n) if self.is_one() && self.is_part() => {
                self.parts(n)
            }
            Word::OrdinalUnit(n) => self.add_ordinal(n, LastWord::Unit),
            Word::OrdinalTeen(n) => self.add_ordinal(n, LastWord::Teen),
            Word::OrdinalTens(n) => self.add_ordinal(n, LastWord::Tens),
            Word::OrdinalScale(power) => {
                self.multiply(power)?;
                (self.last, self.kind) = (LastWord::Closed, PhraseKind::Ordinal);
                Some(())
            }
            Word::Parts(n) => self.parts(n),
            Word::Quarter if self.group == Decimal::integer(1) => self.parts(4),
            Word::Half if self.group == Decimal::integer(1) => self.parts(2),
            Word::Hundred => {
                if !matches!(
                    self.last,
                    LastWord::Digits | LastWord::Unit | LastWord::Teen | LastWord::Tens
                ) {
                    return None;
                }
                self.scaled = self.total.is_zero().then_some((self.group, 2));
                self.group = self.group.shifted(2)?;
                self.last = LastWord::Hundred;
                Some(())
            }
            Word::Scale(power) => self.multiply(power),
            Word::Dozen => {
                if matches!(
                    self.last,
                    LastWord::Empty | LastWord::Hundred | LastWord::Scale
                ) {
                    return None;
                }
                self.group = self.group.times(12)?;
                self.last = LastWord::Closed;
                Some(())
            }
            Word::Score if self.last == LastWord::Unit && !self.is_one() => {
                self.group = self.group.times(20)?;
                self.last = LastWord::Hundred;
                Some(())
            }
            Word::Scores(n) => self.add(n, LastWord::Hundred),
            _ => None,
        }
    }

    /// Whether the number so far is "one".
    fn is_one(&self) -> bool {
        self.last == LastWord::Unit && self.group == Decimal::integer(1)
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
    fn add(&mut self, n: u64, last: LastWord) -> Option<()> {
        let fits = match self.last {
            LastWord::Empty | LastWord::Hundred | LastWord::Scale => true,
            LastWord::Tens | LastWord::YearTens => last == LastWord::Unit && n != 0,
            _ => false,
        };
        if fits {
            self.group = self.group.plus(Decimal::integer(n))?;
            self.last = match (self.last, last) {
                (LastWord::YearTens, _) => LastWord::Closed,
                (_, last) => last,
            };
        } else {
            let century = self.group.to_integer().filter(|n| (13..=20).contains(n))?;
            let halves = matches!(self.last, LastWord::Teen | LastWord::Tens)
                && matches!(last, LastWord::Teen | LastWord::Tens);
            if !halves || !self.total.is_zero() {
                return None;
            }
            self.group = Decimal::integer(century * 100 + n);
            self.last = if last == LastWord::Tens {
                LastWord::YearTens
            } else {
                LastWord::Closed
            };
            self.kind = PhraseKind::Year;
        }
        self.scaled = None;
        Some(())
    }

    fn add_ordinal(&mut self, n: u64, last: LastWord) -> Option<()> {
        if self.last == LastWord::YearTens {
            return None;
        }
        self.add(n, last)?;
        (self.last, self.kind) = (LastWord::Closed, PhraseKind::Ordinal);
        Some(())
    }

    fn parts(&mut self, denominator: u64) -> Option<()> {
        if !matches!(
            self.last,
            LastWord::Unit | LastWord::Teen | LastWord::Tens | LastWord::Digits
        ) || !self.total.is_zero()
        {
            return None;
        }
        (self.last, self.kind) = (LastWord::Closed, PhraseKind::Parts(denominator));
        self.scaled = None;
        Some(())
    }

    /// Multiplies by a scale word; one greater than the last multiplies all so far ("thousand million").
    fn multiply(&mut self, power: i32) -> Option<()> {
        if matches!(
            self.last,
            LastWord::Empty | LastWord::Closed | LastWord::YearTens
        ) {
            return None;
        }
        self.scaled = match self.scaled {
            Some((bare, before)) => Some((bare, before + power)),
            None => self.total.is_zero().then_some((self.group, power)),
        };
        if power < self.last_scale && self.last != LastWord::Scale {
            self.total = self.total.plus(self.group.shifted(power)?)?;
        } else {
            self.total = self.total.plus(self.group)?.shifted(power)?;
        }
        self.group = Decimal::ZERO;
        self.last_scale = power;
        self.last = LastWord::Scale;
        Some(())
    }
}
