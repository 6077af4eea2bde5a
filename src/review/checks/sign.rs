//! Numbers that are below zero on one side only: −5 °C and 5℃.
//!
//! In: the numbers of a pair. Out: warnings. O(numbers of the pair).
//!
//! No alarm is raised for: a hyphen that joins (3-5, COVID-19) or begins a line, and pairs whose other side says by a word
//! that something falls, is lost or lies below (a loss of 5, 5人減, 氷点下5度). A number that a side has twice is not compared.

use crate::number::Number;
use crate::review::check::Check;
use crate::review::checks::lists::SIGNS;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{Side, View, draft};

/// Signs that put a number below zero if nothing that is joined stands before them.
const MINUS: [char; 4] = ['-', '−', '－', '–'];

/// Compares the signs of numbers that both sides of a pair have once.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    for (k, bead) in view.pairs() {
        let ours: Vec<&Number> = view.source.numbers(&bead.source).iter().collect();
        let theirs: Vec<&Number> = view.target.numbers(&bead.target).iter().collect();
        let sides = [(&ours, &view.source), (&theirs, &view.target)];
        let negative = sides.map(|(numbers, side)| {
            let of_side = numbers.iter().copied();
            of_side.filter(|n| is_negative(n, side)).collect::<Vec<_>>()
        });
        let texts = [view.source_text(bead), view.target_text(bead)];
        let says_so = |text: &str, list: &str| {
            let text = text.to_lowercase();
            SIGNS.of(list).iter().any(|word| text.contains(word))
        };
        for (here, there) in [(0, 1), (1, 0)] {
            if negative[here].is_empty() || says_so(texts[there], "cold") {
                continue;
            }
            let falls = says_so(texts[there], "falling");
            for number in &negative[here] {
                // What falls to 5 degrees is not below zero.
                if falls && !is_temperature(number, sides[here].1.text()) {
                    continue;
                }
                let once = |side: usize| {
                    let mut same = sides[side].0.iter().filter(|n| n.key() == number.key());
                    same.next().filter(|_| same.next().is_none())
                };
                let (Some(_), Some(other)) = (once(here), once(there)) else {
                    continue;
                };
                if is_negative(other, sides[there].1) {
                    continue;
                }
                let (source, target) = if here == 0 {
                    (*number, *other)
                } else {
                    (*other, *number)
                };
                let reason = match here {
                    0 => (
                        "below zero in the original alone",
                        "原文でだけ負の数になっている",
                    ),
                    _ => (
                        "below zero in the translation alone",
                        "訳文でだけ負の数になっている",
                    ),
                };
                out.push(
                    draft(Check::Number, Severity::Warning, k)
                        .source([source.span])
                        .target([target.span])
                        .because(reason.0, reason.1),
                );
            }
        }
    }
}

/// Whether a number is one of degrees.
fn is_temperature(number: &Number, text: &str) -> bool {
    let rest = text[number.span.end..].trim_start();
    ["度", "℃", "℉", "°", "degree"]
        .iter()
        .any(|unit| rest.starts_with(unit))
}

/// Whether a sign or a word right before a number puts it below zero.
fn is_negative(number: &Number, side: &Side<'_>) -> bool {
    const FARTHEST: usize = 24;
    let text = side.text();
    let first = (number.span.start.saturating_sub(FARTHEST)..=number.span.start)
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(number.span.start);
    let before = &text[first..number.span.start];
    let last = before.trim_end_matches([' ', '\u{3000}']).as_bytes();
    let ends_with = |word: &&str| {
        let start = last.len().checked_sub(word.len());
        start.is_some_and(|start| last[start..].eq_ignore_ascii_case(word.as_bytes()))
    };
    if SIGNS.of("negative").iter().any(ends_with) {
        return true;
    }
    let Some(rest) = before.strip_suffix(MINUS) else {
        return false;
    };
    let joins = |c: char| c.is_ascii_alphanumeric() || c.is_numeric() || MINUS.contains(&c);
    let line = rest.rsplit('\n').next().unwrap_or_default();
    !line.trim().is_empty() && !line.ends_with(joins)
}
