//! Text → lines: line breaks of every kind, CR, LF, both, and the rare ones of Unicode.
//!
//! In: a text. Out: its lines that are not blank, and their columns. O(bytes), each byte looked at once.

use std::ops::RangeInclusive;

use crate::segment::cut::is_blank;

/// Columns between which the width of hard-wrapped text lies: a newspaper's column, and the widest terminal.
pub(super) const WRAP_WIDTHS: RangeInclusive<usize> = 28..=132;

/// Columns from which a line is never measured. A wrapped line is longer than the width by what hangs over.
pub(super) const LONGEST_LINE: usize = *WRAP_WIDTHS.end() + 12;

/// A line that is not blank.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Columns, or [`LONGEST_LINE`] and more.
    pub(super) columns: usize,
    /// Whether it is the first, or stands behind a blank line.
    pub(super) opens_block: bool,
}

/// The lines of a text that are not blank, in order.
pub(super) fn lines_of(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut ends = LineEnds::new(text);
    let mut at = 0;
    let mut opens_block = true;
    while at < text.len() {
        let (end, next) = ends.after(at);
        let is_empty = text[at..end].trim_matches(is_blank).is_empty();
        if !is_empty {
            lines.push(Line {
                start: at,
                end,
                columns: columns(text[at..end].trim_ascii_end().as_bytes()),
                opens_block,
            });
        }
        opens_block = is_empty;
        at = next;
    }
    lines
}

/// The columns of a line, wide characters counting two; of one too long to be hard-wrapped, more than any width.
fn columns(line: &[u8]) -> usize {
    const LONGEST: usize = 4 * LONGEST_LINE;
    if line.len() > LONGEST {
        return LONGEST;
    }
    // Sums that fit a byte are found many at a time.
    line.chunks(127)
        .map(|part| {
            let leads: u8 = part.iter().map(|b| u8::from(b & 0xc0 != 0x80)).sum();
            let wide: u8 = part.iter().map(|&b| u8::from(b >= 0xe3)).sum();
            usize::from(leads) + usize::from(wide)
        })
        .sum()
}

const RARE_BREAKS: [char; 5] = ['\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// Finds line ends.
struct LineEnds<'t> {
    text: &'t str,
    newline: usize,
    may_hold_rare: bool,
}

impl<'t> LineEnds<'t> {
    fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        // The last two bytes of U+0085, U+2028 and U+2029, and of few others. They are looked for many at a time.
        let is_wide = |byte: u8, next: u8| {
            (byte == 0xc2) & (next == 0x85) | (byte == 0x80) & matches!(next, 0xa8 | 0xa9)
        };
        let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
        let may_hold_rare = memchr::memchr2(0xb, 0xc, bytes).is_some()
            || pairs.fold(false, |any, (&byte, &next)| any | is_wide(byte, next));
        let newline = memchr::memchr2(b'\n', b'\r', bytes).unwrap_or(text.len());
        LineEnds {
            text,
            newline,
            may_hold_rare,
        }
    }

    /// The end of the line that begins at `at`, and the beginning of the next.
    fn after(&mut self, at: usize) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        if self.newline < at {
            let found = memchr::memchr2(b'\n', b'\r', &bytes[at..]);
            self.newline = found.map_or(bytes.len(), |k| at + k);
        }
        let end = self.newline;
        if self.may_hold_rare
            && let Some(k) = self.text[at..end].find(RARE_BREAKS)
        {
            let width = self.text[at + k..].chars().next().map_or(1, char::len_utf8);
            return (at + k, at + k + width);
        }
        match bytes.get(end) {
            Some(b'\r') if bytes.get(end + 1) == Some(&b'\n') => (end, end + 2),
            Some(_) => (end, end + 1),
            None => (end, end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_line_breaks_are_seen_by_their_bytes() {
        for (text, is_broken) in [
            ("犬。〨猫。", false),
            ("犬。\u{b}猫。", true),
            ("犬。\u{c}猫。", true),
            ("犬。\u{85}猫。", true),
            ("犬。\u{2028}猫。", true),
            ("犬。\u{2029}猫。", true),
        ] {
            let (end, next) = LineEnds::new(text).after(0);
            assert_eq!(next < text.len(), is_broken, "{text:?}");
            assert_eq!(end < text.len(), is_broken, "{text:?}");
        }
    }
}
