//! A line of what is said in subtitles.

use std::ops::Range;

/// A line of a cue, in bytes of the file, and when it is shown, in milliseconds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) bytes: Range<usize>,
    pub(super) times: Range<u32>,
    /// The number of its cue, counted from 0.
    pub(super) cue: usize,
}
