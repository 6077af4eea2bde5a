//! The end of the program by a signal: no unfinished file is left.
//!
//! In: the paths of unfinished files. Out: on SIGINT, SIGTERM and SIGHUP they are removed, and the exit code is 130. O(1).

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use taiyaku::format::NewFile;

/// Something unfinished, and how it is removed.
struct Unfinished {
    path: PathBuf,
    remove: fn(&Path),
}

/// What is to be done at the end.
#[derive(Default)]
struct AtEnd {
    unfinished: Vec<Unfinished>,
    /// A message for the user.
    message: Option<String>,
}

static AT_END: Mutex<AtEnd> = Mutex::new(AtEnd {
    unfinished: Vec::new(),
    message: None,
});

/// The exit code of a program that was ended by a signal.
const ENDED: i32 = 130;

/// Starts to listen for signals. If that fails, unfinished files may be left.
pub(crate) fn listen() {
    let _ = ctrlc::set_handler(|| {
        let at_end = state();
        for unfinished in &at_end.unfinished {
            (unfinished.remove)(&unfinished.path);
        }
        if let Some(message) = &at_end.message {
            say!("{message}");
        }
        std::process::exit(ENDED);
    });
}

/// Creates a file whose draft is removed if the program is ended. A signal that comes meanwhile waits until the draft is known; not
/// for a pipe, which has no draft, and which may wait for a reader.
pub(crate) fn create(path: &Path) -> taiyaku::Result<NewFile> {
    let has_draft = std::fs::metadata(path).map_or(true, |there| there.is_file());
    let mut at_end = has_draft.then(state);
    let file = NewFile::create(path)?;
    if let (Some(at_end), Some(draft)) = (&mut at_end, file.draft()) {
        at_end.unfinished.push(Unfinished {
            path: draft.to_path_buf(),
            remove: remove_file,
        });
    }
    Ok(file)
}

/// Removes a file if the program is ended.
pub(crate) fn remove_at_end(path: &Path) {
    at_end(path, remove_file);
}

fn remove_file(path: &Path) {
    let _ = std::fs::remove_file(path);
}

/// Calls `remove` with a path if the program is ended.
pub(crate) fn at_end(path: &Path, remove: fn(&Path)) {
    let path = path.to_path_buf();
    state().unfinished.push(Unfinished { path, remove });
}

/// Forgets a path: what is there is finished, or already removed.
pub(crate) fn keep(path: &Path) {
    state().unfinished.retain(|other| other.path != path);
}

/// Prints a message if the program is ended.
pub(crate) fn say_at_end(message: String) {
    state().message = Some(message);
}

fn state() -> MutexGuard<'static, AtEnd> {
    AT_END.lock().unwrap_or_else(PoisonError::into_inner)
}
