//! Aligns with embeddings of your own: two texts, and for each a `.npy` file of one row a segment.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use failure::{Failure, exit_code};
use lexicon::LexiconArguments;
use npyz::{DType, NpyFile, Order};
use output::OutputArguments;
use taiyaku::segment::Segmenter;
use taiyaku::{Bitext, Document, Language, Similarity, format};
use tongue::Tongue;

#[path = "common/failure.rs"]
mod failure;
#[path = "common/lexicon.rs"]
mod lexicon;
#[path = "common/lines.rs"]
mod lines;
#[path = "common/output.rs"]
mod output;
#[path = "common/tongue.rs"]
mod tongue;

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");

/// Align two texts with the help of sentence embeddings, and write the pairs as a tab-separated table.
///
/// The rows of a .npy file are the embeddings of the segments in order, float32 or float64, of the same dimension on both
/// sides. The segments are those that `segment --fine` prints, or with --lines the lines that are not blank. How much the
/// cosines count is measured in the text; embeddings that tell nothing change nothing.
///
/// Examples:
///   align_embeddings                                 a sample, to the screen
///   segment --fine --language en en.txt > en.lines   segments for your encoder
///   align_embeddings en.txt ja.txt en.npy ja.npy     two texts with their embeddings
#[derive(Parser)]
#[command(version, verbatim_doc_comment)]
struct Arguments {
    /// The original [default: a sample, one segment a line].
    #[arg(requires_all = ["target", "source_embeddings", "target_embeddings"])]
    source: Option<PathBuf>,
    /// Its translation.
    target: Option<PathBuf>,
    /// Embeddings of the segments of the original.
    source_embeddings: Option<PathBuf>,
    /// Embeddings of the segments of the translation.
    target_embeddings: Option<PathBuf>,
    /// The texts hold one segment a line, and a blank line begins a paragraph.
    #[arg(long)]
    lines: bool,
    /// Language of the original.
    #[arg(long, value_enum, default_value_t = Tongue::En)]
    source_language: Tongue,
    /// Language of the translation.
    #[arg(long, value_enum, default_value_t = Tongue::Ja)]
    target_language: Tongue,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    lexicon: LexiconArguments,
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let by_lines = arguments.lines || arguments.source.is_none();
    let path = |given: &Option<PathBuf>, sample: &str| {
        let sample = || Path::new(EXAMPLES).join(sample);
        given.clone().unwrap_or_else(sample)
    };
    let texts = [
        path(&arguments.source, "align_segments/source.txt"),
        path(&arguments.target, "align_segments/target.txt"),
    ];
    let embeddings = [
        path(&arguments.source_embeddings, "align_embeddings/source.npy"),
        path(&arguments.target_embeddings, "align_embeddings/target.npy"),
    ];
    let inputs = texts.iter().chain(&embeddings).map(PathBuf::as_path);
    let output = arguments
        .output
        .other_than(inputs.chain(arguments.lexicon.inputs()))?;
    let side = |text: &Path, embeddings: &Path, language: Tongue| {
        let document = document(&format::text_file(text)?, language.into(), by_lines);
        let matrix = Embeddings::read(embeddings)?;
        matrix.check_rows(&document, embeddings)?;
        Ok::<_, Failure>((document, matrix))
    };
    let (source, source_rows) = side(&texts[0], &embeddings[0], arguments.source_language)?;
    let (target, target_rows) = side(&texts[1], &embeddings[1], arguments.target_language)?;
    let dimension = source_rows.dimension;
    if target_rows.dimension != dimension {
        return Err(Failure::new(format!(
            "embeddings of {dimension} numbers for the original and of {} for the translation",
            target_rows.dimension
        )));
    }
    let bitext = Bitext::from_documents(source, target);
    let aligner = arguments.lexicon.read()?.aligner();
    let similarity =
        Similarity::from_embeddings(&source_rows.values, &target_rows.values, dimension);
    let alignment = aligner.align_with(&bitext, &similarity);
    output.write(|out| format::tsv::write(bitext.pairs(&alignment), out))
}

fn document(text: &str, language: Language, by_lines: bool) -> Document {
    if by_lines {
        lines::document(text, language).0
    } else {
        Segmenter::new(language).document(text)
    }
}

/// A row of numbers for each segment.
struct Embeddings {
    values: Vec<f32>,
    n_rows: usize,
    dimension: usize,
}

impl Embeddings {
    fn read(path: &Path) -> Result<Embeddings, Failure> {
        let failed = |error: &io::Error| Failure::io(path.display(), error);
        let wrong = |what: String| Failure::new(format!("{}: {what}", path.display()));
        let file = File::open(path).map_err(|error| failed(&error))?;
        let npy = NpyFile::new(BufReader::new(file)).map_err(|error| failed(&error))?;
        let (shape, order, numbers) = (npy.shape().to_vec(), npy.order(), npy.dtype());
        let &[n_rows, dimension] = shape.as_slice() else {
            return Err(wrong(format!(
                "expected a matrix, found {} dimensions",
                shape.len()
            )));
        };
        if order != Order::C || dimension == 0 {
            return Err(wrong(
                "expected rows of numbers, one after the other".into(),
            ));
        }
        let values: Vec<f32> = match &numbers {
            DType::Plain(plain) if plain.to_string().ends_with("f4") => {
                npy.into_vec::<f32>().map_err(|error| failed(&error))?
            }
            DType::Plain(plain) if plain.to_string().ends_with("f8") => {
                let values = npy.into_vec::<f64>().map_err(|error| failed(&error))?;
                values.into_iter().map(|value| value as f32).collect()
            }
            other => {
                let found = other.descr();
                return Err(wrong(format!("expected float32 or float64, found {found}")));
            }
        };
        Ok(Embeddings {
            values,
            n_rows: n_rows as usize,
            dimension: dimension as usize,
        })
    }

    fn check_rows(&self, document: &Document, path: &Path) -> Result<(), Failure> {
        let n_segments = document.segments().len();
        if self.n_rows == n_segments {
            return Ok(());
        }
        Err(Failure::new(format!(
            "{}: expected {n_segments} rows, one a segment, found {}",
            path.display(),
            self.n_rows
        )))
    }
}
