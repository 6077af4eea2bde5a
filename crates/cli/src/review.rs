//! `review`: a bilingual page, or two files, become a page for a reviser: one HTML file.

use taiyaku::revise::Reviewed;

use crate::failure::Failure;
use crate::patience;
use crate::sheet::SheetArguments;

/// Align a Japanese translation with its English original, and write a page on which to review it.
///
/// The page is one HTML file that needs no network: open it in a browser. It shows original and translation side by
/// side with all findings; rows can be confirmed, merged, split and moved, findings ignored, comments written. What
/// was done is exported from the page as JSON or TSV, with which `realign` aligns the rest anew. An output that ends in .tsv
/// is a table to be reviewed in a spreadsheet instead.
///
/// Examples:
///   taiyaku review page.txt -o review.html                         a page that carries both languages
///   taiyaku review --source en.txt --target ja.txt -o review.html  two files
///   taiyaku review page.txt --glossary terms.tsv -o review.tsv     a table, with the terms of a glossary checked
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    #[command(flatten)]
    sheet: SheetArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    arguments.sheet.threads.run(|| review(&arguments.sheet))
}

fn review(arguments: &SheetArguments) -> Result<(), Failure> {
    let destination = arguments.destination(None)?;
    let bitext = arguments.bitext.bitext()?;
    let knowledge = arguments.lexicon.read()?;
    let aligner = knowledge.aligner();
    let anchored = aligner.read(&bitext);
    let alignment = patience::align(&bitext, || aligner.align(&anchored));
    let reviewed = arguments.ignoring(Reviewed::new(&alignment))?;
    destination.write(&anchored, &alignment, &reviewed)
}
