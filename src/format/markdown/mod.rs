//! Markdown and MDX: CommonMark with the extensions that documentation uses.
//!
//! In: the text of a file. Out: a [`Content`] whose spans are in the file: a block for each paragraph, heading, paragraph of a
//! list item, cell, note, line of front matter, code block, and line of tags; inline spans for markup, code and addresses.
//! `pulldown-cmark` finds the structure; what it does not know (components of MDX, `:::` containers, front matter) is taken out
//! before. Marks of lists, quotes and cells are in no block; every letter and digit is. Never fails. O(bytes).

mod front;
mod inline;
mod lines;
mod own;
mod tag;
mod walk;

#[cfg(test)]
mod tests;

use crate::text::{Content, IntoText};

/// Reads a text. O(bytes).
pub(crate) fn read(text: impl IntoText) -> Content {
    let text = text.into_text();
    let (front, body) = front::read(&text);
    let prepared = lines::prepare(&text, body, front);
    walk::walk(&text, &prepared)
}
