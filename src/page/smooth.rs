//! Which side each unit is on: two states over the units, the best path by Viterbi ([`sides`]).
//!
//! In: units with scores. Out: a side each. What a change of side costs at a line, at a blank line and inside a
//! line is first counted on this page, among neighbours whose sides are certain. So blocks, paragraphs, lines and
//! columns need no cases of their own. O(units).

use crate::page::unit::{Gap, Role, Unit};

/// A side of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageSide {
    Source,
    Target,
}

impl PageSide {
    const BOTH: [PageSide; 2] = [PageSide::Source, PageSide::Target];
}

/// A score from which a unit needs no neighbours to be judged, in nats.
const SURE: f64 = 4.0;

/// The side of each unit; a separator gets the side that the path has there.
pub(super) fn sides(units: &[Unit]) -> Vec<PageSide> {
    let prices = Prices::counted(units);
    let mut best = [0.0, 0.0];
    let mut came: Vec<[bool; 2]> = Vec::with_capacity(units.len());
    for (index, unit) in units.iter().enumerate() {
        let free = index == 0 || is_open(unit) || is_open(&units[index - 1]);
        let (stay, change) = if free {
            (0.0, 0.0)
        } else {
            prices.of(unit.gap)
        };
        let mut next = [0.0, 0.0];
        let mut changed = [false, false];
        for (side, other) in [(0, 1), (1, 0)] {
            // On a tie the side stays, so that a unit without a score goes with the one before it.
            changed[side] = best[other] + change < best[side] + stay;
            next[side] = if changed[side] {
                best[other] + change
            } else {
                best[side] + stay
            };
        }
        next[0] += unit.score.max(0.0);
        next[1] += (-unit.score).max(0.0);
        came.push(changed);
        best = next;
    }
    let mut side = usize::from(best[1] < best[0]);
    let mut path = vec![PageSide::Source; units.len()];
    for index in (0..units.len()).rev() {
        path[index] = PageSide::BOTH[side];
        if came[index][side] {
            side = 1 - side;
        }
    }
    if units.len() <= ALONE && path.iter().all(|&side| side == path[0]) {
        return units
            .iter()
            .map(|unit| PageSide::BOTH[usize::from(0.0 < unit.score)])
            .collect();
    }
    path
}

/// Up to so many units, a page that comes out as one side is judged unit by unit: 「はい」 and `Yes`.
const ALONE: usize = 4;

/// Whether a change of side costs nothing here.
fn is_open(unit: &Unit) -> bool {
    matches!(unit.role, Role::Original | Role::Translation | Role::Column)
}

/// The chance of a change expected at each [`Gap`] before any is seen, and how many gaps that is worth. Most pages
/// are blocks, so a line that could be of either language follows its neighbours.
const PRIOR: [(f64, f64); 4] = [(0.5, 1.0), (0.2, 2.0), (0.1, 2.0), (0.3, 1.0)];

/// −ln of the chance to stay and to change, for each [`Gap`].
struct Prices([(f64, f64); 4]);

impl Prices {
    fn counted(units: &[Unit]) -> Self {
        let mut seen = [[0usize; 2]; 4];
        let is_sure = |unit: &Unit| SURE <= unit.score.abs();
        for pair in units.windows(2) {
            if is_sure(&pair[0]) && is_sure(&pair[1]) {
                let changed = (0.0 < pair[0].score) != (0.0 < pair[1].score);
                seen[rank(pair[1].gap)][usize::from(changed)] += 1;
            }
        }
        let mut prices = [(0.0, 0.0); 4];
        for (rank, [same, changed]) in seen.into_iter().enumerate() {
            let (prior, weight) = PRIOR[rank];
            let rate = (changed as f64 + prior * weight) / ((same + changed) as f64 + weight);
            let rate = rate.clamp(0.003, 0.97);
            prices[rank] = (-libm::log(1.0 - rate), -libm::log(rate));
        }
        Prices(prices)
    }

    fn of(&self, gap: Gap) -> (f64, f64) {
        self.0[rank(gap)]
    }
}

fn rank(gap: Gap) -> usize {
    match gap {
        Gap::Half => 0,
        Gap::Cell => 1,
        Gap::Line => 2,
        Gap::Blank => 3,
    }
}
