//! Plain text, also as it is copied from a PDF or a page.
//!
//! In: a text. Out: its lines, column by column, without what is not text: running heads and feet, page numbers, leaders before
//! them, lines under headings, hyphens at the ends of lines, the marks of quoted lines of mail, soft hyphens and characters
//! without width. Letters and marks that are typed apart are composed. The cells of a table that is drawn with bars are blocks.
//! Notes at the foot of pages, and captions that interrupt a sentence, come at the end, in blocks of their own. Lines are joined
//! to paragraphs by the segmenter. A text that has none of this is returned as it is. O(bytes).

mod characters;
mod columns;
mod edit;
mod heads;
mod hyphens;
mod leaders;
mod lines;
mod notes;
mod page_number;
mod pages;
mod quoted;
mod source;
mod tables;
#[cfg(test)]
mod tests;
mod two_parts;

use std::cmp::Reverse;
use std::sync::Arc;

use crate::format::plain::edit::{Edit, StandsFor};
use crate::format::plain::lines::lines;
use crate::format::plain::source::Source;
use crate::text::{BlockKind, Content, ContentBuilder};

/// Reads a text. Never fails. O(bytes).
pub(crate) fn read(text: Arc<str>) -> Content {
    let mut source = Source::of(Arc::clone(&text));
    let edits = edits(source.text());
    if edits.is_empty() && source.is_file() {
        return Content::plain(text);
    }
    let length = source.text().len();
    let mut builder = ContentBuilder::of_file(text);
    source.begin(&mut builder, BlockKind::Lines);
    let mut at = 0;
    let mut later = Vec::new();
    let in_words = in_words(&edits);
    for edit in edits {
        if edit.bytes.start < at {
            continue;
        }
        if at < edit.bytes.start {
            source.take(&mut builder, at..edit.bytes.start);
        }
        at = edit.bytes.end;
        match edit.stands_for {
            StandsFor::Mark => {}
            StandsFor::Margin => {
                builder.furniture();
            }
            StandsFor::Text(characters) => {
                source.replace(&mut builder, edit.bytes, &characters);
            }
            StandsFor::Furniture { later: text } => {
                builder.insert("\n").furniture();
                later.extend(text);
            }
            StandsFor::InsideWord { later: text } => {
                builder.furniture();
                later.extend(text);
            }
            StandsFor::Cells(cells) => {
                for cell in cells {
                    source.take_cell(&mut builder, cell, &in_words);
                }
                source.begin(&mut builder, BlockKind::Lines);
            }
        }
    }
    if at < length {
        source.take(&mut builder, at..length);
    }
    for text in later {
        source.begin(&mut builder, BlockKind::Lines);
        source.take(&mut builder, text);
    }
    builder.finish()
}

/// The edits of single characters, which are made inside a table too.
fn in_words(edits: &[Edit]) -> Vec<Edit> {
    let has_cells = edits
        .iter()
        .any(|edit| matches!(edit.stands_for, StandsFor::Cells(_)));
    let is_in_word =
        |edit: &&Edit| has_cells && matches!(edit.stands_for, StandsFor::Mark | StandsFor::Text(_));
    edits.iter().filter(is_in_word).cloned().collect()
}

/// What is changed in a text, in order.
fn edits(text: &str) -> Vec<Edit> {
    let mut edits = characters::edits(text);
    let lines = lines(text);
    edits.extend(pages::edits(text, &lines));
    edits.extend(hyphens::edits(text));
    edits.extend(quoted::edits(text));
    edits.extend(leaders::edits(text, &lines));
    edits.extend(tables::edits(text, &lines));
    // Furniture comes first, then the longest, so that what is inside it is dropped.
    edits.sort_by_key(|edit| {
        let is_furniture = matches!(
            edit.stands_for,
            StandsFor::Furniture { .. } | StandsFor::InsideWord { .. } | StandsFor::Cells(_)
        );
        (edit.bytes.start, !is_furniture, Reverse(edit.bytes.end))
    });
    edits
}
