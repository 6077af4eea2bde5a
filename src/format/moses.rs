//! The format of Moses: two files with one text a line, where equal lines translate each other.
//!
//! In: pairs, or the two files. Out: two texts of as many lines, or a bitext. O(bytes).
//!
//! The format keeps the texts of both sides and their order. It loses pairs with an empty side, confidences, the cuts inside a
//! pair, code, findings and notes. A control character, a tab or a line end of any kind becomes a space; each is counted. Bars
//! and brackets, which Moses reads as factors, stay: `escape-special-chars.perl` of Moses writes them as Moses wants them.

use std::io::Write;
use std::sync::Arc;

use crate::bitext::Bitext;
use crate::error::{Error, Result};
use crate::format::line_text::clean;
use crate::format::units::{self, Unit, UnitText};
use crate::format::{Export, Losses};

/// Writes the originals, one a line, and their translations. O(bytes).
///
/// ```
/// use taiyaku::format::{Export, moses};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("It rained. We stayed.", "雨が降った。家にいた。");
/// let alignment = Aligner::new().align(&bitext);
/// let (mut source, mut target) = (Vec::new(), Vec::new());
/// let losses = moses::write(&Export::new(&bitext, &alignment), &mut source, &mut target)?;
/// assert!(losses.is_empty());
/// assert_eq!(source, b"It rained.\nWe stayed.\n");
/// assert_eq!(String::from_utf8(target).unwrap(), "雨が降った。\n家にいた。\n");
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If one of the outputs fails.
pub fn write(
    export: &Export<'_>,
    mut source_out: impl Write,
    mut target_out: impl Write,
) -> Result<Losses> {
    let mut losses = Losses::default();
    for row in export.rows() {
        let (source, target) = (row.source(), row.target());
        let (source, n_of_source) = clean(&source);
        let (target, n_of_target) = clean(&target);
        if source.is_empty() || target.is_empty() {
            losses.half_empty += 1;
            continue;
        }
        losses.characters += n_of_source + n_of_target;
        source_out.write_all(source.as_bytes())?;
        source_out.write_all(b"\n")?;
        target_out.write_all(target.as_bytes())?;
        target_out.write_all(b"\n")?;
    }
    source_out.flush()?;
    target_out.flush()?;
    Ok(losses)
}

/// Reads two files of as many lines. Each line with text is a [known bead](Bitext::known_beads), an omission or addition if
/// its other side is blank. Its blocks have the place `line 12`. A line ends at LF, or at CR and LF. O(bytes).
///
/// ```
/// use taiyaku::Aligner;
/// use taiyaku::format::moses;
///
/// let bitext = moses::read("It rained.\nWe stayed.\n", "雨が降った。\n家にいた。\n")?;
/// assert_eq!(Aligner::new().align(&bitext).beads().len(), 2);
/// let error = moses::read("It rained.\nWe stayed.\n", "雨が降った。\n").unwrap_err();
/// assert_eq!(error.to_string(), "expected two files of as many lines, found 2 and 1");
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If the numbers of lines differ, or if no line has text.
pub fn read(source: &str, target: &str) -> Result<Bitext> {
    let [source, target] = [source, target].map(|text| text.trim_start_matches('\u{feff}'));
    let [n_of_source, n_of_target] = [source, target].map(|text| text.lines().count());
    if n_of_source != n_of_target {
        let expected =
            format!("expected two files of as many lines, found {n_of_source} and {n_of_target}");
        return Err(Error::format("", expected));
    }
    let lines = source.lines().zip(target.lines());
    let units: Vec<Unit> = lines
        .enumerate()
        .map(|(k, (source, target))| Unit {
            sides: [UnitText::plain(source), UnitText::plain(target)],
            place: Arc::from(format!("line {}", k + 1)),
            ..Unit::default()
        })
        .collect();
    units::bitext(&units)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Aligner;
    use crate::format::hostile;

    /// Writes a bitext and reads it again.
    fn through(bitext: &Bitext) -> (Bitext, Losses) {
        let alignment = Aligner::new().align(bitext);
        let export = Export::new(bitext, &alignment).with_code();
        let (mut source, mut target) = (Vec::new(), Vec::new());
        let losses = write(&export, &mut source, &mut target).expect("memory");
        let [source, target] =
            [source, target].map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
        (read(&source, &target).expect("as many lines"), losses)
    }

    /// What the format holds of texts, and what it loses.
    fn held(texts: &[(String, String)]) -> (Vec<(String, String)>, Losses) {
        let mut losses = Losses::default();
        let mut held = Vec::new();
        for (source, target) in texts {
            let (source, target) = (clean(source), clean(target));
            if source.0.is_empty() || target.0.is_empty() {
                losses.half_empty += 1;
                continue;
            }
            losses.characters += source.1 + target.1;
            held.push((source.0.into_owned(), target.0.into_owned()));
        }
        (held, losses)
    }

    #[test]
    fn hard_rows_come_back() {
        let bitext = hostile::bitext_of_rows();
        let (back, losses) = through(&bitext);
        let (expected, expected_losses) = held(&hostile::texts(&bitext));
        assert_eq!(hostile::texts(&back), expected);
        assert_eq!(losses, expected_losses);
        assert_eq!(
            losses.to_string(),
            "pairs with an empty side: 2, characters: 12"
        );
    }

    #[test]
    fn a_text_of_a_megabyte_is_one_line() {
        let long = "It rained all day, ".repeat(60_000);
        let pairs = [(format!("{long}and we stayed."), "雨で家にいた。".to_owned())];
        let bitext = hostile::bitext(&pairs);
        let (back, losses) = through(&bitext);
        assert!(losses.is_empty());
        assert_eq!(hostile::texts(&back), pairs);
    }

    #[test]
    fn a_line_without_translation_is_an_omission() {
        let bitext = read(
            "\u{feff}It rained.\r\n\r\nNobody came.\r\n",
            "雨が降った。\n\n\n",
        );
        let bitext = bitext.expect("three lines");
        let expected = [("It rained.", "雨が降った。"), ("Nobody came.", "")];
        let expected = expected.map(|(source, target)| (source.to_owned(), target.to_owned()));
        assert_eq!(hostile::texts(&bitext), expected);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(pairs in hostile::pairs()) {
            let bitext = hostile::bitext(&pairs);
            let (back, losses) = through(&bitext);
            let (expected, expected_losses) = held(&hostile::texts(&bitext));
            prop_assert_eq!(hostile::texts(&back), expected);
            prop_assert_eq!(losses, expected_losses);
        }
    }
}
