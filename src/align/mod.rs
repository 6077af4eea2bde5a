//! The alignment of two segmented texts: a dynamic programme over a band of the segment matrix.
//!
//! In: two documents with their features. Out: beads that tile both sides, each with its posterior
//! probability. Time and memory are linear in the number of segments: the band that the skeleton leaves
//! holds a bounded number of cells a segment.

mod aligner;
mod band;
mod bead;
mod cost;
mod dp;
mod evidence;
mod learn;
mod length;
mod skeleton;

pub use crate::align::aligner::{Aligner, AlignerBuilder};
pub use crate::align::bead::{Alignment, Bead, BeadKind};
