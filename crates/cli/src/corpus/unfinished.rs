//! An output on which a later run can go on: a draft, and a journal of how far it is.
//!
//! In: bytes, and what was read and written so far. Out: the file, whole; or a draft `NAME.part` with `NAME.part.journal`
//! (and `NAME.part.seen`, the hashes of the pairs that were kept, if duplicates are dropped). O(bytes).
//!
//! A checkpoint is a line of the journal. It is written when everything before it is on the disk, so that after a kill or a
//! loss of power the draft up to the last checkpoint is as an undisturbed run would have it. A later run cuts the rest off.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use taiyaku::format::{NewFile, draft_path};

use crate::failure::Failure;
use crate::interrupt;

/// How often a checkpoint is written, at most.
const BETWEEN_CHECKPOINTS: Duration = Duration::from_secs(1);

/// What a run must have in common with the one that it goes on with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Header {
    pub(crate) taiyaku: String,
    /// The options that change the output.
    pub(crate) options: String,
}

/// How far a run is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    /// Records that were answered.
    pub(crate) n_records: u64,
    /// The digest of these records.
    pub(crate) digest: u64,
    /// Bytes of the draft.
    pub(crate) n_bytes: u64,
    /// Hashes of pairs that were kept.
    pub(crate) n_seen: u64,
    /// What the run counted, as JSON.
    pub(crate) counts: String,
}

/// Whether a run goes on with what another one left, and leaves something itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Resume {
    Yes,
    No,
}

/// An output that is being written.
pub(crate) struct Unfinished {
    file: NewFile,
    journal: File,
    seen: File,
    paths: DraftPaths,
    resume: Resume,
    n_bytes: u64,
    /// Hashes that are not on the disk yet.
    new_seen: Vec<u8>,
    n_seen: u64,
    written: Instant,
}

/// What an interrupted run left.
pub(crate) struct Left {
    pub(crate) checkpoint: Checkpoint,
    /// The hashes of the pairs that it kept, in order.
    pub(crate) seen: Vec<u64>,
}

struct DraftPaths {
    draft: PathBuf,
    journal: PathBuf,
    seen: PathBuf,
}

impl DraftPaths {
    fn of(output: &Path) -> Option<DraftPaths> {
        let output = fs::canonicalize(output).unwrap_or_else(|_| output.to_path_buf());
        Some(DraftPaths {
            draft: draft_path(&output, ".part")?,
            journal: draft_path(&output, ".part.journal")?,
            seen: draft_path(&output, ".part.seen")?,
        })
    }

    fn all(&self) -> [&Path; 3] {
        [&self.draft, &self.journal, &self.seen]
    }

    fn remove(&self) {
        for path in self.all() {
            // The first error is the one to report.
            let _ = fs::remove_file(path);
            interrupt::keep(path);
        }
    }
}

impl Unfinished {
    /// Opens the draft of an output. With [`Resume::Yes`] it goes on with the one that an interrupted run left, if there is one.
    ///
    /// # Errors
    ///
    /// If a file cannot be opened, another run writes to it, or the interrupted run had other options.
    pub(crate) fn open(
        output: &Path,
        header: &Header,
        resume: Resume,
    ) -> Result<(Unfinished, Option<Left>), Failure> {
        let paths = DraftPaths::of(output).ok_or_else(|| {
            Failure::new(format!("{}: expected the name of a file", output.display()))
        })?;
        let io = |error| Failure::io(output.display(), &error);
        let mut files = DraftFiles::open(&paths).map_err(io)?;
        files.lock(output)?;
        let left = files.left(header, &paths)?;
        let left = match (left, resume) {
            (Ok(left), Resume::Yes) => left,
            (Err(other), Resume::Yes) => return Err(other),
            (left, Resume::No) => {
                if !matches!(left, Ok(None)) {
                    let draft = paths.draft.display();
                    say!(
                        "note: {draft} of an interrupted run is begun anew; --resume goes on with one"
                    );
                }
                None
            }
        };
        match &left {
            None => files.begin(header).map_err(|error| {
                // Nothing was there that could be lost.
                paths.remove();
                io(error)
            })?,
            Some(left) => files.go_on(&left.checkpoint).map_err(io)?,
        }
        match resume {
            Resume::No => paths.all().into_iter().for_each(interrupt::remove_at_end),
            Resume::Yes => {
                let draft = paths.draft.display();
                interrupt::say_at_end(format!(
                    "interrupted; the same command goes on with {draft}"
                ));
            }
        }
        let checkpoint = left.as_ref().map(|left| left.checkpoint.clone());
        let checkpoint = checkpoint.unwrap_or_default();
        let unfinished = Unfinished {
            file: NewFile::with_draft(output, paths.draft.clone(), files.draft),
            journal: files.journal,
            seen: files.seen,
            paths,
            resume,
            n_bytes: checkpoint.n_bytes,
            new_seen: Vec::new(),
            n_seen: checkpoint.n_seen,
            written: Instant::now(),
        };
        Ok((unfinished, left))
    }

    /// Notes that a pair was kept, by its hash.
    pub(crate) fn see(&mut self, hash: u64) {
        self.new_seen.extend(hash.to_le_bytes());
        self.n_seen += 1;
    }

    /// Writes a checkpoint, if the last one is a while ago. `checkpoint` tells the records, their digest and the counts.
    pub(crate) fn checkpoint(&mut self, checkpoint: impl FnOnce() -> Checkpoint) -> io::Result<()> {
        if self.written.elapsed() < BETWEEN_CHECKPOINTS {
            return Ok(());
        }
        self.file.sync()?;
        self.seen.write_all(&self.new_seen)?;
        self.new_seen.clear();
        self.seen.sync_data()?;
        let checkpoint = Checkpoint {
            n_bytes: self.n_bytes,
            n_seen: self.n_seen,
            ..checkpoint()
        };
        write_line(&mut self.journal, &checkpoint)?;
        self.journal.sync_data()?;
        self.written = Instant::now();
        Ok(())
    }

    /// Gives the file its name, and removes the journal.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        let Unfinished { file, paths, .. } = self;
        file.finish()?;
        paths.remove();
        Ok(())
    }

    /// Gives up. A run that may be resumed leaves its draft.
    pub(crate) fn give_up(self) {
        match self.resume {
            Resume::Yes => drop(self.file.leave()),
            Resume::No => self.paths.remove(),
        }
    }
}

impl Write for Unfinished {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.file.write(bytes)?;
        self.n_bytes += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The open files of a draft.
struct DraftFiles {
    draft: File,
    journal: File,
    seen: File,
}

impl DraftFiles {
    fn open(paths: &DraftPaths) -> io::Result<DraftFiles> {
        let open = |path: &Path| {
            let mut options = OpenOptions::new();
            options.read(true).write(true).create(true).truncate(false);
            options.open(path)
        };
        // The draft last: where the journal cannot be opened, nothing is left.
        Ok(DraftFiles {
            journal: open(&paths.journal)?,
            seen: open(&paths.seen)?,
            draft: open(&paths.draft)?,
        })
    }

    /// Keeps other runs away. A file system without locks has to do without.
    fn lock(&self, output: &Path) -> Result<(), Failure> {
        match self.journal.try_lock() {
            Err(TryLockError::WouldBlock) => Err(Failure::new(format!(
                "{}: another run of taiyaku writes it",
                output.display()
            ))),
            _ => Ok(()),
        }
    }

    /// What an interrupted run left, if it left a checkpoint; or why it cannot be gone on with.
    fn left(
        &mut self,
        header: &Header,
        paths: &DraftPaths,
    ) -> Result<Result<Option<Left>, Failure>, Failure> {
        let io = |error| Failure::io(paths.journal.display(), &error);
        let mut text = Vec::new();
        self.journal.read_to_end(&mut text).map_err(io)?;
        let mut lines = text.split_inclusive(|&byte| byte == b'\n');
        let Some(first) = lines.next() else {
            return Ok(Ok(None));
        };
        let Ok(before) = serde_json::from_slice::<Header>(first) else {
            return Ok(Ok(None));
        };
        // A line that is cut short is no checkpoint.
        let checkpoints = lines.rev().filter(|line| line.ends_with(b"\n"));
        let last = checkpoints
            .filter_map(|line| serde_json::from_slice::<Checkpoint>(line).ok())
            .find(|checkpoint| self.holds(checkpoint));
        let Some(checkpoint) = last else {
            return Ok(Ok(None));
        };
        if before != *header {
            return Ok(Err(Failure::new(format!(
                "{}: expected the options and the version of the interrupted run:\n  then: {} {}\n  now:  {} {}\ndelete the file to begin anew",
                paths.journal.display(),
                before.taiyaku,
                before.options,
                header.taiyaku,
                header.options
            ))));
        }
        let mut seen = Vec::new();
        self.seen.read_to_end(&mut seen).map_err(io)?;
        let hashes = seen.chunks_exact(8).take(checkpoint.n_seen as usize);
        let hash = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().expect("eight bytes"));
        Ok(Ok(Some(Left {
            seen: hashes.map(hash).collect(),
            checkpoint,
        })))
    }

    /// Whether the files are as long as a checkpoint says.
    fn holds(&self, checkpoint: &Checkpoint) -> bool {
        let length = |file: &File| file.metadata().map_or(0, |file| file.len());
        checkpoint.n_bytes <= length(&self.draft) && checkpoint.n_seen * 8 <= length(&self.seen)
    }

    /// Empties the files. The journal first: no old checkpoint may stand beside a new draft.
    fn begin(&mut self, header: &Header) -> io::Result<()> {
        self.journal.set_len(0)?;
        self.journal.rewind()?;
        self.journal.sync_data()?;
        self.draft.set_len(0)?;
        self.seen.set_len(0)?;
        write_line(&mut self.journal, header)
    }

    /// Cuts off what is behind a checkpoint.
    fn go_on(&mut self, from: &Checkpoint) -> io::Result<()> {
        self.draft.set_len(from.n_bytes)?;
        self.draft.seek(SeekFrom::End(0))?;
        self.seen.set_len(from.n_seen * 8)?;
        self.seen.seek(SeekFrom::End(0))?;
        // Behind a line that may be cut short.
        self.journal.seek(SeekFrom::End(0))?;
        self.journal.write_all(b"\n")?;
        write_line(&mut self.journal, from)
    }
}

fn write_line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    out.write_all(&line)
}

#[cfg(test)]
mod tests;
