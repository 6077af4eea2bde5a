//! [`Sheet`]: the rows of a sheet, written cell by cell.
//!
//! In: texts and numbers, each with its style. Out: the XML of the rows. The cells of one row are kept, since its height is written
//! before them. O(bytes).

use std::fmt::Write as _;
use std::io::Write;

use crate::error::Result;
use crate::format::Losses;
use crate::format::guard::LONGEST_CELL;
use crate::format::xlsx::strings::Strings;
use crate::format::xlsx::style::{Column, Style};

/// The height of a line, and that of the highest row, in points. Excel finds the height of a row whose file names none, LibreOffice
/// does not.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;

/// A sheet that is being written, cell by cell.
pub(crate) struct Sheet<'b> {
    out: &'b mut dyn Write,
    strings: &'b mut Strings,
    losses: &'b mut Losses,
    columns: &'b [Column],
    /// The letters of each column.
    letters: Vec<String>,
    /// The rows before this one, which the header is not one of.
    n_rows: usize,
    /// The cells of the row, as XML.
    cells: String,
    /// The next cell of the row.
    column: usize,
    /// The lines of the row, as far as its wrapped texts are written.
    n_lines: usize,
}

impl<'b> Sheet<'b> {
    /// Begins a sheet with its header.
    pub(super) fn new(
        columns: &'b [Column],
        out: &'b mut dyn Write,
        strings: &'b mut Strings,
        losses: &'b mut Losses,
    ) -> Result<Self> {
        let mut sheet = Sheet {
            out,
            strings,
            losses,
            columns,
            letters: (0..columns.len()).map(letters).collect(),
            n_rows: 0,
            cells: String::new(),
            column: 0,
            n_lines: 1,
        };
        for column in columns {
            sheet.text(column.name, Style::Head)?;
        }
        Ok(sheet)
    }

    /// Begins the next row.
    ///
    /// # Errors
    ///
    /// If the output fails.
    pub(crate) fn next_row(&mut self) -> Result<()> {
        self.end_row()?;
        self.n_rows += 1;
        Ok(())
    }

    /// Writes the row, as high as its texts.
    fn end_row(&mut self) -> Result<()> {
        write!(self.out, r#"<row r="{}""#, self.n_rows + 1)?;
        if self.n_lines > 1 {
            let height = (LINE * self.n_lines as f64).min(HIGHEST);
            write!(self.out, r#" ht="{height}" customHeight="1""#)?;
        }
        write!(self.out, ">{}</row>", self.cells)?;
        self.cells.clear();
        (self.column, self.n_lines) = (0, 1);
        Ok(())
    }

    /// Writes a cell of text. What Excel does not hold is cut off and counted. O(bytes).
    ///
    /// # Errors
    ///
    /// If the texts of the file have more than 4 GB.
    ///
    /// # Panics
    ///
    /// If the row has a cell for each column already.
    pub(crate) fn text(&mut self, text: &str, style: Style) -> Result<()> {
        if text.is_empty() {
            // What a person types there has the format of the column.
            self.column += 1;
            return Ok(());
        }
        let kept = within(text, LONGEST_CELL);
        self.losses.long_cells += usize::from(kept.len() < text.len());
        if style != Style::Technical {
            let width = self.columns[self.column].width;
            self.n_lines = self.n_lines.max(n_lines(kept, width));
        }
        let number = self.strings.add(kept)?;
        self.cell(style, format_args!(r#" t="s"><v>{number}"#));
        Ok(())
    }

    /// Writes a cell with a number. O(1).
    ///
    /// # Panics
    ///
    /// If the row has a cell for each column already.
    pub(crate) fn number(&mut self, number: f64, style: Style) {
        self.cell(style, format_args!("><v>{number}"));
    }

    /// Writes a cell. `content` ends its first tag.
    fn cell(&mut self, style: Style, content: std::fmt::Arguments<'_>) {
        let (letters, row) = (&self.letters[self.column], self.n_rows + 1);
        let style = style.number();
        let cell = write!(
            self.cells,
            r#"<c r="{letters}{row}" s="{style}"{content}</v></c>"#
        );
        cell.expect("a string");
        self.column += 1;
    }

    /// Writes the last row, and returns the number of rows below the header.
    pub(super) fn finish(mut self) -> Result<usize> {
        self.end_row()?;
        Ok(self.n_rows)
    }
}

/// The letters of a column from 0: `A` to `Z`, `AA` and so on. O(letters).
fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        before => format!("{}{last}", letters(before - 1)),
    }
}

/// The lines of a text in a column of a width, about: a character of Japanese is as wide as two of English, and a line is not
/// full where a word does not fit. O(bytes).
fn n_lines(text: &str, width: f64) -> usize {
    let width = (width * 0.9).max(1.0);
    let n_lines = text.split('\n').map(|line| {
        let wide = |c: char| if c.is_ascii() { 1 } else { 2 };
        let wide: usize = line.chars().map(wide).sum();
        ((wide as f64 / width).ceil() as usize).max(1)
    });
    n_lines.sum()
}

/// The longest beginning of a text of at most `most` UTF-16 units. O(bytes).
fn within(text: &str, most: usize) -> &str {
    // A character has at least as many bytes as units.
    if text.len() <= most {
        return text;
    }
    let mut left = most;
    let end = text.char_indices().find(|(_, c)| {
        let is_over = left < c.len_utf16();
        left = left.saturating_sub(c.len_utf16());
        is_over
    });
    end.map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters() {
        for (name, text, most, expected) in [
            ("short", "rain", 4, "rain"),
            ("long", "rains", 4, "rain"),
            ("kanji", "雨が降る", 3, "雨が降"),
            ("kanji that fit", "雨が降る", 4, "雨が降る"),
            ("a pair of surrogates", "a🚋b", 2, "a"),
            ("a pair that fits", "a🚋b", 3, "a🚋"),
        ] {
            assert_eq!(within(text, most), expected, "{name}");
        }
    }

    #[test]
    fn a_row_is_as_high_as_its_longest_text() {
        for (name, text, width, expected) in [
            ("empty", "", 10.0, 1),
            ("one line", "rain", 10.0, 1),
            ("two lines", "it rained all day", 10.0, 2),
            ("Japanese is wider", "一日中雨が降った。", 10.0, 2),
            ("line breaks", "a\nb\nc", 10.0, 3),
        ] {
            assert_eq!(n_lines(text, width), expected, "{name}");
        }
    }

    #[test]
    fn columns_have_letters() {
        for (column, expected) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(column), expected);
        }
    }
}
