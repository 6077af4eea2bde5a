//! An output that a later run can continue: a folder `NAME.part` with a draft, and a journal of its checkpoints.
//!
//! In: bytes, and what was read and written so far. Out: the file, whole; or the folder, with `draft`, `journal`, `lock`, and
//! `seen`, the hashes of the pairs in the order in which they were looked up, if duplicates are dropped. O(bytes).
//!
//! A checkpoint is a line of the journal. It is written when everything before it is on the disk. After a kill or a loss of
//! power, the draft up to the last checkpoint is what an undisturbed run would have written; a later run cuts off the rest.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use taiyaku::format::NewFile;

use crate::corpus::draft_folder::DraftFolder;
use crate::corpus::tally::Tally;
use crate::failure::Failure;
use crate::interrupt;

/// How often a checkpoint is written, at most.
const BETWEEN_CHECKPOINTS: Duration = Duration::from_secs(1);

/// What a run must have in common with the one that it continues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Header {
    pub(crate) taiyaku: String,
    /// The options that change the output, by name.
    pub(crate) options: Vec<(String, String)>,
}

/// How far a run is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    /// The digest of the records that were answered.
    pub(crate) digest: u64,
    pub(crate) tally: Tally,
    /// Bytes of the draft.
    n_bytes: u64,
    /// Hashes in `seen`.
    n_seen: u64,
}

/// Whether a run continues the draft of an earlier run, and leaves its own if it fails.
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
    folder: DraftFolder,
    resume: Resume,
    /// Of the last checkpoint.
    n_records: u64,
    n_bytes: u64,
    /// Hashes that are not on the disk yet.
    new_seen: Vec<u8>,
    n_seen: u64,
    written: Instant,
}

/// What an interrupted run left.
pub(crate) struct Left {
    pub(crate) checkpoint: Checkpoint,
    seen: File,
}

impl Left {
    /// The hashes of the pairs, in the order in which they were looked up. They are read as they are needed.
    pub(crate) fn seen(&mut self) -> io::Result<impl Iterator<Item = u64> + '_> {
        self.seen.rewind()?;
        let n_bytes = self.checkpoint.n_seen * 8;
        let mut hashes = BufReader::new((&self.seen).take(n_bytes));
        Ok(std::iter::from_fn(move || {
            let mut hash = [0; 8];
            hashes.read_exact(&mut hash).ok()?;
            Some(u64::from_le_bytes(hash))
        }))
    }
}

impl Unfinished {
    /// Opens the draft of an output. With [`Resume::Yes`] it continues the draft of an interrupted run, if there is one.
    ///
    /// # Errors
    ///
    /// If the folder of the draft cannot be made or is not ours, another run writes to it, or the interrupted run had other
    /// options.
    pub(crate) fn open(
        output: &Path,
        header: &Header,
        resume: Resume,
    ) -> Result<(Unfinished, Option<Left>), Failure> {
        let folder = DraftFolder::open(output)?;
        if resume == Resume::No {
            folder.remove_at_end_if_new();
        }
        let opened = Unfinished::open_in(output, folder, header, resume);
        opened.map_err(|(folder, failure)| {
            folder.remove_if_new();
            failure
        })
    }

    fn open_in(
        output: &Path,
        folder: DraftFolder,
        header: &Header,
        resume: Resume,
    ) -> Result<(Unfinished, Option<Left>), (DraftFolder, Failure)> {
        let place = folder.path().display().to_string();
        let files = DraftFiles::open(&folder).and_then(|mut files| {
            let left = files.left(header)?;
            Ok((files, left))
        });
        let (mut files, left) = match files {
            Ok(files) => files,
            Err(error) => return Err((folder, Failure::io(place, &error))),
        };
        let checkpoint = match (left, resume) {
            (Found::Checkpoint(checkpoint), Resume::Yes) => Some(checkpoint),
            (Found::Other(before), Resume::Yes) => {
                return Err((folder, other_options(&place, &before, header)));
            }
            (Found::Checkpoint(_) | Found::Other(_), Resume::No) => {
                say!(
                    "note: {place} was left by an interrupted run and is replaced; --resume would continue it"
                );
                None
            }
            (Found::Nothing, _) => None,
        };
        let begun = match &checkpoint {
            None => files.begin(header),
            Some(checkpoint) => files.go_on(checkpoint),
        };
        let left = begun.and_then(|()| {
            let seen = files.seen.try_clone()?;
            Ok(checkpoint
                .clone()
                .map(|checkpoint| Left { checkpoint, seen }))
        });
        let left = match left {
            Ok(left) => left,
            Err(error) => return Err((folder, Failure::io(place, &error))),
        };
        if resume == Resume::No {
            folder.remove_at_end();
        }
        let checkpoint = checkpoint.unwrap_or_default();
        let unfinished = Unfinished {
            file: NewFile::with_draft(output, folder.draft(), files.draft),
            journal: files.journal,
            seen: files.seen,
            folder,
            resume,
            n_records: checkpoint.tally.n_records,
            n_bytes: checkpoint.n_bytes,
            new_seen: Vec::new(),
            n_seen: checkpoint.n_seen,
            written: Instant::now(),
        };
        unfinished.announce();
        Ok((unfinished, left))
    }

    /// Notes that the hash of a pair was looked up.
    pub(crate) fn see(&mut self, hash: u64) {
        self.new_seen.extend(hash.to_le_bytes());
        self.n_seen += 1;
    }

    /// Writes a checkpoint if one is due. `digest` is that of the records that were answered.
    pub(crate) fn checkpoint(&mut self, digest: u64, tally: &Tally) -> io::Result<()> {
        if self.written.elapsed() < BETWEEN_CHECKPOINTS {
            return Ok(());
        }
        self.file.sync()?;
        self.seen.seek(SeekFrom::End(0))?;
        self.seen.write_all(&self.new_seen)?;
        self.new_seen.clear();
        self.seen.sync_data()?;
        let checkpoint = Checkpoint {
            digest,
            tally: tally.clone(),
            n_bytes: self.n_bytes,
            n_seen: self.n_seen,
        };
        write_line(&mut self.journal, &checkpoint)?;
        self.journal.sync_data()?;
        self.written = Instant::now();
        self.n_records = tally.n_records;
        self.announce();
        Ok(())
    }

    /// Gives the file its name, and removes the folder.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        let Unfinished {
            file,
            folder,
            resume,
            n_records,
            ..
        } = self;
        match file.finish() {
            Ok(()) => {
                folder.remove();
                Ok(())
            }
            Err(error) => {
                give_up(folder, resume, n_records);
                Err(error.into())
            }
        }
    }

    /// Gives up. A run that may be resumed leaves its draft.
    pub(crate) fn give_up(self) {
        give_up(self.folder, self.resume, self.n_records);
    }

    fn announce(&self) {
        if self.resume == Resume::Yes {
            interrupt::say_at_end(format!(
                "interrupted; {}",
                kept(&self.folder, self.n_records)
            ));
        }
    }
}

fn give_up(folder: DraftFolder, resume: Resume, n_records: u64) {
    match resume {
        Resume::No => folder.remove(),
        Resume::Yes => say!("note: {}", kept(&folder, n_records)),
    }
}

fn kept(folder: &DraftFolder, n_records: u64) -> String {
    let place = folder.path().display();
    format!("documents kept in {place}: {n_records}; the same command continues behind them")
}

fn other_options(place: &str, before: &Header, now: &Header) -> Failure {
    let version = |header: &Header| ("version".to_owned(), header.taiyaku.clone());
    let all = |header: &Header| [vec![version(header)], header.options.clone()].concat();
    let (before, now) = (all(before), all(now));
    let differ = before
        .iter()
        .zip(&now)
        .filter(|(before, now)| before != now);
    let differ: Vec<String> = differ
        .map(|((name, before), (_, now))| format!("{name}: then {before}, now {now}"))
        .collect();
    Failure::new(format!(
        "{place}: expected the options of the interrupted run ({}); without --resume the run starts from the beginning",
        differ.join("; ")
    ))
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

/// What a run finds in the folder of its draft.
enum Found {
    Nothing,
    Checkpoint(Checkpoint),
    /// A checkpoint of a run with other options.
    Other(Header),
}

/// The open files of a draft.
struct DraftFiles {
    draft: File,
    journal: File,
    seen: File,
}

impl DraftFiles {
    fn open(folder: &DraftFolder) -> io::Result<DraftFiles> {
        Ok(DraftFiles {
            journal: folder.file("journal")?,
            seen: folder.file("seen")?,
            draft: folder.file("draft")?,
        })
    }

    /// What an interrupted run left.
    fn left(&mut self, header: &Header) -> io::Result<Found> {
        let mut text = Vec::new();
        self.journal.read_to_end(&mut text)?;
        let mut lines = text.split_inclusive(|&byte| byte == b'\n');
        let before = lines
            .next()
            .and_then(|line| serde_json::from_slice::<Header>(line).ok());
        let Some(before) = before else {
            return Ok(Found::Nothing);
        };
        // A line that is cut short is no checkpoint.
        let checkpoints = lines.rev().filter(|line| line.ends_with(b"\n"));
        let last = checkpoints
            .filter_map(|line| serde_json::from_slice::<Checkpoint>(line).ok())
            .find(|checkpoint| self.holds(checkpoint));
        Ok(match last {
            None => Found::Nothing,
            Some(_) if before != *header => Found::Other(before),
            Some(checkpoint) => Found::Checkpoint(checkpoint),
        })
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
