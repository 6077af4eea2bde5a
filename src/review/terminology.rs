//! Sentences that are not rendered alike throughout, and the user's glossary.
//!
//! In: the pairs and a [`Glossary`](crate::review::Glossary). Out: findings. O(bytes).
//!
//! No alarm is raised for: sentences of less than four words, which answer the moment, and renderings that differ in
//! little; different sources that mean the same but for punctuation and case. A glossary's term is not asked for where a longer term of the glossary covers it, nor where a
//! neighbouring pair has its rendering alone.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::anchor::word::{Stemmer, fold, words};
use crate::review::finding::{Check, Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::script::fold_width;
use crate::text::{Language, Span};

/// Words of a sentence, and characters of its rendering, from which on repetition is looked at.
const LEAST_WORDS: usize = 4;
const LEAST_CHARACTERS: usize = 8;
/// How alike two renderings are that differ in little.
const NEARLY: f64 = 0.9;
/// Below this confidence a pair is not compared.
const SURE: f32 = 0.7;

/// Looks at sentences and the glossary.
pub(super) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    glossary(view, out);
    sentences(view, out);
}

/// Letters, digits and kana alone, in lower case: what two sentences are compared by.
fn plain(text: &str) -> String {
    let folded = fold_width(text);
    folded
        .text()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The same sentence rendered differently, and different sentences rendered the same.
fn sentences(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut by_source: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    let mut by_target: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    for (k, bead) in view.pairs().filter(|(_, bead)| SURE <= bead.confidence) {
        let (source, target) = (view.source_text(bead), view.target_text(bead));
        if words(source).nth(LEAST_WORDS - 1).is_none() {
            continue;
        }
        let (ours, theirs) = (plain(source), plain(target));
        if LEAST_CHARACTERS <= theirs.chars().count() {
            by_target
                .entry(theirs.clone())
                .or_default()
                .push((k, ours.clone()));
        }
        by_source.entry(ours).or_default().push((k, theirs));
    }
    let mut report =
        |groups: BTreeMap<String, Vec<(usize, String)>>, reason: (&str, &str), nearly: f64| {
            for places in groups.into_values() {
                let (first, usual) = &places[0];
                for (k, other) in &places[1..] {
                    if usual == other || nearly <= strsim_bounded(usual, other) {
                        continue;
                    }
                    let beads = [&view.beads[*first], &view.beads[*k]];
                    out.push(
                        draft(Check::Terminology, Severity::Hint, *k)
                            .source(beads.map(|bead| view.source.span(&bead.source)))
                            .target(beads.map(|bead| view.target.span(&bead.target)))
                            .because(reason.0, reason.1),
                    );
                }
            }
        };
    report(
        by_source,
        (
            "the same sentence is rendered in another way before",
            "同じ原文に前とは違う訳がある",
        ),
        NEARLY,
    );
    report(
        by_target,
        (
            "another sentence has this rendering before",
            "違う原文に前と同じ訳がある",
        ),
        0.8,
    );
}

/// How alike two texts are; of long ones only the beginning is compared, so that the cost is bounded.
fn strsim_bounded(one: &str, other: &str) -> f64 {
    let start = |text: &str| text.chars().take(120).collect::<String>();
    strsim::normalized_damerau_levenshtein(&start(one), &start(other))
}

/// The terms of the glossary and their renderings.
fn glossary(view: &View<'_>, out: &mut Vec<Draft>) {
    if view.options.glossary.is_empty() || view.source.document.language() != Language::English {
        return;
    }
    let mut stemmer = Stemmer::new();
    let mut stems = |text: &str| -> Vec<(Span, u32)> {
        words(text)
            .map(|(span, word)| (span, stemmer.stem(&fold(word)).0))
            .collect()
    };
    let mut by_first: FxHashMap<u32, Vec<(Vec<u32>, usize)>> = FxHashMap::default();
    for (number, term) in view.options.glossary.terms().iter().enumerate() {
        let term: Vec<u32> = stems(&term.source)
            .into_iter()
            .map(|(_, stem)| stem)
            .collect();
        if let Some(&first) = term.first() {
            by_first.entry(first).or_default().push((term, number));
        }
    }
    // Of two terms that begin alike the longer one is tried first.
    by_first
        .values_mut()
        .for_each(|terms| terms.sort_by_key(|(term, _)| std::cmp::Reverse(term.len())));
    for (k, bead) in view.pairs() {
        let at = view.source.span(&bead.source);
        let source = stems(view.source_text(bead));
        let mut i = 0;
        while i < source.len() {
            let found = by_first.get(&source[i].1).and_then(|terms| {
                terms.iter().find(|(term, _)| {
                    source.len() - i >= term.len()
                        && term.iter().zip(&source[i..]).all(|(a, (_, b))| a == b)
                })
            });
            let Some((term, number)) = found else {
                i += 1;
                continue;
            };
            let span =
                Span::new(source[i].0.start, source[i + term.len() - 1].0.end).shifted(at.start);
            i += term.len();
            let wanted = &view.options.glossary.terms()[*number].targets;
            let has = |text: &str| {
                let text = plain(text);
                wanted.iter().any(|wanted| text.contains(&plain(wanted)))
            };
            if has(view.target_text(bead))
                || view.neighbours(k).any(|other| has(view.target_text(other)))
            {
                continue;
            }
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
    }
}
