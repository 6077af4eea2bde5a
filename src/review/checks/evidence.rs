//! How much of each side's words the other side of its pair has: by the dictionary, by shared kanji, by what the
//! document itself teaches.
//!
//! In: the anchors of both sides of every pair. Out: for each word the logarithm of how much likelier it is to stand as it does
//! if it was left out than if it was rendered. Both are learned from the document: the one from the words of each
//! pair against the other side of the next pair, the other from the pairs themselves, each from a prior by the
//! word's kind. O(anchors), and for pairs that teach, O(words of the source × words of the target).

use rustc_hash::{FxHashMap, FxHashSet};

use crate::align::Bead;
use crate::anchor::places::{Anchor, AnchorForm};
use crate::lexicon::Lexicon;
use crate::review::view::View;
use crate::text::Span;
use crate::text::script::{Class, class, runs};

/// Pairs that teach at most, and pairs in which two words stand together at least before they are believed, and the least of
/// Dice's measure.
const MOST_TEACHERS: usize = 4_000;
const LEAST_TOGETHER: u32 = 3;
const LEAST_DICE: f32 = 0.5;
/// Words of a pair that are compared with all words of its other side, at most: a pair has seldom fifty.
const MOST_WORDS: usize = 200;
/// Pairs in which a kanji stands beyond which it says nothing, as a share.
const COMMON: f32 = 0.1;
/// The prior of a rate, as so many cases.
const PRIOR_CASES: f32 = 3.0;
/// How near to 0 and to 1 a rate may come.
const LEAST_RATE: f32 = 0.02;

/// How a word met the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::review) enum Meeting {
    /// A word of the dictionary, a number, a name.
    Met,
    /// Something that may be it: a kanji of a word for it, or what usually stands where it stands.
    Akin,
    Unmet,
}

/// A word of one side of a pair.
#[derive(Debug, Clone, Copy)]
pub(in crate::review) struct Word {
    pub(in crate::review) span: Span,
    pub(in crate::review) meeting: Meeting,
    /// ln P(as it is | left out) − ln P(as it is | rendered).
    pub(in crate::review) left_out: f32,
    unit: u32,
    kind: Kind,
}

/// The words of both sides of a pair.
#[derive(Debug, Clone, Default)]
pub(in crate::review) struct PairEvidence {
    pub(in crate::review) source: Vec<Word>,
    pub(in crate::review) target: Vec<Word>,
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

/// The evidence of every pair that is sure enough, by bead.
pub(in crate::review) struct Evidence(Vec<Option<PairEvidence>>);

impl Evidence {
    /// Looks at every pair of at least this confidence.
    pub(in crate::review) fn new(view: &View<'_>, sure: f32) -> Self {
        let kin = Kin::new(view, sure);
        let is_sure = |bead: &Bead| !bead.is_null() && sure <= bead.confidence;
        let pairs: Vec<&Bead> = view.beads.iter().filter(|bead| is_sure(bead)).collect();
        let mut met: Vec<PairEvidence> = Vec::new();
        let (mut source, mut target) = (Rates::default(), Rates::default());
        for (k, bead) in pairs.iter().enumerate() {
            let own = kin.compare(view, bead, bead);
            source.rendered(&own.source);
            target.rendered(&own.target);
            met.push(own);
            if let Some(next) = pairs.get(k + 1) {
                source.chance(&kin.compare(view, bead, next).source);
                target.chance(&kin.compare(view, next, bead).target);
            }
        }
        for pair in &mut met {
            source.weigh(&mut pair.source);
            target.weigh(&mut pair.target);
        }
        let mut met = met.into_iter();
        let beads = view.beads.iter();
        Evidence(
            beads
                .map(|bead| if is_sure(bead) { met.next() } else { None })
                .collect(),
        )
    }

    /// The evidence of a bead.
    pub(in crate::review) fn of(&self, bead: usize) -> Option<&PairEvidence> {
        self.0[bead].as_ref()
    }

    /// Whether a neighbouring pair has words to spare in its translation for half of the unmet words of the source of a bead.
    pub(in crate::review) fn is_source_held(
        &self,
        view: &View<'_>,
        bead: usize,
        run: &[Word],
    ) -> bool {
        self.is_held(bead, run, |pair, word| {
            let mut free = pair.target.iter().filter(|w| w.meeting == Meeting::Unmet);
            free.any(|other| view.anchors.met_by(other.unit).any(|m| m.0 == word.unit))
        })
    }

    /// Whether a neighbouring pair has words to spare in its original for half of the unmet words of the target of a bead.
    pub(in crate::review) fn is_target_held(
        &self,
        view: &View<'_>,
        bead: usize,
        run: &[Word],
    ) -> bool {
        self.is_held(bead, run, |pair, word| {
            let mut free = pair.source.iter().filter(|w| w.meeting == Meeting::Unmet);
            free.any(|other| view.anchors.met_by(word.unit).any(|m| m.0 == other.unit))
        })
    }

    fn is_held(
        &self,
        bead: usize,
        run: &[Word],
        holds: impl Fn(&PairEvidence, &Word) -> bool,
    ) -> bool {
        let around = [bead.checked_sub(1), Some(bead + 1)];
        let unmet = || run.iter().filter(|word| word.meeting == Meeting::Unmet);
        around.into_iter().flatten().any(|k| {
            let Some(Some(pair)) = self.0.get(k) else {
                return false;
            };
            let n_held = unmet().filter(|word| holds(pair, word)).count();
            0 < n_held && unmet().count() <= 2 * n_held
        })
    }
}

/// What is known of words besides the dictionary's meetings.
struct Kin {
    /// For each source unit the kanji of the dictionary's words for it.
    kanji: FxHashMap<u32, FxHashSet<char>>,
    /// Kanji that stand in so many pairs that they say nothing.
    common: FxHashSet<char>,
    /// Source units and pieces of the target that stand together in this document.
    learned: FxHashMap<u32, Vec<Box<str>>>,
}

impl Kin {
    fn new(view: &View<'_>, sure: f32) -> Self {
        let teachers: Vec<&Bead> = view
            .beads
            .iter()
            .filter(|bead| !bead.is_null() && sure <= bead.confidence)
            .collect();
        let every = teachers.len().div_ceil(MOST_TEACHERS).max(1);
        let teachers: Vec<&Bead> = teachers.into_iter().step_by(every).collect();
        let mut counts: FxHashMap<char, usize> = FxHashMap::default();
        for bead in &teachers {
            let text = view.target_text(bead);
            let kanji: FxHashSet<char> = text.chars().filter(|&c| is_kanji(c)).collect();
            kanji
                .into_iter()
                .for_each(|c| *counts.entry(c).or_default() += 1);
        }
        let most = (COMMON * teachers.len() as f32).max(3.0) as usize;
        Kin {
            kanji: kanji_of_stems(view, view.lexicon()),
            common: counts
                .into_iter()
                .filter(|(_, n)| most < *n)
                .map(|(c, _)| c)
                .collect(),
            learned: learn(view, &teachers),
        }
    }

    /// The words of the source of a bead and of the target of a bead, and what meets what.
    fn compare(&self, view: &View<'_>, ours: &Bead, theirs: &Bead) -> PairEvidence {
        let survey = view.anchors;
        let mut source: Vec<Word> = survey
            .source
            .of(ours.source.clone())
            .iter()
            .filter_map(|anchor| Some(word(anchor, source_kind(view, anchor)?)))
            .collect();
        let mut target: Vec<Word> = survey
            .target
            .of(theirs.target.clone())
            .iter()
            .filter_map(|anchor| Some(word(anchor, target_kind(view, anchor)?)))
            .collect();
        let ours: FxHashSet<u32> = source.iter().map(|word| word.unit).collect();
        let mut met: FxHashSet<u32> = FxHashSet::default();
        for word in &mut target {
            let units = survey.met_by(word.unit).map(|(unit, _)| unit);
            for unit in units.filter(|unit| ours.contains(unit)) {
                met.insert(unit);
                word.meeting = Meeting::Met;
            }
        }
        for word in source.iter_mut().filter(|word| met.contains(&word.unit)) {
            word.meeting = Meeting::Met;
        }
        let text = view.target.text();
        self.find_kin(
            text,
            view.target.span(&theirs.target),
            &mut source,
            &mut target,
        );
        PairEvidence { source, target }
    }

    /// Marks unmet words of both sides that may mean the same.
    fn find_kin(&self, text: &str, whole: Span, source: &mut [Word], target: &mut [Word]) {
        let mut free = free_runs(text, whole, target);
        free.truncate(MOST_WORDS);
        let whole = Span::new(
            whole.start,
            free.last().map_or(whole.start, |free| free.0.end),
        );
        let unmet = source.iter_mut().filter(|w| w.meeting == Meeting::Unmet);
        for word in unmet.take(MOST_WORDS) {
            let kanji = self.kanji.get(&word.unit);
            let pieces = self.learned.get(&word.unit);
            let shared = |c: char| {
                !self.common.contains(&c) && kanji.is_some_and(|kanji| kanji.contains(&c))
            };
            let is_learned = |text: &str| {
                let mut pieces = pieces.into_iter().flatten();
                pieces.any(|piece| text.contains(&**piece))
            };
            for (span, at) in &free {
                let run = span.of(text);
                if !run.chars().any(shared) && !is_learned(run) {
                    continue;
                }
                word.meeting = Meeting::Akin;
                if let Some(at) = *at {
                    target[at].meeting = Meeting::Akin;
                }
            }
            if word.meeting == Meeting::Unmet && is_learned(whole.of(text)) {
                word.meeting = Meeting::Akin;
            }
        }
    }
}

/// The unmet words of a target in kanji and katakana, by number, and the runs in which there is no word at all.
fn free_runs(text: &str, whole: Span, target: &[Word]) -> Vec<(Span, Option<usize>)> {
    let mut free: Vec<(Span, Option<usize>)> = Vec::new();
    let mut from = 0;
    for (run, kind) in runs(whole.of(text)) {
        if !matches!(kind, Class::Kanji | Class::Katakana) {
            continue;
        }
        let run = run.shifted(whole.start);
        // Words stand in order of their starts and are seldom long; those that end before the run are passed.
        while target
            .get(from)
            .is_some_and(|word| word.span.end <= run.start)
        {
            from += 1;
        }
        let within = (from..target.len()).take_while(|&k| target[k].span.start < run.end);
        let mut within = within
            .filter(|&k| run.start < target[k].span.end)
            .peekable();
        if within.peek().is_none() {
            free.push((run, None));
        }
        let unmet = within.filter(|&k| target[k].meeting == Meeting::Unmet);
        free.extend(unmet.map(|k| (target[k].span, Some(k))));
    }
    free.dedup();
    free
}

fn is_kanji(c: char) -> bool {
    class(c) == Class::Kanji
}

fn word(anchor: &Anchor, kind: Kind) -> Word {
    Word {
        span: anchor.span,
        meeting: Meeting::Unmet,
        left_out: 0.0,
        unit: anchor.unit,
        kind,
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

fn target_kind(view: &View<'_>, anchor: &Anchor) -> Option<Kind> {
    match anchor.form {
        AnchorForm::Number => Some(Kind::Number),
        AnchorForm::Katakana => Some(Kind::Katakana),
        AnchorForm::Word => Some(Kind::Strange),
        AnchorForm::Key => {
            let key = anchor.span.of(view.target.text());
            Some(if key.chars().any(is_kanji) {
                Kind::Kanji
            } else {
                Kind::Kana
            })
        }
        AnchorForm::Interjection => None,
    }
}

/// For each source unit the kanji of the words that the lexicon has for it before all others.
fn kanji_of_stems(view: &View<'_>, lexicon: &Lexicon) -> FxHashMap<u32, FxHashSet<char>> {
    let mut kanji = FxHashMap::default();
    for unit in 0..view.anchored.n_source_units() as u32 {
        let Some(stem) = view.anchored.source_stem(unit) else {
            continue;
        };
        let keys = lexicon.entries_led_by(stem).map(|entry| lexicon.key(entry));
        let of_stem: FxHashSet<char> = keys.flat_map(str::chars).filter(|&c| is_kanji(c)).collect();
        if !of_stem.is_empty() {
            kanji.insert(unit, of_stem);
        }
    }
    kanji
}

/// Pieces of the target that stand where a source unit stands, and seldom elsewhere.
fn learn(view: &View<'_>, teachers: &[&Bead]) -> FxHashMap<u32, Vec<Box<str>>> {
    let mut ids: FxHashMap<&str, u32> = FxHashMap::default();
    let mut texts: Vec<&str> = Vec::new();
    let (mut ours, mut theirs): (FxHashMap<u32, u32>, Vec<u32>) = Default::default();
    let mut together: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    let most = teachers.len() as u32 / 4 + 2;
    let mut rows: Vec<(Vec<u32>, Vec<u32>)> = Vec::new();
    for bead in teachers {
        let anchors = view.anchors.source.of(bead.source.clone()).iter();
        let words = anchors.filter(|a| a.form == AnchorForm::Word);
        let mut units: Vec<u32> = words.map(|anchor| anchor.unit).collect();
        units.sort_unstable();
        units.dedup();
        units.truncate(MOST_WORDS);
        let mut pieces: Vec<u32> = Vec::new();
        for piece in pieces_of(view.target_text(bead)).take(MOST_WORDS) {
            let id = *ids.entry(piece).or_insert_with(|| {
                texts.push(piece);
                texts.len() as u32 - 1
            });
            pieces.push(id);
        }
        pieces.sort_unstable();
        pieces.dedup();
        theirs.resize(texts.len(), 0);
        units
            .iter()
            .for_each(|&unit| *ours.entry(unit).or_default() += 1);
        pieces.iter().for_each(|&piece| theirs[piece as usize] += 1);
        rows.push((units, pieces));
    }
    let eligible = |n: u32| (LEAST_TOGETHER..=most).contains(&n);
    for (units, pieces) in &rows {
        for &unit in units.iter().filter(|unit| eligible(ours[unit])) {
            for &piece in pieces.iter().filter(|&&p| eligible(theirs[p as usize])) {
                *together.entry((unit, piece)).or_default() += 1;
            }
        }
    }
    let mut learned: FxHashMap<u32, Vec<Box<str>>> = FxHashMap::default();
    for ((unit, piece), n) in together {
        let dice = 2.0 * n as f32 / (ours[&unit] + theirs[piece as usize]) as f32;
        if LEAST_TOGETHER <= n && LEAST_DICE <= dice {
            let pieces = learned.entry(unit).or_default();
            pieces.push(texts[piece as usize].into());
        }
    }
    learned
}

/// Runs of katakana, and pairs of kanji.
fn pieces_of(text: &str) -> impl Iterator<Item = &str> {
    runs(text).flat_map(|(span, kind)| {
        let run = span.of(text);
        let ends: Vec<usize> = run
            .char_indices()
            .map(|(at, _)| at)
            .chain([run.len()])
            .collect();
        let pieces: Vec<&str> = match kind {
            Class::Katakana if 3 <= ends.len() => vec![run],
            Class::Kanji => ends.windows(3).map(|w| &run[w[0]..w[2]]).collect(),
            _ => Vec::new(),
        };
        pieces
    })
}

/// How often each unit of a side is met, akin or not, where it was rendered and by chance.
#[derive(Default)]
struct Rates {
    rendered: FxHashMap<u32, [f32; 3]>,
    chance: FxHashMap<u32, [f32; 3]>,
}

impl Rates {
    fn rendered(&mut self, words: &[Word]) {
        count(&mut self.rendered, words);
    }

    fn chance(&mut self, words: &[Word]) {
        count(&mut self.chance, words);
    }

    /// Gives each word its weight.
    fn weigh(&self, words: &mut [Word]) {
        for word in words {
            let prior = word.kind.prior();
            let mut own = self.rendered.get(&word.unit).copied().unwrap_or_default();
            // This case teaches nothing of itself.
            own[word.meeting as usize] -= 1.0;
            let chance = self.chance.get(&word.unit).copied().unwrap_or_default();
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

fn count(counts: &mut FxHashMap<u32, [f32; 3]>, words: &[Word]) {
    for word in words {
        counts.entry(word.unit).or_default()[word.meeting as usize] += 1.0;
    }
}
