//! Streams that are written and read back.

use std::io::{Cursor, Read};

use arrow_array::{BinaryArray, BinaryViewArray, LargeBinaryArray, NullArray};
use arrow_ipc::CompressionType;
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::{FileWriter, IpcWriteOptions, StreamWriter};

use super::*;
use crate::corpus::columns::arrow_reader::{ArrowReader, is_arrow};
use crate::corpus::columns::arrow_writer::ArrowWriter;

/// The rows of a stream: their numbers, how many came with them, and requests.
fn rows(bytes: Vec<u8>) -> Result<Vec<(usize, usize, Value)>, String> {
    let reader = ArrowReader::open("stream".to_owned(), Box::new(Cursor::new(bytes)));
    let reader = reader.map_err(|failure| format!("{failure:?}"))?;
    let rows = reader.map(|row| {
        let (row, n_received) = row.map_err(|failure| format!("{failure:?}"))?;
        Ok((row.number, n_received, request(row.task)))
    });
    rows.collect()
}

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    let columns = columns.into_iter();
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true)))
        .unwrap()
}

fn stream(batches: &[RecordBatch], options: IpcWriteOptions) -> Vec<u8> {
    let schema = batches[0].schema();
    let mut writer = StreamWriter::try_new_with_options(Vec::new(), &schema, options).unwrap();
    batches
        .iter()
        .for_each(|batch| writer.write(batch).unwrap());
    writer.into_inner().unwrap()
}

fn plain(batches: &[RecordBatch]) -> Vec<u8> {
    stream(batches, IpcWriteOptions::default())
}

fn weather() -> RecordBatch {
    let sources = texts(&[Some("Rain."), Some("Snow.")]);
    batch(vec![
        ("source", sources),
        ("target", texts(&[Some("雨。"), Some("雪。")])),
    ])
}

#[test]
fn texts_of_all_types_are_read() {
    let (rain, snow) = (json!({"page": "Rain. 雨。"}), json!({"page": "Snow. 雪。"}));
    let pages = ["Rain. 雨。", "Snow. 雪。"];
    let bytes = pages.map(str::as_bytes).to_vec();
    let columns: [(&str, ArrayRef); 7] = [
        ("texts", Arc::new(StringArray::from(pages.to_vec()))),
        (
            "large texts",
            Arc::new(LargeStringArray::from(pages.to_vec())),
        ),
        ("views", Arc::new(StringViewArray::from(pages.to_vec()))),
        ("bytes", Arc::new(BinaryArray::from(bytes.clone()))),
        (
            "large bytes",
            Arc::new(LargeBinaryArray::from(bytes.clone())),
        ),
        ("views of bytes", Arc::new(BinaryViewArray::from(bytes))),
        (
            "a dictionary",
            Arc::new(DictionaryArray::<Int32Type>::from_iter(pages)),
        ),
    ];
    for (name, column) in columns {
        let nothing: ArrayRef = Arc::new(NullArray::new(2));
        let flags: ArrayRef = Arc::new(BooleanArray::from(vec![true, false]));
        let columns = vec![("checked", flags), ("page", column), ("format", nothing)];
        let found = rows(plain(&[batch(columns)]));
        let expected = vec![(1, 2, rain.clone()), (2, 2, snow.clone())];
        assert_eq!(found, Ok(expected), "{name}");
    }
}

#[test]
fn rows_know_how_many_came_with_them() {
    let all = weather();
    let batches = [
        all.clone(),
        all.slice(0, 0),
        all.slice(1, 1),
        all.slice(0, 1),
    ];
    let found = rows(plain(&batches)).unwrap();
    let found: Vec<(usize, usize)> = found.into_iter().map(|row| (row.0, row.1)).collect();
    assert_eq!(found, [(1, 2), (2, 2), (3, 3), (4, 4)]);
}

#[test]
fn a_text_that_is_not_utf8_is_an_error_of_its_row() {
    let bytes: [&[u8]; 3] = [b"Rain.", b"a\xff", b"Snow."];
    let sources: ArrayRef = Arc::new(BinaryArray::from(bytes.to_vec()));
    let ids: ArrayRef = Arc::new(Int64Array::from(vec![7, 8, 9]));
    let targets = texts(&[Some("雨。"), Some("x"), None]);
    let found = rows(plain(&[batch(vec![
        ("id", ids),
        ("source", sources),
        ("target", targets),
    ])]));
    let expected = vec![
        (1, 3, json!({"id": 7, "source": "Rain.", "target": "雨。"})),
        (2, 3, json!("source: byte 1: expected UTF-8")),
        (3, 3, json!("expected \"target\" beside \"source\"")),
    ];
    assert_eq!(found, Ok(expected));
}

#[test]
fn lines_of_json_are_requests_where_there_are_no_texts() {
    let line = r#"{"id": 5, "page": "Rain. 雨。"}"#;
    let lines = texts(&[Some(line), None]);
    let expected = vec![
        (1, 2, json!({"id": 5, "page": "Rain. 雨。"})),
        (
            2,
            2,
            json!("expected a request in the column `json`, found null"),
        ),
    ];
    let found = rows(plain(&[batch(vec![
        ("json", lines.clone()),
        ("id", lines.clone()),
    ])]));
    assert_eq!(found, Ok(expected));
    let columns = vec![("json", lines), ("page", texts(&[Some("a"), Some("b")]))];
    let found = rows(plain(&[batch(columns)])).unwrap();
    assert_eq!(found[0].2, json!({"page": "a"}));
}

#[test]
fn files_and_packed_streams_are_read() {
    let batch = weather();
    let mut file = FileWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    file.write(&batch).unwrap();
    let packed = IpcWriteOptions::default()
        .try_with_compression(Some(CompressionType::ZSTD))
        .unwrap();
    let unpacked = rows(plain(std::slice::from_ref(&batch)));
    assert_eq!(unpacked.as_ref().map(Vec::len), Ok(2));
    for (name, bytes) in [
        ("file", file.into_inner().unwrap()),
        ("Zstandard", stream(std::slice::from_ref(&batch), packed)),
    ] {
        assert!(is_arrow(&bytes), "{name}");
        assert_eq!(rows(bytes), unpacked, "{name}");
    }
}

#[test]
fn a_stream_that_is_no_request_is_named_with_what_it_lacks() {
    let numbers: ArrayRef = Arc::new(Int64Array::from(vec![1]));
    let text = || texts(&[Some("Rain.")]);
    for (name, bytes, expected) in [
        ("nothing but a first byte", vec![0xff], "stream: "),
        (
            "no target",
            plain(&[batch(vec![("id", text()), ("source", text())])]),
            "stream: expected the columns `source` and `target`, or `page`, or `json`, found `id`, `source`",
        ),
        (
            "a number",
            plain(&[batch(vec![("source", numbers), ("target", text())])]),
            "stream: column `source`: expected strings, found Int64",
        ),
    ] {
        let error = rows(bytes).unwrap_err();
        assert!(error.contains(expected), "{name}: {error}");
    }
}

#[test]
fn a_damaged_stream_is_an_error_and_no_panic() {
    let bytes = plain(&[weather(), weather()]);
    let mut n_errors = 0;
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        n_errors += usize::from(rows(damaged).is_err());
    }
    assert!(50 < n_errors, "{n_errors}");
}

/// A stream as the reader of the crate reads it: its rows, and the sizes of its batches.
fn read_back(bytes: &[u8]) -> (Vec<Value>, Vec<usize>) {
    let mut rest = bytes;
    let reader = StreamReader::try_new(rest.by_ref(), None).unwrap();
    let batches: Vec<RecordBatch> = reader.map(Result::unwrap).collect();
    let sizes = batches.iter().map(RecordBatch::num_rows).collect();
    (as_json(&batches), sizes)
}

#[test]
fn answers_come_back_in_batches() {
    let lines = answers();
    let write = |writer: &mut ArrowWriter<Vec<u8>>, line: &Value, n_bytes| {
        writer.write(&[row(Shape::Answers, line)], n_bytes).unwrap();
    };
    let mut writer = ArrowWriter::new(Vec::new(), Shape::Answers).unwrap();
    write(&mut writer, &lines[0], 10);
    write(&mut writer, &lines[1], 10);
    // Everything that came is answered, twice.
    writer.complete_batch().unwrap();
    writer.complete_batch().unwrap();
    // A long document is not kept waiting.
    write(&mut writer, &lines[2], 2 << 20);
    write(&mut writer, &lines[3], 10);
    let found = read_back(&writer.finish().unwrap());
    assert_eq!(found, (lines.to_vec(), vec![2, 1, 1]));
    let writer = ArrowWriter::new(Vec::new(), Shape::Answers).unwrap();
    assert_eq!(read_back(&writer.finish().unwrap()), (vec![], vec![]));
}

#[test]
fn pairs_come_back() {
    let lines = [json!({"id": "a", "source": "Rain.", "target": "雨。", "confidence": 0.25})];
    let mut writer = ArrowWriter::new(Vec::new(), Shape::Pairs).unwrap();
    writer.write(&[row(Shape::Pairs, &lines[0])], 10).unwrap();
    assert_eq!(read_back(&writer.finish().unwrap()).0, lines);
}
