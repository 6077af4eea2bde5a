//! Requests from a Parquet file.
//!
//! In: a file with the columns `source` and `target`, or `page`, and if it has them `id`, `format`, `source_format` and
//! `target_format`. Out: a request a row, as a line of JSON, in order. O(bytes).
//!
//! Memory: one page of each of these columns, as the writer of the file made it (mostly 1 MB before compression), the
//! dictionaries of a row group, and one line. Rows are read a few at a time where the average row is large. Their texts stay
//! in the pages (string views), so that even a long text that a dictionary repeats in every row is held once.

use std::cell::Cell;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::path::Path;
use std::sync::{Arc, Once};

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrowPrimitiveType, RecordBatch, StringViewArray};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
    ParquetRecordBatchReaderBuilder,
};

use crate::failure::Failure;

/// The columns of a request.
const COLUMNS: [&str; 7] = [
    "id",
    "source",
    "target",
    "page",
    "format",
    "source_format",
    "target_format",
];
const ID: &str = "id";

/// The most rows that are read at a time, and the most bytes, estimated by the average of the row group.
const MOST_ROWS: usize = 1024;
const MOST_BYTES: usize = 4 << 20;

/// A row as a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its number in the file, from 1.
    pub(crate) number: usize,
    /// The request, without a line break. A null is left out.
    pub(crate) json: Vec<u8>,
}

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
    /// The rows that are being read, and the first of them that was not returned yet.
    batch: Option<(RecordBatch, usize)>,
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
        let fields = metadata.schema().fields().iter().enumerate();
        let wanted = fields.filter(|(_, field)| COLUMNS.contains(&field.name().as_str()));
        let roots: Vec<usize> = wanted.map(|(k, _)| k).collect();
        let mask = ProjectionMask::roots(metadata.parquet_schema(), roots);
        Ok(ParquetReader {
            name,
            file,
            metadata,
            mask,
            next_group: 0,
            batches: None,
            batch: None,
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
            if let Some((batch, at)) = &mut self.batch
                && *at < batch.num_rows()
            {
                let json = request(batch, *at);
                *at += 1;
                self.n_rows += 1;
                return Ok(Some(Row {
                    number: self.n_rows,
                    json,
                }));
            }
            // Its pages are given back before the next are read.
            self.batch = None;
            match self.next_batch()? {
                Some(batch) => self.batch = Some((batch, 0)),
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

/// Runs a part of the reader. `parquet` checks what it reads, but not all of it: a damaged file can make it panic, for example
/// by a column that starts at a negative byte. That is an error like any other, and nothing is printed.
fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic| {
            if !IS_GUARDED.get() {
                usual(panic);
            }
        }));
    });
    IS_GUARDED.set(true);
    let result = catch_unwind(AssertUnwindSafe(read));
    IS_GUARDED.set(false);
    result.unwrap_or_else(|_| Err("the file is damaged".to_owned()))
}

thread_local! {
    /// Whether this thread is in [`guarded`].
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
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
    let has = |name| found.fields().iter().any(|field| field.name() == name);
    if !(has("source") && has("target") || has("page")) {
        let names: Vec<String> = found
            .fields()
            .iter()
            .map(|field| format!("`{}`", field.name()))
            .collect();
        return Err(format!(
            "expected the columns `source` and `target`, or `page`, found {}",
            if names.is_empty() {
                "none".to_owned()
            } else {
                names.join(", ")
            }
        ));
    }
    let as_view = |field: &Arc<Field>| -> Result<Field, String> {
        let (name, found) = (field.name().as_str(), field.data_type());
        match found {
            _ if !COLUMNS.contains(&name) => Ok(field.as_ref().clone()),
            DataType::Utf8 => Ok(field.as_ref().clone().with_data_type(DataType::Utf8View)),
            _ if name == ID && found.is_integer() => Ok(field.as_ref().clone()),
            _ => {
                let expected = if name == ID {
                    "strings or integers"
                } else {
                    "strings"
                };
                Err(format!(
                    "column `{name}`: expected {expected}, found {found}"
                ))
            }
        }
    };
    let fields: Result<Vec<Field>, String> = found.fields().iter().map(as_view).collect();
    Ok(Schema::new(fields?))
}

/// A row as a request, without its nulls.
fn request(batch: &RecordBatch, row: usize) -> Vec<u8> {
    let mut json = Vec::new();
    json.push(b'{');
    let schema = batch.schema_ref();
    for (field, column) in schema.fields().iter().zip(batch.columns()) {
        if column.is_null(row) {
            continue;
        }
        if json.len() != 1 {
            json.push(b',');
        }
        push_text(field.name(), &mut json);
        json.push(b':');
        match column.as_any().downcast_ref::<StringViewArray>() {
            Some(texts) => push_text(texts.value(row), &mut json),
            None => json.extend(integer(column, row).into_bytes()),
        }
    }
    json.push(b'}');
    json
}

fn push_text(text: &str, json: &mut Vec<u8>) {
    serde_json::to_writer(json, text).expect("memory does not fail");
}

fn integer(column: &dyn Array, row: usize) -> String {
    fn of<T: ArrowPrimitiveType>(column: &dyn Array, row: usize) -> String
    where
        T::Native: std::fmt::Display,
    {
        column.as_primitive::<T>().value(row).to_string()
    }
    match column.data_type() {
        DataType::Int8 => of::<Int8Type>(column, row),
        DataType::Int16 => of::<Int16Type>(column, row),
        DataType::Int32 => of::<Int32Type>(column, row),
        DataType::Int64 => of::<Int64Type>(column, row),
        DataType::UInt8 => of::<UInt8Type>(column, row),
        DataType::UInt16 => of::<UInt16Type>(column, row),
        DataType::UInt32 => of::<UInt32Type>(column, row),
        DataType::UInt64 => of::<UInt64Type>(column, row),
        other => unreachable!("a column of {other} is refused when the file is opened"),
    }
}
