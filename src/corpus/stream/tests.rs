//! Streams: their order, what they hold, and how they end.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::AtomicUsize;
use std::thread::sleep;
use std::time::Duration;

use super::*;

/// An item of a weight, and the number by which it is known again.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Item {
    number: usize,
    weight: usize,
}

impl Weigh for Item {
    fn weight(&self) -> usize {
        self.weight
    }
}

fn push(done: &mut Vec<usize>, item: Item) -> Result<(), ()> {
    done.push(item.number);
    Ok(())
}

fn items(n: usize, weight: impl Fn(usize) -> usize) -> Vec<Item> {
    let item = |number| Item {
        number,
        weight: weight(number),
    };
    (0..n).map(item).collect()
}

/// Runs work in a pool of `n_threads` threads.
fn with_threads<R: Send>(n_threads: usize, work: impl FnOnce() -> R + Send) -> R {
    #[cfg(feature = "parallel")]
    {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads);
        pool.build().unwrap().install(work)
    }
    #[cfg(not(feature = "parallel"))]
    {
        assert!(n_threads > 0);
        work()
    }
}

#[test]
fn results_come_in_order_and_memory_is_bounded() {
    for (name, bound, weight) in [
        ("much room", 1_000_000, 1),
        ("room for two", 20, 10),
        ("room for one", 10, 10),
        ("none fits", 5, 10),
        ("no room", 0, 1),
    ] {
        for n_threads in [1, 2, 8] {
            let (at_once, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let work = |item: Item| {
                let now = at_once.fetch_add(weight, Ordering::SeqCst) + weight;
                most.fetch_max(now, Ordering::SeqCst);
                if item.number.is_multiple_of(7) {
                    sleep(Duration::from_millis(1));
                }
                at_once.fetch_sub(weight, Ordering::SeqCst);
                item
            };
            let mut done = Vec::new();
            let each = |item: Item| push(&mut done, item);
            let all = items(100, |_| weight).into_iter();
            let in_flight = InFlight::bytes(bound);
            with_threads(n_threads, || stream(all, in_flight, work, each)).unwrap();
            assert_eq!(done, (0..100).collect::<Vec<_>>(), "{name}, {n_threads}");
            let most = most.into_inner();
            assert!(most <= bound.max(weight), "{name}, {n_threads}: {most}");
        }
    }
}

#[test]
fn a_long_item_does_not_hold_up_the_rest() {
    if !cfg!(feature = "parallel") {
        return;
    }
    let n_done = AtomicUsize::new(0);
    let work = |item: Item| {
        // The first item ends only when all others are done.
        while item.number == 0 && n_done.load(Ordering::SeqCst) < 99 {
            sleep(Duration::from_millis(1));
        }
        n_done.fetch_add(1, Ordering::SeqCst);
        item
    };
    let mut done = Vec::new();
    let each = |item: Item| push(&mut done, item);
    let all = items(100, |_| 1).into_iter();
    with_threads(2, || stream(all, InFlight::bytes(100), work, each)).unwrap();
    assert_eq!(done, (0..100).collect::<Vec<_>>());
}

#[test]
fn results_may_come_as_they_are_done() {
    if !cfg!(feature = "parallel") {
        return;
    }
    let n_handed = AtomicUsize::new(0);
    let work = |item: Item| {
        // The first item ends only when all others are handed over, for which there is room for two.
        while item.number == 0 && n_handed.load(Ordering::SeqCst) < 99 {
            sleep(Duration::from_millis(1));
        }
        item
    };
    let mut done = Vec::new();
    let each = |item: Item| {
        n_handed.fetch_add(1, Ordering::SeqCst);
        push(&mut done, item)
    };
    let all = items(100, |_| 1).into_iter();
    let in_flight = InFlight::bytes(2).order(Order::AsDone);
    with_threads(2, || stream(all, in_flight, work, each)).unwrap();
    assert_eq!(done.last(), Some(&0));
    done.sort_unstable();
    assert_eq!(done, (0..100).collect::<Vec<_>>());
}

#[test]
fn an_error_ends_the_stream() {
    for n_threads in [1, 4] {
        let n_taken = AtomicUsize::new(0);
        let all = items(1_000_000, |_| 1).into_iter().inspect(|_| {
            n_taken.fetch_add(1, Ordering::SeqCst);
        });
        let mut done = 0;
        let each = |item: Item| match item.number {
            10 => Err("the disk is full"),
            _ => {
                done += 1;
                Ok(())
            }
        };
        let ended = with_threads(n_threads, || {
            stream(all, InFlight::bytes(50), |item| item, each)
        });
        assert_eq!(ended, Err("the disk is full"), "{n_threads}");
        assert_eq!(done, 10, "{n_threads}");
        assert!(n_taken.into_inner() < 200, "{n_threads}");
    }
}

#[test]
fn a_panic_ends_the_stream_and_is_passed_on() {
    for n_threads in [1, 4] {
        let ended = catch_unwind(AssertUnwindSafe(|| {
            let work = |item: Item| {
                assert!(item.number != 10, "of item 10");
                item
            };
            let all = items(1_000_000, |_| 1).into_iter();
            with_threads(n_threads, || {
                stream(all, InFlight::bytes(50), work, |_| Ok::<_, ()>(()))
            })
        }));
        let panic = ended.unwrap_err();
        assert!(
            format!("{:?}", panic.downcast_ref::<&str>()).contains("of item 10")
                || format!("{:?}", panic.downcast_ref::<String>()).contains("of item 10")
        );
    }
}

#[test]
fn a_result_weighs_until_it_is_handed_over() {
    // The results weigh ten times their items; no more than the bound and what is worked on is held.
    let (held, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = |item: Item| {
        if item.number == 0 {
            sleep(Duration::from_millis(30));
        }
        let now = held.fetch_add(10, Ordering::SeqCst) + 10;
        most.fetch_max(now, Ordering::SeqCst);
        Item { weight: 10, ..item }
    };
    let each = |_| {
        held.fetch_sub(10, Ordering::SeqCst);
        Ok::<_, ()>(())
    };
    let all = items(1_000, |_| 1).into_iter();
    with_threads(2, || stream(all, InFlight::bytes(100), work, each)).unwrap();
    let most = most.into_inner();
    assert!(most <= 120, "{most}");
}

#[test]
fn no_item_and_one_thread() {
    let each = |_: Item| Err::<(), _>("there is none");
    assert_eq!(
        stream(std::iter::empty(), InFlight::bytes(1), |item| item, each),
        Ok(())
    );
    let mut done = Vec::new();
    let each = |item: Item| push(&mut done, item);
    let all = items(5, |_| 1).into_iter();
    crate::on_this_thread(|| stream(all, InFlight::bytes(1), |item| item, each)).unwrap();
    assert_eq!(done, [0, 1, 2, 3, 4]);
}
