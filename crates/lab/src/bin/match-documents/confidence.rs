//! How honest the confidence is, and the regression that it is made by.
//!
//! In: pairs with their traits, right or not. Out: a table of bins, or the weights of the logit. O(pairs).

use std::fmt::Write;

use taiyaku::corpus::matching::Traits;

/// Edges of the bins; the last holds 1 itself.
const EDGES: [f32; 9] = [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 1.0001];

/// Steps of Newton's method, and the longest of them.
const STEPS: usize = 30;
const LONGEST_STEP: f64 = 2.0;

/// A pair that was found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Claim {
    pub(crate) traits: Traits,
    pub(crate) is_right: bool,
}

/// The share of right pairs for each bin of confidence.
pub(crate) fn table(claims: &[Claim]) -> String {
    let mut table = String::from("confidence     pairs  mean   right\n");
    for bin in EDGES.windows(2) {
        let inside = claims.iter().map(|c| (c.traits.confidence(), c.is_right));
        let inside: Vec<(f32, bool)> = inside
            .filter(|(confidence, _)| (bin[0]..bin[1]).contains(confidence))
            .collect();
        if inside.is_empty() {
            continue;
        }
        let n = inside.len() as f32;
        let mean = inside.iter().map(|c| c.0).sum::<f32>() / n;
        let right = inside.iter().filter(|c| c.1).count() as f32 / n;
        let (from, to) = (bin[0], bin[1].min(1.0));
        let _ = writeln!(
            table,
            "{from:.2} – {to:.2} {:8} {:6.3} {right:6.3}",
            inside.len(),
            mean
        );
    }
    table
}

type Terms = [f64; 3];

/// The weights of a logistic regression of "right" over the terms of the logit.
pub(crate) fn fit(claims: &[Claim]) -> Terms {
    let mut weights = Terms::default();
    for _ in 0..STEPS {
        let (mut gradient, mut curvature) = (Terms::default(), [Terms::default(); 3]);
        for claim in claims {
            let terms = claim.traits.terms().map(f64::from);
            let logit: f64 = terms.iter().zip(weights).map(|(t, w)| t * w).sum();
            let p = 1.0 / (1.0 + (-logit).exp());
            let error = f64::from(u8::from(claim.is_right)) - p;
            for (k, term) in terms.iter().enumerate() {
                gradient[k] += error * term;
                for (cell, other) in curvature[k].iter_mut().zip(terms) {
                    *cell += p * (1.0 - p) * term * other;
                }
            }
        }
        let step = solve(curvature, gradient);
        let longest = step.iter().fold(0f64, |longest, s| longest.max(s.abs()));
        let share = (LONGEST_STEP / longest.max(1e-9)).min(1.0);
        for (weight, step) in weights.iter_mut().zip(step) {
            *weight += share * step;
        }
    }
    weights
}

/// Solves three equations by elimination; the matrix is positive.
fn solve(mut matrix: [Terms; 3], mut right: Terms) -> Terms {
    for k in 0..3 {
        matrix[k][k] += 1e-9;
        for row in 0..3 {
            if row != k {
                let factor = matrix[row][k] / matrix[k][k];
                let pivot = matrix[k];
                for (cell, of_pivot) in matrix[row].iter_mut().zip(pivot) {
                    *cell -= factor * of_pivot;
                }
                right[row] -= factor * right[k];
            }
        }
    }
    [0, 1, 2].map(|k| right[k] / matrix[k][k])
}
