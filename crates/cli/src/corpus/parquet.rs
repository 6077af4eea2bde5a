//! Parquet in and out.
//!
//! In: a Parquet file whose columns are named like the fields of a request, or answers as lines of JSON. Out: requests as lines
//! of JSON, or a Parquet file. O(bytes); memory is bounded by what [`reader`] and [`writer`] say.

mod reader;
mod schema;
#[cfg(test)]
mod tests;
mod writer;

use std::path::Path;

use taiyaku::format::json_lines;

use crate::corpus::record::{Record, Records, Task};
use crate::corpus::weight::too_large;
use crate::failure::Failure;

use reader::ParquetReader;
pub(crate) use schema::Shape;
pub(crate) use writer::ParquetWriter;

/// The records of a file, and their number. A row of more than `largest` bytes is refused when its turn comes.
///
/// # Errors
///
/// As [`ParquetReader::open`].
pub(crate) fn records(path: &Path, largest: usize) -> Result<(Records, u64), Failure> {
    let reader = ParquetReader::open(path)?;
    let n_rows = reader.n_rows_of_file();
    let records = reader.map(move |row| {
        let row = row?;
        Ok(Record {
            number: row.number,
            unit: "row",
            read: row.number as u64,
            task: task(row.json, largest),
        })
    });
    Ok((Box::new(records), n_rows))
}

fn task(json: Vec<u8>, largest: usize) -> Task {
    match json.len() <= largest {
        true => Task::Line(json),
        false => Task::Refused {
            id: json_lines::read_request(&json).0.to_string(),
            reason: too_large(json.len() as u64, largest),
        },
    }
}
