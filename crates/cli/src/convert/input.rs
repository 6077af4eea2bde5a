//! The input of `convert`: one file of pairs, or those that belong together.
//!
//! In: a path, and the texts that it numbers. Out: a bitext whose beads are known, with the notes of a person; or a failure that
//! names the file. O(bytes).

use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use taiyaku::format::{Encoding, NotedBitext, ladder, moses, vecalign, xces};
use taiyaku::{Alignment, Bitext, Document, Language};

use crate::failure::Failure;
use crate::lines::Lines;
use crate::pairs::sides;
use crate::read::{Input, InputFormat};

/// A format that `convert` reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InputForm {
    /// A file that holds both texts.
    One(InputFormat),
    Moses,
    Ladder,
    Vecalign,
    Xces,
}

impl FromStr for InputForm {
    type Err = taiyaku::Error;

    fn from_str(name: &str) -> taiyaku::Result<Self> {
        Ok(match name.to_ascii_lowercase().as_str() {
            "moses" => InputForm::Moses,
            "ladder" => InputForm::Ladder,
            "vecalign" => InputForm::Vecalign,
            "xces" => InputForm::Xces,
            _ => InputForm::One(name.parse()?),
        })
    }
}

impl InputForm {
    /// The format that the extension of a path names. `suffixes` are those of the two sides of a pair of files.
    fn of_path(path: &Path, suffixes: &[String; 2]) -> Result<InputForm, Failure> {
        let end = path.extension().and_then(|end| end.to_str());
        let end = end.unwrap_or_default().to_ascii_lowercase();
        match end.as_str() {
            "moses" => Ok(InputForm::Moses),
            "ladder" => Ok(InputForm::Ladder),
            "vecalign" => Ok(InputForm::Vecalign),
            "xces" => Ok(InputForm::Xces),
            end if suffixes.iter().any(|suffix| suffix == end) => Ok(InputForm::Moses),
            _ => match InputFormat::of_path(path) {
                Some(format) => Ok(InputForm::One(format)),
                None if path == Path::new("-") => Err(Failure::new(
                    "standard input: expected --from, which names the format".to_owned(),
                )),
                None => Err(Failure::new(format!(
                    "{}: expected the name of a file of pairs, such as pairs.tsv or memory.tmx; --from names the format",
                    path.display()
                ))),
            },
        }
    }
}

/// What to read.
pub(crate) struct ConvertInput {
    form: InputForm,
    /// The file that is named.
    path: PathBuf,
    /// The texts of the two sides, if they are files of their own.
    texts: Option<[PathBuf; 2]>,
    encoding: Option<Encoding>,
}

impl ConvertInput {
    /// Finds the format, and the files that belong to it.
    pub(crate) fn of(
        path: &Path,
        named: Option<InputForm>,
        texts: Option<[PathBuf; 2]>,
        encoding: Option<Encoding>,
        suffixes: &[String; 2],
    ) -> Result<ConvertInput, Failure> {
        let form = match named {
            Some(form) => form,
            None => InputForm::of_path(path, suffixes)?,
        };
        let texts = match (form, texts) {
            (InputForm::One(_), Some(_)) => {
                return Err(Failure::new(format!(
                    "{}: expected no --source and --target, since the file holds both texts",
                    path.display()
                )));
            }
            (InputForm::Ladder | InputForm::Vecalign, None) => {
                return Err(Failure::new(format!(
                    "{}: expected --source and --target, the texts whose lines it numbers",
                    path.display()
                )));
            }
            (InputForm::Moses, None) => <[PathBuf; 2]>::try_from(sides(path, suffixes, "")).ok(),
            (InputForm::Xces, None) => Some(documents_of(path, encoding)?),
            (_, texts) => texts,
        };
        Ok(ConvertInput {
            form,
            path: path.to_path_buf(),
            texts,
            encoding,
        })
    }

    /// The files to read.
    pub(crate) fn files(&self) -> Vec<&Path> {
        let texts = self.texts.iter().flatten().map(PathBuf::as_path);
        match self.form {
            InputForm::Moses => texts.collect(),
            _ => [self.path.as_path()].into_iter().chain(texts).collect(),
        }
    }

    /// Reads the pairs and their notes.
    pub(crate) fn read(&self) -> Result<NotedBitext, Failure> {
        match self.form {
            InputForm::One(format) => self.one(format),
            _ => self.several().map(NotedBitext::from),
        }
    }

    /// Reads files that belong together.
    fn several(&self) -> Result<Bitext, Failure> {
        let named =
            |error: taiyaku::Error| -> Failure { error.at(self.path.display().to_string()).into() };
        match self.form {
            InputForm::One(_) => unreachable!("one file"),
            InputForm::Moses => {
                let [source, target] = self.two_texts()?;
                moses::read(&source, &target).map_err(named)
            }
            InputForm::Ladder => self.numbered(ladder::read),
            InputForm::Vecalign => self.numbered(vecalign::read),
            InputForm::Xces => {
                let text = self.text(&self.path)?;
                let [source, target] = self.two_texts()?;
                xces::read(&text, &source, &target).map_err(named)
            }
        }
    }

    fn one(&self, format: InputFormat) -> Result<NotedBitext, Failure> {
        let place = self.path.display().to_string();
        let named = |error: taiyaku::Error| Failure::new(format!("{place}: {error}"));
        match format {
            InputFormat::Known(format) if format.is_bilingual() => {
                let input = Input::new(&self.path, self.encoding);
                let bytes = match format.is_text() {
                    true => input.read()?.noted().into_bytes(),
                    false => input.bytes()?,
                };
                format.read_noted(&bytes).map_err(named)
            }
            _ => {
                let input = Input::new(&self.path, self.encoding).in_format(Some(format));
                let (content, note) = input.content()?;
                if let Some(note) = note {
                    say!("{note}");
                }
                say!("note: {place}: no file of pairs; its two texts are aligned");
                let bitext = Bitext::from_page_content(content).map_err(named)?;
                Ok(bitext.into())
            }
        }
    }

    fn text(&self, path: &Path) -> Result<String, Failure> {
        Ok(Input::new(path, self.encoding).read()?.noted())
    }

    fn two_texts(&self) -> Result<[String; 2], Failure> {
        let texts = self.texts.as_ref().expect("the form has texts");
        let [source, target] = texts.each_ref().map(|path| self.text(path));
        Ok([source?, target?])
    }

    /// Reads a file that numbers the lines of two texts.
    fn numbered(
        &self,
        read: fn(&str, &str) -> taiyaku::Result<Alignment>,
    ) -> Result<Bitext, Failure> {
        let place = self.path.display().to_string();
        let of_lines = read(&self.text(&self.path)?, &place)?;
        let [source, target] = self.two_texts()?;
        let (source, source_lines) = Lines::read(&source, Language::English);
        let (target, target_lines) = Lines::read(&target, Language::Japanese);
        let lines = [&source_lines, &target_lines];
        bitext(source, target, lines, &of_lines)
            .map_err(|message| Failure::new(format!("{place}: {message}")))
    }
}

/// The paths of the texts that an XCES file names, which are relative to its folder.
fn documents_of(path: &Path, encoding: Option<Encoding>) -> Result<[PathBuf; 2], Failure> {
    let text = Input::new(path, encoding).read()?.noted();
    let names = xces::document_names(&text);
    let names = names.map_err(|error| Failure::from(error.at(path.display().to_string())))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let [source, target] = names.map(|name| {
        let document = folder.join(&name);
        let is_below = Path::new(&name)
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        match is_below && document.is_file() {
            true => Ok(document),
            false => Err(Failure::new(format!(
                "{}: expected its documents beside it, found none of the name {name:?}; --source and --target name them",
                path.display()
            ))),
        }
    });
    Ok([source?, target?])
}

/// The bitext of two texts of lines, whose beads are those of an alignment of the lines. Lines without a segment are in no bead.
fn bitext(
    source: Document,
    target: Document,
    [source_lines, target_lines]: [&Lines; 2],
    of_lines: &Alignment,
) -> Result<Bitext, String> {
    let beads = of_lines.beads();
    let last = beads
        .last()
        .map_or([0, 0], |bead| [bead.source.end, bead.target.end]);
    let sides = [("original", source_lines), ("translation", target_lines)];
    for ((name, lines), n_numbered) in sides.into_iter().zip(last) {
        let n_lines = lines.len();
        if n_lines != n_numbered {
            return Err(format!(
                "expected the lines of its texts, found {n_numbered} lines of the {name} in it and {n_lines} in the text"
            ));
        }
    }
    let (mut known, mut confidences) = (Vec::new(), Vec::new());
    for bead in beads {
        let source = source_lines.segments(&bead.source);
        let target = target_lines.segments(&bead.target);
        if !source.is_empty() || !target.is_empty() {
            known.push((source, target));
            confidences.push(bead.confidence);
        }
    }
    let bitext = Bitext::from_documents(source, target).with_known_beads(known);
    Ok(bitext.with_known_confidences(confidences))
}
