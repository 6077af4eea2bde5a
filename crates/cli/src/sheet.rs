//! What `review` and `realign` share: the texts, the checks, and the output as page, table or JSON.
//!
//! In: options. Out: a review in one of three formats. O(bytes).

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use taiyaku::review::{ReviewOptions, read_ignored, review_with_names};
use taiyaku::revise::{ReviewSheet, Reviewed, long_cells, write_json, write_page, write_table};
use taiyaku::{Alignment, Anchored};

use crate::bitext::BitextArguments;
use crate::checks::ChecksArguments;
use crate::failure::Failure;
use crate::form;
use crate::lexicon::{LexiconArguments, reader};
use crate::output::{Output, OutputArguments};
use crate::threads::ThreadsArguments;

/// Options of a review.
#[derive(clap::Args)]
pub(crate) struct SheetArguments {
    #[command(flatten)]
    pub(crate) bitext: BitextArguments,
    #[command(flatten)]
    output: OutputArguments,
    /// Format of the output [default: the extension of the output, or html].
    #[arg(short, long, value_enum)]
    form: Option<Form>,
    /// Title of the page [default: the name of the file].
    #[arg(long)]
    title: Option<String>,
    #[command(flatten)]
    pub(crate) threads: ThreadsArguments,
    #[command(flatten)]
    pub(crate) lexicon: LexiconArguments,
    /// A file with the ids of findings to ignore, one a line.
    #[arg(long, value_name = "FILE")]
    ignore: Option<PathBuf>,
    #[command(flatten)]
    checks: ChecksArguments,
}

/// The format of the output.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Form {
    /// The review page.
    Html,
    /// A table for a spreadsheet. `realign` reads it back.
    Tsv,
    /// The JSON that the page exports. `realign` reads it back.
    Json,
}

/// The output of a review, checked before any work.
pub(crate) struct Destination {
    form: Form,
    output: Output,
    title: String,
    options: ReviewOptions,
}

impl SheetArguments {
    /// The output, checked against all inputs and `more`.
    pub(crate) fn destination(&self, more: Option<&Path>) -> Result<Destination, Failure> {
        let output = self.output.other_than(self.inputs().chain(more))?;
        let form = form::of(self.form, &self.output)?;
        let title = self.title.clone().unwrap_or_else(|| self.bitext.title());
        Ok(Destination {
            form,
            output,
            title,
            options: self.checks.options()?,
        })
    }

    /// All files that are read, but for a reviewed one.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = &Path> {
        let inputs = self.bitext.inputs().chain(self.lexicon.inputs());
        inputs.chain(self.ignore.as_deref())
    }

    /// The file of the output. None for standard output.
    pub(crate) fn output(&self) -> Option<&Path> {
        self.output.path()
    }

    /// The review without the findings that `--ignore` lists.
    pub(crate) fn ignoring(&self, reviewed: Reviewed) -> Result<Reviewed, Failure> {
        let Some(path) = &self.ignore else {
            return Ok(reviewed);
        };
        let ids = read_ignored(reader(path)?)
            .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
        Ok(reviewed.ignore(ids))
    }
}

impl Destination {
    /// Reviews an alignment and writes the result.
    pub(crate) fn write(
        &self,
        anchored: &Anchored,
        alignment: &Alignment,
        reviewed: &Reviewed,
    ) -> Result<(), Failure> {
        let (findings, names) = review_with_names(anchored, alignment, &self.options);
        let sheet = ReviewSheet::new(anchored.bitext(), alignment, &findings, reviewed);
        let sheet = sheet.with_names(&names);
        if matches!(self.form, Form::Tsv) {
            warn_of_long_cells(&sheet);
        }
        self.output.write(|out: &mut dyn Write| match self.form {
            Form::Html => write_page(&sheet, &self.title, anchored, out),
            Form::Tsv => write_table(&sheet, out),
            Form::Json => write_json(&sheet, out),
        })
    }
}

/// Excel shows only the beginning of a long cell, and loses the rest when it saves the table.
fn warn_of_long_cells(sheet: &ReviewSheet<'_>) {
    for cell in long_cells(sheet) {
        let (row, column, length) = (cell.row, cell.column, cell.length);
        say!(
            "warning: row {row}: {column} has {length} characters; Excel shows 32767 of a cell and drops the rest"
        );
    }
}
