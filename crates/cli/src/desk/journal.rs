//! The journal of a project on the disk: one line for each thing that a person did, written and synced before it is answered.
//!
//! In: steps. Out: lines at the end of a file; or all lines of it. A line that the end of the program cut short is dropped. While a
//! project is open, its journal is locked against another desk. O(bytes).

use std::fs::{File, Metadata, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::desk::folder::regular_file;
use crate::desk::model::{Cursor, Step};
use crate::failure::Failure;

/// A line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub(super) enum Line {
    Step(Step),
    /// Where the person is.
    Place {
        place: Cursor,
    },
    /// What is typed in a box that is still open; null once it is closed.
    Draft {
        // A key that is missing is not null.
        #[serde(deserialize_with = "Option::deserialize")]
        draft: Option<Draft>,
    },
}

/// A text that is being typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
    /// Bytes that it has, if nobody else writes to it.
    length: u64,
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
            keep_rest(path, lines.len() + 1, &bytes[end..])?;
            file.set_len(end as u64).map_err(failed)?;
            file.seek(SeekFrom::End(0)).map_err(failed)?;
        }
        let (path, length) = (path.to_path_buf(), end as u64);
        Ok((Journal { file, path, length }, lines))
    }

    /// Appends lines. When it returns, they are on the disk.
    pub(super) fn append(&mut self, lines: &[Line]) -> Result<(), Failure> {
        if !self.is_in_place() {
            return Err(Failure::new(format!(
                "{}: the journal was moved, replaced or changed by another program while the project was open, so this change was not \
                 saved. Put it back; or end the desk, start it again and open the project as it is on the disk now",
                self.path.display()
            )));
        }
        let written = self.write(lines);
        written.map_err(|error| unsaved(&self.path, &error))
    }

    /// Whether the file at its path is the open one, as it was left. A file that was replaced takes lines that nobody finds again.
    fn is_in_place(&self) -> bool {
        let (Ok(open), Ok(found)) = (self.file.metadata(), std::fs::symlink_metadata(&self.path))
        else {
            return false;
        };
        let is_same = found.is_file() && is_one_file(&open, &found);
        is_same && open.len() == self.length && found.len() == self.length
    }

    fn write(&mut self, lines: &[Line]) -> std::io::Result<()> {
        let mut text = Vec::new();
        for line in lines {
            serde_json::to_writer(&mut text, line)?;
            text.push(b'\n');
        }
        let written = self
            .file
            .write_all(&text)
            .and_then(|()| self.file.sync_data());
        if written.is_ok() {
            self.length += text.len() as u64;
        } else {
            // Half a line would hide what comes after it.
            let _ = self.file.set_len(self.length);
        }
        written
    }
}

/// Why lines are not on the disk.
fn unsaved(path: &Path, error: &std::io::Error) -> Failure {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Failure::new(format!(
            "{}: the disk is full, so this change was not saved. Make room on it: the open window then saves it by itself",
            path.display()
        )),
        _ => Failure::io(path.display(), error),
    }
}

#[cfg(unix)]
fn is_one_file(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

/// Elsewhere an open file cannot be replaced, mostly; its length says the rest.
#[cfg(not(unix))]
fn is_one_file(_: &Metadata, _: &Metadata) -> bool {
    true
}

/// Keeps what comes from a damaged line on in a file of its own beside the journal. When it returns, the copy is on the disk; if it
/// cannot be, nothing may be cut. The end of a line that the end of the program cut short was never answered, and is not kept.
fn keep_rest(path: &Path, number: usize, rest: &[u8]) -> Result<(), Failure> {
    let Some(end) = rest.iter().position(|&byte| byte == b'\n') else {
        return Ok(());
    };
    if serde_json::from_slice::<serde_json::Map<_, _>>(&rest[..end]).is_ok() {
        return Err(Failure::new(format!(
            "{}: line {number} is of a kind that this version does not know: a newer version of taiyaku wrote it, or it was changed by \
             hand. Install that version, or take the line away; nothing was changed",
            path.display()
        )));
    }
    let kept = new_rest(path, rest).map_err(|error| {
        Failure::new(format!(
            "{}: line {number} is damaged, and no copy of what follows could be written ({error}); nothing was changed",
            path.display()
        ))
    })?;
    say!(
        "note: {}: line {number} is damaged; the project opens as it was before it, and the rest is kept in {}",
        path.display(),
        kept.display()
    );
    Ok(())
}

/// Writes a file whose name is not taken: `journal.rest.jsonl`, else `journal.rest.2.jsonl`, ….
fn new_rest(path: &Path, rest: &[u8]) -> std::io::Result<PathBuf> {
    for k in 1.. {
        let kept = match k {
            1 => path.with_extension("rest.jsonl"),
            k => path.with_extension(format!("rest.{k}.jsonl")),
        };
        let mut file = match File::create_new(&kept) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        };
        return match file.write_all(rest).and_then(|()| file.sync_all()) {
            Ok(()) => Ok(kept),
            Err(error) => {
                drop(file);
                let _ = std::fs::remove_file(&kept);
                Err(error)
            }
        };
    }
    unreachable!("there are numbers enough")
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

    /// A folder of a test, with a journal of two places.
    fn journal_in(name: &str) -> (PathBuf, PathBuf) {
        let folder = std::env::temp_dir().join(format!("taiyaku-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("journal.jsonl");
        std::fs::write(&path, PLACES).expect("written");
        (folder, path)
    }

    const PLACES: &str = "{\"place\":[0,0,1]}\n{\"place\":[0,0,2]}\n";

    #[test]
    fn a_full_disk_is_said() {
        let failure = unsaved(Path::new("journal.jsonl"), &ErrorKind::StorageFull.into());
        assert!(
            failure.to_string().contains("the disk is full"),
            "{failure}"
        );
        let failure = unsaved(Path::new("journal.jsonl"), &ErrorKind::NotFound.into());
        assert!(!failure.to_string().contains("full"), "{failure}");
    }

    #[test]
    fn what_follows_a_damaged_line_is_kept_each_time() {
        let (folder, path) = journal_in("damaged");
        for (damage, kept) in [
            ("first\n", "journal.rest.jsonl"),
            ("second\n", "journal.rest.2.jsonl"),
            ("third\n", "journal.rest.3.jsonl"),
        ] {
            let rest = format!("{damage}{PLACES}");
            std::fs::write(&path, format!("{PLACES}{rest}")).expect("written");
            let (_, lines) = Journal::open(&path).expect("a journal");
            assert_eq!(lines.len(), 2, "{damage}");
            let found = std::fs::read_to_string(folder.join(kept)).expect(kept);
            assert_eq!(found, rest, "{damage}");
            assert_eq!(std::fs::read_to_string(&path).expect("it is there"), PLACES);
        }
        let _ = std::fs::remove_dir_all(&folder);
    }

    #[test]
    fn without_a_copy_nothing_is_cut() {
        let (folder, _) = journal_in("uncopied");
        // A name of the most bytes that a file may have: that of a copy is longer.
        let path = folder.join(format!("{}.jsonl", "j".repeat(249)));
        let text = format!("{PLACES}damage\n{PLACES}");
        std::fs::write(&path, &text).expect("written");
        let failure = Journal::open(&path).err().expect("no copy").to_string();
        assert!(failure.contains("line 3 is damaged"), "{failure}");
        assert_eq!(std::fs::read_to_string(&path).expect("it is there"), text);
        let _ = std::fs::remove_dir_all(&folder);
    }

    #[test]
    fn a_line_of_another_kind_is_refused() {
        let (folder, path) = journal_in("kinds");
        for line in [
            "{}",
            "{\"x\":1}",
            "{\"place\":[0,0,1],\"x\":1}",
            "{\"draft\":null,\"x\":1}",
            "{\"draft\":{\"cursor\":[0,0,0],\"kind\":\"suggest\",\"text\":\"\",\"x\":1}}",
            "{\"do\":{\"ignore\":[],\"on\":true,\"x\":1}}",
            "{\"undo\":true,\"x\":1}",
        ] {
            let text = format!("{PLACES}{line}\n{PLACES}");
            std::fs::write(&path, &text).expect("written");
            let failure = Journal::open(&path).err().expect(line).to_string();
            assert!(failure.contains("line 3 is of a kind"), "{line}: {failure}");
            let found = std::fs::read_to_string(&path).expect("it is there");
            assert_eq!(found, text, "{line}");
        }
        let lines = "{\"draft\":null}\n{\"undo\":true}\n{\"do\":{\"ignore\":[],\"on\":true,\"cursor\":null}}\n";
        std::fs::write(&path, lines).expect("written");
        assert_eq!(Journal::open(&path).expect("a journal").1.len(), 3);
        let _ = std::fs::remove_dir_all(&folder);
    }
}
