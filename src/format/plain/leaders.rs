//! Leaders of a table of contents, and lines under headings.
//!
//! In: a text. Out: edits that leave out the dots before a page number with the number, `The mill . . . . . 12`, lines near
//! them that hold a page number alone, and lines of one mark that a heading is underlined with, `=====`. O(bytes).

use std::ops::Range;

use crate::format::plain::edit::{Edit, StandsFor};
use crate::format::plain::lines::Line;

/// Dots of a leader at least: before a number, with spaces and without; and where the number stands in another line. There they
/// must have spaces: a row of dots alone is silence.
const LEAST_DOTS: usize = 4;
const LEAST_CLOSE_DOTS: usize = 5;
const LEAST_BARE_DOTS: usize = 8;
/// Page numbers that are smaller than the one before, at most, as 1 in this number: prices go up and down.
const LEAST_RISING: usize = 10;
/// Lines with a leader that make a table of contents, and how near to one of them a page number stands alone.
const LEAST_LEADERS: usize = 3;
const NEAR: usize = 6;
/// The longest page number, in bytes: digits, or Roman figures.
const LONGEST_NUMBER: usize = 5;
/// Marks that headings are underlined with, how long such a line is at least, and the longest heading, in characters.
const UNDERLINES: &[u8] = b"=-~^\"'`#*+_";
const LEAST_MARKS: usize = 4;
const LONGEST_HEADING: usize = 120;

pub(super) fn edits(text: &str, lines: &[Line]) -> Vec<Edit> {
    let mut edits = of_contents(text, lines);
    edits.extend(of_headings(text, lines));
    edits
}

/// What is left out ends its line and its paragraph: no entry goes on in the next.
fn without(bytes: Range<usize>) -> Edit {
    Edit {
        bytes,
        stands_for: StandsFor::Furniture { later: Vec::new() },
    }
}

/// Leaders and page numbers of tables of contents.
fn of_contents(text: &str, lines: &[Line]) -> Vec<Edit> {
    let leaders: Vec<(usize, usize)> = (0..lines.len())
        .filter_map(|k| Some((k, leader(&text[lines[k].bytes.clone()])?)))
        .collect();
    let numbers = leaders.iter().filter_map(|&(k, _)| {
        let line = &text[lines[k].bytes.clone()];
        line[unnumbered(line).len()..].parse::<u32>().ok()
    });
    if leaders.len() < LEAST_LEADERS || !are_rising(numbers) {
        return Vec::new();
    }
    let mut edits = Vec::new();
    let mut next = 0;
    for (k, &(line, start)) in leaders.iter().enumerate() {
        let first = next.max(line.saturating_sub(NEAR));
        let until = leaders.get(k + 1).map_or(lines.len(), |next| next.0);
        let last = (line + 1 + NEAR).min(until);
        for near in (first..line).chain(line + 1..last) {
            let bytes = lines[near].bytes.clone();
            if is_page_number(&text[bytes.clone()]) {
                edits.push(without(bytes));
            }
        }
        let bytes = lines[line].bytes.clone();
        edits.push(without(bytes.start + start..bytes.end));
        next = last.max(line + 1);
    }
    edits
}

/// Where the leader at the end of a line begins, with the blanks before it.
fn leader(line: &str) -> Option<usize> {
    // Nearly every line ends otherwise.
    if !line.ends_with(|c: char| c.is_ascii_alphanumeric() || is_dot(c)) {
        return None;
    }
    let number = unnumbered(line);
    let has_number = is_page_number(&line[number.len()..]);
    if !has_number && number.len() < line.len() {
        return None;
    }
    let title = number.trim_end_matches(|c: char| is_dot(c) || c.is_whitespace());
    let run = &number[title.len()..];
    let n_dots: usize = run.chars().map(dots).sum();
    let is_spaced = run.trim().contains(char::is_whitespace);
    let least = match (has_number, is_spaced) {
        (false, false) => return None,
        (false, true) => LEAST_BARE_DOTS,
        (true, true) => LEAST_DOTS,
        (true, false) => LEAST_CLOSE_DOTS,
    };
    (least <= n_dots).then_some(title.len())
}

/// A line without the number or word at its end.
fn unnumbered(line: &str) -> &str {
    line.trim_end_matches(|c: char| c.is_ascii_alphanumeric())
}

/// Whether numbers rise as those of pages do.
fn are_rising(numbers: impl Iterator<Item = u32>) -> bool {
    let (mut n_numbers, mut n_falling, mut before) = (0, 0, 0);
    for number in numbers {
        n_numbers += 1;
        n_falling += usize::from(number < before);
        before = number;
    }
    LEAST_RISING * n_falling <= n_numbers
}

fn is_dot(c: char) -> bool {
    dots(c) > 0
}

/// The dots of a character.
fn dots(c: char) -> usize {
    match c {
        '.' | '·' | '・' | '･' => 1,
        '‥' => 2,
        '…' => 3,
        _ => 0,
    }
}

/// Whether a text is the number of a page: 12, iv.
fn is_page_number(text: &str) -> bool {
    let is_roman = |byte: u8| matches!(byte, b'i' | b'v' | b'x' | b'l' | b'c');
    (1..=LONGEST_NUMBER).contains(&text.len())
        && (text.bytes().all(|byte| byte.is_ascii_digit()) || text.bytes().all(is_roman))
}

/// The lines of one mark under headings that stand alone, and over them.
fn of_headings(text: &str, lines: &[Line]) -> Vec<Edit> {
    let line = |k: usize| lines.get(k).map_or("", |line| &text[line.bytes.clone()]);
    let mut edits = Vec::new();
    for k in 1..lines.len() {
        let Some(mark) = underline(line(k)) else {
            continue;
        };
        let heading = line(k - 1);
        let over = k.checked_sub(2).map(line).unwrap_or_default();
        let is_over = underline(over) == Some(mark);
        let is_alone = over.is_empty() || is_over;
        if is_alone && is_under(line(k), heading) {
            if is_over {
                edits.push(without(lines[k - 2].bytes.clone()));
            }
            edits.push(without(lines[k].bytes.clone()));
        }
    }
    edits
}

/// The mark of which a line consists.
fn underline(line: &str) -> Option<u8> {
    let mark = *line.as_bytes().first()?;
    let is_line = UNDERLINES.contains(&mark) && line.bytes().all(|byte| byte == mark);
    (is_line && LEAST_MARKS <= line.len()).then_some(mark)
}

/// Whether a line of marks is as long as a heading, whose Japanese characters are twice as wide.
fn is_under(marks: &str, heading: &str) -> bool {
    let n_characters = heading.chars().count();
    let n_wide = heading.chars().filter(|c| !c.is_ascii()).count();
    let is_heading = heading.contains(char::is_alphanumeric) && n_characters <= LONGEST_HEADING;
    let fits =
        3 * marks.len() >= 2 * n_characters && 2 * marks.len() <= 3 * (n_characters + n_wide) + 8;
    is_heading && fits && !heading.starts_with(['|', '+'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::plain::edit::applied;
    use crate::format::plain::lines::lines;

    /// A text without what is left out of it.
    fn read(text: &str) -> String {
        applied(text, edits(text, &lines(text)), "")
    }

    #[test]
    fn a_table_of_contents_has_titles_alone() {
        let spaced =
            "1 The mill . . . . . . 3\n1.1 Its wheel . . . . 12\n2 水車 . . . . . iv\nIt rained.";
        assert_eq!(
            read(spaced),
            "1 The mill\n1.1 Its wheel\n2 水車\nIt rained."
        );
        let apart = "The mill . . . . . . . . . . . .\n\n9\n\n1.1\n\nIts wheel ........... 9\n\n水車……… 9\n\n12\n";
        assert_eq!(
            read(apart),
            "The mill\n\n\n\n1.1\n\nIts wheel\n\n水車\n\n\n"
        );
    }

    #[test]
    fn other_dots_and_numbers_stay() {
        for text in [
            "He waited.... 12\nAnd waited... 3\nWell....... he said.\n",
            "1. 2. 3. 4\nA . B . C 5\n",
            "The mill . . . . . 3\nThe wheel . . . . . 4\n12\n",
            "Coffee ........ 400\nTea ........ 350\nMilk ........ 500\nCake ........ 450\n",
            "………………\nそうか…………\n………………\nああ…………\n",
            "..........\nAnd then ..........\n..........\n",
        ] {
            assert_eq!(read(text), text);
        }
    }

    #[test]
    fn lines_under_headings_are_left_out() {
        for (text, expected) in [
            (
                "The mill\n========\n\nIt rained.",
                "The mill\n\n\nIt rained.",
            ),
            ("====\nMill\n====\nIt rained.", "\nMill\n\nIt rained."),
            ("水車小屋\n--------\n雨。", "水車小屋\n\n雨。"),
            (
                "It rained.\n\n-----\n\nIt snowed.",
                "It rained.\n\n-----\n\nIt snowed.",
            ),
            (
                "It rained\nand rained.\n-----------\n",
                "It rained\nand rained.\n-----------\n",
            ),
            (
                "Rain\n----------------------------------------\n",
                "Rain\n----------------------------------------\n",
            ),
            ("| a | b |\n---------\n", "| a | b |\n---------\n"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
