//! How much of each side's words the other side of its pair has: by the dictionary, by shared kanji, by what the
//! document itself teaches.
//!
//! In: the anchors of both sides of every sure pair, and the lexicon learned from them. Out: for each word the logarithm of
//! how much likelier it stands as it does if it was left out than if it was rendered. Both rates are estimated in the
//! document: the one from the words of each pair against the other side of the next pair, the other from the pairs
//! themselves, each from a prior by the word's kind. O(anchors).

use std::ops::Range;

use crate::align::Bead;
use crate::anchor::places::{Anchor, AnchorForm};
use crate::review::checks::related::Related;
use crate::review::view::View;
use crate::text::Span;
use crate::text::script::{Class, Run, class, list_runs};

/// Words of a pair that are compared with all words of its other side, at most: a pair has seldom fifty.
const MOST_WORDS: usize = 200;
/// The prior of a rate, as so many cases.
const PRIOR_CASES: f32 = 3.0;
/// How near to 0 and to 1 a rate may come.
const LEAST_RATE: f32 = 0.02;

/// How a word met the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meeting {
    /// A word of the dictionary, a number, a name.
    Met,
    /// Something that may be it: a kanji of a word for it, or what usually stands where it stands.
    Akin,
    Unmet,
}

/// A word of one side of a pair.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) span: Span,
    pub(super) meeting: Meeting,
    /// ln P(as it is | left out) − ln P(as it is | rendered).
    pub(super) left_out: f32,
    unit: u32,
    kind: Kind,
}

/// What kind of word it is, by which it has a prior.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    /// An English word that the dictionary knows.
    Known,
    /// A word in Latin letters of which it knows nothing.
    Strange,
    Katakana,
    /// A Japanese word with kanji, and one without.
    Kanji,
    Kana,
}

impl Kind {
    /// How often such a word is met, and akin, where it was rendered, and by chance: measured on 79 texts.
    fn prior(self) -> [[f32; 2]; 2] {
        match self {
            Kind::Number => [[0.95, 0.01], [0.12, 0.01]],
            Kind::Known => [[0.7, 0.13], [0.16, 0.2]],
            Kind::Strange => [[0.57, 0.07], [0.1, 0.03]],
            Kind::Katakana => [[0.86, 0.04], [0.24, 0.02]],
            Kind::Kanji => [[0.53, 0.14], [0.11, 0.2]],
            Kind::Kana => [[0.14, 0.01], [0.04, 0.01]],
        }
    }
}

/// The words of every pair that is sure enough, and how each met the other side.
pub(super) struct Evidence {
    /// For each bead the number of its pair, if it is sure.
    pair_of_bead: Vec<Option<u32>>,
    source: Words,
    target: Words,
}

/// The words of one side, pair by pair.
#[derive(Default)]
struct Words {
    words: Vec<Word>,
    /// Where the words of each pair end.
    ends: Vec<usize>,
}

impl Words {
    fn range(&self, pair: usize) -> Range<usize> {
        let start = pair.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[pair]
    }

    fn of(&self, pair: usize) -> &[Word] {
        &self.words[self.range(pair)]
    }
}

impl Evidence {
    /// Looks at every pair of at least this confidence.
    pub(super) fn new(view: &View<'_>, sure: f32) -> Self {
        let is_sure = |bead: &Bead| !bead.is_null() && sure <= bead.confidence;
        let pairs: Vec<&Bead> = view.beads.iter().filter(|bead| is_sure(bead)).collect();
        let mut comparer = Comparer::new(view, &pairs);
        let n_units = view.anchored.n_units();
        let (mut source, mut target) = (Rates::new(n_units.0), Rates::new(n_units.1));
        for k in 0..pairs.len() {
            comparer.compare(k, k);
            source
                .rendered
                .count(comparer.source.of(k), &comparer.met.0);
            target
                .rendered
                .count(comparer.target.of(k), &comparer.met.1);
            comparer.keep(k);
            if k + 1 < pairs.len() {
                comparer.compare(k, k + 1);
                source
                    .by_chance
                    .count(comparer.source.of(k), &comparer.met.0);
                comparer.compare(k + 1, k);
                target
                    .by_chance
                    .count(comparer.target.of(k), &comparer.met.1);
            }
        }
        let (mut of_source, mut of_target) = (comparer.source, comparer.target);
        source.weigh(&mut of_source.words);
        target.weigh(&mut of_target.words);
        let mut n_sure = 0;
        let pair_of_bead = view.beads.iter().map(|bead| {
            is_sure(bead).then(|| {
                n_sure += 1;
                n_sure - 1
            })
        });
        Evidence {
            pair_of_bead: pair_of_bead.collect(),
            source: of_source,
            target: of_target,
        }
    }

    /// The words of the source and of the target of a bead, if it is sure.
    pub(super) fn of(&self, bead: usize) -> Option<(&[Word], &[Word])> {
        let pair = (*self.pair_of_bead.get(bead)?)? as usize;
        Some((self.source.of(pair), self.target.of(pair)))
    }

    /// Whether a neighbouring pair has words to spare in its translation for half of the unmet words of the source of a bead.
    pub(super) fn is_source_held(&self, view: &View<'_>, bead: usize, run: &[Word]) -> bool {
        self.is_held(bead, run, |(_, target), word| {
            let mut free = target.iter().filter(|w| w.meeting == Meeting::Unmet);
            free.any(|other| view.anchors.met_by(other.unit).any(|m| m.0 == word.unit))
        })
    }

    /// Whether a neighbouring pair has words to spare in its original for half of the unmet words of the target of a bead.
    pub(super) fn is_target_held(&self, view: &View<'_>, bead: usize, run: &[Word]) -> bool {
        self.is_held(bead, run, |(source, _), word| {
            let mut free = source.iter().filter(|w| w.meeting == Meeting::Unmet);
            free.any(|other| view.anchors.met_by(word.unit).any(|m| m.0 == other.unit))
        })
    }

    fn is_held(
        &self,
        bead: usize,
        run: &[Word],
        holds: impl Fn((&[Word], &[Word]), &Word) -> bool,
    ) -> bool {
        let around = [bead.checked_sub(1), Some(bead + 1)];
        let unmet = || run.iter().filter(|word| word.meeting == Meeting::Unmet);
        around.into_iter().flatten().any(|k| {
            let Some(pair) = self.of(k) else {
                return false;
            };
            let n_held = unmet().filter(|word| holds(pair, word)).count();
            0 < n_held && unmet().count() <= 2 * n_held
        })
    }
}

/// Compares the source of one pair with the target of one pair.
struct Comparer<'a> {
    view: &'a View<'a>,
    pairs: &'a [&'a Bead],
    related: Related<'a>,
    source: Words,
    target: Words,
    /// Runs of kanji and katakana of the target, and where those of each pair end.
    runs: Vec<Span>,
    run_ends: Vec<usize>,
    /// For each source unit the comparison in which it stood last, and in which it was met last.
    stands_in: Vec<u32>,
    met_in: Vec<u32>,
    n_comparisons: u32,
    /// How the words of the source and of the target that were compared last met.
    met: (Vec<Meeting>, Vec<Meeting>),
    /// Pieces of the target that no word met, and the place of each among the words.
    free: Vec<(Span, Option<usize>)>,
    /// Their kanji that say something, and the piece of each.
    free_kanji: Vec<(char, usize)>,
}

impl<'a> Comparer<'a> {
    fn new(view: &'a View<'a>, pairs: &'a [&'a Bead]) -> Self {
        let (n_source_units, n_target_units) = view.anchored.n_units();
        let mut comparer = Comparer {
            view,
            pairs,
            related: Related::new(view, pairs),
            source: Words::default(),
            target: Words::default(),
            runs: Vec::new(),
            run_ends: Vec::new(),
            stands_in: vec![0; n_source_units],
            met_in: vec![0; n_source_units],
            n_comparisons: 0,
            met: Default::default(),
            free: Vec::new(),
            free_kanji: Vec::new(),
        };
        let text = view.target.text();
        let mut source_kinds = Kinds::new(n_source_units, |anchor| source_kind(view, anchor));
        let mut target_kinds = Kinds::new(n_target_units, |anchor| target_kind(text, anchor));
        let mut of_text = Vec::new();
        for bead in pairs {
            let anchors = view.anchors.source.of(bead.source.clone());
            source_kinds.add_words(anchors, &mut comparer.source);
            let anchors = view.anchors.target.of(bead.target.clone());
            target_kinds.add_words(anchors, &mut comparer.target);
            let whole = view.target.span(&bead.target);
            list_runs(whole.of(text), &mut of_text);
            let is_word = |run: &&Run| matches!(run.class, Class::Kanji | Class::Katakana);
            let runs = of_text.iter().filter(is_word);
            comparer
                .runs
                .extend(runs.map(|run| run.span.shifted(whole.start)));
            comparer.run_ends.push(comparer.runs.len());
        }
        comparer
    }

    /// Keeps what was found last as that of a pair.
    fn keep(&mut self, pair: usize) {
        for (words, met) in [
            (&mut self.source, &self.met.0),
            (&mut self.target, &self.met.1),
        ] {
            let range = words.range(pair);
            for (word, &meeting) in words.words[range].iter_mut().zip(met) {
                word.meeting = meeting;
            }
        }
    }

    /// Finds how the words of the source of `ours` and of the target of `theirs` meet.
    fn compare(&mut self, ours: usize, theirs: usize) {
        self.n_comparisons += 1;
        let now = self.n_comparisons;
        let (source, target) = (self.source.of(ours), self.target.of(theirs));
        for word in source {
            self.stands_in[word.unit as usize] = now;
        }
        let (source_met, target_met) = (&mut self.met.0, &mut self.met.1);
        target_met.clear();
        for word in target {
            let mut meeting = Meeting::Unmet;
            for (unit, _) in self.view.anchors.met_by(word.unit) {
                if self.stands_in[unit as usize] == now {
                    self.met_in[unit as usize] = now;
                    meeting = Meeting::Met;
                }
            }
            target_met.push(meeting);
        }
        source_met.clear();
        source_met.extend(
            source
                .iter()
                .map(|word| match self.met_in[word.unit as usize] == now {
                    true => Meeting::Met,
                    false => Meeting::Unmet,
                }),
        );
        self.find_akin(ours, theirs);
    }

    /// Marks unmet words of both sides that may mean the same.
    fn find_akin(&mut self, ours: usize, theirs: usize) {
        self.find_free(theirs);
        let text = self.view.target.text();
        self.free_kanji.clear();
        for (k, (span, _)) in self.free.iter().enumerate() {
            let kanji = span
                .of(text)
                .chars()
                .filter(|&c| self.related.says_something(c));
            self.free_kanji.extend(kanji.map(|c| (c, k)));
        }
        let start = self.view.target.span(&self.pairs[theirs].target).start;
        let end = self.free.last().map_or(start, |free| free.0.end);
        let whole = Span::new(start, end);
        let segments = &self.pairs[theirs].target;
        let mut n_left = MOST_WORDS;
        for (word, meeting) in self.source.of(ours).iter().zip(&mut self.met.0) {
            if *meeting != Meeting::Unmet {
                continue;
            }
            n_left -= 1;
            let mut is_akin = |k: usize| {
                *meeting = Meeting::Akin;
                if let Some(at) = self.free[k].1 {
                    self.met.1[at] = Meeting::Akin;
                }
            };
            for k in self.related.sharing(word.unit, &self.free_kanji) {
                is_akin(k);
            }
            if let Some(piece) = self.related.learned(word.unit, segments) {
                let holding = |&k: &usize| self.free[k].0.of(text).contains(piece);
                (0..self.free.len()).filter(holding).for_each(is_akin);
                if whole.start < whole.end && whole.of(text).contains(piece) {
                    *meeting = Meeting::Akin;
                }
            }
            if n_left == 0 {
                return;
            }
        }
    }

    /// Lists the unmet words of a target in kanji and katakana, and the runs in which there is no word at all.
    fn find_free(&mut self, pair: usize) {
        let words = self.target.of(pair);
        let first_run = pair
            .checked_sub(1)
            .map_or(0, |before| self.run_ends[before]);
        self.free.clear();
        let mut from = 0;
        for &run in &self.runs[first_run..self.run_ends[pair]] {
            // Words stand in order of their starts and are seldom long; those that end before the run are passed.
            while words
                .get(from)
                .is_some_and(|word| word.span.end <= run.start)
            {
                from += 1;
            }
            let mut has_word = false;
            for (k, word) in words.iter().enumerate().skip(from) {
                if run.end <= word.span.start {
                    break;
                }
                if word.span.end <= run.start {
                    continue;
                }
                has_word = true;
                if self.met.1[k] == Meeting::Unmet
                    && self.free.last() != Some(&(word.span, Some(k)))
                {
                    self.free.push((word.span, Some(k)));
                }
            }
            if !has_word {
                self.free.push((run, None));
            }
        }
        self.free.truncate(MOST_WORDS);
    }
}

/// The kind of each unit, found when it is first met: anchors of one unit are of one kind.
struct Kinds<F> {
    of_unit: Vec<Option<Option<Kind>>>,
    find: F,
}

impl<F: Fn(&Anchor) -> Option<Kind>> Kinds<F> {
    fn new(n_units: usize, find: F) -> Self {
        let of_unit = vec![None; n_units];
        Kinds { of_unit, find }
    }

    /// Adds the words among the anchors of a pair.
    fn add_words(&mut self, anchors: &[Anchor], words: &mut Words) {
        for anchor in anchors {
            let known = &mut self.of_unit[anchor.unit as usize];
            if let Some(kind) = *known.get_or_insert_with(|| (self.find)(anchor)) {
                words.words.push(Word {
                    span: anchor.span,
                    meeting: Meeting::Unmet,
                    left_out: 0.0,
                    unit: anchor.unit,
                    kind,
                });
            }
        }
        words.ends.push(words.words.len());
    }
}

fn source_kind(view: &View<'_>, anchor: &Anchor) -> Option<Kind> {
    match anchor.form {
        AnchorForm::Number => Some(Kind::Number),
        AnchorForm::Word if view.anchored.is_source_known(anchor.unit) => Some(Kind::Known),
        AnchorForm::Word => Some(Kind::Strange),
        _ => None,
    }
}

fn target_kind(text: &str, anchor: &Anchor) -> Option<Kind> {
    match anchor.form {
        AnchorForm::Number => Some(Kind::Number),
        AnchorForm::Katakana => Some(Kind::Katakana),
        AnchorForm::Word => Some(Kind::Strange),
        AnchorForm::Key => {
            let mut characters = anchor.span.of(text).chars();
            let has_kanji = characters.any(|c| class(c) == Class::Kanji);
            Some(if has_kanji { Kind::Kanji } else { Kind::Kana })
        }
        AnchorForm::Interjection => None,
    }
}

/// How often each unit of a side is met, akin or not, where it was rendered and by chance.
struct Rates {
    rendered: Counts,
    by_chance: Counts,
}

/// For each unit how often it was met, akin, and unmet.
struct Counts(Vec<[f32; 3]>);

impl Counts {
    fn count(&mut self, words: &[Word], met: &[Meeting]) {
        for (word, &meeting) in words.iter().zip(met) {
            self.0[word.unit as usize][meeting as usize] += 1.0;
        }
    }
}

impl Rates {
    fn new(n_units: usize) -> Self {
        let counts = || Counts(vec![[0.0; 3]; n_units]);
        Rates {
            rendered: counts(),
            by_chance: counts(),
        }
    }

    /// Gives each word its weight.
    fn weigh(&self, words: &mut [Word]) {
        for word in words {
            let prior = word.kind.prior();
            let mut own = self.rendered.0[word.unit as usize];
            // This case teaches nothing of itself.
            own[word.meeting as usize] -= 1.0;
            let chance = self.by_chance.0[word.unit as usize];
            let rate = |counts: [f32; 3], prior: [f32; 2], level: Meeting| {
                let prior = match level {
                    Meeting::Met => prior[0],
                    Meeting::Akin => prior[1],
                    Meeting::Unmet => 1.0 - prior[0] - prior[1],
                };
                let all: f32 = counts.iter().sum();
                let rate = (counts[level as usize] + PRIOR_CASES * prior) / (all + PRIOR_CASES);
                rate.clamp(LEAST_RATE, 1.0 - LEAST_RATE)
            };
            let (left_out, rendered) = (
                rate(chance, prior[1], word.meeting),
                rate(own, prior[0], word.meeting),
            );
            word.left_out = libm::logf(left_out / rendered);
        }
    }
}
