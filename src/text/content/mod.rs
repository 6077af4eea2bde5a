//! [`Content`]: what a reader makes of a file: a text and its [`Block`]s.
//!
//! In: pieces of a file, put together by a [`ContentBuilder`]. Out: a text without furniture (cue lines, running heads,
//! notation), its blocks, the [`Inline`] spans inside them, and the way from the text back to the file. A text that needs no
//! reader is one block of itself. Look-ups are O(log n).

mod builder;
mod guesses;
mod origin;
pub(crate) mod splice;
#[cfg(test)]
mod tests;

#[cfg(any(test, feature = "serde"))]
use std::ops::Range;
use std::sync::Arc;

pub use crate::text::content::builder::ContentBuilder;
pub(crate) use crate::text::content::guesses::Guesses;
use crate::text::content::origin::Origin;
use crate::text::into_text::IntoText;
use crate::text::span::Span;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum BlockKind {
    /// Lines whose paragraphs are not known. The segmenter finds them.
    Lines,
    /// A paragraph.
    Paragraph,
    /// A heading.
    Heading,
    /// A paragraph of a list item.
    ListItem,
    /// A cell of a table.
    Cell,
    /// A caption, an alternative text or a title of a figure.
    Caption,
    /// A footnote, an endnote or a speaker's note.
    Note,
    /// What is spoken in successive cues of subtitles.
    Cues,
    /// A value of front matter.
    FrontMatter,
    /// Code, or markup that stands alone: not prose. Equal blocks of both sides are one bead.
    Code,
}

impl BlockKind {
    /// The name in lower case, for example `list-item`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            BlockKind::Lines => "lines",
            BlockKind::Paragraph => "paragraph",
            BlockKind::Heading => "heading",
            BlockKind::ListItem => "list-item",
            BlockKind::Cell => "cell",
            BlockKind::Caption => "caption",
            BlockKind::Note => "note",
            BlockKind::Cues => "cues",
            BlockKind::FrontMatter => "front-matter",
            BlockKind::Code => "code",
        }
    }
}

/// A part of a text that no segment crosses.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Block {
    /// Its place in the text, in bytes.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// A name that the other side repeats, such as the anchor of a heading. Blocks with equal keys that are in the same order
    /// on both sides are one bead.
    pub key: Option<Arc<str>>,
    /// Where it is in a file that is no text, for example `word/document.xml, paragraph 12`.
    pub place: Option<Arc<str>>,
}

/// What an inline span is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum InlineKind {
    /// Code, a placeholder or an address: a word of the sentence that is not translated. It is an anchor.
    Code,
    /// Markup that opens or stands before text, such as `**` or `<b>`. It belongs to the text after it.
    Opening,
    /// Markup that closes or stands after text, such as `**`, `](address)` or `</b>`. It belongs to the text before it.
    Closing,
}

/// A span inside a block that is no prose. No segment begins or ends inside it. Markup has no length for the alignment, and
/// code is as long as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Inline {
    /// Its place in the text, in bytes.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind,
}

/// The text of a cue of subtitles and the time at which it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Cue {
    /// Its place in the text, in bytes.
    pub span: Span,
    /// The first millisecond.
    pub start: u32,
    /// The millisecond at which it is hidden.
    pub end: u32,
}

/// A text and its blocks.
///
/// Blocks are in order and disjoint. What a file has between its blocks is in no block. The text can differ from that of the
/// file; [`Content::in_file`] converts its spans.
///
/// ```
/// use taiyaku::text::{BlockKind, Content, ContentBuilder};
///
/// // Readings are left out of the text.
/// let file = "題《だい》\n\n雨《あめ》が降る。";
/// let mut builder = ContentBuilder::of_file(file);
/// builder.begin(BlockKind::Heading).take(0..3).end();
/// builder.begin(BlockKind::Paragraph).take(17..20).take(32..44).end();
/// let content = builder.finish();
/// assert_eq!(content.blocks()[1].span.of(content.text()), "雨が降る。");
/// # let span = content.blocks()[1].span;
/// assert_eq!(content.in_file(span)[0].of(file), "雨《あめ》が降る。");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "UncheckedContent"))]
pub struct Content {
    text: Arc<str>,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    cues: Vec<Cue>,
    /// Places where a sentence may be divided, in bytes of the text.
    seams: Vec<usize>,
    origin: Origin,
    /// What its reader guessed. Of a content that was stored it is not known.
    #[cfg_attr(feature = "serde", serde(skip))]
    guesses: Guesses,
}

impl Content {
    /// The content of a text in no format: one block of [lines](BlockKind::Lines). O(bytes) for a `&str`.
    pub fn plain(text: impl IntoText) -> Self {
        let text = text.into_text();
        let block = Block {
            span: Span::new(0, text.len()),
            kind: BlockKind::Lines,
            key: None,
            place: None,
        };
        Content {
            text,
            blocks: vec![block],
            inlines: Vec::new(),
            cues: Vec::new(),
            seams: Vec::new(),
            origin: Origin::Same,
            guesses: Guesses::default(),
        }
    }

    /// The text. All spans are slices of it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, shared.
    #[must_use]
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// The blocks in order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The inline spans in order.
    #[must_use]
    pub fn inlines(&self) -> &[Inline] {
        &self.inlines
    }

    /// The cues in the order of the text.
    #[must_use]
    pub fn cues(&self) -> &[Cue] {
        &self.cues
    }

    /// The block that holds a byte of the text. O(log blocks).
    #[must_use]
    pub fn block_at(&self, byte: usize) -> Option<&Block> {
        let k = self.blocks.partition_point(|block| block.span.end <= byte);
        self.blocks.get(k).filter(|block| block.span.start <= byte)
    }

    /// The inline spans that overlap a span. O(log inlines).
    #[must_use]
    pub fn inlines_in(&self, span: Span) -> &[Inline] {
        let from = self
            .inlines
            .partition_point(|inline| inline.span.end <= span.start);
        let to = self
            .inlines
            .partition_point(|inline| inline.span.start < span.end);
        &self.inlines[from..to.max(from)]
    }

    /// The cues that overlap a span. O(log cues).
    #[must_use]
    pub fn cues_in(&self, span: Span) -> &[Cue] {
        let from = self.cues.partition_point(|cue| cue.span.end <= span.start);
        let to = self.cues.partition_point(|cue| cue.span.start < span.end);
        &self.cues[from..to.max(from)]
    }

    /// The seams inside a span: places where a sentence may be divided, such as the end of a cue. In bytes of the text.
    pub(crate) fn seams_in(&self, span: Span) -> &[usize] {
        let from = self.seams.partition_point(|&seam| seam <= span.start);
        let to = self.seams.partition_point(|&seam| seam < span.end);
        &self.seams[from..to.max(from)]
    }

    /// What was left out and kept by guesses.
    #[cfg(feature = "web")]
    pub(crate) fn guesses(&self) -> &Guesses {
        &self.guesses
    }

    /// The same content with what its reader guessed.
    #[cfg(feature = "web")]
    pub(crate) fn with_guesses(self, guesses: Guesses) -> Content {
        Content { guesses, ..self }
    }

    /// The text of the file, shared; none if the content is that of no file of text.
    #[cfg(feature = "web")]
    pub(crate) fn shared_file_text(&self) -> Option<Arc<str>> {
        match &self.origin {
            Origin::File(file) => Some(Arc::clone(&file.text)),
            _ => None,
        }
    }

    /// Whether no reader left anything out or found any block.
    pub(crate) fn is_plain(&self) -> bool {
        let is_lines = |block: &Block| block.kind == BlockKind::Lines && block.key.is_none();
        matches!(self.origin, Origin::Same) && self.blocks.iter().all(is_lines)
    }

    /// Whether the file is a text, so that [`in_file`](Content::in_file) returns spans of it.
    #[must_use]
    pub fn is_of_text_file(&self) -> bool {
        !matches!(self.origin, Origin::Nowhere)
    }

    /// The text of the file: the text itself if the two are the same, or if the file is no text. O(1).
    #[must_use]
    pub fn file_text(&self) -> &str {
        match &self.origin {
            Origin::File(file) => &file.text,
            _ => &self.text,
        }
    }

    /// Converts a span of the text to spans of [`file_text`](Content::file_text), in the order of the text. There is more than one if the file
    /// has furniture, such as a running head, inside the span. Markup and notation inside the span are part of it.
    /// O(log pieces + pieces of the span).
    #[must_use]
    pub fn in_file(&self, span: Span) -> Vec<Span> {
        match &self.origin {
            Origin::File(file) => file.spans(span),
            _ => vec![span],
        }
    }

    /// The parts of [`file_text`](Content::file_text) that are furniture, in order: running heads, cue lines, notation on lines
    /// of its own, navigation. None is blank. O(pieces).
    ///
    /// ```
    /// use taiyaku::format::Format;
    ///
    /// let file = "1\n00:00:01,000 --> 00:00:02,000\nIt rained.\n";
    /// let furniture = Format::Subtitles.read(file)?.furniture();
    /// assert_eq!(furniture[0].of(file), "1\n00:00:01,000 --> 00:00:02,000");
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    #[must_use]
    pub fn furniture(&self) -> Vec<Span> {
        let Origin::File(file) = &self.origin else {
            return Vec::new();
        };
        let trimmed = file.furniture().into_iter().filter_map(|span| {
            let text = span.of(&file.text);
            let start = span.start + text.len() - text.trim_start().len();
            (!text.trim().is_empty()).then(|| Span::new(start, start + text.trim().len()))
        });
        trimmed.collect()
    }

    /// Returns the content with the parts of its blocks and inline spans that are in the spans, which are in order and disjoint.
    /// O(blocks + inline spans + spans).
    #[must_use]
    pub(crate) fn within(&self, spans: &[Span]) -> Content {
        let blocks = parts_within(&self.blocks, |block| block.span, spans);
        let blocks = blocks.map(|(block, span)| Block {
            span,
            ..block.clone()
        });
        let inlines = parts_within(&self.inlines, |inline| inline.span, spans);
        let inlines = inlines.map(|(inline, span)| Inline { span, ..*inline });
        Content {
            blocks: blocks.collect(),
            inlines: inlines.collect(),
            ..self.clone()
        }
    }

    /// The same content as pieces of a text that stands for its file. Characters are given in the order of the text, each with its
    /// place in that text; a character that has none can be read and not changed. O(pieces).
    #[cfg(all(feature = "html", feature = "office"))]
    pub(crate) fn in_file_of(&self, file: String, characters: &[(Span, Span)]) -> Content {
        let starts = self.blocks.iter().map(|block| block.span.start);
        Content {
            origin: Origin::of_characters(&self.text, starts, file, characters),
            ..self.clone()
        }
    }

    /// Checks what the fields promise. The message names what is wrong.
    #[cfg(any(test, feature = "serde"))]
    pub(crate) fn check(&self) -> Result<(), String> {
        let lists: [(&str, Vec<Span>); 4] = [
            (
                "blocks",
                self.blocks.iter().map(|block| block.span).collect(),
            ),
            (
                "inline spans",
                self.inlines.iter().map(|inline| inline.span).collect(),
            ),
            ("cues", self.cues.iter().map(|cue| cue.span).collect()),
            (
                "seams",
                self.seams
                    .iter()
                    .map(|&seam| Span::new(seam, seam))
                    .collect(),
            ),
        ];
        let slices = |span: Span| self.text.get(Range::from(span)).is_some();
        for (what, spans) in lists {
            let is_in_order = spans.is_sorted_by(|a, b| a.end <= b.start);
            if !is_in_order || !spans.iter().all(|&span| slices(span)) {
                let n_bytes = self.text.len();
                return Err(format!(
                    "the {what} are not spans in order of a text of {n_bytes} bytes"
                ));
            }
        }
        self.origin.check(&self.text)
    }
}

/// A deserialised content, before it is checked.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct UncheckedContent {
    text: Arc<str>,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    cues: Vec<Cue>,
    seams: Vec<usize>,
    origin: Origin,
}

#[cfg(feature = "serde")]
impl TryFrom<UncheckedContent> for Content {
    type Error = String;

    fn try_from(unchecked: UncheckedContent) -> Result<Self, String> {
        let content = Content {
            text: unchecked.text,
            blocks: unchecked.blocks,
            inlines: unchecked.inlines,
            cues: unchecked.cues,
            seams: unchecked.seams,
            origin: unchecked.origin,
            guesses: Guesses::default(),
        };
        content.check().map(|()| content)
    }
}

/// The parts of items in spans; both are in order and disjoint. O(items + spans).
fn parts_within<'a, T>(
    items: &'a [T],
    span_of: impl Fn(&T) -> Span + Copy + 'a,
    spans: &'a [Span],
) -> impl Iterator<Item = (&'a T, Span)> {
    let mut first = 0;
    spans.iter().flat_map(move |&span| {
        while items
            .get(first)
            .is_some_and(|item| span_of(item).end <= span.start)
        {
            first += 1;
        }
        let inside = items[first..]
            .iter()
            .take_while(move |item| span_of(item).start < span.end);
        inside.map(move |item| {
            let whole = span_of(item);
            let part = Span::new(whole.start.max(span.start), whole.end.min(span.end));
            (item, part)
        })
    })
}
