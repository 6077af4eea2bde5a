//! The layout of a table that comes back: its delimiter, its columns in any order, and its records.
//!
//! In: the lines of a file that a spreadsheet may have written, with tabs, commas or semicolons. Out: the fields of each record,
//! and its number of lines. A record with an unclosed quotation mark loses only its own line. O(bytes).

use std::ops::Range;

use crate::error::{Error, Result};
use crate::format::guard::unguarded;
use crate::format::tsv::unescape;
use crate::revise::read_back::excerpt;
use crate::revise::table::{Column, N_COLUMNS};

/// The layout of a table.
pub(super) struct Layout {
    pub(super) delimiter: u8,
    /// The index of each column, if the table has it.
    places: [Option<usize>; N_COLUMNS],
    /// The fewest fields that a row has. A spreadsheet may leave out empty fields at its end.
    pub(super) fewest_fields: usize,
    cells: Cells,
}

/// How cells have their texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cells {
    /// As they are.
    Plain,
    /// With the escapes of [`tsv`](crate::format::tsv) and the apostrophes of [`guard`](crate::format::guard).
    Escaped,
}

impl Layout {
    /// Reads the layout from a header row.
    pub(super) fn of(header: &str, place: &str) -> Result<Self> {
        for delimiter in [b'\t', b',', b';'] {
            let fields = split(header, delimiter).unwrap_or_default();
            if let Some(layout) = Layout::of_names(&fields, delimiter, Cells::Escaped) {
                return Ok(layout);
            }
        }
        let expected = match header.trim_start().starts_with('<') {
            true => "expected a table or JSON, found a page; export its JSON or its table (Export)"
                .to_owned(),
            false => format!(
                "expected a table of a review, whose first row names its columns {}; {}",
                Column::NEEDED.map(Column::name).join(", "),
                missing(header)
            ),
        };
        Err(Error::format(format!("{place}: line 1"), expected))
    }

    /// The layout of a table whose header has these names, in any case. None if a required column is not there.
    pub(super) fn of_names(names: &[String], delimiter: u8, cells: Cells) -> Option<Self> {
        let plain = |name: &String| name.trim().trim_matches('\u{feff}').to_lowercase();
        let names: Vec<String> = names.iter().map(plain).collect();
        let places = Column::ALL.map(|c| names.iter().rposition(|name| name == c.name()));
        let place_of = |column: &Column| places[*column as usize];
        if Column::NEEDED
            .iter()
            .any(|column| place_of(column).is_none())
        {
            return None;
        }
        let texts = [Column::Source, Column::Target];
        let used = Column::NEEDED.iter().chain(&texts);
        Some(Layout {
            delimiter,
            places,
            fewest_fields: used.filter_map(place_of).max().map_or(0, |last| last + 1),
            cells,
        })
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.places[column as usize].is_some()
    }

    /// A cell without white space around it and with its escapes resolved. Empty if the table or the row does not have it.
    pub(super) fn cell(&self, fields: &[String], column: Column) -> String {
        let place = self.places[column as usize];
        let field = place.and_then(|at| fields.get(at));
        let field = field.map_or("", |field| field.trim());
        match self.cells {
            Cells::Plain => field.to_owned(),
            Cells::Escaped => unescape(unguarded(field)).into_owned(),
        }
    }

    /// The fields of the first record of some lines, and its number of lines.
    pub(super) fn record(&self, lines: &[&str]) -> (Vec<String>, usize) {
        let is_closed = |text: &str| text.bytes().filter(|&b| b == b'"').count() % 2 == 0;
        let is_row = |line: &str| {
            let fields = || split(line, self.delimiter);
            let is_row = |f: Vec<String>| {
                self.fewest_fields <= f.len() && is_document(&self.cell(&f, Column::Document))
            };
            fields().is_some_and(is_row)
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

/// The required columns that a header does not have, or what stands in its place.
fn missing(header: &str) -> String {
    let header_names = header.trim_start_matches('\u{feff}').to_lowercase();
    let names: Vec<&str> = header_names.split(['\t', ',', ';']).collect();
    let has = |column: &Column| {
        names
            .iter()
            .any(|name| name.trim_matches(['"', ' ']) == column.name())
    };
    let missing: Vec<&str> = Column::NEEDED
        .iter()
        .filter(|column| !has(column))
        .map(|column| column.name())
        .collect();
    match missing.len() < Column::NEEDED.len() {
        true => format!("missing: {}", missing.join(", ")),
        false => format!("found `{}`", excerpt(header)),
    }
}

/// Whether a cell is a hash of [`document_hash`](crate::revise::document_hash).
fn is_document(cell: &str) -> bool {
    let digits = cell.strip_prefix('d').unwrap_or_default();
    digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
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

/// Reverses [`segment_names`].
pub(super) fn parse_segments(
    name: &str,
    letter: char,
) -> std::result::Result<Range<usize>, String> {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::revise::table::segment_names;

    proptest! {
        #[test]
        fn names_of_segments_are_read_back(start in 0usize..200, n_segments in 0usize..200) {
            let segments = start..start + n_segments;
            prop_assert_eq!(parse_segments(&segment_names('s', &segments), 's'), Ok(segments));
        }
    }
}
