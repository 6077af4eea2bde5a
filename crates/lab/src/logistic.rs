//! Logistic regression by Newton's method, with a little shrinking, for a few traits.
//!
//! In: observations. Out: the numbers of the constant and of each trait. O(observations · traits² · steps).

/// Traits seen together, and whether what was claimed is right.
#[derive(Debug, Clone)]
pub struct Observation {
    /// The values of the traits.
    pub traits: Vec<f64>,
    /// Whether the claim is right.
    pub is_right: bool,
    /// How many observations this one is worth.
    pub weight: f64,
}

/// The numbers of a regression.
#[derive(Debug, Clone)]
pub struct Regression {
    numbers: Vec<f64>,
}

/// Steps of Newton's method, which has converged after ten, and the longest of them.
const STEPS: usize = 30;
const LONGEST_STEP: f64 = 2.0;
/// What the square of a number costs, so that a trait that tells the same as another gets none.
const SHRINKING: f64 = 1e-2;

impl Regression {
    /// The regression that makes the observations likeliest.
    pub fn fitted<'a>(seen: impl Iterator<Item = &'a Observation> + Clone) -> Regression {
        let n = 1 + seen.clone().next().map_or(0, |first| first.traits.len());
        let mut regression = Regression {
            numbers: vec![0.0; n],
        };
        for _ in 0..STEPS {
            let mut slope: Vec<f64> = regression.numbers.iter().map(|b| -SHRINKING * b).collect();
            let mut curve = vec![vec![0.0; n]; n];
            for (k, row) in curve.iter_mut().enumerate() {
                row[k] = SHRINKING;
            }
            for one in seen.clone() {
                let p = regression.probability(&one.traits);
                let error = f64::from(u8::from(one.is_right)) - p;
                let values = || std::iter::once(&1.0).chain(&one.traits);
                for ((value, slope), row) in values().zip(&mut slope).zip(&mut curve) {
                    *slope += one.weight * error * value;
                    for (other, entry) in values().zip(row) {
                        *entry += one.weight * p * (1.0 - p) * value * other;
                    }
                }
            }
            let step = solved(curve, slope);
            let longest = step.iter().fold(0f64, |longest, s| longest.max(s.abs()));
            let share = (LONGEST_STEP / longest.max(1e-9)).min(1.0);
            for (number, step) in regression.numbers.iter_mut().zip(step) {
                *number += share * step;
            }
        }
        regression
    }

    /// The constant, and the number of each trait.
    pub fn numbers(&self) -> &[f64] {
        &self.numbers
    }

    /// The probability that a claim with these traits is right.
    pub fn probability(&self, traits: &[f64]) -> f64 {
        let terms = traits.iter().zip(&self.numbers[1..]);
        let score: f64 = terms.map(|(value, number)| value * number).sum();
        1.0 / (1.0 + (-(self.numbers[0] + score)).exp())
    }
}

/// The solution of a system of linear equations whose matrix is positive definite.
fn solved(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for pivot in 0..n {
        let (done, below) = matrix.split_at_mut(pivot + 1);
        let above = &done[pivot];
        for (k, row) in below.iter_mut().enumerate() {
            let factor = row[pivot] / above[pivot];
            for (entry, above) in row.iter_mut().zip(above).skip(pivot) {
                *entry -= factor * above;
            }
            right[pivot + 1 + k] -= factor * right[pivot];
        }
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|k| matrix[row][k] * right[k]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    right
}
