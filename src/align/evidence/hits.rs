//! Hits: the places where units of a segment meet a partner, as a sweep over the segments comes to them.
//!
//! In: the evidence of both sides, a segment, a window of the other side that never goes back. Out: for the windows
//! that hold a hit what it counts, by their size. A partner that is not in the window, as most are, costs one look-up:
//! O(partners of the segment's units + hits).

use std::ops::Range;

use crate::align::evidence::{BySize, Evidence, WIDEST};

/// Where a sweep over the segments of one side stands in the other. Made once a thread, empty between stretches.
#[derive(Default)]
pub(crate) struct Cursors {
    /// The segments of the other side under way, and how many of them hold each unit.
    window: Range<usize>,
    holding: Vec<u32>,
    /// For each unit of the other side the place of its next posting, or `NOWHERE`.
    next: Vec<u32>,
    touched: Vec<u32>,
    places: Vec<u32>,
}

const NOWHERE: u32 = u32::MAX;

impl Cursors {
    /// Forgets where the sweep stood; `others` is the evidence of the side that it went over. O(units touched).
    pub(crate) fn reset(&mut self, others: &Evidence) {
        self.slide(self.window.end..self.window.end, others);
        self.window = 0..0;
        for unit in self.touched.drain(..) {
            self.next[unit as usize] = NOWHERE;
        }
    }

    /// Moves the window on.
    fn slide(&mut self, to: Range<usize>, others: &Evidence) {
        let n_units = others.partners.len();
        if self.holding.len() < n_units {
            self.holding.resize(n_units, 0);
            self.next.resize(n_units, NOWHERE);
        }
        let left = self.window.start..self.window.end.min(to.start);
        let entered = self.window.end.max(to.start)..to.end;
        for &unit in left.flat_map(|segment| others.units(segment)) {
            self.holding[unit as usize] -= 1;
        }
        for &unit in entered.flat_map(|segment| others.units(segment)) {
            self.holding[unit as usize] += 1;
        }
        self.window = to;
    }

    /// Whether the window holds a unit.
    fn holds(&self, unit: u32) -> bool {
        self.holding[unit as usize] > 0
    }

    /// Adds the places of a unit inside the window.
    fn find(&mut self, unit: u32, postings: &[u32]) {
        let place = unit as usize;
        let (low, high) = (self.window.start as u32, self.window.end as u32);
        let mut at = self.next[place] as usize;
        if at == NOWHERE as usize {
            self.touched.push(unit);
            at = postings.partition_point(|&posting| posting < low);
        }
        at += postings[at..].iter().take_while(|&&p| p < low).count();
        self.next[place] = at as u32;
        let inside = postings[at..].iter().take_while(|&&p| p < high);
        self.places.extend(inside);
    }
}

impl Evidence {
    /// Calls `add(start, nats)` for every place of the other side inside `window` where windows begin that hold a hit,
    /// with what the hit counts above a miss in windows of each size. From call to call with the same `cursors` the
    /// window never goes back; `others` is the evidence of the other side.
    #[inline]
    pub(crate) fn hits(
        &self,
        segment: usize,
        window: Range<usize>,
        others: &Evidence,
        cursors: &mut Cursors,
        mut add: impl FnMut(usize, BySize),
    ) {
        let low = window.start;
        cursors.slide(window, others);
        for &unit in self.units(segment) {
            cursors.places.clear();
            for &other in self.partners(unit) {
                if cursors.holds(other) {
                    cursors.find(other, self.postings.row(other as usize));
                }
            }
            if cursors.places.len() > 1 {
                cursors.places.sort_unstable();
                cursors.places.dedup();
            }
            let worth = &self.worth[unit as usize];
            let mut unseen = low;
            for &place in &cursors.places {
                let place = place as usize;
                let first = unseen.max((place + 1).saturating_sub(WIDEST));
                for (start, load) in (first..).zip(&self.load[first..=place]) {
                    add(start, worth.gains(load, place - start));
                }
                unseen = place + 1;
            }
        }
    }
}
