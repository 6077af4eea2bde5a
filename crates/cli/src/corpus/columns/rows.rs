//! Answers or pairs as record batches.
//!
//! In: rows. Out: a batch of a fixed schema. O(bytes), and a memory of the batch.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::builder::{Int64Builder, StringBuilder};
use arrow_array::{
    ArrayRef, Float64Array, Int64Array, ListArray, MapArray, RecordBatch, StructArray,
};
use arrow_buffer::{BooleanBufferBuilder, NullBuffer, OffsetBuffer, OffsetBufferBuilder};
use arrow_schema::{ArrowError, DataType, Fields, SchemaRef};
use taiyaku::format::json_lines::{Aligned, Answer, BeadSpans, FindingSpans, Id};

use super::schema::{self, Shape};
use crate::corpus::answer::{Row, TextPair};
use crate::corpus::filter::Counts;

/// Of a row, a bead or a finding beside its texts and spans; of a span, which has two numbers and an offset.
const BYTES_OF_ROW: usize = 16;
const BYTES_OF_SPAN: usize = 20;

/// Rows that become a batch.
pub(super) struct BatchBuilder {
    schema: SchemaRef,
    columns: Columns,
    n_rows: usize,
    n_bytes: usize,
}

enum Columns {
    Answers(Box<Answers>),
    Pairs(Box<Pairs>),
}

impl BatchBuilder {
    pub(super) fn new(shape: Shape) -> BatchBuilder {
        BatchBuilder {
            schema: Arc::new(shape.schema()),
            columns: match shape {
                Shape::Answers => Columns::Answers(Box::default()),
                Shape::Pairs => Columns::Pairs(Box::default()),
            },
            n_rows: 0,
            n_bytes: 0,
        }
    }

    pub(super) fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    pub(super) fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// The bytes of the rows, about as many as the batch has.
    pub(super) fn n_bytes(&self) -> usize {
        self.n_bytes
    }

    /// Adds a row.
    ///
    /// # Panics
    ///
    /// If it is of another shape.
    pub(super) fn push(&mut self, row: &Row) {
        self.n_rows += 1;
        self.n_bytes += BYTES_OF_ROW;
        self.n_bytes += match (&mut self.columns, row) {
            (Columns::Answers(columns), Row::Document(answer, dropped)) => {
                columns.push(answer, dropped.as_ref())
            }
            (Columns::Pairs(columns), Row::Pair(pair)) => columns.push(pair),
            _ => unreachable!("a sink has rows of one shape"),
        };
    }

    /// The batch. No row is left then.
    pub(super) fn take(&mut self) -> Result<RecordBatch, ArrowError> {
        (self.n_rows, self.n_bytes) = (0, 0);
        let columns = match &mut self.columns {
            Columns::Answers(columns) => columns.take(),
            Columns::Pairs(columns) => columns.take(),
        };
        RecordBatch::try_new(Arc::clone(&self.schema), columns)
    }
}

#[derive(Default)]
struct Answers {
    id: StringBuilder,
    beads: Lists,
    of_beads: Beads,
    moved: Lists,
    of_moved: Passages,
    dropped: Lists,
    reasons: StringBuilder,
    n_dropped: Vec<i64>,
    line: Int64Builder,
    error: StringBuilder,
}

impl Answers {
    /// Adds an answer, and returns its bytes.
    fn push(&mut self, answer: &Answer, dropped: Option<&Counts>) -> usize {
        match answer {
            Answer::Aligned(aligned) => {
                self.line.append_null();
                self.error.append_null();
                self.push_aligned(aligned, dropped)
            }
            Answer::Failed(failed) => {
                self.beads.push(None);
                self.moved.push(None);
                self.dropped.push(None);
                self.line.append_value(number(failed.line));
                self.error.append_value(&failed.error);
                push_id(&mut self.id, &failed.id) + failed.error.len()
            }
        }
    }

    fn push_aligned(&mut self, aligned: &Aligned, dropped: Option<&Counts>) -> usize {
        let mut n_bytes = push_id(&mut self.id, &aligned.id);
        self.beads.push(Some(aligned.beads.len()));
        for bead in &aligned.beads {
            n_bytes += self.of_beads.push(bead);
        }
        self.moved.push(Some(aligned.moved.len()));
        for passage in &aligned.moved {
            n_bytes += self.of_moved.push(passage);
        }
        self.dropped
            .push(dropped.map(|counts| counts.by_reason().count()));
        for (reason, n) in dropped.iter().flat_map(|counts| counts.by_reason()) {
            self.reasons.append_value(reason.name());
            self.n_dropped.push(i64::try_from(n).unwrap_or(i64::MAX));
            n_bytes += BYTES_OF_ROW;
        }
        n_bytes
    }

    fn take(&mut self) -> Vec<ArrayRef> {
        let dropped = vec![
            Arc::new(self.reasons.finish()) as ArrayRef,
            int64(&mut self.n_dropped),
        ];
        let dropped = StructArray::new(schema::counts_by_reason(), dropped, None);
        let (ends, nulls) = self.dropped.take();
        let dropped = MapArray::new(schema::entry_of_counts(), ends, dropped, nulls, false);
        vec![
            Arc::new(self.id.finish()),
            self.beads.of(schema::beads(), self.of_beads.take()),
            self.moved.of(schema::passages(), self.of_moved.take()),
            Arc::new(dropped),
            Arc::new(self.line.finish()),
            Arc::new(self.error.finish()),
        ]
    }
}

#[derive(Default)]
struct Beads {
    passages: Passages,
    block: StringBuilder,
    findings: Lists,
    of_findings: Findings,
}

impl Beads {
    fn push(&mut self, bead: &BeadSpans) -> usize {
        let mut n_bytes = self.passages.push(bead);
        self.block.append_option(bead.block.as_deref());
        self.findings.push(bead.findings.as_ref().map(Vec::len));
        for finding in bead.findings.iter().flatten() {
            n_bytes += self.of_findings.push(finding);
        }
        n_bytes
    }

    fn take(&mut self) -> Vec<ArrayRef> {
        let mut columns = self.passages.take();
        columns.push(Arc::new(self.block.finish()));
        columns.push(
            self.findings
                .of(schema::findings(), self.of_findings.take()),
        );
        columns
    }
}

#[derive(Default)]
struct Passages {
    source: Spans,
    target: Spans,
    confidence: Vec<f64>,
}

impl Passages {
    fn push(&mut self, bead: &BeadSpans) -> usize {
        self.confidence.push(as_written(bead.confidence));
        BYTES_OF_ROW + self.source.push(&bead.source) + self.target.push(&bead.target)
    }

    fn take(&mut self) -> Vec<ArrayRef> {
        let confidence = Float64Array::from(std::mem::take(&mut self.confidence));
        vec![self.source.take(), self.target.take(), Arc::new(confidence)]
    }
}

#[derive(Default)]
struct Findings {
    check: StringBuilder,
    severity: StringBuilder,
    mqm: StringBuilder,
    its: StringBuilder,
    source: Spans,
    target: Spans,
    detail: StringBuilder,
    detail_ja: StringBuilder,
    id: StringBuilder,
}

impl Findings {
    fn push(&mut self, finding: &FindingSpans) -> usize {
        let mut n_bytes = BYTES_OF_ROW;
        for (column, text) in [
            (&mut self.check, &finding.check),
            (&mut self.severity, &finding.severity),
            (&mut self.its, &finding.its),
            (&mut self.detail, &finding.detail),
            (&mut self.detail_ja, &finding.detail_ja),
            (&mut self.id, &finding.id),
        ] {
            column.append_value(text);
            n_bytes += text.len();
        }
        self.mqm.append_option(finding.mqm.as_deref());
        n_bytes + self.source.push(&finding.source) + self.target.push(&finding.target)
    }

    fn take(&mut self) -> Vec<ArrayRef> {
        vec![
            Arc::new(self.check.finish()),
            Arc::new(self.severity.finish()),
            Arc::new(self.mqm.finish()),
            Arc::new(self.its.finish()),
            self.source.take(),
            self.target.take(),
            Arc::new(self.detail.finish()),
            Arc::new(self.detail_ja.finish()),
            Arc::new(self.id.finish()),
        ]
    }
}

#[derive(Default)]
struct Pairs {
    id: StringBuilder,
    source: StringBuilder,
    target: StringBuilder,
    confidence: Vec<f64>,
}

impl Pairs {
    fn push(&mut self, pair: &TextPair) -> usize {
        self.source.append_value(&pair.source);
        self.target.append_value(&pair.target);
        self.confidence.push(as_written(pair.confidence));
        push_id(&mut self.id, &pair.id) + pair.source.len() + pair.target.len()
    }

    fn take(&mut self) -> Vec<ArrayRef> {
        let confidence = Float64Array::from(std::mem::take(&mut self.confidence));
        vec![
            Arc::new(self.id.finish()),
            Arc::new(self.source.finish()),
            Arc::new(self.target.finish()),
            Arc::new(confidence),
        ]
    }
}

/// Lists of spans. A span is a list of two numbers.
#[derive(Default)]
struct Spans {
    lists: Lists,
    numbers: Vec<i64>,
}

impl Spans {
    fn push(&mut self, spans: &[[usize; 2]]) -> usize {
        self.lists.push(Some(spans.len()));
        self.numbers
            .extend(spans.iter().flatten().copied().map(number));
        BYTES_OF_SPAN * spans.len()
    }

    fn take(&mut self) -> ArrayRef {
        let ends = OffsetBuffer::from_repeated_length(2, self.numbers.len() / 2);
        let numbers = int64(&mut self.numbers);
        let of_spans = schema::element(DataType::Int64);
        let spans = ListArray::new(of_spans, ends, numbers, None);
        let (ends, nulls) = self.lists.take();
        let of_lists = schema::element(schema::list(DataType::Int64));
        Arc::new(ListArray::new(of_lists, ends, Arc::new(spans), nulls))
    }
}

/// Where lists end, and which are null.
struct Lists {
    ends: OffsetBufferBuilder<i32>,
    are_there: BooleanBufferBuilder,
}

impl Default for Lists {
    fn default() -> Self {
        Lists {
            ends: OffsetBufferBuilder::new(0),
            are_there: BooleanBufferBuilder::new(0),
        }
    }
}

impl Lists {
    /// Adds a list of this length, or null.
    fn push(&mut self, length: Option<usize>) {
        self.ends.push_length(length.unwrap_or(0));
        self.are_there.append(length.is_some());
    }

    fn take(&mut self) -> (OffsetBuffer<i32>, Option<NullBuffer>) {
        let Lists {
            ends,
            mut are_there,
        } = std::mem::take(self);
        let nulls = NullBuffer::new(are_there.finish());
        (
            ends.finish(),
            Some(nulls).filter(|nulls| nulls.null_count() != 0),
        )
    }

    /// The lists of structs with these columns.
    fn of(&mut self, fields: Fields, columns: Vec<ArrayRef>) -> ArrayRef {
        let element = schema::element(DataType::Struct(fields.clone()));
        let structs = StructArray::new(fields, columns, None);
        let (ends, nulls) = self.take();
        Arc::new(ListArray::new(element, ends, Arc::new(structs), nulls))
    }
}

fn int64(numbers: &mut Vec<i64>) -> ArrayRef {
    Arc::new(Int64Array::from(std::mem::take(numbers)))
}

fn number(of: usize) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}

/// A confidence as JSON has it: .98 of 32 bits is .98, and not .9800000190734863.
fn as_written(confidence: f32) -> f64 {
    let written = confidence.to_string().parse();
    written.unwrap_or_else(|_| f64::from(confidence))
}

/// Adds an id: a string is its value, null stays null, and any other is its JSON. Returns its bytes.
fn push_id(column: &mut StringBuilder, id: &Id) -> usize {
    let json = id.to_string();
    let text = match json.as_bytes() {
        b"null" => None,
        // Half a surrogate pair is no text: such an id stays JSON.
        [b'"', ..] => Some(serde_json::from_str(&json).map_or(Cow::Borrowed(&*json), Cow::Owned)),
        _ => Some(Cow::Borrowed(&*json)),
    };
    column.append_option(text.as_deref());
    text.map_or(0, |text| text.len())
}
