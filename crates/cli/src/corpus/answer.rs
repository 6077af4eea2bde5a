//! The lines of a document: its beads as one line, or its pairs as a line each.
//!
//! In: what was aligned, and the verdicts of the filters. Out: lines, and what was counted. O(bytes).

use serde::Serialize;
use taiyaku::Pair;
use taiyaku::format::json_lines::{self, Aligned, Answer, BeadSpans, Id};

use crate::corpus::filter::{Counts, Duplicates, Verdict, settle};

/// What a line of the output holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A document with its beads as spans.
    Documents,
    /// A pair with its texts.
    Pairs(PairForm),
}

/// How a pair is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PairForm {
    /// `{"id": …, "source": …, "target": …, "confidence": …}`.
    Json,
    /// Original, translation, confidence and id, separated by tabs.
    Tabs,
}

/// The answer for a document. Which of its pairs are duplicates is known when the documents before it are settled.
pub(crate) struct Unsettled {
    rows: Rows,
    /// One a bead or line. None if no filter is asked for.
    verdicts: Option<Vec<Verdict>>,
}

enum Rows {
    Beads(Aligned),
    /// A line for each bead that has both sides and is no code.
    Pairs(Vec<Vec<u8>>),
}

/// A pair in JSON.
#[derive(Serialize)]
struct JsonPair<'a> {
    id: &'a Id,
    source: &'a str,
    target: &'a str,
    confidence: f32,
}

/// A document of which beads were dropped.
#[derive(Serialize)]
struct Filtered<'a> {
    id: &'a Id,
    beads: Vec<&'a BeadSpans>,
    moved: &'a [BeadSpans],
    dropped: &'a Counts,
}

impl Unsettled {
    pub(crate) fn of_beads(aligned: Aligned, verdicts: Option<Vec<Verdict>>) -> Unsettled {
        let rows = Rows::Beads(aligned);
        Unsettled { rows, verdicts }
    }

    pub(crate) fn of_pairs<'a>(
        id: &Id,
        pairs: impl Iterator<Item = Pair<'a>>,
        verdicts: Option<Vec<Verdict>>,
        form: PairForm,
    ) -> Unsettled {
        let is_shown = |pair: &Pair<'_>| !pair.bead().is_null() && !pair.is_code();
        let (mut lines, mut of_lines) = (Vec::new(), Vec::new());
        for (k, pair) in pairs.enumerate().filter(|(_, pair)| is_shown(pair)) {
            lines.push(pair_line(id, &pair, form));
            of_lines.extend(verdicts.as_ref().map(|verdicts| verdicts[k]));
        }
        Unsettled {
            rows: Rows::Pairs(lines),
            verdicts: verdicts.map(|_| of_lines),
        }
    }

    /// Whether the pairs of other documents decide about its own.
    pub(crate) fn waits(&self) -> bool {
        let mut verdicts = self.verdicts.iter().flatten();
        verdicts.any(|verdict| verdict.hash().is_some())
    }

    /// An estimate of its memory.
    pub(crate) fn n_bytes(&self) -> usize {
        /// Of a bead with its two lists of spans and its verdict.
        const BEAD: usize = 200;
        match &self.rows {
            Rows::Beads(aligned) => BEAD * aligned.beads.len(),
            Rows::Pairs(lines) => lines.iter().map(|line| line.len() + BEAD).sum(),
        }
    }

    /// The lines of what is kept. `see` is called with each hash that is looked up, in order: a duplicate changes the table too.
    pub(crate) fn settle(
        self,
        duplicates: Option<&mut Duplicates>,
        see: impl FnMut(u64),
    ) -> (Vec<u8>, Counts) {
        let (kept, counts) = match &self.verdicts {
            Some(verdicts) => {
                let (kept, counts) = settle(verdicts, duplicates);
                verdicts
                    .iter()
                    .filter_map(|verdict| verdict.hash())
                    .for_each(see);
                (Some(kept), counts)
            }
            None => (None, Counts::default()),
        };
        let lines = match self.rows {
            Rows::Pairs(lines) => {
                let is_kept = |k: usize| kept.as_ref().is_none_or(|kept| kept[k]);
                let lines = lines.into_iter().enumerate();
                let kept = lines.filter(|(k, _)| is_kept(*k)).map(|(_, line)| line);
                kept.collect::<Vec<_>>().concat()
            }
            Rows::Beads(aligned) => match kept {
                None => line(&Answer::Aligned(aligned)),
                Some(kept) => filtered(&aligned, &kept, &counts),
            },
        };
        (lines, counts)
    }
}

fn line(answer: &Answer) -> Vec<u8> {
    let mut line = Vec::new();
    json_lines::write_answer(answer, &mut line).expect("memory does not fail");
    line
}

fn filtered(aligned: &Aligned, kept: &[bool], counts: &Counts) -> Vec<u8> {
    let beads = aligned.beads.iter().zip(kept);
    let answer = Filtered {
        id: &aligned.id,
        beads: beads
            .filter(|(_, kept)| **kept)
            .map(|(bead, _)| bead)
            .collect(),
        moved: &aligned.moved,
        dropped: counts,
    };
    json(&answer)
}

fn json(value: &impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(value).expect("a value of ours is JSON");
    line.push(b'\n');
    line
}

fn pair_line(id: &Id, pair: &Pair<'_>, form: PairForm) -> Vec<u8> {
    let (source, target) = (pair.source_text(), pair.target_text());
    match form {
        PairForm::Json => json(&JsonPair {
            id,
            source: &source,
            target: &target,
            confidence: pair.confidence(),
        }),
        PairForm::Tabs => {
            let source = source.replace('\t', " ");
            let target = target.replace('\t', " ");
            format!("{source}\t{target}\t{:.4}\t{id}\n", pair.confidence()).into_bytes()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::filter::{FilterArguments, Reason};
    use clap::Parser as _;

    #[derive(clap::Parser)]
    struct Arguments {
        #[command(flatten)]
        filters: FilterArguments,
    }

    /// A duplicate changes which hashes the table forgets first, so a resumed run must look it up again too.
    #[test]
    fn every_hash_that_is_looked_up_is_noted() {
        let arguments = Arguments::parse_from(["test", "--no-duplicates"]);
        let filters = arguments.filters.filters().unwrap().unwrap();
        let mut duplicates = filters.duplicates();
        let keep = |hash| Verdict::Keep { hash };
        let answer = Unsettled {
            rows: Rows::Pairs(
                [b"a", b"b", b"c", b"d", b"e"]
                    .map(|line| line.to_vec())
                    .into(),
            ),
            verdicts: Some(vec![
                keep(Some(1)),
                keep(Some(1)),
                Verdict::Drop(Reason::Confidence),
                keep(None),
                keep(Some(2)),
            ]),
        };
        assert!(answer.waits());
        let mut seen = Vec::new();
        let (lines, counts) = answer.settle(duplicates.as_mut(), |hash| seen.push(hash));
        assert_eq!((seen, lines), (vec![1, 1, 2], b"ade".to_vec()));
        assert_eq!((counts.n_pairs(), counts.n_dropped()), (5, 2));
    }
}
