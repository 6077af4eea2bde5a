//! A reviewed table: tab-separated as it was written, or with the commas or semicolons of a spreadsheet.
//!
//! In: text with a header row, its columns in any order. Out: claims by line. A record whose quotation marks do not
//! close costs its own line only. O(bytes).

use std::collections::BTreeMap;
use std::ops::Range;

use crate::error::{Error, Result};
use crate::format::tsv::unescape;
use crate::revise::json::unplaced;
use crate::revise::read_back::{Gathering, out_of_range, shown, state};
use crate::revise::state::{Claim, ReviewedRow, RowState};
use crate::text::Document;

/// How far from the segments that a row names its text is looked for.
const NEAR: usize = 64;

const NEEDED: [&str; 4] = ["document", "source_segments", "target_segments", "state"];

pub(super) fn read(text: &str, gathering: &mut Gathering<'_>) -> Result<()> {
    // A return that is data is written `\r`, so that any other ends a line, as some spreadsheets have it.
    let lines: Vec<&str> = match text.contains('\n') {
        true => text.lines().collect(),
        false => text.split_terminator('\r').collect(),
    };
    let header = lines.first().copied().unwrap_or_default();
    let (delimiter, columns) = columns(header, gathering.place)?;
    let sides = [
        Texts::new(gathering.bitext.source()),
        Texts::new(gathering.bitext.target()),
    ];
    // A spreadsheet may leave out the empty fields at the end of a row.
    let used = NEEDED.iter().chain(&["source", "target"]);
    let last = used.filter_map(|name| columns.get(*name)).max();
    let rows = Rows {
        delimiter,
        least: last.map_or(0, |last| last + 1),
        columns: &columns,
        sides: &sides,
    };
    let mut others: Option<(usize, String)> = None;
    let mut n_of_this = 0;
    let mut at = 1;
    while at < lines.len() {
        let line = at + 1;
        let (fields, n_lines) = record(&lines[at..], delimiter, rows.least, &gathering.document);
        at += n_lines;
        if fields.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        let document = rows.field(&fields, "document");
        if document == gathering.document {
            n_of_this += 1;
        } else if !document.is_empty() {
            gathering.problem(
                line,
                format!("belongs to another text, {}", shown(&document)),
            );
            others.get_or_insert((line, document));
            continue;
        }
        rows.take(&fields, line, gathering);
    }
    match others {
        Some((_, document)) if n_of_this == 0 => Err(gathering.of_another_text(&shown(&document))),
        None if n_of_this == 0 && lines.len() > 1 => Err(Error::format(
            gathering.place,
            "expected a row that names its document",
        )),
        _ => Ok(()),
    }
}

/// The delimiter of the header, and where each column stands.
fn columns(header: &str, place: &str) -> Result<(u8, BTreeMap<String, usize>)> {
    let named = |delimiter: u8| -> BTreeMap<String, usize> {
        let fields = split(header, delimiter).unwrap_or_default();
        let names = fields.into_iter().enumerate();
        names
            .map(|(k, name)| (name.trim().to_lowercase(), k))
            .collect()
    };
    for delimiter in [b'\t', b',', b';'] {
        let columns = named(delimiter);
        if NEEDED.iter().all(|name| columns.contains_key(*name)) {
            return Ok((delimiter, columns));
        }
    }
    let expected = format!(
        "expected a table with the columns {}, found `{}`",
        NEEDED.join(", "),
        shown(header)
    );
    Err(Error::format(format!("{place}: line 1"), expected))
}

/// The fields of the record at the head of some lines, and how many lines it takes.
fn record(lines: &[&str], delimiter: u8, least: usize, document: &str) -> (Vec<String>, usize) {
    let is_closed = |text: &str| text.bytes().filter(|&b| b == b'"').count() % 2 == 0;
    let mut whole = lines[0].to_owned();
    let mut n_lines = 1;
    // A comment may have several lines; a line that is a row by itself is no part of it.
    while !is_closed(&whole) && n_lines < lines.len() {
        let next = lines[n_lines];
        let is_row = next.contains(document)
            && split(next, delimiter).is_some_and(|fields| fields.len() >= least);
        if is_row && is_closed(next) {
            break;
        }
        whole.push('\n');
        whole.push_str(next);
        n_lines += 1;
    }
    match split(&whole, delimiter) {
        Some(fields) if is_closed(&whole) => (fields, n_lines),
        _ => {
            let fields = lines[0].split(char::from(delimiter));
            (fields.map(str::to_owned).collect(), 1)
        }
    }
}

fn split(record: &str, delimiter: u8) -> Option<Vec<String>> {
    // To make a reader for every line costs more than to read it.
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

struct Rows<'a> {
    delimiter: u8,
    /// The least number of fields of a row.
    least: usize,
    columns: &'a BTreeMap<String, usize>,
    sides: &'a [Texts; 2],
}

/// What one side of a row says: its segments, and whether they are others than it names.
struct SideClaim {
    range: Range<usize>,
    is_other: bool,
}

impl Rows<'_> {
    fn field(&self, fields: &[String], name: &str) -> String {
        let at = self.columns.get(name);
        let field = at
            .and_then(|&at| fields.get(at))
            .map_or("", |field| field.trim());
        unescape(field).into_owned()
    }

    fn take(&self, fields: &[String], line: usize, gathering: &mut Gathering<'_>) {
        let comment = self.field(fields, "comment");
        for name in self.field(fields, "ignored").split_whitespace() {
            gathering.ignore(line, name);
        }
        if fields.len() < self.least {
            let message = format!(
                "expected at least {} columns parted by {:?}, found {}",
                self.least,
                char::from(self.delimiter),
                fields.len()
            );
            gathering.problem(line, message + &unplaced(&comment));
            return;
        }
        let both = [("source", 's'), ("target", 't')].map(|(side, letter)| {
            named(&self.field(fields, &format!("{side}_segments")), letter).and_then(|range| {
                let n_segments = gathering.sizes()[usize::from(letter == 't')];
                out_of_range(&range, n_segments, side).map_or(Ok(range), Err)
            })
        });
        let [Ok(source), Ok(target)] = both else {
            let wrong = both.into_iter().find_map(std::result::Result::err);
            gathering.problem(line, wrong.unwrap_or_default() + &unplaced(&comment));
            return;
        };
        let named = ReviewedRow {
            source,
            target,
            state: RowState::Open,
            mark: !self.field(fields, "mark").is_empty(),
            comment,
        };
        if let Some(row) = self.with_its_text(fields, named, line, gathering) {
            gathering.claims.push(Claim { row, line });
        }
    }

    /// The row with the segments that its cells hold; none if both were emptied.
    fn with_its_text(
        &self,
        fields: &[String],
        mut row: ReviewedRow,
        line: usize,
        gathering: &mut Gathering<'_>,
    ) -> Option<ReviewedRow> {
        row.state = state(&self.field(fields, "state")).unwrap_or_else(|message| {
            gathering.problem(line, message);
            RowState::Open
        });
        let side = |name: &str, texts: &Texts, range: &Range<usize>| match self.columns.get(name) {
            Some(_) => texts.claim(&self.field(fields, name), range.clone(), name),
            None => Ok(SideClaim {
                range: range.clone(),
                is_other: false,
            }),
        };
        let source = side("source", &self.sides[0], &row.source);
        let target = side("target", &self.sides[1], &row.target);
        match (source, target) {
            (Ok(source), Ok(target)) if source.range.is_empty() && target.range.is_empty() => {
                if !row.comment.is_empty() {
                    gathering.problem(line, "holds no text".to_owned() + &unplaced(&row.comment));
                }
                return None;
            }
            (Ok(source), Ok(target)) => {
                if source.is_other || target.is_other {
                    row.state = RowState::Corrected;
                }
                (row.source, row.target) = (source.range, target.range);
            }
            (Err(wrong), _) | (_, Err(wrong)) => {
                gathering.problem(line, wrong);
                row.state = RowState::Open;
            }
        }
        Some(row)
    }
}

/// `s5`, `s5..s7`, or `<s8` for no segment before the eighth.
fn named(name: &str, letter: char) -> std::result::Result<Range<usize>, String> {
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
        format!(
            "expected segments like {letter}5, {letter}5..{letter}7 or <{letter}8, found `{}`",
            shown(name)
        )
    })
}

/// The segments of a side without white space.
struct Texts {
    segments: Vec<String>,
}

impl Texts {
    fn new(document: &Document) -> Self {
        let n_segments = document.segments().len();
        Texts {
            segments: (0..n_segments)
                .map(|k| bare(document.segment_text(k)))
                .collect(),
        }
    }

    /// The segments that a cell holds: those named, or others near by.
    fn claim(
        &self,
        cell: &str,
        named: Range<usize>,
        side: &str,
    ) -> std::result::Result<SideClaim, String> {
        let cell = bare(cell);
        if self.run(&cell, named.start) == Some(named.end) {
            return Ok(SideClaim {
                range: named,
                is_other: false,
            });
        }
        let is_other = true;
        if cell.is_empty() {
            let range = named.start..named.start;
            return Ok(SideClaim { range, is_other });
        }
        let window = named.start.saturating_sub(NEAR)..(named.end + NEAR).min(self.segments.len());
        let mut starts: Vec<usize> = window.collect();
        starts.sort_by_key(|start| (start.abs_diff(named.start), *start));
        let found = starts
            .into_iter()
            .find_map(|start| Some(start..self.run(&cell, start)?));
        found.map(|range| SideClaim { range, is_other }).ok_or_else(|| {
            format!("the text in column {side} is not that of its segments, nor of others near by; the row is aligned anew, its comment kept")
        })
    }

    /// The end of the run from a segment whose text is just this.
    fn run(&self, text: &str, start: usize) -> Option<usize> {
        let mut rest = text;
        let mut end = start;
        while !rest.is_empty() {
            rest = rest.strip_prefix(self.segments.get(end)?.as_str())?;
            end += 1;
        }
        Some(end)
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
