//! The dynamic programme: the cheapest path through a band, and the posterior probability of every bead.
//!
//! In: a [`Band`], the bead kinds, the transition costs, and [`Costs`] of two integers and a kind. Out: a [`Lattice`], the
//! path of least cost, and posteriors by forward–backward. It knows no text. Time O(cells · kinds) comparisons with the
//! bound of a bead; the cost of a bead itself is computed about twice a cell. Memory a cell: 13 bytes for states and
//! back-pointers, 4 for the place of its beads, 8 a bead that matters (one or two); costs of six rows only.

mod choice;
mod flow;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::align::band::Band;
pub(crate) use crate::align::dp::choice::LEAST_CHOSEN;
pub(crate) use crate::align::dp::flow::LikelyBead;

const BEAD: usize = 0;
const SOURCE_NULL: usize = 1;
const TARGET_NULL: usize = 2;
const STATES: [usize; 3] = [BEAD, SOURCE_NULL, TARGET_NULL];

/// Beads this many nats above the least cost of their node are left out: together they have a ten-thousandth of its
/// probability. With 12 the figures of real texts are the same (`evaluate`).
const NEGLIGIBLE: f64 = 9.0;
const LEAST_SHARE: f32 = 1e-8;
/// Of the kinds, the number of the first ones that are tried in a corridor, where nothing tells one bead from another. With all 17
/// a text of nothing but `&amp;` took 1.8 times the instructions (`hostile` in `benches/`).
const KINDS_IN_CORRIDOR: usize = 6;
/// Masses of a row beyond this are scaled down by a power of two.
const LARGE_MASS: f64 = (1u64 << 60) as f64;

/// A bead kind: numbers of source and target segments, both at least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) source: usize,
    pub(crate) target: usize,
}

impl Step {
    pub(crate) const fn new(source: usize, target: usize) -> Self {
        Step { source, target }
    }
}

/// Going from one state to another, `[from][to]`, the states in the order bead, source null, target null.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Transitions {
    cost: [[f64; 3]; 3],
    probability: [[f64; 3]; 3],
}

impl Transitions {
    /// From the probabilities that a null run opens after a bead, that it goes on, and that it turns over to
    /// the other side.
    pub(crate) fn new(open: f64, go_on: f64, turn: f64) -> Self {
        let close = 1.0 - go_on - turn;
        let probability = [
            [1.0 - 2.0 * open, open, open],
            [close, go_on, turn],
            [close, turn, go_on],
        ];
        Transitions {
            cost: probability.map(|row| row.map(|p| -libm::log(p))),
            probability,
        }
    }

    /// The most that it costs to have arrived by a null instead of a bead, whatever follows, if no null run ends dearly.
    fn dearest_null(self) -> f64 {
        let dearer = |null: usize, to: usize| self.cost[null][to] - self.cost[BEAD][to];
        STATES
            .iter()
            .flat_map(|&to| [dearer(SOURCE_NULL, to), dearer(TARGET_NULL, to)])
            .fold(0.0, f64::max)
    }
}

/// What it costs beside the transition that a run of nulls begins or ends at a node, by the place of the node on the side of the
/// nulls. At least 0.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct NullEdges {
    /// For each column of nodes, and for each row.
    pub(crate) source: Vec<f32>,
    pub(crate) target: Vec<f32>,
}

impl NullEdges {
    /// Of a node, on either side; nothing where none is set.
    fn of(&self, (i, j): (usize, usize)) -> [f64; 2] {
        let of = |costs: &[f32], at: usize| costs.get(at).map_or(0.0, |&cost| f64::from(cost));
        [of(&self.source, i), of(&self.target, j)]
    }

    /// The transitions at a node.
    fn at<'t>(&self, node: (usize, usize), usual: &'t Transitions) -> Cow<'t, Transitions> {
        let [source, target] = self.of(node);
        if source + target == 0.0 {
            return Cow::Borrowed(usual);
        }
        let mut here = *usual;
        for (from, to) in STATES
            .into_iter()
            .flat_map(|from| STATES.map(|to| (from, to)))
        {
            let is_edge = |null: usize| (from == null) != (to == null);
            for (null, cost) in [(SOURCE_NULL, source), (TARGET_NULL, target)] {
                if is_edge(null) {
                    here.cost[from][to] += cost;
                    here.probability[from][to] *= libm::exp(-cost);
                }
            }
        }
        Cow::Owned(here)
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
    /// Posterior probability that its segments belong together, in this bead or in one that holds it. Of a null the same as its
    /// probability.
    pub(crate) together: f32,
}

/// The costs of beads.
pub(crate) trait Costs {
    /// For each kind a lower bound of the cost of a bead that begins at the node, before the
    /// [`end_gain`](Costs::end_gain) of the node where it ends is taken off. Called for each node of the band, row by row.
    fn at_least(&mut self, i: usize, j: usize) -> &[f32];

    /// What the lower bounds of all beads that end at the node are lowered by.
    fn end_gain(&self, i: usize, j: usize) -> f32;

    /// The cost of a bead inside the band that ends at the node.
    fn cost(&self, kind: usize, i: usize, j: usize) -> f32;
}

/// A band solved: what the path and the probabilities need of the sweep. The recurrence, for the three states of a node
/// *(i, j)* (after a bead, after a source null, after a target null):
///
/// ```text
/// bead(i,j)        = min over kinds n-m of  cost(n-m, i, j) + enter(bead, i-n, j-m)
/// source null(i,j) = enter(source null, i-1, j)          a null itself costs nothing
/// target null(i,j) = enter(target null, i, j-1)
/// enter(s, i, j)   = min over states t of  t(i,j) + transition(t → s)
/// ```
///
/// One sweep finds the least costs and, beside them, the mass of all paths into each state, counted from the least
/// cost of its node: nothing overflows, and only what lies near the least needs an exponential. The backward sweep
/// hands each node's probability to the nodes before it by the shares that were stored.
pub(crate) struct Lattice<'a> {
    band: &'a Band,
    steps: &'a [Step],
    transitions: Transitions,
    edges: NullEdges,
    /// Masses of the states of each node, in proportion to each other.
    states: Vec<[f32; 3]>,
    /// For each node the state from which it is left at the least cost for each of the three, two bits each.
    left_from: Vec<u8>,
    /// The beads into each node that matter, the cheapest first, and where those of each node end.
    arcs: Vec<Arc>,
    arc_ends: Vec<u32>,
    /// The state of least cost of the node finished last.
    last_state: usize,
    dearest_null: f64,
}

/// A bead into a node.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Arc {
    kind: u8,
    /// Its share in the mass of all beads into the node.
    share: f32,
}

/// A node while its followers are computed: costs and masses of leaving it for each state. Masses are counted from
/// the cost `base`.
#[derive(Debug, Clone, Copy)]
struct Node {
    base: f64,
    leave: [f64; 3],
    mass: [f64; 3],
}

const UNREACHED: Node = Node {
    base: f64::INFINITY,
    leave: [f64::INFINITY; 3],
    mass: [0.0; 3],
};

/// A row of nodes on which later rows depend.
#[derive(Clone, Default)]
struct NodeRow {
    low: usize,
    nodes: Vec<Node>,
    /// For each node, kind by kind, the cost of leaving the node by a bead and of the bead at least.
    at_least: Vec<f64>,
    /// The masses are to be multiplied by two to this power.
    scale: i32,
}

impl NodeRow {
    fn with_room(n_nodes: usize, n_kinds: usize) -> Self {
        NodeRow {
            nodes: Vec::with_capacity(n_nodes),
            at_least: Vec::with_capacity(n_nodes * n_kinds),
            ..NodeRow::default()
        }
    }

    fn begin(&mut self, low: usize, scale: i32) {
        (self.low, self.scale) = (low, scale);
        self.nodes.clear();
        self.at_least.clear();
    }

    fn push(&mut self, node: Node, at_least: &[f32]) {
        self.nodes.push(node);
        let leave = node.leave[BEAD];
        let costs = at_least.iter().map(|&cost| leave + f64::from(cost));
        self.at_least.extend(costs);
    }

    /// The node so many columns before `i`, unreached if the row does not hold it.
    fn node(&self, i: usize, source: usize) -> &Node {
        let at = i.wrapping_sub(source).wrapping_sub(self.low);
        self.nodes.get(at).unwrap_or(&UNREACHED)
    }

    fn scale_down(&mut self) {
        let masses = self.nodes.iter().flat_map(|node| node.mass);
        let largest = masses.fold(0.0, f64::max);
        if largest > LARGE_MASS {
            let exponent = libm::ilogb(largest);
            let factor = power_of_two(-exponent);
            self.scale += exponent;
            for mass in self.nodes.iter_mut().flat_map(|node| &mut node.mass) {
                *mass *= factor;
            }
        }
    }
}

impl<'a> Lattice<'a> {
    /// Sweeps over the band. Ties go to the earlier kind, and to a bead before a null.
    pub(crate) fn new(
        band: &'a Band,
        steps: &'a [Step],
        transitions: Transitions,
        edges: NullEdges,
        costs: &mut impl Costs,
    ) -> Self {
        let n_cells = band.n_cells();
        let mut lattice = Lattice {
            band,
            steps,
            transitions,
            edges,
            states: Vec::with_capacity(n_cells),
            left_from: Vec::with_capacity(n_cells),
            arcs: Vec::with_capacity(n_cells),
            arc_ends: Vec::with_capacity(n_cells),
            last_state: BEAD,
            dearest_null: transitions.dearest_null(),
        };
        lattice.sweep(costs);
        lattice
    }

    fn sweep(&mut self, costs: &mut impl Costs) {
        let n_kept = 1 + self.steps.iter().map(|s| s.target).max().unwrap_or(1);
        let n_kept = n_kept.min(self.band.n_rows());
        let widest = (0..self.band.n_rows()).map(|j| self.band.columns(j).count());
        let widest = widest.max().unwrap_or(0);
        let mut rows: Vec<NodeRow> = (0..n_kept)
            .map(|_| NodeRow::with_room(widest, self.steps.len()))
            .collect();
        let mut beads = IncomingBeads::default();
        for j in 0..self.band.n_rows() {
            let mut row = std::mem::take(&mut rows[j % n_kept]);
            let scale = rows[(j + n_kept - 1) % n_kept].scale;
            row.begin(*self.band.columns(j).start(), scale);
            // The rows above, the nearest first, and what their masses are to be multiplied by.
            let mut above: Vec<(&NodeRow, f64)> = Vec::with_capacity(n_kept);
            above.extend(
                (1..n_kept.min(j + 1))
                    .map(|back| &rows[(j - back) % n_kept])
                    .map(|other| (other, power_of_two(other.scale - row.scale))),
            );
            let n_tried = match self.band.is_in_corridor(j) {
                true => KINDS_IN_CORRIDOR,
                false => self.steps.len(),
            };
            let mut starts: Vec<StartRow<'_>> = Vec::with_capacity(n_tried);
            for (kind, &step) in self.steps.iter().enumerate().take(n_tried) {
                if let Some(&row) = above.get(step.target - 1) {
                    starts.push(StartRow::new(kind, step, row));
                }
            }
            let over = above.first().copied();
            for i in self.band.columns(j) {
                let before = Predecessors {
                    row: &row,
                    over,
                    starts: &starts,
                };
                let node = self.node((i, j), before, costs, &mut beads);
                row.push(node, costs.at_least(i, j));
            }
            row.scale_down();
            rows[j % n_kept] = row;
        }
    }

    fn node(
        &mut self,
        (i, j): (usize, usize),
        before: Predecessors<'_>,
        costs: &impl Costs,
        beads: &mut IncomingBeads,
    ) -> Node {
        if (i, j) == (0, 0) {
            return self.finish((i, j), [0.0, f64::INFINITY, f64::INFINITY], [1.0, 0.0, 0.0]);
        }
        let left = before.row.node(i, 1);
        let (over, factor) = match before.over {
            Some((over, factor)) => (over.node(i, 0), factor),
            None => (&UNREACHED, 1.0),
        };
        let nulls = [left.leave[SOURCE_NULL], over.leave[TARGET_NULL]];
        let [source, target] = self.edges.of((i, j));
        let dearest_null = self.dearest_null + source.max(target);
        beads.clear(nulls[0].min(nulls[1]) + dearest_null);
        let end_gain = f64::from(costs.end_gain(i, j));
        let n_kinds = self.steps.len();
        for start in before.starts {
            // Before the row's first node the place wraps, to far beyond its last.
            let at = i.wrapping_sub(start.first_end);
            let Some(least) = start.at_least.get(at.wrapping_mul(n_kinds)) else {
                continue;
            };
            if least - end_gain <= beads.limit {
                let cost = f64::from(costs.cost(start.kind, i, j));
                beads.enter(start.kind, cost, &start.row.nodes[at], start.factor);
            }
        }
        let least = [beads.best, nulls[0], nulls[1]];
        let base = least[BEAD].min(least[SOURCE_NULL]).min(least[TARGET_NULL]);
        let mass = [
            beads.mass(base, &mut self.arcs),
            left.mass[SOURCE_NULL] * fraction(left.base - base),
            over.mass[TARGET_NULL] * factor * fraction(over.base - base),
        ];
        self.finish((i, j), least, mass)
    }

    /// Stores what is known of a node for good; what its followers need of it.
    fn finish(&mut self, at: (usize, usize), least: [f64; 3], mass: [f64; 3]) -> Node {
        self.arc_ends.push(self.arcs.len() as u32);
        let base = least[BEAD].min(least[SOURCE_NULL]).min(least[TARGET_NULL]);
        if base == f64::INFINITY {
            self.states.push([0.0; 3]);
            self.left_from.push(0);
            return UNREACHED;
        }
        self.last_state = if base == least[BEAD] {
            BEAD
        } else if base == least[SOURCE_NULL] {
            SOURCE_NULL
        } else {
            TARGET_NULL
        };
        let total = mass[0] + mass[1] + mass[2];
        self.states.push(mass.map(|m| (m / total) as f32));
        let here = self.edges.at(at, &self.transitions);
        let mut node = UNREACHED;
        node.base = base;
        let mut left_from = 0;
        for to in STATES {
            let mut best = BEAD;
            for from in STATES {
                let cost = least[from] + here.cost[from][to];
                if cost < node.leave[to] {
                    node.leave[to] = cost;
                    best = from;
                }
                node.mass[to] += mass[from] * here.probability[from][to];
            }
            left_from |= (best as u8) << (2 * to);
        }
        self.left_from.push(left_from);
        node
    }

    fn cell(&self, i: usize, j: usize) -> usize {
        self.band.row_start(j) + i - self.band.columns(j).start()
    }

    /// The beads into a node that matter, the cheapest first.
    fn arcs_into(&self, cell: usize) -> &[Arc] {
        let start = if cell == 0 {
            0
        } else {
            self.arc_ends[cell - 1]
        };
        &self.arcs[start as usize..self.arc_ends[cell] as usize]
    }

    /// The path of least cost from the first node to the last.
    pub(crate) fn best_path(&self) -> Vec<PathStep> {
        let last = self.band.n_rows() - 1;
        let (mut i, mut j) = (*self.band.columns(last).end(), last);
        let mut state = self.last_state;
        let mut path = Vec::new();
        while (i, j) != (0, 0) {
            let (step, size) = match state {
                BEAD => {
                    let kind = usize::from(self.arcs_into(self.cell(i, j))[0].kind);
                    let step = self.steps[kind];
                    (Some(kind), (step.source, step.target))
                }
                SOURCE_NULL => (None, (1, 0)),
                _ => (None, (0, 1)),
            };
            path.push(PathStep {
                end: (i, j),
                step,
                size,
                probability: 1.0,
                together: 1.0,
            });
            (i, j) = (i - size.0, j - size.1);
            state = usize::from(self.left_from[self.cell(i, j)] >> (2 * state) & 3);
        }
        path.reverse();
        path
    }
}

/// The rows from which a node is reached: its own, the one above with the factor of its masses, and those where beads
/// begin.
struct Predecessors<'a> {
    row: &'a NodeRow,
    over: Option<(&'a NodeRow, f64)>,
    starts: &'a [StartRow<'a>],
}

/// The row in which beads of one kind begin that end in the current row.
struct StartRow<'a> {
    kind: usize,
    row: &'a NodeRow,
    /// The part of the row's least costs that begins with the first of this kind.
    at_least: &'a [f64],
    /// What the masses of that row are to be multiplied by.
    factor: f64,
    /// The column in which the bead ends that begins at the row's first node.
    first_end: usize,
}

impl<'a> StartRow<'a> {
    fn new(kind: usize, step: Step, (row, factor): (&'a NodeRow, f64)) -> Self {
        StartRow {
            kind,
            row,
            at_least: row.at_least.get(kind..).unwrap_or_default(),
            factor,
            first_end: row.low + step.source,
        }
    }
}

/// The beads into one node, as they are found.
#[derive(Default)]
struct IncomingBeads {
    /// Cost of the cheapest so far, and its place among those found.
    best: f64,
    cheapest: usize,
    /// Beads above this cost do not matter.
    limit: f64,
    found: Vec<IncomingBead>,
}

/// A bead that may matter: its cost and mass, both counted from the same base.
#[derive(Debug, Clone, Copy)]
struct IncomingBead {
    kind: u8,
    cost: f64,
    mass: f64,
}

impl IncomingBeads {
    fn clear(&mut self, by_null: f64) {
        self.found.clear();
        (self.best, self.cheapest) = (f64::INFINITY, 0);
        self.limit = by_null + NEGLIGIBLE;
    }

    fn enter(&mut self, kind: usize, cost: f64, before: &Node, factor: f64) {
        let total = before.leave[BEAD] + cost;
        // An unreached node has an infinite cost, which is not above an infinite limit.
        if total > self.limit || total == f64::INFINITY {
            return;
        }
        if total < self.best {
            (self.best, self.cheapest) = (total, self.found.len());
            self.limit = self.limit.min(total + NEGLIGIBLE);
        }
        self.found.push(IncomingBead {
            kind: kind as u8,
            cost: before.base + cost,
            mass: before.mass[BEAD] * factor,
        });
    }

    /// The mass of all beads, counted from `base`; stores those that matter, the cheapest first.
    fn mass(&mut self, base: f64, arcs: &mut Vec<Arc>) -> f64 {
        if self.found.is_empty() {
            return 0.0;
        }
        self.found[..=self.cheapest].rotate_right(1);
        let mut total = 0.0;
        for bead in &mut self.found {
            bead.mass *= fraction(bead.cost - base);
            total += bead.mass;
        }
        for (k, bead) in self.found.iter().enumerate() {
            let share = if total > 0.0 { bead.mass / total } else { 0.0 } as f32;
            if k == 0 || share > LEAST_SHARE {
                arcs.push(Arc {
                    kind: bead.kind,
                    share,
                });
            }
        }
        total
    }
}

/// e^−above, 0 where that does not matter.
fn fraction(above: f64) -> f64 {
    if above < NEGLIGIBLE + 5.0 {
        f64::from(libm::expf(-above as f32))
    } else {
        0.0
    }
}

fn power_of_two(exponent: i32) -> f64 {
    libm::ldexp(1.0, exponent)
}
