//! The rows of a review of an earlier text, carried over to the text as it is now.
//!
//! In: the old rows with both their texts, and the sides of the bitext. Out: rows of this bitext: those whose texts stand are as
//! they were, those whose texts changed are open and hold the old state and the old texts. What has no place is a message. A
//! suggestion that is the text by now is done. O(n log n) in the rows and segments.

use std::collections::BTreeMap;

use crate::bitext::Bitext;
use crate::review::RowState;
use crate::revise::agree::ReadRow;
use crate::revise::placing::{How, OldSide, Place, places};
use crate::revise::row::{Changed, ReviewedRow};
use crate::revise::texts::{SideTexts, without_blanks};

/// A row of an earlier text. The segments of `row` are those of that text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OldRow {
    pub(super) row: ReviewedRow,
    /// The line of the file, from 1.
    pub(super) line: usize,
    pub(super) source_text: String,
    pub(super) target_text: String,
}

/// What became of the rows.
#[derive(Debug, PartialEq)]
pub(super) struct Carried {
    pub(super) rows: Vec<ReadRow>,
    /// What has no place in the new text, as (line, message).
    pub(super) messages: Vec<(usize, String)>,
    /// How many texts of rows stand, of how many.
    pub(super) n_standing: usize,
    pub(super) n_texts: usize,
}

/// The smallest share of the texts of the old rows that must stand for a file to belong to a text. A half stands if every
/// sentence of the translation was changed. Measured on 4,000 pairs of two other Japanese texts: .004 of the sentences are in both,
/// and in 1 pair of 100 a tenth is, all of them transcripts of meetings (はい。うん。).
const SMALLEST_SHARE: f64 = 0.1;

impl Carried {
    /// Whether the rows belong to the new text.
    pub(super) fn belongs(&self) -> bool {
        SMALLEST_SHARE * self.n_texts as f64 <= self.n_standing as f64
    }
}

/// The two sides of a bitext, in which old rows are found again.
pub(super) struct Sides {
    pub(super) source: SideTexts,
    pub(super) target: SideTexts,
}

impl Sides {
    pub(super) fn new(bitext: &Bitext) -> Self {
        Sides {
            source: SideTexts::new(bitext.source()),
            target: SideTexts::new(bitext.target()),
        }
    }

    /// Whether each text is that of a run of segments somewhere. An empty text is.
    fn hold(&self, source: &str, target: &str) -> bool {
        let holds = |texts: &SideTexts, text| texts.runs(text).next().is_some();
        (source.is_empty() || holds(&self.source, source))
            && (target.is_empty() || holds(&self.target, target))
    }
}

/// The texts by which a row is found, without blanks, and what they are.
struct Key {
    source: String,
    target: String,
    is: KeyText,
}

#[derive(Clone, Copy, PartialEq)]
enum KeyText {
    /// The texts of the row.
    Own,
    /// The suggestion became the text.
    Applied,
    /// The texts are again what they were before they changed.
    Restored,
}

impl Key {
    fn of(old: &OldRow, sides: &Sides) -> Key {
        let key = |source: &str, target: &str, is| Key {
            source: without_blanks(source),
            target: without_blanks(target),
            is,
        };
        let (source, target) = (&old.source_text, &old.target_text);
        let own = key(source, target, KeyText::Own);
        let suggested = old.row.suggestion.iter();
        let applied = suggested.map(|suggestion| key(source, suggestion, KeyText::Applied));
        let before = old.row.changed.iter();
        let restored = before.map(|was| key(&was.source_text, &was.target_text, KeyText::Restored));
        let mut others = applied.chain(restored).peekable();
        if others.peek().is_none() || sides.hold(&own.source, &own.target) {
            return own;
        }
        others
            .find(|key| sides.hold(&key.source, &key.target))
            .unwrap_or(own)
    }
}

/// Carries rows over.
pub(super) fn carry(rows: Vec<OldRow>, sides: &Sides) -> Carried {
    let keys: Vec<Key> = rows.iter().map(|old| Key::of(old, sides)).collect();
    let (rows_and_keys, numbers) = (
        || rows.iter().zip(&keys),
        |r: &std::ops::Range<usize>| (r.start, r.end),
    );
    let source: Vec<OldSide<'_>> = rows_and_keys()
        .map(|(old, key)| OldSide {
            segments: numbers(&old.row.source),
            text: &key.source,
        })
        .collect();
    let target: Vec<OldSide<'_>> = rows_and_keys()
        .map(|(old, key)| OldSide {
            segments: numbers(&old.row.target),
            text: &key.target,
        })
        .collect();
    let places_of_source = places(&source, &sides.source);
    let places_of_target = places(&target, &sides.target);
    let mut carried = Carried {
        rows: Vec::with_capacity(rows.len()),
        messages: Vec::new(),
        n_standing: 0,
        n_texts: 0,
    };
    let found = places_of_source.into_iter().zip(places_of_target);
    for ((old, key), (source, target)) in rows.iter().zip(&keys).zip(found) {
        for (place, text) in [(&source, &key.source), (&target, &key.target)] {
            carried.n_texts += usize::from(!text.is_empty());
            carried.n_standing += usize::from(!text.is_empty() && place.how == How::Stands);
        }
        match source.how == How::Stands && target.how == How::Stands {
            true => carried.add(old, standing(old, key.is, source, target)),
            false => carried.add_changed(old, source, target),
        }
    }
    carried
}

/// A row whose texts stand.
fn standing(old: &OldRow, is: KeyText, source: Place, target: Place) -> ReviewedRow {
    let mut row = ReviewedRow {
        source: source.segments,
        target: target.segments,
        ..old.row.clone()
    };
    match is {
        KeyText::Own => {}
        KeyText::Applied => row.suggestion = None,
        KeyText::Restored => {
            row.state = row.changed.take().map_or(RowState::Open, |was| was.state);
        }
    }
    row
}

impl Carried {
    fn add(&mut self, old: &OldRow, row: ReviewedRow) {
        let line = old.line;
        self.rows.push(ReadRow { row, line });
    }

    /// Adds a row whose texts changed, if a person left anything in it.
    fn add_changed(&mut self, old: &OldRow, source: Place, target: Place) {
        if !old.row.has_notes() {
            return;
        }
        if source.segments.is_empty() && target.segments.is_empty() {
            return self.messages.push((old.line, gone(old)));
        }
        let mut row = ReviewedRow::new(source.segments, target.segments);
        row.mark = old.row.mark;
        row.comment.clone_from(&old.row.comment);
        let was = old.row.changed.clone();
        row.changed = was.or_else(|| {
            let (source, target) = (&old.source_text, &old.target_text);
            Some(Changed::new(old.row.state, source, target))
        });
        if let Some(suggestion) = &old.row.suggestion {
            match target.how == How::Stands && source.how == How::Similar {
                true => row.suggestion = Some(suggestion.clone()),
                false => row.add_suggestion_as_comment(suggestion),
            }
        }
        self.add(old, row);
    }
}

/// The message for a row of whose texts nothing is left.
fn gone(old: &OldRow) -> String {
    let quoted = |text: &str| format!("`{}`", text.escape_debug());
    format!(
        "is no longer in the text, {}: {} with {}{}",
        old.row.state,
        quoted(&old.source_text),
        quoted(&old.target_text),
        old.row.notes()
    )
}

/// Old rows by the document that they name, in the order of their first rows.
#[derive(Default)]
pub(super) struct OldRows {
    numbers: BTreeMap<String, usize>,
    documents: Vec<(String, Vec<OldRow>)>,
}

impl OldRows {
    pub(super) fn add(&mut self, document: &str, row: OldRow) {
        let next = self.documents.len();
        let number = *self.numbers.entry(document.to_owned()).or_insert(next);
        if number == next {
            self.documents.push((document.to_owned(), Vec::new()));
        }
        self.documents[number].1.push(row);
    }

    pub(super) fn into_documents(self) -> Vec<(String, Vec<OldRow>)> {
        self.documents
    }
}
