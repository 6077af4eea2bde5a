//! One alignment, with progress on standard error if it takes long.
//!
//! In: a closure that aligns. Out: its alignment. O(1) besides.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use taiyaku::{Alignment, Bitext};

use crate::progress::Progress;

/// Calls `align` and shows progress until it returns.
pub(crate) fn align(bitext: &Bitext, align: impl FnOnce() -> Alignment) -> Alignment {
    let (done, wait) = channel::<()>();
    let sizes = [bitext.source(), bitext.target()].map(|side| side.segments().len());
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut progress = Progress::start();
            while wait.recv_timeout(Duration::from_millis(500)) == Err(RecvTimeoutError::Timeout) {
                progress.show(|| format!("aligning {} × {} segments", sizes[0], sizes[1]));
            }
        });
        let alignment = align();
        drop(done);
        alignment
    })
}
