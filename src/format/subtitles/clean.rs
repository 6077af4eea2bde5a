//! The text of a line of subtitles: tags and overrides are left out, character references are read.
//!
//! In: a line. Out: its pieces. O(bytes of the line).

use std::ops::Range;

use crate::format::subtitles::clock::time;
use crate::text::ContentBuilder;

/// The longest tag, in bytes. What is longer is text.
const LONGEST_TAG: usize = 200;
/// The names of tags.
const NAMES: [&str; 12] = [
    "i", "b", "u", "s", "c", "v", "em", "font", "ruby", "rt", "lang", "span",
];
/// References to characters that WebVTT names.
const REFERENCES: [(&str, &str); 6] = [
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", "\u{a0}"),
    ("&lrm;", ""),
    ("&rlm;", ""),
];

/// A piece of a line, in bytes of the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) bytes: Range<usize>,
    /// The text that it stands for, if that is another.
    pub(super) stands_for: Option<&'static str>,
}

/// The pieces of a line that are text.
pub(super) fn pieces(text: &str, line: Range<usize>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut start = line.start;
    let mut at = line.start;
    let take = |start: usize, end: usize, found: &mut Vec<Found>| {
        if start < end {
            let bytes = start..end;
            found.push(Found {
                bytes,
                stands_for: None,
            });
        }
    };
    while let Some(step) = text[at..line.end].find(['<', '{', '&', '\\']) {
        at += step;
        let rest = &text[at..line.end];
        let reference = REFERENCES.iter().find(|(name, _)| rest.starts_with(name));
        if let Some(&(name, character)) = reference {
            take(start, at, &mut found);
            let bytes = at..at + name.len();
            found.push(Found {
                bytes,
                stands_for: Some(character),
            });
            at += name.len();
            start = at;
        } else if rest.starts_with("\\h") || rest.starts_with("\\n") {
            take(start, at, &mut found);
            found.push(Found {
                bytes: at..at + 2,
                stands_for: Some(" "),
            });
            at += 2;
            start = at;
        } else if let Some(length) = tag(rest) {
            take(start, at, &mut found);
            at += length;
            start = at;
        } else {
            at += 1;
        }
    }
    take(start, line.end, &mut found);
    found
}

/// The bytes of the tag that a text begins with: `<i>`, `</c>`, `<v Ann>`, `<00:01.500>`, `{\an8}`.
fn tag(text: &str) -> Option<usize> {
    let (close, inside) = match text.as_bytes()[0] {
        b'<' => ('>', &text[1..]),
        b'{' if text[1..].starts_with('\\') => ('}', &text[1..]),
        _ => return None,
    };
    let end = inside
        .bytes()
        .take(LONGEST_TAG)
        .position(|byte| byte == close as u8)?;
    let inside = &inside[..end];
    let name = inside.trim_start_matches('/');
    let name = &name[..name
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(name.len())];
    let is_named = NAMES.iter().any(|known| name.eq_ignore_ascii_case(known));
    let is_tag = close == '}' || is_named && !inside.contains('<') || time(inside).is_some();
    is_tag.then_some(end + 2)
}

/// The text of pieces.
pub(super) fn joined(text: &str, pieces: &[Found]) -> String {
    let pieces = pieces.iter();
    pieces
        .map(|piece| piece.stands_for.unwrap_or(&text[piece.bytes.clone()]))
        .collect()
}

/// What a wide blank is in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WideBlank {
    Blank,
    /// The end of a sentence, in Japanese subtitles without stops.
    Stop,
}

/// Adds pieces of a text to the open block, without their first bytes.
pub(super) fn add(
    builder: &mut ContentBuilder,
    text: &str,
    pieces: &[Found],
    mut skipped: usize,
    wide_blank: WideBlank,
) {
    for piece in pieces {
        let length = piece.stands_for.map_or(piece.bytes.len(), str::len);
        let skip = skipped.min(length);
        skipped -= skip;
        match piece.stands_for {
            Some(_) if 0 < skip => {}
            Some(character) => {
                builder.replace(piece.bytes.clone(), character);
            }
            None if skip == length => {}
            None => take(
                builder,
                text,
                piece.bytes.start + skip..piece.bytes.end,
                wide_blank,
            ),
        }
    }
}

/// Takes a range of the file. A sentence may be divided behind a wide blank that is a stop.
fn take(builder: &mut ContentBuilder, text: &str, bytes: Range<usize>, wide_blank: WideBlank) {
    let mut start = bytes.start;
    if wide_blank == WideBlank::Stop {
        for (at, blank) in text[bytes.clone()].match_indices('\u{3000}') {
            let end = bytes.start + at + blank.len();
            builder.take(start..end).seam();
            start = end;
        }
    }
    if start < bytes.end {
        builder.take(start..bytes.end);
    }
}

/// Whether a line is a sound, not speech: all of it in brackets, or music.
pub(super) fn is_sound(line: &str) -> bool {
    let line = line.trim();
    let Some(first) = line.chars().next() else {
        return false;
    };
    // `♪～` is music as well.
    let is_music = |c: char| matches!(c, '♪' | '♫' | '♬' | '～' | '〜' | '~' | ' ' | '\u{3000}');
    if line.contains(['♪', '♫', '♬']) && line.chars().all(is_music) {
        return true;
    }
    let close = match first {
        '(' => ')',
        '[' => ']',
        '（' => '）',
        '［' => '］',
        '〔' => '〕',
        '♪' | '♫' | '♬' => return line.ends_with(first) || line.chars().count() == 1,
        _ => return false,
    };
    line.find(close)
        .is_some_and(|end| end + close.len_utf8() == line.len())
}
