//! The words around a stop.
//!
//! In: text and a place. Out: slices of it, and what they look like. O(longest abbreviation).

use std::cell::Cell;

use crate::segment::lists::LONGEST_ABBREVIATION;

/// Whether small letters begin sentences in a paragraph. Computed at the first call, in O(bytes).
pub(super) struct Informal<'t> {
    text: &'t str,
    known: Cell<Option<bool>>,
}

impl<'t> Informal<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let known = Cell::new(None);
        Informal { text, known }
    }

    /// Whether the paragraph begins with a small letter, or writes the pronoun small.
    pub(super) fn is(&self) -> bool {
        if let Some(known) = self.known.get() {
            return known;
        }
        let text = self.text;
        let first = text.chars().take(16).find(|c| c.is_alphanumeric());
        let holds = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
        let found = first.is_some_and(char::is_lowercase)
            || [" i ", " i'm ", " im "].into_iter().any(holds);
        self.known.set(Some(found));
        found
    }
}

/// The word before byte `stop`, at most as long as an abbreviation, and where it begins.
pub(super) fn word_before(text: &str, stop: usize) -> (usize, &str) {
    let bytes = text.as_bytes();
    let mut from = stop;
    while from > 0 && stop - from <= LONGEST_ABBREVIATION {
        let b = bytes[from - 1];
        if b.is_ascii_whitespace()
            || matches!(
                b,
                b'(' | b'[' | b'"' | b'\'' | b'`' | b'/' | b'-' | b',' | b'&'
            )
        {
            break;
        }
        from -= 1;
    }
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let word = text[from..stop].trim_start_matches([
        '“', '‘', '—', '–', '…', '\u{a0}', '\u{202f}', '≪', '«', '⁃', '•',
    ]);
    (stop - word.len(), word)
}

/// Text without the marks that may stand before the first word of a sentence, a few of them.
pub(super) fn unopened(text: &str) -> &str {
    const MOST: usize = 8;
    let opens = |c: &char| {
        matches!(
            c,
            '"' | '“' | '‘' | '\'' | '(' | '[' | '*' | '_' | '«' | '≪' | '¿' | '¡' | '{'
        )
    };
    let marks = text.chars().take(MOST).take_while(opens);
    &text[marks.map(char::len_utf8).sum::<usize>()..]
}

/// The letters, digits and apostrophes that text begins with.
pub(super) fn first_word(text: &str) -> &str {
    let bytes = text.as_bytes();
    let length = bytes
        .iter()
        .take(LONGEST_ABBREVIATION)
        .take_while(|b| b.is_ascii_alphanumeric() || **b == b'\'')
        .count();
    &text[..length]
}

/// Whether text holds nothing but blanks and a few marks, as before the number of a list item.
pub(super) fn is_bare(text: &str) -> bool {
    text.len() <= 12 && !text.contains(char::is_alphanumeric)
}

/// iPad, eBay: a small start that is a name and so may begin a sentence.
pub(super) fn is_camel(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() > 2
        && bytes[0].is_ascii_lowercase()
        && bytes[1].is_ascii_uppercase()
        && bytes[2].is_ascii_lowercase()
}

/// A Roman number other than the pronoun, as its figures are put together: XIV, but not CIVIL.
pub(super) fn is_roman(word: &str) -> bool {
    const PARTS: [(&str, usize); 9] = [
        ("C", 3),
        ("XC", 1),
        ("L", 1),
        ("XL", 1),
        ("X", 3),
        ("IX", 1),
        ("V", 1),
        ("IV", 1),
        ("I", 3),
    ];
    let mut rest = word;
    for (part, most) in PARTS {
        for _ in 0..most {
            rest = rest.strip_prefix(part).unwrap_or(rest);
        }
    }
    rest.is_empty() && !matches!(word, "" | "I")
}

/// The address of a page on the web.
pub(super) fn is_address(word: &str) -> bool {
    ["http://", "https://", "www.", "ftp://"]
        .iter()
        .any(|start| word.starts_with(start))
}

/// A word of small letters as prose has them: no abbreviation of a few consonants.
pub(super) fn is_plain_word(word: &str) -> bool {
    const SHORTEST: usize = 4;
    let vowel = |b| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let word = word
        .strip_prefix(|c: char| c.is_ascii_uppercase())
        .unwrap_or(word);
    word.len() >= SHORTEST
        && word.bytes().all(|b| b.is_ascii_lowercase())
        && word.bytes().any(vowel)
}

/// The length of an emoticon that text begins with, such as `:-)`, ended by a blank or the end.
pub(super) fn emoticon(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let eyes = matches!(bytes.first()?, b':' | b';' | b'=');
    let nose = usize::from(matches!(bytes.get(1)?, b'-' | b'\'' | b'o'));
    let mouth = |b: &u8| matches!(b, b')' | b'(' | b'D' | b'P' | b'p' | b'/' | b'|');
    let n_mouths = bytes[1 + nose..]
        .iter()
        .take(8)
        .take_while(|b| mouth(b))
        .count();
    let length = 1 + nose + n_mouths;
    let ends = text.get(length..)?.chars().next();
    (eyes && n_mouths > 0 && ends.is_none_or(|c| c.is_whitespace() || c == '.')).then_some(length)
}
