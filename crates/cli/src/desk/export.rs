//! What a person takes away: the corrected translation, the review for others, and pairs in every format.
//!
//! In: a project and the name of a form. Out: files in the project's folder, whole or not there, and what they do not hold. O(bytes).

use std::borrow::Cow;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Serialize;
use taiyaku::format::{Format, Losses, decode_as, replace_in_bytes, report, sarif};
use taiyaku::review::{ReviewOptions, review_with_names};
use taiyaku::revise::{
    self, Correction, ReviewSheet, Reviewed, correct, correct_docx, document_hash, write_json,
    write_page, write_table, write_workbook,
};

use crate::desk::files::Source;
use crate::desk::model::Row;
use crate::desk::project::{Project, alignment_of, review_json};
use crate::failure::Failure;
use crate::output::{Output, OutputArguments};
use crate::pairs::{Outputs, PairForm, Pairs};

/// The ends of the names of two files that belong together.
const SUFFIXES: [&str; 2] = ["en", "ja"];

/// A form that is not one of pairs: its name, and the end of the name of its file.
const FORMS: [(&str, &str); 9] = [
    ("corrected", ""),
    ("changes", "changes.tsv"),
    ("page", "review.html"),
    ("json", "reviewed.json"),
    ("table", "review.tsv"),
    ("workbook", "review.xlsx"),
    ("report", "report.html"),
    ("findings", "findings.jsonl"),
    ("sarif", "sarif"),
];

/// The names of all forms, in the order of the menu.
pub(super) fn names() -> Vec<String> {
    let forms = FORMS.iter().map(|(name, _)| (*name).to_owned());
    let pairs = PairForm::value_variants()
        .iter()
        .map(|form| format!("pairs-{}", form.name()));
    forms.chain(pairs).collect()
}

/// Files that were written.
#[derive(Serialize)]
pub(super) struct Written {
    pub(super) files: Vec<String>,
    /// What the form does not hold; empty if it holds everything.
    left_out: String,
}

/// A correction of the list.
#[derive(Serialize)]
pub(super) struct Listed {
    row: usize,
    line: Option<usize>,
    left_out: Option<String>,
}

/// Writes a form into the folder of the project. None if there is no such form.
pub(super) fn write(project: &Project, name: &str) -> Option<Result<Written, Failure>> {
    let _one = project.leave();
    if let Some(form) = name.strip_prefix("pairs-") {
        let form = PairForm::value_variants()
            .iter()
            .find(|known| known.name() == form)?;
        return Some(write_pairs(project, *form));
    }
    let (name, end) = FORMS.iter().find(|(known, _)| *known == name)?;
    Some(match *name {
        "corrected" => write_corrected(project),
        "changes" => write_changes(project, end),
        "report" | "findings" | "sarif" => write_findings(project, name, end),
        _ => write_review(project, name, end),
    })
}

/// What becomes of each suggestion in the corrected file.
pub(super) fn corrections(project: &Project) -> Result<Vec<Listed>, Failure> {
    let changes = corrected(project)?.1.changes;
    let listed = changes.into_iter().map(|change| Listed {
        row: change.row,
        line: change.line,
        left_out: change.left_out,
    });
    Ok(listed.collect())
}

fn write_corrected(project: &Project) -> Result<Written, Failure> {
    let file = project.texts.target();
    if let Some(form) = pair_form(file) {
        let written = write_pairs(project, form)?;
        // The pairs are written new: what else the file held does not come back.
        let others = "references, contexts and other languages";
        let parts = [others, written.left_out.as_str()].map(str::to_owned);
        let left_out: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        return Ok(Written {
            left_out: left_out.join(", "),
            ..written
        });
    }
    let (bytes, correction) = corrected(project)?;
    let Some(bytes) = bytes else {
        return Err(Failure::new(format!(
            "files of the format {} are not changed: take the pairs or the list of corrections",
            file.known_format().map_or("pdf", Format::name)
        )));
    };
    let end = Path::new(&file.name)
        .extension()
        .and_then(|end| end.to_str())
        .unwrap_or("txt");
    let n = correction
        .changes
        .iter()
        .filter(|change| change.left_out.is_some())
        .count();
    let left_out = if n == 0 {
        String::new()
    } else {
        format!("corrections: {n}")
    };
    let path = project.folder.new_result(&stem(file, "corrected"), end)?;
    write_file(&path, |out| Ok(out.write_all(&bytes)?))?;
    Ok(Written {
        files: vec![name_of(&path)],
        left_out,
    })
}

/// The form of pairs of a file that is aligned already.
fn pair_form(file: &Source) -> Option<PairForm> {
    let is_csv = Path::new(&file.name)
        .extension()
        .is_some_and(|end| end == "csv");
    match file.known_format()? {
        Format::Po => Some(PairForm::Po),
        Format::Xliff => Some(PairForm::Xliff),
        Format::Tmx => Some(PairForm::Tmx),
        Format::Table if is_csv => Some(PairForm::Csv),
        Format::Table => Some(PairForm::Tsv),
        Format::Xlsx => Some(PairForm::Xlsx),
        Format::JsonLines => Some(PairForm::Jsonl),
        Format::Hunalign => Some(PairForm::Hunalign),
        _ => None,
    }
}

fn write_changes(project: &Project, end: &str) -> Result<Written, Failure> {
    let correction = corrected(project)?.1;
    one(project, end, |out| {
        correction.write_changes(out).map(|()| Losses::default())
    })
}

/// The corrected file, if its format is changed, and what became of each suggestion.
fn corrected(project: &Project) -> Result<(Option<Vec<u8>>, Correction), Failure> {
    let (bitext, file) = (&project.bitext, project.texts.target());
    let reviewed = given_review(project, &project.rows().0)?;
    let format = file.known_format().filter(|format| !format.is_bilingual());
    let (Some(format), Some(encoding)) = (format, file.encoding) else {
        return container(project, file, &reviewed);
    };
    let text = decode_as(file.bytes.clone(), encoding, &file.name)?;
    if text != bitext.target().file_text() {
        return Err(Failure::new(format!(
            "{}: another text than was aligned",
            file.name
        )));
    }
    let correction = correct(bitext, &reviewed, format, encoding);
    let replacements = correction.replacements();
    let bytes = replace_in_bytes(&file.bytes, encoding, &replacements, &file.name)?;
    Ok((Some(bytes), correction))
}

/// The same for a file that is no text.
fn container(
    project: &Project,
    file: &Source,
    reviewed: &Reviewed,
) -> Result<(Option<Vec<u8>>, Correction), Failure> {
    if file.known_format() == Some(Format::Docx) {
        let (correction, bytes) = correct_docx(&project.bitext, reviewed, &file.bytes)?;
        return Ok((Some(bytes), correction));
    }
    let reason = format!(
        "a file of the format {} is not changed",
        file.known_format().map_or("pdf", Format::name)
    );
    let correction = Correction::left_out(&project.bitext, reviewed, &reason);
    Ok((None, correction))
}

/// The review of the files as they were given, with the suggestions as such: `realign` reads it back.
fn write_review(project: &Project, name: &str, end: &str) -> Result<Written, Failure> {
    let (rows, _) = project.rows();
    let (bitext, alignment) = (&project.bitext, alignment_of(&rows));
    let reviewed = given_review(project, &rows)?.onto(&alignment);
    let anchored = project.aligner.read(bitext);
    let (findings, found) = review_with_names(&anchored, &alignment, &ReviewOptions::default());
    let sheet = ReviewSheet::new(bitext, &alignment, &findings, &reviewed).with_names(&found);
    let title = &project.title;
    let whole = |written: taiyaku::Result<()>| written.map(|()| Losses::default());
    one(project, end, |out| match name {
        "page" => whole(write_page(&sheet, title, &anchored, out)),
        "json" => whole(write_json(&sheet, out)),
        "table" => whole(write_table(&sheet, out)),
        _ => write_workbook(&sheet, title, None, out),
    })
}

/// Findings of the text with its suggestions.
fn write_findings(project: &Project, name: &str, end: &str) -> Result<Written, Failure> {
    with_corrected_sheet(project, |sheet| {
        let [source, target] = project.texts.names();
        let export = sheet
            .export()
            .with_title(&project.title)
            .with_files(source, target);
        one(project, end, |out| match name {
            "report" => report::write_html(&export, out),
            "findings" => report::write_jsonl(&export, out),
            _ => sarif::write(&export, out),
        })
    })
}

/// Pairs of the original and the corrected translation.
fn write_pairs(project: &Project, form: PairForm) -> Result<Written, Failure> {
    let end = form.name();
    let end = match form {
        PairForm::Markdown => "pairs.md",
        PairForm::Html => "pairs.html",
        PairForm::Json => "pairs.json",
        PairForm::Jsonl => "pairs.jsonl",
        PairForm::Tsv => "pairs.tsv",
        PairForm::Xlsx => "pairs.xlsx",
        PairForm::Docx => "pairs.docx",
        PairForm::Xliff => "xlf",
        PairForm::Xliff1 => "1.xlf",
        _ => end.as_str(),
    };
    let path = project
        .folder
        .new_result(&stem(project.texts.target(), ""), end)?;
    let suffixes = SUFFIXES.map(str::to_owned);
    let outputs = Outputs::of(form, &OutputArguments::of(&path), &suffixes, [])?;
    let losses = with_corrected_sheet(project, |sheet| {
        let [source, target] = project.texts.names();
        let export = sheet
            .export()
            .with_title(&project.title)
            .with_files(source, target);
        let bitext = export.bitext();
        let anchored = || project.aligner.read(bitext);
        let alignment = export.alignment();
        let pairs = Pairs {
            id: project.title.clone(),
            moved: &|| project.aligner.moved(&anchored(), alignment),
            numbered: Cow::Borrowed(alignment),
            export,
        };
        pairs.write_for_page(form, &outputs)
    })?;
    Ok(Written {
        files: outputs.names(),
        left_out: losses_as_text(losses),
    })
}

/// Calls `write` with the sheet of the text with its suggestions.
fn with_corrected_sheet<T>(
    project: &Project,
    write: impl FnOnce(&ReviewSheet<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let checked = project.checked();
    let (_, ignored) = project.rows();
    let bitext = &checked.working.bitext;
    let rows = checked.rows.iter().zip(&checked.working.targets);
    let rows = rows.map(|(row, target)| Row {
        target: (target.start, target.end),
        suggestion: None,
        ..row.clone()
    });
    let rows: Vec<Row> = rows.collect();
    let json = review_json(&document_hash(bitext), &rows, &ignored, None);
    let reviewed = revise::read(&json, "the review", bitext)?.reviewed;
    let reviewed = reviewed.onto(&checked.alignment);
    let sheet = ReviewSheet::new(bitext, &checked.alignment, &checked.findings, &reviewed);
    write(&sheet.with_names(&checked.names))
}

/// The review of the given text, with the suggestions.
fn given_review(project: &Project, rows: &[Row]) -> Result<Reviewed, Failure> {
    let (_, ignored) = project.rows();
    let json = review_json(&document_hash(&project.bitext), rows, &ignored, None);
    Ok(revise::read(&json, "the review", &project.bitext)?.reviewed)
}

/// Writes one file of the results.
fn one(
    project: &Project,
    end: &str,
    fill: impl FnOnce(&mut dyn Write) -> taiyaku::Result<Losses>,
) -> Result<Written, Failure> {
    let path = project
        .folder
        .new_result(&stem(project.texts.target(), ""), end)?;
    let mut losses = Losses::default();
    write_file(&path, |out| {
        losses = fill(out)?;
        Ok(())
    })?;
    Ok(Written {
        files: vec![name_of(&path)],
        left_out: losses_as_text(losses),
    })
}

/// Writes a file, whole or not at all; a signal leaves no draft.
fn write_file(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> taiyaku::Result<()>,
) -> Result<(), Failure> {
    Output::of(path).write(fill)
}

fn losses_as_text(losses: Losses) -> String {
    match losses.is_empty() {
        true => String::new(),
        false => losses.to_string(),
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The name of a file without its end, and a word behind it.
fn stem(file: &Source, word: &str) -> String {
    let stem = PathBuf::from(&file.name).with_extension("");
    let stem = stem.to_string_lossy();
    match word {
        "" => stem.into_owned(),
        word => format!("{stem}.{word}"),
    }
}
