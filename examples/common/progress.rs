//! A line on stderr for the patient.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

/// A line on stderr, renewed now and then, once the work takes longer than two seconds.
pub(crate) struct Progress {
    start: Instant,
    next: Duration,
    on_terminal: bool,
    unfinished: bool,
}

impl Progress {
    pub(crate) fn start() -> Progress {
        Progress {
            start: Instant::now(),
            next: Duration::from_secs(2),
            on_terminal: io::stderr().is_terminal(),
            unfinished: false,
        }
    }

    pub(crate) fn show(&mut self, state: impl FnOnce() -> String) {
        if self.start.elapsed() < self.next {
            return;
        }
        let seconds = self.start.elapsed().as_secs();
        if self.on_terminal {
            eprint!("\r\x1b[K{} after {seconds} s", state());
            self.unfinished = true;
            self.next = self.start.elapsed() + Duration::from_millis(500);
        } else {
            eprintln!("{} after {seconds} s", state());
            self.next = 2 * self.start.elapsed();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.unfinished {
            eprintln!();
        }
    }
}
