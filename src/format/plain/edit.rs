//! What the reader changes in a file.
//!
//! In: what was found. Out: a part of the file and what stands in its place.

use std::ops::Range;

/// A part of a file that is not text as it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Edit {
    /// In bytes of the file.
    pub(super) bytes: Range<usize>,
    pub(super) stands_for: StandsFor,
}

/// What the reader puts in place of a part of a file.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum StandsFor {
    /// Nothing: a mark inside a word.
    Mark,
    /// Nothing: marks at the beginning of a line, which divide the place of a sentence in the file.
    Margin,
    /// Other characters.
    Text(String),
    /// A line break in place of furniture. Text that is in it, in bytes of the file, comes at the end.
    Furniture { later: Vec<Range<usize>> },
    /// A block for each cell of a table, with what each line has of it, in bytes of the text.
    Cells(Vec<Vec<Range<usize>>>),
    /// Nothing in place of furniture that divides a word.
    InsideWord { later: Vec<Range<usize>> },
}

/// A text with its edits, each of which leaves `instead`.
#[cfg(test)]
pub(super) fn applied(text: &str, mut edits: Vec<Edit>, instead: &str) -> String {
    edits.sort_by_key(|edit| edit.bytes.start);
    let mut applied = String::new();
    let mut at = 0;
    for edit in edits {
        applied.push_str(&text[at..edit.bytes.start]);
        applied.push_str(instead);
        at = edit.bytes.end;
    }
    applied + &text[at..]
}
