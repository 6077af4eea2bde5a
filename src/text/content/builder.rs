//! [`ContentBuilder`]: how a reader puts a [`Content`] together.
//!
//! In: spans of a file in order, or strings. Out: a content whose spans slice. Blocks are set apart by a blank line in the
//! text. O(bytes taken).

use std::ops::Range;
use std::sync::Arc;

use crate::text::content::origin::{Copied, Gap, Origin, Piece, Pieces};
use crate::text::content::{Block, BlockKind, Content, Cue, Guesses, Inline, InlineKind};
use crate::text::into_text::IntoText;
use crate::text::span::Span;

/// Puts a [`Content`] together. Inside a block, ranges of a file are taken from the first to the last; only behind
/// [furniture](ContentBuilder::furniture) can one be before those that were taken, as at the top of a second column. Blocks are
/// taken in the order in which they are to be read: a note that interrupts a sentence can come after it.
///
/// ```
/// use taiyaku::text::{BlockKind, ContentBuilder, InlineKind};
///
/// let file = "- Call `run()` now.";
/// let mut builder = ContentBuilder::of_file(file);
/// builder.begin(BlockKind::ListItem).take(2..7);
/// builder.inline(InlineKind::Code, |builder| {
///     builder.take(7..14);
/// });
/// builder.take(14..19).end();
/// let content = builder.finish();
/// assert_eq!(content.text(), "Call `run()` now.");
/// assert_eq!(content.inlines()[0].span.of(content.text()), "`run()`");
/// ```
#[derive(Debug)]
pub struct ContentBuilder {
    file: Option<Arc<str>>,
    text: String,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    cues: Vec<Cue>,
    seams: Vec<usize>,
    pieces: Vec<Piece>,
    /// The block that is open.
    open: Option<Block>,
    /// What lies before the next piece.
    gap: Gap,
}

impl ContentBuilder {
    /// A builder for a file that is a text. O(bytes) for a `&str`, else O(1).
    pub fn of_file(text: impl IntoText) -> Self {
        ContentBuilder::new(Some(text.into_text()))
    }

    /// A builder for a file that is no text, such as an archive.
    #[must_use]
    pub fn of_container() -> Self {
        ContentBuilder::new(None)
    }

    fn new(file: Option<Arc<str>>) -> Self {
        ContentBuilder {
            file,
            text: String::new(),
            blocks: Vec::new(),
            inlines: Vec::new(),
            cues: Vec::new(),
            seams: Vec::new(),
            pieces: Vec::new(),
            open: None,
            gap: Gap::Furniture,
        }
    }

    /// Ends the open block, if any, and begins another.
    pub fn begin(&mut self, kind: BlockKind) -> &mut Self {
        self.end();
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.gap = Gap::Furniture;
        self.open = Some(Block {
            span: Span::new(self.text.len(), self.text.len()),
            kind,
            key: None,
            place: None,
        });
        self
    }

    /// Whether a block is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// The text of the open block up to here; empty if none is open.
    #[must_use]
    pub fn open_text(&self) -> &str {
        let open = self.open.as_ref();
        open.map_or("", |block| &self.text[block.span.start..])
    }

    /// Sets the key of the open block. Does nothing if no block is open.
    pub fn key(&mut self, key: impl Into<Arc<str>>) -> &mut Self {
        if let Some(block) = &mut self.open {
            block.key = Some(key.into());
        }
        self
    }

    /// Sets the place of the open block. Does nothing if no block is open.
    pub fn place(&mut self, place: impl Into<Arc<str>>) -> &mut Self {
        if let Some(block) = &mut self.open {
            block.place = Some(place.into());
        }
        self
    }

    /// Adds a range of the file, in bytes. Begins a paragraph if no block is open.
    ///
    /// # Panics
    ///
    /// If the file is no text, if the range does not slice it, or if it begins before the end of the last one of the block and
    /// no furniture is between them.
    pub fn take(&mut self, bytes: Range<usize>) -> &mut Self {
        let file = self.file.clone().expect("only a text file has ranges");
        self.add(&file[bytes.clone()], Some((bytes, Copied::Verbatim)))
    }

    /// Adds a text in place of a range of the file, in bytes. Begins a paragraph if no block is open.
    ///
    /// # Panics
    ///
    /// If the file is no text, if the range does not slice it, or if it begins before the end of the last one of the block and
    /// no furniture is between them.
    pub fn replace(&mut self, bytes: Range<usize>, text: &str) -> &mut Self {
        let file = self.file.as_ref().expect("only a text file has ranges");
        assert!(
            file.get(bytes.clone()).is_some(),
            "range {bytes:?} of the file"
        );
        self.add(text, Some((bytes, Copied::Replaced)))
    }

    /// Adds a text that is nowhere in a text file. Begins a paragraph if no block is open.
    pub fn insert(&mut self, text: &str) -> &mut Self {
        self.add(text, None)
    }

    /// Says that what the file has before the next piece is furniture: a segment that spans it is two spans in the file.
    pub fn furniture(&mut self) -> &mut Self {
        self.gap = Gap::Furniture;
        self
    }

    /// Says that a sentence may be divided here, if it does not end here.
    pub fn seam(&mut self) -> &mut Self {
        let at = self.text.len();
        if self.open.is_some() && self.seams.last() != Some(&at) {
            self.seams.push(at);
        }
        self
    }

    /// Calls `add` to add pieces, and makes an inline span of what was added. Inline spans are not nested: if `add` makes
    /// one, it is dropped.
    pub fn inline(&mut self, kind: InlineKind, add: impl FnOnce(&mut Self)) -> &mut Self {
        let (start, n_inlines) = (self.text.len(), self.inlines.len());
        add(self);
        // What was added may have begun the block.
        let start = self
            .open
            .as_ref()
            .map_or(start, |block| block.span.start.max(start));
        self.inlines.truncate(n_inlines);
        if start < self.text.len() {
            let span = Span::new(start, self.text.len());
            self.inlines.push(Inline { span, kind });
        }
        self
    }

    /// Calls `add` to add the text of a cue that is shown from one millisecond to another.
    pub fn cue(&mut self, times: Range<u32>, add: impl FnOnce(&mut Self)) -> &mut Self {
        let start = self.text.len();
        add(self);
        let start = self
            .open
            .as_ref()
            .map_or(start, |block| block.span.start.max(start));
        if start < self.text.len() {
            self.cues.push(Cue {
                span: Span::new(start, self.text.len()),
                start: times.start,
                end: times.end,
            });
        }
        self
    }

    /// Ends the open block. A block without text is dropped.
    pub fn end(&mut self) -> &mut Self {
        if let Some(mut block) = self.open.take() {
            block.span.end = self.text.len();
            if !block.span.is_empty() {
                self.blocks.push(block);
            }
        }
        self
    }

    /// Ends the open block and returns the content. O(bytes).
    #[must_use]
    pub fn finish(mut self) -> Content {
        self.end();
        let pieces = self.pieces;
        Content {
            text: self.text.into(),
            blocks: self.blocks,
            inlines: self.inlines,
            cues: self.cues,
            seams: self.seams,
            origin: match self.file {
                Some(text) => Origin::File(Pieces { text, pieces }),
                None => Origin::Nowhere,
            },
            guesses: Guesses::default(),
        }
    }

    fn add(&mut self, text: &str, from: Option<(Range<usize>, Copied)>) -> &mut Self {
        if self.open.is_none() {
            self.begin(BlockKind::Paragraph);
        }
        let start = self.text.len();
        self.text.push_str(text);
        if let Some((bytes, copied)) = from {
            let gap = std::mem::replace(&mut self.gap, Gap::Inside);
            let piece = Piece {
                text: Span::new(start, self.text.len()),
                file: bytes.into(),
                copied,
                gap,
            };
            self.push(piece);
        }
        self
    }

    /// Adds a piece, or makes the last one longer.
    fn push(&mut self, piece: Piece) {
        let block_start = self.open.as_ref().map_or(0, |block| block.span.start);
        let of_block = |last: &&mut Piece| block_start <= last.text.start;
        let Some(last) = self.pieces.last_mut().filter(of_block) else {
            self.pieces.push(piece);
            return;
        };
        assert!(
            piece.gap == Gap::Furniture || last.file.end <= piece.file.start,
            "byte {} of the file is taken after byte {}",
            piece.file.start,
            last.file.end
        );
        let touches = last.file.end == piece.file.start && last.text.end == piece.text.start;
        let is_copy = last.copied == Copied::Verbatim && piece.copied == Copied::Verbatim;
        if touches && is_copy && piece.gap == Gap::Inside {
            last.file.end = piece.file.end;
            last.text.end = piece.text.end;
        } else {
            self.pieces.push(piece);
        }
    }
}
