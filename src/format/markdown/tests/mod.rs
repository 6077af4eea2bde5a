//! What each mark of Markdown and MDX becomes, and what holds for any text.

mod any;
mod blocks;
mod front;
mod inline;
mod tags;

use crate::Language;
use crate::format::markdown::read as read_text;
use crate::segment::Segmenter;
use crate::text::{BlockKind, Content, InlineKind, Span};

fn read(file: &str) -> Content {
    read_text(file)
}

/// A block a line: `kind [key] text`; `‹opening›`, `›closing‹`, `«code»`, `⏎` a line break, `¦` a seam.
fn shown(file: &str) -> Vec<String> {
    let content = read(file);
    let blocks = content.blocks().iter().map(|block| {
        let mut shown = block.kind.name().to_owned();
        if let Some(key) = &block.key {
            shown += &format!(" [{key}]");
        }
        shown += ": ";
        let mut marks: Vec<(usize, usize, &str)> = Vec::new();
        for inline in content.inlines_in(block.span) {
            let (open, close) = match inline.kind {
                InlineKind::Code => ("«", "»"),
                InlineKind::Opening => ("‹", "›"),
                InlineKind::Closing => ("›", "‹"),
            };
            marks.push((inline.span.start, 2, open));
            marks.push((inline.span.end, 0, close));
        }
        marks.extend(content.seams_in(block.span).iter().map(|&at| (at, 1, "¦")));
        marks.sort_unstable();
        let mut at = block.span.start;
        for (mark, _, sign) in marks {
            shown += &content.text()[at..mark];
            shown += sign;
            at = mark;
        }
        shown += &content.text()[at..block.span.end];
        shown.replace("\r\n", "⏎").replace('\n', "⏎")
    });
    blocks.collect()
}

type Row = (&'static str, &'static str, &'static [&'static str]);

fn check_rows(rows: &[Row]) {
    let mut wrong = Vec::new();
    for (name, file, expected) in rows {
        let found = shown(file);
        if found != *expected {
            wrong.push(format!("{name}: found {found:#?}, expected {expected:#?}"));
        }
        check(file);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What holds for every content of Markdown.
fn check(file: &str) {
    let content = read(file);
    content
        .check()
        .unwrap_or_else(|error| panic!("{error} in {file:?}"));
    assert_eq!(content.file_text(), file);
    let mut is_in_block = vec![false; file.len()];
    let mut end = 0;
    for block in content.blocks() {
        let spans = content.in_file(block.span);
        let first = spans.first().expect("a block has text in the file");
        assert!(end <= first.start, "blocks out of order in {file:?}");
        for span in &spans {
            end = span.end;
            is_in_block[span.start..span.end].fill(true);
        }
    }
    for (at, c) in file.char_indices() {
        assert!(
            is_in_block[at] || !c.is_alphanumeric(),
            "lost {c:?} at byte {at} of {file:?}"
        );
    }
    for inline in content.inlines() {
        let block = content
            .block_at(inline.span.start)
            .expect("markup is in a block");
        assert!(inline.span.end <= block.span.end);
    }
    let content = std::sync::Arc::new(content);
    for language in [Language::English, Language::Japanese] {
        let document = Segmenter::new(language).document_of(content.clone());
        for segment in document.segments() {
            let Span { start, end } = segment.span;
            for inline in content.inlines_in(segment.span) {
                let text = content.text();
                let before = &text[inline.span.start..start.max(inline.span.start)];
                let after = &text[end.min(inline.span.end)..inline.span.end];
                assert!(
                    before.trim().is_empty() && after.trim().is_empty(),
                    "{segment:?} cuts {inline:?} in {file:?}"
                );
            }
        }
    }
}

#[test]
fn spans_of_a_block_are_one_in_the_file() {
    let file = "> The sea\n> is **calm**.";
    let content = read(file);
    let block = &content.blocks()[0];
    assert_eq!(block.kind, BlockKind::Paragraph);
    assert_eq!(content.in_file(block.span), [Span::new(2, file.len())]);
}
