//! A negation, or a question, that only one side of a pair has; always a hint.
//!
//! In: the words of both sides that negate (`data/review/negations.tsv`) and the ends of their sentences. A pair of as many
//! sentences on both sides is compared sentence by sentence. O(bytes).
//!
//! No alarm is raised for: idioms that negate nothing (not only, no doubt; かもしれない, なければならない); a Japanese negation
//! where the English has a word that says as much (only, few, fail), or elsewhere than at the end; long sentences, and pairs
//! that the aligner is not sure of; a question put as a request or with な, ね, だろう; a Japanese question for "I wonder".

use std::sync::LazyLock;

use memchr::memchr;
use memchr::memmem::Finder;

use crate::anchor::interjection::interjections;
use crate::review::check::Check;
use crate::review::checks::lists::{NEGATIONS, Patterns, SENTENCES};
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::segment::Segmenter;
use crate::text::word::{self, fold, words};
use crate::text::{Language, Span};

/// Below this confidence a pair is not compared.
const SURE: f32 = 0.8;
/// Longest original, in bytes: in a longer one negation wanders.
const LONGEST: usize = 400;
/// Words of a sentence beyond which its question or statement counts.
const SHORTEST: usize = 3;

fn list(name: &str) -> &'static [&'static str] {
    NEGATIONS.of(name)
}

/// The Japanese words that negate, and the phrases with such a piece that negate nothing.
static JAPANESE: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(list("japanese")));
static JAPANESE_IDIOMS: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::new(list("japanese_idiom")));
static JAPANESE_WEAK: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(list("japanese_weak")));
static ENGLISH_IDIOMS: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(list("english_idiom")));

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
        || contraction(source).is_some()
        || has_negated_verb(target)
        || has_negation(source)
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
    static ENDS: LazyLock<[Finder<'_>; VERBS.len()]> = LazyLock::new(|| VERBS.map(Finder::new));
    ENDS.iter().any(|end| end.find(text.as_bytes()).is_some())
}

/// Whether a Japanese text holds a question.
fn asks(text: &str) -> bool {
    static MARK: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("？"));
    static END: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("か。"));
    let bytes = text.as_bytes();
    memchr(b'?', bytes).is_some() || MARK.find(bytes).is_some() || END.find(bytes).is_some()
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
    if LONGEST < source.len().max(target.len() / 2) {
        return;
    }
    let found = negation(source, target).or_else(|| question(source, target));
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

/// What only one side has, and where.
enum Place {
    Source(Span),
    Target(Span),
}

type Difference = (&'static str, &'static str, Place);

fn negation(source: &str, target: &str) -> Option<Difference> {
    match japanese_negation(target) {
        None => {
            let span = english_negation(source)?;
            (!JAPANESE_WEAK.stand_in(target)).then_some((
                "the original is negated, the translation is not",
                "原文は否定だが、訳文に否定がない",
                Place::Source(span),
            ))
        }
        Some((span, true)) if !may_negate(source) && english_negation(source).is_none() => Some((
            "the translation is negated, the original is not",
            "訳文は否定だが、原文に否定がない",
            Place::Target(span),
        )),
        Some(_) => None,
    }
}

/// A negation in English.
fn english_negation(text: &str) -> Option<Span> {
    let mut words_of = words(text).filter(|(_, word)| negates(word));
    let word = words_of.find(|(span, word)| {
        let is_name = *word == "None" && 0 < span.start;
        let rest = &text[span.end..];
        let is_answer = || {
            let after = words(rest).next().map(|(_, word)| fold(word));
            let is_clause = after.is_none_or(|after| word::is_stop_word(&after));
            is_clause || rest.starts_with([',', '.', '!', ';', '-', '?'])
        };
        !(is_name || fold(word) == "no" && is_answer())
    });
    let found = word.map(|(span, _)| span).or_else(|| contraction(text))?;
    let folded = text.to_ascii_lowercase().replace('’', "'");
    (!ENGLISH_IDIOMS.stand_in(&folded)).then_some(found)
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

/// Whether an English sentence without a negation may be rendered by one.
fn may_negate(text: &str) -> bool {
    let folded = text.to_ascii_lowercase().replace('’', "'");
    let weak = |word: &str| list("english_weak").contains(&word) || list("english").contains(&word);
    let negative = |word: &str| {
        ["un", "in", "im", "dis", "non", "mis"]
            .iter()
            .any(|prefix| word.starts_with(prefix))
            || word.ends_with("less")
    };
    folded.contains("n't")
        || folded
            .split(|c: char| !c.is_ascii_alphabetic())
            .any(|word| weak(word) || 5 <= word.len() && negative(word))
        || list("english_weak")
            .iter()
            .any(|weak| weak.contains(' ') && folded.contains(weak))
}

/// The negated ends of verbs and adjectives.
const VERBS: [&str; 4] = ["ない", "ません", "なかっ", "なかった"];

/// A negation in Japanese, and whether the sentence ends with it.
fn japanese_negation(text: &str) -> Option<(Span, bool)> {
    let negations: Vec<(usize, Span)> = JAPANESE.found_in(text).collect();
    if negations.is_empty() {
        return None;
    }
    let mut idioms: Vec<(usize, Span)> = Vec::new();
    for (idiom, span) in JAPANESE_IDIOMS.found_in(text) {
        let overlaps = |known: &(usize, Span)| known.0 == idiom && span.start < known.1.end;
        if !idioms.iter().rev().any(overlaps) {
            idioms.push((idiom, span));
        }
    }
    let free = |span: &Span| {
        let overlaps = |idiom: &Span| idiom.start < span.end && span.start < idiom.end;
        !idioms.iter().any(|(_, idiom)| overlaps(idiom))
    };
    let free = negations.into_iter().filter(|(_, span)| free(span));
    let (_, found) = free.max_by_key(|&(word, span)| (span.end, word, span.start))?;
    let rest = text[found.end..].trim_end_matches(['。', '」', '』', '！', '!', '.', '…', '）']);
    let is_end = rest.is_empty()
        || matches!(
            rest,
            "でした" | "です" | "た" | "のです" | "のだ" | "よ" | "ね"
        );
    Some((found, is_end && VERBS.contains(&found.of(text))))
}

/// Marks behind the end of a sentence.
const CLOSING: [char; 12] = [
    '。', '」', '』', '）', ')', '"', '”', '’', '\'', ' ', '!', '！',
];

/// A question on one side only.
fn question(source: &str, target: &str) -> Option<Difference> {
    let ours = source.trim_end_matches(CLOSING);
    let theirs = target.trim_end_matches(CLOSING);
    let is_lost = ours.ends_with('?') && !asks(theirs);
    let is_new = (theirs.ends_with(['？', '?']) || target.ends_with("か。"))
        && ours.ends_with('.')
        && !source.contains('?');
    if !(is_lost || is_new) || interjections(source, Language::English).is_whole {
        return None;
    }
    let is_short = words(source).nth(SHORTEST).is_none();
    let last = |text: &str| {
        let c = text.chars().next_back().map_or(0, char::len_utf8);
        Span::new(text.len() - c, text.len())
    };
    if is_lost {
        let may_be_short = !is_short && !has_question_word(theirs);
        return (states(theirs) && (is_polite(theirs) || may_be_short)).then(|| {
            (
                "the original asks, the translation does not",
                "原文は疑問文だが、訳文はそうではない",
                Place::Source(last(ours)),
            )
        });
    }
    (!is_short && !is_inverted(source) && !reports(source)).then(|| {
        (
            "the translation asks, the original does not",
            "訳文は疑問文だが、原文はそうではない",
            Place::Target(last(theirs)),
        )
    })
}

/// Whether a Japanese sentence neither ends as a question nor quotes one.
fn states(text: &str) -> bool {
    const ASKS: [&str; 9] = [
        "か",
        "の",
        "かな",
        "かしら",
        "ね",
        "な",
        "だろう",
        "ください",
        "下さい",
    ];
    const QUOTED: [&str; 5] = ["か」", "か』", "かと", "か、", "か，"];
    let asks = ASKS.iter().any(|end| text.ends_with(end));
    !asks && !QUOTED.iter().any(|end| text.contains(end))
}

/// Whether a Japanese sentence ends in a polite form.
fn is_polite(text: &str) -> bool {
    const POLITE: [&str; 5] = ["です", "ます", "ました", "でした", "ません"];
    POLITE.iter().any(|end| text.ends_with(end))
}

/// Whether a Japanese sentence has a word that asks.
fn has_question_word(text: &str) -> bool {
    const ASKING: [&str; 10] = [
        "何",
        "なぜ",
        "どう",
        "誰",
        "いつ",
        "どこ",
        "どれ",
        "どの",
        "いくつ",
        "なに",
    ];
    ASKING.iter().any(|word| text.contains(word))
}

/// Whether an English statement has a word that a question may render.
fn reports(source: &str) -> bool {
    const REPORTED: [&str; 16] = [
        "wonder", "whether", "let's", "let’s", "shall", "why", "how", "what", "who", "if ",
        "maybe", "perhaps", "may ", "might", "should", "would",
    ];
    let folded = source.to_ascii_lowercase();
    REPORTED.iter().any(|word| folded.contains(word))
}

/// Whether a sentence has its verb before its subject, as questions that are not written with ? have.
fn is_inverted(source: &str) -> bool {
    let (verbs, subjects) = (
        SENTENCES.of("english_verb"),
        SENTENCES.of("english_subject"),
    );
    let folded: Vec<String> = words(source).map(|(_, word)| fold(word)).collect();
    let is_pair = |pair: &[String]| verbs.contains(&&*pair[0]) && subjects.contains(&&*pair[1]);
    folded.windows(2).any(is_pair)
        || folded
            .first()
            .is_some_and(|first| verbs.contains(&&**first))
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
