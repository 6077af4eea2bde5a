//! Reads the table of a review. It is written with tabs; the reader also accepts the commas or semicolons of a spreadsheet.
//!
//! In: text with a header row and its columns in any order, and the bitext. Out: rows with their lines. A target cell with
//! another text than its segments and those near by is a suggestion. O(bytes).

use std::collections::BTreeMap;
use std::ops::Range;

use crate::error::{Error, Result};
use crate::format::guard::{LONGEST_CELL, cell_length};
use crate::review::RowState;
use crate::revise::carry::OldRow;
use crate::revise::read_back::{RowCollector, excerpt};
use crate::revise::row::{Changed, Notes, ReviewedRow};
use crate::revise::table::Column;
use crate::revise::table_layout::{Layout, parse_segments};
use crate::revise::texts::{SideTexts, without_blanks};

/// A record of a table: its line, and its fields.
pub(super) type Record = (usize, Vec<String>);

/// Reads the table.
pub(super) fn read(text: &str, collector: &mut RowCollector<'_>) -> Result<()> {
    // A carriage return inside a cell is written `\r`. Any other one ends a line, as some spreadsheets write it.
    let lines: Vec<&str> = match text.contains('\n') {
        true => text.lines().collect(),
        false => text.split_terminator('\r').collect(),
    };
    let header = lines.first().copied().unwrap_or_default();
    let layout = Layout::of(header, collector.place)?;
    let mut records: Vec<Record> = Vec::new();
    let mut at = 1;
    while at < lines.len() {
        let (fields, n_lines) = layout.record(&lines[at..]);
        if fields.iter().any(|field| !field.trim().is_empty()) {
            records.push((at + 1, fields));
        }
        at += n_lines;
    }
    read_records(layout, &records, collector)
}

/// Reads the records of a table.
pub(super) fn read_records(
    layout: Layout,
    records: &[Record],
    collector: &mut RowCollector<'_>,
) -> Result<()> {
    let document_of = |fields: &[String]| layout.cell(fields, Column::Document);
    if !records.is_empty() && records.iter().all(|(_, f)| document_of(f).is_empty()) {
        return Err(Error::format(
            collector.place,
            "expected a row that names its document",
        ));
    }
    let is_of_this = |fields: &[String], this: &str| matches!(document_of(fields).as_str(), d if d.is_empty() || d == this);
    let mut shown = Shown::default();
    for (line, fields) in records {
        if is_of_this(fields, &collector.document) {
            shown.add(&layout, fields, *line, &collector.sides.target);
        }
    }
    let reader = TableReader { layout, shown };
    for (line, fields) in records {
        reader.read_row(fields, *line, collector);
    }
    reader.shown.report_emptied(collector);
    Ok(())
}

/// Which target segments the rows of a table show.
#[derive(Default)]
struct Shown {
    /// Whether each segment is shown, alone or with others, in the row that names it.
    in_place: Vec<bool>,
    /// The end of each run of segments that a row names and does not show, by its start; and the start by the end.
    freed: BTreeMap<usize, usize>,
    freed_by_end: BTreeMap<usize, usize>,
    /// The lines of the rows that name them, by their start.
    lines: BTreeMap<usize, usize>,
}

impl Shown {
    fn add(&mut self, layout: &Layout, fields: &[String], line: usize, texts: &SideTexts) {
        self.in_place.resize(texts.n_segments(), false);
        let Ok(named) = parse_segments(&layout.cell(fields, Column::TargetSegments), 't') else {
            return;
        };
        if named.is_empty() || texts.n_segments() < named.end || !layout.has(Column::Target) {
            return;
        }
        let cell = without_blanks(&layout.cell(fields, Column::Target));
        if cell.is_empty() {
            self.freed.insert(named.start, named.end);
            self.freed_by_end.insert(named.end, named.start);
            self.lines.insert(named.start, line);
        } else if texts.of(&named) == cell {
            self.in_place[named].fill(true);
        }
    }

    /// Reports the cells that a person emptied, if no row has their text now: an empty cell removes nothing from the file.
    fn report_emptied(&self, collector: &mut RowCollector<'_>) {
        let is_taken = collector.target_segments_in_rows();
        for (&start, &end) in &self.freed {
            if (start..end).any(|segment| is_taken[segment]) {
                continue;
            }
            let text = collector.sides.target.of(&(start..end));
            let message = format!(
                "the target cell is empty, but its text stays in the file and is in no other row: `{}`",
                excerpt(text)
            );
            collector.report(self.lines[&start], message);
        }
    }

    /// Whether other segments than those of a row are where they were.
    fn is_elsewhere(&self, found: &Range<usize>, named: &Range<usize>) -> bool {
        let is_apart = found.end <= named.start || named.end <= found.start;
        is_apart && found.clone().any(|segment| self.in_place[segment])
    }

    /// The segments of a row, and those beside them that were freed and whose text the cell goes on with. If the row took in
    /// source segments, it took in what is freed.
    fn widened(
        &self,
        named: &Range<usize>,
        cell: &str,
        source: Source,
        texts: &SideTexts,
    ) -> Range<usize> {
        let mut segments = named.clone();
        let is_widened = source == Source::Widened;
        while let Some(&end) = self.freed.get(&segments.end) {
            if !is_widened && !cell.ends_with(texts.of(&(segments.end..end))) {
                break;
            }
            segments.end = end;
        }
        while let Some(&start) = self.freed_by_end.get(&segments.start) {
            if !is_widened && !cell.starts_with(texts.of(&(start..segments.start))) {
                break;
            }
            segments.start = start;
        }
        segments
    }
}

/// Whether a row has more source segments than it names.
#[derive(Clone, Copy, PartialEq)]
enum Source {
    AsNamed,
    Widened,
}

/// The context in which a row is read.
struct TableReader {
    layout: Layout,
    shown: Shown,
}

impl TableReader {
    fn read_row(&self, fields: &[String], line: usize, collector: &mut RowCollector<'_>) {
        let cell = |column| self.layout.cell(fields, column);
        let comment = cell(Column::Comment);
        let edited = self.edited(fields);
        let notes = Notes {
            suggestion: &edited,
            comment: &comment,
        };
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
            return collector.report_lost(line, message, &notes);
        }
        let document = cell(Column::Document);
        let is_old = !document.is_empty() && document != collector.document;
        let source = parse_segments(&cell(Column::SourceSegments), 's');
        let target = parse_segments(&cell(Column::TargetSegments), 't');
        let (source, target) = match is_old {
            true => (source, target),
            false => (
                source.and_then(|segments| collector.check_source(segments)),
                target.and_then(|segments| collector.check_target(segments)),
            ),
        };
        let (source, target) = match (source, target) {
            (Ok(source), Ok(target)) => (source, target),
            (Err(wrong), _) | (_, Err(wrong)) => {
                return collector.report_lost(line, wrong, &notes);
            }
        };
        let mut row = ReviewedRow::new(source, target);
        row.state = collector.state(line, &cell(Column::State));
        row.mark = !cell(Column::Mark).is_empty();
        row.comment = comment;
        let was = cell(Column::ChangedState);
        if !was.is_empty() {
            let state = collector.state(line, &was);
            let texts = (cell(Column::ChangedSource), cell(Column::ChangedTarget));
            row.changed = Some(Changed::new(state, texts.0, texts.1));
        }
        match is_old {
            true => self.add_old(fields, &document, row, line, collector),
            false => self.add_with_its_texts(fields, row, line, collector),
        }
    }

    /// The target cell, if the table says that another text was there.
    fn edited(&self, fields: &[String]) -> String {
        let [cell, before] =
            [Column::Target, Column::TargetBefore].map(|column| self.layout.cell(fields, column));
        match before.is_empty() || cell == before {
            true => String::new(),
            false => cell,
        }
    }

    /// Adds a row of an earlier text, with the texts of its cells. Text that stands somewhere in this text was moved to the
    /// cell; other text is a suggestion.
    fn add_old(
        &self,
        fields: &[String],
        document: &str,
        mut row: ReviewedRow,
        line: usize,
        collector: &mut RowCollector<'_>,
    ) {
        let source_text = self.layout.cell(fields, Column::Source);
        let cell = self.layout.cell(fields, Column::Target);
        let before = match self.layout.has(Column::TargetBefore) {
            true => self.layout.cell(fields, Column::TargetBefore),
            false => cell.clone(),
        };
        if source_text.is_empty() && cell.is_empty() {
            return self.report_empty(&row, line, collector);
        }
        let [plain, plain_before] = [&cell, &before].map(|text| without_blanks(text));
        let is_edited = plain != plain_before && !is_cut(&cell, &plain, &plain_before);
        // The page may have left the column empty.
        let is_known = !plain_before.is_empty() || row.target.is_empty();
        // If the text before is gone, the other one is a suggestion that is the text by now.
        let stands = |text: &str| collector.sides.target.runs(text).next().is_some();
        let is_moved = || {
            plain.is_empty() || stands(&plain) && (plain_before.is_empty() || stands(&plain_before))
        };
        let target_text = if is_known && !is_edited {
            before
        } else if is_known && !is_moved() {
            row.suggestion = Some(cell);
            before
        } else {
            if is_known {
                row.state = RowState::Corrected;
            }
            if plain.is_empty() {
                row.target.end = row.target.start;
            }
            cell
        };
        let old = OldRow {
            row,
            line,
            source_text,
            target_text,
        };
        collector.add_old(document, old);
    }

    /// Adds a row with the segments whose text is in its cells. A row with two empty cells is not added.
    fn add_with_its_texts(
        &self,
        fields: &[String],
        mut row: ReviewedRow,
        line: usize,
        collector: &mut RowCollector<'_>,
    ) {
        let source = match self.layout.has(Column::Source) {
            true => find_source(&self.layout.cell(fields, Column::Source), &row, collector),
            false => Ok(row.source.clone()),
        };
        let source = source.unwrap_or_else(|wrong| {
            collector.report(line, wrong);
            row.state = RowState::Open;
            row.source.clone()
        });
        let target = match self.layout.has(Column::Target) {
            true => {
                let cell = self.layout.cell(fields, Column::Target);
                self.find_target(cell, &source, &mut row, collector)
            }
            false => row.target.clone(),
        };
        if source.is_empty() && target.is_empty() && row.suggestion.is_none() {
            return self.report_empty(&row, line, collector);
        }
        if (&source, &target) != (&row.source, &row.target) {
            row.state = RowState::Corrected;
        }
        (row.source, row.target) = (source, target);
        collector.add(line, row);
    }

    /// The segments whose text is in a target cell: those that the row names, or others near by. Any other text becomes the
    /// suggestion of the row.
    fn find_target(
        &self,
        cell: String,
        source: &Range<usize>,
        row: &mut ReviewedRow,
        collector: &RowCollector<'_>,
    ) -> Range<usize> {
        let texts = &collector.sides.target;
        let plain = without_blanks(&cell);
        let (named, text) = (row.target.clone(), texts.of(&row.target));
        if text == plain || is_cut(&cell, &plain, text) {
            return named;
        }
        if plain.is_empty() {
            return named.start..named.start;
        }
        if let Some(found) = texts.find_near(&plain, &named)
            && !self.shown.is_elsewhere(&found, &named)
        {
            return found;
        }
        row.suggestion = Some(cell);
        let named_source = row.source.len();
        let source = match named_source < source.len() {
            true => Source::Widened,
            false => Source::AsNamed,
        };
        self.shown.widened(&named, &plain, source, texts)
    }

    fn report_empty(&self, row: &ReviewedRow, line: usize, collector: &mut RowCollector<'_>) {
        if row.mark || !row.comment.is_empty() {
            collector.report_lost(line, "holds no text".to_owned(), &row.notes());
        }
    }
}

/// The segments whose text is in a source cell: those that the row names, or others near by.
fn find_source(
    cell: &str,
    row: &ReviewedRow,
    collector: &RowCollector<'_>,
) -> std::result::Result<Range<usize>, String> {
    let texts = &collector.sides.source;
    let plain = without_blanks(cell);
    let (named, text) = (row.source.clone(), texts.of(&row.source));
    if text == plain || is_cut(cell, &plain, text) {
        return Ok(named);
    }
    if plain.is_empty() {
        return Ok(named.start..named.start);
    }
    texts.find_near(&plain, &named).ok_or_else(|| {
        format!(
            "expected in column source the text of its segments or of segments near by, found `{}`; the row is aligned again, its comment is kept",
            excerpt(cell)
        )
    })
}

/// Whether a cell is a text that Excel cut off.
fn is_cut(cell: &str, plain: &str, text: &str) -> bool {
    LONGEST_CELL <= cell_length(cell) + 1 && text.starts_with(plain)
}
