//! Times of day: 15:30, 3.30pm, 3 p.m., five o'clock, half past ten, noon, 午後3時30分, 三時半, 正午.
//!
//! In: a place, or a number and where it ends. Out: the time, by the twenty-four-hour clock where the text names the
//! half of the day. O(bytes read).

use crate::number::digits::{self, Arabic, Shape, ascii_at, run_up_to};
use crate::number::kanji::{self, KanjiNumber};
use crate::number::phrase;
use crate::number::places::{Place, Token};
use crate::number::scan::Scan;
use crate::number::types::{Number, NumberKind};
use crate::number::value::{Decimal, NumberValue};
use crate::number::words::{Word, after_gap, next_word, skip_word};
use crate::text::Language;

/// Adds the time of day at a place, and returns where it ends.
pub(super) fn read(scan: &mut Scan<'_>, place: &Place) -> Option<usize> {
    let start = place.start;
    match &place.token {
        Token::Digits(arabic) => with_colon(scan, start)
            .or_else(|| with_point(scan, place, arabic))
            .or_else(|| minutes_beside_hour(scan, start, arabic.end, arabic.value)),
        Token::Numerals(number) => {
            let with_colon = number.arabic.and_then(|_| with_colon(scan, start));
            with_colon.or_else(|| with_units(scan, place, number))
        }
        &Token::Word(end, Word::Clock(hour)) => {
            let value = NumberValue::clock(hour, 0, 0);
            Some(match hour {
                0 => scan.add_weak(start, end, NumberKind::Time, value),
                _ => scan.add(start, end, NumberKind::Time, value),
            })
        }
        &Token::Word(end, Word::Half) => {
            let end = skip_word(scan.bytes, end, "past")?;
            let (end, hour) = hour_at(scan.bytes, end)?;
            Some(add(scan, Written::new(start, end, hour, 30)))
        }
        &Token::Word(end, word) => beside_hour(scan, start, end, word),
        Token::Sign('正') if scan.starts(start, "正午") => {
            let value = NumberValue::clock(12, 0, 0);
            let end = start + "正午".len();
            Some(scan.add(start, end, NumberKind::Time, value))
        }
        _ => None,
    }
}

/// The hour of "3 p.m." or "five o'clock" from what stands behind the number, and where that ends.
pub(super) fn hour(bytes: &[u8], end: usize, value: Decimal) -> Option<(usize, u8)> {
    let hour = value.to_integer().filter(|hour| *hour <= 24)? as u8;
    if let Some((after, half)) = meridiem(bytes, end) {
        return (hour <= 12).then_some((after, in_half_of_day(hour, half)));
    }
    let start = after_gap(bytes, end)?;
    let rest = bytes[start..].strip_prefix(b"o")?;
    let rest = digits::strip_apostrophe(rest)?.strip_prefix(b"clock")?;
    Some((bytes.len() - rest.len(), hour))
}

/// A time of day as it is written.
struct Written {
    start: usize,
    end: usize,
    hour: u8,
    minute: u8,
    second: u8,
    weak: bool,
}

impl Written {
    fn new(start: usize, end: usize, hour: u8, minute: u8) -> Self {
        Written {
            start,
            end,
            hour,
            minute,
            second: 0,
            weak: false,
        }
    }
}

#[derive(Clone, Copy)]
enum HalfOfDay {
    Morning,
    Afternoon,
}

/// Japanese texts write these before a time.
const BEFORE_TIME: [(&str, HalfOfDay); 4] = [
    ("午前", HalfOfDay::Morning),
    ("午後", HalfOfDay::Afternoon),
    ("AM", HalfOfDay::Morning),
    ("PM", HalfOfDay::Afternoon),
];

/// Adds a time of day with the half of the day that is written beside it, and returns where it ends.
fn add(scan: &mut Scan<'_>, mut time: Written) -> usize {
    if let Some(half) = half_of_day(scan, &mut time) {
        time.hour = in_half_of_day(time.hour, half);
        time.weak = false;
    }
    let value = NumberValue::clock(time.hour, time.minute, time.second);
    scan.add_number(Number {
        weak: time.weak,
        ..Number::certain(time.start, time.end, NumberKind::Time, value)
    })
}

/// The half of the day that is written beside a time, which is made to hold the mark.
fn half_of_day(scan: &Scan<'_>, time: &mut Written) -> Option<HalfOfDay> {
    if scan.language == Language::Japanese {
        let before = scan.skip_space_back(time.start);
        let mark = BEFORE_TIME.iter().find(|(mark, _)| scan.ends(before, mark));
        if let Some((mark, half)) = mark {
            time.start = before - mark.len();
            return Some(*half);
        }
    } else if scan.language != Language::English {
        return None;
    }
    let (end, half) = meridiem(scan.bytes, time.end)?;
    time.end = end;
    Some(half)
}

/// The hour by the twenty-four-hour clock.
fn in_half_of_day(hour: u8, half: HalfOfDay) -> u8 {
    match (half, hour) {
        (HalfOfDay::Morning, 12) => 0,
        (HalfOfDay::Afternoon, 0..=11) => hour + 12,
        _ => hour,
    }
}

/// "a.m." or "p.m." in any writing, after one space or none: the end, and which.
fn meridiem(bytes: &[u8], end: usize) -> Option<(usize, HalfOfDay)> {
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

/// 15:30 or 9:05:07.
fn with_colon(scan: &mut Scan<'_>, start: usize) -> Option<usize> {
    let bytes = scan.bytes;
    let (at, hour, 1..=2) = run_up_to(bytes, start, 3) else {
        return None;
    };
    let behind_colon = |at: usize| {
        let (mark, len) = ascii_at(bytes, at);
        let (end, n, count) = run_up_to(bytes, at + len, 3);
        (mark == b':' && count == 2 && n < 60).then_some((end, n as u8))
    };
    let (end, minute) = behind_colon(at)?;
    let (end, second) = behind_colon(end).unwrap_or((end, 0));
    let (mark, len) = ascii_at(bytes, end);
    let goes_on = mark == b':' && digits::is_digit_at(bytes, end + len);
    if 24 < hour || goes_on {
        return None;
    }
    let time = Written {
        second,
        ..Written::new(start, end, hour as u8, minute)
    };
    Some(add(scan, time))
}

/// "3.30pm": hour and minute with a full stop.
fn with_point(scan: &mut Scan<'_>, place: &Place, arabic: &Arabic) -> Option<usize> {
    let is_decimal = arabic.shape == Shape::Decimal && !place.weak;
    if !is_decimal || scan.language != Language::English {
        return None;
    }
    meridiem(scan.bytes, arabic.end)?;
    let text = &scan.bytes[place.start..arabic.end];
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
    Some(add(
        scan,
        Written::new(place.start, arabic.end, hour, minute),
    ))
}

/// 午後3時30分, 15時, 三時半, 五時十分前: a time of day, and no duration.
fn with_units(scan: &mut Scan<'_>, place: &Place, number: &KanjiNumber) -> Option<usize> {
    let not_clock = [
        "時間", "時代", "時限", "時点", "時制", "時給", "時速", "時期", "時計",
    ];
    let unit = number.unit_start(scan.bytes);
    if !scan.starts(unit, "時") || scan.starts_any(unit, &not_clock) {
        return None;
    }
    let mut hour = number.value.to_integer().filter(|hour| *hour < 30)? as u8;
    let mut end = unit + "時".len();
    let (mut minute, mut second) = (0, 0);
    if scan.starts(end, "半") && !scan.starts_any(end, &["半ば", "半分"]) {
        (minute, end) = (30, end + "半".len());
    } else if let Some((n, after)) = below_sixty(scan, end, "分") {
        (minute, end) = (n, after);
        if let Some((n, after)) = below_sixty(scan, end, "秒") {
            (second, end) = (n, after);
        } else if 0 < minute && scan.starts(end, "前") && !scan.starts_any(end, &["前後", "前半"])
        {
            // Minutes before the hour.
            (hour, minute) = (hour.checked_sub(1).unwrap_or(23), 60 - minute);
            end += "前".len();
        }
    }
    let time = Written {
        second,
        weak: place.weak && minute == 0,
        ..Written::new(place.start, end, hour, minute)
    };
    Some(add(scan, time))
}

/// A number below sixty and its unit, after one space or none: the number, and where the unit ends.
fn below_sixty(scan: &Scan<'_>, at: usize, unit: &str) -> Option<(u8, usize)> {
    let number = kanji::read(scan.text, scan.skip_space(at))?;
    let unit_start = scan.skip_space(number.end);
    let n = number.value.to_integer().filter(|n| *n < 60)? as u8;
    let end = unit_start + unit.len();
    (scan.starts(unit_start, unit) && !scan.starts(end, "間")).then_some((n, end))
}

/// "A quarter past six", "quarter to one", "ten past six", "twenty-five minutes to nine" from its first word on.
fn beside_hour(scan: &mut Scan<'_>, start: usize, end: usize, word: Word) -> Option<usize> {
    match word {
        Word::Quarter => {
            let links = ["past", "to", "after", "before"];
            let (behind, link) = first_of(scan.bytes, end, &links)?;
            add_beside(scan, start, behind, 15, link)
        }
        Word::Unit(_) | Word::Teen(_) | Word::Tens(_) => {
            let phrase = phrase::from_word(scan.bytes, end, word)?;
            minutes_beside_hour(scan, start, phrase.end, phrase.value)
        }
        _ => None,
    }
}

/// Minutes before or past an hour, where the number of minutes ends at `end`. "Ten to five" alone may be a range or a
/// score, so that "to" needs "minutes", or a word before that leads to a time and a number that minutes are rounded to.
fn minutes_beside_hour(
    scan: &mut Scan<'_>,
    start: usize,
    end: usize,
    minutes: Decimal,
) -> Option<usize> {
    if scan.language != Language::English {
        return None;
    }
    let minutes = minutes.to_integer().filter(|n| (1..30).contains(n))? as u8;
    if let Some((unit_end, _)) = first_of(scan.bytes, end, &["minutes", "minute"]) {
        let (behind, link) = first_of(scan.bytes, unit_end, &["past", "to", "after", "before"])?;
        return add_beside(scan, start, behind, minutes, link);
    }
    let (behind, link) = first_of(scan.bytes, end, &["past", "to"])?;
    let is_round = minutes.is_multiple_of(5) && minutes != 15;
    if link == "to"
        && !(is_round && scan.is_behind(start, "at it's is was until till by about around nearly"))
    {
        return None;
    }
    let (hour_end, _) = hour_at(scan.bytes, behind)?;
    let rest = &scan.text[hour_end..];
    let counts = rest.strip_prefix([' ', '-']).unwrap_or_default();
    let is_counted = counts.starts_with(|c: char| c.is_alphanumeric())
        && ![
            "in the",
            "at ",
            "on ",
            "when ",
            "and ",
            "a.m",
            "p.m",
            "o'clock",
            "o’clock",
            "this ",
            "that ",
            "but ",
        ]
        .iter()
        .any(|word| counts.starts_with(word))
        && !["am", "pm"].iter().any(|half| {
            let behind = counts.strip_prefix(half);
            behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
        });
    if is_counted {
        return None;
    }
    add_beside(scan, start, behind, minutes, link)
}

/// Adds the time of minutes before or past the hour that stands behind `behind`.
fn add_beside(
    scan: &mut Scan<'_>,
    start: usize,
    behind: usize,
    minutes: u8,
    link: &str,
) -> Option<usize> {
    let (end, hour) = hour_at(scan.bytes, behind)?;
    let (hour, minute) = match link {
        "past" | "after" => (hour, minutes),
        _ => (if hour == 1 { 12 } else { hour - 1 }, 60 - minutes),
    };
    Some(add(scan, Written::new(start, end, hour, minute)))
}

/// The first of some words that stands behind a gap, and where it ends.
fn first_of<'a>(bytes: &[u8], end: usize, words: &[&'a str]) -> Option<(usize, &'a str)> {
    words
        .iter()
        .find_map(|&word| Some((skip_word(bytes, end, word)?, word)))
}

/// The hour in words or digits behind a gap, and where it ends.
fn hour_at(bytes: &[u8], end: usize) -> Option<(usize, u8)> {
    let (end, hour) = match next_word(bytes, end) {
        Some((end, Word::Unit(n) | Word::Teen(n))) => (end, n),
        Some((end, Word::Clock(_))) => (end, 12),
        Some(_) => return None,
        None => {
            let start = after_gap(bytes, end)?;
            let is_digit = |b: &&u8| b.is_ascii_digit();
            let count = bytes[start..].iter().take_while(is_digit).count();
            let number = &bytes[start..start + count];
            if 2 < count {
                return None;
            }
            let hour = number.iter().fold(0, |n, b| 10 * n + u64::from(b - b'0'));
            (start + count, hour)
        }
    };
    (1..=12).contains(&hour).then_some((end, hour as u8))
}
