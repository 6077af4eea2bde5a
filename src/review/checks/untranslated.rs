//! Words, sentences and segments left in English, and Japanese left in the original.
//!
//! In: the Latin words of the translation, beside those of its original. Out: a finding a run of such words. O(bytes).
//! Single words inside a Japanese sentence are found by `residue.rs`.
//!
//! No alarm is raised for: titles and names (words with capitals), citations behind a dash, code; in a document full of terms a
//! sentence without a full stop; what stands between brackets or quotation marks.

use crate::align::Bead;
use crate::review::check::Check;
use crate::review::checks::code::CodeSpans;
use crate::review::checks::residue::{
    Kept, SourceWords, is_capitalised, is_plain, is_set_apart, joined_at_commas, latin_runs,
    residue,
};
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::script::{Class, class, is_japanese};
use crate::text::word::{fold, is_function_word, is_stop_word, stem, words};
use crate::text::{Language, Span};

/// Plain words of a segment without any Japanese that make it a sentence that was not translated, whatever its end is.
const SENTENCE: usize = 4;
/// Words of a sentence that was left behind Japanese, at least.
const LEFT_BEHIND: usize = 3;
/// Words of a heading or button without a full stop, at least.
const HEADING: usize = 3;

/// What goes on behind a quotation.
const PARTICLES: &str = "とっのはがをにでやもへ";

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
                let mut found = residue(text, &source, &kept, view.lexicon());
                let sentences = left_behind(text, &source, &kept);
                let is_part = |place: Span| {
                    let mut all = sentences.iter();
                    all.any(|(all, _)| all.start <= place.start && place.end <= all.end)
                };
                found.retain(|(place, _)| !is_part(*place));
                found.extend(sentences);
                found
            } else {
                let whole = whole_segment(text, &source, bead);
                let whole = whole.or_else(|| short_segment(text, &source, &kept, view));
                whole.into_iter().collect()
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

/// Sentences left in English beside Japanese: behind a label, in a cell, behind a translated sentence or before one.
fn left_behind(text: &str, source: &SourceWords<'_>, kept: &Kept<'_>) -> Vec<(Span, Severity)> {
    let mut found = Vec::new();
    for run in joined_at_commas(text, latin_runs(text)) {
        let inside: Vec<&str> = words(run.of(text)).map(|(_, word)| word).collect();
        let n_plain = inside.iter().filter(|word| is_plain(word)).count();
        let is_sentence = LEFT_BEHIND <= inside.len()
            && is_sentence_case(&inside)
            && inside.iter().any(|word| is_stop_word(word));
        // A run of plain words alone is found word by word.
        if !is_sentence || n_plain == inside.len() {
            continue;
        }
        let rest = text[run.end..].trim_start();
        let behind = rest.strip_prefix(['.', '!', '?', '。', '！', '？']);
        // A particle behind the mark makes the sentence a quotation.
        let is_particle = |c: char| PARTICLES.contains(c);
        let ends = behind.is_some_and(|behind| !behind.starts_with(is_particle));
        let is_end = ends || rest.is_empty() && !kept.is_full_of_terms;
        let before = text[..run.start].trim_end();
        let is_first = before.is_empty() && SENTENCE <= inside.len();
        let begins = is_first
            || before.ends_with([
                ':', '：', '。', '.', '!', '?', '！', '？', '）', ')', '／', '/', '―', '—', '–',
                '-', '|', '｜', '、', '」', '・', '…',
            ]);
        let is_copy = inside.iter().all(|word| source.has(&fold(word)));
        let is_end = is_end && (ends || n_capitals_behind(&inside) == 0);
        if is_end
            && begins
            && is_copy
            && !is_set_apart(text, run)
            && !CodeSpans::new(text).touches(run)
        {
            let is_long = SENTENCE <= inside.len() && !kept.is_full_of_terms;
            let severity = if is_long {
                Severity::Error
            } else {
                Severity::Warning
            };
            found.push((run, severity));
        }
    }
    found
}

/// Whether words are written as a sentence is, and not as a title: few behind the first have a capital.
fn is_sentence_case(words: &[&str]) -> bool {
    3 * n_capitals_behind(words) < words.len()
}

/// How many words behind the first are not in lower case.
fn n_capitals_behind(words: &[&str]) -> usize {
    let behind = words.iter().skip(1);
    behind
        .filter(|word| !is_plain(word) && !matches!(**word, "I" | "a"))
        .count()
}

/// A segment of one word or more without any Japanese that is the original itself: a short sentence, a heading, a button.
fn short_segment(
    text: &str,
    source: &SourceWords<'_>,
    kept: &Kept<'_>,
    view: &View<'_>,
) -> Option<(Span, Severity)> {
    const PROSE: [char; 12] = [' ', '.', ',', '!', '?', '\'', '’', '…', '-', '"', '“', '”'];
    let text = text.trim_end();
    let found: Vec<&str> = words(text).map(|(_, word)| word).collect();
    let first = *found.first()?;
    let is_prose = |c: char| c.is_alphabetic() || PROSE.contains(&c);
    let is_copy = found.iter().all(|word| source.has(&fold(word)));
    let begins = is_plain(first) || is_capitalised(first) || first.len() <= 2;
    if !is_copy || !begins || !is_sentence_case(&found) || !text.chars().all(is_prose) {
        return None;
    }
    let known = found.iter().filter(|word| {
        let word = fold(word);
        is_function_word(&word) || view.lexicon().has_stem(&stem(&word))
    });
    let n_known = known.count();
    let has_function = found.iter().any(|word| is_stop_word(word));
    let is_title = n_capitals_behind(&found) != 0;
    let is_stopped = text
        .trim_end_matches(['"', '”'])
        .ends_with(['.', '!', '?', '…']);
    let severity = match (is_stopped, found.len()) {
        (true, 1 | 2) if kept.is_full_of_terms || n_known < found.len() => return None,
        (true, 1) => Severity::Hint,
        (true, 2) => Severity::Warning,
        (true, n) if 2 * n_known < n => return None,
        (true, n) if n < SENTENCE || kept.is_full_of_terms => Severity::Warning,
        (true, _) => Severity::Error,
        (false, n) if n < HEADING || kept.is_full_of_terms || is_title => return None,
        (false, _) if has_function => Severity::Warning,
        (false, _) => return None,
    };
    Some((Span::new(0, text.len()), severity))
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
