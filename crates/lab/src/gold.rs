//! The files of a gold folder and of a folder of predictions. Errors name the file and the line.

use std::fs;
use std::path::Path;

use taiyaku::Bitext;
use taiyaku::format::{Format, alike, to_file};

use taiyaku_cli::failure::Failure;

use crate::score::{Gold, Predicted, Span};

/// How the texts of a gold document are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// As text in no format.
    AsText,
    /// In the format that the name of the document begins with, as in `md-guide` and `srt-talk`; else as a text file.
    ByName,
}

impl Reading {
    /// The format of a document of that name.
    fn format(self, name: &str) -> Option<Format> {
        let by_name = || {
            let kind = name.split('-').next()?;
            kind.parse().ok().filter(|format: &Format| format.is_text())
        };
        match self {
            Reading::AsText => None,
            Reading::ByName => Some(by_name().unwrap_or(Format::Text)),
        }
    }
}

/// The texts of a gold document.
#[derive(Debug)]
pub enum Texts {
    /// A file for each side.
    Sides {
        /// The format of both, if they are in one.
        format: Option<Format>,
        /// The English original.
        source: String,
        /// The Japanese translation.
        target: String,
    },
    /// Both languages in one text, in which the spans of both sides count.
    Page {
        /// The name of the file.
        name: String,
        /// The text.
        text: String,
    },
}

impl Texts {
    /// The texts of a document of a gold folder.
    ///
    /// # Errors
    ///
    /// If a file cannot be read; the error names it.
    pub fn read(folder: &Path, name: &str, reading: Reading) -> Result<Texts, Failure> {
        let page = folder.join(format!("{name}.page.txt"));
        if page.exists() {
            return Ok(Texts::Page {
                name: page.display().to_string(),
                text: read(&page)?,
            });
        }
        let source = read(&folder.join(format!("{name}.en.txt")))?;
        let target = read(&folder.join(format!("{name}.ja.txt")))?;
        Ok(Texts::Sides {
            format: reading.format(name),
            source,
            target,
        })
    }

    /// The texts, cut into segments.
    ///
    /// # Errors
    ///
    /// If they are one page on which the sides are not found, or damaged.
    pub fn bitext(&self) -> Result<Bitext, Failure> {
        match self {
            Texts::Sides {
                format: None,
                source,
                target,
            } => Ok(Bitext::new(source.as_str(), target.as_str())),
            Texts::Sides {
                format: Some(format),
                source,
                target,
            } => {
                let [source, target] = [source, target].map(|text| format.read(text.as_str()));
                let [source, target] = alike(source?, target?);
                Ok(Bitext::from_contents(source, target))
            }
            Texts::Page { name, text } => Bitext::from_page(text.as_str())
                .map_err(|error| Failure::new(format!("{name}: {error}"))),
        }
    }

    /// The two sides as the gold counts them: of a page each side is what the gold has segments of.
    pub fn sides(&self, gold: &Gold) -> [String; 2] {
        match self {
            Texts::Sides { source, target, .. } => [source.clone(), target.clone()],
            Texts::Page { text, .. } => [&gold.en_segments, &gold.ja_segments]
                .map(|segments| blanked_outside(text, segments)),
        }
    }

    /// The length of the texts.
    pub fn n_bytes(&self) -> usize {
        match self {
            Texts::Sides { source, target, .. } => source.len() + target.len(),
            Texts::Page { text, .. } => text.len(),
        }
    }
}

/// The text with a space for every character outside the segments, which are in order.
fn blanked_outside(text: &str, segments: &[Span]) -> String {
    let mut segments = segments.iter().peekable();
    let characters = text.chars().zip(0i64..).map(|(c, position)| {
        while segments.next_if(|segment| segment.1 <= position).is_some() {}
        let inside = segments.peek().is_some_and(|segment| segment.0 <= position);
        if inside { c } else { ' ' }
    });
    characters.collect()
}

/// The names of the documents of a gold folder, in order.
///
/// # Errors
///
/// If the folder cannot be read; the error names it.
pub fn names(folder: &Path) -> Result<Vec<String>, Failure> {
    let in_folder = |error| Failure::io(folder.display(), &error);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(in_folder)? {
        let file = entry.map_err(in_folder)?.file_name();
        let name = file
            .to_str()
            .and_then(|file| file.strip_suffix(".gold.json"));
        names.extend(name.map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

/// The gold of a document of a gold folder.
///
/// # Errors
///
/// If the file cannot be read or is not gold; the error names it.
pub fn read_gold(folder: &Path, name: &str) -> Result<Gold, Failure> {
    let file = folder.join(format!("{name}.gold.json"));
    serde_json::from_str(&read(&file)?)
        .map_err(|error| Failure::new(format!("{}: {error}", file.display())))
}

/// The text as it is: gold spans count a byte order mark too.
///
/// # Errors
///
/// If the file cannot be read; the error names it.
pub fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::io(path.display(), &error))
}

/// The predictions of a file; none if it is not there.
///
/// # Errors
///
/// If the file cannot be read; the error names it and the line.
pub fn read_predictions(path: &Path) -> Result<Option<Vec<Predicted>>, Failure> {
    if !path.exists() {
        return Ok(None);
    }
    let text = read(path)?;
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    let beads = lines.map(|(k, line)| {
        serde_json::from_str(line)
            .map_err(|error| Failure::new(format!("{}: line {}: {error}", path.display(), k + 1)))
    });
    beads.collect::<Result<_, _>>().map(Some)
}

/// Writes the predictions of a document, one a line.
///
/// # Errors
///
/// If the file cannot be written; it is then as it was before.
pub fn save_predictions(path: &Path, predicted: &[Predicted]) -> Result<(), Failure> {
    let mut text = String::new();
    for bead in predicted {
        text.push_str(&serde_json::to_string(bead).expect("plain values have a JSON form"));
        text.push('\n');
    }
    Ok(to_file(path, |out| Ok(out.write_all(text.as_bytes())?))?)
}
