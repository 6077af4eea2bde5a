//! What `review` and `realign` share: the texts, the checks, and the output as page, table, report or pairs.
//!
//! In: options. Out: a review in the format of the output. O(bytes).

mod form;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use taiyaku::format::{Losses, report, sarif};
use taiyaku::review::{ReviewOptions, read_ignored, review_with_names};
use taiyaku::revise::{
    ReviewSheet, Reviewed, long_cells, write_json, write_page, write_table, write_workbook,
};
use taiyaku::{Aligner, Alignment, Anchored};

use crate::bitext::BitextArguments;
use crate::checks::ChecksArguments;
use crate::failure::Failure;
use crate::lexicon::{LexiconArguments, reader};
use crate::output::OutputArguments;
use crate::pairs::{HeadArguments, Outputs, Pairs, say_losses};
use crate::sheet::form::ReviewForm;
use crate::threads::ThreadsArguments;

/// Options of a review.
#[derive(clap::Args)]
pub(crate) struct SheetArguments {
    #[command(flatten)]
    pub(crate) bitext: BitextArguments,
    #[command(flatten)]
    output: OutputArguments,
    /// Format of the output [default: that of the name of the output, or html].
    #[arg(short, long, value_enum)]
    form: Option<ReviewForm>,
    #[command(flatten)]
    head: HeadArguments,
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

/// The output of a review, checked before any work.
pub(crate) struct Destination<'a> {
    arguments: &'a SheetArguments,
    form: ReviewForm,
    outputs: Outputs,
    title: String,
    options: ReviewOptions,
}

impl SheetArguments {
    /// The output, checked against all inputs and `more`.
    pub(crate) fn destination(&self, more: Option<&Path>) -> Result<Destination<'_>, Failure> {
        let inputs: Vec<&Path> = self.inputs().chain(more).collect();
        self.output.other_than(inputs.iter().copied())?;
        let form = crate::form::of(self.form, "--form", &self.output)?;
        let outputs = match form {
            ReviewForm::Pairs(form) => {
                Outputs::of(form, &self.output, &self.head.suffixes(), inputs)?
            }
            _ => Outputs::one(self.output.other_than(inputs)?),
        };
        let title = self.title.clone().unwrap_or_else(|| self.bitext.title());
        Ok(Destination {
            arguments: self,
            form,
            outputs,
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

impl Destination<'_> {
    /// Reviews an alignment and writes the result.
    pub(crate) fn write(
        &self,
        aligner: &Aligner,
        anchored: &Anchored,
        alignment: &Alignment,
        reviewed: &Reviewed,
    ) -> Result<(), Failure> {
        self.arguments.head.check(anchored.bitext())?;
        let (findings, names) = review_with_names(anchored, alignment, &self.options);
        let sheet = ReviewSheet::new(anchored.bitext(), alignment, &findings, reviewed);
        let sheet = sheet.with_names(&names);
        let [source, target] = self.arguments.bitext.file_names();
        let export = sheet
            .export()
            .with_title(&self.title)
            .with_files(source, target);
        let export = self.arguments.head.complete(export);
        if let ReviewForm::Pairs(form) = self.form {
            let pairs = Pairs {
                export,
                id: self.title.clone(),
                moved: &|| aligner.moved(anchored, alignment),
                numbered: Cow::Borrowed(alignment),
            };
            return pairs.write(form, &self.outputs);
        }
        if self.form == ReviewForm::Table {
            warn_of_long_cells(&sheet);
        }
        let losses = self.outputs.write(|files| {
            let out = &mut files[0];
            let whole = |written: taiyaku::Result<()>| written.map(|()| Losses::default());
            match self.form {
                ReviewForm::Page => whole(write_page(&sheet, &self.title, anchored, out)),
                ReviewForm::Table => whole(write_table(&sheet, out)),
                ReviewForm::Json => whole(write_json(&sheet, out)),
                ReviewForm::Workbook => write_workbook(&sheet, &self.title, export.date(), out),
                ReviewForm::Report => report::write_html(&export, out),
                ReviewForm::Findings => report::write_jsonl(&export, out),
                ReviewForm::Sarif => sarif::write(&export, out),
                ReviewForm::Pairs(_) => unreachable!("written above"),
            }
        })?;
        say_losses(&self.outputs.name(), losses);
        Ok(())
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
