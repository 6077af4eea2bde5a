//! Words left in English inside a Japanese sentence, whole segments left as they were, Japanese left in the English.
//!
//! In: the Latin words of the translation, beside those of its original. Out: a finding a run of such words. O(bytes).
//!
//! No alarm is raised for: words with a capital (names, acronyms) and lower-case ones between them (Bank of England);
//! code, options, paths, addresses, tags, units, words with a digit or underscore, text between backticks; a gloss or
//! mention that stands alone in brackets or quotation marks; a word that the document keeps in English as a rule, that is
//! in three sentences or more; a word that the original does not have as a plain word. An error is only what hardly
//! anyone keeps: function words, and words with the ending of an adverb or adjective.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::align::Bead;
use crate::review::check::Check;
use crate::review::checks::code::CodeSpans;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::brackets::{closed_by, opened_by};
use crate::text::script::{Class, class, is_japanese};
use crate::text::word::{fold, is_function_word, is_stop_word, words};
use crate::text::{Language, Span};

/// A word in so many segments of the translation is a term that is kept.
const KEPT: usize = 3;
/// Words of a segment without any Japanese that make it a sentence that was not translated.
const SENTENCE: usize = 4;
/// Endings of words that are kept in English by nobody.
const ENDINGS: [&str; 4] = ["ly", "ful", "ous", "wards"];
/// Share of the sentences with an English word in lower case from which on the document is full of terms: on 79
/// texts all above it were handbooks of programming.
const FULL_OF_TERMS: f32 = 0.12;
/// So few sentences with an English word fill no document.
const FEW: usize = 5;
/// Letters that two forms of a word share, and how many more either may have: truthful, truthfully.
const SHARED: usize = 4;
const MORE: usize = 3;
/// Words with the same beginning that are kept of one sentence.
const MOST_OF_A_BEGINNING: usize = 16;

/// Looks at the Latin words of the translation, and at the kana of the original.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    if view.source.document.language() == Language::English {
        japanese_in_the_original(view, out);
    }
    if view.target.document.language() != Language::Japanese {
        return;
    }
    let kept = Kept::new(view);
    for (k, bead) in view.beads.iter().enumerate() {
        let source = SourceWords::new(view.source_text(bead));
        let with_words = bead
            .target
            .clone()
            .filter(|&segment| kept.has_words[segment]);
        for segment in with_words {
            let span = view.target.document.segments()[segment].span;
            let text = span.of(view.target.text());
            let found = if text.contains(is_japanese) {
                residue(text, &source, &kept)
            } else {
                whole_segment(text, &source, bead).into_iter().collect()
            };
            for (place, severity) in found {
                let words = place.of(text);
                out.push(
                    draft(Check::Untranslated, severity, k)
                        .target([place.shifted(span.start)])
                        .source(source.spans(words, view.source.span(&bead.source).start))
                        .because(
                            format!("“{words}” is left in English"),
                            format!("「{words}」が英語のまま残っている"),
                        ),
                );
            }
        }
    }
}

fn japanese_in_the_original(view: &View<'_>, out: &mut Vec<Draft>) {
    for (k, bead) in view.beads.iter().enumerate() {
        for segment in bead.source.clone() {
            let at = view.source.document.segments()[segment].span.start;
            let text = view.source.segment(segment);
            // Kana and kanji begin with such bytes. All bytes are looked at many at a time.
            if !text.bytes().fold(false, |any, byte| any | (0xe3 <= byte)) {
                continue;
            }
            let Some(start) = text.find(is_japanese) else {
                continue;
            };
            let end = text.rfind(is_japanese).map_or(start, |last| {
                last + text[last..].chars().next().map_or(0, char::len_utf8)
            });
            let place = Span::new(start, end);
            if text[place.start..place.end].chars().nth(1).is_none() || is_set_apart(text, place) {
                continue;
            }
            out.push(
                draft(Check::Untranslated, Severity::Hint, k)
                    .source([place.shifted(at)])
                    .because(
                        "Japanese stands in the original",
                        "原文に日本語が混じっている",
                    ),
            );
        }
    }
}

/// How often each Latin word stands in the translation.
struct Kept {
    segments: FxHashMap<String, usize>,
    /// Whether each segment holds a Latin word; one without Japanese always counts.
    has_words: Vec<bool>,
    is_full_of_terms: bool,
}

impl Kept {
    fn new(view: &View<'_>) -> Self {
        let mut segments: FxHashMap<String, usize> = FxHashMap::default();
        let (mut n_segments, mut n_with_terms) = (0, 0);
        let mut has_words = vec![true; view.target.document.segments().len()];
        for (segment, has_words) in has_words.iter_mut().enumerate() {
            let text = view.target.segment(segment);
            if !text.contains(is_japanese) {
                continue;
            }
            let (mut words, mut has_term) = (Vec::new(), false);
            for (_, word) in crate::text::word::words(text) {
                words.push(fold(word));
                has_term |= is_plain(word);
            }
            *has_words = !words.is_empty();
            n_segments += 1;
            n_with_terms += usize::from(has_term);
            words.sort_unstable();
            words.dedup();
            for word in words {
                *segments.entry(word).or_insert(0) += 1;
            }
        }
        let is_full_of_terms =
            FEW < n_with_terms && FULL_OF_TERMS * (n_segments as f32) < n_with_terms as f32;
        Kept {
            segments,
            has_words,
            is_full_of_terms,
        }
    }

    fn is_kept(&self, word: &str) -> bool {
        KEPT <= self.segments.get(word).copied().unwrap_or(0)
    }
}

/// The words of a bead's original, code left out; looked for when the first of them is asked for.
struct SourceWords<'a> {
    text: &'a str,
    by_beginning: OnceCell<ByBeginning>,
}

/// Words in lower case, by the letters that two forms share, each once with its first place in bytes of the bead's text.
type ByBeginning = FxHashMap<String, Vec<(String, Span)>>;

impl<'a> SourceWords<'a> {
    fn new(text: &'a str) -> Self {
        SourceWords {
            text,
            by_beginning: OnceCell::new(),
        }
    }

    fn read(text: &str) -> ByBeginning {
        let code = CodeSpans::new(text);
        let mut by_beginning = ByBeginning::default();
        for (span, word) in words(text).filter(|(span, _)| !code.touches(*span)) {
            let word = fold(word);
            let known = by_beginning.entry(beginning(&word).to_owned()).or_default();
            if known.len() < MOST_OF_A_BEGINNING && !known.iter().any(|(other, _)| *other == word) {
                known.push((word, span));
            }
        }
        by_beginning
    }

    fn find(&self, word: &str) -> Option<Span> {
        let all = self.by_beginning.get_or_init(|| Self::read(self.text));
        let mut known = all.get(beginning(word)).into_iter().flatten();
        known
            .find(|(known, _)| are_forms(known, word))
            .map(|(_, span)| *span)
    }

    fn has(&self, word: &str) -> bool {
        self.find(word).is_some()
    }

    /// Where the words of a run stand, the first place of each.
    fn spans(&self, run: &str, offset: usize) -> Vec<Span> {
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

/// Whether two words are the same but for their ends.
fn are_forms(one: &str, other: &str) -> bool {
    let shared = one
        .bytes()
        .zip(other.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let more = one.len().max(other.len()) - shared;
    one == other || SHARED <= shared && more <= MORE
}

/// Whether a word is written as a plain English word: ASCII letters in lower case, two at least.
fn is_plain(word: &str) -> bool {
    2 <= word.len() && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Runs of English words inside a Japanese text that were left there.
fn residue(text: &str, source: &SourceWords<'_>, kept: &Kept) -> Vec<(Span, Severity)> {
    let mut found = Vec::new();
    let mut code = None;
    for run in latin_runs(text) {
        let inside: Vec<(Span, &str)> = words(run.of(text))
            .map(|(span, word)| (span.shifted(run.start), word))
            .collect();
        let is_lone = inside.len() == 1;
        let starts = |word: &str| is_lone && is_capitalised(word) && is_stop_word(word);
        if !inside
            .iter()
            .all(|(_, word)| is_plain(word) || starts(word))
        {
            continue;
        }
        let left: Vec<Severity> = inside
            .iter()
            .filter_map(|(_, word)| severity(&fold(word), source, kept))
            .collect();
        let code = code.get_or_insert_with(|| CodeSpans::new(text));
        if let Some(&severity) = left.iter().max()
            && !is_set_apart(text, run)
            && !code.touches(run)
            && !goes_on_in_katakana(text, run)
            && !is_unit(text, run)
        {
            found.push((
                run,
                if kept.is_full_of_terms {
                    less(severity)
                } else {
                    severity
                },
            ));
        }
    }
    found
}

fn less(severity: Severity) -> Severity {
    match severity {
        Severity::Error => Severity::Warning,
        _ => Severity::Hint,
    }
}

/// Whether a run stands behind a number, as a unit does.
fn is_unit(text: &str, run: Span) -> bool {
    let before = text[..run.start].trim_end_matches(' ').chars().next_back();
    run.len() <= 4 && before.is_some_and(|c| class(c) == Class::Digit)
}

/// Whether a run is the first part of a term whose second is katakana.
fn goes_on_in_katakana(text: &str, run: Span) -> bool {
    let after = text[run.end..].trim_start_matches(' ').chars().next();
    after.is_some_and(|c| class(c) == Class::Katakana)
}

fn is_capitalised(word: &str) -> bool {
    let mut bytes = word.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_uppercase())
        && 2 < word.len()
        && bytes.all(|byte| byte.is_ascii_lowercase())
}

fn severity(word: &str, source: &SourceWords<'_>, kept: &Kept) -> Option<Severity> {
    if kept.is_kept(word) {
        return None;
    }
    let is_unkept = is_function_word(word)
        || 6 <= word.len() && ENDINGS.iter().any(|ending| word.ends_with(ending));
    match (source.has(word), is_unkept) {
        (true, true) => Some(Severity::Error),
        (true, false) => Some(Severity::Warning),
        (false, true) if 3 <= word.len() => Some(Severity::Warning),
        _ => None,
    }
}

/// Runs of Latin words with single spaces, hyphens or apostrophes between them.
fn latin_runs(text: &str) -> Vec<Span> {
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

/// Whether a run stands alone between brackets or quotation marks, where English is glossed or named.
fn is_set_apart(text: &str, run: Span) -> bool {
    let before = text[..run.start].trim_end().chars().next_back();
    let after = text[run.end..]
        .trim_start_matches([' ', '.', '…', '?', '!'])
        .chars()
        .next();
    before.and_then(opened_by).is_some() && after.and_then(closed_by).is_some()
}

/// A segment of the translation without any Japanese that is a sentence of the original.
fn whole_segment(text: &str, source: &SourceWords<'_>, bead: &Bead) -> Option<(Span, Severity)> {
    const DASHES: [char; 5] = ['-', '—', '–', '―', '─'];
    if text.starts_with(DASHES) {
        return None;
    }
    let code = CodeSpans::new(text);
    let words: Vec<(Span, &str)> = words(text).collect();
    let n_plain = words
        .iter()
        .filter(|(span, word)| is_plain(word) && !code.touches(*span))
        .count();
    let n_functions = words
        .iter()
        .filter(|(_, word)| is_plain(word) && is_stop_word(word))
        .count();
    let n_same = words.iter().filter(|(_, word)| source.has(word)).count();
    let is_sentence = SENTENCE <= n_plain && 2 <= n_functions && words.len() <= 2 * n_plain;
    let is_same = bead.source.is_empty() || 2 * n_same >= n_plain;
    let is_prose = text.chars().filter(|&c| class(c) == Class::Other).count() * 5 <= text.len();
    (is_sentence && is_same && is_prose).then_some((Span::new(0, text.len()), Severity::Error))
}
