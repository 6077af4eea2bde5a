//! The words of a translation that may be names, and words by number.
//!
//! In: a text. Out: its runs of katakana and its words in Latin letters with their places, each with the number of its form.
//! O(bytes).

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::review::name_table::Candidate;
use crate::text::Span;
use crate::text::fold::fold_width;
use crate::text::script::{Class, class, first_bytes, is_katakana};
use crate::text::word::{folded_or_same, words};

/// Names, and words that may render them, that are looked at in one pair.
pub(super) const MOST_OF_A_BEAD: usize = 64;

/// Words by number.
#[derive(Default)]
pub(super) struct Words<'t> {
    /// The words with a short key, as most are.
    by_key: FxHashMap<u64, usize>,
    /// The others by their form, and by their spelling, so that each is folded once.
    by_form: FxHashMap<Cow<'t, str>, usize>,
    by_spelling: FxHashMap<&'t str, usize>,
    /// The words in the form in which they are compared.
    pub(super) forms: Vec<Cow<'t, str>>,
}

impl<'t> Words<'t> {
    /// The number of a spelling, whose form `fold` gives: of ASCII letters and digits the same in lower case.
    pub(super) fn number(
        &mut self,
        spelling: &'t str,
        fold: impl Fn(&'t str) -> Cow<'t, str>,
    ) -> usize {
        let next = self.forms.len();
        if let Some(key) = short_key(spelling) {
            let number = *self.by_key.entry(key).or_insert(next);
            if number == next {
                self.forms.push(fold(spelling));
            }
            return number;
        }
        if let Some(&number) = self.by_spelling.get(spelling) {
            return number;
        }
        let form = fold(spelling);
        let number = match short_key(&form) {
            Some(key) => *self.by_key.entry(key).or_insert(next),
            None => *self.by_form.entry(form.clone()).or_insert(next),
        };
        if number == next {
            self.forms.push(form);
        }
        self.by_spelling.insert(spelling, number);
        number
    }

    /// The number of a form, if a spelling of it has one.
    pub(super) fn find(&self, form: &str) -> Option<usize> {
        let number = match short_key(form) {
            Some(key) => self.by_key.get(&key),
            None => self.by_form.get(form),
        };
        number.copied()
    }
}

/// A word of one to eight ASCII characters, all letters and digits, as a number: the same in upper and lower case.
fn short_key(word: &str) -> Option<u64> {
    const NO_ASCII: u64 = 0x8080_8080_8080_8080;
    const LOWER: u64 = 0x2020_2020_2020_2020;
    let key = first_bytes(word);
    let is_short = (1..=8).contains(&word.len()) && key & NO_ASCII == 0;
    is_short.then(|| key | LOWER << (8 * (8 - word.len())))
}

/// A word with 社 behind it, which some translators write and some do not.
pub(super) fn with_company(text: &str, span: Span) -> Span {
    let rest = &text[span.end..];
    let after = rest.trim_start_matches(' ');
    let gap = rest.len() - after.len();
    let mut next = after.chars();
    let is_company =
        next.next() == Some('社') && next.next().is_none_or(|c| class(c) != Class::Kanji);
    match is_company && gap <= 1 {
        true => Span::new(span.start, span.end + gap + '社'.len_utf8()),
        false => span,
    }
}

/// The words of a translation that may be names.
pub(super) fn candidates_in<'t>(
    span: Span,
    text: &'t str,
    words_of: &mut Words<'t>,
) -> Vec<Candidate> {
    let piece = span.of(text);
    let mut found = Vec::new();
    for run in katakana_runs(piece).filter(|run| run.of(piece).chars().nth(1).is_some()) {
        let fold = |run| Cow::Owned(fold_width(run).text().to_owned());
        found.push(Candidate {
            span: run.shifted(span.start),
            word: words_of.number(run.of(piece), fold),
            is_latin: false,
            is_gloss: false,
        });
    }
    for (run, word) in words(piece) {
        let before = piece[..run.start].trim_end();
        found.push(Candidate {
            span: run.shifted(span.start),
            word: words_of.number(word, folded_or_same),
            is_latin: true,
            is_gloss: before.ends_with(['(', '（', '：', ':']),
        });
    }
    found.sort_by_key(|candidate| candidate.span.start);
    found.truncate(4 * MOST_OF_A_BEAD);
    found
}

/// The runs of katakana in a text.
pub(super) fn katakana_runs(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = first_katakana(text, at)?;
        let rest = text[start..].trim_start_matches(is_katakana);
        at = text.len() - rest.len();
        Some(Span::new(start, at))
    })
}

/// Where a run of katakana first begins, from a place on. A mark of length that begins a run is a dash. Most other characters
/// are passed by their first two bytes.
fn first_katakana(text: &str, mut at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    while let Some(&first) = bytes.get(at) {
        let (width, may_be_it) = match first {
            ..0x80 => (1, false),
            0x80..0xe0 => (2, false),
            0xe3 => (3, 0x82 <= bytes[at + 1]),
            0xe0..0xf0 => (3, first == 0xef),
            0xf0.. => (4, false),
        };
        if may_be_it && text[at..].starts_with(|c| is_katakana(c) && c != 'ー') {
            return Some(at);
        }
        at += width;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_have_one_number() {
        for (name, one, other, expected) in [
            ("case", "Mill", "mill", true),
            ("a long word", "Waterwheels", "waterwheels", true),
            ("accents", "Cafe", "café", true),
            ("accents first", "Café", "cafe", true),
            ("width", "mp3", "ＭＰ３", true),
            ("eight letters", "Sawmills", "SAWMILLS", true),
            ("a longer word", "mill", "mills", false),
            ("a digit", "mp3", "mp4", false),
            (
                "a long word that begins alike",
                "waterwheel",
                "waterwheels",
                false,
            ),
        ] {
            let mut words = Words::default();
            let numbers = [one, other, one].map(|word| words.number(word, folded_or_same));
            assert_eq!(numbers[0] == numbers[1], expected, "{name}");
            assert_eq!(numbers[0], numbers[2], "{name}");
            assert_eq!(words.forms[numbers[1]], folded_or_same(other), "{name}");
            assert_eq!(words.find(&folded_or_same(one)), Some(numbers[0]), "{name}");
            assert_eq!(words.find("cottage"), None, "{name}");
        }
    }

    #[test]
    fn runs_of_katakana_are_found() {
        for (text, expected) in [
            ("メリッサとﾒﾘｻ、ア・イー。", "メリッサ ﾒﾘｻ ア イー"),
            ("リスト", "リスト"),
            ("死ーリスト", "リスト"),
            ("mill 水車", ""),
            ("", ""),
        ] {
            let runs: Vec<&str> = katakana_runs(text).map(|run| run.of(text)).collect();
            assert_eq!(runs.join(" "), expected);
        }
    }
}
