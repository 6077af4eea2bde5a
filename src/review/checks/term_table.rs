//! The terms of the original with their occurrences, and the known words of the translation that each meets.
//!
//! In: the anchors of the pairs. Out: terms in the order of their names, each with one occurrence a pair. Forms of a word are
//! kept apart but for the plural: use, useful and used are no one term. O(anchors).

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};

use rustc_hash::FxHashMap;

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
    /// The number of the key: equal keys have the same.
    pub(super) number: u32,
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
    /// Whether each term is wanted, in how many pairs it stands, and in which last.
    is_wanted: Vec<bool>,
    n_pairs: Vec<usize>,
    last_bead: Vec<usize>,
    /// In the order of beads.
    found: Vec<Found>,
    /// The known words that occurrences meet, one occurrence after the other, and the numbers of their keys.
    met: Vec<Met<'a>>,
    numbers: FxHashMap<&'a str, u32>,
}

/// An occurrence of a wanted term, with the number of known words that it meets. A text has many.
struct Found {
    term: u32,
    bead: u32,
    /// The place of its anchor among those of the bead.
    anchor: u32,
    n_met: u32,
    is_met: bool,
}

impl<'a> Terms<'a> {
    /// The terms of the text whose names are wanted, each found once in a pair.
    pub(super) fn of(view: &View<'a>, is_wanted: impl Fn(&str) -> bool) -> Self {
        let mut terms = Terms::default();
        terms.found.reserve(view.anchors.source.len());
        let mut meetings = Meetings::new(view.anchored.n_units().0);
        for (k, bead) in view.pairs().filter(|(_, bead)| SURE <= bead.confidence) {
            let target = view.anchors.target.of(bead.target.clone());
            let source = view.anchors.source.of(bead.source.clone());
            meetings.turn_to(view, k, (source, target));
            for (at, anchor) in source.iter().enumerate() {
                if anchor.form != AnchorForm::Word {
                    continue;
                }
                let term = terms.number(anchor.span.of(view.source.text()), &is_wanted);
                let is_again = std::mem::replace(&mut terms.last_bead[term], k) == k;
                if is_again || !terms.is_wanted[term] {
                    continue;
                }
                terms.n_pairs[term] += 1;
                let n_before = terms.met.len();
                let mut is_met = false;
                for other in meetings.of(k, anchor.unit) {
                    is_met = true;
                    if let Some((key, span)) = known_word(view, &target[other]) {
                        let number = terms.key_number(key);
                        terms.met.push(Met {
                            key,
                            number,
                            span,
                            is_others: meetings.is_shared(other),
                        });
                    }
                }
                terms.found.push(Found {
                    term: term as u32,
                    bead: k as u32,
                    anchor: at as u32,
                    n_met: (terms.met.len() - n_before) as u32,
                    is_met,
                });
            }
        }
        terms
    }

    /// The number of a key that occurrences meet.
    fn key_number(&mut self, key: &'a str) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(key).or_insert(next)
    }

    /// The number of the term that a spelling is.
    fn number(&mut self, spelling: &'a str, is_wanted: impl Fn(&str) -> bool) -> usize {
        if let Some(&number) = self.by_spelling.get(spelling) {
            return number;
        }
        let name = singular(spelling);
        let next = self.names.len();
        let number = *self.by_name.entry(name.clone()).or_insert(next);
        if number == next {
            self.is_wanted.push(is_wanted(&name));
            self.names.push(name);
            self.n_pairs.push(0);
            self.last_bead.push(usize::MAX);
        }
        self.by_spelling.insert(spelling, number);
        number
    }

    /// The wanted terms, in the order of their names, each with its occurrences; those of fewer pairs than `least` are kept only if
    /// they are wanted in any case.
    pub(super) fn in_order(
        &self,
        view: &View<'_>,
        least: usize,
        is_wanted_anyway: impl Fn(&str) -> bool,
    ) -> Vec<(&str, Vec<Occurrence<'_>>)> {
        let numbered = self.names.iter().zip(&self.n_pairs).enumerate();
        let wanted = numbered.filter(|(number, (name, n_pairs))| {
            self.is_wanted[*number] && (least <= **n_pairs || is_wanted_anyway(name))
        });
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
        let mut rest = &self.met[..];
        for found in &self.found {
            let met;
            (met, rest) = rest.split_at(found.n_met as usize);
            if let Some(place) = place[found.term as usize] {
                let bead = found.bead as usize;
                let anchors = view.anchors.source.of(view.beads[bead].source.clone());
                terms[place].1.push(Occurrence {
                    bead,
                    span: anchors[found.anchor as usize].span,
                    met,
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
    view: &'v View<'a>,
    of_beads: Vec<OnceCell<Vec<FreeWord<'a>>>>,
    /// For each source unit the last bead of which it was found to be a word.
    last: Vec<Cell<usize>>,
}

impl<'v, 'a> FreeWords<'v, 'a> {
    pub(super) fn new(view: &'v View<'a>) -> Self {
        FreeWords {
            view,
            of_beads: vec![OnceCell::new(); view.beads.len()],
            last: vec![Cell::new(NONE); view.anchored.n_units().0],
        }
    }

    /// O(anchors of the bead).
    pub(super) fn of(&self, bead: usize) -> &[FreeWord<'a>] {
        self.of_beads[bead].get_or_init(|| {
            let pair = &self.view.beads[bead];
            for anchor in self.view.anchors.source.of(pair.source.clone()) {
                self.last[anchor.unit as usize].set(bead);
            }
            let target = self.view.anchors.target.of(pair.target.clone()).iter();
            let free = target.filter(|anchor| {
                let mut met = self.view.anchors.met_by(anchor.unit);
                !met.any(|(unit, _)| self.last[unit as usize].get() == bead)
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
