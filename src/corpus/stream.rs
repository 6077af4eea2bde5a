//! A stream of items through all cores, in bounded memory.
//!
//! In: an iterator, the bytes that may be in flight, what to do with an item and with its result. Out: the results, one
//! after the other. O(items), and a memory of the bytes in flight.
//!
//! Every thread takes an item, works on it and hands the result over; there are no batches, so that one long item does not
//! hold up the rest. A thread that may not take a further item helps with the long ones.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use crate::parallel;

/// What takes memory while it is in flight.
pub trait Weigh {
    /// The bytes of memory that the item takes, with what the work on it takes. An estimate will do: [`stream`] adds them up.
    fn weight(&self) -> usize;
}

impl Weigh for Vec<u8> {
    fn weight(&self) -> usize {
        self.len()
    }
}

impl Weigh for String {
    fn weight(&self) -> usize {
        self.len()
    }
}

impl Weigh for &str {
    fn weight(&self) -> usize {
        self.len()
    }
}

impl Weigh for usize {
    /// The number of an item weighs nothing.
    fn weight(&self) -> usize {
        0
    }
}

impl<A: Weigh, B: Weigh> Weigh for (A, B) {
    fn weight(&self) -> usize {
        self.0.weight().saturating_add(self.1.weight())
    }
}

impl<T: Weigh, E> Weigh for Result<T, E> {
    fn weight(&self) -> usize {
        self.as_ref().map_or(0, T::weight)
    }
}

/// The order in which results are handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// That of the items.
    #[default]
    Kept,
    /// That in which they are done. It depends on the number of threads and on chance.
    AsDone,
}

/// What a [`stream`] may hold in memory, and the order of its results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InFlight {
    bytes: usize,
    order: Order,
}

impl InFlight {
    /// Holds at most `bytes` bytes as counted by [`Weigh`], from when an item is taken until its result is handed over. One
    /// more item may be waiting to be taken. An item that weighs more is worked on alone.
    #[must_use]
    pub fn bytes(bytes: usize) -> InFlight {
        InFlight {
            bytes,
            order: Order::Kept,
        }
    }

    /// Sets the order of the results. Default: [`Order::Kept`].
    #[must_use]
    pub fn order(self, order: Order) -> InFlight {
        InFlight { order, ..self }
    }
}

/// Calls `work` with every item on rayon's threads (the pool of the caller, else the global pool), and `each` with every
/// result, one at a time. Use it for a corpus that does not fit into memory.
///
/// The items are read one at a time, by whichever thread is free. The results do not depend on the number of threads. `work`
/// can do anything: align, review, align with similarities. Without the feature `parallel`, or inside
/// [`on_this_thread`](crate::on_this_thread), everything is done on the calling thread.
///
/// ```
/// use taiyaku::corpus::{self, InFlight};
/// use taiyaku::{Aligner, Bitext};
///
/// let aligner = Aligner::new();
/// let texts = ["It rained.\t雨が降った。", "Yes.\tはい。"].map(String::from);
/// let mut n_beads = Vec::new();
/// let aligned = corpus::stream(
///     texts.into_iter(),
///     InFlight::bytes(100 << 20),
///     |text| {
///         let (english, japanese) = text.split_once('\t').unwrap_or_default();
///         let alignment = aligner.align(&Bitext::new(english, japanese));
///         alignment.beads().len().to_string()
///     },
///     |beads| Ok::<_, std::io::Error>(n_beads.push(beads)),
/// );
/// assert!(aligned.is_ok());
/// assert_eq!(n_beads, ["1", "1"]);
/// ```
///
/// # Errors
///
/// The first error of `each`. No further item is taken then.
///
/// # Panics
///
/// If `work`, `each` or the iterator panics, when all threads have stopped.
pub fn stream<T, R, E>(
    items: impl Iterator<Item = T> + Send,
    in_flight: InFlight,
    work: impl Fn(T) -> R + Sync,
    each: impl FnMut(R) -> Result<(), E> + Send,
) -> Result<(), E>
where
    T: Weigh + Send,
    R: Weigh + Send,
    E: Send,
{
    let flow = Flow {
        in_flight,
        input: Mutex::new(Input {
            items,
            n_taken: 0,
            waits: None,
        }),
        held: Mutex::new(Held::default()),
        output: Mutex::new(Output {
            each,
            early: BTreeMap::new(),
            next: 0,
            error: None,
        }),
        is_stopped: AtomicBool::new(false),
    };
    parallel::on_each_thread(|| flow.run(&work));
    let output = flow.output.into_inner();
    match output.unwrap_or_else(PoisonError::into_inner).error {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

/// A stream that all threads work on.
struct Flow<I, T, R, F, E> {
    in_flight: InFlight,
    input: Mutex<Input<I, T>>,
    held: Mutex<Held>,
    output: Mutex<Output<R, F, E>>,
    is_stopped: AtomicBool,
}

struct Input<I, T> {
    items: I,
    n_taken: usize,
    /// An item that was read and may not be worked on yet.
    waits: Option<T>,
}

/// What is in flight.
#[derive(Default)]
struct Held {
    bytes: usize,
    n_items: usize,
}

struct Output<R, F, E> {
    each: F,
    /// Results that came before their turn.
    early: BTreeMap<usize, R>,
    next: usize,
    error: Option<E>,
}

/// An item with its place among the items, and its weight.
struct Taken<T> {
    number: usize,
    weight: usize,
    item: T,
}

/// What a thread finds at the input.
enum Next<T> {
    Item(Taken<T>),
    /// Another thread reads, or there is no room yet.
    Later,
    End,
}

impl<I, T, R, F, E> Flow<I, T, R, F, E>
where
    I: Iterator<Item = T>,
    T: Weigh,
    R: Weigh,
    F: FnMut(R) -> Result<(), E>,
{
    /// What each thread does until the input ends.
    fn run(&self, work: &impl Fn(T) -> R) {
        /// Stops the other threads if this one panics: they would wait for its item.
        struct StopOnPanic<'a>(&'a AtomicBool);
        impl Drop for StopOnPanic<'_> {
            fn drop(&mut self) {
                if std::thread::panicking() {
                    self.0.store(true, Ordering::Relaxed);
                }
            }
        }
        let _stop = StopOnPanic(&self.is_stopped);
        let mut patience = parallel::Patience::default();
        while !self.is_stopped.load(Ordering::Relaxed) {
            match self.next() {
                Next::Item(taken) => {
                    let result = work(taken.item);
                    self.hand_over(taken.number, taken.weight, result);
                    patience = parallel::Patience::default();
                }
                Next::Later => patience.wait(),
                Next::End => break,
            }
        }
    }

    /// The next item, if there is room for it.
    fn next(&self) -> Next<T> {
        let mut input = match self.input.try_lock() {
            Ok(input) => input,
            Err(TryLockError::WouldBlock) => return Next::Later,
            // Another thread panicked while it read.
            Err(TryLockError::Poisoned(_)) => return Next::End,
        };
        let Some(item) = input.waits.take().or_else(|| input.items.next()) else {
            return Next::End;
        };
        let weight = item.weight();
        let mut held = lock(&self.held);
        if held.n_items > 0 && held.bytes.saturating_add(weight) > self.in_flight.bytes {
            input.waits = Some(item);
            return Next::Later;
        }
        held.bytes += weight;
        held.n_items += 1;
        let number = input.n_taken;
        input.n_taken += 1;
        Next::Item(Taken {
            number,
            weight,
            item,
        })
    }

    /// Hands a result over, with those that waited for it.
    fn hand_over(&self, number: usize, weight: usize, result: R) {
        let mut held = lock(&self.held);
        held.bytes = held.bytes - weight + result.weight();
        drop(held);
        let mut output = lock(&self.output);
        let key = match self.in_flight.order {
            Order::Kept => number,
            Order::AsDone => output.next,
        };
        output.early.insert(key, result);
        while let Some(result) = output.take() {
            if self.is_stopped.load(Ordering::Relaxed) {
                return;
            }
            let weight = result.weight();
            if let Err(error) = (output.each)(result) {
                output.error = Some(error);
                self.is_stopped.store(true, Ordering::Relaxed);
            }
            let mut held = lock(&self.held);
            held.bytes -= weight;
            held.n_items -= 1;
        }
    }
}

impl<R, F, E> Output<R, F, E> {
    /// The result whose turn it is.
    fn take(&mut self) -> Option<R> {
        let result = self.early.remove(&self.next)?;
        self.next += 1;
        Some(result)
    }
}

/// A lock is poisoned only if a thread panicked; then all stop, and the panic is passed on.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
