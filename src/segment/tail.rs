//! What stands behind the end of a sentence and belongs to it, in both languages: reference marks as ¹ and [12], an address in
//! brackets, emoji, faces as (^_^;), reactions as （笑） and (Laughter).
//!
//! In: a paragraph, and the place behind a stop or a clause. Out: where the tail ends, and what is in it. O(length of the tail).

use crate::segment::cut::is_blank;
use crate::segment::lists::Lists;
use crate::text::address::url;
use crate::text::brackets::{Pair, PairKind, opened_by};
use crate::text::script::{Class, class, is_japanese};

/// What stands behind the end of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tail {
    /// One past it.
    pub(super) end: usize,
    /// Whether a reference mark is in it.
    pub(super) refers: bool,
    /// Whether an emoji, a face or a reaction is in it.
    pub(super) feels: bool,
}

/// Marks that begin the sentences of a paragraph instead of ending them: those that the paragraph begins with.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Leading {
    notes: bool,
    pictures: bool,
}

impl Leading {
    /// What a paragraph begins with: the marks of a bibliography or of a list. Emoji at both ends are ornaments.
    pub(super) fn of(text: &str, lists: &Lists) -> Leading {
        let begin = text.trim_start_matches(is_blank);
        let end = text.trim_end_matches(is_blank);
        let ends_with_picture = end
            .chars()
            .rev()
            .find(|&c| !joins_pictures(c))
            .is_some_and(is_picture);
        Leading {
            notes: note(begin, lists).is_some(),
            pictures: begin.starts_with(is_picture) && !ends_with_picture,
        }
    }

    /// Whether emoji begin the sentences.
    pub(super) fn pictures(self) -> bool {
        self.pictures
    }
}

impl Tail {
    /// The tail at byte `at`. Empty if none is there.
    pub(super) fn read(text: &str, at: usize, leading: Leading, lists: &Lists) -> Tail {
        let mut tail = Tail {
            end: at,
            refers: false,
            feels: false,
        };
        while !text[tail.end..].is_empty() {
            let gap = gap(&text[tail.end..]);
            let rest = &text[tail.end + gap..];
            // An elision that is set off and ends a paragraph stands for sentences that were left out.
            let is_elision = |length: usize| {
                gap > 0
                    && rest.len() == length
                    && rest.contains(['.', '…'])
                    && !rest.contains(char::is_alphanumeric)
            };
            let is_apart = |length: &usize| {
                gap == 0 || rest[*length..].starts_with(is_blank) || rest.len() == *length
            };
            let found_note = note(rest, lists)
                .filter(|_| !leading.notes)
                .filter(is_apart)
                .filter(|&length| !is_elision(length));
            if let Some(length) = found_note {
                tail.end += gap + length;
                tail.refers = true;
                continue;
            }
            let found = feeling(rest, leading, lists)
                .filter(|length| gap == 0 || !is_word_next(&rest[*length..]));
            let Some(length) = found else { break };
            tail.end += gap + length;
            tail.feels = true;
        }
        tail
    }
}

/// The blanks, at most two characters, between a sentence and its tail.
fn gap(text: &str) -> usize {
    let blanks = text.chars().take(3).take_while(|&c| is_blank(c));
    let (n, length) = blanks.fold((0, 0), |(n, length), c| (n + 1, length + c.len_utf8()));
    if n <= 2 { length } else { 0 }
}

/// Whether a word stands right behind what may be a tail.
fn is_word_next(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// The length of an emoji, a face or a reaction that text begins with.
pub(super) fn feeling(text: &str, leading: Leading, lists: &Lists) -> Option<usize> {
    let first = text.chars().next()?;
    match first {
        '(' | '（' | '[' | '［' => {
            bracketed_face(text).or_else(|| Some(lists.reaction(text)).filter(|&n| n > 0))
        }
        'm' | '^' => bare_face(text),
        'w' | 'ｗ' => laughs(text, first),
        '笑' | '爆' | '汗' | '泣' => {
            let length = first.len_utf8();
            let stands_alone = text[length..]
                .chars()
                .next()
                .is_none_or(|c| !c.is_alphanumeric());
            stands_alone.then_some(length)
        }
        _ if is_picture(first) && !leading.pictures => Some(pictures(text)),
        _ => None,
    }
}

/// The length of a reference mark that text begins with: raised numbers, a dagger, ※1, or square brackets around a number, a
/// letter or a word of the list, with the page behind it: `[6]: 12`.
fn note(text: &str, lists: &Lists) -> Option<usize> {
    const MOST: usize = 8;
    let first = text.chars().next()?;
    if is_raised(first) {
        let raised = |c: &char| is_raised(*c) || matches!(c, ',' | '⁾' | '⁽');
        let length = text
            .chars()
            .take(MOST)
            .take_while(raised)
            .map(char::len_utf8)
            .sum();
        return Some(text[..length].trim_end_matches(',').len());
    }
    if first == '※' {
        let after = &text[first.len_utf8()..];
        let n_digits = after.bytes().take(3).take_while(u8::is_ascii_digit).count();
        let rest = &after[n_digits..];
        let begins_note = rest.starts_with(is_blank) || rest.starts_with([':', '：', '.', '．']);
        return (n_digits > 0 && !begins_note).then_some(first.len_utf8() + n_digits);
    }
    if let Some(length) = cited_address(text) {
        return Some(length);
    }
    let inside = text.strip_prefix('[').or_else(|| text.strip_prefix('［'))?;
    let (at, close) = inside
        .char_indices()
        .take(LONGEST_NOTE)
        .find(|(_, c)| matches!(c, ']' | '］'))?;
    if !is_note(&inside[..at], lists) {
        return None;
    }
    let length = first.len_utf8() + at + close.len_utf8();
    Some(length + page(&text[length..]))
}

/// The length of an address alone in brackets, `(https://example.org)`: it is the source of what stands before it, unless a
/// sentence goes on with it.
fn cited_address(text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    let is_bracket = |pair: &&Pair| matches!(pair.kind, PairKind::Bracket | PairKind::Angle);
    let close = opened_by(open).filter(is_bracket)?.close;
    let inside = &text[open.len_utf8()..];
    let end = url(inside)?;
    let after = inside[end..].strip_prefix(close)?;
    (!goes_on(after)).then_some(open.len_utf8() + end + close.len_utf8())
}

/// Whether text goes on with the sentence of what stands before it: with a particle and a word, a stop, or in lower case.
fn goes_on(text: &str) -> bool {
    let mut next = text.trim_start_matches(is_blank).chars();
    match next.next() {
        Some('を') => true,
        Some('は' | 'が' | 'に' | 'の' | 'と' | 'で' | 'も' | 'へ' | 'や') => {
            let is_word = |c: char| c.is_alphanumeric() && class(c) != Class::Hiragana;
            next.next().is_some_and(|c| is_word(c) || c == '、')
        }
        Some(c) => c.is_lowercase() || ".,;:!?。、，．！？".contains(c),
        None => false,
    }
}

/// Characters of the longest note mark with its brackets.
const LONGEST_NOTE: usize = 28;

/// Whether what stands in square brackets only refers to a note.
fn is_note(inside: &str, lists: &Lists) -> bool {
    let is_letter = inside.len() == 1 && inside.as_bytes()[0].is_ascii_lowercase();
    let is_cut = matches!(inside, "…" | "..." | "……");
    let numbers = |text: &str| {
        let place =
            |c: char| c.is_ascii_digit() || matches!(c, ' ' | ',' | '.' | '-' | '–' | '、' | 'p');
        text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(place)
    };
    let word = inside.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    is_letter
        || is_cut
        || numbers(inside) && !is_year(inside)
        || lists.is_note_word(word)
        || lists.is_note_word(inside)
}

/// Whether brackets hold a number of four digits or more alone, as years do.
fn is_year(inside: &str) -> bool {
    inside.len() >= 4 && inside.bytes().all(|b| b.is_ascii_digit())
}

/// The length of the page behind a note mark: `: 12` before a blank or the end.
fn page(text: &str) -> usize {
    let Some(after) = text.strip_prefix([':', '：']) else {
        return 0;
    };
    let number = after.trim_start_matches(' ');
    let place = |b: &u8| b.is_ascii_digit() || matches!(b, b'-' | b',');
    let n_digits = number.bytes().take(9).take_while(place).count();
    if n_digits == 0 || number[n_digits..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return 0;
    }
    text.len() - number.len() + n_digits
}

fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '†' | '‡')
}

/// The length of a face in brackets that text begins with.
fn bracketed_face(text: &str) -> Option<usize> {
    const LONGEST: usize = 16;
    let mut length = 0;
    let (mut n_eyes, mut n_inside, mut closed) = (0, 0, false);
    for (k, c) in text.chars().take(LONGEST).enumerate() {
        length += c.len_utf8();
        match c {
            _ if k == 0 => {}
            ')' | '）' => {
                n_inside = k - 1;
                closed = true;
                break;
            }
            _ if is_eye(c) => n_eyes += 1,
            _ if is_cheek(c) => {}
            _ => return None,
        }
    }
    (closed && n_eyes > 0 && (n_inside > 2 || n_eyes == 2)).then_some(length)
}

/// Marks of which faces alone are drawn in brackets.
fn is_eye(c: char) -> bool {
    matches!(
        c,
        '^' | '_'
            | '`'
            | '´'
            | '｀'
            | '∀'
            | 'Д'
            | 'д'
            | 'ω'
            | '≧'
            | '≦'
            | '∇'
            | '▽'
            | '＾'
            | '＿'
            | '>'
            | '<'
            | '＞'
            | '＜'
            | '⌒'
            | '￣'
    )
}

/// What stands around the eyes.
fn is_cheek(c: char) -> bool {
    matches!(
        c,
        'T' | 'o'
            | 'O'
            | 'x'
            | 'X'
            | 'Q'
            | 'q'
            | 'v'
            | ';'
            | '；'
            | '*'
            | '・'
            | '･'
            | '°'
            | '゜'
            | 'ﾟ'
            | '。'
            | '.'
            | '-'
            | '='
            | ' '
            | '　'
            | '/'
            | '\\'
            | '!'
            | '~'
            | '～'
    ) || matches!(c, 'ノ' | 'ﾉ' | 'ヾ' | '艸' | 'シ' | '人' | 'Ω' | 'ε' | 'σ')
}

/// The length of a face without brackets that text begins with: ^^; or m(_ _)m.
fn bare_face(text: &str) -> Option<usize> {
    if let Some(after) = text.strip_prefix('m') {
        let length = bracketed_face(after)?;
        return after[length..].starts_with('m').then_some(length + 2);
    }
    let n_eyes = text
        .bytes()
        .take(8)
        .take_while(|&b| matches!(b, b'^' | b'_' | b'-'))
        .count();
    let eyes = &text[..n_eyes];
    let is_face =
        n_eyes >= 2 && eyes.ends_with('^') && (eyes.len() == 2 || eyes.contains(['_', '-']));
    let sweat = text[n_eyes..]
        .chars()
        .next()
        .filter(|c| matches!(c, ';' | '；'));
    let is_parted = !text[n_eyes..].starts_with(|c: char| c.is_ascii_alphanumeric());
    (is_face && is_parted).then(|| n_eyes + sweat.map_or(0, char::len_utf8))
}

/// The length of a run of w, which is laughter where no Latin word is.
fn laughs(text: &str, first: char) -> Option<usize> {
    const MOST: usize = 40;
    let n = text.chars().take(MOST).take_while(|&c| c == first).count();
    let rest = &text[n * first.len_utf8()..];
    let stands_alone = rest
        .chars()
        .next()
        .is_none_or(|c| is_blank(c) || is_japanese(c) || c == '。');
    stands_alone.then_some(text.len() - rest.len())
}

/// The length of the emoji that text begins with, and of the blanks between them.
fn pictures(text: &str) -> usize {
    let mut end = 0;
    let mut from = 0;
    for c in text.chars() {
        from += c.len_utf8();
        if is_picture(c) || joins_pictures(c) {
            end = from;
        } else if c != ' ' {
            break;
        }
    }
    end
}

/// Emoji, hearts and notes. Stars, check marks and pointing hands begin items as often, and are left out.
pub(super) fn is_picture(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f300}'..='\u{1faff}')
        || matches!(c, '☀'..='☄' | '☕'..='☘' | '☠'..='☮' | '☹'..='☻' | '♡'..='♬' | '⚡' | '⛄' | '⛅')
        || matches!(c, '✊'..='✌' | '✨' | '❓'..='❕' | '❗' | '❣' | '❤' | '⭐' | '⌚' | '⌛' | '⏰')
}

/// What joins emoji or chooses their form.
fn joins_pictures(c: char) -> bool {
    matches!(
        c,
        '♀' | '♂' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}' | '\u{e0020}'..='\u{e007f}'
    )
}

/// How a Japanese clause ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClauseEnd {
    /// As a sentence does.
    Finished,
    /// As a sentence, or as what describes the next noun: verbs and adjectives of plain style do either.
    Open,
    /// Inside a sentence.
    Inside,
}

/// How a Japanese clause without a stop ends.
pub(super) fn clause_end(clause: &str, lists: &Lists) -> ClauseEnd {
    let clause = clause.trim_end_matches(['ー', '〜', '～', '♪', 'っ']);
    let mut letters = clause.chars().rev();
    let last = letters.next().unwrap_or(' ');
    let is_behind_letter = letters.next().is_some_and(is_japanese);
    match last {
        _ if lists.ends_politely(clause) => ClauseEnd::Finished,
        'よ' | 'ね' if is_behind_letter => ClauseEnd::Finished,
        'た' | 'だ' | 'い' | 'る' | 'う' | 'く' | 'す' | 'つ' | 'む' | 'ん' | 'ぞ' | 'わ'
        | 'な'
            if is_behind_letter =>
        {
            ClauseEnd::Open
        }
        _ => ClauseEnd::Inside,
    }
}
