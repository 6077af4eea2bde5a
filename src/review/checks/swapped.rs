//! Two numbers that exchanged the things they count: 3 cars and 5 bicycles, 車5台と自転車3台. Dates beside them count nothing.
//!
//! In: the pairs with the same two counting numbers on both sides, and the dictionary. Out: warnings. O(bytes of such a pair).
//!
//! No alarm is raised for: things of which the dictionary does not know both; a thing that stands with both numbers; a Japanese
//! sentence in which nothing divides the numbers.

use crate::name::sounds_alike;
use crate::number::{Number, NumberKind};
use crate::review::check::Check;
use crate::review::finding::{Draft, Severity};
use crate::review::name_words::katakana_runs;
use crate::review::view::{View, draft};
use crate::text::Span;
use crate::text::script::is_kanji;
use crate::text::word::{is_stop_word, stem, words};

/// Below this confidence a pair is not compared.
const SURE: f32 = 0.8;
/// English words behind a number, or before it, among which is what it counts.
const NEAR: usize = 4;
/// How likely a katakana word must sound like an English one that it renders.
const HEARD: f32 = 0.6;
/// English words that end what a number counts.
const ENDING: [&str; 18] = [
    "and", "or", "but", "while", "with", "to", "from", "for", "in", "on", "at", "by", "against",
    "than", "is", "are", "was", "were",
];
/// What divides the things that are counted in Japanese, and what ends a row of them.
const DIVIDING: [&str; 11] = [
    "、",
    "，",
    "と",
    "や",
    "及び",
    "および",
    "・",
    "に対し",
    "が",
    "は",
    "を",
];
const CLOSING: [char; 5] = ['、', '，', '。', '「', '」'];

/// Looks at the pairs with two numbers.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    if !view.is_english_to_japanese() {
        return;
    }
    for (k, bead) in view.pairs().filter(|(_, bead)| SURE <= bead.confidence) {
        let ours = counting(view.source.numbers(&bead.source));
        let theirs = counting(view.target.numbers(&bead.target));
        let (Some([one, other]), Some([first, second])) = (ours, theirs) else {
            continue;
        };
        let keys = [one, other, first, second].map(Number::key);
        if keys[0] == keys[1] {
            continue;
        }
        // The places of the two numbers of the original in the translation.
        let places = match keys {
            [one, other, first, second] if one == first && other == second => [0, 1],
            [one, other, first, second] if one == second && other == first => [1, 0],
            _ => continue,
        };
        let source = view.source.span(&bead.source);
        let target = view.target.span(&bead.target);
        let counted = Counted {
            view,
            english: things((one.span, other.span), source, view.source.text()),
            japanese: match parts((first.span, second.span), target, view.target.text()) {
                Some(parts) => places.map(|place| parts[place]),
                None => continue,
            },
        };
        if counted.are_exchanged() {
            out.push(
                draft(Check::Number, Severity::Warning, k)
                    .source([one.span, other.span])
                    .target([first.span, second.span])
                    .because(
                        "two numbers with each other's thing",
                        "二つの数値が入れ替わっている",
                    ),
            );
        }
    }
}

/// The two numbers of a side that count, if there are no others of this kind: a date counts nothing.
fn counting(numbers: &[Number]) -> Option<[&Number; 2]> {
    let counts = |number: &&Number| {
        matches!(
            number.kind,
            NumberKind::Cardinal | NumberKind::Percent | NumberKind::Currency
        )
    };
    let mut all = numbers.iter().filter(counts);
    let both = [all.next()?, all.next()?];
    all.next().is_none().then_some(both)
}

/// What two numbers count, and what the translation has beside each of them.
struct Counted<'v, 'a> {
    view: &'v View<'a>,
    english: [Vec<&'a str>; 2],
    japanese: [&'a str; 2],
}

impl Counted<'_, '_> {
    fn are_exchanged(&self) -> bool {
        let stands = |thing: usize, part: usize| {
            let mut words = self.english[thing].iter();
            words.any(|word| self.is_in(word, self.japanese[part]))
        };
        stands(0, 1) && stands(1, 0) && !stands(0, 0) && !stands(1, 1)
    }

    /// Whether a part of the translation has a word that the dictionary knows for an English one.
    fn is_in(&self, word: &str, part: &str) -> bool {
        let mut runs = katakana_runs(part);
        if runs.any(|run| sounds_alike(word, run.of(part)).is_some_and(|score| HEARD <= score)) {
            return true;
        }
        let lexicon = self.view.lexicon();
        let stem = stem(&word.to_lowercase());
        let mut entries = lexicon.entries_led_by(&stem);
        entries.any(|entry| {
            let key = lexicon.key(entry);
            part.match_indices(key).any(|(at, _)| {
                let before = part[..at].chars().next_back();
                !(key.starts_with(is_kanji) && before.is_some_and(is_kanji))
            })
        })
    }
}

/// The words that may be what each of two English numbers counts: those behind it, or before it if there are none.
fn things((one, other): (Span, Span), pair: Span, text: &str) -> [Vec<&str>; 2] {
    let behind = [
        &text[one.end..other.start],
        &text[other.end..pair.end.max(other.end)],
    ];
    let before = [
        &text[pair.start.min(one.start)..one.start],
        &text[one.end..other.start],
    ];
    [0, 1].map(|at| {
        let clause = behind[at].split([',', '.', ';', ':', '(', ')']).next();
        let clause = words(clause.unwrap_or_default()).map(|(_, word)| word);
        let found = clause.take_while(|word| !ENDING.contains(word)).take(NEAR);
        let found: Vec<&str> = found.filter(|word| !is_stop_word(word)).collect();
        if !found.is_empty() {
            return found;
        }
        let clause = before[at].rsplit([',', '.', ';', ':', '(', ')']).next();
        let clause: Vec<&str> = words(clause.unwrap_or_default())
            .map(|(_, word)| word)
            .collect();
        let last = clause.iter().rev().take(NEAR);
        last.take_while(|word| !["and", "or", "but"].contains(word))
            .filter(|word| !is_stop_word(word))
            .copied()
            .collect()
    })
}

/// The parts of a Japanese sentence that belong to each of two numbers, if something divides them.
fn parts((one, other): (Span, Span), pair: Span, text: &str) -> Option<[&str; 2]> {
    let between = &text[one.end..other.start];
    let at = DIVIDING
        .iter()
        .filter_map(|mark| between.find(mark))
        .min()?;
    let divided = one.end + at;
    let before = &text[pair.start.min(one.start)..one.start];
    let start = before.rfind(CLOSING).map_or(0, |at| at);
    let behind = &text[other.end..pair.end.max(other.end)];
    // Behind を stands the verb, which may belong to either thing.
    let end = behind.find(CLOSING).unwrap_or(behind.len());
    let end = behind.find('を').map_or(end, |object| end.min(object));
    Some([
        &text[one.start - before.len() + start..divided],
        &text[divided..other.end + end],
    ])
}
