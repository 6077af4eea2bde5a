//! [`WorkLimit`]: what the alignment of one text may cost, and the meter that counts it.
//!
//! In: the cells of each band before it is searched. Out: whether there is work left. O(1) a band.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// What [`Aligner::align_within`](crate::Aligner::align_within) may do for one text. The unit is the cell: a pair of places,
/// one in each side, that the dynamic programme visits. An ordinary text takes about ten cells a sentence pair, a text
/// without anything to hold on to 25 to 200, by the length of its sentences. A core visits some three million cells a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkLimit {
    /// The most cells in all searches together.
    pub cells: u64,
    /// The most cells of one search, which are in memory at the same time, some 140 bytes each.
    pub cells_at_once: u64,
}

/// Counts the cells of a text. Whether it runs out does not depend on the number of threads: only the sum matters.
#[derive(Debug)]
pub(crate) struct Meter {
    limit: WorkLimit,
    used: AtomicU64,
    is_over: AtomicBool,
}

impl Meter {
    /// A meter that never runs out.
    pub(crate) fn endless() -> Meter {
        Meter::new(WorkLimit {
            cells: u64::MAX,
            cells_at_once: u64::MAX,
        })
    }

    pub(crate) fn new(limit: WorkLimit) -> Meter {
        Meter {
            limit,
            used: AtomicU64::new(0),
            is_over: AtomicBool::new(false),
        }
    }

    /// Whether a search of `cells` cells may begin. After the first refusal, none may.
    pub(crate) fn allows(&self, cells: usize) -> bool {
        let cells = cells as u64;
        let used = self.used.fetch_add(cells, Ordering::Relaxed);
        let is_over =
            cells > self.limit.cells_at_once || used.saturating_add(cells) > self.limit.cells;
        if is_over {
            self.is_over.store(true, Ordering::Relaxed);
        }
        !self.is_over()
    }

    /// Whether a search was refused.
    pub(crate) fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Relaxed)
    }
}
