//! The beads of a gold folder, in chapters. Documents whose beads cross are left out.

use std::fs;
use std::path::Path;

use taiyaku_cli::failure::Failure;

use crate::{Piece, in_folder};

/// Beads of a chapter: enough for the text to hang together, few enough for many orders.
const CHAPTER: usize = 80;

/// Neighbouring beads of one document: the segments of both sides of each.
pub(crate) struct Chapter {
    pub(crate) beads: Vec<(Vec<Piece>, Vec<Piece>)>,
}

#[derive(serde::Deserialize)]
struct Gold {
    #[serde(default)]
    variant: String,
    en_segments: Vec<(usize, usize)>,
    ja_segments: Vec<(usize, usize)>,
    beads: Vec<(Vec<usize>, Vec<usize>)>,
}

pub(crate) fn read_stock(folder: &Path, variants: &[String]) -> Result<Vec<Chapter>, Failure> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(in_folder(folder))? {
        names.extend(entry.map_err(in_folder(folder))?.file_name().into_string());
    }
    names.sort();
    let mut chapters = Vec::new();
    for name in names
        .iter()
        .filter_map(|name| name.strip_suffix(".gold.json"))
    {
        let read = |ending: &str| {
            let path = folder.join(format!("{name}.{ending}"));
            fs::read_to_string(&path).map_err(|error| Failure::io(path.display(), &error))
        };
        let gold: Gold = serde_json::from_str(&read("gold.json")?)
            .map_err(|error| Failure::new(format!("{name}.gold.json: {error}")))?;
        let is_wanted = variants.is_empty() || variants.contains(&gold.variant);
        if !is_wanted || !folder.join(format!("{name}.en.txt")).exists() {
            continue;
        }
        let sources = pieces(&read("en.txt")?, &gold.en_segments);
        let targets = pieces(&read("ja.txt")?, &gold.ja_segments);
        let in_order = |segments: Vec<usize>, n: usize| segments.into_iter().eq(0..n);
        let source_order = gold.beads.iter().flat_map(|bead| bead.0.clone()).collect();
        let target_order = gold.beads.iter().flat_map(|bead| bead.1.clone()).collect();
        if !in_order(source_order, sources.len()) || !in_order(target_order, targets.len()) {
            continue;
        }
        let take = |all: &[Piece], which: &[usize]| which.iter().map(|&k| all[k].clone()).collect();
        for beads in gold.beads.chunks(CHAPTER) {
            let beads = beads
                .iter()
                .map(|(source, target)| (take(&sources, source), take(&targets, target)))
                .collect();
            chapters.push(Chapter { beads });
        }
    }
    match chapters.is_empty() {
        true => Err(Failure::new(format!(
            "{}: no gold document fits",
            folder.display()
        ))),
        false => Ok(chapters),
    }
}

/// The segments of a text, each with what stands between it and the next one.
fn pieces(text: &str, segments: &[(usize, usize)]) -> Vec<Piece> {
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let between = |from: usize, to: usize| text[bytes[from]..bytes[to]].to_owned();
    let ends = segments.iter().skip(1).map(|next| next.0);
    segments
        .iter()
        .zip(ends.map(Some).chain([None]))
        .map(|(&(start, end), next)| Piece {
            text: between(start, end),
            gap: next.map_or_else(|| "\n".to_owned(), |next| between(end, next)),
        })
        .collect()
}
