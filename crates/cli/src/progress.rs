//! Progress on standard error.
//!
//! In: the state of the work. Out: a line or a bar once the work takes longer than two seconds; where standard error is no
//! terminal, a line now and then. O(1).

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that takes less is not shown.
const FIRST: Duration = Duration::from_secs(2);
/// Between two updates on a terminal.
const ON_TERMINAL: Duration = Duration::from_millis(250);
/// Between two lines elsewhere.
const ELSEWHERE: Duration = Duration::from_secs(60);

/// Progress on standard error. It appears after two seconds and is updated from time to time.
#[derive(Debug)]
pub struct Progress {
    start: Instant,
    next: Duration,
    /// On a terminal.
    bar: Option<ProgressBar>,
    /// Units that were done when the clock was started.
    before: u64,
}

impl Progress {
    /// Starts the clock.
    pub fn start() -> Progress {
        Progress {
            start: Instant::now(),
            next: FIRST,
            bar: None,
            before: 0,
        }
    }

    /// Shows the state if an update is due.
    pub fn show(&mut self, state: impl FnOnce() -> String) {
        let Some(seconds) = self.due() else { return };
        match self.bar(None) {
            Some(bar) => bar.set_message(format!("{} ({seconds} s)", state())),
            None => say!("{} ({seconds} s)", state()),
        }
    }

    /// Shows how much of a whole is done, if an update is due: `state` says what, `done` and `all` count in the same unit.
    pub(crate) fn show_part(&mut self, state: impl FnOnce() -> String, done: u64, all: u64) {
        let Some(seconds) = self.due() else { return };
        let rest = self.estimate(done, all);
        match self.bar(Some(all)) {
            Some(bar) => {
                bar.set_position(done.min(all));
                bar.set_message(format!("{}, {rest}", state()));
            }
            None => {
                let percent = 100 * done.min(all) / all.max(1);
                say!("{}, {percent} % in {seconds} s, {rest}", state());
            }
        }
    }

    /// Shows that all is done.
    pub(crate) fn complete(self) {
        if let Some(bar) = &self.bar {
            bar.set_position(bar.length().unwrap_or_default());
        }
    }

    /// Restarts the clock: what was done before is no part of the rate.
    pub(crate) fn restart(&mut self, done: u64) {
        self.start = Instant::now();
        self.before = done;
    }

    /// The rate of units so far, a second.
    pub(crate) fn rate(&self, n_units: u64) -> String {
        let rate = n_units as f64 / self.start.elapsed().as_secs_f64().max(1e-3);
        HumanCount(rate as u64).to_string()
    }

    fn estimate(&self, done: u64, all: u64) -> String {
        let new = done.saturating_sub(self.before);
        if new == 0 {
            return "no estimate yet".to_owned();
        }
        let rest = all.saturating_sub(done) as f64 / new as f64;
        let rest = self.start.elapsed().mul_f64(rest.min(1e9));
        format!("{} left", HumanDuration(rest))
    }

    /// The seconds since the start, if an update is due.
    fn due(&mut self) -> Option<u64> {
        let elapsed = self.start.elapsed();
        if elapsed < self.next {
            return None;
        }
        let is_first = self.next == FIRST;
        self.next = match io::stderr().is_terminal() {
            true => elapsed + ON_TERMINAL,
            // Twice within the first minute, so that a person sees that something happens.
            false if is_first => 10 * FIRST,
            false => elapsed + ELSEWHERE,
        };
        Some(elapsed.as_secs())
    }

    fn bar(&mut self, all: Option<u64>) -> Option<&ProgressBar> {
        if self.bar.is_none() && io::stderr().is_terminal() {
            let target = ProgressDrawTarget::stderr();
            let bar = ProgressBar::with_draw_target(all, target);
            let template = match all {
                Some(_) => "{bar:30} {percent:>3} % {msg}",
                None => "{msg}",
            };
            bar.set_style(ProgressStyle::with_template(template).expect("a template of ours"));
            self.bar = Some(bar);
        }
        self.bar.as_ref()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.abandon();
        }
    }
}
