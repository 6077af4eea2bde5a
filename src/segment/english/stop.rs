//! A run of terminators with what closes behind it.
//!
//! In: the place of a terminator. Out: where its run ends, where the sentence would, and how. O(length of the run).

use crate::segment::cut::is_blank;
use crate::segment::english::words::emoticon;
use crate::segment::lists::Lists;
use crate::segment::open::Open;
use crate::segment::tail::{Leading, Tail};
use crate::text::brackets::CLOSING;

/// A run of terminators with the closing marks and note numbers after it.
pub(super) struct Stop {
    /// First byte of the run.
    pub(super) start: usize,
    /// One past the run.
    pub(super) stops_end: usize,
    /// One past what belongs to it.
    pub(super) end: usize,
    /// Whether a closing mark follows the run.
    pub(super) closed: bool,
    /// Whether the run is written ". . .".
    pub(super) spaced_dots: bool,
    /// What belongs to the sentence behind the marks.
    pub(super) tail: Tail,
}

impl Stop {
    pub(super) fn read(
        text: &str,
        start: usize,
        open: &Open,
        leading: Leading,
        lists: &Lists,
    ) -> Stop {
        let bytes = text.as_bytes();
        let (stops_end, spaced_dots) = run(text, start);
        let mut end = stops_end;
        let mut straight_open = open.holds('"');
        while let Some(c) = text[end..].chars().next() {
            match c {
                // The mark that closes a quotation around another one, set apart from that: “… ‘… ended.’ ”
                ' ' if end > stops_end && closes_outer(&text[end + 1..], straight_open) => {}
                '"' if straight_open || !text[end + 1..].starts_with(|c: char| !is_blank(c)) => {
                    straight_open = false
                }
                '*' | '_'
                    if end > stops_end
                        || bytes
                            .get(end + 1)
                            .is_none_or(|b| !b.is_ascii_alphanumeric()) => {}
                '»' | '}' => {}
                // A straight mark was looked at above, and a full-width bracket closes no English sentence.
                '"' | '）' => break,
                _ if CLOSING.contains(&c) => {}
                _ => break,
            }
            end += c.len_utf8();
        }
        let closed = end > stops_end;
        end += superscripts(text, start, end);
        let tail = Tail::read(text, end, leading, lists);
        end = tail.end;
        if let Some(length) = text[end..].strip_prefix(' ').and_then(emoticon) {
            end += 1 + length;
        }
        Stop {
            start,
            stops_end,
            end,
            closed,
            spaced_dots,
            tail,
        }
    }

    /// The terminators.
    pub(super) fn marks<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.stops_end]
    }
}

/// The end of a run of terminators, and whether its full stops are spaced.
fn run(text: &str, start: usize) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut end = start;
    while let Some(c) = text[end..].chars().next().filter(|&c| is_terminator(c)) {
        end += c.len_utf8();
    }
    let mut spaced_dots = false;
    if bytes[start] == b'.' {
        let ends_word = |b: &u8| !b.is_ascii_alphanumeric() && *b != b'.';
        while bytes[end..].starts_with(b" .") && bytes.get(end + 2).is_none_or(ends_word) {
            spaced_dots = true;
            end += 2;
        }
    }
    (end, spaced_dots)
}

/// Whether a text begins with a mark that closes a quotation, and not with one that opens the next.
fn closes_outer(text: &str, is_straight_open: bool) -> bool {
    let after = match text.strip_prefix('"').filter(|_| is_straight_open) {
        Some(after) => after,
        None => match text.strip_prefix('”') {
            Some(after) => after,
            None => return false,
        },
    };
    !after.starts_with(|c: char| !is_blank(c))
}

/// Marks that may end a sentence.
pub(super) fn is_terminator(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '。' | '！' | '？' | '．'
    )
}

/// The length of note numbers that lost their raised type: "in practice.11 12 Take".
fn superscripts(text: &str, stop: usize, end: usize) -> usize {
    let bytes = text.as_bytes();
    let behind_word = bytes[..stop].ends_with(b")")
        || stop >= 4 && bytes[stop - 4..stop].iter().all(u8::is_ascii_lowercase);
    if !behind_word || !bytes.get(end).is_some_and(u8::is_ascii_digit) {
        return 0;
    }
    let numbers = bytes[end..]
        .iter()
        .take(16)
        .take_while(|b| b.is_ascii_digit() || matches!(b, b' ' | b','))
        .count();
    let trimmed = bytes[end..end + numbers].trim_ascii_end().len();
    let upper = bytes.get(end + numbers).is_some_and(u8::is_ascii_uppercase);
    if upper && trimmed < numbers && trimmed <= 8 {
        trimmed
    } else {
        0
    }
}
