//! [`Book`]: a workbook whose cells are text.
//!
//! In: sheets with their columns, then texts and numbers row by row. Out: the bytes of an XLSX file, the same for the same
//! input. Memory is about eight times the text, which the crate keeps until the end. O(bytes).

use std::io::Write;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use crate::error::{Error, Result};
use crate::format::Losses;
use crate::format::date::Date;
use crate::format::guard::LONGEST_CELL;
use crate::review::Severity;

/// The rows of a sheet.
const MAX_ROWS: u32 = 1 << 20;

/// A workbook that is being written.
pub(crate) struct Book {
    workbook: Workbook,
    styles: [Format; Style::ALL.len()],
    losses: Losses,
}

/// A column of a sheet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    /// In characters.
    pub(crate) width: f64,
    /// That of its empty cells, and of most others: a cell of this style costs the crate nothing to find its format.
    pub(crate) style: Style,
}

impl Column {
    /// A column of wrapped text.
    pub(crate) const fn of_text(name: &'static str, width: f64) -> Self {
        Column::new(name, width, Style::Text)
    }

    pub(crate) const fn new(name: &'static str, width: f64, style: Style) -> Self {
        Column { name, width, style }
    }
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Wrapped text.
    Text,
    /// The header.
    Head,
    /// A confidence of at least 0.9.
    Sure,
    /// A confidence of at least 0.8.
    Likely,
    /// A lower confidence.
    Doubtful,
    /// The severities.
    Error,
    Warning,
    Hint,
    /// A number of a row.
    Id,
    /// What is there for the program alone.
    Technical,
}

impl Style {
    const ALL: [Style; 10] = [
        Style::Text,
        Style::Head,
        Style::Sure,
        Style::Likely,
        Style::Doubtful,
        Style::Error,
        Style::Warning,
        Style::Hint,
        Style::Id,
        Style::Technical,
    ];

    /// The style of a confidence. Below 0.8 the review page calls a row doubtful.
    pub(crate) fn of_confidence(confidence: f64) -> Style {
        match confidence {
            0.9.. => Style::Sure,
            0.8.. => Style::Likely,
            _ => Style::Doubtful,
        }
    }

    /// The style of the worst of some severities; that of text if there is none.
    pub(crate) fn of_worst(severities: impl Iterator<Item = Severity>) -> Style {
        match severities.max() {
            Some(Severity::Error) => Style::Error,
            Some(Severity::Warning) => Style::Warning,
            Some(Severity::Hint) => Style::Hint,
            None => Style::Text,
        }
    }

    fn format(self) -> Format {
        let cell = Format::new().set_align(FormatAlign::Top);
        // What a person types into a cell of the format "@" stays text.
        let text = cell.clone().set_text_wrap().set_num_format("@");
        let filled = |format: Format, color: u32| format.set_background_color(Color::RGB(color));
        let number = cell.clone().set_num_format("0.0000");
        match self {
            Style::Text => text,
            Style::Head => filled(text, 0xE6EEF6)
                .set_bold()
                .set_border_bottom(FormatBorder::Thin),
            Style::Id => cell.set_font_color(Color::RGB(0x8F897D)),
            Style::Sure => filled(number, 0xE3F1E4),
            Style::Likely => filled(number, 0xF9ECD0),
            Style::Doubtful => filled(number, 0xFBE5E1),
            Style::Error => filled(text, 0xFBE5E1).set_font_color(Color::RGB(0xA8251C)),
            Style::Warning => filled(text, 0xF9ECD0).set_font_color(Color::RGB(0x7A4D00)),
            Style::Hint => filled(text, 0xE3EEEE).set_font_color(Color::RGB(0x3A5F63)),
            Style::Technical => cell
                .set_num_format("@")
                .set_font_color(Color::RGB(0x8F897D)),
        }
    }
}

impl Book {
    /// Makes a workbook with a title and a date in its properties. O(1).
    pub(crate) fn new(title: &str, date: Option<Date>) -> Self {
        let mut workbook = Workbook::new();
        let mut properties = DocProperties::new().set_title(title);
        // Without a date the crate asks the clock. Excel has no years before 1900.
        let given = date.and_then(|date| {
            let day = ExcelDateTime::from_ymd(date.year, date.month, date.day).ok()?;
            day.and_hms(date.hour.into(), date.minute, date.second).ok()
        });
        let fixed = || ExcelDateTime::from_ymd(2000, 1, 1).ok();
        if let Some(date) = given.or_else(fixed) {
            properties = properties.set_creation_datetime(&date);
        }
        // The fastest deflate: the file is a quarter larger and there in half the time.
        workbook
            .set_properties(&properties)
            .set_zip_compression_level(1);
        Book {
            workbook,
            styles: Style::ALL.map(Style::format),
            losses: Losses::default(),
        }
    }

    /// Begins a sheet with a header that stays in view. O(columns).
    ///
    /// # Errors
    ///
    /// If the workbook has a sheet of this name.
    pub(crate) fn sheet(&mut self, name: &str, columns: &[Column]) -> Result<Sheet<'_>> {
        let sheet = self.workbook.add_worksheet();
        let mut add = || {
            sheet.set_name(name)?.set_freeze_panes(1, 0)?;
            sheet.set_landscape().set_paper_size(9);
            sheet.set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
            for (column, at) in columns.iter().zip(0..) {
                sheet.set_column_width(at, column.width)?;
                sheet.set_column_format(at, &self.styles[column.style as usize])?;
            }
            Ok(())
        };
        done(add())?;
        let mut sheet = Sheet {
            sheet,
            styles: &self.styles,
            columns: columns.to_vec(),
            losses: &mut self.losses,
            row: 0,
            column: 0,
            n_lines: 1,
        };
        for column in columns {
            sheet.text(column.name, Style::Head)?;
        }
        Ok(sheet)
    }

    /// Writes the file, and returns what its cells do not hold. O(bytes).
    ///
    /// # Errors
    ///
    /// If `out` fails, or if the file would have more than 4 GB.
    pub(crate) fn finish(mut self, mut out: impl Write) -> Result<Losses> {
        let bytes = done(self.workbook.save_to_buffer())?;
        out.write_all(&bytes)?;
        out.flush()?;
        Ok(self.losses)
    }
}

/// A sheet that is being written, cell by cell.
pub(crate) struct Sheet<'b> {
    sheet: &'b mut Worksheet,
    styles: &'b [Format; Style::ALL.len()],
    columns: Vec<Column>,
    losses: &'b mut Losses,
    row: u32,
    column: u16,
    /// The lines of the row, as far as its wrapped texts are written.
    n_lines: usize,
}

/// The height of a line, and that of the highest row, in points. Excel finds the height of a row whose file names none, LibreOffice
/// does not.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;

impl Sheet<'_> {
    /// Begins the next row.
    ///
    /// # Errors
    ///
    /// If the sheet has as many rows as Excel allows.
    pub(crate) fn next_row(&mut self) -> Result<()> {
        self.end_row()?;
        (self.row, self.column) = (self.row + 1, 0);
        match self.row < MAX_ROWS {
            true => Ok(()),
            false => {
                let expected = format!("expected at most {MAX_ROWS} rows for a sheet");
                Err(Error::format("", expected))
            }
        }
    }

    /// Makes the row as high as its texts.
    fn end_row(&mut self) -> Result<()> {
        let n_lines = std::mem::replace(&mut self.n_lines, 1);
        if n_lines > 1 {
            let height = (LINE * n_lines as f64).min(HIGHEST);
            done(self.sheet.set_row_height(self.row, height))?;
        }
        Ok(())
    }

    /// Writes a cell of text. What Excel does not hold is cut off and counted. O(bytes).
    ///
    /// # Errors
    ///
    /// If the row has more cells than Excel allows.
    pub(crate) fn text(&mut self, text: &str, style: Style) -> Result<()> {
        if text.is_empty() {
            // What a person types there has the format of the column.
            self.column += 1;
            return Ok(());
        }
        let kept = within(text, LONGEST_CELL);
        self.losses.long_cells += usize::from(kept.len() < text.len());
        let format = &self.styles[style as usize];
        let own = self.columns.get(usize::from(self.column));
        let is_of_column = own.is_some_and(|own| own.style == style);
        if let Some(own) = own.filter(|_| style != Style::Technical) {
            self.n_lines = self.n_lines.max(n_lines(kept, own.width));
        }
        let (sheet, row, column) = (&mut *self.sheet, self.row, self.column);
        // The crate takes a text in `<r>` for the XML of runs.
        let is_like_runs = kept.starts_with("<r>") && kept.ends_with("</r>");
        done(if is_like_runs || has_escape(kept) {
            let plain = Format::new();
            let runs: Vec<_> = runs(kept).map(|run| (&plain, run)).collect();
            sheet.write_rich_string_with_format(row, column, &runs, format)
        } else if is_of_column {
            sheet.write_string(row, column, kept)
        } else {
            sheet.write_string_with_format(row, column, kept, format)
        })?;
        self.column += 1;
        Ok(())
    }

    /// Writes a cell with a number. O(1).
    ///
    /// # Errors
    ///
    /// If the row has more cells than Excel allows.
    pub(crate) fn number(&mut self, number: f64, style: Style) -> Result<()> {
        let format = &self.styles[style as usize];
        let own = self.columns.get(usize::from(self.column));
        let is_of_column = own.is_some_and(|own| own.style == style);
        let (sheet, row, column) = (&mut *self.sheet, self.row, self.column);
        done(match is_of_column {
            true => sheet.write_number(row, column, number),
            false => sheet.write_number_with_format(row, column, number, format),
        })?;
        self.column += 1;
        Ok(())
    }

    /// Puts a filter on the header. The sheet is then complete. O(1).
    ///
    /// # Errors
    ///
    /// If the sheet has no column.
    pub(crate) fn finish(mut self) -> Result<()> {
        self.end_row()?;
        let last = self.column.saturating_sub(1);
        done(self.sheet.autofilter(0, 0, self.row, last))?;
        Ok(())
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

/// Whether a text has the beginning of an escape such as `_x000D_`. The crate marks a whole one, but neither two that share a mark
/// nor one that ends with the escape of a control character.
fn has_escape(text: &str) -> bool {
    let code = |at: usize| text.as_bytes().get(at + 2..at + 6);
    let mut begun = text.match_indices("_x").map(|(at, _)| code(at));
    begun.any(|code| code.is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit)))
}

/// The runs of a text, none of which has an escape such as `_x000D_`: the crate does not mark them in runs.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.match_indices("_x").map(|(at, _)| at + 1);
    let mut start = 0;
    ends.chain([text.len()]).map(move |end| {
        let run = &text[start..end];
        start = end;
        run
    })
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

/// Converts a result of the crate. A failure to write stays an I/O error.
fn done<T>(result: std::result::Result<T, XlsxError>) -> Result<T> {
    result.map_err(|error| match error {
        XlsxError::IoError(error) => error.into(),
        other => Error::format("", format!("expected a workbook, found {other}")),
    })
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
    fn runs_have_no_escapes() {
        let runs: Vec<&str> = runs("<r>_x0007_ _x</r>").collect();
        assert_eq!(runs, ["<r>_", "x0007_ _", "x</r>"]);
    }
}
