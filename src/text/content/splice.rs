//! A content in which spans have other texts: how a text is checked before its file is changed.
//!
//! In: a content, and spans in order, each with what comes in its place. Out: a content of no file. Blocks keep their kinds and
//! keys; inline spans, cues and seams that touch a replaced span go, and those of the new texts come. O(bytes).

use crate::text::content::origin::Origin;
use crate::text::content::{Block, Content, Cue, Guesses, Inline};
use crate::text::span::Span;

/// A span of a text, and what comes in its place.
pub(crate) struct Splice<'a> {
    pub(crate) span: Span,
    /// What stands before the new text, such as a blank.
    pub(crate) glue: &'a str,
    pub(crate) new: &'a Content,
}

impl Splice<'_> {
    fn len(&self) -> usize {
        self.glue.len() + self.new.text().len()
    }
}

impl Content {
    /// The content with other texts in spans, which are in order and disjoint; and where each new text is, without its glue.
    pub(crate) fn spliced(&self, splices: &[Splice<'_>]) -> (Content, Vec<Span>) {
        let mut text = String::with_capacity(self.text.len());
        let (mut end, mut places) = (0, Vec::with_capacity(splices.len()));
        for splice in splices {
            text.push_str(&self.text[end..splice.span.start]);
            text.push_str(splice.glue);
            let start = text.len();
            text.push_str(splice.new.text());
            places.push(Span::new(start, text.len()));
            end = splice.span.end;
        }
        text.push_str(&self.text[end..]);
        let moved = Moved::new(splices);
        let mut inlines: Vec<Inline> = self
            .inlines
            .iter()
            .filter_map(|inline| {
                let span = moved.whole(inline.span)?;
                Some(Inline { span, ..*inline })
            })
            .collect();
        for (splice, place) in splices.iter().zip(&places) {
            inlines.extend(splice.new.inlines.iter().map(|inline| Inline {
                span: inline.span.shifted(place.start),
                ..*inline
            }));
        }
        inlines.sort_by_key(|inline| inline.span);
        let cues = self.cues.iter().filter_map(|cue| {
            let span = moved.whole(cue.span)?;
            Some(Cue { span, ..*cue })
        });
        let seams = self.seams.iter().filter_map(|&seam| {
            let span = moved.whole(Span::new(seam, seam))?;
            Some(span.start)
        });
        let content = Content {
            text: text.into(),
            blocks: moved.blocks(&self.blocks),
            inlines,
            cues: cues.collect(),
            seams: seams.collect(),
            origin: Origin::Nowhere,
            guesses: Guesses::default(),
        };
        (content, places)
    }
}

/// Where places of the old text are in the new one.
struct Moved {
    /// Of each splice the old span, and the new one.
    spans: Vec<(Span, Span)>,
}

impl Moved {
    fn new(splices: &[Splice<'_>]) -> Moved {
        let (mut old_end, mut new_end) = (0, 0);
        let spans = splices.iter().map(|splice| {
            let start = new_end + splice.span.start - old_end;
            (old_end, new_end) = (splice.span.end, start + splice.len());
            (splice.span, Span::new(start, new_end))
        });
        Moved {
            spans: spans.collect(),
        }
    }

    /// A place that no splice holds inside. What is put in just there comes behind it.
    fn before(&self, at: usize) -> usize {
        let k = self
            .spans
            .partition_point(|(old, _)| old.end <= at && old.start < at);
        match k.checked_sub(1).map(|k| self.spans[k]) {
            Some((old, new)) => new.end + (at - old.end),
            None => at,
        }
    }

    /// The same, but what is put in just there comes before it.
    fn behind(&self, at: usize) -> usize {
        let k = self.spans.partition_point(|(old, _)| old.end <= at);
        match k.checked_sub(1).map(|k| self.spans[k]) {
            Some((old, new)) => new.end + (at - old.end),
            None => at,
        }
    }

    /// The splice that holds a place inside.
    fn inside(&self, at: usize) -> Option<(Span, Span)> {
        let k = self.spans.partition_point(|(old, _)| old.end <= at);
        let found = self.spans.get(k).copied();
        found.filter(|(old, _)| old.start < at)
    }

    /// A span that no splice touches.
    fn whole(&self, span: Span) -> Option<Span> {
        let k = self.spans.partition_point(|(old, _)| old.end <= span.start);
        let is_touched = self
            .spans
            .get(k)
            .is_some_and(|(old, _)| old.start < span.end.max(span.start + 1));
        if is_touched {
            return None;
        }
        let start = self.behind(span.start);
        Some(Span::new(start, start + span.len()))
    }

    /// A block that begins inside a replaced span begins behind the new text, and one that ends inside ends there: the new
    /// text belongs to the first block of its span.
    fn blocks(&self, blocks: &[Block]) -> Vec<Block> {
        let mut moved: Vec<Block> = Vec::with_capacity(blocks.len());
        for block in blocks {
            let start = match self.inside(block.span.start) {
                Some((_, new)) => new.end,
                None => self.before(block.span.start),
            };
            let end = match self.inside(block.span.end) {
                Some((_, new)) => new.end,
                None => self.behind(block.span.end),
            };
            let before = moved.last().map_or(0, |last| last.span.end);
            let span = Span::new(start.max(before), end.max(start).max(before));
            if !span.is_empty() {
                moved.push(Block {
                    span,
                    ..block.clone()
                });
            }
        }
        moved
    }
}
