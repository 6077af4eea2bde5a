//! The projects of a folder, and those that are open.
//!
//! In: the folder that the person named. Out: projects by an id, which is a hash of their folder: a request never names a path, and an
//! old window never gets another project. A few stay open; the one that was longest not asked for is closed. O(projects).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::UNIX_EPOCH;

use serde::Serialize;
use twox_hash::XxHash64;

use crate::desk::folder::{Folder, projects};
use crate::desk::project::Project;
use crate::failure::Failure;

/// Projects that stay open. One of 5,000 sentences a side holds about 40 MB.
const MOST_OPEN: usize = 2;

/// The folder of the projects, or of one.
pub(super) struct Shelf {
    path: PathBuf,
    entries: Mutex<Entries>,
}

#[derive(Default)]
struct Entries {
    /// By their id.
    folders: BTreeMap<String, PathBuf>,
    /// The open ones; the last asked for is last.
    open: Vec<(String, Arc<Project>)>,
    /// One opening of a project at a time.
    opening: BTreeMap<String, Arc<Mutex<()>>>,
}

/// A project for the page.
#[derive(Serialize)]
pub(super) struct Listed {
    id: String,
    title: String,
    folder: String,
    /// Seconds since 1970, of the last change.
    changed: u64,
}

impl Shelf {
    pub(super) fn new(path: &Path) -> Shelf {
        Shelf {
            path: path.to_path_buf(),
            entries: Mutex::default(),
        }
    }

    /// Where new projects come: beside the one that was named.
    pub(super) fn place(&self) -> &Path {
        match self.only() {
            Some(_) => self.path.parent().unwrap_or(&self.path),
            None => &self.path,
        }
    }

    /// The project that the person named, if it is one.
    fn only(&self) -> Option<Folder> {
        let folder = Folder {
            path: self.path.clone(),
        };
        folder.is_project().then_some(folder)
    }

    /// The address of the project that was named.
    pub(super) fn named(&self) -> Option<String> {
        let only = self.only()?;
        Some(self.entries().id_of(&only.path))
    }

    pub(super) fn list(&self) -> Vec<Listed> {
        let folders = match self.only() {
            Some(only) => vec![only],
            None => projects(&self.path),
        };
        let mut entries = self.entries();
        let listed = folders.iter().map(|folder| {
            let changed = folder
                .changed()
                .and_then(|at| at.duration_since(UNIX_EPOCH).ok());
            let name = folder
                .path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy();
            Listed {
                id: entries.id_of(&folder.path),
                title: folder.title().unwrap_or_else(|| name.into_owned()),
                folder: folder.path.display().to_string(),
                changed: changed.map_or(0, |since| since.as_secs()),
            }
        });
        listed.collect()
    }

    /// Opens a project, if it is not open.
    pub(super) fn get(&self, id: &str) -> Option<Result<Arc<Project>, Failure>> {
        if !self.entries().folders.contains_key(id) {
            // A window of the desk before this one.
            self.list();
        }
        let (path, opening) = {
            let mut entries = self.entries();
            let path = entries.folders.get(id)?.clone();
            (
                path,
                Arc::clone(entries.opening.entry(id.to_owned()).or_default()),
            )
        };
        // A project that takes long to open stops no other one.
        let _one = opening.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(project) = self.entries().find(id) {
            return Some(Ok(project));
        }
        let opened = Project::open(Folder { path });
        Some(opened.map(|project| self.entries().keep(id.to_owned(), project)))
    }

    /// Takes a new project; its id.
    pub(super) fn add(&self, project: Project) -> String {
        let mut entries = self.entries();
        let id = entries.id_of(&project.folder.path);
        entries.keep(id.clone(), project);
        id
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entries {
    fn id_of(&mut self, path: &Path) -> String {
        let id = format!(
            "{:016x}",
            XxHash64::oneshot(0, path.as_os_str().as_encoded_bytes())
        );
        self.folders.insert(id.clone(), path.to_path_buf());
        id
    }

    /// An open project; it is now the last asked for.
    fn find(&mut self, id: &str) -> Option<Arc<Project>> {
        let at = self.open.iter().position(|(open, _)| open == id)?;
        let found = self.open.remove(at);
        let project = Arc::clone(&found.1);
        self.open.push(found);
        Some(project)
    }

    fn keep(&mut self, id: String, project: Project) -> Arc<Project> {
        let project = Arc::new(project);
        let is_idle = |(_, open): &(String, Arc<Project>)| Arc::strong_count(open) == 1;
        if MOST_OPEN <= self.open.len()
            && let Some(at) = self.open.iter().position(is_idle)
        {
            self.open.remove(at);
        }
        self.open.push((id, Arc::clone(&project)));
        project
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_project_that_is_none_is_said_and_blocks_no_other() {
        let path = std::env::temp_dir().join(format!("taiyaku-shelf-{}", std::process::id()));
        let bad = path.join("bad");
        std::fs::create_dir_all(&bad).expect("a folder");
        let made = std::process::Command::new("mkfifo")
            .arg(bad.join("state.json"))
            .status();
        assert!(made.expect("mkfifo").success());
        let shelf = Shelf::new(&path);
        let listed = shelf.list();
        assert_eq!(listed.len(), 1);
        let failure = shelf.get(&listed[0].id).expect("it is listed").err();
        assert!(failure.is_some_and(|failure| failure.to_string().contains("expected a file")));
        let _ = std::fs::remove_dir_all(&path);
    }
}
