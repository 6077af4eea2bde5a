//! Byte spans → spans in Unicode scalar values, with which a user of Python slices. O(bytes).

use taiyaku::Document;
use taiyaku::text::Offsets;

/// The spans of all segments, half-open, in Unicode scalar values of the document's text.
pub fn character_spans(document: &Document) -> Vec<[usize; 2]> {
    let offsets = Offsets::new(document.text());
    let segments = document.segments().iter();
    segments
        .map(|segment| offsets.characters(segment.span))
        .map(|characters| [characters.start, characters.end])
        .collect()
}
