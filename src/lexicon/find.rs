//! Finds the words of a lexicon in Japanese text.
//!
//! In: text. Out: entries, greedy, the longest key first. O(characters · log of the keys that share their first two).

use std::str::Chars;

use crate::lexicon::beginnings::Beginning;
use crate::lexicon::dictionary::NONE;
use crate::lexicon::{Lexicon, LexiconMatch};
use crate::text::Span;
use crate::text::script::{Class, class, first_bytes};

/// The least length of a katakana key that covers only part of a run of katakana, in characters.
const SHORTEST_KATAKANA_PART: usize = 3;

impl Lexicon {
    /// The entry with exactly this key.
    pub fn find(&self, key: &str) -> Option<u32> {
        let mut characters = key.chars();
        let at = self.longest_key(key, characters.next()?, characters)?;
        (self.key(at) == key).then_some(at)
    }

    /// Appends the dictionary words of a Japanese text to `out`, in order and without overlap. At each character the longest
    /// key is taken, and the search continues after it. A katakana key counts only if it begins or ends a run of katakana or
    /// follows another key, and only if it has at least three characters or is the whole run. Full-width Latin letters and
    /// half-width kana of the text are not folded.
    ///
    /// ```
    /// use taiyaku::Lexicon;
    ///
    /// let lexicon = Lexicon::from_iter([("水車", "waterwheel"), ("水車小屋", "mill"), ("部屋", "room")]);
    /// let mut found = Vec::new();
    /// lexicon.matches("水車小屋の部屋", &mut found);
    /// let keys: Vec<&str> = found.iter().map(|word| lexicon.key(word.entry)).collect();
    /// assert_eq!(keys, ["水車小屋", "部屋"]);
    /// ```
    pub fn matches(&self, text: &str, out: &mut Vec<LexiconMatch>) {
        if self.is_empty() {
            return;
        }
        // Where the last key ended.
        let mut end = 0;
        let mut characters = text.chars();
        loop {
            let at = text.len() - characters.as_str().len();
            let Some(first) = characters.next() else {
                return;
            };
            let found = self.longest_key(&text[at..], first, characters.clone());
            let found = found.filter(|&entry| {
                let (before, rest) = (&text[end..at], &text[at + self.key_length(entry)..]);
                class(first) != Class::Katakana || is_good_katakana(before, self.key(entry), rest)
            });
            if let Some(entry) = found {
                end = at + self.key_length(entry);
                characters = text[end..].chars();
                let span = Span::new(at, end);
                out.push(LexiconMatch { span, entry });
            }
        }
    }

    /// Whether a key begins with these two characters. O(1).
    pub(crate) fn begins_key(&self, first: char, second: char) -> bool {
        let beginning = Beginning::new(first, Some(second));
        self.beginnings.get(beginning).is_some()
    }

    /// The longest key that `text` begins with, given its first character and those behind. The keys are sorted, so every
    /// key that the text begins with is the greatest key not above the text, or one of that key's own prefixes.
    pub(super) fn longest_key(
        &self,
        text: &str,
        first: char,
        mut characters: Chars<'_>,
    ) -> Option<u32> {
        let single = || Some(self.beginnings.get(Beginning::new(first, None))?.0);
        let Some(second) = characters.next() else {
            return single();
        };
        let Some((start, end)) = self.beginnings.get(Beginning::new(first, Some(second))) else {
            return single();
        };
        let (start, end) = (start as usize, end as usize);
        let rest = characters.as_str();
        let next = first_bytes(rest);
        let from = start + self.next_bytes[start..end].partition_point(|&bytes| bytes < next);
        let same = self.next_bytes[from..end].partition_point(|&bytes| bytes == next);
        // Few keys are alike so far.
        let mut above = from + same;
        while from < above && text < self.key(above as u32 - 1) {
            above -= 1;
        }
        if above == start {
            return single();
        }
        // Of short keys the numbers tell all, and their text need not be looked at.
        let begins = |at: u32| match self.key_length(at).saturating_sub(text.len() - rest.len()) {
            0 => true,
            more if rest.len() < more => false,
            more @ 1..=8 => {
                (self.next_bytes[at as usize] ^ next).leading_zeros() as usize >= 8 * more
            }
            _ => text.starts_with(self.key(at)),
        };
        let mut at = above as u32 - 1;
        while !begins(at) {
            at = self.prefixes[at as usize];
            if at == NONE {
                return None;
            }
        }
        Some(at)
    }
}

/// Whether a katakana key may stand between the text behind the last key and the rest.
fn is_good_katakana(before: &str, key: &str, rest: &str) -> bool {
    let is_katakana = |character: char| class(character) == Class::Katakana;
    if !key.chars().all(is_katakana) {
        return true;
    }
    match (
        before.ends_with(is_katakana),
        !rest.starts_with(is_katakana),
    ) {
        (false, true) => true,
        (true, false) => false,
        _ => SHORTEST_KATAKANA_PART <= key.chars().count(),
    }
}
