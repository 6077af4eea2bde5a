//! Many bitexts at once, on all cores, in the order of the input.
//!
//! In: a slice of bitexts, or an iterator of any items. Out: an alignment for each bitext, or a result for each item.
//! [`align`] takes O(bytes) of memory; [`stream`] holds one batch in memory. [`matching`] finds the pairs where there are none.

pub mod matching;

use std::num::NonZeroUsize;
use std::vec;

use crate::align::{Aligner, Alignment};
use crate::bitext::Bitext;
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

/// Calls `work` with every item on rayon's threads, and returns the results in the order of the items. Use it for a corpus
/// that does not fit into memory.
///
/// The iterator is lazy: it reads a batch of `at_once` items when the first result of the batch is requested, and holds one
/// batch in memory. A batch is complete when its slowest item is; a few hundred items a batch keep all cores busy. The
/// results do not depend on the number of threads.
///
/// `work` can do anything: align, review, align with similarities.
///
/// ```
/// use std::num::NonZeroUsize;
/// use taiyaku::review::{ReviewOptions, review};
/// use taiyaku::{Aligner, Bitext, corpus};
///
/// let (aligner, options) = (Aligner::new(), ReviewOptions::default());
/// let texts = [("It rained.", "雨が降った。"), ("It has 24 rooms.", "部屋が42ある。")];
/// let at_once = NonZeroUsize::new(256).expect("it is not zero");
/// let findings = corpus::stream(texts, at_once, |(english, japanese)| {
///     let anchored = aligner.read(&Bitext::new(english, japanese));
///     let alignment = aligner.align(&anchored);
///     review(&anchored, &alignment, &options).len()
/// });
/// assert_eq!(findings.collect::<Vec<_>>(), [0, 1]);
/// ```
pub fn stream<I, R, F>(items: I, at_once: NonZeroUsize, work: F) -> Stream<I::IntoIter, F, R>
where
    I: IntoIterator,
    I::Item: Send,
    F: Fn(I::Item) -> R + Sync,
    R: Send,
{
    Stream {
        items: items.into_iter(),
        at_once: at_once.get(),
        work,
        done: Vec::new().into_iter(),
    }
}

/// The iterator over the results of [`stream`], in order.
#[derive(Debug)]
#[must_use = "a stream is lazy: it does nothing until it is iterated"]
pub struct Stream<I, F, R> {
    items: I,
    at_once: usize,
    work: F,
    /// The results of the last batch that were not returned yet.
    done: vec::IntoIter<R>,
}

impl<I, F, R> Iterator for Stream<I, F, R>
where
    I: Iterator,
    I::Item: Send,
    F: Fn(I::Item) -> R + Sync,
    R: Send,
{
    type Item = R;

    fn next(&mut self) -> Option<R> {
        if let Some(result) = self.done.next() {
            return Some(result);
        }
        let batch: Vec<I::Item> = self.items.by_ref().take(self.at_once).collect();
        let results = parallel::map_each(batch, |_, item| (self.work)(item));
        self.done = results.into_iter();
        self.done.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (least, most) = self.items.size_hint();
        let done = self.done.len();
        (
            least.saturating_add(done),
            most.and_then(|most| most.checked_add(done)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn a_stream_takes_a_batch_at_a_time_and_keeps_the_order() {
        for (name, at_once, taken_for_first) in [("one", 1, 1), ("three", 3, 3), ("all", 99, 10)] {
            let n_taken = Cell::new(0);
            let items = (0..10).inspect(|_| n_taken.set(n_taken.get() + 1));
            let at_once = NonZeroUsize::new(at_once).unwrap();
            let mut results = stream(items, at_once, |n| n * n);
            assert_eq!(n_taken.get(), 0, "{name}");
            assert_eq!(results.next(), Some(0), "{name}");
            assert_eq!(n_taken.get(), taken_for_first, "{name}");
            assert_eq!(results.size_hint(), (9, Some(9)), "{name}");
            let rest: Vec<i32> = results.collect();
            assert_eq!(rest, (1..10).map(|n| n * n).collect::<Vec<_>>(), "{name}");
        }
    }
}
