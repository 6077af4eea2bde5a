//! Lines of one language inside the other side's block: [`settle`] puts a quotation with the text that quotes it.
//!
//! In: units and their sides. Out: sides, corrected. A translation that leaves a quotation in English keeps it.
//! The original has the quotation too, so that the two make a pair in the right place; on the source side the copy
//! would be a false omission. The same holds for Japanese quoted in the original. A page whose languages alternate is
//! not changed. O(n).

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::page::profile::is_japanese;
use crate::page::smooth::PageSide;
use crate::page::unit::{Role, Unit};

/// The share of its language's letters that a stray run has at most, and all strays without a twin together.
const STRAY: f64 = 0.1;
/// The share of a stray's word (or character) triples that its twin has at least.
const TWIN: f64 = 0.5;
/// The fewest Japanese characters between a stray and the English block, so that a caption is no stray.
const FAR: usize = 60;

struct Run {
    units: Range<usize>,
    side: PageSide,
    letters: usize,
    /// Letters of the other side before it.
    depth: usize,
}

/// Moves strays to the side that they stand in.
pub(super) fn settle(page: &str, units: &[Unit], sides: &mut [PageSide]) {
    let declared = declared(page, units, sides);
    if let Some(separator) = declared {
        sides[..separator].fill(PageSide::Target);
    }
    for (side, other) in [
        (PageSide::Source, PageSide::Target),
        (PageSide::Target, PageSide::Source),
    ] {
        let runs = runs(page, units, sides);
        let total: usize = runs
            .iter()
            .filter(|run| run.side == side)
            .map(|run| run.letters)
            .sum();
        let small = |run: &Run| run.letters as f64 <= STRAY * total as f64;
        let Some(block) = block(&runs, side, total) else {
            continue;
        };
        let strays: Vec<&Run> = runs
            .iter()
            .filter(|run| run.side == side && small(run) && is_far(run, &block, side))
            .collect();
        if strays.is_empty() {
            continue;
        }
        let known = triples(
            page,
            units,
            runs.iter().filter(|run| run.side == side && !small(run)),
        );
        let (twins, orphans): (Vec<&Run>, Vec<&Run>) = strays
            .into_iter()
            .partition(|run| has_twin(page, units, run, &known));
        let lone: usize = orphans.iter().map(|run| run.letters).sum();
        let quoted = side == PageSide::Source && lone as f64 <= STRAY * total as f64;
        for run in twins
            .iter()
            .chain(orphans.iter().filter(|run| quoted && 0 < run.depth))
        {
            sides[run.units.clone()].fill(other);
        }
    }
}

/// The one line on the page that announces the original, if the English does begin below it.
fn declared(page: &str, units: &[Unit], sides: &[PageSide]) -> Option<usize> {
    let mut places = (0..units.len()).filter(|&at| units[at].role == Role::Original);
    let at = places.next().filter(|_| places.next().is_none())?;
    let english = |range: Range<usize>| -> usize {
        range
            .filter(|&i| sides[i] == PageSide::Source)
            .map(|i| letters(page, &units[i], PageSide::Source))
            .sum()
    };
    let japanese = |range: Range<usize>| -> usize {
        range
            .filter(|&i| sides[i] == PageSide::Target)
            .map(|i| letters(page, &units[i], PageSide::Target))
            .sum()
    };
    let (above, below) = (english(0..at), english(at + 1..units.len()));
    (above * 4 < below && japanese(at + 1..units.len()) < japanese(0..at)).then_some(at)
}

fn letters(page: &str, unit: &Unit, side: PageSide) -> usize {
    let text = unit.span.of(page);
    match side {
        PageSide::Source => text.chars().filter(char::is_ascii_alphabetic).count(),
        PageSide::Target => text.chars().filter(|&c| is_japanese(c)).count(),
    }
}

fn runs(page: &str, units: &[Unit], sides: &[PageSide]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut seen = [0usize; 2];
    for (index, unit) in units.iter().enumerate() {
        if unit.role != Role::Text {
            continue;
        }
        let side = sides[index];
        let count = letters(page, unit, side);
        match runs.last_mut() {
            Some(run) if run.side == side => {
                run.units.end = index + 1;
                run.letters += count;
            }
            _ => runs.push(Run {
                units: index..index + 1,
                side,
                letters: count,
                depth: seen[usize::from(side == PageSide::Source)],
            }),
        }
        seen[usize::from(side == PageSide::Target)] += count;
    }
    runs
}

/// The depths between which the runs of a side's one block lie, if it has one: its large runs hold nearly all of
/// it, with little of the other side between them.
fn block(runs: &[Run], side: PageSide, total: usize) -> Option<Range<usize>> {
    let large = || {
        runs.iter()
            .filter(|run| run.side == side && STRAY * (total as f64) < run.letters as f64)
    };
    let held: usize = large().map(|run| run.letters).sum();
    let (first, last) = (large().next()?, large().next_back()?);
    let others: usize = runs
        .iter()
        .filter(|run| run.side != side)
        .map(|run| run.letters)
        .sum();
    let between = last.depth - first.depth;
    (total * 4 <= held * 5 && between * 10 <= others).then_some(first.depth..last.depth)
}

fn is_far(run: &Run, block: &Range<usize>, side: PageSide) -> bool {
    let gap = if run.depth < block.start {
        block.start - run.depth
    } else {
        run.depth.saturating_sub(block.end)
    };
    match side {
        PageSide::Source => FAR.max(run.letters / 2) <= gap,
        // A Japanese line in the English block lies between English lines; a title or a footer lies at its edge.
        PageSide::Target => FAR.max(run.letters * 2) <= gap && 0 < run.depth,
    }
}

type Triple<'a> = [&'a str; 3];

/// Calls `take` with every triple of neighbouring words; characters stand for words in Japanese.
fn each_triple<'a>(page: &'a str, units: &[Unit], run: &Run, mut take: impl FnMut(Triple<'a>)) {
    let mut last = ["", ""];
    for unit in &units[run.units.clone()] {
        let text = unit.span.of(page);
        let mut words: Vec<&str> = Vec::new();
        for chunk in text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|chunk| !chunk.is_empty())
        {
            if chunk.contains(is_japanese) {
                words.extend(
                    chunk
                        .char_indices()
                        .map(|(at, c)| &chunk[at..at + c.len_utf8()]),
                );
            } else {
                words.push(chunk);
            }
        }
        for word in words {
            take([last[0], last[1], word]);
            last = [last[1], word];
        }
    }
}

fn triples<'a, 'r>(
    page: &'a str,
    units: &[Unit],
    runs: impl Iterator<Item = &'r Run>,
) -> FxHashSet<Triple<'a>> {
    let mut known = FxHashSet::default();
    for run in runs {
        each_triple(page, units, run, |triple| {
            known.insert(triple);
        });
    }
    known
}

fn has_twin(page: &str, units: &[Unit], run: &Run, known: &FxHashSet<Triple<'_>>) -> bool {
    let (mut all, mut met) = (0usize, 0usize);
    each_triple(page, units, run, |triple| {
        if !triple[0].is_empty() {
            all += 1;
            met += usize::from(known.contains(&triple));
        }
    });
    3 <= all && TWIN * all as f64 <= met as f64
}
