//! Half-width ? ! ( ) in Japanese text: rules 4.2.1, 4.2.2 and 4.3.1 of the JTF style guide have them full-width.
//!
//! In: the segments of a Japanese translation. Out: one hint with all places. O(bytes).
//!
//! No alarm is raised for: marks behind Latin letters and digits, brackets around text without Japanese, what is code or
//! a face; one or two in a document.

use std::cell::LazyCell;

use crate::review::check::Check;
use crate::review::checks::code::CodeSpans;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft_in_places, in_english, in_japanese};
use crate::text::script::is_japanese;
use crate::text::{Span, part};

/// Places that there must be, a pair of brackets being one.
const LEAST: usize = 3;
/// How far the partner of a bracket is looked for, in bytes.
const FARTHEST: usize = 300;

/// Looks at the marks of every segment.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut places: Vec<(usize, Span)> = Vec::new();
    let mut has_full = false;
    for (k, bead) in view.beads.iter().enumerate() {
        for segment in bead.target.clone() {
            let text = view.target.segment(segment);
            has_full = has_full || text.contains(['？', '！', '（']);
            let start = view.target.document.segments()[segment].span.start;
            let found = marks(text).into_iter();
            places.extend(found.map(|span| (k, span.shifted(start))));
        }
    }
    let is_closing = |span: Span| span.of(view.target.text()) == ")";
    let n_places = places.iter().filter(|(_, span)| !is_closing(*span)).count();
    if n_places < LEAST {
        return;
    }
    let (english, japanese) = match has_full {
        true => (
            "half-width ? ! ( ) where others are full-width",
            "半角の ? ! ( ) が全角のものと混じっている",
        ),
        false => (
            "half-width ? ! ( ) in Japanese text",
            "和文に半角の ? ! ( ) が使われている",
        ),
    };
    out.push(
        draft_in_places(Check::HalfWidthMarks, Severity::Hint, &places).because(
            format!("{english}{}", in_english(n_places)),
            format!("{japanese}{}", in_japanese(n_places)),
        ),
    );
}

/// The half-width marks of a segment that belong to Japanese text.
fn marks(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let code = LazyCell::new(|| CodeSpans::new(text));
    let mut end_of_brackets = 0;
    for at in memchr::memchr3_iter(b'?', b'!', b'(', text.as_bytes()) {
        let span = Span::new(at, at + 1);
        let mark = span.of(text);
        let is_japanese = match mark {
            "(" => match partner(text, at) {
                Some(end) if end_of_brackets <= at && holds_japanese(&text[at..end]) => {
                    end_of_brackets = end;
                    true
                }
                _ => false,
            },
            _ => is_behind_japanese(&text[..at]),
        };
        if !is_japanese || code.holds(span) {
            continue;
        }
        found.push(span);
        if mark == "(" {
            found.push(Span::new(end_of_brackets - 1, end_of_brackets));
        }
    }
    found.sort_unstable();
    found
}

/// So many marks in a row are read: すごい!!!!
const MARKS_IN_A_ROW: usize = 16;

/// Where the bracket that closes one ends, if no other bracket opens before.
fn partner(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at + 1..];
    let near = &bytes[..bytes.len().min(FARTHEST)];
    let next = memchr::memchr2(b'(', b')', near)?;
    (near[next] == b')').then_some(at + 1 + next + 1)
}

/// Whether a text has two characters of Japanese in a row, as faces do not.
fn holds_japanese(text: &str) -> bool {
    let mut before = false;
    text.chars().any(|c| {
        let is_second = before && is_japanese(c);
        before = is_japanese(c);
        is_second
    })
}

fn is_behind_japanese(before: &str) -> bool {
    let last = part::end(before, MARKS_IN_A_ROW)
        .trim_end_matches(['?', '!'])
        .chars()
        .next_back();
    last.is_some_and(|c| is_japanese(c) || matches!(c, '」' | '』' | '）'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_japanese_text() {
        for (text, expected) in [
            ("本当ですか?", "?"),
            ("すごい!!", "! !"),
            ("灯台(古い塔)が立つ", "( )"),
            ("灯台（古い塔）が立つ！", ""),
            ("API(v2)を呼ぶ", ""),
            ("「来て!」と叫ぶ", "!"),
            ("行くの？ Yes!", ""),
            ("売り切れました(T_T)", ""),
            ("楽しかった(笑)", ""),
            ("点(a, b)を取る", ""),
            ("`(古い値)`を消す", ""),
            ("((古い値))を消す", "( )"),
            ("(", ""),
            ("", ""),
        ] {
            let found: Vec<&str> = marks(text).iter().map(|span| span.of(text)).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
