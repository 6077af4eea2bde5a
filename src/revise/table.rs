//! The table of a review. It is written with tabs; the reader also accepts the commas or semicolons of a spreadsheet.
//!
//! In: a sheet, or text with a header row and its columns in any order. Out: the text, or rows with their lines. A record
//! with an unclosed quotation mark loses only its own line. O(bytes).

use std::io::Write;
use std::ops::Range;

use crate::error::{Error, Result};
use crate::format::tsv::{escape, unescape, written};
use crate::pair::Pair;
use crate::review::{Finding, FindingId};
use crate::revise::read_back::{RowCollector, excerpt};
use crate::revise::row::{ReviewedRow, RowState};
use crate::revise::sheet::{Confidence, ReviewSheet};
use crate::revise::state::document_hash;
use crate::text::Document;

/// Defines the columns in their order, each with its name in the header.
macro_rules! columns {
    ($($column:ident $name:literal)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        enum Column { $($column),* }

        impl Column {
            const ALL: [Column; N_COLUMNS] = [$(Column::$column),*];
        }

        const N_COLUMNS: usize = [$($name),*].len();

        /// The columns of [`write_table`](crate::revise::write_table): those of [`tsv`](crate::format::tsv::COLUMNS), then the
        /// document, the segments of the row, its state, mark and comment, its findings as `check:id`, and the ignored ones.
        pub const COLUMNS: [&str; N_COLUMNS] = [$($name),*];
    };
}

columns! {
    Id "id"
    Kind "kind"
    Confidence "confidence"
    Source "source"
    Target "target"
    Document "document"
    SourceSegments "source_segments"
    TargetSegments "target_segments"
    State "state"
    Mark "mark"
    Comment "comment"
    Findings "findings"
    Ignored "ignored"
}

impl Column {
    /// The required columns.
    const NEEDED: [Column; 4] = [
        Column::Document,
        Column::SourceSegments,
        Column::TargetSegments,
        Column::State,
    ];

    fn name(self) -> &'static str {
        COLUMNS[self as usize]
    }
}

/// The number of segments before and after a row in which its text is searched.
const NEAR: usize = 64;

/// Writes a sheet as a tab-separated table with the columns of [`COLUMNS`], for a person to sort, filter and correct in a
/// spreadsheet. Quoting and escapes are those of [`tsv`](crate::format::tsv). O(bytes).
///
/// ```
/// use taiyaku::review::{ReviewOptions, review};
/// use taiyaku::revise::{ReviewSheet, Reviewed, write_table};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("It has 24 rooms.", "部屋が42ある。");
/// let aligner = Aligner::new();
/// let anchored = aligner.read(&bitext);
/// let alignment = aligner.align(&anchored);
/// let findings = review(&anchored, &alignment, &ReviewOptions::default());
/// let reviewed = Reviewed::new(&alignment);
/// let sheet = ReviewSheet::new(&bitext, &alignment, &findings, &reviewed);
/// let mut out = Vec::new();
/// write_table(&sheet, &mut out)?;
/// assert!(String::from_utf8_lossy(&out).contains("number:"));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write_table(sheet: &ReviewSheet<'_>, out: impl Write) -> Result<()> {
    let mut table = csv::WriterBuilder::new().delimiter(b'\t').from_writer(out);
    written(table.write_record(COLUMNS))?;
    let document = document_hash(sheet.bitext);
    let findings = sheet.findings_by_row();
    let all_ignored = sheet.reviewed.ignored();
    for (k, (pair, row)) in sheet.pairs().enumerate() {
        let is_ignored = |f: &&Finding| all_ignored.contains(&f.id);
        let mut ignored = names(findings[k].iter().copied().filter(is_ignored));
        if k == 0 {
            let shown = findings.iter().flatten().map(|f| f.id).collect();
            let others = all_ignored.difference(&shown);
            ignored.extend(others.map(other_name));
        }
        let findings = names(findings[k].iter().copied()).join(" ");
        let cells = Column::ALL.map(|column| match column {
            Column::Document => document.clone(),
            Column::Findings => findings.clone(),
            Column::Ignored => ignored.join(" "),
            _ => cell(column, &pair, row),
        });
        written(table.write_record(cells))?;
    }
    Ok(table.flush()?)
}

/// A cell that depends only on its pair and its row.
fn cell(column: Column, pair: &Pair<'_>, row: &ReviewedRow) -> String {
    match column {
        Column::Id => pair
            .number()
            .map_or(String::new(), |number| (number + 1).to_string()),
        Column::Kind => pair.bead().kind().to_string(),
        Column::Confidence => Confidence::of(pair).to_string(),
        Column::Source => escape(&pair.source_text()).into_owned(),
        Column::Target => escape(&pair.target_text()).into_owned(),
        Column::SourceSegments => segment_names('s', &row.source),
        Column::TargetSegments => segment_names('t', &row.target),
        Column::State => row.state.name().to_owned(),
        Column::Mark => if row.mark { "x" } else { "" }.to_owned(),
        Column::Comment => escape(&row.comment).into_owned(),
        Column::Document | Column::Findings | Column::Ignored => String::new(),
    }
}

fn names<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<String> {
    findings.map(|f| format!("{}:{}", f.check, f.id)).collect()
}

/// The name of an ignored finding that is in no row. The word before the id keeps a spreadsheet from reading a number.
fn other_name(id: &FindingId) -> String {
    format!("other:{id}")
}

/// `s5`, `s5..s7`, or `<s8` for no segment before the eighth.
fn segment_names(letter: char, segments: &Range<usize>) -> String {
    match segments.len() {
        0 => format!("<{letter}{}", segments.start + 1),
        1 => format!("{letter}{}", segments.end),
        _ => format!("{letter}{}..{letter}{}", segments.start + 1, segments.end),
    }
}

/// Reverses [`segment_names`].
fn parse_segments(name: &str, letter: char) -> Result<Range<usize>, String> {
    let number = |name: &str| -> Option<usize> {
        let number: usize = name.trim().strip_prefix(letter)?.parse().ok()?;
        number.checked_sub(1)
    };
    let range = match (name.strip_prefix('<'), name.split_once("..")) {
        (Some(place), _) => number(place).map(|at| at..at),
        (None, Some((first, last))) => number(first)
            .zip(number(last))
            .filter(|(first, last)| first <= last)
            .map(|(first, last)| first..last + 1),
        (None, None) => number(name).map(|at| at..at + 1),
    };
    range.ok_or_else(|| {
        let found = excerpt(name);
        format!(
            "expected segments like {letter}5, {letter}5..{letter}7 or <{letter}8, found `{found}`"
        )
    })
}

/// Reads the table.
pub(super) fn read(text: &str, collector: &mut RowCollector<'_>) -> Result<()> {
    // A carriage return inside a cell is written `\r`. Any other one ends a line, as some spreadsheets write it.
    let lines: Vec<&str> = match text.contains('\n') {
        true => text.lines().collect(),
        false => text.split_terminator('\r').collect(),
    };
    let header = lines.first().copied().unwrap_or_default();
    let reader = TableReader::new(header, collector)?;
    let mut first_other = None;
    let mut n_rows_of_this = 0;
    let mut at = 1;
    while at < lines.len() {
        let line = at + 1;
        let (fields, n_lines) = reader.layout.record(&lines[at..], &collector.document);
        at += n_lines;
        if fields.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        let document = reader.layout.cell(&fields, Column::Document);
        if document == collector.document {
            n_rows_of_this += 1;
        } else if !document.is_empty() {
            let other = excerpt(&document);
            collector.report(
                line,
                format!("belongs to another text, document {other}; the row is skipped"),
            );
            first_other.get_or_insert(document);
            continue;
        }
        reader.read_row(&fields, line, collector);
    }
    match first_other {
        Some(document) if n_rows_of_this == 0 => Err(collector.wrong_document(&document)),
        None if n_rows_of_this == 0 && lines.len() > 1 => Err(Error::format(
            collector.place,
            "expected a row that names its document",
        )),
        _ => Ok(()),
    }
}

/// The layout of a table.
struct Layout {
    delimiter: u8,
    /// The index of each column, if the table has it.
    places: [Option<usize>; N_COLUMNS],
    /// The fewest fields that a row has. A spreadsheet may leave out empty fields at its end.
    fewest_fields: usize,
}

impl Layout {
    /// Reads the layout from a header row.
    fn of(header: &str, place: &str) -> Result<Self> {
        for delimiter in [b'\t', b',', b';'] {
            let fields = split(header, delimiter).unwrap_or_default();
            let fields: Vec<String> = fields.iter().map(|f| f.trim().to_lowercase()).collect();
            let places = Column::ALL.map(|c| fields.iter().rposition(|field| field == c.name()));
            let place_of = |column: &Column| places[*column as usize];
            if Column::NEEDED
                .iter()
                .any(|column| place_of(column).is_none())
            {
                continue;
            }
            let texts = [Column::Source, Column::Target];
            let used = Column::NEEDED.iter().chain(&texts);
            return Ok(Layout {
                delimiter,
                places,
                fewest_fields: used.filter_map(place_of).max().map_or(0, |last| last + 1),
            });
        }
        let expected = format!(
            "expected a table with the columns {}, found `{}`",
            Column::NEEDED.map(Column::name).join(", "),
            excerpt(header)
        );
        Err(Error::format(format!("{place}: line 1"), expected))
    }

    fn has(&self, column: Column) -> bool {
        self.places[column as usize].is_some()
    }

    /// A cell without white space around it and with its escapes resolved. Empty if the table or the row does not have it.
    fn cell(&self, fields: &[String], column: Column) -> String {
        let place = self.places[column as usize];
        let field = place.and_then(|at| fields.get(at));
        unescape(field.map_or("", |field| field.trim())).into_owned()
    }

    /// The fields of the first record of some lines, and its number of lines.
    fn record(&self, lines: &[&str], document: &str) -> (Vec<String>, usize) {
        let is_closed = |text: &str| text.bytes().filter(|&b| b == b'"').count() % 2 == 0;
        let is_row = |line: &str| {
            let fields = || split(line, self.delimiter);
            line.contains(document) && fields().is_some_and(|f| self.fewest_fields <= f.len())
        };
        let mut record = lines[0].to_owned();
        let mut n_lines = 1;
        // A comment may have several lines. A line that is a complete row is not part of a comment.
        while !is_closed(&record) && n_lines < lines.len() {
            let next = lines[n_lines];
            if is_row(next) && is_closed(next) {
                break;
            }
            record.push('\n');
            record.push_str(next);
            n_lines += 1;
        }
        match split(&record, self.delimiter) {
            Some(fields) if is_closed(&record) => (fields, n_lines),
            _ => {
                let fields = lines[0].split(char::from(self.delimiter));
                (fields.map(str::to_owned).collect(), 1)
            }
        }
    }
}

fn split(record: &str, delimiter: u8) -> Option<Vec<String>> {
    // A new reader for every line costs more than reading the line.
    if !record.contains('"') {
        let fields = record.split(char::from(delimiter));
        return Some(fields.map(str::to_owned).collect());
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(record.as_bytes());
    let record = reader.records().next()?.ok()?;
    Some(record.iter().map(str::to_owned).collect())
}

/// The context in which a row is read.
struct TableReader {
    layout: Layout,
    source: SegmentTexts,
    target: SegmentTexts,
}

impl TableReader {
    fn new(header: &str, collector: &RowCollector<'_>) -> Result<Self> {
        Ok(TableReader {
            layout: Layout::of(header, collector.place)?,
            source: SegmentTexts::new(collector.bitext.source()),
            target: SegmentTexts::new(collector.bitext.target()),
        })
    }

    fn read_row(&self, fields: &[String], line: usize, collector: &mut RowCollector<'_>) {
        let cell = |column| self.layout.cell(fields, column);
        let comment = cell(Column::Comment);
        for name in cell(Column::Ignored).split_whitespace() {
            collector.ignore(line, name);
        }
        let fewest = self.layout.fewest_fields;
        if fields.len() < fewest {
            let delimiter = char::from(self.layout.delimiter);
            let found = fields.len();
            let message = format!(
                "expected at least {fewest} columns separated by {delimiter:?}, found {found}"
            );
            return collector.report_lost(line, message, &comment);
        }
        let source = parse_segments(&cell(Column::SourceSegments), 's')
            .and_then(|segments| collector.check_source(segments));
        let target = parse_segments(&cell(Column::TargetSegments), 't')
            .and_then(|segments| collector.check_target(segments));
        match (source, target) {
            (Err(wrong), _) | (_, Err(wrong)) => collector.report_lost(line, wrong, &comment),
            (Ok(source), Ok(target)) => {
                let mut row = ReviewedRow::new(source, target);
                row.state = collector.state(line, &cell(Column::State));
                row.mark = !cell(Column::Mark).is_empty();
                row.comment = comment;
                self.add_with_its_texts(fields, row, line, collector);
            }
        }
    }

    /// Adds a row with the segments whose text is in its cells. A row with two empty cells is not added.
    fn add_with_its_texts(
        &self,
        fields: &[String],
        mut row: ReviewedRow,
        line: usize,
        collector: &mut RowCollector<'_>,
    ) {
        let segments = |texts: &SegmentTexts, column: Column, named: &Range<usize>| match self
            .layout
            .has(column)
        {
            true => texts.find(&self.layout.cell(fields, column), named, column),
            false => Ok(named.clone()),
        };
        let source = segments(&self.source, Column::Source, &row.source);
        let target = segments(&self.target, Column::Target, &row.target);
        match (source, target) {
            (Ok(source), Ok(target)) if source.is_empty() && target.is_empty() => {
                if !row.comment.is_empty() {
                    collector.report_lost(line, "holds no text".to_owned(), &row.comment);
                }
                return;
            }
            (Ok(source), Ok(target)) => {
                if (&source, &target) != (&row.source, &row.target) {
                    row.state = RowState::Corrected;
                }
                (row.source, row.target) = (source, target);
            }
            (Err(wrong), _) | (_, Err(wrong)) => {
                collector.report(line, wrong);
                row.state = RowState::Open;
            }
        }
        collector.add(line, row);
    }
}

/// The texts of the segments of a side, without white space.
struct SegmentTexts {
    texts: Vec<String>,
}

impl SegmentTexts {
    fn new(document: &Document) -> Self {
        let segments = 0..document.segments().len();
        SegmentTexts {
            texts: segments
                .map(|k| without_white_space(document.segment_text(k)))
                .collect(),
        }
    }

    /// The segments whose text is in a cell: those that the row names, or others near by.
    fn find(
        &self,
        cell: &str,
        named: &Range<usize>,
        column: Column,
    ) -> Result<Range<usize>, String> {
        let cell = without_white_space(cell);
        if self.run_end(&cell, named.start) == Some(named.end) {
            return Ok(named.clone());
        }
        if cell.is_empty() {
            return Ok(named.start..named.start);
        }
        let near = named.start.saturating_sub(NEAR)..(named.end + NEAR).min(self.texts.len());
        let mut starts: Vec<usize> = near.collect();
        starts.sort_by_key(|start| (start.abs_diff(named.start), *start));
        let run = |start: usize| Some(start..self.run_end(&cell, start)?);
        starts.into_iter().find_map(run).ok_or_else(|| {
            format!(
                "expected in column {} the text of its segments or of segments near by; the row is aligned again, its comment is kept",
                column.name()
            )
        })
    }

    /// The end of the run of segments from `start` whose joined text this is.
    fn run_end(&self, text: &str, start: usize) -> Option<usize> {
        let mut rest = text;
        let mut end = start;
        while !rest.is_empty() {
            rest = rest.strip_prefix(self.texts.get(end)?.as_str())?;
            end += 1;
        }
        Some(end)
    }
}

fn without_white_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::format::tsv;

    #[test]
    fn the_columns_begin_with_those_of_pairs() {
        assert_eq!(COLUMNS[..tsv::COLUMNS.len()], tsv::COLUMNS);
    }

    proptest! {
        #[test]
        fn names_of_segments_are_read_back(start in 0usize..200, n_segments in 0usize..200) {
            let segments = start..start + n_segments;
            prop_assert_eq!(parse_segments(&segment_names('s', &segments), 's'), Ok(segments));
        }
    }
}
