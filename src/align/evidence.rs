//! Lexical evidence: what the units of a segment say about a window of segments on the other side.
//!
//! In: features and learned links. Out: for each segment and window of one to six segments a sum of nats,
//! the log-likelihood ratio of "a translation" against "two unrelated texts". A unit that meets a linked unit
//! in the window counts ln(1 + ρ (1−q)/q), where ρ is how often such a unit is met in a translation and
//! q = 1 − e^(−p·load) how often by chance. A unit that meets nothing in the window counts ln(1 − ρ). An orphan, a unit
//! without a partner in the whole other side, counts a price by its class: a number or a name without a partner suggests
//! that its segment has none. Only hits touch a cell: O(hits inside the band).

mod chance;
mod hits;
mod learned;
mod pairs;

use rustc_hash::FxHashMap;

pub(crate) use crate::align::evidence::hits::Window;
pub(crate) use crate::align::evidence::pairs::PairScorer;
use crate::align::weights::Weights;
use crate::align::window::{BySize, WIDEST};
use crate::anchor::features::{AnchorKind, Features, Side, UnitClass, UnitLink};
use crate::parallel;
use crate::rows::Rows;

/// The evidence that the segments of one side hold about the other side.
#[derive(Clone)]
pub(crate) struct Evidence {
    units: Rows,
    partners: Rows,
    /// In how many segments of the other side each of its units stands.
    frequency: Vec<u32>,
    unit_links: Vec<UnitLinks>,
    gains: Vec<HitGain>,
    /// What a unit of each class counts that can meet nothing.
    orphans: [f32; UnitClass::ALL.len()],
    /// What each segment would count if it met nothing.
    miss: Vec<f32>,
    /// ln of the other side's mass, in mean segments, in the windows of each size that begin at each segment, and the
    /// mean for each size.
    load: Vec<BySize>,
    mean_load: [f32; WIDEST],
}

/// What a unit counts above a miss where it meets a partner.
#[derive(Debug, Clone, Copy, Default)]
struct HitGain {
    /// For each size of window, the gain as a straight line over ln of the window's load: its value at 0 and its slope.
    /// The line is exact near the mean load of the size, and everywhere for a rare unit.
    level: BySize,
    slope: BySize,
    /// The gain is at least this, the price of a miss.
    least: f32,
}

impl HitGain {
    /// `expected` is ln of the segments in which chance meets the unit, `loads` the mean ln of the load of windows.
    fn new(expected: f32, rate: f32, weight: f32, loads: &[f32; WIDEST]) -> Self {
        /// The line passes through the gains at the mean load plus and minus this.
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
        HitGain {
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

/// How a unit meets its partners: the share of the other side's segments that hold none of them, and the rate and weight
/// of its strongest link.
#[derive(Debug, Clone, Copy)]
struct UnitLinks {
    apart: f32,
    rate: f32,
    weight: f32,
}

impl UnitLinks {
    const NONE: UnitLinks = UnitLinks {
        apart: 1.0,
        rate: 0.0,
        weight: 0.0,
    };

    /// Adds a link. Takes the segments of different partners for independent, which is near enough.
    fn meets(&mut self, share_of_segments: f32, rate: f32, weight: f32) {
        self.apart *= 1.0 - share_of_segments;
        if rate >= self.rate {
            (self.rate, self.weight) = (rate, weight);
        }
    }
}

/// A link of one direction.
#[derive(Debug, Clone, Copy)]
struct Link {
    own: u32,
    other: u32,
    rate: f32,
}

impl Evidence {
    /// What the target's segments say about the source, and the other way round, before anything was learned. O(units +
    /// links).
    pub(crate) fn both_ways(features: &Features, weights: &Weights) -> (Evidence, Evidence) {
        let (source, target) = (&features.source, &features.target);
        let links = features.links.iter();
        let backward = || {
            let links = links.clone().map(|link| Link {
                own: link.target,
                other: link.source,
                rate: rate(link, target, weights),
            });
            let orphans = orphans(|class| weights.orphan_of_target(class));
            Evidence::new(target, source, &links.collect::<Vec<_>>(), orphans, weights)
        };
        let forward = || {
            let links = links.clone().map(|link| Link {
                own: link.source,
                other: link.target,
                rate: match link.kind {
                    AnchorKind::Dictionary => weights.rate_gloss,
                    _ => rate(link, target, weights),
                },
            });
            let coverage = coverage(features);
            let orphans = orphans(|class| match class {
                UnitClass::Word => coverage * weights.orphan_of_source(class),
                _ => weights.orphan_of_source(class),
            });
            Evidence::new(
                source,
                target,
                &by_own(links, source.n_units),
                orphans,
                weights,
            )
        };
        parallel::join(backward, forward)
    }

    /// `links` are in the order of the own unit.
    fn new(
        own: &Side,
        other: &Side,
        links: &[Link],
        orphans: [f32; UnitClass::ALL.len()],
        weights: &Weights,
    ) -> Evidence {
        let load = loads(&other.mass);
        let n_other = other.n_segments();
        let mut evidence = Evidence {
            units: Rows::default(),
            partners: Rows::default(),
            frequency: other.units.frequency(other.n_units),
            unit_links: Vec::with_capacity(own.n_units),
            gains: Vec::with_capacity(own.n_units),
            miss: Vec::with_capacity(own.n_segments()),
            mean_load: std::array::from_fn(|size| {
                let total: f64 = load.iter().map(|row| f64::from(row[size])).sum();
                (total / n_other.max(1) as f64) as f32
            }),
            load,
            orphans,
        };
        let mut links = links;
        let mut known: FxHashMap<(u32, u32), HitGain> = FxHashMap::default();
        for unit in 0..own.n_units as u32 {
            let n_links = links.iter().take_while(|l| l.own == unit).count();
            let (own, rest) = links.split_at(n_links);
            links = rest;
            let frequency = &evidence.frequency;
            let is_present = |link: &&Link| frequency[link.other as usize] > 0;
            let present = own.iter().filter(is_present);
            let mut unit_links = UnitLinks::NONE;
            for link in present.clone() {
                unit_links.meets(evidence.share(link.other), link.rate, 1.0);
            }
            evidence.partners.push(present.map(|link| link.other));
            evidence.unit_links.push(unit_links);
            // Many units are as frequent as each other.
            let key = (unit_links.apart.to_bits(), unit_links.rate.to_bits());
            let gain = *known
                .entry(key)
                .or_insert_with(|| evidence.hit_gain(unit_links, weights));
            evidence.gains.push(gain);
        }
        for segment in 0..own.n_segments() {
            evidence.push_segment(own.units.row(segment), &own.classes);
        }
        evidence
    }

    /// The share of the other side's segments that hold a unit.
    fn share(&self, other: u32) -> f32 {
        self.frequency[other as usize] as f32 / self.load.len() as f32
    }

    fn hit_gain(&self, links: UnitLinks, weights: &Weights) -> HitGain {
        if links.weight <= 0.0 || links.rate <= 0.0 {
            return HitGain::default();
        }
        let n_other = self.load.len() as f32;
        let segments = (1.0 - links.apart) * n_other;
        let p = (segments + weights.chance_segments * weights.chance)
            / (n_other + weights.chance_segments);
        let expected = libm::logf(p.max(1e-5));
        HitGain::new(expected, links.rate, links.weight, &self.mean_load)
    }

    /// Adds the next segment: of its units those that can meet something, and what it counts if it meets nothing.
    fn push_segment(&mut self, units: &[u32], classes: &[UnitClass]) {
        let mut missed = 0.0;
        let (partners, gains, orphans) = (&self.partners, &self.gains, &self.orphans);
        self.units.push(units.iter().copied().filter(|&unit| {
            let place = unit as usize;
            let can_meet = !partners.row(place).is_empty();
            if can_meet {
                missed -= gains[place].least;
            } else if let Some(&class) = classes.get(place) {
                missed += orphans[class as usize];
            }
            can_meet
        }));
        self.miss.push(missed);
    }

    /// What a segment counts if it meets nothing.
    pub(crate) fn miss(&self, segment: usize) -> f32 {
        self.miss[segment]
    }

    /// What the units of a window that meet something in a window of the other side, whose evidence is `back`, count above a
    /// miss.
    pub(crate) fn hits_between(
        &self,
        own: (usize, usize),
        window: (usize, usize),
        back: &Evidence,
    ) -> f32 {
        let size = window.1 - window.0 - 1;
        let load = self.load[window.0][size];
        let met = self.units_met(own, window, back);
        met.filter(|&(_, is_met)| is_met)
            .map(|(unit, _)| self.gain(unit, size, load))
            .sum()
    }

    /// How many units of a window that can meet something meet it in a window of the other side, whose evidence is `back`, and
    /// how many there are.
    pub(crate) fn met(
        &self,
        own: (usize, usize),
        window: (usize, usize),
        back: &Evidence,
    ) -> [usize; 2] {
        let units = self.units_met(own, window, back);
        units.fold([0, 0], |[met, all], (_, is_met)| {
            [met + usize::from(is_met), all + 1]
        })
    }

    /// The units of a window that can meet something, each with whether it does in a window of the other side.
    fn units_met<'e>(
        &'e self,
        own: (usize, usize),
        window: (usize, usize),
        back: &Evidence,
    ) -> impl Iterator<Item = (u32, bool)> + 'e {
        let mut others: Vec<u32> = Vec::new();
        for segment in window.0..window.1 {
            others.extend(back.units(segment));
        }
        others.sort_unstable();
        let is_met = move |unit: u32| {
            let mut partners = self.partners(unit).iter();
            partners.any(|partner| others.binary_search(partner).is_ok())
        };
        let units = (own.0..own.1).flat_map(|segment| self.units(segment));
        units.map(move |&unit| (unit, is_met(unit)))
    }

    /// What a hit of a unit counts above a miss, in a window of so many segments more than one and the given ln of
    /// its load.
    fn gain(&self, unit: u32, size: usize, load: f32) -> f32 {
        let gain = &self.gains[unit as usize];
        (gain.level[size] + gain.slope[size] * load).max(gain.least)
    }

    /// The units of the other side that a unit can meet.
    pub(crate) fn partners(&self, unit: u32) -> &[u32] {
        self.partners.row(unit as usize)
    }

    /// The number of segments of the side whose units these are.
    pub(crate) fn n_segments(&self) -> usize {
        self.units.len()
    }

    /// For each unit the segments that hold it. O(units).
    pub(crate) fn postings(&self) -> Rows {
        self.units.transposed(self.partners.len())
    }

    /// The units of a segment.
    pub(crate) fn units(&self, segment: usize) -> &[u32] {
        self.units.row(segment)
    }
}

/// What a unit of each class counts that can meet nothing in the whole other side.
fn orphans(of: impl Fn(UnitClass) -> f32) -> [f32; UnitClass::ALL.len()] {
    UnitClass::ALL.map(of)
}

/// How often a link is met in a translation, as the target's unit tells.
fn rate(link: &UnitLink, target: &Side, weights: &Weights) -> f32 {
    match (link.kind, target.classes[link.target as usize]) {
        (AnchorKind::Dictionary, UnitClass::Kana) => weights.rate_kana,
        (AnchorKind::Latin, UnitClass::Unknown) => weights.rate_cognate,
        (kind, _) => weights.rate(kind),
    }
}

/// The links in the order of their own unit, those of one in the order given. O(links + units).
fn by_own(links: impl Iterator<Item = Link> + Clone, n_units: usize) -> Vec<Link> {
    let mut next = vec![0u32; n_units + 1];
    for link in links.clone() {
        next[link.own as usize + 1] += 1;
    }
    for unit in 0..n_units {
        next[unit + 1] += next[unit];
    }
    let unset = Link {
        own: 0,
        other: 0,
        rate: 0.0,
    };
    let mut sorted = vec![unset; next[n_units] as usize];
    for link in links {
        let place = &mut next[link.own as usize];
        sorted[*place as usize] = link;
        *place += 1;
    }
    sorted
}

/// The share of the source's words that the lexicon links with something in the target.
fn coverage(features: &Features) -> f32 {
    let mut is_linked = vec![false; features.source.n_units];
    for link in &features.links {
        is_linked[link.source as usize] |= link.kind == AnchorKind::Dictionary;
    }
    let n_linked = is_linked.iter().filter(|&&is_linked| is_linked).count();
    let words = features.source.classes.iter();
    let n_words = words.filter(|&&class| class == UnitClass::Word).count();
    (n_linked as f32 / n_words.max(1) as f32).min(1.0)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::sample::Sample;

    const SOURCE: &str = "The mill has 24 rooms.\nIt was built in 1871.\nNobody lives there.\nRadix bought it in 1990.";

    fn evidence(target: &str) -> (Evidence, Evidence) {
        let sample = Sample::of(SOURCE, target);
        Evidence::both_ways(sample.features(), &sample.score().weights)
    }

    #[test]
    fn a_unit_counts_where_it_meets_and_against_where_it_cannot() {
        let full =
            "部屋は24ある。\n1871年に建てられた。\n誰も住んでいない。\n1990年にRadixが買った。";
        let (backward, forward) = evidence(full);
        let met = |i: usize, j: usize| {
            let (source, target) = ((i, i + 1), (j, j + 1));
            let back = backward.hits_between(target, source, &forward);
            let forth = forward.hits_between(source, target, &backward);
            (back, forth)
        };
        for (name, i, j, is_met) in [
            ("a number", 0, 0, true),
            ("a year", 1, 1, true),
            ("nothing to meet", 2, 2, false),
            ("a year and a word", 3, 3, true),
            ("the year of another line", 1, 3, false),
        ] {
            let (back, forth) = met(i, j);
            assert_eq!(back > 1.0, is_met, "{name}: {back}");
            assert_eq!(forth > 1.0, is_met, "{name}: {forth}");
        }
        assert!(met(3, 3).0 > met(1, 1).0, "two units count more than one");
        assert!(backward.miss(1) < -1.0 && backward.miss(2) == 0.0);
    }

    #[test]
    fn an_orphan_counts_its_price() {
        let (backward, forward) =
            evidence("部屋は24ある。\n1871年に建てられた。\n誰も住んでいない。\n1345人がいた。");
        let weights = Weights::default();
        assert_eq!(backward.miss(3), weights.orphan_number);
        // Of the source's number and word, the word counts nothing where the lexicon is empty.
        assert_eq!(forward.miss(3), weights.orphan_source_number);
    }

    #[test]
    fn a_wider_window_gives_chance_more_room() {
        let (backward, forward) = evidence(
            "部屋は24ある。\n1871年に建てられた。\n誰も住んでいない。\n1990年にRadixが買った。",
        );
        let narrow = backward.hits_between((1, 2), (1, 2), &forward);
        let wide = backward.hits_between((1, 2), (0, 4), &forward);
        assert!(0.0 < wide && wide < narrow, "{wide} {narrow}");
    }
}
