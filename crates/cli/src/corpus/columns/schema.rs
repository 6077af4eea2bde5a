//! The schemas of what is written in columns. They are fixed: a column stands there even if it is always null.
//!
//! In: a shape. Out: its schema. O(1).

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Schema};

/// What the lines of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Answers: beads, moved passages and findings as spans, or an error.
    Answers,
    /// Pairs as text.
    Pairs,
}

impl Shape {
    pub(super) fn schema(self) -> Schema {
        match self {
            Shape::Answers => answers(),
            Shape::Pairs => Schema::new(vec![
                optional("id", DataType::Utf8),
                required("source", DataType::Utf8),
                required("target", DataType::Utf8),
                required("confidence", DataType::Float64),
            ]),
        }
    }
}

fn answers() -> Schema {
    Schema::new(vec![
        optional("id", DataType::Utf8),
        optional("beads", list(DataType::Struct(beads()))),
        optional("moved", list(DataType::Struct(passages()))),
        optional("dropped", counts()),
        optional("line", DataType::Int64),
        optional("error", DataType::Utf8),
    ])
}

pub(super) fn findings() -> Fields {
    Fields::from(vec![
        required("check", DataType::Utf8),
        required("severity", DataType::Utf8),
        optional("mqm", DataType::Utf8),
        optional("its", DataType::Utf8),
        required("source", spans()),
        required("target", spans()),
        required("detail", DataType::Utf8),
        required("detail_ja", DataType::Utf8),
        required("id", DataType::Utf8),
    ])
}

pub(super) fn passages() -> Fields {
    Fields::from(vec![
        required("source", spans()),
        required("target", spans()),
        required("confidence", DataType::Float64),
    ])
}

pub(super) fn beads() -> Fields {
    let more = [
        Arc::new(optional("block", DataType::Utf8)),
        Arc::new(optional("findings", list(DataType::Struct(findings())))),
    ];
    passages().iter().cloned().chain(more).collect()
}

/// Half-open ranges of characters.
fn spans() -> DataType {
    list(list(DataType::Int64))
}

/// The number of dropped pairs by reason.
fn counts() -> DataType {
    DataType::Map(entry_of_counts(), false)
}

pub(super) fn entry_of_counts() -> Arc<Field> {
    let entry = DataType::Struct(counts_by_reason());
    Arc::new(required("key_value", entry))
}

pub(super) fn counts_by_reason() -> Fields {
    Fields::from(vec![
        required("key", DataType::Utf8),
        required("value", DataType::Int64),
    ])
}

pub(super) fn list(item: DataType) -> DataType {
    DataType::List(element(item))
}

pub(super) fn element(item: DataType) -> Arc<Field> {
    Arc::new(required("element", item))
}

fn required(name: &str, data_type: DataType) -> Field {
    Field::new(name, data_type, false)
}

fn optional(name: &str, data_type: DataType) -> Field {
    Field::new(name, data_type, true)
}
