//! The table of pairs: `source TAB target TAB confidence`, with a heading.
//!
//! In: paths and confidences. Out: lines. A path that holds a tab, a line break or a quotation mark at its beginning is put in
//! quotation marks, as in CSV. O(bytes).

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A line of the table; a document without a partner has an empty other side.
pub(super) struct Row {
    pub(super) source: Option<String>,
    pub(super) target: Option<String>,
    pub(super) confidence: Option<f32>,
}

/// Writes the heading and the rows.
pub(super) fn write(rows: &[Row], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "source\ttarget\tconfidence")?;
    for row in rows {
        let cell = |path: &Option<String>| path.as_deref().map(quoted).unwrap_or_default();
        let confidence = row.confidence.map(|c| format!("{c:.4}"));
        let confidence = confidence.unwrap_or_default();
        writeln!(
            out,
            "{}\t{}\t{confidence}",
            cell(&row.source),
            cell(&row.target)
        )?;
    }
    Ok(())
}

fn quoted(path: &str) -> String {
    match path.contains(['\t', '\n', '\r']) || path.starts_with('"') {
        true => format!("\"{}\"", path.replace('"', "\"\"")),
        false => path.to_owned(),
    }
}

/// The folder of a table, from which its paths are counted.
pub(super) fn folder_of(table: &Path) -> PathBuf {
    table.parent().unwrap_or(Path::new("")).to_path_buf()
}

/// A path as the table shows it: from the folder of the table if it is below it, else as a whole. A table on standard output
/// shows paths as they were given.
pub(super) fn shown(path: &Path, folder: Option<&Path>) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_quoted_where_a_table_needs_it() {
        let rows = [
            ("plain", "en/a b.txt", "en/a b.txt"),
            ("tab", "en/a\tb.txt", "\"en/a\tb.txt\""),
            ("line break", "en/a\n\"b\".txt", "\"en/a\n\"\"b\"\".txt\""),
            ("quotation mark first", "\"a\".txt", "\"\"\"a\"\".txt\""),
            ("quotation mark inside", "a\".txt", "a\".txt"),
        ];
        for (name, path, expected) in rows {
            assert_eq!(quoted(path), expected, "{name}");
        }
    }

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
}
