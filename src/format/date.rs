//! [`Date`]: a date and time for the header of a file. The library has no clock: the caller gives it.
//!
//! In: a text such as `2026-11-30` or `2026-11-30T09:30:00Z`. Out: the forms that formats want. O(1).

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};

/// A date and time in UTC.
///
/// ```
/// use taiyaku::format::Date;
///
/// let date: Date = "2026-11-30T09:30:00Z".parse()?;
/// assert_eq!(date.to_string(), "2026-11-30T09:30:00Z");
/// assert_eq!("2026-11-30".parse::<Date>()?.basic(), "20261130T000000Z");
/// # Ok::<(), taiyaku::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Date {
    /// The year, 1 to 9999.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day, from 1.
    pub day: u8,
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The minute, 0 to 59.
    pub minute: u8,
    /// The second, 0 to 59.
    pub second: u8,
}

impl Date {
    /// The basic form of ISO 8601, `20261130T093000Z`, which TMX wants.
    #[must_use]
    pub fn basic(self) -> String {
        self.to_string().replace(['-', ':'], "")
    }

    fn n_days(year: u16, month: u8) -> u8 {
        let is_leap =
            year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        match month {
            2 => 28 + u8::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }
}

impl fmt::Display for Date {
    /// The extended form of ISO 8601: `2026-11-30T09:30:00Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Date {
            year,
            month,
            day,
            hour,
            minute,
            second,
        } = self;
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
        )
    }
}

impl FromStr for Date {
    type Err = Error;

    /// Reads `2026-11-30`, `2026-11-30T09:30:00Z`, or the basic form `20261130T093000Z`.
    fn from_str(text: &str) -> Result<Self> {
        let wrong = || {
            let expected = "expected a date such as 2026-11-30 or 2026-11-30T09:30:00Z";
            Error::format(format!("date `{text}`"), expected)
        };
        let (day, time) = match text.split_once('T') {
            Some((day, time)) => (day, time.strip_suffix('Z').ok_or_else(wrong)?),
            None => (text, "000000"),
        };
        let digits = |text: &str, between: &str| {
            let digits: String = text.split(between).collect();
            let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then_some(digits)
        };
        let day = digits(day, "-")
            .filter(|day| day.len() == 8)
            .ok_or_else(wrong)?;
        let time = digits(time, ":")
            .filter(|time| time.len() == 6)
            .ok_or_else(wrong)?;
        let two = |text: &str, at: usize| text[at..at + 2].parse::<u8>().unwrap_or(u8::MAX);
        let date = Date {
            year: day[..4].parse().map_err(|_| wrong())?,
            month: two(&day, 4),
            day: two(&day, 6),
            hour: two(&time, 0),
            minute: two(&time, 2),
            second: two(&time, 4),
        };
        let is_date = date.year > 0
            && (1..=12).contains(&date.month)
            && (1..=Date::n_days(date.year, date.month)).contains(&date.day)
            && date.hour < 24
            && date.minute < 60
            && date.second < 60;
        is_date.then_some(date).ok_or_else(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_and_checked() {
        for (name, text, expected) in [
            ("a day", "2026-11-30", Some("2026-11-30T00:00:00Z")),
            (
                "with a time",
                "2026-11-30T23:59:59Z",
                Some("2026-11-30T23:59:59Z"),
            ),
            ("basic", "20261130T093000Z", Some("2026-11-30T09:30:00Z")),
            ("29 February", "2024-02-29", Some("2024-02-29T00:00:00Z")),
            ("no 29 February", "2025-02-29", None),
            ("a local time", "2026-11-30T09:30:00", None),
            ("no month", "2026-13-01", None),
            ("no hour", "2026-11-30T24:00:00Z", None),
            ("wide digits", "２０２６-11-30", None),
            ("empty", "", None),
        ] {
            let date = text.parse::<Date>().ok().map(|date| date.to_string());
            assert_eq!(date.as_deref(), expected, "{name}");
        }
    }
}
