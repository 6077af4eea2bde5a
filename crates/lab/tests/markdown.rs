//! A page of documentation and its translation, both MDX, are aligned.

use taiyaku::format::Format;
use taiyaku::{Aligner, Bitext, Pair};

const ENGLISH: &str = include_str!("markdown/guide.en.mdx");
const JAPANESE: &str = include_str!("markdown/guide.ja.mdx");
const EXPECTED: &str = include_str!("markdown/guide.pairs.txt");

fn bitext() -> Bitext {
    let read = |text: &str| Format::Markdown.read(text).expect("Markdown is read");
    Bitext::from_contents(read(ENGLISH), read(JAPANESE))
}

/// A bead in two lines, each side as it stands in its file.
fn shown(bitext: &Bitext, pair: &Pair<'_>) -> String {
    let side = |document: &taiyaku::Document, segments: std::ops::Range<usize>| {
        let content = document.content().expect("the document has blocks");
        let segments = document.segments()[segments].iter();
        let spans = segments.flat_map(|segment| content.in_file(segment.span));
        let texts: Vec<&str> = spans.map(|span| span.of(content.file_text())).collect();
        texts.join(" | ").replace('\n', "⏎")
    };
    let (bead, code) = (pair.bead(), if pair.is_code() { " (code)" } else { "" });
    let source = side(bitext.source(), bead.source.clone());
    let target = side(bitext.target(), bead.target.clone());
    format!("{source}{code}\n{target}\n")
}

#[test]
fn a_page_and_its_translation() {
    let bitext = bitext();
    let alignment = Aligner::new().align(&bitext);
    let found: Vec<String> = bitext
        .pairs(&alignment)
        .map(|pair| shown(&bitext, &pair))
        .collect();
    let found = found.join("\n");
    assert_eq!(found, EXPECTED, "found:\n{found}");
}
