//! [`Times`]: when the segments of two files of subtitles are shown.
//!
//! In: two documents with cues. Out: how much of the time of a segment is that of segments of the other side. Dubbed and
//! edited films are shifted, and films for television run faster: the shift and the speed are those at which most cues of
//! both sides begin together. If no shift stands out, the times say nothing. O(cues).

use crate::text::{Begin, Cue, Document, Segment};

/// Speeds of the target against the source: equal, and those between films of 24, 23.976, 25 and 30 frames a second.
const SPEEDS: [f64; 7] = [
    1.0,
    25.0 / 23.976,
    23.976 / 25.0,
    25.0 / 24.0,
    24.0 / 25.0,
    24.0 / 23.976,
    23.976 / 24.0,
];
/// The largest shift, and the width of the bins in which shifts are counted, in milliseconds. Cues are timed by ear, to a
/// fifth of a second.
const LARGEST_SHIFT: i64 = 300_000;
const BIN: i64 = 100;
/// The most cues of the source of which the shifts to all near cues of the target are counted.
const MOST_COUNTED: usize = 1_024;
/// How many deviations above chance the most usual shift must be counted, and the least number of cues that have it.
const LEAST_DEVIATIONS: f64 = 6.0;
const LEAST_CUES: u32 = 4;
/// Another speed must be this much better than the same speed.
const BETTER: f64 = 1.2;
/// What it is worth, in nats, that the first segments of a bead begin within so many milliseconds of each other; and what it
/// is worth that they do not. Half a nat less than the likelihood ratios in the subtitles of a lecture, since the sample is
/// small: of 42 beads 37, 5 and 0 begin within .5 s, within 2.5 s, and later; of 63 other pairs of segments in the same beads,
/// 4, 11 and 48 do. The last is bounded, since the times of segments inside a cue are guesses.
const BEGIN: [(f32, f32); 2] = [(500.0, 2.1), (2_500.0, -0.4)];
const BEGINS_APART: f32 = -1.0;
/// What a bead gets back, in nats, for each side that begins at a soft cut: a cue is translated by itself more often than a
/// clause of running text. It is what the cost model takes away there.
const CUE_EDGE: f32 = 1.0;
/// The most sentences that begin inside a line of a cue that is a clause, as 1 in this number. Of a lecture that was divided
/// by hand it is 1 in 20, of dialogue and talks that were cut at 42 columns 1 in 4 to 3 in 4.
const LEAST_INSIDE: usize = 8;
/// The most lines of a cue before and behind a line that are looked at.
const MOST_LINES: usize = 8;
/// The shortest time of a segment, in milliseconds.
const SHORTEST: f32 = 200.0;

/// The times of the segments of both sides, in milliseconds of the target.
#[derive(Debug, Clone)]
pub(crate) struct Times {
    sides: [Vec<[f32; 2]>; 2],
    /// Whether a segment begins at a soft cut, in cues that are clauses.
    is_soft: [Vec<bool>; 2],
}

impl Times {
    /// None if a side has no cues, or if the two sides have no common time.
    pub(crate) fn of_documents(source: &Document, target: &Document) -> Option<Times> {
        let [of_source, of_target] = [source, target].map(cues);
        let (speed, shift) = common_time(of_source?, of_target?)?;
        let on_target = |time: f64| (time * speed + shift) as f32;
        let is_soft = [source, target].map(|document| {
            let are_clauses = are_clauses(document);
            let segments = document.segments().iter();
            segments
                .map(|segment| are_clauses && segment.begin == Begin::Soft)
                .collect()
        });
        let sides = [source, target].map(|document| {
            let segments = document.segments().iter();
            segments
                .map(|segment| times(document, segment))
                .collect::<Vec<[f64; 2]>>()
        });
        let [source, target] = &sides;
        Some(Times {
            is_soft,
            sides: [
                source.iter().map(|times| times.map(on_target)).collect(),
                target
                    .iter()
                    .map(|times| times.map(|time| time as f32))
                    .collect(),
            ],
        })
    }

    /// Nats for a bead that begins with these segments: whether both begin at the same time.
    pub(crate) fn beginning(&self, source: usize, target: usize) -> f32 {
        let apart = (self.sides[0][source][0] - self.sides[1][target][0]).abs();
        if apart.is_nan() {
            // One of them has no time.
            return 0.0;
        }
        let near = BEGIN.iter().find(|&&(within, _)| apart <= within);
        let together = near.map_or(BEGINS_APART, |&(_, nats)| nats);
        let n_soft = u8::from(self.is_soft[0][source]) + u8::from(self.is_soft[1][target]);
        together + f32::from(n_soft) * CUE_EDGE
    }

    /// The mean of the shares of two segments in each other.
    pub(crate) fn of(&self, source: usize, target: usize) -> f32 {
        let of_source = self.share(0, source, (target, target + 1));
        let of_target = self.share(1, target, (source, source + 1));
        0.5 * (of_source + of_target)
    }

    /// How much of the time of a segment of a side is that of a window of the other, 0 to 1.
    pub(crate) fn share(&self, side: usize, segment: usize, window: (usize, usize)) -> f32 {
        let [start, end] = self.sides[side][segment];
        let others = &self.sides[1 - side][window.0..window.1];
        let common = |&[from, to]: &[f32; 2]| {
            let common = end.min(to) - start.max(from);
            // Not a number stays what it is: a segment without a time.
            if common < 0.0 { 0.0 } else { common }
        };
        let common: f32 = others.iter().map(common).sum();
        (common / (end - start)).clamp(0.0, 1.0)
    }
}

fn cues(document: &Document) -> Option<&[Cue]> {
    document
        .content()
        .map(|content| content.cues())
        .filter(|cues| !cues.is_empty())
}

/// When a segment is shown. Inside a cue, time passes with the bytes of its text.
fn times(document: &Document, segment: &Segment) -> [f64; 2] {
    let Some(content) = document.content() else {
        return [f64::NAN; 2];
    };
    let (cues, span) = (content.cues(), segment.span);
    let first = cues.partition_point(|cue| cue.span.end <= span.start);
    let behind = cues.partition_point(|cue| cue.span.start < span.end);
    if behind <= first {
        return [f64::NAN; 2];
    }
    let start = time_at(cues, first, span.start);
    let end = time_at(cues, behind - 1, span.end);
    [start, end.max(start + f64::from(SHORTEST))]
}

/// The time at a byte of a line of a cue.
fn time_at(cues: &[Cue], line: usize, byte: usize) -> f64 {
    let cue = &cues[line];
    let is_of_cue = |other: &&Cue| other.start == cue.start && other.end == cue.end;
    let bytes = |cue: &Cue| cue.span.len();
    let before = cues[..line].iter().rev().take(MOST_LINES);
    let before: usize = before.take_while(is_of_cue).map(bytes).sum();
    let behind = cues[line..].iter().take(MOST_LINES);
    let behind: usize = behind.take_while(is_of_cue).map(bytes).sum();
    let part = byte.clamp(cue.span.start, cue.span.end) - cue.span.start;
    let share = (before + part) as f64 / (before + behind).max(1) as f64;
    f64::from(cue.start) + share * f64::from(cue.end - cue.start)
}

/// Whether the cues of a document end where sentences or clauses do. Others are divided by their length: sentences begin
/// anywhere in them, and where they end says nothing.
fn are_clauses(document: &Document) -> bool {
    let cues = document.content().map_or(&[][..], |content| content.cues());
    let begins_cue = |segment: &&Segment| {
        let at = cues.partition_point(|cue| cue.span.end <= segment.span.start);
        cues.get(at)
            .is_none_or(|cue| segment.span.start <= cue.span.start)
    };
    let sentences = document
        .segments()
        .iter()
        .filter(|segment| segment.begin != Begin::Soft);
    let n_inside = sentences
        .clone()
        .filter(|segment| !begins_cue(segment))
        .count();
    n_inside * LEAST_INSIDE <= sentences.count()
}

/// The speed and the shift that bring most beginnings of cues together.
fn common_time(source: &[Cue], target: &[Cue]) -> Option<(f64, f64)> {
    let starts = |cues: &[Cue]| {
        let mut starts: Vec<i64> = cues.iter().map(|cue| i64::from(cue.start)).collect();
        starts.sort_unstable();
        starts.dedup();
        starts
    };
    let (source, target) = (starts(source), starts(target));
    let mut best: Option<(f64, f64, f64)> = None;
    for speed in SPEEDS {
        let Some((shift, above_chance)) = usual_shift(&source, &target, speed) else {
            continue;
        };
        if best.is_none_or(|(_, _, before)| above_chance > before * BETTER) {
            best = Some((speed, shift, above_chance));
        }
    }
    best.map(|(speed, shift, _)| (speed, shift))
}

/// The shift that is most usual at a speed, and how many deviations it is above chance.
fn usual_shift(source: &[i64], target: &[i64], speed: f64) -> Option<(f64, f64)> {
    let n_bins = (2 * LARGEST_SHIFT / BIN) as usize;
    let mut counts = vec![0u32; n_bins];
    let mut n_pairs = 0u64;
    for &start in source.iter().step_by(source.len().div_ceil(MOST_COUNTED)) {
        let start = (start as f64 * speed) as i64;
        let from = target.partition_point(|&other| other < start - LARGEST_SHIFT);
        for &other in target[from..]
            .iter()
            .take_while(|&&other| other < start + LARGEST_SHIFT)
        {
            counts[((other - start + LARGEST_SHIFT) / BIN) as usize] += 1;
            n_pairs += 1;
        }
    }
    // A shift is in its bin or in those beside it.
    let near = |k: usize| {
        counts[k.saturating_sub(1)..(k + 2).min(n_bins)]
            .iter()
            .sum::<u32>()
    };
    let (best, count) = (0..n_bins)
        .map(|k| (k, near(k)))
        .max_by_key(|&(k, count)| {
            // Of equal counts, the smallest shift.
            (count, std::cmp::Reverse(k.abs_diff(n_bins / 2)))
        })?;
    let chance = 3.0 * n_pairs as f64 / n_bins as f64;
    let above = (f64::from(count) - chance) / libm::sqrt(chance.max(0.25));
    let is_sure = above >= LEAST_DEVIATIONS && count >= LEAST_CUES.min(source.len() as u32);
    is_sure.then(|| ((best as i64 * BIN + BIN / 2 - LARGEST_SHIFT) as f64, above))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;
    use crate::format::Format;
    use crate::segment::Segmenter;

    fn document(cues: &[&str]) -> Document {
        let cue = |(k, text): (usize, &&str)| {
            format!(
                "00:00:{:02},000 --> 00:00:{:02},000\n{text}\n\n",
                4 * k,
                4 * k + 4
            )
        };
        let file: String = cues.iter().enumerate().map(cue).collect();
        let content = Format::Subtitles.read(file).unwrap();
        Segmenter::new(Language::English).document_of(content)
    }

    #[test]
    fn time_passes_over_the_lines_of_a_cue() {
        for (name, cues, segment, expected) in [
            ("one line", vec!["It rained.", "Yes."], 0, [0.0, 4_000.0]),
            (
                "the first line",
                vec!["Is it so?\nIt rained", "there."],
                0,
                [0.0, 2_000.0],
            ),
            (
                "the second line",
                vec!["Is it so?\nIt rains.", "There."],
                1,
                [2_000.0, 4_000.0],
            ),
            ("two cues", vec!["It", "rained."], 0, [0.0, 8_000.0]),
        ] {
            let document = document(&cues);
            let found = times(&document, &document.segments()[segment]);
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn cues_that_are_divided_by_length_are_no_clauses() {
        for (name, cues, expected) in [
            (
                "sentences",
                vec!["It rained.", "We stayed", "at home."],
                true,
            ),
            (
                "lengths",
                vec!["It rained. We", "stayed. Then it", "rained again."],
                false,
            ),
        ] {
            assert_eq!(are_clauses(&document(&cues)), expected, "{name}");
        }
    }
}
