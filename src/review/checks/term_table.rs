//! The terms of the original with their occurrences, and the known words of the translation that each meets.
//!
//! In: the anchors of the pairs. Out: terms in the order of their names, each with one occurrence a pair. Forms of a word are
//! kept apart but for the plural: use, useful and used are no one term. O(anchors).

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::anchor::places::{Anchor, AnchorForm};
use crate::review::view::View;
use crate::text::Span;
use crate::text::script;
use crate::text::word::folded_or_same;

/// Below this confidence a pair is not compared.
const SURE: f32 = 0.7;

/// An occurrence of a term: its first in a pair.
pub(super) struct Occurrence<'a> {
    pub(super) bead: usize,
    pub(super) span: Span,
    /// The known words of the translation that it meets, kanji or katakana.
    pub(super) met: &'a [Met<'a>],
    /// Whether it meets anything at all.
    pub(super) is_met: bool,
}

/// A known word of the translation that a term meets.
pub(super) struct Met<'a> {
    pub(super) key: &'a str,
    pub(super) span: Span,
    /// Whether another word of the original meets it too.
    pub(super) is_others: bool,
}

/// Terms by number, each spelling looked at once.
#[derive(Default)]
pub(super) struct Terms<'a> {
    by_spelling: FxHashMap<&'a str, usize>,
    by_name: FxHashMap<Cow<'a, str>, usize>,
    names: Vec<Cow<'a, str>>,
    /// In how many pairs each term stands, and in which last.
    n_pairs: Vec<usize>,
    last_bead: Vec<usize>,
    /// In the order of beads.
    found: Vec<Found>,
    /// The known words that occurrences meet.
    met: Vec<Met<'a>>,
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
    pub(super) fn of(view: &View<'a>) -> Self {
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
                    terms
                        .met
                        .extend(known_word(view, &target[at]).map(|(key, span)| Met {
                            key,
                            span,
                            is_others: meetings.is_shared(at),
                        }));
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
    pub(super) fn in_order(
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
    /// How many units of the source each anchor meets.
    n_units: Vec<u32>,
}

/// No bead, and no meeting.
const NONE: usize = usize::MAX;

impl Meetings {
    fn new(n_source_units: usize) -> Self {
        Meetings {
            first: vec![(NONE, NONE); n_source_units],
            meetings: Vec::new(),
            n_units: Vec::new(),
        }
    }

    /// Whether an anchor meets several units of the source.
    fn is_shared(&self, at: usize) -> bool {
        1 < self.n_units[at]
    }

    fn turn_to(&mut self, view: &View<'_>, bead: usize, (source, target): (&[Anchor], &[Anchor])) {
        for anchor in source {
            self.first[anchor.unit as usize] = (bead, NONE);
        }
        self.meetings.clear();
        self.n_units.clear();
        self.n_units.resize(target.len(), 0);
        // From the last to the first, so that the meetings of each unit begin with its first.
        for (at, anchor) in target.iter().enumerate().rev() {
            for (unit, _) in view.anchors.met_by(anchor.unit) {
                let (last, first) = &mut self.first[unit as usize];
                if *last == bead {
                    let next = std::mem::replace(first, self.meetings.len());
                    self.meetings.push((at, next));
                    self.n_units[at] += 1;
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

/// A known word of a translation that no word of its original meets, with its place and unit.
pub(super) type FreeWord<'a> = (&'a str, Span, u32);

/// Such words of each bead, found when they are first asked for.
pub(super) struct FreeWords<'v, 'a> {
    pub(super) view: &'v View<'a>,
    of_beads: Vec<OnceCell<Vec<FreeWord<'a>>>>,
}

impl<'v, 'a> FreeWords<'v, 'a> {
    pub(super) fn new(view: &'v View<'a>) -> Self {
        FreeWords {
            view,
            of_beads: vec![OnceCell::new(); view.beads.len()],
        }
    }

    /// O(anchors of the bead).
    pub(super) fn of(&self, bead: usize) -> &[FreeWord<'a>] {
        self.of_beads[bead].get_or_init(|| {
            let bead = &self.view.beads[bead];
            let source = self.view.anchors.source.of(bead.source.clone());
            let units: FxHashSet<u32> = source.iter().map(|anchor| anchor.unit).collect();
            let target = self.view.anchors.target.of(bead.target.clone()).iter();
            let free = target.filter(|anchor| {
                let mut met = self.view.anchors.met_by(anchor.unit);
                !met.any(|(unit, _)| units.contains(&unit))
            });
            let words = free.filter_map(|anchor| {
                let (key, span) = known_word(self.view, anchor)?;
                Some((key, span, anchor.unit))
            });
            words.collect()
        })
    }
}

/// A word of the dictionary or a run of katakana, with its place, if it may be the rendering of a term.
pub(super) fn known_word<'a>(view: &View<'a>, anchor: &Anchor) -> Option<(&'a str, Span)> {
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

pub(super) fn is_kanji(key: &str) -> bool {
    key.chars().all(script::is_kanji)
}

pub(super) fn is_katakana(key: &str) -> bool {
    key.chars().all(script::is_katakana)
}
