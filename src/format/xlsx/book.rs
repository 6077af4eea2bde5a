//! [`Book`]: a workbook whose cells are text.
//!
//! In: sheets with their columns, and what writes their rows. Out: the bytes of an XLSX file, the same for the same input.
//! `rust_xlsxwriter` makes a workbook of empty sheets: styles, views, filters, properties. The rows and the texts of the sheets are
//! ours ([`Sheet`], [`Strings`]), and are packed as they are written: the crate would keep all cells until the end. O(bytes).

use std::io::{BufWriter, Cursor, Read, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use zip::ZipArchive;

use crate::error::{Error, Result};
use crate::format::Losses;
use crate::format::date::Date;
use crate::format::pack::{Pack, zipped};
use crate::format::xlsx::sheet::Sheet;
use crate::format::xlsx::strings::Strings;
use crate::format::xlsx::style::{Column, Style};

/// The rows of a sheet.
const MAX_ROWS: usize = 1 << 20;

/// A workbook that is being written.
pub(crate) struct Book<'a> {
    workbook: Workbook,
    styles: [Format; Style::ALL.len()],
    sheets: Vec<Plan<'a>>,
}

/// A sheet whose rows are written when the file is.
struct Plan<'a> {
    columns: Vec<Column>,
    n_rows: usize,
    write: WriteRows<'a>,
}

type WriteRows<'a> = Box<dyn FnOnce(&mut Sheet<'_>) -> Result<()> + 'a>;

impl<'a> Book<'a> {
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
        workbook.set_properties(&properties);
        // The crate numbers formats in this order.
        let styles = Style::ALL.map(Style::format);
        for style in &styles {
            workbook.register_format(style);
        }
        Book {
            workbook,
            styles,
            sheets: Vec::new(),
        }
    }

    /// Adds a sheet with a header that stays in view and has a filter. `write` writes its rows, each after
    /// [`next_row`](Sheet::next_row). O(columns).
    ///
    /// # Errors
    ///
    /// If the workbook has a sheet of this name, or if there are more rows than Excel allows.
    pub(crate) fn sheet(
        &mut self,
        name: &str,
        columns: &[Column],
        n_rows: usize,
        write: impl FnOnce(&mut Sheet<'_>) -> Result<()> + 'a,
    ) -> Result<()> {
        if n_rows >= MAX_ROWS {
            let expected = format!("expected at most {MAX_ROWS} rows for a sheet");
            return Err(Error::format("", expected));
        }
        let sheet = self.workbook.add_worksheet();
        done(lay_out(sheet, name, columns, n_rows as u32, &self.styles))?;
        self.sheets.push(Plan {
            columns: columns.to_vec(),
            n_rows,
            write: Box::new(write),
        });
        Ok(())
    }

    /// Writes the file, and returns what its cells do not hold. O(bytes).
    ///
    /// # Errors
    ///
    /// If `out` fails, if the rows of a sheet cannot be written, or if the file would have more than 4 GB.
    ///
    /// # Panics
    ///
    /// If a sheet has not as many rows as were announced.
    pub(crate) fn finish(mut self, out: impl Write) -> Result<Losses> {
        let empty = done(self.workbook.save_to_buffer())?;
        let mut empty = zipped(ZipArchive::new(Cursor::new(empty)))?;
        let mut pack = Pack::new(out);
        let mut strings = Strings::new()?;
        let mut losses = Losses::default();
        let mut sheets = self.sheets.into_iter();
        for at in 0..empty.len() {
            let name = zipped(zipped(empty.by_index_raw(at))?.name())?.into_owned();
            if name.starts_with(SHEETS) {
                let mut frame = String::new();
                zipped(empty.by_index(at))?.read_to_string(&mut frame)?;
                let plan = sheets.next().expect("as many parts as sheets");
                pack.begin(&name)?;
                plan.write(&frame, &mut pack, &mut strings, &mut losses)?;
            } else if name != Strings::PART {
                pack.copy(zipped(empty.by_index_raw(at))?)?;
            }
        }
        let mut strings = strings.finish()?;
        pack.copy(zipped(strings.by_index_raw(0))?)?;
        pack.finish()?;
        Ok(losses)
    }
}

/// How the names of the parts of sheets begin. They are in the order of the sheets.
const SHEETS: &str = "xl/worksheets/sheet";

/// Sets all of a sheet but its cells. Two cells are there for what the crate makes of them: the dimension of the sheet, and the
/// mention of a part with texts.
fn lay_out(
    sheet: &mut Worksheet,
    name: &str,
    columns: &[Column],
    n_rows: u32,
    styles: &[Format],
) -> std::result::Result<(), XlsxError> {
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    sheet.set_landscape().set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    let mut last = 0;
    for (column, at) in columns.iter().zip(0..) {
        let style = &styles[column.style as usize];
        sheet.set_column_width(at, column.width)?;
        sheet.set_column_format(at, style)?;
        last = at;
    }
    sheet.write_blank(n_rows, last, &styles[0])?;
    sheet.write_string(0, 0, name)?;
    sheet.autofilter(0, 0, n_rows, last)?;
    Ok(())
}

impl Plan<'_> {
    /// Writes the sheet: `frame` with our rows for its own.
    fn write(
        self,
        frame: &str,
        out: &mut dyn Write,
        strings: &mut Strings,
        losses: &mut Losses,
    ) -> Result<()> {
        let (head, rest) = frame.split_once(FIRST).expect("a sheet has data");
        let (_, tail) = rest.split_once(LAST).expect("the data end");
        let mut out = BufWriter::with_capacity(1 << 16, out);
        write!(out, "{head}{FIRST}")?;
        let mut sheet = Sheet::new(&self.columns, &mut out, strings, losses)?;
        (self.write)(&mut sheet)?;
        let n_rows = sheet.finish()?;
        assert_eq!(n_rows, self.n_rows, "rows written and announced");
        write!(out, "{LAST}{tail}")?;
        out.flush()?;
        Ok(())
    }
}

/// Where the rows of a sheet begin and end.
const FIRST: &str = "<sheetData>";
const LAST: &str = "</sheetData>";

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
    use crate::format::archive::{Archive, LIMITS};

    /// The names of the parts of a file, and the text of its first sheet.
    fn parts(file: &[u8]) -> (Vec<String>, String) {
        let zip = ZipArchive::new(Cursor::new(file)).expect("an archive");
        let names = zip.file_names_raw();
        let names = names.map(|name| String::from_utf8_lossy(name).into_owned());
        let names = names.collect();
        let mut archive = Archive::open(file, LIMITS).expect("an archive");
        let sheet = archive.text("xl/worksheets/sheet1.xml");
        (names, sheet.expect("a sheet"))
    }

    #[test]
    fn styles_have_the_numbers_that_the_crate_gives_them() {
        let mut book = Book::new("styles", None);
        let sheet = book.workbook.add_worksheet();
        for (style, row) in book.styles.iter().zip(0..) {
            sheet.write_blank(row, 0, style).expect("a cell");
        }
        let file = book.workbook.save_to_buffer().expect("a vector");
        let (_, sheet) = parts(&file);
        for (style, row) in Style::ALL.into_iter().zip(1..) {
            let cell = format!(r#"<c r="A{row}" s="{}"/>"#, style.number());
            assert!(sheet.contains(&cell), "{style:?}: {sheet}");
        }
    }

    #[test]
    fn rows_are_between_what_the_crate_makes() {
        let columns = [
            Column::new("Id", 7.0, Style::Id),
            Column::of_text("Source", 60.0),
        ];
        let mut book = Book::new("rain", None);
        let first = book.sheet("Pairs", &columns, 2, |sheet| {
            for text in ["It rained.", "a\nb"] {
                sheet.next_row()?;
                sheet.number(0.5, Style::Id);
                sheet.text(text, Style::Error)?;
            }
            Ok(())
        });
        first.expect("a sheet");
        let empty = book.sheet("Names", &columns, 0, |_| Ok(()));
        empty.expect("a sheet");
        let mut file = Vec::new();
        book.finish(&mut file).expect("a vector");
        let (names, sheet) = parts(&file);
        assert_eq!(names[0], "[Content_Types].xml");
        let n_unlike = names
            .iter()
            .collect::<std::collections::BTreeSet<_>>()
            .len();
        assert_eq!(n_unlike, names.len());
        for expected in [
            r#"<dimension ref="A1:B3"/>"#,
            r#"<row r="2"><c r="A2" s="9"><v>0.5</v></c><c r="B2" s="6" t="s"><v>2</v></c></row>"#,
            r#"<row r="3" ht="30" customHeight="1"><c r="A3" s="9"><v>0.5</v></c><c r="B3""#,
            r#"</sheetData><autoFilter ref="A1:B3"/>"#,
        ] {
            assert!(sheet.contains(expected), "{expected}: {sheet}");
        }
        assert_eq!(sheet.matches("<row ").count(), 3);
    }

    #[test]
    fn a_sheet_has_as_many_rows_as_excel_allows() {
        for (n_rows, is_allowed) in [(MAX_ROWS - 1, true), (MAX_ROWS, false)] {
            let mut book = Book::new("rain", None);
            let columns = [Column::of_text("Source", 60.0)];
            let added = book.sheet("Pairs", &columns, n_rows, |_| Ok(()));
            assert_eq!(added.is_ok(), is_allowed, "{n_rows}");
        }
    }
}
