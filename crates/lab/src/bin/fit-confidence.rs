//! Fits the numbers that make the confidence of beads, and says how right it is on corpora that they were not fitted to.
//!
//! In: gold folders. Out: the numbers of `align/confidence.rs`, and tables of reliability. O(beads · steps · corpora).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use rayon::prelude::*;
use taiyaku::Aligner;
use taiyaku_cli::failure::{Failure, exit_code};
use taiyaku_lab::calibration::{Calibration, Kind, verdicts};
use taiyaku_lab::characters::file_spans;
use taiyaku_lab::gold::{Reading, Texts, names, read_gold};
use taiyaku_lab::logistic::{Observation, Regression};
use taiyaku_lab::score::{Predicted, Span};

/// Fit the numbers that make the confidence of beads (`align/confidence.rs`), by logistic regression.
///
/// Each bead counts as often as the weight of its folder says: give a small folder a large weight. The tables show the
/// confidence of each folder by numbers that were fitted without the corpus of the document. `spoil` makes a folder with
/// gaps from one without.
///
/// Example:
///   spoil CLEAN -o SPOILED && fit-confidence CLEAN SPOILED REAL=6
#[derive(Parser)]
#[command(version, verbatim_doc_comment)]
struct Arguments {
    /// Folders of gold documents, as for `evaluate --formats`, each with the weight of its beads.
    #[arg(value_name = "GOLD_DIR[=WEIGHT]", required = true)]
    gold: Vec<String>,
    /// Write each bead with its traits to this file, as JSON Lines.
    #[arg(long, value_name = "FILE")]
    dump: Option<PathBuf>,
}

/// A bead of a gold document, and what is known of it.
#[derive(Clone)]
struct Claim {
    folder: usize,
    corpus: String,
    kind: Kind,
    posterior: f64,
    seen: Observation,
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let aligner = Aligner::new();
    let mut claims = Vec::new();
    let folders: Vec<(PathBuf, f64)> = arguments
        .gold
        .iter()
        .map(|folder| weighted(folder))
        .collect::<Result<_, _>>()?;
    for (k, (folder, weight)) in folders.iter().enumerate() {
        claims.extend(claims_of(folder, k, *weight, &aligner)?);
    }
    if let Some(path) = &arguments.dump {
        dump(path, &claims, &folders)?;
    }
    for (name, kind) in [("pairs", Kind::Pair), ("nulls", Kind::Null)] {
        let some: Vec<&Claim> = claims.iter().filter(|c| c.kind == kind).collect();
        let seen = some.iter().map(|claim| &claim.seen);
        println!("{name}: {:.3?}", Regression::fitted(seen).numbers());
        let said = left_out(&some);
        for (k, (folder, _)) in folders.iter().enumerate() {
            let (mut before, mut after) = (Calibration::default(), Calibration::default());
            for (claim, said) in some.iter().zip(&said).filter(|(c, _)| c.folder == k) {
                before.claim(kind, claim.posterior, claim.seen.is_right);
                after.claim(kind, *said, claim.seen.is_right);
            }
            println!(
                "\n{name} of {}, by posterior:\n{}",
                folder.display(),
                before.table_of(kind)
            );
            println!("fitted to other corpora:\n{}", after.table_of(kind));
        }
    }
    Ok(())
}

/// A folder and its weight.
fn weighted(folder: &str) -> Result<(PathBuf, f64), Failure> {
    match folder.rsplit_once('=') {
        None => Ok((folder.into(), 1.0)),
        Some((path, weight)) => match weight.parse() {
            Ok(weight) => Ok((path.into(), weight)),
            Err(_) => Err(Failure::new(format!(
                "{folder}: expected GOLD_DIR=WEIGHT, with a number as the weight"
            ))),
        },
    }
}

/// The confidence of each claim by numbers fitted to the claims of other corpora.
fn left_out(claims: &[&Claim]) -> Vec<f64> {
    let corpora: BTreeSet<&str> = claims.iter().map(|claim| claim.corpus.as_str()).collect();
    let corpora: Vec<&str> = corpora.into_iter().collect();
    let fits: Vec<(&str, Regression)> = corpora
        .par_iter()
        .map(|&corpus| {
            let others = claims.iter().filter(|claim| claim.corpus != corpus);
            (corpus, Regression::fitted(others.map(|claim| &claim.seen)))
        })
        .collect();
    let said = claims.iter().map(|claim| {
        let place = fits.partition_point(|(corpus, _)| *corpus < claim.corpus.as_str());
        fits[place].1.probability(&claim.seen.traits)
    });
    said.collect()
}

fn claims_of(
    folder: &Path,
    number: usize,
    weight: f64,
    aligner: &Aligner,
) -> Result<Vec<Claim>, Failure> {
    let of_documents: Vec<Vec<Claim>> = names(folder)?
        .par_iter()
        .map(|name| of_document(folder, name, aligner))
        .collect::<Result<_, _>>()?;
    let mut claims = of_documents.concat();
    for claim in &mut claims {
        claim.folder = number;
        claim.seen.weight = weight;
    }
    Ok(claims)
}

fn of_document(folder: &Path, name: &str, aligner: &Aligner) -> Result<Vec<Claim>, Failure> {
    let gold = read_gold(folder, name)?;
    let bitext = Texts::read(folder, name, Reading::ByName)?.bitext()?;
    let found = aligner.traits(&bitext);
    let [source, target] = [bitext.source(), bitext.target()].map(file_spans);
    let spans = |of: &[Vec<[usize; 2]>]| -> Vec<Span> {
        let spans = of.iter().flatten();
        spans.map(|&[from, to]| (from as i64, to as i64)).collect()
    };
    let predicted: Vec<Predicted> = found
        .iter()
        .map(|(bead, _)| Predicted {
            en: spans(&source[bead.source.clone()]),
            ja: spans(&target[bead.target.clone()]),
            conf: Some(f64::from(bead.confidence)),
        })
        .collect();
    let judged = found.into_iter().zip(verdicts(&gold, &predicted));
    let claims = judged.filter_map(|((bead, traits), is_right)| {
        Some(Claim {
            folder: 0,
            corpus: gold.corpus.clone(),
            kind: if bead.is_null() {
                Kind::Null
            } else {
                Kind::Pair
            },
            posterior: f64::from(bead.confidence),
            seen: Observation {
                traits: traits.into_iter().map(f64::from).collect(),
                is_right: is_right?,
                weight: 1.0,
            },
        })
    });
    Ok(claims.collect())
}

fn dump(path: &Path, claims: &[Claim], folders: &[(PathBuf, f64)]) -> Result<(), Failure> {
    let lines = claims.iter().map(|claim| {
        let line = serde_json::json!({
            "folder": folders[claim.folder].0,
            "corpus": claim.corpus,
            "null": claim.kind == Kind::Null,
            "posterior": claim.posterior,
            "right": claim.seen.is_right,
            "traits": claim.seen.traits,
        });
        format!("{line}\n")
    });
    let text: String = lines.collect();
    Ok(taiyaku::format::to_file(path, |out| {
        Ok(out.write_all(text.as_bytes())?)
    })?)
}
