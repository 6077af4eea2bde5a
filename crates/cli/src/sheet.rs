//! What `review` and `realign` share: the texts, the checks, and the page, table or JSON that they write.
//!
//! In: options. Out: a review in one of three forms. O(bytes).

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use taiyaku::review::{read_ignored, review_with_names};
use taiyaku::revise::{ReviewSheet, Reviewed, json, page, table};
use taiyaku::{Alignment, Anchored};

use crate::bitext::BitextArguments;
use crate::failure::Failure;
use crate::form;
use crate::lexicon::{Knowledge, LexiconArguments, reader};
use crate::output::{Output, OutputArguments};
use crate::threads::ThreadsArguments;

/// Options of what is to be reviewed.
#[derive(clap::Args)]
pub(crate) struct SheetArguments {
    #[command(flatten)]
    pub(crate) bitext: BitextArguments,
    #[command(flatten)]
    output: OutputArguments,
    /// Form of the output [default: as the name of the output ends, or html].
    #[arg(short, long, value_enum)]
    form: Option<Form>,
    /// What a page is called [default: the name of the file].
    #[arg(long)]
    title: Option<String>,
    #[command(flatten)]
    pub(crate) threads: ThreadsArguments,
    #[command(flatten)]
    pub(crate) lexicon: LexiconArguments,
    /// Findings to ignore: a file of their ids, one a line.
    #[arg(long, value_name = "FILE")]
    ignore: Option<PathBuf>,
}

/// What the output is.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Form {
    /// The review page.
    Html,
    /// A table for a spreadsheet, which `realign` reads back.
    Tsv,
    /// What the page exports as JSON.
    Json,
}

/// Where a review goes, checked before any work is done.
pub(crate) struct Destination {
    form: Form,
    output: Output,
    title: String,
}

impl SheetArguments {
    /// Where to write, if that is none of the files that are read, `more` among them.
    pub(crate) fn destination(&self, more: Option<&Path>) -> Result<Destination, Failure> {
        let inputs = self.bitext.inputs().chain(self.lexicon.inputs());
        let inputs = inputs.chain(self.ignore.as_deref()).chain(more);
        let output = self.output.other_than(inputs)?;
        let form = form::of(self.form, &self.output)?;
        let title = self.title.clone().unwrap_or_else(|| self.bitext.title());
        Ok(Destination {
            form,
            output,
            title,
        })
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

impl Destination {
    /// Checks an alignment, and writes what is found.
    pub(crate) fn write(
        &self,
        knowledge: &Knowledge,
        anchored: &Anchored,
        alignment: &Alignment,
        reviewed: &Reviewed,
    ) -> Result<(), Failure> {
        let options = knowledge.review_options();
        let (findings, names) = review_with_names(anchored, alignment, &options);
        let sheet = ReviewSheet::new(anchored.bitext(), alignment, &findings, reviewed);
        let sheet = sheet.with_names(&names);
        self.output.write(|out: &mut dyn Write| match self.form {
            Form::Html => page(&sheet, &self.title, anchored, out),
            Form::Tsv => table(&sheet, out),
            Form::Json => json(&sheet, out),
        })
    }
}
