//! Plain text, also as it is copied from a PDF or a page.
//!
//! In: a text. Out: its lines, in one block, without what is not text: running heads and feet, page numbers, hyphens at the
//! ends of lines, soft hyphens and characters without width. Letters and marks that are typed apart are composed. Notes and
//! captions that interrupt a sentence come at the end, in blocks of their own. Lines are joined to paragraphs by the
//! segmenter. A text that has none of this is returned as it is. O(bytes).

mod characters;
mod edit;
mod heads;
mod hyphens;
mod leaders;
mod lines;
mod pages;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::sync::Arc;

use crate::format::plain::edit::StandsFor;
use crate::text::{BlockKind, Content, ContentBuilder};

/// Reads a text. Never fails. O(bytes).
pub(crate) fn read(text: Arc<str>) -> Content {
    let mut edits = characters::edits(&text);
    edits.extend(pages::edits(&text));
    edits.extend(hyphens::edits(&text));
    edits.extend(leaders::edits(&text));
    if edits.is_empty() {
        return Content::plain(text);
    }
    // Furniture comes first, then the longest, so that what is inside it is dropped.
    edits.sort_by_key(|edit| {
        let is_text = !matches!(edit.stands_for, StandsFor::Furniture { .. });
        (edit.bytes.start, is_text, Reverse(edit.bytes.end))
    });
    let mut builder = ContentBuilder::of_file(Arc::clone(&text));
    builder.begin(BlockKind::Lines);
    let mut at = 0;
    let mut later = Vec::new();
    for edit in edits {
        if edit.bytes.start < at {
            continue;
        }
        if at < edit.bytes.start {
            builder.take(at..edit.bytes.start);
        }
        at = edit.bytes.end;
        match edit.stands_for {
            StandsFor::Mark => {}
            StandsFor::Text(characters) => {
                builder.replace(edit.bytes, &characters);
            }
            StandsFor::Furniture { later: text } => {
                builder.insert("\n").furniture();
                later.extend(text);
            }
        }
    }
    if at < text.len() {
        builder.take(at..text.len());
    }
    for text in later {
        builder.begin(BlockKind::Lines).take(text);
    }
    builder.finish()
}
