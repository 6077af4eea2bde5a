//! The inputs of the benchmarks: the same on every machine.

pub mod hostile;
pub mod noisy;
pub mod synthetic;
