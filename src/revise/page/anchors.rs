//! The anchors of both sides, so that the page marks linked anchors in any row that holds both.
//!
//! In: a sheet and its `Anchored`. Out: the anchors of every segment, and the links between the two sides. Links belong to the
//! texts and not to the rows, because a person merges and splits rows. O(bytes).

use std::ops::Range;

use crate::anchor::Anchored;
use crate::anchor::places::{Anchor, PlacedAnchors};
use crate::revise::ReviewSheet;
use crate::revise::page::places::units_in;
use crate::rows::Rows;
use crate::text::Document;

/// The number of beads before and after its own in which an anchor must have a link to be on the page. A person does not move
/// a segment further, and every further bead makes the page larger.
const REACH: usize = 8;

/// The anchors in the form that the page reads.
pub(super) struct Anchors {
    /// For each segment, flat: start and end in UTF-16 units of its text, and the unit.
    pub(super) source: Rows<u32>,
    pub(super) target: Rows<u32>,
    /// For each unit of the target, the linked units of the source.
    pub(super) meets: Rows<u32>,
}

impl Anchors {
    pub(super) fn new(sheet: &ReviewSheet<'_>, anchored: &Anchored) -> Self {
        let (source, target) = (sheet.bitext.source(), sheet.bitext.target());
        let places = anchored.places();
        let met_by = |unit: u32| places.met_by(unit).map(|(source, _)| source);
        let beads = sheet.alignment.beads();
        let of_source = |bead: usize| places.source.of(beads[bead].source.clone());
        let of_target = |bead: usize| places.target.of(beads[bead].target.clone());
        let (n_source_units, n_target_units) = anchored.n_units();

        let mut target_is_met = Vec::new();
        let mut near = Near::new(n_source_units);
        for bead in 0..beads.len() {
            for ahead in near.ahead(bead, beads.len()) {
                near.see(ahead, of_source(ahead).iter().map(|anchor| anchor.unit));
            }
            let is_met = |anchor: &Anchor| met_by(anchor.unit).any(|unit| near.holds(unit, bead));
            target_is_met.extend(of_target(bead).iter().map(is_met));
        }
        let mut source_is_met = Vec::new();
        let mut near = Near::new(n_source_units);
        for bead in 0..beads.len() {
            for ahead in near.ahead(bead, beads.len()) {
                for anchor in of_target(ahead) {
                    near.see(ahead, met_by(anchor.unit));
                }
            }
            let is_met = |anchor: &Anchor| near.holds(anchor.unit, bead);
            source_is_met.extend(of_source(bead).iter().map(is_met));
        }

        // Few units of the target remain. They are numbered again, in the order of their rows in `meets`.
        let (mut numbers, mut meets) = (vec![None; n_target_units], Rows::default());
        let number = |unit: u32| {
            *numbers[unit as usize].get_or_insert_with(|| {
                meets.push(met_by(unit));
                meets.len() as u32 - 1
            })
        };
        Anchors {
            source: of_segments(source, places.source, &source_is_met, |unit| unit),
            target: of_segments(target, places.target, &target_is_met, number),
            meets,
        }
    }
}

/// The units of the source in the beads near a bead, bead after bead.
struct Near {
    /// For each unit, the first bead that it is not near to.
    until: Vec<usize>,
    /// The number of beads added.
    n_seen: usize,
}

impl Near {
    fn new(n_units: usize) -> Self {
        Near {
            until: vec![0; n_units],
            n_seen: 0,
        }
    }

    /// The beads near a bead that no earlier bead was near to.
    fn ahead(&mut self, bead: usize, n_beads: usize) -> Range<usize> {
        let end = n_beads.min(bead + REACH + 1);
        let ahead = self.n_seen..end;
        self.n_seen = end;
        ahead
    }

    /// Adds units of a bead, beads in order.
    fn see(&mut self, bead: usize, units: impl Iterator<Item = u32>) {
        for unit in units {
            self.until[unit as usize] = bead + REACH + 1;
        }
    }

    fn holds(&self, unit: u32, bead: usize) -> bool {
        bead < self.until[unit as usize]
    }
}

fn of_segments(
    document: &Document,
    side: &PlacedAnchors,
    is_met: &[bool],
    mut number: impl FnMut(u32) -> u32,
) -> Rows<u32> {
    let mut rows = Rows::default();
    let mut is_met = is_met.iter();
    let text = document.text().as_bytes();
    let units_in = |span: Range<usize>, is_ascii: bool| match is_ascii {
        true => span.len(),
        false => units_in(&text[span]),
    };
    for (k, segment) in document.segments().iter().enumerate() {
        let anchors = side.of(k..k + 1).iter();
        let met = anchors.filter(|_| is_met.next().is_some_and(|&is_met| is_met));
        let is_ascii = document.segment_text(k).is_ascii();
        // Anchors are in the order of their starts.
        let (mut at, mut start) = (segment.span.start, 0);
        rows.push(met.flat_map(|anchor| {
            start += units_in(at..anchor.span.start, is_ascii);
            at = anchor.span.start;
            let end = start + units_in(at..anchor.span.end, is_ascii);
            [start as u32, end as u32, number(anchor.unit)]
        }));
    }
    rows
}
