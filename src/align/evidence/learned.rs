//! Evidence with what was learned from the text itself.
//!
//! In: the evidence of both sides before, and learned pairs. Out: the same evidence, in which each pair is a unit more of
//! the target, a piece of its text. Only what a pair touches is counted anew: O(pieces) look-ups.

use rayon::prelude::*;

use crate::align::evidence::{Evidence, Meeting, Rows};
use crate::align::learn::Learned;
use crate::align::weights::Weights;
use crate::anchor::features::{Features, Side};
use crate::parallel::evenly;

/// Segments that a thread looks through at least.
const SEGMENTS_AT_ONCE: usize = 1_024;

/// A segment of the target that holds the piece of a learned pair, and the pair's unit.
type Held = (usize, u32);

impl Evidence {
    /// Adds learned pairs, sorted by piece, to what the sides say of each other; `weight` is what a hit of them counts beside
    /// one of a link that was known.
    pub(crate) fn learn(
        (backward, forward): (&mut Evidence, &mut Evidence),
        features: &Features,
        learned: &[Learned],
        weight: f32,
        weights: &Weights,
    ) {
        if learned.is_empty() {
            return;
        }
        let (source, target) = (&features.source, &features.target);
        let first = target.n_units as u32;
        let all_held = held(target, learned, first);
        rayon::join(
            || backward.learn_own(learned, &all_held, weight, weights),
            || forward.learn_other(learned, &all_held, source, first, weight, weights),
        );
    }

    /// Takes up the pairs' units as own ones.
    fn learn_own(
        &mut self,
        learned: &[Learned],
        all_held: &[Held],
        weight: f32,
        weights: &Weights,
    ) {
        for pair in learned {
            let mut meeting = Meeting::NONE;
            meeting.meets(self.share(pair.source_unit), pair.rate, weight);
            self.partners.push([pair.source_unit]);
            self.meetings.push(meeting);
            self.worth.push(self.worth(meeting, weights));
        }
        let mut rows = Rows::default();
        let mut rest = all_held;
        for segment in 0..self.units.len() {
            let n_held = rest.iter().take_while(|held| held.0 == segment).count();
            let (held, after) = rest.split_at(n_held);
            rest = after;
            let added = held.iter().map(|&(_, unit)| unit);
            rows.push(self.units(segment).iter().copied().chain(added.clone()));
            for unit in added {
                self.miss[segment] -= self.worth[unit as usize].least;
            }
        }
        self.units = rows;
    }

    /// Takes up the pairs' units, numbered from `first` on, as units of the other side.
    fn learn_other(
        &mut self,
        learned: &[Learned],
        all_held: &[Held],
        own: &Side,
        first: u32,
        weight: f32,
        weights: &Weights,
    ) {
        let mut by_unit = all_held.to_vec();
        by_unit.sort_by_key(|&(_, unit)| unit);
        let mut rest = by_unit.as_slice();
        for unit in (first..).take(learned.len()) {
            let n_held = rest.iter().take_while(|held| held.1 == unit).count();
            let (held, after) = rest.split_at(n_held);
            rest = after;
            self.postings
                .push(held.iter().map(|&(segment, _)| segment as u32));
        }
        let mut pairs: Vec<(u32, u32, f32)> = (first..)
            .zip(learned)
            .map(|(unit, pair)| (pair.source_unit, unit, pair.rate))
            .collect();
        pairs.sort_by_key(|&(own, ..)| own);
        let mut partners = Rows::default();
        let mut rest = pairs.as_slice();
        for unit in 0..self.partners.len() {
            let n_learned = rest
                .iter()
                .take_while(|pair| pair.0 as usize == unit)
                .count();
            let (of_unit, after) = rest.split_at(n_learned);
            rest = after;
            let known = self.partners.row(unit).iter().copied();
            partners.push(known.chain(of_unit.iter().map(|pair| pair.1)));
            for &(_, other, rate) in of_unit {
                let share = self.share(other);
                self.meetings[unit].meets(share, rate, weight);
            }
            if n_learned > 0 {
                self.worth[unit] = self.worth(self.meetings[unit], weights);
            }
        }
        self.partners = partners;
        let has_learned = |unit: &u32| pairs.binary_search_by_key(unit, |pair| pair.0).is_ok();
        let units = std::mem::take(&mut self.units);
        let miss = std::mem::take(&mut self.miss);
        for (segment, missed) in miss.into_iter().enumerate() {
            let all = own.units.row(segment);
            if all.iter().any(has_learned) {
                self.push_segment(all, &own.classes);
            } else {
                self.units.push(units.row(segment).iter().copied());
                self.miss.push(missed);
            }
        }
    }
}

/// The segments of the target that hold learned pieces, in order, and in each the pairs' units in order.
fn held(target: &Side, learned: &[Learned], first: u32) -> Vec<Held> {
    let mut is_learned = vec![false; target.n_pieces];
    for pair in learned {
        is_learned[pair.target_piece as usize] = true;
    }
    let of_segment = |segment: usize| {
        let pieces = target.pieces.row(segment).iter();
        let known = pieces.filter(|&&piece| is_learned[piece as usize]);
        known.flat_map(move |&piece| {
            let from = learned.partition_point(|pair| pair.target_piece < piece);
            let same = learned[from..].iter();
            let same = same.take_while(move |pair| pair.target_piece == piece);
            (first + from as u32..)
                .zip(same)
                .map(move |(unit, _)| (segment, unit))
        })
    };
    let segments = (0..target.n_segments()).into_par_iter();
    evenly(segments.with_min_len(SEGMENTS_AT_ONCE))
        .flat_map_iter(of_segment)
        .collect()
}
