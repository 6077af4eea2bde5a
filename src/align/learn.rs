//! A lexicon learned from the sure beads of the same text.
//!
//! In: the features and the beads of which a pass was sure. Out: pairs of a piece of the target (a run of
//! kanji or kana) and a unit of the source that keep meeting. O(pairs of rare pieces in the sure beads).

use std::ops::RangeInclusive;

use rayon::prelude::*;

use crate::anchor::features::{Features, Rows};
use crate::parallel::evenly;

/// A learned pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Learned {
    pub(crate) target_piece: u32,
    pub(crate) source_unit: u32,
    pub(crate) rate: f32,
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

/// Beside an embedded lexicon, and without one; swept on real documents of six kinds of text, where looser
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

/// Fewest sure beads that can teach anything.
const LEAST_BEADS: usize = 8;
/// Beads looked at: more teach nothing that these do not, and cost time.
const MOST_BEADS: usize = 4_000;
/// Cap of the learned rate, and what is taken off a count for the chance of a single meeting.
const HIGHEST_RATE: f32 = 0.8;
const DISCOUNT: f32 = 0.7;

/// Beads that a thread takes at least, and parts in which the units of the source are studied.
const BEADS_AT_ONCE: usize = 1_024;
const PARTS: u32 = 16;

/// A sure bead: ranges of source and target segments.
pub(crate) type Sure = ((usize, usize), (usize, usize));

/// Pairs learned from sure beads, sorted by piece, one at most for each unit of the source.
pub(crate) fn learn(features: &Features, sure: &[Sure], thresholds: Thresholds) -> Vec<Learned> {
    if sure.len() < LEAST_BEADS {
        return Vec::new();
    }
    let every = sure.len().div_ceil(MOST_BEADS);
    let beads: Vec<Sure> = sure.iter().step_by(every).copied().collect();
    let most = beads.len() as u32 / 4 + 2;
    let eligible = thresholds.together..=most;
    let (source, target) = (&features.source, &features.target);
    let (source, target) = rayon::join(
        || {
            let windows: Vec<_> = beads.iter().map(|bead| bead.0).collect();
            Presence::new(&source.pieces, source.n_units, &windows, &eligible)
        },
        || {
            let windows: Vec<_> = beads.iter().map(|bead| bead.1).collect();
            Presence::new(&target.pieces, target.n_pieces, &windows, &eligible)
        },
    );
    let lesson = Lesson {
        holding: source.rows.transposed(source.count.len()),
        source,
        target,
        total: beads.len() as f32,
        thresholds,
    };
    // Words that are met early in a text are met often: each part takes them from all over it.
    let n_units = lesson.source.count.len() as u32;
    let mut learned: Vec<Learned> = evenly((0..PARTS).into_par_iter())
        .flat_map_iter(|part| {
            let mut counter = Counter::default();
            let units = (part..n_units).step_by(PARTS as usize);
            units
                .filter_map(|unit| lesson.best(unit, &mut counter))
                .collect::<Vec<_>>()
        })
        .collect();
    learned.sort_unstable_by_key(|l| (l.target_piece, l.source_unit));
    learned
}

/// In how many beads each piece of a side stands, and which of them each bead has, if they can teach.
struct Presence {
    count: Vec<u32>,
    rows: Rows,
}

impl Presence {
    fn new(
        pieces: &Rows,
        n_pieces: usize,
        windows: &[(usize, usize)],
        eligible: &RangeInclusive<u32>,
    ) -> Self {
        let parts = || windows.par_chunks(BEADS_AT_ONCE);
        let counts = parts().map(|windows| {
            let (mut count, mut joined) = (vec![0; n_pieces], Vec::new());
            for &window in windows {
                for &piece in row(pieces, window, &mut joined) {
                    count[piece as usize] += 1;
                }
            }
            count
        });
        let sum = |mut one: Vec<u32>, other: Vec<u32>| {
            for (one, other) in one.iter_mut().zip(other) {
                *one += other;
            }
            one
        };
        let count = counts.reduce_with(sum).unwrap_or_default();
        let parts: Vec<Rows> = parts()
            .map(|windows| {
                let (mut rows, mut joined) = (Rows::default(), Vec::new());
                for &window in windows {
                    let row = row(pieces, window, &mut joined).iter().copied();
                    rows.push(row.filter(|&piece| eligible.contains(&count[piece as usize])));
                }
                rows
            })
            .collect();
        let mut rows = Rows::default();
        for part in &parts {
            rows.append(part);
        }
        Presence { count, rows }
    }
}

/// The distinct pieces of a window, in order; `joined` is room for those of several segments.
fn row<'a>(pieces: &'a Rows, window: (usize, usize), joined: &'a mut Vec<u32>) -> &'a [u32] {
    if window.1 - window.0 == 1 {
        return pieces.row(window.0);
    }
    joined.clear();
    joined.extend((window.0..window.1).flat_map(|segment| pieces.row(segment)));
    joined.sort_unstable();
    joined.dedup();
    joined
}

/// What is asked of each unit of the source.
struct Lesson {
    source: Presence,
    target: Presence,
    /// For each unit of the source the beads that hold it.
    holding: Rows,
    total: f32,
    thresholds: Thresholds,
}

/// How often each piece of the target was met; made once a thread.
#[derive(Default)]
struct Counter {
    together: Vec<u32>,
    met: Vec<u32>,
}

impl Lesson {
    /// The piece that a unit of the source keeps meeting.
    fn best(&self, source_unit: u32, counter: &mut Counter) -> Option<Learned> {
        let Counter { together, met } = counter;
        together.resize(self.target.count.len(), 0);
        let n_s = self.source.count[source_unit as usize];
        for &bead in self.holding.row(source_unit as usize) {
            for &piece in self.target.rows.row(bead as usize) {
                if self.can_meet(n_s, self.target.count[piece as usize]) {
                    if together[piece as usize] == 0 {
                        met.push(piece);
                    }
                    together[piece as usize] += 1;
                }
            }
        }
        met.sort_unstable();
        let mut best: Option<(f32, Learned)> = None;
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
            let rate = ((a - DISCOUNT) / (n_t + 0.5)).min(HIGHEST_RATE);
            // Pieces are numbered from the shorter to the longer at one place, so the later of equals is longer.
            if best.is_none_or(|(highest, _)| dice >= highest) {
                let pair = Learned {
                    target_piece,
                    source_unit,
                    rate,
                };
                best = Some((dice, pair));
            }
        }
        best.map(|(_, pair)| pair)
    }

    /// Of two that can never meet often enough, the one being much more frequent, nothing need be counted.
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
