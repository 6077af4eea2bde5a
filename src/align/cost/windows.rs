//! The part of a bead's score that depends on one side only.
//!
//! In: one side and the evidence of its units. Out: for the windows that begin at a segment, their scores and numbers of
//! sentences. O(1) a segment; computed where it is needed, since a pass studies only a part of a long document.

use crate::align::evidence::Evidence;
use crate::align::weights::Weights;
use crate::align::window::{BySize, WIDEST};
use crate::anchor::features::{Marks, Side};
use crate::text::Begin;

/// The scores of the windows of one to [`WIDEST`] segments that begin at a segment, whatever their partner.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WindowScores {
    /// Half of what the words count if they meet nothing, and the soft cuts and paragraph breaks inside.
    pub(super) score: BySize,
    /// Sentences, soft cuts closed, less one.
    pub(super) sentences: [u8; 8],
    /// See [`Side::opens`].
    pub(super) opens: bool,
    /// End marks of the segment itself, as a number.
    pub(super) marks: u8,
}

impl WindowScores {
    /// Of the windows of at most so many segments that begin at a segment; `evidence` is what the units of its side say
    /// of the other.
    pub(super) fn new(
        side: &Side,
        evidence: &Evidence,
        first: usize,
        widest: usize,
        weights: &Weights,
    ) -> Self {
        let begin = side.begin[first];
        let mut windows = WindowScores {
            opens: side.opens(first),
            marks: marks_number(side.marks[first]),
            ..WindowScores::default()
        };
        let mut score = if begin == Begin::Soft {
            weights.soft_edge
        } else {
            0.0
        };
        let mut sentences = 0;
        for size in 0..widest.min(WIDEST).min(side.n_segments() - first) {
            if size > 0 {
                let (inside, is_sentence) = match side.begin[first + size] {
                    Begin::Soft => (weights.soft_closed, 0),
                    Begin::Sentence | Begin::Quoted => (0.0, 1),
                    Begin::Paragraph => (weights.paragraph_inside, 1),
                };
                score += inside;
                sentences += is_sentence;
            }
            score += 0.5 * evidence.miss(first + size);
            windows.score[size] = score;
            windows.sentences[size] = sentences;
        }
        windows
    }
}

/// End marks as a number.
pub(super) fn marks_number(marks: Marks) -> u8 {
    u8::from(marks.question) + 2 * u8::from(marks.quote)
}
