//! The journal of a project on the disk: one line for each thing that a person did, written and synced before it is answered.
//!
//! In: steps. Out: lines at the end of a file; or all lines of it. A line that the end of the program cut short is dropped. While a
//! project is open, its journal is locked against another desk. O(bytes).

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::desk::folder::regular_file;
use crate::desk::model::{Cursor, Step};
use crate::failure::Failure;
use crate::output::Output;

/// A line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Line {
    Step(Step),
    /// Where the person is.
    Place {
        place: Cursor,
    },
    /// What is typed in a box that is still open; null once it is closed.
    Draft {
        draft: Option<Draft>,
    },
}

/// A text that is being typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Draft {
    pub(super) cursor: Cursor,
    /// `suggest` or `comment`.
    pub(super) kind: String,
    pub(super) text: String,
}

/// An open journal.
pub(super) struct Journal {
    file: File,
    path: PathBuf,
}

impl Journal {
    /// Opens a journal, makes it if it is not there, and reads its lines.
    pub(super) fn open(path: &Path) -> Result<(Journal, Vec<Line>), Failure> {
        let failed = |error| Failure::io(path.display(), &error);
        if std::fs::symlink_metadata(path).is_ok() {
            regular_file(path)?;
        }
        let mut options = OpenOptions::new();
        let mut file = options
            .read(true)
            .append(true)
            .create(true)
            .open(path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Failure::new("the project is open in another desk"));
            }
            // A file system without locks: the person has one desk, most likely.
            Err(TryLockError::Error(_)) => {}
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(failed)?;
        let (mut lines, mut end) = (Vec::new(), 0);
        for piece in bytes.split_inclusive(|&byte| byte == b'\n') {
            let is_whole = piece.ends_with(b"\n");
            match serde_json::from_slice(piece) {
                Ok(line) if is_whole => lines.push(line),
                // What follows a damaged line builds on it.
                _ => break,
            }
            end += piece.len();
        }
        if end < bytes.len() {
            keep_rest(path, &bytes[end..]);
            file.set_len(end as u64).map_err(failed)?;
            file.seek(SeekFrom::End(0)).map_err(failed)?;
        }
        let path = path.to_path_buf();
        Ok((Journal { file, path }, lines))
    }

    /// Appends lines. When it returns, they are on the disk.
    pub(super) fn append(&mut self, lines: &[Line]) -> Result<(), Failure> {
        let written = self.write(lines);
        written.map_err(|error| Failure::io(self.path.display(), &error))
    }

    fn write(&mut self, lines: &[Line]) -> std::io::Result<()> {
        let mut text = Vec::new();
        for line in lines {
            serde_json::to_writer(&mut text, line)?;
            text.push(b'\n');
        }
        let before = self.file.metadata()?.len();
        let written = self
            .file
            .write_all(&text)
            .and_then(|()| self.file.sync_data());
        if written.is_err() {
            // Half a line would hide what comes after it.
            let _ = self.file.set_len(before);
        }
        written
    }
}

/// More than a line cut short is kept in a file beside the journal: a newer program may know it.
fn keep_rest(path: &Path, rest: &[u8]) {
    if rest.contains(&b'\n') {
        let kept = Output::of(&path.with_extension("rest.jsonl"));
        let _ = kept.write(|out| Ok(out.write_all(rest)?));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_cut_short_is_dropped() {
        let folder = std::env::temp_dir().join(format!("taiyaku-journal-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("journal.jsonl");
        let place = |row| Line::Place { place: [0, 0, row] };
        let (mut journal, lines) = Journal::open(&path).expect("a journal");
        assert_eq!(lines, []);
        journal
            .append(&[place(1), Line::Step(Step::Undo(true))])
            .expect("written");
        assert!(Journal::open(&path).is_err(), "it is locked");
        drop(journal);
        let whole = std::fs::read(&path).expect("it is there");
        for cut in ["{\"pla", "{}", "\u{0}\u{0}\u{0}"] {
            std::fs::write(&path, [&whole, cut.as_bytes()].concat()).expect("written");
            let (mut journal, lines) = Journal::open(&path).expect("a journal");
            assert_eq!(lines, [place(1), Line::Step(Step::Undo(true))], "{cut:?}");
            journal.append(&[place(2)]).expect("written");
            drop(journal);
            let (_, lines) = Journal::open(&path).expect("a journal");
            assert_eq!(lines.last(), Some(&place(2)), "{cut:?}");
        }
        let _ = std::fs::remove_dir_all(&folder);
    }
}
