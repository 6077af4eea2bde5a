//! The memory of a whole corpus, from a first pass over the input.
//!
//! In: a file of JSON Lines. Out: how its documents render sentences and terms. O(bytes).

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::thread;

use rayon::prelude::*;
use taiyaku::review::Memory;

use super::{BATCH_LINES, LINES_AHEAD, Line, Worker, bitext, read_lines};
use crate::failure::Failure;
use crate::progress::Progress;

/// How the documents of a file render sentences and terms. Invalid lines are skipped: the second pass reports them.
pub(crate) fn memory(path: &Path, worker: &Worker) -> Result<Memory, Failure> {
    let io = |error| Failure::io(path.display(), &error);
    let file = File::open(path).map_err(io)?;
    let (sender, lines) = sync_channel(LINES_AHEAD);
    let of_line = |line: Line| {
        let bitext = bitext(&line).1.ok()?;
        let mut memory = Memory::new();
        let anchored = worker.aligner.read(&bitext);
        memory.add(&anchored, &worker.aligner.align(&anchored));
        Some(memory)
    };
    thread::scope(|scope| {
        let reader = scope.spawn(move || read_lines(BufReader::new(file), &sender));
        let (mut whole, mut n_lines) = (Memory::new(), 0);
        let mut progress = Progress::start();
        loop {
            let batch: Vec<Line> = lines.iter().take(BATCH_LINES).collect();
            if batch.is_empty() {
                break;
            }
            n_lines += batch.len();
            let memories: Vec<Option<Memory>> = batch.into_par_iter().map(of_line).collect();
            memories
                .into_iter()
                .flatten()
                .for_each(|memory| whole.merge(memory));
            progress.show(|| format!("{n_lines} lines read for --across"));
        }
        let read = reader.join().expect("the reader does not panic");
        read.map_err(io).map(|()| whole)
    })
}
