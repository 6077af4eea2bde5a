//! `realign`: reads a reviewed file, keeps its confirmed and corrected rows, and aligns the rest again.
//!
//! In: the texts and the reviewed file. Out: a page, table or JSON; the corrected translation, if asked for; problems of the file
//! on standard error. O(bytes).

use std::borrow::Cow;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use taiyaku::Bitext;
use taiyaku::format::{Format, Losses, check_output, decode_as, replace_in_bytes};
use taiyaku::revise::{self, Correction, Problem, ReadBack, Reviewed, correct, correct_docx};

use crate::failure::Failure;
use crate::output::as_file;
use crate::pairs::Outputs;
use crate::patience;
use crate::read::{Input, InputFormat, Original};
use crate::sheet::SheetArguments;

/// Align a text again around the rows that a reviser confirmed or corrected.
///
/// The reviewed file is the JSON or TSV that the review page exports, or a table or workbook that `review` or `realign` wrote
/// and a person edited in a spreadsheet. Its rows may be sorted or filtered in any way. Invalid rows are reported on standard
/// error; all other rows are used.
///
/// The texts may have been edited since. Rows whose texts did not change keep their state, mark, comment and ignored findings;
/// the others are open and show what they were. A file is refused if less than a tenth of its texts stand in this one: it
/// belongs to another text.
///
/// A row can suggest another translation: typed on the page, or in the target cell of a table. --corrected writes the
/// translation with all suggestions made in it, in the format and the encoding of its file, which stays as it is but for the
/// characters that change. The review goes on with the corrected text.
///
/// Examples:
///   taiyaku realign page.txt --reviewed page.reviewed.json -o page.html
///   taiyaku realign page.txt --reviewed review.xlsx -o review.2.xlsx
///   taiyaku realign page.txt --reviewed review.xlsx -o memory.tmx     the confirmed pairs with their state, for other tools
///   taiyaku realign --source en.txt --target ja.txt --reviewed review.tsv -o reviewed.json
///   taiyaku realign --source en.md --target ja.md --reviewed review.xlsx --corrected ja.2.md -o review.2.xlsx
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    #[command(flatten)]
    sheet: SheetArguments,
    /// The reviewed JSON or table to read.
    #[arg(long, value_name = "FILE")]
    reviewed: PathBuf,
    /// File to write the corrected translation to. Text, Markdown, HTML, subtitles, documents of Word, and pages that hold both languages are
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
    let back = read_back(path, &bitext)?;
    for problem in &back.problems {
        say!("{}: {problem}", path.display());
    }
    if arguments.corrected.is_some() {
        check_rows(path, &back)?;
    }
    let mut corrected = match &arguments.corrected {
        Some(_) => Some(arguments.correct(&bitext, &back.reviewed)?),
        None => None,
    };
    let (bitext, reviewed) = match corrected
        .as_mut()
        .and_then(|corrected| corrected.now.take())
    {
        Some(now) => now,
        None => (bitext, back.reviewed),
    };
    let aligner = knowledge.aligner();
    let fixed = reviewed.fixed();
    let anchored = aligner.read(&bitext);
    let alignment = patience::align(&bitext, || aligner.realign(&anchored, &fixed));
    let reviewed = sheet.ignoring(reviewed.onto(&alignment))?;
    let is_unchangeable = corrected
        .as_ref()
        .is_some_and(|corrected| corrected.bytes.is_none());
    if let Some(corrected) = corrected {
        arguments.write(&corrected)?;
    }
    destination.write(&aligner, &anchored, &alignment, &reviewed)?;
    let n_pairs = alignment
        .beads()
        .iter()
        .filter(|bead| !bead.is_null())
        .count();
    let (n_rows, n_kept) = (alignment.beads().len(), fixed.beads().len());
    if let (Some(path), true) = (&arguments.corrected, is_unchangeable) {
        return Err(Failure::new(format!(
            "{}: not written, since its format is not changed; -o writes pairs with the suggestions, for example as .xliff",
            path.display()
        )));
    }
    let rows = reviewed.rows().iter();
    let n_changed = rows.filter(|row| row.changed.is_some()).count();
    let changed = match n_changed {
        0 => String::new(),
        _ => format!(", changed since: {n_changed}"),
    };
    say!("rows: {n_rows}, pairs: {n_pairs}, kept from the review: {n_kept}{changed}");
    Ok(())
}

/// A text is not corrected by a reviewed file in which more than one row of four is invalid: a column that was sorted without
/// the others gives each row the text of another.
const ROWS_A_PROBLEM: usize = 4;
/// Up to this number, problems are a person's slips in any file.
const FEW_PROBLEMS: usize = 5;

/// Refuses to correct a text by a file most of whose rows make no sense.
fn check_rows(path: &Path, back: &ReadBack) -> Result<(), Failure> {
    let (n_problems, n_rows) = (back.problems.len(), back.reviewed.rows().len());
    if n_problems <= FEW_PROBLEMS || n_problems * ROWS_A_PROBLEM <= n_rows {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{}: rows that fit neither the text nor each other: {n_problems}; was one column sorted without the others? \
         Nothing is corrected or written; without --corrected the other rows are used",
        path.display()
    )))
}

/// Reads a reviewed file: a workbook, or text in any encoding.
fn read_back(path: &Path, bitext: &Bitext) -> Result<ReadBack, Failure> {
    let place = path.display().to_string();
    let input = Input::new(path, None);
    if Format::of_path(path) == Some(Format::Xlsx) {
        return Ok(revise::read_workbook(&input.bytes()?, &place, bitext)?);
    }
    let text = input.read()?.noted();
    Ok(revise::read(&text, &place, bitext)?)
}

/// A corrected translation, before it is written.
struct Corrected {
    /// The file; none if its format is not changed.
    bytes: Option<Vec<u8>>,
    correction: Correction,
    /// The corrected text and its review, if anything was corrected.
    now: Option<(Bitext, Reviewed)>,
    problems: Vec<Problem>,
}

impl Arguments {
    /// Checks that no output is an input or another output.
    fn check_outputs(&self) -> Result<(), Failure> {
        let outputs: Vec<&Path> = [self.corrected.as_deref(), self.changes.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        for (k, output) in outputs.iter().enumerate() {
            if *output == Path::new("-") {
                return Err(Failure::new("-: expected a file to write to".to_owned()));
            }
            let inputs = self.sheet.inputs().chain([self.reviewed.as_path()]);
            check_output(output, inputs.map(as_file))?;
            let mut others = outputs[..k].iter().copied().chain(self.sheet.output());
            if others.any(|other| in_its_folder(other) == in_its_folder(output)) {
                return Err(Failure::new(format!(
                    "{}: expected a file for each output",
                    output.display()
                )));
            }
        }
        Ok(())
    }

    /// Makes the suggestions in the text of the translation. Nothing is written yet.
    fn correct(&self, bitext: &Bitext, reviewed: &Reviewed) -> Result<Corrected, Failure> {
        let arguments = &self.sheet.bitext;
        let original = arguments.translation()?;
        let (format, encoding) = match (original.format, original.encoding) {
            (InputFormat::Known(Format::Docx), _) => {
                return self.correct_docx(bitext, reviewed, &original);
            }
            (InputFormat::Known(format), Some(encoding)) if !format.is_bilingual() => {
                (format, encoding)
            }
            _ => {
                let reason = format!("{} is of a format that is not changed", original.place);
                return Ok(Corrected {
                    bytes: None,
                    correction: Correction::left_out(bitext, reviewed, &reason),
                    now: None,
                    problems: Vec::new(),
                });
            }
        };
        let text = decode_as(original.bytes.clone(), encoding, &original.place)?;
        if text != bitext.target().file_text() {
            return Err(Failure::new(format!(
                "{}: expected the text that was aligned, found another one; name a file, not a pipe",
                original.place
            )));
        }
        let correction = correct(bitext, reviewed, format, encoding);
        let replacements = correction.replacements();
        let bytes = replace_in_bytes(&original.bytes, encoding, &replacements, &original.place)?;
        let (mut now, mut problems) = (None, Vec::new());
        if !replacements.is_empty() {
            let text = arguments.with_translation(bitext, format, correction.text.clone())?;
            let back = correction.carry(reviewed, bitext, &text);
            (now, problems) = (Some((text, back.reviewed)), back.problems);
        }
        Ok(Corrected {
            bytes: Some(bytes),
            correction,
            now,
            problems,
        })
    }

    /// Makes the suggestions in a document of Word. Nothing is written yet.
    fn correct_docx(
        &self,
        bitext: &Bitext,
        reviewed: &Reviewed,
        original: &Original,
    ) -> Result<Corrected, Failure> {
        let named = |error: taiyaku::Error| Failure::from(error.at(&original.place));
        let corrected = correct_docx(bitext, reviewed, &original.bytes).map_err(named)?;
        let (correction, bytes) = corrected;
        let (mut now, mut problems) = (None, Vec::new());
        if correction
            .changes
            .iter()
            .any(|change| change.left_out.is_none())
        {
            let content = Format::Docx.read_container(&bytes).map_err(named)?;
            let text = self.sheet.bitext.with_content(bitext, content)?;
            let back = correction.carry(reviewed, bitext, &text);
            (now, problems) = (Some((text, back.reviewed)), back.problems);
        }
        Ok(Corrected {
            bytes: Some(bytes),
            correction,
            now,
            problems,
        })
    }

    /// Writes the corrected translation and the list of changes.
    fn write(&self, corrected: &Corrected) -> Result<(), Failure> {
        let Some(path) = &self.corrected else {
            return Ok(());
        };
        let mut files: Vec<(&Path, Cow<'_, [u8]>)> = Vec::new();
        if let Some(bytes) = &corrected.bytes {
            files.push((path, Cow::Borrowed(bytes)));
        }
        if let Some(changes) = &self.changes {
            let mut table = Vec::new();
            corrected.correction.write_changes(&mut table)?;
            files.push((changes, Cow::Owned(table)));
        }
        let outputs = Outputs::files(files.iter().map(|(path, _)| *path));
        outputs.write(|opened| {
            for (file, (_, bytes)) in opened.iter_mut().zip(&files) {
                file.write_all(bytes)?;
            }
            Ok(Losses::default())
        })?;
        self.report(&corrected.correction);
        for problem in &corrected.problems {
            say!("{}: {}", path.display(), problem.message);
        }
        Ok(())
    }

    /// Prints the list of changes, unless it is in a file. What was left out is always printed.
    fn report(&self, correction: &Correction) {
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
    }
}

/// A path with its folder in one spelling. The file need not be there yet; one that is a link is the file that it leads to.
fn in_its_folder(path: &Path) -> PathBuf {
    if let Ok(file) = fs::canonicalize(path) {
        return file;
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = fs::canonicalize(folder.unwrap_or(Path::new(".")));
    let name = path.file_name().unwrap_or_default();
    folder.map_or_else(|_| path.to_path_buf(), |folder| folder.join(name))
}
