//! Hits: the segments in which units of a segment meet a partner, found in a sweep over the segments of one side.
//!
//! In: the evidence of both sides, a segment, and a window of the other side that only moves forward. Out: what each hit
//! counts, by the size of the window that holds it. A partner outside the window, as most are, costs one look-up:
//! O(partners of the segment's units + hits).

use std::ops::Range;

use crate::align::evidence::Evidence;
use crate::align::window::{BySize, WIDEST};

/// The segments of one side near the segment that the sweep has reached on the other, by their units. Made once a thread,
/// empty between stretches.
#[derive(Default)]
pub(crate) struct Window {
    segments: Range<usize>,
    /// For each unit its first and its last place among those in the window, or `NOWHERE`.
    first: Vec<u32>,
    last: Vec<u32>,
    /// A segment that holds a unit, and the next place of the same unit.
    places: Vec<(u32, u32)>,
    met: Vec<u32>,
}

const NOWHERE: u32 = u32::MAX;

impl Window {
    /// Empties it; `others` is the evidence of the side whose segments it holds. O(units inside).
    pub(crate) fn reset(&mut self, others: &Evidence) {
        self.slide(self.segments.end..self.segments.end, others);
        self.segments = 0..0;
        self.places.clear();
    }

    /// Moves the window on.
    fn slide(&mut self, to: Range<usize>, others: &Evidence) {
        let n_units = others.partners.len();
        if self.first.len() < n_units {
            self.first.resize(n_units, NOWHERE);
            self.last.resize(n_units, NOWHERE);
        }
        let left = self.segments.start..self.segments.end.min(to.start);
        let entered = self.segments.end.max(to.start)..to.end;
        for &unit in left.flat_map(|segment| others.units(segment)) {
            let first = &mut self.first[unit as usize];
            *first = self.places[*first as usize].1;
        }
        for segment in entered {
            for &unit in others.units(segment) {
                let place = self.places.len() as u32;
                self.places.push((segment as u32, NOWHERE));
                let last = std::mem::replace(&mut self.last[unit as usize], place);
                match &mut self.first[unit as usize] {
                    first if *first == NOWHERE => *first = place,
                    _ => self.places[last as usize].1 = place,
                }
            }
        }
        self.segments = to;
    }

    /// Adds the segments inside that hold a unit to those met, in order.
    fn meet(&mut self, unit: u32) {
        let mut at = self.first[unit as usize];
        while at != NOWHERE {
            let (segment, next) = self.places[at as usize];
            self.met.push(segment);
            at = next;
        }
    }
}

impl Evidence {
    /// Calls `add(start, nats)` for every place of the other side inside `segments` where windows begin that hold a hit,
    /// with what the hit counts above a miss in windows of each size. From call to call with the same `window` the
    /// segments never go back; `others` is the evidence of the other side.
    #[inline]
    pub(crate) fn hits(
        &self,
        segment: usize,
        segments: Range<usize>,
        others: &Evidence,
        window: &mut Window,
        mut add: impl FnMut(usize, BySize),
    ) {
        let low = segments.start;
        window.slide(segments, others);
        for &unit in self.units(segment) {
            window.met.clear();
            for &other in self.partners(unit) {
                window.meet(other);
            }
            if window.met.len() > 1 {
                window.met.sort_unstable();
                window.met.dedup();
            }
            let gain = &self.gains[unit as usize];
            let mut unseen = low;
            for &place in &window.met {
                let place = place as usize;
                let first = unseen.max((place + 1).saturating_sub(WIDEST));
                for (start, load) in (first..).zip(&self.load[first..=place]) {
                    add(start, gain.gains(load, place - start));
                }
                unseen = place + 1;
            }
        }
    }
}
