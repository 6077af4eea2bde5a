//! A lexicon learned from the sure beads of the same text.
//!
//! In: the features and the beads of which a pass was sure. Out: pairs of a piece of the target (a run of
//! kanji or kana) and a unit of the source that keep meeting. O(pairs of rare pieces in the sure beads).

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::anchor::features::{Features, Rows};

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

/// A sure bead: ranges of source and target segments.
pub(crate) type Sure = ((usize, usize), (usize, usize));

/// Pairs learned from sure beads, sorted by piece.
pub(crate) fn learn(features: &Features, sure: &[Sure], thresholds: Thresholds) -> Vec<Learned> {
    if sure.len() < LEAST_BEADS {
        return Vec::new();
    }
    let every = sure.len().div_ceil(MOST_BEADS);
    let beads: Vec<Sure> = sure.iter().step_by(every).copied().collect();
    let (source, target) = (&features.source, &features.target);
    let (source_count, target_count) = rayon::join(
        || presence(&source.pieces, source.n_units, beads.iter().map(|b| b.0)),
        || presence(&target.pieces, target.n_pieces, beads.iter().map(|b| b.1)),
    );
    let most = beads.len() as u32 / 4 + 2;
    let eligible = |count: u32| (thresholds.together..=most).contains(&count);
    // Of two that can never meet often enough, the one being much more frequent, nothing need be counted.
    let can_meet = |n_s: u32, n_t: u32| {
        2.0 * (n_s.min(n_t) as f32 - DISCOUNT) >= thresholds.dice * (n_s + n_t) as f32
    };
    let of_bead = |&(source_window, target_window): &Sure| {
        let mut source_row = gather(&source.pieces, source_window);
        let mut target_row = gather(&target.pieces, target_window);
        source_row.retain(|&s| eligible(source_count[s as usize]));
        target_row.retain(|&t| eligible(target_count[t as usize]));
        let mut pairs = Vec::new();
        for &s in &source_row {
            let n_s = source_count[s as usize];
            let met = target_row.iter();
            let met = met.filter(|&&t| can_meet(n_s, target_count[t as usize]));
            pairs.extend(met.map(|&t| (s, t)));
        }
        pairs
    };
    let mut pairs: Vec<(u32, u32)> = beads.par_iter().flat_map_iter(of_bead).collect();
    pairs.par_sort_unstable();
    let total = beads.len() as f32;
    let mut best: FxHashMap<u32, (f32, u32, f32)> = FxHashMap::default();
    for together in pairs.chunk_by(|one, other| one == other) {
        let (a, (s, t)) = (together.len() as u32, together[0]);
        if a < thresholds.together {
            continue;
        }
        let (n_s, n_t) = (
            source_count[s as usize] as f32,
            target_count[t as usize] as f32,
        );
        let a = a as f32;
        let dice = 2.0 * (a - DISCOUNT) / (n_s + n_t);
        if dice < thresholds.dice || g_square(a, n_s, n_t, total) < thresholds.g_square {
            continue;
        }
        let rate = ((a - DISCOUNT) / (n_t + 0.5)).min(HIGHEST_RATE);
        let entry = best.entry(s).or_insert((dice, t, rate));
        // Pieces are numbered from the shorter to the longer at one place, so the later of equals is longer.
        if dice >= entry.0 {
            *entry = (dice, t, rate);
        }
    }
    let mut learned: Vec<Learned> = best
        .into_iter()
        .map(|(source_unit, (_, target_piece, rate))| Learned {
            target_piece,
            source_unit,
            rate,
        })
        .collect();
    learned.sort_unstable_by_key(|l| (l.target_piece, l.source_unit));
    learned
}

/// The distinct pieces of a window, in order.
fn gather(pieces: &Rows, window: (usize, usize)) -> Vec<u32> {
    let mut row: Vec<u32> = (window.0..window.1)
        .flat_map(|segment| pieces.row(segment))
        .copied()
        .collect();
    if window.1 - window.0 > 1 {
        row.sort_unstable();
        row.dedup();
    }
    row
}

fn presence(pieces: &Rows, n: usize, windows: impl Iterator<Item = (usize, usize)>) -> Vec<u32> {
    let mut count = vec![0; n];
    for window in windows {
        for piece in gather(pieces, window) {
            count[piece as usize] += 1;
        }
    }
    count
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
