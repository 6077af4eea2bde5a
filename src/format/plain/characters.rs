//! Characters without width, and letters that are typed apart from their marks.
//!
//! In: a text. Out: edits. O(bytes).

use unicode_normalization::UnicodeNormalization;

use crate::format::plain::edit::{Edit, StandsFor};

/// Characters that are not seen: a soft hyphen, a space and a joiner of no width, a mark of byte order.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// A mark that is written over the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}')
}

/// The most marks of one letter that are composed.
const MOST_MARKS: usize = 4;

pub(super) fn edits(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if c.is_ascii() && characters.peek().is_none_or(|&(_, next)| !is_mark(next)) {
            continue;
        }
        if is_unseen(c) {
            let bytes = at..at + c.len_utf8();
            let stands_for = StandsFor::Mark;
            edits.push(Edit { bytes, stands_for });
            continue;
        }
        let mut end = at + c.len_utf8();
        for _ in 0..MOST_MARKS {
            let Some((_, mark)) = characters.next_if(|&(_, next)| is_mark(next)) else {
                break;
            };
            end += mark.len_utf8();
        }
        if end == at + c.len_utf8() {
            continue;
        }
        let apart = &text[at..end];
        let composed: String = apart.nfc().collect();
        if composed != apart {
            let stands_for = StandsFor::Text(composed);
            edits.push(Edit {
                bytes: at..end,
                stands_for,
            });
        }
    }
    edits
}
