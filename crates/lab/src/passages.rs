//! Passages of gold documents: the same sentences of both sides, cut at the beads of the gold.
//!
//! In: a gold folder. Out: texts of both sides. O(bytes).

use std::path::Path;

use crate::gold::{Reading, Texts, names, read_gold};
use crate::score::{Gold, Span};
use rayon::prelude::*;
use taiyaku_cli::failure::Failure;

/// The same passage in both languages.
#[derive(Debug, Clone, Default)]
pub struct Passage {
    /// The original.
    pub source: String,
    /// The translation.
    pub target: String,
}

/// A gold document with its texts as characters.
#[derive(Debug)]
pub struct Document {
    gold: Gold,
    source: Vec<char>,
    target: Vec<char>,
}

impl Document {
    fn read(folder: &Path, name: &str) -> Result<Document, Failure> {
        let gold = read_gold(folder, name)?;
        let [source, target] = Texts::read(folder, name, Reading::AsText)?.sides(&gold);
        Ok(Document {
            source: source.chars().collect(),
            target: target.chars().collect(),
            gold,
        })
    }

    /// The number of beads.
    fn n_beads(&self) -> usize {
        self.gold.beads.len()
    }

    /// How many source sentences the beads have before each bead, and in all.
    fn sentences(&self) -> Vec<usize> {
        let mut n_sentences = vec![0];
        for (source, target) in &self.gold.beads {
            let n = source.len().max(target.len().min(1));
            n_sentences.push(n_sentences[n_sentences.len() - 1] + n);
        }
        n_sentences
    }

    /// The first beads, up to `n_sentences` sentences.
    pub fn beginning(&self, n_sentences: usize) -> Passage {
        self.starting_at(0, n_sentences)
    }

    /// `n_sentences` sentences from the middle, in whole beads; the whole document if it is shorter.
    pub fn middle(&self, n_sentences: usize) -> Passage {
        let all = self.sentences()[self.n_beads()];
        self.starting_at(all.saturating_sub(n_sentences) / 2, n_sentences)
    }

    fn starting_at(&self, first: usize, n_sentences: usize) -> Passage {
        let sentences = self.sentences();
        let start = sentences
            .partition_point(|&n| n < first)
            .min(self.n_beads());
        let end = sentences.partition_point(|&n| n <= sentences[start] + n_sentences) - 1;
        self.beads(start, end.max(start + 1).min(self.n_beads()))
    }

    /// Windows of `n_sentences` sentences that do not overlap. A rest at the end that is shorter is dropped.
    pub fn windows(&self, n_sentences: usize) -> Vec<Passage> {
        let sentences = self.sentences();
        let n_windows = sentences[self.n_beads()] / n_sentences;
        let windows = (0..n_windows).map(|k| self.starting_at(k * n_sentences, n_sentences));
        windows
            .filter(|p| !p.source.trim().is_empty() && !p.target.trim().is_empty())
            .collect()
    }

    fn beads(&self, start: usize, end: usize) -> Passage {
        let beads = &self.gold.beads[start..end];
        let of = |text: &[char], segments: &[Span], numbers: &mut dyn Iterator<Item = &usize>| {
            let spans: Vec<Span> = numbers.map(|&k| segments[k]).collect();
            let from = spans.iter().map(|s| s.0).min().unwrap_or(0) as usize;
            let to = spans.iter().map(|s| s.1).max().unwrap_or(0) as usize;
            text[from..to.max(from)].iter().collect::<String>()
        };
        let gold = &self.gold;
        Passage {
            source: of(
                &self.source,
                &gold.en_segments,
                &mut beads.iter().flat_map(|b| &b.0),
            ),
            target: of(
                &self.target,
                &gold.ja_segments,
                &mut beads.iter().flat_map(|b| &b.1),
            ),
        }
    }
}

/// The documents of a gold folder whose names end so, in the order of their names.
///
/// # Errors
///
/// If a file cannot be read; the error names it.
pub fn documents(folder: &Path, ending: &str) -> Result<Vec<Document>, Failure> {
    let mut names = names(folder)?;
    names.retain(|name| name.ends_with(ending));
    let documents = names.par_iter().map(|name| Document::read(folder, name));
    documents.collect()
}
