//! The embeddings of the command line: for each side a NumPy file of one row a segment.
//!
//! In: paths, and the bitext. Out: similarities. O(bytes).

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use npyz::{DType, NpyFile, Order};
use taiyaku::{Bitext, Document, Similarity};

use crate::failure::Failure;

/// The files of the embeddings.
#[derive(clap::Args)]
pub(crate) struct EmbeddingsArguments {
    /// Embeddings of the segments of the original: a .npy file of one row a segment in order, float32 or float64. The
    /// segments are those that `segment --fine` prints, or with --lines the lines that are not blank. The weight of the
    /// cosines is measured in the text: embeddings without information change nothing.
    #[arg(long, value_name = "NPY", requires_all = ["source", "target_embeddings"])]
    source_embeddings: Option<PathBuf>,
    /// Embeddings of the segments of the translation, of the same dimension.
    #[arg(long, value_name = "NPY", requires_all = ["source", "source_embeddings"])]
    target_embeddings: Option<PathBuf>,
}

impl EmbeddingsArguments {
    /// The files to read.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = &Path> {
        let paths = [&self.source_embeddings, &self.target_embeddings];
        paths.into_iter().flatten().map(PathBuf::as_path)
    }

    /// The embeddings of both sides, or none if the command line has none.
    pub(crate) fn read(&self, bitext: &Bitext) -> Result<Option<Matrices>, Failure> {
        let (Some(source), Some(target)) = (&self.source_embeddings, &self.target_embeddings)
        else {
            return Ok(None);
        };
        let matrices = Matrices {
            source: Matrix::read(source)?,
            target: Matrix::read(target)?,
        };
        matrices.source.check_rows(bitext.source(), source)?;
        matrices.target.check_rows(bitext.target(), target)?;
        let [dimension, other] = [&matrices.source, &matrices.target].map(|side| side.dimension);
        if other != dimension {
            return Err(Failure::new(format!(
                "expected embeddings of one dimension, found {dimension} for the original and {other} for the translation"
            )));
        }
        Ok(Some(matrices))
    }
}

/// The embeddings of both sides.
pub(crate) struct Matrices {
    source: Matrix,
    target: Matrix,
}

impl Matrices {
    /// Their cosines.
    pub(crate) fn similarity(&self) -> Similarity<'_> {
        let Matrices { source, target } = self;
        Similarity::from_embeddings(&source.values, &target.values, source.dimension)
    }
}

/// A row of numbers for each segment.
struct Matrix {
    values: Vec<f32>,
    n_rows: usize,
    dimension: usize,
}

impl Matrix {
    fn read(path: &Path) -> Result<Matrix, Failure> {
        let failed = |error: &io::Error| Failure::io(path.display(), error);
        let wrong = |what: String| Failure::new(format!("{}: {what}", path.display()));
        let file = File::open(path).map_err(|error| failed(&error))?;
        let npy = NpyFile::new(BufReader::new(file)).map_err(|error| failed(&error))?;
        let (shape, order, numbers) = (npy.shape().to_vec(), npy.order(), npy.dtype());
        let &[n_rows, dimension] = shape.as_slice() else {
            let found = shape.len();
            return Err(wrong(format!(
                "expected a matrix, found {found} dimensions"
            )));
        };
        if order != Order::C || dimension == 0 {
            return Err(wrong(
                "expected a matrix in C order with at least one column".into(),
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
        Ok(Matrix {
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
            "{}: expected {n_segments} rows, one for each segment, found {}",
            path.display(),
            self.n_rows
        )))
    }
}
