//! `convert`: a file that is aligned already, in another format.
//!
//! In: pairs in any format, and what a person noted about them. Out: the same pairs and notes in another one. Nothing is aligned,
//! but for a page that holds both languages. O(bytes).

mod input;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use taiyaku::format::{Encoding, Export, NotedBitext};
use taiyaku::review::{Verdict, review_with_names};

use crate::align::summary;
use crate::checks::ChecksArguments;
use crate::convert::input::{ConvertInput, InputForm};
use crate::failure::Failure;
use crate::form;
use crate::lexicon::LexiconArguments;
use crate::output::OutputArguments;
use crate::pairs::{HeadArguments, Outputs, PairForm, Pairs, shared_name};
use crate::patience;
use crate::threads::ThreadsArguments;

/// Write aligned pairs in another format.
///
/// IN is a file that is aligned already: a table (tsv, csv, xlsx), tmx, xliff, po, jsonl (one pair a line), hunalign (text),
/// moses (NAME.en beside NAME.ja; name one of the two), xces (beside the two texts that it names), or a ladder or vecalign file
/// with the texts whose lines it numbers. Its pairs, their confidences, and the states and comments of people stay as they are.
/// The findings of the input are not read: --findings reviews the pairs again. Contexts, references and other metadata are left
/// out. A page that holds both languages is aligned; for two files that are not aligned, use `taiyaku align`.
///
/// The end of the name of OUT, or --to, sets the format: tsv, csv, xlsx, jsonl, json, tmx, xliff, xliff1, po, docx, md, html,
/// moses, hunalign, ladder, vecalign, xces. What it cannot hold is counted on standard error.
///
/// Examples:
///   taiyaku convert memory.tmx pairs.xlsx
///   taiyaku convert pairs.xlsx memory.tmx --tags en-GB,ja-JP --date 2026-11-30
///   taiyaku convert messages.po messages.xlf --findings
///   taiyaku convert corpus.en pairs.jsonl                                           a pair of files, corpus.en and corpus.ja
///   taiyaku convert texts.ladder pairs.tsv --source en.txt --target ja.txt          texts of one segment a line
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The file to read; `-` is standard input.
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// The file to write. It is written completely or not at all, and must not be an input [default: standard output].
    #[arg(value_name = "OUT")]
    output: Option<PathBuf>,
    /// The same as OUT.
    #[arg(
        short = 'o',
        long = "output",
        value_name = "FILE",
        conflicts_with = "output"
    )]
    to_file: Option<PathBuf>,
    /// Format of the input [default: that of its name].
    #[arg(long, value_name = "NAME")]
    from: Option<InputForm>,
    /// Format of the output [default: that of its name, or tsv].
    #[arg(long, value_enum, value_name = "NAME")]
    to: Option<PairForm>,
    /// The text of the original, one segment a line, that a ladder or Vecalign file numbers.
    #[arg(long, value_name = "EN", requires = "target")]
    source: Option<PathBuf>,
    /// The text of the translation, one segment a line.
    #[arg(long, value_name = "JA", requires = "source")]
    target: Option<PathBuf>,
    /// Encoding of the input [default: what it looks like].
    #[arg(long, value_name = "NAME")]
    encoding: Option<Encoding>,
    /// Review the pairs. The output has the findings of each pair, and standard error a summary.
    #[arg(long)]
    findings: bool,
    #[command(flatten)]
    checks: ChecksArguments,
    #[command(flatten)]
    head: HeadArguments,
    #[command(flatten)]
    threads: ThreadsArguments,
    #[command(flatten)]
    lexicon: LexiconArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    arguments.threads.run(|| convert(arguments))
}

fn convert(arguments: &Arguments) -> Result<(), Failure> {
    let output = match arguments.output.as_ref().or(arguments.to_file.as_ref()) {
        Some(path) => OutputArguments::of(path),
        None => OutputArguments::standard(),
    };
    output.other_than([arguments.input.as_path()])?;
    let form = form::of(arguments.to, "--to", &output)?;
    let suffixes = arguments.head.suffixes();
    let input = arguments.input(&suffixes)?;
    let inputs = input.files().into_iter();
    let inputs = inputs.chain(arguments.lexicon.inputs());
    let outputs = Outputs::of(form, &output, &suffixes, inputs)?;
    if !arguments.findings {
        arguments.checks.refuse()?;
    } else if !form.holds_findings() {
        let expected = "--findings: expected a format with room for findings, such as tsv, found";
        return Err(Failure::new(format!("{expected} {}", form.name())));
    }
    let options = arguments.checks.options()?;
    let noted = input.read()?;
    let bitext = &noted.bitext;
    arguments.head.check(bitext)?;
    let aligner = arguments.lexicon.read()?.aligner();
    let anchored = arguments.findings.then(|| aligner.read(bitext));
    let alignment = patience::align(bitext, || match &anchored {
        Some(anchored) => aligner.align(anchored),
        None => aligner.align(bitext),
    });
    let reviewed = anchored
        .as_ref()
        .map(|anchored| review_with_names(anchored, &alignment, &options));
    let name = shared_name(&arguments.input);
    let export = with_notes(arguments.head.export(bitext, &alignment), &noted);
    let export = export
        .with_title(title(&arguments.input))
        .with_files(&*name, &*name);
    let export = match &reviewed {
        Some((findings, names)) => export.with_findings(findings).with_names(names),
        None => export,
    };
    let pairs = Pairs {
        export,
        id: title(&arguments.input),
        moved: &|| aligner.moved(bitext, &alignment),
        numbered: Cow::Borrowed(&alignment),
    };
    pairs.write(form, &outputs)?;
    say!("{}", summary(bitext, &alignment));
    if let Some((findings, _)) = &reviewed {
        say!("{}", Verdict::new(bitext, &alignment, findings));
    }
    Ok(())
}

/// The export with what a person noted about the pairs of the file, which are its beads.
fn with_notes<'a>(export: Export<'a>, noted: &'a NotedBitext) -> Export<'a> {
    match noted.notes.len() == export.alignment().beads().len() {
        true => export.with_notes(noted.row_notes()),
        false => export,
    }
}

impl Arguments {
    fn input(&self, suffixes: &[String; 2]) -> Result<ConvertInput, Failure> {
        let texts = match (&self.source, &self.target) {
            (Some(source), Some(target)) => Some([source.clone(), target.clone()]),
            _ => None,
        };
        ConvertInput::of(&self.input, self.from, texts, self.encoding, suffixes)
    }
}

/// The name of a file without its folder and its last extension.
fn title(path: &Path) -> String {
    let name = path.file_stem().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
