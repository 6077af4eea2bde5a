//! Web pages, and the pages of books.
//!
//! In: the text of a page. Out: its article, a block for each paragraph, heading, item, cell and caption, as ranges of the file.
//! Left out are navigation, advertisements, notices, comments of readers and footers ([`article`] says how), markup, scripts,
//! the readings of ruby, and the marks of notes. Damaged pages are read as browsers read them: never an error. O(bytes).

mod article;
mod attributes;
mod flow;
mod measure;
mod names;
mod scan;
mod tag;
#[cfg(test)]
mod tests;
mod title;
mod tree;
mod walk;

use std::sync::Arc;

use crate::format::html::article::{Fate, of_book, of_page};
use crate::format::html::flow::{Flow, Into};
use crate::format::html::measure::{direct, whole};
use crate::format::html::scan::scan;
use crate::format::html::tree::Dialect;
use crate::format::html::walk::{Page, walk};
use crate::text::{Content, ContentBuilder};

/// Reads a page. O(bytes).
pub(crate) fn read(file: Arc<str>) -> Content {
    // XHTML that is sent as HTML is read as HTML by browsers too.
    let tree = scan(&file, Dialect::Html);
    let direct = direct(&tree, &file);
    let mut fates = of_page(&tree, &direct);
    title::keep(&file, &tree, &mut fates);
    let measures = whole(&tree, &direct, &outs(&fates));
    let page = Page {
        file: &file,
        tree: &tree,
        fates: &fates,
        measures: &measures,
    };
    let mut builder = ContentBuilder::of_file(Arc::clone(&file));
    walk(&page, &mut Flow::new(Into::File), &mut builder);
    builder.finish()
}

/// Adds the text of a page of a book, whose part has this name, to the content of the book. O(bytes).
#[cfg(feature = "ebook")]
pub(crate) fn add_part(name: &str, text: &str, builder: &mut ContentBuilder) {
    let tree = scan(text, Dialect::Xhtml);
    let direct = direct(&tree, text);
    let fates = of_book(&tree, &direct);
    let measures = whole(&tree, &direct, &outs(&fates));
    let page = Page {
        file: text,
        tree: &tree,
        fates: &fates,
        measures: &measures,
    };
    walk(&page, &mut Flow::new(Into::Part(name)), builder);
    builder.end();
}

fn outs(fates: &[Fate]) -> Vec<bool> {
    fates.iter().map(|&fate| fate == Fate::Out).collect()
}
