//! Many bitexts at once, on all cores.
//!
//! In: a slice of bitexts, or an iterator of any items. Out: an alignment for each bitext, or a result for each item.
//! [`align`] takes O(bytes) of memory; [`stream`] holds a stated number of bytes.
//! [`matching`] finds the pairs where there are none.

pub mod matching;
mod stream;

use crate::align::{Aligner, Alignment};
use crate::bitext::Bitext;
pub use crate::corpus::stream::{InFlight, Order, Weigh, stream};
use crate::parallel;

/// Aligns every bitext on rayon's threads and returns the alignments in order. The result does not depend on the number of
/// threads.
///
/// ```
/// use taiyaku::{Aligner, Bitext, corpus};
///
/// let bitexts = [Bitext::new("Yes.", "はい。"), Bitext::new("No.", "いいえ。")];
/// assert_eq!(corpus::align(&Aligner::new(), &bitexts).len(), 2);
/// ```
#[must_use]
pub fn align(aligner: &Aligner, bitexts: &[Bitext]) -> Vec<Alignment> {
    parallel::map(bitexts.len(), |k| aligner.align(&bitexts[k]))
}
