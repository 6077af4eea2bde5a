//! The bitext of the command line: a page, or a file for each side, in any encoding.
//!
//! In: paths. Out: a bitext, of known beads if the file is aligned already, with a warning where a file looks wrong and a note
//! where it is not UTF-8. O(bytes).

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use taiyaku::format::{Encoding, Format, alike};
use taiyaku::segment::Segmenter;
use taiyaku::text::BlockKind;
use taiyaku::{Alignment, Bitext, Content, Language, page};

use crate::failure::Failure;
use crate::pairs::shared_name;
use crate::read::{Input, InputFormat, Original, Read};
use crate::strangers;

/// The two texts and how they are read, the same in every subcommand.
#[derive(clap::Args)]
#[group(skip)]
pub(crate) struct BitextArguments {
    #[command(flatten)]
    files: FileArguments,
    #[command(flatten)]
    reading: ReadingArguments,
}

/// The files of the two texts.
#[derive(clap::Args)]
#[group(required = true, multiple = true)]
struct FileArguments {
    /// A text file that holds both the translation and the original; `-` is standard input. A file in PO, XLIFF, TMX, TSV, CSV,
    /// XLSX, JSON Lines or hunalign's text is aligned already: its units are kept.
    page: Option<PathBuf>,
    /// The file of the English original.
    #[arg(long, value_name = "EN", requires = "target", conflicts_with = "page")]
    source: Option<PathBuf>,
    /// The file of the Japanese translation.
    #[arg(long, value_name = "JA", requires = "source", conflicts_with = "page")]
    target: Option<PathBuf>,
}

/// How the files of the two texts are read.
#[derive(clap::Args)]
#[group(skip)]
struct ReadingArguments {
    /// Format of the texts: text, markdown, html, subtitles (also srt, vtt, ass), aozora, docx, pptx, odt, epub or pdf
    /// [default: that of the name of each file, else text; subtitles and aozora are recognised in text].
    #[arg(long, value_name = "NAME")]
    format: Option<InputFormat>,
    /// Format of the original, if it is not that of --format.
    #[arg(
        long,
        value_name = "NAME",
        requires = "source",
        conflicts_with = "page"
    )]
    source_format: Option<InputFormat>,
    /// Format of the translation, if it is not that of --format.
    #[arg(
        long,
        value_name = "NAME",
        requires = "source",
        conflicts_with = "page"
    )]
    target_format: Option<InputFormat>,
    /// Encoding of the texts: utf-8, utf-16le, utf-16be, shift_jis (also cp932), euc-jp, iso-2022-jp or windows-1252
    /// [default: what each text looks like].
    #[arg(long, value_name = "NAME")]
    encoding: Option<Encoding>,
    /// Encoding of the original, if it is not that of --encoding.
    #[arg(
        long,
        value_name = "NAME",
        requires = "source",
        conflicts_with = "page"
    )]
    source_encoding: Option<Encoding>,
    /// Encoding of the translation, if it is not that of --encoding.
    #[arg(
        long,
        value_name = "NAME",
        requires = "source",
        conflicts_with = "page"
    )]
    target_encoding: Option<Encoding>,
    /// Exchange the two files: --source is the Japanese translation and --target the English original.
    #[arg(long, requires = "source", conflicts_with = "page")]
    swap: bool,
    /// Align the two files even if one has nothing in its language, or they look exchanged.
    #[arg(long, requires = "source", conflicts_with = "page")]
    force: bool,
}

impl BitextArguments {
    /// The bitext, cut into segments.
    pub(crate) fn bitext(&self) -> Result<Bitext, Failure> {
        if self.files.target.is_some() {
            return self.bitext_in([Language::English, Language::Japanese]);
        }
        let page = self.page();
        let format = match self.reading.format {
            Some(InputFormat::Known(format)) => Some(format),
            Some(InputFormat::Pdf) => None,
            None => Format::of_path(page),
        };
        if let Some(format) = format.filter(|format| format.is_bilingual()) {
            return self.aligned(page, format);
        }
        let input = Input::new(page, self.reading.encoding).in_format(self.reading.format);
        let content = noted(input.content()?);
        Bitext::from_page_content(content)
            .map_err(|error| Failure::new(format!("{}: {error}", page.display())))
    }

    /// The bitext of a file that is aligned already.
    fn aligned(&self, path: &Path, format: Format) -> Result<Bitext, Failure> {
        let bytes = match format.is_text() {
            true => Input::new(path, self.reading.encoding)
                .read()?
                .noted()
                .into_bytes(),
            false => {
                let read = fs::read(path);
                read.map_err(|error| Failure::io(path.display().to_string(), &error))?
            }
        };
        let bitext = format.read_bitext(&bytes);
        bitext.map_err(|error| Failure::new(format!("{}: {error}", path.display())))
    }

    /// The bitext of two files in two languages, cut into segments.
    pub(crate) fn bitext_in(&self, languages: [Language; 2]) -> Result<Bitext, Failure> {
        let contents = self.contents()?;
        if languages == [Language::English, Language::Japanese] {
            let [english, japanese] = contents.each_ref().map(prose);
            self.check(&english, &japanese)?;
        }
        let [source, target] = languages.map(Segmenter::new);
        let [of_source, of_target] = contents.map(Arc::new);
        Ok(Bitext::from_contents_with_segmenters(
            (&source, of_source),
            (&target, of_target),
        ))
    }

    /// The file that holds the translation, as it is.
    pub(crate) fn translation(&self) -> Result<Original, Failure> {
        let (files, reading) = (&self.files, &self.reading);
        let (path, encoding, format) = match (&files.source, &files.target) {
            (Some(source), Some(_)) if reading.swap => {
                (source, reading.source_encoding, reading.source_format)
            }
            (_, Some(target)) => (target, reading.target_encoding, reading.target_format),
            (_, None) => match &files.page {
                Some(page) => (page, None, None),
                None => return Err(no_file()),
            },
        };
        if path == Path::new("-") {
            return Err(no_file());
        }
        let input = Input::new(path, encoding.or(reading.encoding));
        input.in_format(format.or(reading.format)).original()
    }

    /// The bitext with another text of the file that holds the translation.
    pub(crate) fn with_translation(
        &self,
        bitext: &Bitext,
        format: Format,
        text: String,
    ) -> Result<Bitext, Failure> {
        let content = format.read(text).map_err(in_corrected)?;
        self.with_content(bitext, content)
    }

    /// The same with what a reader made of that file.
    pub(crate) fn with_content(
        &self,
        bitext: &Bitext,
        content: Content,
    ) -> Result<Bitext, Failure> {
        if self.files.target.is_none() {
            return Bitext::from_page_content(content).map_err(in_corrected);
        }
        // A text that needed no reader has no content.
        let source = match bitext.source().content() {
            Some(source) => source.clone(),
            None => Content::plain(bitext.source().shared_text()),
        };
        let [english, japanese] = [Language::English, Language::Japanese].map(Segmenter::new);
        let [source, target] = alike(source, content).map(Arc::new);
        Ok(Bitext::from_contents_with_segmenters(
            (&english, source),
            (&japanese, target),
        ))
    }

    /// What the readers make of two files: the original and the translation.
    fn contents(&self) -> Result<[Content; 2], Failure> {
        let reading = &self.reading;
        let side =
            |path: &Option<PathBuf>, encoding: Option<Encoding>, format: Option<InputFormat>| {
                let path = path.as_deref().unwrap_or(Path::new("-"));
                let input = Input::new(path, encoding.or(reading.encoding));
                input.in_format(format.or(reading.format)).content()
            };
        let (source, target) = rayon::join(
            || {
                side(
                    &self.files.source,
                    reading.source_encoding,
                    reading.source_format,
                )
            },
            || {
                side(
                    &self.files.target,
                    reading.target_encoding,
                    reading.target_format,
                )
            },
        );
        let [source, target] = [source?, target?].map(noted);
        let mut sides = alike(source, target);
        if reading.swap {
            sides.reverse();
        }
        Ok(sides)
    }

    /// The texts of two files: the original and the translation.
    pub(crate) fn sides(&self) -> Result<[String; 2], Failure> {
        let reading = &self.reading;
        let source = (&self.files.source, reading.source_encoding);
        let target = (&self.files.target, reading.target_encoding);
        let side = |(path, encoding): (&Option<PathBuf>, Option<Encoding>)| {
            let path = path.as_deref().unwrap_or(Path::new("-"));
            Input::new(path, encoding.or(reading.encoding)).read()
        };
        let (source, target) = rayon::join(|| side(source), || side(target));
        let mut sides = [source?, target?].map(Read::noted);
        if reading.swap {
            sides.reverse();
        }
        Ok(sides)
    }

    /// Prints a warning for each side that looks like another language. Fails only where the sides look exchanged or a side
    /// has nothing in its language, unless --force is given.
    fn check(&self, english: &str, japanese: &str) -> Result<(), Failure> {
        let names = self.names();
        match page::check_sides(english, japanese) {
            Ok(warnings) => {
                for warning in warnings {
                    say!("warning: {names}: {warning}");
                }
                Ok(())
            }
            Err(error) if self.reading.force => {
                say!("warning: {names}: {error}");
                Ok(())
            }
            Err(error) => {
                let go_on = match page::check_sides(japanese, english) {
                    Ok(_) => "--swap exchanges the two files, --force aligns them as they are",
                    Err(_) => "--force aligns them as they are",
                };
                Err(Failure::new(format!("{names}: {error}; {go_on}")))
            }
        }
    }

    /// Prints a warning if the texts hardly translate each other.
    pub(crate) fn warn_of_strangers(&self, bitext: &Bitext, alignment: &Alignment) {
        if let Some(warning) = strangers::warning(bitext, alignment) {
            say!("warning: {}: {warning}", self.names());
        }
    }

    /// The files, as warnings name them.
    fn names(&self) -> String {
        let names = self.inputs().map(|path| path.display().to_string());
        names.collect::<Vec<_>>().join(" and ")
    }

    /// The files to read.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = &Path> {
        let paths = [&self.files.source, &self.files.target, &self.files.page];
        paths.into_iter().flatten().map(PathBuf::as_path)
    }

    /// Whether --swap exchanges the two files.
    pub(crate) fn is_swapped(&self) -> bool {
        self.reading.swap
    }

    fn page(&self) -> &Path {
        self.files.page.as_deref().unwrap_or(Path::new("-"))
    }

    /// The names of the files of the original and of the translation, for other programs. A page has one file for both.
    pub(crate) fn file_names(&self) -> [String; 2] {
        let files = &self.files;
        let sides = match (&files.source, &files.target) {
            (Some(source), Some(target)) if self.reading.swap => [target, source],
            (Some(source), Some(target)) => [source, target],
            _ => match &files.page {
                Some(page) => [page, page],
                None => return [String::new(), String::new()],
            },
        };
        sides.map(|path| shared_name(path))
    }

    /// A title for the text: the name of the translation or the page, without `.txt`.
    pub(crate) fn title(&self) -> String {
        let target = match self.reading.swap {
            true => &self.files.source,
            false => &self.files.target,
        };
        let path = target.as_deref().unwrap_or_else(|| self.page());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.trim_end_matches(".txt").to_owned()
    }
}

fn in_corrected(error: taiyaku::Error) -> Failure {
    Failure::new(format!("the corrected text: {error}"))
}

fn no_file() -> Failure {
    Failure::new("--corrected: expected a file that holds the translation, found standard input")
}

/// The content that was read. Prints the note on standard error.
fn noted((content, note): (Content, Option<String>)) -> Content {
    if let Some(note) = note {
        say!("{note}");
    }
    content
}

/// The text of a content without its code, which is in no language.
pub(crate) fn prose(content: &Content) -> String {
    let blocks = content
        .blocks()
        .iter()
        .filter(|block| block.kind != BlockKind::Code);
    let texts: Vec<&str> = blocks.map(|block| block.span.of(content.text())).collect();
    texts.join("\n")
}
