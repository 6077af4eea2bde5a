//! The ladder, the format of hunalign: the first lines of each bead.
//!
//! In: beads that tile the lines of two files, or a ladder. Out: the ladder, or its beads. O(bytes).
//!
//! Each line is a rung: the source line and the target line at which a bead begins, counted from 0, and the confidence of the
//! bead. The last rung holds the numbers of lines of both files and has no bead.
//!
//! The format keeps the beads and their confidence to four decimals. It loses the text and everything smaller than a line.

use std::io::Write;

use crate::align::{Alignment, Bead};
use crate::error::{Error, Result};

/// Writes an alignment of lines as a ladder. O(beads).
///
/// ```
/// use taiyaku::{Alignment, Bead, format::ladder};
///
/// let bead = Bead::new(0..1, 0..2, 0.98);
/// let mut text = Vec::new();
/// ladder::write(&Alignment::from_beads(vec![bead]), &mut text)?;
/// assert_eq!(text, b"0\t0\t0.9800\n1\t2\t0\n");
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write(lines: &Alignment, mut out: impl Write) -> Result<()> {
    for bead in lines.beads() {
        let (source, target) = (bead.source.start, bead.target.start);
        writeln!(out, "{source}\t{target}\t{:.4}", bead.confidence)?;
    }
    let last = lines.beads().last();
    let (source, target) = last.map_or((0, 0), |bead| (bead.source.end, bead.target.end));
    Ok(writeln!(out, "{source}\t{target}\t0")?)
}

/// Reads a ladder. The scores of hunalign itself are not probabilities: a score below 0 becomes the confidence 0, a score
/// above 1 becomes 1. Errors name the ladder as `place`. O(bytes).
///
/// ```
/// use taiyaku::format::ladder;
///
/// let alignment = ladder::read("0\t0\t0.9800\n1\t2\t0\n", "texts.ladder")?;
/// assert_eq!(alignment.beads()[0].kind().to_string(), "1-2");
/// let error = ladder::read("0\t0\t1\n1\n", "texts.ladder").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "texts.ladder: line 2: expected two line numbers and a score separated by tabs, found `1`",
/// );
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If a line is not a rung, if the first rung is not at lines 0 and 0, or if a rung is not above the one before. The error
/// names the line.
pub fn read(text: &str, place: &str) -> Result<Alignment> {
    let mut beads = Vec::new();
    let mut last: Option<Rung> = None;
    for (k, line) in text.lines().enumerate() {
        let wrong = |expected: String| Error::format(format!("{place}: line {}", k + 1), expected);
        let rung = Rung::parse(line).ok_or_else(|| {
            wrong(format!(
                "expected two line numbers and a score separated by tabs, found `{line}`"
            ))
        })?;
        let (source, target) = (rung.source, rung.target);
        match &last {
            None if (source, target) == (0, 0) => {}
            None => {
                return Err(wrong(format!(
                    "expected 0 and 0, found {source} and {target}"
                )));
            }
            Some(last) if last.is_below(&rung) => beads.push(Bead {
                source: last.source..source,
                target: last.target..target,
                confidence: last.score.clamp(0.0, 1.0),
            }),
            Some(last) => {
                return Err(wrong(format!(
                    "expected lines after {} and {}, found {source} and {target}",
                    last.source, last.target
                )));
            }
        }
        last = Some(rung);
    }
    Ok(Alignment::from_beads(beads))
}

struct Rung {
    source: usize,
    target: usize,
    score: f32,
}

impl Rung {
    fn parse(line: &str) -> Option<Self> {
        let mut fields = line.split('\t');
        let rung = Rung {
            source: fields.next()?.parse().ok()?,
            target: fields.next()?.parse().ok()?,
            score: fields
                .next()?
                .parse()
                .ok()
                .filter(|score: &f32| !score.is_nan())?,
        };
        fields.next().is_none().then_some(rung)
    }

    fn is_below(&self, next: &Rung) -> bool {
        let goes_down = next.source < self.source || next.target < self.target;
        !goes_down && (self.source, self.target) != (next.source, next.target)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::format::tests::alignments;

    #[test]
    fn a_ladder_that_does_not_rise_is_refused() {
        let rows = [
            (
                "not from the ground",
                "1\t0\t1\n",
                "f: line 1: expected 0 and 0, found 1 and 0",
            ),
            (
                "down",
                "0\t0\t1\n2\t2\t1\n3\t1\t0\n",
                "f: line 3: expected lines after 2 and 2, found 3 and 1",
            ),
            (
                "twice the same",
                "0\t0\t1\n0\t0\t0\n",
                "f: line 2: expected lines after 0 and 0, found 0 and 0",
            ),
            (
                "four fields",
                "0\t0\t1\t1\n",
                "f: line 1: expected two line numbers and a score separated by tabs, found `0\t0\t1\t1`",
            ),
            (
                "no number",
                "0\t0\tNaN\n",
                "f: line 1: expected two line numbers and a score separated by tabs, found `0\t0\tNaN`",
            ),
        ];
        for (name, text, message) in rows {
            assert_eq!(read(text, "f").unwrap_err().to_string(), message, "{name}");
        }
    }

    #[test]
    fn scores_of_another_scale_become_confidences() {
        let alignment = read("0\t0\t1.7\n1\t1\t-0.3\n2\t2\t0\n", "f").unwrap();
        let confidences: Vec<f32> = alignment.beads().iter().map(|b| b.confidence).collect();
        assert_eq!(confidences, [1.0, 0.0]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(alignment in alignments()) {
            let mut text = Vec::new();
            write(&alignment, &mut text).unwrap();
            let back = read(str::from_utf8(&text).unwrap(), "f").unwrap();
            prop_assert_eq!(back.beads().len(), alignment.beads().len());
            for (found, bead) in back.beads().iter().zip(alignment.beads()) {
                prop_assert_eq!((&found.source, &found.target), (&bead.source, &bead.target));
                prop_assert!((found.confidence - bead.confidence).abs() < 1e-4);
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[0-9\t\n.雨-]{0,30}") {
            let _ = read(&text, "f");
        }
    }
}
