//! What a translator adds in notes of his own: （訳注：…）.
//!
//! In: the text before a place. Out: whether a note is open there. O(bytes looked at).

use std::sync::LazyLock;

use crate::review::checks::lists::Patterns;
use crate::text::brackets::{Pair, PairKind, closed_by, opened_by};
use crate::text::{Span, part};

/// What begins a translator's note.
const MARKS: [&str; 12] = [
    "訳注",
    "訳註",
    "訳者注",
    "訳者註",
    "翻訳者注",
    "編注",
    "編集者注",
    "編集部注",
    "監訳注",
    "訳者補足",
    "訳補",
    "※",
];
static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(&MARKS));
/// What ends one that is not in brackets.
const ENDS: [char; 6] = [')', '）', ']', '］', '\n', '。'];
/// Notes are short: how far one is looked for, in bytes.
const FARTHEST: usize = 900;

/// Whether a note that begins before the place has not ended there.
pub(in crate::review) fn is_open_behind(before: &str) -> bool {
    let near = part::end(before, FARTHEST);
    let Some((_, Span { start: at, .. })) = PATTERNS.found_in(near).last() else {
        return false;
    };
    let note = &near[at..];
    let opening = near[..at].trim_end().chars().next_back();
    let is_bracket = |pair: Option<&Pair>| pair.is_some_and(|pair| pair.kind == PairKind::Bracket);
    let n_opened = note.chars().filter(|&c| is_bracket(opened_by(c))).count();
    let n_closed = note.chars().filter(|&c| is_bracket(closed_by(c))).count();
    // One in brackets may have several sentences.
    match is_bracket(opening.and_then(opened_by)) {
        true => !note.contains('\n') && n_closed <= n_opened,
        false => !note.contains(ENDS),
    }
}

/// Whether a text has a note.
pub(in crate::review) fn stand_in(text: &str) -> bool {
    PATTERNS.stand_in(text)
}

/// Whether a note begins at the place.
pub(in crate::review) fn begins_at(rest: &str) -> bool {
    PATTERNS.begin(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_open_and_close() {
        for (before, expected) in [
            ("それは杖（訳注：", true),
            ("それは杖（訳注：歩くための道具）で", false),
            ("それは杖（訳注：道具。歩くための", true),
            ("それは杖（訳註：道具（木製）", true),
            ("それは杖［訳者注：道具。］これは", false),
            ("※昔の", true),
            ("※昔の話。", false),
            ("それは杖（", false),
            ("", false),
        ] {
            assert_eq!(is_open_behind(before), expected, "{before}");
        }
        assert!(!is_open_behind(&("訳注：".to_owned() + &"あ".repeat(400))));
        assert!(begins_at("訳者注：道具") && !begins_at("道具"));
    }
}
