//! Tables of two columns, the original and the translation: tab-separated and comma-separated values, and the rows of sheets.
//!
//! In: text, or rows with their places. Out: a unit a row; or an error that names the line. The columns are those that the
//! header names, or the ones whose text is mostly English and mostly Japanese. The tables of [`tsv`](crate::format::tsv) are
//! read back, with what a person noted (`state`, `mark`, `comment`), which other tables have under names of their own and so
//! lose; the column `findings` is not read. O(bytes).

use std::borrow::Cow;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::format::guard::unguarded;
use crate::format::noted::OwnedNotes;
use crate::format::tsv;
use crate::format::units::{Unit, UnitText, confidence_of, orient, sample};
use crate::page::dominant_language;
use crate::review::RowState;
use crate::text::Language;

/// The columns of a sheet of Excel.
pub(crate) const MAX_COLUMNS: usize = 16_384;

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) place: Arc<str>,
    /// The cells that are not empty, with their columns from 0, in order.
    pub(crate) cells: Vec<(usize, String)>,
}

impl Row {
    fn cell(&self, column: usize) -> &str {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.0);
        at.map_or("", |at| self.cells[at].1.as_str())
    }
}

/// Names of columns that hold the original, then of those that hold the translation, in lower case.
const NAMES: [[&[&str]; 2]; 2] = [
    [
        &[
            "en", "eng", "english", "en-us", "en-gb", "en_us", "英語", "英文",
        ],
        &["source", "source text", "original", "原文", "原語"],
    ],
    [
        &[
            "ja",
            "jpn",
            "jp",
            "japanese",
            "ja-jp",
            "ja_jp",
            "日本語",
            "和文",
            "邦文",
        ],
        &[
            "target",
            "target text",
            "translation",
            "訳文",
            "翻訳",
            "和訳",
            "日本語訳",
        ],
    ],
];

/// Reads the units of a text, oriented. The columns are separated by tabs if the first row has one, else by commas or
/// semicolons. O(bytes).
///
/// # Errors
///
/// If a quotation mark is not closed in a table with commas, or if no two columns are English and Japanese.
pub(crate) fn read(text: &str) -> Result<Vec<Unit>> {
    let delimiter = delimiter(text);
    let quoting = match (unclosed(text, delimiter), delimiter) {
        (None, _) => true,
        // Tables with tabs are often written without quoting.
        (Some(_), b'\t') => false,
        (Some(line), _) => {
            let expected = "expected a closing quotation mark before the next column";
            return Err(Error::format(format!("line {line}"), expected));
        }
    };
    let mut records = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(quoting)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut lines = Lines {
        text,
        at: 0,
        line: 1,
    };
    let place = |line: usize| format!("line {line}");
    loop {
        let is_record = records.read_record(&mut record).map_err(|error| {
            let at = error.position().map(csv::Position::byte);
            Error::format(place(lines.of(at)), error.to_string())
        })?;
        if !is_record {
            break;
        }
        let place = place(lines.of(record.position().map(csv::Position::byte)));
        if record.len() > MAX_COLUMNS {
            let expected = format!(
                "expected at most {MAX_COLUMNS} columns, found {}",
                record.len()
            );
            return Err(Error::format(place, expected));
        }
        let cells = record
            .iter()
            .enumerate()
            .filter(|cell| !cell.1.trim().is_empty());
        rows.push(Row {
            cells: cells
                .map(|(column, cell)| (column, cell.to_owned()))
                .collect(),
            place: place.into(),
        });
    }
    // Excel reads the delimiter from such a line.
    if rows
        .first()
        .is_some_and(|row| matches!(&row.cells[..], [(0, cell)] if cell.trim() == "sep="))
    {
        rows.remove(0);
    }
    match units(&rows)? {
        Some(units) => Ok(units),
        None => Err(Error::format("", expected_columns(&rows))),
    }
}

/// The units of rows, oriented; none if no two columns are the original and the translation. O(bytes).
///
/// # Errors
///
/// If the header names two columns that are not in English and Japanese.
pub(crate) fn units(rows: &[Row]) -> Result<Option<Vec<Unit>>> {
    let Some(first) = rows.iter().position(|row| !row.cells.is_empty()) else {
        return Ok(None);
    };
    let named = [0, 1].map(|side| named(&rows[first], side));
    let is_named = named.iter().all(Option::is_some) && named[0] != named[1];
    // A header that names one side alone is no pair of columns, but it is no text either.
    let has_header = named.iter().any(Option::is_some) && !is_text(&rows[first]);
    let body = &rows[first + usize::from(is_named || has_header)..];
    let columns = match named {
        [Some(source), Some(target)] if is_named => Some([source, target]),
        _ => found(body),
    };
    let Some(columns) = columns else {
        return Ok(None);
    };
    let cells = match is_named {
        true => Cells::of(&rows[first], body),
        false => Cells::Plain,
    };
    // Only in our own tables we know what the column means.
    let is_ours = is_named && is_of_pairs(&rows[first]);
    let confidence = column_of(&rows[first], tsv::COLUMNS[2]).filter(|_| is_ours);
    let noted = NOTES.map(|name| column_of(&rows[first], name).filter(|_| is_ours));
    let mut units: Vec<Unit> = Vec::with_capacity(body.len());
    for row in body {
        let sides = columns.map(|column| UnitText::plain(cells.text(row.cell(column))));
        if sides.iter().any(|side| !side.is_blank()) {
            units.push(Unit {
                sides,
                key: None,
                place: Arc::clone(&row.place),
                confidence: confidence.and_then(|column| confidence_in(row.cell(column))),
                notes: notes(
                    noted.map(|column| column.map_or("", |column| row.cell(column))),
                    cells,
                ),
            });
        }
    }
    // The columns of our own tables are never exchanged, whatever their text looks like.
    let declared = match is_ours {
        true => [Some("en"), Some("ja")],
        false => [None, None],
    };
    orient(&mut units, declared)?;
    Ok(Some(units))
}

/// The confidence in a cell of one of our own tables, with a decimal point or comma; none if the cell is empty. What is no
/// probability counts as 0: a person looks at the pair again, and no table is refused for what a spreadsheet made of a number.
fn confidence_in(cell: &str) -> Option<f32> {
    let cell = cell.trim();
    let confidence = || confidence_of(&cell.replacen(',', ".", 1)).unwrap_or(0.0);
    (!cell.is_empty()).then(confidence)
}

/// The columns of a person's notes, in any case.
const NOTES: [&str; 3] = ["state", "mark", "comment"];

/// What a person noted in the cells of a row. A word for a state that we do not know begins the comment, so that it is not lost.
fn notes([state, mark, comment]: [&str; 3], cells: Cells) -> OwnedNotes {
    let state = cells.text(state);
    let known = RowState::of_word(&state);
    let mut notes = OwnedNotes {
        state: known.unwrap_or(RowState::Open),
        mark: !mark.trim().is_empty(),
        ..OwnedNotes::default()
    };
    if known.is_none() {
        notes.add_comment(state.trim());
    }
    notes.add_comment(&cells.text(comment));
    notes
}

/// How the cells of a table have their texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cells {
    /// As they are: a table of others, or a sheet of ours, whose names begin with capitals.
    Plain,
    /// With the escapes of [`tsv`].
    Escaped,
    /// With the apostrophes of [`guard`](crate::format::guard): a table for Excel. Its kinds always have one.
    Guarded,
    /// With both: the table of a review, which names its document.
    GuardedAndEscaped,
}

impl Cells {
    fn of(header: &Row, body: &[Row]) -> Cells {
        let column = |name: &str| header.cells.iter().find(|cell| cell.1 == name);
        let [Some(_), Some(kind), Some(_)] = [0, 1, 2].map(|at| column(tsv::COLUMNS[at])) else {
            return Cells::Plain;
        };
        let is_guarded = body.iter().any(|row| row.cell(kind.0).starts_with('\''));
        match (is_guarded, column("document")) {
            (false, _) => Cells::Escaped,
            (true, None) => Cells::Guarded,
            (true, Some(_)) => Cells::GuardedAndEscaped,
        }
    }

    fn text(self, cell: &str) -> Cow<'_, str> {
        match self {
            Cells::Plain => Cow::Borrowed(cell),
            Cells::Escaped => tsv::unescape(cell),
            Cells::Guarded => Cow::Borrowed(unguarded(cell)),
            Cells::GuardedAndEscaped => tsv::unescape(unguarded(cell)),
        }
    }
}

/// Whether a header has the first columns of our tables of pairs.
fn is_of_pairs(header: &Row) -> bool {
    let mut names = tsv::COLUMNS[..3].iter();
    names.all(|name| column_of(header, name).is_some())
}

/// The column with a name, in any case.
fn column_of(header: &Row, name: &str) -> Option<usize> {
    let mut cells = header.cells.iter();
    let cell = cells.find(|cell| cell.1.eq_ignore_ascii_case(name));
    cell.map(|cell| cell.0)
}

/// The lines of a text, counted from its beginning on. The parser counts the line of a record before line ends and blank lines
/// that stand before it.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of the first record from a byte on, which is not before the last one. O(bytes between).
    fn of(&mut self, byte: Option<u64>) -> usize {
        let bytes = self.text.as_bytes();
        let byte = byte
            .and_then(|byte| usize::try_from(byte).ok())
            .unwrap_or(0);
        let byte = byte.clamp(self.at, bytes.len());
        let is_end = |byte: &&u8| matches!(byte, b'\r' | b'\n');
        let start = byte + bytes[byte..].iter().take_while(is_end).count();
        self.line += memchr::memchr_iter(b'\n', &bytes[self.at..start]).count();
        self.at = start;
        self.line
    }
}

/// What a table should have, and what it has.
pub(crate) fn expected_columns(rows: &[Row]) -> String {
    let n_columns = rows
        .iter()
        .filter_map(|row| row.cells.last())
        .map(|cell| cell.0 + 1)
        .max();
    let found = match n_columns {
        None => "an empty table".to_owned(),
        Some(n) => format!("{n} columns"),
    };
    format!(
        "expected a column of English and one of Japanese, found {found}; a header can name them source and target"
    )
}

/// Whether a cell of a row is a sentence.
fn is_text(row: &Row) -> bool {
    row.cells.iter().any(|cell| {
        cell.1
            .trim_end()
            .ends_with(['.', '。', '!', '?', '！', '？'])
    })
}

/// The column that a header names for a side: by its language, or else by its part.
fn named(header: &Row, side: usize) -> Option<usize> {
    NAMES[side].iter().find_map(|names| {
        let mut cells = header.cells.iter();
        let cell = cells.find(|cell| {
            let name = cell.1.trim().trim_start_matches('\u{feff}').to_lowercase();
            names.contains(&name.as_str())
        });
        cell.map(|cell| cell.0)
    })
}

/// The column with the most English text and the one with the most Japanese text.
fn found(rows: &[Row]) -> Option<[usize; 2]> {
    let mut columns: Vec<(Vec<&str>, usize)> = Vec::new();
    for (column, cell) in rows.iter().flat_map(|row| &row.cells) {
        if columns.len() <= *column {
            columns.resize_with(column + 1, Default::default);
        }
        columns[*column].0.push(cell);
        columns[*column].1 += cell.len();
    }
    let mut most: [Option<(usize, usize)>; 2] = [None, None];
    for (column, (cells, n_bytes)) in columns.iter().enumerate() {
        let side = match dominant_language(&sample(cells.iter().copied())) {
            Some(Language::English) => 0,
            Some(Language::Japanese) => 1,
            _ => continue,
        };
        if most[side].is_none_or(|(_, most)| most < *n_bytes) {
            most[side] = Some((column, *n_bytes));
        }
    }
    Some([most[0]?.0, most[1]?.0])
}

/// What separates the columns of the first line with text.
fn delimiter(text: &str) -> u8 {
    let line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let marks = *b"\t,;";
    let found = marks
        .into_iter()
        .find(|&mark| line.as_bytes().contains(&mark));
    found.unwrap_or(b',')
}

/// The line of a field in quotes that is not closed, or has text after its closing quote.
fn unclosed(text: &str, delimiter: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_end = |byte: u8| byte == delimiter || byte == b'\n' || byte == b'\r';
    let (mut at, mut line) = (0, 1);
    while at < bytes.len() {
        if bytes[at] == b'"' {
            let begin = line;
            at += 1;
            loop {
                let skipped = memchr::memchr2(b'"', b'\n', &bytes[at..]);
                let Some(skipped) = skipped else {
                    return Some(begin);
                };
                at += skipped + 1;
                match (bytes[at - 1], bytes.get(at)) {
                    (b'\n', _) => line += 1,
                    (_, Some(b'"')) => at += 1,
                    (_, None) => return None,
                    (_, Some(&next)) if is_end(next) => break,
                    (_, Some(_)) => return Some(line),
                }
            }
        }
        let rest = &bytes[at..];
        at += rest
            .iter()
            .position(|&byte| is_end(byte))
            .map_or(rest.len(), |end| end + 1);
        line += usize::from(bytes[at - 1] == b'\n');
    }
    None
}
