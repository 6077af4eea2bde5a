//! A record of the input: what one line of the output answers.
//!
//! In: what an input holds, one record after the other. Out: records with their place, their weight and a digest of everything up
//! to them. O(bytes).

use std::hash::Hasher as _;

use taiyaku::corpus::Weigh;
use twox_hash::XxHash64;

use crate::corpus::files::Files;
use crate::corpus::weight::BYTES_A_BYTE;
use crate::failure::Failure;

/// What a record asks for.
pub(crate) enum Task {
    /// A request in JSON.
    Line(Vec<u8>),
    /// Two files, or a page.
    Files(Files),
    /// What cannot be read, and why.
    Refused { id: String, reason: String },
}

/// A record of the input.
pub(crate) struct Record {
    /// The line of a file or table, the row of a Parquet file, or the place of the pair in a folder, from 1.
    pub(crate) number: usize,
    /// What the number counts: `line`, `row` or `document`.
    pub(crate) unit: &'static str,
    /// How much of the input is read with it, in the unit of [`Opened::all`](crate::corpus::input::Opened::all).
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
