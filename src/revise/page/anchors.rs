//! The anchors of both sides for the page, so that those that meet are marked in any row that holds them.
//!
//! In: a sheet and its bitext, read. Out: for every segment its anchors, and which anchors of the two sides meet. Links belong
//! to the texts and not to the rows, which are merged and split by hand. O(bytes).

use rustc_hash::FxHashMap;

use crate::anchor::Anchored;
use crate::anchor::places::PlacedAnchors;
use crate::revise::ReviewSheet;
use crate::revise::page::places::Places;
use crate::text::Document;

/// Beads before and after its own in which an anchor must meet another to be on the page: nobody moves a segment
/// further by hand, and each bead more makes the page larger.
const REACH: usize = 8;

/// Anchors as the page reads them.
pub(super) struct Anchors {
    /// For each segment, flat: start and end in UTF-16 units of its text, and the unit.
    pub(super) source: Vec<Vec<usize>>,
    pub(super) target: Vec<Vec<usize>>,
    /// For each unit of the target the units of the source that it meets.
    pub(super) meets: Vec<Vec<u32>>,
}

impl Anchors {
    pub(super) fn new(sheet: &ReviewSheet<'_>, anchored: &Anchored) -> Self {
        let (source, target) = (sheet.bitext.source(), sheet.bitext.target());
        let places = anchored.places();
        let met_by = |unit: u32| places.met_by(unit).map(|(source, _)| source);
        let beads = sheet.alignment.beads();
        let of_source = |bead: usize| places.source.of(beads[bead].source.clone());
        let of_target = |bead: usize| places.target.of(beads[bead].target.clone());

        let mut target_is_met = Vec::new();
        let here = |bead: usize| of_source(bead).iter().map(|a| a.unit).collect();
        with_near(beads.len(), here, |bead, near| {
            let is_met = |unit: u32| met_by(unit).any(|source| near.contains_key(&source));
            target_is_met.extend(of_target(bead).iter().map(|a| is_met(a.unit)));
        });
        let mut source_is_met = Vec::new();
        let here = |bead: usize| {
            of_target(bead)
                .iter()
                .flat_map(|a| met_by(a.unit))
                .collect()
        };
        with_near(beads.len(), here, |bead, near| {
            source_is_met.extend(of_source(bead).iter().map(|a| near.contains_key(&a.unit)));
        });

        // Few units of the target are left: they are numbered anew, the list of what they meet being theirs.
        let (mut numbers, mut meets) = (FxHashMap::default(), Vec::new());
        let number = |unit: u32| {
            *numbers.entry(unit).or_insert_with(|| {
                meets.push(met_by(unit).collect());
                meets.len() - 1
            })
        };
        Anchors {
            source: of_segments(source, places.source, &source_is_met, |unit| unit as usize),
            target: of_segments(target, places.target, &target_is_met, number),
            meets,
        }
    }
}

/// Visits every bead with what `here` gives for the beads near it, counted. O(what `here` gives).
fn with_near(
    n_beads: usize,
    here: impl Fn(usize) -> Vec<u32>,
    mut visit: impl FnMut(usize, &FxHashMap<u32, usize>),
) {
    let mut near: FxHashMap<u32, usize> = FxHashMap::default();
    let mut next = 0;
    for bead in 0..n_beads {
        while next < n_beads && next <= bead + REACH {
            for unit in here(next) {
                *near.entry(unit).or_insert(0) += 1;
            }
            next += 1;
        }
        if let Some(past) = bead.checked_sub(REACH + 1) {
            for unit in here(past) {
                let count = near.entry(unit).or_insert(1);
                *count -= 1;
                if *count == 0 {
                    near.remove(&unit);
                }
            }
        }
        visit(bead, &near);
    }
}

fn of_segments(
    document: &Document,
    side: &PlacedAnchors,
    is_met: &[bool],
    mut number: impl FnMut(u32) -> usize,
) -> Vec<Vec<usize>> {
    let places = Places::new(document);
    let mut is_met = is_met.iter();
    let n_segments = document.segments().len();
    (0..n_segments)
        .map(|segment| {
            let mut flat = Vec::new();
            for anchor in side.of(segment..segment + 1) {
                if !is_met.next().is_some_and(|&is_met| is_met) {
                    continue;
                }
                for [_, start, end] in places.pieces(anchor.span) {
                    flat.extend([start, end, number(anchor.unit)]);
                }
            }
            flat
        })
        .collect()
}
