//! The word lists of the segmenters, read from `data/segmentation`.
//!
//! In: the embedded files and what a caller adds. Out: look-ups, O(1) a word.

use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;

use crate::text::Language;

const ABBREVIATIONS: &str = include_str!("../../data/segmentation/english_abbreviations.txt");
const STARTS: &str = include_str!("../../data/segmentation/english_starts.txt");
const SPEECH_VERBS: &str = include_str!("../../data/segmentation/english_speech_verbs.txt");
const LETTERED: &str = include_str!("../../data/segmentation/english_lettered.txt");
const LABELS: &str = include_str!("../../data/segmentation/english_labels.txt");
const AFTER_CLOCK: &str = include_str!("../../data/segmentation/english_after_clock.txt");
const CLOSINGS: &str = include_str!("../../data/segmentation/english_closings.txt");
const REACTIONS: &str = include_str!("../../data/segmentation/japanese_reactions.txt");
const JAPANESE_SPEECH: &str = include_str!("../../data/segmentation/japanese_speech_verbs.txt");
const ENGLISH_REACTIONS: &str = include_str!("../../data/segmentation/english_reactions.txt");
const NOTE_WORDS: &str = include_str!("../../data/segmentation/note_words.txt");
const POLITE_ENDS: &str = include_str!("../../data/segmentation/japanese_polite_ends.txt");
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
    /// The same, if it is capitalised or a number follows; a word otherwise.
    Proper,
}

/// Text that is never cut.
#[derive(Debug, Clone)]
pub(crate) struct Exception {
    pub(crate) text: String,
    /// Bytes of it behind which a stop may end.
    ends: Vec<usize>,
}

/// The lists of one segmenter.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lists {
    pub(crate) abbreviations: FxHashMap<Box<str>, Abbreviation>,
    /// The abbreviations that the caller added, in order.
    pub(crate) own_abbreviations: Vec<String>,
    pub(crate) exceptions: Vec<Exception>,
    units: FxHashMap<&'static str, ()>,
    lettered: FxHashMap<&'static str, ()>,
    labels: FxHashMap<&'static str, ()>,
    after_clock: FxHashMap<&'static str, ()>,
    starts: FxHashMap<&'static str, ()>,
    speech_verbs: FxHashMap<&'static str, ()>,
    closings: FxHashMap<&'static str, ()>,
    /// The letters that they begin with, `a` the lowest bit.
    closing_letters: u32,
    goes_on: FxHashMap<&'static str, bool>,
    reactions: FxHashMap<&'static str, ()>,
    note_words: FxHashMap<String, ()>,
}

fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
}

/// Words with a sign before them.
fn signed(list: &'static str) -> impl Iterator<Item = (&'static str, bool)> {
    words(list)
        .filter_map(|word| word.split_at_checked(1))
        .map(|(sign, word)| (word, sign == "+"))
}

/// A bit for each letter, of either case.
fn letter_bit(letter: u8) -> u32 {
    if letter.is_ascii_alphabetic() {
        1 << (letter.to_ascii_lowercase() - b'a')
    } else {
        0
    }
}

fn in_small_letters<'b>(word: &str, buffer: &'b mut [u8; LONGEST_ABBREVIATION]) -> Option<&'b str> {
    let small = buffer.get_mut(..word.len())?;
    small.copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    std::str::from_utf8(small).ok()
}

impl Lists {
    /// The embedded lists for a language, read once; those of English abbreviations are left out for any other than the two.
    pub(crate) fn embedded(language: Language) -> Arc<Self> {
        static OF_ANY: LazyLock<Arc<Lists>> = LazyLock::new(|| Arc::new(Lists::of_any()));
        static OF_BOTH: LazyLock<Arc<Lists>> = LazyLock::new(|| {
            let mut lists = Lists::of_any();
            for (word, kind) in embedded_abbreviations() {
                lists.abbreviations.entry(word.into()).or_insert(kind);
            }
            lists.units = embedded_units().map(|word| (word, ())).collect();
            Arc::new(lists)
        });
        match language {
            Language::English | Language::Japanese => Arc::clone(&OF_BOTH),
            Language::Other => Arc::clone(&OF_ANY),
        }
    }

    /// The lists for any language.
    fn of_any() -> Self {
        let closings: FxHashMap<&str, ()> = CLOSINGS
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| (line, ()))
            .collect();
        let letters = closings
            .keys()
            .map(|closing| letter_bit(closing.as_bytes()[0]));
        let reactions = words(REACTIONS).chain(words(ENGLISH_REACTIONS));
        let note_words = words(NOTE_WORDS).map(|word| (word.replace('_', " "), ()));
        Lists {
            lettered: words(LETTERED).map(|word| (word, ())).collect(),
            labels: words(LABELS).map(|word| (word, ())).collect(),
            after_clock: words(AFTER_CLOCK).map(|word| (word, ())).collect(),
            starts: words(STARTS).map(|word| (word, ())).collect(),
            speech_verbs: words(SPEECH_VERBS).map(|word| (word, ())).collect(),
            closing_letters: letters.fold(0, |all, letter| all | letter),
            closings,
            goes_on: signed(GOES_ON).collect(),
            reactions: reactions.map(|word| (word, ())).collect(),
            note_words: note_words.collect(),
            ..Lists::default()
        }
    }

    /// What the word before a full stop is, in any case of letters.
    pub(crate) fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        let mut buffer = [0u8; LONGEST_ABBREVIATION];
        let lower = in_small_letters(word, &mut buffer)?;
        self.abbreviations.get(lower).copied()
    }

    /// Whether a word behind a number is a unit of measure.
    pub(crate) fn is_unit(&self, word: &str) -> bool {
        self.units.contains_key(word)
    }

    /// Whether a single capital letter follows a word as a name.
    pub(crate) fn is_lettered(&self, word: &str) -> bool {
        self.lettered.contains_key(word)
    }

    /// Whether a capitalised word is what the number behind it numbers: Chapter, TABLE.
    pub(crate) fn is_label(&self, word: &str) -> bool {
        let mut buffer = [0; LONGEST_ABBREVIATION];
        word.starts_with(|c: char| c.is_ascii_uppercase())
            && in_small_letters(word, &mut buffer)
                .is_some_and(|word| self.labels.contains_key(word))
    }

    /// Whether a capitalised word usually begins a sentence.
    pub(crate) fn starts_sentence(&self, word: &str) -> bool {
        self.starts.contains_key(word)
    }

    /// Whether a word continues the host sentence after a quotation.
    pub(crate) fn is_speech_verb(&self, word: &str) -> bool {
        self.speech_verbs.contains_key(word)
    }

    /// Whether a capitalised word goes on with a time of day: a weekday, a zone.
    pub(crate) fn follows_clock(&self, word: &str) -> bool {
        self.after_clock.contains_key(word)
    }

    /// Whether words that close a letter may begin with this byte.
    pub(crate) fn may_close(&self, first: u8) -> bool {
        self.closing_letters & letter_bit(first) != 0
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

    /// The words that usually begin sentences, in the order of the file.
    pub(crate) fn all_starts(&self) -> Vec<&'static str> {
        words(STARTS).collect()
    }

    /// What goes on with the sentence of a quotation, and what does not, in the order of the file.
    pub(crate) fn all_goes_on(&self) -> Vec<(&'static str, bool)> {
        signed(GOES_ON).collect()
    }

    /// The bytes of a bracketed reaction, as （笑） and (Laughter), that text begins with.
    pub(crate) fn reaction(&self, text: &str) -> usize {
        const LONGEST: usize = 14;
        let mut letters = text.char_indices().take(LONGEST);
        let opens = |c| matches!(c, '（' | '(' | '[' | '［');
        let Some((_, open)) = letters.next().filter(|&(_, c)| opens(c)) else {
            return 0;
        };
        let closes = |&(_, c): &(usize, char)| matches!(c, '）' | ')' | ']' | '］');
        let Some((at, close)) = letters.find(closes) else {
            return 0;
        };
        let inside = &text[open.len_utf8()..at];
        let mut buffer = [0u8; LONGEST_ABBREVIATION];
        let small = in_small_letters(inside, &mut buffer).unwrap_or(inside);
        match self.reactions.contains_key(small) {
            true => at + close.len_utf8(),
            false => 0,
        }
    }

    /// Whether words in square brackets only refer to a note or ask for one, in any case of letters.
    pub(crate) fn is_note_word(&self, words: &str) -> bool {
        let mut buffer = [0u8; LONGEST_ABBREVIATION];
        let small = in_small_letters(words, &mut buffer).unwrap_or(words);
        self.note_words.contains_key(small)
    }

    /// Whether a Japanese clause ends with a verb of speech.
    pub(crate) fn ends_with_speech(&self, clause: &str) -> bool {
        words(JAPANESE_SPEECH).any(|verb| clause.ends_with(verb))
    }

    /// Whether Japanese text ends as polite sentences do.
    pub(crate) fn ends_politely(&self, text: &str) -> bool {
        words(POLITE_ENDS).any(|end| text.ends_with(end))
    }

    /// How polite sentences end, in the order of the file.
    pub(crate) fn all_polite_ends(&self) -> impl Iterator<Item = &'static str> {
        words(POLITE_ENDS)
    }

    /// The reactions in brackets of both languages, in the order of the files.
    pub(crate) fn all_reactions(&self) -> impl Iterator<Item = &'static str> {
        words(REACTIONS).chain(words(ENGLISH_REACTIONS))
    }

    /// The words of note marks, in the order of the file.
    pub(crate) fn all_note_words(&self) -> impl Iterator<Item = String> {
        words(NOTE_WORDS).map(|word| word.replace('_', " "))
    }

    /// Adds an abbreviation of the caller's, without its last stop.
    pub(crate) fn add_abbreviation(&mut self, word: &str) {
        let small = word.to_lowercase();
        self.abbreviations
            .insert(small.as_str().into(), Abbreviation::Maybe);
        self.own_abbreviations.push(small);
    }

    /// Adds an exception of the caller's.
    pub(crate) fn add_exception(&mut self, text: &str) {
        let ends = |(at, c): (usize, char)| (!c.is_alphanumeric()).then_some(at + c.len_utf8());
        self.exceptions.push(Exception {
            text: text.to_owned(),
            ends: text.char_indices().filter_map(ends).collect(),
        });
    }

    /// Whether a stop that ends at byte `end` stands inside an exception that the caller gave.
    pub(crate) fn excepted(&self, text: &str, end: usize) -> bool {
        self.exceptions.iter().any(|exception| {
            exception.ends.iter().any(|&back| {
                end >= back && text.as_bytes()[end - back..].starts_with(exception.text.as_bytes())
            })
        })
    }
}

/// The embedded English abbreviations in the order of the file, units of measure left out.
pub(crate) fn embedded_abbreviations() -> impl Iterator<Item = (&'static str, Abbreviation)> {
    kinds().flat_map(|(kind, words)| {
        let kind = match kind {
            "name" => Some(Abbreviation::Name),
            "number" => Some(Abbreviation::Number),
            "inner" => Some(Abbreviation::Inner),
            "maybe" => Some(Abbreviation::Maybe),
            "proper" => Some(Abbreviation::Proper),
            _ => None,
        };
        kind.into_iter().flat_map(move |kind| {
            words
                .split_whitespace()
                .map(move |word| (word.strip_suffix('.').unwrap_or(word), kind))
        })
    })
}

/// The embedded units of measure that are abbreviated.
pub(crate) fn embedded_units() -> impl Iterator<Item = &'static str> {
    kinds()
        .filter(|(kind, _)| *kind == "unit")
        .flat_map(|(_, words)| words.split_whitespace())
}

/// The lines of the file of abbreviations: a kind and its words.
fn kinds() -> impl Iterator<Item = (&'static str, &'static str)> {
    ABBREVIATIONS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
}
