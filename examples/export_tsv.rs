//! The main job: a bilingual page, or an English and a Japanese file, becomes a table of aligned pairs.

use std::io::Write;
use std::process::ExitCode;

use bitext::BitextArguments;
use clap::Parser;
use failure::{Failure, exit_code};
use lexicon::LexiconArguments;
use output::OutputArguments;
use taiyaku::review::{ReviewOptions, Verdict, review};
use taiyaku::{Alignment, format};

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

/// Pairs below this confidence are worth a look.
const DOUBTFUL: f32 = 0.8;

/// Align a Japanese translation with its English original and write the pairs as a tab-separated table.
///
/// The columns are id, kind, confidence, source and target: the pair's number, how many segments it joins (1-2 is
/// one English segment and two Japanese ones, 1-0 an omission, 0-1 an addition), the probability that it is right,
/// the English and the Japanese. Tabs and line breaks inside the text are written \t, \n, \r, a backslash \\; a
/// field with quotation marks stands in quotation marks, as spreadsheets expect.
///
/// Examples:
///   export_tsv                                       the sample of this repository, to the screen
///   export_tsv page.txt -o pairs.tsv                 a page that carries both languages
///   export_tsv --source en.txt --target ja.txt       two files
#[derive(Parser)]
#[command(version, verbatim_doc_comment)]
struct Arguments {
    #[command(flatten)]
    bitext: BitextArguments,
    #[command(flatten)]
    output: OutputArguments,
    /// Begin with a byte order mark, by which Excel knows UTF-8.
    #[arg(long)]
    bom: bool,
    /// Review the pairs: a column `findings` more, and a verdict on the standard error.
    #[arg(long)]
    findings: bool,
    #[command(flatten)]
    lexicon: LexiconArguments,
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let inputs = arguments.bitext.inputs().chain(arguments.lexicon.inputs());
    let output = arguments.output.other_than(inputs)?;
    let (bitext, knowledge) =
        rayon::join(|| arguments.bitext.bitext(), || arguments.lexicon.read());
    let (bitext, knowledge) = (bitext?, knowledge?);
    let aligner = knowledge.aligner();
    // Only a review asks more of the text than aligning does.
    let anchored = arguments.findings.then(|| aligner.read(&bitext));
    let alignment = match &anchored {
        Some(anchored) => patience::align(&aligner, anchored),
        None => patience::align(&aligner, &bitext),
    };
    let findings = anchored
        .as_ref()
        .map(|anchored| review(anchored, &alignment, &ReviewOptions::default()));
    output.write(|out: &mut dyn Write| {
        if arguments.bom {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let pairs = bitext.pairs(&alignment);
        match &findings {
            Some(findings) => format::tsv::write_reviewed(pairs, findings, out),
            None => format::tsv::write(pairs, out),
        }
    })?;
    eprintln!("{}", summary(&alignment));
    if let Some(findings) = &findings {
        eprintln!("{}", Verdict::new(&bitext, &alignment, findings));
    }
    Ok(())
}

fn summary(alignment: &Alignment) -> String {
    let beads = alignment.beads();
    let n_omissions = beads.iter().filter(|bead| bead.target.is_empty()).count();
    let n_additions = beads.iter().filter(|bead| bead.source.is_empty()).count();
    let n_doubtful = beads
        .iter()
        .filter(|bead| bead.confidence < DOUBTFUL)
        .count();
    format!(
        "pairs: {}, omissions: {n_omissions}, additions: {n_additions}, below confidence {DOUBTFUL}: {n_doubtful}",
        beads.len() - n_omissions - n_additions
    )
}
