//! Quoted lines of mail: `> ` before each line.
//!
//! In: a text. Out: edits that leave the marks out. Where quoted text begins or ends, or is quoted once more, a paragraph
//! begins. O(bytes).

use std::ops::Range;

use crate::format::plain::edit::{Edit, StandsFor};
use crate::text::part::line_ranges;

/// The fewest lines in a row that are quoted. A single one may be an arrow.
const FEWEST_LINES: usize = 2;
/// The most marks of a line.
const DEEPEST: usize = 6;

pub(super) fn edits(text: &str) -> Vec<Edit> {
    if memchr::memchr(b'>', text.as_bytes()).is_none() {
        return Vec::new();
    }
    let lines: Vec<(Range<usize>, usize)> =
        line_ranges(text).map(|line| margin(text, line)).collect();
    let mut edits = Vec::new();
    let mut before = 0;
    let is_quoted = |line: &(Range<usize>, usize)| 0 < line.1;
    for run in lines.chunk_by(|a, b| is_quoted(a) == is_quoted(b)) {
        let counts = is_quoted(&run[0]) && FEWEST_LINES <= run.len();
        for (bytes, depth) in run {
            let depth = if counts { *depth } else { 0 };
            let bytes = match depth {
                0 => bytes.start..bytes.start,
                _ => bytes.clone(),
            };
            let stands_for = match depth == before {
                true if depth == 0 => continue,
                true => StandsFor::Margin,
                false => StandsFor::Furniture { later: Vec::new() },
            };
            edits.push(Edit { bytes, stands_for });
            before = depth;
        }
    }
    edits
}

/// The marks of quotation at the beginning of a line, and how many there are. Those of a prompt, `>>> `, are none.
fn margin(text: &str, line: Range<usize>) -> (Range<usize>, usize) {
    let body = &text[line.clone()];
    let none = line.start..line.start;
    if body.starts_with(">>>") {
        return (none, 0);
    }
    let is_mark = |c: char| matches!(c, '>' | ' ');
    let marks = body.len() - body.trim_start_matches(is_mark).len();
    let marks = &body[..marks];
    let end = marks.rfind('>').map_or(0, |at| at + 1);
    let depth = marks.matches('>').count();
    // A blank stands behind the marks, or nothing.
    let is_apart = marks.len() > end || body[end..].trim().is_empty();
    match (1..=DEEPEST).contains(&depth) && is_apart && marks.find('>').is_some_and(|at| at <= 1) {
        // One blank belongs to the marks; others are an indent.
        true => {
            let end = end + usize::from(marks.len() > end);
            (line.start..line.start + end, depth)
        }
        false => (none, 0),
    }
}
