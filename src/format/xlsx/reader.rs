//! Reads the units of a workbook.
//!
//! In: the bytes of an `.xlsx` or `.xlsm` file. Out: the units of the first sheet that has a column of English and one of
//! Japanese; or an error that names the part and the byte. Texts of cells are read, readings of kanji and hidden sheets are
//! left out; numbers are as the file has them, without format. Of our own workbooks, `State`, `Mark` and `Comment` are the notes of
//! a person; findings are not read back. O(unpacked bytes), at most [`MAX_TEXT`] of text.
//!
//! The parts are few, and [`archive`](crate::format::archive) and [`xml`](crate::format::xml) bound what comes out of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::format::archive::{Archive, LIMITS, resolve};
use crate::format::table::{self, MAX_COLUMNS, Row};
use crate::format::units::{Unit, shown};
use crate::format::xml::{Element, Event, Events, Space};

/// The text of a sheet, in bytes: many cells can have the same text of the file. A book of 1,000 pages has 6 MB in both
/// languages.
const MAX_TEXT: usize = 64 << 20;

/// The rows of a sheet of Excel.
const MAX_ROWS: usize = 1 << 20;

/// The namespaces; the second of each is that of the strict variant.
const SPACES: &[Space] = &[
    (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "s",
    ),
    ("http://purl.oclc.org/ooxml/spreadsheetml/main", "s"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "r",
    ),
    (
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
        "r",
    ),
    (
        "http://schemas.openxmlformats.org/package/2006/relationships",
        "p",
    ),
];

/// The cells of a sheet that have text: by row, from 1, and by column, from 0.
pub(crate) type Cells = BTreeMap<usize, BTreeMap<usize, String>>;

/// Reads the units, oriented. O(unpacked bytes).
///
/// # Errors
///
/// If the file is damaged or larger than the limits, or if no sheet has a column of English and one of Japanese.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Unit>> {
    let mut reason = "expected a sheet with text".to_owned();
    let units = find_sheet(bytes, |name, cells| {
        let rows = rows(name, cells);
        let units = table::units(&rows)?;
        if units.is_none() {
            reason = format!("sheet `{name}`: {}", table::expected_columns(&rows));
        }
        Ok(units)
    })?;
    units.ok_or_else(|| Error::format("", reason))
}

/// What `find` makes of the first sheet that it wants, of those that are shown, in order. Rows that a filter hides are there.
/// O(unpacked bytes).
///
/// # Errors
///
/// If the file is damaged or larger than the limits, or if `find` fails.
pub(crate) fn find_sheet<T>(
    bytes: &[u8],
    mut find: impl FnMut(&str, Cells) -> Result<Option<T>>,
) -> Result<Option<T>> {
    let mut archive = Archive::open(bytes, LIMITS)?;
    let book = relations(&mut archive, "")?;
    let Some(book) = book
        .into_iter()
        .find(|relation| relation.kind.ends_with("/officeDocument"))
    else {
        return Err(Error::format("", "_rels/.rels: expected a workbook"));
    };
    let book = book.part;
    let parts = relations(&mut archive, &book)?;
    let strings = parts
        .iter()
        .find(|relation| relation.kind.ends_with("/sharedStrings"));
    let strings = match strings {
        Some(Relation { part, .. }) => shared_strings(&archive.text(part)?, part)?,
        None => Vec::new(),
    };
    let mut sheet = Sheet {
        strings: &strings,
        left: MAX_TEXT,
    };
    let parts: BTreeMap<&str, &str> = parts
        .iter()
        .map(|relation| (relation.id.as_str(), relation.part.as_str()))
        .collect();
    for (name, id) in sheets(&archive.text(&book)?, &book)? {
        let Some(part) = parts.get(id.as_str()) else {
            let expected = format!("{book}: the sheet `{name}` is missing");
            return Err(Error::format("", expected));
        };
        let cells = sheet.cells(&archive.text(part)?, part)?;
        if let Some(found) = find(&name, cells)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The rows of a sheet with their places.
fn rows(sheet: &str, cells: Cells) -> Vec<Row> {
    let sheet = shown(sheet);
    let rows = cells.into_iter().map(|(number, cells)| Row {
        place: Arc::from(format!("sheet `{sheet}`, row {number}")),
        cells: cells.into_iter().collect(),
    });
    rows.collect()
}

/// A relation of a part: its name, its type, and the part that it leads to.
struct Relation {
    id: String,
    kind: String,
    part: String,
}

/// The relations of a part, without those that lead out of the archive.
fn relations(archive: &mut Archive<'_>, part: &str) -> Result<Vec<Relation>> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name = match folder {
        "" => format!("_rels/{file}.rels"),
        _ => format!("{folder}/_rels/{file}.rels"),
    };
    let text = archive.text(&name)?;
    let mut events = Events::new(&name, &text, SPACES);
    let mut relations = Vec::new();
    while let Some(event) = events.next()? {
        let Event::Open(element) = event else {
            continue;
        };
        let attribute = |name: &str| element.attribute("", name).unwrap_or_default();
        if element.is("p", "Relationship")
            && let Some(part) = resolve(part, &attribute("Target"))
        {
            relations.push(Relation {
                id: attribute("Id").into_owned(),
                kind: attribute("Type").into_owned(),
                part,
            });
        }
    }
    Ok(relations)
}

/// The names of the sheets that are shown, and the names of their relations.
fn sheets(text: &str, part: &str) -> Result<Vec<(String, String)>> {
    let mut events = Events::new(part, text, SPACES);
    let mut sheets = Vec::new();
    while let Some(event) = events.next()? {
        if let Event::Open(element) = event
            && element.is("s", "sheet")
            && element
                .attribute("", "state")
                .is_none_or(|state| state == "visible")
        {
            let name = element.attribute("", "name").unwrap_or_default();
            let id = element.attribute("r", "id").unwrap_or_default();
            sheets.push((name.into_owned(), id.into_owned()));
        }
    }
    Ok(sheets)
}

/// The texts that cells refer to by number.
fn shared_strings(text: &str, part: &str) -> Result<Vec<String>> {
    let mut events = Events::new(part, text, SPACES);
    let mut strings = Vec::new();
    while let Some(event) = events.next()? {
        if let Event::Open(element) = event
            && element.is("s", "si")
        {
            strings.push(rich_text(&mut events)?);
        }
    }
    Ok(strings)
}

/// Reads what is left of an element of text: that of its `t`, without readings (`rPh`).
fn rich_text(events: &mut Events<'_>) -> Result<String> {
    let mut text = String::new();
    let mut depth = 1;
    while depth > 0 {
        match events.next()? {
            Some(Event::Open(element)) if element.is("s", "t") => {
                text += &unescaped(&events.text()?)
            }
            Some(Event::Open(element)) if element.is("s", "rPh") => events.skip()?,
            Some(Event::Open(_)) => depth += 1,
            Some(Event::Close) => depth -= 1,
            Some(Event::Text(_)) => {}
            None => break,
        }
    }
    Ok(text)
}

/// The text without the escapes `_xHHHH_` of characters that XML does not have or changes.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest
            .get(at + 2..at + 6)
            .filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'))
            .filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        match code.and_then(char::from_u32) {
            Some(c) => {
                plain.push_str(&rest[..at]);
                plain.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                plain.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
            }
        }
    }
    plain.push_str(rest);
    plain.replace("\r\n", "\n")
}

/// What the sheets of a book share.
struct Sheet<'s> {
    strings: &'s [String],
    /// The bytes of text that cells may still have.
    left: usize,
}

impl Sheet<'_> {
    /// The cells of a sheet.
    fn cells(&mut self, text: &str, part: &str) -> Result<Cells> {
        let mut events = Events::new(part, text, SPACES);
        let mut rows = Cells::new();
        let (mut row, mut column) = (0, 0);
        while let Some(event) = events.next()? {
            let Event::Open(element) = event else {
                continue;
            };
            if element.is("s", "row") {
                let number = element
                    .attribute("", "r")
                    .and_then(|number| number.parse().ok());
                (row, column) = (number.unwrap_or(row + 1), 0);
            } else if element.is("s", "c") {
                let reference = element.attribute("", "r");
                column = reference
                    .and_then(|reference| column_of(&reference))
                    .unwrap_or(column);
                if row > MAX_ROWS || column >= MAX_COLUMNS {
                    let what = format!("more than {MAX_ROWS} rows or {MAX_COLUMNS} columns");
                    return Err(events.fault(&what));
                }
                let cell = cell(&mut events, &element, self.strings)?;
                let left = self.left.checked_sub(cell.len());
                let too_large = || events.fault(&format!("more than {MAX_TEXT} bytes of text"));
                self.left = left.ok_or_else(too_large)?;
                if !cell.trim().is_empty() {
                    rows.entry(row).or_default().insert(column, cell);
                }
                column += 1;
            }
        }
        Ok(rows)
    }
}

/// Reads what is left of a cell: its text.
fn cell(events: &mut Events<'_>, element: &Element<'_>, strings: &[String]) -> Result<String> {
    let kind = element.attribute("", "t").unwrap_or_default();
    let mut text = String::new();
    while let Some(event) = events.child()? {
        let Event::Open(child) = event else {
            continue;
        };
        if child.is("s", "is") {
            text = rich_text(events)?;
        } else if child.is("s", "v") {
            let value = events.text()?;
            text = match &*kind {
                "s" => {
                    let string = value
                        .trim()
                        .parse()
                        .ok()
                        .and_then(|k: usize| strings.get(k));
                    let string =
                        string.ok_or_else(|| events.fault("a cell whose text is missing"))?;
                    string.clone()
                }
                "str" => unescaped(&value),
                "b" if value.trim() == "0" => "FALSE".to_owned(),
                "b" => "TRUE".to_owned(),
                _ => value,
            };
        } else {
            events.skip()?;
        }
    }
    Ok(text)
}

/// The column, from 0, of a reference such as `AB12`. None if it has no letters or too many.
fn column_of(reference: &str) -> Option<usize> {
    let letters = reference
        .bytes()
        .take_while(u8::is_ascii_alphabetic)
        .take(4);
    let mut column = 0;
    for letter in letters {
        column = column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    column.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIN: &str = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'";

    /// The rows of sheet data: `place: column=text, …`.
    fn shown(data: &str, strings: &[&str], left: usize) -> Vec<String> {
        let text = format!("<worksheet {MAIN}><sheetData>{data}</sheetData></worksheet>");
        let strings: Vec<String> = strings.iter().map(ToString::to_string).collect();
        let mut sheet = Sheet {
            strings: &strings,
            left,
        };
        match sheet.cells(&text, "sheet1.xml") {
            Ok(cells) => rows("S", cells)
                .iter()
                .map(|row| {
                    let cells = row
                        .cells
                        .iter()
                        .map(|(column, text)| format!("{column}={text}"));
                    format!("{}: {}", row.place, cells.collect::<Vec<_>>().join(", "))
                })
                .collect(),
            Err(error) => vec![error.to_string()],
        }
    }

    #[test]
    fn cells_have_the_text_that_they_show() {
        let rows = [
            (
                "shared, inline, formula, number",
                "<row r='2'><c r='A2' t='s'><v>1</v></c><c r='C2' t='inlineStr'><is><t>x</t></is></c><c t='str'><f>A1</f><v>y</v></c><c><v>45413</v></c></row>",
                vec!["sheet `S`, row 2: 0=雨, 2=x, 3=y, 4=45413"],
            ),
            (
                "readings are left out",
                "<row r='1'><c r='A1' t='inlineStr'><is><r><t>雨</t></r><r><t>天</t></r><rPh sb='0' eb='1'><t>ウテン</t></rPh></is></c></row>",
                vec!["sheet `S`, row 1: 0=雨天"],
            ),
            (
                "escapes",
                "<row r='1'><c r='A1' t='inlineStr'><is><t>a_x000D_\nb_x005F_x_xg000_</t></is></c></row>",
                vec!["sheet `S`, row 1: 0=a\nb_x_xg000_"],
            ),
            (
                "hidden by a filter; a truth",
                "<row r='1' hidden='1'><c r='A1' t='s'><v>0</v></c><c t='b'><v>1</v></c></row>",
                vec!["sheet `S`, row 1: 0=rain, 1=TRUE"],
            ),
            (
                "no references",
                "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row><row><c t='s'><v>0</v></c></row>",
                vec!["sheet `S`, row 1: 0=rain, 1=雨", "sheet `S`, row 2: 0=rain"],
            ),
            (
                "no such text",
                "<row r='1'><c r='A1' t='s'><v>2</v></c></row>",
                vec!["sheet1.xml: byte 123: a cell whose text is missing"],
            ),
            (
                "too far",
                "<row r='1'><c r='XFE1' t='s'><v>0</v></c></row>",
                vec!["sheet1.xml: byte 117: more than 1048576 rows or 16384 columns"],
            ),
            (
                "too much",
                "<row r='1'><c t='s'><v>0</v></c><c t='s'><v>0</v></c><c t='s'><v>0</v></c></row>",
                vec!["sheet1.xml: byte 162: more than 67108864 bytes of text"],
            ),
        ];
        for (name, data, expected) in rows {
            assert_eq!(
                shown(
                    data,
                    &["rain", "雨"],
                    if name == "too much" { 8 } else { 64 }
                ),
                expected,
                "{name}"
            );
        }
    }

    #[test]
    fn columns_have_letters() {
        for (reference, column) in [
            ("A1", Some(0)),
            ("z9", Some(25)),
            ("AA1", Some(26)),
            ("XFD1", Some(16_383)),
            ("12", None),
        ] {
            assert_eq!(column_of(reference), column, "{reference}");
        }
    }
}
