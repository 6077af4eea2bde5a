//! How well moved passages are found: one is planted in each gold document, by moving the translation of so many
//! beads in a row to another place.
//!
//! In: a gold document with its texts. Out: [`MoveCounts`] that add up over documents. All spans are in Unicode
//! scalar values. O(characters).

use std::ops::{AddAssign, Range};

use taiyaku::{Aligner, Bead, Bitext};

use taiyaku_lab::characters::character_spans;
use taiyaku_lab::score::{Gold, Span};

/// What is counted, in characters of the target that belong to a gold bead.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct MoveCounts {
    documents: u64,
    /// Planted characters, and those of them that were paired rightly.
    planted: u64,
    recovered: u64,
    /// Planted passages of which at least half was paired rightly.
    passages_recovered: u64,
    /// Characters of the passages that were found, and those of them that were paired rightly.
    found: u64,
    right: u64,
    /// Passages found, and those of which less than half is right.
    passages: u64,
    passages_false: u64,
}

impl AddAssign for MoveCounts {
    fn add_assign(&mut self, other: MoveCounts) {
        self.documents += other.documents;
        self.planted += other.planted;
        self.recovered += other.recovered;
        self.passages_recovered += other.passages_recovered;
        self.found += other.found;
        self.right += other.right;
        self.passages += other.passages;
        self.passages_false += other.passages_false;
    }
}

impl MoveCounts {
    /// The columns of [`MoveCounts::cells`].
    pub(crate) const HEADINGS: [&str; 6] = ["docs", "recov", "recall", "found", "false", "prec"];

    /// Documents, passages recovered, recall, passages found, false ones, precision; shares in per cent.
    pub(crate) fn cells(&self) -> Vec<String> {
        let share = |part: u64, of: u64| match of {
            0 => "-".to_string(),
            _ => format!("{:.2}", 100.0 * part as f64 / of as f64),
        };
        vec![
            self.documents.to_string(),
            self.passages_recovered.to_string(),
            share(self.recovered, self.planted),
            self.passages.to_string(),
            self.passages_false.to_string(),
            share(self.right, self.found),
        ]
    }
}

/// A text with the gold bead of every character, if it belongs to one.
struct Side {
    text: Vec<char>,
    beads: Vec<Option<usize>>,
}

impl Side {
    fn new(text: &str, segments: &[Span], beads: impl Iterator<Item = Vec<usize>>) -> Side {
        let text: Vec<char> = text.chars().collect();
        let mut bead_of = vec![None; text.len()];
        for (bead, of_bead) in beads.enumerate() {
            for segment in of_bead {
                let (start, end) = segments[segment];
                bead_of[start as usize..end as usize].fill(Some(bead));
            }
        }
        Side {
            text,
            beads: bead_of,
        }
    }

    fn append(&mut self, other: &Side, range: Range<usize>) {
        self.text.extend_from_slice(&other.text[range.clone()]);
        self.beads.extend_from_slice(&other.beads[range]);
    }

    fn break_paragraph(&mut self) {
        self.text.extend(['\n', '\n']);
        self.beads.extend([None, None]);
    }
}

/// Moves the translation of `n_beads` beads in a row over twice as many others, and counts how much of it is found.
/// With 0 beads the document stays as it is; one that is too short counts nothing.
pub(crate) fn measure(
    aligner: &Aligner,
    gold: &Gold,
    [source, target]: [String; 2],
    n_beads: usize,
) -> MoveCounts {
    let both = || {
        gold.beads
            .iter()
            .filter(|(en, ja)| !en.is_empty() && !ja.is_empty())
    };
    let source = Side::new(
        &source,
        &gold.en_segments,
        both().map(|bead| bead.0.clone()),
    );
    let target = Side::new(
        &target,
        &gold.ja_segments,
        both().map(|bead| bead.1.clone()),
    );
    let starts: Vec<usize> = both()
        .map(|(_, ja)| gold.ja_segments[ja[0]].0 as usize)
        .collect();
    let Some((target, planted)) = with_move(target, &starts, n_beads, &gold.id) else {
        return MoveCounts::default();
    };
    let bitext = Bitext::new(
        String::from_iter(&source.text),
        String::from_iter(&target.text),
    );
    let anchored = aligner.read(&bitext);
    let alignment = aligner.align(&anchored);
    let moved = aligner.moved(&anchored, &alignment);
    let spans = [bitext.source(), bitext.target()].map(character_spans);
    // For every character of the target whether it was paired rightly.
    let mut right = vec![false; target.text.len()];
    let mut judge = |beads: &[Bead]| {
        let (mut n_right, mut n_all) = (0, 0);
        for bead in beads {
            let theirs: Vec<usize> = spans[0][bead.source.clone()]
                .iter()
                .flat_map(|&[start, end]| source.beads[start..end].iter().flatten().copied())
                .collect();
            for at in spans[1][bead.target.clone()]
                .iter()
                .flat_map(|&[start, end]| start..end)
            {
                if let Some(own) = target.beads[at] {
                    right[at] |= theirs.contains(&own);
                    n_right += u64::from(theirs.contains(&own));
                }
                n_all += 1;
            }
        }
        (n_right, n_all)
    };
    let mut counts = MoveCounts {
        documents: 1,
        passages: moved.len() as u64,
        ..MoveCounts::default()
    };
    for passage in &moved {
        let (n_right, n_all) = judge(&passage.beads);
        counts.right += n_right;
        counts.found += n_all;
        counts.passages_false += u64::from(2 * n_right < n_all);
    }
    judge(alignment.beads());
    for at in planted.filter(|&at| target.beads[at].is_some()) {
        counts.planted += 1;
        counts.recovered += u64::from(right[at]);
    }
    counts.passages_recovered =
        u64::from(counts.planted > 0 && 2 * counts.recovered >= counts.planted);
    counts
}

/// The target with a passage moved, and where it now stands; none if it has too few beads for that. The place depends
/// on the name alone.
fn with_move(
    target: Side,
    starts: &[usize],
    n_beads: usize,
    name: &str,
) -> Option<(Side, Range<usize>)> {
    if n_beads == 0 {
        return Some((target, 0..0));
    }
    let over = 2 * n_beads;
    let last = starts.len().checked_sub(n_beads + over + 1)?;
    let seed = name.bytes().fold(0xcbf2_9ce4_8422_2325, |seed: u64, byte| {
        (seed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let from = (seed >> 8) as usize % (last + 1);
    // The passage goes backward over the beads before it, or forward over those after it.
    let (first, second) = match seed >> 60 & 1 {
        0 => (n_beads, over),
        _ => (over, n_beads),
    };
    let [start, middle, end] = [from, from + first, from + first + second].map(|k| starts[k]);
    let mut moved = Side {
        text: Vec::new(),
        beads: Vec::new(),
    };
    moved.append(&target, 0..start);
    let place = moved.text.len();
    moved.append(&target, middle..end);
    let after_second = moved.text.len();
    moved.break_paragraph();
    let place_of_first = moved.text.len();
    moved.append(&target, start..middle);
    let after_first = moved.text.len();
    moved.break_paragraph();
    moved.append(&target, end..target.text.len());
    let planted = if first == n_beads {
        place_of_first..after_first
    } else {
        place..after_second
    };
    Some((moved, planted))
}
