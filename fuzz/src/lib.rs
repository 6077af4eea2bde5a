//! What `taiyaku` promises for any input, one function a target: each takes an [`Input`](input::Input) and panics if a promise
//! does not hold.
//!
//! In: the bytes that the fuzzer makes. Out: nothing, or a panic. The programs in `targets/` pass on the bytes; everything else
//! is here, so that a stable compiler checks it and `cargo test --lib` runs it on the seeds.

pub mod aligning;
pub mod archives;
pub mod corpus;
pub mod elements;
pub mod input;
pub mod page_out;
pub mod pairs;
pub mod readers;
pub mod reviewed;
pub mod round_trip;
pub mod seeds;
pub mod sides;
