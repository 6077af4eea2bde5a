//! Work in even parts.
//!
//! In: a parallel iterator of known length. Out: the same, divided finely enough that no thread waits long for another.

use rayon::iter::{IndexedParallelIterator, MaxLen};

/// Jobs that are made of an iterator at least, if it has as many items. By itself rayon makes some four, whatever
/// the work in each, and on two cores one of them may be left when the other core is done.
const LEAST_JOBS: usize = 32;

/// The same iterator in many jobs. O(1).
pub(crate) fn evenly<I: IndexedParallelIterator>(items: I) -> MaxLen<I> {
    let at_once = items.len().div_ceil(LEAST_JOBS).max(1);
    items.with_max_len(at_once)
}
