//! Passages that stand elsewhere in the translation, outside the order that beads keep.
//!
//! In: features and an alignment. Out: [`Moved`] links between runs of segments that the alignment leaves null on
//! both sides. Seeds are the cells between two nulls that are better by a margin than every other cell of their row
//! and column; those that follow each other make a block; the programme runs over each block alone, and what
//! it finds must outweigh the number of places at which chance could have found as much. O(n log n).

use std::ops::Range;
use std::sync::Arc;

use crate::align::band::Band;
use crate::align::bead::{Alignment, Bead};
use crate::align::cell::ScoredCell;
use crate::align::cost::{Adaptation, CostModel, Pairing, Workspace};
use crate::align::dp::{LEAST_CHOSEN, PathStep};
use crate::align::evidence::PairScorer;
use crate::align::learn::LearnedLexicon;
use crate::align::models::Models;
use crate::align::score::Score;
use crate::align::search::USUAL;
use crate::align::settings::{Learning, Settings};
use crate::align::skeleton;
use crate::align::study::{RatedBead, study};
use crate::anchor::Anchored;

/// What a seed must score, and by how much it must beat every other cell of its row and column, in nats: a line of
/// which the text has several, or that differs from others in its number alone, is no seed.
const LEAST_SCORE: f32 = 4.0;
const LEAST_MARGIN: f32 = 3.0;
/// Segments between two seeds of one block, and beyond its first and last.
const GAP: usize = 10;
const REACH: usize = 8;
/// Nodes around all seeds for each segment of the text: where there are many blocks, each is searched less far. With the full
/// reach, lists in reverse order, in which every item is a block, took 24 times the time of ordinary text (`hostile` in `benches/`).
const NODES_A_SEGMENT: usize = 16;
/// Segments without a partner in a row, of both sides, beyond which a passage ends: more are sentences moved one by one.
const MOST_NULLS: usize = 3;
/// Sides of a rectangle between two seeds beyond which only a corridor is searched.
const WIDEST_RECTANGLE: usize = 40;
/// Cells tried for each segment of both sides: a passage that was moved has few of the rarest links.
const CELLS_A_SEGMENT: usize = 24;

/// ln of the odds, before anything was seen, that a null passage was moved. On 320 real documents the best that chance
/// gave was 3.3 nats above its places; single sentences that were moved had more than 5, but for a few (`evaluate --moves`).
const PRIOR: f32 = -5.0;

/// A passage that the translation has at another place: the segments of both ranges are null in the alignment.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Moved {
    /// Numbers of the source segments.
    pub source: Range<usize>,
    /// Numbers of the target segments.
    pub target: Range<usize>,
    /// The probability, 0 to 1, that the one is the translation of the other.
    pub confidence: f32,
    /// The passage bead by bead; they tile both ranges, and their confidence takes it for granted that the passage
    /// was moved.
    pub beads: Vec<Bead>,
}

/// The runs of null segments of one side.
struct Nulls {
    /// For each segment the number of its run, if it is null.
    run: Vec<Option<u32>>,
    ranges: Vec<Range<usize>>,
}

impl Nulls {
    /// All segments that no bead pairs with segments of the other side.
    fn new(n_segments: usize, paired: impl Iterator<Item = Range<usize>>) -> Self {
        let mut run = vec![Some(0); n_segments];
        for segments in paired {
            let end = segments.end.min(n_segments);
            run[segments.start.min(end)..end].fill(None);
        }
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for (k, run) in run.iter_mut().enumerate() {
            if run.is_some() {
                match ranges.last_mut() {
                    Some(last) if last.end == k => last.end += 1,
                    _ => ranges.push(k..k + 1),
                }
                *run = Some(ranges.len() as u32 - 1);
            }
        }
        Nulls { run, ranges }
    }

    fn n_segments(&self) -> usize {
        self.ranges.iter().map(Range::len).sum()
    }
}

/// Whether an alignment leaves segments of both sides without a partner, without which nothing can have been moved.
pub(crate) fn is_possible(alignment: &Alignment) -> bool {
    let beads = alignment.beads();
    let has_null = |is_empty: fn(&Bead) -> bool| beads.iter().any(is_empty);
    has_null(|bead| bead.target.is_empty()) && has_null(|bead| bead.source.is_empty())
}

/// The moved passages of an alignment, as they are kept with its bitext: a review finds them too.
struct Known {
    alignment: Alignment,
    score: Arc<Score>,
    learning: Learning,
    moved: Vec<Moved>,
}

/// The moved passages of an alignment, if they were found before. O(beads).
pub(crate) fn known(
    anchored: &Anchored,
    settings: &Settings,
    alignment: &Alignment,
) -> Option<Vec<Moved>> {
    let known = anchored.kept().moved.get::<Known>()?;
    let is_same = Arc::ptr_eq(&known.score, &settings.score)
        && known.learning == settings.learning
        && known.alignment == *alignment;
    is_same.then(|| known.moved.clone())
}

/// The moved passages of an alignment, in the order of the source; `learned` is what the alignment teaches. They are kept with
/// the bitext.
pub(crate) fn find(
    anchored: &Anchored,
    settings: &Settings,
    alignment: &Alignment,
    learned: &LearnedLexicon,
) -> Vec<Moved> {
    let moved = search(anchored, settings, alignment, learned);
    anchored.kept().moved.keep(&Arc::new(Known {
        alignment: alignment.clone(),
        score: Arc::clone(&settings.score),
        learning: settings.learning,
        moved: moved.clone(),
    }));
    moved
}

fn search(
    anchored: &Anchored,
    settings: &Settings,
    alignment: &Alignment,
    learned: &LearnedLexicon,
) -> Vec<Moved> {
    let features = anchored.features();
    let (n_source, n_target) = (features.source.n_segments(), features.target.n_segments());
    let paired = || alignment.beads().iter().filter(|bead| !bead.is_null());
    let source = Nulls::new(n_source, paired().map(|bead| bead.source.clone()));
    let target = Nulls::new(n_target, paired().map(|bead| bead.target.clone()));
    if source.ranges.is_empty() || target.ranges.is_empty() {
        return Vec::new();
    }
    let score = &*settings.score;
    let how = settings.study(features);
    let mut models = Models::of(features, &settings.score, Some(anchored.kept()));
    let first = Adaptation::new(&score.weights);
    let adaptation = {
        let model = models.costs(features, &first);
        let inside = |bead: &&Bead| bead.source.end <= n_source && bead.target.end <= n_target;
        let beads = alignment.beads().iter().filter(inside);
        let (tally, _) = study(
            &model,
            how.thresholds,
            n_source + n_target,
            beads.filter_map(RatedBead::of),
        );
        tally.adapt(&first, &score.weights)
    };
    models.learn(features, learned, how.learned_weight);
    let model = models.costs(features, &adaptation);
    let is_null = |(i, j): (usize, usize)| source.run[i].is_some() || target.run[j].is_some();
    // A seed is compared with its row and its column, so that cells between two paired segments tell nothing.
    let cells = skeleton::rare_cells(&model, (n_source, n_target), CELLS_A_SEGMENT, is_null);
    let finder = Finder {
        model,
        source,
        target,
    };
    finder.passages(&cells)
}

struct Finder<'a> {
    model: CostModel<'a>,
    source: Nulls,
    target: Nulls,
}

/// A seed with the runs of nulls that it lies in.
#[derive(Debug, Clone, Copy)]
struct Seed {
    runs: (u32, u32),
    anchor: ScoredCell,
}

impl Finder<'_> {
    fn passages(&self, cells: &[(usize, usize)]) -> Vec<Moved> {
        let blocks = blocks(&self.seeds(cells));
        let reach = reach(self.source.run.len() + self.target.run.len(), blocks.len());
        let mut workspace = Workspace::default();
        let mut found: Vec<(f32, Moved)> = blocks
            .iter()
            .filter_map(|block| self.passage(block, reach, &mut workspace))
            .collect();
        found.sort_by(|a, b| {
            let place = |m: &Moved| (m.source.start, m.target.start);
            b.0.total_cmp(&a.0)
                .then_with(|| place(&a.1).cmp(&place(&b.1)))
        });
        let mut taken: [Vec<bool>; 2] =
            [&self.source, &self.target].map(|side| vec![false; side.run.len()]);
        let mut moved = Vec::new();
        for (_, passage) in found {
            let ranges = [passage.source.clone(), passage.target.clone()];
            let free = taken
                .iter()
                .zip(&ranges)
                .all(|(taken, range)| !taken[range.clone()].contains(&true));
            if free {
                for (taken, range) in taken.iter_mut().zip(ranges) {
                    taken[range].fill(true);
                }
                moved.push(passage);
            }
        }
        moved.sort_by_key(|passage| passage.source.start);
        moved
    }

    /// The cells between two nulls that are better by a margin than every other of their row and column; `cells` are all
    /// with a null.
    fn seeds(&self, cells: &[(usize, usize)]) -> Vec<Seed> {
        let mut scorer = PairScorer::default();
        let mut scored = |&(source, target): &(usize, usize)| ScoredCell {
            source,
            target,
            score: self.model.pair(source, target, &mut scorer),
        };
        let is_between = |cell: &&(usize, usize)| self.runs(cell.0, cell.1).is_some();
        let mut has_seed = [
            vec![false; self.source.run.len()],
            vec![false; self.target.run.len()],
        ];
        for cell in cells.iter().filter(is_between).map(&mut scored) {
            if LEAST_SCORE <= cell.score {
                has_seed[0][cell.source] = true;
                has_seed[1][cell.target] = true;
            }
        }
        let is_compared = |cell: &&(usize, usize)| has_seed[0][cell.0] || has_seed[1][cell.1];
        let candidates: Vec<ScoredCell> =
            cells.iter().filter(is_compared).map(&mut scored).collect();
        let mut best = [
            vec![[0.0; 2]; self.source.run.len()],
            vec![[0.0; 2]; self.target.run.len()],
        ];
        for cell in &candidates {
            for (side, segment) in [(0, cell.source), (1, cell.target)] {
                let [first, second] = &mut best[side][segment];
                *second = f32::max(*second, first.min(cell.score));
                *first = first.max(cell.score);
            }
        }
        let alone = |cell: &&ScoredCell| {
            cell.score >= LEAST_SCORE
                && [&best[0][cell.source], &best[1][cell.target]]
                    .iter()
                    .all(|[first, second]| cell.score == *first && first - second >= LEAST_MARGIN)
        };
        let seed = |&anchor: &ScoredCell| {
            let runs = self.runs(anchor.source, anchor.target)?;
            Some(Seed { runs, anchor })
        };
        let mut seeds: Vec<Seed> = candidates.iter().filter(alone).filter_map(seed).collect();
        seeds.sort_by_key(|seed| (seed.runs, seed.anchor.target));
        seeds
    }

    /// The runs of nulls of two segments, if both are null.
    fn runs(&self, source: usize, target: usize) -> Option<(u32, u32)> {
        Some((self.source.run[source]?, self.target.run[target]?))
    }

    /// What the programme finds up to `reach` segments beyond the seeds of a block, with its nats, if that is more than chance.
    fn passage(
        &self,
        block: &[ScoredCell],
        reach: usize,
        workspace: &mut Workspace,
    ) -> Option<(f32, Moved)> {
        let (head, tail) = (block.first()?, block.last()?);
        let run =
            |side: &Nulls, segment: usize| Some(side.ranges[side.run[segment]? as usize].clone());
        let (source, target) = (
            run(&self.source, head.source)?,
            run(&self.target, head.target)?,
        );
        let first = (
            head.source.saturating_sub(reach).max(source.start),
            head.target.saturating_sub(reach).max(target.start),
        );
        let last = (
            (tail.source + 1 + reach).min(source.end),
            (tail.target + 1 + reach).min(target.end),
        );
        let (width, height) = (last.0 - first.0, last.1 - first.1);
        let inside: Vec<ScoredCell> = block.iter().map(|a| a.shifted_back(first)).collect();
        let rectangles = skeleton::rectangles(&inside, width, height, USUAL);
        let band = Band::around(width, height, &rectangles, |_| WIDEST_RECTANGLE);
        let lattice = self.model.lattice(&band, first, workspace);
        let mut path = lattice.best_path();
        let (nats, best) = self.best_run(&path, first);
        // Chance could have met the same elsewhere: once for every place on either side.
        let places = self.source.n_segments() as f32 * self.target.n_segments() as f32;
        let odds = nats - libm::logf(places) + PRIOR;
        if odds <= 0.0 {
            return None;
        }
        lattice
            .posteriors(LEAST_CHOSEN)
            .rate(&mut path[best.clone()], LEAST_CHOSEN);
        let beads: Vec<Bead> = path[best].iter().map(|step| step.bead(first)).collect();
        let (from, to) = (beads.first()?, beads.last()?);
        let moved = Moved {
            source: from.source.start..to.source.end,
            target: from.target.start..to.target.end,
            confidence: 1.0 / (1.0 + libm::expf(-odds)),
            beads,
        };
        Some((nats, moved))
    }

    /// The steps of a path, from a bead to a bead, that are worth most, and how many nats that is.
    fn best_run(&self, path: &[PathStep], first: (usize, usize)) -> (f32, Range<usize>) {
        let mut best = (0.0, 0..0);
        let (mut start, mut nats, mut n_nulls) = (0, 0.0f32, 0);
        for (k, step) in path.iter().enumerate() {
            let bead = step.bead(first);
            if nats <= 0.0 || !bead.is_null() && MOST_NULLS < n_nulls {
                (start, nats) = (k, 0.0);
            }
            n_nulls = match bead.is_null() {
                true => n_nulls + bead.source.len() + bead.target.len(),
                false => 0,
            };
            let before = match k == start || path[k - 1].step.is_some() {
                true => Pairing::Bead,
                false => Pairing::Null,
            };
            nats += self.model.transition(before, Pairing::of(&bead));
            if !bead.is_null() {
                let window = |side: &Range<usize>| (side.start, side.end);
                nats += self.model.bead(window(&bead.source), window(&bead.target));
                if nats > best.0 {
                    best = (nats, start..k + 1);
                }
            }
        }
        best
    }
}

/// How many segments beyond its seeds a block is searched. The more blocks a text has, the fewer; `n_segments` are those of both
/// sides.
fn reach(n_segments: usize, n_blocks: usize) -> usize {
    let nodes = n_segments * NODES_A_SEGMENT / n_blocks.max(1);
    (nodes.isqrt() / 2).clamp(1, REACH)
}

/// Seeds in runs that rise on both sides without a wide gap, the heaviest first; seeds are sorted by run and target.
fn blocks(seeds: &[Seed]) -> Vec<Vec<ScoredCell>> {
    let mut best: Vec<(f32, usize)> = Vec::with_capacity(seeds.len());
    for (k, seed) in seeds.iter().enumerate() {
        let near = seeds[..k]
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, before)| {
                before.runs == seed.runs && before.anchor.target + GAP > seed.anchor.target
            });
        let follows = |before: &ScoredCell| {
            before.target < seed.anchor.target
                && before.source < seed.anchor.source
                && before.source + GAP > seed.anchor.source
        };
        let (weight, before) = near
            .filter(|(_, before)| follows(&before.anchor))
            .map(|(at, _)| (best[at].0, at))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .unwrap_or((0.0, usize::MAX));
        best.push((weight + seed.anchor.score, before));
    }
    let mut heaviest: Vec<usize> = (0..seeds.len()).collect();
    heaviest.sort_by(|&a, &b| best[b].0.total_cmp(&best[a].0).then(a.cmp(&b)));
    let mut used = vec![false; seeds.len()];
    let mut blocks = Vec::new();
    for end in heaviest {
        let mut block = Vec::new();
        let mut at = end;
        while at != usize::MAX && !used[at] {
            used[at] = true;
            block.push(seeds[at].anchor);
            at = best[at].1;
        }
        if !block.is_empty() {
            block.reverse();
            blocks.push(block);
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Aligner, Bitext};

    #[test]
    fn passages_are_kept_with_their_alignment() {
        let bitext = Bitext::new(
            "The mill opened in 1931. Its tower holds 4,200 maps. Tickets cost 12 euros.",
            "水車小屋は1931年に開いた。入場券は12ユーロである。塔には地図が4200枚ある。",
        );
        let aligner = Aligner::new();
        let anchored = aligner.read(&bitext);
        let alignment = aligner.align(&anchored);
        let null = |source, target| Bead {
            source,
            target,
            confidence: 1.0,
        };
        let (n_source, n_target) = alignment.n_segments();
        let lost = (0..n_source).map(|k| null(k..k + 1, 0..0));
        let added = (0..n_target).map(|k| null(n_source..n_source, k..k + 1));
        let nulls = Alignment::from_beads(lost.chain(added).collect());
        for alignment in [&alignment, &alignment, &nulls, &alignment] {
            let moved = aligner.moved(&anchored, alignment);
            assert_eq!(moved, aligner.moved(&bitext, alignment));
        }
    }

    #[test]
    fn many_blocks_reach_less_far() {
        for (name, n_segments, n_blocks, expected) in [
            ("none", 100, 0, REACH),
            ("one", 100, 1, REACH),
            ("one segment in twenty", 1_000, 50, REACH),
            ("one in four", 1_000, 250, 4),
            ("every pair", 1_000, 500, 2),
            ("more than there can be", 10, 1_000, 1),
        ] {
            assert_eq!(reach(n_segments, n_blocks), expected, "{name}");
        }
    }
}
