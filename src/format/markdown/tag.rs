//! Tags of HTML and JSX, and the expressions in braces of JSX and of templates.
//!
//! In: a text and the byte where a tag or a brace opens. Out: where it ends, and its attributes. Both are bounded, so that
//! each look costs O(1).

use std::ops::Range;

/// The bytes of the longest tag. A tag of MDX can hold a table of properties.
const LONGEST_TAG: usize = 4096;

/// Braces inside braces, so that braces that nothing closes cost little.
const DEEPEST: usize = 32;

/// What a tag does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagKind {
    Opening,
    Closing,
    /// It closes itself.
    Whole,
}

/// A tag.
#[derive(Debug)]
pub(super) struct Tag<'t> {
    pub(super) kind: TagKind,
    /// The name, as it is written.
    pub(super) name: &'t str,
    /// The byte behind it.
    pub(super) end: usize,
    /// Attributes with quoted values: the name and the bytes between the quotes.
    pub(super) attributes: Vec<(&'t str, Range<usize>)>,
}

/// Elements of HTML that have no content.
const EMPTY: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

impl<'t> Tag<'t> {
    /// The tag that opens at a byte, which is that of `<`.
    pub(super) fn at(text: &'t str, start: usize) -> Option<Tag<'t>> {
        let bytes = &text.as_bytes()[..text.len().min(start + LONGEST_TAG)];
        let is_closing = bytes.get(start + 1) == Some(&b'/');
        let name_start = start + 1 + usize::from(is_closing);
        let name_end = past(bytes, name_start, |b| {
            b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b':')
        });
        let name = &text[name_start..name_end];
        // A fragment of JSX has no name.
        let is_named = name.starts_with(|c: char| c.is_ascii_alphabetic());
        if !is_named && (!name.is_empty() || bytes.get(name_end) != Some(&b'>')) {
            return None;
        }
        let mut tag = Tag {
            kind: if is_closing {
                TagKind::Closing
            } else {
                TagKind::Opening
            },
            name,
            end: name_end,
            attributes: Vec::new(),
        };
        tag.read_attributes(text, bytes)?;
        if tag.kind == TagKind::Opening && EMPTY.contains(&name) {
            tag.kind = TagKind::Whole;
        }
        Some(tag)
    }

    /// Reads from the name to the end of the tag.
    fn read_attributes(&mut self, text: &'t str, bytes: &[u8]) -> Option<()> {
        let mut at = self.end;
        loop {
            let next = past(bytes, at, |b| b.is_ascii_whitespace());
            let is_apart = next > at;
            at = next;
            match *bytes.get(at)? {
                b'>' => {
                    self.end = at + 1;
                    return Some(());
                }
                b'/' if self.kind == TagKind::Opening && bytes.get(at + 1) == Some(&b'>') => {
                    self.kind = TagKind::Whole;
                    self.end = at + 2;
                    return Some(());
                }
                _ if self.kind == TagKind::Closing || !is_apart => return None,
                b'{' => at = braced(bytes, at)?,
                _ => at = self.read_attribute(text, bytes, at)?,
            }
        }
    }

    /// Reads an attribute, and returns the byte behind it.
    fn read_attribute(&mut self, text: &'t str, bytes: &[u8], start: usize) -> Option<usize> {
        let is_mark = |b: u8| matches!(b, b'"' | b'\'' | b'<' | b'>' | b'/' | b'=' | b'{' | b'}');
        let name_end = past(bytes, start, |b| !b.is_ascii_whitespace() && !is_mark(b));
        if name_end == start {
            return None;
        }
        let equals = past(bytes, name_end, |b| b.is_ascii_whitespace());
        if bytes.get(equals) != Some(&b'=') {
            return Some(name_end);
        }
        let value = past(bytes, equals + 1, |b| b.is_ascii_whitespace());
        match *bytes.get(value)? {
            quote @ (b'"' | b'\'') => {
                let end = value + 1 + memchr::memchr(quote, &bytes[value + 1..])?;
                // The bound of a tag can divide a character of the name, not one before a quotation mark.
                self.attributes
                    .push((&text[start..name_end], value + 1..end));
                Some(end + 1)
            }
            b'{' => braced(bytes, value),
            _ => {
                let end = past(bytes, value, |b| {
                    !b.is_ascii_whitespace() && !is_mark(b) || b == b'/'
                });
                (value < end).then_some(end)
            }
        }
    }
}

/// The byte behind the brace that closes the one at `start`.
pub(super) fn braced(bytes: &[u8], start: usize) -> Option<usize> {
    let bound = bytes.len().min(start + LONGEST_TAG);
    let bytes = &bytes[..bound];
    if bytes[start..].starts_with(b"{/*") {
        let end = memchr::memmem::find(&bytes[start..], b"*/}")?;
        return Some(start + end + 3);
    }
    let mut depth = 0;
    for at in memchr::memchr2_iter(b'{', b'}', &bytes[start..]) {
        if bytes[start + at] == b'{' {
            depth += 1;
            if depth > DEEPEST {
                return None;
            }
        } else {
            depth -= 1;
            if depth == 0 {
                return Some(start + at + 1);
            }
        }
    }
    None
}

/// The first byte from `at` on that is not as asked.
fn past(bytes: &[u8], at: usize, is_in: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let length = rest.iter().position(|&b| !is_in(b)).unwrap_or(rest.len());
    at + length
}
