//! Evidence from pairs that were learned from the text itself.
//!
//! In: the evidence of both sides, and learned pairs. Out: the same evidence, in which each pair is one more unit of the
//! target. Only segments and units that a pair touches are computed again: O(units).

use crate::align::evidence::{Evidence, UnitLinks};
use crate::align::learn::LearnedLexicon;
use crate::align::weights::Weights;
use crate::anchor::features::{Features, Side};
use crate::parallel;
use crate::rows::Rows;

impl Evidence {
    /// Adds learned pairs to the evidence of both sides; `weight` is what a hit of one counts, as a share of a hit of any
    /// other link.
    pub(crate) fn learn(
        (backward, forward): (&mut Evidence, &mut Evidence),
        features: &Features,
        learned: &LearnedLexicon,
        weight: f32,
        weights: &Weights,
    ) {
        let first = features.target.n_units as u32;
        let source = &features.source;
        parallel::join(
            || backward.learn_own(learned, first, weight, weights),
            || forward.learn_other(learned, source, first, weight, weights),
        );
    }

    /// Adds the pairs' units, numbered from `first` on, as units of this side.
    fn learn_own(&mut self, learned: &LearnedLexicon, first: u32, weight: f32, weights: &Weights) {
        for pair in &learned.pairs {
            let mut links = UnitLinks::NONE;
            links.meets(self.share(pair.source_unit), pair.rate, weight);
            self.partners.push([pair.source_unit]);
            self.unit_links.push(links);
            self.gains.push(self.hit_gain(links, weights));
        }
        let mut rows = Rows::default();
        let mut rest = learned.occurrences.as_slice();
        for segment in 0..self.units.len() {
            let n_held = rest.iter().take_while(|held| held.0 == segment).count();
            let (held, after) = rest.split_at(n_held);
            rest = after;
            let added = held.iter().map(|&(_, pair)| first + pair);
            rows.push(self.units(segment).iter().copied().chain(added.clone()));
            for unit in added {
                self.miss[segment] -= self.gains[unit as usize].least;
            }
        }
        self.units = rows;
    }

    /// Adds them as units of the other side.
    fn learn_other(
        &mut self,
        learned: &LearnedLexicon,
        own: &Side,
        first: u32,
        weight: f32,
        weights: &Weights,
    ) {
        let mut frequency = vec![0; learned.pairs.len()];
        for &(_, pair) in &learned.occurrences {
            frequency[pair as usize] += 1;
        }
        self.frequency.append(&mut frequency);
        let mut pairs: Vec<(u32, u32, f32)> = (first..)
            .zip(&learned.pairs)
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
                self.unit_links[unit].meets(share, rate, weight);
            }
            if n_learned > 0 {
                self.gains[unit] = self.hit_gain(self.unit_links[unit], weights);
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
