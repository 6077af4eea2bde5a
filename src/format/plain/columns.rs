//! Two columns side by side, as `pdftotext -layout` writes them.
//!
//! In: a text. Out: its lines in the order in which they are read: on each page the left column, then the right one. A page
//! has columns if cells begin at one place in many of its lines, and most lines on both sides of that place are full, as those
//! of prose are; the cells of tables are not. A line over both columns divides them. O(bytes).

use std::ops::Range;

use crate::format::plain::lines::{Line, lines};
use crate::format::plain::pages::ends_sentence;

// The numbers below were measured on five papers and handbooks that LibreOffice set in two columns, in both languages.

/// The blanks between columns.
const LEAST_GAP: usize = 2;
/// The characters of a line between which the right column begins.
const STARTS: Range<usize> = 18..140;
/// How far before and behind the place of the right column its cells begin: type is not set on a grid, and the first line of
/// a paragraph is indented.
const BEFORE: usize = 3;
const BEHIND: usize = 6;
/// The fewest lines of a column, on the first page that has columns and on others; and the fewest lines with text in both,
/// whose lines need not be at one height.
const FEWEST_ROWS: [usize; 2] = [8, 2];
const FEWEST_BOTH: usize = 2;
/// The least share of lines with text in the right column, and the largest share of lines over both, in percent.
const LEAST_RIGHT: usize = 35;
const MOST_OVER: usize = 35;
/// A line is full from this share of the longest ones of its column on, and this share of the lines is, in percent.
const FULL: usize = 75;
const LEAST_FULL: usize = 45;
/// The least width of the longest lines of a column; a wide character has two.
const LEAST_WIDTH: usize = 22;
/// A text without form feeds is one page if it has no more lines.
const LONGEST_PAGE: usize = 150;
/// The least indent, in characters.
const LEAST_INDENT: usize = 2;
/// The share of rows that one column misses from which the rows of both are not at one height, in percent.
const UNEVEN: usize = 30;

/// A line in reading order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// In bytes of the file.
    pub(super) bytes: Range<usize>,
    pub(super) page: usize,
}

/// The lines of a text in the order in which they are read. None if that is their order in the file.
pub(super) fn reading_order(text: &str) -> Option<Vec<Row>> {
    memchr::memmem::find(text.as_bytes(), b"   ")?;
    let lines = lines(text);
    let has_pages = lines.last().is_some_and(|line| line.page > 0);
    if !has_pages && LONGEST_PAGE < lines.len() {
        return None;
    }
    let cells: Vec<Vec<Cell>> = lines.iter().map(|line| cells(text, line)).collect();
    let mut rows = Vec::new();
    let (mut start, mut known) = (0, None);
    for page in lines.chunk_by(|a, b| a.page == b.page) {
        let of_page = start..start + page.len();
        start = of_page.end;
        let page = Page {
            text,
            lines: &lines[of_page.clone()],
            cells: &cells[of_page],
        };
        let at = page.right_column(known);
        known = known.or(at);
        match at {
            Some(at) => page.unfold(at, &mut rows),
            None => rows.extend((0..page.lines.len()).map(|k| page.row(k))),
        }
    }
    known.map(|_| rows)
}

/// Text between wide blanks.
#[derive(Debug, Clone, PartialEq)]
struct Cell {
    /// In characters of the line.
    start: usize,
    end: usize,
    bytes: Range<usize>,
}

/// The bytes of the blanks before a place in a line.
fn margin(text: &str, at: usize) -> usize {
    at - text[..at].trim_end_matches([' ', '\t', '\u{3000}']).len()
}

fn cells(text: &str, line: &Line) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    if line.is_blank() {
        return cells;
    }
    let margin = margin(text, line.bytes.start);
    let indent = text[line.bytes.start - margin..line.bytes.start]
        .chars()
        .count();
    let mut n_blanks = LEAST_GAP;
    for (k, (at, c)) in text[line.bytes.clone()].char_indices().enumerate() {
        if c == ' ' {
            n_blanks += 1;
            continue;
        }
        let (at, end) = (line.bytes.start + at, line.bytes.start + at + c.len_utf8());
        match cells.last_mut().filter(|_| n_blanks < LEAST_GAP) {
            Some(cell) => (cell.end, cell.bytes.end) = (indent + k + 1, end),
            None => cells.push(Cell {
                start: indent + k,
                end: indent + k + 1,
                bytes: at..end,
            }),
        }
        n_blanks = 0;
    }
    cells
}

/// The cells of a line in the columns of a page.
enum Sides<'c> {
    Blank,
    Left(&'c [Cell]),
    Right(&'c [Cell]),
    Both(&'c [Cell], &'c [Cell]),
    /// Text over both columns.
    Over,
}

impl<'c> Sides<'c> {
    fn of(cells: &'c [Cell], at: usize) -> Self {
        let is_right = |cell: &Cell| at <= cell.start + BEFORE;
        match cells.iter().position(is_right) {
            _ if cells.is_empty() => Sides::Blank,
            Some(0) => Sides::Right(cells),
            Some(k) => Sides::Both(&cells[..k], &cells[k..]),
            // What begins far from the margin is centred on the page.
            None if cells[cells.len() - 1].end < at && cells[0].start * 3 < at * 2 => {
                Sides::Left(cells)
            }
            None => Sides::Over,
        }
    }

    /// The cells in the left column, or in the right one.
    fn in_column(&self, column: usize) -> Option<&'c [Cell]> {
        match (self, column) {
            (Sides::Left(cells), 0) | (Sides::Right(cells), 1) => Some(cells),
            (Sides::Both(left, _), 0) => Some(left),
            (Sides::Both(_, right), 1) => Some(right),
            _ => None,
        }
    }
}

struct Page<'l> {
    text: &'l str,
    lines: &'l [Line],
    cells: &'l [Vec<Cell>],
}

impl Page<'_> {
    /// The line as it is in the file.
    fn row(&self, k: usize) -> Row {
        let Range { start, end } = self.lines[k].bytes;
        Row {
            bytes: start - margin(self.text, start)..end,
            page: self.lines[k].page,
        }
    }

    /// The character at which the right column begins, if the page has one. `known` is that of another page.
    fn right_column(&self, known: Option<usize>) -> Option<usize> {
        let mut counts = [0usize; STARTS.end + BEHIND];
        for cell in self
            .cells
            .iter()
            .flatten()
            .filter(|cell| STARTS.contains(&cell.start))
        {
            counts[cell.start] += 1;
        }
        let near = |at: &usize| counts[at - BEFORE..at + BEHIND].iter().sum::<usize>();
        // Of equal ones the last, so that most cells begin behind it.
        let at = STARTS.max_by_key(near)?;
        let is_near = |known: usize| at.abs_diff(known) <= BEHIND;
        let is_page = match known {
            None => self.are_columns(at, FEWEST_ROWS[0]),
            Some(known) if is_near(known) => self.are_columns(at, FEWEST_ROWS[1]),
            Some(_) => self.are_columns(at, FEWEST_ROWS[0]),
        };
        is_page.then_some(at)
    }

    fn are_columns(&self, at: usize, fewest: usize) -> bool {
        let (mut n_lines, mut n_right, mut n_both, mut n_over) = (0, 0, 0, 0);
        let mut widths = [Vec::new(), Vec::new()];
        for cells in self.cells {
            let sides = Sides::of(cells, at);
            n_lines += usize::from(!cells.is_empty());
            n_right += usize::from(sides.in_column(1).is_some());
            n_over += usize::from(matches!(sides, Sides::Over));
            n_both += usize::from(matches!(sides, Sides::Both(..)));
            for (column, widths) in widths.iter_mut().enumerate() {
                widths.extend(sides.in_column(column).map(width));
            }
        }
        FEWEST_BOTH <= n_both
            && widths.iter().all(|widths| fewest <= widths.len())
            && n_right * 100 >= n_lines * LEAST_RIGHT
            && n_over * 100 <= n_lines * MOST_OVER
            && widths.into_iter().all(are_full)
    }

    /// Adds the rows of the page in reading order.
    fn unfold(&self, at: usize, rows: &mut Vec<Row>) {
        let mut band = 0;
        for k in 0..self.lines.len() {
            let sides = Sides::of(&self.cells[k], at);
            if matches!(sides, Sides::Over) || self.is_apart(k, &sides) {
                self.unfold_band(band..k, at, rows);
                rows.push(self.row(k));
                band = k + 1;
            }
        }
        self.unfold_band(band..self.lines.len(), at, rows);
    }

    /// Whether a line is the first or last of the page and alone, as running heads are.
    fn is_apart(&self, k: usize, sides: &Sides<'_>) -> bool {
        let are_blank = |mut lines: Range<usize>| lines.all(|k| self.cells[k].is_empty());
        let is_blank = |k: usize| self.cells.get(k).is_none_or(Vec::is_empty);
        matches!(sides, Sides::Left(_) | Sides::Right(_))
            && (are_blank(0..k) && is_blank(k + 1)
                || are_blank(k + 1..self.lines.len()) && k.checked_sub(1).is_none_or(is_blank))
    }

    fn of(&self, row: &Row) -> &str {
        &self.text[row.bytes.clone()]
    }

    /// Adds the left column of some lines, then the right one, each with a blank line behind it.
    fn unfold_band(&self, lines: Range<usize>, at: usize, rows: &mut Vec<Row>) {
        for column in 0..2 {
            let of_column: Vec<Option<&[Cell]>> = lines
                .clone()
                .map(|k| Sides::of(&self.cells[k], at).in_column(column))
                .collect();
            let filled = || of_column.iter().flatten();
            let n_gaps = of_column
                .windows(3)
                .filter(|w| w[0].is_some() && w[1].is_none() && w[2].is_some());
            let least_gap = 1 + usize::from(n_gaps.count() * 100 >= filled().count() * UNEVEN);
            let margin = filled().map(|cells| cells[0].start).min().unwrap_or(0);
            let mut n_missing = 0;
            let mut end = 0;
            for (k, cells) in lines.clone().zip(&of_column) {
                let Some(cells) = cells else {
                    n_missing += 1;
                    continue;
                };
                if n_missing >= least_gap {
                    rows.push(self.blank(k, end));
                }
                n_missing = 0;
                end = cells[cells.len() - 1].bytes.end;
                rows.push(self.cells_of_row(k, cells, margin));
            }
            // A sentence can go on in the next column, but not over lines over both.
            let is_open =
                column == 0 && rows.last().is_some_and(|row| !ends_sentence(self.of(row)));
            if 0 < end && !is_open {
                rows.push(self.blank(lines.start, end));
            }
        }
    }

    fn blank(&self, k: usize, at: usize) -> Row {
        Row {
            bytes: at..at,
            page: self.lines[k].page,
        }
    }

    /// The cells of a line in a column, with the blanks that indent them.
    fn cells_of_row(&self, k: usize, cells: &[Cell], margin: usize) -> Row {
        let indent = cells[0].start - margin;
        let start = match LEAST_INDENT <= indent {
            true => self.indented(k, cells[0].bytes.start, indent),
            false => cells[0].bytes.start,
        };
        Row {
            bytes: start..cells[cells.len() - 1].bytes.end,
            page: self.lines[k].page,
        }
    }

    /// The byte so many blanks before a cell, or behind the cell before it.
    fn indented(&self, k: usize, start: usize, indent: usize) -> usize {
        let before = self.cells[k]
            .iter()
            .rev()
            .find(|cell| cell.bytes.end <= start);
        let least = before.map_or(start, |cell| cell.bytes.end);
        start.saturating_sub(indent).max(least)
    }
}

/// The width of cells with a blank between them; a wide character has two columns.
fn width(cells: &[Cell]) -> usize {
    let of_cell = |cell: &Cell| {
        // Three bytes for a wide character, one for a narrow one.
        let (n_chars, n_bytes) = (cell.end - cell.start, cell.bytes.len());
        n_chars + n_bytes.saturating_sub(n_chars) / 2
    };
    cells.iter().map(of_cell).sum::<usize>() + cells.len() - 1
}

/// Whether most lines of a column are about as long as its longest ones.
fn are_full(mut widths: Vec<usize>) -> bool {
    widths.sort_unstable();
    let longest = widths[widths.len() * 9 / 10];
    let n_full = widths
        .iter()
        .filter(|&&width| width * 100 >= longest * FULL)
        .count();
    LEAST_WIDTH <= longest && n_full * 100 >= widths.len() * LEAST_FULL
}
