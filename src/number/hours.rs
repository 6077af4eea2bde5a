//! Times of day in Japanese: 午後3時30分, 15:30, 三時半.
//!
//! In: a number before 時, or a time with a colon. Out: the time, with the half of the day that the text names.
//! O(bytes read).

use crate::number::NumberKind;
use crate::number::japanese::Japanese;
use crate::number::kanji::{self, Read};
use crate::number::signs::{HalfOfDay, half_of_day, meridiem};
use crate::number::value::NumberValue;

impl Japanese<'_, '_> {
    /// 午後3時30分, 15時, 三時半: a time of day, and no duration.
    pub(super) fn hour(
        &mut self,
        start: usize,
        read: &Read,
        next: usize,
        weak: bool,
    ) -> Option<usize> {
        let not_clock = [
            "時間", "時代", "時限", "時点", "時制", "時給", "時速", "時期", "時計",
        ];
        if !self.starts(next, "時") || self.starts_any(next, &not_clock) {
            return None;
        }
        let hour = read.value.to_integer().filter(|hour| *hour < 30)? as u8;
        let mut end = next + "時".len();
        let (mut minute, mut second) = (0, 0);
        if self.starts(end, "半") && !self.starts_any(end, &["半ば", "半分"]) {
            (minute, end) = (30, end + "半".len());
        } else if let Some((n, after)) = self.below_sixty(end, "分") {
            (minute, end) = (n, after);
            if let Some((n, after)) = self.below_sixty(end, "秒") {
                (second, end) = (n, after);
            }
        }
        Some(self.clock(start, end, hour, minute, second, weak && minute == 0))
    }

    /// A number below sixty and its unit, after one space or none: the number, and where the unit ends.
    fn below_sixty(&self, at: usize, unit: &str) -> Option<(u8, usize)> {
        let at = at + usize::from(self.bytes.get(at) == Some(&b' '));
        let read = kanji::read(self.text, at)?;
        let next = read.end + usize::from(self.bytes.get(read.end) == Some(&b' '));
        let n = read.value.to_integer().filter(|n| *n < 60)? as u8;
        (self.starts(next, unit) && !self.starts(next + unit.len(), "間"))
            .then(|| (n, next + unit.len()))
    }

    /// Adds a time of day with 午前, 午後, AM or PM around it, and gives its end.
    pub(super) fn clock(
        &mut self,
        start: usize,
        end: usize,
        hour: u8,
        minute: u8,
        second: u8,
        weak: bool,
    ) -> usize {
        let before = if self.ends(start, " ") {
            start - 1
        } else {
            start
        };
        let marks = [
            ("午前", HalfOfDay::Morning),
            ("午後", HalfOfDay::Afternoon),
            ("AM", HalfOfDay::Morning),
            ("PM", HalfOfDay::Afternoon),
        ];
        let mark = marks.iter().find(|(mark, _)| self.ends(before, mark));
        let value = |hour| NumberValue::clock(hour, minute, second);
        if let Some((mark, half)) = mark {
            let hour = half_of_day(hour, *half);
            return self.push(
                before - mark.len(),
                end,
                NumberKind::Time,
                value(hour),
                false,
            );
        }
        match meridiem(self.bytes, end) {
            Some((after, half)) => self.push(
                start,
                after,
                NumberKind::Time,
                value(half_of_day(hour, half)),
                false,
            ),
            None => self.push(start, end, NumberKind::Time, value(hour), weak),
        }
    }
}
