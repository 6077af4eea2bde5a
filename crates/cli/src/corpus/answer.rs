//! What is written of a document: its beads as one line or row, or its pairs as a line or row each.
//!
//! In: what was aligned, and the verdicts of the filters. Out: lines or rows, and what was counted. O(bytes).

use serde::Serialize;
use taiyaku::Pair;
use taiyaku::format::json_lines::{self, Aligned, Answer, BeadSpans, Id};

use crate::corpus::filter::{Counts, Duplicates, Verdict, settle};

/// What a line or row of the output holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A document with its beads as spans.
    Documents(DocumentForm),
    /// A pair with its texts.
    Pairs(PairForm),
}

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DocumentForm {
    /// `{"id": …, "beads": …, "moved": …}`.
    Json,
    /// A row of columns.
    Row,
}

/// How a pair is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PairForm {
    /// `{"id": …, "source": …, "target": …, "confidence": …}`.
    Json,
    /// Original, translation, confidence and id, separated by tabs.
    Tabs,
    /// A row of columns.
    Row,
}

/// What is written of a document.
#[derive(Debug)]
pub(crate) enum Written {
    Lines(Vec<u8>),
    Rows(Vec<Row>),
}

/// A row of an output in columns.
#[derive(Debug)]
pub(crate) enum Row {
    /// An answer, and how many of its pairs were dropped if there are filters.
    #[cfg_attr(not(feature = "parquet"), allow(dead_code))]
    Document(Answer, Option<Counts>),
    Pair(TextPair),
}

/// A pair with its texts.
#[derive(Debug, Serialize)]
pub(crate) struct TextPair {
    pub(crate) id: Id,
    pub(crate) source: String,
    pub(crate) target: String,
    pub(crate) confidence: f32,
}

/// The answer for a document. Which of its pairs are duplicates is known when the documents before it are settled.
pub(crate) struct Unsettled {
    content: Content,
    /// One a bead, line or row. None if no filter is asked for.
    verdicts: Option<Vec<Verdict>>,
}

enum Content {
    Beads(Aligned, DocumentForm),
    /// A line for each bead that has both sides and is no code.
    Lines(Vec<Vec<u8>>),
    /// The same as rows.
    Rows(Vec<TextPair>),
}

/// An estimate of the memory of a bead with its two lists of spans and its verdict.
const BYTES_OF_BEAD: usize = 200;

impl Written {
    /// An estimate of its memory.
    pub(crate) fn n_bytes(&self) -> usize {
        match self {
            Written::Lines(lines) => lines.capacity(),
            Written::Rows(rows) => rows.iter().map(Row::n_bytes).sum(),
        }
    }
}

impl Row {
    fn n_bytes(&self) -> usize {
        match self {
            Row::Document(Answer::Aligned(aligned), _) => bytes_of_beads(aligned),
            Row::Document(Answer::Failed(failed), _) => failed.error.capacity(),
            Row::Pair(pair) => pair.n_bytes(),
        }
    }
}

impl TextPair {
    fn n_bytes(&self) -> usize {
        self.source.len() + self.target.len() + BYTES_OF_BEAD
    }
}

fn bytes_of_beads(aligned: &Aligned) -> usize {
    /// Of a finding with its texts.
    const BYTES_OF_FINDING: usize = 500;
    let findings = aligned.beads.iter().flat_map(|bead| &bead.findings);
    let n_findings: usize = findings.map(Vec::len).sum();
    BYTES_OF_BEAD * aligned.beads.len() + BYTES_OF_FINDING * n_findings
}

/// A document of which beads were dropped.
#[derive(Serialize)]
struct Filtered<'a> {
    id: &'a Id,
    beads: &'a [BeadSpans],
    moved: &'a [BeadSpans],
    dropped: &'a Counts,
}

impl Unsettled {
    pub(crate) fn of_beads(
        aligned: Aligned,
        verdicts: Option<Vec<Verdict>>,
        form: DocumentForm,
    ) -> Unsettled {
        let content = Content::Beads(aligned, form);
        Unsettled { content, verdicts }
    }

    pub(crate) fn of_pairs<'a>(
        id: &Id,
        pairs: impl Iterator<Item = Pair<'a>>,
        verdicts: Option<Vec<Verdict>>,
        form: PairForm,
    ) -> Unsettled {
        let mut of_pairs = Vec::new();
        let shown = pairs.enumerate().filter_map(|(k, pair)| {
            if pair.bead().is_null() || pair.is_code() {
                return None;
            }
            of_pairs.extend(verdicts.as_ref().map(|verdicts| verdicts[k]));
            Some(TextPair {
                id: id.clone(),
                source: pair.source_text().into_owned(),
                target: pair.target_text().into_owned(),
                confidence: pair.confidence(),
            })
        });
        let content = match form {
            PairForm::Json => Content::Lines(shown.map(|pair| json(&pair)).collect()),
            PairForm::Tabs => Content::Lines(shown.map(|pair| tabs(&pair)).collect()),
            PairForm::Row => Content::Rows(shown.collect()),
        };
        Unsettled {
            content,
            verdicts: verdicts.map(|_| of_pairs),
        }
    }

    /// Whether the pairs of other documents decide about its own.
    pub(crate) fn waits(&self) -> bool {
        let mut verdicts = self.verdicts.iter().flatten();
        verdicts.any(|verdict| verdict.hash().is_some())
    }

    /// An estimate of its memory.
    pub(crate) fn n_bytes(&self) -> usize {
        match &self.content {
            Content::Beads(aligned, _) => bytes_of_beads(aligned),
            Content::Lines(lines) => lines.iter().map(|line| line.len() + BYTES_OF_BEAD).sum(),
            Content::Rows(pairs) => pairs.iter().map(TextPair::n_bytes).sum(),
        }
    }

    /// What is kept, as it is written. `see` is called with each hash that is looked up, in order: a duplicate changes the table
    /// too.
    pub(crate) fn settle(
        self,
        duplicates: Option<&mut Duplicates>,
        see: impl FnMut(u64),
    ) -> (Written, Counts) {
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
        let written = match self.content {
            Content::Lines(lines) => Written::Lines(only(kept, lines).concat()),
            Content::Rows(pairs) => {
                let pairs = only(kept, pairs).into_iter();
                Written::Rows(pairs.map(Row::Pair).collect())
            }
            Content::Beads(mut aligned, form) => {
                let dropped = kept.is_some().then(|| counts.clone());
                aligned.beads = only(kept, aligned.beads);
                of_document(aligned, dropped, form)
            }
        };
        (written, counts)
    }
}

/// The items that are kept, which are all if there are no filters.
fn only<T>(kept: Option<Vec<bool>>, items: Vec<T>) -> Vec<T> {
    let Some(kept) = kept else {
        return items;
    };
    let items = items.into_iter().zip(kept);
    items
        .filter_map(|(item, is_kept)| is_kept.then_some(item))
        .collect()
}

fn of_document(aligned: Aligned, dropped: Option<Counts>, form: DocumentForm) -> Written {
    match (form, &dropped) {
        (DocumentForm::Json, Some(dropped)) => Written::Lines(json(&Filtered {
            id: &aligned.id,
            beads: &aligned.beads,
            moved: &aligned.moved,
            dropped,
        })),
        _ => of_answer(Answer::Aligned(aligned), dropped, form),
    }
}

/// An answer without filters, or what is wrong with a document.
pub(crate) fn of_answer(answer: Answer, dropped: Option<Counts>, form: DocumentForm) -> Written {
    match form {
        DocumentForm::Json => Written::Lines(line(&answer)),
        DocumentForm::Row => Written::Rows(vec![Row::Document(answer, dropped)]),
    }
}

fn line(answer: &Answer) -> Vec<u8> {
    let mut line = Vec::new();
    json_lines::write_answer(answer, &mut line).expect("memory does not fail");
    line
}

fn json(value: &impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(value).expect("a value of ours is JSON");
    line.push(b'\n');
    line
}

fn tabs(pair: &TextPair) -> Vec<u8> {
    let source = pair.source.replace('\t', " ");
    let target = pair.target.replace('\t', " ");
    let TextPair { id, confidence, .. } = pair;
    format!("{source}\t{target}\t{confidence:.4}\t{id}\n").into_bytes()
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
            content: Content::Lines(
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
        let (written, counts) = answer.settle(duplicates.as_mut(), |hash| seen.push(hash));
        let Written::Lines(lines) = written else {
            panic!("lines stay lines");
        };
        assert_eq!((seen, lines), (vec![1, 1, 2], b"ade".to_vec()));
        assert_eq!((counts.n_pairs(), counts.n_dropped()), (5, 2));
    }
}
