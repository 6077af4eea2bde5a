//! The memory of a whole corpus, from a first pass over the input.
//!
//! In: the records. Out: how their documents render sentences and terms. O(bytes).

use taiyaku::corpus::{self, InFlight, Weigh};
use taiyaku::review::Memory;

use crate::corpus::input::Opened;
use crate::corpus::record::{Numbered, numbered};
use crate::corpus::worker::{Worker, bitext};
use crate::failure::Failure;
use crate::progress::Progress;

/// How a document renders sentences and terms, and the bytes of the input up to its end.
struct OfDocument {
    read: u64,
    /// Of all documents up to it.
    digest: u64,
    memory: Option<Memory>,
}

impl Weigh for OfDocument {
    fn weight(&self) -> usize {
        /// A guess: a document of some forty sentences.
        const BYTES: usize = 10_000;
        BYTES
    }
}

/// How the documents of an input render sentences and terms, and a digest of them. Invalid records are skipped: the second pass reports them.
pub(crate) fn memory(
    opened: Opened,
    worker: &Worker,
    in_flight: InFlight,
) -> Result<(Memory, u64), Failure> {
    let Opened { records, all, .. } = opened;
    let (mut whole, mut n_documents, mut last) = (Memory::new(), 0_usize, 0);
    let mut progress = Progress::start();
    let work = |numbered: Result<Numbered, Failure>| {
        let Numbered { record, digest } = numbered?;
        let read = record.read;
        let memory = bitext(record).1.ok().and_then(|bitext| {
            let anchored = worker.aligner.read(&bitext);
            let alignment = worker.aligner.align_within(&anchored, worker.limit)?;
            let mut memory = Memory::new();
            memory.add(&anchored, &alignment);
            Some(memory)
        });
        Ok(OfDocument {
            read,
            digest,
            memory,
        })
    };
    let each = |of_document: Result<OfDocument, Failure>| {
        let OfDocument {
            read,
            digest,
            memory,
        } = of_document?;
        last = digest;
        n_documents += 1;
        memory.into_iter().for_each(|memory| whole.merge(memory));
        let state = || format!("{n_documents} documents read for --across");
        match all {
            Some(all) => progress.show_part(state, read, all),
            None => progress.show(state),
        }
        Ok::<(), Failure>(())
    };
    corpus::stream(numbered(records), in_flight, work, each)?;
    drop(progress);
    Ok((whole, last))
}
