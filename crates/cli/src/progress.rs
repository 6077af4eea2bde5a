//! A line on the standard error for the patient.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

/// A line on the standard error, renewed now and then, once the work takes longer than two seconds.
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

    /// Shows the state, if it is time for it.
    pub fn show(&mut self, state: impl FnOnce() -> String) {
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
