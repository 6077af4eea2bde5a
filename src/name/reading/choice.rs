//! The choice among possible readings: pieces that do not overlap, each with a score that is high enough for its place.
//!
//! In: the candidates of a text and the dictionary's words in it. Out: the matches, in order. O(candidates · log).

use super::index::{ReadingIndex, ReadingMatch};
use super::search::KnownRuns;
use super::table::Readings;
use crate::text::Span;

/// A dictionary word in the text that is searched for names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct KnownWord {
    pub(crate) span: Span,
    /// Whether its translation is in the other text. Then it is probably no name.
    pub(crate) is_met: bool,
}

/// The least score, in nats, of a piece of two or more kanji apart from the dictionary's words, of one kanji, of a
/// piece that is a word of the dictionary too (平野 is a plain and Hirano), that is part of a longer one, or that
/// lies across the bounds of words.
///
/// Measured on ENAMDICT with a table made from the other half of its names: at 7 nats .95 of the family names of
/// persons are found, .90 of place names, .76 of given names, with 243 of a million random pairs of names alike (homophones
/// among them). On 46,802 kanji of texts in which none of the names occurs, 100 names meet per 10,000 kanji 2.7 pieces of
/// two kanji at 7 nats and 3.5 single kanji at 8; of words of the dictionary 6.0 at 8, of which most are kept out by
/// having their translation in the text; across bounds .9 at 9; parts of longer words .1 at 10.
/// `build-readings --measure` prints the table.
const FREE: f32 = 7.0;
const SINGLE: f32 = 8.0;
const WORD: f32 = 8.5;
const PART: f32 = 10.0;
const ACROSS: f32 = 9.0;

/// All readings of a piece whose score is this near to the best one are kept.
const AS_GOOD: f32 = 1.5;

impl ReadingIndex {
    /// Adds the names of a text to `out`, in order and without overlap; several words may share a piece. `words`
    /// are those of the dictionary, in order and without overlap; they are computed only if something may be a name.
    /// `runs` are to be of this index and these readings.
    pub(crate) fn names<'t>(
        &self,
        readings: &Readings,
        text: &'t str,
        runs: &mut KnownRuns<'t>,
        words: impl FnOnce() -> Vec<KnownWord>,
        out: &mut Vec<ReadingMatch>,
    ) {
        if self.is_empty() || readings.is_empty() {
            return;
        }
        let mut found = Vec::new();
        runs.candidates(self, readings, text, FREE, &mut found);
        if found.is_empty() {
            return;
        }
        let words = words();
        found.retain(|m| demand(text, m.span, &words).is_some_and(|least| least <= m.score));
        choose(&mut found, out);
    }
}

/// The least score that a piece needs; none if it can be no name.
fn demand(text: &str, piece: Span, words: &[KnownWord]) -> Option<f32> {
    let is_single = piece.of(text).chars().nth(1).is_none();
    let mut least = if is_single { SINGLE } else { FREE };
    let from = words.partition_point(|word| word.span.end <= piece.start);
    for word in words[from..]
        .iter()
        .take_while(|word| word.span.start < piece.end)
    {
        let begins = word.span.start <= piece.start;
        let ends = piece.end <= word.span.end;
        let is_part = begins && ends;
        let is_within = piece.start <= word.span.start && word.span.end <= piece.end;
        let asked = match (is_part, is_within) {
            (true, _) if word.is_met && is_single => return None,
            (true, _) if word.is_met => PART,
            (true, true) if is_single => SINGLE,
            (true, true) => WORD,
            (true, false) if is_single => return None,
            (true, false) => PART,
            (false, true) => FREE,
            (false, false) => ACROSS,
        };
        least = least.max(asked);
    }
    Some(least)
}

/// Takes pieces that do not overlap and whose scores have the greatest sum; of equal sums that with the earlier ends.
fn choose(found: &mut [ReadingMatch], out: &mut Vec<ReadingMatch>) {
    found.sort_by(|one, other| {
        (one.span.end, one.span.start, one.word).cmp(&(
            other.span.end,
            other.span.start,
            other.word,
        ))
    });
    // For each match the best sum up to its end, and whether the match is part of it.
    let mut sums: Vec<(f32, bool)> = Vec::with_capacity(found.len());
    let before = |start: usize| found.partition_point(|m| m.span.end <= start);
    let sum_of = |sums: &[(f32, bool)], n: usize| n.checked_sub(1).map_or(0.0, |at| sums[at].0);
    for (at, m) in found.iter().enumerate() {
        let with = sum_of(&sums, before(m.span.start)) + m.score;
        let without = sum_of(&sums, at);
        sums.push(if without < with {
            (with, true)
        } else {
            (without, false)
        });
    }
    let mut taken = Vec::new();
    let mut n = found.len();
    while let Some(last) = n.checked_sub(1) {
        if sums[last].1 {
            taken.push(found[last]);
            n = before(found[last].span.start);
        } else {
            n = last;
        }
    }
    for best in taken.iter().rev() {
        let from = found
            .partition_point(|m| (m.span.end, m.span.start) < (best.span.end, best.span.start));
        let same = found[from..].iter().take_while(|m| m.span == best.span);
        out.extend(same.filter(|m| best.score - AS_GOOD <= m.score));
    }
}
