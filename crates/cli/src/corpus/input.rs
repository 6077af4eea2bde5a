//! The input of a corpus: JSON Lines, Parquet, Arrow, a table of paths, or a folder of pairs.
//!
//! In: a path. Out: its records; they can be opened again for a second pass. O(bytes).

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::corpus::files::Listed;
use crate::corpus::folder::Folder;
use crate::corpus::record::{Record, Records, Task};
use crate::corpus::table::Table;
use crate::corpus::{columns, lines};
use crate::failure::Failure;

/// The first bytes of a file of Parquet.
const PARQUET: &[u8] = b"PAR1";
/// The most names of files that are shown.
const SHOWN: usize = 3;

/// Where the records come from.
pub(crate) struct Input {
    path: Option<PathBuf>,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Lines, or a stream of Arrow.
    Lines,
    Parquet,
    Table,
    Folder,
}

/// The records of an input, with what is known about them.
pub(crate) struct Opened {
    pub(crate) records: Records,
    /// What [`Record::read`] is at the end: bytes of a file, or a number of documents.
    pub(crate) all: Option<u64>,
    /// The files that it names, read or not.
    pub(crate) files: Vec<PathBuf>,
}

impl Input {
    /// Looks at an input; `-` is standard input.
    pub(crate) fn new(path: &Path) -> Result<Input, Failure> {
        if path == Path::new("-") {
            return Ok(Input {
                path: None,
                kind: Kind::Lines,
            });
        }
        let io = |error| Failure::io(path.display(), &error);
        let metadata = std::fs::metadata(path).map_err(io)?;
        let kind = if metadata.is_dir() {
            Kind::Folder
        } else if !metadata.is_file() {
            Kind::Lines
        } else if ends(path, ".tsv") {
            Kind::Table
        } else if [".csv", ".tsv.gz", ".tsv.zst"]
            .iter()
            .any(|end| ends(path, end))
        {
            return Err(Failure::new(format!(
                "{}: expected JSON Lines, Parquet, Arrow, a folder, or a table of paths in a plain .tsv",
                path.display()
            )));
        } else {
            let mut begins = Vec::new();
            let file = File::open(path).map_err(io)?;
            file.take(PARQUET.len() as u64)
                .read_to_end(&mut begins)
                .map_err(io)?;
            match begins == PARQUET {
                true => Kind::Parquet,
                false => Kind::Lines,
            }
        };
        Ok(Input {
            path: Some(path.to_path_buf()),
            kind,
        })
    }

    /// The name of the input in messages.
    pub(crate) fn name(&self) -> String {
        match &self.path {
            Some(path) => path.display().to_string(),
            None => "standard input".to_owned(),
        }
    }

    /// Whether the records can be read more than once.
    pub(crate) fn is_repeatable(&self) -> bool {
        let path = self.path.as_deref();
        path.is_some_and(|path| path.is_dir() || path.is_file())
    }

    /// The records. A record of more than `largest` bytes is refused when its turn comes.
    pub(crate) fn open(&self, largest: usize) -> Result<Opened, Failure> {
        let Some(path) = &self.path else {
            return Ok(Opened::of(lines::records(None, largest)?));
        };
        Ok(match self.kind {
            Kind::Lines => {
                let length = std::fs::metadata(path).map_or(0, |file| file.len());
                Opened {
                    all: Some(length).filter(|&length| 0 < length),
                    ..Opened::of(lines::records(Some(path), largest)?)
                }
            }
            Kind::Parquet => {
                let (records, n_rows) = columns::parquet_records(path, largest)?;
                Opened {
                    all: Some(n_rows),
                    ..Opened::of(records)
                }
            }
            Kind::Table => {
                let Table { documents, alone } = Table::read(path)?;
                if !alone.is_empty() {
                    say!(
                        "note: {}: skipped documents without a partner: {}",
                        path.display(),
                        alone.len()
                    );
                }
                Opened::of_files(documents, alone, "line", largest)
            }
            Kind::Folder => {
                let mut folder = Folder::read(path);
                report(path, &folder)?;
                let alone = std::mem::take(&mut folder.alone);
                Opened::of_files(folder.documents(), alone, "document", largest)
            }
        })
    }
}

impl Opened {
    fn of(records: Records) -> Opened {
        Opened {
            records,
            all: None,
            files: Vec::new(),
        }
    }

    /// The records of documents in files.
    fn of_files(
        documents: Vec<Listed>,
        alone: Vec<PathBuf>,
        unit: &'static str,
        largest: usize,
    ) -> Opened {
        let files = documents.iter().flat_map(|listed| listed.paths.all());
        let files = files.cloned().chain(alone).collect();
        let all = documents.len() as u64;
        let records = (1..).zip(documents).map(move |(read, listed)| {
            let task = listed.read(largest).map(Task::Files);
            Ok(Record {
                number: listed.number,
                unit,
                read,
                n_received: None,
                task: task.unwrap_or_else(|reason| Task::Refused {
                    id: listed.id,
                    reason,
                }),
            })
        });
        Opened {
            records: Box::new(records),
            all: Some(all),
            files,
        }
    }
}

/// Whether a name has an ending, in any case.
fn ends(path: &Path, end: &str) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().to_ascii_lowercase().ends_with(end)
}

/// Reports what a folder holds besides pairs.
fn report(path: &Path, folder: &Folder) -> Result<(), Failure> {
    for problem in &folder.problems {
        say!("note: {problem}");
    }
    if folder.pairs.is_empty() {
        return Err(Failure::new(format!(
            "{}: expected files whose names differ in their language, such as a.en.txt and a.ja.txt, or en/a.md and ja/a.md; \
             --match finds pairs by their contents",
            path.display()
        )));
    }
    if !folder.alone.is_empty() {
        let shown = folder.alone.iter().take(SHOWN);
        let shown: Vec<String> = shown.map(|file| file.display().to_string()).collect();
        let more = if SHOWN < folder.alone.len() {
            ", …"
        } else {
            ""
        };
        say!(
            "note: {}: skipped files without a partner: {} ({}{more})",
            path.display(),
            folder.alone.len(),
            shown.join(", ")
        );
    }
    Ok(())
}
