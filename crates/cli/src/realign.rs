//! `realign`: a reviewed file comes back. What was confirmed or corrected stands, the rest is aligned again.

use std::path::PathBuf;

use taiyaku::{format, revise};

use crate::failure::Failure;
use crate::patience;
use crate::sheet::SheetArguments;

/// Align a text again around the rows that a reviser confirmed or corrected.
///
/// The reviewed file is what the review page exports, JSON or TSV, or a table that this command wrote and a person
/// changed in a spreadsheet: sorted or filtered in any way. Lines of it that cannot be used are reported on the standard
/// error; all others are used. A file of another text is refused.
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
    /// The reviewed JSON or table.
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
    let text = format::spreadsheet_file(path)?;
    let back = revise::read(&text, &path.display().to_string(), &bitext)?;
    for problem in &back.problems {
        eprintln!("{}: {problem}", path.display());
    }
    let aligner = knowledge.aligner();
    let fixed = back.reviewed.fixed();
    let anchored = aligner.read(&bitext);
    let alignment = patience::align(&bitext, || aligner.realign(&anchored, &fixed));
    let reviewed = sheet.ignoring(back.reviewed.onto(&alignment))?;
    destination.write(&anchored, &alignment, &reviewed)?;
    eprintln!(
        "pairs: {}, of which stand: {}",
        alignment.beads().len(),
        fixed.beads().len()
    );
    Ok(())
}
