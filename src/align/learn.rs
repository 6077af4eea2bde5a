//! A lexicon learned from the sure beads of the same text.
//!
//! In: the features, the target and the beads of which a pass was sure. Out: pairs of a piece of the target (a run of
//! kanji or kana) and a unit of the source that keep meeting, and the segments that hold such a piece. O(pairs of rare
//! pieces in the sure beads) and O(characters of the target).

use std::ops::{Range, RangeInclusive};

use crate::align::bead::Alignment;
use crate::anchor::features::{Features, Side};
use crate::anchor::piece::{self, Finder, Piece};
use crate::parallel;
use crate::rows::Rows;
use crate::text::{Document, Language};

/// A learned pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LearnedPair {
    /// The number of the piece among those of the beads that taught.
    pub(super) target_piece: u32,
    pub(crate) source_unit: u32,
    pub(crate) rate: f32,
}

/// The learned pairs and where they stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct LearnedLexicon {
    /// Sorted by piece, one at most for each unit of the source.
    pub(crate) pairs: Vec<LearnedPair>,
    /// The segments of the target, in order, that hold the pieces of pairs, and the places of those pairs, in order.
    pub(crate) occurrences: Vec<(usize, u32)>,
    /// The piece of each pair, if the target is Japanese.
    pub(crate) pieces: Vec<String>,
}

/// What a pair must show before it is believed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Thresholds {
    /// Posterior probability of a bead that teaches.
    pub(crate) sure: f64,
    /// Beads in which both stand.
    pub(crate) together: u32,
    pub(crate) dice: f32,
    /// Dunning's log-likelihood ratio G² (1993).
    pub(crate) g_square: f32,
}

/// PairScorer an embedded lexicon, and without one; swept on real documents of six kinds of text, where looser
/// thresholds beside a lexicon lost one to two points of null F1, since wrong beads taught themselves.
pub(crate) const STRICT: Thresholds = Thresholds {
    sure: 0.9,
    together: 3,
    dice: 0.5,
    g_square: 12.0,
};
pub(crate) const LOOSE: Thresholds = Thresholds {
    sure: 0.5,
    together: 2,
    dice: 0.35,
    g_square: 8.0,
};

/// Beads used at most: more teach nothing new and cost time.
const MOST_BEADS: usize = 4_000;
/// Taken off a count for the chance of a single meeting. Without it the null F1 of a long noisy text falls by .6.
const DISCOUNT: f32 = 0.7;

/// Parts in which the units of the source are studied.
const PARTS: u32 = 16;
/// Segments that a thread looks through at once.
const SEGMENTS_AT_ONCE: usize = 512;

/// A sure bead: ranges of source and target segments.
pub(crate) type SureBead = ((usize, usize), (usize, usize));

/// What sure beads teach. `target` is the document of the target's features.
pub(crate) fn learn(
    features: &Features,
    target: &Document,
    sure: &[SureBead],
    thresholds: Thresholds,
) -> LearnedLexicon {
    if sure.is_empty() {
        return LearnedLexicon::default();
    }
    let every = sure.len().div_ceil(MOST_BEADS);
    let beads: Vec<SureBead> = sure.iter().step_by(every).copied().collect();
    let most = beads.len() as u32 / 4 + 2;
    let eligible = thresholds.together..=most;
    let ((target_pieces, texts), source) = parallel::join(
        || {
            let windows: Vec<_> = beads.iter().map(|bead| bead.1).collect();
            let (rows, n_pieces, texts) = match target.language() {
                Language::Japanese => {
                    let (rows, texts) = piece::read(target, &windows);
                    (rows, texts.len(), texts)
                }
                _ => {
                    let rows = words(&features.target, &windows);
                    (rows, features.target.n_units, Vec::new())
                }
            };
            (Presence::new(&rows, n_pieces, &eligible), texts)
        },
        || {
            let windows: Vec<_> = beads.iter().map(|bead| bead.0).collect();
            let rows = words(&features.source, &windows);
            Presence::new(&rows, features.source.n_units, &eligible)
        },
    );
    let beads = Beads {
        postings: source.rows.transposed(source.count.len()),
        source,
        target: target_pieces,
        total: beads.len() as f32,
        thresholds,
    };
    let pairs = beads.pairs();
    match target.language() {
        Language::Japanese => {
            let texts = pairs.iter().map(|pair| texts[pair.target_piece as usize]);
            let texts: Vec<Piece<'_>> = texts.collect();
            LearnedLexicon {
                occurrences: occurrences(&texts, target),
                pieces: texts.iter().map(|piece| piece.text()).collect(),
                pairs,
            }
        }
        _ => LearnedLexicon {
            occurrences: occurrences_of_units(&pairs, &features.target),
            pieces: Vec::new(),
            pairs,
        },
    }
}

/// What the sure beads of an alignment of the whole document teach.
pub(crate) fn from_alignment(
    features: &Features,
    target: &Document,
    alignment: &Alignment,
    thresholds: Thresholds,
) -> LearnedLexicon {
    let sizes = (features.source.n_segments(), features.target.n_segments());
    let beads = alignment.beads().iter();
    let sure = beads.filter(|bead| {
        let is_inside = bead.source.end <= sizes.0 && bead.target.end <= sizes.1;
        let size = bead.source.len() * bead.target.len();
        is_inside && (1..=2).contains(&size) && thresholds.sure < f64::from(bead.confidence)
    });
    let range = |segments: &Range<usize>| (segments.start, segments.end);
    let sure: Vec<SureBead> = sure
        .map(|bead| (range(&bead.source), range(&bead.target)))
        .collect();
    learn(features, target, &sure, thresholds)
}

/// The distinct words of each window of segments, in order.
fn words(side: &Side, windows: &[(usize, usize)]) -> Rows {
    let (mut rows, mut row) = (Rows::default(), Vec::new());
    for &(start, end) in windows {
        row.clear();
        let units = (start..end).flat_map(|segment| side.units.row(segment));
        row.extend(units.filter(|&&unit| side.is_word[unit as usize]));
        if end - start > 1 {
            row.sort_unstable();
            row.dedup();
        }
        rows.push(row.iter().copied());
    }
    rows
}

/// The segments that hold pieces of Japanese.
fn occurrences(pieces: &[Piece<'_>], target: &Document) -> Vec<(usize, u32)> {
    if pieces.is_empty() {
        return Vec::new();
    }
    let finder = Finder::new(pieces.iter().copied());
    let n_segments = target.segments().len();
    let parts = parallel::map(n_segments.div_ceil(SEGMENTS_AT_ONCE), |part| {
        let start = part * SEGMENTS_AT_ONCE;
        let (mut found, mut occurrences) = (Vec::new(), Vec::new());
        for segment in start..(start + SEGMENTS_AT_ONCE).min(n_segments) {
            finder.find(target.read_text(segment), &mut found);
            occurrences.extend(found.iter().map(|&pair| (segment, pair)));
        }
        occurrences
    });
    parts.concat()
}

/// The same where the pieces are units of the target.
fn occurrences_of_units(pairs: &[LearnedPair], target: &Side) -> Vec<(usize, u32)> {
    let of_segment = |segment: usize| {
        let units = target.units.row(segment).iter();
        units.flat_map(move |&unit| {
            let from = pairs.partition_point(|pair| pair.target_piece < unit);
            let same = pairs[from..].iter();
            let same = same.take_while(move |pair| pair.target_piece == unit);
            (from as u32..)
                .zip(same)
                .map(move |(pair, _)| (segment, pair))
        })
    };
    (0..target.n_segments()).flat_map(of_segment).collect()
}

/// In how many beads each piece of a side stands, and which of them each bead has, if they can teach.
struct Presence {
    count: Vec<u32>,
    rows: Rows,
}

impl Presence {
    fn new(pieces: &Rows, n_pieces: usize, eligible: &RangeInclusive<u32>) -> Self {
        let count = pieces.frequency(n_pieces);
        let mut rows = Rows::default();
        for bead in 0..pieces.len() {
            let row = pieces.row(bead).iter().copied();
            rows.push(row.filter(|&piece| eligible.contains(&count[piece as usize])));
        }
        Presence { count, rows }
    }
}

/// The beads that teach.
struct Beads {
    source: Presence,
    target: Presence,
    /// For each unit of the source the beads that hold it.
    postings: Rows,
    total: f32,
    thresholds: Thresholds,
}

/// How often each piece of the target was met; made once a thread.
#[derive(Default)]
struct Counter {
    together: Vec<u32>,
    met: Vec<u32>,
}

impl Beads {
    /// The pairs that keep meeting, sorted by piece.
    fn pairs(&self) -> Vec<LearnedPair> {
        // Units with low numbers are frequent, so each part takes every n-th unit.
        let n_units = self.source.count.len() as u32;
        let parts = parallel::map(PARTS as usize, |part| {
            let mut counter = Counter::default();
            let units = (part as u32..n_units).step_by(PARTS as usize);
            let pairs = units.filter_map(|unit| self.best(unit, &mut counter));
            pairs.collect::<Vec<_>>()
        });
        let mut pairs: Vec<LearnedPair> = parts.into_iter().flatten().collect();
        pairs.sort_unstable_by_key(|l| (l.target_piece, l.source_unit));
        pairs
    }

    /// The piece that a unit of the source keeps meeting.
    fn best(&self, source_unit: u32, counter: &mut Counter) -> Option<LearnedPair> {
        // Most units are too rare or too frequent to teach.
        if self.postings.row(source_unit as usize).is_empty() {
            return None;
        }
        let Counter { together, met } = counter;
        together.resize(self.target.count.len(), 0);
        let n_s = self.source.count[source_unit as usize];
        let frequencies = self.frequencies(n_s);
        for &bead in self.postings.row(source_unit as usize) {
            for &piece in self.target.rows.row(bead as usize) {
                if frequencies.contains(&self.target.count[piece as usize]) {
                    if together[piece as usize] == 0 {
                        met.push(piece);
                    }
                    together[piece as usize] += 1;
                }
            }
        }
        let mut best: Option<(f32, LearnedPair)> = None;
        for target_piece in met.drain(..) {
            let a = std::mem::take(&mut together[target_piece as usize]);
            if a < self.thresholds.together {
                continue;
            }
            let n_t = self.target.count[target_piece as usize] as f32;
            let (a, n_s) = (a as f32, n_s as f32);
            let dice = 2.0 * (a - DISCOUNT) / (n_s + n_t);
            if dice < self.thresholds.dice
                || g_square(a, n_s, n_t, self.total) < self.thresholds.g_square
            {
                continue;
            }
            let rate = (a - DISCOUNT) / (n_t + 0.5);
            // Pieces are numbered from the shorter to the longer at one place, so the later of equals is longer.
            let is_better = |(highest, pair): (f32, LearnedPair)| {
                (highest, pair.target_piece) < (dice, target_piece)
            };
            if best.is_none_or(is_better) {
                let pair = LearnedPair {
                    target_piece,
                    source_unit,
                    rate,
                };
                best = Some((dice, pair));
            }
        }
        best.map(|(_, pair)| pair)
    }

    /// The frequencies of pieces that one of such a frequency can meet.
    fn frequencies(&self, n_s: u32) -> Range<u32> {
        let can_meet = |&n_t: &u32| self.can_meet(n_s, n_t);
        let start = (0..n_s).find(can_meet).unwrap_or(n_s);
        start..n_s + (n_s..).take_while(can_meet).count() as u32
    }

    /// Whether two pieces of such frequencies can reach the least Dice coefficient.
    fn can_meet(&self, n_s: u32, n_t: u32) -> bool {
        2.0 * (n_s.min(n_t) as f32 - DISCOUNT) >= self.thresholds.dice * (n_s + n_t) as f32
    }
}

/// Dunning's G² of two things that stand together in `a` of `total` beads, alone in the rest of theirs.
fn g_square(a: f32, n_s: f32, n_t: f32, total: f32) -> f32 {
    let cell = |observed: f32, row: f32, column: f32| {
        if observed <= 0.0 {
            0.0
        } else {
            observed * libm::logf(observed * total / (row * column))
        }
    };
    2.0 * (cell(a, n_s, n_t)
        + cell(n_s - a, n_s, total - n_t)
        + cell(n_t - a, total - n_s, n_t)
        + cell(total - n_s - n_t + a, total - n_s, total - n_t))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::sample::Sample;

    /// Line by line a word of the source and one of the target, among others that change.
    fn sample(words: &[(&str, &str)]) -> Sample {
        let line = |k: usize| (b'a' + k as u8) as char;
        let lines = words.iter().enumerate();
        let english = lines.map(|(k, words)| format!("{} q{1}{1}{1}k.", words.0, line(k)));
        let japanese = words.iter().map(|words| format!("{}である。", words.1));
        let join = |lines: Vec<String>| lines.join("\n");
        Sample::of(&join(english.collect()), &join(japanese.collect()))
    }

    /// The segments of the target in which a learned pair stands.
    fn learned(words: &[(&str, &str)], n_beads: usize, thresholds: Thresholds) -> Vec<usize> {
        let sample = sample(words);
        let sure: Vec<SureBead> = (0..n_beads).map(|k| ((k, k + 1), (k, k + 1))).collect();
        let learned = learn(sample.features(), sample.target(), &sure, thresholds);
        for pair in &learned.pairs {
            assert!(0.0 < pair.rate && pair.rate < 1.0);
        }
        learned
            .occurrences
            .iter()
            .map(|occurrence| occurrence.0)
            .collect()
    }

    #[test]
    fn frequencies_are_those_that_can_meet() {
        for thresholds in [STRICT, LOOSE] {
            let nothing = || Presence {
                count: Vec::new(),
                rows: Rows::default(),
            };
            let beads = Beads {
                source: nothing(),
                target: nothing(),
                postings: Rows::default(),
                total: 0.0,
                thresholds,
            };
            for (n_s, n_t) in (0..40).flat_map(|n_s| (0..300).map(move |n_t| (n_s, n_t))) {
                let can_meet = beads.can_meet(n_s, n_t);
                assert_eq!(
                    beads.frequencies(n_s).contains(&n_t),
                    can_meet,
                    "{n_s} {n_t}"
                );
            }
        }
    }

    #[test]
    fn what_keeps_meeting_is_learned() {
        let other = [
            ("harbour", "港湾"),
            ("winter", "冬季"),
            ("bridge", "橋梁"),
            ("letter", "書簡"),
            ("garden", "庭園"),
            ("market", "市場"),
            ("island", "孤島"),
            ("candle", "蝋燭"),
        ];
        let with = |more: &[(&'static str, &'static str)]| [&other[..], more].concat();
        let meets = ("zorblax", "紫蘭");
        for (name, words, n_beads, thresholds, expected) in [
            ("three times", with(&[meets; 3]), 11, STRICT, vec![8, 9, 10]),
            ("twice", with(&[meets; 2]), 10, LOOSE, vec![8, 9]),
            (
                "twice beside a lexicon",
                with(&[meets; 2]),
                10,
                STRICT,
                vec![],
            ),
            ("once", with(&[meets]), 9, LOOSE, vec![]),
            ("in every line", vec![meets; 7], 7, LOOSE, vec![]),
            (
                "in a line that teaches nothing",
                with(&[meets; 4]),
                11,
                STRICT,
                vec![8, 9, 10, 11],
            ),
        ] {
            assert_eq!(learned(&words, n_beads, thresholds), expected, "{name}");
        }
    }

    #[test]
    fn g_square_is_nothing_for_chance_and_grows_with_what_is_seen() {
        assert!(g_square(1.0, 10.0, 10.0, 100.0).abs() < 1e-3);
        let (few, many) = (
            g_square(3.0, 3.0, 3.0, 100.0),
            g_square(6.0, 6.0, 6.0, 100.0),
        );
        assert!(12.0 < few && few < many, "{few} {many}");
    }
}
