//! A progress line on standard error.
//!
//! In: the state of the work. Out: a line once the work takes longer than two seconds. O(1).

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

/// A progress line on standard error. It appears after two seconds and is updated from time to time.
#[derive(Debug)]
pub struct Progress {
    start: Instant,
    next: Duration,
    on_terminal: bool,
    unfinished: bool,
}

impl Progress {
    /// Starts the clock.
    pub fn start() -> Progress {
        Progress {
            start: Instant::now(),
            next: Duration::from_secs(2),
            on_terminal: io::stderr().is_terminal(),
            unfinished: false,
        }
    }

    /// Shows the state if an update is due.
    pub fn show(&mut self, state: impl FnOnce() -> String) {
        if self.start.elapsed() < self.next {
            return;
        }
        let seconds = self.start.elapsed().as_secs();
        if self.on_terminal {
            eprint!("\r\x1b[K{} ({seconds} s)", state());
            self.unfinished = true;
            self.next = self.start.elapsed() + Duration::from_millis(500);
        } else {
            say!("{} ({seconds} s)", state());
            self.next = 2 * self.start.elapsed();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.unfinished {
            say!();
        }
    }
}
