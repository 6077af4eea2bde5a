//! Clauses and list members inside a matched pair that have no counterpart: partial omissions and additions.
//!
//! In: the words of both sides of every pair, and how much of each the other side has (`evidence.rs`). Out: for each side of
//! a pair at most one finding, the run of words that is better explained by having been left out than by being
//! rendered in words nobody knows. O(words).
//!
//! A run's score adds what its words say and how much better the lengths of the two sides fit without it. No alarm is
//! raised for: pairs that the aligner is not sure of; runs whose words a neighbouring pair holds; pairs of which nothing
//! is left without the run; translators' notes.

use std::cell::OnceCell;
use std::ops::Range;

use crate::review::check::Check;
use crate::review::checks::evidence::{Evidence, Word};
use crate::review::checks::notes;
use crate::review::finding::{Draft, Severity};
use crate::review::lengths::Lengths;
use crate::review::view::{View, draft};
use crate::text::{Language, Span, script};

/// Below this confidence a pair is not looked at.
const SURE: f32 = 0.5;
/// Score in nats from which on a run is reported, and is a warning: on 79 texts as they are, some of whose translators
/// did leave out clauses, one pair in thirty-five is reported on each side and one in three hundred a warning (`plant-errors`).
const LEAST: f32 = 3.8;
const CERTAIN: f32 = 7.5;
/// What marks at both ends of a run add to its score, and none takes from it.
const BORDER: f32 = 1.0;
/// Marks between clauses.
const MARKS: [char; 22] = [
    ',', ';', ':', '(', ')', '–', '—', '"', '“', '”', '.', '!', '?', '、', '，', '。', '「', '」',
    '（', '）', '・', '；',
];
/// The most that lengths may add to or take from a score.
const MOST_LENGTH: f32 = 4.0;
/// Words of a run at least and at most.
const LEAST_WORDS: usize = 2;
const MOST_WORDS: usize = 40;

/// Looks inside every pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let evidence = Evidence::new(view, SURE);
    let lengths = &view.lengths;
    for (k, bead) in view.beads.iter().enumerate() {
        let Some((source_words, target_words)) = evidence.of(k) else {
            continue;
        };
        let (own, other) = lengths.of(k);
        let spans = (
            view.source.span(&bead.source),
            view.target.span(&bead.target),
        );
        let source = Side {
            words: source_words,
            text: view.source.text(),
            span: spans.0,
            length: own,
            other,
            scale: 1.0,
            language: Language::English,
        };
        let target = Side {
            words: target_words,
            text: view.target.text(),
            span: spans.1,
            length: other,
            other: own,
            scale: lengths.ratio,
            language: Language::Japanese,
        };
        if let Some((run, score)) = source.left_out(lengths)
            && !evidence.is_source_held(view, k, &source_words[run.clone()])
        {
            out.push(
                draft(Check::PartialOmission, severity(score), k)
                    .source([source.span_of(&run)])
                    .target([spans.1])
                    .because(
                        "nothing of this seems to be in the translation",
                        "この部分にあたる訳が見当たらない",
                    ),
            );
        }
        if let Some((run, score)) = target.left_out(lengths)
            && !evidence.is_target_held(view, k, &target_words[run.clone()])
        {
            out.push(
                draft(Check::PartialAddition, severity(score), k)
                    .target([target.span_of(&run)])
                    .source([spans.0])
                    .because(
                        "nothing of this seems to be in the original",
                        "この部分にあたる原文が見当たらない",
                    ),
            );
        }
    }
}

fn severity(score: f32) -> Severity {
    if CERTAIN <= score {
        Severity::Warning
    } else {
        Severity::Hint
    }
}

/// One side of a pair.
struct Side<'a> {
    words: &'a [Word],
    text: &'a str,
    span: Span,
    length: f32,
    other: f32,
    /// Characters of English for one of its weighted characters.
    scale: f32,
    language: Language,
}

impl Side<'_> {
    /// The run of words that was most likely left out, the first of equal ones, with its score.
    fn left_out(&self, lengths: &Lengths) -> Option<(Range<usize>, f32)> {
        let words = self.words;
        let whole = lengths.fit(self.length, self.other);
        // No lengths fit better than equal ones, which count 0.
        let most_length = MOST_LENGTH.min(-whole);
        let gains = words.iter().map(|word| word.left_out.max(0.0));
        if gains.sum::<f32>() + most_length + BORDER < LEAST {
            return None;
        }
        let mut best: Option<(Range<usize>, f32)> = None;
        let (borders, measure) = (OnceCell::new(), OnceCell::new());
        for start in (0..words.len()).filter(|&k| 0.0 < words[k].left_out) {
            let mut sum = 0.0;
            for end in start + 1..=(start + MOST_WORDS).min(words.len()) {
                sum += words[end - 1].left_out;
                if end < start + LEAST_WORDS || words[end - 1].left_out <= 0.0 || sum <= 0.0 {
                    continue;
                }
                let most = best.as_ref().map_or(LEAST, |(_, most)| most.max(LEAST));
                if sum + most_length + BORDER < most {
                    continue;
                }
                let borders: &Vec<f32> = borders.get_or_init(|| self.borders());
                // A clause begins and ends at a mark; at one of them is what chance would have.
                let edges = borders[start] + borders[end] - 1.0;
                if sum + most_length + BORDER * edges < most {
                    continue;
                }
                let measure: &Measure = measure.get_or_init(|| Measure::new(self));
                let fit = lengths.fit(self.length - measure.of(&(start..end)), self.other) - whole;
                let score = sum + fit.clamp(-MOST_LENGTH, MOST_LENGTH) + BORDER * edges;
                if LEAST <= score && best.as_ref().is_none_or(|(_, most)| *most < score) {
                    best = Some((start..end, score));
                }
            }
        }
        best.filter(|(run, _)| run.len() < words.len() && !self.is_note(run))
    }

    /// For the gap before each word, and for the end, 1 if a mark says that a clause ends there, else 0.
    fn borders(&self) -> Vec<f32> {
        let n = self.words.len();
        let is_border = |k: usize| {
            let before = k.checked_sub(1).map(|k| self.words[k].span.end);
            let after = self.words.get(k).map(|word| word.span.start);
            let (Some(before), Some(after)) = (before, after) else {
                return true;
            };
            let gap = self.text.get(before..after).unwrap_or_default();
            gap.contains(MARKS)
        };
        (0..=n).map(|k| f32::from(u8::from(is_border(k)))).collect()
    }

    /// Whether a run stands in what a translator adds: （訳注：…）, or a gloss of a word in Latin letters, as in LLM（大規模…）.
    fn is_note(&self, run: &Range<usize>) -> bool {
        let first = self.words[run.start].span.start;
        let (before, after) = (
            &self.text[self.span.start.min(first)..first],
            &self.text[first..],
        );
        let is_gloss = before.strip_suffix(['（', '(']).is_some_and(|word| {
            let last = word.trim_end().chars().next_back();
            self.language == Language::Japanese && last.is_some_and(|c| c.is_ascii_alphanumeric())
        });
        is_gloss || notes::begins_at(after) || notes::is_open_behind(before)
    }

    fn span_of(&self, run: &Range<usize>) -> Span {
        let words = &self.words[run.clone()];
        let end = words.iter().map(|word| word.span.end).max();
        let start = words[0].span.start;
        Span::new(start, end.unwrap_or(start))
    }
}

/// The lengths of the words of a side and of what stands between them, added up.
struct Measure {
    /// What stands before each word, and behind the last.
    gaps: Vec<f32>,
    /// Everything before each word and its gap, and before the last gap.
    sums: Vec<f32>,
}

impl Measure {
    fn new(side: &Side<'_>) -> Self {
        let long = |start: usize, end: usize| match side.text.get(start..end) {
            Some(text) => side.scale * script::length(text, side.language),
            None => 0.0,
        };
        let n_words = side.words.len();
        let mut gaps = Vec::with_capacity(n_words + 1);
        let mut sums = Vec::with_capacity(n_words + 1);
        sums.push(0.0);
        let (mut at, mut sum) = (side.span.start, 0.0);
        for word in side.words {
            let gap = long(at, word.span.start);
            sum += gap + long(word.span.start.max(at), word.span.end);
            at = at.max(word.span.end);
            gaps.push(gap);
            sums.push(sum);
        }
        gaps.push(long(at, side.span.end));
        Measure { gaps, sums }
    }

    /// The length of a run of words with half of what stands around it.
    fn of(&self, run: &Range<usize>) -> f32 {
        let inside = self.sums[run.end] - self.sums[run.start] - self.gaps[run.start];
        inside + 0.5 * (self.gaps[run.start] + self.gaps[run.end])
    }
}
