//! How honest the confidence is, and the regression that it is made by.
//!
//! In: pairs with their traits, right or not. Out: a table of bins, or the weights of the logit. O(pairs).

use std::fmt::Write;

use taiyaku::corpus::matching::Traits;
use taiyaku_lab::logistic::{Observation, Regression};

/// Edges of the bins; the last holds 1 itself.
const EDGES: [f32; 9] = [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 1.0001];

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

/// The constant and the weights of a logistic regression of "right" over the terms of the logit.
pub(crate) fn fit(claims: &[Claim]) -> Vec<f64> {
    let seen: Vec<Observation> = claims
        .iter()
        .map(|claim| Observation {
            // The first term is the constant.
            traits: claim.traits.terms()[1..]
                .iter()
                .map(|&term| f64::from(term))
                .collect(),
            is_right: claim.is_right,
            weight: 1.0,
        })
        .collect();
    Regression::fitted(seen.iter()).numbers().to_vec()
}
