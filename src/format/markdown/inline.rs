//! What CommonMark takes for plain text inside a paragraph: bare addresses, expressions in braces, tags of JSX.
//!
//! In: a range of the file without line breaks. Out: its pieces, added to a block. O(bytes).

use std::ops::Range;

use crate::format::markdown::own::add_markup;
use crate::format::markdown::tag::{Tag, TagKind, braced};
use crate::text::{ContentBuilder, InlineKind};

/// The bytes of the longest expression in braces inside a sentence.
const LONGEST_EXPRESSION: usize = 256;
/// The bytes of the longest name of a scheme, as in `https://`.
const LONGEST_SCHEME: usize = 12;

/// What a piece that is no text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    Inline(InlineKind),
    /// A line break.
    Break,
}

/// Adds a range of the file to the open block.
pub(super) fn add_text(builder: &mut ContentBuilder, file: &str, range: Range<usize>) {
    let text = &file[..range.end];
    let (mut done, mut at) = (range.start, range.start);
    while let Some(found) = memchr::memchr3(b'<', b'{', b':', &text.as_bytes()[at..]) {
        let mark = at + found;
        at = mark + 1;
        let Some((piece, kind)) = piece(text, done, mark) else {
            continue;
        };
        builder.take(done..piece.start);
        at = piece.end;
        done = piece.end;
        add_piece(builder, piece, kind);
    }
    builder.take(done..range.end);
}

/// The end of what the parser takes for a tag. A tag of JSX goes on behind a `>` in braces.
pub(super) fn end_of_tag(file: &str, range: Range<usize>) -> usize {
    let end = Tag::at(file, range.start).map_or(range.end, |tag| tag.end.max(range.end));
    let is_one_line = !file[range.end..end].contains('\n');
    if is_one_line { end } else { range.end }
}

/// Adds a tag that stands inside a paragraph.
pub(super) fn add_tag(builder: &mut ContentBuilder, file: &str, range: Range<usize>) {
    let kind = Tag::at(&file[..range.end], range.start)
        .map_or(PieceKind::Inline(InlineKind::Closing), |tag| kind_of(&tag));
    add_piece(builder, range, kind);
}

fn add_piece(builder: &mut ContentBuilder, piece: Range<usize>, kind: PieceKind) {
    match kind {
        PieceKind::Inline(kind) => add_markup(builder, kind, piece),
        PieceKind::Break => {
            add_markup(builder, InlineKind::Closing, piece);
            builder.seam();
        }
    }
}

/// The piece that a mark belongs to. It begins at `done` or later.
fn piece(text: &str, done: usize, mark: usize) -> Option<(Range<usize>, PieceKind)> {
    match text.as_bytes()[mark] {
        b'<' => {
            let tag = Tag::at(text, mark)?;
            Some((mark..tag.end, kind_of(&tag)))
        }
        b'{' => {
            let bound = text.len().min(mark + LONGEST_EXPRESSION);
            let end = braced(&text.as_bytes()[..bound], mark)?;
            let inside = text.get(mark..end)?;
            // Braces of prose, such as those around readings, are text.
            let kind = match inside.as_bytes()[1] {
                b'#' | b'.' | b':' | b'/' => InlineKind::Closing,
                _ if inside.is_ascii() => InlineKind::Code,
                _ => return None,
            };
            Some((mark..end, PieceKind::Inline(kind)))
        }
        _ => {
            let range = address(text, done, mark)?;
            Some((range, PieceKind::Inline(InlineKind::Code)))
        }
    }
}

/// Whether a line of a paragraph, without white space around it, is one address or one span of code.
pub(super) fn is_code(line: &str) -> bool {
    let code = line.trim_matches('`');
    let is_span = code.len() + 2 <= line.len() && line.starts_with('`') && line.ends_with('`');
    is_span && !code.contains('`')
        || line
            .split_once("://")
            .and_then(|(scheme, _)| address(line, 0, scheme.len()))
            .is_some_and(|found| found == (0..line.len()))
}

fn kind_of(tag: &Tag<'_>) -> PieceKind {
    match tag.kind {
        _ if tag.name == "br" => PieceKind::Break,
        TagKind::Opening => PieceKind::Inline(InlineKind::Opening),
        TagKind::Closing => PieceKind::Inline(InlineKind::Closing),
        TagKind::Whole => PieceKind::Inline(InlineKind::Code),
    }
}

/// The address around a colon, without the stop of the sentence that it ends.
fn address(text: &str, done: usize, colon: usize) -> Option<Range<usize>> {
    let after = text[colon..].strip_prefix("://")?;
    let from = done.max(colon.saturating_sub(LONGEST_SCHEME));
    let letters = text.as_bytes()[from..colon].iter().rev();
    let scheme = letters.take_while(|b| b.is_ascii_alphabetic()).count();
    if scheme < 2 {
        return None;
    }
    let is_outside = |c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | '"' | '`' | '|');
    let mut address = &after[..after.find(is_outside).unwrap_or(after.len())];
    let n_closing = address.matches(')').count();
    let mut n_unopened = n_closing.saturating_sub(address.matches('(').count());
    loop {
        address = address.trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '*', '_', '~']);
        match address.strip_suffix(')') {
            Some(shorter) if n_unopened > 0 => address = shorter,
            _ => break,
        }
        n_unopened -= 1;
    }
    (!address.is_empty()).then(|| colon - scheme..colon + 3 + address.len())
}
