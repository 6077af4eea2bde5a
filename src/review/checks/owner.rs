//! Whose something is, given to another person: our prices by 貴社の価格, your father by 私の父, her brother by 彼の兄.
//!
//! In: the possessives of the sure pairs, the nouns behind them, and the dictionary. Out: hints. O(bytes), and O(renderings) for the few
//! pairs whose translation has a possessive of another person.
//!
//! No alarm is raised for: an original that has a possessive of that other person too; a noun that the dictionary does not know
//! right behind the Japanese possessive; speech, in which the persons turn.

use crate::review::check::Check;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft_instead};
use crate::text::Span;
use crate::text::script::{is_kanji, is_katakana};
use crate::text::word::{stem, words};

/// Below this confidence a pair is not compared.
const SURE: f32 = 0.8;
/// Words behind a possessive among which its noun is.
const NEAR: usize = 3;

/// The possessives of a person, in English with the words for the person himself, and in Japanese.
struct Person {
    possessives: &'static [&'static str],
    others: &'static [&'static str],
    japanese: &'static [&'static str],
}

const FIRST: Person = Person {
    possessives: &["my", "our"],
    others: &["mine", "ours", "own"],
    japanese: &[
        "私の",
        "わたしの",
        "僕の",
        "ぼくの",
        "俺の",
        "弊社の",
        "当社の",
        "わが社の",
        "我が社の",
        "我々の",
        "われわれの",
        "私たちの",
        "私どもの",
    ],
};
const SECOND: Person = Person {
    possessives: &["your"],
    others: &["yours", "own"],
    japanese: &[
        "あなたの",
        "君の",
        "きみの",
        "貴社の",
        "御社の",
        "貴殿の",
        "お前の",
        "貴方の",
    ],
};
const HIS: Person = Person {
    possessives: &["his"],
    others: &["him", "he", "man", "men", "boy"],
    japanese: &["彼の"],
};
const HER: Person = Person {
    possessives: &["her"],
    others: &["she", "hers", "woman", "women", "girl"],
    japanese: &["彼女の"],
};

/// Whose it is, and whose it became.
const PAIRS: [(&Person, &Person); 4] = [
    (&FIRST, &SECOND),
    (&SECOND, &FIRST),
    (&HIS, &HER),
    (&HER, &HIS),
];

/// Looks at every sure pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    if view.lexicon().is_empty() {
        return;
    }
    for (k, bead) in view.pairs().filter(|(_, bead)| SURE <= bead.confidence) {
        let (source, target) = (view.source_text(bead), view.target_text(bead));
        // Most translations have no such word.
        let possible = PAIRS.iter().filter(|(_, other)| {
            let mut all = other.japanese.iter();
            all.any(|one| target.contains(one)) && !source.contains(['"', '“'])
        });
        for (one, other) in possible {
            let Some((word, place)) = given_to_another(view, (source, target), (one, other)) else {
                continue;
            };
            let check = (Check::Opposite, Severity::Hint);
            out.push(draft_instead(view, check, k, (word, place)));
        }
    }
}

/// A possessive of one person and the noun behind it, with the same noun behind a possessive of another in the translation.
fn given_to_another(
    view: &View<'_>,
    (source, target): (&str, &str),
    (one, other): (&Person, &Person),
) -> Option<(Span, Span)> {
    let all: Vec<(Span, &str)> = words(source).collect();
    let is = |word: &str, list: &[&str]| list.contains(&&*word.to_ascii_lowercase());
    let says_other =
        |&(_, word): &(Span, &str)| is(word, other.possessives) || is(word, other.others);
    if all.iter().any(says_other) || one.japanese.iter().any(|own| stands_in(own, target)) {
        return None;
    }
    let owned = all
        .iter()
        .enumerate()
        .filter(|(_, (_, word))| is(word, one.possessives));
    let mut nouns = owned.flat_map(|(at, possessive)| {
        let behind = all[at + 1..].iter().take(NEAR);
        behind.map(move |noun| (possessive.0, *noun))
    });
    nouns.find_map(|(possessive, (span, noun))| {
        let place = behind_possessive(view, noun, target, other.japanese)?;
        Some((Span::new(possessive.start, span.end), place))
    })
}

/// Where a word for a noun stands right behind a possessive.
fn behind_possessive(
    view: &View<'_>,
    noun: &str,
    target: &str,
    possessives: &[&str],
) -> Option<Span> {
    let lexicon = view.lexicon();
    let stem = stem(&noun.to_lowercase());
    let keys: Vec<&str> = lexicon
        .entries_led_by(&stem)
        .map(|entry| lexicon.key(entry))
        .collect();
    possessives.iter().find_map(|possessive| {
        let end = place(possessive, target)? + possessive.len();
        let rest = target[end..]
            .strip_prefix(['お', 'ご'])
            .unwrap_or(&target[end..]);
        let known = keys.iter().filter(|key| rest.starts_with(**key));
        let key = known.max_by_key(|key| key.len())?;
        // The whole of a compound is shown.
        let behind = rest[key.len()..].trim_start_matches(is_kanji);
        Some(Span::new(
            end - possessive.len(),
            target.len() - behind.len(),
        ))
    })
}

/// Where a possessive begins that is no part of another word: 田中君の, 彼女の.
fn place(possessive: &str, target: &str) -> Option<usize> {
    let mut places = target.match_indices(possessive);
    let place = places.find(|(at, _)| {
        let before = target[..*at].chars().next_back();
        before.is_none_or(|c| !is_kanji(c) && !is_katakana(c))
    });
    place.map(|(at, _)| at)
}

fn stands_in(possessive: &str, target: &str) -> bool {
    place(possessive, target).is_some()
}
