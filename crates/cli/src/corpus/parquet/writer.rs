//! Answers or pairs as a Parquet file.
//!
//! In: lines of JSON, as `taiyaku corpus` writes them. Out: a Parquet file of a fixed schema. O(bytes).
//!
//! A row group ends after 32 MB of JSON. Memory: the row group, encoded, and 1 MB of JSON with its arrays, or a line that is
//! longer. The file is a function of the lines: no clock and no number of threads reaches it.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::schema::Shape;

/// The bytes of JSON of a row group.
const BYTES_OF_GROUP: usize = 32 << 20;
/// Lines become arrays after this many bytes or rows.
const BYTES_OF_BATCH: usize = 1 << 20;
const ROWS_OF_BATCH: usize = 4096;

/// Who wrote the file, in the form that readers of Parquet understand.
const CREATED_BY: &str = concat!("taiyaku version ", env!("CARGO_PKG_VERSION"));

/// A Parquet file that is being written.
pub(crate) struct ParquetWriter<W: Write + Send> {
    writer: ArrowWriter<W>,
    decoder: Decoder,
    /// The line with its id as a text.
    line: Vec<u8>,
    /// The lines that are no arrays yet.
    n_rows: usize,
    n_bytes: usize,
    /// The bytes of the row group, without those lines.
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
        let schema = Arc::new(shape.schema());
        let decoder = ReaderBuilder::new(Arc::clone(&schema))
            .with_batch_size(ROWS_OF_BATCH)
            .build_decoder()
            .map_err(io::Error::other)?;
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
            decoder,
            line: Vec::new(),
            n_rows: 0,
            n_bytes: 0,
            n_bytes_of_group: 0,
            bytes_of_group: BYTES_OF_GROUP,
        })
    }

    /// Writes a line: an answer or a pair, with or without a line break. An id that is a string becomes its value, null stays
    /// null, and any other becomes its JSON.
    ///
    /// # Errors
    ///
    /// If the line is no object of the shape, or `out` fails.
    pub(crate) fn write_line(&mut self, json: &[u8]) -> io::Result<()> {
        self.line.clear();
        with_text_as_id(json, &mut self.line)?;
        let taken = self.decoder.decode(&self.line).map_err(io::Error::other)?;
        assert!(
            taken == self.line.len(),
            "{taken} of {} bytes",
            self.line.len()
        );
        self.n_rows += 1;
        self.n_bytes += json.len();
        let is_group = self.bytes_of_group <= self.n_bytes_of_group + self.n_bytes;
        if is_group || BYTES_OF_BATCH <= self.n_bytes || self.n_rows == ROWS_OF_BATCH {
            self.write_batch()?;
        }
        if is_group {
            self.writer.flush().map_err(io_error)?;
            self.n_bytes_of_group = 0;
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
        if let Some(batch) = self.decoder.flush().map_err(io::Error::other)? {
            self.writer.write(&batch).map_err(io_error)?;
        }
        self.n_bytes_of_group += self.n_bytes;
        (self.n_rows, self.n_bytes) = (0, 0);
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

/// Appends a line with its id as a string or null, and the fields that a schema may have.
fn with_text_as_id(json: &[u8], line: &mut Vec<u8>) -> io::Result<()> {
    let row: Row<'_> = serde_json::from_slice(json)?;
    Ok(serde_json::to_writer(line, &row)?)
}

/// The fields of an answer and of a pair.
#[derive(Deserialize, Serialize)]
struct Row<'a> {
    #[serde(borrow, default)]
    id: Id<'a>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    beads: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    moved: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    dropped: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    line: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    error: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    source: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    target: Option<&'a RawValue>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    confidence: Option<&'a RawValue>,
}

/// An id as a string or null.
#[derive(Default, Serialize)]
#[serde(transparent)]
struct Id<'a>(Option<Cow<'a, str>>);

impl<'de: 'a, 'a> Deserialize<'de> for Id<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        let id = match raw.as_bytes() {
            b"null" => None,
            // Half a surrogate pair is no text: such an id stays JSON.
            [b'"', ..] => Some(serde_json::from_str(raw).map_or(Cow::Borrowed(raw), Cow::Owned)),
            _ => Some(Cow::Borrowed(raw)),
        };
        Ok(Id(id))
    }
}
