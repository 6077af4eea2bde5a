//! Matches the documents of gold folders without their names, and says how many pairs are right and how honest the
//! confidence is.

mod collection;
mod confidence;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use rayon::prelude::*;
use taiyaku::corpus::matching::{Fingerprint, Match, Matcher};
use taiyaku::segment::Segmenter;
use taiyaku::{Aligner, Language};
use taiyaku_cli::failure::{Failure, exit_code};
use taiyaku_cli::threads::ThreadsArguments;
use taiyaku_lab::SAMPLES;

use crate::collection::{Collection, spliced};
use crate::confidence::{Claim, fit, table};
use taiyaku_lab::passages::{Document, Passage, documents};

/// Match the documents of gold folders without their names: each folder alone, then all together.
///
/// Documents are cut to their first sentences at beads of the gold, and shuffled; one in five has no partner, on either side in
/// turn. The columns, shares in per cent:
///   sources, targets     documents on either side
///   pairs                documents that stand on both sides
///   found, right         pairs of the default least confidence, and how many of them are right
///   recall, false        right pairs of all pairs; wrong pairs of those found
///   bytes                memory of a fingerprint
///   read, match          seconds
#[derive(Parser)]
#[command(version, verbatim_doc_comment)]
struct Arguments {
    /// Folders of gold documents.
    #[arg(value_name = "GOLD_DIR", default_value = SAMPLES)]
    gold: Vec<PathBuf>,
    /// Cut the documents to this number of sentences; several numbers give several rows.
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "N,..",
        default_value = "100,30,10"
    )]
    sentences: Vec<usize>,
    /// Take only documents whose id ends with this.
    #[arg(long, value_name = "ENDING", default_value = "")]
    ending: String,
    /// Take the sentences from the middle of each document.
    #[arg(long)]
    middle: bool,
    /// Make a document of every window of that many sentences.
    #[arg(long, conflicts_with = "middle")]
    windows: bool,
    /// Make N documents of two windows each, so that many share a half.
    #[arg(long, value_name = "N", conflicts_with_all = ["middle", "windows"])]
    splice: Option<usize>,
    /// Print the weights of the confidence that fit these pairs best.
    #[arg(long)]
    fit: bool,
    #[command(flatten)]
    threads: ThreadsArguments,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    exit_code(arguments.threads.run(|| run(&arguments)))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut folders = Vec::new();
    for folder in &arguments.gold {
        folders.push(documents(folder, &arguments.ending)?);
    }
    let matcher = Matcher::new(&Aligner::new());
    let mut claims = Vec::new();
    println!("folder sentences sources targets pairs found right recall false bytes read match");
    let alone = folders.len() > 1;
    for (folder, path) in folders.iter().zip(&arguments.gold).filter(|_| alone) {
        let name = path.file_name().unwrap_or(path.as_os_str());
        measure(
            arguments,
            &name.to_string_lossy(),
            folder,
            &matcher,
            &mut claims,
        );
    }
    let all: Vec<Document> = folders.into_iter().flatten().collect();
    measure(arguments, "all", &all, &matcher, &mut claims);
    print!("\n{}", table(&claims));
    if arguments.fit {
        println!("\nweights of the logit: {:.3?}", fit(&claims));
    }
    Ok(())
}

/// Prints a line for each number of sentences.
fn measure(
    arguments: &Arguments,
    name: &str,
    documents: &[Document],
    matcher: &Matcher,
    claims: &mut Vec<Claim>,
) {
    for &n_sentences in &arguments.sentences {
        let passages = passages_of(arguments, documents, n_sentences);
        let collection = Collection::new(passages);
        let cells = cells(&collection, matcher, claims).join(" ");
        println!("{name} {n_sentences} {cells}");
    }
}

fn passages_of(arguments: &Arguments, documents: &[Document], n_sentences: usize) -> Vec<Passage> {
    if let Some(n) = arguments.splice {
        return spliced(documents, n_sentences, n);
    }
    let all = documents.iter();
    match (arguments.middle, arguments.windows) {
        (true, _) => all.map(|d| d.middle(n_sentences)).collect(),
        (_, true) => all.flat_map(|d| d.windows(n_sentences)).collect(),
        _ => all.map(|d| d.beginning(n_sentences)).collect(),
    }
}

/// Matches a collection, adds what was claimed, and returns the cells of its line.
fn cells(collection: &Collection, matcher: &Matcher, claims: &mut Vec<Claim>) -> Vec<String> {
    let start = Instant::now();
    let text = |k: usize| &collection.passages[k];
    let sources = read(matcher, Language::English, &collection.sources, |k| {
        &text(k).source
    });
    let targets = read(matcher, Language::Japanese, &collection.targets, |k| {
        &text(k).target
    });
    let reading = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let pairs = matcher.traits(&sources, &targets);
    let matching = start.elapsed().as_secs_f64();
    let (mut n_found, mut n_right) = (0, 0);
    for (source, target, traits) in pairs {
        let is_right = collection.is_pair(source, target);
        if Match::LEAST_CONFIDENCE <= traits.confidence() {
            n_found += 1;
            n_right += usize::from(is_right);
        }
        claims.push(Claim { traits, is_right });
    }
    let n_pairs = collection.n_pairs();
    let share =
        |part: usize, whole: usize| format!("{:.2}", 100.0 * part as f64 / whole.max(1) as f64);
    let n_documents = sources.len() + targets.len();
    let n_bytes: usize = sources
        .iter()
        .chain(&targets)
        .map(Fingerprint::n_bytes)
        .sum();
    vec![
        sources.len().to_string(),
        targets.len().to_string(),
        n_pairs.to_string(),
        n_found.to_string(),
        n_right.to_string(),
        share(n_right, n_pairs),
        share(n_found - n_right, n_found),
        (n_bytes / n_documents.max(1)).to_string(),
        format!("{reading:.1}"),
        format!("{matching:.1}"),
    ]
}

fn read<'t>(
    matcher: &Matcher,
    language: Language,
    numbers: &[usize],
    text: impl Fn(usize) -> &'t String + Sync,
) -> Vec<Fingerprint> {
    let segmenter = Segmenter::new(language);
    let read = |&k: &usize| matcher.fingerprint(&segmenter.document(text(k).as_str()));
    numbers.par_iter().map(read).collect()
}
