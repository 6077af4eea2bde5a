//! A quantity that became one that it excludes: all of them by 一部, most people by 少ない, few by 大勢, none of them by 半数.
//!
//! In: the sure pairs and `data/review/quantities.tsv`. Out: warnings with the word and what stands in its place. O(bytes).
//!
//! No alarm is raised for: a translation with any word for the quantity; an original with another word of quantity, or an idiom
//! (after all, quite a few); pairs of which a side is negated (not all: 一部); long pairs.

use std::sync::LazyLock;

use crate::review::check::Check;
use crate::review::checks::lists::{Patterns, QUANTITIES};
use crate::review::checks::polarity::is_negated;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft_instead};
use crate::text::Span;
use crate::text::word::words;

/// Below this confidence a pair is not compared.
const SURE: f32 = 0.8;
/// Longest original, in bytes: in a longer one the other quantity is of something else.
const LONGEST: usize = 160;

/// The kinds of quantity.
const KINDS: [&str; 7] = ["all", "some", "most", "few", "half", "both", "none"];

/// What is known of one kind.
struct Quantity {
    kind: &'static str,
    english: Vec<&'static str>,
    explained: Vec<&'static str>,
    rendered: Patterns,
    turned: Patterns,
    chance: Patterns,
}

static KNOWN: LazyLock<Vec<Quantity>> = LazyLock::new(|| {
    let known = KINDS.iter().map(|kind| {
        let list = |part: &str| QUANTITIES.of(&format!("{kind}-{part}")).to_vec();
        Quantity {
            kind,
            english: list("english"),
            explained: list("explained"),
            rendered: Patterns::new(&list("rendered")),
            turned: Patterns::new(&list("turned")),
            chance: Patterns::new(&list("chance")),
        }
    });
    known.collect()
});

/// What stands for any kind in place of one that it excludes: few translations hold such a word.
static TURNED: LazyLock<Patterns> = LazyLock::new(|| {
    let lists = KINDS.map(|kind| QUANTITIES.of(&format!("{kind}-turned")));
    Patterns::new(&lists.concat())
});

/// Looks for quantities in every sure pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    for (k, bead) in view.pairs().filter(|(_, bead)| SURE <= bead.confidence) {
        let (source, target) = (view.source_text(bead), view.target_text(bead));
        if LONGEST < source.len() || !TURNED.stand_in(target) {
            continue;
        }
        let mut found = KNOWN.iter().filter_map(|one| one.turned(source, target));
        let Some((word, place)) = found.next() else {
            continue;
        };
        let check = (Check::Opposite, Severity::Warning);
        out.push(draft_instead(view, check, k, (word, place)));
    }
}

impl Quantity {
    /// Where an original has this quantity, and its translation one that it excludes.
    fn turned(&self, source: &str, target: &str) -> Option<(Span, Span)> {
        let (_, place) = self.turned.found_in(target).next()?;
        let folded = source.to_ascii_lowercase();
        let word = self.english.iter().find_map(|one| find(&folded, one))?;
        let is_explained = self
            .explained
            .iter()
            .any(|one| find(&folded, one).is_some());
        let is_rendered = || {
            let mut rendered = self.rendered.found_in(target);
            rendered.any(|(_, other)| other.end <= place.start || place.end <= other.start)
        };
        let is_by_chance = || self.chance.stand_in(target);
        // None of them did is put as どれも…しなかった.
        let is_denied = || match self.kind {
            "none" => false,
            _ => is_negated(source) || is_negated(&without(target, place)),
        };
        (!is_explained && !is_rendered() && !is_by_chance() && !is_denied())
            .then_some((word, place))
    }
}

/// A text without a part of it: 少ない alone negates nothing.
fn without(text: &str, part: Span) -> String {
    format!("{}{}", &text[..part.start], &text[part.end..])
}

/// Where a word or some words stand in a text in lower case, each as a whole.
fn find(text: &str, phrase: &str) -> Option<Span> {
    let mut all = text
        .match_indices(phrase)
        .map(|(at, _)| Span::new(at, at + phrase.len()));
    all.find(|span| {
        let mut whole = words(&text[span.start..]);
        let first = phrase.split(' ').next().unwrap_or_default();
        let begins = !text[..span.start].ends_with(|c: char| c.is_alphanumeric());
        let ends = !text[span.end..].starts_with(|c: char| c.is_alphanumeric());
        begins && ends && whole.next().is_some_and(|(_, word)| word == first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_whole() {
        for (text, phrase, expected) in [
            ("all of it", "all", Some(0)),
            ("small and tall", "all", None),
            ("a few of them", "a few", Some(0)),
            ("they were all there", "all", Some(10)),
        ] {
            assert_eq!(
                find(text, phrase).map(|span| span.start),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn every_kind_has_all_its_lists() {
        for one in KNOWN.iter() {
            assert!(!one.english.is_empty() && !one.explained.is_empty());
        }
    }
}
