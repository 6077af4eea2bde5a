//! The rows of a record batch as requests.
//!
//! In: a batch with the columns `source` and `target`, or `page`, and if it has them `id`, `format`, `source_format` and
//! `target_format`; or with a column `json`, whose rows are lines of JSON. Out: a task a row. O(bytes).

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrowPrimitiveType, RecordBatch};
use arrow_schema::{DataType, Schema};
use taiyaku::format::json_lines::{self, Id, RequestFields};

use crate::corpus::record::Task;
use crate::corpus::weight::too_large;

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
pub(super) const ID: &str = "id";
/// A request as JSON Lines has it.
const JSON: &str = "json";

/// A row of an input, with its number from 1.
pub(crate) struct Row {
    pub(super) number: usize,
    pub(super) task: Task,
}

impl Row {
    /// The task, or its refusal if it has more than `largest` bytes.
    pub(super) fn task_within(self, largest: usize) -> Task {
        let n_bytes = self.task.n_bytes();
        if n_bytes <= largest {
            return self.task;
        }
        let id = match &self.task {
            Task::Line(line) => json_lines::read_request(line).0.to_string(),
            Task::Request { id, .. } => id.to_string(),
            Task::Files(_) | Task::Refused { .. } => return self.task,
        };
        let reason = too_large(n_bytes as u64, largest);
        Task::Refused { id, reason }
    }
}

/// The rows of a batch that were not returned yet.
pub(super) struct Rows {
    batch: RecordBatch,
    at: usize,
}

impl Rows {
    pub(super) fn new(batch: RecordBatch) -> Rows {
        Rows { batch, at: 0 }
    }
}

impl Iterator for Rows {
    type Item = Task;

    fn next(&mut self) -> Option<Task> {
        let row = self.at;
        self.at += 1;
        (row < self.batch.num_rows()).then(|| task(&self.batch, row))
    }
}

/// The columns of a schema that are read: those of a request, or else that with requests as JSON.
///
/// # Errors
///
/// If there are none. The message names those that are expected and found.
pub(super) fn wanted(found: &Schema) -> Result<Vec<usize>, String> {
    let has = |name| found.fields().iter().any(|field| field.name() == name);
    let wanted: &[&str] = match has("source") && has("target") || has("page") {
        true => &COLUMNS,
        false if has(JSON) => &[JSON],
        false => {
            let names = found.fields().iter();
            let names: Vec<String> = names.map(|field| format!("`{}`", field.name())).collect();
            return Err(format!(
                "expected the columns `source` and `target`, or `page`, or `json`, found {}",
                match names.is_empty() {
                    true => "none".to_owned(),
                    false => names.join(", "),
                }
            ));
        }
    };
    let fields = found.fields().iter().enumerate();
    let read = fields.filter(|(_, field)| wanted.contains(&field.name().as_str()));
    Ok(read.map(|(k, _)| k).collect())
}

/// The message for a column of another type.
pub(super) fn wrong_type(name: &str, found: &DataType) -> String {
    let expected = match name {
        ID => "strings or integers",
        _ => "strings",
    };
    format!("column `{name}`: expected {expected}, found {found}")
}

/// Whether [`text`] reads a column of this type.
pub(super) fn is_text(of: &DataType) -> bool {
    match of {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => true,
        DataType::Null => true,
        DataType::Dictionary(_, values) => is_text(values),
        _ => false,
    }
}

/// A row as a task. A null is a field that is not there.
fn task(batch: &RecordBatch, row: usize) -> Task {
    if let Some(lines) = batch.column_by_name(JSON) {
        return match bytes(lines, row) {
            Some(line) => Task::Line(line.to_vec()),
            None => Task::Refused {
                id: "null".to_owned(),
                reason: format!("expected a request in the column `{JSON}`, found null"),
            },
        };
    }
    let mut fields = RequestFields::default();
    let (mut id, mut n_bytes, mut wrong) = (Id::default(), 0, None);
    let schema = batch.schema_ref();
    for (field, column) in schema.fields().iter().zip(batch.columns()) {
        let name = field.name().as_str();
        if name == ID && column.data_type().is_integer() {
            id = integer(column, row)
                .and_then(|id| serde_json::from_str(&id).ok())
                .unwrap_or_default();
            continue;
        }
        let Some(bytes) = bytes(column, row) else {
            continue;
        };
        n_bytes += bytes.len();
        match str::from_utf8(bytes) {
            Ok(text) if name == ID => id = text.into(),
            Ok(text) => set(&mut fields, name, text),
            Err(error) => {
                let at = error.valid_up_to();
                wrong.get_or_insert_with(|| format!("{name}: byte {at}: expected UTF-8"));
            }
        }
    }
    let request = match wrong {
        Some(wrong) => Err(wrong),
        None => fields.into_request().map_err(|error| error.to_string()),
    };
    Task::Request {
        id,
        request,
        n_bytes,
    }
}

fn set(fields: &mut RequestFields, name: &str, text: &str) {
    let field = match name {
        "source" => &mut fields.source,
        "target" => &mut fields.target,
        "page" => &mut fields.page,
        "format" => &mut fields.format,
        "source_format" => &mut fields.source_format,
        "target_format" => &mut fields.target_format,
        _ => return,
    };
    *field = Some(text.to_owned());
}

/// The bytes of a text. They are UTF-8 if the type of the column says so.
fn bytes(column: &dyn Array, row: usize) -> Option<&[u8]> {
    if column.is_null(row) {
        return None;
    }
    Some(match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).as_bytes(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).as_bytes(),
        DataType::Utf8View => column.as_string_view().value(row).as_bytes(),
        DataType::Binary => column.as_binary::<i32>().value(row),
        DataType::LargeBinary => column.as_binary::<i64>().value(row),
        DataType::BinaryView => column.as_binary_view().value(row),
        DataType::Dictionary(_, _) => {
            let dictionary = column.as_any_dictionary();
            let key = integer(dictionary.keys(), row)?.parse().ok()?;
            return bytes(dictionary.values().as_ref(), key);
        }
        // All of such a column is null.
        DataType::Null => return None,
        other => unreachable!("a column of {other} is refused when the input is opened"),
    })
}

fn integer(column: &dyn Array, row: usize) -> Option<String> {
    fn of<T: ArrowPrimitiveType>(column: &dyn Array, row: usize) -> String
    where
        T::Native: std::fmt::Display,
    {
        column.as_primitive::<T>().value(row).to_string()
    }
    if column.is_null(row) {
        return None;
    }
    Some(match column.data_type() {
        DataType::Int8 => of::<Int8Type>(column, row),
        DataType::Int16 => of::<Int16Type>(column, row),
        DataType::Int32 => of::<Int32Type>(column, row),
        DataType::Int64 => of::<Int64Type>(column, row),
        DataType::UInt8 => of::<UInt8Type>(column, row),
        DataType::UInt16 => of::<UInt16Type>(column, row),
        DataType::UInt32 => of::<UInt32Type>(column, row),
        DataType::UInt64 => of::<UInt64Type>(column, row),
        other => unreachable!("a column of {other} is refused when the input is opened"),
    })
}
