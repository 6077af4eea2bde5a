//! Text of several lines on one.
//!
//! In: a piece of text and its language. Out: its lines joined, with a blank or without. O(bytes).

use std::borrow::Cow;

use crate::text::Language;

/// The text on one line. A line break becomes a space, and the white space at the ends of lines is dropped. In Japanese text
/// the break itself is dropped, unless it stands between two Latin letters. A text of one line is returned as it is.
/// O(bytes).
///
/// ```
/// use taiyaku::Language;
/// use taiyaku::text::on_one_line;
///
/// assert_eq!(on_one_line("一日中雨が\n降った。", Language::Japanese), "一日中雨が降った。");
/// assert_eq!(on_one_line("It rained\nall day.", Language::English), "It rained all day.");
/// ```
#[must_use]
pub fn on_one_line(text: &str, language: Language) -> Cow<'_, str> {
    if memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    push_lines(text, language, &mut line);
    Cow::Owned(line)
}

/// Appends the lines of a text to a line that it begins, without anything before the first.
pub(crate) fn push_lines(text: &str, language: Language, line: &mut String) {
    let mut is_first = true;
    let pieces = text.split(['\n', '\r']).map(str::trim);
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        if !is_first {
            line.push_str(glue(line, piece, language));
        }
        line.push_str(piece);
        is_first = false;
    }
}

/// What stands for a line break between two pieces of text.
pub(crate) fn glue(before: &str, after: &str, language: Language) -> &'static str {
    let is_latin = |c: char| c.is_ascii_alphabetic();
    let parts_words = before.ends_with(is_latin) && after.starts_with(is_latin);
    if language == Language::Japanese && !parts_words {
        ""
    } else {
        " "
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_as_the_language_writes_them() {
        use Language::{English, Japanese};
        for (name, language, text, expected) in [
            ("one line", English, " a  b ", " a  b "),
            ("English", English, "the red \n  boat", "the red boat"),
            ("CR and LF", English, "the\r\nboat", "the boat"),
            ("blank line", English, "the\n \nboat", "the boat"),
            ("Japanese", Japanese, "赤い\n舟", "赤い舟"),
            ("indented", Japanese, "赤い\n　舟", "赤い舟"),
            ("Latin words", Japanese, "題はRed\nBoatだ", "題はRed Boatだ"),
            ("number", Japanese, "約2\n0隻", "約20隻"),
            (
                "Latin beside Japanese",
                Japanese,
                "赤いBoat\nである",
                "赤いBoatである",
            ),
        ] {
            assert_eq!(on_one_line(text, language), expected, "{name}");
        }
    }
}
