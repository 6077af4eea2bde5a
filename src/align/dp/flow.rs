//! The backward sweep: the probability of each node is handed to the nodes before it, from the last node to the first.
//!
//! In: the shares that the sweep stored. Out: the probability of every bead and of every null. A node hands its
//! probability to those before it, so only nodes that have some are looked at: O(cells) at a few instructions,
//! 12 bytes a cell.

use crate::align::dp::{BEAD, Lattice, PathStep, SOURCE_NULL, Step, TARGET_NULL};

/// Probabilities below this are not handed on.
const LEAST: f32 = 1e-8;

/// A bead with its posterior probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LikelyBead {
    pub(crate) kind: usize,
    /// The node at which it ends.
    pub(crate) end: (usize, usize),
    pub(crate) probability: f32,
}

/// What forward–backward found.
pub(crate) struct Posteriors {
    /// The beads of at least the probability asked for, row by row.
    pub(crate) beads: Vec<LikelyBead>,
    /// The probability of being null for every source and every target segment.
    pub(crate) source_nulls: Vec<f32>,
    pub(crate) target_nulls: Vec<f32>,
    /// The nodes at the edge of the band through which more than the probability asked for flows, from the last to
    /// the first.
    pub(crate) at_edge: Vec<(usize, usize)>,
}

impl Lattice<'_> {
    /// The probability of every null, and of every bead if it is at least so high.
    pub(crate) fn posteriors(&self, at_least: f32) -> Posteriors {
        let n_target = self.band.n_rows() - 1;
        let n_source = *self.band.columns(n_target).end();
        let mut found = Posteriors {
            beads: Vec::new(),
            source_nulls: vec![0.0; n_source],
            target_nulls: vec![0.0; n_target],
            at_edge: Vec::new(),
        };
        let mut flow = vec![[0.0f32; 3]; self.states.len()];
        if let (Some(last), Some(states)) = (flow.last_mut(), self.states.last()) {
            *last = *states;
        }
        for j in (0..=n_target).rev() {
            for i in self.band.columns(j).rev() {
                let cell = self.cell(i, j);
                let [bead, source_null, target_null] = flow[cell];
                if bead + source_null + target_null >= at_least && self.band.is_edge(i, j) {
                    found.at_edge.push((i, j));
                }
                if bead > LEAST && cell > 0 {
                    for arc in self.arcs_into(cell) {
                        let probability = bead * arc.share;
                        let kind = usize::from(arc.kind);
                        let step = self.steps[kind];
                        let before = (i - step.source, j - step.target);
                        self.hand_on(&mut flow, before, BEAD, probability);
                        if probability >= at_least {
                            found.beads.push(LikelyBead {
                                kind,
                                end: (i, j),
                                probability,
                            });
                        }
                    }
                }
                if source_null > LEAST {
                    found.source_nulls[i - 1] += source_null;
                    self.hand_on(&mut flow, (i - 1, j), SOURCE_NULL, source_null);
                }
                if target_null > LEAST {
                    found.target_nulls[j - 1] += target_null;
                    self.hand_on(&mut flow, (i, j - 1), TARGET_NULL, target_null);
                }
            }
        }
        found.beads.reverse();
        found
    }

    /// Divides probability that left a node for a state among the states of the node.
    fn hand_on(&self, flow: &mut [[f32; 3]], node: (usize, usize), to: usize, probability: f32) {
        let cell = self.cell(node.0, node.1);
        let (flow, states) = (&mut flow[cell], &self.states[cell]);
        let here = self.edges.at(node, &self.transitions);
        let share = |from: usize| states[from] * here.probability[from][to] as f32;
        let shares = [share(BEAD), share(SOURCE_NULL), share(TARGET_NULL)];
        let total = shares[BEAD] + shares[SOURCE_NULL] + shares[TARGET_NULL];
        for (state, share) in flow.iter_mut().zip(shares) {
            *state += probability * share / total;
        }
    }
}

impl Posteriors {
    /// Gives every step of a path its posterior probability. The beads of the path must be among those found,
    /// or they get `otherwise`.
    pub(crate) fn rate(&self, path: &mut [PathStep], otherwise: f32) {
        let order = |end: (usize, usize), kind: usize| (end.1, end.0, kind);
        let mut beads = self.beads.iter().peekable();
        for step in path {
            let (i, j) = step.end;
            step.probability = match step.step {
                Some(kind) => {
                    let key = order(step.end, kind);
                    let mut probability = otherwise;
                    while let Some(bead) = beads.next_if(|b| order(b.end, 0) <= (key.0, key.1, 0)) {
                        if bead.end == step.end && bead.kind == kind {
                            probability = bead.probability.min(1.0);
                        }
                    }
                    probability
                }
                None if step.size.0 == 1 => self.source_nulls[i - 1].min(1.0),
                None => self.target_nulls[j - 1].min(1.0),
            };
            step.together = step.probability;
        }
    }

    /// Gives every bead of a path the probability of all beads of these kinds that hold it. O(beads · log path).
    pub(crate) fn rate_together(&self, path: &mut [PathStep], kinds: &[Step]) {
        path.iter_mut()
            .filter(|step| step.step.is_some())
            .for_each(|step| step.together = 0.0);
        for bead in &self.beads {
            let (kind, end) = (kinds[bead.kind], bead.end);
            let start = (end.0 - kind.source, end.1 - kind.target);
            let begins_before = |step: &PathStep| {
                step.end.0 - step.size.0 < start.0 || step.end.1 - step.size.1 < start.1
            };
            let from = path.partition_point(begins_before);
            let inside = path[from..].iter_mut();
            for step in inside.take_while(|step| step.end.0 <= end.0 && step.end.1 <= end.1) {
                if step.step.is_some() {
                    step.together = (step.together + bead.probability).min(1.0);
                }
            }
        }
    }
}
