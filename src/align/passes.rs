//! The passes over a document, from features to beads with their confidence.
//!
//! In: features and settings. Out: beads. The first pass knows nothing of the document; each later one uses
//! the length ratio, paragraph habits, bead priors and words that the one before it found. O(segments).

use std::sync::Arc;

use crate::align::bead::Bead;
use crate::align::cell::ScoredCell;
use crate::align::confidence;
use crate::align::cost::{Adaptation, CostModel, STEPS, Tally, Workspace};
use crate::align::fixed::FixedBeads;
use crate::align::freedom;
use crate::align::learn::{self, LearnedLexicon, SureBead, Thresholds};
use crate::align::meter::Meter;
use crate::align::models::Models;
use crate::align::score::Score;
use crate::align::search::{Room, Search, Searched, Stretch};
use crate::align::settings::{Learning, Settings};
use crate::align::similarity::{
    self, DocumentSimilarity, Moments, Similarity, SimilarityTerm, Worth,
};
use crate::align::skeleton;
use crate::align::study::{RatedBead, study};
use crate::anchor::features::Features;
use crate::anchor::kept::Kept;
use crate::parallel;
use crate::text::Document;

/// Segments of both sides between two cuts of a long document.
const STRETCH: usize = 1_024;
/// The same where nothing is sure: a stretch is cut in the middle of the corridor that is searched.
const LONGEST_CORRIDOR: usize = 2 * STRETCH;
/// Segments of both sides before and behind such a cut that are searched again across it. The path can leave the middle of a
/// corridor by half its width.
const SEAM: usize = 64;
/// Stretches that a pass studies to know the document: some four thousand beads, from which no more words can be
/// learned than from all.
const MOST_STUDIED: usize = 12;
/// The same of the parts of corridors, where little is sure.
const MOST_CORRIDORS_STUDIED: usize = 2;

/// One document on its way through the passes.
pub(crate) struct Passes<'a> {
    pub(crate) features: &'a Features,
    /// What the aligner keeps with a bitext that was read.
    pub(crate) kept: Option<&'a Kept>,
    /// The document of the target's features.
    pub(crate) target: &'a Document,
    pub(crate) settings: &'a Settings,
    pub(crate) similarity: Option<&'a Similarity<'a>>,
    pub(crate) fixed: &'a FixedBeads,
    pub(crate) meter: &'a Meter,
}

/// What a pass leaves to the next one.
struct Findings {
    adaptation: Adaptation,
    learned: LearnedLexicon,
    /// The similarities of the beads that are sure.
    similar: Moments,
}

/// Where a pass searches.
#[derive(Default)]
struct Route {
    skeleton: Vec<ScoredCell>,
    room: Room,
    stretches: Vec<Stretch>,
    /// The numbers of the stretches that begin at a cut where nothing is sure.
    seams: Vec<usize>,
    /// What the pass before found in each stretch that it studied.
    searched: Vec<Option<Searched>>,
}

impl Passes<'_> {
    /// The beads; no matter which if the meter has run out.
    pub(crate) fn run(&self) -> Vec<Bead> {
        self.run_with(confidence::calibrate)
    }

    /// The same, with something else done with the posteriors of the beads.
    pub(crate) fn run_with(&self, rate: impl FnOnce(&mut [Bead], &CostModel<'_>)) -> Vec<Bead> {
        let (n_source, n_target) = self.size();
        if n_source == 0 || n_target == 0 {
            return self.fixed.merged_with(self.nulls());
        }
        let score = &*self.settings.score;
        let how = self.settings.study(self.features);
        let similarity = self
            .similarity
            .map(|similarity| DocumentSimilarity::new(similarity, n_source, n_target));
        let cells = similarity.as_ref().map_or(&[][..], |known| &known.cells);
        let mut findings = Findings {
            adaptation: Adaptation::new(&score.weights),
            learned: LearnedLexicon::default(),
            similar: similarity
                .as_ref()
                .map_or_else(Moments::default, |known| known.sure),
        };
        let mut route = Route::default();
        let mut models = Models::of(self.features, &self.settings.score, self.kept);
        for pass in 1..=how.passes {
            if pass > 2 {
                // The words learned before are replaced, not added to.
                models.forget(self.features);
            }
            models.learn(self.features, &findings.learned, how.learned_weight);
            let adaptation = &findings.adaptation;
            let worth = self.worth_of_similarity(how.passes - pass);
            let term = |known| SimilarityTerm::new(known, &findings.similar, worth);
            let model = models
                .costs(self.features, adaptation)
                .with_similarity(similarity.as_ref().map(term));
            if pass == 1 || !self.features.in_lexicon() {
                // Beside a lexicon the learned words add few cells to the skeleton.
                route = self.route(&model, cells);
            }
            if self.meter.is_over() {
                return Vec::new();
            }
            if pass == how.passes {
                let mut beads = route.beads(&model, self.meter);
                if self.meter.is_over() {
                    return Vec::new();
                }
                rate(&mut beads, &model);
                return self.fixed.merged_with(beads);
            }
            let (tally, sure) = self.survey(&model, &mut route, how.thresholds);
            let words = self.words_of_free_translation(&sure, &model);
            findings = self.conclude(&tally, &sure, adaptation, how.thresholds);
            if let Some(score) = words {
                models.count_words_by(self.features, Arc::new(score));
            }
        }
        unreachable!("the last pass returns")
    }

    /// What the similarity may count of a bead. Beside a lexicon it counts in the last pass alone: those before find the sure pairs by
    /// which it is judged.
    fn worth_of_similarity(&self, passes_left: usize) -> Worth {
        let weights = &self.settings.score.weights;
        let is_of_times = self.similarity.is_some_and(Similarity::is_of_times);
        if is_of_times || !self.features.in_lexicon() {
            return similarity::ALONE;
        }
        match passes_left {
            0 => Worth {
                lowest: weights.similarity_lowest,
                highest: weights.similarity_highest,
                apart: [
                    weights.similarity_apart_least,
                    weights.similarity_apart_full,
                ],
            },
            _ => similarity::NOTHING,
        }
    }

    /// Every segment that is not fixed as a null.
    fn nulls(&self) -> Vec<Bead> {
        let gaps = self.fixed.gaps(self.size()).into_iter();
        gaps.flat_map(|[first, last]| Stretch { first, last }.nulls())
            .collect()
    }

    fn size(&self) -> (usize, usize) {
        (
            self.features.source.n_segments(),
            self.features.target.n_segments(),
        )
    }

    /// The skeleton of the document, and its gaps between fixed beads, the long ones cut where the skeleton is sure.
    fn route(&self, model: &CostModel<'_>, similar: &[(usize, usize)]) -> Route {
        let (n_source, n_target) = self.size();
        let skeleton = skeleton::cells(model, n_source, n_target, similar);
        let stretches = cut(&skeleton, &self.fixed.gaps((n_source, n_target)));
        let route = Route {
            room: Room::of(model, &skeleton, &stretches),
            skeleton,
            ..Route::default()
        };
        let search = route.search(model, self.meter);
        let (stretches, seams) = cut_corridors(&search, stretches);
        Route {
            searched: stretches.iter().map(|_| None).collect(),
            stretches,
            seams,
            ..route
        }
    }

    /// Searches some of the stretches, and tallies what is found there and what is fixed.
    fn survey(
        &self,
        model: &CostModel<'_>,
        route: &mut Route,
        thresholds: Thresholds,
    ) -> (Tally, Vec<SureBead>) {
        let (search, stretches) = (route.search(model, self.meter), &route.stretches);
        let chosen = route.worth_studying();
        let studied = parallel::map_with(chosen.len(), 1, Workspace::default, |workspace, at| {
            let k = chosen[at];
            let stretch = stretches[k];
            let found = search.narrow(stretch, workspace);
            let beads = likely_beads(stretch, &found);
            let taught = study(model, thresholds, stretch.n_segments(), beads);
            (k, found, taught)
        });
        let fixed = || self.fixed.beads().iter().filter_map(RatedBead::of);
        let n_fixed = fixed().map(|bead| bead.n_segments()).sum();
        let (mut tally, mut sure) = study(model, thresholds, n_fixed, fixed());
        for (k, found, (part, beads)) in studied {
            tally.add(&part);
            sure.extend(beads);
            route.searched[k] = Some(found);
        }
        (tally, sure)
    }

    /// How words count in a document that is translated freely; none if it is not, or if no dictionary knows it.
    fn words_of_free_translation(&self, sure: &[SureBead], model: &CostModel<'_>) -> Option<Score> {
        let usual = &self.settings.score;
        let weights = freedom::weights_for(sure, model, &usual.weights);
        let weights = weights.filter(|_| self.features.in_lexicon())?;
        Some(usual.with_words_of(weights))
    }

    /// What the next pass uses, given what this one used and found.
    fn conclude(
        &self,
        tally: &Tally,
        sure: &[SureBead],
        used: &Adaptation,
        thresholds: Thresholds,
    ) -> Findings {
        Findings {
            adaptation: tally.adapt(used, &self.settings.score.weights),
            learned: match self.settings.learning {
                Learning::On => learn::learn(self.features, self.target, sure, thresholds),
                Learning::Off => LearnedLexicon::default(),
            },
            similar: tally.similarity,
        }
    }
}

impl Route {
    /// The numbers of the stretches that a pass studies, in order.
    fn worth_studying(&self) -> Vec<usize> {
        let is_corridor = |k: &usize| {
            [*k, k + 1]
                .iter()
                .any(|at| self.seams.binary_search(at).is_ok())
        };
        let (corridors, others): (Vec<usize>, Vec<usize>) =
            (0..self.stretches.len()).partition(is_corridor);
        let mut chosen: Vec<usize> = spread(others.len(), MOST_STUDIED)
            .map(|at| others[at])
            .collect();
        chosen.extend(spread(corridors.len(), MOST_CORRIDORS_STUDIED).map(|at| corridors[at]));
        chosen.sort_unstable();
        chosen
    }

    fn search<'a>(&'a self, model: &'a CostModel<'a>, meter: &'a Meter) -> Search<'a> {
        Search {
            model,
            skeleton: &self.skeleton,
            room: self.room,
            meter,
        }
    }

    /// The beads of all stretches.
    fn beads(&self, model: &CostModel<'_>, meter: &Meter) -> Vec<Bead> {
        let search = self.search(model, meter);
        let n = self.stretches.len();
        let solved = parallel::map_with(n, 1, Workspace::default, |workspace, k| {
            match &self.searched[k] {
                Some(before) => search.beads_after(self.stretches[k], before, workspace),
                None => search.beads(self.stretches[k], workspace),
            }
        });
        if meter.is_over() || self.seams.is_empty() {
            return solved.concat();
        }
        let mended =
            parallel::map_with(self.seams.len(), 1, Workspace::default, |workspace, at| {
                let k = self.seams[at];
                let around = seam(&solved[k - 1], &solved[k]);
                search.beads(around, workspace)
            });
        let seams = self.seams.iter().copied().zip(mended);
        joined(solved, seams)
    }
}

/// The part on both sides of a cut that is searched again: from a bead before it to a bead behind it. It leaves at least half of
/// either stretch, so that the parts of neighbouring cuts do not meet.
fn seam(before: &[Bead], behind: &[Bead]) -> Stretch {
    let size = |bead: &Bead| bead.source.len() + bead.target.len();
    let reach = |beads: &mut dyn Iterator<Item = &Bead>, total: usize| {
        let most = SEAM.min(total / 2);
        let mut n_segments = 0;
        let within = beads.take_while(|bead| {
            n_segments += size(bead);
            n_segments <= most
        });
        within.count()
    };
    let total = |beads: &[Bead]| beads.iter().map(size).sum::<usize>();
    let n_before = reach(&mut before.iter().rev(), total(before));
    let n_behind = reach(&mut behind.iter(), total(behind));
    let cut = behind.first().or(before.last());
    let middle = cut.map_or((0, 0), |bead| (bead.source.start, bead.target.start));
    let first = before[before.len() - n_before..].first();
    let last = behind[..n_behind].last();
    Stretch {
        first: first.map_or(middle, |bead| (bead.source.start, bead.target.start)),
        last: last.map_or(middle, |bead| (bead.source.end, bead.target.end)),
    }
}

/// The beads of all stretches, with those around each cut in place of what was found on either side of it. The cuts are those
/// before a stretch, in order.
fn joined(solved: Vec<Vec<Bead>>, seams: impl Iterator<Item = (usize, Vec<Bead>)>) -> Vec<Bead> {
    let mut seams = seams.peekable();
    let mut beads: Vec<Bead> = Vec::with_capacity(solved.iter().map(Vec::len).sum());
    for (k, stretch) in solved.into_iter().enumerate() {
        let Some((_, around)) = seams.next_if(|(at, _)| *at == k) else {
            beads.extend(stretch);
            continue;
        };
        let (Some(first), Some(last)) = (around.first(), around.last()) else {
            beads.extend(stretch);
            continue;
        };
        let start = (first.source.start, first.target.start);
        let end = (last.source.end, last.target.end);
        while beads
            .pop_if(|bead| start.0 < bead.source.end || start.1 < bead.target.end)
            .is_some()
        {}
        beads.extend(around);
        let behind = stretch.into_iter();
        beads.extend(
            behind.skip_while(|bead| bead.source.start < end.0 || bead.target.start < end.1),
        );
    }
    beads
}

/// The stretches, those with long corridors cut, and the numbers of those that begin at such a cut.
fn cut_corridors(search: &Search<'_>, stretches: Vec<Stretch>) -> (Vec<Stretch>, Vec<usize>) {
    let (mut parts, mut seams) = (Vec::with_capacity(stretches.len()), Vec::new());
    for Stretch { mut first, last } in stretches {
        for cut in search.cuts_in_corridors(Stretch { first, last }, LONGEST_CORRIDOR) {
            parts.push(Stretch { first, last: cut });
            seams.push(parts.len());
            first = cut;
        }
        parts.push(Stretch { first, last });
    }
    (parts, seams)
}

/// The beads of a stretch that are at all likely, by their numbers in the document.
fn likely_beads(stretch: Stretch, found: &Searched) -> impl Iterator<Item = RatedBead> + '_ {
    found.likely.iter().map(move |bead| {
        let (i, j) = (bead.end.0 + stretch.first.0, bead.end.1 + stretch.first.1);
        let step = STEPS[bead.kind];
        RatedBead {
            source: (i - step.source, i),
            target: (j - step.target, j),
            probability: f64::from(bead.probability),
        }
    })
}

/// The numbers of as many of the stretches as a pass studies, spread evenly over the document.
fn spread(n_stretches: usize, most: usize) -> impl Iterator<Item = usize> {
    let n_studied = n_stretches.min(most);
    (0..n_studied).map(move |k| k * n_stretches / n_studied)
}

/// The gaps between fixed beads, the long ones cut at cells of the skeleton.
fn cut(skeleton: &[ScoredCell], gaps: &[[(usize, usize); 2]]) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    for &[mut first, last] in gaps {
        let origin = first;
        for cut in skeleton::cuts(&Stretch { first, last }.inside(skeleton), STRETCH) {
            let cut = (cut.0 + origin.0, cut.1 + origin.1);
            stretches.push(Stretch { first, last: cut });
            first = cut;
        }
        stretches.push(Stretch { first, last });
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_document_is_studied_in_stretches_all_over_it() {
        for (n_stretches, expected) in [
            (0, vec![]),
            (1, vec![0]),
            (12, (0..12).collect()),
            (24, (0..12).map(|k| 2 * k).collect()),
            (13, vec![0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
        ] {
            let chosen: Vec<usize> = spread(n_stretches, MOST_STUDIED).collect();
            assert_eq!(chosen, expected, "{n_stretches}");
        }
    }

    #[test]
    fn of_corridors_two_parts_are_studied() {
        for (name, n_stretches, seams, expected) in [
            ("no corridor", 3, vec![], vec![0, 1, 2]),
            ("nothing else", 5, vec![1, 2, 3, 4], vec![0, 2]),
            ("one in the middle", 5, vec![2, 3], vec![0, 1, 2, 4]),
            ("two corridors", 8, vec![1, 2, 5, 6], vec![0, 3, 4, 7]),
        ] {
            let none = Stretch {
                first: (0, 0),
                last: (0, 0),
            };
            let route = Route {
                stretches: vec![none; n_stretches],
                seams,
                ..Route::default()
            };
            assert_eq!(route.worth_studying(), expected, "{name}");
        }
    }

    fn bead(at: usize, confidence: f32) -> Bead {
        Bead {
            source: at..at + 1,
            target: at..at + 1,
            confidence,
        }
    }

    #[test]
    fn what_is_found_across_a_cut_replaces_what_was_found_beside_it() {
        let of = |range: std::ops::Range<usize>, confidence| -> Vec<Bead> {
            range.map(|at| bead(at, confidence)).collect()
        };
        for (name, sizes, expected) in [
            (
                "long stretches",
                [600, 600],
                (600 - SEAM / 2, 600 + SEAM / 2),
            ),
            ("a short one before", [40, 600], (20, 40 + SEAM / 2)),
            ("a short one behind", [600, 40], (600 - SEAM / 2, 620)),
            ("nothing before", [0, 40], (0, 20)),
        ] {
            let [before, behind] = sizes;
            let solved = vec![of(0..before, 1.0), of(before..before + behind, 1.0)];
            let around = seam(&solved[0], &solved[1]);
            let (first, last) = expected;
            assert_eq!(
                (around.first, around.last),
                ((first, first), (last, last)),
                "{name}"
            );
            let beads = joined(solved, [(1, of(first..last, 0.5))].into_iter());
            assert_eq!(beads.len(), before + behind, "{name}");
            for (at, found) in beads.iter().enumerate() {
                let is_across = (first..last).contains(&at);
                assert_eq!(
                    *found,
                    bead(at, if is_across { 0.5 } else { 1.0 }),
                    "{name}"
                );
            }
        }
    }

    fn diagonal(from: usize, to: usize) -> Vec<ScoredCell> {
        (from..to)
            .map(|k| ScoredCell {
                source: k,
                target: k,
                score: 8.0,
            })
            .collect()
    }

    #[test]
    fn long_gaps_are_cut_and_stretches_tile_them() {
        let whole = [[(0, 0), (2_000, 2_000)]];
        let fixed = [[(0, 0), (700, 700)], [(710, 702), (2_000, 2_000)]];
        for (name, skeleton, gaps, expected) in [
            ("no skeleton", vec![], &whole[..], 1),
            (
                "a short document",
                diagonal(0, 500),
                &[[(0, 0), (500, 500)]],
                1,
            ),
            ("a long one", diagonal(0, 2_000), &whole, 4),
            ("between fixed beads", diagonal(0, 700), &fixed, 3),
        ] {
            let stretches = cut(&skeleton, gaps);
            assert_eq!(stretches.len(), expected, "{name}");
            for gap in gaps {
                let inside = stretches
                    .iter()
                    .filter(|s| gap[0] <= s.first && s.last <= gap[1]);
                let n_segments: usize = inside.map(|s| s.n_segments()).sum();
                let size = gap[1].0 - gap[0].0 + gap[1].1 - gap[0].1;
                assert_eq!(n_segments, size, "{name}");
            }
        }
    }
}
