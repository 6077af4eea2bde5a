//! Reviewed files that come back: tables, JSON and workbooks, edited as people and programs edit them.
//!
//! In: an [`Input`]: two texts, then texts that are written into cells. Out: nothing, or a panic. O(bytes).

use arbitrary::{Arbitrary, Unstructured};
use taiyaku::review::{ReviewOptions, review};
use taiyaku::revise::{
    ReadBack, ReviewSheet, Reviewed, read, read_workbook, write_json, write_table, write_workbook,
};
use taiyaku::{Alignment, Bitext};

use crate::aligning::assert_tiles;
use crate::input::{Input, aligner, boundary};
use crate::readers::assert_error;

/// The longest text of a side, in bytes.
const LONGEST: usize = 400;

/// What a person wrote, which must not be lost.
const WRITTEN: &str = "SEE-PAGE-40";

/// What is read.
#[derive(Debug, Clone, Copy, Arbitrary)]
enum File {
    EditedTable,
    EditedJson,
    Table,
    Json,
    Bytes,
    Workbook,
}

/// One edit of the rows of a table.
#[derive(Debug, Clone, Copy, Arbitrary)]
enum Edit {
    /// A cell gets a text of the input.
    Cell {
        row: u8,
        column: u8,
        text: u8,
    },
    /// A cell gets the cell of another row.
    Copied {
        row: u8,
        column: u8,
        from: u8,
    },
    /// Two rows change their places.
    Moved {
        row: u8,
        to: u8,
    },
    Removed {
        row: u8,
    },
    Repeated {
        row: u8,
    },
    /// A column is another column.
    Columns {
        column: u8,
        other: u8,
    },
    State {
        row: u8,
        state: u8,
    },
}

/// What is read has rows of the text that agree with each other; its problems name lines; it is written and read as the same; and
/// what a person wrote is in a row or quoted in a problem.
pub fn reviewed_state(input: &Input<'_>) {
    let mut choices = input.choices();
    let file = File::arbitrary(&mut choices).unwrap_or(File::EditedTable);
    let [source, target] = input.sides(LONGEST);
    let bitext = Bitext::new(&*source, &*target);
    let alignment = aligner().align(&bitext);
    let reviewed = Reviewed::new(&alignment);
    let findings = review(
        &aligner().read(&bitext),
        &alignment,
        &ReviewOptions::default(),
    );
    let sheet = ReviewSheet::new(&bitext, &alignment, &findings, &reviewed);
    // Sometimes the text was edited since.
    let edited = bool::arbitrary(&mut choices).unwrap_or_default().then(|| {
        let [source, target] = [2, 3].map(|k| input.text(k, LONGEST));
        Bitext::new(&*source, &*target)
    });
    let now = edited.as_ref().unwrap_or(&bitext);
    let table = text(|out| write_table(&sheet, out));
    let back = match file {
        File::EditedTable => {
            let (table, written) = edited_table(&table, input, &mut choices);
            let back = read(&table, "f", now);
            if let Ok(back) = &back {
                assert_kept(back, written, &table);
            }
            back
        }
        File::EditedJson => {
            let json = text(|out| write_json(&sheet, out));
            let json = spliced(&json, input, &mut choices);
            read(&json, "f", now)
        }
        File::Table => read(&table, "f", now),
        File::Json => read(&text(|out| write_json(&sheet, out)), "f", now),
        File::Bytes => read(&input.text(4, 4_000), "f", now),
        File::Workbook => {
            let mut book = Vec::new();
            write_workbook(&sheet, &source, None, &mut book).expect("memory");
            read_workbook(&book, "f", now)
        }
    };
    match back {
        Ok(back) => assert_back(&back, now),
        Err(error) => {
            assert_error(&error);
            let is_ours =
                matches!(file, File::Table | File::Json | File::Workbook) && edited.is_none();
            assert!(!is_ours || alignment.beads().is_empty(), "{error}");
        }
    }
}

fn text(write: impl FnOnce(&mut Vec<u8>) -> taiyaku::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).expect("memory");
    String::from_utf8(bytes).expect("we write UTF-8")
}

/// Rows agree: they can be fixed and carried over to an alignment; the result is written and read as the same.
fn assert_back(back: &ReadBack, bitext: &Bitext) {
    for problem in &back.problems {
        let message = problem.to_string();
        assert!(1 <= problem.line && !message.contains('\n'), "{message:?}");
    }
    let again = aligner().realign(bitext, &back.reviewed.fixed());
    assert_tiles(bitext, &again);
    let onto = back.reviewed.onto(&again);
    assert_kept_rows(&back.reviewed, &onto);
    let json = serde_json::to_string(&back.reviewed).expect("a review is JSON");
    let same: Reviewed = serde_json::from_str(&json).expect("it was written");
    assert_eq!(same, back.reviewed);
    if !again.beads().is_empty() {
        assert_same_again(bitext, &again, &onto);
    }
}

/// A kept row is a row of the alignment that was made around it, with what a person noted.
fn assert_kept_rows(reviewed: &Reviewed, onto: &Reviewed) {
    for row in reviewed.rows().iter().filter(|row| row.is_kept()) {
        let same = onto
            .rows()
            .iter()
            .find(|other| (&other.source, &other.target) == (&row.source, &row.target));
        let same = same.unwrap_or_else(|| panic!("{row:?} is not among {onto:?}"));
        assert_eq!(same.state, row.state, "{row:?}");
        assert_eq!(same.suggestion, row.suggestion, "{row:?}");
        assert!(same.comment.contains(&row.comment), "{row:?} and {same:?}");
    }
}

fn assert_same_again(bitext: &Bitext, alignment: &Alignment, reviewed: &Reviewed) {
    let sheet = ReviewSheet::new(bitext, alignment, &[], reviewed);
    let mut book = Vec::new();
    let losses = write_workbook(&sheet, "", None, &mut book).expect("memory");
    let files = [
        (
            "table",
            read(&text(|out| write_table(&sheet, out)), "f", bitext),
        ),
        (
            "JSON",
            read(&text(|out| write_json(&sheet, out)), "f", bitext),
        ),
        ("workbook", read_workbook(&book, "f", bitext)),
    ];
    for (name, back) in files {
        let back = back.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(back.problems, [], "{name}");
        if name != "workbook" || losses.is_empty() {
            assert_eq!(&back.reviewed, reviewed, "{name}");
        }
    }
}

/// The table after edits, and whether a comment was written into a row that is still there.
fn edited_table(table: &str, input: &Input<'_>, choices: &mut Unstructured<'_>) -> (String, bool) {
    let mut rows: Vec<Vec<String>> = table.lines().map(cells).collect();
    let comment = rows[0]
        .iter()
        .position(|name| name == "comment")
        .expect("a column of ours");
    let mut written = false;
    if let Some(cell) = rows.get_mut(1).and_then(|row| row.get_mut(comment)) {
        WRITTEN.clone_into(cell);
        written = true;
    }
    let n_edits = choices.int_in_range(0..=12).unwrap_or_default();
    for _ in 0..n_edits {
        let Ok(edit) = Edit::arbitrary(choices) else {
            break;
        };
        apply(edit, &mut rows, input);
    }
    let lines: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
    let table = lines.join("\n");
    // A header that is edited names other columns.
    let header = lines.first().is_some_and(|line| table_header(line));
    written &= header
        && rows
            .iter()
            .skip(1)
            .any(|row| row.get(comment).is_some_and(|cell| cell == WRITTEN));
    (table, written)
}

fn table_header(line: &str) -> bool {
    line.trim_start_matches('\u{feff}') == taiyaku::revise::COLUMNS.join("\t")
}

fn cells(line: &str) -> Vec<String> {
    line.split('\t').map(str::to_owned).collect()
}

fn apply(edit: Edit, rows: &mut Vec<Vec<String>>, input: &Input<'_>) {
    let n_rows = rows.len();
    let at = |row: u8| usize::from(row) % n_rows;
    match edit {
        Edit::Cell { row, column, text } => {
            let text = input.text(usize::from(text) % input.n_fields().max(1), 120);
            let row = &mut rows[at(row)];
            let column = usize::from(column) % row.len().max(1);
            if let Some(cell) = row.get_mut(column) {
                *cell = text.replace(['\t', '\n'], " ");
            }
        }
        Edit::Copied { row, column, from } => {
            let column = usize::from(column) % rows[0].len();
            let copied = rows[at(from)].get(column).cloned();
            if let (Some(text), Some(cell)) = (copied, rows[at(row)].get_mut(column)) {
                *cell = text;
            }
        }
        Edit::Moved { row, to } => {
            let (row, to) = (at(row), at(to));
            rows.swap(row, to);
        }
        Edit::Removed { row } => {
            if 1 < n_rows {
                rows.remove(at(row));
            }
        }
        Edit::Repeated { row } => {
            let row = rows[at(row)].clone();
            rows.push(row);
        }
        Edit::Columns { column, other } => {
            for row in rows {
                let n_columns = row.len().max(1);
                let (column, other) = (
                    usize::from(column) % n_columns,
                    usize::from(other) % n_columns,
                );
                if column < row.len() && other < row.len() {
                    row.swap(column, other);
                }
            }
        }
        Edit::State { row, state } => {
            let column = rows[0].iter().position(|name| name == "state");
            let states = [
                "confirmed",
                "corrected",
                "open",
                "Confirmed ",
                "確認済み",
                "perhaps",
                "",
            ];
            if let Some(cell) = column.and_then(|column| rows[at(row)].get_mut(column)) {
                states[usize::from(state) % states.len()].clone_into(cell);
            }
        }
    }
}

/// What was written is in a row or in a problem.
fn assert_kept(back: &ReadBack, written: bool, table: &str) {
    let in_rows = back
        .reviewed
        .rows()
        .iter()
        .any(|row| row.comment.contains(WRITTEN));
    let in_problems = back
        .problems
        .iter()
        .any(|problem| problem.message.contains(WRITTEN));
    assert!(
        !written || in_rows || in_problems,
        "a comment is lost: {back:?} of {table:?}"
    );
}

/// A file with a part of it replaced by a text of the input.
fn spliced(file: &str, input: &Input<'_>, choices: &mut Unstructured<'_>) -> String {
    let [from, length, field] = <[u16; 3]>::arbitrary(choices)
        .unwrap_or_default()
        .map(usize::from);
    let from = boundary(file, from % (file.len() + 1));
    let to = boundary(file, (from + length % 40).min(file.len())).max(from);
    let text = input.text(field % input.n_fields().max(1), 120);
    format!("{}{text}{}", &file[..from], &file[to..])
}
