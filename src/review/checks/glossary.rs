//! Terms of the user's glossary that are not rendered as it demands.
//!
//! In: the pairs and a [`Glossary`](crate::Glossary). Out: a finding a pair and term: an error where the pair has none of the
//! renderings, less where it has too few of them. O(bytes).
//!
//! No alarm is raised for: a term that a longer term of the glossary covers; a noun of the glossary that is a verb in the
//! sentence; a rendering that a neighbouring pair has to spare; an inflected form of a rendering that is a verb.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::align::Bead;
use crate::review::check::Check;
use crate::review::checks::glossary_term::{GlossaryTerm, WordInText};
use crate::review::checks::term_table::known_word;
use crate::review::checks::terminology::plain;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::Span;
use crate::text::word::{Stemmer, fold, words};

/// Looks for the terms of the glossary and their renderings.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    if view.anchored.glossary().is_empty() {
        return;
    }
    let terms = Terms::new(view);
    let found = &terms.found;
    for (k, bead) in view.pairs() {
        for (&term, places) in &found[k] {
            let n_here = terms.n_rendered(view, &found[k], bead, term);
            let mut n_missing = places.len().saturating_sub(n_here);
            let around = [k.checked_sub(1), Some(k + 1).filter(|j| *j < found.len())];
            for j in around.into_iter().flatten() {
                let n_there = terms.n_rendered(view, &found[j], &view.beads[j], term);
                let n_needed = found[j].get(&term).map_or(0, Vec::len);
                n_missing = n_missing.saturating_sub(n_there.saturating_sub(n_needed));
            }
            if 0 < n_missing {
                let wanted = &view.anchored.glossary().terms()[term].targets;
                out.push(report(view, (k, bead), places, wanted, n_missing));
            }
        }
    }
}

/// The terms of a glossary.
struct Terms {
    /// By number, if a term has words.
    terms: Vec<GlossaryTerm>,
    /// For each bead the terms of its original with their places in the document.
    found: Vec<BTreeMap<usize, Vec<Span>>>,
}

impl Terms {
    fn new(view: &View<'_>) -> Self {
        let mut stemmer = Stemmer::new();
        let glossary = view.anchored.glossary().terms().iter();
        let terms: Vec<GlossaryTerm> = glossary
            .map(|term| GlossaryTerm::new(&term.source, &term.targets, &mut stemmer))
            .collect();
        let mut by_first: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (number, term) in terms.iter().enumerate() {
            if let Some(first) = term.words.first() {
                by_first.entry(first.stem).or_default().push(number);
            }
        }
        // Of two terms that begin alike the longer one is tried first.
        let length = |number: &usize| Reverse(terms[*number].words.len());
        by_first
            .values_mut()
            .for_each(|numbers| numbers.sort_by_key(length));
        let mut found = vec![BTreeMap::new(); view.beads.len()];
        for (k, bead) in view.beads.iter().enumerate() {
            let text = view.source_text(bead);
            let start = view.source.span(&bead.source).start;
            let words: Vec<WordInText<'_>> = words(text)
                .map(|(span, word)| WordInText::new(span, word, stemmer.stem(&fold(word)).0))
                .collect();
            let mut at = 0;
            while at < words.len() {
                let numbers = by_first.get(&words[at].stem).into_iter().flatten();
                let mut begun = numbers.filter(|&&number| terms[number].begins(text, &words, at));
                let Some(&number) = begun.next() else {
                    at += 1;
                    continue;
                };
                let end = at + terms[number].words.len();
                let span = Span::new(words[at].span.start, words[end - 1].span.end);
                let places: &mut Vec<Span> = found[k].entry(number).or_default();
                places.push(span.shifted(start));
                at = end;
            }
        }
        Terms { terms, found }
    }

    /// How often the translation of a bead has a rendering of a term, of which no longer rendering of another of its terms is made.
    fn n_rendered(
        &self,
        view: &View<'_>,
        here: &BTreeMap<usize, Vec<Span>>,
        bead: &Bead,
        term: usize,
    ) -> usize {
        let text = plain(view.target_text(bead));
        let others = here.keys().filter(|other| **other != term);
        let covers: Vec<Span> = others
            .flat_map(|&other| self.terms[other].places(&text))
            .collect();
        let places = self.terms[term].places(&text);
        let is_covered = |place: &Span| {
            let length = |span: &Span| span.end - span.start;
            let mut longer = covers.iter().filter(|cover| length(place) < length(cover));
            longer.any(|cover| cover.start <= place.start && place.end <= cover.end)
        };
        places.iter().filter(|place| !is_covered(place)).count()
    }
}

/// A finding of a term that a pair has too few renderings of.
fn report(
    view: &View<'_>,
    (k, bead): (usize, &Bead),
    places: &[Span],
    wanted: &[String],
    n_missing: usize,
) -> Draft {
    let (word, expected) = (places[0].of(view.source.text()), wanted.join(" / "));
    let others = other_renderings(view, bead, places, wanted);
    let severity = match (n_missing == places.len(), others.is_empty()) {
        (true, _) => Severity::Error,
        (false, false) => Severity::Warning,
        // A word that comes again is often left out in Japanese.
        (false, true) => Severity::Hint,
    };
    let target = match others.is_empty() {
        true => vec![view.target.span(&bead.target)],
        false => others,
    };
    let (n, n_here) = (places.len(), places.len() - n_missing);
    let (english, japanese) = match n_missing == n {
        true => (
            format!("the glossary renders “{word}” as {expected}"),
            format!("用語集では「{word}」は「{expected}」"),
        ),
        false => (
            format!(
                "the glossary renders “{word}” as {expected}: {n} in the original, {n_here} in the translation"
            ),
            format!("用語集では「{word}」は「{expected}」：原文に{n}、訳文に{n_here}"),
        ),
    };
    draft(Check::Glossary, severity, k)
        .source(places.iter().copied())
        .target(target)
        .because(english, japanese)
}

/// The known words of a pair's translation that the dictionary links with a term, and the glossary does not.
fn other_renderings(view: &View<'_>, bead: &Bead, places: &[Span], wanted: &[String]) -> Vec<Span> {
    let source = view.anchors.source.of(bead.source.clone()).iter();
    let is_in = |span: &Span| {
        places
            .iter()
            .any(|p| p.start <= span.start && span.end <= p.end)
    };
    let units: Vec<u32> = source.filter(|a| is_in(&a.span)).map(|a| a.unit).collect();
    let target = view.anchors.target.of(bead.target.clone()).iter();
    let met = target.filter(|anchor| {
        let mut met = view.anchors.met_by(anchor.unit);
        met.any(|(unit, _)| units.contains(&unit))
    });
    let words = met.filter_map(|anchor| known_word(view, anchor));
    let is_other = |key: &str| !wanted.iter().any(|w| w.contains(key) || key.contains(&**w));
    words
        .filter(|(key, _)| is_other(key))
        .map(|(_, span)| span)
        .collect()
}
