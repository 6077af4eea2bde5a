//! [`NotedBitext`]: a bitext that is aligned already, with what a person noted about its pairs.
//!
//! In: what the reader of a format found. Out: the bitext, and notes that an [`Export`](crate::format::Export) takes. A format
//! gives back state, mark, comment and suggestion as far as it holds them. Findings are not read:
//! [`review`](mod@crate::review()) finds them again. O(1) a note.

#[cfg(all(test, feature = "exchange", feature = "sheets", feature = "json"))]
mod tests;

use crate::bitext::Bitext;
use crate::format::export::RowNotes;
use crate::review::RowState;

/// What a person noted about a pair of a file. The default is an open pair without notes.
///
/// ```
/// use taiyaku::format::OwnedNotes;
/// use taiyaku::review::RowState;
///
/// let notes = OwnedNotes::default();
/// assert_eq!((notes.state, notes.comment.as_str()), (RowState::Open, ""));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OwnedNotes {
    /// The state of the pair.
    pub state: RowState,
    /// Whether a person marked it.
    pub mark: bool,
    /// The comment; empty if there is none. Several comments are joined by line breaks.
    pub comment: String,
    /// The translation that a person suggests, if the format keeps it beside that of the text.
    pub suggestion: Option<String>,
}

impl Default for OwnedNotes {
    fn default() -> Self {
        OwnedNotes {
            state: RowState::Open,
            mark: false,
            comment: String::new(),
            suggestion: None,
        }
    }
}

impl OwnedNotes {
    /// The notes as an export takes them. O(1).
    #[must_use]
    pub fn as_row_notes(&self) -> RowNotes<'_> {
        RowNotes {
            state: self.state,
            mark: self.mark,
            comment: &self.comment,
            suggestion: self.suggestion.as_deref(),
        }
    }

    /// Adds a comment on a line of its own. O(bytes).
    #[cfg_attr(not(any(feature = "exchange", feature = "sheets")), allow(dead_code))]
    pub(crate) fn add_comment(&mut self, comment: &str) {
        if !self.comment.is_empty() && !comment.is_empty() {
            self.comment.push('\n');
        }
        self.comment.push_str(comment);
    }
}

/// A bitext that is aligned already, with the notes of its pairs.
///
/// ```
/// # #[cfg(feature = "exchange")] {
/// use taiyaku::Aligner;
/// use taiyaku::format::{Export, Format};
/// use taiyaku::review::RowState;
///
/// let file = "# see page 2\n#. confidence: 1.0000, kind: 1-1, state: confirmed\nmsgid \"It rained.\"\nmsgstr \"雨が降った。\"\n";
/// let noted = Format::Po.read_noted(file.as_bytes())?;
/// let alignment = Aligner::new().align(&noted.bitext);
/// let export = Export::new(&noted.bitext, &alignment).with_notes(noted.row_notes());
/// let notes = export.notes_of(0).unwrap();
/// assert_eq!((notes.state, notes.comment), (RowState::Confirmed, "see page 2"));
/// # }
/// # Ok::<(), taiyaku::Error>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct NotedBitext {
    /// The bitext. Its beads are [known](Bitext::known_beads).
    pub bitext: Bitext,
    /// The notes of each known bead, in order. Empty if the file has no notes.
    pub notes: Vec<OwnedNotes>,
}

impl NotedBitext {
    /// A bitext with the notes of each of its known beads. Notes that say nothing are dropped. O(beads + bytes of white space).
    ///
    /// # Panics
    ///
    /// If there are not as many notes as known beads.
    pub(crate) fn new(bitext: Bitext, mut notes: Vec<OwnedNotes>) -> Self {
        let n_beads = bitext.known_beads().len();
        assert_eq!(notes.len(), n_beads, "notes and known beads");
        // A cell or a line of white space alone is no comment, and most formats do not hold it.
        for note in &mut notes {
            if note.comment.trim().is_empty() {
                note.comment.clear();
            }
        }
        if notes.iter().all(|note| *note == OwnedNotes::default()) {
            notes.clear();
        }
        NotedBitext { bitext, notes }
    }

    /// The notes as [`Export::with_notes`](crate::format::Export::with_notes) takes them: an alignment of the bitext has its known
    /// beads and no others. Empty if the file has no notes; then leave them out. O(beads).
    #[must_use]
    pub fn row_notes(&self) -> Vec<RowNotes<'_>> {
        self.notes.iter().map(OwnedNotes::as_row_notes).collect()
    }
}

impl From<Bitext> for NotedBitext {
    /// A bitext without notes.
    fn from(bitext: Bitext) -> Self {
        NotedBitext {
            bitext,
            notes: Vec::new(),
        }
    }
}
