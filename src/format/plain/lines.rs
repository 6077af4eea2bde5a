//! The lines of a text.
//!
//! In: a text. Out: its lines in bytes, and the pages that form feeds divide it into. O(bytes).

use std::ops::Range;

/// A line without its line break and the blanks at its ends.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) bytes: Range<usize>,
    /// The byte after its line break.
    pub(super) next: usize,
    /// The page, counted by form feeds.
    pub(super) page: usize,
}

impl Line {
    pub(super) fn is_blank(&self) -> bool {
        self.bytes.is_empty()
    }
}

/// The lines of a text. A form feed ends a page.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut start, mut page) = (0, 0);
    for raw in text.split_inclusive(['\n', '\u{c}']) {
        let next = start + raw.len();
        let body = raw.trim();
        let from = start + raw.len() - raw.trim_start().len();
        let bytes = match body.is_empty() {
            true => start..start,
            false => from..from + body.len(),
        };
        lines.push(Line { bytes, next, page });
        page += usize::from(raw.ends_with('\u{c}'));
        start = next;
    }
    lines
}
