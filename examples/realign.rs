//! A reviewed file comes back: what was confirmed or corrected stands, the rest is aligned again.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bitext::BitextArguments;
use clap::Parser;
use failure::{Failure, exit_code};
use output::Output;
use sheet::{ReviewArguments, with_sheet, write_page};
use taiyaku::revise::Reviewed;
use taiyaku::revise::{ReviewSheet, write_json, write_table};
use taiyaku::{Anchored, format, revise};

#[path = "common/bitext.rs"]
mod bitext;
#[path = "common/failure.rs"]
mod failure;
#[path = "common/lexicon.rs"]
mod lexicon;
#[path = "common/output.rs"]
mod output;
#[path = "common/sheet.rs"]
mod sheet;

/// Align a text again around the rows that a reviser confirmed or corrected.
///
/// The reviewed file is what the review page exports, JSON or TSV, or a table that this program wrote and a person
/// changed in a spreadsheet: sorted or filtered in any way. Lines of it that cannot be used are told on stderr; all
/// others are. A file of another text is refused. Without a reviewed file the text is aligned as it is, which
/// gives a table to begin with.
///
/// Examples:
///   realign -o pairs.tsv                                       a table of the sample, to be reviewed in a spreadsheet
///   realign page.txt --reviewed page.reviewed.json -o page.html
///   realign page.txt --reviewed pairs.tsv -o pairs.2.tsv
#[derive(Parser)]
#[command(version, verbatim_doc_comment)]
struct Arguments {
    #[command(flatten)]
    bitext: BitextArguments,
    /// The reviewed JSON or table.
    #[arg(long, value_name = "FILE")]
    reviewed: Option<PathBuf>,
    /// File to write, whole or not at all, as its name ends: .html the review page, .tsv a table, .json; none of the files
    /// that are read.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// What a page is called [default: the name of the file].
    #[arg(long)]
    title: Option<String>,
    #[command(flatten)]
    review: ReviewArguments,
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let form = Form::of(&arguments.output)?;
    let inputs = arguments.bitext.inputs().chain(arguments.review.inputs());
    let inputs = inputs.chain(arguments.reviewed.as_deref());
    let output = Output::to_file(&arguments.output, inputs)?;
    let bitext = arguments.bitext.bitext()?;
    let knowledge = arguments.review.lexicon.read()?;
    let aligner = knowledge.aligner();
    let before = match &arguments.reviewed {
        Some(path) => {
            let text = format::spreadsheet_file(path)?;
            let back = revise::read(&text, &path.display().to_string(), &bitext)?;
            for problem in &back.problems {
                eprintln!("{}: {problem}", path.display());
            }
            back.reviewed
        }
        None => Reviewed::default(),
    };
    let fixed = before.fixed();
    let anchored = aligner.read(&bitext);
    let alignment = aligner.realign(&anchored, &fixed);
    let reviewed = arguments.review.ignoring(before.onto(&alignment))?;
    let title = arguments
        .title
        .clone()
        .unwrap_or_else(|| arguments.bitext.title());
    with_sheet(&anchored, &alignment, &reviewed, |sheet| {
        output.write(|out| form.write(sheet, &title, &anchored, out))
    })?;
    eprintln!(
        "pairs: {}, of which stand: {}",
        alignment.beads().len(),
        fixed.beads().len()
    );
    Ok(())
}

/// What the output is.
#[derive(Clone, Copy)]
enum Form {
    Page,
    Table,
    Json,
}

impl Form {
    fn of(path: &Path) -> Result<Form, Failure> {
        match path.extension().and_then(|end| end.to_str()) {
            Some("html") => Ok(Form::Page),
            Some("tsv") => Ok(Form::Table),
            Some("json") => Ok(Form::Json),
            _ => Err(Failure::new(format!(
                "{}: expected a name that ends in .html, .tsv or .json",
                path.display()
            ))),
        }
    }

    fn write(
        self,
        sheet: &ReviewSheet<'_>,
        title: &str,
        anchored: &Anchored,
        out: &mut dyn Write,
    ) -> taiyaku::Result<()> {
        match self {
            Form::Page => write_page(sheet, title, anchored, out),
            Form::Table => write_table(sheet, out),
            Form::Json => write_json(sheet, out),
        }
    }
}
