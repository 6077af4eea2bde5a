//! Files that are written and read back.

mod arrow;

use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BooleanArray, DictionaryArray, Int16Array, Int64Array, LargeStringArray, RecordBatch,
    StringArray, StringViewArray, UInt64Array,
};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::properties::WriterProperties;
use serde_json::{Value, json};
use taiyaku::format::json_lines::{read_answer, write_request};

use super::parquet_reader::ParquetReader;
use super::parquet_writer::ParquetWriter;
use super::schema::Shape;
use crate::corpus::answer::{Row, TextPair};
use crate::corpus::filter::{Counts, Reason};
use crate::corpus::record::Task;

/// A file of a test, removed at its end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, bytes: &[u8]) -> Scratch {
        let file = format!("taiyaku-{}-{name}.parquet", std::process::id());
        let path = std::env::temp_dir().join(file);
        std::fs::write(&path, bytes).expect("the folder for temporary files can be written");
        Scratch(path)
    }

    /// The rows as numbers and requests, or the error.
    fn rows(&self) -> Result<Vec<(usize, Value)>, String> {
        let reader = ParquetReader::open(&self.0).map_err(|failure| format!("{failure:?}"))?;
        let rows = reader.map(|row| {
            let row = row.map_err(|failure| format!("{failure:?}"))?;
            Ok((row.number, request(row.task)))
        });
        rows.collect()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A task as a request in JSON, without an id that is null, or what is wrong.
fn request(task: Task) -> Value {
    let line = match task {
        Task::Line(line) => line,
        Task::Request {
            request: Err(wrong),
            ..
        } => return Value::String(wrong),
        Task::Refused { reason, .. } => return Value::String(reason),
        Task::Request {
            id,
            request: Ok(request),
            ..
        } => {
            let mut line = Vec::new();
            write_request(&id, &request, &mut line).unwrap();
            line
        }
        Task::Files(_) => unreachable!("columns have texts"),
    };
    let mut json: Value = serde_json::from_slice(&line).unwrap();
    if json["id"].is_null() {
        json.as_object_mut().unwrap().remove("id");
    }
    json
}

/// A line of the output as a row.
fn row(shape: Shape, line: &Value) -> Row {
    let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
    match shape {
        Shape::Answers => {
            let answer = read_answer(line.to_string().as_bytes()).unwrap();
            Row::Document(answer, line.get("dropped").map(counts))
        }
        Shape::Pairs => Row::Pair(TextPair {
            id: text("id").as_str().into(),
            source: text("source"),
            target: text("target"),
            confidence: line["confidence"].as_f64().unwrap() as f32,
        }),
    }
}

fn counts(dropped: &Value) -> Counts {
    let mut counts = Counts::default();
    for reason in [Reason::Code, Reason::Confidence] {
        let n = dropped[reason.name()].as_u64().unwrap_or_default();
        (0..n).for_each(|_| counts.count(Some(reason)));
    }
    counts
}

fn written(shape: Shape, lines: &[Value]) -> Vec<u8> {
    let mut writer = ParquetWriter::new(Vec::new(), shape).unwrap();
    for line in lines {
        writer.write(&[row(shape, line)]).unwrap();
    }
    writer.finish().unwrap()
}

/// The rows of a file as JSON, by the reader of the crate. Nulls are left out.
fn read_back(bytes: Vec<u8>) -> Vec<Value> {
    let file = Scratch::new(&format!("back-{}", bytes.len()), &bytes);
    let file = std::fs::File::open(&file.0).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
    let batches: Result<Vec<RecordBatch>, _> = reader.build().unwrap().collect();
    as_json(&batches.unwrap())
}

/// The rows of batches. Nulls are left out.
fn as_json(batches: &[RecordBatch]) -> Vec<Value> {
    let mut writer = arrow_json::LineDelimitedWriter::new(Vec::new());
    writer
        .write_batches(&batches.iter().collect::<Vec<_>>())
        .unwrap();
    writer.finish().unwrap();
    let lines = String::from_utf8(writer.into_inner()).unwrap();
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// A file with these columns. Each row group has `rows_of_group` rows.
fn file(columns: Vec<(&str, ArrayRef)>, rows_of_group: usize) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns
            .into_iter()
            .map(|(name, column)| (name, column, true)),
    );
    let batch = batch.unwrap();
    let properties = WriterProperties::builder()
        .set_max_row_group_row_count(Some(rows_of_group))
        .build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

fn texts(texts: &[Option<&str>]) -> ArrayRef {
    Arc::new(StringArray::from(texts.to_vec()))
}

/// Answers with all that an answer can have.
fn answers() -> [Value; 4] {
    let finding = json!({
        "check": "number", "severity": "error", "mqm": "number", "its": "numbers", "source": [[3, 5]], "target": [[2, 4]],
        "detail": "24 in the original", "detail_ja": "原文は24", "id": "00abcdef01234567",
    });
    let mut plain = finding.clone();
    plain.as_object_mut().unwrap().remove("mqm");
    let bead = json!({"source": [[0, 10]], "target": [[0, 6], [7, 9]], "confidence": 0.98});
    let empty = json!({"source": [[0, 10]], "target": [], "confidence": 1.0, "block": "code", "findings": []});
    let found =
        json!({"source": [], "target": [[0, 6]], "confidence": 0.5, "findings": [finding, plain]});
    let moved = json!({"source": [[60, 93]], "target": [[8, 21]], "confidence": 0.99});
    [
        json!({"id": "nothing", "beads": [], "moved": []}),
        json!({"id": "plain", "beads": [bead], "moved": []}),
        json!({"id": "all", "beads": [bead, empty, found], "moved": [moved], "dropped": {"code": 1, "confidence": 2}}),
        json!({"id": "failed \"雨\"", "line": 3, "error": "column 7: expected `,`"}),
    ]
}

#[test]
fn answers_come_back() {
    let lines = answers();
    assert_eq!(read_back(written(Shape::Answers, &lines)), lines);
    assert_eq!(read_back(written(Shape::Answers, &[])), Vec::<Value>::new());
}

#[test]
fn pairs_come_back_and_are_requests() {
    let lines = [
        json!({"id": "a", "source": "It \"rained\".\n", "target": "雨が降った。", "confidence": 0.25}),
        json!({"id": "b", "source": "", "target": "🌧", "confidence": 1.0}),
    ];
    let bytes = written(Shape::Pairs, &lines);
    assert_eq!(read_back(bytes.clone()), lines);
    let requests = Scratch::new("pairs", &bytes).rows().unwrap();
    let expected = lines
        .map(|line| json!({"id": line["id"], "source": line["source"], "target": line["target"]}));
    assert_eq!(
        requests,
        [(1, expected[0].clone()), (2, expected[1].clone())]
    );
}

#[test]
fn an_id_is_a_text() {
    for (name, id, expected) in [
        ("string", r#""doc-1""#, Some("doc-1")),
        ("escaped", r#""\u96e8\"\n""#, Some("雨\"\n")),
        ("number as a string", r#""7""#, Some("7")),
        ("integer", "7", Some("7")),
        ("beyond 2^53", "9007199254740993", Some("9007199254740993")),
        (
            "beyond 2^64",
            "36893488147419103233",
            Some("36893488147419103233"),
        ),
        ("minus zero", "-0", Some("-0")),
        ("decimal", "1.50", Some("1.50")),
        ("truth", "true", Some("true")),
        ("list", "[1, 2]", Some("[1, 2]")),
        ("object", r#"{"a": 1}"#, Some(r#"{"a": 1}"#)),
        ("null", "null", None),
    ] {
        let line = format!(r#"{{"id": {id}, "line": 1, "error": "x"}}"#);
        let answer = read_answer(line.as_bytes()).unwrap();
        let mut writer = ParquetWriter::new(Vec::new(), Shape::Answers).unwrap();
        writer.write(&[Row::Document(answer, None)]).unwrap();
        let rows = read_back(writer.finish().unwrap());
        assert_eq!(rows[0]["id"].as_str(), expected, "{name}");
    }
}

#[test]
fn row_groups_end_by_bytes_and_the_same_rows_give_the_same_bytes() {
    let line = json!({"id": "a", "source": "It rained. ".repeat(20), "target": "雨が降った。", "confidence": 1.0});
    let bytes = || {
        let mut writer = ParquetWriter::new(Vec::new(), Shape::Pairs).unwrap();
        writer.bytes_of_group = 2000;
        (0..20).for_each(|_| writer.write(&[row(Shape::Pairs, &line)]).unwrap());
        writer.finish().unwrap()
    };
    let file = Scratch::new("groups", &bytes());
    let file = std::fs::File::open(&file.0).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
    let groups = reader.metadata().row_groups();
    let n_rows: Vec<i64> = groups.iter().map(|group| group.num_rows()).collect();
    assert_eq!(n_rows, [8, 8, 4]);
    let created_by = reader.metadata().file_metadata().created_by().unwrap();
    assert!(created_by.starts_with("taiyaku version "), "{created_by}");
    assert_eq!(bytes(), bytes());
}

#[test]
fn columns_of_other_types_are_read() {
    let source = || texts(&[Some("Rain."), Some("Snow."), Some("Rain.")]);
    let target = || texts(&[Some("雨。"), Some("雪。"), Some("雨。")]);
    let large: ArrayRef = Arc::new(LargeStringArray::from(vec!["Rain.", "Snow.", "Rain."]));
    let view: ArrayRef = Arc::new(StringViewArray::from(vec!["Rain.", "Snow.", "Rain."]));
    let names = ["Rain.", "Snow.", "Rain."];
    let dictionary: ArrayRef = Arc::new(DictionaryArray::<Int32Type>::from_iter(names));
    let signed: ArrayRef = Arc::new(Int64Array::from(vec![Some(i64::MIN), None, Some(-1)]));
    let unsigned: ArrayRef = Arc::new(UInt64Array::from(vec![u64::MAX, 0, 9_007_199_254_740_993]));
    let short: ArrayRef = Arc::new(Int16Array::from(vec![-5, 0, 5]));
    let ids = |ids: [Value; 3]| {
        let sides = [("Rain.", "雨。"), ("Snow.", "雪。"), ("Rain.", "雨。")];
        let rows = ids.into_iter().zip(sides).map(|(id, (source, target))| {
            let mut row = json!({"id": id, "source": source, "target": target});
            if row["id"].is_null() {
                row.as_object_mut().unwrap().remove("id");
            }
            row
        });
        rows.collect::<Vec<Value>>()
    };
    let none = || [Value::Null, Value::Null, Value::Null];
    let rows = [
        (
            "texts",
            vec![("source", source()), ("target", target())],
            ids(none()),
        ),
        (
            "large",
            vec![("source", large), ("target", target())],
            ids(none()),
        ),
        (
            "view",
            vec![("source", view), ("target", target())],
            ids(none()),
        ),
        (
            "dictionary",
            vec![("source", dictionary), ("target", target())],
            ids(none()),
        ),
        (
            "signed",
            vec![("id", signed), ("source", source()), ("target", target())],
            ids([json!(i64::MIN), Value::Null, json!(-1)]),
        ),
        (
            "unsigned",
            vec![("id", unsigned), ("source", source()), ("target", target())],
            ids([json!(u64::MAX), json!(0), json!(9_007_199_254_740_993_u64)]),
        ),
        (
            "short",
            vec![("id", short), ("source", source()), ("target", target())],
            ids([json!(-5), json!(0), json!(5)]),
        ),
    ];
    for (name, columns, expected) in rows {
        for rows_of_group in [1, 2, 100] {
            let found = Scratch::new(name, &file(columns.clone(), rows_of_group)).rows();
            let expected: Vec<(usize, Value)> = (1..).zip(expected.clone()).collect();
            assert_eq!(found.unwrap(), expected, "{name} {rows_of_group}");
        }
    }
}

#[test]
fn nulls_are_absent_and_other_columns_are_ignored() {
    let flags: ArrayRef = Arc::new(BooleanArray::from(vec![true, false, true]));
    let bytes = file(
        vec![
            ("checked", flags),
            ("id", texts(&[Some("a"), None, Some("c")])),
            ("page", texts(&[None, Some("雨。\n\nRain."), None])),
            ("source", texts(&[Some("# Rain"), None, None])),
            ("target", texts(&[Some("# 雨"), None, Some("雪")])),
            ("format", texts(&[Some("markdown"), None, None])),
        ],
        100,
    );
    let expected = vec![
        (
            1,
            json!({"id": "a", "source": "# Rain", "target": "# 雨", "format": "markdown"}),
        ),
        (2, json!({"page": "雨。\n\nRain."})),
        (3, json!("expected \"source\" beside \"target\"")),
    ];
    assert_eq!(Scratch::new("nulls", &bytes).rows().unwrap(), expected);
}

#[test]
fn large_rows_are_read_a_few_at_a_time() {
    for (name, length, expected) in [
        ("small", 10, 1024),
        ("100 kB", 100_000, 40),
        ("8 MB", 8 << 20, 1),
    ] {
        let texts_of_group: Vec<String> = (0..3)
            .map(|k| format!("{k}{}", "a".repeat(length)))
            .collect();
        let page: ArrayRef = Arc::new(StringArray::from(texts_of_group));
        let scratch = Scratch::new(name, &file(vec![("page", page)], 100));
        let reader = ParquetReader::open(&scratch.0).unwrap();
        let found = reader.rows_at_once(0);
        assert!(
            expected <= found && found <= expected + 3,
            "{name}: {found}"
        );
        assert_eq!(reader.count(), 3, "{name}");
    }
}

#[test]
fn a_file_that_is_no_request_is_named_with_what_it_lacks() {
    let numbers: ArrayRef = Arc::new(Int64Array::from(vec![1]));
    let text = || texts(&[Some("Rain.")]);
    for (name, bytes, expected) in [
        ("empty", Vec::new(), "empty.parquet: "),
        ("text", b"{\"id\": 1}\n".repeat(9), "text.parquet: "),
        (
            "no-target",
            file(vec![("id", text()), ("source", text())], 100),
            "no-target.parquet: expected the columns `source` and `target`, or `page`, or `json`, found `id`, `source`",
        ),
        (
            "number",
            file(vec![("source", numbers), ("target", text())], 100),
            "number.parquet: column `source`: expected strings, found Int64",
        ),
    ] {
        let error = Scratch::new(name, &bytes).rows().unwrap_err();
        assert!(error.contains(expected), "{name}: {error}");
    }
    let missing = std::env::temp_dir().join("taiyaku-there-is-no-such.parquet");
    assert!(ParquetReader::open(&missing).is_err());
}

#[test]
fn a_damaged_file_is_an_error_and_no_panic() {
    let text = "It rained. ".repeat(30);
    let column = texts(&[Some(text.as_str()); 40]);
    let bytes = file(vec![("source", column.clone()), ("target", column)], 10);
    let name = "damaged";
    let mut n_errors = 0;
    for at in (0..bytes.len()).step_by(7) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        match Scratch::new(name, &damaged).rows() {
            Ok(_) => {}
            Err(error) => {
                assert!(error.contains("damaged.parquet: "), "{at}: {error}");
                n_errors += 1;
            }
        }
        let cut = Scratch::new(name, &bytes[..at]).rows();
        assert!(cut.is_err(), "cut at {at}");
    }
    assert!(50 < n_errors, "{n_errors}");
}
