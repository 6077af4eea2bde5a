//! Runs of kanji in a text, and the kana that may stand within one.
//!
//! In: a text. Out: the spans of its runs. O(bytes).

use crate::text::Span;
use crate::text::script::is_kanji;

/// Runs of kanji, also those with a kana between them that names have (霞ヶ関, 三ノ宮, 関が原).
pub(super) fn kanji_runs(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = first_kanji(text, at)?;
        let mut end = start;
        let mut rest = text[start..].chars();
        while let Some(character) = rest.next() {
            if is_kanji(character) {
                end = text.len() - rest.as_str().len();
            } else if !is_joiner(character) || !rest.as_str().starts_with(is_kanji) {
                break;
            }
        }
        at = end;
        Some(Span::new(start, end))
    })
}

/// The byte of the first kanji from a byte on. Kana and letters, most of a text, are skipped by their first two bytes.
fn first_kanji(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        at += match (byte, bytes.get(at + 1)) {
            // One byte of a character below U+3000.
            (..0xe3, _) => 1,
            // U+3040 to U+33FF.
            (0xe3, Some(0x81..0x90)) => 3,
            _ => match text[at..].chars().next() {
                Some(character) if is_kanji(character) => return Some(at),
                character => character.map_or(1, char::len_utf8),
            },
        };
    }
    None
}

/// Whether the kana can stand between the kanji of a name.
pub(super) fn is_joiner(character: char) -> bool {
    !joiner_readings(character).is_empty()
}

pub(super) fn joiner_readings(character: char) -> &'static [&'static str] {
    match character {
        'ヶ' | 'ケ' | 'が' | 'ガ' | 'ヵ' => &["ga", "ka"],
        'ノ' | 'の' => &["no"],
        'ツ' | 'つ' => &["tu", ""],
        _ => &[],
    }
}
