//! Work on all cores or on the calling thread, with the same results.
//!
//! In: closures, and the number of items. Out: the results in order. The jobs are small, so that no thread waits long for
//! another. With the feature `parallel` they run in rayon's pool (the pool of the caller, else the global pool). Without it,
//! or inside [`on_this_thread`], they run on the calling thread.

use std::cell::Cell;
use std::time::Duration;

#[cfg(feature = "parallel")]
use rayon::prelude::*;

/// The least number of jobs, if there are enough items. By default rayon makes about four jobs, whatever the work in each;
/// on two cores one of them may be left when the other core is done.
#[cfg(feature = "parallel")]
const LEAST_JOBS: usize = 32;

thread_local! {
    static IS_ALONE: Cell<bool> = const { Cell::new(cfg!(not(feature = "parallel"))) };
}

/// Runs `work` and keeps everything that this crate does in it on the calling thread. The results are the same, byte for
/// byte.
///
/// ```
/// use taiyaku::{Aligner, Bitext, on_this_thread};
///
/// let (english, japanese) = ("It rained. We stayed.", "雨が降った。家にいた。");
/// let alone = on_this_thread(|| Aligner::new().align(&Bitext::new(english, japanese)));
/// assert_eq!(alone, Aligner::new().align(&Bitext::new(english, japanese)));
/// ```
pub fn on_this_thread<R>(work: impl FnOnce() -> R) -> R {
    /// Restores the previous state, also when the work panics.
    struct Before(bool);
    impl Drop for Before {
        fn drop(&mut self) {
            IS_ALONE.set(self.0);
        }
    }
    let _before = Before(IS_ALONE.replace(true));
    work()
}

/// Calls two closures, at the same time if another thread is free.
pub(crate) fn join<A: Send, B: Send>(
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    if !IS_ALONE.get() {
        #[cfg(feature = "parallel")]
        return rayon::join(first, second);
    }
    (first(), second())
}

/// Enters the pool once for many steps. To enter it for each step costs two thread switches a step.
pub(crate) fn enter<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    if !IS_ALONE.get() {
        #[cfg(feature = "parallel")]
        return rayon::scope(|_| work());
    }
    work()
}

/// The number of threads that share the work.
pub(crate) fn n_threads() -> usize {
    if !IS_ALONE.get() {
        #[cfg(feature = "parallel")]
        return rayon::current_num_threads();
    }
    1
}

/// Calls `work` once on each thread, at the same time, and waits until all calls have returned.
pub(crate) fn on_each_thread(work: impl Fn() + Sync) {
    if !IS_ALONE.get() {
        #[cfg(feature = "parallel")]
        {
            rayon::broadcast(|_| work());
            return;
        }
    }
    work();
}

/// How long a thread has waited for others. It helps them meanwhile.
#[derive(Debug, Default)]
pub(crate) struct Patience {
    n_waits: u32,
}

/// A wait begins with a tenth of a millisecond and is doubled up to ten: a thread that waits for hours takes a thousandth of
/// a core.
const FIRST_WAIT: Duration = Duration::from_micros(100);
const LONGEST_WAIT: Duration = Duration::from_millis(10);

impl Patience {
    /// Does some work of another thread, or sleeps a little if there is none.
    pub(crate) fn wait(&mut self) {
        #[cfg(feature = "parallel")]
        if !IS_ALONE.get() && rayon::yield_now() == Some(rayon::Yield::Executed) {
            self.n_waits = 0;
            return;
        }
        let doubled = FIRST_WAIT * 2_u32.pow(self.n_waits.min(10));
        std::thread::sleep(doubled.min(LONGEST_WAIT));
        self.n_waits += 1;
    }
}

/// The results of `work` for the numbers from 0 to `n`, in order.
pub(crate) fn map<R: Send>(n: usize, work: impl Fn(usize) -> R + Send + Sync) -> Vec<R> {
    map_with(n, 1, || (), |(), k| work(k))
}

/// Like [`map`], with a state that `init` makes for each job. A job has at least `least` items.
pub(crate) fn map_with<S, R: Send>(
    n: usize,
    least: usize,
    init: impl Fn() -> S + Send + Sync,
    work: impl Fn(&mut S, usize) -> R + Send + Sync,
) -> Vec<R> {
    if !IS_ALONE.get() && n > least {
        #[cfg(feature = "parallel")]
        return {
            let items = (0..n).into_par_iter().with_min_len(least);
            let jobs = items.with_max_len(n.div_ceil(LEAST_JOBS).max(1));
            jobs.map_init(init, work).collect()
        };
    }
    let mut state = init();
    (0..n).map(|k| work(&mut state, k)).collect()
}

/// The results of `work` for chunks of `at_once` items, in order.
pub(crate) fn map_chunks<T: Sync, R: Send>(
    items: &[T],
    at_once: usize,
    work: impl Fn(&[T]) -> R + Send + Sync,
) -> Vec<R> {
    map(items.len().div_ceil(at_once), |k| {
        let end = items.len().min((k + 1) * at_once);
        work(&items[k * at_once..end])
    })
}

/// The results of `work` for owned items and their numbers, in order. Each item is a job.
pub(crate) fn map_each<T: Send, R: Send>(
    items: Vec<T>,
    work: impl Fn(usize, T) -> R + Send + Sync,
) -> Vec<R> {
    let work = |(k, item)| work(k, item);
    if !IS_ALONE.get() && items.len() > 1 {
        #[cfg(feature = "parallel")]
        return {
            let jobs = items.into_par_iter().enumerate().with_max_len(1);
            jobs.map(work).collect()
        };
    }
    items.into_iter().enumerate().map(work).collect()
}

/// Sorts the items. Equal items may be reordered.
pub(crate) fn sort_unstable<T: Ord + Send>(items: &mut [T]) {
    if !IS_ALONE.get() {
        #[cfg(feature = "parallel")]
        return items.par_sort_unstable();
    }
    items.sort_unstable();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_those_of_one_thread() {
        let everything = || {
            let squares = map(1_000, |k| k * k);
            let sums = map_chunks(&squares, 7, |part| part.iter().sum::<usize>());
            let marked = map_each(sums.clone(), |k, sum| (k, sum));
            let counted = map_with(100, 3, || 2, |factor, k| *factor * k);
            let mut sorted: Vec<usize> = squares.iter().rev().copied().collect();
            sort_unstable(&mut sorted);
            (
                sums,
                marked,
                counted,
                join(|| sorted.len(), || enter(|| sorted[3])),
            )
        };
        assert_eq!(everything(), on_this_thread(everything));
    }

    #[test]
    fn alone_wakes_nobody_and_ends_with_its_work() {
        let here = std::thread::current().id();
        on_this_thread(|| {
            assert_eq!(n_threads(), 1);
            let threads = map(64, |_| std::thread::current().id());
            assert!(threads.into_iter().all(|thread| thread == here));
        });
        assert_eq!(IS_ALONE.get(), cfg!(not(feature = "parallel")));
    }
}
