//! JSON Lines, plain or compressed, from a file or standard input.
//!
//! In: bytes. Out: a record for each line that is not blank; a line that is too long is passed over and refused. O(bytes), and
//! a memory of one line.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use crate::corpus::record::{Record, Records, Task, Unit, too_large};
use crate::failure::Failure;

/// Bytes that are read at once.
const BUFFER: usize = 1 << 16;
const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTANDARD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// The records of a file, or of standard input if there is none. `most` is the length of the longest line that is read.
pub(crate) fn records(path: Option<&Path>, most: usize) -> Result<Records, Failure> {
    let (name, input): (String, Box<dyn Read + Send>) = match path {
        Some(path) => {
            let name = path.display().to_string();
            let file = File::open(path).map_err(|error| Failure::io(&name, &error))?;
            (name, Box::new(file))
        }
        None => {
            if io::stdin().is_terminal() {
                say!("reading JSON Lines from the terminal; --help describes the format");
            }
            ("standard input".to_owned(), Box::new(io::stdin()))
        }
    };
    let n_read = Arc::new(AtomicU64::new(0));
    let counted = Counted {
        input,
        n_read: Arc::clone(&n_read),
    };
    let buffered = BufReader::with_capacity(BUFFER, counted);
    let mut lines = Lines {
        input: unpacked(buffered).map_err(|error| Failure::io(&name, &error))?,
        most,
        number: 0,
    };
    let records = std::iter::from_fn(move || {
        let task = match lines.next() {
            Ok(None) => return None,
            Ok(Some(task)) => task,
            Err(error) => {
                let place = format!("{name}: line {}", lines.number);
                return Some(Err(broken(&place, &error)));
            }
        };
        Some(Ok(Record {
            number: lines.number,
            unit: Unit::Line,
            read: n_read.load(Ordering::Relaxed),
            task,
        }))
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

/// The lines of an input, which is in no more memory than the longest line may take.
struct Lines {
    input: Box<dyn BufRead + Send>,
    most: usize,
    /// Of the last line that was read, from 1.
    number: usize,
}

impl Lines {
    /// The next line that is not blank.
    fn next(&mut self) -> io::Result<Option<Task>> {
        loop {
            self.number += 1;
            let mut line = Vec::new();
            let most = self.most as u64 + 1;
            let n = self
                .input
                .by_ref()
                .take(most)
                .read_until(b'\n', &mut line)?;
            if n == 0 {
                return Ok(None);
            }
            if line.last() == Some(&b'\n') {
                line.pop();
            } else if n as u64 == most {
                drop(line);
                let n_bytes = self.skip_line()? + n as u64;
                return Ok(Some(Task::Refused {
                    id: "null".to_owned(),
                    reason: too_large(n_bytes, self.most),
                }));
            }
            if !line.trim_ascii().is_empty() {
                return Ok(Some(Task::Line(line)));
            }
        }
    }

    /// Passes over the rest of a line, and counts its bytes.
    fn skip_line(&mut self) -> io::Result<u64> {
        self.input.skip_until(b'\n').map(|n| n as u64)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn read(bytes: Vec<u8>, most: usize) -> Vec<(usize, String)> {
        let mut lines = Lines {
            input: unpacked(io::Cursor::new(bytes)).unwrap(),
            most,
            number: 0,
        };
        let mut all = Vec::new();
        while let Some(task) = lines.next().unwrap() {
            let text = match task {
                Task::Line(line) => String::from_utf8(line).unwrap(),
                Task::Refused { reason, .. } => reason,
                Task::Files(_) => unreachable!("a line names no files"),
            };
            all.push((lines.number, text));
        }
        all
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
    fn a_line_that_is_too_long_is_passed_over() {
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
