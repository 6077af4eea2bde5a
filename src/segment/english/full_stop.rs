//! What a single full stop means: the end of a sentence, of an abbreviation, or of both.
//!
//! In: the stop with the words around it. Out: the cut, if any. O(longest abbreviation).

use crate::segment::cut::Cut;
use crate::segment::english::enumeration::Enumeration;
use crate::segment::english::label::is_label;
use crate::segment::english::words::{
    Informal, first_word, is_address, is_bare, is_plain_word, is_roman, word_before,
};
use crate::segment::lists::{Abbreviation, Lists};

/// Bytes of a sentence within which a time of day only opens it: "At 5 a.m. Mr. Reed left".
const OPENING_TIME: usize = 12;

/// Where a single full stop stands.
pub(super) struct FullStop<'t> {
    pub(super) text: &'t str,
    pub(super) lists: &'t Lists,
    pub(super) sentence_start: usize,
    /// Byte of the stop.
    pub(super) stop: usize,
    /// Byte of what follows it.
    pub(super) at: usize,
    pub(super) enumeration: &'t Enumeration,
    pub(super) informal: &'t Informal<'t>,
}

impl FullStop<'_> {
    /// The cut, if any, before `word`, what follows without its opening marks.
    pub(super) fn cut(&self, word: &str) -> Option<Cut> {
        let next = word.chars().next().unwrap_or(' ');
        let small = next.is_lowercase();
        let (from, before) = self.word();
        if before.is_empty() {
            return match next {
                _ if small => None,
                _ if next.is_uppercase() => self.hard(),
                _ => self.soft(),
            };
        }
        let at_start =
            from >= self.sentence_start && is_bare(&self.text[self.sentence_start..from]);
        if at_start && self.is_item_mark(before) || self.enumeration.may_begin_at(from) {
            return None;
        }
        if from >= self.sentence_start
            && is_label(self.lists, &self.text[self.sentence_start..from], before)
        {
            return None;
        }
        if before.len() == 1 && before.as_bytes()[0].is_ascii_uppercase() {
            return self.after_letter(before, from, word);
        }
        let dotted = is_dotted(before);
        match self.kind(before, from, next) {
            Some(Abbreviation::Name | Abbreviation::Inner) => None,
            Some(Abbreviation::Number) if small || is_reference(first_word(word)) => None,
            Some(Abbreviation::Number) => self.hard(),
            None if !dotted => self.after_word(before, word),
            _ if small && at_start && !dotted => self.soft(),
            _ => self.after_abbreviation(before, from, word),
        }
    }

    /// What the word before the stop abbreviates here.
    fn kind(&self, before: &str, from: usize, next: char) -> Option<Abbreviation> {
        let ahead = self.text[self.sentence_start.min(from)..from].trim_end_matches(' ');
        if ahead.ends_with(|c: char| c.is_ascii_digit()) && self.lists.is_unit(before) {
            return Some(Abbreviation::Maybe);
        }
        let capitalised = before.starts_with(char::is_uppercase);
        match self.lists.abbreviation(before)? {
            Abbreviation::Name if !capitalised && !matches!(before, "v" | "vs") => {
                Some(Abbreviation::Maybe)
            }
            Abbreviation::Proper if capitalised || next.is_numeric() => Some(Abbreviation::Maybe),
            Abbreviation::Proper => None,
            kind => Some(kind),
        }
    }

    /// The number or letter of a list item: "1. Open the lid."
    fn is_item_mark(&self, before: &str) -> bool {
        let letter = before.as_bytes()[0];
        let single = before.len() == 1 && letter.is_ascii_alphabetic();
        let short_number = before.len() <= 3 && before.bytes().all(|b| b.is_ascii_digit());
        short_number
            || single && (self.enumeration.is_confirmed() || !matches!(letter, b'I' | b'i'))
    }

    /// After a single capital letter: an initial, the pronoun, or what a word before it is named by.
    fn after_letter(&self, before: &str, from: usize, word: &str) -> Option<Cut> {
        if word.starts_with(char::is_lowercase) {
            return None;
        }
        if !word.starts_with(char::is_uppercase) {
            return self.soft();
        }
        // The next initial: U. S. A.
        let is_initial = |letters: &[u8]| {
            letters.len() == 2 && letters[0].is_ascii_uppercase() && letters[1] == b'.'
        };
        if word.as_bytes().get(..2).is_some_and(is_initial) && before != "I" {
            return None;
        }
        let ahead = self.text[..from].trim_end_matches(' ');
        let (_, word_ahead) = word_before(self.text, ahead.len());
        let first_name = word_ahead.len() > 1 && word_ahead.starts_with(char::is_uppercase);
        let starts = self.lists.starts_sentence(first_word(word));
        let ends = starts || before == "I" && !first_name || self.lists.is_lettered(word_ahead);
        if ends { self.hard() } else { None }
    }

    /// After a word that is no known abbreviation. If a small letter follows, it may be one all the same, unless the word
    /// is too plain for an abbreviation or the paragraph is written without capitals.
    fn after_word(&self, before: &str, word: &str) -> Option<Cut> {
        let small = word.starts_with(char::is_lowercase);
        if !small || is_plain_word(before) || is_address(word) || self.informal.is() {
            self.hard()
        } else {
            self.soft()
        }
    }

    /// After an abbreviation that may end a sentence.
    fn after_abbreviation(&self, before: &str, from: usize, word: &str) -> Option<Cut> {
        let next = word.chars().next().unwrap_or(' ');
        let starts = || self.lists.starts_sentence(first_word(word));
        let clock = before.eq_ignore_ascii_case("a.m") || before.eq_ignore_ascii_case("p.m");
        match () {
            () if next.is_lowercase() || next.is_numeric() => None,
            () if self.text[self.at..].starts_with(['(', '[']) => None,
            () if clock && self.lists.follows_clock(first_word(&self.text[self.at..])) => None,
            () if starts() => self.hard(),
            () if clock && from >= self.sentence_start + OPENING_TIME => self.hard(),
            () if clock => None,
            () if !is_dotted(before) && !next.is_uppercase() => self.hard(),
            () => self.soft(),
        }
    }

    /// The word before the stop, without what an unspaced stop before it ended.
    fn word(&self) -> (usize, &str) {
        let (from, before) = word_before(self.text, self.stop);
        if (from + 1..self.stop).contains(&self.sentence_start) {
            let start = self.sentence_start;
            (start, &self.text[start..self.stop])
        } else {
            (from, before)
        }
    }

    fn hard(&self) -> Option<Cut> {
        Some(Cut::hard(self.at))
    }

    fn soft(&self) -> Option<Cut> {
        Some(Cut::soft(self.at))
    }
}

/// Whether a word is of single letters with stops between them, as "a.m".
fn is_dotted(word: &str) -> bool {
    let is_letter = |part: &str| part.chars().count() == 1 && part.starts_with(char::is_alphabetic);
    word.contains('.') && word.split('.').all(is_letter)
}

/// Whether a word after "Fig." and the like names one: a number, a Roman number, "B", "S1".
fn is_reference(word: &str) -> bool {
    let letter = word.len() == 1 && !matches!(word, "I" | "A");
    word.bytes().any(|b| b.is_ascii_digit()) || is_roman(word) || letter
}
