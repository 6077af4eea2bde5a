//! A record of the input: what one line of the output answers.
//!
//! In: what an input holds, one record after the other. Out: records with their place, their weight and a digest of everything up
//! to them. O(bytes).

use std::fmt;
use std::hash::Hasher as _;

use taiyaku::corpus::Weigh;
use twox_hash::XxHash64;

use crate::corpus::files::Files;
use crate::failure::Failure;

/// Memory that a byte of a record takes while it is aligned: its JSON, its texts, their anchors, the beads and the answer.
/// Measured on eight documents of 6 MB: 17 without findings, 25 with them (`benches/README.md`, "A corpus"). Texts of nothing
/// but digits or tags take up to 130.
const BYTES_A_BYTE: usize = 25;

/// What a record asks for.
pub(crate) enum Task {
    /// A request in JSON.
    Line(Vec<u8>),
    /// Two files, or a page.
    Files(Files),
    /// What cannot be read, and why.
    Refused { id: String, reason: String },
}

/// What the number of a record counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Line,
    #[cfg_attr(
        not(feature = "parquet"),
        expect(dead_code, reason = "only Parquet has rows")
    )]
    Row,
    Document,
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unit::Line => "line",
            Unit::Row => "row",
            Unit::Document => "document",
        })
    }
}

/// A record of the input.
pub(crate) struct Record {
    /// The line of a file or table, the row of a Parquet file, or the place of the pair in a folder, from 1.
    pub(crate) number: usize,
    pub(crate) unit: Unit,
    /// Bytes of the input up to its end.
    pub(crate) read: u64,
    pub(crate) task: Task,
}

impl Record {
    pub(crate) fn n_bytes(&self) -> usize {
        match &self.task {
            Task::Line(line) => line.len(),
            Task::Files(files) => files.n_bytes(),
            Task::Refused { .. } => 0,
        }
    }

    fn add_to(&self, digest: &mut XxHash64) {
        digest.write_usize(self.number);
        match &self.task {
            Task::Line(line) => digest.write(line.trim_ascii()),
            Task::Files(files) => files.add_to(digest),
            Task::Refused { id, reason } => {
                digest.write(id.as_bytes());
                digest.write(reason.as_bytes());
            }
        }
    }
}

/// The largest record that is aligned in so much memory.
pub(crate) fn most_bytes(memory: usize) -> usize {
    memory / BYTES_A_BYTE
}

/// Why a record of so many bytes is refused.
pub(crate) fn too_large(n_bytes: u64, most: usize) -> String {
    let needed = n_bytes
        .saturating_mul(BYTES_A_BYTE as u64)
        .div_ceil(1 << 20);
    format!(
        "expected a document of at most {most} bytes, found {n_bytes}; --memory {needed} allows it"
    )
}

/// A record that is numbered among all, with a digest of all records up to it.
pub(crate) struct Numbered {
    pub(crate) record: Record,
    pub(crate) digest: u64,
}

impl Weigh for Numbered {
    fn weight(&self) -> usize {
        self.record.n_bytes().saturating_mul(BYTES_A_BYTE)
    }
}

/// The records of an input. An error ends them.
pub(crate) type Records = Box<dyn Iterator<Item = Result<Record, Failure>> + Send>;

/// Numbers the records of an input.
pub(crate) fn numbered(records: Records) -> impl Iterator<Item = Result<Numbered, Failure>> + Send {
    let mut digest = XxHash64::with_seed(0);
    records.map(move |record| {
        let record = record?;
        record.add_to(&mut digest);
        let digest = digest.finish();
        Ok(Numbered { record, digest })
    })
}
