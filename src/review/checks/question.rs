//! A question that only one side of a pair has, or a request that became a report, for the check of polarity: always a hint.
//!
//! In: two sentences that belong together. Out: the difference. O(bytes).
//!
//! No alarm is raised for: a question put as a request, an offer or with な, ね, だろう; one that is quoted; a tag (all right?); a noun
//! for a question in a heading; a Japanese question for "I wonder", "please", "let me"; a Japanese question in the plain style, which
//! exclaims or suggests as often as it asks.

use std::sync::LazyLock;

use memchr::memchr;
use memchr::memmem::Finder;

use crate::anchor::interjection::interjections;
use crate::review::checks::lists::SENTENCES;
use crate::text::word::{fold, words};
use crate::text::{Language, Span};

/// Words of a sentence beyond which its question or statement counts.
const SHORTEST: usize = 3;
/// Marks behind the end of a sentence.
const CLOSING: [char; 12] = [
    '。', '」', '』', '）', ')', '"', '”', '’', '\'', ' ', '!', '！',
];

/// What only one side has, and where.
pub(super) enum Place {
    Source(Span),
    Target(Span),
}

/// What only one side has: a reason in both languages, and the place.
pub(super) type Difference = (&'static str, &'static str, Place);

/// Whether a Japanese text holds a question.
pub(super) fn asks(text: &str) -> bool {
    static MARK: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("？"));
    static END: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("か。"));
    let bytes = text.as_bytes();
    memchr(b'?', bytes).is_some() || MARK.find(bytes).is_some() || END.find(bytes).is_some()
}

/// A question on one side only.
pub(super) fn question(source: &str, target: &str) -> Option<Difference> {
    let ours = source.trim_end_matches(CLOSING);
    let theirs = target.trim_end_matches(CLOSING);
    // A mark that stands alone is a sign: * matches any text; ?
    let is_sign = ours.ends_with(" ?");
    let is_lost = ours.ends_with('?') && !is_sign && !asks(theirs);
    let exclaims = source.ends_with('!') && exclaims(ours);
    let is_new =
        (ours.ends_with('.') || exclaims) && !source.contains('?') && asks_politely(theirs);
    if !(is_lost || is_new) || interjections(source, Language::English).is_whole {
        return None;
    }
    let last = |text: &str| {
        let c = text.chars().next_back().map_or(0, char::len_utf8);
        Span::new(text.len() - c, text.len())
    };
    if is_lost {
        return is_dropped(ours, theirs).then(|| {
            (
                "the original asks, the translation does not",
                "原文は疑問文だが、訳文はそうではない",
                Place::Source(last(ours)),
            )
        });
    }
    let is_short = words(source).nth(SHORTEST).is_none();
    (!is_short && (exclaims || !is_inverted(source) && !reports(source))).then(|| {
        (
            "the translation asks, the original does not",
            "訳文は疑問文だが、原文はそうではない",
            Place::Target(last(theirs)),
        )
    })
}

/// Whether a Japanese sentence states what an English question asks.
fn is_dropped(source: &str, target: &str) -> bool {
    const TAGS: [&str; 9] = [
        "all right?",
        "right?",
        "okay?",
        "ok?",
        "you know?",
        "huh?",
        "yes?",
        "correct?",
        "see?",
    ];
    let tag = source.rsplit([',', '-', '…']).next().unwrap_or(source);
    let tag = tag.trim_start().to_ascii_lowercase();
    let may_ask = has_question_word(target) && !(asks_whether(source) && is_indirect(target));
    if !states(target) || may_ask || TAGS.contains(&&*tag) {
        return false;
    }
    if is_polite(target) {
        return true;
    }
    let is_short = words(source).nth(SHORTEST).is_none();
    let is_verb = target.ends_with(['る', 'た', 'だ', 'す', 'く']);
    !is_short && is_verb && (is_inverted(source) || asks_for_more(source)) && !suggests(source)
}

/// Whether an English sentence exclaims: What a day!, How bright it is!
fn exclaims(source: &str) -> bool {
    const BEGINNINGS: [&str; 3] = ["What a ", "What an ", "How "];
    BEGINNINGS.iter().any(|one| source.starts_with(one))
}

/// Whether an English question is answered by yes or no.
fn asks_whether(source: &str) -> bool {
    let first = words(source).next().map(|(_, word)| fold(word));
    first.is_some_and(|first| SENTENCES.of("english_verb").contains(&&*first))
}

/// Whether an English question begins with why, when or the like and its verb.
fn asks_for_more(source: &str) -> bool {
    let mut begin = words(source).map(|(_, word)| fold(word));
    let (first, second) = (begin.next(), begin.next());
    let is = |word: Option<String>, list: &str| {
        word.is_some_and(|word| SENTENCES.of(list).contains(&&*word))
    };
    is(first, "english_question") && is(second, "english_verb")
}

/// Whether a Japanese sentence says that somebody knows or asks something: どこにあるか知っている.
fn is_indirect(text: &str) -> bool {
    const KNOWING: [&str; 8] = [
        "か知",
        "かを知",
        "かわか",
        "か分か",
        "か教え",
        "か覚え",
        "か聞",
        "かご存",
    ];
    KNOWING.iter().any(|one| text.contains(one))
}

/// What an English sentence asks to be done, and the Japanese one says was done.
pub(super) fn request(source: &str, target: &str) -> Option<Difference> {
    const PLEASE: &str = "Please ";
    const REPORTS: [&str; 6] = ["find", "note", "see", "accept", "be", "forgive"];
    const DONE: [&str; 4] = ["ました", "ましたが", "ております", "ています"];
    let asked = source.strip_prefix(PLEASE)?;
    let (_, verb) = words(asked).next()?;
    let end = target.trim_end_matches(CLOSING);
    let is_done = DONE.iter().any(|one| end.ends_with(one));
    let is_asked = || {
        SENTENCES
            .of("request")
            .iter()
            .any(|one| target.contains(one))
    };
    (is_done && !REPORTS.contains(&verb) && !is_asked()).then_some((
        "the original asks for something, the translation says that it was done",
        "原文は依頼だが、訳文は済んだことになっている",
        Place::Source(Span::new(0, PLEASE.len() - 1)),
    ))
}

/// Whether an English question offers or invites.
fn suggests(source: &str) -> bool {
    const OFFERS: [&str; 9] = [
        "shall we",
        "should we",
        "we should",
        "why don't",
        "why don’t",
        "why not",
        "how about",
        "what about",
        "let's",
    ];
    let folded = source.to_ascii_lowercase();
    OFFERS.iter().any(|word| folded.contains(word))
}

/// Whether a Japanese sentence is a question in the polite style, and no request or offer.
fn asks_politely(text: &str) -> bool {
    const POLITE: [&str; 4] = ["ですか", "ますか", "ましたか", "でしたか"];
    const REQUESTS: [&str; 8] = [
        "いただけますか",
        "頂けますか",
        "もらえますか",
        "くれますか",
        "くださいますか",
        "下さいますか",
        "いいですか",
        "よろしいですか",
    ];
    let text = text.trim_end_matches(['？', '?', '。']);
    let ends = |ends: &[&str]| ends.iter().any(|end| text.ends_with(end));
    ends(&POLITE) && !ends(&REQUESTS)
}

/// Whether a Japanese sentence neither ends as a question, request or offer nor quotes a question.
fn states(text: &str) -> bool {
    const ASKS: [&str; 14] = [
        "か",
        "の",
        "かな",
        "かしら",
        "ね",
        "な",
        "だろう",
        "でしょう",
        "ましょう",
        "ください",
        "下さい",
        "ちょうだい",
        "お願いします",
        "願います",
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
    const ASKING: [&str; 11] = [
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
        "なんという",
    ];
    ASKING.iter().any(|word| text.contains(word))
}

/// Whether an English statement has a word that a question may render, or begins as what a program says to its user, which a question
/// may render too.
fn reports(source: &str) -> bool {
    const CHOSEN: [&str; 6] = ["select ", "choose ", "specify ", "enter ", "pick ", "set "];
    const REPORTED: [&str; 24] = [
        "wonder",
        "whether",
        "let's",
        "let’s",
        "let me",
        "shall",
        "why",
        "how",
        "what",
        "who",
        "if ",
        "maybe",
        "perhaps",
        "may ",
        "might",
        "should",
        "would",
        "could",
        "please",
        "i'd like",
        "i’d like",
        "hope",
        "guess",
        "tell me",
    ];
    let folded = source.to_ascii_lowercase();
    let is_choice = CHOSEN.iter().any(|word| folded.starts_with(word));
    is_choice || REPORTED.iter().any(|word| folded.contains(word))
}

/// Whether a sentence has its verb before its subject, as questions have.
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
