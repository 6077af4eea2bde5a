//! What the review page and its way back share: checks with the glossary of the command line, and writing.

use std::io::Write;
use std::path::{Path, PathBuf};

use taiyaku::review::{ReviewOptions, read_ignored, review_with_names};
use taiyaku::revise::Reviewed;
use taiyaku::revise::{self, ReviewSheet};
use taiyaku::{Alignment, Anchored};

use crate::failure::Failure;
use crate::lexicon::{LexiconArguments, reader};

/// Options of the checks, the same in every example.
#[derive(clap::Args)]
pub(crate) struct ReviewArguments {
    #[command(flatten)]
    pub(crate) lexicon: LexiconArguments,
    /// Findings to ignore: a file of their ids, one a line.
    #[arg(long, value_name = "FILE")]
    ignore: Option<PathBuf>,
}

impl ReviewArguments {
    /// The files that are read.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = &Path> {
        self.lexicon.inputs().chain(self.ignore.as_deref())
    }

    /// The review with those findings ignored that the command line names.
    pub(crate) fn ignoring(&self, reviewed: Reviewed) -> Result<Reviewed, Failure> {
        let Some(path) = &self.ignore else {
            return Ok(reviewed);
        };
        let ids = read_ignored(reader(path)?)
            .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
        Ok(reviewed.ignore(ids))
    }
}

/// Reviews an alignment and gives the sheet to `write`.
pub(crate) fn with_sheet<T>(
    anchored: &Anchored,
    alignment: &Alignment,
    reviewed: &Reviewed,
    write: impl FnOnce(&ReviewSheet<'_>) -> T,
) -> T {
    let options = ReviewOptions::default();
    let (findings, names) = review_with_names(anchored, alignment, &options);
    let sheet = ReviewSheet::new(anchored.bitext(), alignment, &findings, reviewed);
    write(&sheet.with_names(&names))
}

/// Writes the page of a sheet.
pub(crate) fn write_page(
    sheet: &ReviewSheet<'_>,
    title: &str,
    anchored: &Anchored,
    out: &mut dyn Write,
) -> taiyaku::Result<()> {
    revise::write_page(sheet, title, anchored, out)
}
