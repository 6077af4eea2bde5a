//! Cuts in an English paragraph: terminators, abbreviations, quotations, enumerations.
//!
//! In: a paragraph. Out: cuts in order. A stop before a lower-case start, after an ellipsis, or inside a
//! quotation whose host sentence goes on is a soft cut. One scan over the bytes: O(bytes).

use crate::segment::items::Items;
use crate::segment::lists::{Abbreviation, LONGEST_ABBREVIATION, Lists};
use crate::segment::{Cut, Open, is_blank};

/// Bytes at which the scan stops to look: terminators, brackets, quotation marks and the first bytes of theirs.
static LOOK: [bool; 256] = {
    let mut look = [false; 256];
    let marks = b".!?()[]\"";
    let mut k = 0;
    while k < marks.len() {
        look[marks[k] as usize] = true;
        k += 1;
    }
    look[0xe2] = true;
    look[0xe3] = true;
    look[0xef] = true;
    look
};

pub(crate) fn cuts(text: &str, lists: &Lists, cuts: &mut Vec<Cut>) {
    let bytes = text.as_bytes();
    let mut open = Open::default();
    let mut items = Items::new(text);
    let mut start = 0;
    let mut k = 0;
    while let Some(step) = bytes[k..].iter().position(|&b| LOOK[b as usize]) {
        k += step;
        let Some(c) = text[k..].chars().next() else {
            break;
        };
        while let Some(at) = items.as_mut().and_then(|items| items.before(text, k)) {
            insert(cuts, at);
            start = start.max(at);
        }
        let width = c.len_utf8();
        match c {
            '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '。' | '！' | '？' | '．' =>
            {
                let stop = Stop::read(text, k, &open);
                let found = stop.cut(text, start, lists, items.is_some());
                close_over(text, stop.stops_end, stop.end, &mut open, cuts, found);
                if let Some(cut) = found {
                    push(cuts, cut);
                    start = cut.at;
                }
                k = stop.end;
            }
            '"' if !open.holds('"') => {
                open.push('"', k, cuts.len(), k == start);
                k += width;
            }
            '(' | '[' | '“' => {
                let close = match c {
                    '(' => ')',
                    '[' => ']',
                    _ => '”',
                };
                open.push(close, k, cuts.len(), k == start);
                k += width;
            }
            ')' | ']' | '”' | '"' => {
                // No stop before the mark: the host sentence goes on, whatever stood inside.
                if let Some((first, _)) = open.pop(c, k).filter(|_| {
                    text[k + width..]
                        .trim_start_matches(is_blank)
                        .starts_with(char::is_lowercase)
                }) {
                    soften(cuts, first);
                }
                k += width;
            }
            _ => k += width,
        }
    }
    while let Some(at) = items
        .as_mut()
        .and_then(|items| items.before(text, text.len()))
    {
        insert(cuts, at);
    }
}

fn push(cuts: &mut Vec<Cut>, cut: Cut) {
    match cuts.last_mut() {
        Some(last) if last.at >= cut.at => last.soft &= cut.soft,
        _ => cuts.push(cut),
    }
}

/// A hard cut at an enumeration mark, at or behind the last cut.
fn insert(cuts: &mut Vec<Cut>, at: usize) {
    let cut = Cut { at, soft: false };
    match cuts.iter().rposition(|c| c.at <= at) {
        Some(k) if cuts[k].at == at => cuts[k] = cut,
        Some(k) => cuts.insert(k + 1, cut),
        None => cuts.insert(0, cut),
    }
}

/// Makes the last cuts soft, from `first` on: all of a short quotation, none of a speech.
fn soften(cuts: &mut [Cut], first: usize) {
    const LONGEST_QUOTE: usize = 2;
    let inside = cuts.len().saturating_sub(first);
    if inside <= LONGEST_QUOTE {
        for cut in cuts.iter_mut().skip(first) {
            cut.soft = true;
        }
    }
}

/// Closes the brackets that stand between a stop and the cut after it.
fn close_over(
    text: &str,
    from: usize,
    to: usize,
    open: &mut Open,
    cuts: &mut [Cut],
    found: Option<Cut>,
) {
    let host_goes_on = found.is_none_or(|cut| cut.soft) && to < text.len();
    for (k, c) in text[from..to].char_indices() {
        if matches!(c, ')' | ']' | '”' | '"')
            && let Some((first, _)) = open.pop(c, from + k)
            && host_goes_on
        {
            soften(cuts, first);
        }
    }
}

/// A run of terminators with the closing marks and note numbers after it.
struct Stop {
    start: usize,
    stops_end: usize,
    end: usize,
    closed: bool,
    spaced_dots: bool,
}

impl Stop {
    fn read(text: &str, start: usize, open: &Open) -> Stop {
        let bytes = text.as_bytes();
        let run = |from: usize| {
            let mut end = from;
            while let Some(c) = text[end..].chars().next().filter(|&c| is_terminator(c)) {
                end += c.len_utf8();
            }
            end
        };
        let mut stops_end = run(start);
        let mut spaced_dots = false;
        if bytes[start] == b'.' {
            while bytes[stops_end..].starts_with(b" .")
                && bytes
                    .get(stops_end + 2)
                    .is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b'.')
            {
                spaced_dots = true;
                stops_end += 2;
            }
        }
        let mut end = stops_end;
        let mut straight_open = open.holds('"');
        while let Some(c) = text[end..].chars().next() {
            match c {
                '”' | '’' | '\'' | ')' | ']' | '»' | '}' | '」' | '』' => {}
                '"' if straight_open || !text[end + 1..].starts_with(|c: char| !is_blank(c)) => {
                    straight_open = false
                }
                '*' | '_'
                    if end > stops_end
                        || bytes
                            .get(end + 1)
                            .is_none_or(|b| !b.is_ascii_alphanumeric()) => {}
                _ => break,
            }
            end += c.len_utf8();
        }
        let closed = end > stops_end;
        end += superscripts(text, start, end);
        while let Some(length) = note_number(&bytes[end..]) {
            end += length;
        }
        Stop {
            start,
            stops_end,
            end,
            closed,
            spaced_dots,
        }
    }

    fn cut(&self, text: &str, sentence_start: usize, lists: &Lists, in_list: bool) -> Option<Cut> {
        let rest = &text[self.end..];
        let after = rest.trim_start_matches(is_blank);
        if after.is_empty() || lists.excepted(text, self.stops_end) {
            return None;
        }
        let at = text.len() - after.len();
        let stops = &text[self.start..self.stops_end];
        let opens = [
            '"', '“', '‘', '\'', '(', '[', '*', '_', '«', '≪', '¿', '¡', '{',
        ];
        let word = after.trim_start_matches(opens).trim_start_matches(' ');
        let next = word.chars().next().unwrap_or(' ');
        if at == self.end && stops.len() >= 3 && stops.bytes().all(|b| b == b'.') {
            return next.is_alphanumeric().then_some(Cut { at, soft: true });
        }
        if at == self.end && !stops.ends_with(|c: char| !c.is_ascii()) {
            return self
                .unspaced(text, after, lists)
                .then_some(Cut { at, soft: false });
        }
        if after.starts_with([',', ';', ':', ')', '”', ']'])
            || text[..self.start].ends_with('[') && text[self.stops_end..].starts_with(']')
        {
            return None;
        }
        let dots = stops.bytes().filter(|&b| b == b'.').count();
        let before = text[..self.start].chars().next_back().unwrap_or(' ');
        if dots >= 2 || stops.contains('…') {
            return self.ellipsis(text, at, next, dots, before);
        }
        if after.starts_with(['—', '–']) || after.starts_with("--") {
            return Some(Cut { at, soft: true });
        }
        let small = next.is_lowercase();
        if small && is_camel(word) {
            return Some(Cut {
                at,
                soft: self.closed,
            });
        }
        let list_mark = self.closed && text[self.stops_end..self.end] == *")" && {
            let (from, mark) = word_before(text, self.start);
            mark.len() <= 3
                && from >= sentence_start
                && is_bare(&text[sentence_start..from])
                && (mark.bytes().all(|b| b.is_ascii_digit()) || mark.len() == 1)
        };
        if list_mark {
            return None;
        }
        if stops == "." && !self.closed {
            let place = Place {
                text,
                sentence_start,
                stop: self.start,
                at,
                in_list,
            };
            return place.full_stop(word, next, lists);
        }
        if small {
            let soft = self.closed || !begins_small(text);
            return Some(Cut { at, soft });
        }
        let soft = self.closed && speaker_follows(word, lists);
        Some(Cut { at, soft })
    }

    fn ellipsis(
        &self,
        text: &str,
        at: usize,
        next: char,
        dots: usize,
        before: char,
    ) -> Option<Cut> {
        let upper = next.is_uppercase();
        if self.spaced_dots && upper && !before.is_whitespace() && !self.closed && dots == 4 {
            // A full stop and three spaced dots: they end the sentence, or begin the next.
            let opens_next = text[at..]
                .split(['.', '!', '?'])
                .next()
                .is_some_and(|s| s.len() > 20);
            let at = if opens_next { self.start + 2 } else { at };
            return Some(Cut { at, soft: false });
        }
        let marked = !text[self.start..self.stops_end].ends_with(['.', '…']);
        let hard =
            upper && (dots != 3 || !self.spaced_dots) && (dots >= 2 || self.closed || marked);
        Some(Cut { at, soft: !hard })
    }

    /// Whether a stop with no space after it ends a sentence: between a small word and a capitalised one.
    fn unspaced(&self, text: &str, after: &str, lists: &Lists) -> bool {
        if self.closed {
            return text[..self.end].ends_with('”') && after.starts_with(char::is_uppercase);
        }
        if text[..self.end].ends_with(']') {
            return after.starts_with(char::is_uppercase);
        }
        let bytes = text.as_bytes();
        let opener = first_word(after);
        let opener_end = after.as_bytes().get(opener.len());
        let known = lists.starts_sentence(opener) && opener_end == Some(&b' ')
            || lists.abbreviation(opener) == Some(Abbreviation::Name)
                && after[opener.len()..].starts_with(". ");
        if known && after.starts_with(char::is_uppercase) && opener.len() >= 2 {
            let (_, word) = word_before(text, self.start);
            return word.len() >= 2 && !word.contains(['.', '@', ':']);
        }
        let before = bytes[..self.start].iter().rev().take(LONGEST_ABBREVIATION);
        let n_small = before
            .clone()
            .take_while(|b| b.is_ascii_lowercase())
            .count();
        let whole = bytes[..self.start - n_small]
            .last()
            .is_none_or(|b| matches!(b, b' ' | b'\'' | b'\n'));
        let word = after.as_bytes();
        let mut rest = word.iter().skip(1).skip_while(|b| b.is_ascii_lowercase());
        n_small >= 2
            && whole
            && word[0].is_ascii_uppercase()
            && rest
                .next()
                .is_none_or(|b| matches!(b, b' ' | b'\'' | b',' | b'\n'))
    }
}

/// Where a single full stop stands.
struct Place<'t> {
    text: &'t str,
    sentence_start: usize,
    stop: usize,
    at: usize,
    in_list: bool,
}

impl Place<'_> {
    /// The cut, if any, after a full stop before `word`, which begins with `next`.
    fn full_stop(&self, word: &str, next: char, lists: &Lists) -> Option<Cut> {
        let (from, before) = self.word();
        let small = next.is_lowercase();
        let (hard, soft) = (self.hard(), self.soft());
        if before.is_empty() {
            return match next {
                _ if small => None,
                _ if next.is_uppercase() => hard,
                _ => soft,
            };
        }
        let at_start =
            from >= self.sentence_start && is_bare(&self.text[self.sentence_start..from]);
        let letter = before.as_bytes()[0];
        let single = before.len() == 1 && letter.is_ascii_alphabetic();
        let short_number = before.len() <= 3 && before.bytes().all(|b| b.is_ascii_digit());
        if at_start && (short_number || single && (self.in_list || !matches!(letter, b'I' | b'i')))
        {
            return None;
        }
        let starts = lists.starts_sentence(first_word(word));
        if single && letter.is_ascii_uppercase() {
            return match next.is_uppercase() {
                true if starts || before == "I" && !after_first_name(self.text, from) => hard,
                true => None,
                false if small => None,
                false => soft,
            };
        }
        let dotted = before.contains('.')
            && before
                .split('.')
                .all(|p| p.chars().count() == 1 && p.starts_with(char::is_alphabetic));
        match lists.abbreviation(before) {
            Some(Abbreviation::Name | Abbreviation::Inner) => None,
            Some(Abbreviation::Number)
                if next.is_numeric() || small || is_roman(first_word(word)) =>
            {
                None
            }
            Some(Abbreviation::Number) => hard,
            None if !dotted && small && !begins_small(self.text) => soft,
            None if !dotted => hard,
            _ if small && at_start && !dotted => soft,
            _ => self.after_abbreviation(before, from, next, starts, dotted),
        }
    }

    /// After an abbreviation that may end a sentence.
    fn after_abbreviation(
        &self,
        before: &str,
        from: usize,
        next: char,
        starts: bool,
        dotted: bool,
    ) -> Option<Cut> {
        let clock = before.eq_ignore_ascii_case("a.m") || before.eq_ignore_ascii_case("p.m");
        match () {
            () if next.is_lowercase() || next.is_numeric() => None,
            () if starts => self.hard(),
            // At 5 a.m. Mr. Smith left: so early in a sentence, the time only opens it.
            () if clock && from >= self.sentence_start + 12 => self.hard(),
            () if clock => None,
            () if !dotted && !next.is_uppercase() => self.hard(),
            () => self.soft(),
        }
    }

    /// The word before the stop, without what an unspaced stop before it ended.
    fn word(&self) -> (usize, &str) {
        let (from, before) = word_before(self.text, self.stop);
        if (from + 1..self.stop).contains(&self.sentence_start) {
            (
                self.sentence_start,
                &self.text[self.sentence_start..self.stop],
            )
        } else {
            (from, before)
        }
    }

    fn hard(&self) -> Option<Cut> {
        Some(Cut {
            at: self.at,
            soft: false,
        })
    }

    fn soft(&self) -> Option<Cut> {
        Some(Cut {
            at: self.at,
            soft: true,
        })
    }
}

/// Whether a paragraph is written without capitals: then a small start tells nothing.
fn begins_small(text: &str) -> bool {
    let first = text.chars().take(16).find(|c| c.is_alphanumeric());
    first.is_some_and(char::is_lowercase)
}

/// Whether text holds nothing but blanks and a few marks, as before the number of a list item.
fn is_bare(text: &str) -> bool {
    text.len() <= 12 && !text.contains(char::is_alphanumeric)
}

fn is_terminator(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '。' | '！' | '？' | '．'
    )
}

/// The length of note numbers that lost their raised type: "in practice.11 12 Take".
fn superscripts(text: &str, stop: usize, end: usize) -> usize {
    let bytes = text.as_bytes();
    let behind_word = bytes[..stop].ends_with(b")")
        || stop >= 4 && bytes[stop - 4..stop].iter().all(u8::is_ascii_lowercase);
    if !behind_word || !bytes.get(end).is_some_and(u8::is_ascii_digit) {
        return 0;
    }
    let numbers = bytes[end..]
        .iter()
        .take(16)
        .take_while(|b| b.is_ascii_digit() || matches!(b, b' ' | b','))
        .count();
    let trimmed = bytes[end..end + numbers].trim_ascii_end().len();
    let upper = bytes.get(end + numbers).is_some_and(u8::is_ascii_uppercase);
    if upper && trimmed < numbers && trimmed <= 8 {
        trimmed
    } else {
        0
    }
}

/// The length of a note's number in square brackets.
fn note_number(bytes: &[u8]) -> Option<usize> {
    let digits = bytes
        .strip_prefix(b"[")?
        .iter()
        .take(4)
        .take_while(|b| b.is_ascii_digit())
        .count();
    ((1..=3).contains(&digits) && bytes.get(digits + 1) == Some(&b']')).then_some(digits + 2)
}

/// The word before byte `stop`, at most as long as an abbreviation, and where it begins.
fn word_before(text: &str, stop: usize) -> (usize, &str) {
    let bytes = text.as_bytes();
    let mut from = stop;
    while from > 0 && stop - from <= LONGEST_ABBREVIATION {
        let b = bytes[from - 1];
        if b.is_ascii_whitespace()
            || matches!(b, b'(' | b'[' | b'"' | b'\'' | b'/' | b'-' | b',' | b'&')
        {
            break;
        }
        from -= 1;
    }
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let word = text[from..stop].trim_start_matches(['“', '‘', '—', '–', '\u{a0}', '≪', '⁃', '•']);
    (stop - word.len(), word)
}

fn first_word(text: &str) -> &str {
    let bytes = text.as_bytes();
    let length = bytes
        .iter()
        .take(LONGEST_ABBREVIATION)
        .take_while(|b| b.is_ascii_alphanumeric() || **b == b'\'')
        .count();
    &text[..length]
}

/// iPad, eBay: a small start that is a name and so may begin a sentence.
fn is_camel(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() > 2
        && bytes[0].is_ascii_lowercase()
        && bytes[1].is_ascii_uppercase()
        && bytes[2].is_ascii_lowercase()
}

fn is_roman(word: &str) -> bool {
    !word.is_empty()
        && word
            .bytes()
            .all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
        && word != "I"
}

/// Albert I. Jones: an I after a capitalised word is an initial.
fn after_first_name(text: &str, from: usize) -> bool {
    let (_, before) = word_before(text, text[..from].trim_end_matches(' ').len());
    before.starts_with(char::is_uppercase) && before.len() > 1
}

/// "Really?" John asked: a capitalised name and a verb of speech take up the host sentence.
fn speaker_follows(word: &str, lists: &Lists) -> bool {
    let near = word
        .char_indices()
        .nth(60)
        .map_or(word, |(end, _)| &word[..end]);
    let mut words = near.split(' ').take(4);
    words
        .next()
        .is_some_and(|w| w.starts_with(char::is_uppercase))
        && words.any(|w| lists.is_speech_verb(w.trim_end_matches(['.', ',', ':'])))
}
