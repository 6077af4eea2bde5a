//! Filters: which pairs of a corpus are kept, and how many each filter dropped.
//!
//! In: options, and the alignment of a bitext with its findings. Out: a verdict a bead; the writer settles them with the
//! table of duplicates, in the order of the input. O(bytes) a bitext, and for languages some 100 µs a pair.
//!
//! The filters are asked in the order of [`Reason`]: cheap ones first. A pair counts at the first that drops it. What
//! compares two sides (identical, length, duplicates) does not apply to nulls; languages are asked of each side there is.

mod counts;
mod duplicates;
mod languages;
mod lengths;
mod normal;
#[cfg(test)]
mod tests;

use std::ops::Range;

use taiyaku::review::{Check, Finding, Severity};
use taiyaku::{Alignment, Bead, Bitext, Document, Pair};

use crate::failure::Failure;

pub(crate) use counts::{Counts, Reason};
pub(crate) use duplicates::Duplicates;
use languages::Languages;
use lengths::LengthRatio;

/// Which pairs are kept. Passages in "moved" are not filtered.
#[derive(Debug, clap::Args, Default)]
#[command(next_help_heading = "Filters")]
pub(crate) struct FilterArguments {
    /// Drop pairs whose confidence is less than P, from 0 to 1. No filter looks at "moved". The confidence is the probability that exactly this pair is
    /// right: at 0.9 about nine of ten that are as sure as that are right.
    #[arg(long, value_name = "P")]
    min_confidence: Option<f32>,
    /// Keep only pairs of one whole sentence on each side. Omissions and additions are dropped too. A heading, a list item
    /// or a caption is a sentence; a clause that is a pair of its own is not.
    #[arg(long)]
    one_to_one: bool,
    /// Drop omissions and additions: sentences without a counterpart.
    #[arg(long)]
    no_nulls: bool,
    /// Drop pairs that are longer or shorter than usual by more than the factor R. Usual is .6 characters of Japanese for one
    /// of English; a few characters are forgiven, so that short pairs pass. Good translations are within 3, nearly all
    /// within 2.
    #[arg(long, value_name = "R")]
    max_length_ratio: Option<f64>,
    /// Drop pairs whose source is not English or whose target is not Japanese. Text that is too short to tell, names and
    /// numbers pass.
    #[arg(long)]
    languages: bool,
    /// Drop pairs whose sides are the same but for case, width, white space and punctuation, and pairs of code. They teach
    /// a model to copy.
    #[arg(long)]
    no_identical: bool,
    /// Drop pairs that stood in the corpus before, without regard to case, width, white space and punctuation. The first
    /// stays.
    #[arg(long)]
    no_duplicates: bool,
    /// Memory for --no-duplicates, in MiB. 64 remember about 10 million pairs. Beyond that the oldest are forgotten, and a
    /// pair that comes again may be kept [default: 64].
    #[arg(long, value_name = "MIB", requires = "no_duplicates", value_parser = clap::value_parser!(u32).range(1..=MOST_MEMORY))]
    duplicates_memory: Option<u32>,
    /// Drop pairs that have such findings, separated by commas: names as in the findings, for example `number,omission`, or
    /// `error` for errors of all checks, `warning` for warnings and errors, `hint` for all. Only checks that run find
    /// something; see --checks.
    #[arg(long, value_name = "CHECKS", value_delimiter = ',')]
    drop_findings: Vec<String>,
}

/// What `--duplicates-memory` is if it is not given, in MiB.
const USUAL_MEMORY: u32 = 64;
/// 64 GiB remember 10 billion pairs.
const MOST_MEMORY: i64 = 65_536;

impl FilterArguments {
    /// The filters. None if none is asked for. O(1).
    ///
    /// # Errors
    ///
    /// If a value is out of its range, or there is no check of a name. The message names the option.
    pub(crate) fn filters(&self) -> Result<Option<Filters>, Failure> {
        let nulls = match (self.one_to_one, self.no_nulls) {
            (true, _) => Kinds::OneToOne,
            (false, true) => Kinds::NoNulls,
            (false, false) => Kinds::All,
        };
        let ratio = self.max_length_ratio.map(LengthRatio::new).transpose()?;
        let memory = self.duplicates_memory.unwrap_or(USUAL_MEMORY);
        let filters = Filters {
            kinds: nulls,
            least_confidence: self.least_confidence(0.0)?,
            drops_identical: self.no_identical,
            ratio,
            languages: self.languages.then(Languages::new),
            findings: dropped_findings(&self.drop_findings)?,
            memory: self.no_duplicates.then_some(memory),
        };
        Ok(filters.is_any().then_some(filters))
    }

    /// The least confidence, if one is given, else `usual`.
    ///
    /// # Errors
    ///
    /// If it is not from 0 to 1.
    pub(crate) fn least_confidence(&self, usual: f32) -> Result<f32, Failure> {
        let least = self.min_confidence.unwrap_or(usual);
        match (0.0..=1.0).contains(&least) {
            true => Ok(least),
            false => Err(Failure::new(format!(
                "--min-confidence {least}: expected a number from 0 to 1"
            ))),
        }
    }
}

/// The filters that were asked for. They are shared by all threads.
pub(crate) struct Filters {
    kinds: Kinds,
    least_confidence: f32,
    drops_identical: bool,
    ratio: Option<LengthRatio>,
    languages: Option<Languages>,
    findings: Vec<DroppedFindings>,
    /// The memory for duplicates in MiB. None if they are kept.
    memory: Option<u32>,
}

/// Which kinds of beads are kept.
#[derive(Clone, Copy, PartialEq)]
enum Kinds {
    All,
    NoNulls,
    OneToOne,
}

/// Findings whose pairs are dropped.
#[derive(Debug, Clone, Copy, PartialEq)]
enum DroppedFindings {
    Of(Check),
    AtLeast(Severity),
}

/// What the filters say of a bead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is kept, unless its hash is a duplicate. The hash is there if duplicates are dropped and the bead is no null.
    Keep { hash: Option<u64> },
    /// It is dropped.
    Drop(Reason),
}

impl Verdict {
    /// The hash to look up.
    pub(crate) fn hash(&self) -> Option<u64> {
        match self {
            Verdict::Keep { hash } => *hash,
            Verdict::Drop(_) => None,
        }
    }
}

impl Filters {
    /// Whether a filter looks at the findings of a review.
    pub(crate) fn needs_findings(&self) -> bool {
        !self.findings.is_empty()
    }

    /// The table in which the writer looks up duplicates. None if duplicates are kept.
    pub(crate) fn duplicates(&self) -> Option<Duplicates> {
        self.memory.map(Duplicates::new)
    }

    /// One verdict a bead, in order. O(bytes).
    ///
    /// # Panics
    ///
    /// If the alignment is of another bitext.
    pub(crate) fn judge(
        &self,
        bitext: &Bitext,
        alignment: &Alignment,
        findings: &[Finding],
    ) -> Vec<Verdict> {
        let has_finding = self.beads_with_findings(alignment.beads().len(), findings);
        let pairs = bitext.pairs(alignment).zip(has_finding);
        pairs
            .map(|(pair, has_finding)| self.verdict(bitext, &pair, has_finding))
            .collect()
    }

    fn verdict(&self, bitext: &Bitext, pair: &Pair<'_>, has_finding: HasFinding) -> Verdict {
        let found = self
            .wrong_kind(bitext, pair.bead())
            .or_else(|| (pair.confidence() < self.least_confidence).then_some(Reason::Confidence))
            .or_else(|| self.untranslated(pair))
            .or_else(|| self.wrong_length(pair))
            .or_else(|| self.wrong_language(pair))
            .or_else(|| (has_finding == HasFinding::Yes).then_some(Reason::Findings));
        if let Some(reason) = found {
            return Verdict::Drop(reason);
        }
        let is_hashed = self.memory.is_some() && !pair.bead().is_null();
        Verdict::Keep {
            hash: is_hashed.then(|| normal::hash(&pair.source_text(), &pair.target_text())),
        }
    }

    fn wrong_kind(&self, bitext: &Bitext, bead: &Bead) -> Option<Reason> {
        let sides = [
            (bitext.source(), &bead.source),
            (bitext.target(), &bead.target),
        ];
        match self.kinds {
            Kinds::All => None,
            Kinds::NoNulls | Kinds::OneToOne if bead.is_null() => Some(Reason::Null),
            Kinds::NoNulls => None,
            Kinds::OneToOne => {
                let is_one_to_one = sides
                    .iter()
                    .all(|(side, segments)| is_sentence(side, segments));
                (!is_one_to_one).then_some(Reason::Sentences)
            }
        }
    }

    fn untranslated(&self, pair: &Pair<'_>) -> Option<Reason> {
        if !self.drops_identical {
            return None;
        }
        if pair.is_code() {
            return Some(Reason::Code);
        }
        let is_identical =
            !pair.bead().is_null() && normal::is_same(&pair.source_text(), &pair.target_text());
        is_identical.then_some(Reason::Identical)
    }

    fn wrong_length(&self, pair: &Pair<'_>) -> Option<Reason> {
        let ratio = self.ratio.filter(|_| !pair.bead().is_null())?;
        let is_usual = ratio.is_usual(&pair.source_text(), &pair.target_text());
        (!is_usual).then_some(Reason::LengthRatio)
    }

    fn wrong_language(&self, pair: &Pair<'_>) -> Option<Reason> {
        let languages = self.languages.as_ref().filter(|_| !pair.is_code())?;
        if languages::is_not_japanese(&pair.target_text()) {
            Some(Reason::TargetLanguage)
        } else if languages.is_not_english(&pair.source_text()) {
            Some(Reason::SourceLanguage)
        } else {
            None
        }
    }

    /// Whether each bead has a finding that drops it. A finding counts for all its beads.
    fn beads_with_findings(&self, n_beads: usize, findings: &[Finding]) -> Vec<HasFinding> {
        let mut beads = vec![HasFinding::No; n_beads];
        let is_dropped = |finding: &&Finding| self.findings.iter().any(|rule| rule.is_met(finding));
        for finding in findings.iter().filter(is_dropped) {
            let Range { start, end } = finding.beads;
            for bead in beads.iter_mut().take(end).skip(start) {
                *bead = HasFinding::Yes;
            }
        }
        beads
    }

    fn is_any(&self) -> bool {
        self.kinds != Kinds::All
            || 0.0 < self.least_confidence
            || self.drops_identical
            || self.ratio.is_some()
            || self.languages.is_some()
            || self.needs_findings()
            || self.memory.is_some()
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum HasFinding {
    Yes,
    No,
}

/// Which beads of a bitext are kept, and the counts. The writer calls it in the order of the input; `duplicates` is
/// [`Filters::duplicates`], the same table for all bitexts. O(beads).
pub(crate) fn settle(
    verdicts: &[Verdict],
    mut duplicates: Option<&mut Duplicates>,
) -> (Vec<bool>, Counts) {
    let mut counts = Counts::default();
    let is_kept = |verdict: &Verdict| {
        let dropped = match (*verdict, duplicates.as_deref_mut()) {
            (Verdict::Drop(reason), _) => Some(reason),
            (Verdict::Keep { hash: Some(hash) }, Some(table)) => {
                (!table.keep(hash)).then_some(Reason::Duplicate)
            }
            (Verdict::Keep { .. }, _) => None,
        };
        counts.count(dropped);
        dropped.is_none()
    };
    let kept = verdicts.iter().map(is_kept).collect();
    (kept, counts)
}

impl DroppedFindings {
    fn is_met(self, finding: &Finding) -> bool {
        match self {
            DroppedFindings::Of(check) => finding.check == check,
            DroppedFindings::AtLeast(severity) => severity <= finding.severity,
        }
    }
}

fn dropped_findings(names: &[String]) -> Result<Vec<DroppedFindings>, Failure> {
    let names = names.iter().map(|name| name.trim());
    let rule = |name: &str| {
        if let Ok(severity) = name.parse() {
            return Ok(DroppedFindings::AtLeast(severity));
        }
        name.parse().map(DroppedFindings::Of).map_err(|error| {
            Failure::new(format!(
                "--drop-findings: {error}; or `error`, `warning`, `hint`"
            ))
        })
    };
    names.map(rule).collect()
}

/// Whether a run of segments is exactly one sentence, with soft cuts closed.
fn is_sentence(document: &Document, segments: &Range<usize>) -> bool {
    let begins = |k: usize| {
        let segment = document.segments().get(k);
        segment.is_none_or(|segment| segment.begin.begins_sentence())
    };
    let Range { start, end } = *segments;
    start < end && (start == 0 || begins(start)) && begins(end) && !(start + 1..end).any(begins)
}
