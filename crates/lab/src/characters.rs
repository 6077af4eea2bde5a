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

/// The same of the document's file: several spans for a segment that something interrupts which a reader left out.
pub fn file_spans(document: &Document) -> Vec<Vec<[usize; 2]>> {
    let offsets = Offsets::new(document.file_text());
    let in_file = |span| {
        let spans = document.in_file(span).into_iter();
        let spans = spans.map(|span| offsets.characters(span));
        spans.map(|span| [span.start, span.end]).collect()
    };
    let segments = document.segments().iter();
    segments.map(|segment| in_file(segment.span)).collect()
}
