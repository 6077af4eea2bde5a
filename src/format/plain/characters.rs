//! Characters without width, and letters that are typed apart from their marks.
//!
//! In: a text. Out: edits. O(bytes).

use crate::format::plain::edit::{Edit, StandsFor};
use crate::text::legible::{composed, is_mark, is_unseen};

pub(super) fn edits(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        let start = at;
        at += c.len_utf8();
        if c.is_ascii() && !characters.as_str().starts_with(is_mark) {
            continue;
        }
        // A joiner holds emoji together that are one.
        if is_unseen(c) && c != '\u{200d}' {
            let bytes = start..at;
            let stands_for = StandsFor::Mark;
            edits.push(Edit { bytes, stands_for });
            continue;
        }
        let (n_bytes, composed) = composed(&text[start..]);
        at = start + n_bytes;
        characters = text[at..].chars();
        if let Some(composed) = composed {
            let bytes = start..at;
            let stands_for = StandsFor::Text(composed);
            edits.push(Edit { bytes, stands_for });
        }
    }
    edits
}
