//! Terms that are rendered in one way as a rule and in another here and there, and two terms with one rendering.
//!
//! In: the pairs, the words that the dictionary links in them, and what other documents have. Out: hints. O(bytes).
//!
//! No alarm is raised for: two words with one rendering that begin alike or stand together; renderings that are neither
//! kanji nor katakana, or both katakana, which are spellings; words whose usual rendering has no clear majority; another
//! rendering that contains the usual one or is contained in it; an occurrence whose pair or neighbour has the usual
//! rendering to spare; a word that is left out more than once. Forms of a word are kept apart but for the plural: use, useful and used are no one term.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::anchor::places::{Anchor, AnchorForm};
use crate::review::check::Check;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::Span;
use crate::text::script;
use crate::text::word::folded_or_same;

/// Pairs in which a term has its usual rendering, and their share of those that render it by a known word.
const LEAST_USUAL: usize = 3;
const SHARE_USUAL: f32 = 0.65;
/// The same where the term is met by nothing, which it is in no other pair.
const LEAST_CONSTANT: usize = 4;
/// Letters that two forms of one word begin with; of a shorter word all but the last.
const SAME_WORD: usize = 3;
/// Below this confidence a pair is not compared.
const SURE: f32 = 0.7;

/// An occurrence of a term: its first in a pair.
struct Occurrence<'a> {
    bead: usize,
    span: Span,
    /// The known words of the translation that it meets, kanji or katakana.
    met: &'a [(&'a str, Span)],
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
    let mut first_of: FxHashMap<&str, usize> = FxHashMap::default();
    let memory = &view.options.memory;
    let found = Terms::of(view);
    // Others have no usual rendering.
    let terms =
        found.in_order(|term, n_pairs| LEAST_USUAL <= n_pairs || memory.of_term(term).is_some());
    for (number, (term, uses)) in terms.iter().enumerate() {
        let here = usual_here(view, uses);
        if let Some(usual) = &here {
            let first = *first_of.entry(usual.key).or_insert(number);
            if first != number {
                let (other, other_uses) = &terms[first];
                shared((other, other_uses), (term, uses), usual, out);
            }
        }
        if let Some(usual) = here.or_else(|| usual_elsewhere(view, term)) {
            compare(view, term, uses, &usual, out);
        }
    }
}

/// Reports a term that has the usual rendering of another one, where it stands first.
fn shared(
    (other, other_uses): (&str, &[Occurrence<'_>]),
    (term, uses): (&str, &[Occurrence<'_>]),
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
    let is_here = |used: &&Occurrence<'_>| used.met.iter().any(|(key, _)| *key == usual.key);
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
    let found = Terms::of(view);
    let terms = found.in_order(|_, _| true).into_iter();
    let counted = terms.map(|(term, uses)| {
        let renderings = counts(&uses).into_iter().map(owned);
        (term.to_owned(), renderings.collect())
    });
    counted.collect()
}

/// The usual rendering in the document, if there is one.
fn usual_here<'a>(view: &View<'_>, uses: &[Occurrence<'a>]) -> Option<Usual<'a>> {
    let key = usual(uses)?;
    let has_usual = |used: &Occurrence<'_>| {
        let is_met = used.met.iter().any(|(met, _)| *met == key);
        is_met || view.target_text(&view.beads[used.bead]).contains(key)
    };
    let (mut n_pairs, mut n_rendered) = (0, 0);
    for used in uses {
        let has_usual = has_usual(used);
        n_pairs += usize::from(has_usual);
        n_rendered += usize::from(has_usual || used.is_met);
    }
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
fn compare(
    view: &View<'_>,
    term: &str,
    uses: &[Occurrence<'_>],
    usual: &Usual<'_>,
    out: &mut Vec<Draft>,
) {
    let Usual {
        key: usual_key,
        n_pairs: n,
        place: (place, japanese_place),
        ..
    } = *usual;
    let has_usual =
        |used: &&Occurrence<'_>| view.target_text(&view.beads[used.bead]).contains(usual_key);
    for used in uses.iter().filter(|used| !has_usual(used)) {
        let near = |other| {
            view.target_text(other).contains(usual_key)
                && !view.source_text(other).to_lowercase().contains(term)
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

/// Terms by number, each spelling looked at once.
#[derive(Default)]
struct Terms<'a> {
    by_spelling: FxHashMap<&'a str, usize>,
    by_name: FxHashMap<Cow<'a, str>, usize>,
    names: Vec<Cow<'a, str>>,
    /// In how many pairs each term stands, and in which last.
    n_pairs: Vec<usize>,
    last_bead: Vec<usize>,
    /// In the order of beads.
    found: Vec<Found>,
    /// The known words that occurrences meet.
    met: Vec<(&'a str, Span)>,
}

/// An occurrence of a term, with the range of what it meets among all that occurrences meet.
struct Found {
    term: usize,
    bead: usize,
    span: Span,
    met: Range<usize>,
    is_met: bool,
}

impl<'a> Terms<'a> {
    /// The terms of the text, each found once in a pair.
    fn of(view: &View<'a>) -> Self {
        let mut terms = Terms::default();
        terms.found.reserve(view.anchors.source.len());
        let mut meetings = Meetings::new(view.anchored.n_units().0);
        for (k, bead) in view.pairs().filter(|(_, bead)| SURE <= bead.confidence) {
            let target = view.anchors.target.of(bead.target.clone());
            let source = view.anchors.source.of(bead.source.clone());
            meetings.turn_to(view, k, (source, target));
            for anchor in source {
                if anchor.form != AnchorForm::Word {
                    continue;
                }
                let term = terms.number(anchor.span.of(view.source.text()));
                if std::mem::replace(&mut terms.last_bead[term], k) == k {
                    continue;
                }
                terms.n_pairs[term] += 1;
                let from = terms.met.len();
                let mut is_met = false;
                for at in meetings.of(k, anchor.unit) {
                    is_met = true;
                    terms.met.extend(known_word(view, &target[at]));
                }
                terms.found.push(Found {
                    term,
                    bead: k,
                    span: anchor.span,
                    met: from..terms.met.len(),
                    is_met,
                });
            }
        }
        terms
    }

    /// The number of the term that a spelling is.
    fn number(&mut self, spelling: &'a str) -> usize {
        if let Some(&number) = self.by_spelling.get(spelling) {
            return number;
        }
        let name = singular(spelling);
        let next = self.names.len();
        let number = *self.by_name.entry(name.clone()).or_insert(next);
        if number == next {
            self.names.push(name);
            self.n_pairs.push(0);
            self.last_bead.push(usize::MAX);
        }
        self.by_spelling.insert(spelling, number);
        number
    }

    /// The terms that are wanted, by name and number of pairs, in the order of their names, each with its occurrences.
    fn in_order(
        &self,
        is_wanted: impl Fn(&str, usize) -> bool,
    ) -> Vec<(&str, Vec<Occurrence<'_>>)> {
        let numbered = self.names.iter().zip(&self.n_pairs).enumerate();
        let wanted = numbered.filter(|(_, (name, n_pairs))| is_wanted(name, **n_pairs));
        let mut wanted: Vec<(&str, usize)> = wanted
            .map(|(number, (name, _))| (&**name, number))
            .collect();
        wanted.sort_unstable();
        let mut place = vec![None; self.names.len()];
        let mut terms = Vec::with_capacity(wanted.len());
        for (name, number) in wanted {
            place[number] = Some(terms.len());
            terms.push((name, Vec::with_capacity(self.n_pairs[number])));
        }
        for found in &self.found {
            if let Some(place) = place[found.term] {
                terms[place].1.push(Occurrence {
                    bead: found.bead,
                    span: found.span,
                    met: &self.met[found.met.clone()],
                    is_met: found.is_met,
                });
            }
        }
        terms
    }
}

/// Which anchors of the target of a bead each unit of its source meets.
struct Meetings {
    /// For each source unit the last bead in which it stands, and the first of its meetings there.
    first: Vec<(usize, usize)>,
    /// The anchor of each meeting, and the next meeting of the same unit.
    meetings: Vec<(usize, usize)>,
}

/// No bead, and no meeting.
const NONE: usize = usize::MAX;

impl Meetings {
    fn new(n_source_units: usize) -> Self {
        Meetings {
            first: vec![(NONE, NONE); n_source_units],
            meetings: Vec::new(),
        }
    }

    fn turn_to(&mut self, view: &View<'_>, bead: usize, (source, target): (&[Anchor], &[Anchor])) {
        for anchor in source {
            self.first[anchor.unit as usize] = (bead, NONE);
        }
        self.meetings.clear();
        // From the last to the first, so that the meetings of each unit begin with its first.
        for (at, anchor) in target.iter().enumerate().rev() {
            for (unit, _) in view.anchors.met_by(anchor.unit) {
                let (last, first) = &mut self.first[unit as usize];
                if *last == bead {
                    let next = std::mem::replace(first, self.meetings.len());
                    self.meetings.push((at, next));
                }
            }
        }
    }

    /// The anchors that a source unit meets in the bead at hand, in order.
    fn of(&self, bead: usize, unit: u32) -> impl Iterator<Item = usize> {
        let (last, first) = self.first[unit as usize];
        let mut meeting = if last == bead { first } else { NONE };
        std::iter::from_fn(move || {
            let &(anchor, next) = self.meetings.get(meeting)?;
            meeting = next;
            Some(anchor)
        })
    }
}

/// A word of the dictionary or a run of katakana, with its place, if it may be the rendering of a term.
fn known_word<'a>(view: &View<'a>, anchor: &Anchor) -> Option<(&'a str, Span)> {
    let key = anchor.span.of(view.target.text());
    let is_term = matches!(anchor.form, AnchorForm::Key | AnchorForm::Katakana)
        && (is_kanji(key) || is_katakana(key))
        && key.chars().nth(1).is_some();
    is_term.then_some((key, anchor.span))
}

/// A word in lower case, without the -s of a plural.
fn singular(word: &str) -> Cow<'_, str> {
    let is_plural = |word: &str| 3 < word.len() && word.ends_with('s') && !word.ends_with("ss");
    let without_s = |word: &str| word.len() - usize::from(is_plural(word));
    match folded_or_same(word) {
        Cow::Borrowed(word) => Cow::Borrowed(&word[..without_s(word)]),
        Cow::Owned(mut word) => {
            word.truncate(without_s(&word));
            Cow::Owned(word)
        }
    }
}

fn is_kanji(key: &str) -> bool {
    key.chars().all(script::is_kanji)
}

fn is_katakana(key: &str) -> bool {
    key.chars().all(script::is_katakana)
}

/// The rendering that most of the uses have, the first of equal ones.
fn usual<'a>(uses: &[Occurrence<'a>]) -> Option<&'a str> {
    if uses.len() < LEAST_USUAL {
        return None;
    }
    let best = counts(uses)
        .into_iter()
        .max_by_key(|(key, n)| (*n, Reverse(*key)));
    best.filter(|(_, n)| LEAST_USUAL <= *n).map(|(key, _)| key)
}

/// How many of the uses have each rendering, in the order of renderings.
fn counts<'a>(uses: &[Occurrence<'a>]) -> Vec<(&'a str, usize)> {
    let renderings = uses.iter().enumerate();
    let renderings = renderings.flat_map(|(k, used)| used.met.iter().map(move |met| (met.0, k)));
    let mut renderings: Vec<(&str, usize)> = renderings.collect();
    renderings.sort_unstable();
    renderings.dedup();
    let groups = renderings.chunk_by(|a, b| a.0 == b.0);
    groups.map(|group| (group[0].0, group.len())).collect()
}
