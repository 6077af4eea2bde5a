//! The embeddings of the command line: for each side a NumPy file of one row a segment.
//!
//! In: paths, and the bitext. Out: similarities. O(bytes).

use std::fs;
use std::path::{Path, PathBuf};

use taiyaku::{Bitext, Document, Similarity};

use crate::failure::Failure;
use crate::npy::Matrix;

/// The files of the embeddings.
#[derive(clap::Args)]
pub struct EmbeddingsArguments {
    /// Embeddings of the segments of the original: a .npy file of one row a segment in order, float32 or float64. The
    /// segments are those that `segment --fine` prints, or with --lines the lines that are not blank. The weight of the
    /// cosines is measured in the text: embeddings without information change nothing.
    #[arg(long, value_name = "NPY", requires_all = ["source", "target_embeddings"], conflicts_with = "page")]
    source_embeddings: Option<PathBuf>,
    /// Embeddings of the segments of the translation, of the same dimension.
    #[arg(long, value_name = "NPY", requires_all = ["source", "source_embeddings"], conflicts_with = "page")]
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
        Matrices::read(source, target, bitext).map(Some)
    }
}

/// The embeddings of both sides.
pub struct Matrices {
    source: Matrix,
    target: Matrix,
}

impl Matrices {
    /// The embeddings of two files, of one row for each segment of a bitext.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, or has other rows; the error names it.
    pub fn read(source: &Path, target: &Path, bitext: &Bitext) -> Result<Matrices, Failure> {
        let matrices = Matrices {
            source: read(source)?,
            target: read(target)?,
        };
        check_rows(&matrices.source, bitext.source(), source)?;
        check_rows(&matrices.target, bitext.target(), target)?;
        let [dimension, other] = [&matrices.source, &matrices.target].map(|side| side.dimension);
        if other != dimension {
            return Err(Failure::new(format!(
                "expected embeddings of one dimension, found {dimension} for the original and {other} for the translation"
            )));
        }
        Ok(matrices)
    }

    /// Their cosines.
    pub fn similarity(&self) -> Similarity<'_> {
        let Matrices { source, target } = self;
        Similarity::from_embeddings(&source.values, &target.values, source.dimension)
    }
}

fn read(path: &Path) -> Result<Matrix, Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::io(path.display(), &error))?;
    Matrix::read(&bytes).map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}

fn check_rows(matrix: &Matrix, document: &Document, path: &Path) -> Result<(), Failure> {
    let (n_rows, n_segments) = (matrix.n_rows, document.segments().len());
    if n_rows == n_segments {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{}: expected {n_segments} rows, one a segment, found {n_rows}",
        path.display()
    )))
}
