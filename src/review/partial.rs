//! Clauses and list members inside a matched pair that have no counterpart: partial omissions and additions.
//!
//! In: the anchors of both sides of every pair, met or not. Out: for each side of a pair at most one finding, the run of
//! words that is better explained by having been left out than by being rendered in words nobody knows. O(anchors).
//!
//! How likely an anchor meets its counterpart when it is rendered is learned from the whole document, from a prior by
//! its kind. A run's score is the sum over its anchors of ln P(as it is | left out) − ln P(as it is | rendered), and what
//! the lengths of the two sides say without the run and with it. No alarm is raised for: pairs that the aligner is not sure
//! of; runs whose words a neighbouring pair has; runs of few words; pairs that are short of anchors as a whole, which
//! are free renderings.

use rustc_hash::FxHashMap;

use crate::align::Bead;
use crate::anchor::survey::{Anchor, AnchorForm};
use crate::review::finding::{Check, Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::{Language, Span, script};

/// Below this confidence a pair is not looked at.
const SURE: f32 = 0.5;
/// How likely an anchor is met by chance where it was left out.
const CHANCE: f32 = 0.12;
/// The prior of an anchor's being met when it is rendered, as so many cases.
const PRIOR_CASES: f32 = 4.0;
/// Score from which on a run is reported, and is a warning.
const LEAST: f32 = 2.8;
const CERTAIN: f32 = 5.5;
/// Anchors of a run that meet nothing, at least.
const LEAST_UNMET: usize = 3;
/// Share of the anchors outside the run that must be met, in cases that are known.
const REST_MET: f32 = 0.3;
/// The most that lengths may add to or take from a score.
const MOST_LENGTH: f32 = 2.0;

/// An anchor of one side of a pair.
#[derive(Debug, Clone, Copy)]
struct Word {
    span: Span,
    unit: u32,
    is_met: bool,
    prior: f32,
}

/// The anchors of both sides of a pair, ends of the text in order.
struct PairWords {
    source: Vec<Word>,
    target: Vec<Word>,
}

/// Looks inside every pair.
pub(super) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let languages = (
        view.source.document.language(),
        view.target.document.language(),
    );
    if languages != (Language::English, Language::Japanese) {
        return;
    }
    let pairs: Vec<Option<PairWords>> = view
        .beads
        .iter()
        .map(|bead| (!bead.is_null() && SURE <= bead.confidence).then(|| words_of(view, bead)))
        .collect();
    let source = Rates::new(pairs.iter().flatten().map(|pair| &pair.source));
    let target = Rates::new(pairs.iter().flatten().map(|pair| &pair.target));
    let ratio = ratio(view);
    for (k, pair) in pairs.iter().enumerate() {
        let Some(pair) = pair else { continue };
        let bead = &view.beads[k];
        let lengths = (
            length(view.source_text(bead), true),
            ratio * length(view.target_text(bead), false),
        );
        if let Some((span, score)) = left_out(
            &pair.source,
            &source,
            view.source.text(),
            lengths,
            1.0,
            true,
        ) {
            out.push(
                draft(Check::PartialOmission, severity(score), k)
                    .source([span])
                    .target([view.target.span(&bead.target)])
                    .because(
                        "nothing of this seems to be in the translation",
                        "この部分にあたる訳が見当たらない",
                    ),
            );
        }
        let lengths = (lengths.1, lengths.0);
        if let Some((span, score)) = left_out(
            &pair.target,
            &target,
            view.target.text(),
            lengths,
            ratio,
            false,
        ) {
            out.push(
                draft(Check::PartialAddition, severity(score), k)
                    .target([span])
                    .source([view.source.span(&bead.source)])
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

fn length(text: &str, is_english: bool) -> f32 {
    let language = if is_english {
        Language::English
    } else {
        Language::Japanese
    };
    script::weigh(text, language).length
}

/// Source characters for one weighted target character, over the sure pairs.
fn ratio(view: &View<'_>) -> f32 {
    let (mut source, mut target) = (1.0, 1.0);
    for (_, bead) in view.pairs().filter(|(_, bead)| SURE <= bead.confidence) {
        source += length(view.source_text(bead), true);
        target += length(view.target_text(bead), false);
    }
    source / target
}

/// The anchors of a pair, and which of them meet one of the other side.
fn words_of(view: &View<'_>, bead: &Bead) -> PairWords {
    let survey = &view.survey;
    let (source, target) = (
        survey.source.of(bead.source.clone()),
        survey.target.of(bead.target.clone()),
    );
    let mut ours: Vec<(u32, bool)> = source.iter().map(|a| (a.unit, false)).collect();
    ours.sort_unstable();
    ours.dedup();
    let mut theirs = Vec::with_capacity(target.len());
    for anchor in target {
        let mut is_met = false;
        for (unit, _) in survey.met_by(anchor.unit) {
            if let Ok(at) = ours.binary_search_by_key(&unit, |our| our.0) {
                ours[at].1 = true;
                is_met = true;
            }
        }
        theirs.push(word(anchor, is_met, target_prior(anchor)));
    }
    let source = source.iter().map(|anchor| {
        let at = ours.binary_search_by_key(&anchor.unit, |our| our.0);
        word(
            anchor,
            at.is_ok_and(|at| ours[at].1),
            source_prior(view, anchor),
        )
    });
    let keep = |words: Vec<Word>| words.into_iter().filter(|word| 0.0 < word.prior).collect();
    PairWords {
        source: keep(source.collect()),
        target: keep(theirs),
    }
}

fn word(anchor: &Anchor, is_met: bool, prior: f32) -> Word {
    Word {
        span: anchor.span,
        unit: anchor.unit,
        is_met,
        prior,
    }
}

fn source_prior(view: &View<'_>, anchor: &Anchor) -> f32 {
    match anchor.form {
        AnchorForm::Number => 0.85,
        AnchorForm::Word if view.survey.source_known[anchor.unit as usize] => 0.5,
        AnchorForm::Word => 0.3,
        _ => 0.0,
    }
}

fn target_prior(anchor: &Anchor) -> f32 {
    match anchor.form {
        AnchorForm::Number => 0.85,
        AnchorForm::Katakana => 0.7,
        AnchorForm::Word => 0.8,
        AnchorForm::Key => 0.45,
        AnchorForm::Interjection => 0.0,
    }
}

/// How often each anchor is met in the document.
struct Rates(FxHashMap<u32, (f32, f32)>);

impl Rates {
    fn new<'a>(sides: impl Iterator<Item = &'a Vec<Word>>) -> Self {
        let mut rates: FxHashMap<u32, (f32, f32)> = FxHashMap::default();
        for word in sides.flatten() {
            let (met, all) = rates.entry(word.unit).or_insert((0.0, 0.0));
            *met += f32::from(u8::from(word.is_met));
            *all += 1.0;
        }
        Rates(rates)
    }

    /// The probability that a word is met when it is rendered; this case left out.
    fn of(&self, word: &Word) -> f32 {
        let (met, all) = self.0.get(&word.unit).copied().unwrap_or_default();
        let (met, all) = (met - f32::from(u8::from(word.is_met)), all - 1.0);
        ((met + PRIOR_CASES * word.prior) / (all + PRIOR_CASES)).min(0.95)
    }
}

/// The run of words that was most likely left out, with its score.
fn left_out(
    words: &[Word],
    rates: &Rates,
    text: &str,
    (own, other): (f32, f32),
    ratio: f32,
    is_english: bool,
) -> Option<(Span, f32)> {
    let scores: Vec<f32> = words
        .iter()
        .map(|word| {
            let rate = rates.of(word);
            if word.is_met {
                libm::logf(CHANCE / rate.max(CHANCE))
            } else {
                libm::logf((1.0 - CHANCE) / (1.0 - rate))
            }
        })
        .collect();
    let (range, sum) = best_run(&scores)?;
    let run = &words[range.clone()];
    let n_unmet = run.iter().filter(|word| !word.is_met).count();
    let rest = words[..range.start].iter().chain(&words[range.end..]);
    let (mut met, mut expected) = (0.0, 0.01);
    for word in rest {
        met += f32::from(u8::from(word.is_met));
        expected += rates.of(word);
    }
    if n_unmet < LEAST_UNMET || met < REST_MET * expected || met < 2.0 {
        return None;
    }
    let span = Span::new(run[0].span.start, run[run.len() - 1].span.end);
    let without = own - ratio * length(span.of(text), is_english);
    let fit = |own: f32| {
        let (own, other) = (own.max(1.0), other.max(1.0));
        let variance = 0.03 + 3.0 / libm::sqrtf(own * other);
        let d = libm::logf(own / other);
        -d * d / (2.0 * variance)
    };
    let score = sum + (fit(without) - fit(own)).clamp(-MOST_LENGTH, MOST_LENGTH);
    (LEAST <= score).then_some((span, score))
}

/// The run of greatest sum, the first of equal ones.
fn best_run(scores: &[f32]) -> Option<(std::ops::Range<usize>, f32)> {
    let (mut best, mut sum, mut start) = (None, 0.0_f32, 0);
    for (k, score) in scores.iter().enumerate() {
        if sum <= 0.0 {
            (sum, start) = (0.0, k);
        }
        sum += score;
        if best.as_ref().is_none_or(|(_, most)| *most < sum) {
            best = Some((start..k + 1, sum));
        }
    }
    best
}
