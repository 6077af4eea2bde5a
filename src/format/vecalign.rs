//! The format of Vecalign: the lines of each bead and its cost.
//!
//! In: beads that tile the lines of two files, or text in this format. Out: the text, or its beads. O(bytes).
//!
//! Each line is a bead, as in `[0]:[0, 1]:0.012345`: the source lines and the target lines, counted from 0, and the cost, −ln
//! of the confidence.
//!
//! The format keeps the beads and their cost to six decimals. It loses the text, everything smaller than a line, and any
//! confidence below the least normal `f32`.

use std::io::Write;
use std::ops::Range;

use crate::align::{Alignment, Bead};
use crate::error::{Error, Result};

/// Writes an alignment of lines in the format of Vecalign. O(lines).
///
/// ```
/// use taiyaku::{Alignment, Bead, format::vecalign};
///
/// let bead = Bead::new(0..1, 0..2, 0.5);
/// let mut text = Vec::new();
/// vecalign::write(&Alignment::from_beads(vec![bead]), &mut text)?;
/// assert_eq!(text, b"[0]:[0, 1]:0.693147\n");
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write(lines: &Alignment, mut out: impl Write) -> Result<()> {
    for bead in lines.beads() {
        // The cost of probability 0 is infinite. The cost of the least normal float is written instead.
        let probability = f64::from(bead.confidence.max(f32::MIN_POSITIVE));
        let cost = (-libm::log(probability)).max(0.0);
        let list = |lines: &Range<usize>| Vec::from_iter(lines.clone());
        let (source, target) = (list(&bead.source), list(&bead.target));
        writeln!(out, "{source:?}:{target:?}:{cost:.6}")?;
    }
    Ok(())
}

/// Reads beads in the format of Vecalign. A bead without a cost, as in a reference, has the confidence 1. The costs of
/// Vecalign itself do not come from probabilities, but they rank the beads. Errors name the text as `place`. O(bytes).
///
/// ```
/// use taiyaku::format::vecalign;
///
/// let alignment = vecalign::read("[0]:[0, 1]:0.693147\n[1]:[]\n", "texts.vecalign")?;
/// assert_eq!(alignment.beads()[0].kind().to_string(), "1-2");
/// assert_eq!(alignment.beads()[1].confidence, 1.0);
/// let error = vecalign::read("[1]:[0]:0.1\n", "texts.vecalign").unwrap_err();
/// assert_eq!(error.to_string(), "texts.vecalign: line 1: expected source line 0, found 1");
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If a line is not a bead, or if the beads do not tile the lines of both files in order. The error names the line.
pub fn read(text: &str, place: &str) -> Result<Alignment> {
    let mut beads = Vec::new();
    let (mut source_end, mut target_end) = (0, 0);
    for (k, line) in text.lines().enumerate() {
        let wrong = |expected: String| Error::format(format!("{place}: line {}", k + 1), expected);
        let no_bead = || {
            wrong(format!(
                "expected a bead like [0]:[0, 1]:0.5, found `{line}`"
            ))
        };
        let mut parts = line.splitn(3, ':');
        let source = parts.next().and_then(parse_list).ok_or_else(no_bead)?;
        let target = parts.next().and_then(parse_list).ok_or_else(no_bead)?;
        let cost: f64 = parts
            .next()
            .map_or(Some(0.0), |cost| cost.trim().parse().ok())
            .filter(|cost: &f64| !cost.is_nan())
            .ok_or_else(no_bead)?;
        let source = following(source_end, &source, "source").map_err(wrong)?;
        let target = following(target_end, &target, "target").map_err(wrong)?;
        if source.is_empty() && target.is_empty() {
            return Err(no_bead());
        }
        (source_end, target_end) = (source.end, target.end);
        let confidence = libm::exp(-cost.max(0.0)) as f32;
        beads.push(Bead {
            source,
            target,
            confidence,
        });
    }
    Ok(Alignment::from_beads(beads))
}

/// The numbers in `[0, 1]`.
fn parse_list(list: &str) -> Option<Vec<usize>> {
    let numbers = list.trim().strip_prefix('[')?.strip_suffix(']')?;
    if numbers.trim().is_empty() {
        return Some(Vec::new());
    }
    let numbers = numbers.split(',');
    numbers.map(|number| number.trim().parse().ok()).collect()
}

/// Lines as a range, if they are consecutive from `start`.
fn following(start: usize, lines: &[usize], side: &str) -> Result<Range<usize>, String> {
    for (expected, &found) in (start..).zip(lines) {
        if found != expected {
            return Err(format!("expected {side} line {expected}, found {found}"));
        }
    }
    Ok(start..start + lines.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::format::tests::alignments;

    #[test]
    fn a_line_that_is_no_bead_is_refused() {
        let no_bead =
            |line: &str| format!("f: line 1: expected a bead like [0]:[0, 1]:0.5, found `{line}`");
        let rows = [
            ("no list", "0:[0]:0.5", no_bead("0:[0]:0.5")),
            ("one side", "[0]", no_bead("[0]")),
            ("no segment", "[]:[]:0", no_bead("[]:[]:0")),
            ("no number", "[0]:[a]:0.5", no_bead("[0]:[a]:0.5")),
            ("an empty place", "[0,]:[0]:0.5", no_bead("[0,]:[0]:0.5")),
            ("no cost", "[0]:[0]:x", no_bead("[0]:[0]:x")),
            ("nothing", "\n", no_bead("")),
            (
                "a gap inside a bead",
                "[0]:[0]:0.5\n[1]:[1, 3]:0.5",
                "f: line 2: expected target line 2, found 3".to_owned(),
            ),
            (
                "a bead that goes back",
                "[0]:[0]:0.5\n[0]:[1]:0.5",
                "f: line 2: expected source line 1, found 0".to_owned(),
            ),
        ];
        for (name, text, message) in rows {
            assert_eq!(read(text, "f").unwrap_err().to_string(), message, "{name}");
        }
    }

    #[test]
    fn probability_0_has_a_finite_cost() {
        let bead = Bead {
            source: 0..1,
            target: 0..0,
            confidence: 0.0,
        };
        let mut text = Vec::new();
        write(&Alignment::from_beads(vec![bead]), &mut text).unwrap();
        assert_eq!(text, b"[0]:[]:87.336545\n");
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
                prop_assert!((found.confidence - bead.confidence).abs() < 1e-6);
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[0-9\n.\\[\\]:, 雨-]{0,30}") {
            let _ = read(&text, "f");
        }
    }
}
