//! JSON Lines, plain or packed, from a file or standard input.
//!
//! In: bytes. Out: a record for each line that is not blank; a line that is too long is skipped and refused. O(bytes), and
//! a memory of one line.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use crate::corpus::columns;
use crate::corpus::record::{Record, Records, Task};
use crate::corpus::weight::too_large;
use crate::failure::Failure;

/// Bytes that are read at once.
const BUFFER: usize = 1 << 16;
const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTANDARD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// An input that was opened, with its name in messages.
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) input: Box<dyn Read + Send>,
}

impl Named {
    /// Opens a file, or standard input if there is none.
    pub(crate) fn open(path: Option<&Path>) -> Result<Named, Failure> {
        Ok(match path {
            Some(path) => {
                let name = path.display().to_string();
                let file = File::open(path).map_err(|error| Failure::io(&name, &error))?;
                let input = Box::new(file);
                Named { name, input }
            }
            None => {
                if io::stdin().is_terminal() {
                    say!("reading JSON Lines from the terminal; --help describes the format");
                }
                Named {
                    name: "standard input".to_owned(),
                    input: Box::new(io::stdin()),
                }
            }
        })
    }
}

/// The records of a file, or of standard input if there is none: a stream of Arrow, or lines. `longest` is the length of the
/// longest line that is read, in bytes.
pub(crate) fn records(path: Option<&Path>, longest: usize) -> Result<Records, Failure> {
    let Named { name, input } = Named::open(path)?;
    let n_read = Arc::new(AtomicU64::new(0));
    let counted = Counted {
        input,
        n_read: Arc::clone(&n_read),
    };
    let mut buffered = BufReader::with_capacity(BUFFER, counted);
    let begins = buffered.fill_buf();
    if columns::is_arrow(begins.map_err(|error| Failure::io(&name, &error))?) {
        return columns::arrow_records(name, Box::new(buffered), longest);
    }
    let input = unpacked(buffered).map_err(|error| Failure::io(&name, &error))?;
    let mut last = 0;
    let records = Lines::new(input, longest).map(move |line| {
        let line = line.map_err(|error| broken(&format!("{name}: behind line {last}"), &error))?;
        last = line.number;
        Ok(Record {
            number: line.number,
            unit: "line",
            read: n_read.load(Ordering::Relaxed),
            n_received: None,
            task: line.text.map_or_else(
                |reason| Task::Refused {
                    id: "null".to_owned(),
                    reason,
                },
                Task::Line,
            ),
        })
    });
    Ok(Box::new(records))
}

/// The lines of an input. What is neither gzip nor Zstandard by its first bytes is read as it is.
fn unpacked(mut input: impl BufRead + Send + 'static) -> io::Result<Box<dyn BufRead + Send>> {
    let begins = input.fill_buf()?;
    if begins.starts_with(GZIP) {
        let unpacked = MultiGzDecoder::new(input);
        return Ok(Box::new(BufReader::with_capacity(BUFFER, unpacked)));
    }
    if begins.starts_with(ZSTANDARD) {
        let unpacked = zstd::Decoder::with_buffer(input)?;
        return Ok(Box::new(BufReader::with_capacity(BUFFER, unpacked)));
    }
    Ok(Box::new(input))
}

/// The failure to read on, with what it may mean.
fn broken(place: &str, error: &io::Error) -> Failure {
    let message = error.to_string();
    let hint = if message.contains("incomplete") || error.kind() == io::ErrorKind::UnexpectedEof {
        "; the file seems to be cut short"
    } else if message.contains("too much memory") {
        "; unpack it first (zstd -dc --long=31) and pipe it in"
    } else {
        ""
    };
    Failure::new(format!("{place}: {message}{hint}"))
}

/// Whether a file that begins so is packed.
pub(crate) fn is_packed(begins: &[u8]) -> bool {
    begins.starts_with(GZIP) || begins.starts_with(ZSTANDARD)
}

/// Counts the bytes that are read.
struct Counted<R> {
    input: R,
    n_read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(bytes)?;
        self.n_read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// A line of an input.
pub(crate) struct Line {
    /// From 1.
    pub(crate) number: usize,
    /// The place of its first byte, and its bytes with the line break.
    pub(crate) start: u64,
    pub(crate) n_bytes: u64,
    /// Its text without the line break; the error is the message for a line that is too long.
    pub(crate) text: Result<Vec<u8>, String>,
}

/// The lines of an input that are not blank. No more of it is in memory than the longest line may take.
pub(crate) struct Lines<R> {
    input: R,
    /// The bytes of the longest line that is read.
    longest: usize,
    /// The number of the last line, and the place behind it.
    number: usize,
    end: u64,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(input: R, longest: usize) -> Self {
        Lines {
            input,
            longest,
            number: 0,
            end: 0,
        }
    }

    fn read(&mut self) -> io::Result<Option<Line>> {
        loop {
            self.number += 1;
            let start = self.end;
            let mut text = Vec::new();
            let most = self.longest as u64 + 1;
            let mut input = self.input.by_ref().take(most);
            let mut n_bytes = input.read_until(b'\n', &mut text)? as u64;
            if n_bytes == 0 {
                return Ok(None);
            }
            let is_too_long = n_bytes == most && text.last() != Some(&b'\n');
            if is_too_long {
                n_bytes += self.input.skip_until(b'\n')? as u64;
            }
            self.end += n_bytes;
            if text.last() == Some(&b'\n') {
                text.pop();
            }
            let text = match is_too_long {
                true => Err(too_large(n_bytes, self.longest)),
                false => Ok(text),
            };
            if text.as_ref().is_ok_and(|text| text.trim_ascii().is_empty()) {
                continue;
            }
            return Ok(Some(Line {
                number: self.number,
                start,
                n_bytes,
                text,
            }));
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn read(bytes: Vec<u8>, longest: usize) -> Vec<(usize, String)> {
        let input = unpacked(io::Cursor::new(bytes)).unwrap();
        let lines = Lines::new(input, longest).map(|line| {
            let line = line.unwrap();
            let text = line.text.map(|text| String::from_utf8(text).unwrap());
            (line.number, text.unwrap_or_else(|reason| reason))
        });
        lines.collect()
    }

    #[test]
    fn lines_have_their_places() {
        let text = "one\n\n \r\ntwo\r\nvery long\nlast";
        let lines = Lines::new(text.as_bytes(), 5);
        let places = lines.map(|line| {
            let line = line.unwrap();
            let start = line.start as usize;
            &text[start..start + line.n_bytes as usize]
        });
        let places: Vec<&str> = places.collect();
        assert_eq!(places, ["one\n", "two\r\n", "very long\n", "last"]);
    }

    #[test]
    fn lines_are_read_plain_and_packed() {
        let text = "one\n\n  \r\nfour\r\nfive";
        let mut gzip = Vec::new();
        for part in text.split_inclusive("four") {
            // More than one member.
            let mut packed = flate2::write::GzEncoder::new(&mut gzip, flate2::Compression::fast());
            packed.write_all(part.as_bytes()).unwrap();
            packed.finish().unwrap();
        }
        let zstandard = zstd::encode_all(text.as_bytes(), 1).unwrap();
        for (name, bytes) in [
            ("plain", text.as_bytes().to_vec()),
            ("gzip", gzip),
            ("Zstandard", zstandard),
        ] {
            let expected = [(1, "one"), (4, "four\r"), (5, "five")];
            let expected = expected.map(|(number, line)| (number, line.to_owned()));
            assert_eq!(read(bytes, 100), expected, "{name}");
        }
        assert_eq!(read(Vec::new(), 100), []);
    }

    #[test]
    fn a_line_that_is_too_long_is_skipped() {
        let long = "x".repeat(200_000);
        for (name, text, expected) in [
            (
                "in the middle",
                format!("a\n{long}\nb\n"),
                vec!["a", "*", "b"],
            ),
            ("at the end", format!("a\n{long}"), vec!["a", "*"]),
            (
                "just short enough",
                "a".repeat(10) + "\nb",
                vec!["aaaaaaaaaa", "b"],
            ),
            ("one more", "a".repeat(11) + "\nb", vec!["*", "b"]),
        ] {
            let lines = read(text.into_bytes(), 10);
            let found: Vec<&str> = lines
                .iter()
                .map(|(_, line)| {
                    if line.starts_with("expected a document") {
                        "*"
                    } else {
                        line
                    }
                })
                .collect();
            assert_eq!(found, expected, "{name}");
        }
    }
}
