//! Results → files: the only room, beside [`crate::read`], that touches the file system.
//!
//! In: pairs and a writer, or a path. Out: bytes of a format, or an error that names the file. A file is
//! written whole or not at all. O(bytes written).

#[cfg(feature = "html")]
pub mod review;
#[cfg(feature = "tsv")]
pub mod tsv;

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Writes a file whole or not at all: `fill` writes to a file beside it, which takes its name only when all
/// bytes are on the disk. A pipe or device is written directly.
///
/// ```no_run
/// use std::io::Write;
///
/// taiyaku::write::to_file("rain.txt", |out| writeln!(out, "雨"))?;
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `fill` fails or the file cannot be written; the error names the file, which is then as it was before.
pub fn to_file(
    path: impl AsRef<Path>,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    let path = path.as_ref();
    replace(path, fill).map_err(|error| Error::io(path.display().to_string(), error))
}

fn replace(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // A link goes on pointing at the file that is written.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let before = fs::metadata(&path).ok();
    if before.as_ref().is_some_and(|metadata| !metadata.is_file()) {
        let file = OpenOptions::new().write(true).open(&path)?;
        return fill_and_flush(&file, fill);
    }
    let (file, draft) = create_draft(&path)?;
    let written = fill_and_flush(&file, fill)
        .and_then(|()| match before {
            Some(metadata) => file.set_permissions(metadata.permissions()),
            None => Ok(()),
        })
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&draft, &path));
    if written.is_err() {
        // The first error is the one to report.
        let _ = fs::remove_file(&draft);
    }
    written
}

fn fill_and_flush(
    file: &File,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    fill(&mut out)?;
    out.flush()
}

/// A new file in the folder of `path`, so that renaming it to `path` stays on one file system.
fn create_draft(path: &Path) -> io::Result<(File, PathBuf)> {
    let Some(name) = path.file_name() else {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "expected the name of a file",
        ));
    };
    let process = std::process::id();
    for attempt in 0.. {
        let mut draft_name = name.to_os_string();
        draft_name.push(format!(".{process}-{attempt}.part"));
        let draft = path.with_file_name(draft_name);
        match OpenOptions::new().write(true).create_new(true).open(&draft) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            opened => return opened.map(|file| (file, draft)),
        }
    }
    unreachable!("some name is free")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An empty folder that is gone at the end of the test.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Folder {
            let path = std::env::temp_dir().join(format!("taiyaku-{}-{name}", std::process::id()));
            fs::create_dir(&path).unwrap();
            Folder(path)
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(&self.0).unwrap();
            entries
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_file_is_replaced_whole() {
        let folder = Folder::new("whole");
        let path = folder.0.join("pairs.tsv");
        to_file(&path, |out| out.write_all(b"a longer first text")).unwrap();
        to_file(&path, |out| out.write_all(b"second")).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(folder.names(), ["pairs.tsv"]);
    }

    #[test]
    fn a_failure_leaves_the_file_as_it_was() {
        let folder = Folder::new("failure");
        let path = folder.0.join("pairs.tsv");
        to_file(&path, |out| out.write_all(b"first")).unwrap();
        let error = to_file(&path, |out| {
            out.write_all(&[b'x'; 100_000])?;
            Err(io::Error::other("the disk is tired"))
        })
        .unwrap_err();
        assert!(error.is_io());
        assert!(
            error.to_string().ends_with("pairs.tsv: the disk is tired"),
            "{error}"
        );
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(folder.names(), ["pairs.tsv"]);
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let error = to_file("no/such/folder/pairs.tsv", |_| Ok(())).unwrap_err();
        assert!(
            error.to_string().starts_with("no/such/folder/pairs.tsv: "),
            "{error}"
        );
    }
}
