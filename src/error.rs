//! The one error of the crate: what went wrong, where, and what was expected.

use std::fmt;
use std::sync::Arc;

/// A result, if not said otherwise with the crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong in reading, decoding or writing. Aligning never fails.
///
/// Its text is one line that names the file, the place in it, and what was expected. The text holds the message of the
/// operating system too, so that [`source`](std::error::Error::source) does not return it once more.
///
/// ```
/// let error = taiyaku::Bitext::from_page("Only English stands here.").unwrap_err();
/// assert!(error.is_page());
/// assert_eq!(error.clone().to_string(), error.to_string());
/// ```
#[derive(Debug, Clone)]
pub struct Error {
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Page(String),
    Format {
        place: String,
        expected: String,
    },
    Io {
        place: String,
        source: Arc<std::io::Error>,
    },
}

impl Error {
    pub(crate) fn page(message: impl Into<String>) -> Self {
        Error {
            kind: Kind::Page(message.into()),
        }
    }

    pub(crate) fn format(place: impl Into<String>, expected: impl Into<String>) -> Self {
        Error {
            kind: Kind::Format {
                place: place.into(),
                expected: expected.into(),
            },
        }
    }

    pub(crate) fn io(place: impl Into<String>, source: std::io::Error) -> Self {
        Error {
            kind: Kind::Io {
                place: place.into(),
                source: Arc::new(source),
            },
        }
    }

    /// The same error with the name of what was read or written, where it has none yet. What writes to an open file or
    /// stream does not know its name; whoever opened it does.
    ///
    /// ```
    /// use std::io;
    ///
    /// let error = taiyaku::Error::from(io::Error::other("no space left")).at("pairs.tsv");
    /// assert_eq!(error.to_string(), "pairs.tsv: no space left");
    /// assert_eq!(error.at("other.tsv").to_string(), "pairs.tsv: no space left");
    /// ```
    pub fn at(mut self, name: impl Into<String>) -> Self {
        if let Kind::Format { place, .. } | Kind::Io { place, .. } = &mut self.kind
            && place.is_empty()
        {
            *place = name.into();
        }
        self
    }

    /// Whether the two sides of a page could not be found.
    pub fn is_page(&self) -> bool {
        matches!(self.kind, Kind::Page(_))
    }

    /// Whether the input was not of the expected form.
    pub fn is_format(&self) -> bool {
        matches!(self.kind, Kind::Format { .. })
    }

    /// Whether reading or writing itself failed.
    pub fn is_io(&self) -> bool {
        matches!(self.kind, Kind::Io { .. })
    }

    /// Of a failure to read or write, what kind it is: a file that is not there, a reader that has gone.
    ///
    /// ```
    /// use std::io;
    ///
    /// let error = taiyaku::Error::from(io::Error::from(io::ErrorKind::BrokenPipe));
    /// assert_eq!(error.io_kind(), Some(io::ErrorKind::BrokenPipe));
    /// ```
    pub fn io_kind(&self) -> Option<std::io::ErrorKind> {
        match &self.kind {
            Kind::Io { source, .. } => Some(source.kind()),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Page(message) => f.write_str(message),
            Kind::Format { place, expected } if place.is_empty() => f.write_str(expected),
            Kind::Io { place, source } if place.is_empty() => write!(f, "{source}"),
            Kind::Format { place, expected } => write!(f, "{place}: {expected}"),
            Kind::Io { place, source } => write!(f, "{place}: {source}"),
        }
    }
}

impl From<std::io::Error> for Error {
    /// A failure to read or write what has no name here; see [`Error::at`].
    fn from(source: std::io::Error) -> Self {
        Error::io("", source)
    }
}

impl std::error::Error for Error {
    /// What caused the failure of the operating system, whose own message is in the text already.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            Kind::Io { source, .. } => std::error::Error::source(&**source),
            _ => None,
        }
    }
}
