//! The failure of a program.
//!
//! In: an error. Out: a message on standard error, and an exit code: 1, or 3 where the work was done but for some documents.
//! O(1).

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::io;
use std::process::ExitCode;

/// Why a program failed: a message that names the file and the place in it.
#[derive(Debug)]
pub struct Failure {
    message: String,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing was written.
    Whole,
    /// The output is complete, and says of some documents that they could not be aligned.
    Incomplete,
    /// The reader of the output, for example `head`, has closed the pipe. This is not reported.
    ReaderGone,
}

/// The exit code where some documents were not aligned.
const INCOMPLETE: u8 = 3;

impl Failure {
    /// A failure with its message. The message begins with the name of the file or option.
    pub fn new(message: impl Into<String>) -> Failure {
        Failure {
            message: message.into(),
            kind: Kind::Whole,
        }
    }

    /// The output is complete, but some documents could not be aligned.
    pub(crate) fn incomplete(message: String) -> Failure {
        Failure {
            message,
            kind: Kind::Incomplete,
        }
    }

    /// A failure to read or write `place`.
    pub fn io(place: impl Display, error: &io::Error) -> Failure {
        Failure {
            message: format!("{place}: {error}"),
            kind: Kind::of(Some(error.kind())),
        }
    }

    /// A failure to write to `place`, for example standard output.
    pub fn writing(place: &str, error: taiyaku::Error) -> Failure {
        error.at(place).into()
    }
}

/// A text without characters that control a terminal, but for line feeds and tabs.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| c.is_control() && c != '\n' && c != '\t';
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match is_control(c) {
            true => shown.extend(c.escape_default()),
            false => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl From<taiyaku::Error> for Failure {
    fn from(error: taiyaku::Error) -> Failure {
        Failure {
            message: error.to_string(),
            kind: Kind::of(error.io_kind()),
        }
    }
}

impl Kind {
    fn of(error: Option<io::ErrorKind>) -> Kind {
        match error {
            Some(io::ErrorKind::BrokenPipe) => Kind::ReaderGone,
            _ => Kind::Whole,
        }
    }
}

/// Exit code 0, or another one with the message on standard error.
pub fn exit_code(result: Result<(), Failure>) -> ExitCode {
    let Err(failure) = result else {
        return ExitCode::SUCCESS;
    };
    match failure.kind {
        Kind::Whole => {
            say!("error: {}", failure.message);
            ExitCode::FAILURE
        }
        Kind::Incomplete => {
            say!("{}", failure.message);
            ExitCode::from(INCOMPLETE)
        }
        Kind::ReaderGone => ExitCode::SUCCESS,
    }
}
