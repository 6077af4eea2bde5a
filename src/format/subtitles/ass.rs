//! The dialogue lines of Advanced SubStation Alpha.
//!
//! In: a script. Out: the text of its dialogue in the order of the file. Comments and styles are left out. O(bytes).

use std::ops::Range;

use crate::format::subtitles::clean::{self, Found};
use crate::format::subtitles::clock::time;
use crate::format::subtitles::lines::Line;
use crate::text::part::{beginning, line_ranges};

/// The columns of a script that does not say its columns.
const USUAL: [&str; 10] = [
    "layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text",
];
/// Bytes in which a script says what it is.
const HEAD: usize = 4_096;

/// Whether a text is a script.
pub(super) fn is_script(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let head = beginning(start, HEAD);
    head.starts_with("[Script Info]") || head.lines().any(|line| dialogue(line).is_some())
}

fn dialogue(line: &str) -> Option<&str> {
    let fields = line.strip_prefix("Dialogue:")?;
    let mut fields = fields.splitn(4, ',').skip(1);
    let (start, end) = (fields.next()?, fields.next()?);
    time(start.trim()).and(time(end.trim())).map(|_| line)
}

/// The lines of dialogue. A line break `\N` divides a cue into lines.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut columns: Vec<String> = USUAL.map(str::to_owned).to_vec();
    let mut in_events = true;
    let mut cues: Vec<(Range<u32>, Range<usize>)> = Vec::new();
    for bytes in line_ranges(text) {
        let line = &text[bytes.clone()];
        if line.starts_with('[') {
            in_events = line.trim_end().eq_ignore_ascii_case("[Events]");
        } else if let Some(names) = line.strip_prefix("Format:").filter(|_| in_events) {
            columns = names
                .split(',')
                .map(|name| name.trim().to_ascii_lowercase())
                .collect();
        } else if line.starts_with("Dialogue:")
            && let Some((times, start)) = cue(line, &columns)
        {
            cues.push((times, bytes.start + start..bytes.end));
        }
    }
    let mut lines = Vec::new();
    for (cue, (times, bytes)) in cues.into_iter().enumerate() {
        let mut start = bytes.start;
        for part in text[bytes.clone()].split("\\N") {
            let times = times.clone();
            let bytes = start..start + part.len();
            lines.push(Line { bytes, times, cue });
            start += part.len() + "\\N".len();
        }
    }
    lines
}

/// What overrides change from line to line of a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Text,
    /// Behind `{\p1}`: coordinates, until `{\p0}`.
    Drawing,
}

/// The pieces of a line that are text, and the mode at its end: what is in braces is an override or a comment.
pub(super) fn pieces(text: &str, line: Range<usize>, mut mode: Mode) -> (Vec<Found>, Mode) {
    let mut found = Vec::new();
    let mut at = line.start;
    while at < line.end {
        let rest = &text[at..line.end];
        let braces = rest.find('{').and_then(|open| {
            let close = rest[open..].find('}')?;
            Some(open..open + close + 1)
        });
        let end = braces.as_ref().map_or(line.end, |braces| at + braces.start);
        if mode == Mode::Text {
            found.extend(clean::pieces(text, at..end));
        }
        let Some(braces) = braces else {
            break;
        };
        mode = mode_after(&rest[braces.clone()]).unwrap_or(mode);
        at += braces.end;
    }
    (found, mode)
}

/// The mode that overrides begin, if they do.
fn mode_after(overrides: &str) -> Option<Mode> {
    let scales = overrides.split("\\p").skip(1);
    let scales = scales.filter(|scale| scale.starts_with(|c: char| c.is_ascii_digit()));
    scales.last().map(|scale| {
        let digits = scale.bytes().take_while(u8::is_ascii_digit);
        match digits.into_iter().all(|digit| digit == b'0') {
            true => Mode::Text,
            false => Mode::Drawing,
        }
    })
}

/// The times of a line of dialogue, and the byte at which its text begins.
fn cue(line: &str, columns: &[String]) -> Option<(Range<u32>, usize)> {
    let mut at = "Dialogue:".len();
    let (mut start, mut end): (Option<u32>, Option<u32>) = (None, None);
    for (k, name) in columns.iter().enumerate() {
        if name == "text" || k + 1 == columns.len() {
            let start = start?;
            return Some((start..end?.max(start), at));
        }
        let field = line[at..].split(',').next()?;
        match name.as_str() {
            "start" => start = time(field.trim()),
            "end" => end = time(field.trim()),
            _ => {}
        }
        at += field.len() + 1;
        if at > line.len() {
            return None;
        }
    }
    None
}
