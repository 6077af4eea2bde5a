//! A folder of pairs: files whose names differ only in their language.
//!
//! In: a folder. Out: the pairs by name, and the files that have no partner. O(files · log files).
//!
//! A name says its language by a part such as `en`, `ja`, `english` or `target`: `a.en.txt` and `a.ja.txt`, `en/a.md` and
//! `ja/a.md`, `a_source.txt` and `a_target.txt`; `a.md` is the partner of `a.ja.md`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use taiyaku::format::Format;

use crate::corpus::files::{Listed, Paths};
use crate::corpus::walk::Listing;
use crate::read::InputFormat;

const ENGLISH: [&str; 6] = ["en", "eng", "english", "source", "src", "original"];
/// A country behind a language says nothing more: `en-US`, `en_GB`.
const COUNTRIES: [&str; 7] = ["us", "gb", "uk", "au", "ca", "nz", "ie"];
const JAPANESE: [&str; 7] = [
    "ja",
    "jp",
    "jpn",
    "japanese",
    "target",
    "tgt",
    "translation",
];

/// What a folder holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Folder {
    /// In the order of their names.
    pub(crate) pairs: Vec<Paths>,
    /// Files in a format that can be read, without a partner.
    pub(crate) alone: Vec<PathBuf>,
    /// Messages on what is there but is no file.
    pub(crate) problems: Vec<String>,
}

impl Folder {
    /// Looks for pairs in a folder and the folders in it. Hidden files and files in formats that are not read are ignored.
    pub(crate) fn read(path: &Path) -> Folder {
        let Listing { files, problems } = Listing::of(path);
        let inside = files.iter().filter_map(|file| file.strip_prefix(path).ok());
        let documents: Vec<PathBuf> = inside
            .filter(|file| is_document(file))
            .map(Path::to_path_buf)
            .collect();
        let folder = Folder::of(&documents);
        Folder {
            pairs: folder
                .pairs
                .into_iter()
                .map(|pair| pair.inside(path))
                .collect(),
            alone: folder
                .alone
                .into_iter()
                .map(|file| path.join(file))
                .collect(),
            problems,
        }
    }

    /// The pairs among files.
    fn of(files: &[PathBuf]) -> Folder {
        let mut by_name: BTreeMap<String, [Vec<&PathBuf>; 3]> = BTreeMap::new();
        for file in files {
            let (name, side) = name(file);
            by_name.entry(name).or_default()[side as usize].push(file);
        }
        let mut folder = Folder::default();
        for [english, japanese, unmarked] in by_name.into_values() {
            match (&english[..], &japanese[..], &unmarked[..]) {
                ([source], [target], rest) => {
                    folder.pair(source, target);
                    folder.leave(rest);
                }
                ([source], [], [target]) | ([], [target], [source]) => folder.pair(source, target),
                _ => [english, japanese, unmarked]
                    .iter()
                    .for_each(|files| folder.leave(files)),
            }
        }
        folder.alone.sort();
        folder
    }

    fn pair(&mut self, source: &Path, target: &Path) {
        self.pairs.push(Paths::Sides {
            source: source.to_path_buf(),
            target: target.to_path_buf(),
        });
    }

    /// Files that are aligned already are documents by themselves.
    fn leave(&mut self, files: &[&PathBuf]) {
        for &file in files {
            match Format::of_path(file).is_some_and(Format::is_bilingual) {
                true => self.pairs.push(Paths::Page(file.clone())),
                false => self.alone.push(file.clone()),
            }
        }
    }

    /// The documents, with ids that name the paths.
    pub(crate) fn documents(self) -> Vec<Listed> {
        let listed = |(number, paths): (usize, Paths)| Listed {
            number,
            id: paths.id(),
            paths,
        };
        (1..).zip(self.pairs).map(listed).collect()
    }
}

/// Whether a file can be a document or a side of one. Tables are not: they may be what this program wrote.
fn is_document(path: &Path) -> bool {
    let is_table = matches!(Format::of_path(path), Some(Format::Table | Format::Xlsx));
    !is_table && InputFormat::of_path(path).is_some()
}

/// What a name says about the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    English,
    Japanese,
    Unmarked,
}

/// The name without the parts that say the language, without extension and in small letters; and what they say. A name that says
/// both says nothing.
fn name(path: &Path) -> (String, Side) {
    let without_extension = path.with_extension("");
    let text = without_extension.to_string_lossy().to_lowercase();
    let (mut name, mut sides) = (String::new(), Vec::new());
    let mut before = Side::Unmarked;
    for part in text.split(['/', '\\', '.', '_', '-', ' ']) {
        let is_country = before == Side::English && COUNTRIES.contains(&part);
        before = if ENGLISH.contains(&part) {
            Side::English
        } else if JAPANESE.contains(&part) {
            Side::Japanese
        } else {
            Side::Unmarked
        };
        match before {
            Side::Unmarked if is_country => {}
            Side::Unmarked => name.extend([part, "/"]),
            side => sides.push(side),
        }
    }
    match sides.as_slice() {
        [first, rest @ ..] if rest.iter().all(|side| side == first) => (name, *first),
        [] => (name, Side::Unmarked),
        _ => (text, Side::Unmarked),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_paired_by_their_names() {
        for (title, files, expected, alone) in [
            ("nothing", &[][..], &[][..], &[][..]),
            (
                "marks at the end",
                &["a.en.txt", "a.ja.txt", "b_en.md", "b_ja.md"],
                &["a.en.txt + a.ja.txt", "b_en.md + b_ja.md"],
                &[],
            ),
            (
                "folders",
                &["en/x/a.md", "ja/x/a.md", "ja/x/b.md"],
                &["en/x/a.md + ja/x/a.md"],
                &["ja/x/b.md"],
            ),
            (
                "marks in the middle and of other kinds",
                &[
                    "talk-English-1.srt",
                    "talk-Japanese-1.srt",
                    "a.source.txt",
                    "a.target.txt",
                ],
                &[
                    "a.source.txt + a.target.txt",
                    "talk-English-1.srt + talk-Japanese-1.srt",
                ],
                &[],
            ),
            (
                "a translation beside an original without a mark",
                &["README.md", "README.ja.md", "guide/a.md", "guide/ja/a.md"],
                &["guide/a.md + guide/ja/a.md", "README.md + README.ja.md"],
                &[],
            ),
            (
                "languages with countries",
                &[
                    "en-US/a.md",
                    "ja-JP/a.md",
                    "b.en_GB.txt",
                    "b.ja.txt",
                    "us.en.txt",
                    "us.ja.txt",
                ],
                &[
                    "en-US/a.md + ja-JP/a.md",
                    "b.en_GB.txt + b.ja.txt",
                    "us.en.txt + us.ja.txt",
                ],
                &[],
            ),
            (
                "formats may differ",
                &["a.en.docx", "a.ja.txt"],
                &["a.en.docx + a.ja.txt"],
                &[],
            ),
            (
                "no guess between two",
                &["a.en.txt", "a.en.md", "a.ja.txt"],
                &[],
                &["a.en.md", "a.en.txt", "a.ja.txt"],
            ),
            (
                "aligned already",
                &["messages.po", "a.ja.txt"],
                &["messages.po"],
                &["a.ja.txt"],
            ),
            (
                "a name that only looks like a mark",
                &["end.txt", "jam.txt"],
                &[],
                &["end.txt", "jam.txt"],
            ),
        ] {
            let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
            let folder = Folder::of(&files);
            let shown = |paths: &Paths| {
                let paths = paths.all();
                let paths: Vec<String> = paths
                    .iter()
                    .map(|path| path.display().to_string())
                    .collect();
                paths.join(" + ")
            };
            let pairs: Vec<String> = folder.pairs.iter().map(shown).collect();
            assert_eq!(pairs, expected, "{title}");
            let left: Vec<&str> = folder
                .alone
                .iter()
                .filter_map(|path| path.to_str())
                .collect();
            assert_eq!(left, alone, "{title}");
        }
    }
}
