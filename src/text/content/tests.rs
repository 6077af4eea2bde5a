//! Contents that builders make.

use proptest::prelude::*;

use super::*;
use crate::Language;
use crate::segment::Segmenter;

/// What a builder does next with a part of a file.
#[derive(Debug, Clone)]
enum Step {
    Take(usize),
    Skip(usize),
    Replace(usize, String),
    Insert(String),
    Begin(BlockKind),
    Furniture,
    Seam,
    Inline(InlineKind, usize),
    Cue(u32, usize),
}

fn step() -> impl Strategy<Value = Step> {
    let kinds = [
        BlockKind::Lines,
        BlockKind::Paragraph,
        BlockKind::Code,
        BlockKind::Cues,
    ];
    let inlines = [InlineKind::Code, InlineKind::Opening, InlineKind::Closing];
    prop_oneof![
        (0usize..9).prop_map(Step::Take),
        (0usize..9).prop_map(Step::Take),
        (0usize..5).prop_map(Step::Skip),
        (0usize..5, "[a雨]{0,2}").prop_map(|(n, text)| Step::Replace(n, text)),
        "[ \\na。]{0,2}".prop_map(Step::Insert),
        proptest::sample::select(kinds.to_vec()).prop_map(Step::Begin),
        Just(Step::Furniture),
        Just(Step::Seam),
        (proptest::sample::select(inlines.to_vec()), 0usize..5)
            .prop_map(|(kind, n)| Step::Inline(kind, n)),
        (0u32..999, 0usize..5).prop_map(|(time, n)| Step::Cue(time, n)),
    ]
}

/// Does the steps, as far as the file goes.
fn built(file: &str, steps: &[Step]) -> Content {
    let mut builder = ContentBuilder::of_file(file);
    let mut at = 0;
    let mut next = |n: usize| {
        let rest = file[at..]
            .char_indices()
            .nth(n)
            .map_or(file.len() - at, |(end, _)| end);
        let bytes = at..at + rest;
        at = bytes.end;
        bytes
    };
    for step in steps {
        match step {
            Step::Take(n) => builder.take(next(*n)),
            Step::Skip(n) => {
                next(*n);
                &mut builder
            }
            Step::Replace(n, text) => builder.replace(next(*n), text),
            Step::Insert(text) => builder.insert(text),
            Step::Begin(kind) => builder.begin(*kind),
            Step::Furniture => builder.furniture(),
            Step::Seam => builder.seam(),
            Step::Inline(kind, n) => builder.inline(*kind, |builder| {
                builder.take(next(*n));
            }),
            Step::Cue(time, n) => builder.cue(*time..time + 9, |builder| {
                builder.take(next(*n));
            }),
        };
    }
    builder.finish()
}

proptest! {
    #[test]
    fn spans_slice_and_segments_stay_in_blocks(
        file in "[a-cA 雨。.!`\\n]{0,60}",
        steps in proptest::collection::vec(step(), 0..30),
    ) {
        let content = built(&file, &steps);
        prop_assert_eq!(content.check(), Ok(()));
        let whole = Span::new(0, content.text().len());
        let spans = content.in_file(whole);
        prop_assert!(spans.is_sorted_by(|a, b| a.end <= b.start));
        prop_assert!(spans.iter().all(|span| file.get(span.start..span.end).is_some()));
        for language in [Language::English, Language::Japanese] {
            let document = Segmenter::new(language).document_of(content.clone());
            let mut is_covered = vec![false; content.text().len()];
            for segment in document.segments() {
                let block = content.block_at(segment.span.start).expect("a segment is in a block");
                prop_assert!(segment.span.end <= block.span.end);
                is_covered[Range::from(segment.span)].fill(true);
                for inline in content.inlines_in(segment.span) {
                    let inside = content.text()[Range::from(inline.span)].trim();
                    let start = inline.span.end - inline.span.of(content.text()).trim_start().len();
                    let end = start + inside.len();
                    let cuts = |at: usize| start < at && at < end;
                    // Lines and code are cut at line breaks, whatever stands there.
                    let is_of_lines = matches!(block.kind, BlockKind::Lines | BlockKind::Code);
                    prop_assert!(is_of_lines || !cuts(segment.span.start) && !cuts(segment.span.end));
                }
            }
            for block in content.blocks() {
                for (at, c) in block.span.of(content.text()).char_indices() {
                    prop_assert!(c.is_whitespace() || is_covered[block.span.start + at]);
                }
            }
        }
    }
}

#[test]
fn a_part_of_a_content_has_parts_of_its_blocks() {
    let mut builder = ContentBuilder::of_file("Rain. 雨。 Snow. 雪。");
    builder.begin(BlockKind::Paragraph).take(0..12);
    builder.begin(BlockKind::Paragraph).take(13..25);
    let content = builder.finish();
    let part = content.within(&[Span::new(0, 5), Span::new(14, 19)]);
    let texts: Vec<&str> = part
        .blocks()
        .iter()
        .map(|block| block.span.of(part.text()))
        .collect();
    assert_eq!(texts, ["Rain.", "Snow."]);
}

#[test]
fn a_part_of_a_content_has_parts_of_its_inline_spans() {
    let mut builder = ContentBuilder::of_file("It `ran\nand ran` on.");
    builder.begin(BlockKind::Paragraph).take(0..3);
    builder.inline(InlineKind::Code, |builder| {
        builder.take(3..16);
    });
    builder.take(16..20);
    let content = builder.finish();
    for (name, spans, expected) in [
        ("all of it", &[(0, 20)][..], &["`ran\nand ran`"][..]),
        ("its beginning", &[(0, 7)], &["`ran"]),
        ("its end", &[(8, 20)], &["and ran`"]),
        ("both, apart", &[(0, 7), (8, 20)], &["`ran", "and ran`"]),
        ("what stands beside it", &[(0, 3), (16, 20)], &[]),
    ] {
        let spans: Vec<Span> = spans
            .iter()
            .map(|&(start, end)| Span::new(start, end))
            .collect();
        let part = content.within(&spans);
        let texts: Vec<&str> = part
            .inlines()
            .iter()
            .map(|inline| inline.span.of(part.text()))
            .collect();
        assert_eq!(texts, expected, "{name}");
    }
}
