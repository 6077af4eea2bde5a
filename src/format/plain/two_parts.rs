//! Running heads in two parts: the chapter on the left, the section on the right.
//!
//! In: the lines of a text whose pages form feeds show. Out: the first and the last lines of pages that have two parts, a wide
//! blank between, and stand alone, if a part is there again on other pages. In its whole such a head may be there once. O(bytes).

use std::collections::BTreeMap;

use crate::format::plain::heads::LEAST_PAGES;
use crate::format::plain::lines::Line;
use crate::format::plain::page_number::without_numbers;

/// The blanks between the parts, at least, and the longest part, in characters.
const GAP: &str = "     ";
const LONGEST_PART: usize = 90;

/// The heads and feet in two parts. A label that is there again is no head: Step 1, Note.
pub(super) fn heads_in_two_parts(text: &str, lines: &[Line]) -> Vec<usize> {
    let found: Vec<(usize, [&str; 2])> = edge_lines(lines)
        .into_iter()
        .filter_map(|k| Some((k, parts(&text[lines[k].bytes.clone()])?)))
        .collect();
    let mut n_of_key: BTreeMap<String, usize> = BTreeMap::new();
    for key in found.iter().flat_map(|(_, parts)| keys(*parts)).flatten() {
        *n_of_key.entry(key).or_default() += 1;
    }
    let is_head = |parts: [&str; 2]| {
        let is_again = |key: Option<String>| key.is_some_and(|key| LEAST_PAGES <= n_of_key[&key]);
        let is_number = parts.map(|part| !part.contains(char::is_alphabetic));
        let [left, label, right] = keys(parts).map(is_again);
        is_section(parts[1]) && (left || label)
            || left && (right || is_number[1])
            || right && is_number[0]
    };
    let heads = found.into_iter().filter(|(_, parts)| is_head(*parts));
    heads.map(|(k, _)| k).collect()
}

/// The first and the last line of each page, if a blank line is between it and the text.
fn edge_lines(lines: &[Line]) -> Vec<usize> {
    let is_filled = |k: &usize| !lines[*k].is_blank();
    let mut found = Vec::new();
    let mut from = 0;
    for page in lines.chunk_by(|a, b| a.page == b.page) {
        let range = from..from + page.len();
        from = range.end;
        let first = range.clone().find(is_filled);
        let last = range.clone().rev().find(is_filled);
        let is_alone = |k: usize| range.contains(&k) && lines[k].is_blank();
        found.extend(first.filter(|k| is_alone(k + 1)));
        found.extend(last.filter(|&k| last != first && k.checked_sub(1).is_some_and(is_alone)));
    }
    found
}

/// The parts of a line that has two.
fn parts(line: &str) -> Option<[&str; 2]> {
    let (left, right) = line.split_once(GAP)?;
    let parts = [left.trim(), right.trim()];
    let is_part = |part: &str| {
        let n_characters = part.chars().count();
        (1..=LONGEST_PART).contains(&n_characters) && !part.contains(GAP)
    };
    parts.into_iter().all(is_part).then_some(parts)
}

/// Whether a part begins with the number of a section: `2.1. THE MILL`, `A.3`.
fn is_section(part: &str) -> bool {
    let first = part.split(char::is_whitespace).next().unwrap_or_default();
    let mut numbers = first.split('.');
    let is_first = |n: &str| {
        let is_letter = n.len() == 1 && n.starts_with(|c: char| c.is_ascii_uppercase());
        is_letter || is_digits(n)
    };
    numbers.next().is_some_and(is_first) && numbers.next().is_some_and(is_digits)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// What may be there again: the left part without its numbers, its words up to a number, `CHAPTER 2.`, and the right part.
fn keys([left, right]: [&str; 2]) -> [Option<String>; 3] {
    let side = |side: &str, part: &str| {
        let key = Some(without_numbers(part)).filter(|key| key.contains(char::is_alphabetic));
        key.map(|key| format!("{side} {key}"))
    };
    let at = left.find(|c: char| c.is_ascii_digit());
    let label = at
        .map(|at| left[..at].trim())
        .filter(|label| !label.is_empty());
    [
        side("left", left),
        label.map(|label| format!("label {label}")),
        side("right", right),
    ]
}

#[cfg(test)]
mod tests {
    use super::heads_in_two_parts;
    use crate::format::plain::lines::lines;

    /// The lines that are left out of pages.
    fn left_out(pages: &[&str]) -> Vec<String> {
        let text = pages.join("\u{c}").replace('|', "\n");
        let lines = lines(&text);
        let heads = heads_in_two_parts(&text, &lines).into_iter();
        heads
            .map(|k| {
                text[lines[k].bytes.clone()]
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect()
    }

    #[test]
    fn the_chapter_and_the_section() {
        let pages = [
            "CHAPTER 1. RAIN            1.1. IN THE HILLS||It rained.|",
            "CHAPTER 2. WATER           2.1. THE MILL||It ran.|",
            "CHAPTER 2. WATER           2.2. THE WHEEL||It turned.|",
            "CHAPTER 3. FLOUR           3.1. THE STONES||They ground.|",
            "It was sold.||Mill      12|",
        ];
        assert_eq!(left_out(&pages).len(), 4);
        let chapters = [
            "第1章 雨           1.1 丘||雨。",
            "第2章 水       2.1 谷||水。",
            "第2章 水          2.2 町||人。",
        ];
        assert_eq!(left_out(&chapters).len(), 3);
        let numbers = [
            "12          雨の章||人。",
            "14          雨の章||丘。",
            "雨の章          16||谷。",
            "18          雨の章||町。",
        ];
        assert_eq!(left_out(&numbers), ["12 雨の章", "14 雨の章", "18 雨の章"]);
    }

    #[test]
    fn tables_and_text_stay() {
        let pages = [
            "Ryde            12||It rained.|",
            "Deal            none||It ran.|",
            "Rye            a little||It turned.|",
            "CHAPTER 1.          Rain|goes on here.||x",
        ];
        assert_eq!(left_out(&pages), [""; 0]);
        let pages = [
            "Step 1          Open the lid.||It rained.|",
            "Step 2          Take 2.5 litres.||It ran.|",
            "Step 3          Close the lid.||It turned.|",
            "Note          Children stay away.||x",
            "Note          It is hot.||x",
            "Note          It is wet.||x",
        ];
        assert_eq!(left_out(&pages), [""; 0]);
    }
}
