//! Clauses and list members inside a matched pair that have no counterpart: partial omissions and additions.
//!
//! In: the words of both sides of every pair, and how much of each the other side has (`evidence.rs`). Out: for each side of
//! a pair at most one finding, the run of words that is better explained by having been left out than by being
//! rendered in words nobody knows. O(words).
//!
//! A run's score adds what its words say and how much better the lengths of the two sides fit without it. No alarm is
//! raised for: pairs that the aligner is not sure of; runs whose words a neighbouring pair holds; pairs of which nothing
//! is left without the run; translators' notes.

use std::ops::Range;
use std::sync::Arc;

use crate::align::weights::Score;
use crate::review::checks::evidence::{Evidence, Word};
use crate::review::checks::notes;
use crate::review::finding::{Check, Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::{Language, Span, script};

/// Below this confidence a pair is not looked at.
const SURE: f32 = 0.5;
/// Score in nats from which on a run is reported, and is a warning: on 79 texts as they are, some of whose translators
/// did leave out clauses, one pair in thirty-five is reported on each side and one in three hundred a warning (`plant_errors`).
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
/// The spread of the length model counts as so many pairs of the document.
const PRIOR_PAIRS: f32 = 3.0;
/// The square of a deviation, in standard deviations, beyond which a pair tells nothing of the spread.
const FARTHEST: f32 = 9.0;
/// Words of a run at least and at most.
const LEAST_WORDS: usize = 2;
const MOST_WORDS: usize = 40;

/// Looks inside every pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let languages = (
        view.source.document.language(),
        view.target.document.language(),
    );
    if languages != (Language::English, Language::Japanese) {
        return;
    }
    let evidence = Evidence::new(view, SURE);
    let lengths = Lengths::new(view, &evidence);
    for (k, bead) in view.beads.iter().enumerate() {
        let Some(pair) = evidence.of(k) else { continue };
        let (own, other) = lengths.of(view, k);
        let spans = (
            view.source.span(&bead.source),
            view.target.span(&bead.target),
        );
        let source = Side {
            words: &pair.source,
            text: view.source.text(),
            span: spans.0,
            length: own,
            other,
            scale: 1.0,
            language: Language::English,
        };
        let target = Side {
            words: &pair.target,
            text: view.target.text(),
            span: spans.1,
            length: other,
            other: own,
            scale: lengths.ratio,
            language: Language::Japanese,
        };
        if let Some((run, score)) = source.left_out(&lengths)
            && !evidence.is_source_held(view, k, &pair.source[run.clone()])
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
        if let Some((run, score)) = target.left_out(&lengths)
            && !evidence.is_target_held(view, k, &pair.target[run.clone()])
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

/// What the document tells of its lengths.
struct Lengths {
    /// Source characters for one weighted target character, over the sure pairs.
    ratio: f32,
    /// How much wider than usual the lengths of its pairs are spread.
    spread: f32,
    score: Arc<Score>,
}

impl Lengths {
    fn new(view: &View<'_>, evidence: &Evidence) -> Self {
        let sure = || (0..view.beads.len()).filter(|&k| evidence.of(k).is_some());
        let mut lengths = Lengths {
            ratio: 1.0,
            spread: 1.0,
            score: Score::usual(),
        };
        let (mut source, mut target) = (1.0, 1.0);
        for k in sure() {
            let (own, other) = lengths.of(view, k);
            source += own;
            target += other;
        }
        lengths.ratio = source / target;
        let (mut sum, mut n) = (PRIOR_PAIRS, PRIOR_PAIRS);
        for k in sure() {
            let (own, other) = lengths.of(view, k);
            sum += lengths.square(own, other).min(FARTHEST);
            n += 1.0;
        }
        lengths.spread = sum / n;
        lengths
    }

    /// The lengths of both sides of a bead, in characters of English.
    fn of(&self, view: &View<'_>, bead: usize) -> (f32, f32) {
        let bead = &view.beads[bead];
        let length = |text: &str, language| script::weigh(text, language).length;
        (
            length(view.source_text(bead), Language::English),
            self.ratio * length(view.target_text(bead), Language::Japanese),
        )
    }

    /// How well two lengths fit, in nats.
    fn fit(&self, own: f32, other: f32) -> f32 {
        -self.square(own, other) / (2.0 * self.spread)
    }

    /// The square of the deviation of two lengths, in standard deviations of the length model.
    fn square(&self, own: f32, other: f32) -> f32 {
        let (own, other) = (own.max(1.0), other.max(1.0));
        let d = libm::logf(own / other);
        let weights = &self.score.weights;
        let short = weights.length_spread_short / libm::sqrtf(own * other);
        d * d / (weights.length_spread + short)
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
        let mut best: Option<(Range<usize>, f32)> = None;
        let whole = lengths.fit(self.length, self.other);
        let (borders, measure) = (self.borders(), Measure::new(self));
        for start in (0..words.len()).filter(|&k| 0.0 < words[k].left_out) {
            let mut sum = 0.0;
            for end in start + 1..=(start + MOST_WORDS).min(words.len()) {
                sum += words[end - 1].left_out;
                if end < start + LEAST_WORDS || words[end - 1].left_out <= 0.0 || sum <= 0.0 {
                    continue;
                }
                let fit = lengths.fit(self.length - measure.of(&(start..end)), self.other) - whole;
                // A clause begins and ends at a mark; at one of them is what chance would have.
                let edges = borders[start] + borders[end] - 1.0;
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
            Some(text) => side.scale * script::weigh(text, side.language).length,
            None => 0.0,
        };
        let (mut gaps, mut sums) = (Vec::new(), vec![0.0]);
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
