//! Answers or pairs as a stream of Arrow.
//!
//! In: rows. Out: a stream of the IPC format, of a fixed schema. O(bytes), and a memory of one batch.
//!
//! A batch ends when everything that came is answered, so that a caller who waits for the answers to a batch gets them; and
//! before, when its documents or its rows are many. None of it depends on the clock or the number of threads.

use std::io::{self, Write};

use arrow_ipc::writer::StreamWriter;
use arrow_schema::ArrowError;

use super::rows::BatchBuilder;
use super::schema::Shape;
use crate::corpus::answer::Row;

/// A batch ends after this many bytes of documents, which are less than half a second of work, or of rows.
const BYTES_OF_DOCUMENTS: usize = 1 << 20;
const BYTES_OF_ROWS: usize = 4 << 20;

/// A stream that is being written.
pub(crate) struct ArrowWriter<W: Write> {
    writer: StreamWriter<W>,
    batch: BatchBuilder,
    /// Of the documents whose rows are in the batch.
    n_bytes: usize,
}

impl<W: Write> ArrowWriter<W> {
    /// Begins a stream.
    ///
    /// # Errors
    ///
    /// If `out` fails.
    pub(crate) fn new(out: W, shape: Shape) -> io::Result<Self> {
        let batch = BatchBuilder::new(shape);
        let writer = StreamWriter::try_new(out, batch.schema()).map_err(io_error)?;
        Ok(ArrowWriter {
            writer,
            batch,
            n_bytes: 0,
        })
    }

    /// Writes the rows of a document of `n_bytes`.
    ///
    /// # Errors
    ///
    /// If `out` fails.
    pub(crate) fn write(&mut self, rows: &[Row], n_bytes: usize) -> io::Result<()> {
        rows.iter().for_each(|row| self.batch.push(row));
        self.n_bytes += n_bytes;
        match BYTES_OF_DOCUMENTS <= self.n_bytes || BYTES_OF_ROWS <= self.batch.n_bytes() {
            true => self.complete_batch(),
            false => Ok(()),
        }
    }

    /// Writes the rows so far.
    ///
    /// # Errors
    ///
    /// If `out` fails.
    pub(crate) fn complete_batch(&mut self) -> io::Result<()> {
        self.n_bytes = 0;
        if self.batch.n_rows() == 0 {
            return Ok(());
        }
        let batch = self.batch.take().map_err(io_error)?;
        self.writer.write(&batch).map_err(io_error)?;
        self.writer.get_mut().flush()
    }

    /// Writes the rest and the end of the stream, and returns `out`.
    ///
    /// # Errors
    ///
    /// If `out` fails.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.complete_batch()?;
        self.writer.into_inner().map_err(io_error)
    }
}

/// The error of the output, which may be that its reader is gone.
fn io_error(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        error => io::Error::other(error),
    }
}
