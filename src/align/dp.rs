//! The dynamic programme: the cheapest path through a band, and the probability of every bead on the way.
//!
//! In: a [`Band`], the bead kinds, the transition costs, and a cost function of two integers and a kind. Out:
//! the path of least cost, and posteriors by forward–backward. It knows no text. The recurrence, for the
//! three states of a node *(i, j)* (after a bead, after a source null, after a target null):
//!
//! ```text
//! bead(i,j)        = min over kinds n-m of  cost(n-m, i, j) + enter(bead, i-n, j-m)
//! source null(i,j) = enter(source null, i-1, j)          a null itself costs nothing
//! target null(i,j) = enter(target null, i, j-1)
//! enter(s, i, j)   = min over states t of  t(i,j) + transition(t → s)
//! ```
//!
//! Time O(cells · kinds), memory O(cells · kinds) for the costs, each asked for once.

use crate::align::band::Band;

const BEAD: usize = 0;
const SOURCE_NULL: usize = 1;
const TARGET_NULL: usize = 2;

/// A bead kind as the programme sees it: so many columns and rows, both at least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) source: usize,
    pub(crate) target: usize,
}

/// Costs (−ln p) of going from one state to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Transitions {
    /// `cost[from][to]`, the states in the order bead, source null, target null.
    cost: [[f64; 3]; 3],
}

impl Transitions {
    /// From the probabilities that a null run opens after a bead, that it goes on, and that it turns over to
    /// the other side.
    pub(crate) fn new(open: f64, go_on: f64, turn: f64) -> Self {
        let cost = |p: f64| -libm::log(p);
        let close = cost(1.0 - go_on - turn);
        Transitions {
            cost: [
                [cost(1.0 - 2.0 * open), cost(open), cost(open)],
                [close, cost(go_on), cost(turn)],
                [close, cost(turn), cost(go_on)],
            ],
        }
    }
}

/// One step of a path: the node it ends at and what it was.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PathStep {
    /// Source and target segments behind the node.
    pub(crate) end: (usize, usize),
    /// Number of the bead kind, or `None` for a null of one segment.
    pub(crate) step: Option<usize>,
    /// Source and target segments that the step takes.
    pub(crate) size: (usize, usize),
    /// Posterior probability of the step; 1 until posteriors are known.
    pub(crate) probability: f32,
}

/// A band with the cost of every bead in it.
pub(crate) struct Lattice<'a> {
    band: &'a Band,
    steps: &'a [Step],
    transitions: Transitions,
    /// Cost of each kind at each node, cell by cell; infinite where the bead leaves the band.
    costs: Vec<f32>,
}

/// States of all nodes, as costs.
type Field = Vec<[f64; 3]>;

impl<'a> Lattice<'a> {
    /// Asks `cost(kind, i, j)` once for every bead inside the band that ends at node *(i, j)*.
    pub(crate) fn new(
        band: &'a Band,
        steps: &'a [Step],
        transitions: Transitions,
        mut cost: impl FnMut(usize, usize, usize) -> f32,
    ) -> Self {
        let mut costs = vec![f32::INFINITY; band.n_cells() * steps.len()];
        for j in 0..band.n_rows() {
            for i in band.columns(j) {
                let cell = band.row_start(j) + i - band.columns(j).start();
                for (k, step) in steps.iter().enumerate() {
                    let fits = step.source <= i && step.target <= j;
                    if fits && band.cell(i - step.source, j - step.target).is_some() {
                        costs[cell * steps.len() + k] = cost(k, i, j);
                    }
                }
            }
        }
        Lattice {
            band,
            steps,
            transitions,
            costs,
        }
    }

    fn enter(&self, states: &[f64; 3], to: usize) -> (f64, usize) {
        let mut best = (states[BEAD] + self.transitions.cost[BEAD][to], BEAD);
        for from in [SOURCE_NULL, TARGET_NULL] {
            let cost = states[from] + self.transitions.cost[from][to];
            if cost < best.0 {
                best = (cost, from);
            }
        }
        best
    }

    fn bead_cost(&self, cell: usize, kind: usize) -> f64 {
        f64::from(self.costs[cell * self.steps.len() + kind])
    }

    /// The path of least cost from the first node to the last. Ties go to the earlier kind, and to a bead
    /// before a null.
    pub(crate) fn best_path(&self) -> Vec<PathStep> {
        let n_kinds = self.steps.len();
        let mut best: Field = vec![[f64::INFINITY; 3]; self.band.n_cells()];
        let mut chosen = vec![0u8; self.band.n_cells()];
        best[0][BEAD] = 0.0;
        for j in 0..self.band.n_rows() {
            let columns = self.band.columns(j);
            for i in columns.clone() {
                let cell = self.band.row_start(j) + i - columns.start();
                if cell == 0 {
                    continue;
                }
                let mut states = [f64::INFINITY; 3];
                for k in 0..n_kinds {
                    let cost = self.bead_cost(cell, k);
                    if cost < f64::INFINITY {
                        let step = self.steps[k];
                        let before = self.before(i, j, step.source, step.target);
                        let total = cost + self.enter(&best[before], BEAD).0;
                        if total < states[BEAD] {
                            states[BEAD] = total;
                            chosen[cell] = k as u8;
                        }
                    }
                }
                if i > *columns.start() {
                    states[SOURCE_NULL] = self.enter(&best[cell - 1], SOURCE_NULL).0;
                }
                if let Some(above) = j.checked_sub(1).and_then(|row| self.band.cell(i, row)) {
                    states[TARGET_NULL] = self.enter(&best[above], TARGET_NULL).0;
                }
                best[cell] = states;
            }
        }
        self.trace(&best, &chosen)
    }

    fn before(&self, i: usize, j: usize, source: usize, target: usize) -> usize {
        let row = j - target;
        self.band.row_start(row) + i - source - self.band.columns(row).start()
    }

    fn trace(&self, best: &Field, chosen: &[u8]) -> Vec<PathStep> {
        let last = self.band.n_rows() - 1;
        let (mut i, mut j) = (*self.band.columns(last).end(), last);
        let mut state = least(&best[self.before(i, j, 0, 0)]);
        let mut path = Vec::new();
        while (i, j) != (0, 0) {
            let cell = self.before(i, j, 0, 0);
            let (step, size) = match state {
                BEAD => {
                    let k = chosen[cell] as usize;
                    (Some(k), (self.steps[k].source, self.steps[k].target))
                }
                SOURCE_NULL => (None, (1, 0)),
                _ => (None, (0, 1)),
            };
            path.push(PathStep {
                end: (i, j),
                step,
                size,
                probability: 1.0,
            });
            let before = self.before(i, j, size.0, size.1);
            (i, j) = (i - size.0, j - size.1);
            state = self.enter(&best[before], state).1;
        }
        path.reverse();
        path
    }

    /// Forward–backward over the band: the probability of every bead and of every null.
    pub(crate) fn posteriors(&self) -> Posteriors<'_> {
        let forward = self.forward();
        let backward = self.backward();
        let last = self.band.n_cells() - 1;
        let total = soft_min(&forward[last]);
        Posteriors {
            lattice: self,
            forward,
            backward,
            total,
        }
    }

    fn soft_enter(&self, states: &[f64; 3], to: usize) -> f64 {
        let cost = |from: usize| states[from] + self.transitions.cost[from][to];
        soft_min(&[cost(BEAD), cost(SOURCE_NULL), cost(TARGET_NULL)])
    }

    fn forward(&self) -> Field {
        let n_kinds = self.steps.len();
        let mut field: Field = vec![[f64::INFINITY; 3]; self.band.n_cells()];
        // What it costs to enter a bead after each node, shared by all the beads that begin there.
        let mut enter_bead = vec![f64::INFINITY; self.band.n_cells()];
        field[0][BEAD] = 0.0;
        enter_bead[0] = self.soft_enter(&field[0], BEAD);
        let mut terms = Vec::with_capacity(n_kinds);
        for j in 0..self.band.n_rows() {
            let columns = self.band.columns(j);
            for i in columns.clone() {
                let cell = self.band.row_start(j) + i - columns.start();
                if cell == 0 {
                    continue;
                }
                terms.clear();
                for k in 0..n_kinds {
                    let cost = self.bead_cost(cell, k);
                    if cost < f64::INFINITY {
                        let step = self.steps[k];
                        terms.push(cost + enter_bead[self.before(i, j, step.source, step.target)]);
                    }
                }
                let mut states = [soft_min(&terms), f64::INFINITY, f64::INFINITY];
                if i > *columns.start() {
                    states[SOURCE_NULL] = self.soft_enter(&field[cell - 1], SOURCE_NULL);
                }
                if let Some(above) = j.checked_sub(1).and_then(|row| self.band.cell(i, row)) {
                    states[TARGET_NULL] = self.soft_enter(&field[above], TARGET_NULL);
                }
                enter_bead[cell] = self.soft_enter(&states, BEAD);
                field[cell] = states;
            }
        }
        field
    }

    /// Cost of all that follows a node, given the state in which it was reached.
    fn backward(&self) -> Field {
        let n_kinds = self.steps.len();
        let n_cells = self.band.n_cells();
        let mut field: Field = vec![[f64::INFINITY; 3]; n_cells];
        field[n_cells - 1] = [0.0; 3];
        let mut terms = Vec::with_capacity(n_kinds);
        for j in (0..self.band.n_rows()).rev() {
            let columns = self.band.columns(j);
            for i in columns.clone().rev() {
                let cell = self.band.row_start(j) + i - columns.start();
                if cell == n_cells - 1 {
                    continue;
                }
                terms.clear();
                for (k, step) in self.steps.iter().enumerate() {
                    if j + step.target < self.band.n_rows()
                        && let Some(after) = self.band.cell(i + step.source, j + step.target)
                    {
                        terms.push(self.bead_cost(after, k) + field[after][BEAD]);
                    }
                }
                let bead = soft_min(&terms);
                let source_null = if i < *columns.end() {
                    field[cell + 1][SOURCE_NULL]
                } else {
                    f64::INFINITY
                };
                let below = (j + 1 < self.band.n_rows())
                    .then(|| self.band.cell(i, j + 1))
                    .flatten();
                let target_null = below.map_or(f64::INFINITY, |below| field[below][TARGET_NULL]);
                for from in [BEAD, SOURCE_NULL, TARGET_NULL] {
                    let cost = &self.transitions.cost[from];
                    field[cell][from] = soft_min(&[
                        cost[BEAD] + bead,
                        cost[SOURCE_NULL] + source_null,
                        cost[TARGET_NULL] + target_null,
                    ]);
                }
            }
        }
        field
    }
}

/// What forward–backward found.
pub(crate) struct Posteriors<'a> {
    lattice: &'a Lattice<'a>,
    forward: Field,
    backward: Field,
    total: f64,
}

impl Posteriors<'_> {
    /// Calls `visit(kind, i, j, probability)` for every bead that ends at node *(i, j)* with at least the
    /// given probability, row by row.
    pub(crate) fn for_each_bead(
        &self,
        at_least: f64,
        mut visit: impl FnMut(usize, usize, usize, f64),
    ) {
        let lattice = self.lattice;
        let limit = -libm::log(at_least);
        for j in 0..lattice.band.n_rows() {
            let columns = lattice.band.columns(j);
            for i in columns.clone() {
                let cell = lattice.band.row_start(j) + i - columns.start();
                if self.forward[cell][BEAD] + self.backward[cell][BEAD] - self.total > limit {
                    continue;
                }
                for k in 0..lattice.steps.len() {
                    let cost = self.bead(k, i, j, cell);
                    if cost <= limit {
                        visit(k, i, j, libm::exp(-cost));
                    }
                }
            }
        }
    }

    fn bead(&self, kind: usize, i: usize, j: usize, cell: usize) -> f64 {
        let cost = self.lattice.bead_cost(cell, kind);
        if cost == f64::INFINITY {
            return cost;
        }
        let step = self.lattice.steps[kind];
        let before = self.lattice.before(i, j, step.source, step.target);
        self.lattice.soft_enter(&self.forward[before], BEAD) + cost + self.backward[cell][BEAD]
            - self.total
    }

    /// The probability of being null for every source and every target segment.
    pub(crate) fn nulls(&self) -> (Vec<f32>, Vec<f32>) {
        let band = self.lattice.band;
        let n_source = *band.columns(band.n_rows() - 1).end();
        let (mut source, mut target) = (vec![0.0; n_source], vec![0.0; band.n_rows() - 1]);
        for j in 0..band.n_rows() {
            let columns = band.columns(j);
            for i in columns.clone() {
                let cell = band.row_start(j) + i - columns.start();
                let mass = |state: usize| {
                    let cost = self.forward[cell][state] + self.backward[cell][state] - self.total;
                    if cost < 40.0 {
                        libm::exp(-cost) as f32
                    } else {
                        0.0
                    }
                };
                if i > 0 {
                    source[i - 1] += mass(SOURCE_NULL);
                }
                if j > 0 {
                    target[j - 1] += mass(TARGET_NULL);
                }
            }
        }
        (source, target)
    }

    /// Gives every step of a path its posterior probability.
    pub(crate) fn rate(&self, path: &mut [PathStep]) {
        let (source, target) = self.nulls();
        for step in path {
            let (i, j) = step.end;
            step.probability = match step.step {
                Some(kind) => {
                    let cell = self.lattice.before(i, j, 0, 0);
                    libm::exp(-self.bead(kind, i, j, cell)).min(1.0) as f32
                }
                None if step.size.0 == 1 => source[i - 1].min(1.0),
                None => target[j - 1].min(1.0),
            };
        }
    }
}

fn least(states: &[f64; 3]) -> usize {
    let mut best = BEAD;
    for state in [SOURCE_NULL, TARGET_NULL] {
        if states[state] < states[best] {
            best = state;
        }
    }
    best
}

/// −ln Σ exp(−cost). Terms more than 30 nats above the least are left out: they are below the precision of
/// the sum.
fn soft_min(costs: &[f64]) -> f64 {
    let least = costs.iter().copied().fold(f64::INFINITY, f64::min);
    if least == f64::INFINITY {
        return least;
    }
    let mut sum = 0.0;
    for &cost in costs {
        let above = cost - least;
        if above == 0.0 {
            sum += 1.0;
        } else if above < 30.0 {
            sum += libm::exp(-above);
        }
    }
    if sum == 1.0 {
        least
    } else {
        least - libm::log(sum)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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

    /// Costs that look like chance but are the same in every run.
    fn cost(seed: u64) -> impl Fn(usize, usize, usize) -> f32 {
        move |kind, i, j| {
            let mixed = (seed ^ ((kind * 7919 + i * 104_729 + j * 1_299_709) as u64))
                .wrapping_mul(0x9e37_79b9_7f4a_7c15);
            (mixed >> 40) as f32 / (1u64 << 22) as f32 - 2.0
        }
    }

    /// Every path from a node to the end, one after the other: least cost, and the sum of exp(−cost).
    fn all_paths(
        n: usize,
        m: usize,
        at: (usize, usize),
        state: usize,
        cost: &dyn Fn(usize, usize, usize) -> f32,
    ) -> (f64, f64) {
        if at == (n, m) {
            return (0.0, 1.0);
        }
        let mut found = (f64::INFINITY, 0.0);
        let mut take = |to: (usize, usize), next: usize, step_cost: f64| {
            let here = step_cost + transitions().cost[state][next];
            let (least, mass) = all_paths(n, m, to, next, cost);
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

    fn cost_of(path: &[PathStep], cost: &dyn Fn(usize, usize, usize) -> f32) -> f64 {
        let mut state = BEAD;
        let mut total = 0.0;
        for step in path {
            let next = match (step.step, step.size) {
                (Some(_), _) => BEAD,
                (None, (1, 0)) => SOURCE_NULL,
                _ => TARGET_NULL,
            };
            total += transitions().cost[state][next];
            total += step
                .step
                .map_or(0.0, |k| f64::from(cost(k, step.end.0, step.end.1)));
            state = next;
        }
        total
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn the_path_and_the_mass_are_those_of_all_paths(n in 0usize..5, m in 0usize..5, seed in any::<u64>()) {
            prop_assume!(n + m > 0);
            let cost = cost(seed);
            let band = Band::full(n, m);
            let lattice = Lattice::new(&band, &STEPS, transitions(), &cost);
            let (least, mass) = all_paths(n, m, (0, 0), BEAD, &cost);
            let path = lattice.best_path();
            prop_assert!((cost_of(&path, &cost) - least).abs() < 1e-6);
            prop_assert!((lattice.posteriors().total + libm::log(mass)).abs() < 1e-6);
        }

        #[test]
        fn probabilities_of_a_segment_add_up_to_one(n in 1usize..12, m in 1usize..12, seed in any::<u64>()) {
            let band = Band::full(n, m);
            let lattice = Lattice::new(&band, &STEPS, transitions(), cost(seed));
            let posteriors = lattice.posteriors();
            let (mut source, mut target) = posteriors.nulls();
            posteriors.for_each_bead(1e-12, |kind, i, j, p| {
                source[i - STEPS[kind].source..i].iter_mut().for_each(|sum| *sum += p as f32);
                target[j - STEPS[kind].target..j].iter_mut().for_each(|sum| *sum += p as f32);
            });
            for sum in source.iter().chain(&target) {
                prop_assert!((sum - 1.0).abs() < 1e-3, "{}", sum);
            }
        }

        #[test]
        fn a_path_in_a_band_reaches_the_end(seed in any::<u64>(), n in 20usize..60, m in 20usize..60) {
            let whole = [crate::align::band::Rectangle { source: (0, n), target: (0, m) }];
            let band = Band::around(n, m, &whole, 1, 6);
            let path = Lattice::new(&band, &STEPS, transitions(), cost(seed)).best_path();
            let ends: Vec<_> = path.iter().map(|step| step.end).collect();
            prop_assert_eq!(ends.last().copied(), Some((n, m)));
        }
    }
}
