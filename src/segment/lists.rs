//! The word lists of the segmenters, read from `data/segmentation`.
//!
//! In: the embedded files and what a caller adds. Out: look-ups, O(1) a word.

use rustc_hash::FxHashMap;

const ABBREVIATIONS: &str = include_str!("../../data/segmentation/english_abbreviations.txt");
const STARTS: &str = include_str!("../../data/segmentation/english_starts.txt");
const SPEECH_VERBS: &str = include_str!("../../data/segmentation/english_speech_verbs.txt");
const CLOSINGS: &str = include_str!("../../data/segmentation/english_closings.txt");
const GOES_ON: &str = include_str!("../../data/segmentation/japanese_goes_on.txt");

/// Bytes of the longest abbreviation that is looked up.
pub(crate) const LONGEST_ABBREVIATION: usize = 24;

/// What a full stop after an abbreviation may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// A name follows.
    Name,
    /// A number follows.
    Number,
    /// Never the end of a sentence.
    Inner,
    /// May be the end of a sentence.
    Maybe,
}

/// The lists of one segmenter.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lists {
    pub(crate) abbreviations: FxHashMap<Box<str>, Abbreviation>,
    pub(crate) exceptions: Vec<String>,
    starts: FxHashMap<&'static str, ()>,
    speech_verbs: FxHashMap<&'static str, ()>,
    closings: FxHashMap<&'static str, ()>,
    goes_on: FxHashMap<&'static str, bool>,
}

fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
}

fn in_small_letters<'b>(word: &str, buffer: &'b mut [u8; LONGEST_ABBREVIATION]) -> Option<&'b str> {
    let small = buffer.get_mut(..word.len())?;
    small.copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    std::str::from_utf8(small).ok()
}

impl Lists {
    /// The embedded lists; without `abbreviations`, none of the English abbreviations.
    pub(crate) fn embedded(with_abbreviations: bool) -> Self {
        let mut lists = Lists::default();
        for (word, kind) in embedded_abbreviations() {
            if with_abbreviations {
                lists.abbreviations.entry(word.into()).or_insert(kind);
            }
        }
        lists.starts = words(STARTS).map(|word| (word, ())).collect();
        lists.speech_verbs = words(SPEECH_VERBS).map(|word| (word, ())).collect();
        lists.closings = CLOSINGS
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| (line, ()))
            .collect();
        lists.goes_on = words(GOES_ON)
            .filter_map(|word| word.split_at_checked(1))
            .map(|(sign, word)| (word, sign == "+"))
            .collect();
        lists
    }

    /// What the word before a full stop is, in any case of letters.
    pub(crate) fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        let mut buffer = [0u8; LONGEST_ABBREVIATION];
        let lower = in_small_letters(word, &mut buffer)?;
        self.abbreviations.get(lower).copied()
    }

    /// Whether a capitalised word usually begins a sentence.
    pub(crate) fn starts_sentence(&self, word: &str) -> bool {
        self.starts.contains_key(word)
    }

    /// Whether a word takes up the host sentence after a quotation.
    pub(crate) fn is_speech_verb(&self, word: &str) -> bool {
        self.speech_verbs.contains_key(word)
    }

    /// Whether words are those that close a letter, in any case of letters.
    pub(crate) fn is_closing(&self, words: &str) -> bool {
        let mut buffer = [0u8; LONGEST_ABBREVIATION];
        in_small_letters(words, &mut buffer).is_some_and(|w| self.closings.contains_key(w))
    }

    /// Whether Japanese text goes on with the sentence of the quotation that it follows.
    pub(crate) fn goes_on(&self, after: &str) -> bool {
        const LONGEST: usize = 6;
        let mut ends = [0usize; LONGEST];
        let mut n_ends = 0;
        for (at, c) in after.char_indices().take(LONGEST) {
            ends[n_ends] = at + c.len_utf8();
            n_ends += 1;
        }
        ends[..n_ends]
            .iter()
            .rev()
            .find_map(|&end| self.goes_on.get(&after[..end]).copied())
            .unwrap_or(false)
    }

    /// Whether a stop that ends at byte `end` stands inside an exception that the caller gave.
    pub(crate) fn excepted(&self, text: &str, end: usize) -> bool {
        self.exceptions.iter().any(|exception| {
            (1..=exception.len()).any(|back| {
                exception.is_char_boundary(back)
                    && end >= back
                    && text.as_bytes()[end - back..].starts_with(exception.as_bytes())
            })
        })
    }
}

/// The embedded English abbreviations in the order of the file.
pub(crate) fn embedded_abbreviations() -> impl Iterator<Item = (&'static str, Abbreviation)> {
    ABBREVIATIONS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| {
            let mut words = line.split_whitespace();
            let kind = match words.next() {
                Some("name") => Abbreviation::Name,
                Some("number") => Abbreviation::Number,
                Some("inner") => Abbreviation::Inner,
                _ => Abbreviation::Maybe,
            };
            words.map(move |word| (word.strip_suffix('.').unwrap_or(word), kind))
        })
}
