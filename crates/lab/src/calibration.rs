//! Reliability of the confidence: of the beads said to be right with probability p, are p right?
//!
//! In: gold, and predicted beads with their confidence. Out: a table of bins, the expected calibration error, and
//! the precision above some thresholds. O(beads).
//!
//! A bead is right when all its segments belong to one gold bead, a null when they all belong to gold nulls.

use std::fmt::Write;

use crate::score::{Gold, Predicted, Span};

/// Edges of the bins; the last holds 1 itself.
const EDGES: [f64; 10] = [0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0001];
const THRESHOLDS: [f64; 5] = [0.5, 0.7, 0.9, 0.95, 0.99];
/// Share of the shorter of two spans from which they belong together; all characters count here.
const LEAST_SHARE: f64 = 0.1;

/// What is said of a bead: that its segments belong together, or that they have no partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A bead of both sides.
    Pair,
    /// An omission or addition.
    Null,
}

/// What was said of one bead, and whether it was right.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Claim {
    confidence: f64,
    right: bool,
}

/// The claims of all beads that say how sure they are.
#[derive(Debug, Default)]
pub struct Calibration {
    beads: Vec<Claim>,
    nulls: Vec<Claim>,
}

impl Calibration {
    /// Adds the claims of a document.
    pub fn add(&mut self, gold: &Gold, predicted: &[Predicted]) {
        for (bead, right) in predicted.iter().zip(verdicts(gold, predicted)) {
            let (Some(confidence), Some(right)) = (bead.conf, right) else {
                continue;
            };
            let kind = match bead.en.is_empty() || bead.ja.is_empty() {
                true => Kind::Null,
                false => Kind::Pair,
            };
            self.claim(kind, confidence, right);
        }
    }

    /// Adds what was said of one bead, and whether it is right.
    pub fn claim(&mut self, kind: Kind, confidence: f64, right: bool) {
        let claims = match kind {
            Kind::Pair => &mut self.beads,
            Kind::Null => &mut self.nulls,
        };
        claims.push(Claim { confidence, right });
    }

    /// The reliability of beads, and that of nulls.
    pub fn table(&self) -> String {
        self.table_of(Kind::Pair) + &self.table_of(Kind::Null)
    }

    /// The reliability of one of the two.
    pub fn table_of(&self, kind: Kind) -> String {
        let (name, claims) = match kind {
            Kind::Pair => ("pairs", &self.beads),
            Kind::Null => ("nulls", &self.nulls),
        };
        if claims.is_empty() {
            return format!("no {name} with a confidence\n");
        }
        let mut table = String::new();
        write_claims(&mut table, name, claims);
        table
    }
}

/// Whether each predicted bead is right; none for a bead without a segment.
pub fn verdicts(gold: &Gold, predicted: &[Predicted]) -> Vec<Option<bool>> {
    let mut beads_of = [
        vec![None; gold.en_segments.len()],
        vec![None; gold.ja_segments.len()],
    ];
    for (number, (source, target)) in gold.beads.iter().enumerate() {
        for (k, segments) in [source, target].into_iter().enumerate() {
            for &segment in segments {
                beads_of[k][segment] = Some(number);
            }
        }
    }
    let is_null = |number: Option<usize>| {
        number.is_some_and(|number| {
            gold.beads[number].0.is_empty() || gold.beads[number].1.is_empty()
        })
    };
    let judge = |bead: &Predicted| {
        let mut touched = Vec::new();
        for (k, spans, segments) in [
            (0, &bead.en, &gold.en_segments),
            (1, &bead.ja, &gold.ja_segments),
        ] {
            for &span in spans {
                touched.extend(linked(segments, span).map(|segment| beads_of[k][segment]));
            }
        }
        let first = touched.first().copied()?;
        Some(match bead.en.is_empty() || bead.ja.is_empty() {
            true => touched.iter().all(|&number| is_null(number)),
            false => {
                first.is_some() && !is_null(first) && touched.iter().all(|&number| number == first)
            }
        })
    };
    predicted.iter().map(judge).collect()
}

fn linked(segments: &[Span], (start, end): Span) -> impl Iterator<Item = usize> + '_ {
    let first = segments.partition_point(|segment| segment.1 <= start);
    (first..segments.len())
        .take_while(move |&k| segments[k].0 < end)
        .filter(move |&k| {
            let (from, to) = segments[k];
            let shared = end.min(to) - start.max(from);
            shared > 0 && shared as f64 >= LEAST_SHARE * (end - start).min(to - from) as f64
        })
}

fn write_claims(table: &mut String, name: &str, claims: &[Claim]) {
    let n = claims.len() as f64;
    let mut error = 0.0;
    for edges in EDGES.windows(2) {
        let bin: Vec<&Claim> = claims
            .iter()
            .filter(|claim| edges[0] <= claim.confidence && claim.confidence < edges[1])
            .collect();
        if bin.is_empty() {
            continue;
        }
        let n_bin = bin.len() as f64;
        let said = bin.iter().map(|claim| claim.confidence).sum::<f64>() / n_bin;
        let right = bin.iter().filter(|claim| claim.right).count() as f64 / n_bin;
        error += (said - right).abs() * n_bin / n;
        let (low, high) = (edges[0], edges[1].min(1.0));
        let _ = writeln!(
            table,
            "[{low:.2},{high:.2}) n={:6} said {said:.3} right {right:.3}",
            bin.len()
        );
    }
    let _ = writeln!(table, "ECE {error:.4} over {} {name}", claims.len());
    for threshold in THRESHOLDS {
        let sure: Vec<&Claim> = claims
            .iter()
            .filter(|claim| claim.confidence >= threshold)
            .collect();
        if sure.is_empty() {
            continue;
        }
        let n_sure = sure.len() as f64;
        let precision = sure.iter().filter(|claim| claim.right).count() as f64 / n_sure;
        let _ = writeln!(
            table,
            "confidence >= {threshold}: {:.3} of {name}, precision {precision:.4}",
            n_sure / n
        );
    }
}
