//! Reviewed JSON: one object whose `rows` may be filtered, sorted or laid out anew.
//!
//! In: text. Out: claims by line. A file that is cut off or damaged is read line by line, as it was written. O(bytes).

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::{Error, Result};
use crate::revise::read_back::{Gathering, out_of_range, shown, state};
use crate::revise::state::{Claim, ReviewedRow, RowState};

const FORMAT: &str = "taiyaku-review";
const VERSION: u32 = 1;

#[derive(Deserialize)]
struct File<'a> {
    format: String,
    version: u32,
    document: String,
    #[serde(default, borrow)]
    ignored: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    rows: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Row {
    source: [usize; 2],
    target: [usize; 2],
    #[serde(default)]
    state: String,
    #[serde(default)]
    mark: bool,
    #[serde(default)]
    comment: String,
}

pub(super) fn read(text: &str, gathering: &mut Gathering<'_>) -> Result<()> {
    let file: File<'_> = match serde_json::from_str(text) {
        Ok(file) => file,
        Err(error) => return recover(text, &error, gathering),
    };
    check(&file, gathering)?;
    let mut lines = Lines::new(text);
    for id in &file.ignored {
        ignore(id, lines.of(id), gathering);
    }
    let mut lines = Lines::new(text);
    for row in &file.rows {
        let line = lines.of(row);
        take(row.get(), line, gathering);
    }
    Ok(())
}

fn check(file: &File<'_>, gathering: &Gathering<'_>) -> Result<()> {
    if file.format != FORMAT || file.version != VERSION {
        let expected = format!(
            "expected the format {FORMAT} version {VERSION}, found {} version {}",
            shown(&file.format),
            file.version
        );
        return Err(Error::format(gathering.place, expected));
    }
    if file.document != gathering.document {
        return Err(gathering.of_another_text(&shown(&file.document)));
    }
    Ok(())
}

fn ignore(id: &RawValue, line: usize, gathering: &mut Gathering<'_>) {
    match serde_json::from_str::<String>(id.get()) {
        Ok(id) => gathering.ignore(line, &id),
        Err(_) => gathering.ignore(line, id.get()),
    }
}

fn take(row: &str, line: usize, gathering: &mut Gathering<'_>) {
    let row: Row = match serde_json::from_str(row) {
        Ok(row) => row,
        Err(error) => {
            // Its place is counted inside the row, which says nothing to a reader of the file.
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or_default();
            gathering.problem(line, format!("expected a row of a review: {what}"));
            return;
        }
    };
    let (source, target) = (row.source[0]..row.source[1], row.target[0]..row.target[1]);
    let [n_source, n_target] = gathering.sizes();
    let wrong = out_of_range(&source, n_source, "source")
        .or_else(|| out_of_range(&target, n_target, "target"))
        .or_else(|| {
            (source.is_empty() && target.is_empty())
                .then(|| "expected a segment, found none".to_owned())
        });
    if let Some(wrong) = wrong {
        gathering.problem(line, wrong + &unplaced(&row.comment));
        return;
    }
    let state = state(&row.state).unwrap_or_else(|message| {
        gathering.problem(line, message);
        RowState::Open
    });
    let row = ReviewedRow {
        source,
        target,
        state,
        mark: row.mark,
        comment: row.comment,
    };
    gathering.claims.push(Claim { row, line });
}

/// The comment of a row that has no place, so that it is at least read once more.
pub(super) fn unplaced(comment: &str) -> String {
    if comment.is_empty() {
        return String::new();
    }
    format!("; its comment is `{}`", comment.escape_debug())
}

/// The first line holds all but the rows, each further one a row.
fn recover(text: &str, error: &serde_json::Error, gathering: &mut Gathering<'_>) -> Result<()> {
    let damaged = || {
        Error::format(
            format!("{}: line {}", gathering.place, error.line()),
            format!("expected JSON: {error}"),
        )
    };
    let mut lines = text.lines().enumerate();
    let (_, first) = lines.next().ok_or_else(damaged)?;
    let head = format!("{first}]}}");
    let file: File<'_> = serde_json::from_str(&head).map_err(|_| damaged())?;
    check(&file, gathering)?;
    for id in &file.ignored {
        ignore(id, 1, gathering);
    }
    gathering.problem(
        error.line(),
        format!("expected JSON: {error}; the other lines are kept"),
    );
    for (k, line) in lines {
        let row = line.trim().trim_end_matches(',');
        let is_told = k + 1 == error.line() && serde_json::from_str::<Row>(row).is_err();
        if row.starts_with('{') && !is_told {
            take(row, k + 1, gathering);
        }
    }
    Ok(())
}

/// The lines on which pieces of a text stand that come in order.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Lines {
            text,
            at: 0,
            line: 1,
        }
    }

    fn of(&mut self, piece: &RawValue) -> usize {
        let start = piece.get().as_ptr() as usize - self.text.as_ptr() as usize;
        self.line += self.text[self.at..start]
            .bytes()
            .filter(|&b| b == b'\n')
            .count();
        self.at = start;
        self.line
    }
}
