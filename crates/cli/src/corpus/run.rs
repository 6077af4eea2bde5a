//! A run of the command: the records are answered, and the answers are written and counted.
//!
//! In: records, a worker, a sink. Out: the output, progress, and a summary on standard error. O(bytes).

use std::process::ExitCode;

use taiyaku::corpus::{self, InFlight};

use crate::corpus::filter::Duplicates;
use crate::corpus::record::Numbered;
use crate::corpus::sink::Sink;
use crate::corpus::tally::Tally;
use crate::corpus::unfinished::{Checkpoint, Left};
use crate::corpus::worker::{Done, Outcome, Worker};
use crate::failure::{Failure, exit_code};
use crate::progress::Progress;

/// A run, as its results come in.
pub(crate) struct Run {
    input: String,
    output: String,
    sink: Sink,
    duplicates: Option<Duplicates>,
    tally: Tally,
    /// Records that an interrupted run has answered.
    n_before: u64,
    /// Records that came, if they come together.
    n_received: usize,
    /// Of the records so far.
    digest: u64,
    progress: Progress,
    all: Option<u64>,
}

impl Run {
    /// A run that has read nothing yet. `all` is what [`Record::read`] is at the end.
    ///
    /// [`Record::read`]: crate::corpus::record::Record
    pub(crate) fn new(
        [input, output]: [String; 2],
        sink: Sink,
        duplicates: Option<Duplicates>,
        all: Option<u64>,
    ) -> Run {
        Run {
            input,
            output,
            sink,
            duplicates,
            tally: Tally::default(),
            n_before: 0,
            n_received: 0,
            digest: 0,
            progress: Progress::start(),
            all,
        }
    }

    /// Skips the records that an interrupted run has answered.
    ///
    /// # Errors
    ///
    /// If the records are others. The draft of the interrupted run is not changed.
    pub(crate) fn resume(
        mut self,
        records: &mut impl Iterator<Item = Result<Numbered, Failure>>,
        mut left: Left,
    ) -> Result<Run, Failure> {
        let Checkpoint { digest, tally, .. } = left.checkpoint.clone();
        let mut read = 0;
        for numbered in records.take(tally.n_records as usize) {
            let Numbered { record, digest } = numbered?;
            (self.digest, read) = (digest, record.read);
            self.progress.show(|| {
                format!(
                    "skipping documents that are answered, up to {} {}",
                    record.unit, record.number
                )
            });
        }
        if self.digest != digest {
            return Err(Failure::new(format!(
                "{}: the first {} documents are not those of the interrupted run; without --resume the run starts from the \
                 beginning",
                self.input, tally.n_records
            )));
        }
        if let Some(duplicates) = &mut self.duplicates {
            let seen = left
                .seen()
                .map_err(|error| Failure::io(&self.output, &error))?;
            seen.for_each(|hash| {
                duplicates.insert(hash);
            });
        }
        say!(
            "note: continuing; documents already answered: {}",
            tally.n_records
        );
        self.progress.restart(read);
        self.n_before = tally.n_records;
        self.tally = tally;
        Ok(self)
    }

    /// Answers the records on all threads and writes the answers.
    pub(crate) fn over(
        self,
        records: impl Iterator<Item = Result<Numbered, Failure>> + Send,
        worker: &Worker,
        in_flight: InFlight,
    ) -> Result<(), Failure> {
        let work =
            |numbered: Result<Numbered, Failure>| numbered.map(|numbered| worker.work(numbered));
        let mut run = Some(self);
        let each = |done: Result<Done, Failure>| {
            let added = run.as_mut().map(|run| done.and_then(|done| run.add(done)));
            if let Some(Err(failure)) = added {
                // Another thread may be waiting for input. It is not joined.
                run.take().into_iter().for_each(|run| run.sink.give_up());
                exit_now(failure);
            }
            Ok::<(), Failure>(())
        };
        corpus::stream(records, in_flight, work, each)?;
        run.map_or(Ok(()), Run::finish)
    }

    /// Writes what is done.
    fn add(&mut self, done: Done) -> Result<(), Failure> {
        let Done {
            digest,
            read,
            n_received,
            n_bytes,
            outcome,
        } = done;
        let sink = &mut self.sink;
        let written = match outcome {
            Outcome::Failed { written, problem } => {
                self.tally.fail(problem);
                written
            }
            Outcome::Ready(written, counts) => {
                self.tally.pairs.add(&counts);
                written
            }
            Outcome::Waiting(answer) => {
                let duplicates = self.duplicates.as_mut();
                let (written, counts) = answer.settle(duplicates, |hash| sink.see(hash));
                self.tally.pairs.add(&counts);
                written
            }
        };
        self.tally.n_records += 1;
        self.digest = digest;
        self.n_received = self.n_received.max(n_received.unwrap_or(0));
        let tally = &self.tally;
        let is_all = tally.n_records == self.n_received as u64;
        let written = sink
            .write(&written, n_bytes)
            .and_then(|()| sink.checkpoint(digest, tally))
            .and_then(|()| match is_all {
                true => sink.complete_batch(),
                false => Ok(()),
            });
        written.map_err(|error| Failure::io(&self.output, &error))?;
        let n_records = tally.n_records;
        let rate = self.progress.rate(n_records - self.n_before);
        let state = || format!("{n_records} documents, {rate} a second");
        match self.all {
            Some(all) => self.progress.show_part(state, read, all),
            None => self.progress.show(state),
        }
        Ok(())
    }

    /// Completes the output, and prints the summary.
    fn finish(self) -> Result<(), Failure> {
        self.progress.complete();
        self.sink.finish(&self.output)?;
        if 0 < self.tally.pairs.n_pairs() {
            say!("{}", self.tally.pairs);
        }
        if let Some(duplicates) = &self.duplicates
            && 0 < duplicates.n_forgotten()
        {
            say!(
                "note: some duplicates may be left; pairs forgotten for lack of memory: {}; --duplicates-memory remembers more",
                duplicates.n_forgotten()
            );
        }
        match self.tally.failures(&self.input) {
            Some(message) => Err(Failure::incomplete(message)),
            None => Ok(()),
        }
    }
}

fn exit_now(failure: Failure) -> ! {
    let code = i32::from(exit_code(Err(failure)) != ExitCode::SUCCESS);
    std::process::exit(code)
}
