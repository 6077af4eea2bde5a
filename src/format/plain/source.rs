//! A text in the order in which it is read, and the way back to the file.
//!
//! In: a file. Out: its text, and ranges of it as pieces of the file. O(1) if the file is in reading order, else O(bytes).

use std::ops::Range;
use std::sync::Arc;

use crate::format::plain::columns::{Row, reading_order};
use crate::format::plain::edit::{Edit, StandsFor};
use crate::text::{BlockKind, ContentBuilder};

/// A text in reading order.
pub(super) struct Source {
    file: Arc<str>,
    text: Arc<str>,
    /// The lines, if their order is not that of the file: where each begins in the text, and its range in the file.
    rows: Option<Vec<(usize, Range<usize>)>>,
    /// The byte of the file up to which the open block has taken it, and the line that it is in.
    taken: usize,
    row: Option<usize>,
}

impl Source {
    pub(super) fn of(file: Arc<str>) -> Source {
        match reading_order(&file) {
            None => Source {
                text: Arc::clone(&file),
                file,
                rows: None,
                taken: 0,
                row: None,
            },
            Some(rows) => Source::in_order(file, &rows),
        }
    }

    fn in_order(file: Arc<str>, rows: &[Row]) -> Source {
        let mut text = String::with_capacity(file.len());
        let mut places = Vec::with_capacity(rows.len());
        let mut page = 0;
        for row in rows {
            if page < row.page {
                text.push('\u{c}');
                page = row.page;
            }
            places.push((text.len(), row.bytes.clone()));
            text.push_str(&file[row.bytes.clone()]);
            text.push('\n');
        }
        Source {
            file,
            text: text.into(),
            rows: Some(places),
            taken: 0,
            row: None,
        }
    }

    pub(super) fn text(&self) -> &Arc<str> {
        &self.text
    }

    pub(super) fn is_file(&self) -> bool {
        self.rows.is_none()
    }

    pub(super) fn begin(&mut self, builder: &mut ContentBuilder, kind: BlockKind) {
        builder.begin(kind);
        (self.taken, self.row) = (0, None);
    }

    /// Takes a cell of a table, whose lines are ranges of the text, with the edits of its characters.
    pub(super) fn take_cell(
        &mut self,
        builder: &mut ContentBuilder,
        lines: Vec<Range<usize>>,
        edits: &[Edit],
    ) {
        self.begin(builder, BlockKind::Cell);
        for line in lines {
            let before = builder.open_text().chars().next_back();
            let next = self.text[line.clone()].chars().next();
            // A line break between words of English is a blank, one in Japanese is nothing.
            let is_apart = [before, next]
                .iter()
                .all(|c| c.is_some_and(|c| c.is_ascii()));
            builder.insert(if is_apart { " " } else { "" }).furniture();
            self.take_edited(builder, line, edits);
        }
    }

    /// Takes a range of the text with the edits of its characters, which are in order.
    fn take_edited(&mut self, builder: &mut ContentBuilder, range: Range<usize>, edits: &[Edit]) {
        let mut at = range.start;
        let first = edits.partition_point(|edit| edit.bytes.start < range.start);
        let inside = edits[first..]
            .iter()
            .take_while(|edit| edit.bytes.end <= range.end);
        for edit in inside.filter(|edit| edit.bytes.start < edit.bytes.end) {
            if edit.bytes.start < at {
                continue;
            }
            if at < edit.bytes.start {
                self.take(builder, at..edit.bytes.start);
            }
            if let StandsFor::Text(characters) = &edit.stands_for {
                self.replace(builder, edit.bytes.clone(), characters);
            }
            at = edit.bytes.end;
        }
        if at < range.end {
            self.take(builder, at..range.end);
        }
    }

    /// Takes a range of the text. What is not next to it in the file, such as another column, is furniture.
    pub(super) fn take(&mut self, builder: &mut ContentBuilder, range: Range<usize>) {
        let Some(rows) = &self.rows else {
            builder.take(range);
            return;
        };
        let first = rows
            .partition_point(|row| row.0 <= range.start)
            .saturating_sub(1);
        let mut at = range.start;
        for (k, (start, file)) in rows.iter().enumerate().skip(first) {
            let (from, to) = (at.max(*start), (start + file.len()).min(range.end));
            if range.end <= at || range.end <= from {
                break;
            }
            let (from_file, to_file) =
                (file.start + from - start, file.start + to.max(from) - start);
            let between = self.file.get(self.taken..from_file);
            let is_next = 0 < self.taken && between.is_some_and(|text| text.trim().is_empty());
            match at < from {
                // The line break of the file.
                true if is_next => {
                    builder.take(self.taken..from_file);
                }
                true => {
                    builder.insert(&self.text[at..from]).furniture();
                }
                false if self.row != Some(k) && between != Some("") => {
                    builder.furniture();
                }
                false => {}
            }
            if from < to {
                builder.take(from_file..to_file);
            }
            (at, self.taken, self.row) = (from.max(to), to_file, Some(k));
        }
        if at < range.end {
            builder.insert(&self.text[at..range.end]).furniture();
        }
    }

    /// Puts characters in place of a range of the text.
    pub(super) fn replace(
        &mut self,
        builder: &mut ContentBuilder,
        range: Range<usize>,
        with: &str,
    ) {
        let Some(rows) = &self.rows else {
            builder.replace(range, with);
            return;
        };
        let k = rows
            .partition_point(|row| row.0 <= range.start)
            .saturating_sub(1);
        let place = rows
            .get(k)
            .filter(|(start, file)| *start <= range.start && range.end <= start + file.len());
        match place {
            Some((start, file)) => {
                let from = file.start + range.start - start;
                if self.row != Some(k) && from != self.taken {
                    builder.furniture();
                }
                (self.taken, self.row) = (from + range.len(), Some(k));
                builder.replace(from..self.taken, with);
            }
            None => {
                builder.insert(with);
            }
        }
    }
}
