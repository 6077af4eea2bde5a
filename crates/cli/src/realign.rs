//! `realign`: reads a reviewed file, keeps its confirmed and corrected rows, and aligns the rest again.
//!
//! In: the texts and the reviewed file. Out: a page, table or JSON; the corrected translation, if asked for; problems of the file
//! on standard error. O(bytes).

use std::io::Write;
use std::path::{Path, PathBuf};

use taiyaku::format::{NewFile, check_output, replace_in_bytes};
use taiyaku::revise::{self, Correction, Reviewed, correct};
use taiyaku::{Bitext, Error};

use crate::failure::Failure;
use crate::patience;
use crate::read::{Input, InputFormat};
use crate::sheet::SheetArguments;

/// Align a text again around the rows that a reviser confirmed or corrected.
///
/// The reviewed file is the JSON or TSV that the review page exports, or a table that `review` or `realign` wrote and a
/// person edited in a spreadsheet. Its rows may be sorted or filtered in any way. Invalid rows are reported on standard
/// error; all other rows are used.
///
/// The texts may have been edited since. Rows whose texts did not change keep their state, mark, comment and ignored findings;
/// the others are open and show what they were. A file that belongs to another text is refused: one of which less than a tenth
/// of the texts stand in this one.
///
/// A row can suggest another translation: typed on the page, or in the target cell of a table. --corrected writes the
/// translation with all suggestions made in it, in the format and the encoding of its file, which stays as it is but for the
/// characters that change. The review goes on with the corrected text.
///
/// Examples:
///   taiyaku realign page.txt --reviewed page.reviewed.json -o page.html
///   taiyaku realign page.txt --reviewed pairs.tsv -o pairs.2.tsv
///   taiyaku realign --source en.txt --target ja.txt --reviewed pairs.tsv -o reviewed.json
///   taiyaku realign --source en.md --target ja.md --reviewed pairs.tsv --corrected ja.2.md -o pairs.2.tsv
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    #[command(flatten)]
    sheet: SheetArguments,
    /// The reviewed JSON or table to read.
    #[arg(long, value_name = "FILE")]
    reviewed: PathBuf,
    /// File to write the corrected translation to. Text, Markdown, HTML, subtitles, and pages that hold both languages are
    /// corrected; suggestions for other formats are reported. Never an input.
    #[arg(long, value_name = "FILE")]
    corrected: Option<PathBuf>,
    /// File to write the list of the corrections to, as a table (row, line, old, new, left_out) [default: standard error].
    #[arg(long, value_name = "FILE", requires = "corrected")]
    changes: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    arguments.sheet.threads.run(|| realign(arguments))
}

fn realign(arguments: &Arguments) -> Result<(), Failure> {
    let (sheet, path) = (&arguments.sheet, &arguments.reviewed);
    let destination = sheet.destination(Some(path))?;
    arguments.check_outputs()?;
    let bitext = sheet.bitext.bitext()?;
    let knowledge = sheet.lexicon.read()?;
    let text = Input::new(path, None).read()?.noted();
    let back = revise::read(&text, &path.display().to_string(), &bitext)?;
    for problem in &back.problems {
        say!("{}: {problem}", path.display());
    }
    let (bitext, reviewed) = match &arguments.corrected {
        Some(corrected) => arguments.correct(bitext, back.reviewed, corrected)?,
        None => (bitext, back.reviewed),
    };
    let aligner = knowledge.aligner();
    let fixed = reviewed.fixed();
    let anchored = aligner.read(&bitext);
    let alignment = patience::align(&bitext, || aligner.realign(&anchored, &fixed));
    let reviewed = sheet.ignoring(reviewed.onto(&alignment))?;
    destination.write(&anchored, &alignment, &reviewed)?;
    let n_pairs = alignment
        .beads()
        .iter()
        .filter(|bead| !bead.is_null())
        .count();
    let (n_rows, n_kept) = (alignment.beads().len(), fixed.beads().len());
    let rows = reviewed.rows().iter();
    let n_changed = rows.filter(|row| row.changed.is_some()).count();
    let changed = match n_changed {
        0 => String::new(),
        _ => format!(", changed since: {n_changed}"),
    };
    say!("rows: {n_rows}, pairs: {n_pairs}, kept from the review: {n_kept}{changed}");
    Ok(())
}

impl Arguments {
    /// Checks that no output is an input or another output.
    fn check_outputs(&self) -> Result<(), Failure> {
        let outputs: Vec<&Path> = [self.corrected.as_deref(), self.changes.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        for (k, output) in outputs.iter().enumerate() {
            let inputs = self.sheet.inputs().chain([self.reviewed.as_path()]);
            check_output(output, inputs)?;
            let others = outputs[..k].iter().copied().chain(self.sheet.output());
            for other in others {
                if other == *output {
                    return Err(two_outputs(output));
                }
                check_output(output, [other]).map_err(|_| two_outputs(output))?;
            }
        }
        Ok(())
    }

    /// Writes the corrected translation and the list of changes. The review goes on with the text that was written.
    fn correct(
        &self,
        bitext: Bitext,
        reviewed: Reviewed,
        corrected: &Path,
    ) -> Result<(Bitext, Reviewed), Failure> {
        let arguments = &self.sheet.bitext;
        let original = arguments.translation()?;
        let (format, encoding) = match (original.format, original.encoding) {
            (InputFormat::Known(format), Some(encoding)) if !format.is_bilingual() => {
                (format, encoding)
            }
            _ => {
                let reason = format!("{} is of a format that is not changed", original.place);
                self.report(&Correction::left_out(&bitext, &reviewed, &reason))?;
                return Ok((bitext, reviewed));
            }
        };
        let correction = correct(&bitext, &reviewed, format, encoding);
        let replacements = correction.replacements();
        let bytes = replace_in_bytes(&original.bytes, encoding, &replacements, &original.place)?;
        write(corrected, |out| Ok(out.write_all(&bytes)?))?;
        self.report(&correction)?;
        if replacements.is_empty() {
            return Ok((bitext, reviewed));
        }
        let now = arguments.with_translation(&bitext, format, correction.text.clone())?;
        let back = correction.carry(&reviewed, &bitext, &now);
        for problem in &back.problems {
            say!("{}: {}", corrected.display(), problem.message);
        }
        Ok((now, back.reviewed))
    }

    /// Writes the list of changes, or prints it. What was left out is always printed.
    fn report(&self, correction: &Correction) -> Result<(), Failure> {
        if let Some(path) = &self.changes {
            write(path, |out| correction.write_changes(out))?;
        }
        let mut n_left_out = 0;
        for change in &correction.changes {
            let place = match change.line {
                Some(line) => format!("line {line}"),
                None => format!("row {}", change.row + 1),
            };
            let (old, new) = (&change.old, &change.new);
            match &change.left_out {
                Some(reason) => {
                    n_left_out += 1;
                    say!("left out: {place}: {old:?} -> {new:?}: {reason}");
                }
                None if self.changes.is_none() => say!("corrected: {place}: {old:?} -> {new:?}"),
                None => {}
            }
        }
        let n_made = correction.changes.len() - n_left_out;
        say!("corrections: {n_made}, left out: {n_left_out}");
        Ok(())
    }
}

fn two_outputs(path: &Path) -> Failure {
    Failure::new(format!(
        "{}: expected a file for each output",
        path.display()
    ))
}

/// Writes a file completely or not at all.
fn write(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), Error>,
) -> Result<(), Failure> {
    let mut file = NewFile::create(path)?;
    fill(&mut file).map_err(|error| Failure::writing(&path.display().to_string(), error))?;
    Ok(file.finish()?)
}
