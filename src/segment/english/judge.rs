//! What a run of terminators means for the sentence: its end, perhaps its end, or nothing.
//!
//! In: the run and the text around it. Out: the cut, if any. O(longest abbreviation) but for one look over the
//! paragraph at most.

use crate::segment::cut::{Cut, is_blank, is_mere_beginning};
use crate::segment::english::Scan;
use crate::segment::english::full_stop::FullStop;
use crate::segment::english::stop::{Stop, is_terminator};
use crate::segment::english::words::{
    first_word, is_address, is_bare, is_camel, is_plain_word, unopened, word_before,
};
use crate::segment::lists::{Abbreviation, LONGEST_ABBREVIATION};
use crate::text::brackets::CLOSING_QUOTES;

impl Scan<'_> {
    pub(super) fn judge(&self, stop: &Stop) -> Option<Cut> {
        let text = self.text;
        let after = text[stop.end..].trim_start_matches(is_blank);
        if after.is_empty() || self.lists.excepted(text, stop.stops_end) {
            return None;
        }
        let at = text.len() - after.len();
        let marks = stop.marks(text);
        let word = unopened(after).trim_start_matches(' ');
        let next = word.chars().next().unwrap_or(' ');
        if at == stop.end && marks.ends_with(|c: char| c.is_ascii() || c == '…') {
            return self.unspaced(stop, after, next);
        }
        if after.starts_with([',', ';', ':', ')', '”', ']'])
            || text[..stop.start].ends_with('[') && text[stop.stops_end..].starts_with(']')
        {
            return None;
        }
        let dots = marks.bytes().filter(|&b| b == b'.').count();
        if dots >= 2 || marks.contains('…') {
            let cut = ellipsis(text, stop, at, next, dots);
            return (!cut.is_soft() || !self.is_beginning(stop)).then_some(cut);
        }
        if after.starts_with(['—', '–']) || after.starts_with("--") {
            return Some(Cut::soft(at));
        }
        if next.is_lowercase() && is_camel(word) {
            return Some(match stop.closed {
                true => Cut::soft(at),
                false => Cut::hard(at),
            });
        }
        if self.is_bracketed_item_mark(stop) {
            return None;
        }
        if after.starts_with('(') && is_remark(text, stop, after) {
            return Some(Cut::soft(at));
        }
        if marks == "." && !stop.closed {
            let full_stop = FullStop {
                text,
                lists: self.lists,
                sentence_start: self.start,
                stop: stop.start,
                at,
                enumeration: &self.enumeration,
                informal: &self.informal,
            };
            return full_stop.cut(word);
        }
        let soft = if next.is_lowercase() {
            !is_address(word) && (stop.closed || !self.informal.is())
        } else {
            stop.closed && self.speaker_follows(word)
        };
        Some(match soft {
            true => Cut::soft(at),
            false => Cut::hard(at),
        })
    }

    /// "1.) " or "a.) " at the beginning of a sentence.
    fn is_bracketed_item_mark(&self, stop: &Stop) -> bool {
        let text = self.text;
        if !stop.closed || text[stop.stops_end..stop.end] != *")" {
            return false;
        }
        let (from, mark) = word_before(text, stop.start);
        mark.len() <= 3
            && from >= self.start
            && is_bare(&text[self.start..from])
            && (mark.len() == 1 || mark.bytes().all(|b| b.is_ascii_digit()))
    }

    /// Whether the sentence begins with a run, but for a few marks: … and so on.
    fn is_beginning(&self, stop: &Stop) -> bool {
        is_mere_beginning(&self.text[self.start.min(stop.start)..stop.start])
    }

    /// A run without a blank after it.
    fn unspaced(&self, stop: &Stop, after: &str, next: char) -> Option<Cut> {
        let text = self.text;
        let marks = stop.marks(text);
        let at = stop.end;
        if marks.len() >= 3 && marks.chars().all(|c| matches!(c, '.' | '…')) {
            let cut = match next.is_uppercase() {
                true => Cut::hard(at),
                false => Cut::soft(at),
            };
            let behind_text = self.start < stop.start;
            return (next.is_alphanumeric() && behind_text).then_some(cut);
        }
        let ends = if stop.closed {
            text[..stop.end].ends_with('”') && after.starts_with(char::is_uppercase)
        } else if stop.tail.refers || stop.tail.feels {
            after.starts_with(char::is_uppercase)
        } else {
            self.usual_start_follows(stop, after)
                || between_words(text, stop, after)
                || marks.ends_with(['?', '!']) && between_small_words(text, stop, after)
        };
        ends.then_some(Cut::hard(at))
    }

    /// Whether a word that usually begins sentences, or a title, stands directly after an unspaced stop.
    fn usual_start_follows(&self, stop: &Stop, after: &str) -> bool {
        let opener = first_word(after);
        let rest = &after[opener.len()..];
        let known = self.lists.starts_sentence(opener) && rest.starts_with(' ')
            || self.lists.abbreviation(opener) == Some(Abbreviation::Name)
                && rest.starts_with(". ");
        if !known || !after.starts_with(char::is_uppercase) || opener.len() < 2 {
            return false;
        }
        let (_, word) = word_before(self.text, stop.start);
        word.len() >= 2 && !word.contains(['.', '@', ':'])
    }

    /// "Really?" John asked: a capitalised name and a verb of speech continue the host sentence.
    pub(super) fn speaker_follows(&self, word: &str) -> bool {
        let near = word
            .char_indices()
            .nth(60)
            .map_or(word, |(end, _)| &word[..end]);
        let mut words = near.split(' ').take(4);
        words.next().is_some_and(|w| {
            w.starts_with(char::is_uppercase) && (w == "I" || !self.lists.starts_sentence(w))
        }) && words.any(|w| {
            self.lists
                .is_speech_verb(w.trim_end_matches(['.', ',', ':']))
        })
    }
}

/// Whether brackets after a stop belong to the sentence before it: the source of a quotation, as in
/// "…" (Hale 1999), or a clause that hangs on it, as in (Which was true.)
fn is_remark(text: &str, stop: &Stop, after: &str) -> bool {
    const LONGEST: usize = 160;
    let inside = &after[1..];
    let close = inside.bytes().take(LONGEST).position(|b| b == b')');
    let Some(last) = close.and_then(|close| inside[..close].chars().next_back()) else {
        return false;
    };
    let quoted = text[..stop.end].ends_with(CLOSING_QUOTES);
    quoted && !is_terminator(last) || inside.starts_with("Which ") && matches!(last, '.' | '!')
}

fn ellipsis(text: &str, stop: &Stop, at: usize, next: char, dots: usize) -> Cut {
    let upper = next.is_uppercase();
    let before = text[..stop.start].chars().next_back().unwrap_or(' ');
    if stop.spaced_dots && upper && !before.is_whitespace() && !stop.closed && dots == 4 {
        // A full stop and three spaced dots: they end the sentence, or begin the next.
        const LONG: usize = 20;
        let opens_next = text[at..]
            .bytes()
            .take(LONG + 1)
            .position(|b| matches!(b, b'.' | b'!' | b'?'))
            .is_none();
        return Cut::hard(if opens_next { stop.start + 2 } else { at });
    }
    // The pronoun is written so wherever it stands.
    let pronoun = first_word(&text[at..]) == "I";
    let hard = upper && !pronoun && (dots != 3 || !stop.spaced_dots);
    match hard {
        true => Cut::hard(at),
        false => Cut::soft(at),
    }
}

/// Whether an unspaced stop stands between a small word and a capitalised one.
fn between_words(text: &str, stop: &Stop, after: &str) -> bool {
    let bytes = text.as_bytes();
    let n_small = bytes[..stop.start]
        .iter()
        .rev()
        .take(LONGEST_ABBREVIATION)
        .take_while(|b| b.is_ascii_lowercase())
        .count();
    let whole = bytes[..stop.start - n_small]
        .last()
        .is_none_or(|b| matches!(b, b' ' | b'\'' | b'\n'));
    let word = after.as_bytes();
    let mut rest = word.iter().skip(1).skip_while(|b| b.is_ascii_lowercase());
    let parted = |b: &u8| matches!(b, b' ' | b'\'' | b',' | b'\n');
    n_small >= 2 && whole && word[0].is_ascii_uppercase() && rest.next().is_none_or(parted)
}

/// Whether an unspaced question or exclamation mark stands between two small words: "any good?they are".
fn between_small_words(text: &str, stop: &Stop, after: &str) -> bool {
    let (_, before) = word_before(text, stop.start);
    let word = first_word(after);
    let rest = &after[word.len()..];
    is_plain_word(before)
        && word.len() >= 2
        && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'')
        && rest.starts_with([' ', ','])
}
