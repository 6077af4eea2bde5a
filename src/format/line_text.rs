//! Text for formats that hold one text a line, with nothing to escape by.
//!
//! In: a text. Out: the text with a space for each character that some reader of such files takes for a line end, drops or
//! fails on, and their number. O(bytes).
//!
//! Python's `splitlines` ends a line at VT, FF, FS to RS, NEL, U+2028 and U+2029. `paste` and `cut` part columns at a tab. The
//! tokenizer of Moses deletes control characters, which joins the words beside a tab. C programs end a text at NUL. A byte
//! order mark is dropped at the start of a file, and stays a character of a word elsewhere.

use std::borrow::Cow;

/// The text with spaces for the characters that the formats do not hold, without white space at its ends, and the number of
/// these characters. O(bytes).
pub(crate) fn clean(text: &str) -> (Cow<'_, str>, usize) {
    let n_lost = text.chars().filter(|&c| is_lost(c)).count();
    if n_lost == 0 {
        return (Cow::Borrowed(text.trim()), 0);
    }
    let spaced: String = text
        .chars()
        .map(|c| if is_lost(c) { ' ' } else { c })
        .collect();
    (Cow::Owned(spaced.trim().to_owned()), n_lost)
}

fn is_lost(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_line_is_a_space() {
        for (name, text, expected, n_lost) in [
            ("nothing", "雨 a", "雨 a", 0),
            ("tab", "a\tb", "a b", 1),
            ("CR and LF", "a\r\nb", "a  b", 2),
            ("NEL", "a\u{85}b", "a b", 1),
            (
                "separators",
                "a\u{1c}b\u{1d}c\u{2028}d\u{2029}e",
                "a b c d e",
                4,
            ),
            ("NUL and escape", "a\0b\u{1b}[31m", "a b [31m", 2),
            ("at the ends", "\u{b}a\u{c}", "a", 2),
            ("a byte order mark", "\u{feff}a", "a", 1),
            (
                "bidi marks stay",
                "\u{202e}a\u{202c}",
                "\u{202e}a\u{202c}",
                0,
            ),
        ] {
            let (found, n_found) = clean(text);
            assert_eq!((&*found, n_found), (expected, n_lost), "{name}");
        }
    }
}
