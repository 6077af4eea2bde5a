//! A bilingual page, or an English and a Japanese file, becomes a page for a reviser: one HTML file.

use std::process::ExitCode;

use bitext::BitextArguments;
use clap::Parser;
use failure::{Failure, exit_code};
use output::OutputArguments;
use sheet::{ReviewArguments, with_sheet, write_page};
use taiyaku::revise::Reviewed;

#[path = "common/bitext.rs"]
mod bitext;
#[path = "common/failure.rs"]
mod failure;
#[path = "common/lexicon.rs"]
mod lexicon;
#[path = "common/output.rs"]
mod output;
#[path = "common/patience.rs"]
mod patience;
#[path = "common/progress.rs"]
mod progress;
#[path = "common/sheet.rs"]
mod sheet;

/// Align a Japanese translation with its English original and write a page on which to review it.
///
/// The page is one HTML file that needs no network: open it in a browser. It shows original and translation side by
/// side with all findings; rows can be confirmed, merged, split and moved, findings ignored, comments written. What
/// was done is exported from the page as JSON or TSV, with which `realign` aligns the rest anew.
///
/// Examples:
///   review_page -o review.html                                 the sample of this repository
///   review_page page.txt -o review.html                        a page that carries both languages
///   review_page --source en.txt --target ja.txt -o review.html two files
#[derive(Parser)]
#[command(version, verbatim_doc_comment)]
struct Arguments {
    #[command(flatten)]
    bitext: BitextArguments,
    #[command(flatten)]
    output: OutputArguments,
    /// What the page is called [default: the name of the file].
    #[arg(long)]
    title: Option<String>,
    #[command(flatten)]
    review: ReviewArguments,
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let inputs = arguments.bitext.inputs().chain(arguments.review.inputs());
    let output = arguments.output.other_than(inputs)?;
    let bitext = arguments.bitext.bitext()?;
    let knowledge = arguments.review.lexicon.read()?;
    let aligner = knowledge.aligner();
    let anchored = aligner.read(&bitext);
    let alignment = patience::align(&aligner, &anchored);
    let reviewed = arguments.review.ignoring(Reviewed::new(&alignment))?;
    let title = arguments
        .title
        .clone()
        .unwrap_or_else(|| arguments.bitext.title());
    with_sheet(&anchored, &alignment, &reviewed, |sheet| {
        output.write(|out| write_page(sheet, &title, &anchored, out))
    })
}
