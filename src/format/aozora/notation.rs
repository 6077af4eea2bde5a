//! The notation inside a line: readings, notes, characters that are described, accents.
//!
//! In: a line. Out: the pieces of it that are text, and whether a note calls it a heading. O(bytes of the line).

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::text::script::{Class, class};

/// The longest reading and the longest note, in characters. What is longer is text.
const LONGEST_READING: usize = 40;
const LONGEST_NOTE: usize = 400;
/// The longest text in 〔〕 that is searched for accents, in bytes.
const LONGEST_ACCENTED: usize = 200;
/// Stands for a character that is not known.
const UNKNOWN: &str = "〓";

/// A piece of a line, in bytes of the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Text(Range<usize>),
    /// Notation that stands for characters.
    Character(Range<usize>, String),
}

impl Piece {
    pub(super) fn is_blank(&self, text: &str) -> bool {
        match self {
            Piece::Text(bytes) => text[bytes.clone()].trim().is_empty(),
            Piece::Character(_, character) => character.trim().is_empty(),
        }
    }
}

/// What is text in a line.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Found {
    pub(super) pieces: Vec<Piece>,
    pub(super) is_heading: bool,
}

impl Found {
    fn take(&mut self, bytes: Range<usize>) {
        if !bytes.is_empty() {
            self.pieces.push(Piece::Text(bytes));
        }
    }
}

/// The pieces of a line.
pub(super) fn pieces(text: &str, line: Range<usize>) -> Found {
    let mut found = Found::default();
    let (mut start, mut at) = (line.start, line.start);
    let end = line.end;
    while let Some(step) = text[at..end].find(['《', '｜', '［', '※', '〔']) {
        at += step;
        let rest = &text[at..end];
        let (skipped, stands_for) = match rest.chars().next() {
            Some('《') if is_reading(&text[..end], at) => {
                (rest.find('》').map(|close| close + '》'.len_utf8()), None)
            }
            Some('｜') if has_base(rest) => (Some('｜'.len_utf8()), None),
            Some('［') => {
                let note = note(rest);
                found.is_heading |= note.is_some_and(|bytes| is_heading(&rest[..bytes]));
                (note, None)
            }
            Some('※') => match note(&rest['※'.len_utf8()..]) {
                Some(bytes) => {
                    let bytes = bytes + '※'.len_utf8();
                    (Some(bytes), Some(described(&rest[..bytes])))
                }
                None => (None, None),
            },
            Some('〔') => match accented(rest) {
                Some((bytes, composed)) => (Some(bytes), Some(composed)),
                None => (None, None),
            },
            _ => (None, None),
        };
        let Some(skipped) = skipped else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        found.take(start..at);
        if let Some(character) = stands_for {
            found
                .pieces
                .push(Piece::Character(at..at + skipped, character));
        }
        at += skipped;
        start = at;
    }
    found.take(start..end);
    found
}

/// Whether the 《 at a byte opens the reading of what is before it. Behind kanji anything is a reading; behind other letters,
/// where titles are quoted too, only kana.
pub(super) fn is_reading(text: &str, at: usize) -> bool {
    let base = text[..at].chars().next_back();
    let is_kanji =
        base.is_some_and(|c| class(c) == Class::Kanji || "］〓々〆ヶ仝／＼″".contains(c));
    let has_base = is_kanji || base.is_some_and(char::is_alphanumeric);
    has_base && reading(&text[at..]).is_some_and(|inside| is_kanji || inside.chars().all(is_kana))
}

/// Whether the 《 at a byte opens a reading in hiragana behind kanji, as few other texts have it: titles of films and games are
/// quoted so in katakana.
pub(super) fn is_usual_reading(text: &str, at: usize) -> bool {
    let base = text[..at].chars().next_back();
    base.is_some_and(|c| class(c) == Class::Kanji)
        && reading(&text[at..]).is_some_and(|inside| {
            inside
                .chars()
                .all(|c| class(c) == Class::Hiragana || "ーゝゞ".contains(c))
        })
}

fn is_kana(c: char) -> bool {
    matches!(class(c), Class::Hiragana | Class::Katakana) || "ー・／＼″ゝゞヽヾ　 ".contains(c)
}

/// What is in the brackets 《》 that a text begins with.
fn reading(text: &str) -> Option<&str> {
    let inside = &text['《'.len_utf8()..];
    let ends =
        |&(n, (_, c)): &(usize, (usize, char))| n == LONGEST_READING || "》\n。《".contains(c);
    let (_, (end, close)) = inside.char_indices().enumerate().find(ends)?;
    (close == '》' && 0 < end).then(|| &inside[..end])
}

/// Whether the ｜ that a text begins with marks the base of a reading in the same line.
fn has_base(text: &str) -> bool {
    let mut characters = text.chars().skip(1).take(LONGEST_READING);
    characters.find(|&c| matches!(c, '《' | '。' | '｜')) == Some('《')
}

/// The bytes of the note that a text begins with.
fn note(text: &str) -> Option<usize> {
    if !text.starts_with("［＃") {
        return None;
    }
    let mut depth = 0usize;
    for (at, c) in text.char_indices().take(LONGEST_NOTE) {
        match c {
            '［' => depth += 1,
            '］' if depth == 1 => return Some(at + c.len_utf8()),
            '］' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether a note calls its line a heading: ［＃大見出し］, ［＃「一」は中見出し］.
fn is_heading(note: &str) -> bool {
    let inside = note.trim_start_matches("［＃").trim_end_matches('］');
    inside.ends_with("見出し") && !inside.contains("終わり")
}

/// The character that a note describes: `※［＃「…」、U+59CA、1-4］`.
fn described(note: &str) -> String {
    let code = note.rmatch_indices("U+").find_map(|(at, mark)| {
        let digits = note[at + mark.len()..]
            .split(|c: char| !c.is_ascii_hexdigit())
            .next()?;
        char::from_u32(u32::from_str_radix(digits, 16).ok()?)
    });
    let bracket = match note.trim_start_matches("※［＃") {
        name if name.starts_with("始め二重山括弧") || name.starts_with("始め二重括弧") => {
            Some('《')
        }
        name if name.starts_with("終わり二重山括弧") || name.starts_with("終わり二重括弧") => {
            Some('》')
        }
        _ => None,
    };
    let known = code.filter(|c| !c.is_control()).or(bracket);
    known.map_or_else(|| UNKNOWN.to_owned(), |character| character.to_string())
}

/// The bytes of the text in 〔〕 that a text begins with, if it has Latin letters with accents written behind them, and what
/// it stands for.
fn accented(text: &str) -> Option<(usize, String)> {
    let open = '〔'.len_utf8();
    let close = text.bytes().take(LONGEST_ACCENTED).collect::<Vec<_>>();
    let end = close
        .windows(3)
        .position(|bytes| bytes == "〕".as_bytes())?;
    let inside = &text[open..end];
    if !inside.is_ascii() {
        return None;
    }
    let mut composed = String::with_capacity(inside.len());
    let (mut changed, mut before) = (false, ' ');
    for c in inside.chars() {
        let mark = match c {
            '`' => '\u{300}',
            '\'' => '\u{301}',
            '^' => '\u{302}',
            '~' => '\u{303}',
            '_' => '\u{304}',
            ':' => '\u{308}',
            '&' => '\u{30a}',
            ',' => '\u{327}',
            _ => ' ',
        };
        let letter = [before, mark]
            .iter()
            .collect::<String>()
            .nfc()
            .collect::<String>();
        let is_letter = mark != ' ' && before.is_ascii_alphabetic() && letter.chars().count() == 1;
        if is_letter {
            composed.pop();
            composed.push_str(&letter);
            changed = true;
        } else {
            composed.push(c);
        }
        before = c;
    }
    changed.then_some((end + '〕'.len_utf8(), composed))
}
