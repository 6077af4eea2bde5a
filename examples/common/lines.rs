//! Text that is cut already, one segment a line.

use taiyaku::{Document, Language};

/// A document with a segment for each line that is not blank, and the numbers of those lines from 0. O(bytes).
pub(crate) fn document(text: &str, language: Language) -> (Document, Vec<usize>) {
    let document = Document::from_lines(text, language);
    let lines = document.line_numbers();
    (document, lines)
}
