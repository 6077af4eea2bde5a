//! Plants known errors into clean translations and tells which of them a review finds, and how many it imagines.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use rayon::prelude::*;
use taiyaku::review::{Check, Finding, ReviewOptions, Severity, review};
use taiyaku::text::Span;
use taiyaku::{Aligner, Bitext};
use taiyaku_cli::failure::{Failure, exit_code};
use taiyaku_cli::lexicon::LexiconArguments;
use taiyaku_lab::SAMPLES;

use edit::Edits;
use gold::Document;
use plants::{Garden, Plant};
use taiyaku_lab::random::Random;

mod edit;
mod gold;
mod plants;

/// Pairs between two planted errors, at least.
const APART: usize = 15;

/// Plant errors into the translations of a gold folder, align and review them, and print how many are found.
///
/// Each kind of error is planted alone, one in about fifteen pairs, always at the same places for the same seed.
/// `found` is the share of the planted errors that a finding of the right check touches, at all and with at least
/// the severity `warning`; `right` the share of the findings of that check that touch a planted error. The last table
/// counts the findings on the texts as they are, in a hundred pairs.
#[derive(Parser)]
#[command(version, verbatim_doc_comment)]
struct Arguments {
    /// A folder of ID.en.txt, ID.ja.txt and ID.gold.json [default: the samples].
    folder: Option<PathBuf>,
    /// The variant of the texts to take.
    #[arg(long, default_value = "clean")]
    variant: String,
    /// Where to plant.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Plant errors of these kinds only.
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Print the planted errors that are missed, and the findings, right or wrong.
    #[arg(long)]
    show: bool,
    #[command(flatten)]
    lexicon: LexiconArguments,
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let folder = arguments.folder.clone().unwrap_or_else(|| SAMPLES.into());
    let documents = gold::read(&folder, &arguments.variant)?;
    if documents.is_empty() {
        return Err(Failure::new(format!(
            "{}: no document of the variant `{}`",
            folder.display(),
            arguments.variant
        )));
    }
    let knowledge = arguments.lexicon.read()?;
    let reviewer = Reviewer {
        options: ReviewOptions::default(),
        aligner: knowledge.aligner(),
    };
    let wanted = |plant: &Plant| {
        arguments.kind.is_empty() || arguments.kind.iter().any(|kind| kind == plant.name())
    };
    println!(
        "{:24} {:>7} {:>7} {:>9} {:>7}",
        "error", "planted", "found", "≥ warning", "right"
    );
    for plant in Plant::ALL.into_iter().filter(wanted) {
        let counts: Vec<Counts> = (0..documents.len())
            .into_par_iter()
            .map(|k| {
                let stranger = &documents[(k + 1) % documents.len()];
                let garden = Garden {
                    document: &documents[k],
                    stranger,
                    lexicon: reviewer.aligner.lexicon(),
                    names: plants::names(&documents[k]),
                };
                reviewer.count(plant, &garden, arguments.seed, arguments.show)
            })
            .collect();
        println!(
            "{}",
            row(
                plant.name(),
                &counts.iter().fold(Counts::default(), Counts::plus)
            )
        );
    }
    println!("\n{}", reviewer.clean(&documents));
    Ok(())
}

/// What became of the planted errors.
#[derive(Default)]
struct Counts {
    planted: usize,
    found: usize,
    found_as_warning: usize,
    right: usize,
    wrong: usize,
}

impl Counts {
    fn plus(self, other: &Counts) -> Counts {
        Counts {
            planted: self.planted + other.planted,
            found: self.found + other.found,
            found_as_warning: self.found_as_warning + other.found_as_warning,
            right: self.right + other.right,
            wrong: self.wrong + other.wrong,
        }
    }
}

fn row(name: &str, counts: &Counts) -> String {
    let share = |part: usize, whole: usize| match whole {
        0 => "-".to_owned(),
        _ => format!("{:.2}", part as f64 / whole as f64),
    };
    format!(
        "{name:24} {:>7} {:>7} {:>9} {:>7}",
        counts.planted,
        share(counts.found, counts.planted),
        share(counts.found_as_warning, counts.planted),
        share(counts.right, counts.right + counts.wrong)
    )
}

struct Reviewer {
    options: ReviewOptions,
    aligner: Aligner,
}

impl Reviewer {
    /// Plants errors of one kind into a document and counts what the review says of them.
    fn count(&self, plant: Plant, garden: &Garden<'_>, seed: u64, show: bool) -> Counts {
        let document = garden.document;
        let mut random = Random::new(seed, &[&document.id, plant.name()]);
        let mut order: Vec<usize> = (0..document.beads.len()).collect();
        random.shuffle(&mut order);
        let (mut source, mut target) = (Edits::default(), Edits::default());
        let (mut taken, mut places) = (Vec::<usize>::new(), Vec::new());
        for bead in order {
            let apart = APART + 4 * plant.beads();
            if taken.iter().any(|other| other.abs_diff(bead) < apart) {
                continue;
            }
            if let Some(place) = plant.plant(garden, bead, &mut random, (&mut source, &mut target))
            {
                taken.push(bead);
                places.push(place);
            }
        }
        if places.is_empty() {
            return Counts::default();
        }
        let bitext = Bitext::new(
            source.apply(&document.source),
            target.apply(&document.target),
        );
        let findings = self.review(&bitext);
        let findings: Vec<&Finding> = findings
            .iter()
            .filter(|f| plant.checks().contains(&f.check))
            .collect();
        let places: Vec<(bool, Range<usize>)> = places
            .iter()
            .map(|place| {
                let edits = if place.in_source { &source } else { &target };
                (place.in_source, edits.moved(&place.range))
            })
            .collect();
        let touches = |finding: &Finding, (in_source, range): &(bool, Range<usize>)| {
            let spans = if *in_source {
                &finding.source
            } else {
                &finding.target
            };
            spans
                .iter()
                .any(|span| span.start < range.end && range.start < span.end)
        };
        let found = |least: Severity| {
            let found = places.iter().filter(|place| {
                findings
                    .iter()
                    .any(|f| least <= f.severity && touches(f, place))
            });
            found.count()
        };
        let right = findings
            .iter()
            .filter(|f| places.iter().any(|place| touches(f, place)))
            .count();
        if show {
            let (texts, id) = (
                (bitext.source().text(), bitext.target().text()),
                &document.id,
            );
            for (in_source, range) in places
                .iter()
                .filter(|p| !findings.iter().any(|f| touches(f, p)))
            {
                let text = if *in_source { texts.0 } else { texts.1 };
                println!(
                    "missed {id}: {} … {}",
                    &text[range.clone()],
                    around(text, range)
                );
            }
            for finding in &findings {
                let is_right = places.iter().any(|p| touches(finding, p));
                println!(
                    "{} {id}: {}",
                    if is_right { "right" } else { "wrong" },
                    told(&bitext, finding)
                );
            }
        }
        Counts {
            planted: places.len(),
            found: found(Severity::Hint),
            found_as_warning: found(Severity::Warning),
            right,
            wrong: findings.len() - right,
        }
    }

    fn review(&self, bitext: &Bitext) -> Vec<Finding> {
        let anchored = self.aligner.read(bitext);
        review(&anchored, &self.aligner.align(&anchored), &self.options)
    }

    /// What is found in the texts as they are, in a hundred pairs.
    fn clean(&self, documents: &[Document]) -> String {
        let reviewed: Vec<(usize, Vec<Finding>)> = documents
            .par_iter()
            .map(|document| {
                let bitext = Bitext::new(document.source.as_str(), document.target.as_str());
                (document.beads.len(), self.review(&bitext))
            })
            .collect();
        let pairs: usize = reviewed.iter().map(|(pairs, _)| pairs).sum();
        let mut counts: BTreeMap<Option<Check>, [usize; 3]> = BTreeMap::new();
        for finding in reviewed.iter().flat_map(|(_, findings)| findings) {
            for key in [Some(finding.check), None] {
                counts.entry(key).or_default()[finding.severity as usize] += 1;
            }
        }
        let mut table = format!(
            "{:24} {:>7} {:>9} {:>7}",
            "in 100 pairs, unspoiled", "hints", "warnings", "errors"
        );
        for (check, counts) in counts {
            let name = check.map_or("all", Check::name);
            let [hints, warnings, errors] = counts.map(|n| 100.0 * n as f64 / pairs as f64);
            table += &format!("\n{name:24} {hints:>7.2} {warnings:>9.2} {errors:>7.2}");
        }
        table
    }
}

/// A finding with its spans, on one line.
fn told(bitext: &Bitext, finding: &Finding) -> String {
    let texts = |spans: &[Span], text: &str| {
        let texts: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
        texts.join(", ").replace('\n', " ")
    };
    format!(
        "{} {} — {} | {}",
        finding.severity,
        finding.reason.english,
        texts(&finding.source, bitext.source().text()),
        texts(&finding.target, bitext.target().text())
    )
}

/// The line around a place.
fn around<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    let mut breaks = text[..range.start].rmatch_indices(['\n', '。']);
    let start = breaks.next().map_or(0, |(at, mark)| at + mark.len());
    let end = text[range.end..]
        .find(['\n', '。'])
        .map_or(text.len(), |at| range.end + at);
    &text[start..end]
}
