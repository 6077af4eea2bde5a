//! The lines of a file of subtitles.
//!
//! In: a text. Out: its lines in bytes. O(bytes).

use std::ops::Range;

/// A line of a cue, in bytes of the file, and when it is shown, in milliseconds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) bytes: Range<usize>,
    pub(super) times: Range<u32>,
    /// The number of its cue, counted from 0.
    pub(super) cue: usize,
}

/// The lines of a text, in bytes, without their line breaks.
pub(super) fn raw_lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive(['\n', '\r']).filter_map(move |line| {
        let from = start;
        start += line.len();
        let body = line.trim_end_matches(['\n', '\r']);
        // The second half of a line break of two characters.
        let is_half = body.is_empty() && line == "\n" && text[..from].ends_with('\r');
        (!is_half).then(|| from..from + body.len())
    })
}
