//! Two folders: every file below them is a document.
//!
//! In: folders. Out: a table of paths. O(bytes).

use std::fs;
use std::path::{Path, PathBuf};

use taiyaku::Aligner;
use taiyaku::corpus::matching::{Fingerprint, Matcher};
use taiyaku::corpus::{self, InFlight, Weigh};

use super::{
    BYTES_A_BYTE, DocumentReader, Matching, Pairs, Side, report_pairs, report_unread, result,
};
use crate::corpus::table::{self, Row};
use crate::corpus::walk::Listing;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::read::Input;

/// A file to read.
struct Unread {
    path: PathBuf,
    n_bytes: usize,
}

/// A file that was read.
struct ReadFile {
    path: PathBuf,
    fingerprint: Result<Fingerprint, Failure>,
}

impl Unread {
    fn new(path: PathBuf) -> Unread {
        let n_bytes = fs::metadata(&path).map_or(0, |file| file.len() as usize);
        Unread { path, n_bytes }
    }
}

impl Weigh for Unread {
    fn weight(&self) -> usize {
        self.n_bytes.saturating_mul(BYTES_A_BYTE)
    }
}

impl Weigh for ReadFile {
    fn weight(&self) -> usize {
        /// A fingerprint of 100 sentences has 3,000 (`match-documents`).
        const BYTES: usize = 4_000;
        BYTES
    }
}

/// The documents of a folder that could be read.
struct Folder {
    paths: Vec<PathBuf>,
    fingerprints: Vec<Fingerprint>,
    n_unread: usize,
}

pub(super) fn run(matching: &Matching<'_>, aligner: &Aligner) -> Result<(), Failure> {
    matching.check_name("tsv")?;
    let (source_files, target_files) =
        (Listing::of(matching.sources), Listing::of(matching.targets));
    let files = source_files.files.iter().chain(&target_files.files);
    let inputs = files
        .map(PathBuf::as_path)
        .chain(matching.other_inputs.iter().copied());
    let output = matching.output.other_than(inputs)?;
    let matcher = Matcher::new(aligner);
    let read = |files, place, side| {
        let reader = DocumentReader::new(&matcher, side);
        read(files, place, &reader, matching.memory)
    };
    let sources = read(source_files, matching.sources, Side::Source)?;
    let targets = read(target_files, matching.targets, Side::Target)?;
    let pairs = Pairs::find(
        &matcher,
        &sources.fingerprints,
        &targets.fingerprints,
        matching.least_confidence,
    );
    let folder = matching.output.path().map(table::folder_of);
    let shown = |path: &Path| table::shown(path, folder.as_deref());
    let mut rows = Vec::new();
    for (number, path) in sources.paths.iter().enumerate() {
        let pair = pairs.of_source(number);
        rows.push(Row {
            source: Some(shown(path)),
            target: pair.map(|pair| shown(&targets.paths[pair.target])),
            confidence: pair.map(|pair| pair.confidence),
        });
    }
    let alone = targets.paths.iter().enumerate();
    let alone = alone.filter(|(number, _)| !pairs.has_target(*number));
    rows.extend(alone.map(|(_, path)| Row {
        source: None,
        target: Some(shown(path)),
        confidence: None,
    }));
    output.write(|out| Ok(table::write(&rows, out)?))?;
    report_pairs(pairs.pairs.len(), sources.paths.len(), targets.paths.len());
    result(sources.n_unread + targets.n_unread)
}

fn read(
    listing: Listing,
    place: &Path,
    reader: &DocumentReader<'_>,
    memory: usize,
) -> Result<Folder, Failure> {
    let Listing {
        files,
        mut problems,
    } = listing;
    let n_files = files.len();
    let read_file = |unread: Unread| {
        let content = match unread.weight() <= memory {
            true => Input::new(&unread.path, None).content(),
            false => Err(Failure::new(format!(
                "{}: expected a file of at most {} bytes, found {}; --memory allows more",
                unread.path.display(),
                memory / BYTES_A_BYTE,
                unread.n_bytes
            ))),
        };
        let fingerprint = content.map(|(content, _)| reader.fingerprint(content));
        let path = unread.path;
        ReadFile { path, fingerprint }
    };
    let mut folder = Folder {
        paths: Vec::with_capacity(n_files),
        fingerprints: Vec::with_capacity(n_files),
        n_unread: 0,
    };
    let mut progress = Progress::start();
    let mut n_read = 0;
    let each = |file: ReadFile| {
        match file.fingerprint {
            Ok(fingerprint) => {
                folder.paths.push(file.path);
                folder.fingerprints.push(fingerprint);
            }
            Err(failure) => problems.push(failure.to_string()),
        }
        n_read += 1;
        let state = || format!("{}: {n_read} of {n_files} files read", place.display());
        progress.show_part(state, n_read as u64, n_files as u64);
        Ok::<(), Failure>(())
    };
    let files = files.into_iter().map(Unread::new);
    corpus::stream(files, InFlight::bytes(memory), read_file, each)?;
    drop(progress);
    folder.n_unread = report_unread(&problems, place, "files");
    match folder.paths.is_empty() {
        true => Err(Failure::new(format!(
            "{}: expected a document, found no file that can be read",
            place.display()
        ))),
        false => Ok(folder),
    }
}
