//! A review that comes back: JSON or a table, sorted or filtered in any way, to a [`Reviewed`].
//!
//! In: the text of a file, and the bitext it must belong to. Out: every row that is right, and a [`Problem`] for
//! every one that is not, by line. A file of another text is refused. O(bytes).

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::path::Path;

use crate::bitext::Bitext;
use crate::error::{Error, Result};
use crate::review::FindingId;
use crate::revise::state::{Claim, Reviewed, RowState, document_hash};

/// A review as far as it could be read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadBack {
    /// What could be read.
    pub reviewed: Reviewed,
    /// What could not, in the order of the file.
    pub problems: Vec<Problem>,
}

/// A row, or a part of it, that was passed over.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The line of the file, from 1.
    pub line: usize,
    /// What is wrong, and what became of the row.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// Reads a reviewed file, JSON or table. See [`reviewed`].
///
/// # Errors
///
/// If the file cannot be read, or is neither UTF-8 nor UTF-16 with its mark, as which some spreadsheets save a table with
/// tabs; and those of [`reviewed`].
pub fn reviewed_file(path: impl AsRef<Path>, bitext: &Bitext) -> Result<ReadBack> {
    let path = path.as_ref();
    let place = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| Error::io(&place, error))?;
    let text = match utf16(&bytes) {
        Some(text) => text,
        None => crate::format::decode(bytes, &place)?,
    };
    reviewed(&text, &place, bitext)
}

/// The text of bytes with the mark of UTF-16, if that is what follows it.
pub(super) fn utf16(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes.get(..2)? {
        [0xff, 0xfe] => u16::from_le_bytes,
        [0xfe, 0xff] => u16::from_be_bytes,
        _ => return None,
    };
    let (units, []) = bytes[2..].as_chunks::<2>() else {
        return None;
    };
    char::decode_utf16(units.iter().map(|&pair| unit(pair)))
        .collect::<std::result::Result<String, _>>()
        .ok()
}

/// Reads what the review page, [`revise::json`](crate::revise::json) or
/// [`revise::table`](crate::revise::table) wrote; `place` names it in errors.
///
/// Rows may be sorted, left out, moved, merged or split. In a table, text that was moved to another cell counts as a
/// correction: where a cell holds the text of other segments near by, these are the row's. A row that cannot be
/// understood, or contradicts another, is told by its line; the rest is kept. O(bytes).
///
/// ```
/// use taiyaku::review::{Reviewed, document_hash};
/// use taiyaku::{Aligner, Bitext, format};
///
/// let bitext = Bitext::new("It rained. We stayed.", "雨が降った。家にいた。");
/// let table = format!(
///     "state\tsource_segments\ttarget_segments\tdocument\nconfirmed\ts2\tt2\t{}\n",
///     document_hash(&bitext),
/// );
/// let back = revise::reviewed(&table, "pairs.tsv", &bitext)?;
/// assert!(back.problems.is_empty());
/// assert_eq!(back.reviewed.fixed().beads().len(), 1);
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If the file belongs to another text, or holds no row of this one; the error says what was expected.
pub fn reviewed(text: &str, place: &str, bitext: &Bitext) -> Result<ReadBack> {
    let text = text.trim_start_matches('\u{feff}');
    let mut gathering = Gathering::new(place, bitext);
    if text.trim_start().starts_with('{') {
        crate::revise::json::read(text, &mut gathering)?;
    } else {
        crate::revise::table::read(text, &mut gathering)?;
    }
    Ok(gathering.finish())
}

/// What both forms fill.
pub(super) struct Gathering<'a> {
    pub(super) place: &'a str,
    pub(super) bitext: &'a Bitext,
    pub(super) document: String,
    pub(super) claims: Vec<Claim>,
    pub(super) ignored: BTreeSet<FindingId>,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Gathering<'a> {
    fn new(place: &'a str, bitext: &'a Bitext) -> Self {
        Gathering {
            place,
            bitext,
            document: document_hash(bitext),
            claims: Vec::new(),
            ignored: BTreeSet::new(),
            problems: Vec::new(),
        }
    }

    pub(super) fn problem(&mut self, line: usize, message: impl Into<String>) {
        let message = message.into();
        self.problems.push(Problem { line, message });
    }

    pub(super) fn of_another_text(&self, found: &str) -> Error {
        Error::format(
            self.place,
            format!(
                "expected a review of document {}, found one of {found}: it belongs to another text, or to this one cut into other segments",
                self.document
            ),
        )
    }

    pub(super) fn ignore(&mut self, line: usize, name: &str) {
        let digits = name.rsplit(':').next().unwrap_or_default();
        match digits.parse() {
            Ok(id) => {
                self.ignored.insert(id);
            }
            Err(_) => self.problem(
                line,
                format!(
                    "expected the id of a finding to ignore, found `{}`",
                    shown(name)
                ),
            ),
        }
    }

    pub(super) fn sizes(&self) -> [usize; 2] {
        [self.bitext.source(), self.bitext.target()].map(|side| side.segments().len())
    }

    fn finish(self) -> ReadBack {
        let Gathering {
            claims,
            ignored,
            mut problems,
            ..
        } = self;
        let (reviewed, contradictions) = Reviewed::settle(claims, ignored);
        problems.extend(
            contradictions
                .into_iter()
                .map(|(line, message)| Problem { line, message }),
        );
        problems.sort();
        ReadBack { reviewed, problems }
    }
}

/// Why a range of segments is none of this document, if so.
pub(super) fn out_of_range(range: &Range<usize>, n_segments: usize, side: &str) -> Option<String> {
    (range.end > n_segments || range.start > range.end).then(|| {
        format!(
            "expected {side} segments up to {n_segments}, found {} to {}",
            range.start + 1,
            range.end
        )
    })
}

pub(super) fn state(name: &str) -> std::result::Result<RowState, String> {
    let wanted = name.trim().to_lowercase();
    if wanted.is_empty() {
        return Ok(RowState::Open);
    }
    let found = RowState::ALL.into_iter().find(|s| s.name() == wanted);
    found.ok_or_else(|| {
        format!(
            "expected the state open, confirmed or corrected, found `{}`; the row is aligned anew",
            shown(name)
        )
    })
}

/// The head of something wrong, for a message.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 40;
    let mut head: String = text
        .chars()
        .take(MOST)
        .flat_map(char::escape_debug)
        .collect();
    if text.chars().nth(MOST).is_some() {
        head.push('…');
    }
    head
}
