//! Answers or pairs as a Parquet file.
//!
//! In: rows. Out: a Parquet file of a fixed schema. O(bytes).
//!
//! A row group ends after 32 MB of rows. Memory: the row group, encoded, and 1 MB of rows, or a row that is longer. The file is a
//! function of the rows: no clock and no number of threads reaches it.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::rows::BatchBuilder;
use super::schema::Shape;
use crate::corpus::answer::Row;

/// The bytes of a row group before they are encoded.
const BYTES_OF_GROUP: usize = 32 << 20;
/// Rows are encoded after this many bytes or rows.
const BYTES_OF_BATCH: usize = 1 << 20;
const ROWS_OF_BATCH: usize = 4096;

/// Who wrote the file, in the form that readers of Parquet understand.
const CREATED_BY: &str = concat!("taiyaku version ", env!("CARGO_PKG_VERSION"));

/// A Parquet file that is being written.
pub(crate) struct ParquetWriter<W: Write + Send> {
    writer: ArrowWriter<W>,
    /// The rows that are not encoded yet.
    batch: BatchBuilder,
    /// The bytes of the row group, without those rows.
    n_bytes_of_group: usize,
    /// The bytes of a complete row group.
    pub(super) bytes_of_group: usize,
}

impl<W: Write + Send> ParquetWriter<W> {
    /// Begins a file.
    ///
    /// # Errors
    ///
    /// If `out` fails.
    pub(crate) fn new(out: W, shape: Shape) -> io::Result<Self> {
        let batch = BatchBuilder::new(shape);
        let schema = Arc::clone(batch.schema());
        let properties = WriterProperties::builder()
            .set_created_by(CREATED_BY.to_owned())
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(None)
            .build();
        let options = ArrowWriterOptions::new()
            .with_properties(properties)
            .with_skip_arrow_metadata(true);
        let writer = ArrowWriter::try_new_with_options(out, schema, options).map_err(io_error)?;
        Ok(ParquetWriter {
            writer,
            batch,
            n_bytes_of_group: 0,
            bytes_of_group: BYTES_OF_GROUP,
        })
    }

    /// Writes rows.
    ///
    /// # Errors
    ///
    /// If `out` fails.
    pub(crate) fn write(&mut self, rows: &[Row]) -> io::Result<()> {
        for row in rows {
            self.batch.push(row);
            let n_bytes = self.batch.n_bytes();
            let is_group = self.bytes_of_group <= self.n_bytes_of_group + n_bytes;
            if is_group || BYTES_OF_BATCH <= n_bytes || self.batch.n_rows() == ROWS_OF_BATCH {
                self.write_batch()?;
            }
            if is_group {
                self.writer.flush().map_err(io_error)?;
                self.n_bytes_of_group = 0;
            }
        }
        Ok(())
    }

    /// Writes the rest and the end of the file, and returns `out`.
    ///
    /// # Errors
    ///
    /// If `out` fails.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.write_batch()?;
        self.writer.into_inner().map_err(io_error)
    }

    fn write_batch(&mut self) -> io::Result<()> {
        if self.batch.n_rows() != 0 {
            self.n_bytes_of_group += self.batch.n_bytes();
            let batch = self.batch.take().map_err(io::Error::other)?;
            self.writer.write(&batch).map_err(io_error)?;
        }
        Ok(())
    }
}

/// The error of the output, which may be that its reader is gone.
fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}
