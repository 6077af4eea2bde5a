//! Words left in English inside a Japanese sentence.
//!
//! In: the Latin words of a segment, beside those of its original. Out: runs of words and how sure it is that they were left there.
//! O(bytes).
//!
//! No alarm is raised for: words with a capital and lower-case ones between them (Bank of England); code, paths, addresses, units;
//! a gloss or mention in brackets or quotation marks; a word that the document keeps as a rule, unless one segment makes a verb or
//! an adjective of it; a word that the dictionary does not know, where other English words are kept. In a document full of terms
//! neither for a word kept twice, in a row of such words, with a hyphen, or that is called a function, an argument or the like
//! (`named.rs`). An error is only what hardly anyone keeps: function words, and endings of adverbs.

use std::borrow::Cow;
use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::lexicon::Lexicon;
use crate::review::checks::code::CodeSpans;
use crate::review::checks::lists::CODE_WORDS;
use crate::review::checks::named::{
    SHARED, are_forms, goes_on_in_katakana, is_called_a_thing, is_mentioned, is_name_of_a_thing,
};
use crate::review::finding::Severity;
use crate::review::name_words::Words;
use crate::review::view::View;
use crate::text::Span;
use crate::text::brackets::{closed_by, opened_by};
use crate::text::script::{Class, class, is_japanese};
use crate::text::word::{fold, folded_or_same, is_function_word, is_stop_word, stem, words};

/// A word in so many segments of the translation is a term that is kept; fewer in a document that is full of terms: of 340
/// words left there by mistake 8 stood in two segments, of 714 that were right 240.
const KEPT: usize = 3;
const KEPT_TERM: usize = 2;
/// A word of a document full of terms that is kept in a smaller share of its segments is translated as a rule: of 46 words left
/// there by mistake 14 were below it, of 242 that were right 9.
const TRANSLATED: f32 = 0.2;
/// The same for a word that is kept twice, as a mistake made again is: of 9 such words below it 7 were left there by mistake.
const TRANSLATED_BUT_TWICE: f32 = 1.0 / 3.0;
/// Endings of words that are kept in English by nobody.
const ENDINGS: [&str; 4] = ["ly", "ful", "ous", "wards"];
/// Letters of a word that the original does not have, at least: shorter ones are abbreviations.
const LEAST_STRANGE: usize = 4;
/// Letters of a word of which an ending tells something, at least.
const LEAST_WITH_ENDING: usize = 6;
/// Share of the sentences with an English word in lower case from which on the document is full of terms: on 79
/// texts all above it were handbooks of programming.
const FULL_OF_TERMS: f32 = 0.12;
/// So few sentences with an English word fill no document.
const FEW: usize = 5;
/// What makes a verb of the word before it, and an adjective before a noun.
const VERBAL: [&str; 6] = ["する", "した", "して", "しま", "され", "でき"];
const ADJECTIVAL: char = 'な';
/// So many words, a function word among them, are prose: names of things are shorter.
const PROSE: usize = 4;
/// Words of a noun with its article and adjectives, at most.
const MOST_OF_A_NOUN: usize = 6;
/// Words with the same beginning that are kept of one sentence.
const MOST_OF_A_BEGINNING: usize = 16;

/// Runs of English words inside a Japanese text that were left there.
pub(super) fn residue(
    text: &str,
    source: &SourceWords<'_>,
    kept: &Kept<'_>,
    lexicon: &Lexicon,
) -> Vec<(Span, Severity)> {
    let mut found = Vec::new();
    let code = OnceCell::new();
    let runs = match kept.is_full_of_terms {
        true => latin_runs(text),
        false => prose_runs(text),
    };
    for run in runs {
        let inside: Vec<(Span, &str)> = words_of(text, run);
        let is_lone = inside.len() == 1;
        let starts = |word: &str| is_lone && is_capitalised(word) && is_stop_word(word);
        let may_be_left = |word: &str| is_plain(word) || starts(word) || !is_lone && word == "a";
        if !inside.iter().all(|(_, word)| may_be_left(word)) {
            found.extend(behind_name(text, &inside, source, kept, lexicon));
            continue;
        }
        let left: Vec<Severity> = inside
            .iter()
            .filter(|(_, word)| {
                let word = fold(word);
                !kept.is_kept(&word)
                    || is_lone && is_inflected(text, run) && kept.is_once_inflected(&word)
            })
            .filter_map(|(_, word)| {
                let word = fold(word);
                let may_be_strange =
                    || is_lone && (!kept.is_full_of_terms || is_inflected(text, run));
                severity(&word, source, lexicon).or_else(|| {
                    let is_strange = may_be_strange() && is_strange(&word, source, lexicon);
                    let is_unknown = is_lone && !kept.has_terms && is_unknown(&word, source);
                    (is_strange || is_unknown).then_some(Severity::Hint)
                })
            })
            .collect();
        let is_clause = || {
            let names_one = goes_on_in_katakana(text, run) || !run.of(text).contains(' ');
            is_prose(&inside) && !names_one
        };
        if let Some(&severity) = left.iter().max()
            && !is_set_apart(text, run)
            && !code.get_or_init(|| CodeSpans::new(text)).touches(run)
            && !is_glossed(text, run)
            && (is_clause()
                || is_lone && is_inflected(text, run)
                || !names_a_thing(text, run, source.text, kept))
        {
            // Two words that mean something are rather a term that is kept.
            let is_term =
                1 < inside.len() && !inside.iter().any(|(_, word)| is_function_word(&fold(word)));
            // So is a word that means something, in a document that has others, or which the original calls the name of a thing.
            let is_rather_kept = is_lone
                && severity == Severity::Warning
                && (kept.has_terms || is_name_of_a_thing(text, run, source.text));
            let severity = match kept.is_full_of_terms || is_term || is_rather_kept {
                true => less(severity),
                false => severity,
            };
            found.push((run, severity));
        }
    }
    found
}

/// The words of a run with their places in the text.
fn words_of(text: &str, run: Span) -> Vec<(Span, &str)> {
    words(run.of(text))
        .map(|(span, word)| (span.shifted(run.start), word))
        .collect()
}

/// The runs of Latin words of a text; where a comma divides the adjectives of a noun (a cool, dry place), they are one.
fn prose_runs(text: &str) -> Vec<Span> {
    let runs = latin_runs(text);
    if runs.len() < 2 {
        return runs;
    }
    let joined = joined_at_commas(text, runs.clone());
    let is_noun = |run: &Span| {
        let words = words_of(text, *run);
        words.len() <= MOST_OF_A_NOUN
            && ["a", "an", "the"].contains(&words[0].1)
            && is_prose(&words)
    };
    let mut longer: Vec<Span> = joined.into_iter().filter(is_noun).collect();
    let is_part = |run: &Span| {
        longer
            .iter()
            .any(|all| all.start <= run.start && run.end <= all.end)
    };
    let rest: Vec<Span> = runs.into_iter().filter(|run| !is_part(run)).collect();
    longer.extend(rest);
    longer.sort_unstable();
    longer
}

/// The word that was left behind a name: HTML element, where the name stays in Latin letters; a hint, since many terms are
/// such names.
fn behind_name(
    text: &str,
    inside: &[(Span, &str)],
    source: &SourceWords<'_>,
    kept: &Kept<'_>,
    lexicon: &Lexicon,
) -> Option<(Span, Severity)> {
    let &[(name, first), (run, word)] = inside else {
        return None;
    };
    // A word that only has a capital may begin the name of something: Web server.
    let is_name = first.chars().skip(1).any(char::is_uppercase);
    let is_apart = text[name.end..run.start].trim().is_empty();
    if !is_name || !is_apart || !is_plain(word) || !source.has(word) {
        return None;
    }
    let is_left = severity(&fold(word), source, lexicon).is_some()
        && kept.n_kept_of(word) == 1
        && !goes_on_in_katakana(text, run)
        && !is_joined(text, run)
        && !is_called_a_thing(text, run)
        && !CodeSpans::new(text).touches(Span::new(name.start, run.end));
    is_left.then_some((run, Severity::Hint))
}

/// Whether a run is a part of a term, or what a sentence calls a thing.
fn names_a_thing(text: &str, run: Span, source: &str, kept: &Kept<'_>) -> bool {
    let says_how = says_how(run.of(text));
    goes_on_in_katakana(text, run) && !says_how
        || is_joined(text, run)
        || is_unit(text, run)
        || is_mentioned(text, run)
        || kept.is_full_of_terms
            && (is_called_a_thing(text, run) || !says_how && is_name_of_a_thing(text, run, source))
}

/// Whether a word is an adjective or an adverb, by its ending or by the list, which names nothing in code.
fn says_how(word: &str) -> bool {
    CODE_WORDS.of("describing").contains(&word)
        || LEAST_WITH_ENDING <= word.len()
            && !word.ends_with("only")
            && (word.ends_with("ed") || ENDINGS.iter().any(|ending| word.ends_with(ending)))
}

/// Whether words are a sentence or a part of one, which names nothing.
fn is_prose(words: &[(Span, &str)]) -> bool {
    PROSE <= words.len() && words.iter().any(|(_, word)| is_function_word(&fold(word)))
}

/// Whether a word is made a verb or an adjective: `exist する`, `verbose な表現`. What names a thing is called or used.
fn is_inflected(text: &str, run: Span) -> bool {
    let after = text[run.end..].trim_start_matches(' ');
    // Not なら, など, ない.
    let is_before_noun = |rest: &str| {
        let next = rest.chars().next();
        next.is_some_and(|c| c.is_alphanumeric() && class(c) != Class::Hiragana)
    };
    let is_value = || CODE_WORDS.of("values").contains(&run.of(text));
    VERBAL.iter().any(|verb| after.starts_with(verb))
        || after.strip_prefix(ADJECTIVAL).is_some_and(is_before_noun) && !is_value()
}

fn less(severity: Severity) -> Severity {
    match severity {
        Severity::Error => Severity::Warning,
        _ => Severity::Hint,
    }
}

/// Whether a run has a hyphen, or goes on behind one or before one, as identifiers and compounds of kept terms do.
fn is_joined(text: &str, run: Span) -> bool {
    let joins = ['-', '_'];
    run.of(text).contains('-')
        || text[..run.start].ends_with(joins)
        || text[run.end..].starts_with(joins)
}

/// Whether a run is followed by its translation in brackets.
fn is_glossed(text: &str, run: Span) -> bool {
    let after = text[run.end..].trim_start();
    let gloss = after.strip_prefix(['(', '（']);
    gloss.is_some_and(|gloss| gloss.starts_with(is_japanese))
}

/// Whether a run stands behind a number, as a unit does.
fn is_unit(text: &str, run: Span) -> bool {
    let before = text[..run.start].trim_end_matches(' ').chars().next_back();
    run.len() <= 4 && before.is_some_and(|c| class(c) == Class::Digit)
}

pub(super) fn is_capitalised(word: &str) -> bool {
    let mut bytes = word.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_uppercase())
        && 2 < word.len()
        && bytes.all(|byte| byte.is_ascii_lowercase())
}

/// How sure it is that a word was left, if the document does not keep it.
fn severity(word: &str, source: &SourceWords<'_>, lexicon: &Lexicon) -> Option<Severity> {
    let is_unkept = is_function_word(word)
        || LEAST_WITH_ENDING <= word.len() && ENDINGS.iter().any(|ending| word.ends_with(ending));
    if !is_unkept && !lexicon.is_empty() && !lexicon.has_stem(&stem(word)) {
        return None;
    }
    match (source.has(word), is_unkept) {
        (true, true) => Some(Severity::Error),
        (true, false) => Some(Severity::Warning),
        (false, true) if 3 <= word.len() => Some(Severity::Warning),
        _ => None,
    }
}

/// Whether a word that the original has in no form is English all the same.
fn is_strange(word: &str, source: &SourceWords<'_>, lexicon: &Lexicon) -> bool {
    LEAST_STRANGE <= word.len()
        && lexicon.has_stem(&stem(word))
        && !source.text.to_lowercase().contains(word)
}

/// Whether a word that no dictionary has is a common noun of the original, since it stands there in lower case: nutmeg.
fn is_unknown(word: &str, source: &SourceWords<'_>) -> bool {
    let place = source.find(word).map(|span| span.of(source.text));
    LEAST_STRANGE <= word.len() && place.is_some_and(is_plain)
}

/// Runs of Latin words with single spaces, hyphens or apostrophes between them.
pub(super) fn latin_runs(text: &str) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for (span, _) in words(text) {
        let joins = |last: &Span| {
            let between = &text[last.end..span.start];
            between.len() <= 4
                && between
                    .chars()
                    .all(|c| matches!(c, ' ' | '-' | '\'' | '’' | 's' | 't'))
        };
        match runs.last_mut() {
            Some(last) if joins(last) => last.end = span.end,
            _ => runs.push(span),
        }
    }
    runs
}

/// Runs of words with those that only a comma divides from them.
pub(super) fn joined_at_commas(text: &str, runs: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(last) if &text[last.end..run.start] == ", " => last.end = run.end,
            _ => joined.push(run),
        }
    }
    joined
}

/// Whether a run stands alone between brackets or quotation marks, where English is glossed or named.
pub(super) fn is_set_apart(text: &str, run: Span) -> bool {
    let before = text[..run.start].trim_end().chars().next_back();
    let after = text[run.end..]
        .trim_start_matches([' ', '.', ',', '…', '?', '!'])
        .chars()
        .next();
    before.and_then(opened_by).is_some() && after.and_then(closed_by).is_some()
}

/// How often each Latin word stands in the translation.
pub(super) struct Kept<'t> {
    words: Words<'t>,
    /// How many segments of the translation hold each of the words; in a document full of terms, how many of the original hold each
    /// of those that stand twice.
    n_kept: Vec<usize>,
    /// How many make each of the words a verb or an adjective.
    n_inflected: Vec<usize>,
    n_in_original: Vec<usize>,
    /// Whether each segment holds a Latin word; one without Japanese always counts.
    pub(super) has_words: Vec<bool>,
    pub(super) is_full_of_terms: bool,
    /// Whether more than a few segments hold an English word in lower case.
    has_terms: bool,
}

impl<'t> Kept<'t> {
    pub(super) fn new(view: &View<'t>) -> Self {
        let mut words_of = Words::default();
        let (mut counts, mut inflected) = (SegmentCounts::default(), SegmentCounts::default());
        let (mut n_segments, mut n_with_terms) = (0, 0);
        let mut has_words = vec![true; view.target.document.segments().len()];
        for (segment, has_words) in has_words.iter_mut().enumerate() {
            let text = view.target.segment(segment);
            if !text.contains(is_japanese) {
                continue;
            }
            let mut has_term = false;
            *has_words = false;
            for (span, word) in words(text) {
                *has_words = true;
                has_term |= is_plain(word);
                let number = words_of.number(word, folded_or_same);
                counts.add(segment, number);
                if is_inflected(text, span) {
                    inflected.add(segment, number);
                }
            }
            n_segments += 1;
            n_with_terms += usize::from(has_term);
        }
        let is_full_of_terms =
            FEW < n_with_terms && FULL_OF_TERMS * (n_segments as f32) < n_with_terms as f32;
        let n_kept = counts.numbers;
        let n_in_original = match is_full_of_terms {
            true => count_in_original(view, &words_of, &n_kept),
            false => Vec::new(),
        };
        Kept {
            words: words_of,
            n_kept,
            n_inflected: inflected.numbers,
            n_in_original,
            has_words,
            is_full_of_terms,
            has_terms: FEW < n_with_terms,
        }
    }

    fn is_kept(&self, word: &str) -> bool {
        let count = |counts: &[usize], word: usize| counts.get(word).copied().unwrap_or(0);
        let word = self.words.find(word);
        let n_kept = word.map_or(0, |word| count(&self.n_kept, word));
        let least = if self.is_full_of_terms {
            KEPT_TERM
        } else {
            KEPT
        };
        let n_in_original = word.map_or(0, |word| count(&self.n_in_original, word));
        let translated = match n_kept {
            KEPT_TERM => TRANSLATED_BUT_TWICE,
            _ => TRANSLATED,
        };
        least <= n_kept && translated * n_in_original as f32 <= n_kept as f32
    }

    /// Whether a word is made a verb or an adjective in one segment alone: a name that is kept stays a noun, and 15 such verbs of 15
    /// were left there by mistake.
    fn is_once_inflected(&self, word: &str) -> bool {
        let word = self.words.find(word);
        word.is_some_and(|word| self.n_inflected.get(word) == Some(&1))
    }

    /// How many segments of the translation hold a word.
    fn n_kept_of(&self, word: &str) -> usize {
        let word = self.words.find(&fold(word));
        word.map_or(0, |word| self.n_kept[word])
    }
}

/// In how many segments each of some things stands, segments in order.
#[derive(Default)]
struct SegmentCounts {
    numbers: Vec<usize>,
    /// One more than the last segment of each.
    last: Vec<usize>,
}

impl SegmentCounts {
    fn add(&mut self, segment: usize, thing: usize) {
        if self.numbers.len() <= thing {
            self.numbers.resize(thing + 1, 0);
            self.last.resize(thing + 1, 0);
        }
        if std::mem::replace(&mut self.last[thing], segment + 1) != segment + 1 {
            self.numbers[thing] += 1;
        }
    }
}

/// In how many segments of the original each word stands that segments of the translation hold twice or more.
fn count_in_original(view: &View<'_>, words_of: &Words<'_>, n_kept: &[usize]) -> Vec<usize> {
    let source = view.source_words();
    let known = source.forms.iter().map(|form| {
        let word = words_of.find(form)?;
        (KEPT_TERM <= n_kept[word]).then_some(word)
    });
    let known: Vec<Option<usize>> = known.collect();
    let mut counts = SegmentCounts::default();
    for segment in 0..view.source.document.segments().len() {
        let words = source.of_segments(segment..segment + 1).iter();
        for word in words.filter_map(|word| known[word.form as usize]) {
            counts.add(segment, word);
        }
    }
    counts.numbers
}

/// The words of a bead's original, code left out; looked for when the first of them is asked for.
pub(super) struct SourceWords<'a> {
    pub(super) text: &'a str,
    by_beginning: OnceCell<ByBeginning<'a>>,
}

/// Words in lower case, by the letters that two forms share, each once with its first place in bytes of the bead's text.
type ByBeginning<'a> = FxHashMap<Cow<'a, str>, Vec<(Cow<'a, str>, Span)>>;

impl<'a> SourceWords<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        SourceWords {
            text,
            by_beginning: OnceCell::new(),
        }
    }

    fn read(text: &str) -> ByBeginning<'_> {
        let code = CodeSpans::new(text);
        let mut by_beginning = ByBeginning::default();
        for (span, word) in words(text).filter(|(span, _)| !code.touches(*span)) {
            let word = folded_or_same(word);
            let beginning = match &word {
                Cow::Borrowed(word) => Cow::Borrowed(beginning(word)),
                Cow::Owned(word) => Cow::Owned(beginning(word).to_owned()),
            };
            let known = by_beginning.entry(beginning).or_default();
            if known.len() < MOST_OF_A_BEGINNING && !known.iter().any(|(other, _)| *other == word) {
                known.push((word, span));
            }
        }
        by_beginning
    }

    pub(super) fn find(&self, word: &str) -> Option<Span> {
        let all = self.by_beginning.get_or_init(|| Self::read(self.text));
        let mut known = all.get(beginning(word)).into_iter().flatten();
        known
            .find(|(known, _)| are_forms(known, word))
            .map(|(_, span)| *span)
    }

    pub(super) fn has(&self, word: &str) -> bool {
        self.find(word).is_some()
    }

    /// Where the words of a run stand, the first place of each.
    pub(super) fn spans(&self, run: &str, offset: usize) -> Vec<Span> {
        let places = words(run).filter_map(|(_, word)| self.find(&fold(word)));
        let mut spans: Vec<Span> = places.map(|span| span.shifted(offset)).collect();
        spans.sort_unstable();
        spans.dedup();
        spans
    }
}

/// The letters that two forms of a word share.
fn beginning(word: &str) -> &str {
    word.char_indices()
        .nth(SHARED)
        .map_or(word, |(at, _)| &word[..at])
}

/// Whether a word is written as a plain English word: ASCII letters in lower case, two at least.
pub(super) fn is_plain(word: &str) -> bool {
    2 <= word.len() && word.bytes().all(|byte| byte.is_ascii_lowercase())
}
