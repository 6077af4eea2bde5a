//! `review`: aligns a bilingual page or two files, and writes one HTML file or a table for a reviser.
//!
//! In: the texts. Out: a page, table or JSON. O(bytes).

use taiyaku::revise::Reviewed;

use crate::failure::Failure;
use crate::patience;
use crate::sheet::SheetArguments;

/// Align a Japanese translation with its English original and write a page for the review.
///
/// The page is one HTML file that needs no network. Open it in a browser. It shows original and translation side by side
/// with all findings. The reviser confirms, merges, splits and moves rows, ignores findings, writes comments, suggests other
/// translations, and exports the result as JSON or TSV. `realign` reads the export and aligns the rest again.
///
/// The end of the name of the output, or --form, sets the format:
///   html           the review page
///   xlsx, tsv      the same for a spreadsheet; `realign` reads both back. xlsx has a sheet of findings, errors first, and one
///                  of names
///   report.html    the findings for reading and printing, errors first, with their places, if the name ends in report.html
///   jsonl          one finding a line, errors first; json is the JSON that the page exports
///   sarif          the findings for a code host, which shows them at their lines
///   tmx, xliff, …  pairs with their findings, in all formats of `align`
///
/// Examples:
///   taiyaku review page.txt -o review.html                         a page that holds both languages
///   taiyaku review --source en.txt --target ja.txt -o review.html  two files
///   taiyaku review messages.po -o review.html                      a file that is aligned already: PO, XLIFF, TMX, CSV, XLSX
///   taiyaku review page.txt --glossary terms.tsv -o review.xlsx    a workbook, with a glossary
///   taiyaku review --source docs/a.md --target docs/a.ja.md -o findings.sarif
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
    arguments.bitext.warn_of_strangers(&bitext, &alignment);
    let reviewed = arguments.ignoring(Reviewed::new(&alignment))?;
    destination.write(&aligner, &anchored, &alignment, &reviewed)
}
