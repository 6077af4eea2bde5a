//! The files of an output: one, or those that belong together, as NAME.en and NAME.ja.
//!
//! In: the path of the output and the format. Out: files to write, of which none is an input; all are complete or none is there.
//! O(inputs).

use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use taiyaku::format::{Losses, check_output, draft_path, final_path};

use crate::failure::Failure;
use crate::interrupt;
use crate::output::{Opened, Output, OutputArguments};
use crate::pairs::form::PairForm;

/// The files to write, checked before any work.
pub(crate) struct Outputs {
    files: Vec<Output>,
}

impl Outputs {
    /// The files of a format. `suffixes` are the ends of the names of the two sides.
    pub(crate) fn of<'p>(
        form: PairForm,
        output: &OutputArguments,
        suffixes: &[String; 2],
        inputs: impl IntoIterator<Item = &'p Path>,
    ) -> Result<Outputs, Failure> {
        let inputs: Vec<&Path> = inputs.into_iter().collect();
        let several = |paths: Vec<PathBuf>| -> Result<Outputs, Failure> {
            check_distinct(&paths)?;
            let files = paths.into_iter().map(|path| {
                let inputs = inputs.iter().copied();
                OutputArguments::of(path).other_than(inputs)
            });
            Ok(Outputs {
                files: files.collect::<Result<_, _>>()?,
            })
        };
        match (form, output.path()) {
            (PairForm::Moses, Some(path)) => several(sides(path, suffixes, "")),
            (PairForm::Xces, Some(path)) => {
                let mut paths = vec![path.to_path_buf()];
                paths.extend(sides(path, suffixes, ".xml"));
                several(paths)
            }
            (PairForm::Moses | PairForm::Xces, None) => Err(Failure::new(format!(
                "the format {}: expected -o, since it has several files",
                form.name()
            ))),
            (_, None) if form.is_archive() && std::io::stdout().is_terminal() => {
                Err(Failure::new(format!(
                    "the format {}: expected -o, since the terminal shows no archive",
                    form.name()
                )))
            }
            _ => Ok(Outputs::one(output.other_than(inputs)?)),
        }
    }

    /// One file, or standard output.
    pub(crate) fn one(output: Output) -> Outputs {
        Outputs {
            files: vec![output],
        }
    }

    /// Files that belong together, none of which is an input; the caller has checked them.
    pub(crate) fn files<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Outputs {
        let files = paths.into_iter().map(Output::of);
        Outputs {
            files: files.collect(),
        }
    }

    /// The names of the files in messages.
    pub(crate) fn name(&self) -> String {
        let names: Vec<String> = self.files.iter().map(Output::name).collect();
        names.join(", ")
    }

    /// The names of the files without their folders.
    pub(crate) fn names(&self) -> Vec<String> {
        let name = |output: &Output| {
            let name = output.path().and_then(Path::file_name);
            name.map_or(String::new(), |name| name.to_string_lossy().into_owned())
        };
        self.files.iter().map(name).collect()
    }

    /// Opens all files and writes them. None gets its name before all are complete.
    pub(crate) fn write(
        &self,
        fill: impl FnOnce(&mut [Opened]) -> taiyaku::Result<Losses>,
    ) -> Result<Losses, Failure> {
        let mut opened: Vec<Opened> = Vec::new();
        for file in &self.files {
            opened.push(file.open()?);
        }
        let losses = fill(&mut opened);
        let losses = losses.map_err(|error| Failure::writing(&self.name(), error))?;
        let before = match self.files.len() {
            1 => Vec::new(),
            _ => self.files.iter().filter_map(Before::of).collect(),
        };
        let finished = opened.into_iter().try_for_each(Opened::finish);
        for file in before {
            file.end(finished.is_err());
        }
        finished.map(|()| losses)
    }
}

/// Refuses two outputs that are one file, by name or by link.
fn check_distinct(paths: &[PathBuf]) -> Result<(), Failure> {
    for (k, path) in paths.iter().enumerate() {
        for other in &paths[..k] {
            if final_path(path) == final_path(other) || check_output(path, [other]).is_err() {
                return Err(Failure::new(format!(
                    "{}: expected a file for each output, found that {} is the same",
                    path.display(),
                    other.display()
                )));
            }
        }
    }
    Ok(())
}

/// What was at the path of an output before, until all files that belong together have their names.
struct Before {
    path: PathBuf,
    /// A second name of the file that was there; none if there was none.
    kept: Option<PathBuf>,
}

impl Before {
    /// None if the output is no file, or if the file system has no second names.
    fn of(output: &Output) -> Option<Before> {
        let path = final_path(output.path()?);
        if !path.exists() {
            return Some(Before { path, kept: None });
        }
        let kept = draft_path(&path, &format!(".{}-before.part", std::process::id()))?;
        fs::hard_link(&path, &kept).ok()?;
        interrupt::remove_at_end(&kept);
        let kept = Some(kept);
        Some(Before { path, kept })
    }

    /// Forgets what was there, or puts it back.
    fn end(self, is_put_back: bool) {
        let Some(kept) = self.kept else {
            if is_put_back {
                let _ = fs::remove_file(&self.path);
            }
            return;
        };
        if is_put_back {
            let _ = fs::rename(&kept, &self.path);
        }
        // Renaming a second name of the same file leaves it.
        let _ = fs::remove_file(&kept);
        interrupt::keep(&kept);
    }
}

/// The paths of the two sides: the path without the end that names its format or a side, with the end of each side.
pub(crate) fn sides(path: &Path, suffixes: &[String; 2], ending: &str) -> Vec<PathBuf> {
    let end = path.extension().and_then(|end| end.to_str());
    let is_known = end.is_some_and(|end| {
        ["moses", "xces"].contains(&end) || suffixes.iter().any(|suffix| suffix == end)
    });
    let stem = match is_known {
        true => path.with_extension(""),
        false => path.to_path_buf(),
    };
    let side = |suffix: &String| {
        let mut name = stem.as_os_str().to_os_string();
        name.push(format!(".{suffix}{ending}"));
        PathBuf::from(name)
    };
    suffixes.iter().map(side).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_the_sides_have_the_ends_of_their_languages() {
        for (name, path, expected) in [
            ("a side", "a/corpus.en", ["a/corpus.en", "a/corpus.ja"]),
            ("the format", "corpus.moses", ["corpus.en", "corpus.ja"]),
            ("a stem", "corpus", ["corpus.en", "corpus.ja"]),
            (
                "a stem with a full stop",
                "news.2026",
                ["news.2026.en", "news.2026.ja"],
            ),
            (
                "as OPUS has it",
                "news.en-ja.en",
                ["news.en-ja.en", "news.en-ja.ja"],
            ),
        ] {
            let suffixes = ["en".to_owned(), "ja".to_owned()];
            let paths = sides(Path::new(path), &suffixes, "");
            assert_eq!(paths, expected.map(PathBuf::from), "{name}");
        }
    }
}
