//! The work on a record: from its texts to an answer.
//!
//! In: a record. Out: its answer, or one that waits for the records before it, if duplicates are dropped. O(bytes).

use std::panic::{AssertUnwindSafe, catch_unwind};

use taiyaku::corpus::Weigh;
use taiyaku::format::json_lines::{self, Aligned, Answer, Failed, Id, Request};
use taiyaku::review::{ReviewOptions, review};
use taiyaku::{Aligner, Anchored, Bitext, WorkLimit, on_this_thread};

use crate::corpus::answer::{Shape, Unsettled, Written, of_answer};
use crate::corpus::filter::{Counts, Filters};
use crate::corpus::record::{Numbered, Record, Task};

/// Records of more bytes are shared by the threads. Below, to divide the work costs more than it brings.
const LONG: usize = 1 << 19;

/// What every record needs.
pub(crate) struct Worker {
    pub(crate) aligner: Aligner,
    pub(crate) review: Option<ReviewOptions>,
    pub(crate) filters: Option<Filters>,
    pub(crate) shape: Shape,
    pub(crate) limit: WorkLimit,
}

/// A record that is done.
pub(crate) struct Done {
    pub(crate) digest: u64,
    /// Bytes of the input up to the end of the record.
    pub(crate) read: u64,
    /// As [`Record::n_received`].
    pub(crate) n_received: Option<usize>,
    /// Bytes of the record.
    pub(crate) n_bytes: usize,
    pub(crate) outcome: Outcome,
}

/// What came of a record.
pub(crate) enum Outcome {
    /// What is written, and what was counted.
    Ready(Written, Counts),
    /// The answer, which waits until the pairs of the records before it are known.
    Waiting(Unsettled),
    /// What is written of a document that is wrong, and what is wrong for standard error.
    Failed { written: Written, problem: String },
}

impl Weigh for Done {
    fn weight(&self) -> usize {
        /// The result itself, and its place in the queue.
        const RESULT: usize = 512;
        let n_bytes = match &self.outcome {
            Outcome::Ready(written, _) => written.n_bytes(),
            Outcome::Waiting(answer) => answer.n_bytes(),
            Outcome::Failed { written, problem } => written.n_bytes() + problem.capacity(),
        };
        RESULT + n_bytes
    }
}

impl Worker {
    /// Answers a record.
    pub(crate) fn work(&self, numbered: Numbered) -> Done {
        let Numbered { record, digest } = numbered;
        let (read, number, unit) = (record.read, record.number, record.unit);
        let n_received = record.n_received;
        let n_bytes = record.n_bytes();
        let (id, answer) = match LONG < n_bytes {
            true => self.answer(record),
            false => on_this_thread(|| self.answer(record)),
        };
        let outcome = match answer {
            Ok(answer) if answer.waits() => Outcome::Waiting(answer),
            Ok(answer) => {
                let (written, counts) = answer.settle(None, |_| ());
                Outcome::Ready(written, counts)
            }
            Err(error) => self.failed(id, (unit, number), error),
        };
        Done {
            digest,
            read,
            n_received,
            n_bytes,
            outcome,
        }
    }

    /// What is wrong, as a line or row among documents; there is none among pairs.
    fn failed(&self, id: Id, (unit, number): (&str, usize), error: String) -> Outcome {
        let error = shown(error);
        let problem = format!("{unit} {number}: {error}");
        let written = match self.shape {
            Shape::Documents(form) => {
                let answer = Answer::Failed(Failed::new(id, number, error));
                of_answer(answer, None, form)
            }
            Shape::Pairs(_) => Written::Lines(Vec::new()),
        };
        Outcome::Failed { written, problem }
    }

    /// The id of a record, and its answer or what is wrong.
    fn answer(&self, record: Record) -> (Id, Result<Unsettled, String>) {
        let (id, bitext) = bitext(record);
        let of_id = id.clone();
        let answer = bitext.and_then(|bitext| {
            // A fault of ours in one document must not end the work on all others.
            let caught = catch_unwind(AssertUnwindSafe(|| self.aligned(of_id, &bitext)));
            caught.unwrap_or_else(|panic| Err(fault(&*panic)))
        });
        (id, answer)
    }

    fn aligned(&self, id: Id, bitext: &Bitext) -> Result<Unsettled, String> {
        let anchored = self.aligner.read(bitext);
        let alignment = self.aligner.align_within(&anchored, self.limit);
        let alignment = alignment.ok_or_else(|| too_much_work(&anchored, self.limit))?;
        let findings = self
            .review
            .as_ref()
            .map(|options| review(&anchored, &alignment, options));
        let verdicts = self.filters.as_ref().map(|filters| {
            let findings = findings.as_deref().unwrap_or_default();
            filters.judge(bitext, &alignment, findings)
        });
        Ok(match self.shape {
            Shape::Documents(form) => {
                let moved = self.aligner.moved(&anchored, &alignment);
                let aligned = Aligned::new(id, bitext, &alignment, &moved);
                let aligned = match &findings {
                    Some(findings) => aligned.with_findings(bitext, findings),
                    None => aligned,
                };
                Unsettled::of_beads(aligned, verdicts, form)
            }
            Shape::Pairs(form) => {
                Unsettled::of_pairs(&id, bitext.pairs(&alignment), verdicts, form)
            }
        })
    }
}

/// The bitext of a record, with its id.
pub(crate) fn bitext(record: Record) -> (Id, Result<Bitext, String>) {
    match record.task {
        Task::Line(line) => {
            let (id, texts) = json_lines::read_request(&line);
            drop(line);
            let bitext = texts.and_then(Request::into_bitext);
            (id, bitext.map_err(|error| error.to_string()))
        }
        Task::Request { id, request, .. } => {
            let bitext = request.and_then(|request| {
                let bitext = request.into_bitext();
                bitext.map_err(|error| error.to_string())
            });
            (id, bitext)
        }
        Task::Files(files) => {
            let (id, bitext) = files.into_bitext();
            (parsed(&id), bitext.map_err(|error| error.to_string()))
        }
        Task::Refused { id, reason } => (parsed(&id), Err(reason)),
    }
}

/// The most characters of an error: it may repeat what the input has.
const LONGEST_ERROR: usize = 500;

/// An error as one line without control characters, which a terminal could take for commands.
fn shown(error: String) -> String {
    let is_plain = error.len() <= LONGEST_ERROR && !error.contains(char::is_control);
    if is_plain {
        return error;
    }
    let plain = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut shown: String = error.chars().take(LONGEST_ERROR).map(plain).collect();
    if error.chars().nth(LONGEST_ERROR).is_some() {
        shown.push('…');
    }
    shown
}

fn parsed(id: &str) -> Id {
    serde_json::from_str(id).unwrap_or_default()
}

fn too_much_work(anchored: &Anchored, limit: WorkLimit) -> String {
    let bitext = anchored.bitext();
    let [source, target] = [bitext.source(), bitext.target()].map(|side| side.segments().len());
    format!(
        "expected a document with more in common: {source} and {target} segments need more than {} cells of the dynamic \
         programme, or {} at once; --max-work and --memory allow more",
        limit.cells, limit.cells_at_once
    )
}

fn fault(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!(
        "a fault of taiyaku, please report it with the document: {}",
        text.unwrap_or("no message")
    )
}
