//! [`ReviewedRow`]: a row of a review, with its state, its notes, and the translation that a person suggests.
//!
//! In: the names of states as people write them, and what a person noted. Out: states, and rows that lose no note when two of
//! them become one. O(1) a row; O(bytes) of its notes.

use std::fmt;
use std::ops::Range;

use crate::align::Bead;
use crate::review::RowState;

/// What stands before a suggestion that became a line of the comment.
const OTHER_SUGGESTION: &str = "suggested translation: ";

/// A row of a review: its segments, its state, and notes.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct ReviewedRow {
    /// Numbers of the source segments.
    pub source: Range<usize>,
    /// Numbers of the target segments.
    pub target: Range<usize>,
    /// The state: open, confirmed or corrected.
    pub state: RowState,
    /// Whether a person marked the row.
    pub mark: bool,
    /// The comment; empty if there is none.
    pub comment: String,
    /// The whole translation that a person suggests for the row instead of its target. A row with a suggestion keeps its
    /// segments, as a fixed row does.
    #[cfg_attr(feature = "serde", serde(default))]
    pub suggestion: Option<String>,
    /// What the row was before its texts changed. A fixed row has none.
    #[cfg_attr(feature = "serde", serde(default))]
    pub changed: Option<Changed>,
}

/// What a row was before its source or its target changed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Changed {
    /// The state of the row when its texts were those.
    pub state: RowState,
    /// The old source text, on one line.
    pub source_text: String,
    /// The old target text, on one line.
    pub target_text: String,
}

impl Changed {
    /// Makes the record of a row that had a state and two texts.
    pub fn new(
        state: RowState,
        source_text: impl Into<String>,
        target_text: impl Into<String>,
    ) -> Self {
        Changed {
            state,
            source_text: source_text.into(),
            target_text: target_text.into(),
        }
    }
}

/// What a person wrote in a row. Shown as the end of a message; nothing if there is nothing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Notes<'a> {
    pub(super) suggestion: &'a str,
    pub(super) comment: &'a str,
}

impl fmt::Display for Notes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, text) in [("suggestion", self.suggestion), ("comment", self.comment)] {
            if !text.is_empty() {
                write!(f, "; its {name} is `{}`", text.escape_debug())?;
            }
        }
        Ok(())
    }
}

impl ReviewedRow {
    /// Makes an open row without notes.
    #[must_use]
    pub fn new(source: Range<usize>, target: Range<usize>) -> Self {
        ReviewedRow {
            source,
            target,
            state: RowState::Open,
            mark: false,
            comment: String::new(),
            suggestion: None,
            changed: None,
        }
    }

    pub(super) fn open(bead: &Bead) -> Self {
        ReviewedRow::new(bead.source.clone(), bead.target.clone())
    }

    /// Whether aligning again keeps the segments of the row: it is confirmed or corrected, or has a suggestion.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.state.is_fixed() || self.suggestion.is_some()
    }

    /// Whether a person left anything in the row that must not be lost.
    pub(super) fn has_notes(&self) -> bool {
        self.is_kept() || self.mark || !self.comment.is_empty() || self.changed.is_some()
    }

    pub(super) fn is_null(&self) -> bool {
        self.source.is_empty() || self.target.is_empty()
    }

    /// Adds the mark, the comment and the old texts of another row.
    pub(super) fn add_notes_of(&mut self, other: &ReviewedRow) {
        self.mark |= other.mark;
        self.add_comment(&other.comment);
        match (&mut self.changed, &other.changed) {
            (Some(changed), Some(more)) if changed != more => changed.add(more),
            (Some(_), _) => {}
            (changed, more) => changed.clone_from(more),
        }
    }

    /// What a person wrote in it.
    pub(super) fn notes(&self) -> Notes<'_> {
        Notes {
            suggestion: self.suggestion.as_deref().unwrap_or_default(),
            comment: &self.comment,
        }
    }

    /// Keeps a suggestion that is not for the text of this row as a line of the comment.
    pub(super) fn add_suggestion_as_comment(&mut self, suggestion: &str) {
        self.add_comment(&format!("{OTHER_SUGGESTION}{suggestion}"));
    }

    /// Adds a line to the comment, unless it has this line.
    pub(super) fn add_comment(&mut self, comment: &str) {
        if comment.is_empty()
            || self.comment == comment
            || self.comment.split('\n').any(|line| line == comment)
        {
            return;
        }
        if !self.comment.is_empty() {
            self.comment.push('\n');
        }
        self.comment.push_str(comment);
    }
}

impl Changed {
    /// Adds the texts of the row that stood behind this one. The two were confirmed if both were.
    fn add(&mut self, next: &Changed) {
        self.state = self.state.min(next.state);
        for (text, more) in [
            (&mut self.source_text, &next.source_text),
            (&mut self.target_text, &next.target_text),
        ] {
            if !text.is_empty() && !more.is_empty() {
                text.push(' ');
            }
            text.push_str(more);
        }
    }
}
