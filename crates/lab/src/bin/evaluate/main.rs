//! Aligns the texts of a gold folder and says how right the result is, and how right its confidence.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::{Parser, ValueEnum};
use moves::MoveCounts;
use rayon::prelude::*;
use regex::Regex;
use taiyaku::align::programme::Weights;
use taiyaku::format::to_file;
use taiyaku::{Aligner, Bitext, Document, Similarity};
use taiyaku_cli::embeddings::Matrices;
use taiyaku_cli::failure::{Failure, exit_code};
use taiyaku_cli::lexicon::LexiconArguments;
use taiyaku_cli::progress::Progress;
use taiyaku_cli::threads::ThreadsArguments;
use taiyaku_lab::SAMPLES;
use taiyaku_lab::calibration::Calibration;
use taiyaku_lab::characters::{character_spans, file_spans};
use taiyaku_lab::gold::{Reading, Texts, names, read_gold, read_predictions, save_predictions};
use taiyaku_lab::score::{self, Counts, Gold, HEADINGS, Predicted, Span};

mod moves;
mod oracle;
#[cfg(test)]
mod tests;

/// Documents aligned between two looks at the clock.
const CHUNK: usize = 16;

/// Measure alignments against gold: strict, lax and null F1 for each domain and variant, and the reliability of the
/// confidence.
///
/// The folder holds ID.en.txt and ID.ja.txt, or ID.page.txt, and ID.gold.json for each document. The columns, shares
/// in per cent:
///   linkF1, macro        pairs of segments, summed over documents and as the documents' mean
///   strP, strR, strF1    beads that equal a gold bead, after beads inside one gold bead are joined; nulls left out
///   laxF1                beads that share a gold bead on both sides
///   nullP, nullR, nullF1 characters rightly left without a partner
///   fnull                aligned text of the gold that was left without a partner
///   char                 for each character, how much of its bead's other side belongs to it
///   strad, order         segments over two gold segments; beads out of order
///   lost, ovl, bad       characters in no segment, in two; spans outside the text
#[derive(Parser)]
#[command(version, verbatim_doc_comment)]
struct Arguments {
    /// Folder of the gold documents.
    #[arg(value_name = "GOLD_DIR", default_value = SAMPLES)]
    gold: PathBuf,
    /// Score the ID.pred.jsonl of this folder instead of aligning.
    #[arg(long, value_name = "DIR", conflicts_with = "save")]
    predictions: Option<PathBuf>,
    /// Write an ID.pred.jsonl for each document to this folder.
    #[arg(long, value_name = "DIR")]
    save: Option<PathBuf>,
    /// Rows of the table.
    #[arg(long, value_enum, default_value_t = By::Domain)]
    by: By,
    /// Read each document in the format that its name begins with, such as md- or srt-, else as a text file.
    #[arg(long)]
    formats: bool,
    /// Only these variants.
    #[arg(long, value_delimiter = ',', value_name = "V,..")]
    variant: Vec<String>,
    /// Only these corpora.
    #[arg(long, value_delimiter = ',', value_name = "C,..")]
    corpus: Vec<String>,
    /// Only documents whose id this regular expression finds.
    #[arg(long, value_name = "REGEX")]
    only: Option<Regex>,
    /// Leave documents without a prediction out instead of counting them as wrong.
    #[arg(long, requires = "predictions")]
    skip_missing: bool,
    #[command(flatten)]
    threads: ThreadsArguments,
    #[command(flatten)]
    lexicon: LexiconArguments,
    /// Ablation: learn no words from the text itself.
    #[arg(long)]
    no_learning: bool,
    /// Ablation: passes over each document [default: what suits the lexicon].
    #[arg(long, value_name = "N")]
    passes: Option<usize>,
    /// Ablation: another value for a number of the score, such as rate_number=0.5; may be given several times.
    #[arg(long, value_name = "NAME=VALUE")]
    weight: Vec<String>,
    /// Leave the reliability table out.
    #[arg(long)]
    no_calibration: bool,
    /// Add similarities such as embeddings would give them, made from the gold with so much noise: 0.5 is that of a good
    /// encoder, 1 of a fair, 2 of a poor one; 1000 is noise alone.
    #[arg(long, value_name = "NOISE", conflicts_with = "predictions")]
    oracle: Option<f32>,
    /// Align with embeddings: ID.en.npy and ID.ja.npy of this folder, a row for each segment that --segments writes.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["predictions", "oracle"])]
    embeddings: Option<PathBuf>,
    /// Write ID.en.lines and ID.ja.lines to this folder, a segment a line, for an encoder.
    #[arg(long, value_name = "DIR", conflicts_with = "predictions")]
    segments: Option<PathBuf>,
    /// Move the translation of N beads in a row over twice as many others, in every document, and count how often that is
    /// found (recov, recall) and how much of what is found is right; with 0, what is found in the documents as they are.
    #[arg(long, value_name = "N", conflicts_with_all = ["predictions", "save"])]
    moves: Option<usize>,
}

impl Arguments {
    fn reading(&self) -> Reading {
        match self.formats {
            true => Reading::ByName,
            false => Reading::AsText,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum By {
    Domain,
    Corpus,
    Doc,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    exit_code(arguments.threads.run(|| run(&arguments)))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    for folder in arguments.save.iter().chain(&arguments.segments) {
        fs::create_dir_all(folder).map_err(|error| Failure::io(folder.display(), &error))?;
    }
    let names = names(&arguments.gold)?;
    let aligner = aligner(arguments)?;
    if let Some(n_beads) = arguments.moves {
        return measure_moves(arguments, &aligner, &names, n_beads);
    }
    let mut groups: BTreeMap<[String; 2], Counts> = BTreeMap::new();
    let mut calibration = Calibration::default();
    let mut progress = Progress::start();
    let start = Instant::now();
    let (mut n_documents, mut n_bytes) = (0, 0);
    for (k, chunk) in names.chunks(CHUNK).enumerate() {
        let results: Vec<Result<Option<Judged>, Failure>> = chunk
            .par_iter()
            .map(|name| judge(arguments, &aligner, name))
            .collect();
        for result in results {
            let Some(judged) = result? else { continue };
            calibration.add(&judged.gold, &judged.predicted);
            for group in groups_of(&judged.gold, arguments.by) {
                *groups.entry(group).or_default() += &judged.counts;
            }
            n_documents += 1;
            n_bytes += judged.n_bytes;
        }
        progress.show(|| format!("{} of {} documents", k * CHUNK + chunk.len(), names.len()));
    }
    drop(progress);
    if groups.is_empty() {
        return Err(Failure::new(format!(
            "{}: no gold document matches",
            arguments.gold.display()
        )));
    }
    let rows = groups.iter().map(|(group, counts)| (group, counts.cells()));
    print!("{}", table(&HEADINGS, rows));
    if !arguments.no_calibration {
        print!("\n{}", calibration.table());
    }
    let seconds = start.elapsed().as_secs_f64();
    eprintln!(
        "{n_documents} documents, {:.2} MB, {seconds:.2} s",
        n_bytes as f64 / 1e6
    );
    Ok(())
}

fn aligner(arguments: &Arguments) -> Result<Aligner, Failure> {
    let mut builder = arguments.lexicon.read()?.aligner_builder();
    if arguments.no_learning {
        builder = builder.without_learning();
    }
    if let Some(passes) = arguments.passes {
        builder = builder.passes(passes);
    }
    Ok(builder.weights(weights(&arguments.weight)?).build())
}

fn weights(changes: &[String]) -> Result<Weights, Failure> {
    let mut weights = Weights::default();
    for change in changes {
        let set = change.split_once('=').and_then(|(name, value)| {
            let value = value.parse().ok()?;
            weights.set(name, value).then_some(())
        });
        set.ok_or_else(|| {
            let names = Weights::NAMES.join(", ");
            Failure::new(format!(
                "--weight {change}: expected NAME=VALUE, with a name of {names}"
            ))
        })?;
    }
    Ok(weights)
}

/// A document with what was found out about it.
struct Judged {
    gold: Gold,
    predicted: Vec<Predicted>,
    counts: Counts,
    n_bytes: usize,
}

/// Aligns and scores one document; none if it is not asked for.
fn judge(arguments: &Arguments, aligner: &Aligner, name: &str) -> Result<Option<Judged>, Failure> {
    let Some(gold) = wanted_gold(arguments, name)? else {
        return Ok(None);
    };
    let texts = Texts::read(&arguments.gold, name, arguments.reading())?;
    let predicted = match &arguments.predictions {
        None => Some(predict(arguments, aligner, &texts.bitext()?, &gold, name)?),
        Some(folder) => read_predictions(&folder.join(format!("{name}.pred.jsonl")))?,
    };
    if predicted.is_none() && arguments.skip_missing {
        return Ok(None);
    }
    let n_missing = u64::from(predicted.is_none());
    let predicted = predicted.unwrap_or_default();
    if let Some(folder) = &arguments.save {
        save_predictions(&folder.join(format!("{name}.pred.jsonl")), &predicted)?;
    }
    let [source, target] = texts.sides(&gold);
    let mut counts = score::score(&source, &target, &gold, &predicted)
        .map_err(|error| Failure::new(format!("{name}.gold.json: {error}")))?;
    counts.missing = n_missing;
    Ok(Some(Judged {
        gold,
        predicted,
        counts,
        n_bytes: texts.n_bytes(),
    }))
}

/// The gold of a document; none if it is not asked for.
fn wanted_gold(arguments: &Arguments, name: &str) -> Result<Option<Gold>, Failure> {
    let gold = read_gold(&arguments.gold, name)?;
    let wanted = |among: &[String], name: &String| among.is_empty() || among.contains(name);
    let is_wanted = wanted(&arguments.variant, &gold.variant)
        && wanted(&arguments.corpus, &gold.corpus)
        && arguments
            .only
            .as_ref()
            .is_none_or(|only| only.is_match(&gold.id));
    Ok(is_wanted.then_some(gold))
}

/// The table of `--moves`.
fn measure_moves(
    arguments: &Arguments,
    aligner: &Aligner,
    names: &[String],
    n_beads: usize,
) -> Result<(), Failure> {
    let measured: Vec<Result<Option<(Gold, MoveCounts)>, Failure>> = names
        .par_iter()
        .map(|name| {
            let Some(gold) = wanted_gold(arguments, name)? else {
                return Ok(None);
            };
            let sides = Texts::read(&arguments.gold, name, arguments.reading())?.sides(&gold);
            let counts = moves::measure(aligner, &gold, sides, n_beads);
            Ok(Some((gold, counts)))
        })
        .collect();
    let mut groups: BTreeMap<[String; 2], MoveCounts> = BTreeMap::new();
    for result in measured {
        let Some((gold, counts)) = result? else {
            continue;
        };
        for group in groups_of(&gold, arguments.by) {
            *groups.entry(group).or_default() += counts;
        }
    }
    let rows = groups.iter().map(|(group, counts)| (group, counts.cells()));
    print!("{}", table(&MoveCounts::HEADINGS, rows));
    Ok(())
}

fn predict(
    arguments: &Arguments,
    aligner: &Aligner,
    bitext: &Bitext,
    gold: &Gold,
    name: &str,
) -> Result<Vec<Predicted>, Failure> {
    if let Some(folder) = &arguments.segments {
        for (document, ending) in [(bitext.source(), "en"), (bitext.target(), "ja")] {
            save_segments(&folder.join(format!("{name}.{ending}.lines")), document)?;
        }
    }
    let alignment = match (arguments.oracle, &arguments.embeddings) {
        (Some(noise), _) => {
            let spans = [bitext.source(), bitext.target()].map(character_spans);
            let [source, target] =
                oracle::embeddings(gold, spans.each_ref().map(Vec::as_slice), noise);
            let similarity = Similarity::from_embeddings(&source, &target, oracle::DIMENSION);
            aligner.align_with(bitext, &similarity)
        }
        (None, Some(folder)) => {
            let file = |ending: &str| folder.join(format!("{name}.{ending}.npy"));
            let matrices = Matrices::read(&file("en"), &file("ja"), bitext)?;
            aligner.align_with(bitext, &matrices.similarity())
        }
        (None, None) => aligner.align(bitext),
    };
    let [en, ja] = [bitext.source(), bitext.target()].map(file_spans);
    let spans = |of_segments: &[Vec<[usize; 2]>]| -> Vec<Span> {
        let spans = of_segments.iter().flatten();
        spans
            .map(|&[start, end]| (start as i64, end as i64))
            .collect()
    };
    let predicted = alignment.beads().iter().map(|bead| Predicted {
        en: spans(&en[bead.source.clone()]),
        ja: spans(&ja[bead.target.clone()]),
        // By way of its decimal form, so that a saved prediction is read back as the same number.
        conf: bead.confidence.to_string().parse().ok(),
    });
    Ok(predicted.collect())
}

/// Writes the segments of a document, one a line.
fn save_segments(path: &Path, document: &Document) -> Result<(), Failure> {
    let mut lines = String::new();
    for segment in 0..document.segments().len() {
        let words: Vec<&str> = document.segment_text(segment).split_whitespace().collect();
        lines.push_str(&words.join(" "));
        lines.push('\n');
    }
    Ok(to_file(path, |out| Ok(out.write_all(lines.as_bytes())?))?)
}

/// The rows of the table that a document counts in.
fn groups_of(gold: &Gold, by: By) -> [[String; 2]; 3] {
    let key = match by {
        By::Domain => &gold.domain,
        By::Corpus => &gold.corpus,
        By::Doc => &gold.id,
    };
    let all = || "~ALL".to_string();
    [
        [key.clone(), gold.variant.clone()],
        [all(), gold.variant.clone()],
        [all(), "~all".to_string()],
    ]
}

/// A table with the group and variant of each row before its cells.
fn table<'a>(
    headings: &[&str],
    rows: impl Iterator<Item = (&'a [String; 2], Vec<String>)> + Clone,
) -> String {
    let names = rows.clone().map(|([group, _], _)| group.chars().count());
    let width = names.max().unwrap_or(0).max(6);
    let line = |group: &str, variant: &str, cells: Vec<String>| {
        format!("{group:width$} {variant:9} {}\n", cells.join(" "))
    };
    let aligned = |cell: &str| format!("{cell:>6}");
    let headings = headings.iter().map(|heading| aligned(heading)).collect();
    let mut table = line("group", "variant", headings);
    for ([group, variant], cells) in rows {
        let cells = cells.iter().map(|cell| aligned(cell)).collect();
        table += &line(group, variant, cells);
    }
    table
}
