//! Subtitles: SubRip (`.srt`), WebVTT (`.vtt`), and the dialogue of Advanced SubStation Alpha (`.ass`, `.ssa`).
//!
//! In: a text. Out: what is said, in blocks of [`BlockKind::Cues`], with the time of every cue. Cue numbers, times, settings,
//! tags and styles are left out, and so are the notes, styles and regions of WebVTT. A sentence may go on over cues. A line
//! that begins with a dash is another speaker; a line in brackets is a sound, and a block of its own, behind the sentence that it
//! interrupts. Lines that rolling captions show again are read once.
//! Cues that are not separated by a blank line are recognised. A line that belongs to no cue is kept. O(bytes).

mod ass;
mod clean;
mod clock;
mod lines;
mod rolling;

use std::ops::Range;
use std::sync::Arc;

use crate::format::subtitles::clean::{Found, WideBlank, pieces};
use crate::format::subtitles::clock::time_line;
use crate::format::subtitles::lines::Line;
use crate::text::brackets::CLOSING;
use crate::text::part::{beginning, line_ranges};
use crate::text::script::is_japanese;
use crate::text::{BlockKind, Content, ContentBuilder};

/// A pause after which a sentence does not go on, in milliseconds. It is longer than pauses for breath, which are under a
/// second, and shorter than those between scenes. Alignment joins what it cuts once too often.
const LONGEST_PAUSE: u32 = 5_000;
/// The characters of the longest name of a speaker, with its mark.
const LONGEST_SPEAKER: usize = 24;
/// The least share of cues that end with a stop in a text with punctuation, as 1 in this number. In a text without, every cue
/// is a sentence, and a wide blank stands for a stop.
const LEAST_STOPPED: usize = 8;
/// The most lines in which a sentence goes on behind a sound.
const LONGEST_SENTENCE: usize = 6;
/// The characters of the end of a Japanese sentence that is no clause: `しました`.
const SHORTEST_CLAUSE: usize = 4;
/// Ends of statements. Subtitles without stops keep the marks of questions and calls.
const STOPS: [char; 4] = ['.', '。', '．', '｡'];

/// Whether a text is subtitles: a time line among the first lines, and no less than one in ten lines. O(first bytes).
pub(crate) fn is_likely(text: &str) -> bool {
    /// Bytes and lines that are looked at.
    const LOOKED_AT: usize = 4_096;
    let head = beginning(text, LOOKED_AT);
    if head.trim_start_matches('\u{feff}').starts_with("WEBVTT") && head.contains("-->") {
        return true;
    }
    if ass::is_script(head) {
        return true;
    }
    let lines = head
        .split(['\n', '\r'])
        .filter(|line| !line.trim().is_empty());
    let (mut n_lines, mut n_times, mut first) = (0usize, 0usize, None);
    for line in lines {
        if time_line(line).is_some() {
            n_times += 1;
            first = first.or(Some(n_lines));
        }
        n_lines += 1;
    }
    first.is_some_and(|first| first <= 2) && n_times * 10 >= n_lines
}

/// Whether a text has a cue. O(bytes).
pub(crate) fn has_cues(text: &str) -> bool {
    ass::is_script(text)
        || text.contains("-->")
            && text
                .split(['\n', '\r'])
                .any(|line| time_line(line).is_some())
}

/// Reads subtitles. Never fails: what belongs to no cue is text. O(bytes).
pub(crate) fn read(text: Arc<str>) -> Content {
    let (lines, found) = match ass::is_script(&text) {
        true => {
            let lines = ass::lines(&text);
            let found = script_pieces(&text, &lines);
            (lines, found)
        }
        false => {
            let lines = cue_lines(&text);
            let found = lines.iter().map(|line| pieces(&text, line.bytes.clone()));
            let found: Vec<Vec<Found>> = found.collect();
            (lines, found)
        }
    };
    let spoken: Vec<String> = found
        .iter()
        .map(|pieces| clean::joined(&text, pieces))
        .collect();
    let has_stops = has_stops(&lines, &spoken);
    let wide_blank = if has_stops {
        WideBlank::Blank
    } else {
        WideBlank::Stop
    };
    let again = rolling::shown_again(&lines, &spoken);
    let mut builder = ContentBuilder::of_file(Arc::clone(&text));
    let mut before: Option<usize> = None;
    let mut order: Vec<usize> = (0..lines.len())
        .filter(|&k| !spoken[k].trim().is_empty() && !again[k])
        .collect();
    if has_stops {
        postpone_sounds(&lines, &spoken, &mut order);
    }
    for k in order {
        let line = &lines[k];
        let goes_on = before.is_some_and(|b| {
            let is_same_cue = lines[b].cue == line.cue;
            let is_apart = clean::is_sound(&spoken[b])
                || clean::is_sound(&spoken[k])
                || begins_turn(spoken[k].trim());
            !is_apart && (is_same_cue || has_stops && pause(&lines[b], line) <= LONGEST_PAUSE)
        });
        if goes_on {
            builder.insert("\n").furniture();
            if !begins_with_rest(spoken[k].trim()) {
                builder.seam();
            }
        } else {
            let is_sound = clean::is_sound(&spoken[k]);
            let kind = if is_sound {
                BlockKind::Caption
            } else {
                BlockKind::Cues
            };
            builder.begin(kind);
        }
        let turn = turn_mark(&spoken[k]);
        let times = line.times.clone();
        builder.cue(times, |builder| {
            clean::add(builder, &text, &found[k], turn, wide_blank);
        });
        before = Some(k);
    }
    builder.finish()
}

/// The time between two lines, in milliseconds.
fn pause(line: &Line, next: &Line) -> u32 {
    next.times.start.saturating_sub(line.times.end)
}

/// Puts a sound that interrupts a sentence behind the line in which the sentence ends, if that is near.
fn postpone_sounds(lines: &[Line], spoken: &[String], order: &mut [usize]) {
    let ends = |k: usize| {
        let line = spoken[k].trim().trim_end_matches(CLOSING);
        line.ends_with(STOPS) || line.ends_with(['?', '!', '？', '！'])
    };
    let is_sound = |k: usize| clean::is_sound(&spoken[k]);
    for at in 1..order.len() {
        let (before, sound) = (order[at - 1], order[at]);
        if !is_sound(sound) || is_sound(before) || ends(before) {
            continue;
        }
        let follows = |k: usize, before: usize| {
            !is_sound(k)
                && !begins_turn(spoken[k].trim())
                && pause(&lines[before], &lines[k]) <= LONGEST_PAUSE
        };
        let mut last = before;
        let behind = order[at + 1..].iter().take(LONGEST_SENTENCE);
        let rest = behind.take_while(|&&k| {
            let is_open = !ends(last) && follows(k, last);
            last = k;
            is_open
        });
        let n_lines = rest.count();
        let is_ended = 0 < n_lines && ends(order[at + n_lines]);
        if is_ended {
            order[at..=at + n_lines].rotate_left(1);
        }
    }
}

/// Whether a line begins with the end of a sentence that is no clause: one word, or the end of a verb.
fn begins_with_rest(line: &str) -> bool {
    let Some(end) = line.find(['.', '?', '!', '。', '？', '！', '．', '｡']) else {
        return false;
    };
    let rest = &line[..end];
    match rest.starts_with(is_japanese) {
        true => rest.chars().count() <= SHORTEST_CLAUSE,
        false => rest.starts_with(char::is_lowercase) && !rest.contains(' '),
    }
}

/// The pieces of the lines of a script. A drawing ends with its cue.
fn script_pieces(text: &str, lines: &[Line]) -> Vec<Vec<Found>> {
    let (mut cue, mut mode) = (0, ass::Mode::Text);
    let pieces = lines.iter().map(|line| {
        if line.cue != cue {
            (cue, mode) = (line.cue, ass::Mode::Text);
        }
        let (found, after) = ass::pieces(text, line.bytes.clone(), mode);
        mode = after;
        found
    });
    pieces.collect()
}

/// Whether sentences end with stops in this text.
fn has_stops(lines: &[Line], spoken: &[String]) -> bool {
    let (mut n_cues, mut n_stopped) = (0, 0);
    for k in 0..lines.len() {
        let is_last = lines.get(k + 1).is_none_or(|next| next.cue != lines[k].cue);
        let line = spoken[k].trim_end();
        if is_last && !line.is_empty() && !clean::is_sound(line) {
            n_cues += 1;
            let end = line.trim_end_matches(CLOSING);
            n_stopped += usize::from(end.ends_with(STOPS) && !end.ends_with(".."));
        }
    }
    n_stopped * LEAST_STOPPED >= n_cues
}

/// Whether a line begins with the mark of another speaker: a dash, `>>`, a name in brackets before text, or a name in capitals
/// and a colon.
fn begins_turn(line: &str) -> bool {
    turn_mark(line) > 0 || line.starts_with(">>") || line.starts_with('＞') || is_named(line)
}

/// Whether a line begins with the name of who speaks: `（太郎）行こう`, `MAN: Let's go`.
fn is_named(line: &str) -> bool {
    let brackets = [
        ('（', '）'),
        ('(', ')'),
        ('〔', '〕'),
        ('［', '］'),
        ('[', ']'),
    ];
    let opened = brackets
        .iter()
        .find_map(|&(open, close)| Some((line.strip_prefix(open)?, close)));
    let end = opened.map_or(':', |(_, close)| close);
    let text = opened.map_or(line, |(inside, _)| inside);
    let Some((at, _)) = text
        .char_indices()
        .take(LONGEST_SPEAKER)
        .find(|&(_, c)| c == end)
    else {
        return false;
    };
    let name = &text[..at];
    let is_capitals = name.contains(|c: char| c.is_ascii_uppercase())
        && !name.contains(|c: char| c.is_lowercase() || !c.is_ascii());
    // Sounds in small letters, such as `(sighs)`, stand inside a sentence.
    let is_japanese = opened.is_some() && !name.is_ascii();
    let has_text = !text[at + end.len_utf8()..].trim().is_empty();
    (is_capitals || is_japanese) && (has_text || opened.is_none())
}

/// The bytes of the dash of a speaker and the blanks after it, at the beginning of a line.
fn turn_mark(line: &str) -> usize {
    let text = line.trim_start();
    let Some(rest) = text.strip_prefix(['-', '‐', '‑', '–', '−', '－']) else {
        return 0;
    };
    let words = rest.trim_start();
    match words.starts_with(|c: char| c.is_alphanumeric() || "「『（([“\"'’‘¿¡…♪<{".contains(c))
    {
        true => line.len() - words.len(),
        false => 0,
    }
}

/// The lines of the cues of SubRip or WebVTT.
fn cue_lines(text: &str) -> Vec<Line> {
    let raw: Vec<Range<usize>> = line_ranges(text).collect();
    let mut lines = Vec::new();
    let mut times = 0..0;
    let mut cue = 0;
    let is_webvtt = text.contains("WEBVTT");
    let mut skips = text.trim_start_matches('\u{feff}').starts_with("WEBVTT");
    for (k, bytes) in raw.iter().enumerate() {
        let line = text[bytes.clone()].trim();
        let is_blank = |k: usize| {
            raw.get(k)
                .is_none_or(|line| text[line.clone()].trim().is_empty())
        };
        if let Some(found) = time_line(line) {
            (times, skips) = (found, false);
            cue += 1;
            continue;
        }
        if line.is_empty() {
            skips = false;
            continue;
        }
        let is_after_blank = k == 0 || is_blank(k - 1);
        let is_before_time = raw
            .get(k + 1)
            .is_some_and(|next| time_line(&text[next.clone()]).is_some());
        let is_number = line
            .trim_start_matches('\u{feff}')
            .bytes()
            .all(|b| b.is_ascii_digit());
        if is_before_time && (is_number || is_after_blank) {
            continue;
        }
        let is_note = ["NOTE", "STYLE", "REGION"].iter().any(|name| {
            line.strip_prefix(name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        });
        skips |= is_after_blank && is_note && is_webvtt;
        if !skips {
            let (bytes, times) = (bytes.clone(), times.clone());
            lines.push(Line { bytes, times, cue });
        }
    }
    lines
}

#[cfg(test)]
mod tests;
