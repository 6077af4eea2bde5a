//! Two functions for chance, from tables: they are called some fifty times a segment.
//!
//! In: logarithms. Out: logarithms, by linear interpolation between values of `libm`, exact to a thousandth of a nat
//! where they matter. O(1).

use std::sync::LazyLock;

/// Steps of the tables in a nat.
const FINE: f32 = 32.0;

struct Interpolated {
    from: f32,
    values: Vec<f32>,
}

impl Interpolated {
    fn new(from: i32, to: i32, function: impl Fn(f64) -> f64) -> Self {
        let n_steps = (to - from) * FINE as i32 + 2;
        let at = |k: i32| f64::from(from) + f64::from(k) / f64::from(FINE);
        Interpolated {
            from: from as f32,
            values: (0..n_steps).map(|k| function(at(k)) as f32).collect(),
        }
    }

    fn at(&self, x: f32) -> f32 {
        let place = ((x - self.from) * FINE).clamp(0.0, (self.values.len() - 2) as f32);
        let k = place as usize;
        self.values[k] + (place - k as f32) * (self.values[k + 1] - self.values[k])
    }
}

/// ln of (1 − q)/q, where q = 1 − e^−x is the chance of at least one meeting where x are expected; given ln x.
pub(super) fn log_odds(log_expected: f32) -> f32 {
    const LOWEST: i32 = -8;
    static ODDS: LazyLock<Interpolated> =
        LazyLock::new(|| Interpolated::new(LOWEST, 4, |y| -libm::log(libm::expm1(libm::exp(y)))));
    if log_expected < LOWEST as f32 {
        return -log_expected;
    }
    ODDS.at(log_expected)
}

/// ln(1 + e^x).
pub(super) fn log_one_plus(x: f32) -> f32 {
    const HIGHEST: i32 = 12;
    static SOFT: LazyLock<Interpolated> =
        LazyLock::new(|| Interpolated::new(-12, HIGHEST, |x| libm::log1p(libm::exp(x))));
    if x > HIGHEST as f32 {
        return x;
    }
    SOFT.at(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_right_to_a_thousandth() {
        for k in -1_400..300 {
            let x = f64::from(k) / 100.0 + 0.003;
            let odds = -libm::log(libm::expm1(libm::exp(x)));
            let soft = libm::log1p(libm::exp(x));
            if x < 1.0 {
                assert!((f64::from(log_odds(x as f32)) - odds).abs() < 1e-3, "{x}");
            }
            assert!(
                (f64::from(log_one_plus(x as f32)) - soft).abs() < 1e-3,
                "{x}"
            );
        }
    }
}
