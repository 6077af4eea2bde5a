//! What may or need not be done and became forbidden or required, and what must be done and became allowed, for the check of polarity.
//!
//! In: two sentences that belong together. Out: the difference. O(bytes).
//!
//! No alarm is raised for: an original that says both; a negated original; what only may be so (かもしれない).

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::review::checks::lists::{MODALITY, Patterns};
use crate::review::checks::question::{Difference, Place};
use crate::text::Span;
use crate::text::word::{fold, words};

/// Japanese for what is forbidden, required, and allowed.
static FORBIDDEN: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::new(MODALITY.of("japanese_forbids")));
static REQUIRED: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::new(MODALITY.of("japanese_requires")));
static ALLOWED: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::new(MODALITY.of("japanese_allows")));
static UNREQUIRED: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::new(MODALITY.of("japanese_requires_not")));
static NEEDLESS: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::new(MODALITY.of("japanese_needless")));

static SURELY: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(MODALITY.of("japanese_surely")));
static POSSIBLE: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::new(MODALITY.of("japanese_possible")));

/// Words behind which "can" is a thing.
const NOUNS_BEFORE_CAN: [&str; 8] = [
    "a", "the", "tin", "trash", "empty", "beer", "oil", "watering",
];

/// Whether a pair may differ though neither side is negated.
pub(super) fn may_differ(source: &str, target: &str) -> bool {
    static REQUIRING: LazyLock<[Finder<'_>; 7]> = LazyLock::new(|| {
        [
            "ust ", "hall ", "hould ", "equir", "blig", "mpulsory", "andatory",
        ]
        .map(Finder::new)
    });
    static NEEDING: LazyLock<[Finder<'_>; 8]> = LazyLock::new(|| {
        [
            "務が",
            "必要があ",
            "必要がござ",
            "を禁じ",
            "禁止",
            "必ず",
            "いなく",
            "確実に",
        ]
        .map(Finder::new)
    });
    let has = |finders: &[Finder<'_>], text: &str| {
        let mut all = finders.iter();
        all.any(|finder| finder.find(text.as_bytes()).is_some())
    };
    has(&*REQUIRING, source) || has(&*NEEDING, target)
}

/// What only may be so on one side and is sure on the other, or what must be done and only can be.
fn certainty(source: &str, target: &str) -> Option<Difference> {
    let lacks = |list: &str| english(source, list).is_none();
    if SURELY.stand_in(target) && !POSSIBLE.stand_in(target) && lacks("english_surely") {
        let word = english(source, "english_possible")?;
        return Some((
            "the original says that it may be so, the translation that it is sure",
            "原文は可能性だが、訳文は断定になっている",
            Place::Source(word),
        ));
    }
    let end = target.trim_end_matches(['。', '！', '」', '）', '.', '!']);
    let can = MODALITY.of("japanese_can");
    let is_possible = can.iter().any(|one| end.ends_with(one));
    if !is_possible || target.contains("必") || !lacks("english_so_that") {
        return None;
    }
    let word = english(source, "english_compels")?;
    Some((
        "the original requires, the translation allows",
        "原文は義務だが、訳文は許可になっている",
        Place::Source(word),
    ))
}

/// What may be done on one side and may not or must on the other; the original has nothing that negates.
pub(super) fn modality(source: &str, target: &str) -> Option<Difference> {
    let (forbids, requires) = (FORBIDDEN.stand_in(target), REQUIRED.stand_in(target));
    let allows = ALLOWED.stand_in(target);
    if !(forbids || requires || allows) {
        return certainty(source, target);
    }
    if UNREQUIRED.stand_in(target) {
        return None;
    }
    let is_otherwise = || english(source, "english_otherwise").is_some();
    let reason = if forbids && !allows && !is_otherwise() {
        let reasons = (
            "the original allows, the translation forbids",
            "原文は許可だが、訳文は禁止になっている",
        );
        ("english_permits", reasons)
    } else if requires && !allows && !is_otherwise() {
        let reasons = (
            "the original allows, the translation requires",
            "原文は許可だが、訳文は義務になっている",
        );
        ("english_allows", reasons)
    } else if allows && !requires && english(source, "english_permits").is_none() {
        let reasons = (
            "the original requires, the translation allows",
            "原文は義務だが、訳文は許可になっている",
        );
        ("english_requires", reasons)
    } else {
        return None;
    };
    let (list, (in_english, in_japanese)) = reason;
    let word = english(source, list)?;
    Some((in_english, in_japanese, Place::Source(word)))
}

/// What need not be done on one side and may not on the other; the original is negated.
pub(super) fn necessity(source: &str, target: &str) -> Option<Difference> {
    let (forbids, needless) = (FORBIDDEN.stand_in(target), NEEDLESS.stand_in(target));
    let requires = REQUIRED.stand_in(target) && !UNREQUIRED.stand_in(target);
    if forbids == needless && (forbids || !requires) {
        return None;
    }
    let folded = source.to_ascii_lowercase().replace('’', "'");
    let full = folded.replace("n't", " not");
    let says = |list: &str| {
        let mut phrases = MODALITY.of(list).iter();
        phrases.any(|phrase| full.contains(phrase))
    };
    let reason = match [says("english_needless"), says("english_forbids")] {
        [true, false] if forbids => (
            "the original says that it need not be done, the translation forbids it",
            "原文は「しなくてよい」だが、訳文は禁止になっている",
        ),
        [true, false] if requires && !needless => (
            "the original says that it need not be done, the translation requires it",
            "原文は「しなくてよい」だが、訳文は義務になっている",
        ),
        [false, true] if needless => (
            "the original forbids, the translation says that it need not be done",
            "原文は禁止だが、訳文は「しなくてよい」になっている",
        ),
        _ => return None,
    };
    let whole = Span::new(0, source.len());
    Some((reason.0, reason.1, Place::Source(whole)))
}

/// The first word of a list in an English text. May inside a sentence is the month, and a tin can is none.
fn english(text: &str, list: &str) -> Option<Span> {
    let known = MODALITY.of(list);
    let mut before = "";
    words(text).find_map(|(span, word)| {
        let is_name = word == "May" && !before.is_empty();
        let is_thing = word == "can" && NOUNS_BEFORE_CAN.contains(&before);
        before = word;
        (!is_name && !is_thing && known.contains(&&*fold(word))).then_some(span)
    })
}
