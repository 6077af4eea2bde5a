//! What the units of one side say about documents of the other side.
//!
//! In: two pools and their links. Out: for each unit its partners, how often it is met in a translation, and how often by
//! chance; so what it counts where it is met. O(units + links).
//!
//! A unit counts the log-likelihood ratio of "a translation" against "another document", as in `align/evidence.rs`, with
//! documents in place of segments: ln(1 + ρ(1−q)/q) where it is met and ln(1−ρ) where it is not. ρ is how often such a unit
//! is met in a translation, and q how often in any document of that size. Units without partners count nothing.

use crate::anchor::AnchorKind;
use crate::anchor::inventory::Placed;
use crate::anchor::pool::Pool;
use crate::rows::Rows;

/// One side of the evidence.
pub(super) struct Side<'a> {
    rows: &'a Rows<Placed>,
    /// The units of the other side that each unit can meet.
    pub(super) partners: Rows<u32>,
    /// In how many documents each unit stands.
    pub(super) frequency: Vec<u32>,
    /// How often a document of mean size meets each unit by chance: the mean of a Poisson distribution.
    chance: Vec<f32>,
    /// How often a unit is met in a translation; 0 for a unit without partners.
    rate: Vec<f32>,
    /// What each unit counts above a miss where a document of mean size meets it.
    pub(super) usual_gain: Vec<f32>,
    /// The size of each document, in mean documents of its side.
    load: Vec<f32>,
    /// What each document counts if it meets nothing.
    nothing_met: Vec<f32>,
    /// The length of each document in characters of English.
    lengths: Vec<f32>,
}

/// A link, seen from one side: the own unit, the unit of the other side, and how they meet.
pub(super) type Met = (u32, u32, AnchorKind);

/// Documents that are added to those of the other side, and the share of them that hold a unit: the chance of rare units.
/// Chosen so that a rare unit counts in a collection of few documents, too; not fitted.
const SMOOTHING: f32 = 20.0;
const SMOOTHED_SHARE: f32 = 0.02;

/// The smallest chance that counts.
const LEAST_CHANCE: f32 = 1e-7;

/// The least size of a document, in mean documents.
const LEAST_LOAD: f32 = 0.05;

/// How often a unit that could be met is met in a translation. Chosen near the rates of the aligner, which hold for
/// sentences, and not fitted.
fn rate_of(kind: AnchorKind) -> f32 {
    match kind {
        AnchorKind::Number => 0.8,
        AnchorKind::Latin => 0.8,
        AnchorKind::Sound => 0.6,
        _ => 0.45,
    }
}

impl<'a> Side<'a> {
    /// The side of a pool, whose units meet those of another pool.
    pub(super) fn new(
        pool: &'a Pool,
        other: &Pool,
        links: impl Iterator<Item = Met> + Clone,
        lengths: Vec<f32>,
    ) -> Side<'a> {
        let n_units = pool.n_units();
        let n_others = other.units.len() as f32;
        let other_frequency = frequency(other);
        let mut counts = vec![0; n_units];
        let (mut chance, mut rate) = (vec![0.0; n_units], vec![0f32; n_units]);
        for (own, met, kind) in links.clone() {
            let own = own as usize;
            counts[own] += 1;
            let n_held = other_frequency[met as usize] as f32;
            let share = (n_held + SMOOTHING * SMOOTHED_SHARE) / (n_others + SMOOTHING);
            chance[own] -= libm::logf(1.0 - share);
            rate[own] = rate[own].max(rate_of(kind));
        }
        let partners = Rows::grouped(counts, links.map(|(own, met, _)| (own as usize, met)));
        let mut side = Side {
            rows: &pool.units,
            partners,
            frequency: frequency(pool),
            usual_gain: Vec::new(),
            load: loads(&pool.units),
            nothing_met: Vec::new(),
            lengths,
            chance,
            rate,
        };
        side.usual_gain = (0..n_units as u32)
            .map(|unit| side.gain(unit, 1.0))
            .collect();
        let miss = |placed: &Placed| side.miss(placed.unit);
        let documents = 0..side.rows.len();
        side.nothing_met = documents
            .map(|d| side.rows.row(d).iter().map(miss).sum())
            .collect();
        side
    }

    pub(super) fn n_documents(&self) -> usize {
        self.rows.len()
    }

    /// The units of a document, in order.
    pub(super) fn units(&self, document: u32) -> &'a [Placed] {
        self.rows.row(document as usize)
    }

    /// The size of a document, in mean documents.
    pub(super) fn load(&self, document: u32) -> f32 {
        self.load[document as usize]
    }

    /// What a document counts if it meets nothing.
    pub(super) fn nothing_met(&self, document: u32) -> f32 {
        self.nothing_met[document as usize]
    }

    /// The length of a document in characters of English.
    pub(super) fn length(&self, document: u32) -> f32 {
        self.lengths[document as usize]
    }

    /// How many units of a document can be met.
    pub(super) fn n_meetable(&self, document: u32) -> usize {
        let can_be_met = |placed: &&Placed| self.rate[placed.unit as usize] > 0.0;
        self.units(document).iter().filter(can_be_met).count()
    }

    fn miss(&self, unit: u32) -> f32 {
        libm::logf(1.0 - self.rate[unit as usize])
    }

    /// What a unit counts above a miss where a document of that load meets it.
    pub(super) fn gain(&self, unit: u32, load: f32) -> f32 {
        let rate = self.rate[unit as usize];
        let by_chance = 1.0 - libm::expf(-self.chance[unit as usize] * load);
        let by_chance = by_chance.max(LEAST_CHANCE);
        libm::logf(1.0 + rate * (1.0 - by_chance) / by_chance) - self.miss(unit)
    }
}

/// In how many documents each unit stands.
fn frequency(pool: &Pool) -> Vec<u32> {
    let mut frequency = vec![0; pool.n_units()];
    for placed in pool.units.rows(0..pool.units.len()) {
        frequency[placed.unit as usize] += 1;
    }
    frequency
}

fn loads(rows: &Rows<Placed>) -> Vec<f32> {
    let n_documents = rows.len();
    let n_placed = rows.rows(0..n_documents).len();
    let mean = n_placed as f32 / n_documents.max(1) as f32;
    (0..n_documents)
        .map(|d| (rows.row(d).len() as f32 / mean.max(1.0)).max(LEAST_LOAD))
        .collect()
}
