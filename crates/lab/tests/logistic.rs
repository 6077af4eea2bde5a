//! The regression that makes confidences, on observations whose probabilities are known.

use taiyaku_lab::logistic::{Observation, Regression};
use taiyaku_lab::random::Random;

/// Observations of two traits, right with the probability that the numbers give.
fn drawn(numbers: [f64; 3], n: usize) -> Vec<Observation> {
    let mut random = Random::new(7, &["logistic"]);
    let mut uniform = || random.below(1 << 20) as f64 / f64::from(1 << 20);
    (0..n)
        .map(|_| {
            let traits = vec![4.0 * uniform() - 2.0, 10.0 * uniform()];
            let score = numbers[0] + numbers[1] * traits[0] + numbers[2] * traits[1];
            let probability = 1.0 / (1.0 + (-score).exp());
            Observation {
                is_right: uniform() < probability,
                traits,
                weight: 1.0,
            }
        })
        .collect()
}

#[test]
fn the_numbers_are_found_again() {
    let numbers = [-1.0, 0.8, 0.3];
    let seen = drawn(numbers, 40_000);
    let fitted = Regression::fitted(seen.iter());
    for (found, expected) in fitted.numbers().iter().zip(numbers) {
        assert!((found - expected).abs() < 0.08, "{:?}", fitted.numbers());
    }
}

#[test]
fn an_observation_counts_by_its_weight() {
    let once = drawn([0.5, -0.4, 0.1], 500);
    let twice: Vec<Observation> = once.iter().chain(&once).cloned().collect();
    let heavy: Vec<Observation> = once
        .iter()
        .map(|one| Observation {
            weight: 2.0,
            ..one.clone()
        })
        .collect();
    let [twice, heavy] = [&twice, &heavy].map(|seen| Regression::fitted(seen.iter()));
    for (a, b) in twice.numbers().iter().zip(heavy.numbers()) {
        assert!((a - b).abs() < 1e-9);
    }
}

#[test]
fn traits_that_say_nothing_get_no_number_and_what_is_always_right_no_infinite_one() {
    let mut seen = drawn([0.2, 0.7, 0.0], 2_000);
    for one in &mut seen {
        one.traits.push(0.0);
    }
    let fitted = Regression::fitted(seen.iter());
    assert_eq!(fitted.numbers()[3], 0.0);
    for one in &mut seen {
        one.is_right = true;
    }
    let certain = Regression::fitted(seen.iter());
    assert!(certain.numbers().iter().all(|number| number.is_finite()));
    assert!(certain.probability(&[0.0, 5.0, 0.0]) > 0.99);
}
