//! Cuts in a Japanese paragraph: a scanner over brackets, quotes and terminators of full and half width.
//!
//! In: a paragraph. Out: cuts in order. A stop outside brackets ends a sentence; so does one inside, unless the
//! host sentence goes on behind the bracket: then it is a soft cut. A bracket never closed holds nothing.
//! One scan over the bytes: O(bytes).

use crate::segment::lists::Lists;
use crate::segment::open::Open;
use crate::segment::{Cut, is_blank};

pub(crate) fn cuts(text: &str, lists: &Lists, cuts: &mut Vec<Cut>) {
    let bytes = text.as_bytes();
    let mut open = Open::default();
    let mut start = text.len() - text.trim_start_matches(is_blank).len();
    let mut k = start;
    while k < bytes.len() {
        let b = bytes[k];
        // Kana and kanji, three bytes each, are passed over by their first two.
        if (0xe4..=0xee).contains(&b) || b == 0xe3 && bytes[k + 1] != 0x80 && bytes[k + 1] != 0x83 {
            k += 3;
            continue;
        }
        if b < 0x80 && !matches!(b, b'.' | b'!' | b'?' | b'(' | b')' | b'[' | b']' | b'"') {
            k += 1;
            continue;
        }
        let Some(c) = text[k..].chars().next() else {
            break;
        };
        if c == '"' && !open.holds('"') {
            open.push('"', k, cuts.len(), k == start);
            k += 1;
        } else if let Some(close) = closing_of(c) {
            open.push(close, k, cuts.len(), k == start);
            k += c.len_utf8();
        } else if is_close(c) || c == '"' {
            k = closing(text, k, &mut open, &mut start, lists, cuts);
        } else if is_stop(text, k, c, lists) || is_pause(text, k, c) {
            k = stop(text, k, &mut open, &mut start, lists, cuts);
        } else {
            k += c.len_utf8();
        }
    }
}

/// A closing mark with no stop before it: the host goes on, but a line of quotations may be cut between them.
fn closing(
    text: &str,
    at: usize,
    open: &mut Open,
    start: &mut usize,
    lists: &Lists,
    cuts: &mut Vec<Cut>,
) -> usize {
    let c = text[at..].chars().next().unwrap_or(' ');
    let end = at + c.len_utf8();
    let Some(opened) = open.pop(c, at) else {
        return end;
    };
    let at_start = opened.at_start;
    let after = text[end..].trim_start_matches(is_blank);
    let quoted = matches!(c, '」' | '』' | '”' | '｣');
    let ends_host = after.is_empty() || quoted && at_start && !lists.goes_on(after);
    if !ends_host {
        opened.soften(cuts);
    }
    if quoted && at_start && after.starts_with(['「', '『', '“', '｢']) {
        let at = text.len() - after.len();
        cuts.push(Cut { at, soft: true });
        *start = at;
    }
    end
}

/// A run of terminators and pauses at byte `at`, and the closing marks behind it. Gives the byte to go on from.
fn stop(
    text: &str,
    at: usize,
    open: &mut Open,
    start: &mut usize,
    lists: &Lists,
    cuts: &mut Vec<Cut>,
) -> usize {
    let mut end = at;
    let mut hard = false;
    while let Some(c) = text[end..].chars().next() {
        let more = end == at
            || is_full_stop(c)
            || matches!(
                c,
                '!' | '?' | '.' | '…' | '‥' | '♪' | '★' | '☆' | '♡' | '♥' | '～' | '〜'
            )
            || is_pause(text, end, c)
            || c == '・' && text[..end].ends_with('・');
        if !more {
            break;
        }
        hard |= is_full_stop(c)
            || matches!(c, '!' | '?' | '♪' | '★' | '☆')
            || c == '.' && end == at && !is_pause(text, at, c);
        end += c.len_utf8();
    }
    let stops_end = end;
    let mut goes_on = false;
    let mut quoted = false;
    while let Some(c) = text[end..]
        .chars()
        .next()
        .filter(|&c| is_close(c) || c == '"' || c == '’')
    {
        let closed = open.pop(c, end);
        if closed.is_none() && c == '"' && text[end + 1..].starts_with(|c: char| !is_blank(c)) {
            break;
        }
        end += c.len_utf8();
        quoted = true;
        let after = text[end..].trim_start_matches(is_blank);
        goes_on = match c {
            '）' | ')' | '〕' | '］' | ']' | '】' => {
                closed.is_some_and(|o| !o.at_start) && !after.is_empty()
            }
            _ => lists.goes_on(after),
        };
        if let Some(opened) =
            closed.filter(|_| goes_on || after.starts_with(['、', '。', '，', '．']))
        {
            opened.soften(cuts);
        }
    }
    let (end, is_reference) = after_reference(text, end);
    let end = end + lists.reaction(&text[end..]);
    let after = text[end..].trim_start_matches(is_blank);
    if after.is_empty() || lists.excepted(text, stops_end) {
        return end;
    }
    if after.starts_with(['、', '，', '､', '。', '．', '：', '；', ':', ';'])
        || after.starts_with(is_close)
    {
        return end;
    }
    let next_at = text.len() - after.len();
    let soft = if quoted {
        goes_on
    } else {
        !hard
            || !is_reference && carries_on(text, at, after)
            || is_latin_stop(text, at, stops_end, after)
    };
    cuts.push(Cut { at: next_at, soft });
    if !soft {
        *start = next_at;
    }
    end
}

/// A stop inside a name or a quoted exclamation: the particle behind it can begin no sentence.
fn carries_on(text: &str, at: usize, after: &str) -> bool {
    let question = !text[at..].starts_with(['。', '｡', '．', '.']);
    let starts = |list: &[&str]| list.iter().any(|word| after.starts_with(word));
    after.starts_with('を')
        || after.starts_with('の')
            && !starts(&["のち", "のん", "のど", "のろ", "のび", "のぞ", "のり"])
        || question
            && starts(&[
                "という",
                "って",
                "と思",
                "と言",
                "と聞",
                "と叫",
                "と尋",
                "と問",
                "と考",
                "との",
            ])
}

/// A stop behind a Latin word, where a brand and an exclamation look alike: Yahoo! JAPAN.
fn is_latin_stop(text: &str, at: usize, end: usize, after: &str) -> bool {
    let single = end - at == 1 && matches!(text.as_bytes()[at], b'!' | b'?');
    single
        && text[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
        && after.starts_with(|c: char| c.is_ascii_uppercase() || !c.is_ascii())
}

fn closing_of(c: char) -> Option<char> {
    Some(match c {
        '「' => '」',
        '『' => '』',
        '（' => '）',
        '(' => ')',
        '【' => '】',
        '〈' => '〉',
        '《' => '》',
        '〔' => '〕',
        '［' => '］',
        '[' => ']',
        '“' => '”',
        '｢' => '｣',
        _ => return None,
    })
}

fn is_close(c: char) -> bool {
    matches!(
        c,
        '」' | '』' | '）' | ')' | '】' | '〉' | '》' | '〕' | '］' | ']' | '”' | '｣'
    )
}

fn is_full_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '‼' | '⁇' | '⁈' | '⁉' | '．')
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether the character at byte `k` ends a sentence.
fn is_stop(text: &str, k: usize, c: char, lists: &Lists) -> bool {
    let before = || text[..k].chars().next_back();
    let next = || text[k + c.len_utf8()..].chars().next();
    match c {
        '。' | '｡' | '‼' | '⁇' | '⁈' | '⁉' => true,
        '！' | '？' => {
            !(before().is_some_and(|b| b.is_ascii_alphabetic())
                && next().is_some_and(|n| is_japanese(n) && !matches!(n, '\u{3040}'..='\u{309f}')))
        }
        '．' => {
            next().is_none_or(|n| !n.is_alphanumeric() || is_japanese(n))
                && before().is_some_and(|b| !b.is_numeric() || next().is_none())
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
fn is_pause(text: &str, k: usize, c: char) -> bool {
    match c {
        '…' | '‥' => true,
        '・' => text[k + c.len_utf8()..].starts_with('・'),
        '.' => {
            text[k..].starts_with("...") && text[..k].ends_with(|c| is_japanese(c) || is_close(c))
        }
        _ => false,
    }
}

/// Notes' numbers in brackets belong to the sentence before them.
fn after_reference(text: &str, end: usize) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut at = end;
    while bytes.get(at) == Some(&b'[') {
        let digits = bytes[at + 1..]
            .iter()
            .take(4)
            .take_while(|b| b.is_ascii_digit())
            .count();
        if digits == 0 || digits > 3 || bytes.get(at + 1 + digits) != Some(&b']') {
            break;
        }
        at += digits + 2;
    }
    (at, at > end)
}
