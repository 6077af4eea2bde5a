//! One alignment, with a line on stderr if it takes long.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use taiyaku::{Aligner, Alignment, AsAnchored};

use crate::progress::Progress;

/// Aligns, and says so every now and then.
pub(crate) fn align(aligner: &Aligner, bitext: &impl AsAnchored) -> Alignment {
    let (done, wait) = channel::<()>();
    let sides = bitext.bitext();
    let sizes = [sides.source(), sides.target()].map(|side| side.segments().len());
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut progress = Progress::start();
            while wait.recv_timeout(Duration::from_millis(500)) == Err(RecvTimeoutError::Timeout) {
                progress.show(|| format!("aligning {} × {} segments", sizes[0], sizes[1]));
            }
        });
        let alignment = aligner.align(bitext);
        drop(done);
        alignment
    })
}
