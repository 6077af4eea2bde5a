//! [`Segmenter::replaced`]: a document in which runs of segments have other texts.
//!
//! In: a document and replacements in order. Out: a document whose other segments are as they were, and where the new ones are.
//! It is what a corrected text will be, before its file is changed. O(bytes).

use std::ops::Range;
use std::sync::Arc;

use crate::segment::Segmenter;
use crate::text::splice::Splice;
use crate::text::{Begin, Content, Document, Language, Segment, Span};

/// A run of segments, and what comes in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Replacement {
    /// The numbers of the segments. An empty range puts the text in behind the segment before it, or before the first.
    pub segments: Range<usize>,
    /// The new text, with its inline spans. Empty or blank: the segments go.
    pub content: Content,
}

impl Segmenter {
    /// Replaces runs of segments of a document by other texts, and returns the document with the numbers of the segments of each
    /// new text. All other segments stay as they are. The new document belongs to no file. O(bytes).
    ///
    /// ```
    /// use taiyaku::segment::{Replacement, Segmenter};
    /// use taiyaku::text::Content;
    /// use taiyaku::Language;
    ///
    /// let segmenter = Segmenter::new(Language::Japanese);
    /// let document = segmenter.document("雨が降った。家にいた。");
    /// let replacement = Replacement { segments: 1..2, content: Content::plain("出かけた。すぐ戻った。") };
    /// let (document, places) = segmenter.replaced(&document, &[replacement]);
    /// assert_eq!(document.text(), "雨が降った。出かけた。すぐ戻った。");
    /// assert_eq!(places, [1..3]);
    /// ```
    ///
    /// # Panics
    ///
    /// If the runs overlap, are not in order, or end beyond the last segment.
    #[must_use]
    pub fn replaced(
        &self,
        document: &Document,
        replacements: &[Replacement],
    ) -> (Document, Vec<Range<usize>>) {
        let segments = document.segments();
        let splices: Vec<Splice<'_>> = replacements
            .iter()
            .map(|replacement| self.splice(document, replacement))
            .collect();
        let plain;
        let content = match document.content() {
            Some(content) => content,
            None => {
                plain = Content::plain(document.shared_text());
                &plain
            }
        };
        let (content, places) = content.spliced(&splices);
        let mut fresh: Vec<Segment> = Vec::with_capacity(segments.len());
        let mut ranges = Vec::with_capacity(places.len());
        let (mut at, mut old_end, mut new_end) = (0, 0, 0);
        for ((replacement, splice), place) in replacements.iter().zip(&splices).zip(places) {
            let run = replacement.segments.clone();
            assert!(at <= run.start, "segments {run:?} do not follow {at}");
            push_shifted(&segments[at..run.start], old_end, new_end, &mut fresh);
            let n_before = fresh.len();
            self.push_new(segments, &run, &content, place, &mut fresh);
            ranges.push(n_before..fresh.len());
            (at, old_end, new_end) = (run.end, splice.span.end, place.end);
        }
        push_shifted(&segments[at..], old_end, new_end, &mut fresh);
        let fresh = match document.content() {
            Some(_) => Document::from_content(Arc::new(content), document.language(), fresh),
            None => Document::from_segments(content.shared_text(), document.language(), fresh),
        };
        (fresh, ranges)
    }

    /// Where a replacement comes.
    fn splice<'a>(&self, document: &Document, replacement: &'a Replacement) -> Splice<'a> {
        let (segments, run) = (document.segments(), &replacement.segments);
        let new = &replacement.content;
        let blank = match document.language() {
            Language::Japanese => "",
            _ => " ",
        };
        let (span, glue) = match &segments[run.clone()] {
            [] => match run.start.checked_sub(1) {
                Some(before) => {
                    let end = segments[before].span.end;
                    (Span::new(end, end), blank)
                }
                None => {
                    let start = segments.first().map_or(0, |first| first.span.start);
                    (Span::new(start, start), "")
                }
            },
            [first, .., last] => (Span::new(first.span.start, last.span.end), ""),
            [only] => (only.span, ""),
        };
        Splice { span, glue, new }
    }

    /// Appends the segments of a new text. It begins as the run began; a text that is put in goes on with the paragraph before.
    fn push_new(
        &self,
        segments: &[Segment],
        run: &Range<usize>,
        content: &Content,
        place: Span,
        fresh: &mut Vec<Segment>,
    ) {
        let n_before = fresh.len();
        let (begin, paragraph) = match (run.is_empty(), run.start.checked_sub(1)) {
            (true, Some(before)) => (Begin::Sentence, segments[before].paragraph),
            (true, None) => (Begin::Paragraph, 0),
            (false, _) => (segments[run.start].begin, segments[run.start].paragraph),
        };
        self.segments_in(content.text(), place, paragraph, fresh);
        for (k, segment) in fresh[n_before..].iter_mut().enumerate() {
            segment.paragraph = paragraph;
            segment.begin = match (k, segment.begin) {
                (0, _) => begin,
                (_, Begin::Paragraph) => Begin::Sentence,
                (_, other) => other,
            };
        }
        join_in_inlines(content, n_before, fresh);
    }
}

/// Joins segments that a cut inside an inline span parted.
fn join_in_inlines(content: &Content, from: usize, segments: &mut Vec<Segment>) {
    let mut k = from + 1;
    while k < segments.len() {
        let (before, after) = (segments[k - 1].span, segments[k].span);
        let between = Span::new(before.end, after.start.max(before.end + 1));
        let is_inside = |inline: &crate::text::Inline| {
            inline.span.start < before.end && after.start < inline.span.end
        };
        match content.inlines_in(between).iter().any(is_inside) {
            true => {
                segments[k - 1].span.end = after.end;
                segments.remove(k);
            }
            false => k += 1,
        }
    }
}

fn push_shifted(segments: &[Segment], old_end: usize, new_end: usize, fresh: &mut Vec<Segment>) {
    fresh.extend(segments.iter().map(|segment| {
        let start = segment.span.start - old_end + new_end;
        Segment {
            span: Span::new(start, start + segment.span.len()),
            ..*segment
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BlockKind, ContentBuilder, InlineKind};

    fn texts(document: &Document) -> Vec<&str> {
        let n = document.segments().len();
        (0..n).map(|k| document.segment_text(k)).collect()
    }

    fn replacement(segments: Range<usize>, text: &str) -> Replacement {
        Replacement {
            segments,
            content: Content::plain(text),
        }
    }

    #[test]
    fn other_segments_stay() {
        let segmenter = Segmenter::new(Language::Japanese);
        let text = "雨が降った。家にいた。\n\n猫もいた。";
        type Row<'a> = (
            &'a str,
            Vec<(Range<usize>, &'a str)>,
            Vec<&'a str>,
            Vec<(usize, usize)>,
        );
        let rows: [Row<'_>; 7] = [
            (
                "nothing",
                vec![],
                vec!["雨が降った。", "家にいた。", "猫もいた。"],
                vec![],
            ),
            (
                "one by two",
                vec![(1..2, "出た。戻った。")],
                vec!["雨が降った。", "出た。", "戻った。", "猫もいた。"],
                vec![(1, 3)],
            ),
            (
                "two by one",
                vec![(0..2, "雪だ。")],
                vec!["雪だ。", "猫もいた。"],
                vec![(0, 1)],
            ),
            (
                "over a paragraph",
                vec![(1..3, "猫と家にいた。")],
                vec!["雨が降った。", "猫と家にいた。"],
                vec![(1, 2)],
            ),
            (
                "gone",
                vec![(1..2, " ")],
                vec!["雨が降った。", "猫もいた。"],
                vec![(1, 1)],
            ),
            (
                "put in before the first and behind the last",
                vec![(0..0, "朝。"), (3..3, "夜。")],
                vec!["朝。", "雨が降った。", "家にいた。", "猫もいた。", "夜。"],
                vec![(0, 1), (4, 5)],
            ),
            (
                "neighbours",
                vec![(0..1, "甲。"), (1..1, "乙。"), (1..2, "丙。")],
                vec!["甲。", "乙。", "丙。", "猫もいた。"],
                vec![(0, 1), (1, 2), (2, 3)],
            ),
        ];
        for (name, changes, expected, ranges) in rows {
            let changes: Vec<Replacement> = changes
                .into_iter()
                .map(|(run, text)| replacement(run, text))
                .collect();
            let plain = segmenter.document(text);
            let mut builder = ContentBuilder::of_container();
            for paragraph in text.split("\n\n") {
                builder.begin(BlockKind::Cell).insert(paragraph);
            }
            let of_blocks = segmenter.document_of(builder.finish());
            for document in [plain, of_blocks] {
                let (fresh, found) = segmenter.replaced(&document, &changes);
                assert_eq!(texts(&fresh), expected, "{name}");
                let found: Vec<(usize, usize)> =
                    found.iter().map(|run| (run.start, run.end)).collect();
                assert_eq!(found, ranges, "{name}");
                if let Some(content) = fresh.content() {
                    content.check().expect(name);
                    let in_cell = |k| fresh.block(k).is_some_and(|b| b.kind == BlockKind::Cell);
                    assert!((0..fresh.segments().len()).all(in_cell), "{name}");
                }
            }
        }
    }

    #[test]
    fn inline_spans_of_the_new_text_come() {
        let segmenter = Segmenter::new(Language::Japanese);
        let code = |text: &str| {
            let mut builder = ContentBuilder::of_container();
            builder.begin(BlockKind::Paragraph).insert(text);
            builder.inline(InlineKind::Code, |builder| {
                builder.insert("a。b");
            });
            builder.insert("を呼ぶ。");
            builder.finish()
        };
        let document = segmenter.document_of(code("まず"));
        let change = Replacement {
            segments: 0..1,
            content: code("次に"),
        };
        let (fresh, _) = segmenter.replaced(&document, &[change]);
        let content = fresh.content().expect("it had one");
        assert_eq!(content.inlines().len(), 1);
        assert_eq!(content.inlines()[0].span.of(fresh.text()), "a。b");
        assert_eq!(texts(&fresh), ["次にa。bを呼ぶ。"]);
    }
}
