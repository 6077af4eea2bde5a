//! Days of the week and halves of the day that the two sides do not share: Tuesday and 水曜日, 3 p.m. and 午前3時.
//!
//! In: the words of a pair and its times of day. Out: errors. O(bytes).
//!
//! No alarm is raised for: days that only one side names; days that a neighbouring pair has; 12 a.m., 午前12時 and the like, which
//! are read in two ways; times of which one side does not say the half.

use crate::align::Bead;
use crate::number::{Number, NumberValue};
use crate::review::check::Check;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::Span;

/// Below this confidence a pair gives no error.
const SURE: f32 = 0.7;
/// Numbers of a pair whose halves of the day are compared, at most.
const MOST: usize = 400;
/// The days in both languages, Monday first.
const DAYS: [(&str, &str); 7] = [
    ("Monday", "月"),
    ("Tuesday", "火"),
    ("Wednesday", "水"),
    ("Thursday", "木"),
    ("Friday", "金"),
    ("Saturday", "土"),
    ("Sunday", "日"),
];
/// What stands behind a time of day and names its half.
const ENGLISH_HALVES: [(&str, Half); 4] = [
    (" in the morning", Half::Morning),
    (" in the afternoon", Half::Afternoon),
    (" in the evening", Half::Afternoon),
    (" this morning", Half::Morning),
];
/// What stands before a time of day and names its half, where the hour lies between two others.
const JAPANESE_HALVES: [(&str, Half, u8, u8); 7] = [
    ("午前", Half::Morning, 0, 11),
    ("午後", Half::Afternoon, 0, 11),
    ("早朝", Half::Morning, 2, 9),
    ("朝", Half::Morning, 4, 11),
    ("未明", Half::Morning, 1, 5),
    ("夕方", Half::Afternoon, 3, 7),
    ("夜", Half::Afternoon, 6, 11),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// Looks at the days and times of every pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    for (k, bead) in view.pairs() {
        days(view, k, bead, out);
        halves(view, k, bead, out);
    }
}

fn days(view: &View<'_>, k: usize, bead: &Bead, out: &mut Vec<Draft>) {
    let ours = in_english(view, bead);
    if ours.is_empty() {
        return;
    }
    let theirs = in_japanese(view, bead);
    let (mut source, mut target) = (without(&ours, &theirs), without(&theirs, &ours));
    if source.is_empty() || target.is_empty() {
        return;
    }
    for other in view.neighbours(k) {
        source = without(&source, &in_japanese(view, other));
        target = without(&target, &in_english(view, other));
    }
    if source.is_empty() || target.is_empty() {
        return;
    }
    let is_sure = SURE <= bead.confidence && view.neighbours(k).all(|other| !other.is_null());
    let severity = if is_sure {
        Severity::Error
    } else {
        Severity::Warning
    };
    let names = |days: &[(usize, Span)], text: &str| {
        let names = days.iter().map(|(_, span)| span.of(text).to_owned());
        names.collect::<Vec<_>>().join(", ")
    };
    let english = names(&source, view.source.text());
    let japanese = names(&target, view.target.text());
    out.push(
        draft(Check::Number, severity, k)
            .source(source.iter().map(|(_, span)| *span))
            .target(target.iter().map(|(_, span)| *span))
            .because(
                format!("{english} in the original, {japanese} in the translation"),
                format!("原文は {english}、訳文は {japanese}"),
            ),
    );
}

/// The days of a list that another has not.
fn without(days: &[(usize, Span)], others: &[(usize, Span)]) -> Vec<(usize, Span)> {
    let is_alone = |day: &&(usize, Span)| others.iter().all(|other| other.0 != day.0);
    days.iter().filter(is_alone).copied().collect()
}

/// The days that the source of a bead names, each where it stands first.
fn in_english(view: &View<'_>, bead: &Bead) -> Vec<(usize, Span)> {
    let (start, text) = (view.source.span(&bead.source).start, view.source_text(bead));
    if bead.source.is_empty() || !text.contains("day") {
        return Vec::new();
    }
    let mut days = Vec::new();
    for (day, (name, _)) in DAYS.iter().enumerate() {
        days.extend(
            text.find(name)
                .map(|at| (day, Span::new(start + at, start + at + name.len()))),
        );
    }
    days
}

/// The days that the target of a bead names as 月曜, （月） or 月・火曜, each where it stands first.
fn in_japanese(view: &View<'_>, bead: &Bead) -> Vec<(usize, Span)> {
    let (start, text) = (view.target.span(&bead.target).start, view.target_text(bead));
    let mut days = Vec::new();
    if bead.target.is_empty() {
        return days;
    }
    for (at, _) in text.match_indices('曜') {
        let mut before = &text[..at];
        while let Some(c) = before.chars().next_back()
            && let Some(day) = DAYS.iter().position(|(_, name)| name.starts_with(c))
        {
            let end = before.len();
            before = &before[..end - c.len_utf8()];
            days.push((day, Span::new(start + before.len(), start + end)));
            let Some(rest) = before.strip_suffix(['・', '、', '～', '〜', '-', '/', '／'])
            else {
                break;
            };
            before = rest;
        }
    }
    for (at, bracket) in text.match_indices(['（', '(']) {
        let mut inside = text[at + bracket.len()..].chars();
        if let (Some(c), Some('）' | ')')) = (inside.next(), inside.next())
            && let Some(day) = DAYS.iter().position(|(_, name)| name.starts_with(c))
        {
            let at = start + at + bracket.len();
            days.push((day, Span::new(at, at + c.len_utf8())));
        }
    }
    days
}

/// A time of day that says which half it is in.
struct HalfDayTime {
    span: Span,
    /// The hour by the clock of twelve hours, and the minute.
    time: (u8, u8),
    half: Half,
}

fn halves(view: &View<'_>, k: usize, bead: &Bead, out: &mut Vec<Draft>) {
    if MOST < n_numbers(view, bead) {
        return;
    }
    let (source_text, target_text) = (view.source.text(), view.target.text());
    let target: Vec<HalfDayTime> = times_with_half(view.target.numbers(&bead.target), |number| {
        half_in_japanese(target_text, number)
    });
    if target.is_empty() {
        return;
    }
    let source = times_with_half(view.source.numbers(&bead.source), |number| {
        half_in_english(source_text, number)
    });
    for one in &source {
        let same = |other: &&HalfDayTime| other.time == one.time;
        let mut ours = source.iter().filter(same);
        let mut theirs = target.iter().filter(same);
        let (Some(_), None, Some(other), None) =
            (ours.next(), ours.next(), theirs.next(), theirs.next())
        else {
            continue;
        };
        if other.half == one.half {
            continue;
        }
        out.push(
            draft(Check::Number, Severity::Error, k)
                .source([one.span])
                .target([other.span])
                .because(
                    "the same time in another half of the day",
                    "午前と午後が違う",
                ),
        );
    }
}

/// How many numbers both sides of a pair have.
fn n_numbers(view: &View<'_>, bead: &Bead) -> usize {
    view.source.numbers(&bead.source).len() + view.target.numbers(&bead.target).len()
}

/// The times of day among some numbers that say which half they are in.
fn times_with_half(numbers: &[Number], half: impl Fn(&Number) -> Option<Half>) -> Vec<HalfDayTime> {
    let times = numbers.iter().filter_map(|number| {
        let (hour, minute) = time(number)?;
        let half = half(number)?;
        Some(HalfDayTime {
            span: number.span,
            time: (hour % 12, minute),
            half,
        })
    });
    times.collect()
}

/// The hour and minute of a number.
fn time(number: &Number) -> Option<(u8, u8)> {
    match number.value {
        NumberValue::Clock {
            hour,
            minute,
            second: 0,
        } => Some((hour, minute)),
        NumberValue::Decimal(hour) => {
            let hour = hour.to_integer().filter(|hour| (1..12).contains(hour))?;
            Some((hour as u8, 0))
        }
        _ => None,
    }
}

fn half_in_english(text: &str, number: &Number) -> Option<Half> {
    let (own, rest) = (number.span.of(text), &text[number.span.end..]);
    let (hour, _) = time(number)?;
    if own.eq_ignore_ascii_case("noon") || own.eq_ignore_ascii_case("midday") {
        return Some(Half::Afternoon);
    }
    if own.eq_ignore_ascii_case("midnight") {
        return Some(Half::Morning);
    }
    if own.trim_end_matches('.').ends_with(['m', 'M']) || 13 <= hour {
        if hour % 12 == 0 {
            return None;
        }
        return Some(if hour < 12 {
            Half::Morning
        } else {
            Half::Afternoon
        });
    }
    let half = ENGLISH_HALVES
        .iter()
        .find(|(words, _)| rest.starts_with(words))?;
    Some(half.1)
}

fn half_in_japanese(text: &str, number: &Number) -> Option<Half> {
    let (hour, _) = time(number)?;
    if !matches!(number.value, NumberValue::Clock { .. }) {
        return None;
    }
    if 13 <= hour {
        return Some(Half::Afternoon);
    }
    let own = number.span.of(text);
    let before = &text[..number.span.start];
    let before = before.strip_suffix('の').unwrap_or(before);
    if hour % 12 == 0 {
        return noon_or_midnight(own, before);
    }
    let stands = |word: &str| own.starts_with(word) || before.ends_with(word);
    let half = JAPANESE_HALVES
        .iter()
        .find(|(word, _, least, most)| stands(word) && (*least..=*most).contains(&hour))?;
    Some(half.1)
}

/// The half of 正午, 昼の12時, 深夜0時. 午前12時 and 午後12時 are read in two ways.
fn noon_or_midnight(own: &str, before: &str) -> Option<Half> {
    let stands = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    if own == "正午" || stands(&["昼"]) {
        return Some(Half::Afternoon);
    }
    let is_night =
        own.starts_with("午前0") || own.starts_with("午前０") || own.starts_with("午前零");
    (is_night || stands(&["夜", "夜中"])).then_some(Half::Morning)
}
