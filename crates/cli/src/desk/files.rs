//! The files of a project: bytes with their name, format and encoding, and the bitext that they make.
//!
//! In: bytes. Out: a bitext, with warnings where a file looks wrong. O(bytes).

use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use taiyaku::format::{Encoding, Format, alike, decode_as};
use taiyaku::segment::Segmenter;
use taiyaku::{Aligner, Bitext, Content, Glossary, Language, Lexicon, page};

use crate::bitext::prose;
use crate::failure::Failure;
use crate::read::{Input, InputFormat};

/// Characters of a name that are kept.
const MOST_CHARACTERS: usize = 120;

/// A file as it was given.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// Its name, for people; never a path.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) format: InputFormat,
    /// None if it is no text.
    pub(super) encoding: Option<Encoding>,
}

/// What the state of a project says of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct About {
    pub(super) name: String,
    /// The name in the project's folder.
    pub(super) file: String,
    pub(super) format: String,
    pub(super) encoding: Option<String>,
}

impl Source {
    /// A file in the format that its name and its bytes tell.
    pub(super) fn new(name: &str, bytes: Vec<u8>) -> Result<Source, Failure> {
        let name = plain_name(name);
        let original = Input::new(Path::new(&name), None).original_of(bytes)?;
        Ok(Source {
            name,
            bytes: original.bytes,
            format: original.format,
            encoding: original.encoding,
        })
    }

    /// The same file, read in another format.
    pub(super) fn in_format(&self, name: &str) -> Result<Source, Failure> {
        let format = format_of(name)?;
        if format == self.format {
            return Ok(self.clone());
        }
        let input = Input::new(Path::new(&self.name), None).in_format(Some(format));
        let original = input.original_of(self.bytes.clone())?;
        let (format, encoding) = (original.format, original.encoding);
        Ok(Source {
            format,
            encoding,
            ..self.clone()
        })
    }

    /// The file as the state of a project has it.
    pub(super) fn of(about: &About, bytes: Vec<u8>) -> Result<Source, Failure> {
        let encoding = about
            .encoding
            .as_deref()
            .map(Encoding::from_str)
            .transpose()?;
        Ok(Source {
            name: about.name.clone(),
            bytes,
            format: format_of(&about.format)?,
            encoding,
        })
    }

    /// What the state says of it. `role` is its name in the folder.
    pub(super) fn about(&self, role: &str) -> About {
        let end = Path::new(&self.name)
            .extension()
            .and_then(|end| end.to_str());
        let end =
            end.filter(|end| end.len() <= 10 && end.bytes().all(|c| c.is_ascii_alphanumeric()));
        About {
            name: self.name.clone(),
            file: format!("{role}.{}", end.unwrap_or("txt").to_ascii_lowercase()),
            format: format_name(self.format).to_owned(),
            encoding: self.encoding.map(|encoding| encoding.to_string()),
        }
    }

    /// What the reader of the format makes of it.
    pub(super) fn content(&self) -> Result<Content, Failure> {
        let input = Input::new(Path::new(&self.name), self.encoding).in_format(Some(self.format));
        Ok(input.parse(self.bytes.clone())?.0)
    }

    /// Its text.
    pub(super) fn text(&self) -> Result<String, Failure> {
        let encoding = self.encoding.unwrap_or(Encoding::Utf8);
        Ok(decode_as(self.bytes.clone(), encoding, &self.name)?)
    }

    /// The format, if the library knows it.
    pub(super) fn known_format(&self) -> Option<Format> {
        match self.format {
            InputFormat::Known(format) => Some(format),
            InputFormat::Pdf => None,
        }
    }
}

/// The two texts of a project.
#[derive(Debug, Clone)]
pub(super) enum Texts {
    /// A file for each.
    Two {
        source: Arc<Source>,
        target: Arc<Source>,
    },
    /// A page or a file of pairs.
    One(Arc<Source>),
}

impl Texts {
    /// The file that holds the translation.
    pub(super) fn target(&self) -> &Source {
        match self {
            Texts::Two { target, .. } => target,
            Texts::One(both) => both,
        }
    }

    /// A title for the project.
    pub(super) fn title(&self) -> String {
        let name = &self.target().name;
        let stem = Path::new(name).file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    }

    /// The names of the files of the original and of the translation.
    pub(super) fn names(&self) -> [String; 2] {
        match self {
            Texts::Two { source, target } => [source.name.clone(), target.name.clone()],
            Texts::One(both) => [both.name.clone(), both.name.clone()],
        }
    }

    /// The bitext, with warnings where a file looks wrong.
    pub(super) fn bitext(&self) -> Result<(Bitext, Vec<String>), Failure> {
        let (source, target) = match self {
            Texts::One(both) => return Ok((both.bitext()?, Vec::new())),
            Texts::Two { source, target } => {
                let (source, target) = rayon::join(|| source.content(), || target.content());
                alike(source?, target?).into()
            }
        };
        let warnings = match page::check_sides(&prose(&source), &prose(&target)) {
            Ok(warnings) => warnings.iter().map(ToString::to_string).collect(),
            Err(error) => vec![error.to_string()],
        };
        Ok((bitext_of(Arc::new(source), Arc::new(target)), warnings))
    }
}

impl Source {
    /// The bitext of a file that holds both texts.
    fn bitext(&self) -> Result<Bitext, Failure> {
        let named = |error: taiyaku::Error| Failure::new(format!("{}: {error}", self.name));
        match self.known_format().filter(|format| format.is_bilingual()) {
            Some(format) if format.is_text() => {
                format.read_bitext(self.text()?.as_bytes()).map_err(named)
            }
            Some(format) => format.read_bitext(&self.bytes).map_err(named),
            None => Bitext::from_page_content(self.content()?).map_err(named),
        }
    }
}

fn bitext_of(source: Arc<Content>, target: Arc<Content>) -> Bitext {
    let [english, japanese] = [Language::English, Language::Japanese].map(Segmenter::new);
    Bitext::from_contents_with_segmenters((&english, source), (&japanese, target))
}

/// An aligner with a glossary.
pub(super) fn aligner(glossary: Option<&Source>) -> Result<Aligner, Failure> {
    let Some(glossary) = glossary else {
        return Ok(Aligner::new());
    };
    let text = glossary.text()?;
    let named = |error| Failure::new(format!("{}: {error}", glossary.name));
    let mut lexicon = Lexicon::clone(Aligner::new().lexicon());
    lexicon.merge(&Lexicon::from_reader(text.as_bytes()).map_err(named)?);
    let terms = Glossary::from_reader(text.as_bytes()).map_err(named)?;
    Ok(Aligner::builder().lexicon(lexicon).glossary(terms).build())
}

/// The name of a format.
pub(super) fn format_name(format: InputFormat) -> &'static str {
    match format {
        InputFormat::Known(format) => format.name(),
        InputFormat::Pdf => "pdf",
    }
}

fn format_of(name: &str) -> Result<InputFormat, Failure> {
    Ok(InputFormat::from_str(name)?)
}

/// The last part of a name, without what no file system wants.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_plain = |c: &char| !c.is_control() && !r#"<>:"|?*"#.contains(*c);
    let plain: String = last.chars().filter(is_plain).collect();
    let plain = plain.trim().trim_start_matches('.');
    let n = plain.chars().count();
    // The end of the name names the format.
    let plain: String = plain
        .chars()
        .skip(n.saturating_sub(MOST_CHARACTERS))
        .collect();
    match plain.is_empty() {
        true => "file.txt".to_owned(),
        false => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_path() {
        for (name, given, expected) in [
            ("plain", "雨 1.docx", "雨 1.docx"),
            ("a path", "../../etc/passwd", "passwd"),
            ("of Windows", r"C:\a\b.txt", "b.txt"),
            ("hidden", "..", "file.txt"),
            ("control characters", "a\n\u{0}b.md", "ab.md"),
            ("nothing", "", "file.txt"),
        ] {
            assert_eq!(plain_name(given), expected, "{name}");
        }
    }
}
