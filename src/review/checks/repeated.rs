//! A sentence of the original that is rendered twice.
//!
//! In: the pairs of one sentence with two or more of the translation, and the links of their words. Out: hints at two
//! sentences that render the same words. O(anchors of such a pair).
//!
//! No alarm is raised for: a translation that is not much longer than its original; sentences that are much shorter than it;
//! sentences with few words that are known.

use std::collections::BTreeSet;

use crate::align::Bead;
use crate::review::check::Check;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};

/// How many times as long as usual a translation is that has its original twice, at least, and each of the two sentences.
const LONG: f32 = 1.2;
const LONG_ONE: f32 = 0.6;
/// Pairs from which on the document's ratio is known.
const LEAST_PAIRS: usize = 8;
/// Words of the original that both sentences render, at least, and their share of those that each of them renders.
const LEAST: usize = 2;
const SHARE: f32 = 0.6;

/// Looks at the pairs with several sentences in the translation.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    for (k, bead) in view.pairs() {
        let (own, other) = view.lengths.of(k);
        if bead.source.len() != 1 || bead.target.len() < 2 || other < LONG * own {
            continue;
        }
        let rendered: Vec<BTreeSet<u32>> = bead
            .target
            .clone()
            .map(|segment| rendered(view, bead, segment))
            .collect();
        let segments = view.target.spans(&bead.target);
        for second in 1..rendered.len() {
            let is_whole = |at: usize| {
                let ratio = match view.lengths.n_sure < LEAST_PAIRS {
                    true => 1.0,
                    false => view.lengths.ratio,
                };
                LONG_ONE * own <= ratio * view.target.length(bead.target.start + at)
            };
            let is_same = |first: usize| {
                is_whole(first) && is_whole(second) && are_same(&rendered[first], &rendered[second])
            };
            let Some(first) = (0..second).find(|&first| is_same(first)) else {
                continue;
            };
            out.push(
                draft(Check::PartialAddition, Severity::Hint, k)
                    .source([view.source.span(&bead.source)])
                    .target([segments[first], segments[second]])
                    .because(
                        "the same sentence seems to be rendered twice",
                        "同じ文が二度訳されているらしい",
                    ),
            );
            break;
        }
    }
}

/// The units of a pair's original that a segment of its translation meets.
fn rendered(view: &View<'_>, bead: &Bead, segment: usize) -> BTreeSet<u32> {
    let source = view.anchors.source.of(bead.source.clone());
    let known: BTreeSet<u32> = source.iter().map(|anchor| anchor.unit).collect();
    let target = view.anchors.target.of(segment..segment + 1).iter();
    let met = target.flat_map(|anchor| view.anchors.met_by(anchor.unit));
    met.map(|(unit, _)| unit)
        .filter(|unit| known.contains(unit))
        .collect()
}

/// Whether two sentences render the same words.
fn are_same(one: &BTreeSet<u32>, other: &BTreeSet<u32>) -> bool {
    let n_both = one.intersection(other).count();
    let most = one.len().max(other.len());
    LEAST <= n_both && SHARE * most as f32 <= n_both as f32
}
