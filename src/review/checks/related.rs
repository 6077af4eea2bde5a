//! What a word of the source may be rendered by besides the words that the dictionary links with it.
//!
//! In: the sure pairs and the dictionary. Out: for a source unit the kanji of the dictionary's words for it. O(characters) for
//! all pairs. `CharacterBits` tells which characters a text cannot hold.

use rustc_hash::FxHashMap;

use crate::align::Bead;
use crate::review::view::View;
use crate::rows::Rows;
use crate::text::BasicSet;
use crate::text::script::is_kanji;

/// Pairs whose kanji are counted, at most.
const MOST_PAIRS: usize = 4_000;
/// Share of the pairs beyond which a kanji that stands in them says nothing, and pairs up to which it does.
const COMMON: f32 = 0.1;
const LEAST_COMMON: f32 = 3.0;

/// What may render the words of the source.
pub(super) struct Related {
    /// For each source unit the kanji of its words that say something, in order.
    kanji: Rows<char>,
    /// For each source unit the [bits](bit) of its kanji, by which most others are refused.
    bits: Vec<Bits>,
    /// The kanji that stand in a target and say something; those beyond the basic plane are rare, and always do.
    telling: BasicSet,
}

/// A set of bits in words of 64, so many that two characters seldom share one.
type Bits = [u64; N_BITS / 64];
const N_BITS: usize = 512;

/// The bits of some characters.
pub(super) struct CharacterBits(Bits);

impl CharacterBits {
    pub(super) fn of(characters: impl Iterator<Item = char>) -> Self {
        let mut bits = Bits::default();
        for (word, place) in characters.map(bit) {
            bits[word] |= 1 << place;
        }
        CharacterBits(bits)
    }

    /// Whether a character may be one of them.
    pub(super) fn may_hold(&self, c: char) -> bool {
        let (word, place) = bit(c);
        self.0[word] >> place & 1 != 0
    }
}

/// The word and the place in it of the bit of a character.
fn bit(c: char) -> (usize, u32) {
    (c as usize % N_BITS / 64, c as u32 % 64)
}

fn bits_of(kanji: &[char]) -> Bits {
    CharacterBits::of(kanji.iter().copied()).0
}

/// Kanji of pieces of a target, to be asked which of them a source unit shares.
pub(super) struct PieceKanji {
    /// Each with its piece and the next of the same [bit].
    kanji: Vec<(char, u32, u32)>,
    /// The first kanji of each bit, if the bit is set in `bits`.
    first: [[u32; 64]; N_BITS / 64],
    bits: Bits,
}

/// The end of a chain.
const NONE: u32 = u32::MAX;

impl PieceKanji {
    pub(super) fn new() -> Self {
        PieceKanji {
            kanji: Vec::new(),
            first: [[NONE; 64]; N_BITS / 64],
            bits: Bits::default(),
        }
    }

    pub(super) fn clear(&mut self) {
        self.kanji.clear();
        self.bits = Bits::default();
    }

    pub(super) fn add(&mut self, c: char, piece: u32) {
        let (word, place) = bit(c);
        let first = &mut self.first[word][place as usize];
        let next = match self.bits[word] >> place & 1 {
            0 => NONE,
            _ => *first,
        };
        *first = self.kanji.len() as u32;
        self.bits[word] |= 1 << place;
        self.kanji.push((c, piece, next));
    }

    /// Calls `share` with the piece of each kanji that is among the known ones, which are in order and have these bits; of the
    /// pieces only those are looked at that are free.
    fn each_shared(
        &self,
        known: &[char],
        known_bits: &Bits,
        is_free: impl Fn(u32) -> bool,
        mut share: impl FnMut(u32),
    ) {
        for (first, (bits, known_bits)) in self.first.iter().zip(self.bits.iter().zip(known_bits)) {
            let mut bits = bits & known_bits;
            while bits != 0 {
                let mut at = first[bits.trailing_zeros() as usize];
                bits &= bits - 1;
                while at != NONE {
                    let (c, piece, next) = self.kanji[at as usize];
                    if is_free(piece) && known.binary_search(&c).is_ok() {
                        share(piece);
                    }
                    at = next;
                }
            }
        }
    }
}

impl Related {
    pub(super) fn new(view: &View<'_>, pairs: &[&Bead]) -> Self {
        let mut related = Related {
            kanji: Rows::default(),
            bits: Vec::new(),
            telling: telling_kanji(view, pairs),
        };
        for unit in 0..view.anchored.n_units().0 as u32 {
            let stem = view.anchored.source_stem(unit);
            let kanji = stem.map(|stem| view.lexicon().kanji_led_by(stem));
            let kanji = kanji.iter().flat_map(|kanji| kanji.iter().copied());
            let telling = kanji.filter(|&c| says_something(&related.telling, c));
            related.kanji.push(telling);
            related.bits.push(bits_of(related.kanji.row(unit as usize)));
        }
        related
    }

    /// Whether a character is a kanji of a target that is not too common to say something.
    pub(super) fn says_something(&self, c: char) -> bool {
        says_something(&self.telling, c)
    }

    /// Calls `share` with the piece of each kanji that a word for a source unit has; of the pieces only those are looked at that
    /// are free.
    pub(super) fn each_shared(
        &self,
        unit: u32,
        pieces: &PieceKanji,
        is_free: impl Fn(u32) -> bool,
        share: impl FnMut(u32),
    ) {
        let (known, bits) = (self.kanji.row(unit as usize), &self.bits[unit as usize]);
        // All bits are looked at at once: most words share none.
        let shared = bits.iter().zip(&pieces.bits);
        if shared.fold(0, |any, (one, other)| any | one & other) != 0 {
            pieces.each_shared(known, bits, is_free, share);
        }
    }
}

fn says_something(telling: &BasicSet, c: char) -> bool {
    telling.has(c).unwrap_or_else(|| is_kanji(c))
}

/// The kanji of the basic plane that stand in a target and are not too common to say something.
fn telling_kanji(view: &View<'_>, pairs: &[&Bead]) -> BasicSet {
    let every = pairs.len().div_ceil(MOST_PAIRS).max(1);
    // For each kanji the pair in which it stood last, and the counted pairs that hold it.
    let mut counts: FxHashMap<char, (usize, u32)> = FxHashMap::default();
    for (number, bead) in pairs.iter().enumerate() {
        let counted = u32::from(number.is_multiple_of(every));
        for c in view.target_text(bead).chars().filter(|&c| is_kanji(c)) {
            let (last, count) = counts.entry(c).or_insert((usize::MAX, 0));
            if *last != number {
                (*last, *count) = (number, *count + counted);
            }
        }
    }
    let n_counted = pairs.len().div_ceil(every);
    let most = (COMMON * n_counted as f32).max(LEAST_COMMON) as u32;
    let mut telling = BasicSet::default();
    for (&c, _) in counts.iter().filter(|(_, (_, count))| *count <= most) {
        telling.add(c);
    }
    telling
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn shared_kanji_are_found(
            pieces in prop::collection::vec("[一\u{5000}二三\u{4e8c}𠀀]{0,3}", 0..5),
            known in prop::collection::btree_set("[一\u{5000}二三\u{4e8c}𠀀]", 0..4),
            free in 0u32..32,
        ) {
            let known: Vec<char> = known.iter().flat_map(|c| c.chars()).collect();
            let is_free = |piece: u32| free >> piece & 1 != 0;
            let mut kanji = PieceKanji::new();
            let mut expected = Vec::new();
            for _ in 0..2 {
                kanji.clear();
                expected.clear();
                for (piece, text) in (0..).zip(&pieces) {
                    for c in text.chars() {
                        kanji.add(c, piece);
                        expected.extend((is_free(piece) && known.contains(&c)).then_some(piece));
                    }
                }
            }
            let mut shared = Vec::new();
            kanji.each_shared(&known, &bits_of(&known), is_free, |piece| shared.push(piece));
            shared.sort_unstable();
            prop_assert_eq!(shared, expected);
        }
    }
}
