//! The lines of a text.
//!
//! In: a text. Out: its lines in bytes, and the pages that form feeds divide it into. O(bytes).

use std::ops::Range;

use crate::text::part::line_ranges;

/// A line without its line break and the blanks at its ends.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) bytes: Range<usize>,
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
    let mut page = 0;
    for line in line_ranges(text) {
        let mut start = line.start;
        for (k, raw) in text[line].split('\u{c}').enumerate() {
            page += usize::from(k > 0);
            let body = raw.trim();
            let from = start + raw.len() - raw.trim_start().len();
            let bytes = match body.is_empty() {
                true => start..start,
                false => from..from + body.len(),
            };
            lines.push(Line { bytes, page });
            start += raw.len() + 1;
        }
    }
    lines
}
