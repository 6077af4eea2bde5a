//! A negation, or a question, that only one side of a pair has; always a hint.
//!
//! In: the words of both sides that negate (`data/review/negations.tsv`) and the ends of their sentences. A pair of as many
//! sentences on both sides is compared sentence by sentence. O(bytes).
//!
//! No alarm is raised for: idioms that negate nothing (not only, no doubt; かもしれない, なければならない); a phrase that
//! Japanese puts without a negation (not good: 悪い; `data/review/negated_phrases.tsv`), a prohibition with な, a tag question;
//! a negation in code, or that the translation has in English; a Japanese negation where the English has a word that says as much
//! (only, few, fail) or Japanese needs one (しか…ない, 問題ない), or elsewhere than at the end; long sentences, and pairs that the
//! aligner is not sure of. `question.rs` compares questions and requests, `modality.rs` what may and must be done.

use std::sync::LazyLock;

use memchr::memchr;
use memchr::memmem::Finder;
use rustc_hash::FxHashSet;

use crate::review::check::Check;
use crate::review::checks::code::CodeSpans;
use crate::review::checks::lists::{AFFIRMED_PHRASES, NEGATED_PHRASES, NEGATIONS, Patterns};
use crate::review::checks::modality::{self, modality, necessity};
use crate::review::checks::notes;
use crate::review::checks::question::{Difference, Place, asks, question, request};
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::segment::Segmenter;
use crate::text::script::is_japanese;
use crate::text::word::{self, fold, words};
use crate::text::{Language, Span};

/// Below this confidence a pair is not compared.
const SURE: f32 = 0.8;
/// Longest original, in bytes: in a longer one negation wanders.
const LONGEST: usize = 400;
/// The least share of the words of a sentence that must meet. On 16,389 pairs of dialogue in free translation .2 took away 95 of 342
/// hints, nearly all false, and 1 of 100 planted errors; .34 took 151 and 6, by `plant-errors`.
const LEAST_MET: f32 = 0.2;
/// A sentence with fewer words tells nothing.
const FEWEST_WORDS: usize = 3;

fn list(name: &str) -> &'static [&'static str] {
    NEGATIONS.of(name)
}

/// The Japanese words that negate, and the phrases with such a piece that negate nothing.
static JAPANESE: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(list("japanese")));
static JAPANESE_IDIOMS: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::new(list("japanese_idiom")));
static JAPANESE_WEAK: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(list("japanese_weak")));
static JAPANESE_UNNEEDED: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::new(list("japanese_unneeded")));
static ENGLISH_IDIOMS: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(list("english_idiom")));

static TOO: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("too "));

/// Compares every sure pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let segmenters = [Language::English, Language::Japanese].map(Segmenter::new);
    for (k, bead) in view.pairs().filter(|(_, bead)| SURE <= bead.confidence) {
        let (source, target) = (view.source_text(bead), view.target_text(bead));
        if !may_differ(source, target) {
            continue;
        }
        let ours = view.source.span(&bead.source).start;
        let theirs = view.target.span(&bead.target).start;
        for (source, target) in sentences(&segmenters, source, target) {
            compare(view, k, (source.shifted(ours), target.shifted(theirs)), out);
        }
    }
}

/// Whether any sentences of a pair may differ: most pairs hold no negation and no question, and need not be divided.
fn may_differ(source: &str, target: &str) -> bool {
    memchr(b'?', source.as_bytes()).is_some()
        || asks(target)
        || source.starts_with("Please ")
        || TOO.find(source.as_bytes()).is_some()
        || contraction(source).is_some()
        || has_negated_verb(target)
        || has_negation(source)
        || modality::may_differ(source, target)
}

/// Whether an English text without a contraction has a word that negates.
fn has_negation(text: &str) -> bool {
    if text.is_ascii() {
        // Its words are found by their bytes alone.
        let mut words = text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric());
        words.any(is_negation)
    } else {
        words(text).any(|(_, word)| negates(word))
    }
}

/// Whether a Japanese text holds a negated end. All of its bytes are looked at for one of the few ends after another, many
/// at a time.
fn has_negated_verb(text: &str) -> bool {
    // なかった holds なかっ.
    const LOOKED_FOR: [&str; 3] = [VERBS[0], VERBS[1], VERBS[2]];
    static ENDS: LazyLock<[Finder<'_>; 3]> = LazyLock::new(|| LOOKED_FOR.map(Finder::new));
    ENDS.iter().any(|end| end.find(text.as_bytes()).is_some())
}

/// The sentences of both sides that belong together: one by one if there are as many, else all.
fn sentences(segmenters: &[Segmenter; 2], source: &str, target: &str) -> Vec<(Span, Span)> {
    let all = vec![(Span::new(0, source.len()), Span::new(0, target.len()))];
    let theirs = segmenters[1].sentences(target);
    if theirs.len() == 1 {
        return all;
    }
    let ours = segmenters[0].sentences(source);
    match ours.len() == theirs.len() {
        true => ours.into_iter().zip(theirs).collect(),
        false => all,
    }
}

/// Compares two sentences.
fn compare(view: &View<'_>, bead: usize, at: (Span, Span), out: &mut Vec<Draft>) {
    let (source, target) = (at.0.of(view.source.text()), at.1.of(view.target.text()));
    if LONGEST < source.len().max(target.len() / 2) || !target.contains(is_japanese) {
        return;
    }
    let is_literal = || is_word_for_word(view, bead);
    let negated = negation(source, target, &is_literal).filter(|_| !is_free(view, bead, at));
    let found = negated
        .or_else(|| question(source, target))
        .or_else(|| request(source, target))
        .or_else(|| too_much_done(source, target))
        .or_else(|| match may_deny(source) {
            true => necessity(source, target),
            false => modality(source, target),
        });
    let Some((english, japanese, side)) = found else {
        return;
    };
    let (source, target) = match side {
        Place::Source(span) => (span.shifted(at.0.start), at.1),
        Place::Target(span) => (at.0, span.shifted(at.1.start)),
    };
    out.push(
        draft(Check::Polarity, Severity::Hint, bead)
            .source([source])
            .target([target])
            .because(english, japanese),
    );
}

/// Whether a text, English or Japanese, has a word that negates, idioms apart. O(bytes).
pub(super) fn is_negated(text: &str) -> bool {
    if !text.contains(is_japanese) {
        return has_negation(text) || contraction(text).is_some();
    }
    // A kanji that negates (不, 無) is part of a word that is compared as it stands.
    let is_kana = |word: &str| {
        word.chars()
            .all(|c| ('ぁ'..='ゖ').contains(&c) || c == '、')
    };
    let mut negations = free_negations(text).into_iter();
    negations.any(|(word, _)| is_kana(list("japanese")[word]))
}

/// Whether a word before a quality turns it into its opposite: less expensive, hardly open, far from easy.
pub(super) fn is_turned(before: &str) -> bool {
    /// Words before the quality among which the word is looked for, and what divides it from them.
    const NEAR: usize = 3;
    const CLAUSE_MARKS: [char; 6] = [',', ';', ':', '.', '!', '?'];
    const TURNING: [&str; 18] = [
        "less", "least", "hardly", "barely", "scarcely", "rarely", "seldom", "far", "anything",
        "lack", "fail", "failed", "fails", "refuse", "refused", "stop", "stopped", "unlikely",
    ];
    let start = before.rfind(CLAUSE_MARKS).map_or(0, |at| at + 1);
    let near: Vec<&str> = words(&before[start..]).map(|(_, word)| word).collect();
    let last = near.iter().rev().take(NEAR);
    last.copied()
        .any(|word| TURNING.contains(&&*word.to_ascii_lowercase()))
}

/// Whether the translation has every word of its original that says something and negates nothing.
fn is_word_for_word(view: &View<'_>, bead: usize) -> bool {
    let bead = &view.beads[bead];
    let text = view.source.text();
    let whole = (
        view.source.span(&bead.source),
        view.target.span(&bead.target),
    );
    let (n, n_met) = view.n_met(bead, whole, |word| !negates(word.span.of(text)));
    n_met == n
}

/// Whether so few words of two sentences meet that the translation is free. Words that negate do not count. Without a dictionary,
/// or with few words, nothing can be said.
fn is_free(view: &View<'_>, bead: usize, at: (Span, Span)) -> bool {
    if view.lexicon().is_empty() {
        return false;
    }
    let text = view.source.text();
    let (n, n_met) = view.n_met(&view.beads[bead], at, |word| !negates(word.span.of(text)));
    FEWEST_WORDS <= n && (n_met as f32) < LEAST_MET * n as f32
}

/// A negation on one side only; `is_literal` says whether the translation has all other words of its original.
fn negation(source: &str, target: &str, is_literal: &dyn Fn() -> bool) -> Option<Difference> {
    match japanese_negation(target) {
        None => {
            let span = english_negation(source)?;
            let is_weak = JAPANESE_WEAK.stand_in(target)
                || is_negated_in_talk(target)
                || is_put_otherwise(source, target, is_literal);
            (!is_weak && !stands_in(span.of(source), target)).then_some((
                "the original is negated, the translation is not",
                "原文は否定だが、訳文に否定がない",
                Place::Source(span),
            ))
        }
        Some((span, true))
            if !may_negate(source)
                && !JAPANESE_UNNEEDED.stand_in(target)
                && !is_put_negated(source, target)
                || affirms_an_opinion(source) && denies_an_opinion(&target[..span.start])
                || is_too_much_alone(source) && denies_an_opinion(&target[..span.start]) =>
        {
            Some((
                "the translation is negated, the original is not",
                "訳文は否定だが、原文に否定がない",
                Place::Target(span),
            ))
        }
        Some(_) => None,
    }
}

/// "Too … to", which denies what the translation says was done: too tired to argue, 疲れて言い争った.
fn too_much_done(source: &str, target: &str) -> Option<Difference> {
    /// Words behind "too" among which the one is that is too much, and its "to".
    const NEAR: usize = 2;
    const PAST: [&str; 3] = ["た", "ました", "でした"];
    let at = TOO.find(source.as_bytes())?;
    let behind = &source[at + "too ".len()..];
    let end = behind.find([',', '.', ';', ':']).unwrap_or(behind.len());
    let mut near = words(&behind[..end]).map(|(_, word)| word);
    let is_turned = near.next().is_some() && near.take(NEAR).any(|word| word == "to");
    let is_done = PAST
        .iter()
        .any(|one| target.trim_end_matches(['。', '！']).ends_with(one));
    let is_word = !source[..at].ends_with(|c: char| c.is_alphanumeric());
    (is_word
        && is_turned
        && is_done
        && !has_negative_word(&source.to_ascii_lowercase().replace('’', "'"))
        && free_negations(target).is_empty()
        && !JAPANESE_WEAK.stand_in(target)
        && !list("japanese_too_much")
            .iter()
            .any(|one| target.contains(one)))
    .then_some((
        "the original says that it is too much to be done, the translation that it was done",
        "原文は「〜すぎてできない」だが、訳文はしたことになっている",
        Place::Source(Span::new(at, at + "too".len())),
    ))
}

/// Whether a sentence says with stress that somebody thinks something, and negates nothing: `I do think …`.
fn affirms_an_opinion(source: &str) -> bool {
    const STRESSED: [&str; 6] = [
        "do think",
        "does think",
        "do believe",
        "does believe",
        "do feel",
        "did think",
    ];
    let folded = source.to_ascii_lowercase();
    STRESSED.iter().any(|stressed| folded.contains(stressed)) && english_negation(source).is_none()
}

/// Whether only "too … to" may be what a negation renders: it denies that something is done, and no opinion.
fn is_too_much_alone(source: &str) -> bool {
    let folded = source.to_ascii_lowercase().replace('’', "'");
    too_much(&folded) && !has_negative_word(&folded) && !folded.contains("think")
}

/// Whether what stands before a negation is that somebody thinks something: とは思わ(ない).
fn denies_an_opinion(before: &str) -> bool {
    const THINKING: [&str; 6] = ["思わ", "思い", "思え", "考え", "信じ", "感じ"];
    THINKING.iter().any(|verb| before.ends_with(verb))
}

/// Whether a phrase of the original is one that the translation puts without a negation.
fn is_put_otherwise(source: &str, target: &str, is_literal: &dyn Fn() -> bool) -> bool {
    /// Phrases, and Japanese words, that only another word makes a positive sentence: nobody was hurt, 全員無事.
    const NOBODY: [&str; 2] = ["nobody", "no one"];
    const EVERYBODY: [&str; 5] = ["全", "皆", "いつも", "ずっと", "常に"];
    let folded = source.to_ascii_lowercase().replace('’', "'");
    // It isn't cheap is put as it is not cheap is.
    let full = folded.replace("n't ", " not ");
    let mut phrases = NEGATED_PHRASES.rows();
    phrases.any(|(phrase, japanese)| {
        (folded.contains(phrase) || full.contains(phrase))
            && japanese.iter().any(|word| {
                let is_opposed = NOBODY.contains(&phrase) || EVERYBODY.contains(word);
                // 誰もが affirms what nobody does.
                let is_affirmed = NOBODY.contains(&phrase) && target.contains("誰もが");
                target.contains(word) && !is_affirmed && !(is_opposed && is_literal())
            })
    })
}

/// Whether a phrase of the original is one that the translation puts with a negation.
fn is_put_negated(source: &str, target: &str) -> bool {
    let folded = source.to_ascii_lowercase();
    let mut phrases = AFFIRMED_PHRASES.rows();
    phrases.any(|(phrase, japanese)| {
        folded.contains(phrase) && japanese.iter().any(|word| target.contains(word))
    })
}

/// Whether a negation takes away another: not complete without, never … unless.
fn is_negated_twice(folded: &str) -> bool {
    const AGAIN: [&str; 2] = ["without", "unless"];
    let is = |list: &[&str]| {
        let mut words = folded.split(|c: char| !c.is_ascii_alphabetic());
        words.any(|word| list.contains(&word))
    };
    is(&AGAIN) && (folded.contains("n't ") || is(&["not", "never", "no", "nobody", "cannot"]))
}

/// Whether a translation holds the English word itself, as quoted messages and names of code do.
fn stands_in(word: &str, target: &str) -> bool {
    words(target).any(|(_, other)| other.eq_ignore_ascii_case(word))
}

/// A negation in English.
fn english_negation(text: &str) -> Option<Span> {
    let mut words_of = words(text).filter(|(_, word)| negates(word));
    let mut code = None;
    let word = words_of.find(|(span, word)| {
        let is_name = *word == "None" && 0 < span.start;
        let rest = &text[span.end..];
        let is_answer = || {
            let after = words(rest).next().map(|(_, word)| fold(word));
            let is_clause = after.is_none_or(|after| after == "no" || word::is_stop_word(&after));
            is_clause || rest.starts_with([',', '.', '!', ';', '-', '?'])
        };
        let code: &CodeSpans = code.get_or_insert_with(|| CodeSpans::new(text));
        let is_joined = text[..span.start].ends_with(['-', '_']) || rest.starts_with(['-', '_']);
        !(is_name || is_joined || code.touches(*span) || fold(word) == "no" && is_answer())
    });
    let found = word.map(|(span, _)| span);
    let found = found.or_else(|| contraction(text).filter(|span| !is_tag(text, *span)))?;
    let folded = text.to_ascii_lowercase().replace('’', "'");
    (!ENGLISH_IDIOMS.stand_in(&folded) && !is_negated_twice(&folded)).then_some(found)
}

/// Whether a contraction only asks for assent (…, aren't they?), or begins a question that expects it (Isn't it late?).
fn is_tag(text: &str, contraction: Span) -> bool {
    if !text.contains('?') {
        return false;
    }
    let mut behind = words(&text[contraction.end..]);
    let ends = behind.next().is_some_and(|(span, _)| {
        let rest = &text[contraction.end + span.end..];
        rest.trim_start().starts_with('?')
    });
    ends || words(&text[..contraction.start]).next().is_none()
}

/// Whether an English word is one that negates.
fn negates(word: &str) -> bool {
    match word.is_ascii() {
        true => is_negation(word.as_bytes()),
        false => is_negation(fold(word).as_bytes()),
    }
}

/// Whether an English word without accents, in any case of letters, is one that negates.
fn is_negation(word: &[u8]) -> bool {
    /// The words by their first letters.
    static BY_FIRST: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
        let mut words = vec![Vec::new(); 256];
        for word in list("english") {
            words[usize::from(word.as_bytes()[0])].push(*word);
        }
        words
    });
    let Some(first) = word.first().map(u8::to_ascii_lowercase) else {
        return false;
    };
    let mut known = BY_FIRST[usize::from(first)].iter();
    known.any(|known| known.as_bytes().eq_ignore_ascii_case(word))
}

/// A word that ends in n't.
fn contraction(text: &str) -> Option<Span> {
    static STRAIGHT: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("n't"));
    static CURLY: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("n’t"));
    let bytes = text.as_bytes();
    let at = STRAIGHT.find(bytes).or_else(|| CURLY.find(bytes))?;
    let end = at + text[at..].find('t')? + 1;
    let letters = text[..at].chars().rev().take_while(|c| c.is_alphabetic());
    let start = at - letters.map(char::len_utf8).sum::<usize>();
    Some(Span::new(start, end))
}

/// Whether an English sentence may be rendered by a negation: it has one itself, or a word that says as much.
fn may_negate(text: &str) -> bool {
    let folded = text.to_ascii_lowercase().replace('’', "'");
    has_negative_word(&folded) || too_much(&folded)
}

/// Whether an English sentence may deny what must or may be done: a word for a time, which Japanese may negate (before: しないうちに),
/// denies nothing.
fn may_deny(text: &str) -> bool {
    const TIMES: [&str; 3] = ["before", "late", "until"];
    if !may_negate(text) {
        return false;
    }
    let all: Vec<&str> = words(text).map(|(_, word)| word).collect();
    let is_time = |word: &&str| TIMES.contains(&&*word.to_ascii_lowercase());
    let rest: Vec<&str> = all.iter().filter(|word| !is_time(word)).copied().collect();
    rest.len() == all.len() || is_negated(text) || may_negate(&rest.join(" "))
}

/// Whether a text in lower case has a word that negates, or says as much as a negation.
fn has_negative_word(folded: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
        let words = list("english").iter().chain(list("english_weak"));
        words.copied().collect()
    });
    static PHRASES: LazyLock<Patterns> = LazyLock::new(|| {
        let phrases = list("english_weak").iter().copied();
        let phrases = phrases.filter(|phrase| phrase.contains(' '));
        Patterns::new(&phrases.collect::<Vec<_>>())
    });
    static BEGINNINGS: LazyLock<Patterns> =
        LazyLock::new(|| Patterns::new(list("english_negative")));
    let negative = |word: &str| 5 <= word.len() && word.ends_with("less") || BEGINNINGS.begin(word);
    folded.contains("n't")
        || folded
            .split(|c: char| !c.is_ascii_alphabetic())
            .any(|word| WORDS.contains(word) || negative(word))
        || PHRASES.stand_in(folded)
}

/// Whether a text says "too … to", which Japanese negates.
fn too_much(folded: &str) -> bool {
    let mut words = folded.split(|c: char| !c.is_ascii_alphabetic());
    words.any(|word| word == "too") && words.any(|word| word == "to" || word == "for")
}

/// The negated ends of verbs and adjectives.
const VERBS: [&str; 4] = ["ない", "ません", "なかっ", "なかった"];

/// A negation in Japanese, and whether the sentence ends with it.
fn japanese_negation(text: &str) -> Option<(Span, bool)> {
    let free = free_negations(text);
    let is_verb = |(_, span): &&(usize, Span)| VERBS.contains(&span.of(text));
    let verb = free.iter().filter(is_verb).map(|(_, span)| *span);
    // A verb at the end may be followed by ん。, which negates in other places.
    let last_verb = verb.max_by_key(|span| (span.end, std::cmp::Reverse(span.start)));
    if let Some(verb) = last_verb.filter(|verb| is_at_the_end(&text[verb.end..])) {
        return Some((verb, true));
    }
    let last = free
        .into_iter()
        .max_by_key(|&(word, span)| (span.end, word, span.start));
    last.map(|(_, found)| (found, false))
}

/// Whether a Japanese text may have a verb that is negated by ん, as in talk: 知らんぞ, 通れん！. Behind た, る and い the ん
/// is that of んだ, which negates nothing.
fn is_negated_in_talk(text: &str) -> bool {
    const BEFORE: &str = "らわかがまばれせえけてべき";
    const BEHIND: &str = "ぞよわねのだ！!？?…、。」―─";
    text.match_indices('ん').any(|(at, n)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + n.len()..].chars().next();
        before.is_some_and(|c| BEFORE.contains(c))
            && (behind.is_none_or(|c| BEHIND.contains(c))
                || ["が、", "じゃ"]
                    .iter()
                    .any(|end| text[at + n.len()..].starts_with(end)))
            && !text[..at].ends_with("ませ")
    })
}

/// Whether what follows a negated verb ends the sentence.
fn is_at_the_end(rest: &str) -> bool {
    const ENDS: [&str; 7] = ["でした", "です", "た", "のです", "のだ", "よ", "ね"];
    let rest = rest.trim_end_matches(['。', '」', '』', '！', '!', '.', '…', '）']);
    rest.is_empty() || ENDS.contains(&rest)
}

/// The words that negate in Japanese and their numbers, those of idioms left out.
fn free_negations(text: &str) -> Vec<(usize, Span)> {
    let mut negations: Vec<(usize, Span)> = JAPANESE.found_in(text).collect();
    if negations.is_empty() {
        return negations;
    }
    let mut idioms: Vec<(usize, Span)> = Vec::new();
    for (idiom, span) in JAPANESE_IDIOMS.found_in(text) {
        let overlaps = |known: &(usize, Span)| known.0 == idiom && span.start < known.1.end;
        if !idioms.iter().rev().any(overlaps) {
            idioms.push((idiom, span));
        }
    }
    let has_notes = notes::stand_in(text);
    negations.retain(|(_, span)| {
        if has_notes && notes::is_open_behind(&text[..span.start]) {
            return false;
        }
        let overlaps = |idiom: &Span| idiom.start < span.end && span.start < idiom.end;
        !idioms.iter().any(|(_, idiom)| overlaps(idiom))
    });
    negations
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_that_negate_are_found_by_their_bytes(
            words_of in prop::collection::vec("(no|NO|Not|never|nobody|cannot|Mary|it|é|5|n)[ .'’-]{0,2}", 0..6),
        ) {
            let text = words_of.concat();
            let expected = words(&text).any(|(_, word)| negates(word));
            if contraction(&text).is_none() {
                prop_assert_eq!(has_negation(&text), expected, "{}", text);
            }
        }
    }
}
