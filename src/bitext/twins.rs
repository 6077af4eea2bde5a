//! Blocks of both sides that are the same thing: equal keys, equal code.
//!
//! In: two documents with blocks. Out: ranges of segments of both sides, in order. A name that one side has more often than
//! the other is skipped, since it does not say which block is which. O(n log n) for n blocks.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::chain::{PrefixMaxima, chain_to};
use crate::text::{Block, BlockKind, Content, Document};

/// The bytes of code from which on a longer block weighs no more. Long blocks are equal because they are the same.
const HEAVIEST: usize = 64;
/// The weight of a key, in bytes of code.
const KEY_WEIGHT: usize = 32;

/// What both sides may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Identity<'d> {
    Key(&'d str),
    Code(&'d str),
}

impl<'d> Identity<'d> {
    fn of(block: &'d Block, content: &'d Content) -> Option<Self> {
        match (&block.key, block.kind) {
            (Some(key), _) => Some(Identity::Key(key)),
            (None, BlockKind::Code) => Some(Identity::Code(block.span.of(content.text()).trim())),
            (None, _) => None,
        }
    }

    fn weight(self) -> usize {
        match self {
            Identity::Key(_) => KEY_WEIGHT,
            Identity::Code(code) => code.len().clamp(1, HEAVIEST),
        }
    }
}

/// Ranges of segments of blocks that are the same on both sides, in order and without crossing.
pub(super) fn known_beads(
    source: &Document,
    target: &Document,
) -> Vec<(Range<usize>, Range<usize>)> {
    let (Some(of_source), Some(of_target)) = (source.content(), target.content()) else {
        return Vec::new();
    };
    let twins = twins(&occurrences(of_source), &occurrences(of_target));
    let ranges = twins.into_iter().map(|(i, j)| {
        let segments = |document: &Document, content: &Content, block: usize| {
            let span = content.blocks()[block].span;
            let before = |byte| document.segments().partition_point(|s| s.span.start < byte);
            before(span.start)..before(span.end)
        };
        (
            segments(source, of_source, i),
            segments(target, of_target, j),
        )
    });
    ranges
        .filter(|(i, j)| !i.is_empty() && !j.is_empty())
        .collect()
}

/// The identities of a side and the blocks that have each, in the order of the text.
#[derive(Default)]
struct Occurrences<'d> {
    blocks: FxHashMap<Identity<'d>, Vec<usize>>,
    in_order: Vec<(usize, Identity<'d>, usize)>,
}

fn occurrences(content: &Content) -> Occurrences<'_> {
    let mut found = Occurrences::default();
    for (k, block) in content.blocks().iter().enumerate() {
        if let Some(identity) = Identity::of(block, content) {
            let blocks = found.blocks.entry(identity).or_default();
            found.in_order.push((k, identity, blocks.len()));
            blocks.push(k);
        }
    }
    found
}

/// The heaviest rising chain of blocks with the same identity; the first of one side is met with the first of the other, if
/// both have the same number.
fn twins(source: &Occurrences<'_>, target: &Occurrences<'_>) -> Vec<(usize, usize)> {
    let candidates = source.in_order.iter().filter_map(|&(i, identity, nth)| {
        let there = target.blocks.get(&identity)?;
        let here = &source.blocks[&identity];
        (here.len() == there.len()).then(|| (i, there[nth], identity.weight()))
    });
    let candidates: Vec<(usize, usize, usize)> = candidates.collect();
    let n_target = candidates.iter().map(|&(_, j, _)| j + 1).max().unwrap_or(0);
    let mut maxima = PrefixMaxima::<usize>::new(n_target);
    let mut before = Vec::with_capacity(candidates.len());
    for (k, &(_, j, weight)) in candidates.iter().enumerate() {
        let (heaviest, entry) = maxima.heaviest_before(j);
        before.push(entry);
        maxima.enter(j, heaviest + weight, k);
    }
    let (_, last) = maxima.heaviest_before(n_target);
    let chain = chain_to(last, &before).into_iter();
    chain.map(|k| (candidates[k].0, candidates[k].1)).collect()
}
