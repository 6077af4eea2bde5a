//! A table of paths: a document a row. `taiyaku corpus --match` writes it, `taiyaku corpus` reads it.
//!
//! In: tab-separated values, or rows. Out: documents, and the paths without a partner; or a table. Fields are quoted as in CSV.
//! O(bytes).

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::corpus::files::{Listed, Paths};
use crate::failure::Failure;

/// What a table lists.
#[derive(Default)]
pub(crate) struct Table {
    pub(crate) documents: Vec<Listed>,
    /// The paths of rows with one side only.
    pub(crate) alone: Vec<PathBuf>,
}

/// The columns that are read.
#[derive(Debug, Clone, Copy)]
struct Columns {
    source: usize,
    target: Option<usize>,
    id: Option<usize>,
}

impl Table {
    /// Reads a table. Its paths count from its own folder.
    pub(crate) fn read(path: &Path) -> Result<Table, Failure> {
        let place = path.display();
        let bytes = std::fs::read(path).map_err(|error| Failure::io(&place, &error))?;
        let text = String::from_utf8(bytes)
            .map_err(|error| Failure::new(format!("{place}: expected UTF-8: {error}")))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        Table::parse(&text, folder).map_err(|error| Failure::new(format!("{place}: {error}")))
    }

    fn parse(text: &str, folder: &Path) -> Result<Table, String> {
        let text = text.trim_start_matches('\u{feff}');
        let mut lines = LineNumbers {
            text,
            at: 0,
            line: 1,
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b'\t')
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut table = Table::default();
        let mut columns = Columns {
            source: 0,
            target: Some(1),
            id: None,
        };
        for (k, row) in reader.records().enumerate() {
            let row = row.map_err(|error| error.to_string())?;
            if k == 0
                && let Some(named) = Columns::named(&row)?
            {
                columns = named;
                continue;
            }
            let line = lines.of(row.position().map_or(0, csv::Position::byte) as usize);
            table.add(&row, columns, folder, line)?;
        }
        Ok(table)
    }

    fn add(
        &mut self,
        row: &csv::StringRecord,
        columns: Columns,
        folder: &Path,
        line: usize,
    ) -> Result<(), String> {
        // White space may be part of a name.
        let field = |column: usize| row.get(column).filter(|text| !text.trim().is_empty());
        let source = field(columns.source).map(PathBuf::from);
        let paths = match columns.target {
            None => source.map(Paths::Page),
            Some(column) => match (source, field(column).map(PathBuf::from)) {
                (Some(source), Some(target)) => Some(Paths::Sides { source, target }),
                (Some(_), None) if row.len() <= column => {
                    return Err(format!(
                        "line {line}: expected the paths of an original and of its translation, separated by a tab; a \
                         quotation mark that begins a field must be closed"
                    ));
                }
                _ => None,
            },
        };
        let Some(paths) = paths else {
            let sides = [Some(columns.source), columns.target].into_iter().flatten();
            self.alone
                .extend(sides.filter_map(field).map(|path| folder.join(path)));
            return Ok(());
        };
        let id = match columns.id.and_then(field) {
            Some(id) => serde_json::json!(id).to_string(),
            None => paths.id(),
        };
        self.documents.push(Listed {
            number: line,
            paths: paths.inside(folder),
            id,
        });
        Ok(())
    }
}

/// A row to write. A document without a partner has an empty other side.
pub(crate) struct Row {
    pub(crate) source: Option<String>,
    pub(crate) target: Option<String>,
    pub(crate) confidence: Option<f32>,
}

/// Writes the names of the columns and the rows.
pub(crate) fn write(rows: &[Row], out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new().delimiter(b'\t').from_writer(out);
    table.write_record(["source", "target", "confidence"])?;
    for row in rows {
        let side = |path: &Option<String>| path.clone().unwrap_or_default();
        let confidence = row.confidence.map(|confidence| format!("{confidence:.4}"));
        table.write_record([
            side(&row.source),
            side(&row.target),
            confidence.unwrap_or_default(),
        ])?;
    }
    table.flush()
}

/// The folder of a table, from which its paths are counted.
pub(crate) fn folder_of(table: &Path) -> PathBuf {
    table.parent().unwrap_or(Path::new("")).to_path_buf()
}

/// A path as the table shows it: from the folder of the table if it is below it, else as a whole. A table on standard output
/// shows paths as they were given.
pub(crate) fn shown(path: &Path, folder: Option<&Path>) -> String {
    let Some(folder) = folder else {
        return path.display().to_string();
    };
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = match folder.as_os_str().is_empty() {
        true => whole(Path::new(".")),
        false => whole(folder),
    };
    let path = whole(path);
    let below = path.strip_prefix(&folder).unwrap_or(&path);
    below.display().to_string()
}

/// The lines of a text, counted once.
struct LineNumbers<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl LineNumbers<'_> {
    /// The line of the first character from a place on, from 1. The places must rise.
    fn of(&mut self, place: usize) -> usize {
        let rest = self.text.get(place..).unwrap_or_default();
        let n_blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        let place = place + n_blank;
        let passed = self.text.get(self.at..place).unwrap_or_default();
        self.line += passed.matches('\n').count();
        self.at = place;
        self.line
    }
}

impl Columns {
    /// The columns that a first row names, if it names any.
    fn named(row: &csv::StringRecord) -> Result<Option<Columns>, String> {
        let of = |name: &str| row.iter().position(|field| field.trim() == name);
        match (of("source"), of("target"), of("page")) {
            (Some(source), target @ Some(_), None) => Ok(Some(Columns {
                source,
                target,
                id: of("id"),
            })),
            (None, None, Some(page)) => Ok(Some(Columns {
                source: page,
                target: None,
                id: of("id"),
            })),
            (None, None, None) => Ok(None),
            _ => Err(
                "line 1: expected the columns \"source\" and \"target\", or \"page\"".to_owned(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_count_from_the_folder_of_the_table() {
        let rows = [
            ("below", "/work/out/en/a.txt", Some("/work/out"), "en/a.txt"),
            ("elsewhere", "/data/a.txt", Some("/work/out"), "/data/a.txt"),
            ("standard output", "en/a.txt", None, "en/a.txt"),
            ("beside the table", "en/a.txt", Some(""), "en/a.txt"),
        ];
        for (name, path, folder, expected) in rows {
            let shown = shown(Path::new(path), folder.map(Path::new));
            assert_eq!(shown, expected, "{name}");
        }
    }

    #[test]
    fn a_document_alone_has_an_empty_side() {
        let rows = [
            Row {
                source: Some("a".into()),
                target: Some("b".into()),
                confidence: Some(0.75),
            },
            Row {
                source: None,
                target: Some("c".into()),
                confidence: None,
            },
        ];
        let mut written = Vec::new();
        write(&rows, &mut written).unwrap();
        let expected = "source\ttarget\tconfidence\na\tb\t0.7500\n\tc\t\n";
        assert_eq!(String::from_utf8(written).unwrap(), expected);
    }

    #[test]
    fn paths_of_any_name_are_read_as_written() {
        let names = [
            "a b.txt",
            "tab\t.txt",
            "line\nbreak.txt",
            "\"quoted\".txt",
            "in\"side.txt",
            " blank ",
            "雨.txt",
        ];
        let row = |name: &&str| Row {
            source: Some((*name).to_owned()),
            target: Some((*name).to_owned()),
            confidence: None,
        };
        let rows: Vec<Row> = names.iter().map(row).collect();
        let mut written = Vec::new();
        write(&rows, &mut written).unwrap();
        let table = Table::parse(str::from_utf8(&written).unwrap(), Path::new("folder")).unwrap();
        for (name, listed) in names.iter().zip(&table.documents) {
            let expected = Path::new("folder").join(name);
            assert_eq!(listed.paths.all(), [&expected; 2], "{name:?}");
        }
        assert_eq!(table.documents.len(), names.len());
    }

    #[test]
    fn a_document_has_the_line_of_its_row() {
        let text = "source\ttarget\r\na.txt\t\r\n\r\n\r\n\"b\n.txt\"\tc.txt\r\nd.txt\te.txt";
        let table = Table::parse(text, Path::new("")).unwrap();
        let lines: Vec<usize> = table.documents.iter().map(|listed| listed.number).collect();
        assert_eq!(lines, [5, 7]);
    }

    #[test]
    fn rows_are_documents() {
        for (name, text, expected) in [
            ("nothing", "", Ok(("", 0))),
            (
                "no names of columns",
                "a.txt\tb.txt\n",
                Ok((r#"{"source":"a.txt","target":"b.txt"}"#, 0)),
            ),
            (
                "columns in any order",
                "confidence\ttarget\tid\tsource\n.99\tb.txt\t7\ta.txt\n",
                Ok(("\"7\"", 0)),
            ),
            (
                "without a partner",
                "source\ttarget\tconfidence\na.txt\t\t\n\tb.txt\t\nc.txt\td.txt\t.9\n",
                Ok((r#"{"source":"c.txt","target":"d.txt"}"#, 2)),
            ),
            (
                "pages",
                "page\na.txt\nb.txt\n",
                Ok((r#""a.txt" "b.txt""#, 0)),
            ),
            (
                "a quoted path",
                "\"a\tb.txt\"\tc.txt\n",
                Ok((r#"{"source":"a\tb.txt","target":"c.txt"}"#, 0)),
            ),
            (
                "one path",
                "a.txt\tb.txt\nc.txt\n",
                Err(
                    "line 2: expected the paths of an original and of its translation, separated by a tab; a quotation mark that begins a field must be closed",
                ),
            ),
            (
                "one column named",
                "source\na.txt\n",
                Err("line 1: expected the columns \"source\" and \"target\", or \"page\""),
            ),
        ] {
            let table = Table::parse(text, Path::new("folder"));
            let read = table.as_ref().map(|table| {
                let ids: Vec<&str> = table.documents.iter().map(|listed| &*listed.id).collect();
                (ids.join(" "), table.alone.len())
            });
            let expected = expected
                .map(|(ids, n)| (ids.to_owned(), n))
                .map_err(str::to_owned);
            assert_eq!(read.map_err(Clone::clone), expected, "{name}");
            for listed in table.iter().flat_map(|table| &table.documents) {
                assert!(
                    listed
                        .paths
                        .all()
                        .iter()
                        .all(|path| path.starts_with("folder")),
                    "{name}"
                );
            }
        }
    }
}
