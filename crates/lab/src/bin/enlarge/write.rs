//! A long text and its gold on the way to files, as one document or in pieces.

use std::path::{Path, PathBuf};

use serde::Serialize;
use taiyaku::format::to_file;
use taiyaku_cli::failure::Failure;

use crate::{Bead, Piece};

pub(crate) struct Writer {
    folder: PathBuf,
    piece_length: Option<usize>,
    n_documents: usize,
    source: Side,
    target: Side,
    beads: Vec<(Vec<usize>, Vec<usize>)>,
}

/// What `ID.gold.json` holds.
#[derive(Serialize)]
struct Gold<'a> {
    id: &'a str,
    domain: &'a str,
    variant: &'a str,
    corpus: &'a str,
    en_segments: Vec<(usize, usize)>,
    ja_segments: Vec<(usize, usize)>,
    beads: Vec<(Vec<usize>, Vec<usize>)>,
}

/// One side of the document under way.
#[derive(Default)]
struct Side {
    text: String,
    n_characters: usize,
    segments: Vec<(usize, usize)>,
}

impl Side {
    fn push(&mut self, pieces: &[Piece]) -> Vec<usize> {
        let first = self.segments.len();
        for piece in pieces {
            let length = piece.text.chars().count();
            self.segments
                .push((self.n_characters, self.n_characters + length));
            self.n_characters += length + piece.gap.chars().count();
            self.text.push_str(&piece.text);
            self.text.push_str(&piece.gap);
        }
        (first..self.segments.len()).collect()
    }
}

impl Writer {
    pub(crate) fn new(folder: &Path, piece_length: Option<usize>) -> Self {
        Writer {
            folder: folder.to_owned(),
            piece_length,
            n_documents: 0,
            source: Side::default(),
            target: Side::default(),
            beads: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, bead: &Bead) -> Result<(), Failure> {
        if bead.source.is_empty() && bead.target.is_empty() {
            return Ok(());
        }
        let source = self.source.push(&bead.source);
        let target = self.target.push(&bead.target);
        self.beads.push((source, target));
        match self.piece_length {
            Some(length) if self.source.segments.len() >= length => self.finish_document(),
            _ => Ok(()),
        }
    }

    /// Two chapters, the second of which the target has first.
    pub(crate) fn push_swapped(&mut self, first: &[Bead], second: &[Bead]) -> Result<(), Failure> {
        let mut targets: Vec<Vec<usize>> = second
            .iter()
            .map(|bead| self.target.push(&bead.target))
            .collect();
        targets.splice(
            0..0,
            first.iter().map(|bead| self.target.push(&bead.target)),
        );
        for (bead, target) in first.iter().chain(second).zip(targets) {
            self.beads.push((self.source.push(&bead.source), target));
        }
        Ok(())
    }

    fn finish_document(&mut self) -> Result<(), Failure> {
        self.n_documents += 1;
        let id = format!("enlarged-{:04}", self.n_documents);
        let (source, target) = (
            std::mem::take(&mut self.source),
            std::mem::take(&mut self.target),
        );
        let gold = Gold {
            id: &id,
            domain: "enlarged",
            variant: "enlarged",
            corpus: "enlarged",
            en_segments: source.segments,
            ja_segments: target.segments,
            beads: std::mem::take(&mut self.beads),
        };
        let gold = serde_json::to_string(&gold).expect("plain values have a JSON form");
        for (ending, text) in [
            ("en.txt", source.text),
            ("ja.txt", target.text),
            ("gold.json", gold),
        ] {
            let path = self.folder.join(format!("{id}.{ending}"));
            to_file(&path, |out| Ok(out.write_all(text.as_bytes())?))?;
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        match self.beads.is_empty() {
            true => Ok(()),
            false => self.finish_document(),
        }
    }
}
