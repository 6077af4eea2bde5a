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
use crate::review::checks::related::{PieceKanji, Related};
use crate::review::view::View;
use crate::text::Span;
use crate::text::script::{Class, is_kanji, is_katakana};

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
struct Words {
    words: Vec<Word>,
    /// Where the words of each pair end.
    ends: Vec<usize>,
}

impl Words {
    fn with_capacity(n_words: usize) -> Self {
        Words {
            words: Vec::with_capacity(n_words),
            ends: Vec::new(),
        }
    }

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
        // The words of each target are compared with the source of the pair before, of its own, and of the next.
        for k in 0..pairs.len() {
            comparer.turn_to(k);
            if let Some(before) = k.checked_sub(1) {
                comparer.compare(before);
                let words = comparer.source.of(before);
                source.by_chance.count(words, &comparer.met.0);
            }
            comparer.compare(k);
            let rendered = [&mut source.rendered, &mut target.rendered];
            let words = [comparer.source.of(k), comparer.target.of(k)];
            let met = [&comparer.met.0, &comparer.met.1];
            for ((counts, words), met) in rendered.into_iter().zip(words).zip(met) {
                counts.count(words, met);
            }
            comparer.keep();
            if k + 1 < pairs.len() {
                comparer.compare(k + 1);
                let words = comparer.target.of(k);
                target.by_chance.count(words, &comparer.met.1);
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

/// Compares the target of a pair with the sources of the pair before, of its own, and of the next.
struct Comparer<'a> {
    view: &'a View<'a>,
    pairs: &'a [&'a Bead],
    related: Related,
    source: Words,
    target: Words,
    /// The pair whose target is compared, its runs of kanji and katakana, and the pieces of them.
    theirs: usize,
    runs: Vec<Span>,
    pieces: Vec<Piece>,
    /// The kanji of the pieces that say something.
    kanji: PieceKanji,
    /// For each source unit where it stood last.
    stands: Vec<Stand>,
    turn: u32,
    /// For each word of the target which of the three sources it meets.
    target_meets: Vec<u8>,
    /// How the words of the source and of the target that were compared last met.
    met: (Vec<Meeting>, Vec<Meeting>),
}

/// Where a source unit stands in a turn.
#[derive(Clone, Copy, Default)]
struct Stand {
    turn: u32,
    /// The sources that hold it, each a bit.
    sources: u8,
    /// Whether a word of the target meets it.
    is_met: bool,
    /// The learned piece that stands for it in the target, if there is one.
    piece: Option<u32>,
}

/// A word of a target that stands in a run of kanji or katakana, or such a run in which no word stands.
struct Piece {
    span: Span,
    /// The place of the word among those of the target.
    word: Option<usize>,
    /// Whether no word of the source met it in the last comparison.
    is_free: bool,
}

impl<'a> Comparer<'a> {
    fn new(view: &'a View<'a>, pairs: &'a [&'a Bead]) -> Self {
        let (n_source_units, n_target_units) = view.anchored.n_units();
        let text = view.target.text();
        let mut source_kinds = Kinds::new(n_source_units, |anchor| source_kind(view, anchor));
        let mut target_kinds = Kinds::new(n_target_units, |anchor| target_kind(text, anchor));
        let mut source = Words::with_capacity(view.anchors.source.len());
        let mut target = Words::with_capacity(view.anchors.target.len());
        for bead in pairs {
            let anchors = view.anchors.source.of(bead.source.clone());
            source_kinds.add_words(anchors, &mut source);
            let anchors = view.anchors.target.of(bead.target.clone());
            target_kinds.add_words(anchors, &mut target);
        }
        Comparer {
            view,
            pairs,
            related: Related::new(view, pairs),
            source,
            target,
            theirs: 0,
            runs: Vec::new(),
            pieces: Vec::new(),
            kanji: PieceKanji::new(),
            stands: vec![Stand::default(); n_source_units],
            turn: 0,
            target_meets: Vec::new(),
            met: Default::default(),
        }
    }

    /// Takes up the target of a pair.
    fn turn_to(&mut self, theirs: usize) {
        self.theirs = theirs;
        self.meet();
        self.find_pieces();
        let text = self.view.target.text();
        self.kanji.clear();
        for (number, piece) in (0..).zip(&self.pieces) {
            for c in piece.span.of(text).chars() {
                if self.related.says_something(c) {
                    self.kanji.add(c, number);
                }
            }
        }
    }

    /// Lists the words of the target that stand in kanji and katakana, and the runs in which there is no word at all.
    fn find_pieces(&mut self) {
        let words = self.target.of(self.theirs);
        let whole = self.view.target.span(&self.pairs[self.theirs].target);
        list_word_runs(whole.of(self.view.target.text()), &mut self.runs);
        self.pieces.clear();
        let mut from = 0;
        for run in &self.runs {
            let run = run.shifted(whole.start);
            // Words stand in order of their starts and are seldom long; those that end before the run are passed.
            while words
                .get(from)
                .is_some_and(|word| word.span.end <= run.start)
            {
                from += 1;
            }
            let n_before = self.pieces.len();
            for (k, word) in words.iter().enumerate().skip(from) {
                if run.end <= word.span.start {
                    break;
                }
                if run.start < word.span.end {
                    self.pieces.push(Piece::new(word.span, Some(k)));
                }
            }
            if self.pieces.len() == n_before {
                self.pieces.push(Piece::new(run, None));
            }
        }
    }

    /// Keeps what was found last as that of the pair whose target is compared.
    fn keep(&mut self) {
        for (words, met) in [
            (&mut self.source, &self.met.0),
            (&mut self.target, &self.met.1),
        ] {
            let range = words.range(self.theirs);
            for (word, &meeting) in words.words[range].iter_mut().zip(met) {
                word.meeting = meeting;
            }
        }
    }

    /// Finds which of the sources each word of the target meets, which of their words it meets, and what was learned of them.
    fn meet(&mut self) {
        self.turn += 1;
        let turn = self.turn;
        let end = self.pairs.len().min(self.theirs + 2);
        for ours in self.theirs.saturating_sub(1)..end {
            let source = self.bit(ours);
            for word in self.source.of(ours) {
                let stand = &mut self.stands[word.unit as usize];
                if stand.turn != turn {
                    *stand = Stand {
                        turn,
                        ..Stand::default()
                    };
                }
                stand.sources |= source;
            }
        }
        let segments = self.pairs[self.theirs].target.clone();
        for (piece, unit) in self.view.learned.held_by(segments) {
            let stand = &mut self.stands[unit as usize];
            if stand.turn == turn {
                stand.piece = Some(piece);
            }
        }
        self.target_meets.clear();
        for word in self.target.of(self.theirs) {
            let mut sources = 0;
            for (unit, _) in self.view.anchors.met_by(word.unit) {
                let stand = &mut self.stands[unit as usize];
                if stand.turn == turn {
                    sources |= stand.sources;
                    stand.is_met = true;
                }
            }
            self.target_meets.push(sources);
        }
    }

    /// The bit of a source: of the pair before, of the same pair, or of the next.
    fn bit(&self, ours: usize) -> u8 {
        1 << (ours + 1 - self.theirs)
    }

    /// Finds how the words of the source of a pair meet those of the target.
    fn compare(&mut self, ours: usize) {
        let bit = self.bit(ours);
        let (source_met, target_met) = (&mut self.met.0, &mut self.met.1);
        let meeting = |is_met: bool| match is_met {
            true => Meeting::Met,
            false => Meeting::Unmet,
        };
        target_met.clear();
        target_met.extend(
            self.target_meets
                .iter()
                .map(|meets| meeting(meets & bit != 0)),
        );
        let source = self.source.of(ours).iter();
        source_met.clear();
        source_met.extend(source.map(|word| meeting(self.stands[word.unit as usize].is_met)));
        self.find_akin(ours);
    }

    /// Marks unmet words of both sides that may mean the same.
    fn find_akin(&mut self, ours: usize) {
        let free_end = self.find_free();
        let text = self.view.target.text();
        let start = self.view.target.span(&self.pairs[self.theirs].target).start;
        let (source_met, target_met) = (&mut self.met.0, &mut self.met.1);
        let words = self.source.of(ours).iter().zip(source_met);
        let unmet = words.filter(|(_, meeting)| **meeting == Meeting::Unmet);
        for (word, meeting) in unmet.take(MOST_WORDS) {
            let mut is_akin = |piece: &Piece| {
                *meeting = Meeting::Akin;
                if let Some(at) = piece.word {
                    target_met[at] = Meeting::Akin;
                }
            };
            let pieces = &self.pieces;
            self.related.each_shared(
                word.unit,
                &self.kanji,
                |piece| pieces[piece as usize].is_free,
                |piece| is_akin(&pieces[piece as usize]),
            );
            if let Some(piece) = self.stands[word.unit as usize].piece {
                let learned = self.view.learned.piece(piece);
                let free = self.pieces.iter().filter(|piece| piece.is_free);
                free.filter(|piece| piece.span.of(text).contains(learned))
                    .for_each(is_akin);
                if start < free_end && text[start..free_end].contains(learned) {
                    *meeting = Meeting::Akin;
                }
            }
        }
    }

    /// Finds which pieces no word met, so many at most; returns where the last of them ends.
    fn find_free(&mut self) -> usize {
        let (mut n_free, mut last, mut end) = (0, None, 0);
        for piece in &mut self.pieces {
            let is_unmet = |word: usize| self.met.1[word] == Meeting::Unmet && last != Some(word);
            piece.is_free = n_free < MOST_WORDS && piece.word.is_none_or(is_unmet);
            if piece.is_free {
                n_free += 1;
                (last, end) = (piece.word, piece.span.end);
            }
        }
        end
    }
}

impl Piece {
    fn new(span: Span, word: Option<usize>) -> Self {
        Piece {
            span,
            word,
            is_free: false,
        }
    }
}

/// Lists the runs of kanji and those of katakana of a text.
fn list_word_runs(text: &str, runs: &mut Vec<Span>) {
    runs.clear();
    let mut before = None;
    for (at, c) in text.char_indices() {
        let class = word_class(c);
        if class.is_some() {
            let end = at + c.len_utf8();
            match runs.last_mut() {
                Some(run) if class == before => run.end = end,
                _ => runs.push(Span::new(at, end)),
            }
        }
        before = class;
    }
}

/// The class of a kanji or katakana.
fn word_class(c: char) -> Option<Class> {
    match c {
        // Most other characters need not be looked up.
        '\0'..='\u{7f}' | '\u{3040}'..='\u{309f}' => None,
        _ if is_kanji(c) => Some(Class::Kanji),
        _ if is_katakana(c) => Some(Class::Katakana),
        _ => None,
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
            let has_kanji = characters.any(is_kanji);
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
        // A unit has one weight for each way to meet.
        let mut known = vec![[None; 3]; self.rendered.0.len()];
        for word in words {
            let known = &mut known[word.unit as usize][word.meeting as usize];
            word.left_out = *known.get_or_insert_with(|| self.left_out(word));
        }
    }

    /// ln P(as it is | left out) − ln P(as it is | rendered).
    fn left_out(&self, word: &Word) -> f32 {
        let prior = word.kind.prior();
        let mut own = self.rendered.0[word.unit as usize];
        // This case teaches nothing of itself.
        own[word.meeting as usize] -= 1.0;
        let chance = self.by_chance.0[word.unit as usize];
        let rate = |counts: [f32; 3], prior: [f32; 2]| {
            let prior = match word.meeting {
                Meeting::Met => prior[0],
                Meeting::Akin => prior[1],
                Meeting::Unmet => 1.0 - prior[0] - prior[1],
            };
            let all: f32 = counts.iter().sum();
            let count = counts[word.meeting as usize];
            let rate = (count + PRIOR_CASES * prior) / (all + PRIOR_CASES);
            rate.clamp(LEAST_RATE, 1.0 - LEAST_RATE)
        };
        libm::logf(rate(chance, prior[1]) / rate(own, prior[0]))
    }
}
