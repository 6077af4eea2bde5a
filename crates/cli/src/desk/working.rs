//! The text that is checked: the translation with all suggestions of the rows in it.
//!
//! In: the bitext of the files and the rows. Out: a bitext and its beads, and the way back to the segments and suggestions that the
//! page knows. O(bytes).

use std::ops::Range;

use taiyaku::format::Format;
use taiyaku::segment::{Replacement, Segmenter};
use taiyaku::{Bead, Bitext, Content};

use crate::desk::model::Row;

/// The text with its suggestions.
pub(super) struct Working {
    pub(super) bitext: Bitext,
    /// Of each row its segments of this text.
    pub(super) targets: Vec<Range<usize>>,
    /// Of each segment of this text where the page has it.
    pub(super) origins: Vec<Origin>,
}

/// Where the page has a segment of the translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// In the text as it was given.
    Given(usize),
    /// In the suggestion of a row, from this byte of it on.
    Suggested { row: usize, from: usize },
}

impl Working {
    /// Makes the suggestions in the text. `format` is that of the file of the translation.
    pub(super) fn new(given: &Bitext, rows: &[Row], format: Option<Format>) -> Working {
        let target = given.target();
        let suggestions = rows.iter().enumerate().filter_map(|(k, row)| {
            let text = row.suggestion.as_deref()?;
            Some((k, text))
        });
        let suggestions: Vec<(usize, &str)> = suggestions.collect();
        let replacements = suggestions.iter().map(|&(k, text)| Replacement {
            segments: rows[k].target.0..rows[k].target.1,
            content: as_read(text, format),
        });
        let replacements: Vec<Replacement> = replacements.collect();
        let segmenter = Segmenter::new(target.language());
        let (document, fresh) = segmenter.replaced(target, &replacements);
        let mut targets = Vec::with_capacity(rows.len());
        let mut origins = Vec::with_capacity(document.segments().len());
        let mut fresh = suggestions.iter().zip(fresh).peekable();
        for (k, row) in rows.iter().enumerate() {
            let start = origins.len();
            match fresh.next_if(|((of, _), _)| *of == k) {
                None => origins.extend((row.target.0..row.target.1).map(Origin::Given)),
                Some((&(row, text), range)) => {
                    let mut from = 0;
                    for k in range {
                        let segment = document.segment_text(k);
                        from += text[from..].find(segment).unwrap_or(0);
                        origins.push(Origin::Suggested { row, from });
                    }
                }
            }
            targets.push(start..origins.len());
        }
        Working {
            bitext: Bitext::from_documents(given.source().clone(), document),
            targets,
            origins,
        }
    }

    /// The bead of a row; none if its suggestion has no text that can be seen, and it has no original.
    pub(super) fn bead(&self, k: usize, row: &Row) -> Option<Bead> {
        let (source, target) = (row.source.0..row.source.1, self.targets[k].clone());
        let is_bead = !source.is_empty() || !target.is_empty();
        is_bead.then(|| Bead::new(source, target, row.confidence as f32))
    }
}

/// A suggestion with its inline spans, as its file would be read.
fn as_read(text: &str, format: Option<Format>) -> Content {
    let read = match format {
        Some(format @ (Format::Markdown | Format::Html)) => format.read(text).ok(),
        _ => None,
    };
    // A text that would be more than text, such as a list, is a sentence here.
    read.filter(|content| content.text() == text && content.blocks().len() == 1)
        .unwrap_or_else(|| Content::plain(text))
}
