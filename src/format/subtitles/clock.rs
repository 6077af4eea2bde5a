//! The line that says when a cue is shown.
//!
//! In: a line. Out: milliseconds. O(bytes of the line).

use std::ops::Range;

/// The longest line that is looked at: two times, and the settings of WebVTT.
const LONGEST: usize = 400;

/// The times of a line such as `00:01:02,500 --> 00:01:04,000 align:start`, in milliseconds.
pub(super) fn time_line(line: &str) -> Option<Range<u32>> {
    if line.len() > LONGEST {
        return None;
    }
    let (start, rest) = line.trim_start_matches('\u{feff}').split_once("-->")?;
    let mut words = rest.split_whitespace();
    let (start, end) = (start.trim(), words.next()?);
    // The settings of WebVTT and the places of SubRip. A line of a timetable has other words, and hours and minutes alone.
    let is_exact = |time: &str| time.contains([',', '.']) || time.matches(':').count() == 2;
    if !is_exact(start) || !is_exact(end) || !words.all(|word| word.contains(':')) {
        return None;
    }
    let (start, end) = (time(start)?, time(end)?);
    Some(start..end.max(start))
}

/// The milliseconds of `1:02:03,456`, `02:03.456` or `0:01:02.50`.
pub(super) fn time(text: &str) -> Option<u32> {
    let (whole, fraction) = match text.split_once([',', '.']) {
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    let is_number = |part: &str| {
        !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !fraction.is_empty() && !is_number(fraction) {
        return None;
    }
    let parts: Vec<&str> = whole.split(':').map(str::trim).collect();
    if !(2..=3).contains(&parts.len()) || !parts.iter().all(|part| is_number(part)) {
        return None;
    }
    let seconds = parts.iter().try_fold(0u32, |sum, part| {
        sum.checked_mul(60)?.checked_add(part.parse().ok()?)
    })?;
    let thousandths = format!("{fraction:0<3}");
    seconds
        .checked_mul(1_000)?
        .checked_add(thousandths[..3].parse().ok()?)
}
