//! Lexical evidence: what the units of a segment say about a window of segments on the other side.
//!
//! In: features and learned links. Out: for each segment and window of one to four segments a sum of nats,
//! the log-likelihood ratio of "a translation" against "two unrelated texts". A unit that meets a linked unit
//! in the window counts ln(1 + ρ (1−q)/q), where ρ is how often such a unit is met in a translation and
//! q = 1 − e^(−p·load) how often by chance; one that meets nothing counts ln(1 − ρ). Only hits touch a
//! cell: O(hits inside the band).

use crate::align::learn::Learned;
use crate::align::weights::Weights;
use crate::anchor::features::{AnchorKind, Features, Rows, Side};

/// Widest window of segments.
pub(crate) const WIDEST: usize = 4;

/// Rank of a kind when a unit has links of several.
fn strength(kind: AnchorKind) -> usize {
    match kind {
        AnchorKind::Number => 5,
        AnchorKind::Latin => 4,
        AnchorKind::Sound => 3,
        AnchorKind::Interjection => 2,
        AnchorKind::Dictionary => 1,
        AnchorKind::Learned => 0,
    }
}

/// The evidence that the segments of one side hold about the other side.
pub(crate) struct Evidence {
    units: Rows,
    partners: Rows,
    postings: Rows,
    chance: Vec<f32>,
    rate: Vec<f32>,
    weight: Vec<f32>,
    /// What each segment would count if it met nothing.
    miss: Vec<f32>,
    /// Running sum of the other side's mass, in mean segments.
    load: Vec<f32>,
}

/// One direction of the links before it becomes evidence.
struct Direction<'a> {
    own: &'a Side,
    other: &'a Side,
    /// (own unit, other unit, rate, weight), sorted.
    links: Vec<(u32, u32, f32, f32)>,
    units: Rows,
    n_units: usize,
    other_units: Rows,
    n_other_units: usize,
}

impl Evidence {
    /// What the target's segments say about the source, and the other way round.
    pub(crate) fn both_ways(
        features: &Features,
        learned: &[Learned],
        learned_weight: f32,
        weights: &Weights,
    ) -> (Evidence, Evidence) {
        let (source, target) = (&features.source, &features.target);
        let first_learned = target.n_units as u32;
        let mut by_piece: Vec<(u32, u32)> = learned
            .iter()
            .enumerate()
            .map(|(k, l)| (l.target_piece, first_learned + k as u32))
            .collect();
        by_piece.sort_unstable();
        let mut units = Rows::default();
        let mut row = Vec::new();
        for segment in 0..target.n_segments() {
            row.clear();
            row.extend_from_slice(target.units.row(segment));
            if !learned.is_empty() {
                for &piece in target.pieces.row(segment) {
                    let at = by_piece.partition_point(|&(p, _)| p < piece);
                    row.extend(
                        by_piece[at..]
                            .iter()
                            .take_while(|&&(p, _)| p == piece)
                            .map(|&(_, unit)| unit),
                    );
                }
            }
            units.push(row.iter().copied());
        }
        let n_units = target.n_units + learned.len();
        let mut links: Vec<(u32, u32, f32, f32, usize)> = features
            .links
            .iter()
            .map(|l| {
                let rate = weights.rate(l.kind);
                (l.target, l.source, rate, 1.0, strength(l.kind))
            })
            .collect();
        for (k, l) in learned.iter().enumerate() {
            links.push((
                first_learned + k as u32,
                l.source_unit,
                l.rate,
                learned_weight,
                0,
            ));
        }
        let backward = Direction {
            own: target,
            other: source,
            links: links
                .iter()
                .map(|&(t, s, rate, weight, _)| (t, s, rate, weight))
                .collect(),
            units: units.clone(),
            n_units,
            other_units: source.units.clone(),
            n_other_units: source.n_units,
        };
        let mut turned: Vec<(u32, u32, f32, f32)> = links
            .iter()
            .map(|&(t, s, rate, weight, _)| (s, t, rate, weight))
            .collect();
        turned.sort_unstable_by_key(|&(s, t, ..)| (s, t));
        let forward = Direction {
            own: source,
            other: target,
            links: turned,
            units: source.units.clone(),
            n_units: source.n_units,
            other_units: units,
            n_other_units: n_units,
        };
        (backward.evidence(weights), forward.evidence(weights))
    }

    /// What a segment counts if it meets nothing.
    pub(crate) fn miss(&self, segment: usize) -> f32 {
        self.miss[segment]
    }

    /// Calls `add(size − 1, start, nats)` for every window of the other side inside `low..high` that holds a
    /// hit, with what the hit counts above a miss. `places` is scratch.
    pub(crate) fn hits(
        &self,
        segment: usize,
        low: usize,
        high: usize,
        places: &mut Vec<u32>,
        mut add: impl FnMut(usize, usize, f32),
    ) {
        for &unit in self.units.row(segment) {
            let unit = unit as usize;
            places.clear();
            for &other in self.partners.row(unit) {
                let postings = self.postings.row(other as usize);
                let from = postings.partition_point(|&place| (place as usize) < low);
                places.extend(
                    postings[from..]
                        .iter()
                        .take_while(|&&place| (place as usize) < high),
                );
            }
            if places.len() > 1 {
                places.sort_unstable();
                places.dedup();
            }
            let mut unseen = low;
            for &place in places.iter() {
                let place = place as usize;
                for size in 1..=WIDEST {
                    for start in unseen.max((place + 1).saturating_sub(size))..=place {
                        if start + size <= high {
                            add(
                                size - 1,
                                start,
                                self.gain(unit, self.load[start + size] - self.load[start]),
                            );
                        }
                    }
                }
                unseen = place + 1;
            }
        }
    }

    fn gain(&self, unit: usize, load: f32) -> f32 {
        let rate = self.rate[unit];
        let odds = 1.0 / libm::expm1f(self.chance[unit] * load.max(0.05));
        self.weight[unit] * libm::logf((1.0 + rate * odds) / (1.0 - rate))
    }

    /// Segments of the other side that hold a partner of a unit, if they are no more than `most`; with the
    /// number of segments of the own side that hold the unit left to the caller.
    pub(crate) fn rare_partners(&self, unit: u32, most: usize, places: &mut Vec<u32>) -> bool {
        places.clear();
        for &other in self.partners.row(unit as usize) {
            let postings = self.postings.row(other as usize);
            if places.len() + postings.len() > most {
                return false;
            }
            places.extend_from_slice(postings);
        }
        !places.is_empty()
    }

    /// The units of a segment.
    pub(crate) fn units(&self, segment: usize) -> &[u32] {
        self.units.row(segment)
    }
}

impl Direction<'_> {
    fn evidence(self, weights: &Weights) -> Evidence {
        let n_other = self.other.n_segments();
        let postings = self.other_units.transposed(self.n_other_units);
        let present = |other: u32| !postings.row(other as usize).is_empty();
        let mut partners = Rows::default();
        let (mut chance, mut rates, mut shares) = (Vec::new(), Vec::new(), Vec::new());
        let mut links = self.links.as_slice();
        for unit in 0..self.n_units as u32 {
            let n_links = links.iter().take_while(|l| l.0 == unit).count();
            let (own, rest) = links.split_at(n_links);
            links = rest;
            let met = || own.iter().filter(|l| present(l.1));
            partners.push(met().map(|l| l.1));
            // Postings of different partners may share segments; taking them for independent is near enough.
            let apart: f32 = met()
                .map(|l| 1.0 - postings.row(l.1 as usize).len() as f32 / n_other as f32)
                .product();
            let segments = (1.0 - apart) * n_other as f32;
            let p = (segments + weights.chance_segments * weights.chance)
                / (n_other as f32 + weights.chance_segments);
            let strongest = met().copied().max_by(|a, b| a.2.total_cmp(&b.2));
            chance.push(p.max(1e-5));
            rates.push(strongest.map_or(0.0, |l| l.2));
            shares.push(strongest.map_or(0.0, |l| l.3));
        }
        let mut units = Rows::default();
        let mut miss = Vec::with_capacity(self.own.n_segments());
        for segment in 0..self.own.n_segments() {
            let kept = || {
                self.units
                    .row(segment)
                    .iter()
                    .copied()
                    .filter(|&u| !partners.row(u as usize).is_empty())
            };
            units.push(kept());
            miss.push(
                kept()
                    .map(|u| shares[u as usize] * libm::logf(1.0 - rates[u as usize]))
                    .sum(),
            );
        }
        let mean = (self.other.mass.iter().sum::<f32>() / n_other.max(1) as f32).max(1e-3);
        let mut load = vec![0.0f32];
        let mut total = 0.0f64;
        for &mass in &self.other.mass {
            total += f64::from(mass / mean);
            load.push(total as f32);
        }
        Evidence {
            units,
            partners,
            postings,
            chance,
            rate: rates,
            weight: shares,
            miss,
            load,
        }
    }
}
