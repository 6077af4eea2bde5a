//! Segments of one side that nothing of the other renders: omissions (訳抜け) and additions.
//!
//! In: the beads with an empty side. Out: one finding a run of them. O(bytes).
//!
//! No alarm is raised for segments without a letter or digit (rules, ornaments) or of nothing but addresses and user names;
//! for passages that were moved; for translators' notes; for the rest of a sentence that quotes the one before. A hint and no
//! more is what the aligner is not sure of, all where much of both texts has no partner; an interjection or very short; and a run that a neighbouring pair has free anchors for, or whose
//! length fits it better with the run than without: it likely belongs there. A warning is a run that stands against a run of the other side, which
//! is likely one free rendering; one longer than a page, or of several segments before the first or behind the last pair,
//! which is matter of the edition (menus, preface, notes, adverts).

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::align::Bead;
use crate::anchor::interjection::interjections;
use crate::anchor::places::{Anchor, AnchorForm, AnchorPlaces, PlacedAnchors};
use crate::review::check::Check;
use crate::review::checks::lists::SENTENCES;
use crate::review::checks::{moved, notes};
use crate::review::finding::{Draft, Severity};
use crate::review::view::{Side, View, draft};
use crate::text::Language;

/// Mean confidence from which on a run is an error, and from which on it is a warning: on 253 texts as they are nine of ten
/// above the one, and six of ten above the other, are left out or added indeed.
const CERTAIN: f32 = 0.85;
const SURE: f32 = 0.5;
/// The share of the segments of each side beyond which those without a partner say that the texts do not run side by side.
const LOOSE: f32 = 0.34;
/// Mean confidence below which nothing is said of a run.
const DOUBTFUL: f32 = 0.2;
/// How much better, in nats, the lengths of a neighbouring pair must fit with the run to have it.
const FITS: f32 = 1.0;
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
    let is_loose = is_loose(view);
    let mut start = 0;
    while start < view.beads.len() {
        let unpaired = Unpaired::of(&view.beads[start]);
        let rest = view.beads[start..].iter();
        let run = rest.take_while(|bead| Unpaired::of(bead) == unpaired);
        let end = start + run.count();
        if let Some(unpaired) = unpaired {
            let n_before = out.len();
            report(view, start..end, unpaired, &moved, out);
            for draft in out[n_before..].iter_mut().filter(|_| is_loose) {
                draft.severity = Severity::Hint;
            }
        }
        start = end;
    }
}

/// Whether so many segments of both sides have no partner that the one text does not follow the other.
fn is_loose(view: &View<'_>) -> bool {
    let share = |unpaired: Unpaired| {
        let null = view
            .beads
            .iter()
            .filter(|bead| Unpaired::of(bead) == Some(unpaired));
        let n_null: usize = null.map(|bead| unpaired.segments(bead).len()).sum();
        let n_all = unpaired.side(view).document.segments().len();
        n_null as f32 / n_all.max(1) as f32
    };
    LOOSE < share(Unpaired::Source) && LOOSE < share(Unpaired::Target)
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
    fn reason(self, number: usize) -> (String, String) {
        let one_or_many = |one: &str, many: &str| match number {
            1 => format!("this {one}"),
            _ => format!("these {number} segments {many}"),
        };
        match self {
            Unpaired::Source => (
                one_or_many("is", "are") + " rendered nowhere in the translation",
                "訳文のどこにも訳されていない".to_owned(),
            ),
            Unpaired::Target => (
                one_or_many("renders", "render") + " nothing of the original",
                "原文にこれにあたる部分がない".to_owned(),
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
    let is_reported =
        |&segment: &usize| !moved.of(unpaired)[segment] && says_something(side, segment);
    let all = view.beads[beads.clone()].iter();
    let all = all.flat_map(|bead| unpaired.segments(bead));
    let segments: Vec<usize> = all.filter(is_reported).collect();
    if segments.is_empty() {
        return;
    }
    let confidence: f32 = view.beads[beads.clone()].iter().map(|b| b.confidence).sum();
    if confidence < DOUBTFUL * beads.len() as f32 {
        return;
    }
    let spans = segments.iter();
    let spans = spans.map(|&k| side.document.segments()[k].span);
    let severity = severity(view, &beads, &segments, unpaired);
    let (mut english, mut japanese) = unpaired.reason(segments.len());
    if severity == Severity::Hint && fits_neighbour(view, &beads, &segments, unpaired) {
        english += ", or belongs to the pair next to it";
        japanese += "か、隣の対に属する";
    }
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
    let confidence = confidence / beads.len() as f32;
    let around = [beads.start.checked_sub(1), Some(beads.end)];
    let around = || around.iter().flatten().filter_map(|&k| view.beads.get(k));
    let is_held = around().any(|bead| match unpaired {
        Unpaired::Source => holds_source(view.anchors, bead, segments),
        Unpaired::Target => holds_target(view.anchors, bead, segments),
    });
    if confidence < SURE || is_held || fits_neighbour(view, beads, segments, unpaired) {
        return Severity::Hint;
    }
    // What stands before or behind all pairs is the page's own: menus, notes, related matter.
    let is_border = beads.start == 0 || beads.end == view.beads.len();
    let is_of_edition = LONG < segments.len() || is_border && BORDER <= segments.len();
    let stands_against = around().any(|bead| unpaired.segments(bead).is_empty());
    if confidence < CERTAIN || is_of_edition || stands_against {
        return Severity::Warning;
    }
    Severity::Error
}

/// Whether a segment without a partner is worth a word.
fn says_something(side: &Side<'_>, segment: usize) -> bool {
    let text = side.segment(segment);
    let is_address = |word: &str| word.starts_with(['@', '#']) || word.contains("://");
    let mut words = text.split_whitespace();
    words.any(|word| !is_address(word) && word.contains(char::is_alphanumeric))
        && !(side.document.language() == Language::Japanese && goes_on(side, segment, text))
}

/// Whether a Japanese segment is part of a translator's note, or goes on behind a quotation: と彼は述べた。
fn goes_on(side: &Side<'_>, segment: usize, text: &str) -> bool {
    let start = side.document.segments()[segment].span.start;
    let bare = text.trim_start_matches(['（', '(', '［', '[', '【', '〔']);
    notes::begins_at(bare)
        || notes::is_open_behind(&side.text()[..start])
        || SENTENCES
            .of("goes_on")
            .iter()
            .any(|start| text.starts_with(start))
}

/// Whether the lengths of a neighbouring pair fit better with a run than without.
fn fits_neighbour(
    view: &View<'_>,
    beads: &Range<usize>,
    segments: &[usize],
    unpaired: Unpaired,
) -> bool {
    let length: f32 = segments
        .iter()
        .map(|&k| unpaired.side(view).length(k))
        .sum();
    let lengths = &view.lengths;
    let around = [beads.start.checked_sub(1), Some(beads.end)];
    around.into_iter().flatten().any(|k| {
        if view.beads.get(k).is_none_or(Bead::is_null) {
            return false;
        }
        let (own, other) = lengths.of(k);
        let with = match unpaired {
            Unpaired::Source => lengths.fit(own + length, other),
            Unpaired::Target => lengths.fit(own, other + length * lengths.ratio),
        };
        FITS <= with - lengths.fit(own, other)
    })
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
