//! Makes a long bitext with its gold out of the documents of a gold folder, to measure how time, memory and quality
//! grow with the length of a text.
//!
//! In: a folder as `evaluate` reads it, a number of segments, a seed. Out: a folder of the same form.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use taiyaku::format::check_output;
use taiyaku_cli::failure::{Failure, exit_code};
use taiyaku_lab::SAMPLES;
use vary::Variation;
use write::Writer;

mod stock;
mod vary;
mod write;

use stock::{Chapter, read_stock};

/// Make a long bitext and its gold by repeating the documents of a gold folder.
///
/// The documents are cut into chapters. `literal` strings the documents together again and again as they are;
/// `varied` takes their chapters in another order in each round, with other numbers and other names, the same on
/// both sides. A share of the beads loses one side, in runs of three on average, and becomes an omission or an
/// addition of the gold.
///
/// Example:
///   enlarge GOLD_DIR --variant long --segments 10000 --kind varied -o OUT && evaluate OUT
#[derive(Parser)]
#[command(version, verbatim_doc_comment)]
struct Arguments {
    /// Folder of gold documents.
    #[arg(value_name = "GOLD_DIR", default_value = SAMPLES)]
    gold: PathBuf,
    /// Only these variants.
    #[arg(long, value_delimiter = ',', value_name = "V,..")]
    variant: Vec<String>,
    /// Gold segments of the source, about as many as of the target.
    #[arg(long, default_value_t = 1_000)]
    segments: usize,
    #[arg(long, value_enum, default_value_t = Kind::Varied)]
    kind: Kind,
    /// Share of the beads that lose their target, and as many their source.
    #[arg(long, default_value_t = 0.02)]
    lost: f64,
    /// Source segments before the text that have no translation.
    #[arg(long, default_value_t = 0)]
    preface: usize,
    /// Beads in the middle of the text that lose their target.
    #[arg(long, default_value_t = 0)]
    missing: usize,
    /// Beads in each of two neighbouring chapters that the translation has the other way round.
    #[arg(long, default_value_t = 0)]
    swapped: usize,
    /// Begin a new document after so many source segments [default: one document].
    #[arg(long)]
    pieces: Option<usize>,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder to write, made if need be; not the one that is read.
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Literal,
    Varied,
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    check_output(&arguments.output, [&arguments.gold])?;
    let stock = read_stock(&arguments.gold, &arguments.variant)?;
    fs::create_dir_all(&arguments.output)
        .map_err(|error| Failure::io(arguments.output.display(), &error))?;
    let mut random = Random::new(arguments.seed);
    let mut writer = Writer::new(&arguments.output, arguments.pieces);
    let mut beads = Beads::new(&stock, arguments.kind, &mut random);
    let mut n_source = 0;
    while n_source < arguments.preface {
        let mut bead = beads.next();
        bead.target.clear();
        n_source += bead.source.len();
        writer.push(&bead)?;
    }
    let end = arguments.preface + arguments.segments;
    let middle = arguments.preface + arguments.segments / 2;
    let (mut missing, mut swapped) = (arguments.missing, arguments.swapped);
    // Beads of a run still to lose a side: 0 the source, 1 the target.
    let mut run = (0, 0);
    while n_source < end {
        if n_source >= middle && swapped > 0 {
            let chapters = [0; 2].map(|_| (0..swapped).map(|_| beads.next()).collect::<Vec<_>>());
            n_source += chapters
                .iter()
                .flatten()
                .map(|b| b.source.len())
                .sum::<usize>();
            writer.push_swapped(&chapters[0], &chapters[1])?;
            swapped = 0;
        }
        let mut bead = beads.next();
        if n_source >= middle && missing > 0 {
            missing -= 1;
            bead.target.clear();
        } else if run.0 > 0 || beads.random.chance(2.0 * arguments.lost / MEAN_RUN) {
            if run.0 == 0 {
                run = (1, beads.random.below(2));
                while beads.random.chance(1.0 - 1.0 / MEAN_RUN) {
                    run.0 += 1;
                }
            }
            run.0 -= 1;
            match run.1 {
                0 => bead.source.clear(),
                _ => bead.target.clear(),
            }
        }
        n_source += bead.source.len();
        writer.push(&bead)?;
    }
    writer.finish()
}

/// Beads that lose a side one after the other, on average.
const MEAN_RUN: f64 = 3.0;

/// One bead of the long text.
struct Bead {
    source: Vec<Piece>,
    target: Vec<Piece>,
}

/// A segment and the white space behind it.
#[derive(Debug, Clone)]
struct Piece {
    text: String,
    gap: String,
}

/// The beads of the stock without end.
struct Beads<'a> {
    stock: &'a [Chapter],
    kind: Kind,
    random: &'a mut Random,
    order: Vec<usize>,
    chapter: usize,
    bead: usize,
    variation: Variation,
}

impl<'a> Beads<'a> {
    fn new(stock: &'a [Chapter], kind: Kind, random: &'a mut Random) -> Self {
        let mut beads = Beads {
            stock,
            kind,
            random,
            order: (0..stock.len()).collect(),
            chapter: 0,
            bead: 0,
            variation: Variation::default(),
        };
        beads.begin_round();
        beads
    }

    fn begin_round(&mut self) {
        self.chapter = 0;
        if self.kind == Kind::Varied {
            self.random.shuffle(&mut self.order);
        }
    }

    fn next(&mut self) -> Bead {
        let chapter = &self.stock[self.order[self.chapter]];
        let (source, target) = &chapter.beads[self.bead];
        let mut bead = Bead {
            source: source.clone(),
            target: target.clone(),
        };
        if self.kind == Kind::Varied {
            self.variation.vary(&mut bead, self.random);
        }
        self.bead += 1;
        if self.bead == chapter.beads.len() {
            self.bead = 0;
            self.chapter += 1;
            self.variation = Variation::default();
            if self.chapter == self.order.len() {
                self.begin_round();
            }
        }
        bead
    }
}

/// A linear congruential generator (Knuth's MMIX constants): the same texts on every machine.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        let mut random = Random(seed);
        random.below(1);
        random
    }

    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn chance(&mut self, share: f64) -> bool {
        (self.below(1 << 24) as f64) < share * f64::from(1 << 24)
    }

    fn shuffle(&mut self, items: &mut [usize]) {
        for k in (1..items.len()).rev() {
            items.swap(k, self.below(k + 1));
        }
    }
}

fn in_folder(folder: &Path) -> impl Fn(std::io::Error) -> Failure + '_ {
    move |error| Failure::io(folder.display(), &error)
}
