//! Front matter: the lines of YAML between `---`, or of TOML between `+++`, that a file begins with.
//!
//! In: the text of a file. Out: a block for each line, and the byte where Markdown begins. Lines are not understood as YAML:
//! a line is a key and a value, an item, or a line of a paragraph under `>` or `|`. O(bytes).

use std::ops::Range;

use crate::format::markdown::own::{Own, OwnKind, trimmed};

/// The blocks of the front matter, in order, and the byte behind it. None and 0 if the file has no front matter.
pub(super) fn read(text: &str) -> (Vec<Own>, usize) {
    let nothing = (Vec::new(), 0);
    let mut lines = lines(text).skip_while(|line| is_blank(text, line));
    let Some(first) = lines.next() else {
        return nothing;
    };
    let mark = text[first.clone()].trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if mark != "---" && mark != "+++" {
        return nothing;
    }
    let sign = if mark == "---" { ':' } else { '=' };
    let is_end = |line: &Range<usize>| {
        let line = text[line.clone()].trim_end();
        line == mark || mark == "---" && line == "..."
    };
    let body: Vec<Range<usize>> = lines.clone().take_while(|line| !is_end(line)).collect();
    let Some(last) = lines.nth(body.len()) else {
        return nothing;
    };
    if !body.first().is_some_and(|line| is_entry(text, line, sign)) {
        return nothing;
    }
    let mut blocks = vec![Own::code(trimmed(text, first))];
    add_lines(&mut blocks, text, &body, sign);
    blocks.push(Own::code(trimmed(text, last.clone())));
    (blocks, last.end)
}

/// The lines, with their line breaks.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + Clone {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some(start..*at)
    })
}

fn is_blank(text: &str, line: &Range<usize>) -> bool {
    text[line.clone()]
        .trim_matches('\u{feff}')
        .trim()
        .is_empty()
}

/// Whether a line can begin front matter.
fn is_entry(text: &str, line: &Range<usize>, sign: char) -> bool {
    let line = &text[line.clone()];
    line.starts_with(['#', '[']) || line.split_once(sign).is_some_and(|(key, _)| is_key(key))
}

fn is_key(key: &str) -> bool {
    let key = key.trim().trim_matches(['"', '\'']);
    let may_name =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ' ' | '@' | '$');
    !key.is_empty() && key.chars().all(may_name)
}

fn add_lines(blocks: &mut Vec<Own>, text: &str, lines: &[Range<usize>], sign: char) {
    // The indentation of the key above lines of a paragraph.
    let mut under = None;
    let mut goes_on = false;
    for line in lines {
        let body = trimmed(text, line.clone());
        if body.is_empty() {
            goes_on = false;
            continue;
        }
        let indent = body.start - line.start;
        if under.is_some_and(|key| key < indent) {
            match blocks.last_mut() {
                Some(Own {
                    range,
                    kind: OwnKind::Front(_, value),
                }) if goes_on => {
                    range.end = body.end;
                    value.end = body.end;
                }
                _ => blocks.push(Own {
                    range: body.clone(),
                    kind: OwnKind::Front(None, body),
                }),
            }
            goes_on = true;
            continue;
        }
        let entry = entry(text, body, sign);
        let OwnKind::Front(_, value) = &entry.kind else {
            continue;
        };
        let is_scalar = matches!(&text[value.clone()], "|" | ">" | "|-" | ">-" | "|+" | ">+");
        under = is_scalar.then_some(indent);
        goes_on = false;
        blocks.push(entry);
    }
}

/// A line: a key and its value, or an item. Quotation marks around the value are markup.
fn entry(text: &str, body: Range<usize>, sign: char) -> Own {
    let line = &text[body.clone()];
    let item = line.len() - line.trim_start_matches(['-', ' ']).len();
    let separator = line[item..].find(sign).map(|at| item + at);
    let is_pair = |at: usize| {
        let after = &line[at + sign.len_utf8()..];
        is_key(&line[item..at])
            && (after.is_empty() || after.starts_with([' ', '\t']) || sign == '=')
    };
    let (key, after) = match separator.filter(|&at| is_pair(at)) {
        Some(at) => {
            let key = trimmed(text, body.start + item..body.start + at);
            (Some(key), body.start + at + sign.len_utf8())
        }
        None => (None, body.start + item),
    };
    let mut value = trimmed(text, after..body.end);
    if value.is_empty() {
        value = body.end..body.end;
    }
    for quote in ['"', '\''] {
        let quoted = &text[value.clone()];
        if quoted.len() >= 2 && quoted.starts_with(quote) && quoted.ends_with(quote) {
            value = value.start + 1..value.end - 1;
            break;
        }
    }
    Own {
        range: body,
        kind: OwnKind::Front(key, value),
    }
}
