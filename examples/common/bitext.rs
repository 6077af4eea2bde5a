//! The bitext that the command line names: a page, or a file for each side.

use std::path::{Path, PathBuf};

use taiyaku::page;
use taiyaku::{Bitext, format};

use crate::failure::Failure;

/// The page that is taken when no file is named.
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples/article.page.txt");

/// Where the two texts are, the same in every example.
#[derive(clap::Args)]
pub(crate) struct BitextArguments {
    /// A text file that carries the translation and the original [default: a sample].
    page: Option<PathBuf>,
    /// The English original, in a file of its own.
    #[arg(long, value_name = "EN", requires = "target", conflicts_with = "page")]
    source: Option<PathBuf>,
    /// The Japanese translation, in a file of its own.
    #[arg(long, value_name = "JA", requires = "source", conflicts_with = "page")]
    target: Option<PathBuf>,
}

impl BitextArguments {
    pub(crate) fn bitext(&self) -> Result<Bitext, Failure> {
        if let (Some(source), Some(target)) = (&self.source, &self.target) {
            let (english, japanese) =
                rayon::join(|| format::text_file(source), || format::text_file(target));
            let (english, japanese) = (english?, japanese?);
            let names = format!("{} and {}", source.display(), target.display());
            let warnings = page::check_sides(&english, &japanese)
                .map_err(|error| Failure::new(format!("{names}: {error}")))?;
            for warning in warnings {
                eprintln!("warning: {names}: {warning}");
            }
            return Ok(Bitext::new(english, japanese));
        }
        let page = self.page();
        Bitext::from_page(format::text_file(page)?)
            .map_err(|error| Failure::new(format!("{}: {error}", page.display())))
    }

    /// The files that are read.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = &Path> {
        let sides = [self.source.as_deref(), self.target.as_deref()];
        let page = self.target.is_none().then(|| self.page());
        sides.into_iter().flatten().chain(page)
    }

    fn page(&self) -> &Path {
        self.page.as_deref().unwrap_or(Path::new(SAMPLE))
    }

    /// The name of the file that a person would call the text by.
    #[allow(dead_code, reason = "not every example shows a title")]
    pub(crate) fn title(&self) -> String {
        let path = self.target.as_deref().unwrap_or_else(|| self.page());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.trim_end_matches(".txt").to_owned()
    }
}
