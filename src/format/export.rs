//! [`Export`]: an aligned text with what is known about its pairs, as every writer of pairs takes it.
//!
//! In: a bitext and its alignment; findings, names and a person's notes, if there are any; what a header says. Out: rows in the
//! order of the text; and [`Losses`], what a format did not hold. O(1) a row, O(n log n) in the findings.

use std::borrow::Cow;
use std::fmt;

use crate::align::Alignment;
use crate::bitext::Bitext;
use crate::format::date::Date;
use crate::pair::Pair;
use crate::review::{Finding, Name, RowState};
use crate::text::Document;

/// An aligned text for a writer of pairs, with its findings, its names and a person's notes.
///
/// ```
/// use taiyaku::format::Export;
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("It rained. We stayed.", "雨が降った。家にいた。");
/// let alignment = Aligner::new().align(&bitext);
/// let export = Export::new(&bitext, &alignment).with_title("rain");
/// assert_eq!(export.rows().len(), 2);
/// ```
#[derive(Debug, Clone)]
pub struct Export<'a> {
    bitext: &'a Bitext,
    alignment: &'a Alignment,
    /// In the order of their beads. None if the text was not reviewed.
    findings: Option<Vec<&'a Finding>>,
    names: &'a [Name],
    /// One a bead, or none at all.
    notes: Vec<RowNotes<'a>>,
    title: Cow<'a, str>,
    languages: [Cow<'a, str>; 2],
    files: [Cow<'a, str>; 2],
    date: Option<Date>,
    code: Code,
}

/// Whether pairs of code and markup are rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Code {
    LeftOut,
    Kept,
}

/// What a person noted about a row. The default is an open row without notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowNotes<'a> {
    /// The state of the row.
    pub state: RowState,
    /// Whether a person marked it.
    pub mark: bool,
    /// The comment; empty if there is none.
    pub comment: &'a str,
    /// The translation that a person suggests instead of that of the text.
    pub suggestion: Option<&'a str>,
}

impl Default for RowNotes<'_> {
    fn default() -> Self {
        RowNotes {
            state: RowState::Open,
            mark: false,
            comment: "",
            suggestion: None,
        }
    }
}

/// A pair to write.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ExportRow<'e, 'a> {
    /// The pair. Its [number](Pair::number) is that of its bead.
    pub pair: Pair<'a>,
    /// The findings that begin at the pair. None if a person suggests another translation: they speak of that of the text.
    pub findings: &'e [&'a Finding],
    /// The findings that begin at the pair, whatever a person suggests.
    pub all_findings: &'e [&'a Finding],
    /// What a person noted about it. None if nobody reviewed the text.
    pub notes: Option<RowNotes<'a>>,
}

impl<'a> ExportRow<'_, 'a> {
    /// The number of the pair in its alignment, from 1.
    #[must_use]
    pub fn id(&self) -> usize {
        self.pair.number().map_or(0, |number| number + 1)
    }

    /// The original, on one line. O(bytes).
    #[must_use]
    pub fn source(&self) -> Cow<'a, str> {
        self.pair.source_text()
    }

    /// The translation, on one line: the one that a person suggests, or else that of the text. O(bytes).
    #[must_use]
    pub fn target(&self) -> Cow<'a, str> {
        match self.notes.and_then(|notes| notes.suggestion) {
            Some(suggestion) => Cow::Borrowed(suggestion),
            None => self.pair.target_text(),
        }
    }
}

impl<'a> Export<'a> {
    /// Makes the export of an alignment, without findings and notes. O(1).
    ///
    /// # Panics
    ///
    /// If the alignment is of another bitext.
    #[must_use]
    pub fn new(bitext: &'a Bitext, alignment: &'a Alignment) -> Self {
        alignment.assert_tiles(bitext);
        let code = |document: &Document| Cow::Borrowed(document.language().code());
        Export {
            bitext,
            alignment,
            findings: None,
            names: &[],
            notes: Vec::new(),
            title: Cow::Borrowed(""),
            languages: [code(bitext.source()), code(bitext.target())],
            files: [Cow::Borrowed(""), Cow::Borrowed("")],
            date: None,
            code: Code::LeftOut,
        }
    }

    /// Adds the findings of a [`review`](mod@crate::review), in any order. O(n log n).
    #[must_use]
    pub fn with_findings(mut self, findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut findings: Vec<&Finding> = findings.into_iter().collect();
        findings.sort_by_key(|finding| finding.beads.start);
        self.findings = Some(findings);
        self
    }

    /// Adds the table of names of a review. Default: none.
    #[must_use]
    pub fn with_names(mut self, names: &'a [Name]) -> Self {
        self.names = names;
        self
    }

    /// Adds what a person noted about each bead, in order.
    ///
    /// # Panics
    ///
    /// If there are not as many notes as beads.
    #[must_use]
    pub fn with_notes(mut self, notes: Vec<RowNotes<'a>>) -> Self {
        let n_beads = self.alignment.beads().len();
        assert_eq!(notes.len(), n_beads, "notes and beads");
        self.notes = notes;
        self
    }

    /// Sets the title. Default: empty.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<Cow<'a, str>>) -> Self {
        self.title = title.into();
        self
    }

    /// Sets the language tags of the two sides, as in BCP 47: `en-GB`, `ja-JP`. Default: `en` and `ja`, or `und`.
    #[must_use]
    pub fn with_languages(
        mut self,
        source: impl Into<Cow<'a, str>>,
        target: impl Into<Cow<'a, str>>,
    ) -> Self {
        self.languages = [source.into(), target.into()];
        self
    }

    /// Sets the names of the files of the two sides, which are the same for a page. Default: empty.
    #[must_use]
    pub fn with_files(
        mut self,
        source: impl Into<Cow<'a, str>>,
        target: impl Into<Cow<'a, str>>,
    ) -> Self {
        self.files = [source.into(), target.into()];
        self
    }

    /// Sets the date that headers name. Default: none, so that the same input gives the same bytes on any day.
    #[must_use]
    pub fn with_date(mut self, date: Date) -> Self {
        self.date = Some(date);
        self
    }

    /// Writes the pairs of code and markup too, which are not translated. Default: they are left out.
    #[must_use]
    pub fn with_code(mut self) -> Self {
        self.code = Code::Kept;
        self
    }

    /// The rows in the order of the text. O(log findings) a row.
    #[must_use]
    pub fn rows<'e>(&'e self) -> ExportRows<'e, 'a> {
        ExportRows {
            export: self,
            pairs: self.bitext.pairs(self.alignment),
        }
    }

    /// The bitext.
    #[must_use]
    pub fn bitext(&self) -> &'a Bitext {
        self.bitext
    }

    /// The alignment.
    #[must_use]
    pub fn alignment(&self) -> &'a Alignment {
        self.alignment
    }

    /// The findings in the order of their beads. None if the text was not reviewed.
    #[must_use]
    pub fn findings(&self) -> Option<&[&'a Finding]> {
        self.findings.as_deref()
    }

    /// The number of findings that are left out if `n_written` are written.
    pub(crate) fn findings_left_out(&self, n_written: usize) -> usize {
        self.findings.as_ref().map_or(0, Vec::len) - n_written
    }

    /// The names.
    #[must_use]
    pub fn names(&self) -> &'a [Name] {
        self.names
    }

    /// Whether a person reviewed the text.
    #[must_use]
    pub fn has_notes(&self) -> bool {
        !self.notes.is_empty()
    }

    /// What a person noted about a bead. None if nobody reviewed the text.
    #[must_use]
    pub fn notes_of(&self, bead: usize) -> Option<RowNotes<'a>> {
        self.notes.get(bead).copied()
    }

    /// The title; may be empty.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The language tags of the original and of the translation.
    #[must_use]
    pub fn languages(&self) -> [&str; 2] {
        [&self.languages[0], &self.languages[1]]
    }

    /// The names of the files of the original and of the translation; may be empty.
    #[must_use]
    pub fn files(&self) -> [&str; 2] {
        [&self.files[0], &self.files[1]]
    }

    /// The date for headers, if it was given.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.date
    }

    fn row<'e>(&'e self, pair: Pair<'a>) -> ExportRow<'e, 'a> {
        let number = pair.number().unwrap_or_default();
        let findings = self.findings.as_deref().unwrap_or_default();
        let first = findings.partition_point(|finding| finding.beads.start < number);
        let n_here = findings[first..].partition_point(|finding| finding.beads.start == number);
        let notes = self.notes_of(number);
        let all_findings = &findings[first..first + n_here];
        let is_settled = notes.is_some_and(|notes| notes.suggestion.is_some());
        ExportRow {
            pair,
            findings: if is_settled { &[] } else { all_findings },
            all_findings,
            notes,
        }
    }
}

/// The rows of an [`Export`], made by [`Export::rows`].
#[derive(Debug, Clone)]
pub struct ExportRows<'e, 'a> {
    export: &'e Export<'a>,
    pairs: crate::pair::Pairs<'a>,
}

impl ExportRows<'_, '_> {
    /// The number of rows that are left. O(beads).
    #[must_use]
    pub fn len(&self) -> usize {
        self.clone().count()
    }

    /// Whether no row is left. O(beads of code before the next row).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clone().next().is_none()
    }
}

impl<'e, 'a> Iterator for ExportRows<'e, 'a> {
    type Item = ExportRow<'e, 'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let export = self.export;
        let is_row = |pair: &Pair<'_>| export.code == Code::Kept || !pair.is_code();
        self.pairs.find(is_row).map(|pair| export.row(pair))
    }
}

/// What an output does not hold of an [`Export`]. Nothing is lost silently: a program reports it.
///
/// ```
/// use taiyaku::format::Losses;
///
/// assert!(Losses::default().is_empty());
/// assert_eq!(Losses::default().to_string(), "");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Losses {
    /// Pairs with an empty side, which the format cannot hold.
    pub half_empty: usize,
    /// Characters that the format cannot hold: removed, or written as a space.
    pub characters: usize,
    /// Cells that were cut, because they are longer than the format allows.
    pub long_cells: usize,
    /// Findings without a place in a file, or whose pair is left out.
    pub findings: usize,
}

impl Losses {
    /// Whether the output holds everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Losses::default()
    }

    /// Adds the losses of another part of the output.
    #[must_use]
    pub fn and(self, other: Losses) -> Losses {
        Losses {
            half_empty: self.half_empty + other.half_empty,
            characters: self.characters + other.characters,
            long_cells: self.long_cells + other.long_cells,
            findings: self.findings + other.findings,
        }
    }
}

impl fmt::Display for Losses {
    /// One line without an end, such as `pairs with an empty side: 3, characters removed: 1`; empty if nothing is lost.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            ("pairs with an empty side", self.half_empty),
            ("characters", self.characters),
            ("ends of long cells", self.long_cells),
            ("findings", self.findings),
        ];
        let parts = parts.iter().filter(|part| part.1 > 0);
        for (k, (name, n)) in parts.enumerate() {
            let between = if k == 0 { "" } else { ", " };
            write!(f, "{between}{name}: {n}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Bead;

    #[test]
    fn rows_have_their_findings_and_notes() {
        let bitext = Bitext::new("It has 24 rooms. We stayed.", "部屋が42ある。家にいた。");
        let beads = vec![Bead::new(0..1, 0..1, 0.9), Bead::new(1..2, 1..2, 0.8)];
        let alignment = Alignment::from_beads(beads);
        let aligner = crate::Aligner::new();
        let anchored = aligner.read(&bitext);
        let options = crate::review::ReviewOptions::default();
        let findings = crate::review::review(&anchored, &alignment, &options);
        let notes = vec![
            RowNotes {
                state: RowState::Confirmed,
                suggestion: Some("部屋が24ある。"),
                ..RowNotes::default()
            },
            RowNotes::default(),
        ];
        let export = Export::new(&bitext, &alignment)
            .with_findings(&findings)
            .with_notes(notes);
        let rows: Vec<_> = export.rows().collect();
        assert_eq!(rows.len(), export.rows().len());
        assert_eq!((rows[0].id(), rows[0].findings.len()), (1, 0));
        assert_eq!(rows[0].target(), "部屋が24ある。");
        let open = Export::new(&bitext, &alignment).with_findings(&findings);
        assert_eq!(open.rows().next().map(|row| row.findings.len()), Some(1));
        assert_eq!((rows[1].id(), rows[1].findings.len()), (2, 0));
        assert_eq!(rows[1].target(), "家にいた。");
        assert_eq!(export.languages(), ["en", "ja"]);
    }

    #[test]
    fn losses_are_named_without_plurals() {
        let losses = Losses {
            half_empty: 2,
            ..Losses::default()
        };
        let more = Losses {
            characters: 1,
            ..Losses::default()
        };
        assert_eq!(
            losses.and(more).to_string(),
            "pairs with an empty side: 2, characters: 1"
        );
    }
}
