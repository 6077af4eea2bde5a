//! [`EscapedEnds`]: JSON without any character that a reader may take for the end of a line.
//!
//! In: values to serialise. Out: JSON in which NEL, U+2028 and U+2029 are escapes, as control characters always are. Python's
//! `str.splitlines` then leaves a line of JSON whole. O(bytes).

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use crate::error::Result;

/// A formatter of `serde_json`.
struct EscapedEnds;

impl Formatter for EscapedEnds {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut at = 0;
        for (start, end) in fragment.match_indices(['\u{85}', '\u{2028}', '\u{2029}']) {
            out.write_all(&fragment.as_bytes()[at..start])?;
            let code = end.chars().next().map_or(0, u32::from);
            write!(out, "\\u{code:04x}")?;
            at = start + end.len();
        }
        out.write_all(&fragment.as_bytes()[at..])
    }
}

/// Writes a value as one line, whatever its texts hold. O(bytes).
///
/// # Errors
///
/// If `out` fails.
pub(crate) fn write_line(value: &impl Serialize, mut out: impl Write) -> Result<()> {
    let mut json = serde_json::Serializer::with_formatter(&mut out, EscapedEnds);
    value.serialize(&mut json).map_err(io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_are_escaped() {
        let text = "a\u{85}b\u{2028}\u{2029}c\r\n\u{b}\u{1c}\"\\雨🚋";
        let mut line = Vec::new();
        write_line(&text, &mut line).expect("memory");
        let line = String::from_utf8(line).expect("UTF-8");
        assert_eq!(
            line,
            "\"a\\u0085b\\u2028\\u2029c\\r\\n\\u000b\\u001c\\\"\\\\雨🚋\"\n"
        );
        assert_eq!(serde_json::from_str::<String>(&line).expect("JSON"), text);
    }
}
