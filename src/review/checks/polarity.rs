//! A negation, or a question, that only one side of a pair has; always a hint.
//!
//! In: the words of both sides that negate (`data/review/negations.tsv`) and the ends of their sentences. A pair of as many
//! sentences on both sides is compared sentence by sentence. O(bytes).
//!
//! No alarm is raised for: idioms that negate nothing (not only, no doubt; かもしれない, なければならない); a Japanese negation
//! where the English has a word that says as much (only, few, fail), or elsewhere than at the end; long sentences, and pairs
//! that the aligner is not sure of; a question put as a request or with な, ね, だろう; a Japanese question for "I wonder".

use crate::anchor::interjection::interjections;
use crate::review::checks::lists::{NEGATIONS, SENTENCES};
use crate::review::finding::{Check, Draft, Severity};
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

/// Compares every sure pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let languages = (
        view.source.document.language(),
        view.target.document.language(),
    );
    if languages != (Language::English, Language::Japanese) {
        return;
    }
    let segmenters = [Language::English, Language::Japanese].map(Segmenter::new);
    for (k, bead) in view.pairs() {
        if bead.confidence < SURE {
            continue;
        }
        let at = (
            view.source.span(&bead.source),
            view.target.span(&bead.target),
        );
        for (source, target) in
            sentences(&segmenters, view.source_text(bead), view.target_text(bead))
        {
            compare(
                view,
                k,
                (source.shifted(at.0.start), target.shifted(at.1.start)),
                out,
            );
        }
    }
}

/// The sentences of both sides that belong together: one by one if there are as many, else all.
fn sentences(segmenters: &[Segmenter; 2], source: &str, target: &str) -> Vec<(Span, Span)> {
    let [ours, theirs] = [(0, source), (1, target)].map(|(k, text)| segmenters[k].sentences(text));
    if ours.len() == theirs.len() {
        ours.into_iter().zip(theirs).collect()
    } else {
        vec![(Span::new(0, source.len()), Span::new(0, target.len()))]
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
        Side::Source(span) => (span.shifted(at.0.start), at.1),
        Side::Target(span) => (at.0, span.shifted(at.1.start)),
    };
    out.push(
        draft(Check::Polarity, Severity::Hint, bead)
            .source([source])
            .target([target])
            .because(english, japanese),
    );
}

/// What only one side has, and where.
enum Side {
    Source(Span),
    Target(Span),
}

type Difference = (&'static str, &'static str, Side);

fn negation(source: &str, target: &str) -> Option<Difference> {
    let (ours, theirs) = (english_negation(source), japanese_negation(target));
    match (ours, theirs) {
        (Some(span), None)
            if !list("japanese_weak")
                .iter()
                .any(|weak| target.contains(weak)) =>
        {
            Some((
                "the original is negated, the translation is not",
                "原文は否定だが、訳文に否定がない",
                Side::Source(span),
            ))
        }
        (None, Some((span, true))) if !may_negate(source) => Some((
            "the translation is negated, the original is not",
            "訳文は否定だが、原文に否定がない",
            Side::Target(span),
        )),
        _ => None,
    }
}

/// A negation in English.
fn english_negation(text: &str) -> Option<Span> {
    let folded = text.to_ascii_lowercase().replace('’', "'");
    if list("english_idiom")
        .iter()
        .any(|idiom| folded.contains(idiom))
    {
        return None;
    }
    let word = words(text).find(|(span, word)| {
        let said = fold(word);
        let is_name = said == "none" && *word == "None" && 0 < span.start;
        let rest = &text[span.end..];
        let after = words(rest).next().map(|(_, word)| fold(word));
        let is_clause = after.is_none_or(|after| word::is_stop_word(&after));
        let is_answer =
            said == "no" && (is_clause || rest.starts_with([',', '.', '!', ';', '-', '?']));
        !is_answer && !is_name && list("english").contains(&&*said)
    });
    let contracted = || {
        let at = text.find("n't").or_else(|| text.find("n’t"))?;
        let end = at + text[at..].find('t')? + 1;
        let letters = text[..at].chars().rev().take_while(|c| c.is_alphabetic());
        let start = at - letters.map(char::len_utf8).sum::<usize>();
        Some(Span::new(start, end))
    };
    word.map(|(span, _)| span).or_else(contracted)
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

/// A negation in Japanese, and whether the sentence ends with it.
fn japanese_negation(text: &str) -> Option<(Span, bool)> {
    let covered: Vec<Span> = list("japanese_idiom")
        .iter()
        .flat_map(|idiom| {
            text.match_indices(idiom)
                .map(|(at, idiom)| Span::new(at, at + idiom.len()))
        })
        .collect();
    let free = |span: &Span| {
        !covered
            .iter()
            .any(|idiom| idiom.start < span.end && span.start < idiom.end)
    };
    let found = list("japanese")
        .iter()
        .flat_map(|word| {
            text.match_indices(word)
                .map(|(at, word)| Span::new(at, at + word.len()))
        })
        .filter(free)
        .max_by_key(|span| span.end)?;
    let rest = text[found.end..].trim_end_matches(['。', '」', '』', '！', '!', '.', '…', '）']);
    let is_end = rest.is_empty()
        || matches!(
            rest,
            "でした" | "です" | "た" | "のです" | "のだ" | "よ" | "ね"
        );
    let is_verb = ["ない", "ません", "なかっ", "なかった"].contains(&found.of(text));
    Some((found, is_end && is_verb))
}

/// A question on one side only.
fn question(source: &str, target: &str) -> Option<Difference> {
    const CLOSING: [char; 12] = [
        '。', '」', '』', '）', ')', '"', '”', '’', '\'', ' ', '!', '！',
    ];
    const POLITE: [&str; 5] = ["です", "ます", "ました", "でした", "ません"];
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
    if interjections(source, Language::English).is_whole {
        return None;
    }
    let is_short = words(source).nth(SHORTEST).is_none();
    let (ours, theirs) = (
        source.trim_end_matches(CLOSING),
        target.trim_end_matches(CLOSING),
    );
    let last = |text: &str| {
        let c = text.chars().next_back().map_or(0, char::len_utf8);
        Span::new(text.len() - c, text.len())
    };
    if ours.ends_with('?') && !theirs.contains(['？', '?']) && !theirs.contains("か。") {
        let asks = ASKS.iter().any(|end| theirs.ends_with(end));
        let has_word = [
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
        ]
        .iter()
        .any(|word| theirs.contains(word));
        let is_polite = POLITE.iter().any(|end| theirs.ends_with(end));
        let quotes = ["か」", "か』", "かと", "か、", "か，"];
        let is_quoted = quotes.iter().any(|end| theirs.contains(end));
        let is_statement = is_polite || !has_word && !is_short;
        return (!asks && !is_quoted && is_statement).then(|| {
            (
                "the original asks, the translation does not",
                "原文は疑問文だが、訳文はそうではない",
                Side::Source(last(ours)),
            )
        });
    }
    if is_short || is_inverted(source) {
        return None;
    }
    let asks = theirs.ends_with(['？', '?']) || target.ends_with("か。");
    let folded = source.to_ascii_lowercase();
    let reported = [
        "wonder", "whether", "let's", "let’s", "shall", "why", "how", "what", "who", "if ",
        "maybe", "perhaps", "may ", "might", "should", "would",
    ];
    let is_statement = ours.ends_with('.')
        && !source.contains('?')
        && !reported.iter().any(|word| folded.contains(word));
    (asks && is_statement).then(|| {
        (
            "the translation asks, the original does not",
            "訳文は疑問文だが、原文はそうではない",
            Side::Target(last(theirs)),
        )
    })
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
