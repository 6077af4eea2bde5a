//! A segment → its units: numbers, words, katakana, words of the dictionary, interjections.
//!
//! In: segments of one side, one by one. Out: for each its [`Mention`]s, numbered by the [`Vocabulary`] of the reader, in
//! which words stand as they are spelled until all have been read. O(bytes).

use unicode_segmentation::UnicodeSegmentation;

use crate::anchor::interjection::interjections;
use crate::anchor::vocabulary::{NOTHING, Vocabulary};
use crate::lexicon::{Lexicon, LexiconMatch};
use crate::number::{Number, numbers};
use crate::text::address::{addresses, bare};
use crate::text::fold::fold_width;
use crate::text::script::{self, Class, Run};
use crate::text::word;
use crate::text::{Language, Span};

/// A unit met in a segment: its number in the vocabulary of its side, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mention {
    pub(super) unit: u32,
    /// In bytes of the segment.
    start: u32,
    end: u32,
}

impl Mention {
    fn new(unit: u32, span: Span) -> Self {
        Mention {
            unit,
            start: span.start as u32,
            end: span.end as u32,
        }
    }

    /// Where it stands, in bytes of the document; its segment begins at `segment_start`.
    pub(super) fn span(self, segment_start: usize) -> Span {
        Span::new(self.start as usize, self.end as usize).shifted(segment_start)
    }

    /// The same mention at another place of its segment.
    pub(super) fn in_span(self, span: Span) -> Mention {
        Mention::new(self.unit, span)
    }

    /// The same mention under the number that its unit has in the whole side; none if the unit is dropped.
    pub(super) fn renumbered(self, numbers: &[u32]) -> Option<Mention> {
        let unit = numbers[self.unit as usize];
        (unit != NOTHING).then_some(Mention { unit, ..self })
    }
}

/// Reads segments of one side.
pub(super) struct Reader<'a> {
    lexicon: &'a Lexicon,
    language: Language,
    pub(super) vocabulary: Vocabulary,
    matches: Vec<LexiconMatch>,
    /// The runs of the last segment, if it is Japanese, and those of its folded text.
    pub(super) runs: Vec<Run>,
    folded_runs: Vec<Run>,
    katakana: Vec<Span>,
    /// The word under way, as words are compared.
    spelling: String,
}

impl<'a> Reader<'a> {
    /// A reader that will read about `n_segments` segments.
    pub(super) fn new(language: Language, lexicon: &'a Lexicon, n_segments: usize) -> Self {
        Reader {
            lexicon,
            language,
            vocabulary: Vocabulary::new(n_segments),
            matches: Vec::new(),
            runs: Vec::new(),
            folded_runs: Vec::new(),
            katakana: Vec::new(),
            spelling: String::new(),
        }
    }

    /// Reads one segment: replaces `mentions` by its units and returns its numbers, both in bytes of the segment.
    pub(super) fn read(&mut self, text: &str, mentions: &mut Vec<Mention>) -> Vec<Number> {
        mentions.clear();
        let language = self.language;
        let numbers = numbers(text, language);
        let addresses = addresses(text);
        let is_in_address = |span: Span| {
            let at = addresses.partition_point(|address| address.end <= span.start);
            addresses
                .get(at)
                .is_some_and(|address| address.start < span.end)
        };
        let is_read = |number: &&Number| !number.weak && !is_in_address(number.span);
        for number in numbers.iter().filter(is_read) {
            mentions.push(Mention::new(self.vocabulary.number(number), number.span));
        }
        let mut read_word = |span: Span, word: &str| {
            if !is_in_number(&numbers, span)
                && !is_in_address(span)
                && let Some(unit) = self.word(word)
            {
                mentions.push(Mention::new(unit, span));
            }
        };
        match language {
            // Unicode's own word boundaries serve every script and accent.
            Language::Other => text
                .unicode_word_indices()
                .for_each(|(at, word)| read_word(Span::new(at, at + word.len()), word)),
            _ => word::words(text).for_each(|(span, word)| read_word(span, word)),
        }
        for &address in &addresses {
            mentions.extend(self.address(address.of(text), address));
        }
        if language == Language::Japanese {
            self.read_japanese(text, &numbers, mentions);
        }
        let said = interjections(text, language);
        if let Some(span) = said.span {
            for class in said.classes {
                let unit = self.vocabulary.interjection(class.0);
                mentions.push(Mention::new(unit, span));
            }
        }
        numbers
    }

    /// The unit of a word, unless the word is too common or too short to mean anything.
    fn word(&mut self, word: &str) -> Option<u32> {
        let spelling = word::folded(word, &mut self.spelling);
        let language = self.language;
        let says_nothing = |word: &str| language != Language::Other && word::is_stop_word(word);
        self.vocabulary.spelling(spelling, says_nothing)
    }

    /// The unit of a whole address: two that share a host alone are not the same.
    fn address(&mut self, address: &str, span: Span) -> Option<Mention> {
        let spelling = bare(address).to_ascii_lowercase();
        let unit = self.vocabulary.spelling(&spelling, |_| false)?;
        Some(Mention::new(unit, span))
    }

    fn read_japanese(&mut self, text: &str, numbers: &[Number], mentions: &mut Vec<Mention>) {
        script::list_runs(text, &mut self.runs);
        // Keys and sounds are those of full-width kana; spans go back to the text as it stands.
        let folded = fold_width(text);
        let (text, original) = (folded.text(), |span: Span| folded.original(span));
        self.matches.clear();
        self.lexicon.matches(text, &mut self.matches);
        let runs = if folded.is_changed() {
            script::list_runs(text, &mut self.folded_runs);
            &self.folded_runs
        } else {
            &self.runs
        };
        let is_long = |run: &&Run| run.class == Class::Katakana && run.n_characters >= 2;
        let katakana = runs.iter().filter(is_long);
        self.katakana.clear();
        self.katakana.extend(katakana.map(|run| run.span));
        for &run in &self.katakana {
            let inside = self
                .matches
                .iter()
                .filter(|m| run.start <= m.span.start && m.span.end <= run.end);
            let unit = self
                .vocabulary
                .katakana(run.of(text), inside.map(|m| m.entry));
            mentions.push(Mention::new(unit, original(run)));
        }
        let mut runs = self.katakana.iter().peekable();
        for found in &self.matches {
            while runs.next_if(|run| run.end <= found.span.start).is_some() {}
            let in_run = runs.peek().is_some_and(|run| run.start <= found.span.start);
            let span = original(found.span);
            if !in_run && !is_in_number(numbers, span) {
                let unit = self.vocabulary.entry(found.entry);
                mentions.push(Mention::new(unit, span));
            }
        }
    }
}

/// Whether a number that says something stands in a span, or the span in one.
fn is_in_number(numbers: &[Number], span: Span) -> bool {
    let at = numbers.partition_point(|n| n.span.end <= span.start);
    numbers
        .get(at)
        .is_some_and(|n| !n.weak && n.span.start < span.end)
}
