//! Text that is cut already, one segment a line.

use taiyaku::{Begin, Document, Language, Segment, Span};

/// A document with a segment for each line that is not blank, and the numbers of those lines from 0. A blank line
/// begins a paragraph. O(bytes).
pub(crate) fn document(text: &str, language: Language) -> (Document, Vec<usize>) {
    let mut segments: Vec<Segment> = Vec::new();
    let mut lines = Vec::new();
    let (mut start, mut paragraph) = (0, 0);
    let mut begin = Begin::Paragraph;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            paragraph += u32::from(begin != Begin::Paragraph);
            begin = Begin::Paragraph;
        } else {
            let from = start + line.len() - line.trim_start().len();
            segments.push(Segment {
                span: Span::new(from, from + trimmed.len()),
                paragraph,
                begin,
            });
            lines.push(number);
            begin = Begin::Sentence;
        }
        start += line.len();
    }
    (Document::from_segments(text, language, segments), lines)
}
