//! A project on the disk: a folder with the original files, `state.json` and `journal.jsonl`.
//!
//! In: a state and files, or a folder. Out: the folder, which is whole or not there; or what it holds. A folder that a newer version
//! made is refused, and nothing in it is changed. O(bytes).

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::desk::files::{About, Source, Texts};
use crate::desk::model::Row;
use crate::failure::Failure;
use crate::output::{Opened, Output};

pub(super) const FORMAT: &str = "taiyaku-desk";
pub(super) const VERSION: u32 = 1;
const STATE: &str = "state.json";
const JOURNAL: &str = "journal.jsonl";
/// How a line of a change begins.
const STEP: &[u8] = b"{\"do\"";
const ORIGINALS: &str = "original";
const RESULTS: &str = "results";
/// Characters of the name of a folder.
const MOST_CHARACTERS: usize = 60;

/// What is known of a project when it begins; the journal says what was done since.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct State {
    pub(super) format: String,
    pub(super) version: u32,
    pub(super) title: String,
    /// The files by their role: `source` and `target`, or `both`; `glossary`.
    pub(super) files: Files,
    /// Names the texts of all segments.
    pub(super) document: String,
    /// The name of its journal, if it is another than the first: what was carried over to other segments goes on in a new journal, so
    /// that one write of the state changes both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) journal: Option<String>,
    pub(super) ignored: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// The texts of the segments of both sides: by them the rows are found again if a later version cuts the texts otherwise.
    pub(super) segments: [Vec<String>; 2],
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Files {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<About>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) target: Option<About>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) both: Option<About>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) glossary: Option<About>,
}

impl Files {
    pub(super) fn new(texts: &Texts, glossary: Option<&Source>) -> Files {
        let (source, target, both) = match texts {
            Texts::Two { source, target } => (Some(source), Some(target), None),
            Texts::One(both) => (None, None, Some(both)),
        };
        Files {
            source: source.map(|file| file.about("source")),
            target: target.map(|file| file.about("target")),
            both: both.map(|file| file.about("both")),
            glossary: glossary.map(|file| file.about("glossary")),
        }
    }
}

/// A folder that holds a project, or will.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
}

impl Folder {
    /// Whether a project is in it.
    pub(super) fn is_project(&self) -> bool {
        fs::symlink_metadata(self.path.join(STATE)).is_ok()
    }

    /// The journal of a state of this project.
    pub(super) fn journal(&self, state: &State) -> PathBuf {
        if let Some(name) = &state.journal {
            return self.path.join(name);
        }
        let first = self.path.join(JOURNAL);
        // A version before renamed the journal, and may have ended before it wrote the state.
        let kept = self.path.join(format!("journal.{}.jsonl", state.document));
        let is_begun = || read(&first).is_ok_and(|bytes| holds(&bytes, STEP));
        match regular_file(&kept).is_ok() && !is_begun() {
            true => kept,
            false => first,
        }
    }

    /// The name of a journal that is not there yet.
    pub(super) fn new_journal(&self) -> String {
        let names = (2..).map(|k| format!("journal.{k}.jsonl"));
        names
            .into_iter()
            .find(|name| fs::symlink_metadata(self.path.join(name)).is_err())
            .expect("there are numbers enough")
    }

    /// Makes a new folder in `shelf`, with the files and the state. The state comes last: without it, there is no project.
    pub(super) fn create(
        shelf: &Path,
        state: &State,
        texts: &Texts,
        glossary: Option<&Source>,
    ) -> Result<Folder, Failure> {
        let folder = new_folder(shelf, &state.title)?;
        match folder.fill(state, texts, glossary) {
            Ok(()) => Ok(folder),
            Err(failure) => {
                folder.remove();
                Err(failure)
            }
        }
    }

    /// Removes a folder that nobody has seen yet.
    pub(super) fn remove(&self) {
        let _ = fs::remove_dir_all(&self.path);
    }

    fn fill(&self, state: &State, texts: &Texts, glossary: Option<&Source>) -> Result<(), Failure> {
        let originals = self.path.join(ORIGINALS);
        make(&originals)?;
        let mut files: Vec<(&Option<About>, &Source)> = Vec::new();
        match texts {
            Texts::Two { source, target } => {
                files.extend([
                    (&state.files.source, &**source),
                    (&state.files.target, target),
                ]);
            }
            Texts::One(both) => files.push((&state.files.both, both)),
        }
        files.extend(glossary.map(|glossary| (&state.files.glossary, glossary)));
        for (about, file) in files {
            if let Some(about) = about {
                write(&originals.join(&about.file), &file.bytes)?;
            }
        }
        self.write_state(state)
    }

    /// Writes the state, whole or not at all.
    pub(super) fn write_state(&self, state: &State) -> Result<(), Failure> {
        let bytes = serde_json::to_vec(state).expect("strings and numbers are JSON");
        write(&self.path.join(STATE), &bytes)
    }

    /// Reads the state. A version that is not known is named.
    pub(super) fn state(&self) -> Result<State, Failure> {
        #[derive(Deserialize)]
        struct Head {
            format: String,
            version: u32,
        }
        real_folder(&self.path)?;
        let path = self.path.join(STATE);
        let bytes = read(&path)?;
        let damaged = |error| Failure::new(format!("{}: not a project: {error}", path.display()));
        let head: Head = serde_json::from_slice(&bytes).map_err(damaged)?;
        if head.format != FORMAT {
            return Err(Failure::new(format!(
                "{}: not a project of the desk",
                path.display()
            )));
        }
        if VERSION < head.version {
            return Err(Failure::new(format!(
                "the project was made by a newer version of taiyaku (its format is {}, this one knows {VERSION}): install that \
                 version; nothing was changed",
                head.version
            )));
        }
        let state: State = serde_json::from_slice(&bytes).map_err(damaged)?;
        // The state may have been written by somebody else, and both become parts of names of files.
        let is_named = state.journal.as_deref().is_none_or(is_journal);
        let document = state.document.as_bytes();
        let is_plain = document.iter().all(u8::is_ascii_alphanumeric);
        if !is_named || !is_plain || document.is_empty() || MOST_CHARACTERS < document.len() {
            return Err(Failure::new(format!(
                "{}: not a project: what names its texts or its journal is no plain name",
                path.display()
            )));
        }
        Ok(state)
    }

    /// The title, without the rest of the state.
    pub(super) fn title(&self) -> Option<String> {
        #[derive(Deserialize)]
        struct Title {
            title: String,
        }
        let bytes = read(&self.path.join(STATE)).ok()?;
        let title: Title = serde_json::from_slice(&bytes).ok()?;
        Some(title.title)
    }

    /// When something was last done.
    pub(super) fn changed(&self) -> Option<std::time::SystemTime> {
        let entries = fs::read_dir(&self.path).ok()?;
        let is_work = |entry: &fs::DirEntry| {
            let name = entry.file_name();
            name == STATE || is_journal(&name.to_string_lossy())
        };
        let modified = |entry: fs::DirEntry| entry.metadata().and_then(|meta| meta.modified()).ok();
        entries
            .filter_map(Result::ok)
            .filter(is_work)
            .filter_map(modified)
            .max()
    }

    /// The files as they were.
    pub(super) fn texts(&self, files: &Files) -> Result<(Texts, Option<Source>), Failure> {
        let originals = self.path.join(ORIGINALS);
        real_folder(&originals)?;
        let given = |about: &About| {
            // The state may have been written by somebody else: a file is in its folder.
            let is_name =
                Path::new(&about.file).components().count() == 1 && !about.file.starts_with('.');
            let path = originals.join(&about.file);
            if !is_name {
                return Err(Failure::new(format!(
                    "{}: not a file of the project",
                    about.file
                )));
            }
            Source::of(about, read(&path)?)
        };
        let texts = match (&files.source, &files.target, &files.both) {
            (Some(source), Some(target), None) => Texts::Two {
                source: Arc::new(given(source)?),
                target: Arc::new(given(target)?),
            },
            (None, None, Some(both)) => Texts::One(Arc::new(given(both)?)),
            _ => return Err(Failure::new("the project has not the files of two texts")),
        };
        Ok((texts, files.glossary.as_ref().map(given).transpose()?))
    }

    /// A path in the folder of the results for a file that is not there yet: `name.end`, else `name.2.end`, ….
    pub(super) fn new_result(&self, stem: &str, end: &str) -> Result<PathBuf, Failure> {
        let results = self.path.join(RESULTS);
        // A project that was removed while it was open does not come back as a folder of results.
        real_folder(&self.path)?;
        make(&results)?;
        real_folder(&results)?;
        let stem = folder_name(stem);
        let named = |k: usize| match k {
            1 => results.join(format!("{stem}.{end}")),
            k => results.join(format!("{stem}.{k}.{end}")),
        };
        // Formats of several files change the end of the name.
        let is_none = |path: &Path| fs::symlink_metadata(path).is_err();
        let is_free = |path: &PathBuf| is_none(path) && is_none(&path.with_extension("en"));
        Ok((1..)
            .map(named)
            .find(is_free)
            .expect("there are numbers enough"))
    }

    /// A file of the results, by its name; none if there is none.
    pub(super) fn result(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        let results = self.path.join(RESULTS);
        if fs::symlink_metadata(&results).is_err() {
            return Ok(None);
        }
        real_folder(&results)?;
        let failed = |error| Failure::io(results.display(), &error);
        let entries = fs::read_dir(&results).map_err(failed)?;
        let mut paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let path = paths.find(|path| path.file_name().is_some_and(|found| found == name));
        path.map(|path| read(&path)).transpose()
    }
}

/// Whether a name is that of a journal: no part of it leads out of the folder.
fn is_journal(name: &str) -> bool {
    let middle = name
        .strip_prefix("journal.")
        .and_then(|rest| rest.strip_suffix("jsonl"));
    let is_plain = |c: u8| c.is_ascii_alphanumeric() || c == b'.';
    middle.is_some_and(|middle| middle.len() <= MOST_CHARACTERS && middle.bytes().all(is_plain))
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The projects in a folder, the last changed first.
pub(super) fn projects(shelf: &Path) -> Vec<Folder> {
    let entries = fs::read_dir(shelf).into_iter().flatten();
    let folders = entries.filter_map(|entry| {
        Some(Folder {
            path: entry.ok()?.path(),
        })
    });
    let mut folders: Vec<Folder> = folders.filter(Folder::is_project).collect();
    folders.sort_by_key(|folder| (std::cmp::Reverse(folder.changed()), folder.path.clone()));
    folders
}

/// Makes a folder that was not there.
fn new_folder(shelf: &Path, title: &str) -> Result<Folder, Failure> {
    make(shelf)?;
    let name = folder_name(title);
    for k in 1.. {
        let path = match k {
            1 => shelf.join(&name),
            k => shelf.join(format!("{name} {k}")),
        };
        match fs::create_dir(&path) {
            Ok(()) => return Ok(Folder { path }),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(Failure::io(path.display(), &error)),
        }
    }
    unreachable!("there are numbers enough")
}

/// A title as the name of a folder or a file on every system.
fn folder_name(title: &str) -> String {
    let is_kept = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    let name: String = title
        .chars()
        .map(|c| if is_kept(c) { c } else { '_' })
        .collect();
    let name = name.trim_matches(['.', '_']);
    let name: String = name.chars().take(MOST_CHARACTERS).collect();
    let name = name.trim_end_matches('.');
    let first = name
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    match name.is_empty() || DEVICES.contains(&first.trim_end_matches(|c: char| c.is_ascii_digit()))
    {
        true => format!("text-{name}").trim_end_matches('-').to_owned(),
        false => name.to_owned(),
    }
}

/// Names that Windows keeps for devices, the last two with a digit.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Refuses what is no file in this place: a link may lead to a file of somebody else, and a pipe has no end.
pub(super) fn regular_file(path: &Path) -> Result<(), Failure> {
    expected(path, "a file", fs::FileType::is_file)
}

/// Refuses what is no folder in this place.
fn real_folder(path: &Path) -> Result<(), Failure> {
    expected(path, "a folder", fs::FileType::is_dir)
}

fn expected(path: &Path, what: &str, is_that: fn(&fs::FileType) -> bool) -> Result<(), Failure> {
    let found = fs::symlink_metadata(path).map_err(|error| Failure::io(path.display(), &error))?;
    if is_that(&found.file_type()) {
        return Ok(());
    }
    let kind = match found.is_symlink() {
        true => "a link",
        false => "something else",
    };
    Err(Failure::new(format!(
        "{}: expected {what}, found {kind}, which the desk does not follow; nothing was changed",
        path.display()
    )))
}

/// Reads a file, and nothing that is no file.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    regular_file(path)?;
    fs::read(path).map_err(|error| Failure::io(path.display(), &error))
}

fn make(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| Failure::io(path.display(), &error))
}

/// Writes a file that is on the disk when this returns, whole or not at all.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error| Failure::io(path.display(), &error);
    let mut opened = Output::of(path).open()?;
    opened.write_all(bytes).map_err(failed)?;
    if let Opened::File(file) = &mut opened {
        file.sync().map_err(failed)?;
    }
    opened.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_a_name_on_every_system() {
        for (name, title, expected) in [
            ("plain", "contract", "contract"),
            ("Japanese", "契約書 2026年", "契約書_2026年"),
            ("a path", "../../etc/x", "etc_x"),
            ("a device", "CON", "text-CON"),
            ("nothing", "", "text"),
            ("stops", "....", "text"),
        ] {
            assert_eq!(folder_name(title), expected, "{name}");
        }
    }
}
