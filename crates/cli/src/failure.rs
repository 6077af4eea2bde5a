//! The failure of a program.
//!
//! In: an error. Out: a message on standard error, and an exit code. O(1).

use std::fmt::Display;
use std::io;
use std::process::ExitCode;

/// Why a program failed: a message that names the file and the place in it.
#[derive(Debug)]
pub struct Failure {
    message: String,
    /// The reader of the output, for example `head`, has closed the pipe. This is not reported.
    reader_gone: bool,
}

impl Failure {
    /// A failure with its message. The message begins with the name of the file or option.
    pub fn new(message: impl Into<String>) -> Failure {
        Failure {
            message: message.into(),
            reader_gone: false,
        }
    }

    /// A failure to read or write `place`.
    pub fn io(place: impl Display, error: &io::Error) -> Failure {
        let reader_gone = error.kind() == io::ErrorKind::BrokenPipe;
        Failure {
            message: format!("{place}: {error}"),
            reader_gone,
        }
    }

    /// The message, for a program that reports it and goes on.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// A failure to write to `place`, for example standard output.
    pub fn writing(place: &str, error: taiyaku::Error) -> Failure {
        error.at(place).into()
    }
}

impl From<taiyaku::Error> for Failure {
    fn from(error: taiyaku::Error) -> Failure {
        Failure {
            message: error.to_string(),
            reader_gone: error.io_kind() == Some(io::ErrorKind::BrokenPipe),
        }
    }
}

/// Exit code 0, or 1 with the message on standard error.
pub fn exit_code(result: Result<(), Failure>) -> ExitCode {
    match result {
        Err(failure) if !failure.reader_gone => {
            say!("error: {}", failure.message);
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}
