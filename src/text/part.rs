//! Parts of a text by bytes: its beginning, its end, and its lines.
//!
//! In: a text. Out: slices and ranges at character boundaries. O(bytes).

use std::ops::Range;

/// At most so many bytes of the beginning of a text. O(1).
pub(crate) fn beginning(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// At most so many bytes of the end of a text. O(1).
pub(crate) fn end(text: &str, bytes: usize) -> &str {
    let mut start = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// The lines of a text, in bytes, without their line breaks: LF, CR, or both. O(bytes).
pub(crate) fn line_ranges(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive(['\n', '\r']).filter_map(move |line| {
        let from = start;
        start += line.len();
        // The second half of a line break of two characters.
        let is_half = line == "\n" && text[..from].ends_with('\r');
        let body = line.trim_end_matches(['\n', '\r']);
        (!is_half).then(|| from..from + body.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_ends_at_a_character() {
        for (text, bytes, expected) in [
            ("", 5, ""),
            ("雨が降る", 0, ""),
            ("雨が降る", 5, "雨"),
            ("雨が降る", 6, "雨が"),
            ("rain", 99, "rain"),
        ] {
            assert_eq!(beginning(text, bytes), expected, "{text} {bytes}");
        }
    }

    #[test]
    fn an_end_begins_at_a_character() {
        for (text, bytes, expected) in [
            ("", 5, ""),
            ("雨が降る", 0, ""),
            ("雨が降る", 5, "る"),
            ("雨が降る", 6, "降る"),
            ("rain", 99, "rain"),
        ] {
            assert_eq!(end(text, bytes), expected, "{text} {bytes}");
        }
    }

    #[test]
    fn lines_end_with_either_break_or_both() {
        for (text, expected) in [
            ("", vec![]),
            ("a", vec!["a"]),
            ("a\nb\n", vec!["a", "b"]),
            ("a\rb\r", vec!["a", "b"]),
            ("a\r\n\r\nb", vec!["a", "", "b"]),
            ("\n\r雨", vec!["", "", "雨"]),
        ] {
            let lines: Vec<&str> = line_ranges(text).map(|line| &text[line]).collect();
            assert_eq!(lines, expected, "{text:?}");
        }
    }
}
