//! [`Origin`]: the way from the text of a content back to the text of its file.
//!
//! In: pieces of the text, each with its place in the file. Out: spans of the file. O(log pieces) a look-up.

#[cfg(any(test, feature = "serde"))]
use std::ops::Range;
use std::sync::Arc;

use crate::text::span::Span;

/// Where a text comes from.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub(super) enum Origin {
    /// The text is that of the file.
    Same,
    /// The file is no text.
    Nowhere,
    /// The text is made of pieces of the file.
    File(Pieces),
}

/// The pieces of a file that a text is made of.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(super) struct Pieces {
    /// The text of the file.
    pub(super) text: Arc<str>,
    /// In the order of the text. They are disjoint in the file, and inside a block in order but for those behind furniture.
    pub(super) pieces: Vec<Piece>,
}

/// A piece of a text and its place in the file.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(super) struct Piece {
    /// In bytes of the text.
    pub(super) text: Span,
    /// In bytes of the file.
    pub(super) file: Span,
    /// Whether the text is that of the file. If not, the piece is not divided.
    pub(super) copied: Copied,
    /// What the file has between the piece before and this one.
    pub(super) gap: Gap,
}

/// Whether a piece is text of the file or stands for it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(super) enum Copied {
    Verbatim,
    Replaced,
}

/// What a file has between two pieces.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(super) enum Gap {
    /// Nothing, markup or notation: a span over both pieces is one span in the file.
    Inside,
    /// Furniture: a span over both pieces is two spans in the file.
    Furniture,
}

#[cfg(all(feature = "html", feature = "office"))]
impl Origin {
    /// The way from the characters of a text, in order, to their places in a file. Neighbours that are so in both are one piece. Blocks
    /// begin at `starts`.
    pub(super) fn of_characters(
        text: &str,
        starts: impl Iterator<Item = usize>,
        file: String,
        characters: &[(Span, Span)],
    ) -> Origin {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut starts = starts.peekable();
        for &(in_text, in_file) in characters {
            let mut begins = false;
            while starts.next_if(|&start| start <= in_text.start).is_some() {
                begins = true;
            }
            let copied = match in_text.of(text) == in_file.of(&file) {
                true => Copied::Verbatim,
                false => Copied::Replaced,
            };
            let touches = |last: &&mut Piece| {
                let is_copy = last.copied == Copied::Verbatim && copied == Copied::Verbatim;
                let is_next = last.text.end == in_text.start && last.file.end == in_file.start;
                is_copy && is_next && !begins
            };
            if let Some(last) = pieces.last_mut().filter(touches) {
                (last.text.end, last.file.end) = (in_text.end, in_file.end);
                continue;
            }
            pieces.push(Piece {
                text: in_text,
                file: in_file,
                copied,
                gap: if begins { Gap::Furniture } else { Gap::Inside },
            });
        }
        let text = file.into();
        Origin::File(Pieces { text, pieces })
    }
}

impl Pieces {
    /// The spans of the file for a span of the text.
    pub(super) fn spans(&self, span: Span) -> Vec<Span> {
        let from = self
            .pieces
            .partition_point(|piece| piece.text.end <= span.start);
        let mut spans: Vec<Span> = Vec::new();
        for piece in &self.pieces[from..] {
            if span.end <= piece.text.start {
                break;
            }
            let file = piece.in_file(span);
            match spans.last_mut() {
                Some(last) if piece.gap == Gap::Inside => last.end = file.end,
                _ => spans.push(file),
            }
        }
        spans
    }

    /// The parts of the file that are furniture, with the blanks at their ends.
    pub(super) fn furniture(&self) -> Vec<Span> {
        let mut pieces: Vec<&Piece> = self.pieces.iter().collect();
        pieces.sort_by_key(|piece| piece.file);
        let mut spans = Vec::new();
        let mut end = 0;
        for piece in pieces {
            if piece.gap == Gap::Furniture && end < piece.file.start {
                spans.push(Span::new(end, piece.file.start));
            }
            end = piece.file.end;
        }
        if end < self.text.len() {
            spans.push(Span::new(end, self.text.len()));
        }
        spans
    }
}

impl Piece {
    /// The part of a span that is in this piece, in the file.
    fn in_file(&self, span: Span) -> Span {
        match self.copied {
            Copied::Replaced => self.file,
            Copied::Verbatim => {
                let start = span.start.max(self.text.start) - self.text.start;
                let end = span.end.min(self.text.end) - self.text.start;
                Span::new(start, end).shifted(self.file.start)
            }
        }
    }
}

#[cfg(any(test, feature = "serde"))]
impl Origin {
    /// Checks that the pieces slice the text and the file. The message names the wrong piece.
    pub(super) fn check(&self, text: &str) -> Result<(), String> {
        let Origin::File(file) = self else {
            return Ok(());
        };
        let slices = |text: &str, span: Span| text.get(Range::from(span)).is_some();
        let mut in_file: Vec<Span> = file.pieces.iter().map(|piece| piece.file).collect();
        in_file.sort_unstable();
        if !in_file.is_sorted_by(|a, b| a.end <= b.start) {
            return Err("two pieces of the text are the same part of its file".to_owned());
        }
        let mut text_end = 0;
        for (k, piece) in file.pieces.iter().enumerate() {
            let follows = text_end <= piece.text.start;
            let is_whole = slices(text, piece.text) && slices(&file.text, piece.file);
            let is_same = piece.copied == Copied::Replaced
                || is_whole && piece.text.of(text) == piece.file.of(&file.text);
            if !follows || !is_whole || !is_same {
                return Err(format!("piece {k} of the text is not in its file"));
            }
            text_end = piece.text.end;
        }
        Ok(())
    }
}
