//! Terms of the user's glossary that are not rendered as it demands.
//!
//! In: the pairs and a [`Glossary`](crate::Glossary). Out: an error a term. O(bytes).
//!
//! No alarm is raised for: a term that a longer term of the glossary covers, or whose rendering a neighbouring pair has.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::align::Bead;
use crate::review::check::Check;
use crate::review::checks::terminology::plain;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::Span;
use crate::text::word::{Stemmer, fold, words};

/// The stems of a text's words with their places.
fn stems(stemmer: &mut Stemmer, text: &str) -> Vec<(Span, u32)> {
    let words = words(text);
    words
        .map(|(span, word)| (span, stemmer.stem(&fold(word)).0))
        .collect()
}

/// Terms by their first stem: all their stems, and their number in the glossary.
type ByFirst = FxHashMap<u32, Vec<(Vec<u32>, usize)>>;

/// Looks for the terms of the glossary and their renderings.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    if view.anchored.glossary().is_empty() {
        return;
    }
    let mut stemmer = Stemmer::new();
    let mut by_first = ByFirst::default();
    for (number, term) in view.anchored.glossary().terms().iter().enumerate() {
        let term = stems(&mut stemmer, &term.source).into_iter();
        let term: Vec<u32> = term.map(|(_, stem)| stem).collect();
        if let Some(&first) = term.first() {
            by_first.entry(first).or_default().push((term, number));
        }
    }
    // Of two terms that begin alike the longer one is tried first.
    by_first
        .values_mut()
        .for_each(|terms| terms.sort_by_key(|(term, _)| Reverse(term.len())));
    for (k, bead) in view.pairs() {
        let source = stems(&mut stemmer, view.source_text(bead));
        let mut at = 0;
        while at < source.len() {
            let Some((length, number)) = term_at(&by_first, &source[at..]) else {
                at += 1;
                continue;
            };
            let span = Span::new(source[at].0.start, source[at + length - 1].0.end);
            at += length;
            compare(view, (k, bead), span, number, out);
        }
    }
}

/// The number of words of the longest term that a text begins with, and its number.
fn term_at(by_first: &ByFirst, text: &[(Span, u32)]) -> Option<(usize, usize)> {
    let terms = by_first.get(&text.first()?.1)?;
    let begins_with = |(term, _): &&(Vec<u32>, usize)| {
        term.len() <= text.len() && term.iter().zip(text).all(|(a, (_, b))| a == b)
    };
    let (term, number) = terms.iter().find(begins_with)?;
    Some((term.len(), *number))
}

/// Reports a term at a span of a bead's original that neither the bead nor a neighbour renders as demanded.
fn compare(
    view: &View<'_>,
    (k, bead): (usize, &Bead),
    span: Span,
    term: usize,
    out: &mut Vec<Draft>,
) {
    let wanted = &view.anchored.glossary().terms()[term].targets;
    let has = |text: &str| {
        let text = plain(text);
        wanted.iter().any(|wanted| text.contains(&plain(wanted)))
    };
    if has(view.target_text(bead)) || view.neighbours(k).any(|other| has(view.target_text(other))) {
        return;
    }
    let span = span.shifted(view.source.span(&bead.source).start);
    let (word, expected) = (span.of(view.source.text()), wanted.join(" / "));
    out.push(
        draft(Check::Glossary, Severity::Error, k)
            .source([span])
            .target([view.target.span(&bead.target)])
            .because(
                format!("the glossary renders “{word}” as {expected}"),
                format!("用語集では「{word}」は「{expected}」"),
            ),
    );
}
