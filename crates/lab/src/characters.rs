//! Byte spans → spans in Unicode scalar values, with which a user of Python slices. O(bytes).

use taiyaku::Document;

/// The spans of all segments, half-open, in Unicode scalar values of the document's text.
pub fn character_spans(document: &Document) -> Vec<[usize; 2]> {
    let text = document.text();
    let (mut byte, mut character) = (0, 0);
    let mut characters_before = |end: usize| {
        character += text[byte..end].chars().count();
        byte = end;
        character
    };
    let segments = document.segments().iter();
    segments
        .map(|s| [s.span.start, s.span.end].map(&mut characters_before))
        .collect()
}
