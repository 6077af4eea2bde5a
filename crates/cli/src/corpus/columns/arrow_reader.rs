//! Requests from a stream of Arrow.
//!
//! In: a stream of the IPC format with the columns of a request, or a file of it. Out: a request a row, in order. O(bytes).
//!
//! Memory: one batch, as the writer of the stream made it. A batch is read when all rows of the one before were taken, so that a
//! caller can wait for the answers to a batch before it sends the next.

use std::io::{self, BufRead};

use arrow_array::RecordBatch;
use arrow_ipc::reader::StreamReader;
use arrow_schema::{ArrowError, Schema};

use super::guarded::guarded;
use super::requests::{ID, Row, Rows, is_text, wanted, wrong_type};
use crate::failure::Failure;

/// The first byte of a message of a stream. No text begins with it, and no packed file.
const STREAM: u8 = 0xff;
/// The first bytes of a file, which is a stream between these and an index. Zeros pad them, of which each writer has its number.
const FILE: &[u8] = b"ARROW1";

/// Whether an input that begins so is Arrow.
pub(crate) fn is_arrow(begins: &[u8]) -> bool {
    begins.first() == Some(&STREAM) || begins.starts_with(FILE)
}

/// The rows of a stream as requests, in order. It ends after an error.
pub(super) struct ArrowReader {
    name: String,
    batches: StreamReader<Box<dyn BufRead + Send>>,
    /// The columns of a request.
    wanted: Vec<usize>,
    rows: Option<Rows>,
    n_rows: usize,
    /// The rows that were read, returned or not.
    n_received: usize,
    is_done: bool,
}

impl ArrowReader {
    /// Reads the schema.
    ///
    /// # Errors
    ///
    /// If the input is no stream, or lacks a column. The message has the columns that are expected and found.
    pub(super) fn open(name: String, mut input: Box<dyn BufRead + Send>) -> Result<Self, Failure> {
        let opened = guarded(|| {
            skip_to_stream(&mut input).map_err(|error| error.to_string())?;
            let batches = StreamReader::try_new(input, None).map_err(message)?;
            let wanted = readable(&batches.schema())?;
            Ok((batches, wanted))
        });
        match opened {
            Ok((batches, wanted)) => Ok(ArrowReader {
                name,
                batches,
                wanted,
                rows: None,
                n_rows: 0,
                n_received: 0,
                is_done: false,
            }),
            Err(error) => Err(Failure::new(format!("{name}: {error}"))),
        }
    }

    fn next_batch(&mut self) -> Result<Option<RecordBatch>, String> {
        let (batches, wanted) = (&mut self.batches, &self.wanted);
        guarded(|| {
            let Some(batch) = batches.next() else {
                return Ok(None);
            };
            let batch = batch.and_then(|batch| batch.project(wanted));
            batch.map(Some).map_err(message)
        })
    }

    fn row(&mut self) -> Result<Option<(Row, usize)>, String> {
        loop {
            if let Some(task) = self.rows.as_mut().and_then(Rows::next) {
                self.n_rows += 1;
                let number = self.n_rows;
                return Ok(Some((Row { number, task }, self.n_received)));
            }
            // It is given back before the next is read.
            self.rows = None;
            match self.next_batch()? {
                Some(batch) => {
                    self.n_received += batch.num_rows();
                    self.rows = Some(Rows::new(batch));
                }
                None => return Ok(None),
            }
        }
    }
}

impl Iterator for ArrowReader {
    /// A row, and the number of rows that came up to the last of its batch.
    type Item = Result<(Row, usize), Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let row = self.row().transpose()?;
        self.is_done = row.is_err();
        let (name, first) = (&self.name, self.n_rows + 1);
        Some(row.map_err(|error| Failure::new(format!("{name}: rows from {first} on: {error}"))))
    }
}

/// Skips what a file has before its stream.
fn skip_to_stream(input: &mut dyn BufRead) -> io::Result<()> {
    if !input.fill_buf()?.starts_with(FILE) {
        return Ok(());
    }
    input.consume(FILE.len());
    while let [0, ..] = input.fill_buf()? {
        input.consume(1);
    }
    Ok(())
}

/// The columns that are read, with their types checked.
fn readable(schema: &Schema) -> Result<Vec<usize>, String> {
    let wanted = wanted(schema)?;
    for &k in &wanted {
        let (name, found) = (schema.field(k).name(), schema.field(k).data_type());
        if !(is_text(found) || name == ID && found.is_integer()) {
            return Err(wrong_type(name, found));
        }
    }
    Ok(wanted)
}

/// A message of the crate, with what to do if that is known.
fn message(error: ArrowError) -> String {
    let message = error.to_string();
    match message.contains("lz4") {
        true => format!("{message}; expected no compression or Zstandard: write it again"),
        false => message,
    }
}
