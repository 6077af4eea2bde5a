//! The files below a folder.
//!
//! In: a folder. Out: its files in the order of their names, and what is there but cannot be read as a file. O(files · log
//! files).

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

/// What is below a folder. Hidden files and folders are not listed.
#[derive(Default)]
pub(crate) struct Listing {
    pub(crate) files: Vec<PathBuf>,
    /// Messages on entries that are no files: links to folders, pipes, folders that cannot be read.
    pub(crate) problems: Vec<String>,
}

impl Listing {
    pub(crate) fn of(folder: &Path) -> Listing {
        let is_shown = |entry: &DirEntry| {
            entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
        };
        let mut listing = Listing::default();
        let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
        for entry in entries.filter_entry(is_shown) {
            match entry {
                Err(error) => listing.problems.push(error.to_string()),
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => listing.add(entry.into_path()),
            }
        }
        listing
    }

    fn add(&mut self, path: PathBuf) {
        let problem = if path.is_dir() {
            "links to folders are not followed"
        } else if !path.is_file() {
            "expected a file"
        } else if path.to_str().is_none() {
            "expected a name in UTF-8"
        } else {
            return self.files.push(path);
        };
        self.problems.push(format!("{}: {problem}", path.display()));
    }
}
