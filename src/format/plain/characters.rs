//! Characters without width, and letters that are typed apart from their marks.
//!
//! In: a text. Out: edits. O(bytes).

use crate::format::plain::edit::{Edit, StandsFor};
use crate::text::legible::{composed, is_mark};

/// Characters that nobody sees and nobody misses: soft hyphens, a space and a joiner of no width, marks of byte order. Marks of
/// direction and other joiners say how the text is to be shown, and stay.
fn is_nothing(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

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
        if is_nothing(c) {
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
