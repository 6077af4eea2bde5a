//! Lexical evidence: what the units of a segment say about a window of segments on the other side.
//!
//! In: features and learned links. Out: for each segment and window of one to six segments a sum of nats,
//! the log-likelihood ratio of "a translation" against "two unrelated texts". A unit that meets a linked unit
//! in the window counts ln(1 + ρ (1−q)/q), where ρ is how often such a unit is met in a translation and
//! q = 1 − e^(−p·load) how often by chance; one that meets nothing counts ln(1 − ρ), and an orphan, which can meet
//! nothing in the whole other side, a price by its class: a number or a name that is found nowhere tells that its
//! segment has no partner. Only hits touch a cell: O(hits inside the band).

mod chance;
mod hits;

pub(crate) use crate::align::evidence::hits::Cursors;
use crate::align::learn::Learned;
use crate::align::weights::Weights;
use crate::anchor::features::{AnchorKind, Features, Rows, Side, UnitClass};

/// Widest window of segments.
pub(crate) const WIDEST: usize = 6;
/// Numbers by the size of a window, as many as two vectors of the machine hold; those beyond [`WIDEST`] mean nothing.
pub(crate) type BySize = [f32; 8];

/// The evidence that the segments of one side hold about the other side.
pub(crate) struct Evidence {
    units: Rows,
    partners: Rows,
    postings: Rows,
    worth: Vec<Worth>,
    /// What each segment would count if it met nothing.
    miss: Vec<f32>,
    /// ln of the other side's mass, in mean segments, in the windows of each size that begin at each segment.
    load: Vec<BySize>,
}

/// What a unit counts above a miss where it meets a partner.
#[derive(Debug, Clone, Copy, Default)]
struct Worth {
    /// In a window of each size a straight line of ln of the window's load, its height at 0 and its slope: right where
    /// the load is near the mean of its size, and everywhere for a rare unit.
    level: BySize,
    slope: BySize,
    /// And never less than this: a hit is no miss.
    least: f32,
}

impl Worth {
    /// `expected` is ln of the segments in which chance meets the unit, `loads` the mean ln of the load of windows.
    fn new(expected: f32, rate: f32, weight: f32, loads: &[f32; WIDEST]) -> Self {
        /// Half of the span of loads on which the line is laid.
        const REACH: f32 = 0.5;
        let not_missed = -libm::logf(1.0 - rate);
        let log_rate = libm::logf(rate);
        let gain = |load: f32| {
            let odds = chance::log_odds(expected + load);
            weight * (chance::log_one_plus(log_rate + odds) + not_missed)
        };
        let (mut level, mut slope) = (BySize::default(), BySize::default());
        for (size, &load) in loads.iter().enumerate() {
            slope[size] = (gain(load + REACH) - gain(load - REACH)) / (2.0 * REACH);
            level[size] = gain(load) - slope[size] * load;
        }
        Worth {
            level,
            slope,
            least: weight * not_missed,
        }
    }

    /// What a hit counts above a miss in windows of every size of more than `from` segments.
    #[inline]
    fn gains(&self, load: &BySize, from: usize) -> BySize {
        let mut gains = BySize::default();
        for (size, gain) in gains.iter_mut().enumerate() {
            let line = self.level[size] + self.slope[size] * load[size];
            *gain = if line > self.least { line } else { self.least };
        }
        for (gain, counts) in gains.iter_mut().zip(COUNTS[from & 7]) {
            *gain *= counts;
        }
        gains
    }
}

/// 1 for windows of more than so many segments, 0 for others.
const COUNTS: [BySize; 8] = {
    let mut counts = [[0.0; 8]; 8];
    let mut from = 0;
    while from < 8 {
        let mut size = from;
        while size < 8 {
            counts[from][size] = 1.0;
            size += 1;
        }
        from += 1;
    }
    counts
};

/// The units of the other side that the units of one segment can meet; kept from one pair of segments to the next.
#[derive(Default)]
pub(crate) struct Partners {
    segment: Option<usize>,
    /// Partner and the place of the own unit among those of the segment, sorted.
    met: Vec<(u32, u32)>,
    /// For each own unit the last round in which it met something.
    seen: Vec<u32>,
    round: u32,
}

impl Partners {
    /// Makes these the partners of a segment.
    pub(crate) fn of(&mut self, evidence: &Evidence, segment: usize) {
        if self.segment == Some(segment) {
            return;
        }
        self.segment = Some(segment);
        let units = evidence.units(segment);
        self.met.clear();
        for (place, &unit) in (0..).zip(units) {
            let partners = evidence.partners(unit).iter();
            self.met.extend(partners.map(|&partner| (partner, place)));
        }
        self.met.sort_unstable();
        self.seen.clear();
        self.seen.resize(units.len(), 0);
        self.round = 0;
    }

    /// What the units of the segment and those of a segment of the other side that meet count above a miss, both
    /// ways: `evidence` is of the own side, `back` of the other.
    pub(crate) fn met(&mut self, evidence: &Evidence, back: &Evidence, other: usize) -> f32 {
        let Some(segment) = self.segment else {
            return 0.0;
        };
        let (units, others) = (evidence.units(segment), back.units(other));
        let (load, load_back) = (evidence.load[other][0], back.load[segment][0]);
        self.round += 1;
        let mut total = 0.0;
        let mut at = 0;
        for &unit in others {
            while self.met.get(at).is_some_and(|met| met.0 < unit) {
                at += 1;
            }
            if self.met.get(at).is_some_and(|met| met.0 == unit) {
                total += back.gain(unit, 0, load_back);
            }
            while let Some(&(partner, place)) = self.met.get(at) {
                if partner != unit {
                    break;
                }
                if self.seen[place as usize] < self.round {
                    self.seen[place as usize] = self.round;
                    total += evidence.gain(units[place as usize], 0, load);
                }
                at += 1;
            }
        }
        total
    }
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
        let mut links: Vec<(u32, u32, f32, f32, bool)> = features
            .links
            .iter()
            .map(|l| {
                let rate = match (l.kind, target.classes[l.target as usize]) {
                    (AnchorKind::Dictionary, UnitClass::Kana) => weights.rate_kana,
                    (AnchorKind::Latin, UnitClass::Unknown) => weights.rate_cognate,
                    (kind, _) => weights.rate(kind),
                };
                let by_dictionary = l.kind == AnchorKind::Dictionary;
                (l.target, l.source, rate, 1.0, by_dictionary)
            })
            .collect();
        for (k, l) in learned.iter().enumerate() {
            links.push((
                first_learned + k as u32,
                l.source_unit,
                l.rate,
                learned_weight,
                false,
            ));
        }
        let coverage = coverage(features);
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
            .map(|&(t, s, rate, weight, by_gloss)| {
                (
                    s,
                    t,
                    if by_gloss { weights.rate_gloss } else { rate },
                    weight,
                )
            })
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
        rayon::join(
            || backward.evidence(weights, |class| weights.orphan_of_target(class)),
            || {
                forward.evidence(weights, |class| match class {
                    UnitClass::Word => coverage * weights.orphan_of_source(class),
                    _ => weights.orphan_of_source(class),
                })
            },
        )
    }

    /// What a segment counts if it meets nothing.
    pub(crate) fn miss(&self, segment: usize) -> f32 {
        self.miss[segment]
    }

    /// What the units of a window that meet something in a window of the other side, whose evidence is `back`, count above a
    /// miss.
    pub(crate) fn met(&self, own: (usize, usize), window: (usize, usize), back: &Evidence) -> f32 {
        let size = window.1 - window.0 - 1;
        let load = self.load[window.0][size];
        let mut others: Vec<u32> = Vec::new();
        for segment in window.0..window.1 {
            others.extend(back.units(segment));
        }
        others.sort_unstable();
        let is_met = |unit: u32| {
            let mut partners = self.partners(unit).iter();
            partners.any(|partner| others.binary_search(partner).is_ok())
        };
        let units = (own.0..own.1).flat_map(|segment| self.units(segment));
        units
            .filter(|&&unit| is_met(unit))
            .map(|&unit| self.gain(unit, size, load))
            .sum()
    }

    /// What a hit of a unit counts above a miss, in a window of so many segments more than one and the given ln of
    /// its load.
    fn gain(&self, unit: u32, size: usize, load: f32) -> f32 {
        let worth = &self.worth[unit as usize];
        (worth.level[size] + worth.slope[size] * load).max(worth.least)
    }

    /// The units of the other side that a unit can meet.
    pub(crate) fn partners(&self, unit: u32) -> &[u32] {
        self.partners.row(unit as usize)
    }

    /// The units of a segment.
    pub(crate) fn units(&self, segment: usize) -> &[u32] {
        self.units.row(segment)
    }
}

impl Direction<'_> {
    /// `orphan` tells what a unit counts that can meet nothing in the whole other side.
    fn evidence(self, weights: &Weights, orphan: impl Fn(UnitClass) -> f32) -> Evidence {
        let n_other = self.other.n_segments();
        let postings = self.other_units.transposed(self.n_other_units);
        let present = |other: u32| !postings.row(other as usize).is_empty();
        let load = loads(&self.other.mass);
        let mean_load = std::array::from_fn(|size| {
            let total: f64 = load.iter().map(|row| f64::from(row[size])).sum();
            (total / n_other.max(1) as f64) as f32
        });
        let mut partners = Rows::default();
        let mut worth = Vec::with_capacity(self.n_units);
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
            let (rate, weight) = strongest.map_or((0.0, 0.0), |l| (l.2, l.3));
            worth.push(match weight > 0.0 && rate > 0.0 {
                true => Worth::new(libm::logf(p.max(1e-5)), rate, weight, &mean_load),
                false => Worth::default(),
            });
        }
        let mut units = Rows::default();
        let mut miss = Vec::with_capacity(self.own.n_segments());
        let mut kept = Vec::new();
        for segment in 0..self.own.n_segments() {
            let mut missed = 0.0;
            kept.clear();
            for &unit in self.units.row(segment) {
                let place = unit as usize;
                if !partners.row(place).is_empty() {
                    kept.push(unit);
                    missed -= worth[place].least;
                } else if let Some(&class) = self.own.classes.get(place) {
                    missed += orphan(class);
                }
            }
            units.push(kept.iter().copied());
            miss.push(missed);
        }
        Evidence {
            units,
            partners,
            postings,
            worth,
            miss,
            load,
        }
    }
}

/// The share of the source's words that the lexicon links with something in the target.
fn coverage(features: &Features) -> f32 {
    let mut linked: Vec<u32> = features
        .links
        .iter()
        .filter(|link| link.kind == AnchorKind::Dictionary)
        .map(|link| link.source)
        .collect();
    linked.sort_unstable();
    linked.dedup();
    let words = features.source.classes.iter();
    let n_words = words.filter(|&&class| class == UnitClass::Word).count();
    (linked.len() as f32 / n_words.max(1) as f32).min(1.0)
}

fn loads(mass: &[f32]) -> Vec<BySize> {
    /// An empty window gives chance some room too.
    const LEAST_LOAD: f32 = 0.05;
    let mean = (mass.iter().sum::<f32>() / mass.len().max(1) as f32).max(1e-3);
    let mut loads = vec![BySize::default(); mass.len()];
    for (start, row) in loads.iter_mut().enumerate() {
        let mut total = 0.0;
        for (load, mass) in row[..WIDEST].iter_mut().zip(&mass[start..]) {
            total += mass / mean;
            *load = libm::logf(total.max(LEAST_LOAD));
        }
    }
    loads
}
