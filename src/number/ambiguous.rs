//! English number words that mean several things: "second" of a minute or in a row, "a third" of something or in a row,
//! "half" behind a whole ("an hour and a half"), "nil" of a score or of a programme.
//!
//! In: such a word, its place and the numbers before it. Out: what it means there. O(1).

use crate::number::NumberKind;
use crate::number::english::English;
use crate::number::phrase::{Form, Phrase};
use crate::number::value::{Decimal, NumberValue};
use crate::number::words::Word;

/// What tells behind "a third" that it is a part of something.
const BEHIND_PART: [&str; 16] = [
    " of", " more", " less", " fewer", " as many", " as much", " off", " higher", " lower",
    " larger", " smaller", " bigger", " cheaper", " faster", " slower", " shorter",
];

/// Units that "and a half" stands behind: an hour and a half.
const HALVED_UNITS: [&str; 14] = [
    "second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "mile",
    "metre", "meter", "inch", "acre",
];

impl English<'_, '_> {
    /// Whether an ordinal is a part of a whole: "a third of", "one hundredth of", "a fifth more".
    pub(super) fn is_part(&self, start: usize, end: usize) -> bool {
        let is_a = |word: &str| word.eq_ignore_ascii_case("a");
        let before = self.previous_word(start);
        let is_one = self.bytes[start..end]
            .split(|b| matches!(b, b' ' | b'-'))
            .enumerate()
            .all(|(at, word)| at == 1 || at == 0 && word.eq_ignore_ascii_case(b"one"));
        let article = is_one && before != Some("the") || before.is_some_and(is_a);
        let rest = &self.bytes[end..];
        article
            && BEHIND_PART.iter().any(|word| {
                let after = rest.strip_prefix(word.as_bytes());
                after.is_some_and(|after| !after.first().is_some_and(u8::is_ascii_alphanumeric))
            })
    }

    /// Whether "second" may be the sixtieth of a minute: after "a", "per" and the like.
    pub(super) fn may_be_time_unit(&self, start: usize) -> bool {
        self.is_behind(start, &["a", "each", "every"])
    }

    /// Whether "second" is the sixtieth of a minute: one second, a 30-second rest, per second. Behind a greater number
    /// and a space it is a place in a row: four second prizes.
    pub(super) fn is_time_unit(&self, start: usize) -> bool {
        if self.bytes[start].is_ascii_uppercase() {
            return false;
        }
        let last = self.found.numbers.last();
        let counted = match (last.map(|number| &number.value), self.found.between(start)) {
            (Some(NumberValue::Decimal(_)), Some("-")) => {
                last.is_some_and(|number| number.kind == NumberKind::Cardinal)
            }
            (Some(NumberValue::Decimal(n)), Some(" " | "\n")) => n.less_than(Decimal::new(11, -1)),
            (Some(NumberValue::Fraction { .. }), Some(" " | "\n" | "-")) => true,
            _ => false,
        };
        counted || self.is_behind(start, &["per", "split"])
    }

    /// Whether one of some words stands right before a place.
    fn is_behind(&self, start: usize, words: &[&str]) -> bool {
        let before = self.previous_word(start).unwrap_or("");
        words.iter().any(|word| word.eq_ignore_ascii_case(before))
    }

    /// The tens of "a forty-second pause", which is no forty-second thing.
    pub(super) fn counted_seconds(&self, start: usize, word: Word, found: &Phrase) -> Option<u64> {
        let Word::Tens(tens) = word else {
            return None;
        };
        let is_second = found.form == Form::Ordinal && found.value == Decimal::integer(tens + 2);
        (is_second && self.is_behind(start, &["a"])).then_some(tens)
    }

    /// "An hour and a half", "three hours and a half" up to the "half" at `start`: where it begins, and its value.
    pub(super) fn whole_and_half(&self, start: usize, end: usize) -> Option<(usize, Decimal)> {
        if self.bytes.get(end) == Some(&b'-') {
            return None;
        }
        let unit_end = self.bytes[..start].strip_suffix(b" and a ")?.len();
        let unit = self.previous_word(unit_end + 1)?;
        let singular = unit.strip_suffix('s').unwrap_or(unit);
        if !HALVED_UNITS.contains(&singular) {
            return None;
        }
        let unit_start = unit_end - unit.len();
        if let Some(last) = self.found.numbers.last()
            && last.kind == NumberKind::Cardinal
            && self.found.end() + 1 == unit_start
            && let NumberValue::Decimal(whole) = last.value
        {
            return Some((last.span.start, whole.plus(Decimal::new(5, -1))?));
        }
        let article = self.previous_word(unit_start)?;
        let is_one = article.eq_ignore_ascii_case("a") || article.eq_ignore_ascii_case("an");
        is_one.then(|| (unit_start - 1 - article.len(), Decimal::new(15, -1)))
    }

    /// Whether "nil" is nothing in a score: two to nil, 3-nil.
    pub(super) fn is_in_score(&self, start: usize) -> bool {
        let between = self.found.between(start);
        matches!(between, Some(" " | "-" | "–" | " to "))
            && self
                .found
                .numbers
                .last()
                .is_some_and(|number| number.kind == NumberKind::Cardinal)
    }
}
