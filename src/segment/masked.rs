//! A block as the rules of segmentation read it: prose, with blanks for markup and one word for code.
//!
//! In: a block of a content. Out: a text of the same bytes, and cuts that respect the inline spans. O(bytes of the block).

use std::borrow::Cow;

use crate::segment::cut::{Cut, is_blank};
use crate::text::{Content, Inline, InlineKind, Span};

/// A block without its markup.
pub(super) struct Masked<'c> {
    text: Cow<'c, str>,
    body: &'c str,
    inlines: &'c [Inline],
    seams: &'c [usize],
    /// The first byte of the block.
    start: usize,
}

impl<'c> Masked<'c> {
    pub(super) fn new(content: &'c Content, span: Span) -> Self {
        let body = span.of(content.text());
        let inlines = content.inlines_in(span);
        let mut text = Cow::Borrowed(body);
        if !inlines.is_empty() {
            let masked = text.to_mut();
            masked.clear();
            for inline in inlines {
                let start = inline.span.start.max(span.start) - span.start;
                let end = inline.span.end.min(span.end) - span.start;
                masked.push_str(&body[masked.len()..start]);
                let as_word = inline.kind == InlineKind::Code && start < end;
                masked.push_str(if as_word { "X" } else { "" });
                let filler = if as_word { 'x' } else { ' ' };
                masked.extend(std::iter::repeat_n(filler, end - masked.len()));
            }
            masked.push_str(&body[masked.len()..]);
        }
        Masked {
            text,
            body,
            inlines,
            seams: content.seams_in(span),
            start: span.start,
        }
    }

    /// The text to find cuts in.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Makes cuts in the masked text cuts of the block: behind closing markup, before opening markup, in no inline span. Adds
    /// soft cuts at seams.
    pub(super) fn restore(&self, cuts: &mut Vec<Cut>) {
        if !self.inlines.is_empty() {
            for cut in cuts.iter_mut() {
                cut.at = self.moved(cut.at);
            }
            cuts.dedup_by_key(|cut| cut.at);
        }
        let n_known = cuts.len();
        for &seam in self.seams {
            let at = seam - self.start;
            let found = cuts[..n_known].partition_point(|cut| cut.at < at);
            let blank = |to: usize| self.body[at.min(to)..at.max(to)].trim_matches(is_blank);
            let is_known = cuts[..n_known]
                .get(found)
                .is_some_and(|cut| blank(cut.at).is_empty())
                || found > 0 && blank(cuts[found - 1].at).is_empty();
            if !is_known {
                cuts.push(Cut::soft(at));
            }
        }
        if cuts.len() > n_known {
            cuts.sort_by_key(|cut| cut.at);
        }
    }

    /// The place of a cut beside the inline spans that it touches. The rules cut before or after the blanks that stand for
    /// markup; closing markup is before the cut, opening markup after it.
    fn moved(&self, at: usize) -> usize {
        let span = |inline: &Inline| {
            let (start, end) = (inline.span.start, inline.span.end);
            (start.saturating_sub(self.start), end - self.start)
        };
        // Back to the end of the text before the cut, over blanks and markup.
        let mut k = self.inlines.partition_point(|inline| span(inline).0 < at);
        let mut back = at;
        while let Some(before) = k.checked_sub(1).map(|k| &self.inlines[k]) {
            let (start, end) = span(before);
            let is_apart = end < back && !self.body[end..back].trim_matches(is_blank).is_empty();
            if is_apart {
                break;
            }
            if before.kind == InlineKind::Code {
                // Behind code that the cut touches or is in.
                back = back.max(end);
                break;
            }
            back = start;
            k -= 1;
        }
        // On over closing markup and what cannot begin a sentence, up to opening markup or text.
        let mut at = back;
        for inline in &self.inlines[k..] {
            let (start, end) = span(inline);
            if start < at {
                continue;
            }
            let is_apart = !self.body[at..start].trim_matches(is_blank).is_empty();
            if is_apart || inline.kind != InlineKind::Closing {
                break;
            }
            at = end;
        }
        at
    }
}
