//! `realign`: reads a reviewed file, keeps its confirmed and corrected rows, and aligns the rest again.
//!
//! In: the texts and the reviewed file. Out: a page, table or JSON; problems of the file on standard error. O(bytes).

use std::path::PathBuf;

use taiyaku::revise;

use crate::failure::Failure;
use crate::patience;
use crate::read::Input;
use crate::sheet::SheetArguments;

/// Align a text again around the rows that a reviser confirmed or corrected.
///
/// The reviewed file is the JSON or TSV that the review page exports, or a table that `review` or `realign` wrote and a
/// person edited in a spreadsheet. Its rows may be sorted or filtered in any way. Invalid rows are reported on standard
/// error; all other rows are used. A file that belongs to another text is refused.
///
/// Examples:
///   taiyaku realign page.txt --reviewed page.reviewed.json -o page.html
///   taiyaku realign page.txt --reviewed pairs.tsv -o pairs.2.tsv
///   taiyaku realign --source en.txt --target ja.txt --reviewed pairs.tsv -o reviewed.json
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    #[command(flatten)]
    sheet: SheetArguments,
    /// The reviewed JSON or table to read.
    #[arg(long, value_name = "FILE")]
    reviewed: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    arguments.sheet.threads.run(|| realign(arguments))
}

fn realign(arguments: &Arguments) -> Result<(), Failure> {
    let (sheet, path) = (&arguments.sheet, &arguments.reviewed);
    let destination = sheet.destination(Some(path))?;
    let bitext = sheet.bitext.bitext()?;
    let knowledge = sheet.lexicon.read()?;
    let text = Input::new(path, None).read()?.noted();
    let back = revise::read(&text, &path.display().to_string(), &bitext)?;
    for problem in &back.problems {
        say!("{}: {problem}", path.display());
    }
    let aligner = knowledge.aligner();
    let fixed = back.reviewed.fixed();
    let anchored = aligner.read(&bitext);
    let alignment = patience::align(&bitext, || aligner.realign(&anchored, &fixed));
    let reviewed = sheet.ignoring(back.reviewed.onto(&alignment))?;
    destination.write(&anchored, &alignment, &reviewed)?;
    let n_pairs = alignment
        .beads()
        .iter()
        .filter(|bead| !bead.is_null())
        .count();
    let (n_rows, n_kept) = (alignment.beads().len(), fixed.beads().len());
    say!("rows: {n_rows}, pairs: {n_pairs}, kept from the review: {n_kept}");
    Ok(())
}
