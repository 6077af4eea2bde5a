//! The search of one stretch of a document: in a narrow band around the skeleton, and again in a wider one where the
//! first search is unsure.
//!
//! In: a cost model, the skeleton, a [`Stretch`]. Out: its beads, or the result of a narrow search, from which a later
//! pass continues. Most of a text is sure after the narrow search, so that the wide one costs little: O(segments).

use std::ops::Range;

use crate::align::band::{Band, Rectangle};
use crate::align::bead::Bead;
use crate::align::cell::ScoredCell;
use crate::align::cost::{CostModel, STEPS, Workspace};
use crate::align::dp::{LEAST_CHOSEN, LikelyBead, PathStep};
use crate::align::meter::Meter;
use crate::align::skeleton::{self, Padding};

/// A band as wide as it must be.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Width {
    padding: Padding,
    /// A matrix of no more nodes than this needs no band.
    small: usize,
}

const fn width(sure: usize, elsewhere: usize, small: usize) -> Width {
    Width {
        padding: Padding { sure, elsewhere },
        small,
    }
}

/// How wide the bands are, from the first search to the last. With a padding of 2 instead of 3 one bead in 4,000 of noisy
/// texts was lost; with the usual padding alone every figure is the same (`evaluate`, `enlarge --missing`).
const WIDTHS: [Width; 3] = [
    width(1, 3, SMALL),
    width(USUAL.sure, USUAL.elsewhere, SMALL),
    width(8, 24, SMALL),
];
/// The same of a part that another model searched before.
const WIDTHS_AFTER: [Width; 3] = [width(1, 2, 0), WIDTHS[1], WIDTHS[2]];
/// A padding that serves nearly everywhere.
pub(crate) const USUAL: Padding = Padding {
    sure: 2,
    elsewhere: 6,
};
const SMALL: usize = 1_600;
/// Sides of a rectangle beyond which only a corridor is searched.
const WIDEST_RECTANGLE: usize = 200;
/// A document whose rectangles have no more cells than this for each character of both sides has room for all of them. Of 510
/// gold texts half have less than .005, and none has more than .095.
const CELLS_A_CHARACTER: f32 = 0.4;
/// Where there is no room, a row of cells has at most this number for each character of its segments of both sides, fewer where
/// these are shorter than an ordinary line, and at least the width below. No gold text is searched in this way. The numbers are
/// those with which the texts of `hostile` in `benches/` cost little more than ordinary text.
const TIGHT_A_CHARACTER: f32 = 0.5;
const ORDINARY_LINE: f32 = 24.0;
const NARROWEST_RECTANGLE: usize = 2;
/// The most cells of a rectangle that is searched whole, some 140 bytes each.
const MOST_CELLS: f32 = 1e6;
/// A part is searched again only if the wider band has at least this many times the cells.
const WORTH_A_SEARCH: f32 = 1.25;
/// A bead of this probability is sure. A part that is searched again ends after so many sure beads in a row, where it was
/// too near the edge of the band, and after so many where an earlier pass was unsure.
const SURE: f32 = 0.97;
const SURE_BESIDE_EDGE: usize = 6;
const SURE_BESIDE_DOUBT: usize = 2;

/// Part of a document between two nodes that does not depend on the rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stretch {
    pub(crate) first: (usize, usize),
    pub(crate) last: (usize, usize),
}

impl Stretch {
    /// Its segments of both sides.
    pub(crate) fn n_segments(self) -> usize {
        let (n_source, n_target) = self.size();
        n_source + n_target
    }

    fn size(self) -> (usize, usize) {
        (self.last.0 - self.first.0, self.last.1 - self.first.1)
    }

    /// Whether one side has no segment, so that there is nothing to search.
    pub(crate) fn is_one_sided(self) -> bool {
        self.first.0 == self.last.0 || self.first.1 == self.last.1
    }

    /// Each of its segments as a null.
    pub(crate) fn nulls(self) -> Vec<Bead> {
        let Stretch { first, last } = self;
        let omissions = (first.0..last.0).map(|i| Bead {
            source: i..i + 1,
            target: first.1..first.1,
            confidence: 1.0,
        });
        let additions = (first.1..last.1).map(|j| Bead {
            source: last.0..last.0,
            target: j..j + 1,
            confidence: 1.0,
        });
        omissions.chain(additions).collect()
    }

    /// The cells of the skeleton inside, counted from its first node.
    pub(crate) fn inside(self, skeleton: &[ScoredCell]) -> Vec<ScoredCell> {
        let Stretch { first, last } = self;
        let from = skeleton.partition_point(|a| a.target < first.1);
        skeleton[from..]
            .iter()
            .take_while(|a| a.target < last.1)
            .filter(|a| (first.0..last.0).contains(&a.source))
            .map(|a| a.shifted_back(first))
            .collect()
    }

    /// What some steps of a path through it go over.
    fn part(self, path: &[PathStep], steps: &Range<usize>) -> Stretch {
        let node = |k: usize| {
            let (i, j) = k.checked_sub(1).map_or((0, 0), |last| path[last].end);
            (self.first.0 + i, self.first.1 + j)
        };
        Stretch {
            first: node(steps.start),
            last: node(steps.end),
        }
    }
}

/// What a search found in a stretch; nodes count from its first.
#[derive(Default)]
pub(crate) struct Searched {
    /// The beads of at least the probability asked for.
    pub(crate) likely: Vec<LikelyBead>,
    /// The path that places the most segments rightly.
    path: Vec<PathStep>,
    /// LikelyBead nodes at the edge of the band, from the last to the first.
    at_edge: Vec<(usize, usize)>,
}

/// Whether all rectangles of a document can be searched at the cost of an ordinary text of its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Room {
    #[default]
    Ample,
    Tight,
}

impl Room {
    /// The room for the rectangles between the cells of the skeleton in some stretches. O(cells + stretches).
    pub(crate) fn of(
        model: &CostModel<'_>,
        skeleton: &[ScoredCell],
        stretches: &[Stretch],
    ) -> Room {
        let (mut n_cells, mut characters) = (0.0, 0.0);
        for stretch in stretches {
            let (n_source, n_target) = stretch.size();
            let (first, last) = (stretch.first, stretch.last);
            characters += model.characters(first.0..last.0, first.1..last.1);
            let inside = stretch.inside(skeleton);
            for rectangle in skeleton::rectangles(&inside, n_source, n_target, USUAL) {
                let (width, height) = rectangle.size();
                let (shorter, longer) = (width.min(height), width.max(height));
                n_cells += shorter.min(WIDEST_RECTANGLE) as f32 * longer as f32;
            }
        }
        match n_cells <= characters * CELLS_A_CHARACTER {
            true => Room::Ample,
            false => Room::Tight,
        }
    }
}

/// What the stretches of a document are searched by.
pub(crate) struct Search<'a> {
    pub(crate) model: &'a CostModel<'a>,
    pub(crate) skeleton: &'a [ScoredCell],
    pub(crate) room: Room,
    pub(crate) meter: &'a Meter,
}

impl Search<'_> {
    /// The narrow search alone.
    pub(crate) fn narrow(&self, stretch: Stretch, workspace: &mut Workspace) -> Searched {
        if stretch.is_one_sided() {
            return Searched::default();
        }
        self.search(stretch, WIDTHS[0], workspace)
    }

    /// The beads of a stretch.
    pub(crate) fn beads(&self, stretch: Stretch, workspace: &mut Workspace) -> Vec<Bead> {
        self.searched(stretch, &WIDTHS, workspace)
    }

    /// The beads of a stretch that another model has searched; only what that left unsure is searched again.
    pub(crate) fn beads_after(
        &self,
        stretch: Stretch,
        before: &Searched,
        workspace: &mut Workspace,
    ) -> Vec<Bead> {
        let path = &before.path;
        if stretch.is_one_sided() {
            return stretch.nulls();
        }
        let mut is_doubtful: Vec<bool> = path.iter().map(|step| !is_sure(step)).collect();
        for &node in &before.at_edge {
            if let Some(at) = is_doubtful.get_mut(step_at(path, node)) {
                *at = true;
            }
        }
        let doubtful = (0..path.len()).filter(|&k| is_doubtful[k]);
        let zones = zones(path, doubtful, SURE_BESIDE_DOUBT);
        self.mended(stretch, path, zones, &WIDTHS_AFTER, workspace)
    }

    fn searched(&self, stretch: Stretch, widths: &[Width], workspace: &mut Workspace) -> Vec<Bead> {
        let [width, wider @ ..] = widths else {
            return stretch.nulls();
        };
        if stretch.is_one_sided() {
            return stretch.nulls();
        }
        let found = self.search(stretch, *width, workspace);
        let at_edge = found.at_edge.iter().rev();
        let doubtful = at_edge.map(|&node| step_at(&found.path, node));
        let zones = match wider {
            [] => Vec::new(),
            [next, ..] => {
                let mut zones = zones(&found.path, doubtful, SURE_BESIDE_EDGE);
                zones.retain(|zone| {
                    let part = stretch.part(&found.path, zone);
                    self.is_worth_a_search(part, *width, *next)
                });
                zones
            }
        };
        self.mended(stretch, &found.path, zones, wider, workspace)
    }

    /// The beads of a path of which some parts are searched again.
    fn mended(
        &self,
        stretch: Stretch,
        path: &[PathStep],
        zones: Vec<Range<usize>>,
        wider: &[Width],
        workspace: &mut Workspace,
    ) -> Vec<Bead> {
        let mut beads = Vec::with_capacity(path.len());
        let mut done = 0;
        let as_found = |steps: &[PathStep], beads: &mut Vec<Bead>| {
            beads.extend(steps.iter().map(|step| step.bead(stretch.first)));
        };
        for zone in zones {
            as_found(&path[done..zone.start], &mut beads);
            let part = stretch.part(path, &zone);
            beads.extend(self.searched(part, wider, workspace));
            done = zone.end;
        }
        as_found(&path[done..], &mut beads);
        beads
    }

    fn search(&self, stretch: Stretch, width: Width, workspace: &mut Workspace) -> Searched {
        let band = self.band(stretch, width);
        if !self.meter.allows(band.n_cells()) {
            return Searched::default();
        }
        let lattice = self.model.lattice(&band, stretch.first, workspace);
        let posteriors = lattice.posteriors(LEAST_CHOSEN);
        let mut path = lattice.likeliest_path(&posteriors);
        posteriors.rate(&mut path, 0.0);
        posteriors.rate_together(&mut path, &STEPS);
        Searched {
            path,
            likely: posteriors.beads,
            at_edge: posteriors.at_edge,
        }
    }

    fn band(&self, stretch: Stretch, width: Width) -> Band {
        let (n_source, n_target) = stretch.size();
        if (n_source + 1) * (n_target + 1) <= width.small {
            return Band::full(n_source, n_target);
        }
        let inside = stretch.inside(self.skeleton);
        let rectangles = skeleton::rectangles(&inside, n_source, n_target, width.padding);
        Band::around(n_source, n_target, &rectangles, |rectangle| {
            self.widest(stretch.first, rectangle)
        })
    }

    /// How wide the corridor through a rectangle may be, which counts from a node of the document.
    fn widest(&self, first: (usize, usize), rectangle: &Rectangle) -> usize {
        let range = |(from, to): (usize, usize), first: usize| from + first..to + first;
        let source = range(rectangle.source, first.0);
        let target = range(rectangle.target, first.1);
        let (shorter, longer) = (
            source.len().min(target.len()),
            source.len().max(target.len()),
        );
        let n_cells = shorter as f32 * longer as f32;
        let worth = match self.room {
            Room::Ample => MOST_CELLS,
            Room::Tight => {
                let characters = self.model.characters(source, target);
                let a_row = characters / longer as f32;
                characters * TIGHT_A_CHARACTER * (a_row / ORDINARY_LINE).min(1.0)
            }
        };
        if shorter <= NARROWEST_RECTANGLE || n_cells <= worth.min(MOST_CELLS) {
            return WIDEST_RECTANGLE;
        }
        let width = (worth / longer as f32) as usize;
        width.clamp(NARROWEST_RECTANGLE, WIDEST_RECTANGLE)
    }

    /// Nodes at which a stretch is cut although nothing there is sure: in corridors, at most `apart` segments of both sides apart.
    pub(crate) fn cuts_in_corridors(&self, stretch: Stretch, apart: usize) -> Vec<(usize, usize)> {
        let mut cuts = Vec::new();
        if stretch.n_segments() <= apart {
            return cuts;
        }
        let (n_source, n_target) = stretch.size();
        let inside = stretch.inside(self.skeleton);
        for rectangle in skeleton::rectangles(&inside, n_source, n_target, USUAL) {
            let (left, top) = (rectangle.source.0, rectangle.target.0);
            let (width, height) = rectangle.size();
            if width.min(height) <= self.widest(stretch.first, &rectangle) {
                continue;
            }
            let n_parts = (width + height) / apart + 1;
            cuts.extend((1..n_parts).map(|k| {
                let (i, j) = (left + width * k / n_parts, top + height * k / n_parts);
                (stretch.first.0 + i, stretch.first.1 + j)
            }));
        }
        cuts
    }

    /// Whether a wider band gives a part more room than it had.
    fn is_worth_a_search(&self, part: Stretch, width: Width, wider: Width) -> bool {
        let [before, then] = [width, wider].map(|width| self.band(part, width).n_cells() as f32);
        before * WORTH_A_SEARCH <= then
    }
}

fn is_sure(step: &PathStep) -> bool {
    step.step.is_some() && step.probability >= SURE
}

/// The step of a path that goes by a node.
fn step_at(path: &[PathStep], node: (usize, usize)) -> usize {
    path.partition_point(|step| step.end.0 + step.end.1 < node.0 + node.1)
}

/// The parts of a path around doubtful steps, which are given in rising order: up to so many sure steps in a row on both
/// sides.
fn zones(
    path: &[PathStep],
    doubtful: impl Iterator<Item = usize>,
    n_sure: usize,
) -> Vec<Range<usize>> {
    let mut zones: Vec<Range<usize>> = Vec::new();
    for at in doubtful {
        if zones.last().is_some_and(|zone| at + n_sure < zone.end) {
            continue;
        }
        let (mut start, mut end) = (at, at);
        let mut sure = 0;
        while end < path.len() && sure < n_sure {
            sure = if is_sure(&path[end]) { sure + 1 } else { 0 };
            end += 1;
        }
        sure = 0;
        while start > 0 && sure < n_sure {
            start -= 1;
            sure = if is_sure(&path[start]) { sure + 1 } else { 0 };
        }
        match zones.last_mut() {
            Some(zone) if start <= zone.end => zone.end = zone.end.max(end),
            _ => zones.push(start..end),
        }
    }
    zones
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A path of 1-1 beads, each as sure as a digit says, in tenths; 9 is surely.
    fn path(sureness: &str) -> Vec<PathStep> {
        let steps = sureness.bytes().enumerate();
        let step = |(k, digit): (usize, u8)| PathStep {
            end: (k + 1, k + 1),
            step: Some(0),
            size: (1, 1),
            probability: match digit {
                b'9' => 1.0,
                _ => f32::from(digit - b'0') / 10.0,
            },
            together: 1.0,
        };
        steps.map(step).collect()
    }

    #[test]
    fn zones_reach_to_where_the_path_is_sure() {
        for (name, sureness, doubtful, expected) in [
            ("none", "99999999", &[][..], &[][..]),
            ("alone", "9999599999", &[4], &[(2, 7)]),
            ("at the beginning", "5999999999", &[0], &[(0, 3)]),
            ("at the end", "9999999995", &[9], &[(7, 10)]),
            ("more doubt beside it", "9999595999", &[4], &[(2, 9)]),
            ("two apart", "59999999995", &[0, 10], &[(0, 3), (8, 11)]),
            ("two that touch", "9959999599", &[2, 7], &[(0, 10)]),
            ("nothing is sure", "555555", &[3], &[(0, 6)]),
        ] {
            let zones = zones(&path(sureness), doubtful.iter().copied(), 2);
            let zones: Vec<(usize, usize)> = zones.iter().map(|z| (z.start, z.end)).collect();
            assert_eq!(zones, expected, "{name}");
        }
    }

    #[test]
    fn a_part_of_a_stretch_runs_from_node_to_node() {
        let stretch = Stretch {
            first: (10, 20),
            last: (15, 25),
        };
        let part = stretch.part(&path("99999"), &(0..2));
        assert_eq!((part.first, part.last), ((10, 20), (12, 22)));
        let part = stretch.part(&path("99999"), &(3..5));
        assert_eq!((part.first, part.last), ((13, 23), (15, 25)));
    }
}
