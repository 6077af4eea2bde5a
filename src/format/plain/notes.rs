//! Numbered notes at the foot of a page or a column.
//!
//! In: the lines of a text with form feeds. Out: the lines of each note. A note begins with its number, alone on a line or
//! before its text; it ends with a blank line behind a sentence, the next note or the page; and the text above it on its page has the number
//! as a mark. The notes of a text are numbered through, or from 1 on each page. O(bytes of the pages that have such lines).

use std::ops::Range;

use crate::format::plain::lines::Line;

/// The most lines of a note, and the largest number of one.
const MOST_LINES: usize = 12;
const LARGEST: usize = 999;
/// The most lines above a note in which its mark is looked for, and the bytes of the longest one.
const LONGEST_COLUMN: usize = 150;
const LONGEST_LINE: usize = 1_000;

/// A note: its number, and its lines.
struct Note {
    number: usize,
    lines: Range<usize>,
}

/// The lines of the notes, in order. `is_text` says which lines are text, not furniture.
pub(super) fn notes(
    text: &str,
    lines: &[Line],
    is_text: impl Fn(usize) -> bool,
) -> Vec<Range<usize>> {
    let line = |k: usize| &text[lines[k].bytes.clone()];
    let mut by_page: Vec<Vec<Note>> = Vec::new();
    let mut start = 0;
    for page in lines.chunk_by(|a, b| a.page == b.page) {
        let page = start..start + page.len();
        start = page.end;
        let firsts = page.clone().filter(|&k| is_text(k));
        let notes = firsts.flat_map(|k| notes_at(&line, &is_text, k..page.end));
        let refers = |note: &Note| {
            let above = (page.start..note.lines.start).rev().take(LONGEST_COLUMN);
            let mut above = above.filter(|&k| line(k).len() <= LONGEST_LINE);
            above.any(|k| refers(line(k), note.number))
        };
        let notes: Vec<Note> = notes.filter(refers).collect();
        let runs_through = notes
            .windows(2)
            .all(|two| two[0].number + 1 == two[1].number);
        if !notes.is_empty() && runs_through {
            by_page.push(notes);
        }
    }
    let first = |notes: &Vec<Note>| notes[0].number;
    let last = |notes: &Vec<Note>| notes[notes.len() - 1].number;
    let is_numbered = |at: usize| {
        first(&by_page[at]) == 1
            || at > 0 && last(&by_page[at - 1]) + 1 == first(&by_page[at])
            || by_page
                .get(at + 1)
                .is_some_and(|next| last(&by_page[at]) + 1 == first(next))
    };
    let found = (0..by_page.len()).filter(|&at| is_numbered(at));
    found
        .flat_map(|at| by_page[at].iter().map(|note| note.lines.clone()))
        .collect()
}

/// The notes that begin with the first of these lines, the rest of a page.
fn notes_at<'t>(
    line: &impl Fn(usize) -> &'t str,
    is_text: &impl Fn(usize) -> bool,
    lines: Range<usize>,
) -> Vec<Note> {
    let first = lines.start;
    let Some((number, rest)) = numbered(line(first)) else {
        return Vec::new();
    };
    let is_number = |k: usize| numbered(line(k)).is_some_and(|(_, rest)| rest.is_empty());
    if !rest.is_empty() {
        let end = end_of_note(line, is_text, first + 1..lines.end);
        let note = Note {
            number,
            lines: first..end,
        };
        return Vec::from_iter(begins_note(rest).then_some(note));
    }
    if first.checked_sub(1).is_some_and(is_number) {
        return Vec::new();
    }
    // Numbers stand higher than their notes, so that they are lines before them, and a blank line can be between them.
    let n_numbers = lines.clone().take_while(|&k| is_number(k)).count();
    let behind = first + n_numbers..lines.end;
    let Some(body) = behind.take(3).find(|&k| !line(k).is_empty()) else {
        return Vec::new();
    };
    if !is_text(body) || !begins_note(line(body)) {
        return Vec::new();
    }
    let end = end_of_note(line, is_text, body + 1..lines.end);
    let is_line_each = end - body == n_numbers;
    let is_whole = |k: &usize| is_line_each || *k + 1 == n_numbers;
    let notes = (0..n_numbers).filter(is_whole).map(|k| {
        let begin = if is_line_each && 0 < k {
            body + k
        } else {
            first
        };
        Note {
            number: numbered(line(first + k)).map_or(number, |(number, _)| number),
            lines: begin..if is_line_each { body + k + 1 } else { end },
        }
    });
    notes
        .filter(|note| note.lines.len() <= MOST_LINES)
        .collect()
}

/// Whether a text can be that of a note, not a measure or the rest of a sentence.
fn begins_note(text: &str) -> bool {
    !text.starts_with(|c: char| c.is_lowercase() || c.is_numeric())
}

/// The line before which a note ends, of the lines behind its first. It goes on behind one blank line inside a sentence: its type
/// is smaller, and the lines of a page are set out by that of the text.
fn end_of_note<'t>(
    line: &impl Fn(usize) -> &'t str,
    is_text: &impl Fn(usize) -> bool,
    lines: Range<usize>,
) -> usize {
    let goes_on = |k: usize| {
        lines.contains(&k) && !line(k).is_empty() && is_text(k) && numbered(line(k)).is_none()
    };
    let mut end = lines.start;
    loop {
        if goes_on(end) {
            end += 1;
        } else if end < lines.end
            && line(end).is_empty()
            && !has_ended(line(end - 1))
            && goes_on(end + 1)
        {
            end += 2;
        } else {
            return end;
        }
    }
}

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// The number that a line begins with, and what follows it: behind a blank, or directly behind raised digits.
fn numbered(line: &str) -> Option<(usize, &str)> {
    let rest = line.trim_start_matches(RAISED);
    if rest.len() < line.len() {
        let label = line[..line.len() - rest.len()].chars();
        let digits = label.filter_map(|c| RAISED.iter().position(|&digit| digit == c));
        let number = digits.fold(0usize, |number, digit| {
            number.saturating_mul(10).saturating_add(digit)
        });
        return (1..=LARGEST)
            .contains(&number)
            .then_some((number, rest.trim_start()));
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number: usize = line[..line.len() - rest.len()].parse().ok()?;
    let is_apart = rest.is_empty() || rest.starts_with([' ', '\t', '\u{3000}']);
    ((1..=LARGEST).contains(&number) && is_apart).then_some((number, rest.trim_start()))
}

/// Whether a line ends as a sentence or a note does.
fn has_ended(line: &str) -> bool {
    line.ends_with(['.', '!', '?', '。', '！', '？', '」', '”', ')', '）'])
}

/// Whether a line has the mark of a note: its number behind a word or a stop, without a blank, or raised.
fn refers(line: &str, number: usize) -> bool {
    let digits = number.to_string();
    let raised = digits
        .bytes()
        .map(|digit| RAISED[usize::from(digit - b'0')]);
    let raised = raised.collect::<String>();
    let is_raised = |(at, _): (usize, &str)| {
        let rest = &line[at + raised.len()..];
        0 < at && !line[..at].ends_with(RAISED) && !rest.starts_with(RAISED)
    };
    if line.match_indices(&raised).any(is_raised) {
        return true;
    }
    line.match_indices(&digits).any(|(at, _)| {
        let rest = &line[at + digits.len()..];
        let mut before = line[..at].chars().rev();
        let is_apart = !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        let is_behind = before.next().is_some_and(|c| match c {
            '.' | ',' => before.next().is_some_and(|c| !c.is_numeric()),
            // A number of something, or of a kind: `図1`, `第1`, `H1`.
            '図' | '表' | '第' | '全' | '約' | '-' | '/' | '(' | '（' | '=' | '#' | '$' => {
                false
            }
            _ => !c.is_whitespace() && !c.is_numeric() && !c.is_ascii_uppercase(),
        });
        is_apart && is_behind
    })
}
