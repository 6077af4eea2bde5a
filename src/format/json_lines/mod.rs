//! JSON Lines for a corpus: one request a line, one answer a line.
//!
//! In: a line, or an alignment with its findings. Out: texts to align, or a line. O(bytes).
//!
//! A request is `{"id": "doc-1", "source": "English text", "target": "日本語のテキスト"}`, or
//! `{"id": "doc-2", "page": "both in one text"}`. It can have a `"format"` for all texts, or a `"source_format"` and a
//! `"target_format"`, such as `"markdown"`; the default is `"text"`. An answer is
//! `{"id": "doc-1", "beads": [{"source": [[0, 57]], "target": [[0, 21], [21, 40]], "confidence": 0.98}], "moved": []}`, or
//! `{"id": "doc-3", "line": 3, "error": "what is wrong and where"}`. Each span is half-open and counts Unicode scalar
//! values of the text of the request, so that Python slices with it directly. There is one span a segment, or more where
//! furniture (a cue line, a running head) interrupts it. An empty list is the empty side of an omission or addition. The
//! spans of a page count in the page. A bead of code has `"block": "code"`. Text in no block is in no bead.
//!
//! An answer keeps beads, moved passages, findings and confidence. It does not hold the text; the request does. An id is kept
//! as it was written: large integers, `-0`, the order of keys. [`write_pairs`] writes pairs with their texts, one a line.

mod answer;
mod escaped_ends;
mod pairs;
mod request;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io::Write;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use crate::error::{Error, Result};
pub use crate::format::json_lines::answer::{
    Aligned, Answer, BeadSpans, Failed, FindingSpans, read_answer, write_answer,
};
pub(crate) use crate::format::json_lines::escaped_ends::write_line as write_escaped_line;
pub(crate) use crate::format::json_lines::pairs::read_noted;
pub use crate::format::json_lines::pairs::{read_pairs, write_pairs};
pub use crate::format::json_lines::request::{
    Request, RequestFields, Texts, read_one_text, read_request, write_request,
};

/// The id of a request and its answer: any JSON value, kept as it was written. Two ids are equal if they are written alike.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct Id(Box<RawValue>);

impl Id {
    /// The id as JSON.
    fn of(value: &impl Serialize) -> Self {
        Id(to_raw_value(value).expect("a value of ours is JSON"))
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(json: D) -> std::result::Result<Self, D::Error> {
        let written: Box<RawValue> = Deserialize::deserialize(json)?;
        if !written.get().contains(['\n', '\r']) {
            return Ok(Id(written));
        }
        // An answer is one line.
        let value: Value = serde_json::from_str(written.get()).map_err(D::Error::custom)?;
        Ok(Id::of(&value))
    }
}

impl PartialEq for Id {
    fn eq(&self, other: &Self) -> bool {
        self.0.get() == other.0.get()
    }
}

impl Default for Id {
    /// Null.
    fn default() -> Self {
        Id::of(&())
    }
}

impl From<&str> for Id {
    fn from(name: &str) -> Self {
        Id::of(&name)
    }
}

impl From<u64> for Id {
    fn from(number: u64) -> Self {
        Id::of(&number)
    }
}

impl fmt::Display for Id {
    /// The id as JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.get())
    }
}

fn write_line(value: &impl Serialize, mut out: impl Write) -> Result<()> {
    serde_json::to_writer(&mut out, value).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

fn not_utf8(error: std::str::Utf8Error) -> Error {
    Error::format(format!("byte {}", error.valid_up_to()), "expected UTF-8")
}

/// `serde_json` ends its messages with a line, here always 1, and a column. Only the column is reported.
fn with_column(error: &serde_json::Error) -> Error {
    let message = error.to_string();
    let column = format!(" at line {} column {}", error.line(), error.column());
    match message.strip_suffix(&column) {
        Some(message) => Error::format(format!("column {}", error.column()), message),
        None => Error::format("", message),
    }
}
