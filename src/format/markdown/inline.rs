//! What CommonMark takes for plain text inside a paragraph: bare addresses, expressions in braces, tags of JSX, and emphasis
//! of Japanese that it does not close.
//!
//! In: a range of the file without line breaks. Out: its pieces, added to a block. O(bytes).

use std::ops::Range;

use crate::format::markdown::own::add_markup;
use crate::format::markdown::tag::{Tag, TagKind, braced};
use crate::text::script::{Class, class};
use crate::text::{ContentBuilder, InlineKind};

/// The bytes of the longest expression in braces inside a sentence.
const LONGEST_EXPRESSION: usize = 256;
/// The bytes of the longest name of a scheme, as in `https://`.
const LONGEST_SCHEME: usize = 12;
/// The bytes of the longest emphasis that CommonMark does not close. Beyond it a lone asterisk is more likely.
const LONGEST_EMPHASIS: usize = 1024;
/// The marks of emphasis. A lone `_` is also in names.
const EMPHASIS: [&str; 4] = ["*", "**", "***", "__"];

/// The mark of emphasis that is open in a block, of those that CommonMark takes for text: it asks for a blank or a stop behind
/// `**` after a stop, and Japanese has no blanks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Emphasis(Option<&'static str>);

/// What a piece that is no text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    Inline(InlineKind),
    /// A line break.
    Break,
}

/// Adds a range of the file to the open block.
pub(super) fn add_text(
    builder: &mut ContentBuilder,
    file: &str,
    range: Range<usize>,
    emphasis: &mut Emphasis,
) {
    let text = &file[..range.end];
    let (mut done, mut at) = (range.start, range.start);
    while let Some(found) = memchr::memchr3(b'<', b'{', b':', &text.as_bytes()[at..]) {
        let mark = at + found;
        at = mark + 1;
        let Some((piece, kind)) = piece(text, done, mark) else {
            continue;
        };
        add_prose(builder, file, done..piece.start, emphasis);
        at = piece.end;
        done = piece.end;
        add_piece(builder, piece, kind);
    }
    add_prose(builder, file, done..range.end, emphasis);
}

/// Adds a range that has marks of emphasis at most. A closing mark belongs to the sentence before it.
fn add_prose(
    builder: &mut ContentBuilder,
    file: &str,
    range: Range<usize>,
    emphasis: &mut Emphasis,
) {
    let (mut done, mut at) = (range.start, range.start);
    while let Some((start, mark)) = next_mark(file, at..range.end) {
        at = start + mark.len();
        let kind = if emphasis.0 == Some(mark) && is_beside(file, start..at, InlineKind::Closing) {
            emphasis.0 = None;
            InlineKind::Closing
        } else if emphasis.0.is_none() && opens(file, start..at, mark) {
            emphasis.0 = Some(mark);
            InlineKind::Opening
        } else {
            continue;
        };
        builder.take(done..start);
        add_markup(builder, kind, start..at);
        done = at;
    }
    builder.take(done..range.end);
}

/// The next mark of emphasis in a range, and where it begins.
fn next_mark(file: &str, range: Range<usize>) -> Option<(usize, &'static str)> {
    let bytes = &file.as_bytes()[..range.end];
    let mut at = range.start;
    while let Some(found) = memchr::memchr2(b'*', b'_', &bytes[at..]) {
        let start = at + found;
        let run = bytes[start..].iter().take_while(|&&b| b == bytes[start]);
        at = start + run.count();
        if let Some(mark) = EMPHASIS.iter().find(|&&mark| mark == &file[start..at]) {
            return Some((start, mark));
        }
    }
    None
}

/// Whether a mark opens emphasis that is closed in the same line.
fn opens(file: &str, range: Range<usize>, mark: &str) -> bool {
    if !is_beside(file, range.clone(), InlineKind::Opening) {
        return false;
    }
    let rest = &file.as_bytes()[range.end..file.len().min(range.end + LONGEST_EMPHASIS)];
    let line = range.end + memchr::memchr(b'\n', rest).unwrap_or(rest.len());
    let mut at = range.end;
    while let Some((start, found)) = next_mark(file, at..line) {
        at = start + found.len();
        if found == mark && is_beside(file, start..at, InlineKind::Closing) {
            return true;
        }
    }
    false
}

/// Whether a mark stands beside Japanese and has its text on the side on which it must be.
fn is_beside(file: &str, mark: Range<usize>, kind: InlineKind) -> bool {
    let before = file[..mark.start].chars().next_back().unwrap_or(' ');
    let after = file[mark.end..].chars().next().unwrap_or(' ');
    let inside = match kind {
        InlineKind::Closing => before,
        _ => after,
    };
    // A backslash says that the mark is text; a slash is that of a comment.
    let is_text = before == '\\' || before == '/' || after == '/';
    !is_text && !inside.is_whitespace() && (is_japanese(before) || is_japanese(after))
}

/// Whether a character is a letter or a punctuation mark of Japanese.
fn is_japanese(c: char) -> bool {
    let is_letter = matches!(class(c), Class::Kanji | Class::Hiragana | Class::Katakana);
    is_letter || matches!(c, '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff65}')
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
