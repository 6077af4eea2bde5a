//! The workbook of a review: what a person sorts, filters and edits in Excel or LibreOffice, and what is read back.
//!
//! In: a sheet; or the bytes of a workbook and its bitext. Out: an XLSX file with the sheets "Review", "Findings" and "Names";
//! or a [`ReadBack`]. The columns are those of [`COLUMNS`](crate::revise::COLUMNS), in an order for people, and "Reasons".
//! O(n log n) in the rows, O(bytes).

use std::io::Write;

use crate::bitext::Bitext;
use crate::error::{Error, Result};
use crate::format::xlsx::{self, Book, Cells as SheetCells, Style, find_sheet};
use crate::format::{Date, Losses};
use crate::review::Finding;
use crate::revise::read_back::{ReadBack, RowCollector};
use crate::revise::sheet::ReviewSheet;
use crate::revise::table::{COLUMNS, Column, TableRow};
use crate::revise::table_layout::{Cells, Layout};
use crate::revise::table_reader::{self, Record};

/// A column of the sheet "Review".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Of(Column),
    /// Severity, check and reason of each finding that is not ignored.
    Reasons,
}

/// The columns in their order, with their names and widths. The last ones are for the program.
const SHOWN: [(Shown, &str, f64); 18] = [
    (Shown::Of(Column::Id), "Id", 6.0),
    (Shown::Of(Column::Kind), "Kind", 6.0),
    (Shown::Of(Column::Confidence), "Confidence", 11.0),
    (Shown::Of(Column::Source), "Source", 50.0),
    (Shown::Of(Column::Target), "Target", 50.0),
    (Shown::Reasons, "Reasons", 40.0),
    (Shown::Of(Column::State), "State", 11.0),
    (Shown::Of(Column::Mark), "Mark", 6.0),
    (Shown::Of(Column::Comment), "Comment", 30.0),
    (Shown::Of(Column::Findings), "Findings", 10.0),
    (Shown::Of(Column::Ignored), "Ignored", 10.0),
    (Shown::Of(Column::TargetBefore), "Target_before", 6.0),
    (Shown::Of(Column::ChangedState), "Changed_state", 6.0),
    (Shown::Of(Column::ChangedSource), "Changed_source", 6.0),
    (Shown::Of(Column::ChangedTarget), "Changed_target", 6.0),
    (Shown::Of(Column::SourceSegments), "Source_segments", 6.0),
    (Shown::Of(Column::TargetSegments), "Target_segments", 6.0),
    (Shown::Of(Column::Document), "Document", 6.0),
];

/// Writes a sheet as a workbook, for a person to sort, filter and correct: the sheet "Review" with the columns of
/// [`COLUMNS`](crate::revise::COLUMNS), the sheet "Findings", errors first, and the sheet "Names" if there are any. Ignored
/// findings are in the column "Ignored" alone. The title and the date are properties of the file. Cells are text as it is,
/// without escapes and apostrophes; one of more than 32,767 UTF-16 units is cut and counted, and counts as not edited when it is
/// read back. O(bytes + findings · log findings).
///
/// ```
/// use taiyaku::review::{ReviewOptions, review};
/// use taiyaku::revise::{ReviewSheet, Reviewed, read_workbook, write_workbook};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("It has 24 rooms.", "部屋が42ある。");
/// let aligner = Aligner::new();
/// let anchored = aligner.read(&bitext);
/// let alignment = aligner.align(&anchored);
/// let findings = review(&anchored, &alignment, &ReviewOptions::default());
/// let reviewed = Reviewed::new(&alignment);
/// let sheet = ReviewSheet::new(&bitext, &alignment, &findings, &reviewed);
/// let mut file = Vec::new();
/// write_workbook(&sheet, "rooms", None, &mut file)?;
/// let back = read_workbook(&file, "review.xlsx", &bitext)?;
/// assert_eq!(back.reviewed, reviewed);
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails, or if there are more pairs than a sheet has rows (1,048,575).
pub fn write_workbook(
    sheet: &ReviewSheet<'_>,
    title: &str,
    date: Option<Date>,
    out: impl Write,
) -> Result<Losses> {
    let columns = SHOWN.map(|(column, name, width)| xlsx::Column::new(name, width, style(column)));
    let ignored = sheet.reviewed.ignored();
    let is_shown = |finding: &&Finding| !ignored.contains(&finding.id);
    let findings: Vec<&Finding> = sheet.findings.iter().filter(is_shown).collect();
    let mut book = Book::new(title, date);
    book.sheet("Review", &columns, sheet.pairs().count(), |rows| {
        for row in TableRow::all(sheet) {
            let findings = row.findings.iter().copied().filter(is_shown);
            let findings: Vec<&Finding> = findings.collect();
            rows.next_row()?;
            for (column, _, _) in SHOWN {
                write_cell(column, &row, &findings, rows)?;
            }
        }
        Ok(())
    })?;
    xlsx::add_findings(&mut book, sheet.bitext, sheet.alignment, &findings)?;
    xlsx::add_names(&mut book, sheet.names)?;
    book.finish(out)
}

fn write_cell(
    column: Shown,
    row: &TableRow<'_>,
    findings: &[&Finding],
    sheet: &mut xlsx::Sheet<'_>,
) -> Result<()> {
    let worst = Style::of_worst(findings.iter().map(|finding| finding.severity));
    match column {
        Shown::Reasons => sheet.text(&xlsx::findings_in_lines(findings), worst),
        Shown::Of(Column::Id) => match row.pair.number() {
            Some(number) => {
                sheet.number((number + 1) as f64, Style::Id);
                Ok(())
            }
            None => sheet.text("", Style::Id),
        },
        Shown::Of(Column::Confidence) => {
            let confidence = xlsx::confidence_of(&row.pair);
            sheet.number(confidence, Style::of_confidence(confidence));
            Ok(())
        }
        Shown::Of(of) => sheet.text(&row.cell(of), style(column)),
    }
}

/// The style of a column.
fn style(column: Shown) -> Style {
    match column {
        Shown::Of(Column::Id) => Style::Id,
        Shown::Reasons
        | Shown::Of(
            Column::Confidence
            | Column::Source
            | Column::Target
            | Column::State
            | Column::Mark
            | Column::Comment,
        ) => Style::Text,
        Shown::Of(_) => Style::Technical,
    }
}

/// Reads a workbook of [`write_workbook`], also after a person sorted, filtered and edited it in Excel or LibreOffice, as
/// [`read`](crate::revise::read()) reads a table. The first sheet that is shown and has our columns is read, in any order of rows
/// and columns; a row that a filter hides is read too. Lines of problems are rows of the sheet. Errors name the file as `place`.
/// O(n log n) in the rows, O(unpacked bytes).
///
/// # Errors
///
/// If the file is damaged, has no sheet with our columns, or belongs to another text.
pub fn read_workbook(bytes: &[u8], place: &str, bitext: &Bitext) -> Result<ReadBack> {
    let mut collector = RowCollector::new(place, bitext);
    let found = find_sheet(bytes, |_, cells| Ok(records(cells)));
    let found = found.map_err(|error| error.at(place))?;
    let Some((layout, records)) = found else {
        let expected = format!(
            "expected a sheet with the columns {}",
            Column::NEEDED.map(Column::name).join(", ")
        );
        return Err(Error::format(place, expected));
    };
    table_reader::read_records(layout, &records, &mut collector)?;
    collector.finish()
}

/// The layout and the rows of a sheet below its header, each with its number. None if the header is not ours.
fn records(cells: SheetCells) -> Option<(Layout, Vec<Record>)> {
    let mut rows = cells.into_iter();
    let (_, header) = rows.next()?;
    let is_ours = |name: &str| COLUMNS.contains(&name.trim().to_lowercase().as_str());
    let ours = header.into_iter().filter(|(_, name)| is_ours(name));
    let (columns, names): (Vec<usize>, Vec<String>) = ours.unzip();
    // The names of a table with tabs, which a person saved as a workbook, are small.
    let document = Column::Document.name();
    let cells = match names.iter().any(|name| name.trim() == document) {
        true => Cells::Escaped,
        false => Cells::Plain,
    };
    let layout = Layout::of_names(&names, b'\t', cells)?;
    let records = rows.map(|(number, mut cells)| {
        let fields = columns
            .iter()
            .map(|at| cells.remove(at).unwrap_or_default());
        (number, fields.collect())
    });
    let has_text = |record: &Record| record.1.iter().any(|field| !field.is_empty());
    Some((layout, records.filter(has_text).collect()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Aligner;
    use crate::format::hostile;
    use crate::review::{ReviewOptions, RowState, review};
    use crate::revise::{Reviewed, read, write_table};

    const SOURCE: &str = "It has 24 rooms. We stayed. Nobody came. It rained.";
    const TARGET: &str = "部屋が42ある。家にいた。誰も来なかった。雨が降った。";

    /// The workbook and the table of a review. `reviewed` makes its state of that of an open one and its table.
    fn written(
        bitext: &Bitext,
        reviewed: impl Fn(Reviewed, &str) -> Reviewed,
    ) -> (Vec<u8>, Reviewed) {
        let aligner = Aligner::new();
        let anchored = aligner.read(bitext);
        let alignment = aligner.align(&anchored);
        let findings = review(&anchored, &alignment, &ReviewOptions::default());
        let open = Reviewed::new(&alignment);
        let mut table = Vec::new();
        let sheet = ReviewSheet::new(bitext, &alignment, &findings, &open);
        write_table(&sheet, &mut table).expect("a vector");
        let table = String::from_utf8(table).expect("UTF-8");
        let reviewed = reviewed(open.clone(), &table);
        let sheet = ReviewSheet::new(bitext, &alignment, &findings, &reviewed);
        let mut file = Vec::new();
        write_workbook(&sheet, "rooms", None, &mut file).expect("a vector");
        (file, reviewed)
    }

    /// Reads the sheet "Review" of a workbook after an edit.
    fn read_edited(
        file: &[u8],
        bitext: &Bitext,
        edit: impl Fn(&mut SheetCells),
    ) -> Result<ReadBack> {
        let found = find_sheet(file, |_, mut cells| {
            edit(&mut cells);
            Ok(records(cells))
        })?;
        let (layout, records) = found.expect("a review");
        let mut collector = RowCollector::new("f", bitext);
        table_reader::read_records(layout, &records, &mut collector)?;
        collector.finish()
    }

    /// The number of a column.
    fn at(column: Shown) -> usize {
        let place = SHOWN.iter().position(|shown| shown.0 == column);
        place.expect("a column")
    }

    fn set(cells: &mut SheetCells, row: usize, column: Column, text: &str) {
        let row = cells.entry(row).or_default();
        row.insert(at(Shown::Of(column)), text.to_owned());
    }

    #[test]
    fn an_open_review_is_read_as_it_was() {
        for bitext in [Bitext::new(SOURCE, TARGET), hostile::bitext_of_rows()] {
            let (file, reviewed) = written(&bitext, |open, _| open);
            let back = read_workbook(&file, "f", &bitext).expect("the file is ours");
            assert_eq!(back.problems, []);
            assert_eq!(back.reviewed, reviewed);
            assert_eq!(file, written(&bitext, |open, _| open).0, "the same bytes");
        }
    }

    #[test]
    fn a_person_sorts_filters_and_edits() {
        let bitext = Bitext::new(SOURCE, TARGET);
        let (file, _) = written(&bitext, |open, _| open);
        type Edit = fn(&mut SheetCells);
        let rows: [(&str, Edit, &str); 7] = [
            ("nothing", |_| {}, "oooo"),
            (
                "a state, in Japanese, and a comment that Excel made a number",
                |cells| {
                    set(cells, 2, Column::State, "確認済み");
                    set(cells, 3, Column::Comment, "45413");
                },
                "cOoo",
            ),
            (
                "a translation",
                |cells| set(cells, 2, Column::Target, "部屋が24ある。"),
                "sooo",
            ),
            (
                "sorted, from the last row to the first",
                |cells| {
                    set(cells, 2, Column::State, "confirmed");
                    let [first, last] = [2, 5].map(|row| cells.remove(&row).expect("a row"));
                    cells.extend([(2, last), (5, first)]);
                },
                "cooo",
            ),
            (
                "columns deleted",
                |cells| {
                    set(cells, 5, Column::State, "confirmed");
                    let deleted = [
                        Shown::Of(Column::Id),
                        Shown::Reasons,
                        Shown::Of(Column::Mark),
                    ];
                    for row in cells.values_mut() {
                        row.retain(|column, _| deleted.iter().all(|gone| *column != at(*gone)));
                    }
                },
                "oooc",
            ),
            (
                "rows inserted above, a column moved far away",
                |cells| {
                    set(cells, 2, Column::State, "corrected");
                    let moved = std::mem::take(cells).into_iter().map(|(row, mut cells)| {
                        let state = cells.remove(&at(Shown::Of(Column::State)));
                        cells.extend(state.map(|state| (16_000, state)));
                        (row + 7, cells)
                    });
                    cells.extend(moved.collect::<Vec<_>>());
                },
                "Cooo",
            ),
            (
                "formulas and escapes are text",
                |cells| set(cells, 2, Column::Comment, r"'=1\t1"),
                "Oooo",
            ),
        ];
        for (name, edit, expected) in rows {
            let back = read_edited(&file, &bitext, edit).expect(name);
            let shown = back.reviewed.rows().iter().map(|row| match row.state {
                _ if row.suggestion.is_some() => 's',
                RowState::Confirmed => 'c',
                RowState::Corrected => 'C',
                RowState::Open if !row.comment.is_empty() => 'O',
                RowState::Open => 'o',
            });
            assert_eq!(shown.collect::<String>(), expected, "{name}");
            assert_eq!(back.problems, [], "{name}");
            let comments = back.reviewed.rows().iter().map(|row| row.comment.as_str());
            let comments = comments.filter(|comment| !comment.is_empty());
            assert!(
                comments.into_iter().all(|c| c == "45413" || c == r"'=1\t1"),
                "{name}"
            );
        }
    }

    #[test]
    fn problems_name_the_row_of_the_sheet() {
        let bitext = Bitext::new(SOURCE, TARGET);
        let (file, _) = written(&bitext, |open, _| open);
        let back = read_edited(&file, &bitext, |cells| {
            set(cells, 4, Column::State, "perhaps");
            cells.remove(&3);
        });
        let problems = back.expect("the file is ours").problems;
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].line, 4);
        let other = Bitext::new("The cat slept.", "猫は眠った。");
        let error = read_workbook(&file, "f", &other).expect_err("another text");
        assert!(
            error
                .to_string()
                .starts_with("f: expected a review of document"),
            "{error}"
        );
        let error = read_workbook(b"PK", "f", &bitext).expect_err("no archive");
        assert!(error.to_string().starts_with("f: byte 2: "), "{error}");
    }

    #[test]
    fn a_table_saved_as_a_workbook_has_its_escapes() {
        let bitext = Bitext::new(r"Open C:\new. We stayed.", r"C:\newを開く。家にいた。");
        let (_, reviewed) = written(&bitext, |open, table| {
            let mut cells = SheetCells::new();
            for (line, number) in table.trim_start_matches('\u{feff}').lines().zip(1..) {
                let fields = line.split('\t').map(str::to_owned).enumerate();
                cells.insert(number, fields.collect());
            }
            let (layout, records) = records(cells).expect("a review");
            let mut collector = RowCollector::new("f", &bitext);
            table_reader::read_records(layout, &records, &mut collector).expect("a review");
            let back = collector.finish().expect("a review");
            assert_eq!(back.problems, []);
            assert_eq!(back.reviewed, open);
            back.reviewed
        });
        assert!(reviewed.rows().iter().all(|row| row.suggestion.is_none()));
    }

    proptest! {
        #[test]
        fn what_a_person_said_is_read_back(
            pairs in hostile::pairs(),
            comment in "[a-z雨'=\\\\\t\n\u{7}_x0D<>&]{0,12}",
            suggestion in "[a-z雨'=\\\\ _x0D<>&]{0,12}",
            row in 0usize..4,
        ) {
            let bitext = hostile::bitext(&pairs);
            let (file, reviewed) = written(&bitext, |_, table| {
                // A person's edit of the table.
                let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
                let at = 1 + row % (lines.len() - 1);
                let cell = |text: &str| {
                    let text = crate::format::tsv::escape(text.trim()).into_owned();
                    crate::format::guard::guarded(text.into()).into_owned()
                };
                let mut fields: Vec<String> = lines[at].split('\t').map(str::to_owned).collect();
                fields[Column::State as usize] = "confirmed".to_owned();
                fields[Column::Comment as usize] = cell(&comment);
                fields[Column::Target as usize] = cell(&format!("別の{}。", suggestion.trim()));
                lines[at] = fields.join("\t");
                read(&lines.join("\n"), "f", &bitext).expect("the table is ours").reviewed
            });
            let back = read_workbook(&file, "f", &bitext).expect("the file is ours");
            prop_assert_eq!(back.reviewed, reviewed);
        }
    }
}
