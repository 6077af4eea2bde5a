//! Terms that are rendered in one way as a rule and in another here and there, and two terms with one rendering.
//!
//! In: the pairs, the words that the dictionary links in them, and what other documents have. Out: hints. O(bytes).
//!
//! No alarm is raised for: two words with one rendering that begin alike or stand together; renderings that are neither
//! kanji nor katakana, or both katakana, which are spellings; words whose usual rendering has no clear majority; another
//! rendering that contains the usual one or is contained in it; an occurrence whose pair or neighbour has the usual
//! rendering to spare; a word that is left out more than once. Forms of a word are kept apart but for the plural: use, useful and used are no one term.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::anchor::places::{Anchor, AnchorForm};
use crate::review::finding::{Check, Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::Span;
use crate::text::script::{Class, class};
use crate::text::word::fold;

/// Pairs in which a term has its usual rendering, and their share of those that render it by a known word.
const LEAST_USUAL: usize = 3;
const SHARE_USUAL: f32 = 0.65;
/// The same where the term is met by nothing, which it is in no other pair.
const LEAST_CONSTANT: usize = 4;
/// Letters that two forms of one word begin with; of a shorter word all but the last.
const SAME_WORD: usize = 3;
/// Below this confidence a pair is not compared.
const SURE: f32 = 0.7;

/// A term in a pair.
struct Use<'a> {
    bead: usize,
    span: Span,
    /// The known words of the translation that it meets, kanji or katakana.
    met: Vec<(&'a str, Span)>,
    /// Whether it meets anything at all.
    is_met: bool,
}

/// The usual rendering of a term.
struct Usual<'a> {
    key: &'a str,
    /// Pairs that have it.
    n_pairs: usize,
    /// Where: its name in both languages.
    place: (&'static str, &'static str),
    /// Whether a single pair where the term is met by nothing is worth a word.
    is_constant: bool,
}

/// Looks at every word that stands in some pairs.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut first_of: BTreeMap<&str, &str> = BTreeMap::new();
    let terms = terms(view);
    for (term, uses) in &terms {
        let here = usual_here(view, uses);
        if let Some(usual) = &here {
            let other = *first_of.entry(usual.key).or_insert(term);
            if other != term {
                shared((other, &terms[other]), (term, uses), usual, out);
            }
        }
        if let Some(usual) = here.or_else(|| usual_elsewhere(view, term)) {
            compare(view, term, uses, &usual, out);
        }
    }
}

/// Reports a term that has the usual rendering of another one, where it stands first.
fn shared(
    (other, other_uses): (&str, &[Use<'_>]),
    (term, uses): (&str, &[Use<'_>]),
    usual: &Usual<'_>,
    out: &mut Vec<Draft>,
) {
    let alike = other.bytes().zip(term.bytes()).take_while(|(a, b)| a == b);
    let shorter = other.len().min(term.len());
    let same_word = SAME_WORD.min(shorter.saturating_sub(1));
    if usual.n_pairs < LEAST_CONSTANT || same_word <= alike.count() {
        return;
    }
    // Words of one compound, as in “remote control”, stand together.
    let beads: BTreeSet<usize> = other_uses.iter().map(|used| used.bead).collect();
    let n_together = uses
        .iter()
        .filter(|used| beads.contains(&used.bead))
        .count();
    if uses.len() < 4 * n_together {
        return;
    }
    let is_here = |used: &&Use<'_>| used.met.iter().any(|(key, _)| *key == usual.key);
    let Some(used) = uses.iter().find(is_here) else {
        return;
    };
    let target = used.met.iter().filter(|(key, _)| *key == usual.key);
    let key = usual.key;
    out.push(
        draft(Check::Terminology, Severity::Hint, used.bead)
            .source([used.span])
            .target(target.map(|(_, span)| *span))
            .because(
                format!("“{term}” and “{other}” are both {key}"),
                format!("「{term}」も「{other}」も「{key}」と訳されている"),
            ),
    );
}

/// The renderings of each term, with the pairs that have each.
pub(in crate::review) fn renderings(view: &View<'_>) -> Vec<(String, BTreeMap<String, u32>)> {
    let owned = |(key, n): (&str, usize)| (key.to_owned(), n as u32);
    let terms = terms(view).into_iter();
    terms
        .map(|(term, uses)| (term, counts(&uses).into_iter().map(owned).collect()))
        .collect()
}

/// The usual rendering in the document, if there is one.
fn usual_here<'a>(view: &View<'_>, uses: &[Use<'a>]) -> Option<Usual<'a>> {
    let key = usual(uses)?;
    let has_usual = |used: &Use<'_>| view.target_text(&view.beads[used.bead]).contains(key);
    let n_pairs = uses.iter().filter(|used| has_usual(used)).count();
    let others = uses.iter().filter(|used| !has_usual(used));
    let n_rendered = n_pairs + others.filter(|used| used.is_met).count();
    let is_usual = LEAST_USUAL <= n_pairs && SHARE_USUAL * n_rendered as f32 <= n_pairs as f32;
    is_usual.then_some(Usual {
        key,
        n_pairs,
        place: ("elsewhere", "ほか"),
        // What is left out here and there is understood; what is left out once may be another word.
        is_constant: LEAST_CONSTANT <= n_pairs && uses.len() - n_pairs == 1,
    })
}

/// The usual rendering in the corpus, if there is one.
fn usual_elsewhere<'a>(view: &View<'a>, term: &str) -> Option<Usual<'a>> {
    let known = view.options.memory.of_term(term)?;
    let n_rendered: u32 = known.values().sum();
    let best = known.iter().max_by_key(|(key, n)| (**n, Reverse(*key)));
    let (key, &n_pairs) = best?;
    let is_usual =
        LEAST_USUAL <= n_pairs as usize && SHARE_USUAL * n_rendered as f32 <= n_pairs as f32;
    is_usual.then_some(Usual {
        key,
        n_pairs: n_pairs as usize,
        place: ("in the corpus", "他の文書"),
        is_constant: false,
    })
}

/// Reports the uses of a term that have another rendering than the usual one.
fn compare(view: &View<'_>, term: &str, uses: &[Use<'_>], usual: &Usual<'_>, out: &mut Vec<Draft>) {
    let Usual {
        key: usual_key,
        n_pairs: n,
        place: (place, japanese_place),
        ..
    } = *usual;
    let has_usual = |used: &&Use<'_>| view.target_text(&view.beads[used.bead]).contains(usual_key);
    for used in uses.iter().filter(|used| !has_usual(used)) {
        let near = |other| {
            let source = view.source_text(other).to_lowercase();
            view.target_text(other).contains(usual_key) && !source.contains(term)
        };
        if view.neighbours(used.bead).any(near) {
            continue;
        }
        let is_other = |key: &str| {
            let is_spelling = is_katakana(key) && is_katakana(usual_key);
            !key.contains(usual_key) && !usual_key.contains(key) && !is_spelling
        };
        match used.met.iter().find(|(key, _)| is_other(key)) {
            Some((key, span)) => out.push(
                draft(Check::Terminology, Severity::Hint, used.bead)
                    .source([used.span])
                    .target([*span])
                    .because(
                        format!("“{term}” is {key} here and {usual_key} {place} ({n})"),
                        format!("「{term}」がここでは「{key}」、{japanese_place}では「{usual_key}」（{n}）"),
                    ),
            ),
            None if usual.is_constant && !used.is_met => out.push(
                draft(Check::Terminology, Severity::Hint, used.bead)
                    .source([used.span])
                    .target([view.target.span(&view.beads[used.bead].target)])
                    .because(
                        format!("“{term}” is {usual_key} {place} ({n}), but not here"),
                        format!("「{term}」は{japanese_place}では「{usual_key}」（{n}）だが、ここにはない"),
                    ),
            ),
            None => {}
        }
    }
}

/// The terms of the text in order, each with its uses, one a pair.
fn terms<'a>(view: &View<'a>) -> BTreeMap<String, Vec<Use<'a>>> {
    let mut terms: BTreeMap<String, Vec<Use<'a>>> = BTreeMap::new();
    for (k, bead) in view.pairs().filter(|(_, bead)| SURE <= bead.confidence) {
        let mut met: FxHashMap<u32, Vec<&Anchor>> = FxHashMap::default();
        for anchor in view.anchors.target.of(bead.target.clone()) {
            for (unit, _) in view.anchors.met_by(anchor.unit) {
                met.entry(unit).or_default().push(anchor);
            }
        }
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for anchor in view.anchors.source.of(bead.source.clone()) {
            let term = singular(anchor.span.of(view.source.text()));
            if anchor.form != AnchorForm::Word || !seen.insert(term.clone()) {
                continue;
            }
            let anchors = met.get(&anchor.unit);
            let known = anchors.into_iter().flatten().filter_map(|anchor| {
                let key = anchor.span.of(view.target.text());
                let is_term = matches!(anchor.form, AnchorForm::Key | AnchorForm::Katakana)
                    && (is_kanji(key) || is_katakana(key))
                    && key.chars().nth(1).is_some();
                is_term.then_some((key, anchor.span))
            });
            terms.entry(term).or_default().push(Use {
                bead: k,
                span: anchor.span,
                met: known.collect(),
                is_met: anchors.is_some(),
            });
        }
    }
    terms
}

/// A word in lower case, without the -s of a plural.
fn singular(word: &str) -> String {
    let mut word = fold(word);
    if 3 < word.len() && word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
    word
}

fn is_kanji(key: &str) -> bool {
    key.chars().all(|c| class(c) == Class::Kanji)
}

fn is_katakana(key: &str) -> bool {
    key.chars().all(|c| class(c) == Class::Katakana)
}

/// The rendering that most of the uses have, the first of equal ones.
fn usual<'a>(uses: &[Use<'a>]) -> Option<&'a str> {
    if uses.len() < LEAST_USUAL {
        return None;
    }
    let best = counts(uses)
        .into_iter()
        .max_by_key(|(key, n)| (*n, Reverse(*key)));
    best.filter(|(_, n)| LEAST_USUAL <= *n).map(|(key, _)| key)
}

/// How many of the uses have each rendering.
fn counts<'a>(uses: &[Use<'a>]) -> BTreeMap<&'a str, usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for used in uses {
        let keys: BTreeSet<&str> = used.met.iter().map(|(key, _)| *key).collect();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
    }
    counts
}
