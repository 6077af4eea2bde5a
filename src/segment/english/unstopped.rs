//! Ends of sentences that no stop marks: headers and closings of mail, rules, emoticons, addresses of the web.
//!
//! In: the byte at which the scan stopped. Out: where a sentence begins behind it. O(longest of them).

use crate::segment::cut::is_blank;
use crate::segment::english::words::{emoticon, first_word, is_address};
use crate::segment::lists::Lists;

/// Marks of which a rule is drawn, and how many make one.
const SHORTEST_RULE: usize = 10;

/// Where a sentence begins behind the colon at byte `at`, in a sentence that begins at `start`, and behind what.
pub(super) fn after_colon(
    text: &str,
    at: usize,
    start: usize,
    lists: &Lists,
) -> Option<Vec<usize>> {
    let bytes = text.as_bytes();
    if bytes[at + 1..].starts_with(b"//") {
        return after_address(text, at, lists).map(|at| vec![at]);
    }
    if bytes[..at].last().is_some_and(u8::is_ascii_digit) {
        return time_stamp(text, at, start);
    }
    None
}

/// Where a sentence begins behind an emoticon at byte `at`.
pub(super) fn after_emoticon(text: &str, at: usize) -> Option<usize> {
    if !text[..at].ends_with(' ') {
        return None;
    }
    let end = at + emoticon(&text[at..])?;
    let after = text[end..].trim_start_matches(is_blank);
    after
        .starts_with(char::is_uppercase)
        .then_some(text.len() - after.len())
}

/// Where a sentence begins behind the address of a page or a mailbox with its mark at byte `at`: at another address,
/// or at a word that begins sentences.
pub(super) fn after_address(text: &str, at: usize, lists: &Lists) -> Option<usize> {
    const LONGEST: usize = 300;
    let length = text.as_bytes()[at..]
        .iter()
        .take(LONGEST)
        .position(u8::is_ascii_whitespace)?;
    let end = at + length;
    let after = text[end..].trim_start_matches(is_blank);
    let word = first_word(after);
    let starts = lists.starts_sentence(word) && after[word.len()..].starts_with(' ');
    let next = is_address(after) || starts && !text[..end].ends_with([',', ';', ':', '-']);
    next.then_some(text.len() - after.len())
}

/// Where a sentence begins behind a rule at byte `at`, drawn of marks as in "==========".
pub(super) fn after_rule(text: &str, at: usize) -> (usize, Option<usize>) {
    let bytes = text.as_bytes();
    let length = bytes[at..].iter().take_while(|&&b| b == bytes[at]).count();
    let end = at + length;
    let after = text[end..].trim_start_matches(is_blank);
    let blank = after.len() < text.len() - end;
    let begins = blank && !after.starts_with(|c: char| c.is_lowercase() || c == ',' || c == '.');
    let found = (length >= SHORTEST_RULE && begins).then_some(text.len() - after.len());
    (end, found)
}

/// A time stamp of mail, "08/16/2000 03:48 PM", with its first colon at byte `colon`: what is behind it begins anew,
/// and so does the stamp behind a name or an address.
fn time_stamp(text: &str, colon: usize, start: usize) -> Option<Vec<usize>> {
    let bytes = text.as_bytes();
    let digits_before = |end: usize| {
        bytes[..end]
            .iter()
            .rev()
            .take(5)
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let hour = colon - digits_before(colon);
    let mut at = hour.checked_sub(1).filter(|&at| bytes[at] == b' ')?;
    for part in 0..3 {
        let n_digits = digits_before(at);
        if n_digits == 0 || n_digits > 4 {
            return None;
        }
        at -= n_digits;
        if part < 2 {
            at = at.checked_sub(1).filter(|&at| bytes[at] == b'/')?;
        }
    }
    let clock = |b: &u8| b.is_ascii_digit() || *b == b':';
    let mut end = colon
        + bytes[colon..]
            .iter()
            .take(6)
            .take_while(|b| clock(b))
            .count();
    if bytes[end..].starts_with(b" AM") || bytes[end..].starts_with(b" PM") {
        end += 3;
    }
    let after = text[end..].trim_start_matches(is_blank);
    let before = text[..at].trim_end_matches(is_blank);
    let sender = before.rsplit(is_blank).next().unwrap_or("");
    let named = sender.starts_with(|c: char| c.is_uppercase() || c == '<' || c == '"')
        || sender.contains('@');
    let prose = !named && !before.is_empty() || sender == "On";
    let mut found = Vec::new();
    if named && !prose && at > start {
        found.push(at);
    }
    if after.len() < text.len() - end && (!prose || after.starts_with(char::is_uppercase)) {
        found.push(text.len() - after.len());
    }
    Some(found)
}

/// Where the name begins behind the closing words of a letter, "Kind regards, Anna", if the sentence that begins
/// at byte `start` is nothing else.
pub(super) fn after_closing(text: &str, start: usize, lists: &Lists) -> Option<usize> {
    const LONGEST: usize = 24;
    let bytes = text.as_bytes();
    if !lists.may_close(*bytes.get(start)?) {
        return None;
    }
    let comma = bytes[start..]
        .iter()
        .take(LONGEST)
        .position(|b| matches!(b, b',' | b'.' | b'\n'))?;
    if bytes[start + comma] != b',' || !lists.is_closing(&text[start..start + comma]) {
        return None;
    }
    let end = start + comma + 1;
    let after = text[end..].trim_start_matches(is_blank);
    let name = after.starts_with(char::is_uppercase) && after.len() < text.len() - end;
    name.then_some(text.len() - after.len())
}
