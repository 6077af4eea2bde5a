//! What a translator adds in notes of his own: （訳注：…）.
//!
//! In: the text before a place. Out: whether a note is open there. O(bytes looked at).

/// What begins a translator's note.
const MARKS: [&str; 3] = ["訳注", "訳者注", "※"];
/// What ends one.
const ENDS: [char; 6] = [')', '）', ']', '］', '\n', '。'];
/// Notes are short: how far one is looked for, in bytes.
const FARTHEST: usize = 300;

/// Whether a note that begins before the place has not ended there.
pub(in crate::review) fn is_open_behind(before: &str) -> bool {
    let mut from = before.len().saturating_sub(FARTHEST);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let near = &before[from..];
    let last = MARKS.iter().filter_map(|mark| near.rfind(mark)).max();
    last.is_some_and(|at| !near[at..].contains(ENDS))
}

/// Whether a note begins at the place.
pub(in crate::review) fn begins_at(rest: &str) -> bool {
    MARKS.iter().any(|mark| rest.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_open_and_close() {
        for (before, expected) in [
            ("それは杖（訳注：", true),
            ("それは杖（訳注：歩くための道具）で", false),
            ("※昔の", true),
            ("※昔の話。", false),
            ("それは杖（", false),
            ("", false),
        ] {
            assert_eq!(is_open_behind(before), expected, "{before}");
        }
        assert!(!is_open_behind(&("訳注：".to_owned() + &"あ".repeat(200))));
        assert!(begins_at("訳者注：道具") && !begins_at("道具"));
    }
}
