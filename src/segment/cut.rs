//! A place where a paragraph is cut, and what counts as blank.
//!
//! In: a byte. Out: a [`Cut`], hard or soft. O(1).

use crate::text::Begin;
pub(crate) use crate::text::legible::is_blank;

/// The most bytes of marks that may stand before a pause at the beginning of a sentence. There is a limit so that the time of a line
/// of nothing but pauses grows with its length and not with the square of it.
const LONGEST_BEGINNING: usize = 32;

/// Whether what stands before a pause is only the beginning of a sentence: no word, and few marks.
pub(crate) fn is_mere_beginning(before: &str) -> bool {
    before.len() <= LONGEST_BEGINNING && !before.contains(char::is_alphanumeric)
}

/// A place where a paragraph is cut.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cut {
    /// Byte at or before which the next segment begins.
    pub(crate) at: usize,
    /// What begins there, never a paragraph.
    pub(crate) begin: Begin,
}

impl Cut {
    pub(crate) fn hard(at: usize) -> Self {
        let begin = Begin::Sentence;
        Cut { at, begin }
    }

    pub(crate) fn soft(at: usize) -> Self {
        let begin = Begin::Soft;
        Cut { at, begin }
    }

    pub(crate) fn is_soft(self) -> bool {
        self.begin == Begin::Soft
    }
}
