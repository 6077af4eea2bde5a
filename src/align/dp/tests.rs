//! Path and probabilities against every path of small matrices, one after the other.
//!
//! In: random costs. Out: the same least cost and the same posteriors as by brute force.

use proptest::prelude::*;

use crate::align::band::{Band, Rectangle};
use crate::align::dp::flow::{LikelyBead, Posteriors};
use crate::align::dp::{
    BEAD, Costs, Lattice, NEGLIGIBLE, NullEdges, PathStep, SOURCE_NULL, Step, TARGET_NULL,
    Transitions,
};

const STEPS: [Step; 4] = [
    Step {
        source: 1,
        target: 1,
    },
    Step {
        source: 1,
        target: 2,
    },
    Step {
        source: 2,
        target: 1,
    },
    Step {
        source: 2,
        target: 2,
    },
];

fn transitions() -> Transitions {
    Transitions::new(0.03, 0.6, 0.02)
}

/// Dear edges of null runs at some of the inner nodes.
fn edges(seed: u64, n: usize, m: usize) -> NullEdges {
    let side = |turn: u64, n: usize| {
        let dear = |k: usize| ((seed >> turn) as usize + 5 * k).is_multiple_of(3) && 0 < k && k < n;
        (0..=n)
            .map(|k| if dear(k) { 0.5 + k as f32 } else { 0.0 })
            .collect()
    };
    NullEdges {
        source: side(3, n),
        target: side(7, m),
    }
}

/// Costs that look like chance but are the same in every run.
fn cost(seed: u64) -> impl Fn(usize, usize, usize) -> f32 {
    move |kind, i, j| {
        let mixed = (seed ^ ((kind * 7919 + i * 104_729 + j * 1_299_709) as u64))
            .wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 40) as f32 / (1u64 << 22) as f32 - 2.0
    }
}

/// The same, as the programme asks: what beads cost at least is half a nat less than what they cost, and so much again
/// if the node where they end relieves them.
struct Asked<F> {
    cost: F,
    at_least: [f32; STEPS.len()],
}

fn asked<F: Fn(usize, usize, usize) -> f32>(cost: F) -> Asked<F> {
    let at_least = [0.0; STEPS.len()];
    Asked { cost, at_least }
}

impl<F: Fn(usize, usize, usize) -> f32> Costs for Asked<F> {
    fn at_least(&mut self, i: usize, j: usize) -> &[f32] {
        for (kind, step) in STEPS.iter().enumerate() {
            let (i, j) = (i + step.source, j + step.target);
            self.at_least[kind] = (self.cost)(kind, i, j) - 0.5 + self.end_gain(i, j);
        }
        &self.at_least
    }

    fn end_gain(&self, i: usize, j: usize) -> f32 {
        if (i + j).is_multiple_of(3) { 0.5 } else { 0.0 }
    }

    fn cost(&self, kind: usize, i: usize, j: usize) -> f32 {
        (self.cost)(kind, i, j)
    }
}

/// Every path from a node to the end, one after the other: least cost, and the sum of exp(−cost).
fn all_paths(
    n: usize,
    m: usize,
    at: (usize, usize),
    state: usize,
    cost: &dyn Fn(usize, usize, usize) -> f32,
    edges: &NullEdges,
) -> (f64, f64) {
    if at == (n, m) {
        return (0.0, 1.0);
    }
    let mut found = (f64::INFINITY, 0.0);
    let mut take = |to: (usize, usize), next: usize, step_cost: f64| {
        let usual = transitions();
        let here = step_cost + edges.at(at, &usual).cost[state][next];
        let (least, mass) = all_paths(n, m, to, next, cost, edges);
        found = (found.0.min(here + least), found.1 + libm::exp(-here) * mass);
    };
    for (k, step) in STEPS.iter().enumerate() {
        let to = (at.0 + step.source, at.1 + step.target);
        if to.0 <= n && to.1 <= m {
            take(to, BEAD, f64::from(cost(k, to.0, to.1)));
        }
    }
    if at.0 < n {
        take((at.0 + 1, at.1), SOURCE_NULL, 0.0);
    }
    if at.1 < m {
        take((at.0, at.1 + 1), TARGET_NULL, 0.0);
    }
    found
}

fn cost_of(path: &[PathStep], cost: &dyn Fn(usize, usize, usize) -> f32, edges: &NullEdges) -> f64 {
    let mut state = BEAD;
    let mut total = 0.0;
    for step in path {
        let next = match (step.step, step.size) {
            (Some(_), _) => BEAD,
            (None, (1, 0)) => SOURCE_NULL,
            _ => TARGET_NULL,
        };
        let (usual, at) = (
            transitions(),
            (step.end.0 - step.size.0, step.end.1 - step.size.1),
        );
        total += edges.at(at, &usual).cost[state][next];
        total += step
            .step
            .map_or(0.0, |k| f64::from(cost(k, step.end.0, step.end.1)));
        state = next;
    }
    total
}

/// The most segments that any path from a node to the end places rightly, on the average.
fn most_right(n: usize, m: usize, at: (usize, usize), found: &Posteriors) -> f32 {
    if at == (n, m) {
        return 0.0;
    }
    let mut most = f32::NEG_INFINITY;
    for bead in &found.beads {
        let step = STEPS[bead.kind];
        if bead.end == (at.0 + step.source, at.1 + step.target) {
            let gain = (step.source + step.target) as f32 * bead.probability;
            most = most.max(gain + most_right(n, m, bead.end, found));
        }
    }
    if at.0 < n {
        most = most.max(found.source_nulls[at.0] + most_right(n, m, (at.0 + 1, at.1), found));
    }
    if at.1 < m {
        most = most.max(found.target_nulls[at.1] + most_right(n, m, (at.0, at.1 + 1), found));
    }
    most
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_path_and_the_first_beads_are_those_of_all_paths(n in 0usize..5, m in 0usize..5, seed in any::<u64>()) {
        prop_assume!(n + m > 0);
        let cost = cost(seed);
        let band = Band::full(n, m);
        let edges = edges(seed, n, m);
        let lattice = Lattice::new(&band, &STEPS, transitions(), edges.clone(), &mut asked(&cost));
        let (least, mass) = all_paths(n, m, (0, 0), BEAD, &cost, &edges);
        prop_assert!((cost_of(&lattice.best_path(), &cost, &edges) - least).abs() < 1e-6);
        let found = lattice.posteriors(0.0);
        for (kind, step) in STEPS.iter().enumerate() {
            let end = (step.source, step.target);
            if end.0 <= n && end.1 <= m {
                let here = transitions().cost[BEAD][BEAD] + f64::from(cost(kind, end.0, end.1));
                let (_, rest) = all_paths(n, m, end, BEAD, &cost, &edges);
                let expected = libm::exp(-here) * rest / mass;
                let bead = found.beads.iter().find(|b| b.end == end && b.kind == kind);
                let probability = bead.map_or(0.0, |b| b.probability);
                // Each kind may bring in a bead that does not matter.
                let most_left_out = STEPS.len() as f64 * libm::exp(-NEGLIGIBLE);
                prop_assert!((f64::from(probability) - expected).abs() < most_left_out, "{} {}", probability, expected);
            }
        }
    }

    #[test]
    fn probabilities_of_a_segment_add_up_to_one(n in 1usize..12, m in 1usize..12, seed in any::<u64>()) {
        let cost = cost(seed);
        let band = Band::full(n, m);
        let found = Lattice::new(&band, &STEPS, transitions(), edges(seed, n, m), &mut asked(&cost)).posteriors(0.0);
        let (mut source, mut target) = (found.source_nulls, found.target_nulls);
        for bead in found.beads {
            let ((i, j), step) = (bead.end, STEPS[bead.kind]);
            source[i - step.source..i].iter_mut().for_each(|sum| *sum += bead.probability);
            target[j - step.target..j].iter_mut().for_each(|sum| *sum += bead.probability);
        }
        for sum in source.iter().chain(&target) {
            prop_assert!((sum - 1.0).abs() < 1e-3, "{}", sum);
        }
    }

    #[test]
    fn the_likeliest_path_places_as_many_segments_as_any(n in 0usize..5, m in 0usize..5, seed in any::<u64>()) {
        let band = Band::full(n, m);
        let lattice = Lattice::new(&band, &STEPS, transitions(), edges(seed, n, m), &mut asked(cost(seed)));
        let found = lattice.posteriors(0.0);
        let mut path = lattice.likeliest_path(&found);
        found.rate(&mut path, 0.0);
        let right: f32 = path.iter().map(|step| (step.size.0 + step.size.1) as f32 * step.probability).sum();
        let size = path.iter().fold((0, 0), |sum, step| (sum.0 + step.size.0, sum.1 + step.size.1));
        prop_assert_eq!(size, (n, m));
        prop_assert!((right - most_right(n, m, (0, 0), &found)).abs() < 1e-4);
    }

    #[test]
    fn segments_belong_together_as_often_as_beads_hold_them(n in 1usize..9, m in 1usize..9, seed in any::<u64>()) {
        let band = Band::full(n, m);
        let lattice = Lattice::new(&band, &STEPS, transitions(), edges(seed, n, m), &mut asked(cost(seed)));
        let found = lattice.posteriors(0.0);
        let mut path = lattice.likeliest_path(&found);
        found.rate(&mut path, 0.0);
        found.rate_together(&mut path, &STEPS);
        for step in path.iter().filter(|step| step.step.is_some()) {
            let (i, j) = step.end;
            let holds = |bead: &&LikelyBead| {
                let (end, size) = (bead.end, STEPS[bead.kind]);
                i <= end.0 && j <= end.1 && end.0 - size.source <= i - step.size.0 && end.1 - size.target <= j - step.size.1
            };
            let expected: f32 = found.beads.iter().filter(holds).map(|bead| bead.probability).sum();
            prop_assert!((step.together - expected.min(1.0)).abs() < 1e-4, "{} {}", step.together, expected);
            prop_assert!(step.probability <= step.together + 1e-4);
        }
        prop_assert!(path.iter().filter(|step| step.step.is_none()).all(|step| step.together == step.probability));
    }

    #[test]
    fn a_path_in_a_band_reaches_the_end(seed in any::<u64>(), n in 20usize..60, m in 20usize..60) {
        let whole = [Rectangle { source: (0, n), target: (0, m), padding: 1 }];
        let cost = cost(seed);
        let band = Band::around(n, m, &whole, |_| 6);
        let lattice = Lattice::new(&band, &STEPS, transitions(), edges(seed, n, m), &mut asked(&cost));
        let mut path = lattice.best_path();
        let ends: Vec<_> = path.iter().map(|step| step.end).collect();
        prop_assert_eq!(ends.last().copied(), Some((n, m)));
        lattice.posteriors(0.0).rate(&mut path, 2.0);
        prop_assert!(path.iter().all(|step| step.probability <= 1.0));
    }
}

#[test]
fn a_long_text_of_many_equal_paths_keeps_its_probabilities() {
    let (n, equal) = (3_000, |_, _, _| 0.0);
    let whole = [Rectangle {
        source: (0, n),
        target: (0, n),
        padding: 0,
    }];
    let band = Band::around(n, n, &whole, |_| 12);
    let found = Lattice::new(
        &band,
        &STEPS,
        transitions(),
        NullEdges::default(),
        &mut asked(equal),
    )
    .posteriors(0.0);
    let mut sums = found.source_nulls;
    for bead in found.beads {
        let (end, size) = (bead.end.0, STEPS[bead.kind].source);
        sums[end - size..end]
            .iter_mut()
            .for_each(|sum| *sum += bead.probability);
    }
    assert!(sums.iter().all(|sum| (sum - 1.0).abs() < 1e-2));
}
