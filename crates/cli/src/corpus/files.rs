//! The files of a document: an original and its translation, or a page that holds both.
//!
//! In: paths. Out: their bytes, read in turn; then a bitext, as the command `align` reads them. O(bytes).

use std::fs;
use std::hash::Hasher as _;
use std::path::{Path, PathBuf};

use serde_json::json;
use taiyaku::Bitext;
use taiyaku::format::{Format, alike};
use twox_hash::XxHash64;

use crate::corpus::weight::too_large;
use crate::failure::Failure;
use crate::read::{Input, InputFormat};

/// A byte of an archive counts as this many: text is packed to a fifth or an eighth.
const UNPACKED: u64 = 8;

/// The paths of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Paths {
    Sides { source: PathBuf, target: PathBuf },
    Page(PathBuf),
}

/// A document to read: its paths, and its id as JSON.
pub(crate) struct Listed {
    /// Its line in the table, or its place in the folder, from 1.
    pub(crate) number: usize,
    pub(crate) paths: Paths,
    pub(crate) id: String,
}

/// The bytes of a document.
pub(crate) struct Files {
    paths: Paths,
    id: String,
    bytes: Vec<Vec<u8>>,
    /// The number of bytes, with what archives hold.
    weight: u64,
}

impl Paths {
    pub(crate) fn all(&self) -> Vec<&PathBuf> {
        match self {
            Paths::Sides { source, target } => vec![source, target],
            Paths::Page(page) => vec![page],
        }
    }

    /// The same paths, counted from a folder.
    pub(crate) fn inside(self, folder: &Path) -> Paths {
        match self {
            Paths::Page(page) => Paths::Page(folder.join(page)),
            Paths::Sides { source, target } => Paths::Sides {
                source: folder.join(source),
                target: folder.join(target),
            },
        }
    }

    /// An id that names the paths, as JSON.
    pub(crate) fn id(&self) -> String {
        match self {
            Paths::Sides { source, target } => {
                json!({"source": source.to_string_lossy(), "target": target.to_string_lossy()})
            }
            Paths::Page(page) => json!(page.to_string_lossy()),
        }
        .to_string()
    }
}

impl Listed {
    /// Reads the files. The error is the message for a file that cannot be read, or for files that are too large.
    pub(crate) fn read(&self, largest: usize) -> Result<Files, String> {
        let mut bytes = Vec::new();
        let mut weight = 0;
        for path in self.paths.all() {
            let refused = |reason: String| Err(format!("{}: {reason}", path.display()));
            let unpacked = match Format::of_path(path) {
                Some(format) if !format.is_text() => UNPACKED,
                _ => 1,
            };
            match fs::metadata(path) {
                Err(error) => return refused(format!("expected the path of a file: {error}")),
                Ok(file) if !file.is_file() => return refused("expected a file".to_owned()),
                Ok(file) => weight += file.len() * unpacked,
            }
            if weight > largest as u64 {
                return refused(too_large(weight, largest));
            }
            match fs::read(path) {
                Err(error) => return refused(error.to_string()),
                Ok(read) => bytes.push(read),
            }
        }
        Ok(Files {
            paths: self.paths.clone(),
            id: self.id.clone(),
            bytes,
            weight,
        })
    }
}

impl Files {
    pub(crate) fn n_bytes(&self) -> usize {
        self.weight as usize
    }

    pub(crate) fn add_to(&self, digest: &mut XxHash64) {
        digest.write(self.id.as_bytes());
        for bytes in &self.bytes {
            digest.write_usize(bytes.len());
            digest.write(bytes);
        }
    }

    /// The id as JSON, and the bitext.
    pub(crate) fn into_bitext(self) -> (String, Result<Bitext, Failure>) {
        let mut bytes = self.bytes.into_iter();
        let mut next = || bytes.next().unwrap_or_default();
        let bitext = match &self.paths {
            Paths::Page(path) => page(path, next()),
            Paths::Sides { source, target } => {
                let sides = [(source, next()), (target, next())];
                let [source, target] =
                    sides.map(|(path, bytes)| Input::new(path, None).parse(bytes));
                source.and_then(|source| {
                    let [source, target] = alike(source.0, target?.0);
                    Ok(Bitext::from_contents(source, target))
                })
            }
        };
        (self.id, bitext)
    }
}

/// A page, or a file that is aligned already.
fn page(path: &Path, bytes: Vec<u8>) -> Result<Bitext, Failure> {
    let named =
        |error: taiyaku::Error| Failure::new(error.at(path.display().to_string()).to_string());
    if let Some(InputFormat::Known(format)) = InputFormat::of_path(path)
        && format.is_bilingual()
    {
        return format.read_bitext(&bytes).map_err(named);
    }
    let (content, _note) = Input::new(path, None).parse(bytes)?;
    Bitext::from_page_content(content)
        .map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}
