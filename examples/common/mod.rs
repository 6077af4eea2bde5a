//! What the examples share: how a failure ends the program, and a line of progress for the patient.

use std::fmt::Display;
use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Why an example failed: a message that names the file and the place in it.
pub(crate) struct Failure {
    message: String,
    /// Whoever reads our output has gone, for example `head`: no failure of ours.
    reader_gone: bool,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Failure {
        Failure {
            message: message.into(),
            reader_gone: false,
        }
    }

    /// A failure to read or write `place`.
    pub(crate) fn io(place: impl Display, error: &io::Error) -> Failure {
        let reader_gone = error.kind() == io::ErrorKind::BrokenPipe;
        Failure {
            message: format!("{place}: {error}"),
            reader_gone,
        }
    }
}

impl From<taiyaku::Error> for Failure {
    fn from(error: taiyaku::Error) -> Failure {
        Failure::new(error.to_string())
    }
}

/// Exit code 0, or 1 with the message on stderr.
pub(crate) fn exit_code(result: Result<(), Failure>) -> ExitCode {
    match result {
        Err(failure) if !failure.reader_gone => {
            eprintln!("error: {}", failure.message);
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

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
