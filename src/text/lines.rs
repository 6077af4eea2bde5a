//! The lines of a list file: a glossary, a dictionary, ids to ignore.
//!
//! In: bytes. Out: lines with their numbers from 1, without a byte order mark, or an error that names the line. A NUL is an
//! error: a file that holds one is not a UTF-8 text. O(bytes).

use std::io::BufRead;

use crate::error::{Error, Result};

/// Each line with its number.
pub(crate) fn numbered_lines(
    reader: impl BufRead,
) -> impl Iterator<Item = Result<(usize, String)>> {
    (1..).zip(reader.lines()).map(|(number, line)| {
        let place = || format!("line {number}");
        let line = line.map_err(|error| Error::io(place(), error))?;
        if line.contains('\0') {
            return Err(Error::format(
                place(),
                "expected text, found a NUL character",
            ));
        }
        match line.strip_prefix('\u{feff}') {
            Some(text) => Ok((number, text.trim_start_matches('\u{feff}').to_owned())),
            None => Ok((number, line)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_numbered_and_checked() {
        for (name, bytes, expected) in [
            ("empty", &b""[..], ""),
            ("two lines", b"a\r\n\nb", "1 a|2 |3 b"),
            (
                "byte order marks",
                b"\xef\xbb\xbfa\n\xef\xbb\xbfb",
                "1 a|2 b",
            ),
            (
                "NUL",
                b"a\nb\0c\nd",
                "1 a|line 2: expected text, found a NUL character|3 d",
            ),
            (
                "not UTF-8",
                b"a\n\xff\n",
                "1 a|line 2: stream did not contain valid UTF-8",
            ),
        ] {
            let lines = numbered_lines(bytes).map(|line| match line {
                Ok((number, line)) => format!("{number} {line}"),
                Err(error) => error.to_string(),
            });
            assert_eq!(lines.collect::<Vec<_>>().join("|"), expected, "{name}");
        }
    }
}
