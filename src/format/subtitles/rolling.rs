//! Lines that are shown again: automatic captions roll, so that each cue repeats the last line of the cue before it.
//!
//! In: the lines of cues. Out: which of them repeat what is on the screen already. O(bytes).

use std::ops::Range;

use crate::format::subtitles::lines::Line;

/// The longest time between two cues that roll, in milliseconds.
const LONGEST_GAP: u32 = 100;
/// The least lines that are shown again where captions roll, and the least share of all lines, in percent: it is half of
/// them or more.
const LEAST_REPEATED: usize = 3;
const LEAST_SHARE: usize = 40;

/// For each line, whether the cue before it shows it too, if that is the way of the file. People say things twice.
pub(super) fn shown_again(lines: &[Line], spoken: &[String]) -> Vec<bool> {
    let mut again = vec![false; lines.len()];
    let (mut before, mut start) = (0..0, 0);
    for cue in lines.chunk_by(|a, b| a.cue == b.cue) {
        let now = start..start + cue.len();
        start = now.end;
        if now.clone().all(|k| spoken[k].trim().is_empty()) {
            continue;
        }
        if touches(lines, &before, &now) {
            mark(spoken, before.clone(), now.clone(), &mut again);
        }
        before = now;
    }
    let is_filled = |k: &usize| !spoken[*k].trim().is_empty();
    let n_filled = (0..lines.len()).filter(is_filled).count();
    let n_again = again.iter().filter(|&&again| again).count();
    if n_again < LEAST_REPEATED || n_again * 100 < n_filled * LEAST_SHARE {
        again.fill(false);
    }
    again
}

/// Whether a cue is shown when the one before it ends, or earlier.
fn touches(lines: &[Line], before: &Range<usize>, now: &Range<usize>) -> bool {
    !before.is_empty()
        && lines[now.start].times.start <= lines[before.start].times.end.saturating_add(LONGEST_GAP)
}

/// Marks the first lines of a cue that are the last ones of the cue before it.
fn mark(spoken: &[String], before: Range<usize>, now: Range<usize>, again: &mut [bool]) {
    let filled = |lines: Range<usize>| -> Vec<usize> {
        let lines = lines.filter(|&k| !spoken[k].trim().is_empty());
        lines.collect()
    };
    let (before, now) = (filled(before), filled(now));
    let longest = before.len().min(now.len());
    let overlap = (1..=longest).rev().find(|&n| {
        let pairs = before[before.len() - n..].iter().zip(&now[..n]);
        pairs
            .into_iter()
            .all(|(&a, &b)| spoken[a].trim() == spoken[b].trim())
    });
    for &k in &now[..overlap.unwrap_or(0)] {
        again[k] = true;
    }
}
