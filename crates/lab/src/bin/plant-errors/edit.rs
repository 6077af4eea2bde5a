//! Edits of a text, and where a place of it stands when they are done. O(edits) a place.

use std::ops::Range;

/// A replacement, in bytes of the text before all edits.
#[derive(Debug, Clone)]
pub(crate) struct Edit {
    pub(crate) range: Range<usize>,
    pub(crate) text: String,
}

/// Edits that do not overlap, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Edits(Vec<Edit>);

impl Edits {
    pub(crate) fn push(&mut self, range: Range<usize>, text: impl Into<String>) {
        let text = text.into();
        self.0.push(Edit { range, text });
        self.0.sort_by_key(|edit| edit.range.start);
    }

    /// Whether a piece of the old text that says so much was replaced.
    pub(crate) fn replace(&self, old: &str, text: &str) -> bool {
        let replaced = |edit: &Edit| &text[edit.range.clone()] == old;
        self.0.iter().any(replaced)
    }

    /// The text with all edits done.
    pub(crate) fn apply(&self, text: &str) -> String {
        let (mut out, mut at) = (String::with_capacity(text.len()), 0);
        for edit in &self.0 {
            out.push_str(&text[at..edit.range.start]);
            out.push_str(&edit.text);
            at = edit.range.end;
        }
        out.push_str(&text[at..]);
        out
    }

    /// Where a range of the old text stands in the new one, with all that was put into it.
    pub(crate) fn moved(&self, range: &Range<usize>) -> Range<usize> {
        let shift = |edits: &mut dyn Iterator<Item = &Edit>, at: usize| {
            edits.fold(at, |at, edit| at + edit.text.len() - edit.range.len())
        };
        let start = shift(
            &mut self
                .0
                .iter()
                .filter(|e| e.range.end <= range.start && e.range.start < range.start),
            range.start,
        );
        let end = shift(
            &mut self.0.iter().filter(|e| e.range.end <= range.end),
            range.end,
        );
        start..end
    }
}
