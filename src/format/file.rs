//! A file that is written completely or not at all, and never over an input.
//!
//! In: a path, the paths of the inputs, bytes. Out: the file, or an error that names it. O(bytes written), and O(1) for each
//! input.

use std::fs::{self, File, OpenOptions};
use std::hash::{Hash, Hasher};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::text::part::beginning;

/// Checks that an output is not one of the inputs. The check detects other names of the same file: another spelling of the
/// path, a symbolic link, a hard link. It applies to folders too, but not to pipes and devices. Call it before anything is
/// written. O(inputs).
///
/// ```
/// use taiyaku::format::check_output;
///
/// let error = check_output("./README.md", ["README.md"]).unwrap_err();
/// assert_eq!(error.to_string(), "./README.md: expected an output other than the input README.md");
/// # check_output("a file that is not there", ["README.md"]).unwrap();
/// ```
///
/// # Errors
///
/// If the output is one of the inputs. The error names both.
pub fn check_output(
    output: impl AsRef<Path>,
    inputs: impl IntoIterator<Item = impl AsRef<Path>>,
) -> Result<()> {
    let output = output.as_ref();
    let Some(written) = Identity::of(output) else {
        return Ok(());
    };
    let same = |input: &Path| Identity::of(input).is_some_and(|read| read == written);
    match inputs.into_iter().find(|input| same(input.as_ref())) {
        None => Ok(()),
        Some(input) => Err(Error::format(
            output.display().to_string(),
            format!(
                "expected an output other than the input {}",
                input.as_ref().display()
            ),
        )),
    }
}

/// The identity of a file or folder, whatever its name.
#[derive(PartialEq, Eq)]
struct Identity {
    #[cfg(unix)]
    device_and_number: (u64, u64),
    #[cfg(not(unix))]
    path: PathBuf,
}

impl Identity {
    /// None if the path is not that of a file or folder.
    #[cfg(unix)]
    fn of(path: &Path) -> Option<Identity> {
        use std::os::unix::fs::MetadataExt;

        let metadata = fs::metadata(path).ok()?;
        (metadata.is_file() || metadata.is_dir()).then(|| Identity {
            device_and_number: (metadata.dev(), metadata.ino()),
        })
    }

    #[cfg(not(unix))]
    fn of(path: &Path) -> Option<Identity> {
        let path = fs::canonicalize(path).ok()?;
        (path.is_file() || path.is_dir()).then_some(Identity { path })
    }
}

/// Writes a file completely or not at all: `fill` writes its content to a [`NewFile`].
///
/// ```no_run
/// use std::io::Write;
///
/// taiyaku::format::to_file("rain.txt", |out| Ok(writeln!(out, "雨")?))?;
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `fill` fails or the file cannot be written. The error names the file, and an existing file is not changed.
pub fn to_file(
    path: impl AsRef<Path>,
    fill: impl FnOnce(&mut dyn Write) -> Result<()>,
) -> Result<()> {
    let mut file = NewFile::create(path)?;
    match fill(&mut file) {
        Ok(()) => file.finish(),
        Err(error) => Err(error.at(file.place())),
    }
}

/// A file that is being written. The bytes go to a temporary file in the same folder; [`finish`](NewFile::finish) renames it
/// when all bytes are on the disk. Without `finish`, an existing file is not changed. A pipe, a device and
/// `/dev/stdout` are written directly.
///
/// A link stays, and the file that it leads to is written. If a file has several names (hard links), the others keep what it
/// was. A read-only file is not replaced.
#[derive(Debug)]
pub struct NewFile {
    /// The path from the caller.
    named: PathBuf,
    /// The final path. If the caller's path is a link, this is its target, so that the link stays.
    path: PathBuf,
    /// The temporary file, until it is renamed.
    draft: Option<PathBuf>,
    owner: Owner,
    out: BufWriter<File>,
}

/// Who removes a temporary file that is not finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    This,
    Caller,
}

/// Whether a path names what is open in this process already, such as a standard output that was redirected to a file. It is
/// written directly: to replace it would lose what was written before. O(1).
///
/// ```
/// use taiyaku::format::is_open_already;
///
/// assert!(is_open_already("/dev/stdout"));
/// assert!(!is_open_already("pairs.tsv"));
/// ```
pub fn is_open_already(path: impl AsRef<Path>) -> bool {
    const OPEN_FILES: [&str; 4] = ["/dev/stdout", "/dev/stderr", "/dev/fd", "/proc/self/fd"];
    let path = path.as_ref();
    OPEN_FILES.iter().any(|folder| path.starts_with(folder))
}

impl NewFile {
    /// Creates the temporary file.
    ///
    /// # Errors
    ///
    /// If no file can be created there, or a file is there that is read-only. The error names the file.
    pub fn create(path: impl AsRef<Path>) -> Result<NewFile> {
        let named = path.as_ref().to_path_buf();
        let is_open_already = is_open_already(&named);
        let path = match is_open_already {
            true => named.clone(),
            false => final_path(&named),
        };
        let opened = match fs::metadata(&path) {
            // What the shell opened for us keeps what it holds and its place.
            _ if is_open_already => {
                let file = OpenOptions::new().append(true).open(&path);
                file.map(|file| (file, None))
            }
            Ok(before) if !before.is_file() => {
                let file = OpenOptions::new().write(true).open(&path);
                file.map(|file| (file, None))
            }
            Ok(before) if before.permissions().readonly() => {
                let kind = io::ErrorKind::PermissionDenied;
                Err(io::Error::new(kind, "the file is read-only"))
            }
            _ => create_draft(&path).map(|(file, draft)| (file, Some(draft))),
        };
        match opened {
            Ok((file, draft)) => Ok(NewFile {
                named,
                path,
                draft,
                owner: Owner::This,
                out: BufWriter::new(file),
            }),
            Err(error) => Err(Error::io(
                named.display().to_string(),
                with_folder(&path, error),
            )),
        }
    }

    /// Continues a temporary file that the caller has opened for writing, for example one that an interrupted program left.
    /// `draft` is its path, in the folder of `path` or below it. It stays the caller's: without [`finish`](NewFile::finish),
    /// or if that fails, it is left as it is.
    pub fn with_draft(path: impl AsRef<Path>, draft: PathBuf, file: File) -> NewFile {
        let named = path.as_ref().to_path_buf();
        NewFile {
            path: final_path(&named),
            named,
            draft: Some(draft),
            owner: Owner::Caller,
            out: BufWriter::new(file),
        }
    }

    /// The temporary file, if there is one.
    #[must_use]
    pub fn draft(&self) -> Option<&Path> {
        self.draft.as_deref()
    }

    /// Writes what is buffered to the disk itself, so that it is there after a loss of power too.
    ///
    /// # Errors
    ///
    /// If the bytes cannot be written.
    pub fn sync(&mut self) -> io::Result<()> {
        self.out.flush()?;
        self.out.get_ref().sync_data()
    }

    /// Writes all bytes to the disk and gives the file its name.
    ///
    /// # Errors
    ///
    /// If the last bytes cannot be written or the file cannot be renamed. The error names the file, and an existing file is
    /// not changed.
    pub fn finish(mut self) -> Result<()> {
        let finished = self.out.flush().and_then(|()| self.rename());
        finished.map_err(|error| Error::io(self.place(), error))
    }

    fn rename(&mut self) -> io::Result<()> {
        let Some(draft) = &self.draft else {
            return Ok(());
        };
        let file = self.out.get_ref();
        if let Ok(before) = fs::metadata(&self.path) {
            file.set_permissions(before.permissions())?;
        }
        file.sync_all()?;
        fs::rename(draft, &self.path)?;
        self.draft = None;
        Ok(())
    }

    fn place(&self) -> String {
        self.named.display().to_string()
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if let Some(draft) = &self.draft
            && self.owner == Owner::This
        {
            // The first error is the one to report.
            let _ = fs::remove_file(draft);
        }
    }
}

/// The error of a file that cannot be created, which names its folder if that is what is missing.
fn with_folder(path: &Path, error: io::Error) -> io::Error {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if error.kind() == io::ErrorKind::NotFound && !folder.exists() => {
            let message = format!("the folder {} does not exist", folder.display());
            io::Error::new(error.kind(), message)
        }
        _ => error,
    }
}

/// The path that a file gets in the end: of a link its target, even if that is not there yet, so that the link stays. O(links).
pub fn final_path(named: impl AsRef<Path>) -> PathBuf {
    /// As many as Linux follows.
    const MOST_LINKS: usize = 40;
    let mut path = named.as_ref().to_path_buf();
    if let Ok(whole) = fs::canonicalize(&path) {
        return whole;
    }
    for _ in 0..MOST_LINKS {
        let Ok(target) = fs::read_link(&path) else {
            break;
        };
        path = path.parent().unwrap_or(Path::new("")).join(target);
    }
    path
}

/// The most bytes that file systems take as the name of a file.
const LONGEST_NAME: usize = 255;

/// The path of a temporary file beside `path`: its name with an ending. A name that would be too long is shortened, with a digest
/// of the whole name. None if the path has no name.
///
/// ```
/// use std::path::Path;
/// use taiyaku::format::draft_path;
///
/// assert_eq!(draft_path("out/pairs.tsv", ".part").unwrap(), Path::new("out/pairs.tsv.part"));
/// ```
pub fn draft_path(path: impl AsRef<Path>, ending: &str) -> Option<PathBuf> {
    let path = path.as_ref();
    let name = path.file_name()?;
    let most = LONGEST_NAME.saturating_sub(ending.len());
    let mut draft = name.to_os_string();
    if draft.len() > most {
        let mut hasher = rustc_hash::FxHasher::default();
        name.hash(&mut hasher);
        let digest = format!("~{:016x}", hasher.finish());
        let text = name.to_string_lossy();
        draft = beginning(&text, most - digest.len()).into();
        draft.push(digest);
    }
    draft.push(ending);
    Some(path.with_file_name(draft))
}

/// A new file in the folder of `path`, so that renaming it to `path` stays on one file system.
fn create_draft(path: &Path) -> io::Result<(File, PathBuf)> {
    let process = std::process::id();
    for attempt in 0.. {
        let Some(draft) = draft_path(path, &format!(".{process}-{attempt}.part")) else {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "expected the name of a file",
            ));
        };
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
        to_file(&path, |out| Ok(out.write_all(b"a longer first text")?)).unwrap();
        to_file(&path, |out| Ok(out.write_all(b"second")?)).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(folder.names(), ["pairs.tsv"]);
    }

    #[test]
    fn a_failure_leaves_the_file_as_it_was() {
        let folder = Folder::new("failure");
        let path = folder.0.join("pairs.tsv");
        to_file(&path, |out| Ok(out.write_all(b"first")?)).unwrap();
        let error = to_file(&path, |out| {
            out.write_all(&[b'x'; 100_000])?;
            Err(io::Error::other("the disk is tired").into())
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
        let expected = "no/such/folder/pairs.tsv: the folder no/such/folder does not exist";
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.io_kind(), Some(io::ErrorKind::NotFound));
    }

    #[test]
    fn a_file_that_is_not_finished_is_not_there() {
        let folder = Folder::new("unfinished");
        let path = folder.0.join("pairs.tsv");
        let mut file = NewFile::create(&path).unwrap();
        file.write_all(b"half").unwrap();
        file.flush().unwrap();
        assert!(!path.exists());
        drop(file);
        assert_eq!(folder.names(), [""; 0]);
        let mut file = NewFile::create(&path).unwrap();
        file.write_all(b"whole").unwrap();
        file.finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        assert_eq!(folder.names(), ["pairs.tsv"]);
    }

    #[test]
    fn a_name_of_any_length_can_be_written() {
        let folder = Folder::new("long");
        for (name, file_name) in [
            ("ASCII", "a".repeat(LONGEST_NAME)),
            ("three bytes a character", "あ".repeat(LONGEST_NAME / 3)),
        ] {
            let path = folder.0.join(&file_name);
            to_file(&path, |out| Ok(out.write_all(b"whole")?)).unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"whole", "{name}");
            fs::remove_file(&path).unwrap();
            assert_eq!(folder.names(), [""; 0], "{name}");
        }
        assert_eq!(draft_path("..", ".part"), None);
    }

    #[test]
    fn a_read_only_file_is_not_replaced() {
        let folder = Folder::new("read-only");
        let path = folder.0.join("pairs.tsv");
        fs::write(&path, b"first").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        let error = to_file(&path, |out| Ok(out.write_all(b"second")?)).unwrap_err();
        assert!(
            error
                .to_string()
                .ends_with("pairs.tsv: the file is read-only"),
            "{error}"
        );
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(folder.names(), ["pairs.tsv"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_and_another_name_keeps_the_file() {
        let folder = Folder::new("names");
        let at = |name: &str| folder.0.join(name);
        fs::write(at("file"), b"first").unwrap();
        std::os::unix::fs::symlink("file", at("link")).unwrap();
        fs::hard_link(at("file"), at("other")).unwrap();
        to_file(at("link"), |out| Ok(out.write_all(b"second")?)).unwrap();
        assert!(at("link").is_symlink());
        assert_eq!(fs::read(at("file")).unwrap(), b"second");
        assert_eq!(fs::read(at("other")).unwrap(), b"first");
    }

    #[test]
    fn the_draft_of_a_caller_is_left_and_continued() {
        let folder = Folder::new("draft");
        let path = folder.0.join("pairs.tsv");
        let draft = draft_path(&path, ".part").unwrap();
        let mut file = NewFile::with_draft(&path, draft.clone(), File::create(&draft).unwrap());
        file.write_all(b"half, ").unwrap();
        file.sync().unwrap();
        drop(file);
        assert_eq!(folder.names(), ["pairs.tsv.part"]);
        let opened = OpenOptions::new().append(true).open(&draft).unwrap();
        let mut file = NewFile::with_draft(&path, draft, opened);
        file.write_all(b"whole").unwrap();
        file.finish().unwrap();
        assert_eq!(folder.names(), ["pairs.tsv"]);
        assert_eq!(fs::read(&path).unwrap(), b"half, whole");
    }

    #[test]
    fn an_output_is_never_an_input() {
        let folder = Folder::new("same");
        let at = |name: &str| folder.0.join(name);
        fs::create_dir(at("sub")).unwrap();
        for name in ["page.txt", "glossary.tsv"] {
            fs::write(at(name), name).unwrap();
        }
        #[allow(unused_mut, reason = "only unix has links that need no rights")]
        let mut rows = vec![
            ("the same path", "page.txt", Some("page.txt")),
            ("the second input", "glossary.tsv", Some("glossary.tsv")),
            ("another spelling", "sub/../page.txt", Some("page.txt")),
            ("a dot", "./page.txt", Some("page.txt")),
            ("the same folder", "sub/.", Some("sub")),
            ("a new file", "pairs.tsv", None),
            ("a folder that is not there", "none/page.txt", None),
        ];
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(at("page.txt"), at("symbolic")).unwrap();
            std::os::unix::fs::symlink(at("pairs.tsv"), at("dangling")).unwrap();
            rows.push(("a symbolic link", "symbolic", Some("page.txt")));
            rows.push(("a link to nothing", "dangling", None));
            fs::hard_link(at("page.txt"), at("hard")).unwrap();
            rows.push(("a hard link", "hard", Some("page.txt")));
        }
        let inputs = ["page.txt", "missing.txt", "glossary.tsv", "sub"].map(at);
        for (name, output, input) in rows {
            let refused = check_output(at(output), &inputs).map_err(|error| error.to_string());
            let expected = match input {
                None => Ok(()),
                Some(input) => Err(format!(
                    "{}: expected an output other than the input {}",
                    at(output).display(),
                    at(input).display()
                )),
            };
            assert_eq!(refused, expected, "{name}");
        }
        #[cfg(unix)]
        assert!(check_output("/dev/null", ["/dev/null"]).is_ok());
    }
}
