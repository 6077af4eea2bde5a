//! Two things that exchanged who does something to whom: the dog chased the cat, 猫が犬を追いかけた.
//!
//! In: the sure pairs whose original is "THING does (to) THING" or "THING is done by THING", and the dictionary. Out: a warning where the
//! one who acts is acted on. O(bytes of such a pair). Names have a file of their own, `exchanged.rs`.
//!
//! No alarm is raised for: things that the dictionary does not know in both places; a subject of another clause; passive sentences
//! and verbs of receiving; verbs of feeling, whose Japanese has the one who feels as its subject (the news surprised him); a side
//! that is negated.

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
/// Beginnings of verbs behind whose receiver に stands.
const GIVING: [&str; 22] = [
    "notif", "tell", "told", "pay", "paid", "teach", "taught", "lend", "lent", "send", "sent",
    "inform", "answer", "report", "thank", "owe", "owing", "ask", "show", "promis", "order",
    "warn",
];
/// Roots of renderings, beside those of the dictionary, by how the English verb begins.
const SAID: [(&str, &[&str]); 21] = [
    ("thank", &["礼", "感謝"]),
    ("owe", &["借", "負", "滞納", "債"]),
    ("sue", &["訴"]),
    ("suing", &["訴"]),
    ("ask", &["頼", "尋", "聞", "質問", "求"]),
    ("paid", &["払"]),
    ("pay", &["払"]),
    ("taught", &["教"]),
    ("teach", &["教"]),
    ("prais", &["褒", "ほめ", "称", "たた"]),
    ("beat", &["破", "下し", "勝", "倒"]),
    ("defeat", &["破", "下し", "勝", "倒"]),
    ("accus", &["非難", "訴", "告発", "責"]),
    ("blam", &["責", "非難"]),
    ("invit", &["招", "誘"]),
    ("hir", &["雇", "採用"]),
    ("rescu", &["救", "助"]),
    ("sav", &["救", "助"]),
    ("bit", &["噛", "かん", "かみ", "咬"]),
    ("warn", &["警告", "注意"]),
    ("promis", &["約束"]),
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
const SUBJECT: [&str; 6] = ["は", "が", "たちは", "たちが", "らは", "らが"];
const OBJECT: [&str; 3] = ["を", "たちを", "らを"];
const RECEIVER: [&str; 6] = ["を", "に", "たちを", "たちに", "らを", "らに"];
/// What stands before the subject of a clause.
const SETTINGS: [&str; 7] = [
    "、",
    "をめぐって",
    "をめぐり",
    "について",
    "に関して",
    "のため",
    "のことで",
];
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
    if view.lexicon().is_empty() {
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
        let (mut other, mut next) = thing(at)?;
        // Two names are compared elsewhere: without a determiner, the first thing may be one.
        let is_name = 0 < one.start
            && other
                .of(source)
                .starts_with(|c: char| c.is_ascii_uppercase());
        let folded = word.to_ascii_lowercase();
        let gives = begins_as(&folded, &GIVING);
        let ends = |other: Span, next: usize| {
            source[other.end..].starts_with(['.', '!', ','])
                || all.get(next).is_none_or(|(_, word)| is_function_word(word))
        };
        // A noun or name behind it makes it the first part of another thing: its former auditor.
        if has_determiner && !gives && !ends(other, next) {
            (other, next) = (all.get(next)?.0, next + 1);
        }
        let ends = gives || ends(other, next);
        let is_deed = !is_stop_word(word) && !begins_as(&folded, &FEELING);
        (is_deed && ends && (has_determiner || is_name)).then_some(Deed {
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
            true => place(view, actor, target, &RECEIVER)?,
            false => place(view, actor, target, &OBJECT)?,
        };
        // Before the subject stands a time or a place, or another clause.
        let before = &target[..subject.start];
        let ends = SETTINGS
            .iter()
            .filter_map(|one| Some(before.rfind(one)? + one.len()));
        let clause = ends.max().unwrap_or(0);
        let is_first = !before[clause..].contains(['を', 'が', 'は', '「']);
        let between = target.get(subject.end..object.start)?;
        let between = between.trim_start_matches(['た', 'ち', 'ら']);
        // In 猫が追う犬を the subject belongs to another verb.
        let is_of_verb =
            between.starts_with('は') || !between.ends_with(['た', 'る', 'う', 'く', 'す', 'い']);
        let behind = &target[object.end..];
        let lexicon = view.lexicon();
        let stem = stem(&verb);
        let mut keys = lexicon.entries_led_by(&stem);
        let mut known = SAID.iter().filter(|(begin, _)| verb.starts_with(begin));
        let is_said = known.any(|(_, roots)| roots.iter().any(|root| behind.contains(root)))
            || keys.any(|entry| {
                let root = lexicon.key(entry).trim_end_matches(is_hiragana);
                !root.is_empty() && behind.contains(root)
            });
        (is_first && is_of_verb && is_said).then_some([subject, object])
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
