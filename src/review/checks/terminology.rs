//! Sentences that are not rendered alike throughout, and the user's glossary.
//!
//! In: the pairs, a [`Glossary`](crate::review::Glossary), and what other documents have
//! ([`Memory`](crate::review::Memory)). Out: findings. O(bytes).
//!
//! No alarm is raised for: sentences of less than four words, which answer the moment, and renderings that differ in
//! little; different sources that mean the same but for punctuation and case. A glossary's term is not asked for where a
//! longer term of the glossary covers it, nor where a neighbouring pair has its rendering alone.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::review::finding::{Check, Draft, Severity};
use crate::review::memory::Beside;
use crate::review::view::{View, draft};
use crate::text::script::fold_width;
use crate::text::word::{Stemmer, fold, words};
use crate::text::{Language, Span};

/// Words of a sentence, and characters of its rendering, from which on repetition is looked at.
const LEAST_WORDS: usize = 4;
const LEAST_CHARACTERS: usize = 8;
/// How alike two renderings of a sentence are that differ in little, and two sentences of a rendering.
const NEARLY: f64 = 0.9;
const NEARLY_SOURCE: f64 = 0.8;
/// Below this confidence a pair is not compared.
const SURE: f32 = 0.7;

/// Looks at sentences and the glossary.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
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

/// A pair whose sentences are compared with those of other pairs.
pub(in crate::review) struct Compared {
    pub(in crate::review) bead: usize,
    /// What the two sides are compared by.
    pub(in crate::review) source: String,
    pub(in crate::review) target: String,
    /// Whether the rendering is long enough that another sentence should not have it.
    pub(in crate::review) is_long: bool,
}

/// The pairs that are sure, and whose source is long enough to be rendered alike throughout.
pub(in crate::review) fn compared(view: &View<'_>) -> Vec<Compared> {
    let sure = view.pairs().filter(|(_, bead)| SURE <= bead.confidence);
    let long = sure.filter(|(_, bead)| {
        let mut words = words(view.source_text(bead));
        words.nth(LEAST_WORDS - 1).is_some()
    });
    long.map(|(k, bead)| {
        let target = plain(view.target_text(bead));
        Compared {
            bead: k,
            source: plain(view.source_text(bead)),
            is_long: LEAST_CHARACTERS <= target.chars().count(),
            target,
        }
    })
    .collect()
}

/// The same sentence rendered differently, and different sentences rendered the same: in the document, else in the corpus.
fn sentences(view: &View<'_>, out: &mut Vec<Draft>) {
    let pairs = compared(view);
    let memory = &view.options.memory;
    let mut first_of_source: FxHashMap<&str, &Compared> = FxHashMap::default();
    let mut first_of_target: FxHashMap<&str, &Compared> = FxHashMap::default();
    for pair in &pairs {
        let before = *first_of_source.entry(&pair.source).or_insert(pair);
        if differ(&before.target, &pair.target, NEARLY) {
            out.push(of_two(view, before, pair).because(
                "the same sentence is rendered in another way before",
                "同じ原文に前とは違う訳がある",
            ));
        } else if let Some(other) = elsewhere(memory.of_source(&pair.source), &pair.target, NEARLY)
        {
            out.push(of_one(view, pair).because(
                format!("the same sentence is elsewhere rendered “{other}”"),
                format!("同じ原文がほかの文書では「{other}」"),
            ));
        }
        if !pair.is_long {
            continue;
        }
        let before = *first_of_target.entry(&pair.target).or_insert(pair);
        if differ(&before.source, &pair.source, NEARLY_SOURCE) {
            out.push(of_two(view, before, pair).because(
                "another sentence has this rendering before",
                "違う原文に前と同じ訳がある",
            ));
        } else if let Some(other) =
            elsewhere(memory.of_target(&pair.target), &pair.source, NEARLY_SOURCE)
        {
            out.push(of_one(view, pair).because(
                format!("elsewhere this is the rendering of “{other}”"),
                format!("ほかの文書では「{other}」の訳"),
            ));
        }
    }
}

fn differ(one: &str, other: &str, nearly: f64) -> bool {
    one != other && strsim_bounded(one, other) < nearly
}

fn of_one(view: &View<'_>, pair: &Compared) -> Draft {
    let bead = &view.beads[pair.bead];
    draft(Check::Terminology, Severity::Hint, pair.bead)
        .source([view.source.span(&bead.source)])
        .target([view.target.span(&bead.target)])
}

fn of_two(view: &View<'_>, before: &Compared, pair: &Compared) -> Draft {
    let beads = [&view.beads[before.bead], &view.beads[pair.bead]];
    draft(Check::Terminology, Severity::Hint, pair.bead)
        .source(beads.map(|bead| view.source.span(&bead.source)))
        .target(beads.map(|bead| view.target.span(&bead.target)))
}

/// What most often stands beside the sentence in the corpus, if that is another text than here, and not a rarer one. The
/// first of equal ones; of a long one the beginning.
fn elsewhere(known: Option<&BTreeMap<String, Beside>>, here: &str, nearly: f64) -> Option<String> {
    const SHOWN: usize = 60;
    let known = known?;
    let n_here = known.get(here).map_or(0, |beside| beside.n_pairs);
    let others = known.iter().filter(|(plain, _)| plain.as_str() != here);
    let (plain, most) = others.max_by_key(|(plain, beside)| (beside.n_pairs, Reverse(*plain)))?;
    if most.n_pairs < n_here || !differ(plain, here, nearly) {
        return None;
    }
    let mut shown: String = most.text.chars().take(SHOWN).collect();
    if shown.len() < most.text.len() {
        shown.push('…');
    }
    Some(shown)
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
        .for_each(|terms| terms.sort_by_key(|(term, _)| Reverse(term.len())));
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
