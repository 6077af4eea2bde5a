//! Two things that exchanged who does something to whom: the dog chased the cat, 猫が犬を追いかけた.
//!
//! In: the sure pairs whose original is "THING does (to) THING" or "THING is done by THING", and the dictionary. Out: a warning where the
//! one who acts is acted on. O(bytes of such a pair). Names have a file of their own, `exchanged.rs`.
//!
//! No alarm is raised for: things that the dictionary does not know in both places; passive sentences and verbs of receiving; verbs
//! of feeling, whose Japanese has the one who feels as its subject (the news surprised him); a side that is negated.

use crate::review::check::Check;
use crate::review::checks::compared::place;
use crate::review::checks::polarity::is_negated;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::Span;
use crate::text::script::is_hiragana;
use crate::text::word::{is_function_word, is_stop_word, stem, words};

/// Below this confidence a pair is not compared.
const SURE: f32 = 0.8;
/// Words of a sentence whose order says who acts on whom.
const MOST_WORDS: usize = 16;
const DETERMINERS: [&str; 15] = [
    "the", "a", "an", "this", "that", "these", "those", "my", "your", "his", "her", "its", "our",
    "their", "every",
];
const MODALS: [&str; 8] = [
    "shall", "will", "must", "may", "can", "should", "would", "could",
];
const BEING: [&str; 6] = ["is", "are", "was", "were", "be", "been"];
/// Beginnings of verbs of feeling and causing, and of verbs that a thing does to nothing.
const FEELING: [&str; 30] = [
    "surpris",
    "shock",
    "amaz",
    "astonish",
    "pleas",
    "delight",
    "disappoint",
    "excit",
    "impress",
    "satisf",
    "bor",
    "interest",
    "annoy",
    "worr",
    "frighten",
    "scar",
    "upset",
    "move",
    "mov",
    "touch",
    "confus",
    "help",
    "made",
    "mak",
    "let",
    "caus",
    "enabl",
    "allow",
    "forc",
    "remind",
];
/// Beginnings of verbs to whose receiver に stands.
const GIVING: [&str; 14] = [
    "notif", "tell", "told", "pay", "paid", "teach", "taught", "lend", "lent", "send", "sent",
    "inform", "answer", "report",
];
/// Beginnings of verbs, each with the converse in Japanese, whose subject is the other person: lend and 借りる.
const CONVERSE: [(&str, &[&str]); 10] = [
    ("lend", &["借"]),
    ("lent", &["借"]),
    ("borrow", &["貸"]),
    ("teach", &["習", "教わ", "学"]),
    ("taught", &["習", "教わ", "学"]),
    ("learn", &["教え"]),
    ("sell", &["買"]),
    ("sold", &["買"]),
    ("buy", &["売"]),
    ("bought", &["売"]),
];
const SUBJECT: [&str; 2] = ["は", "が"];
/// Japanese of receiving and of what is done to somebody, where the one who is named first does not act.
pub(super) const RECEIVED: [&str; 11] = [
    "れた",
    "れる",
    "れて",
    "れま",
    "られ",
    "もら",
    "くれ",
    "いただ",
    "受け",
    "によ",
    "より",
];
/// The same in verbs whose other side has a verb of its own.
const LENT_OR_TAUGHT: [&str; 2] = ["借り", "教わ"];

/// Looks at every sure pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    if !view.is_english_to_japanese() || view.lexicon().is_empty() {
        return;
    }
    for (k, bead) in view.pairs().filter(|(_, bead)| SURE <= bead.confidence) {
        let (source, target) = (view.source_text(bead), view.target_text(bead));
        let Some(deed) = Deed::read(source) else {
            continue;
        };
        let Some(places) = deed.exchanged(view, source, target) else {
            continue;
        };
        if is_negated(source) || is_negated(target) {
            continue;
        }
        let [one, other] = deed.things.map(|span| span.of(source));
        let starts = [&view.source, &view.target];
        let start = starts[0].span(&bead.source).start;
        let target_start = starts[1].span(&bead.target).start;
        out.push(
            draft(Check::Opposite, Severity::Warning, k)
                .source(deed.things.map(|span| span.shifted(start)))
                .target(places.map(|span| span.shifted(target_start)))
                .because(
                    format!("“{one}” and “{other}” are exchanged"),
                    format!("「{one}」と「{other}」が入れ替わっている"),
                ),
        );
    }
}

/// What a thing does to another: the first thing that is named, the deed, and the second.
struct Deed {
    things: [Span; 2],
    verb: Span,
    is_passive: Passive,
}

#[derive(Clone, Copy, PartialEq)]
enum Passive {
    Yes,
    No,
}

impl Deed {
    /// Reads "the THING (shall) VERB the THING …" and "the THING was VERB by the THING …".
    fn read(source: &str) -> Option<Self> {
        let all: Vec<(Span, &str)> = words(source).take(MOST_WORDS + 1).collect();
        if MOST_WORDS < all.len() || source.contains(['"', '“', ';', '?', '(']) {
            return None;
        }
        let is = |at: usize, list: &[&str]| {
            let word = all.get(at).map(|(_, word)| word.to_ascii_lowercase());
            word.is_some_and(|word| list.contains(&&*word))
        };
        let thing = |at: usize| {
            let at = at + usize::from(is(at, &DETERMINERS));
            let (span, word) = *all.get(at)?;
            (!is_stop_word(word) && word.is_ascii()).then_some((span, at + 1))
        };
        let (one, at) = thing(0)?;
        let at = at + usize::from(is(at, &MODALS));
        let is_passive = match is(at, &BEING) {
            true => Passive::Yes,
            false => Passive::No,
        };
        let at = at + usize::from(is_passive == Passive::Yes);
        let (verb, word) = *all.get(at)?;
        let at = at + 1 + usize::from(is_passive == Passive::Yes);
        if is_passive == Passive::Yes && !is(at - 1, &["by"]) {
            return None;
        }
        let has_determiner = is(at, &DETERMINERS);
        let (other, next) = thing(at)?;
        // A noun or name behind it makes it the first part of another thing.
        let ends = source[other.end..].starts_with(['.', '!', ','])
            || all.get(next).is_none_or(|(_, word)| is_function_word(word));
        let folded = word.to_ascii_lowercase();
        let is_deed = !is_stop_word(word) && !begins_as(&folded, &FEELING);
        (is_deed && ends && has_determiner).then_some(Deed {
            things: [one, other],
            verb,
            is_passive,
        })
    }

    /// The places of both things, if the one who is acted on is the subject of the translation and acts on the other.
    fn exchanged(&self, view: &View<'_>, source: &str, target: &str) -> Option<[Span; 2]> {
        let mut received = RECEIVED.iter().chain(&LENT_OR_TAUGHT);
        if received.any(|word| target.contains(word)) {
            return None;
        }
        let [one, other] = self.things.map(|span| span.of(source));
        if stem(&one.to_lowercase()) == stem(&other.to_lowercase()) {
            return None;
        }
        let verb = self.verb.of(source).to_lowercase();
        let (actor, patient) = match self.is_passive {
            Passive::Yes => (other, one),
            Passive::No => (one, other),
        };
        let subject = place(view, patient, target, &SUBJECT)?;
        let object = match begins_as(&verb, &GIVING) {
            true => place(view, actor, target, &["を", "に"])?,
            false => place(view, actor, target, &["を"])?,
        };
        // Nothing but a time or a place stands before the subject.
        let before = &target[..subject.start];
        let is_first = !before.contains(['を', 'が', 'は', '、', '「']);
        let behind = &target[object.end..];
        let lexicon = view.lexicon();
        let stem = stem(&verb);
        let mut keys = lexicon.entries_led_by(&stem);
        let is_said = keys.any(|entry| {
            let root = lexicon.key(entry).trim_end_matches(is_hiragana);
            !root.is_empty() && behind.contains(root)
        });
        (is_first && subject.end < object.start && is_said).then_some([subject, object])
    }
}

/// Whether the original has a verb and the translation its converse: lend and 借りる.
pub(super) fn is_converse(english: &str, japanese: &str) -> bool {
    words(english).any(|(_, word)| {
        let word = word.to_lowercase();
        let mut known = CONVERSE.iter().filter(|(verb, _)| word.starts_with(verb));
        known.any(|(_, seen)| seen.iter().any(|one| japanese.contains(one)))
    })
}

/// Whether the translation of "Ken lent Lisa a tent" has Lisa as its subject: リサはケンにテントを借りた. `verb` is the span of the
/// original's verb; the subject of the translation is one of the words behind it.
pub(super) fn is_seen_from_the_other(
    view: &View<'_>,
    (source, target): (&str, &str),
    verb: Span,
) -> bool {
    is_converse(verb.of(source), target)
        && words(&source[verb.end..])
            .any(|(_, word)| !is_stop_word(word) && place(view, word, target, &SUBJECT).is_some())
}

/// Whether a word in lower case begins as one of a list does.
fn begins_as(word: &str, beginnings: &[&str]) -> bool {
    beginnings.iter().any(|one| word.starts_with(one))
}
