//! Clauses and list members inside a matched pair that have no counterpart: partial omissions and additions.
//!
//! In: the words of both sides of every pair, and how much of each the other side has (`evidence.rs`). Out: for each side of
//! a pair at most one finding, the run of words that is better explained by having been left out than by being
//! rendered in words nobody knows. O(words).
//!
//! A run's score is a logistic model of what its words say, how much better the lengths of the two sides fit without it,
//! the marks around it, whether the lengths of a neighbouring pair would fit better with it, and how often the document has
//! such runs: in a free translation they say little. No alarm is raised for: pairs that the aligner is not sure of; runs whose
//! words a neighbouring pair holds; pairs of which nothing is left without the run; translators' notes and glosses; what only
//! joins sentences (in other words).

use std::cell::OnceCell;
use std::ops::Range;

use crate::review::check::Check;
use crate::review::checks::evidence::{Evidence, Meeting, Word};
use crate::review::checks::lists::SENTENCES;
use crate::review::checks::notes;
use crate::review::finding::{Draft, Severity};
use crate::review::lengths::Lengths;
use crate::review::view::{View, draft};
use crate::text::script::{Class, class};
use crate::text::{Language, Span, script};

/// Below this confidence a pair is not looked at.
const SURE: f32 = 0.5;
/// What the score of a run is made of, by a logistic regression on clauses that were left out of, and put into, 253 texts, against
/// what is found in the same texts as they are (`plant-errors`).
const OF_SOURCE: Weights = Weights {
    base: -3.33,
    words: 0.51,
    each_word: 0.0,
    unmet: 0.0,
    fit: 0.78,
    border: 0.62,
    length: 0.0,
    whole: 0.0,
    other: 0.0,
    looseness: 4.63,
    least: -1.15,
    short: 0.3,
};
const OF_TARGET: Weights = Weights {
    base: -20.67,
    words: 0.42,
    each_word: -0.28,
    unmet: 2.23,
    fit: 0.62,
    border: 2.14,
    length: 2.43,
    whole: 1.51,
    other: 0.6,
    looseness: 5.29,
    least: -0.6,
    short: 0.0,
};
/// The score from which on a run counts for the looseness of the document, and from which on it is a warning.
const POSSIBLE: f32 = -2.5;
const CERTAIN: f32 = 4.0;
/// Against a run, for each nat that the lengths of a neighbouring pair fit better with it: its rendering may stand there. By
/// `plant-errors`, three seeds on 174 texts, .740, .747, .753 and .753 of the findings on dropped clauses are right with 0, .5, 1 and 2,
/// and .690, .697, .693 and .687 of the clauses are found; of the findings on added clauses .753, .760, .763 and .760.
const BESIDE: f32 = 1.0;
/// So many pairs without such a run count with those of the document for its looseness.
const PRIOR_PAIRS: f32 = 10.0;
/// Bars of a row of a table, at least.
const LEAST_BARS: usize = 3;
/// The most that lengths may add to or take from a score, in nats.
const MOST_LENGTH: f32 = 6.0;
/// Words of a run at least and at most, and how many of them count each.
const LEAST_WORDS: usize = 2;
const MOST_WORDS: usize = 40;
const MOST_COUNTED: usize = 12;

/// What the score of a run is made of: logarithms of odds.
struct Weights {
    base: f32,
    /// For each nat that its words say.
    words: f32,
    /// For each of its words, of which so many count, and for the share of them that meet nothing.
    each_word: f32,
    unmet: f32,
    /// For each nat that the lengths fit better without it.
    fit: f32,
    /// For each of its ends that stands at a mark.
    border: f32,
    /// For the logarithm of its length, and of that of its side of the pair.
    length: f32,
    whole: f32,
    /// Against it, for each nat that the words of the other side say for one of its own.
    other: f32,
    /// Against it, for the mean score of the document's other pairs above what is possible.
    looseness: f32,
    /// The score from which on a run is reported, and what a run of the fewest words needs above it, which is left out less often than
    /// longer ones. By `plant-errors`, three seeds on 174 texts, of the dropped clauses .70, .69 and .68 are found with 0, .3 and .6 for
    /// `short`, and .72, .74 and .75 of the findings are right.
    least: f32,
    short: f32,
}

/// A run that may have been left out.
struct Candidate {
    bead: usize,
    run: Range<usize>,
    score: f32,
}

/// Looks inside every pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let evidence = Evidence::new(view, SURE);
    let mut of_source = Vec::new();
    let mut of_target = Vec::new();
    for bead in 0..view.beads.len() {
        let Some((source, target)) = sides(view, &evidence, bead) else {
            continue;
        };
        for (side, weights, found) in [
            (source, &OF_SOURCE, &mut of_source),
            (target, &OF_TARGET, &mut of_target),
        ] {
            if let Some((run, score)) = side.left_out(&view.lengths, weights) {
                let score = score - BESIDE * side.wanted_beside(&view.lengths, bead, &run);
                found.push(Candidate { bead, run, score });
            }
        }
    }
    for (candidate, severity) in likely(&of_source, &OF_SOURCE, view.lengths.n_sure) {
        let bead = candidate.bead;
        if let Some((source, target)) = sides(view, &evidence, bead)
            && !evidence.is_source_held(view, bead, &source.words[candidate.run.clone()])
            && source.is_reported(&candidate.run)
        {
            out.push(
                draft(Check::PartialOmission, severity, bead)
                    .source([source.span_of(&candidate.run)])
                    .target([target.span])
                    .because(
                        "nothing of this seems to be in the translation",
                        "この部分にあたる訳が見当たらない",
                    ),
            );
        }
    }
    for (candidate, severity) in likely(&of_target, &OF_TARGET, view.lengths.n_sure) {
        let bead = candidate.bead;
        if let Some((source, target)) = sides(view, &evidence, bead)
            && !evidence.is_target_held(view, bead, &target.words[candidate.run.clone()])
            && target.is_reported(&candidate.run)
        {
            out.push(
                draft(Check::PartialAddition, severity, bead)
                    .target([target.span_of(&candidate.run)])
                    .source([source.span])
                    .because(
                        "nothing of this seems to be in the original",
                        "この部分にあたる原文が見当たらない",
                    ),
            );
        }
    }
}

/// Those of the runs that stand out among those of the document.
fn likely<'c>(
    candidates: &'c [Candidate],
    weights: &'c Weights,
    n_pairs: usize,
) -> impl Iterator<Item = (&'c Candidate, Severity)> {
    let above = |candidate: &Candidate| (candidate.score - POSSIBLE).max(0.0);
    let all: f32 = candidates.iter().map(above).sum();
    candidates.iter().filter_map(move |candidate| {
        let others = (all - above(candidate)) / (n_pairs as f32 + PRIOR_PAIRS);
        let score = candidate.score - weights.looseness * others;
        let severity = match CERTAIN <= score {
            true => Severity::Warning,
            false => Severity::Hint,
        };
        let least = match candidate.run.len() <= LEAST_WORDS {
            true => weights.least + weights.short,
            false => weights.least,
        };
        (least <= score).then_some((candidate, severity))
    })
}

/// Both sides of a pair, if it is sure.
fn sides<'a>(view: &View<'a>, evidence: &'a Evidence, bead: usize) -> Option<(Side<'a>, Side<'a>)> {
    let (source_words, target_words) = evidence.of(bead)?;
    let (own, other) = view.lengths.of(bead);
    let said = |words: &[Word]| words.iter().map(|word| word.left_out.max(0.0)).sum();
    let pair = &view.beads[bead];
    let source = Side {
        words: source_words,
        text: view.source.text(),
        span: view.source.span(&view.beads[bead].source),
        length: own,
        other,
        other_said: said(target_words),
        other_text: view.target_text(pair),
        brackets: &['（', '('],
        scale: 1.0,
        language: Language::English,
    };
    let target = Side {
        words: target_words,
        text: view.target.text(),
        span: view.target.span(&view.beads[bead].target),
        length: other,
        other: own,
        other_said: said(source_words),
        other_text: view.source_text(pair),
        brackets: &['('],
        scale: view.lengths.ratio,
        language: Language::Japanese,
    };
    Some((source, target))
}

/// One side of a pair.
struct Side<'a> {
    words: &'a [Word],
    text: &'a str,
    span: Span,
    length: f32,
    other: f32,
    /// What the words of the other side say that may have been left out here.
    other_said: f32,
    /// The text of the other side of the pair, and the brackets in it that may hold a gloss.
    other_text: &'a str,
    brackets: &'static [char],
    /// Characters of English for one of its weighted characters.
    scale: f32,
    language: Language,
}

impl Side<'_> {
    /// The run of words that was most likely left out, the first of equal ones, with its score.
    fn left_out(&self, lengths: &Lengths, weights: &Weights) -> Option<(Range<usize>, f32)> {
        let words = self.words;
        let whole = lengths.fit(self.length, self.other);
        let log_length = libm::logf(self.length.max(1.0));
        let base = weights.base + weights.whole * log_length;
        // The most that a run may score whose words say so much: no lengths fit better than equal ones, which count 0.
        let most_length = MOST_LENGTH.min(-whole);
        let most = |said: f32, n_words: usize, n_unmet: usize| {
            base + weights.words * said
                + weights.each_word * n_words.min(MOST_COUNTED) as f32
                + weights.unmet * n_unmet as f32 / n_words as f32
                + weights.fit * most_length
                - weights.other * self.other_said / said.max(1.0)
        };
        let around = 2.0 * weights.border + weights.length * log_length;
        let gains = words.iter().map(|word| word.left_out.max(0.0));
        if most(gains.sum::<f32>(), LEAST_WORDS, LEAST_WORDS) + around < POSSIBLE {
            return None;
        }
        let mut best: Option<(Range<usize>, f32)> = None;
        let (borders, measure) = (OnceCell::new(), OnceCell::new());
        for start in (0..words.len()).filter(|&k| 0.0 < words[k].left_out) {
            let (mut said, mut n_unmet) = (0.0, 0);
            for end in start + 1..=(start + MOST_WORDS).min(words.len()) {
                said += words[end - 1].left_out;
                n_unmet += usize::from(words[end - 1].meeting == Meeting::Unmet);
                if end < start + LEAST_WORDS || words[end - 1].left_out <= 0.0 || said <= 0.0 {
                    continue;
                }
                let least = best.as_ref().map_or(POSSIBLE, |(_, score)| *score);
                let most = most(said, end - start, n_unmet);
                if most + around < least {
                    continue;
                }
                let borders: &Vec<f32> = borders.get_or_init(|| self.borders());
                let edges = weights.border * (borders[start] + borders[end]);
                // Most runs are refused before anything is measured: none is longer than the whole.
                if most + edges + weights.length * log_length < least {
                    continue;
                }
                let measure: &Measure = measure.get_or_init(|| Measure::new(self));
                let long = measure.of(&(start..end));
                let length = weights.length * libm::logf(long.max(1.0));
                if most + edges + length < least {
                    continue;
                }
                let fit = lengths.fit(self.length - long, self.other) - whole;
                let fit = fit.clamp(-MOST_LENGTH, MOST_LENGTH);
                let score = most + weights.fit * (fit - most_length) + edges + length;
                let is_best = best.as_ref().is_none_or(|(_, best)| *best < score);
                if POSSIBLE <= score && is_best && end - start < words.len() {
                    best = Some((start..end, score));
                }
            }
        }
        best
    }

    /// How much better the lengths of a pair beside its own would fit with a run, in nats.
    fn wanted_beside(&self, lengths: &Lengths, bead: usize, run: &Range<usize>) -> f32 {
        let long = Measure::new(self).of(run);
        let gains = lengths.beside(bead).map(|(source, target)| {
            let (own, other) = match self.language {
                Language::Japanese => (target, source),
                _ => (source, target),
            };
            lengths.fit(own + long, other) - lengths.fit(own, other)
        });
        gains.fold(0.0, f32::max).min(MOST_LENGTH)
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
            gap.contains(is_mark)
        };
        (0..=n).map(|k| f32::from(u8::from(is_border(k)))).collect()
    }

    /// Whether a run says something, and is no note. The row of a table has no clauses.
    fn is_reported(&self, run: &Range<usize>) -> bool {
        let span = self.words_span(run);
        let whole = self.span.of(self.text);
        !self.is_note(span) && !self.is_aside(span) && whole.matches('|').count() < LEAST_BARS
    }

    /// Whether a run stands in what a translator adds: （訳注：…）, or a gloss of a word, as in LLM（大規模…）.
    fn is_note(&self, span: Span) -> bool {
        let (before, after) = (
            &self.text[self.span.start.min(span.start)..span.start],
            &self.text[span.start..],
        );
        // A bracket that is open where the run begins, or where it ends.
        let until = &self.text[self.span.start.min(span.start)..span.end];
        let open = [before, until].into_iter().find_map(|text| {
            let at = text.rfind(['（', '('])?;
            (!text[at..].contains(['）', ')'])).then_some(at)
        });
        let is_gloss = open.is_some_and(|at| {
            let last = until[..at].trim_end().chars().next_back();
            let is_foreign = last
                .is_some_and(|c| matches!(class(c), Class::Latin | Class::Digit | Class::Katakana));
            self.language == Language::Japanese
                && (is_foreign || !self.other_text.contains(self.brackets))
        });
        is_gloss
            || notes::begins_at(after)
            || notes::is_open_behind(before)
            || notes::stand_in(span.of(self.text))
    }

    /// Whether a run is part of what only joins sentences.
    fn is_aside(&self, span: Span) -> bool {
        let said = span.of(self.text).to_lowercase();
        SENTENCES
            .of("asides")
            .iter()
            .any(|aside| aside.contains(&said))
    }

    /// From the first to the last word of a run.
    fn words_span(&self, run: &Range<usize>) -> Span {
        let words = &self.words[run.clone()];
        let end = words.iter().map(|word| word.span.end).max();
        let start = words[0].span.start;
        Span::new(start, end.unwrap_or(start))
    }

    /// The same with the rest of the first and the last word: no compound is cut, and no verb before its ending.
    fn span_of(&self, run: &Range<usize>) -> Span {
        let span = self.words_span(run);
        let before = &self.text[self.span.start.min(span.start)..span.start];
        let after = &self.text[span.end..self.span.end.max(span.end)];
        let first = span.of(self.text).chars().next().map(class);
        let last = span.of(self.text).chars().next_back().map(class);
        let is_whole = |kind: Class| matches!(kind, Class::Kanji | Class::Katakana | Class::Latin);
        let kept = before.trim_end_matches(|c| {
            let kind = class(c);
            first == Some(kind) && is_whole(kind) || c == '-' && first == Some(Class::Latin)
        });
        let rest = after.trim_start_matches(|c| {
            let kind = class(c);
            last == Some(kind) && is_whole(kind) || c == '-' && last == Some(Class::Latin)
        });
        let rest = match self.language {
            Language::Japanese => rest.trim_start_matches(|c| class(c) == Class::Hiragana),
            _ => rest,
        };
        let (start, end) = (
            span.start - (before.len() - kept.len()),
            span.end + (after.len() - rest.len()),
        );
        // により、 and the like belong to what stands before.
        let particles = self.text[start..end].split_inclusive('、').next();
        let particles = particles.filter(|begin| {
            let mut kana = begin.chars().rev().skip(1);
            begin.ends_with('、') && kana.all(|c| class(c) == Class::Hiragana)
        });
        let particles = particles.map_or(0, str::len);
        Span::new((start + particles).min(end), end)
    }
}

/// Whether a character is a mark between clauses.
fn is_mark(c: char) -> bool {
    match c {
        ',' | ';' | ':' | '(' | ')' | '"' | '.' | '!' | '?' => true,
        '\0'..='\u{7f}' | 'ぁ'..='ゖ' => false,
        _ => matches!(
            c,
            '–' | '—'
                | '“'
                | '”'
                | '、'
                | '，'
                | '。'
                | '「'
                | '」'
                | '（'
                | '）'
                | '・'
                | '；'
        ),
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
