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
use crate::anchor::places::{Anchor, AnchorForm};
use crate::review::check::Check;
use crate::review::checks::moved;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::Span;

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
        let empty = |bead: &Bead| (bead.source.is_empty(), bead.target.is_empty());
        let side = empty(&view.beads[start]);
        let run = view.beads[start..]
            .iter()
            .take_while(|bead| empty(bead) == side);
        let end = start + run.count();
        match side {
            (false, true) => report(view, start..end, true, &moved, out),
            (true, false) => report(view, start..end, false, &moved, out),
            _ => {}
        }
        start = end;
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
}

/// What says something of a run, and is not somewhere else.
fn report(
    view: &View<'_>,
    beads: Range<usize>,
    is_source: bool,
    moved: &Elsewhere,
    out: &mut Vec<Draft>,
) {
    let side = if is_source {
        &view.source
    } else {
        &view.target
    };
    let segments: Vec<usize> = beads
        .clone()
        .flat_map(|k| match is_source {
            true => view.beads[k].source.clone(),
            false => view.beads[k].target.clone(),
        })
        .filter(|&segment| {
            let is_moved = if is_source {
                moved.source[segment]
            } else {
                moved.target[segment]
            };
            !is_moved && side.segment(segment).chars().any(char::is_alphanumeric)
        })
        .collect();
    if segments.is_empty() {
        return;
    }
    let spans: Vec<Span> = segments
        .iter()
        .map(|&k| side.document.segments()[k].span)
        .collect();
    let severity = severity(view, &beads, &segments, is_source);
    let number = segments.len();
    let (check, english, japanese) = if is_source {
        let what = if number == 1 {
            "this is".to_owned()
        } else {
            format!("these {number} segments are")
        };
        (
            Check::Omission,
            format!("{what} rendered nowhere in the translation"),
            "訳文のどこにも訳されていない".to_owned(),
        )
    } else {
        let what = if number == 1 {
            "this renders".to_owned()
        } else {
            format!("these {number} segments render")
        };
        (
            Check::Addition,
            format!("{what} nothing of the original"),
            "原文にこれにあたる部分がない".to_owned(),
        )
    };
    let draft = Draft {
        beads,
        ..draft(check, severity, 0)
    };
    let draft = if is_source {
        draft.source(spans)
    } else {
        draft.target(spans)
    };
    out.push(draft.because(english, japanese));
}

fn severity(
    view: &View<'_>,
    beads: &Range<usize>,
    segments: &[usize],
    is_source: bool,
) -> Severity {
    let side = if is_source {
        &view.source
    } else {
        &view.target
    };
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
    let stands_against = around.iter().flatten().any(|&k| {
        view.beads.get(k).is_some_and(|bead| {
            if is_source {
                bead.source.is_empty()
            } else {
                bead.target.is_empty()
            }
        })
    });
    let is_held = around.iter().flatten().any(|&k| {
        view.beads
            .get(k)
            .is_some_and(|bead| holds(view, bead, segments, is_source))
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

/// Whether a neighbouring pair has anchors on its other side that meet nothing of its own but those of the run.
fn holds(view: &View<'_>, bead: &Bead, segments: &[usize], is_source: bool) -> bool {
    let survey = view.anchors;
    let (Some(&first), Some(&last)) = (segments.first(), segments.last()) else {
        return false;
    };
    let (mut held, mut all): (Vec<u32>, Vec<u32>);
    let run = first..last + 1;
    let is_word = |anchor: &&Anchor| anchor.form != AnchorForm::Interjection;
    let met_by = |anchors: &[Anchor]| -> FxHashSet<u32> {
        let units: FxHashSet<u32> = anchors.iter().map(|a| a.unit).collect();
        units
            .into_iter()
            .flat_map(|unit| survey.met_by(unit))
            .map(|m| m.0)
            .collect()
    };
    let (ours, theirs) = (
        survey.source.of(bead.source.clone()),
        survey.target.of(bead.target.clone()),
    );
    if is_source {
        let own: FxHashSet<u32> = ours.iter().map(|a| a.unit).collect();
        let free: Vec<Anchor> = theirs
            .iter()
            .filter(|a| !survey.met_by(a.unit).any(|m| own.contains(&m.0)))
            .copied()
            .collect();
        let met = met_by(&free);
        all = survey
            .source
            .of(run)
            .iter()
            .filter(is_word)
            .map(|a| a.unit)
            .collect();
        held = all
            .iter()
            .copied()
            .filter(|unit| met.contains(unit))
            .collect();
    } else {
        let own = met_by(theirs);
        let free: FxHashSet<u32> = ours
            .iter()
            .map(|a| a.unit)
            .filter(|unit| !own.contains(unit))
            .collect();
        all = survey
            .target
            .of(run)
            .iter()
            .filter(is_word)
            .map(|a| a.unit)
            .collect();
        held = all.clone();
        held.retain(|&unit| survey.met_by(unit).any(|m| free.contains(&m.0)));
    }
    for units in [&mut held, &mut all] {
        units.sort_unstable();
        units.dedup();
    }
    HELD <= held.len() && SHARE_HELD * all.len() as f32 <= held.len() as f32
}
