//! What a word of the source may be rendered by besides the words that the dictionary links with it.
//!
//! In: the sure pairs, the dictionary and the lexicon learned from the document. Out: for a source unit the kanji of the
//! dictionary's words for it, and the piece of the target that keeps standing where it stands. O(characters) for all pairs.

use std::cell::OnceCell;
use std::ops::Range;

use crate::align::Bead;
use crate::review::view::View;
use crate::text::script::{Class, class};

/// Pairs whose kanji are counted, at most.
const MOST_PAIRS: usize = 4_000;
/// Share of the pairs beyond which a kanji that stands in them says nothing, and pairs up to which it does.
const COMMON: f32 = 0.1;
const LEAST_COMMON: f32 = 3.0;
/// Characters of the basic plane; rarer kanji always say something.
const BASIC: usize = 0x1_0000;

/// What may render the words of the source.
pub(super) struct Related<'a> {
    view: &'a View<'a>,
    /// For each source unit the kanji of its words in order, found when they are first asked for.
    kanji: Vec<OnceCell<Kanji>>,
    /// For each character of the basic plane whether it is a kanji that says something.
    tells: Vec<bool>,
}

/// Kanji in order, and one bit for each, by which most others are refused.
struct Kanji {
    filter: u64,
    all: Box<[char]>,
}

impl Kanji {
    fn has(&self, c: char) -> bool {
        self.filter & bit(c) != 0 && self.all.binary_search(&c).is_ok()
    }
}

fn bit(c: char) -> u64 {
    1 << (c as u32 % u64::BITS)
}

impl<'a> Related<'a> {
    pub(super) fn new(view: &'a View<'a>, pairs: &[&Bead]) -> Self {
        let every = pairs.len().div_ceil(MOST_PAIRS).max(1);
        let counted = pairs.iter().step_by(every);
        // For each character the pair in which it was counted last, and the pairs that hold it.
        let mut counts = vec![(0u32, 0u32); BASIC];
        let mut n_pairs = 0;
        for bead in counted {
            n_pairs += 1;
            for c in view.target_text(bead).chars() {
                if let Some((last, count)) = counts.get_mut(c as usize)
                    && *last != n_pairs
                {
                    (*last, *count) = (n_pairs, *count + 1);
                }
            }
        }
        let most = (COMMON * n_pairs as f32).max(LEAST_COMMON) as u32;
        let is_kanji = |code: usize| {
            let c = char::from_u32(code as u32);
            c.is_some_and(|c| class(c) == Class::Kanji)
        };
        let tells = counts.iter().enumerate();
        Related {
            view,
            kanji: std::iter::repeat_with(OnceCell::new)
                .take(view.anchored.n_units().0)
                .collect(),
            tells: tells
                .map(|(code, &(_, count))| count <= most && is_kanji(code))
                .collect(),
        }
    }

    /// Whether a character of the target is a kanji that is not too common to say something.
    pub(super) fn says_something(&self, c: char) -> bool {
        match self.tells.get(c as usize) {
            Some(&tells) => tells,
            None => class(c) == Class::Kanji,
        }
    }

    /// Which of some pieces share a kanji with a word for a source unit; `kanji` are those of the pieces with their piece.
    pub(super) fn sharing<'k>(
        &'k self,
        unit: u32,
        kanji: &'k [(char, usize)],
    ) -> impl Iterator<Item = usize> + 'k {
        let known = self.kanji[unit as usize].get_or_init(|| kanji_of_unit(self.view, unit));
        kanji
            .iter()
            .filter(|(c, _)| known.has(*c))
            .map(|&(_, piece)| piece)
    }

    /// The learned piece of the target that stands for a source unit, if one of the segments holds it.
    pub(super) fn learned(&self, unit: u32, segments: &Range<usize>) -> Option<&str> {
        self.view.learned.piece_in(unit, segments)
    }
}

/// The kanji of the words that the lexicon has for a source unit before all others.
fn kanji_of_unit(view: &View<'_>, unit: u32) -> Kanji {
    let lexicon = view.lexicon();
    let stem = view.anchored.source_stem(unit);
    let entries = stem
        .into_iter()
        .flat_map(|stem| lexicon.entries_led_by(stem));
    let mut all: Vec<char> = entries
        .flat_map(|entry| lexicon.key(entry).chars())
        .filter(|&c| class(c) == Class::Kanji)
        .collect();
    all.sort_unstable();
    all.dedup();
    Kanji {
        filter: all.iter().fold(0, |filter, &c| filter | bit(c)),
        all: all.into(),
    }
}
