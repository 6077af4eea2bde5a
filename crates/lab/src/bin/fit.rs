//! Fits the numbers of the score to a gold folder, and says what they reach on corpora that they were not fitted to.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use rayon::prelude::*;
use taiyaku::align::programme::Weights;
use taiyaku::{Aligner, Anchored, Lexicon};
use taiyaku_cli::failure::{Failure, exit_code};
use taiyaku_cli::lexicon::LexiconArguments;
use taiyaku_lab::SAMPLES;
use taiyaku_lab::characters::character_spans;
use taiyaku_lab::gold::{Reading, Texts, names, read_gold};
use taiyaku_lab::score::{self, Counts, Gold, Predicted, Span};

/// A step that gains less, in points of F1, is chance.
const LEAST_GAIN: f64 = 0.005;

/// Fit the numbers of the score (`align/weights.rs`) to a gold folder: one set for all texts.
///
/// Each number in turn is made larger and smaller by a step, and the better kept, until nothing helps; then with half the
/// step. What is made greatest is the mean over corpora of strict F1 and null F1, so that no corpus counts more for being
/// long. A fold leaves one corpus out and fits to the others; the table tells what that corpus has with the numbers as
/// they are, and with those that never saw it. A number is worth changing if the folds agree on it and the corpora left
/// out gain.
#[derive(Parser)]
#[command(version, verbatim_doc_comment)]
struct Arguments {
    /// Folder of the gold documents, as for `evaluate`.
    #[arg(value_name = "GOLD_DIR", default_value = SAMPLES)]
    gold: PathBuf,
    /// Only these variants.
    #[arg(long, value_delimiter = ',', value_name = "V,..")]
    variant: Vec<String>,
    /// Fit only these numbers.
    #[arg(long, value_delimiter = ',', value_name = "NAME,..")]
    only: Vec<String>,
    /// Begin from other values than the defaults.
    #[arg(long, value_delimiter = ',', value_name = "NAME=VALUE,..")]
    set: Vec<String>,
    /// The first step, as a share of each number.
    #[arg(long, default_value_t = 0.4)]
    step: f64,
    /// How often the step is halved.
    #[arg(long, default_value_t = 1)]
    halvings: usize,
    /// Fit to all corpora at once only, without the folds.
    #[arg(long)]
    no_folds: bool,
    #[command(flatten)]
    lexicon: LexiconArguments,
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let knowledge = arguments.lexicon.read()?;
    let lexicon = knowledge.aligner().lexicon().clone();
    let mut fit = Fit {
        documents: documents(&arguments.gold, &arguments.variant, &lexicon)?,
        lexicon,
        measured: HashMap::new(),
    };
    let names: Vec<&str> = match arguments.only.as_slice() {
        [] => Weights::NAMES.to_vec(),
        only => only.iter().map(String::as_str).collect(),
    };
    let mut start = Weights::default();
    for assignment in &arguments.set {
        set(&mut start, assignment)?;
    }
    if let Some(unknown) = names.iter().find(|name| start.get(name).is_none()) {
        return Err(unknown_name(unknown));
    }
    let steps: Vec<f64> = (0..=arguments.halvings as i32)
        .map(|halving| arguments.step / f64::powi(2.0, halving))
        .collect();
    let corpora: BTreeSet<String> = fit
        .documents
        .iter()
        .map(|d| d.gold.corpus.clone())
        .collect();
    let fitted = fit.descend(&start, &names, &steps, &corpora);
    print_changes("all", &start, &fitted);
    println!(
        "all corpora: {:.3} before, {:.3} fitted to them",
        fit.objective(&start, &corpora),
        fit.objective(&fitted, &corpora)
    );
    if arguments.no_folds || corpora.len() < 2 {
        return Ok(());
    }
    let mut sums = [0.0; 2];
    println!("\ncorpus left out        before   after");
    for left_out in &corpora {
        let own = BTreeSet::from([left_out.clone()]);
        let others: BTreeSet<String> = corpora.difference(&own).cloned().collect();
        let fitted = fit.descend(&start, &names, &steps, &others);
        let values = [&start, &fitted].map(|weights| fit.objective(weights, &own));
        println!("{left_out:20} {:>8.3} {:>7.3}", values[0], values[1]);
        print_changes(left_out, &start, &fitted);
        sums = [sums[0] + values[0], sums[1] + values[1]];
    }
    let mean = |sum: f64| sum / corpora.len() as f64;
    println!(
        "{:20} {:>8.3} {:>7.3}",
        "mean",
        mean(sums[0]),
        mean(sums[1])
    );
    Ok(())
}

fn set(weights: &mut Weights, assignment: &str) -> Result<(), Failure> {
    let (name, value) = assignment
        .split_once('=')
        .and_then(|(name, value)| Some((name, value.parse().ok()?)))
        .ok_or_else(|| Failure::new(format!("{assignment}: expected NAME=VALUE")))?;
    match weights.set(name, value) {
        true => Ok(()),
        false => Err(unknown_name(name)),
    }
}

fn unknown_name(name: &str) -> Failure {
    let known = Weights::NAMES.join(", ");
    Failure::new(format!("{name}: expected one of {known}"))
}

fn print_changes(fold: &str, before: &Weights, after: &Weights) {
    let changes = Weights::NAMES.iter().filter_map(|name| {
        let (before, after) = (before.get(name)?, after.get(name)?);
        (before != after).then(|| format!("{name} {before:.4} → {after:.4}"))
    });
    let changes: Vec<String> = changes.collect();
    println!("  {fold}: {}", changes.join(", "));
}

/// A gold document, read once.
struct Document {
    gold: Gold,
    sides: [String; 2],
    anchored: Anchored,
}

fn documents(
    folder: &Path,
    variants: &[String],
    lexicon: &Arc<Lexicon>,
) -> Result<Vec<Document>, Failure> {
    let document = |name: &String| -> Result<Option<Document>, Failure> {
        let gold = read_gold(folder, name)?;
        if !variants.is_empty() && !variants.contains(&gold.variant) {
            return Ok(None);
        }
        let texts = Texts::read(folder, name, Reading::AsText)?;
        let bitext = texts.bitext()?;
        Ok(Some(Document {
            sides: texts.sides(&gold),
            anchored: Aligner::builder()
                .lexicon(Arc::clone(lexicon))
                .build()
                .read(&bitext),
            gold,
        }))
    };
    let found: Result<Vec<Option<Document>>, Failure> =
        names(folder)?.par_iter().map(document).collect();
    let found: Vec<Document> = found?.into_iter().flatten().collect();
    if found.is_empty() {
        return Err(Failure::new(format!(
            "{}: no gold document matches",
            folder.display()
        )));
    }
    Ok(found)
}

impl Document {
    fn counts(&self, aligner: &Aligner) -> Counts {
        let [en, ja] = [
            self.anchored.bitext().source(),
            self.anchored.bitext().target(),
        ]
        .map(|side| {
            let spans = character_spans(side).into_iter();
            Vec::from_iter(spans.map(|[start, end]| -> Span { (start as i64, end as i64) }))
        });
        let alignment = aligner.align(&self.anchored);
        let beads = alignment.beads().iter().map(|bead| Predicted {
            en: en[bead.source.clone()].to_vec(),
            ja: ja[bead.target.clone()].to_vec(),
            conf: Some(f64::from(bead.confidence)),
        });
        let [source, target] = &self.sides;
        score::score(source, target, &self.gold, &beads.collect::<Vec<_>>())
            .expect("gold that tiles its texts")
    }
}

struct Fit {
    documents: Vec<Document>,
    lexicon: Arc<Lexicon>,
    /// Points of every corpus with weights that were tried already, by their values.
    measured: HashMap<Vec<u64>, BTreeMap<String, f64>>,
}

impl Fit {
    /// The mean over corpora of strict F1 and null F1, in per cent.
    fn objective(&mut self, weights: &Weights, corpora: &BTreeSet<String>) -> f64 {
        let values = Weights::NAMES.iter().filter_map(|name| weights.get(name));
        let key: Vec<u64> = values.map(f64::to_bits).collect();
        if !self.measured.contains_key(&key) {
            let points = self.points(weights);
            self.measured.insert(key.clone(), points);
        }
        let points = &self.measured[&key];
        corpora.iter().map(|corpus| points[corpus]).sum::<f64>() / corpora.len() as f64
    }

    fn points(&self, weights: &Weights) -> BTreeMap<String, f64> {
        let aligner = Aligner::builder()
            .lexicon(self.lexicon.clone())
            .weights(weights.clone())
            .build();
        let counts: Vec<Counts> = self
            .documents
            .par_iter()
            .map(|d| d.counts(&aligner))
            .collect();
        let mut by_corpus: BTreeMap<String, Counts> = BTreeMap::new();
        for (document, counts) in self.documents.iter().zip(&counts) {
            *by_corpus.entry(document.gold.corpus.clone()).or_default() += counts;
        }
        let points = |counts: Counts| {
            let figures = counts.figures();
            let null = figures.null.map_or(figures.strict.f1, |null| null.f1);
            100.0 * (figures.strict.f1 + null) / 2.0
        };
        by_corpus
            .into_iter()
            .map(|(corpus, counts)| (corpus, points(counts)))
            .collect()
    }

    /// Coordinate descent from `start`.
    fn descend(
        &mut self,
        start: &Weights,
        names: &[&str],
        steps: &[f64],
        corpora: &BTreeSet<String>,
    ) -> Weights {
        let mut best = (self.objective(start, corpora), start.clone());
        for &step in steps {
            // Each number goes on in the direction that helped; a round in which none does is the last.
            for _ in 0..4 {
                let before = best.0;
                for name in names {
                    for factor in [1.0 + step, 1.0 / (1.0 + step)] {
                        while let Some(next) = moved(&best.1, name, factor) {
                            let value = self.objective(&next, corpora);
                            if value < best.0 + LEAST_GAIN {
                                break;
                            }
                            eprintln!("{value:.3} {name} = {:.4}", next.get(name).unwrap_or(0.0));
                            best = (value, next);
                        }
                    }
                }
                if best.0 < before + LEAST_GAIN {
                    break;
                }
            }
        }
        best.1
    }
}

/// The weights with one of them multiplied, if it stays what it must be: a probability below 1.
fn moved(weights: &Weights, name: &str, factor: f64) -> Option<Weights> {
    const PROBABILITIES: [&str; 5] = ["prior_1", "prior_2", "null_", "rate_", "chance"];
    const HIGHEST: f64 = 0.95;
    let value = weights.get(name)? * factor;
    let is_probability = PROBABILITIES.iter().any(|prefix| name.starts_with(prefix));
    if is_probability && name != "chance_segments" && value > HIGHEST {
        return None;
    }
    let mut next = weights.clone();
    next.set(name, value);
    let leaves_null = 1.0 - next.get("null_go_on")? - next.get("null_turn")?;
    let stays_in_beads = 1.0 - 2.0 * next.get("null_open")?;
    (leaves_null > 0.0 && stays_in_beads > 0.0).then_some(next)
}
