//! [`Document`] and [`Segment`]: one side of a bitext, as byte ranges of a text that is owned once.
//!
//! In: a text and its segments. Out: segments, sentences (soft cuts closed) and their text, all borrowed.
//! Building is O(segments); every look-up is O(1).

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::text::content::{Block, BlockKind, Content, InlineKind};
use crate::text::fold::Folded;
use crate::text::into_text::IntoText;
use crate::text::language::Language;
use crate::text::legible::{legible, may_be_folded};
use crate::text::part::beginning;
use crate::text::span::Span;

/// What begins at the start of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Begin {
    /// A paragraph, heading, list item or other block begins here.
    Paragraph,
    /// A sentence begins here, inside a paragraph.
    Sentence,
    /// A sentence begins here, inside a short quotation that [`Document::sentences`] keeps whole.
    Quoted,
    /// A soft cut: the sentence goes on, and the alignment may join the segments.
    Soft,
}

impl Begin {
    /// Whether a sentence begins here: not at a soft cut, and not inside a short quotation.
    ///
    /// ```
    /// use taiyaku::Begin;
    ///
    /// assert!(Begin::Sentence.begins_sentence());
    /// assert!(!Begin::Soft.begins_sentence());
    /// ```
    #[must_use]
    pub fn begins_sentence(self) -> bool {
        matches!(self, Begin::Paragraph | Begin::Sentence)
    }
}

/// The unit of the alignment: a sentence or a part of one, never empty. A segment of a [`Segmenter`](crate::segment::Segmenter)
/// has at its ends no white space and nothing that is not seen, such as U+FEFF or U+200B; one of [`Document::from_lines`] has no
/// white space there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Segment {
    /// Its place in the document's text, in bytes.
    pub span: Span,
    /// The number of its paragraph, counted from 0 in the document.
    pub paragraph: u32,
    /// What begins at its start.
    pub begin: Begin,
}

impl Segment {
    /// Makes a segment. Paragraphs are numbered from 0 in the document.
    ///
    /// ```
    /// use taiyaku::{Begin, Document, Language, Segment};
    ///
    /// let text = "Rain fell. Nobody came.";
    /// let segments = vec![
    ///     Segment::new(0..10, 0, Begin::Paragraph),
    ///     Segment::new(11..23, 0, Begin::Sentence),
    /// ];
    /// let document = Document::from_segments(text, Language::English, segments);
    /// assert_eq!(document.segment_text(1), "Nobody came.");
    /// ```
    ///
    /// # Panics
    ///
    /// If the span ends before it starts.
    pub fn new(span: impl Into<Span>, paragraph: u32, begin: Begin) -> Self {
        Segment {
            span: span.into(),
            paragraph,
            begin,
        }
    }
}

/// One side of a bitext: its text, its language, and its segments in order. Cloning shares them: O(1).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "UncheckedDocument"))]
pub struct Document {
    text: Arc<str>,
    language: Language,
    segments: Arc<Vec<Segment>>,
    /// The blocks of the text, if a reader made them.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    content: Option<Arc<Content>>,
    /// The segments as they are read; none if all are read as they are written.
    #[cfg_attr(feature = "serde", serde(skip))]
    readings: Option<Arc<Vec<Option<Folded<'static>>>>>,
}

impl Document {
    /// Makes a document from a text and its segments. O(segments).
    ///
    /// # Panics
    ///
    /// If a segment is empty, overlaps the one before it, is out of order, or does not slice the text.
    pub fn from_segments(text: impl IntoText, language: Language, segments: Vec<Segment>) -> Self {
        Document::checked(text.into_text(), language, segments)
            .unwrap_or_else(|message| panic!("{message}"))
    }

    /// Makes a document from what a reader made of a file, and segments of its text. O(segments).
    ///
    /// # Panics
    ///
    /// If a segment is empty, overlaps the one before it, is out of order, or does not slice the text.
    pub fn from_content(
        content: impl Into<Arc<Content>>,
        language: Language,
        segments: Vec<Segment>,
    ) -> Self {
        let content = content.into();
        let document = Document::from_segments(content.shared_text(), language, segments);
        Document {
            content: Some(content),
            ..document
        }
    }

    /// Checks the segments. The message names the wrong one.
    fn checked(text: Arc<str>, language: Language, segments: Vec<Segment>) -> Result<Self, String> {
        let mut end = 0;
        for segment in &segments {
            let Span { start, end: stop } = segment.span;
            if start < end || stop <= start || text.get(start..stop).is_none() {
                return Err(format!(
                    "segment {start}..{stop} does not follow byte {end} of a text of {} bytes",
                    text.len()
                ));
            }
            end = stop;
        }
        Ok(Document::of_checked(text, language, segments))
    }

    fn of_checked(text: Arc<str>, language: Language, mut segments: Vec<Segment>) -> Self {
        segments.shrink_to_fit();
        // A text is looked through once; few have a segment of this kind.
        let readings = may_be_folded(&text, language).then(|| {
            let read = |segment: &Segment| legible(segment.span.of(&text), language);
            segments.iter().map(read).collect::<Vec<_>>()
        });
        let readings = readings.filter(|readings| readings.iter().any(Option::is_some));
        Document {
            text,
            language,
            segments: Arc::new(segments),
            content: None,
            readings: readings.map(Arc::new),
        }
    }

    /// The whole text. The segments are slices of it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, shared.
    #[must_use]
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// The language of the text.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The segments in order.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The line on which each segment begins, counted from 0. O(bytes).
    ///
    /// ```
    /// use taiyaku::{Document, Language};
    ///
    /// let document = Document::from_lines("船が沈んだ。\n\n誰も見なかった。\n", Language::Japanese);
    /// assert_eq!(document.line_numbers(), [0, 2]);
    /// ```
    #[must_use]
    pub fn line_numbers(&self) -> Vec<usize> {
        let end = line_end(&self.text) as u8;
        let mut ends = memchr::memchr_iter(end, self.text.as_bytes()).peekable();
        let mut line = 0;
        let segments = self.segments.iter();
        segments
            .map(|segment| {
                while ends.next_if(|&end| end < segment.span.start).is_some() {
                    line += 1;
                }
                line
            })
            .collect()
    }

    /// The text of one segment.
    ///
    /// # Panics
    ///
    /// If there is no segment of that number.
    #[must_use]
    pub fn segment_text(&self, segment: usize) -> &str {
        self.segments[segment].span.of(&self.text)
    }

    /// What a reader made of the file: its blocks and inline spans. None for a document made of a text.
    #[must_use]
    pub fn content(&self) -> Option<&Content> {
        self.content.as_deref()
    }

    /// The text of the file. It is the text of the document, unless a reader left something out. O(1).
    #[must_use]
    pub fn file_text(&self) -> &str {
        self.content().map_or(&self.text, Content::file_text)
    }

    /// Converts a span of the text to spans of the [`file_text`](Document::file_text); see [`Content::in_file`].
    #[must_use]
    pub fn in_file(&self, span: Span) -> Vec<Span> {
        self.content()
            .map_or_else(|| vec![span], |content| content.in_file(span))
    }

    /// The block of a segment. None for a document made of a text. O(log blocks).
    ///
    /// # Panics
    ///
    /// If there is no segment of that number.
    #[must_use]
    pub fn block(&self, segment: usize) -> Option<&Block> {
        let content = self.content()?;
        content.block_at(self.segments[segment].span.start)
    }

    /// Whether a segment is code, or markup that stands alone. O(log blocks).
    ///
    /// # Panics
    ///
    /// If there is no segment of that number.
    #[must_use]
    pub fn is_code(&self, segment: usize) -> bool {
        self.block(segment)
            .is_some_and(|block| block.kind == BlockKind::Code)
    }

    /// The text of one segment as it is read: without soft hyphens and the like (`legible.rs`).
    pub(crate) fn read_text(&self, segment: usize) -> &str {
        self.reading(segment)
            .map_or_else(|| self.segment_text(segment), Folded::text)
    }

    /// The span of a segment's text that a span of [`Document::read_text`] was read from.
    pub(crate) fn written(&self, segment: usize, read: Span) -> Span {
        self.reading(segment)
            .map_or(read, |folded| folded.original(read))
    }

    fn reading(&self, segment: usize) -> Option<&Folded<'static>> {
        let readings = self.readings.as_ref()?;
        readings[segment].as_ref()
    }

    /// One segment as it is read, with blanks in place of its markup, and of its code if asked for.
    pub(crate) fn prose(&self, segment: usize, masked: Masked) -> Prose<'_> {
        let span = self.segments[segment].span;
        let text = span.of(&self.text);
        let masked = match self.content() {
            Some(content) => masked.mask(text, span, content),
            None => Cow::Borrowed(text),
        };
        match (masked, self.reading(segment)) {
            (masked, None) => Prose::AsWritten(masked),
            (Cow::Borrowed(_), Some(reading)) => Prose::Folded(Cow::Borrowed(reading)),
            (Cow::Owned(masked), Some(_)) => match legible(&masked, self.language) {
                Some(folded) => Prose::Folded(Cow::Owned(folded)),
                None => Prose::AsWritten(Cow::Owned(masked)),
            },
        }
    }

    /// The sentences in order, as ranges of segments. Soft cuts are closed, and a short quotation is one sentence.
    ///
    /// ```
    /// use taiyaku::{Language, segment::Segmenter};
    ///
    /// let document = Segmenter::new(Language::English).document("It rained. We stayed.");
    /// assert_eq!(document.sentences().collect::<Vec<_>>(), [0..1, 1..2]);
    /// ```
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let n = self.segments.len();
        let mut start = 0;
        std::iter::from_fn(move || {
            if start == n {
                return None;
            }
            let mut end = start + 1;
            while end < n && !self.segments[end].begin.begins_sentence() {
                end += 1;
            }
            let sentence = start..end;
            start = end;
            Some(sentence)
        })
    }
}

/// The character that ends the lines of a text: CR only where no line ends with LF.
pub(crate) fn line_end(text: &str) -> char {
    match memchr::memchr(b'\n', text.as_bytes()) {
        Some(_) => '\n',
        None => '\r',
    }
}

/// A segment as it is read.
pub(crate) enum Prose<'d> {
    /// The text has the same bytes as the segment.
    AsWritten(Cow<'d, str>),
    /// The text has other bytes than the segment.
    Folded(Cow<'d, Folded<'static>>),
}

impl Prose<'_> {
    pub(crate) fn text(&self) -> &str {
        match self {
            Prose::AsWritten(text) => text,
            Prose::Folded(folded) => folded.text(),
        }
    }
}

/// Which inline spans are replaced by blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Masked {
    /// Markup.
    Markup,
    /// Markup, and of code what is longer than a long word.
    MarkupAndCode,
}

/// The most bytes that code or an address counts in the length of a segment: those of a long word. If code had no length, a
/// sentence that gives a command, and that the translation leaves out, would look like a part of the sentence before. On one
/// page with such sentences any bound from 16 bytes on gives the same beads.
const LONGEST_CODE: usize = 24;

impl Masked {
    fn includes(self, kind: InlineKind) -> bool {
        self == Masked::MarkupAndCode || kind != InlineKind::Code
    }

    /// A part of the text of a content, with blanks in place of its inline spans. The part begins and ends at `span`.
    fn mask<'t>(self, text: &'t str, span: Span, content: &Content) -> Cow<'t, str> {
        let inlines = content.inlines_in(span).iter();
        let mut inlines = inlines
            .filter(|inline| self.includes(inline.kind))
            .peekable();
        if inlines.peek().is_none() {
            return Cow::Borrowed(text);
        }
        let mut masked = String::with_capacity(text.len());
        for inline in inlines {
            let mut start = inline.span.start.max(span.start) - span.start;
            let end = inline.span.end.min(span.end) - span.start;
            if inline.kind == InlineKind::Code {
                start += beginning(&text[start..end], LONGEST_CODE).len();
            }
            masked.push_str(&text[masked.len()..start.max(masked.len())]);
            masked.extend(std::iter::repeat_n(' ', end - masked.len()));
        }
        masked.push_str(&text[masked.len()..]);
        Cow::Owned(masked)
    }
}

/// A deserialised document, before its segments are checked.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct UncheckedDocument {
    text: Arc<str>,
    language: Language,
    segments: Vec<Segment>,
    #[serde(default)]
    content: Option<Arc<Content>>,
}

#[cfg(feature = "serde")]
impl TryFrom<UncheckedDocument> for Document {
    type Error = String;

    fn try_from(document: UncheckedDocument) -> Result<Self, String> {
        let content = document.content;
        let read = Document::checked(document.text, document.language, document.segments)?;
        match &content {
            Some(content) if content.text() != read.text() => {
                Err("the text of the document is not that of its content".to_owned())
            }
            _ => Ok(Document { content, ..read }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "segment 2..3 does not follow byte 4 of a text of 5 bytes")]
    fn segments_out_of_order_panic() {
        let segments = [0..4, 2..3].map(|span| Segment::new(span, 0, Begin::Sentence));
        Document::from_segments("abcde", Language::English, segments.to_vec());
    }
}
