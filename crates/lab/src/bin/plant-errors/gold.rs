//! A document of a gold folder: both texts, their sentences, and which belong together.

use std::fs;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;

use taiyaku_cli::failure::Failure;

#[derive(Deserialize)]
struct GoldFile {
    id: String,
    variant: String,
    en_segments: Vec<(usize, usize)>,
    ja_segments: Vec<(usize, usize)>,
    beads: Vec<(Vec<usize>, Vec<usize>)>,
}

/// A document with its gold alignment, spans in bytes.
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) source: String,
    pub(crate) target: String,
    pub(crate) beads: Vec<Pair>,
}

/// The ranges of one bead, in bytes of either text; empty at its place for an empty side.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub(crate) source: Range<usize>,
    pub(crate) target: Range<usize>,
    /// Whether it is one sentence of each side.
    pub(crate) is_plain: bool,
}

/// The documents of a folder that have two files, in the order of their names.
pub(crate) fn read(folder: &Path, variant: &str) -> Result<Vec<Document>, Failure> {
    let problem = |error| Failure::io(folder.display(), &error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(problem)? {
        paths.push(entry.map_err(problem)?.path());
    }
    paths.sort();
    let mut documents = Vec::new();
    for path in paths {
        let Some(base) = path.to_str().and_then(|p| p.strip_suffix(".gold.json")) else {
            continue;
        };
        let source = Path::new(&format!("{base}.en.txt")).to_owned();
        let target = Path::new(&format!("{base}.ja.txt")).to_owned();
        if !source.exists() {
            continue;
        }
        let gold: GoldFile = serde_json::from_str(&text(&path)?)
            .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
        if gold.variant == variant {
            documents.push(document(gold, text(&source)?, text(&target)?));
        }
    }
    Ok(documents)
}

fn text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::io(path.display(), &error))
}

fn document(gold: GoldFile, source: String, target: String) -> Document {
    let (sources, targets) = (
        bytes(&source, &gold.en_segments),
        bytes(&target, &gold.ja_segments),
    );
    let (mut beads, mut at) = (Vec::new(), (0, 0));
    for (ours, theirs) in &gold.beads {
        let range = |numbers: &[usize], spans: &[Range<usize>], at: usize| match (
            numbers.first(),
            numbers.last(),
        ) {
            (Some(&first), Some(&last)) => spans[first].start..spans[last].end,
            _ => at..at,
        };
        let pair = Pair {
            source: range(ours, &sources, at.0),
            target: range(theirs, &targets, at.1),
            is_plain: ours.len() == 1 && theirs.len() == 1,
        };
        at = (pair.source.end, pair.target.end);
        beads.push(pair);
    }
    Document {
        id: gold.id,
        source,
        target,
        beads,
    }
}

/// Spans in characters as ranges of bytes.
fn bytes(text: &str, spans: &[(usize, usize)]) -> Vec<Range<usize>> {
    let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    offsets.push(text.len());
    spans
        .iter()
        .map(|&(start, end)| offsets[start]..offsets[end])
        .collect()
}
