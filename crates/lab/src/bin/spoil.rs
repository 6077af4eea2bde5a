//! Makes hard gold of clean gold: the same texts with gaps, strange passages, and paragraphs divided elsewhere.
//!
//! In: a folder as `evaluate` reads it, a seed. Out: a folder of the same form, with the variant `spoiled`. O(bytes).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use taiyaku::format::to_file;
use taiyaku_cli::failure::{Failure, exit_code};
use taiyaku_lab::SAMPLES;
use taiyaku_lab::gold::{Reading, Texts, names, read_gold};
use taiyaku_lab::random::Random;
use taiyaku_lab::score::{Gold, Span};

/// Make hard gold of a gold folder: what translations of real life do to a text, done at random.
///
/// A share of the beads loses its translation, and as many lose their original, in runs of two on average. Passages of
/// other documents of the same corpus are put between beads, on either side. Each side gets paragraphs of its own, which do
/// not begin where those of the other side do. The same seed makes the same texts.
///
/// Example:
///   spoil GOLD_DIR -o OUT && evaluate OUT
#[derive(Parser)]
#[command(version, verbatim_doc_comment)]
struct Arguments {
    /// Folder of gold documents.
    #[arg(value_name = "GOLD_DIR", default_value = SAMPLES)]
    gold: PathBuf,
    /// Only these variants.
    #[arg(long, value_delimiter = ',', value_name = "V,..")]
    variant: Vec<String>,
    /// Share of the beads that lose their target, and as many their source.
    #[arg(long, default_value_t = 0.05)]
    lost: f64,
    /// Strange passages a document and side.
    #[arg(long, default_value_t = 1)]
    strange: usize,
    /// Number that the texts depend on.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder to write.
    #[arg(short, long)]
    output: PathBuf,
}

/// What the last character of a sentence may be.
const ENDS: [char; 12] = [
    '.', '!', '?', '。', '！', '？', '”', '"', '」', '』', '）', ')',
];

/// A bead as text: the segments of both sides.
type Bead = [Vec<String>; 2];

/// A document to spoil.
struct Document {
    name: String,
    gold: Gold,
    beads: Vec<Bead>,
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let documents = documents(arguments)?;
    let mut corpora: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
    for document in &documents {
        corpora
            .entry(&document.gold.corpus)
            .or_default()
            .push(document);
    }
    let output = &arguments.output;
    fs::create_dir_all(output).map_err(|error| Failure::io(output.display(), &error))?;
    for document in &documents {
        let others: Vec<&Document> = corpora[document.gold.corpus.as_str()]
            .iter()
            .copied()
            .filter(|other| other.name != document.name)
            .collect();
        let mut random = Random::new(arguments.seed, &[&document.name]);
        let beads = spoiled(&document.beads, &others, arguments, &mut random);
        write(output, document, &beads, &mut random)?;
    }
    println!("{} documents", documents.len());
    Ok(())
}

fn documents(arguments: &Arguments) -> Result<Vec<Document>, Failure> {
    let folder = &arguments.gold;
    let mut documents = Vec::new();
    for name in names(folder)? {
        let gold = read_gold(folder, &name)?;
        if !arguments.variant.is_empty() && !arguments.variant.contains(&gold.variant) {
            continue;
        }
        let sides = Texts::read(folder, &name, Reading::AsText)?.sides(&gold);
        let beads = beads(&gold, &sides);
        documents.push(Document { name, gold, beads });
    }
    Ok(documents)
}

fn beads(gold: &Gold, sides: &[String; 2]) -> Vec<Bead> {
    let characters = sides
        .each_ref()
        .map(|side| side.chars().collect::<Vec<_>>());
    let text = |side: usize, span: Span| {
        let characters = &characters[side][span.0 as usize..span.1 as usize];
        characters.iter().collect::<String>().trim().to_owned()
    };
    let beads = gold.beads.iter().map(|(source, target)| {
        let source = source.iter().map(|&k| text(0, gold.en_segments[k]));
        let target = target.iter().map(|&k| text(1, gold.ja_segments[k]));
        [source.collect(), target.collect()]
    });
    beads.collect()
}

/// The beads with gaps and strange passages.
fn spoiled(
    beads: &[Bead],
    others: &[&Document],
    arguments: &Arguments,
    random: &mut Random,
) -> Vec<Bead> {
    // A run of two on average begins at half of the places.
    let one_in = (2.0 / arguments.lost.max(1e-6)) as usize;
    let mut spoiled: Vec<Bead> = beads.to_vec();
    for side in [0, 1] {
        let mut is_losing = false;
        for bead in &mut spoiled {
            is_losing = match is_losing {
                true => random.below(2) == 0,
                false => random.below(one_in) == 0,
            };
            if is_losing && !bead[1 - side].is_empty() {
                bead[side].clear();
            }
        }
    }
    for side in [0, 1] {
        for _ in 0..arguments.strange {
            let Some(other) = random.pick(others) else {
                continue;
            };
            let length = 2 + random.below(3);
            let from = random.below(other.beads.len().saturating_sub(length).max(1));
            let at = random.below(spoiled.len() + 1);
            let strange = other.beads.iter().skip(from).take(length).map(|bead| {
                let mut strange = Bead::default();
                strange[side].clone_from(&bead[side]);
                strange
            });
            let strange: Vec<Bead> = strange.filter(|bead| !bead[side].is_empty()).collect();
            spoiled.splice(at..at, strange);
        }
    }
    spoiled
}

fn write(
    folder: &Path,
    document: &Document,
    beads: &[Bead],
    random: &mut Random,
) -> Result<(), Failure> {
    let name = format!("{}-spoiled", document.name);
    let mut numbers: Vec<(Vec<usize>, Vec<usize>)> = vec![Default::default(); beads.len()];
    let mut spans = [Vec::new(), Vec::new()];
    for (side, ending) in [(0, "en"), (1, "ja")] {
        let (mut text, mut n_characters) = (String::new(), 0);
        for (bead, numbers) in beads.iter().zip(&mut numbers) {
            for segment in &bead[side] {
                let start = n_characters;
                text.push_str(segment);
                // A paragraph has three segments on average. What is no sentence has a line of its own.
                let is_sentence = segment.ends_with(ENDS);
                text.push_str(match (is_sentence && random.below(3) > 0, side) {
                    (false, _) => "\n",
                    (true, 0) => " ",
                    (true, _) => "",
                });
                n_characters = text.chars().count();
                let of_side = if side == 0 {
                    &mut numbers.0
                } else {
                    &mut numbers.1
                };
                of_side.push(spans[side].len());
                spans[side].push((start as i64, n_characters as i64));
            }
        }
        save(&folder.join(format!("{name}.{ending}.txt")), &text)?;
    }
    numbers.retain(|(source, target)| !source.is_empty() || !target.is_empty());
    let gold = serde_json::json!({
        "id": name,
        "variant": "spoiled",
        "domain": document.gold.domain,
        "corpus": document.gold.corpus,
        "en_segments": spans[0],
        "ja_segments": spans[1],
        "beads": numbers,
    });
    save(
        &folder.join(format!("{name}.gold.json")),
        &format!("{gold}\n"),
    )
}

fn save(path: &Path, text: &str) -> Result<(), Failure> {
    Ok(to_file(path, |out| Ok(out.write_all(text.as_bytes())?))?)
}
