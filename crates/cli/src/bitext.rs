//! The bitext of the command line: a page, or a file for each side.
//!
//! In: paths. Out: a bitext, with a warning where a file looks wrong. O(bytes).

use std::io::Read;
use std::path::{Path, PathBuf};

use taiyaku::{Bitext, format, page};

use crate::failure::Failure;

/// The files of the two texts, the same in every subcommand.
#[derive(clap::Args)]
#[group(required = true, multiple = true)]
pub(crate) struct BitextArguments {
    /// A text file that holds both the translation and the original; `-` is standard input.
    page: Option<PathBuf>,
    /// The file of the English original.
    #[arg(long, value_name = "EN", requires = "target", conflicts_with = "page")]
    source: Option<PathBuf>,
    /// The file of the Japanese translation.
    #[arg(long, value_name = "JA", requires = "source", conflicts_with = "page")]
    target: Option<PathBuf>,
}

impl BitextArguments {
    /// The bitext, cut into segments.
    pub(crate) fn bitext(&self) -> Result<Bitext, Failure> {
        if self.target.is_some() {
            let [english, japanese] = self.sides()?;
            let names = self.inputs().map(|path| path.display().to_string());
            let names = names.collect::<Vec<_>>().join(" and ");
            let warnings = page::check_sides(&english, &japanese)
                .map_err(|error| Failure::new(format!("{names}: {error}")))?;
            for warning in warnings {
                eprintln!("warning: {names}: {warning}");
            }
            return Ok(Bitext::new(english, japanese));
        }
        let page = self.page();
        Bitext::from_page(text(page)?)
            .map_err(|error| Failure::new(format!("{}: {error}", page.display())))
    }

    /// The texts of two files.
    pub(crate) fn sides(&self) -> Result<[String; 2], Failure> {
        let side = |path: &Option<PathBuf>| text(path.as_deref().unwrap_or(Path::new("-")));
        let (source, target) = rayon::join(|| side(&self.source), || side(&self.target));
        Ok([source?, target?])
    }

    /// The files to read.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = &Path> {
        let paths = [&self.source, &self.target, &self.page];
        paths.into_iter().flatten().map(PathBuf::as_path)
    }

    fn page(&self) -> &Path {
        self.page.as_deref().unwrap_or(Path::new("-"))
    }

    /// A title for the text: the name of the target or the page, without `.txt`.
    pub(crate) fn title(&self) -> String {
        let path = self.target.as_deref().unwrap_or_else(|| self.page());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.trim_end_matches(".txt").to_owned()
    }
}

/// The text of a file, or of standard input.
fn text(path: &Path) -> Result<String, Failure> {
    if path != Path::new("-") {
        return Ok(format::text_file(path)?);
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::io("standard input", &error))?;
    Ok(format::decode(bytes, "standard input")?)
}
