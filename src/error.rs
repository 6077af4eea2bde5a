//! The one error type of the crate: what went wrong, where, and what was expected.
//!
//! In: a place and what was expected, or an I/O error. Out: one line of text. O(bytes).

use std::fmt;
use std::sync::Arc;

/// A result with the crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure to read, decode or write. Aligning never fails.
///
/// The text is one line that names the file, the place in it, and what was expected. It includes the message of the
/// operating system; [`source`](std::error::Error::source) does not repeat that message.
///
/// ```
/// let error = taiyaku::Bitext::from_page("Only English stands here.").unwrap_err();
/// assert!(error.is_page());
/// assert_eq!(error.clone().to_string(), error.to_string());
/// ```
/// A `main` that returns it shows the same line, since `Debug` prints the text too.
#[derive(Clone)]
pub struct Error {
    kind: Kind,
}

#[derive(Clone)]
enum Kind {
    Page(String),
    Format {
        place: String,
        expected: String,
    },
    /// An input that is no text at all, of which no option makes one.
    NotText {
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
            kind: Kind::Page(one_line(message)),
        }
    }

    pub(crate) fn format(place: impl Into<String>, expected: impl Into<String>) -> Self {
        Error {
            kind: Kind::Format {
                place: one_line(place),
                expected: one_line(expected),
            },
        }
    }

    pub(crate) fn not_text(place: impl Into<String>, expected: impl Into<String>) -> Self {
        Error {
            kind: Kind::NotText {
                place: one_line(place),
                expected: one_line(expected),
            },
        }
    }

    pub(crate) fn io(place: impl Into<String>, source: std::io::Error) -> Self {
        Error {
            kind: Kind::Io {
                place: one_line(place),
                source: Arc::new(source),
            },
        }
    }

    /// Adds the name of the file or stream, if the error has no name yet. A function that writes to an open stream does not
    /// know its name; its caller does.
    ///
    /// ```
    /// use std::io;
    ///
    /// let error = taiyaku::Error::from(io::Error::other("no space left")).at("pairs.tsv");
    /// assert_eq!(error.to_string(), "pairs.tsv: no space left");
    /// assert_eq!(error.at("other.tsv").to_string(), "pairs.tsv: no space left");
    /// ```
    pub fn at(mut self, name: impl Into<String>) -> Self {
        if let Kind::Format { place, .. } | Kind::NotText { place, .. } | Kind::Io { place, .. } =
            &mut self.kind
            && place.is_empty()
        {
            *place = one_line(name);
        }
        self
    }

    /// Whether the error is that the two sides of a page were not found.
    #[must_use]
    pub fn is_page(&self) -> bool {
        matches!(self.kind, Kind::Page(_))
    }

    /// Whether the error is that an input has the wrong format.
    #[must_use]
    pub fn is_format(&self) -> bool {
        matches!(self.kind, Kind::Format { .. } | Kind::NotText { .. })
    }

    /// Whether the error is that an input is no text in any encoding: an archive, an image, an old document of a word
    /// processor. [`is_format`](Error::is_format) holds for it too.
    ///
    /// ```
    /// let error = taiyaku::format::decode(b"%PDF-1.7".to_vec(), "rain.txt").unwrap_err();
    /// assert!(error.is_not_text() && error.is_format());
    /// ```
    #[must_use]
    pub fn is_not_text(&self) -> bool {
        matches!(self.kind, Kind::NotText { .. })
    }

    /// Whether reading or writing itself failed, for example because a file does not exist.
    #[must_use]
    pub fn is_io(&self) -> bool {
        matches!(self.kind, Kind::Io { .. })
    }

    /// The kind of a failure to read or write, for example that a file does not exist or a pipe is closed. None for any other
    /// error.
    ///
    /// ```
    /// use std::io;
    ///
    /// let error = taiyaku::Error::from(io::Error::from(io::ErrorKind::BrokenPipe));
    /// assert_eq!(error.io_kind(), Some(io::ErrorKind::BrokenPipe));
    /// ```
    #[must_use]
    pub fn io_kind(&self) -> Option<std::io::ErrorKind> {
        match &self.kind {
            Kind::Io { source, .. } => Some(source.kind()),
            _ => None,
        }
    }
}

/// The most characters of a place, and of what was expected. Both quote the input, whose names can have any length.
const LONGEST: usize = 1_000;

/// The text with escapes for line ends and control characters other than tabs, cut where it is too long.
fn one_line(text: impl Into<String>) -> String {
    let text = text.into();
    let is_plain = |c: char| c == '\t' || !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}');
    if text.len() <= LONGEST && text.chars().all(is_plain) {
        return text;
    }
    let mut line = String::new();
    let mut characters = text.chars();
    for c in characters.by_ref().take(LONGEST) {
        match is_plain(c) {
            true => line.push(c),
            false => line.extend(c.escape_debug()),
        }
    }
    if characters.next().is_some() {
        line.push('…');
    }
    line
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Page(message) => f.write_str(message),
            Kind::Format { place, expected } | Kind::NotText { place, expected } => {
                match place.is_empty() {
                    true => f.write_str(expected),
                    false => write!(f, "{place}: {expected}"),
                }
            }
            Kind::Io { place, source } if place.is_empty() => write!(f, "{source}"),
            Kind::Io { place, source } => write!(f, "{place}: {source}"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<std::io::Error> for Error {
    /// Makes an error without the name of the file; [`Error::at`] adds it.
    fn from(source: std::io::Error) -> Self {
        Error::io("", source)
    }
}

impl std::error::Error for Error {
    /// The cause of the operating system's error. The message of that error is already in the text.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            Kind::Io { source, .. } => std::error::Error::source(&**source),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line() {
        let long = "雨".repeat(LONGEST + 1);
        let cut = format!("{}…", "雨".repeat(LONGEST));
        for (name, text, expected) in [
            ("plain", "expected `</b>`, 雨", "expected `</b>`, 雨"),
            ("tabs", "1\t2", "1\t2"),
            ("line ends", "a\nb\r\nc", r"a\nb\r\nc"),
            (
                "control characters",
                "\u{1b}[31m\0\u{85}\u{2028}",
                r"\u{1b}[31m\0\u{85}\u{2028}",
            ),
            ("a long name", &long, &cut),
            (
                "as long as it may be",
                &cut[..3 * LONGEST],
                &cut[..3 * LONGEST],
            ),
        ] {
            assert_eq!(Error::page(text).to_string(), expected, "{name}");
            let there = format!("f: {expected}");
            assert_eq!(Error::format("f", text).to_string(), there, "{name}");
            assert_eq!(
                Error::not_text("", text).at("f").to_string(),
                there,
                "{name}"
            );
            let here = format!("{expected}: b");
            assert_eq!(Error::format(text, "b").to_string(), here, "{name}");
            assert_eq!(Error::format("", "b").at(text).to_string(), here, "{name}");
        }
    }
}
