//! Aligns text that is cut already, one segment a line, and writes the line numbers of each bead.

use std::ops::Range;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use failure::{Failure, exit_code};
use lexicon::LexiconArguments;
use output::OutputArguments;
use taiyaku::{Alignment, Bead, Bitext, Document, format};
use tongue::Tongue;

#[path = "common/failure.rs"]
mod failure;
#[path = "common/lexicon.rs"]
mod lexicon;
#[path = "common/lines.rs"]
mod lines;
#[path = "common/output.rs"]
mod output;
#[path = "common/patience.rs"]
mod patience;
#[path = "common/progress.rs"]
mod progress;
#[path = "common/tongue.rs"]
mod tongue;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/align_segments");

/// Align two files of one segment a line, in whatever languages.
///
/// The form `vecalign` has a bead a line, [0]:[0, 1]:0.012345, with the numbers of the lines from 0 and the cost, −ln
/// of the confidence. The form `ladder` is hunalign's: a rung a line, two line numbers and the confidence of the bead
/// that begins there, and a last rung with the numbers of lines. A blank line begins a paragraph; it belongs to the
/// bead around it, or is an omission or addition of its own.
#[derive(Parser)]
#[command(version, verbatim_doc_comment)]
struct Arguments {
    /// The original [default: a sample].
    #[arg(requires = "target")]
    source: Option<PathBuf>,
    /// Its translation.
    target: Option<PathBuf>,
    /// Language of the original.
    #[arg(long, value_enum, default_value_t = Tongue::En)]
    source_language: Tongue,
    /// Language of the translation.
    #[arg(long, value_enum, default_value_t = Tongue::Ja)]
    target_language: Tongue,
    /// Form of the output.
    #[arg(short, long, value_enum, default_value_t = Form::Vecalign)]
    form: Form,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    lexicon: LexiconArguments,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Vecalign,
    Ladder,
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let path = |given: &Option<PathBuf>, sample: &str| {
        given
            .clone()
            .unwrap_or_else(|| PathBuf::from(format!("{SAMPLES}/{sample}")))
    };
    let source = path(&arguments.source, "source.txt");
    let target = path(&arguments.target, "target.txt");
    let texts = [source.as_path(), target.as_path()].into_iter();
    let output = arguments
        .output
        .other_than(texts.chain(arguments.lexicon.inputs()))?;
    let (source, target) = (format::text_file(&source)?, format::text_file(&target)?);
    let (source, source_lines) = document(&source, arguments.source_language);
    let (target, target_lines) = document(&target, arguments.target_language);
    let bitext = Bitext::from_documents(source, target);
    let aligner = arguments.lexicon.read()?.aligner();
    let alignment = patience::align(&aligner, &bitext);
    let mut rungs = Rungs::default();
    for bead in alignment.beads() {
        let source = source_lines.of(&bead.source);
        let target = target_lines.of(&bead.target);
        rungs.blank_lines(
            source.as_ref().map(|lines| lines.start),
            target.as_ref().map(|lines| lines.start),
        );
        rungs.bead(
            source.map_or(0, |lines| lines.len()),
            target.map_or(0, |lines| lines.len()),
            bead.confidence,
        );
    }
    rungs.blank_lines(Some(source_lines.n_lines), Some(target_lines.n_lines));
    let lines = Alignment::from_beads(rungs.beads);
    output.write(|out| match arguments.form {
        Form::Vecalign => format::vecalign::write(&lines, out),
        Form::Ladder => format::ladder::write(&lines, out),
    })
}

/// The lines of a file that hold a segment.
struct Lines {
    of_segment: Vec<usize>,
    n_lines: usize,
}

impl Lines {
    /// The lines of a run of segments, blank ones between them too; none if the run is empty.
    fn of(&self, segments: &Range<usize>) -> Option<Range<usize>> {
        let lines = &self.of_segment[segments.clone()];
        Some(*lines.first()?..lines.last()? + 1)
    }
}

fn document(text: &str, language: Tongue) -> (Document, Lines) {
    let (document, of_segment) = lines::document(text, language.into());
    let n_lines = text.split_inclusive('\n').count();
    let lines = Lines {
        of_segment,
        n_lines,
    };
    (document, lines)
}

/// Beads in lines instead of segments; they tile the lines of both files.
#[derive(Default)]
struct Rungs {
    beads: Vec<Bead>,
    at: (usize, usize),
}

impl Rungs {
    fn bead(&mut self, n_source: usize, n_target: usize, confidence: f32) {
        let end = (self.at.0 + n_source, self.at.1 + n_target);
        let (source, target) = (self.at.0..end.0, self.at.1..end.1);
        self.beads.push(Bead::new(source, target, confidence));
        self.at = end;
    }

    /// Nulls up to the lines given.
    fn blank_lines(&mut self, source: Option<usize>, target: Option<usize>) {
        while source.is_some_and(|line| self.at.0 < line) {
            self.bead(1, 0, 1.0);
        }
        while target.is_some_and(|line| self.at.1 < line) {
            self.bead(0, 1, 1.0);
        }
    }
}
