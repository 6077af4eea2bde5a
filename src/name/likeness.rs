//! How likely written and heard sounds are one word: a weighted edit distance, made a probability.
//!
//! In: two strings of sounds as [`sound`](super::sound) says. Out: 0..1. O(length · length), both at most forty sounds.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use super::prices::{CHANGED, LOST, LOST_BEHIND_VOWEL, LOST_LAST_E, added_cost};
use super::skeleton::Skeleton;
use super::sound::is_vowel;
use super::vowels::Vowels;

/// Sounds as they are written in English.
#[derive(Clone, Copy)]
pub(super) struct Written<'a> {
    pub(super) sounds: &'a [u8],
    /// The size of the word in quarters: a consonant counts two, a vowel one.
    pub(super) quarters: u8,
}

impl<'a> Written<'a> {
    pub(super) fn new(sounds: &'a [u8]) -> Self {
        Written {
            sounds,
            quarters: quarters(sounds),
        }
    }
}

/// Sounds as they are heard, with everything that can be computed before a written word is known.
pub(super) struct Heard {
    sounds: Vec<u8>,
    skeleton: Skeleton,
    /// The sizes of both words together, by the quarters of the written word.
    sizes: &'static [Size],
    /// What each sound costs if it was not written, and all up to each.
    added: [f32; WIDEST],
    all_added: [f32; WIDEST],
}

/// Words are cut at forty letters, of which some have two sounds.
const WIDEST: usize = 84;

impl Heard {
    pub(super) fn new(mut sounds: Vec<u8>) -> Self {
        sounds.truncate(WIDEST - 1);
        let (mut added, mut all_added) = ([0.0; WIDEST], [0.0; WIDEST]);
        for at in 0..sounds.len() {
            added[at] = added_cost(&sounds, at);
            all_added[at + 1] = all_added[at] + added[at];
        }
        Heard {
            skeleton: Skeleton::of(&sounds),
            sizes: &SIZES[usize::from(quarters(&sounds))..],
            sounds,
            added,
            all_added,
        }
    }

    pub(super) fn skeleton(&self) -> Skeleton {
        self.skeleton
    }

    pub(super) fn vowels(&self) -> Vowels {
        Vowels::heard(&self.sounds)
    }

    /// How many sounds a written word may have.
    pub(super) fn lengths(&self) -> RangeInclusive<u8> {
        let n_sounds = self.sounds.len() as u8;
        let least = u8::max(n_sounds.div_ceil(MOST_TIMES_AS_LONG), 1);
        least..=MOST_TIMES_AS_LONG * n_sounds
    }

    /// The highest cost at which a written word that is `quarters` long still has a logit of `least_logit`.
    pub(super) fn limit(&self, quarters: u8, least_logit: f32) -> f32 {
        self.size(quarters).limit(least_logit)
    }

    fn size(&self, quarters: u8) -> Size {
        self.sizes[usize::from(quarters)]
    }
}

/// The size of a word in quarters, see [`Written`].
fn quarters(sounds: &[u8]) -> u8 {
    let n_consonants = sounds.iter().filter(|sound| !is_vowel(**sound)).count();
    (sounds.len() + n_consonants) as u8
}

/// How likely sounds written in English and sounds heard in Japanese are one word, 0..1; none if the logit of the score
/// is under `least_logit`.
pub(super) fn likeness(written: Written<'_>, heard: &Heard, least_logit: f32) -> Option<f32> {
    let is_near = heard.lengths().contains(&(written.sounds.len() as u8));
    let size = is_near.then(|| heard.size(written.quarters))?;
    let cost = distance(written.sounds, heard, size.limit(least_logit))?;
    let logit = size.best - LOGIT_COST * cost / size.forgiven;
    Some(1.0 / (1.0 + libm::expf(-logit)))
}

/// What two words of so many sounds may cost.
#[derive(Clone, Copy)]
struct Size {
    /// The logit if nothing differs.
    best: f32,
    /// The cost that is forgiven.
    forgiven: f32,
}

impl Size {
    /// The cost from which on the logit is under the least.
    fn limit(self, least_logit: f32) -> f32 {
        (self.best - least_logit) * self.forgiven / LOGIT_COST
    }
}

/// More quarters than a word has.
const MOST_QUARTERS: usize = 1 << u8::BITS;

/// By the size of both words together in quarters of a consonant.
static SIZES: LazyLock<Vec<Size>> = LazyLock::new(|| {
    let sizes = (0..2 * MOST_QUARTERS).map(|quarters| quarters as f32 / 4.0);
    let known = sizes.map(|size| Size {
        best: LOGIT_OFFSET + LOGIT_SIZE * size.min(LARGEST_SIZE),
        forgiven: libm::powf(size, COST_GROWTH),
    });
    known.collect()
});

/// Constants of the logistic, found by hand on 3,599 common katakana words of EDICT against their first gloss and
/// 200 other glosses each: .84 are found at one false in a thousand, .62 at one in ten thousand.
const LOGIT_OFFSET: f32 = 0.4;
const LOGIT_COST: f32 = 11.0;
const LOGIT_SIZE: f32 = 0.5;
/// Words with a lower logit, a score under a fifth, are not reported.
pub(super) const LEAST_LOGIT: f32 = -1.4;
/// More than the sum of costs can change when it is added up in another order.
pub(super) const ROUNDING: f32 = 1e-3;
/// How many times as long one word may be, in sounds; Japanese puts in vowels.
const MOST_TIMES_AS_LONG: u8 = 2;
/// How the cost that is forgiven grows with the size of the word: a consonant counts one, a vowel a half.
const COST_GROWTH: f32 = 0.8;
/// Beyond this size longer words are no surer.
const LARGEST_SIZE: f32 = 6.0;

/// A weighted edit distance: what it costs to hear the written sounds as the others; none beyond `limit`.
pub(super) fn distance(written: &[u8], heard: &Heard, limit: f32) -> Option<f32> {
    // Most words are short, and a short row is cheap to copy.
    match heard.sounds.len() < SHORT {
        true => distance_in_row::<SHORT>(written, heard, limit),
        false => distance_in_row::<WIDEST>(written, heard, limit),
    }
}

const SHORT: usize = 16;

/// The same, for fewer heard sounds than the row is wide.
fn distance_in_row<const WIDTH: usize>(written: &[u8], heard: &Heard, limit: f32) -> Option<f32> {
    let Heard {
        sounds,
        added,
        all_added,
        ..
    } = heard;
    let least = |one: f32, other: f32| if one < other { one } else { other };
    let mut row: [f32; WIDTH] = *all_added.first_chunk()?;
    let mut lost_here = &LOST;
    for (line, &sound) in written.iter().enumerate() {
        let lost = match sound {
            b'e' if line + 1 == written.len() => LOST_LAST_E,
            _ => lost_here[usize::from(sound & 31)],
        };
        lost_here = match is_vowel(sound) {
            true => &LOST_BEHIND_VOWEL,
            false => &LOST,
        };
        let changed = &CHANGED[usize::from(sound & 31)];
        let mut diagonal = row[0];
        let mut before = row[0] + lost;
        row[0] = before;
        let mut best = before;
        let of_sounds = sounds.iter().zip(added).zip(&mut row[1..]);
        for ((&other, added), cell) in of_sounds {
            let above = *cell;
            let by_change = diagonal + changed[usize::from(other & 31)];
            before = least(least(by_change, above + lost), before + added);
            (*cell, diagonal) = (before, above);
            best = least(best, before);
        }
        if limit < best {
            return None;
        }
    }
    let cost = row[sounds.len()];
    (cost <= limit).then_some(cost)
}
