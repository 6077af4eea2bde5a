//! Parquet and Arrow, in and out: documents and answers in columns.
//!
//! In: a file of Parquet or a stream of Arrow whose columns are named like the fields of a request, or answers. Out: records, or
//! such a file or stream. O(bytes); memory is bounded by what the readers and writers say.

mod arrow_reader;
mod arrow_writer;
mod guarded;
mod parquet_reader;
mod parquet_writer;
mod requests;
mod rows;
mod schema;
#[cfg(test)]
mod tests;

use std::io::{self, BufRead, Write};
use std::path::Path;

use crate::corpus::answer::Row;
use crate::corpus::record::{Record, Records};
use crate::failure::Failure;

use arrow_reader::ArrowReader;
pub(crate) use arrow_reader::is_arrow;
use arrow_writer::ArrowWriter;
use parquet_reader::ParquetReader;
use parquet_writer::ParquetWriter;
pub(crate) use schema::Shape;

/// The records of a Parquet file, and their number. A row of more than `largest` bytes is refused when its turn comes.
///
/// # Errors
///
/// As [`ParquetReader::open`].
pub(crate) fn parquet_records(path: &Path, largest: usize) -> Result<(Records, u64), Failure> {
    let reader = ParquetReader::open(path)?;
    let n_rows = reader.n_rows_of_file();
    let records = reader.map(move |row| {
        let row = row?;
        Ok(Record {
            number: row.number,
            unit: "row",
            read: row.number as u64,
            n_received: None,
            task: row.task_within(largest),
        })
    });
    Ok((Box::new(records), n_rows))
}

/// The records of Arrow: a stream, or a file, which is one with something around it. A row of more than `largest` bytes is
/// refused when its turn comes.
///
/// # Errors
///
/// As [`ArrowReader::open`].
pub(crate) fn arrow_records(
    name: String,
    input: Box<dyn BufRead + Send>,
    largest: usize,
) -> Result<Records, Failure> {
    let reader = ArrowReader::open(name, input)?;
    let records = reader.map(move |row| {
        let (row, n_received) = row?;
        Ok(Record {
            number: row.number,
            unit: "row",
            read: row.number as u64,
            n_received: Some(n_received),
            task: row.task_within(largest),
        })
    });
    Ok(Box::new(records))
}

/// What is written in columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Arrow,
    Parquet,
}

/// An output in columns that is being written.
pub(crate) enum ColumnsWriter<W: Write + Send> {
    Arrow(ArrowWriter<W>),
    Parquet(ParquetWriter<W>),
}

impl<W: Write + Send> ColumnsWriter<W> {
    /// Begins an output.
    ///
    /// # Errors
    ///
    /// If `out` fails.
    pub(crate) fn new(kind: Kind, out: W, shape: Shape) -> io::Result<Self> {
        Ok(match kind {
            Kind::Arrow => ColumnsWriter::Arrow(ArrowWriter::new(out, shape)?),
            Kind::Parquet => ColumnsWriter::Parquet(ParquetWriter::new(out, shape)?),
        })
    }

    /// Writes the rows of a document of `n_bytes`.
    ///
    /// # Errors
    ///
    /// If `out` fails.
    pub(crate) fn write(&mut self, rows: &[Row], n_bytes: usize) -> io::Result<()> {
        match self {
            ColumnsWriter::Arrow(writer) => writer.write(rows, n_bytes),
            ColumnsWriter::Parquet(writer) => writer.write(rows),
        }
    }

    /// Everything that came is answered: a caller may wait for it.
    ///
    /// # Errors
    ///
    /// If `out` fails.
    pub(crate) fn complete_batch(&mut self) -> io::Result<()> {
        match self {
            ColumnsWriter::Arrow(writer) => writer.complete_batch(),
            ColumnsWriter::Parquet(_) => Ok(()),
        }
    }

    /// Writes the rest and the end, and returns `out`.
    ///
    /// # Errors
    ///
    /// If `out` fails.
    pub(crate) fn finish(self) -> io::Result<W> {
        match self {
            ColumnsWriter::Arrow(writer) => writer.finish(),
            ColumnsWriter::Parquet(writer) => writer.finish(),
        }
    }
}
