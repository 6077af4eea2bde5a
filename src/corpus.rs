//! Many bitexts at once, on all cores; the order of the input is kept.

use rayon::prelude::*;

use crate::align::{Aligner, Alignment};
use crate::bitext::Bitext;
use crate::parallel::evenly;

/// Aligns every bitext on rayon's threads. The result is the same on any number of threads.
///
/// ```
/// use taiyaku::{Aligner, Bitext, corpus};
///
/// let bitexts = [Bitext::new("Yes.", "はい。"), Bitext::new("No.", "いいえ。")];
/// assert_eq!(corpus::align(&Aligner::new(), &bitexts).len(), 2);
/// ```
pub fn align(aligner: &Aligner, bitexts: &[Bitext]) -> Vec<Alignment> {
    evenly(bitexts.par_iter())
        .map(|bitext| aligner.align(bitext))
        .collect()
}
