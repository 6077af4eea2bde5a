//! The folder beside an output in which its draft is written, by one run at a time.
//!
//! In: the path of the output. Out: a folder `NAME.part` that is ours and locked. O(1).

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use taiyaku::format::{draft_path, final_path};

use crate::failure::Failure;
use crate::interrupt;

/// The files that are in the folder.
const FILES: [&str; 4] = ["draft", "journal", "seen", "lock"];
/// A folder that another run removes at the same moment is made again, so often.
const TRIALS: usize = 10;

/// The folder, locked as long as this value lives.
pub(crate) struct DraftFolder {
    path: PathBuf,
    is_new: bool,
    _lock: File,
}

impl DraftFolder {
    /// Makes the folder, or takes over the one of an earlier run.
    ///
    /// # Errors
    ///
    /// If there is something of that name that is not ours, or another run has it.
    pub(crate) fn open(output: &Path) -> Result<DraftFolder, Failure> {
        let path = draft_path(final_path(output), ".part");
        let path = path.ok_or_else(|| {
            Failure::new(format!("{}: expected the name of a file", output.display()))
        })?;
        let ends_in_slash = output.as_os_str().as_encoded_bytes().ends_with(b"/");
        if output.is_dir() || ends_in_slash {
            return Err(Failure::new(format!(
                "{}: expected a file, found a folder",
                output.display()
            )));
        }
        if fs::metadata(output).is_ok_and(|file| file.permissions().readonly()) {
            let message = format!("{}: the file is read-only", output.display());
            return Err(Failure::new(message));
        }
        for _ in 0..TRIALS {
            if let Some(folder) = DraftFolder::try_open(&path, output)? {
                return Ok(folder);
            }
        }
        Err(in_use(output))
    }

    /// None if the folder was removed meanwhile.
    fn try_open(path: &Path, output: &Path) -> Result<Option<DraftFolder>, Failure> {
        let io = |error| Failure::io(output.display(), &error);
        let is_new = match fs::create_dir(path) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => false,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let folder = path.parent().unwrap_or(Path::new("")).display();
                return Err(Failure::new(format!(
                    "{}: expected the folder {folder} to be there",
                    output.display()
                )));
            }
            Err(error) => return Err(io(error)),
        };
        if !is_new && !is_ours(path) {
            return match fs::symlink_metadata(path) {
                Err(_) => Ok(None),
                Ok(_) => Err(Failure::new(format!(
                    "{}: expected no file or folder of this name, which is where the draft of {} is written; it is not ours, \
                     so nothing is changed",
                    path.display(),
                    output.display()
                ))),
            };
        }
        let name = path.join("lock");
        let lock = match own_file(&name) {
            Ok(lock) => lock,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(io(error)),
        };
        // A file system without locks has to do without.
        if matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) {
            return Err(in_use(output));
        }
        Ok(is_same(&lock, &name).then(|| DraftFolder {
            path: path.to_path_buf(),
            is_new,
            _lock: lock,
        }))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn draft(&self) -> PathBuf {
        self.path.join("draft")
    }

    /// Opens a file of the folder for reading and writing.
    pub(crate) fn file(&self, name: &str) -> io::Result<File> {
        own_file(&self.path.join(name))
    }

    /// Removes the folder if the program is ended.
    pub(crate) fn remove_at_end(&self) {
        interrupt::at_end(&self.path, remove);
    }

    /// Removes the folder if the program is ended and this run has made it.
    pub(crate) fn remove_at_end_if_new(&self) {
        if self.is_new {
            self.remove_at_end();
        }
    }

    /// Removes the folder with its files.
    pub(crate) fn remove(self) {
        remove(&self.path);
        interrupt::keep(&self.path);
    }

    /// Removes the folder if this run has made it.
    pub(crate) fn remove_if_new(self) {
        if self.is_new {
            self.remove();
        }
    }
}

/// Removes a folder of a draft, and nothing that is not ours.
fn remove(path: &Path) {
    for name in FILES {
        // The first error is the one to report.
        let _ = fs::remove_file(path.join(name));
    }
    let _ = fs::remove_dir(path);
}

fn in_use(output: &Path) -> Failure {
    Failure::new(format!(
        "{}: another run of taiyaku writes it",
        output.display()
    ))
}

/// Whether a folder holds only what a run puts there.
fn is_ours(path: &Path) -> bool {
    let is_folder = fs::symlink_metadata(path).is_ok_and(|found| found.is_dir());
    let Ok(entries) = fs::read_dir(path) else {
        return false;
    };
    let is_known = |entry: io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| {
            let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
            is_file && FILES.iter().any(|name| entry.file_name() == *name)
        })
    };
    let journal = path.join("journal");
    is_folder && entries.into_iter().all(is_known) && (!journal.exists() || is_journal(&journal))
}

/// How every journal begins.
const MARK: &[u8] = b"{\"taiyaku\":";

/// Whether a file begins as a journal does, as far as it was written.
fn is_journal(path: &Path) -> bool {
    let mut begins = Vec::new();
    let read =
        File::open(path).and_then(|file| file.take(MARK.len() as u64).read_to_end(&mut begins));
    read.is_ok() && MARK.starts_with(&begins)
}

fn own_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path)
}

/// Whether an open file still has its name.
#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    let number = |found: fs::Metadata| (found.dev(), found.ino());
    let (open, named) = (file.metadata().map(number), fs::metadata(path).map(number));
    matches!((open, named), (Ok(open), Ok(named)) if open == named)
}

#[cfg(not(unix))]
fn is_same(_file: &File, path: &Path) -> bool {
    path.exists()
}
