//! Text that is cut already, one segment a line, in any two languages: `align_segments [SOURCE TARGET]`.
//!
//! Prints a bead a line in the form of Vecalign: the numbers of its segments from 0, and a cost.

use std::io;

use taiyaku::format::{text_file, vecalign};
use taiyaku::{Aligner, Begin, Bitext, Document, Language, Segment, Span};

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples/segments");

fn main() -> taiyaku::Result<()> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.len() < 2 {
        paths = ["source", "target"]
            .map(|side| format!("{SAMPLES}.{side}.txt"))
            .into();
    }
    // The language of a side decides which words are compared; `Language::Other` takes any words as they are written.
    let source = document(&text_file(&paths[0])?, Language::English);
    let target = document(&text_file(&paths[1])?, Language::Japanese);
    let bitext = Bitext::from_documents(source, target);
    vecalign::write(&Aligner::new().align(&bitext), io::stdout().lock())
}

/// A segment for each line that is not blank; a blank line begins a paragraph.
fn document(text: &str, language: Language) -> Document {
    let mut segments: Vec<Segment> = Vec::new();
    let (mut paragraph, mut begin) = (0, Begin::Paragraph);
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            paragraph += u32::from(begin != Begin::Paragraph);
            begin = Begin::Paragraph;
            continue;
        }
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        let span = Span::new(start, start + line.len());
        segments.push(Segment {
            span,
            paragraph,
            begin,
        });
        begin = Begin::Sentence;
    }
    Document::from_segments(text, language, segments)
}
