//! The marks of Japanese text: what opens, closes, ends a sentence or pauses it.
//!
//! In: a character and the text around it. Out: what it is. O(1), and O(longest abbreviation) behind a Latin word.

use crate::segment::cut::is_blank;
use crate::segment::lists::Lists;
use crate::text::brackets::{self, Pair};
use crate::text::script;

/// A stop behind a Latin word, where a brand and an exclamation look alike: Yahoo! JAPAN.
pub(super) fn is_latin_stop(text: &str, at: usize, end: usize, after: &str) -> bool {
    let single = end - at == 1 && matches!(text.as_bytes()[at], b'!' | b'?');
    single
        && text[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
        && after.starts_with(|c: char| c.is_ascii_uppercase() || !c.is_ascii())
}

/// The mark that closes a bracket or quotation of Japanese text.
pub(super) fn closing_of(c: char) -> Option<char> {
    let pair = brackets::opened_by(c).filter(|pair| pair.is_of_japanese())?;
    Some(pair.close)
}

/// Whether a mark closes a bracket or quotation of Japanese text.
pub(super) fn is_close(c: char) -> bool {
    brackets::closed_by(c).is_some_and(Pair::is_of_japanese)
}

pub(super) fn is_full_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '‼' | '⁇' | '⁈' | '⁉' | '．')
}

/// Kana and kanji, and the marks that stand among them. The small katakana of Ainu and the half-width voiced marks are
/// left out.
fn is_japanese(c: char) -> bool {
    let is_mark = matches!(c, '゛' | '゜' | '゠' | '・' | '\u{4dc0}'..='\u{4dff}');
    let is_unassigned = matches!(c, '\u{3040}' | '\u{3097}' | '\u{3098}');
    let is_left_out = matches!(c, 'ㇰ'..='ㇿ' | 'ﾞ' | 'ﾟ');
    is_mark || is_unassigned || script::is_japanese(c) && !is_left_out
}

/// Whether the character at byte `k` ends a sentence.
pub(super) fn is_stop(text: &str, k: usize, c: char, lists: &Lists) -> bool {
    let before = || text[..k].chars().next_back();
    let next = || text[k + c.len_utf8()..].chars().next();
    match c {
        '。' | '｡' | '‼' | '⁇' | '⁈' | '⁉' => true,
        '！' | '？' => {
            !(before().is_some_and(|b| b.is_ascii_alphabetic())
                && next().is_some_and(|n| is_japanese(n) && !matches!(n, '\u{3040}'..='\u{309f}')))
        }
        '．' => {
            let parts = next().is_none_or(|n| !n.is_alphanumeric() || is_japanese(n));
            before().is_some_and(|b| {
                is_japanese(b) || is_close(b) || parts && (!b.is_numeric() || next().is_none())
            })
        }
        '!' | '?' => {
            let Some(next) = next() else { return true };
            let Some(before) = before() else { return false };
            let run = matches!(next, '!' | '?' | '！' | '？');
            run || is_japanese(before)
                || is_close(before)
                || matches!(before, '…' | '♪' | '!' | '?' | '〜' | '～' | 'w')
                    && !next.is_ascii_alphanumeric()
                || before.is_ascii_alphanumeric()
                    && (is_blank(next) || is_close(next) || next == '"')
        }
        '.' => {
            let Some(before) = before() else { return false };
            let Some(next) = next() else { return true };
            if is_japanese(before) || matches!(before, '）' | '」' | ')') {
                return is_blank(next) || is_close(next) || is_japanese(next);
            }
            before.is_ascii_alphanumeric() && is_blank(next) && latin_ends(text, k, lists)
        }
        '♪' => {
            before().is_some_and(is_japanese)
                && next().is_some_and(|n| is_blank(n) || is_japanese(n))
        }
        '★' | '☆' => {
            before().is_some_and(is_japanese) && next().is_some_and(is_blank)
                || lists.ends_politely(&text[..k])
        }
        _ => false,
    }
}

/// Whether a full stop behind a Latin word ends an English sentence inside Japanese text.
fn latin_ends(text: &str, stop: usize, lists: &Lists) -> bool {
    let bytes = text.as_bytes();
    let length = bytes[..stop]
        .iter()
        .rev()
        .take(24)
        .take_while(|b| b.is_ascii_alphanumeric() || **b == b'.')
        .count();
    let word = &text[stop - length..stop];
    let after = text[stop + 1..].trim_start_matches(is_blank);
    let small_end = word.len() >= 3 && word.bytes().all(|b| b.is_ascii_lowercase());
    small_end
        && lists.abbreviation(word).is_none()
        && after
            .starts_with(|c: char| c.is_uppercase() || is_japanese(c) || closing_of(c).is_some())
}

/// An ellipsis, after which the sentence may or may not go on.
pub(super) fn is_pause(text: &str, k: usize, c: char) -> bool {
    match c {
        '…' | '‥' => true,
        '・' => text[k + c.len_utf8()..].starts_with('・'),
        '.' => {
            text[k..].starts_with("...") && text[..k].ends_with(|c| is_japanese(c) || is_close(c))
        }
        _ => false,
    }
}
