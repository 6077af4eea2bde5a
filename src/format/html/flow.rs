//! [`Flow`]: the text of a page as a browser shows it, put into a [`ContentBuilder`].
//!
//! In: pieces of text, line breaks and the ends of blocks, in order. Out: blocks in which a run of white space is one blank,
//! and a line break between two Japanese characters is nothing. Characters without width are left out. O(bytes).

use std::ops::Range;
use std::sync::Arc;

use crate::text::script::{Class, class};
use crate::text::{BlockKind, ContentBuilder};

/// A piece of the text of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct PieceOf<'t> {
    pub(super) text: &'t str,
    /// The first byte of it in the file.
    pub(super) start: usize,
    /// The bytes that the text stands for; none if it is text of the file.
    pub(super) stands_for: Option<(usize, usize)>,
}

/// What the next block is.
#[derive(Debug, Clone)]
pub(super) struct NextBlock {
    pub(super) kind: BlockKind,
    pub(super) key: Option<Arc<str>>,
    /// Whether two line breaks divide it.
    pub(super) may_divide: bool,
}

/// Where the text of a page goes.
#[derive(Debug, Clone)]
pub(super) enum Into<'p> {
    /// Into a content of the file, as ranges of it.
    File,
    /// Into a content of an archive, as a part of this name.
    Part(&'p str),
}

/// The white space and the line breaks that are not yet in the text.
#[derive(Debug, Default)]
struct Waiting {
    white: Option<White>,
    /// The first line break and how many there are.
    breaks: Option<(Range<usize>, usize)>,
}

#[derive(Debug)]
struct White {
    bytes: Range<usize>,
    /// Whether it is one blank of the file.
    is_blank: bool,
    has_newline: bool,
}

/// Adds the text of a page to a builder.
#[derive(Debug)]
pub(super) struct Flow<'p> {
    into: Into<'p>,
    waiting: Waiting,
    next: NextBlock,
    /// The number of blocks so far.
    n_blocks: usize,
}

impl<'p> Flow<'p> {
    pub(super) fn new(into: Into<'p>) -> Self {
        Flow {
            into,
            waiting: Waiting::default(),
            next: NextBlock {
                kind: BlockKind::Paragraph,
                key: None,
                may_divide: true,
            },
            n_blocks: 0,
        }
    }

    /// Ends the block, if one is open, and says what the next one is.
    pub(super) fn end(&mut self, builder: &mut ContentBuilder, next: NextBlock) {
        builder.end();
        self.waiting = Waiting::default();
        self.next = next;
    }

    /// Adds a line break.
    pub(super) fn line_break(&mut self, bytes: Range<usize>) {
        self.waiting.white = None;
        match &mut self.waiting.breaks {
            Some((_, n)) => *n += 1,
            None => self.waiting.breaks = Some((bytes, 1)),
        }
    }

    /// Adds a text in which white space does not count. O(bytes).
    pub(super) fn add(&mut self, builder: &mut ContentBuilder, piece: PieceOf<'_>) {
        let text = piece.text;
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let first = rest.chars().next().unwrap_or(' ');
            let end = at + run(rest, first, builder.is_open());
            match first {
                _ if is_white(first) => self.white(&piece, at..end),
                _ if is_nothing(first) || is_indent(first) && self.is_at_start(builder) => {
                    // A line that begins with an indent is a paragraph.
                    if first == '\u{3000}'
                        && let Some((_, n)) = &mut self.waiting.breaks
                    {
                        *n += 1;
                    }
                }
                _ => {
                    self.before(builder, first);
                    self.put(builder, &piece, at..end);
                }
            }
            at = end;
        }
    }

    /// Adds a text as it is, with all its white space; but no block begins with a piece of nothing else. O(bytes).
    pub(super) fn add_as_it_is(&mut self, builder: &mut ContentBuilder, piece: PieceOf<'_>) {
        if !builder.is_open() && piece.text.trim().is_empty() {
            return;
        }
        self.begin(builder);
        self.put(builder, &piece, 0..piece.text.len());
    }

    /// Adds the white space and the line breaks that come before a character. O(1).
    pub(super) fn before(&mut self, builder: &mut ContentBuilder, next: char) {
        let waiting = std::mem::take(&mut self.waiting);
        if let Some((bytes, n_breaks)) = waiting.breaks
            && builder.is_open()
        {
            if self.next.may_divide && 1 < n_breaks {
                builder.end();
            } else {
                self.replace(builder, bytes, "\n");
                builder.seam();
            }
        }
        self.begin(builder);
        let before = builder.open_text().chars().next_back();
        let Some((white, before)) = waiting.white.zip(before) else {
            return;
        };
        let is_line_of_japanese = white.has_newline && is_japanese(before) && is_japanese(next);
        if before == '\n' || is_line_of_japanese {
            return;
        }
        match (&self.into, white.is_blank) {
            (Into::File, true) => drop(builder.take(white.bytes)),
            _ => self.replace(builder, white.bytes, " "),
        }
    }

    /// Whether no text of the block, or of its line, is there yet.
    fn is_at_start(&self, builder: &ContentBuilder) -> bool {
        builder.open_text().is_empty() || self.waiting.breaks.is_some()
    }

    fn white(&mut self, piece: &PieceOf<'_>, bytes: Range<usize>) {
        let text = &piece.text[bytes.clone()];
        let has_newline = text.contains(['\n', '\r']);
        match &mut self.waiting.white {
            Some(white) => {
                white.has_newline |= has_newline;
                white.is_blank = false;
            }
            None if self.waiting.breaks.is_some() => {}
            None => {
                self.waiting.white = Some(White {
                    bytes: piece.in_file(bytes),
                    is_blank: text == " " && piece.stands_for.is_none(),
                    has_newline,
                });
            }
        }
    }

    fn begin(&mut self, builder: &mut ContentBuilder) {
        if builder.is_open() {
            return;
        }
        builder.begin(self.next.kind);
        self.n_blocks += 1;
        if let Some(key) = self.next.key.take() {
            builder.key(key);
        }
        if let Into::Part(name) = self.into {
            builder.place(format!("{name}, paragraph {}", self.n_blocks));
        }
    }

    fn put(&self, builder: &mut ContentBuilder, piece: &PieceOf<'_>, bytes: Range<usize>) {
        let text = &piece.text[bytes.clone()];
        match (&self.into, piece.stands_for) {
            (Into::Part(_), _) => builder.insert(text),
            (Into::File, Some(_)) => builder.replace(piece.in_file(bytes), text),
            (Into::File, None) => builder.take(piece.in_file(bytes)),
        };
    }

    fn replace(&self, builder: &mut ContentBuilder, bytes: Range<usize>, text: &str) {
        match self.into {
            Into::File => builder.replace(bytes, text),
            Into::Part(_) => builder.insert(text),
        };
    }
}

impl<'t> PieceOf<'t> {
    /// The white space at its beginning, and the rest.
    pub(super) fn split_white(&self) -> (PieceOf<'t>, PieceOf<'t>) {
        let rest = self.text.trim_start_matches(is_white);
        let n_white = self.text.len() - rest.len();
        let with = |text, bytes: Range<usize>| PieceOf {
            text,
            start: bytes.start,
            stands_for: self.stands_for.map(|_| (bytes.start, bytes.end)),
        };
        let (all, white) = (self.in_file(0..self.text.len()), self.in_file(0..n_white));
        match n_white {
            0 => (with("", all.start..all.start), *self),
            _ => (
                with(&self.text[..n_white], white.clone()),
                with(rest, white.end..all.end),
            ),
        }
    }

    /// The bytes of the file for bytes of the text. The first of what stands for a range has all of it.
    fn in_file(&self, bytes: Range<usize>) -> Range<usize> {
        match self.stands_for {
            Some((start, end)) if bytes.start == 0 => start..end,
            Some((_, end)) => end..end,
            None => self.start + bytes.start..self.start + bytes.end,
        }
    }
}

/// The bytes at the beginning of a text that are treated as its first character is. A blank between two words is part of them.
fn run(text: &str, first: char, is_open: bool) -> usize {
    if is_white(first) {
        return text.find(|c| !is_white(c)).unwrap_or(text.len());
    }
    if is_nothing(first) || !is_open || is_indent(first) {
        return first.len_utf8();
    }
    let ends = |(at, c): (usize, char)| {
        let is_end = match c {
            ' ' => text[at + 1..].starts_with(is_white) || at + 1 == text.len(),
            _ => is_white(c) || is_nothing(c),
        };
        is_end.then_some(at)
    };
    text.char_indices().find_map(ends).unwrap_or(text.len())
}

/// White space that browsers collapse.
fn is_white(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

/// Characters that nobody sees and nobody misses: soft hyphens, places for a line break, marks of byte order, NUL. Other marks
/// of direction and joiners say how the text is to be shown, and stay.
fn is_nothing(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{200e}' | '\u{200f}' | '\0'
    )
}

/// White space that is kept, except at the beginning of a line: of Japanese, without a break, of a certain width.
fn is_indent(c: char) -> bool {
    c.is_whitespace() && !is_white(c)
}

/// Whether a line break beside a character is no blank: kanji, kana, and punctuation of their width.
fn is_japanese(c: char) -> bool {
    matches!(class(c), Class::Kanji | Class::Hiragana | Class::Katakana)
        || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff5e}')
}
