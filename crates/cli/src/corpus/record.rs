//! A record of the input: what one line of the output answers.
//!
//! In: what an input holds, one record after the other. Out: records with their place, their weight and a digest of everything up
//! to them. O(bytes).

use std::hash::Hasher as _;

use taiyaku::corpus::Weigh;
use taiyaku::format::json_lines::{Id, Request, Texts};
use twox_hash::XxHash64;

use crate::corpus::files::Files;
use crate::corpus::weight::BYTES_A_BYTE;
use crate::failure::Failure;

/// What a record asks for.
pub(crate) enum Task {
    /// A request in JSON.
    Line(Vec<u8>),
    #[cfg_attr(not(feature = "parquet"), allow(dead_code))]
    /// A request that came in columns, or what is wrong with it. Its texts have `n_bytes`.
    Request {
        id: Id,
        request: Result<Request, String>,
        n_bytes: usize,
    },
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
    /// The number of records that came up to the last of those that came with it, if they came together: whoever sent them may
    /// wait for their answers before sending more.
    pub(crate) n_received: Option<usize>,
    pub(crate) task: Task,
}

impl Task {
    /// The bytes of its texts, or of its line.
    pub(crate) fn n_bytes(&self) -> usize {
        match self {
            Task::Line(line) => line.len(),
            Task::Request { n_bytes, .. } => *n_bytes,
            Task::Files(files) => files.n_bytes(),
            Task::Refused { .. } => 0,
        }
    }
}

impl Record {
    pub(crate) fn n_bytes(&self) -> usize {
        self.task.n_bytes()
    }

    fn add_to(&self, digest: &mut XxHash64) {
        digest.write_usize(self.number);
        match &self.task {
            Task::Line(line) => digest.write(line.trim_ascii()),
            Task::Request { id, request, .. } => {
                digest.write(id.to_string().as_bytes());
                add_request_to(request, digest);
            }
            Task::Files(files) => files.add_to(digest),
            Task::Refused { id, reason } => {
                digest.write(id.as_bytes());
                digest.write(reason.as_bytes());
            }
        }
    }
}

fn add_request_to(request: &Result<Request, String>, digest: &mut XxHash64) {
    let Request { texts, formats, .. } = match request {
        Ok(request) => request,
        Err(reason) => return digest.write(reason.as_bytes()),
    };
    let texts = match texts {
        Texts::Sides { source, target } => [source.as_str(), target],
        Texts::Page { page } => [page, ""],
        _ => [""; 2],
    };
    for (text, format) in texts.iter().zip(formats) {
        digest.write_usize(text.len());
        digest.write(text.as_bytes());
        digest.write(format.name().as_bytes());
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
