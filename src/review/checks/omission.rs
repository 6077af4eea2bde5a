//! Segments of one side that nothing of the other renders: omissions (訳抜け) and additions.
//!
//! In: the beads with an empty side. Out: one finding a run of them. O(bytes).
//!
//! No alarm is raised for segments without a letter or digit (rules, ornaments), nor for passages that were moved. Less
//! than an error is: a run that stands against a run of the other side, which is likely one free rendering; what is
//! only an interjection or very short; a run that a neighbouring pair has free anchors for, or a neighbour so long
//! that it may hold it; one longer than a page, or of several segments before the first or behind the last pair, which is matter of the
//! edition (menus, preface, notes, adverts); and what the
//! aligner is not sure of.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::align::Bead;
use crate::anchor::interjection::interjections;
use crate::anchor::places::{Anchor, AnchorForm, AnchorPlaces, PlacedAnchors};
use crate::review::check::Check;
use crate::review::checks::moved;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{Side, View, draft};

/// Below this mean confidence a run is a warning.
const SURE: f32 = 0.8;
/// Length in characters of English below which a run is a hint: a cry, a page number.
const SHORT: f32 = 12.0;
/// Segments beyond which a run is matter of the edition and no slip.
const LONG: usize = 40;
/// Segments before the first or behind the last pair from which on a run is matter of the page.
const BORDER: usize = 3;
/// Distinct anchors of a run that a neighbour must hold free to have rendered it, and their share of the run's.
const HELD: usize = 2;
const SHARE_HELD: f32 = 0.3;

/// Looks at every run of beads with an empty side.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let moved = Elsewhere::new(view);
    let mut start = 0;
    while start < view.beads.len() {
        let unpaired = Unpaired::of(&view.beads[start]);
        let rest = view.beads[start..].iter();
        let run = rest.take_while(|bead| Unpaired::of(bead) == unpaired);
        let end = start + run.count();
        if let Some(unpaired) = unpaired {
            report(view, start..end, unpaired, &moved, out);
        }
        start = end;
    }
}

/// The side of a bead whose segments have no partner.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Unpaired {
    Source,
    Target,
}

impl Unpaired {
    /// None for a bead with text on both sides.
    fn of(bead: &Bead) -> Option<Self> {
        match (bead.source.is_empty(), bead.target.is_empty()) {
            (false, true) => Some(Unpaired::Source),
            (true, false) => Some(Unpaired::Target),
            _ => None,
        }
    }

    fn side<'v, 't>(self, view: &'v View<'t>) -> &'v Side<'t> {
        match self {
            Unpaired::Source => &view.source,
            Unpaired::Target => &view.target,
        }
    }

    fn segments(self, bead: &Bead) -> Range<usize> {
        match self {
            Unpaired::Source => bead.source.clone(),
            Unpaired::Target => bead.target.clone(),
        }
    }

    fn check(self) -> Check {
        match self {
            Unpaired::Source => Check::Omission,
            Unpaired::Target => Check::Addition,
        }
    }

    /// Why so many segments are reported, in English and in Japanese.
    fn reason(self, number: usize) -> (String, &'static str) {
        let one_or_many = |one: &str, many: &str| match number {
            1 => format!("this {one}"),
            _ => format!("these {number} segments {many}"),
        };
        match self {
            Unpaired::Source => (
                one_or_many("is", "are") + " rendered nowhere in the translation",
                "訳文のどこにも訳されていない",
            ),
            Unpaired::Target => (
                one_or_many("renders", "render") + " nothing of the original",
                "原文にこれにあたる部分がない",
            ),
        }
    }
}

/// The segments that belong to a moved passage.
struct Elsewhere {
    source: Vec<bool>,
    target: Vec<bool>,
}

impl Elsewhere {
    fn new(view: &View<'_>) -> Self {
        let mut elsewhere = Elsewhere {
            source: vec![false; view.source.document.segments().len()],
            target: vec![false; view.target.document.segments().len()],
        };
        for passage in view.moved.iter().filter(|m| moved::SURE <= m.confidence) {
            elsewhere.source[passage.source.clone()].fill(true);
            elsewhere.target[passage.target.clone()].fill(true);
        }
        elsewhere
    }

    /// For each segment of a side whether it was moved.
    fn of(&self, unpaired: Unpaired) -> &[bool] {
        match unpaired {
            Unpaired::Source => &self.source,
            Unpaired::Target => &self.target,
        }
    }
}

/// What says something of a run, and is not somewhere else.
fn report(
    view: &View<'_>,
    beads: Range<usize>,
    unpaired: Unpaired,
    moved: &Elsewhere,
    out: &mut Vec<Draft>,
) {
    let side = unpaired.side(view);
    let is_reported = |&segment: &usize| {
        !moved.of(unpaired)[segment] && side.segment(segment).chars().any(char::is_alphanumeric)
    };
    let all = view.beads[beads.clone()].iter();
    let all = all.flat_map(|bead| unpaired.segments(bead));
    let segments: Vec<usize> = all.filter(is_reported).collect();
    if segments.is_empty() {
        return;
    }
    let spans = segments.iter();
    let spans = spans.map(|&k| side.document.segments()[k].span);
    let severity = severity(view, &beads, &segments, unpaired);
    let (english, japanese) = unpaired.reason(segments.len());
    let draft = Draft {
        beads,
        ..draft(unpaired.check(), severity, 0)
    };
    let draft = match unpaired {
        Unpaired::Source => draft.source(spans),
        Unpaired::Target => draft.target(spans),
    };
    out.push(draft.because(english, japanese));
}

fn severity(
    view: &View<'_>,
    beads: &Range<usize>,
    segments: &[usize],
    unpaired: Unpaired,
) -> Severity {
    let side = unpaired.side(view);
    let length: f32 = segments.iter().map(|&k| side.length(k)).sum();
    let language = side.document.language();
    let is_interjection = |&k: &usize| interjections(side.segment(k), language).is_whole;
    if length < SHORT || segments.iter().all(is_interjection) {
        return Severity::Hint;
    }
    let confidence: f32 = view.beads[beads.clone()].iter().map(|b| b.confidence).sum();
    // What stands before or behind all pairs is the page's own: menus, notes, related matter.
    let is_border = beads.start == 0 || beads.end == view.beads.len();
    let around = [beads.start.checked_sub(1), Some(beads.end)];
    let around = || around.iter().flatten().filter_map(|&k| view.beads.get(k));
    let stands_against = around().any(|bead| unpaired.segments(bead).is_empty());
    let is_held = around().any(|bead| match unpaired {
        Unpaired::Source => holds_source(view.anchors, bead, segments),
        Unpaired::Target => holds_target(view.anchors, bead, segments),
    });
    if confidence < SURE * beads.len() as f32
        || stands_against
        || is_held
        || (LONG < segments.len() || is_border && BORDER <= segments.len())
    {
        return Severity::Warning;
    }
    Severity::Error
}

/// Whether the translation of a neighbouring pair has anchors that meet nothing of its original but segments of the run.
fn holds_source(anchors: AnchorPlaces<'_>, bead: &Bead, segments: &[usize]) -> bool {
    let own = units(anchors.source.of(bead.source.clone()));
    let theirs = anchors.target.of(bead.target.clone()).iter();
    let free = theirs.filter(|a| !anchors.met_by(a.unit).any(|m| own.contains(&m.0)));
    let met: FxHashSet<u32> = free
        .flat_map(|a| anchors.met_by(a.unit))
        .map(|m| m.0)
        .collect();
    are_enough(words_of(anchors.source, segments), |unit| {
        met.contains(&unit)
    })
}

/// Whether the original of a neighbouring pair has anchors that nothing of its translation meets but segments of the run.
fn holds_target(anchors: AnchorPlaces<'_>, bead: &Bead, segments: &[usize]) -> bool {
    let theirs = units(anchors.target.of(bead.target.clone())).into_iter();
    let met: FxHashSet<u32> = theirs
        .flat_map(|unit| anchors.met_by(unit))
        .map(|m| m.0)
        .collect();
    let mut free = units(anchors.source.of(bead.source.clone()));
    free.retain(|unit| !met.contains(unit));
    are_enough(words_of(anchors.target, segments), |unit| {
        anchors.met_by(unit).any(|m| free.contains(&m.0))
    })
}

fn units(anchors: &[Anchor]) -> FxHashSet<u32> {
    anchors.iter().map(|anchor| anchor.unit).collect()
}

/// The distinct units of a run of segments that are no interjections.
fn words_of(side: &PlacedAnchors, segments: &[usize]) -> Vec<u32> {
    let (Some(&first), Some(&last)) = (segments.first(), segments.last()) else {
        return Vec::new();
    };
    let anchors = side.of(first..last + 1).iter();
    let words = anchors.filter(|anchor| anchor.form != AnchorForm::Interjection);
    let mut units: Vec<u32> = words.map(|anchor| anchor.unit).collect();
    units.sort_unstable();
    units.dedup();
    units
}

/// Whether so many of the units are held that a neighbour may have rendered them.
fn are_enough(units: Vec<u32>, is_held: impl Fn(u32) -> bool) -> bool {
    let n_held = units.iter().filter(|&&unit| is_held(unit)).count();
    HELD <= n_held && SHARE_HELD * units.len() as f32 <= n_held as f32
}
