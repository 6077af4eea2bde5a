//! Sentence embeddings of your own help the alignment: `own_embeddings [EN JA EN_ROWS JA_ROWS]`.
//!
//! The rows are what `numpy.savetxt` writes: a line of numbers for each segment. The segments are those that the aligner
//! works with; `taiyaku segment --fine` prints them for your encoder.

use taiyaku::format::text_file;
use taiyaku::{Aligner, Bitext, Similarity};

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples/segments");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.len() < 4 {
        let ends = ["source.txt", "target.txt", "source.rows", "target.rows"];
        paths = ends.map(|end| format!("{SAMPLES}.{end}")).into();
    }
    let bitext = Bitext::new(text_file(&paths[0])?, text_file(&paths[1])?);
    let [source, target] = [&paths[2], &paths[3]].map(|path| Rows::read(path));
    let (source, target) = (source?, target?);
    for (rows, document) in [(&source, bitext.source()), (&target, bitext.target())] {
        let (n_rows, n_segments) = (rows.n_rows, document.segments().len());
        if n_rows != n_segments {
            return Err(
                format!("expected {n_segments} rows, one a segment, found {n_rows}").into(),
            );
        }
    }
    let dimension = source.values.len() / source.n_rows.max(1);
    let similarity = Similarity::from_embeddings(&source.values, &target.values, dimension);
    let alignment = Aligner::new().align_with(&bitext, &similarity);
    for pair in bitext.pairs(&alignment) {
        println!(
            "{:.2}\t{}\t{}",
            pair.confidence(),
            pair.source_text(),
            pair.target_text()
        );
    }
    Ok(())
}

/// The numbers of a file, row by row.
struct Rows {
    values: Vec<f32>,
    n_rows: usize,
}

impl Rows {
    fn read(path: &str) -> Result<Rows, Box<dyn std::error::Error>> {
        let text = text_file(path)?;
        let values: Result<Vec<f32>, _> = text.split_whitespace().map(str::parse).collect();
        let n_rows = text.lines().count();
        Ok(Rows {
            values: values.map_err(|error| format!("{path}: {error}"))?,
            n_rows,
        })
    }
}
