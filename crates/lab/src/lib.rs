//! What the programs of the lab share: gold folders, and how right an alignment is.
//!
//! In: a folder of texts with their gold. Out: counts and figures. O(bytes).

pub mod calibration;
pub mod characters;
pub mod gold;
pub mod logistic;
pub mod passages;
pub mod random;
pub mod score;

/// The gold folder that is taken when none is named.
pub const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/samples");
