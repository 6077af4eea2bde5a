//! Requests from a Parquet file.
//!
//! In: a file with the columns `source` and `target`, or `page`, and if it has them `id`, `format`, `source_format` and
//! `target_format`; or with the column `json`. Out: a request a row, in order. O(bytes).
//!
//! Memory: one page of each of these columns, as the writer of the file made it (mostly 1 MB before compression), the
//! dictionaries of a row group, and one request. Rows are read a few at a time where the average row is large. Their texts stay
//! in the pages (string views), so that even a long text that a dictionary repeats in every row is held once.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
    ParquetRecordBatchReaderBuilder,
};

use super::guarded::guarded;
use super::requests::{ID, Row, Rows, wanted, wrong_type};
use crate::failure::Failure;

/// The most rows that are read at a time, and the most bytes, estimated by the average of the row group.
const MOST_ROWS: usize = 1024;
const MOST_BYTES: usize = 4 << 20;

/// The rows of a file as requests, in order. It ends after an error.
pub(crate) struct ParquetReader {
    name: String,
    file: File,
    metadata: ArrowReaderMetadata,
    mask: ProjectionMask,
    /// The number of the row group to read next.
    next_group: usize,
    /// The rest of the row group that is being read.
    batches: Option<ParquetRecordBatchReader>,
    /// The rows that are being read.
    rows: Option<Rows>,
    n_rows: usize,
    is_done: bool,
}

impl ParquetReader {
    /// Opens a file and reads where its columns are. O(row groups · columns).
    ///
    /// # Errors
    ///
    /// If the file cannot be read, is no Parquet file, or lacks a column. The message names the file, and the columns that
    /// are expected and found.
    pub(crate) fn open(path: &Path) -> Result<ParquetReader, Failure> {
        let name = path.display().to_string();
        let file = File::open(path).map_err(|error| Failure::io(&name, &error))?;
        let metadata = guarded(|| {
            let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
            let found = ArrowReaderMetadata::load(&file, options.clone()).map_err(message)?;
            let schema = as_views(found.schema())?;
            let options = options.with_schema(Arc::new(schema));
            ArrowReaderMetadata::try_new(found.metadata().clone(), options).map_err(message)
        });
        let metadata = metadata.map_err(|error| Failure::new(format!("{name}: {error}")))?;
        let roots = wanted(metadata.schema()).map_err(Failure::new)?;
        let mask = ProjectionMask::roots(metadata.parquet_schema(), roots);
        Ok(ParquetReader {
            name,
            file,
            metadata,
            mask,
            next_group: 0,
            batches: None,
            rows: None,
            n_rows: 0,
            is_done: false,
        })
    }

    /// The number of rows that the file says it has.
    pub(crate) fn n_rows_of_file(&self) -> u64 {
        let n_rows = self.metadata.metadata().file_metadata().num_rows();
        u64::try_from(n_rows).unwrap_or(0)
    }

    /// The next rows. None at the end of the file.
    fn next_batch(&mut self) -> Result<Option<RecordBatch>, String> {
        loop {
            if let Some(batches) = &mut self.batches {
                let batch = guarded(|| {
                    batches
                        .next()
                        .transpose()
                        .map_err(|e| explained(e.to_string()))
                })?;
                match batch {
                    Some(batch) => return Ok(Some(batch)),
                    None => self.batches = None,
                }
            }
            if self.next_group == self.metadata.metadata().num_row_groups() {
                return Ok(None);
            }
            self.batches = Some(self.open_group(self.next_group)?);
            self.next_group += 1;
        }
    }

    fn open_group(&self, group: usize) -> Result<ParquetRecordBatchReader, String> {
        let file = self.file.try_clone().map_err(|error| error.to_string())?;
        guarded(|| {
            ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone())
                .with_row_groups(vec![group])
                .with_projection(self.mask.clone())
                .with_batch_size(self.rows_at_once(group))
                .build()
                .map_err(message)
        })
    }

    /// So many rows that they have [`MOST_BYTES`] on average.
    pub(super) fn rows_at_once(&self, group: usize) -> usize {
        let group = self.metadata.metadata().row_group(group);
        let columns = group.columns().iter().enumerate();
        let read = columns.filter(|(k, _)| self.mask.leaf_included(*k));
        let n_bytes: usize = read
            .map(|(_, column)| usize::try_from(column.uncompressed_size()).unwrap_or(0))
            .fold(0, usize::saturating_add);
        let n_rows = usize::try_from(group.num_rows()).unwrap_or(0).max(1);
        let of_row = (n_bytes / n_rows).max(1);
        (MOST_BYTES / of_row).clamp(1, MOST_ROWS)
    }

    fn row(&mut self) -> Result<Option<Row>, String> {
        loop {
            if let Some(task) = self.rows.as_mut().and_then(Rows::next) {
                self.n_rows += 1;
                let number = self.n_rows;
                return Ok(Some(Row { number, task }));
            }
            // Its pages are given back before the next are read.
            self.rows = None;
            match self.next_batch()? {
                Some(batch) => self.rows = Some(Rows::new(batch)),
                None => return Ok(None),
            }
        }
    }
}

impl Iterator for ParquetReader {
    type Item = Result<Row, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let row = self.row().transpose()?;
        self.is_done = row.is_err();
        let (name, n_rows) = (&self.name, self.n_rows);
        Some(row.map_err(|error| {
            let first = n_rows + 1;
            Failure::new(format!("{name}: rows from {first} on: {error}"))
        }))
    }
}

fn message(error: parquet::errors::ParquetError) -> String {
    explained(error.to_string())
}

/// A message of the crate, with what to do if that is known.
fn explained(message: String) -> String {
    match message.contains("Disabled feature at compile time") {
        true => format!(
            "{message}; expected no compression, snappy, gzip or Zstandard: write the file again"
        ),
        false => message,
    }
}

/// The schema of a file with texts as views.
///
/// # Errors
///
/// If a column is missing or has a type that no request has.
fn as_views(found: &Schema) -> Result<Schema, String> {
    let wanted = wanted(found)?;
    let as_view = |(k, field): (usize, &Arc<Field>)| -> Result<Field, String> {
        let (name, found) = (field.name().as_str(), field.data_type());
        match found {
            _ if !wanted.contains(&k) => Ok(field.as_ref().clone()),
            DataType::Utf8 => Ok(field.as_ref().clone().with_data_type(DataType::Utf8View)),
            _ if name == ID && found.is_integer() => Ok(field.as_ref().clone()),
            _ => Err(wrong_type(name, found)),
        }
    };
    let fields = found.fields().iter().enumerate().map(as_view);
    Ok(Schema::new(fields.collect::<Result<Vec<Field>, String>>()?))
}
