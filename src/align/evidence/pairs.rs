//! The lexical score of two segments, one of each side.
//!
//! In: the evidence of both sides, pairs of segments. Out: nats above a miss, the sum of both directions. O(units) a pair,
//! after O(partners) each time that the target changes.

use crate::align::evidence::Evidence;

/// Scores segments of the source against one segment of the target. Made once a thread.
#[derive(Default)]
pub(crate) struct PairScorer {
    segment: Option<usize>,
    /// For each unit of the source the first of its meetings with units of the target segment, if it is of this round.
    first: Vec<Place>,
    round: u32,
    /// The place among the segment's units of the one that is met, and the next meeting of the same source unit.
    meetings: Vec<(u32, u32)>,
    /// For each unit of the segment the last pair in which it met something.
    seen: Vec<u32>,
    pair: u32,
}

#[derive(Clone, Copy)]
struct Place {
    round: u32,
    meeting: u32,
}

const NONE: u32 = u32::MAX;

impl PairScorer {
    /// Sets the target segment; `backward` is the evidence of the target's units, `forward` that of the source's.
    pub(crate) fn set_target(&mut self, backward: &Evidence, forward: &Evidence, segment: usize) {
        if self.segment == Some(segment) {
            return;
        }
        self.segment = Some(segment);
        let n_units = forward.partners.len();
        if self.first.len() < n_units || self.round == u32::MAX {
            let unset = Place {
                round: 0,
                meeting: NONE,
            };
            self.first = vec![unset; n_units];
            self.round = 0;
        }
        self.round += 1;
        let units = backward.units(segment);
        self.meetings.clear();
        // From the last to the first, so that the meetings of each unit begin with its first.
        for (place, &unit) in units.iter().enumerate().rev() {
            for &partner in backward.partners(unit) {
                let first = &mut self.first[partner as usize];
                let next = match first.round == self.round {
                    true => first.meeting,
                    false => NONE,
                };
                *first = Place {
                    round: self.round,
                    meeting: self.meetings.len() as u32,
                };
                self.meetings.push((place as u32, next));
            }
        }
        self.seen.clear();
        self.seen.resize(units.len(), 0);
        self.pair = 0;
    }

    /// What the units of the target segment and of a source segment count that meet each other.
    pub(crate) fn hits(&mut self, backward: &Evidence, forward: &Evidence, source: usize) -> f32 {
        let Some(target) = self.segment else {
            return 0.0;
        };
        let units = backward.units(target);
        let (load, load_back) = (backward.load[source][0], forward.load[target][0]);
        self.pair += 1;
        let mut total = 0.0;
        for &unit in forward.units(source) {
            let first = self.first[unit as usize];
            if first.round != self.round {
                continue;
            }
            total += forward.gain(unit, 0, load_back);
            let mut at = first.meeting;
            while at != NONE {
                let (place, next) = self.meetings[at as usize];
                if self.seen[place as usize] != self.pair {
                    self.seen[place as usize] = self.pair;
                    total += backward.gain(units[place as usize], 0, load);
                }
                at = next;
            }
        }
        total
    }
}
