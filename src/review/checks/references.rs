//! Numbers of sections, chapters and figures that one side leaves out as a rule: one finding with all its places.
//!
//! In: the findings of numbers that one side lacks. Out: the same, those behind one word (Section 3.1.1, 第3章, 図2) as one where most
//! of that word's numbers are missing on the other side. O(findings), and O(numbers) where there is such a word.

use std::collections::BTreeMap;

use crate::align::Bead;
use crate::review::check::Check;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft, in_english, in_japanese};
use crate::text::word::words;
use crate::text::{Span, part};

/// Places from which on what is left out is a habit.
const HABIT: usize = 4;
/// Bytes before a number in which its word stands.
const BEFORE: usize = 24;
/// English words before the number of a part of a text, and their plurals.
const ENGLISH: [&str; 13] = [
    "section", "chapter", "figure", "fig", "table", "page", "appendix", "listing", "example",
    "equation", "part", "clause", "article",
];
/// Japanese before such a number, and behind it.
const JAPANESE_BEFORE: [&str; 7] = ["図", "表", "例", "式", "付録", "リスト", "ページ"];
const JAPANESE_BEHIND: [&str; 8] = ["節", "章", "条", "項", "頁", "ページ", "編", "部"];

/// Adds the findings of numbers, those of one habit as one.
pub(super) fn gather(view: &View<'_>, found: Vec<Draft>, out: &mut Vec<Draft>) {
    let mut by_word: BTreeMap<Reference, Vec<Draft>> = BTreeMap::new();
    for one in found {
        match Reference::of(view, &one) {
            Some(reference) => by_word.entry(reference).or_default().push(one),
            None => out.push(one),
        }
    }
    for (reference, found) in by_word {
        if HABIT <= found.len() && reference.n_in(view) < 2 * found.len() {
            out.push(reference.report(&found));
        } else {
            out.extend(found);
        }
    }
}

/// The word of a number that one side lacks.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Reference {
    OfSource(&'static str),
    OfTarget(&'static str),
}

impl Reference {
    fn of(view: &View<'_>, found: &Draft) -> Option<Self> {
        match (&found.source[..], &found.target[..]) {
            ([number], []) => english(view.source.text(), *number).map(Reference::OfSource),
            ([], [number]) => japanese(view.target.text(), *number).map(Reference::OfTarget),
            _ => None,
        }
    }

    /// How many numbers of the pairs have the word.
    fn n_in(&self, view: &View<'_>) -> usize {
        let of_pair = |bead: &Bead| {
            let (side, segments) = match self {
                Reference::OfSource(_) => (&view.source, &bead.source),
                Reference::OfTarget(_) => (&view.target, &bead.target),
            };
            let numbers = side.numbers(segments).iter();
            numbers
                .filter(|n| self.is_word_of(side.text(), n.span))
                .count()
        };
        view.pairs().map(|(_, bead)| of_pair(bead)).sum()
    }

    /// Whether a number of its side has the word.
    fn is_word_of(&self, text: &str, number: Span) -> bool {
        match self {
            Reference::OfSource(word) => english(text, number) == Some(word),
            Reference::OfTarget(word) => japanese(text, number) == Some(word),
        }
    }

    fn report(&self, found: &[Draft]) -> Draft {
        let severity = found.iter().map(|one| one.severity).max();
        let beads = found.iter().map(|one| one.beads.start).min();
        let mut source: Vec<Span> = found.iter().flat_map(|one| &one.source).copied().collect();
        let mut target: Vec<Span> = found.iter().flat_map(|one| &one.target).copied().collect();
        source.sort_unstable();
        target.sort_unstable();
        let (english, japanese) = match self {
            Reference::OfSource(word) => (
                format!("the translation leaves out the numbers of “{word}”"),
                format!("「{word}」の番号が訳文にない"),
            ),
            Reference::OfTarget(word) => (
                format!("the original does not have the numbers of 「{word}」"),
                format!("「{word}」の番号が原文にない"),
            ),
        };
        draft(
            Check::Number,
            severity.unwrap_or(Severity::Hint),
            beads.unwrap_or(0),
        )
        .source(source)
        .target(target)
        .because(
            format!("{english}{}", in_english(found.len())),
            format!("{japanese}{}", in_japanese(found.len())),
        )
    }
}

/// The word before an English number that is that of a part of a text.
fn english(text: &str, number: Span) -> Option<&'static str> {
    let before = part::end(&text[..number.start], BEFORE);
    let (span, last) = words(before).last()?;
    let between = before[span.end..].trim_matches([' ', '\u{a0}', '.', '\n', '~']);
    let word = last.to_ascii_lowercase();
    let word = word.strip_suffix('s').unwrap_or(&word);
    let known = ENGLISH.into_iter().find(|known| *known == word);
    known.filter(|_| between.is_empty())
}

/// The word before a Japanese number, or behind it, that makes it that of a part of a text.
fn japanese(text: &str, number: Span) -> Option<&'static str> {
    let own = number.of(text).trim_end();
    let before = text[..number.start].trim_end_matches([' ', '\u{3000}']);
    let behind = text[number.end..].trim_start_matches([' ', '\u{3000}']);
    let is_behind = |word: &&str| behind.starts_with(*word) || own.ends_with(*word);
    let before = JAPANESE_BEFORE
        .into_iter()
        .find(|word| before.ends_with(word));
    before.or_else(|| JAPANESE_BEHIND.into_iter().find(is_behind))
}
